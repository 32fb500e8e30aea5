"""The worker processes: as many as queries may run at once, each killed and replaced when a job takes too long.

pyoxigraph can't give up a query that it has begun, and a thread can't be stopped: only a process can.
"""

from __future__ import annotations

import asyncio
import json
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Final

from pipeline.endpoint.dealing import Dealing
from pipeline.endpoint.jobs import Job, Outcome
from pipeline.endpoint.processes import start, stop
from pipeline.endpoint.settings import Limits

_DIED: Final = {
    -signal.SIGSEGV: Outcome(400, message="the request is nested too deep to be evaluated"),
    -signal.SIGABRT: Outcome(503, message="the request needs more memory than one request may take"),
}
_START: Final = 60.0  # seconds that a worker may take to start, and that a request waits for the documents' graphs


class Busy(Exception):
    """All workers are at work, and enough requests wait for one."""


class Workers:
    """Workers on one store. Queries run side by side; an update waits for them, and they for it."""

    def __init__(self, stores: Dealing, prefixes: Mapping[str, str], limits: Limits) -> None:
        self.stores, self.prefixes, self.limits = stores, prefixes, limits
        self._idle: list[Process] = []
        self._places = asyncio.Semaphore(limits.concurrency)
        self._waiting = 0
        self._updating = asyncio.Lock()
        self._generation = 0

    async def run(self, job: Job) -> Outcome:
        """Do a job; 503 where it takes longer than it may. Raises `Busy` where no worker is free soon."""
        if not_yet := await self.stores.ready_for(job, _START):
            return not_yet
        if job.kind == "update":
            return await self._update(job)
        async with self._place():
            return await self._run(job)

    async def close(self) -> None:
        """Stop all workers that are idle; those at work stop with the jobs that they do."""
        while self._idle:
            await stop(self._idle.pop())

    async def _update(self, job: Job) -> Outcome:
        async with self._updating:
            places = 0
            try:
                async with self._soon(self.limits.seconds + self.limits.patience):
                    for _ in range(self.limits.concurrency):
                        await self._places.acquire()
                        places += 1
                return await self._run(job)
            finally:
                self._generation += 1
                for _ in range(places):
                    self._places.release()

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """A place among those that run, after a short wait at most."""
        if self._places.locked() and self._waiting >= self.limits.concurrency * self.limits.queue:
            raise Busy
        self._waiting += 1
        try:
            async with self._soon(self.limits.patience):
                await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()

    @staticmethod
    @asynccontextmanager
    async def _soon(seconds: float) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError as error:
            raise Busy from error

    async def _run(self, job: Job) -> Outcome:
        worker = self._idle.pop() if self._idle else await self._start()
        try:
            outcome = await asyncio.wait_for(self._ask(worker, job), self.limits.seconds)
        except TimeoutError:
            await stop(worker)
            return Outcome(
                503, message=f"stopped after {self.limits.seconds:g} seconds, the longest a request may take"
            )
        except BaseException:  # the client is gone, or the server stops: so must the job
            await stop(worker)
            raise
        if worker.returncode is None:
            self._idle.append(worker)
        return outcome

    async def _ask(self, worker: Process, job: Job) -> Outcome:
        to, from_ = _pipes(worker)
        request = {
            "job": asdict(job), "seconds": self.limits.seconds,
            "store": str(self.stores.store), "generation": self._generation,
        }  # fmt: skip
        try:
            to.write(f"{json.dumps(request)}\n".encode())
            await to.drain()
            line = await from_.readline()
        except ConnectionError:
            line = b""
        if line:
            return Outcome(**json.loads(line))
        code = await worker.wait()
        return _DIED.get(code, Outcome(500, message="the request could not be evaluated: a fault of the server"))

    async def _start(self) -> Process:
        settings = {"prefixes": dict(self.prefixes), "memory": self.limits.memory}
        worker = await start("pipeline.endpoint.worker")
        to, from_ = _pipes(worker)
        try:
            to.write(f"{json.dumps(settings)}\n".encode())
            # A busy machine takes its time to start a process: no request is to pay for that with its own.
            async with asyncio.timeout(_START):
                await from_.readline()
        except TimeoutError as error:
            await stop(worker)
            raise Busy from error
        except BaseException:
            await stop(worker)
            raise
        return worker


def _pipes(worker: Process) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
    if worker.stdin is None or worker.stdout is None:
        raise AssertionError("a worker is started with pipes")
    return worker.stdin, worker.stdout
