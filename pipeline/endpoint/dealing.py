"""The stores of a server: the whole from the start, the one with the documents' graphs when a process has made it."""

from __future__ import annotations

import asyncio
import re
from asyncio.subprocess import Process
from pathlib import Path
from typing import Final

from pipeline.endpoint.data import DEALT, WHOLE
from pipeline.endpoint.jobs import Job, Outcome
from pipeline.endpoint.processes import start, stop

# Where an escape may hide the words, they are taken to be there: then a query only waits.
_NAMES_GRAPHS: Final = re.compile(r"GRAPH|FROM|\\", re.IGNORECASE)


class Dealing:
    """What `data.take` laid down in a folder; `store` is the one to open now."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.store = scratch / WHOLE
        self._process: Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()

    async def begin(self) -> None:
        """Have the documents' graphs dealt out, by a process beside."""
        self._process = await start("pipeline.endpoint.data", str(self.scratch))
        self._watching = asyncio.create_task(self._watch(self._process))

    async def ready_for(self, job: Job, seconds: float) -> Outcome | None:
        """Wait until a job can be done, or say why it can't be."""
        if not _names_graphs(job):
            return None
        try:
            await asyncio.wait_for(self._ended.wait(), seconds)
        except TimeoutError:
            return Outcome(503, message="the documents' graphs are still being dealt out: try again soon")
        if self.store.name == WHOLE:
            return Outcome(500, message="the documents' graphs could not be dealt out: a fault of the server")
        return None

    async def close(self) -> None:
        """Stop the process, should it still run."""
        if self._process is not None:
            await stop(self._process)
        if self._watching is not None:
            await self._watching

    async def _watch(self, process: Process) -> None:
        if await process.wait() == 0:
            self.store = self.scratch / DEALT
        self._ended.set()


def _names_graphs(job: Job) -> bool:
    """Whether a job may touch another graph than the whole, or change it."""
    if job.kind == "graph":
        return job.graphs is not None
    names = job.default is not None or job.named is not None
    return job.kind != "query" or names or bool(_NAMES_GRAPHS.search(job.text))
