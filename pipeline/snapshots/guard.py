"""How snapshots touch the folder of a graph: what is its graph's, who may write, and what the disk refuses as one line.

All that is taken from `pipeline.replace` and `pipeline.locks` is taken here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pipeline.errors import StopRun
from pipeline.graph import OURS
from pipeline.locks import locked
from pipeline.replace import reading, replacing

__all__ = ["OURS", "Waiting", "alone", "anew", "is_ours", "mendable", "reading"]

Waiting = Callable[[str], None] | None
"""What is told, once, that another run is waited for."""


def is_ours(path: PurePosixPath) -> bool:
    """Whether a build may write a file of this path."""
    return any(len(path.parts) == len(Path(pattern).parts) and path.match(pattern) for pattern in OURS)


@contextmanager
def alone(directory: Path, waiting: Waiting = None) -> Iterator[None]:
    """Nobody else writes in this folder while the block runs; another run is waited for. StopRun if it is not there."""
    if not directory.is_dir():
        raise StopRun(f"{directory}: no such folder; `summitry build` makes it")
    with mendable(directory), locked(directory, waiting=waiting):
        yield


@contextmanager
def anew(directory: Path) -> Iterator[Path]:
    """An empty folder to fill with a graph's files, which then take the place of those in `directory`, all at once."""
    with replacing(directory, OURS) as new:
        yield new


@contextmanager
def mendable(place: Path) -> Iterator[None]:
    """What the disk refuses, as one line."""
    try:
        yield
    except OSError as error:
        raise StopRun(f"{error.filename or place}: {error.strerror}") from error
