"""A folder replaced as a whole: complete, or as it was.

    .graph.building-PID/     where the new one grows; renamed to `graph` when it is whole
    .graph.former-PID/       the old one, for the instant between the two renames, then removed

A run that was killed leaves one of these behind; the next run clears it away, or puts the old one back.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StopRun


@contextmanager
def replacing(folder: Path, ours: Collection[str]) -> Iterator[Path]:
    """Yields an empty folder to fill, and puts it in the place of `folder` when the block ends without an error.

    `ours` names what such a folder holds. A folder that holds something else and nothing of ours was never
    one, and StopRun refuses to replace it; other files beside ours are kept. StopRun too if it can't be written.
    """
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        others = _others(folder, ours)
        with _building(folder) as new:
            yield new
            for other in others:
                _copy(other, new / other.name)
            _swap(new, folder)
    except OSError as error:
        raise StopRun(f"{error.filename or folder}: can't be written: {error.strerror}") from error


def _others(folder: Path, ours: Collection[str]) -> list[Path]:
    """What stands in the folder that is not ours."""
    if folder.exists() and not folder.is_dir():
        raise StopRun(f"{folder}: is a file; name a folder")
    found = sorted(folder.iterdir()) if folder.exists() else []
    others = [path for path in found if path.name not in ours]
    if any(not path.name.startswith(".") for path in others) and len(others) == len(found):
        raise StopRun(f"{folder}: holds {others[-1].name} and no graph; name an empty folder or a former graph's")
    return others


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


@contextmanager
def _building(folder: Path) -> Iterator[Path]:
    """A new folder beside this one, locked while it grows so that no other run takes it for a leftover."""
    new = folder.with_name(f".{folder.name}.building-{os.getpid()}")
    new.mkdir()
    handle = os.open(new, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield new
    finally:
        os.close(handle)
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, folder: Path) -> None:
    former = folder.with_name(f".{folder.name}.former-{os.getpid()}")
    if folder.exists():
        folder.rename(former)
    new.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Mend what a killed run left behind."""
    for former in sorted(folder.parent.glob(f".{folder.name}.former-*")):
        if folder.exists():
            shutil.rmtree(former)
        else:
            former.rename(folder)
    for leftover in sorted(folder.parent.glob(f".{folder.name}.building-*")):
        if not _locked(leftover):
            shutil.rmtree(leftover)


def _locked(folder: Path) -> bool:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
