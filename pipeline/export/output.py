"""Where an export goes: a file or a folder that appears whole, or not at all.

    .graph.ttl.exporting-PID    where a new file grows, locked; renamed to `graph.ttl` when it is whole

A folder is replaced as `replace.py` does it. One that is there already must be empty, or a former export of the same
format, which its README tells; hidden files in it, such as a desktop's, are kept.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.replace import replacing

README: Final = "README.txt"


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yields a path to write, and puts that file in the place of `path` when the block ends without an error.

    StopRun if it can't be written, or if something that is no plain file is there.
    """
    path = path.resolve()
    try:
        if path.exists() and not path.is_file():
            raise StopRun(f"{path}: is {'a folder' if path.is_dir() else 'no plain file'}; name a file")
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear(path)
        with _growing(path) as new:
            yield new
            _sync(new)
            new.replace(path)
    except OSError as error:
        raise StopRun(f"{error.filename or path}: can't be written: {error.strerror or error}") from error


@contextmanager
def new_folder(path: Path, format_: str, names: Collection[str], about: str) -> Iterator[Path]:
    """Yields an empty folder to fill with `names`, and puts it in the place of `path` when the block ends well.

    A README that says what is in it goes with them. StopRun if it can't be written, or if what is there is no former
    export of this format.
    """
    path = path.resolve()
    first_line = f"summitry export {format_}\n"
    _refuse_strangers(path, {*names, README}, first_line)
    with replacing(path, {*names, README}) as folder:
        yield folder
        (folder / README).write_bytes(f"{first_line}\n{about}".encode())


def _refuse_strangers(folder: Path, ours: Collection[str], first_line: str) -> None:
    try:
        if folder.exists() and not folder.is_dir():
            raise StopRun(f"{folder}: is a file; name a folder")
        found = sorted(p.name for p in folder.iterdir() if not p.name.startswith(".")) if folder.exists() else []
        if not found:
            return
        if strangers := [name for name in found if name not in ours]:
            raise StopRun(f"{folder}: holds {strangers[0]}, which is no part of such an export; name an empty folder")
        readme = folder / README
        if not readme.is_file() or not readme.read_bytes().startswith(first_line.encode()):
            raise StopRun(f"{folder}: is no former export of this format; name an empty folder")
    except OSError as error:
        raise StopRun(f"{error.filename or folder}: {error.strerror}") from error


@contextmanager
def _growing(path: Path) -> Iterator[Path]:
    """A new file beside this one, locked while it grows so that no other run takes it for a leftover."""
    new = path.with_name(f".{path.name}.exporting-{os.getpid()}")
    with new.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield new
        finally:
            new.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Remove what a killed run left behind."""
    for leftover in sorted(path.parent.glob(f".{_plain(path.name)}.exporting-*")):
        with suppress(BlockingIOError, FileNotFoundError), leftover.open("rb") as held:  # another run's, or gone by now
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            leftover.unlink(missing_ok=True)


def _plain(name: str) -> str:
    """A name for a pattern in which no sign stands for others."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
