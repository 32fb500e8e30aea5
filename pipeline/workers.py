"""Work shared among processes, its results in the order of the tasks whatever their number."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Final, Self, TypeVar

Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]  # stage, tasks done, tasks in all

WORTH_A_PROCESS: Final = 20_000  # characters a process; for fewer, loading its models takes longer than it saves


def silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


class Team:
    """Processes that share documents out by size, each keeping to its own.

    What a language model made of a document in one stage is thus still at hand in the next. With fewer than two
    workers all happens in this process.
    """

    def __init__(self, sizes: Sequence[int], workers: int | None = None) -> None:
        """`sizes` are those of the documents; `workers` defaults to what pays on this machine."""
        count = workers if workers is not None else min(cores(), -(-sum(sizes) // WORTH_A_PROCESS))
        count = min(count, len(sizes))
        # Fresh processes rather than forked ones: a fork of a process with threads may hang.
        context = get_context("spawn")
        self._workers = [ProcessPoolExecutor(1, context) for _ in range(count)] if count > 1 else []
        self._owners = share(sizes, max(count, 1))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.shutdown(cancel_futures=True)

    def map(
        self, stage: str, function: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], progress: Progress = silent
    ) -> list[Result]:
        """What `function` makes of each document's arguments; an error in any of them is raised here."""
        progress(stage, 0, len(tasks))
        if self._workers:
            owned = zip(self._owners, tasks, strict=True)
            calls = [self._workers[owner].submit(function, *task).result for owner, task in owned]
        else:
            calls = [partial(function, *task) for task in tasks]
        results = []
        for done, call in enumerate(calls, start=1):
            results.append(call())
            progress(stage, done, len(tasks))
        return results


def share(sizes: Sequence[int], count: int) -> list[int]:
    """Which of `count` workers takes which document: the longest first, each to the one with least to do."""
    load = [0] * count
    owners = [0] * len(sizes)
    for index in sorted(range(len(sizes)), key=lambda i: (-sizes[i], i)):
        owners[index] = min(range(count), key=lambda worker: (load[worker], worker))
        load[owners[index]] += sizes[index]
    return owners


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
