"""Bytes kept under the hash of what they are: written once, checked on every read.

    objects/3f9a02…     SHA-256 of the content; the content as it is
    objects/3f9a02….z   the same, compressed with zlib, where that makes it smaller

An object is whole or not there: it is written beside its place, flushed to the disk, and renamed.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.replace import sync

PACKED: Final = ".z"
LEVEL: Final = 9
PAYS: Final = 0.9  # of its size, at most, an object is kept compressed
HASH: Final = re.compile(r"[0-9a-f]{64}")
TEMPORARY: Final = ".writing-"


class Damaged(StopRun):
    """Something kept in a snapshot that is not what it was; the message names the file."""


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


class Hashes:
    """Stands for `Objects` where only the hashes are wanted, and nothing is to be kept."""

    def put(self, content: bytes) -> str:
        return hash_of(content)


class Objects:
    """The objects in a folder, which need not exist yet; `written` and `size` count what was added: objects, bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written = 0
        self.size = 0

    def put(self, content: bytes) -> str:
        """Keep the content, and give its name; one that is there already and sound is not written again."""
        name = hash_of(content)
        if not self._sound(name):
            packed = zlib.compress(content, LEVEL)
            small = len(packed) <= len(content) * PAYS
            self._remove(name)
            _write(self._path(name, PACKED if small else ""), packed if small else content)
            self.written += 1
            self.size += len(packed if small else content)
        return name

    def settle(self) -> None:
        """See that what was put is on the disk under its name: to be called before anything says that it is there."""
        sync(self.folder)

    def get(self, name: str) -> bytes:
        """The content of that hash; Damaged, naming the file, if it is not there or not what its name says."""
        path = self._stored(name)
        if path is None:
            raise Damaged(f"{self._path(name)}: is missing")
        content = _unpacked(path.read_bytes()) if path.suffix == PACKED else path.read_bytes()
        if content is None or hash_of(content) != name:
            raise Damaged(f"{path}: its content is not what its name says: it was changed or damaged")
        return content

    def names(self) -> Iterator[str]:
        """Every object there is, in order."""
        yield from (path.name.removesuffix(PACKED) for path in self._files())

    def keep(self, wanted: Collection[str]) -> int:
        """Remove all other objects, and what a killed run left half written; gives how many objects went."""
        gone = 0
        for path in self._files():
            if path.name.removesuffix(PACKED) not in wanted:
                path.unlink()
                gone += 1
        tidy(self.folder)
        return gone

    def _files(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*") if HASH.fullmatch(path.name.removesuffix(PACKED)))

    def _path(self, name: str, suffix: str = "") -> Path:
        return self.folder / f"{name}{suffix}"

    def _stored(self, name: str) -> Path | None:
        return next((path for suffix in (PACKED, "") if (path := self._path(name, suffix)).exists()), None)

    def _sound(self, name: str) -> bool:
        try:
            self.get(name)
        except Damaged:
            return False
        return True

    def _remove(self, name: str) -> None:
        for suffix in (PACKED, ""):
            self._path(name, suffix).unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Remove what a killed run left half written, in a folder and those below."""
    for leftover in sorted(folder.rglob(f"*{TEMPORARY}*")):
        leftover.unlink()


def settle(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole, on the disk, or as it was before."""
    _write(path, content)
    sync(path.parent)


def _write(path: Path, content: bytes) -> None:
    """The same, but for the name, which is on the disk when the folder is synced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name[:80]}{TEMPORARY}{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _unpacked(stored: bytes) -> bytes | None:
    """The content, or None if this is not one whole stream."""
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(stored)
    except zlib.error:
        return None
    return content if stream.eof and not stream.unused_data else None
