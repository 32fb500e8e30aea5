"""A store made: the Turtle loaded into a new folder, which counts from when its manifest is in place."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

import pyoxigraph as ox

from pipeline.disk.held import alone
from pipeline.disk.manifest import FOLDER, LOCK, MANIFEST, manifest_of, parsed, read, times_of, write
from pipeline.folder import load, turtle_files
from pipeline.names import Names

NAMES: Final = "names.sqlite"


def make(directory: Path, seen: bytes) -> None:
    """Make the store of a folder, unless another did since its manifest was `seen`."""
    folder = directory / FOLDER
    folder.mkdir(exist_ok=True)
    with alone(folder / LOCK):
        if read(directory) != seen:
            return
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        _clear(folder, parsed(seen))
        data = folder / f"data-{token_hex(8)}"
        data.mkdir()
        try:
            with alone(data):
                turtle = _fill(directory, data)
                write(folder, manifest_of(data, turtle))
        except BaseException:
            shutil.rmtree(data, ignore_errors=True)
            raise
        _clear(folder, parsed(read(directory)))


def _fill(directory: Path, data: Path) -> dict[str, Any]:
    """Load the Turtle into a new store; its records, of the bytes that were loaded."""
    triples = ox.Store(place(data))
    records: dict[str, Any] = {}
    for path in turtle_files(directory):
        with path.open("rb") as file:
            times, content = times_of(os.fstat(file.fileno())), file.read()
        load(triples, path, content)
        records[path.name] = times | {"sha256": sha256(content).hexdigest()}
    triples.flush()
    triples.optimize()
    Names.index(triples, data / NAMES).close()
    return records


def place(data: Path) -> str:
    """The path as the engine takes it; OSError where its bytes are no UTF-8."""
    try:
        return str(data).encode("utf-8").decode("utf-8")
    except UnicodeEncodeError as error:
        raise OSError(errno.EILSEQ, "the name of a folder is not UTF-8") from error


def _clear(folder: Path, manifest: Mapping[str, Any] | None) -> None:
    """Remove what killed runs left, and former stores that nobody reads any more."""
    for leftover in folder.glob(f".{MANIFEST}-*"):
        leftover.unlink(missing_ok=True)
    for data in folder.glob("data-*"):
        if manifest is None or data.name != manifest["data"]:
            _remove(data)


def _remove(data: Path) -> None:
    handle = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(data)
    except BlockingIOError:
        return  # somebody reads it
    finally:
        os.close(handle)
