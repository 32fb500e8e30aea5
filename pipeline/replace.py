"""Files of a folder replaced together: for a reader all are the new ones, or all the former.

    DIR/.summitry-new/     where the new files grow; what a killed run left there is thrown away by the next
    DIR/.summitry-next/    the same, renamed once it is whole on the disk: from that instant the new files count
        .gone              the files that go, as there is nothing new of theirs

No system puts several files in place at once, and that the folder itself can't be exchanged is given: it holds what
others keep in it, may be a mount point, and its files have to be plain files. So one rename, of the folder of new
files, decides. What is left is to move them to their places, microseconds a file. A run killed amid that is
finished by whoever comes next, reader or writer: moving what is left to move and removing what goes can be done
any number of times. Readers take a shared lock (`reading`), so none looks while files are moved.

Before the rename all is on the disk, written and synced: a full disk is found out while the former files are
untouched. What is the same as before is not touched at all, nor is any file that is not ours.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.locks import gate, locked

NEW: Final = ".summitry-new"
NEXT: Final = ".summitry-next"
GONE: Final = ".gone"
BESIDE: Final = frozenset({"corrections", "snapshots", "store"})
"""What other parts keep in the folder of a graph."""


@contextmanager
def replacing(folder: Path, ours: Collection[str]) -> Iterator[Path]:
    """Yields an empty folder to fill, and puts its files into `folder` when the block ends without an error.

    `ours` are patterns, as of `Path.glob`, of all the files that may be filled in: what fits one and is not there
    any more is removed; everything else in the folder stays. Waits for other writers (take `locked` before, to say
    so) and, at the end, for readers: never call it in a `reading` block of the same folder.
    StopRun as for `ready`, and if the files can't be written; the former ones are then as they were.
    """
    with locked(folder), _telling(folder):
        ready(folder, ours)
        root = _real(folder)
        new = root / NEW
        new.mkdir()
        try:
            yield new
            _put(new, root, ours)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def ready(folder: Path, ours: Collection[str]) -> None:
    """Finish or clear away what a killed run left in a folder, and see whether the files of `ours` can go there.

    To be called by who has it `locked`. StopRun if the folder is somebody else's (it holds something, and nothing
    of ours), something that is no file has the place of one of ours, or it can't be written.
    """
    root = _real(folder)
    with _telling(folder):
        _settle(root)
        if (root / NEW).exists():
            shutil.rmtree(root / NEW)
        found = _matching(root, ours)
        others = sorted(p.name for p in root.iterdir() if not p.name.startswith(".") and p.name not in BESIDE)
    if others and not found:
        raise StopRun(f"{folder}: holds {others[-1]} and no graph; name an empty folder or a former graph's")
    for name in sorted({str(Path(pattern).parent) for pattern in ours}):
        _check_folder(root / name, folder / name)
    for name in sorted(found):
        if (root / name).is_dir():
            raise StopRun(f"{folder / name}: is a folder where a file of the graph goes; move it away")


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """While the block runs nobody puts new files into this folder: all that is read is of one build.

    To be held for as long as files are read, not longer. What a killed run left half in place is finished first.
    A folder that is not there is left to the reader to complain of. StopRun if there was something to finish and
    the folder can't be written.
    """
    if not folder.is_dir():
        yield
        return
    root = _real(folder)
    while True:
        with gate(root, exclusive=False):
            if not (root / NEXT).exists():
                yield
                return
        with _telling(folder):
            _settle(root)


def _put(new: Path, root: Path, ours: Collection[str]) -> None:
    """Everything in `new` into its place, and what is ours and not in `new` removed."""
    fresh = _files(new)
    gone = _matching(root, ours).difference(fresh)
    for name in fresh:
        if _same(new / name, root / name):
            (new / name).unlink()
    if gone or _files(new):
        (new / GONE).write_bytes(b"\0".join(map(os.fsencode, sorted(gone))))
        for path in (*new.rglob("*"), new):
            sync(path)
        with gate(root, exclusive=True):
            new.rename(root / NEXT)
            sync(root)
            _finish(root)


def _settle(root: Path) -> None:
    """Finish what a killed run left."""
    if (root / NEXT).exists():
        with gate(root, exclusive=True):
            _finish(root)


def _finish(root: Path) -> None:
    """Move the new files to their places, the deepest first: a text is there before what cites it."""
    moved = root / NEXT
    if not moved.exists():  # another was quicker
        return
    gone = (moved / GONE).read_bytes().split(b"\0") if (moved / GONE).exists() else []
    names = [name for name in _files(moved) if name != GONE]
    for folder in {(root / name).parent for name in names}:
        folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (moved / name).replace(root / name)
    for name in filter(None, map(os.fsdecode, gone)):
        (root / name).unlink(missing_ok=True)
    for folder in {root, *((root / name).parent for name in (*names, *map(os.fsdecode, gone)))}:
        sync(folder)
    shutil.rmtree(moved)


def _files(folder: Path) -> list[str]:
    """All files in a folder, by their paths in it, the deepest first."""
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()]
    return sorted(names, key=lambda name: (-name.count(os.sep), name))


def _matching(root: Path, ours: Collection[str]) -> set[str]:
    return {str(path.relative_to(root)) for pattern in ours for path in root.glob(pattern)}


def _same(new: Path, former: Path) -> bool:
    return former.is_file() and not former.is_symlink() and filecmp.cmp(new, former, shallow=False)


def sync(path: Path) -> None:
    """See that what was written to a file, or what was put into a folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_folder(folder: Path, shown: Path) -> None:
    """Files can be moved into this folder, if it is there: found out before, as there is no way back after."""
    if not os.path.lexists(folder):
        return
    own = folder.is_dir() and not folder.is_symlink()
    if not own:
        raise StopRun(f"{shown}: is no folder of its own, and the graph's files go there; move it away")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StopRun(f"{shown}: can't be written: Permission denied")


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """An error of the system, as a line about the folder as the user named it."""
    try:
        yield
    except OSError as error:
        raise StopRun(f"{folder}: can't be written: {error.strerror or error}") from error
