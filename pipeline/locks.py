"""One writer at a time in the folder of a graph, over all processes; and a gate, for the moment when files change.

    with locked(folder, waiting=say): …      build, snapshot, load: whatever changes what is in the folder
    with gate(folder, exclusive=True): …     new files are put in the place of former ones: no reader is inside

The lock is the kernel's (flock) on the file `.summitry-lock` in the folder, so a process that is killed holds
nothing. The file is removed when the lock is given back; one that a killed process left is taken by the next.
A thread that holds the lock may take it again. A worker that was forked meanwhile does not hold it.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from pipeline.errors import StopRun

NAME: Final = ".summitry-lock"
PAUSE: Final = 0.05  # seconds between two tries


class _Held(threading.local):
    """The locks that this thread holds."""

    def __init__(self) -> None:
        self.paths: set[Path] = set()


_held = _Held()
_handles: set[int] = set()  # of this process: a forked one closes them, or it would keep the lock of a dead parent


def _forget() -> None:
    _held.paths.clear()
    while _handles:
        os.close(_handles.pop())


os.register_at_fork(after_in_child=_forget)


@contextmanager
def locked(
    directory: Path, *, waiting: Callable[[str], None] | None = None, timeout: float | None = None
) -> Iterator[None]:
    """Nobody else writes in this folder while the block runs; the folder is made if there is none.

    Where another run is there already it waits, after one line to `waiting` that says so; at most `timeout`
    seconds, for ever by default. StopRun if it waited in vain, or the folder can't be written.
    A folder that it made and that is still empty in the end is removed.
    """
    path = Path(os.path.realpath(directory)) / NAME
    if path in _held.paths:
        yield
        return
    made: list[Path] = []
    try:
        handle = _wait(path, directory, made, waiting, timeout)
    except OSError as error:
        _remove(made)
        raise StopRun(_refused(directory, error)) from error
    _held.paths.add(path)
    try:
        yield
    finally:
        _held.paths.discard(path)
        _release(path, handle)
        _remove(made)


@contextmanager
def gate(directory: Path, *, exclusive: bool) -> Iterator[None]:
    """Many readers at a time, or one writer, in a folder that is there, for a moment: each waits for the others.

    The lock is on the folder itself, so who may only read can take part. Where a file system locks no folders
    (some over a network), nobody waits. OSError if the folder can't be opened.
    """
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    _handles.add(handle)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield
    finally:
        _close(handle)


def _wait(
    path: Path, directory: Path, made: list[Path], waiting: Callable[[str], None] | None, timeout: float | None
) -> int:
    """The handle of the locked file."""
    began, told = monotonic(), False
    while (handle := _try(path, made)) is None:
        if timeout is not None and monotonic() - began >= timeout:
            raise StopRun(f"{directory}: another run is writing there; try again when it is done")
        if waiting is not None and not told:
            waiting(f"{directory}: another run is writing there; waiting for it")
            told = True
        sleep(PAUSE)
    return handle


def _try(path: Path, made: list[Path]) -> int | None:
    """The handle of the file, locked; None if another has it."""
    while True:
        _make(path.parent, made)
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except FileNotFoundError:  # another run, done without a result, has just removed the folder
            continue
        _handles.add(handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _stands(path, handle):
                return handle
        except BlockingIOError:
            _close(handle)
            return None
        except BaseException:
            _close(handle)
            raise
        _close(handle)  # another run has given this one back, and removed it


def _stands(path: Path, handle: int) -> bool:
    """Whether the file at the path is still the one that was opened."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note which."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    made.extend(one for one in missing if one not in made)


def _release(path: Path, handle: int) -> None:
    with suppress(OSError):  # a folder that is gone or has become unwritable since: the kernel's lock is what counts
        path.unlink()
    _close(handle)


def _close(handle: int) -> None:
    _handles.discard(handle)
    os.close(handle)


def _remove(made: list[Path]) -> None:
    for folder in made:
        with suppress(OSError):  # not empty, and so on upwards
            folder.rmdir()


def _refused(directory: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError) and directory.is_file():
        return f"{directory}: is a file; name a folder"
    return f"{directory}: can't be written: {error.strerror}"
