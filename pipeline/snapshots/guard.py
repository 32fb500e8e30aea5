"""How snapshots touch the folder of a graph: one run at a time, and what the disk refuses as one line.

All that is taken from `pipeline.replace` and about locks is taken here.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.errors import StopRun
from pipeline.graph import OURS
from pipeline.replace import replacing

FILES: Final = tuple("documents/*.txt" if name == "documents" else name for name in OURS)
"""What a build writes, as patterns of paths in its folder."""


def is_ours(path: PurePosixPath) -> bool:
    """Whether a build may write a file of this path."""
    return any(len(path.parts) == len(Path(pattern).parts) and path.match(pattern) for pattern in FILES)


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Nobody else saves or restores in this folder while the block runs; another run is waited for."""
    if not directory.is_dir():
        raise StopRun(f"{directory}: no such folder; `summitry build` makes it")
    with mendable(directory):
        handle = _lock(directory)
        try:
            yield
        finally:
            os.close(handle)


def _lock(directory: Path) -> int:
    """A handle of the folder, locked: of the one that stands there now, should it have been replaced meanwhile."""
    while True:
        handle = os.open(directory, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.path.samestat(os.fstat(handle), directory.stat()):
            return handle
        os.close(handle)


@contextmanager
def anew(directory: Path) -> Iterator[Path]:
    """An empty folder to fill with a graph's files, which then take the place of those in `directory`, all at once."""
    if not any((directory / name).exists() for name in OURS):
        (directory / OURS[-1]).mkdir()  # the graph was removed and its snapshots were not: it is one all the same
    with replacing(directory, OURS) as new:
        yield new


@contextmanager
def mendable(place: Path) -> Iterator[None]:
    """What the disk refuses, as one line."""
    try:
        yield
    except OSError as error:
        raise StopRun(f"{error.filename or place}: {error.strerror}") from error
