"""The store of a built folder: the triples of its Turtle files, indexed on disk for SPARQL.

    DIR/store/manifest.json     what the store was made of (size, times and SHA-256 of each file), and where it is
    DIR/store/data-…/           the indexes of Oxigraph, and the index of names
    DIR/store/lock              held by who makes a store

A store counts from the instant its manifest is renamed into place, and only for as long as the manifest fits the
Turtle files and the store's own: sizes and times are compared, and where these differ, hashes. Otherwise it is made
anew. Those who read hold a lock on its folder, so that it is not cleared away under them.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import sqlite3
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

import pyoxigraph as ox

from pipeline.folder import load, turtle_files
from pipeline.names import Names
from pipeline.replace import reading

FOLDER: Final = "store"
FORMAT: Final = 1  # of all this: another one is never read
MANIFEST: Final = "manifest.json"
NAMES: Final = "names.sqlite"
LOCK: Final = "lock"
ATTEMPTS: Final = 3  # as often as others may replace the folder while it is opened
RACY: Final = 50_000_000  # ns: files changed this shortly before they were recorded may have changed after, too
OF_ROCKSDB: Final = ("LOG", "LOCK")  # a log with times and paths, and a file that is always empty: no data

_log = logging.getLogger("summitry")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Opened:
    """A store to read, with the names in it; `on_disk` unless it had to be read into memory."""

    triples: ox.Store
    names: Names
    on_disk: bool


def open_disk(directory: Path) -> Opened:
    """Open the store of a built folder, made anew where there is none that fits its Turtle files.

    Where it can't be written, the triples are read into memory, and a warning is logged, once for each folder.
    Raises StopRun where there is no graph, or one that is not Turtle.
    """
    with reading(directory):
        found = _on_disk(directory)
        if isinstance(found, Opened):
            return found
        _warn(directory, found)
        return _in_memory(directory)


def refresh(directory: Path) -> None:
    """Make the store of a built folder, if none fits; one that can't be written is left to who opens it."""
    with reading(directory):
        _on_disk(directory)


def _on_disk(directory: Path) -> Opened | str:
    """The store, made if need be; or why there can't be one."""
    problem = "what is there is never what was written"
    for _ in range(ATTEMPTS):
        turtle_files(directory)
        seen = _read(directory)
        if found := _open(directory, seen):
            return found
        try:
            _make(directory, seen)
        except OSError as error:  # also where a build has just put another folder in the place of this one
            problem = error.strerror or str(error)
    return problem


@cache
def _warn(directory: Path, reason: str) -> None:
    _log.warning("%s: no store can be kept there (%s); the graph is read into memory", directory / FOLDER, reason)


def _in_memory(directory: Path) -> Opened:
    triples = ox.Store()
    for path in turtle_files(directory):
        load(triples, path, path.read_bytes())
    return Opened(triples, Names.index(triples), on_disk=False)


# What there is


def _read(directory: Path) -> bytes:
    """The manifest as it stands; nothing where there is none."""
    try:
        return (directory / FOLDER / MANIFEST).read_bytes()
    except OSError:
        return b""


def _open(directory: Path, written: bytes) -> Opened | None:
    """The store that a manifest tells of, if all is as it says."""
    manifest = _parsed(written)
    if manifest is None:
        return None
    data = directory / FOLDER / manifest["data"]
    try:
        handle = _shared(data)
        try:
            fits = _fits(directory, written, manifest)
            opened = Opened(ox.Store.read_only(str(data)), Names.open(data / NAMES), on_disk=True) if fits else None
        except BaseException:
            os.close(handle)
            raise
    except (OSError, sqlite3.Error):
        return None
    if opened is None:
        os.close(handle)
    else:
        weakref.finalize(opened, os.close, handle)
    return opened


def _parsed(written: bytes) -> dict[str, Any] | None:
    """A manifest of this format, whole."""
    try:
        manifest = json.loads(written)
    except ValueError:
        return None
    wanted = {"format": FORMAT, "pyoxigraph": ox.__version__}
    if not isinstance(manifest, dict) or {key: manifest.get(key) for key in wanted} != wanted:
        return None
    data = manifest.get("data")
    records = [manifest.get(part) for part in ("turtle", "files")]
    whole = all(isinstance(r, dict) and all(isinstance(record, dict) for record in r.values()) for r in records)
    return manifest if whole and isinstance(data, str) and Path(data).name == data else None


def _shared(data: Path) -> int:
    """A lock on the store's folder, shared with others who read; OSError where it is being made or cleared away."""
    handle = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _fits(directory: Path, written: bytes, manifest: dict[str, Any]) -> bool:
    """Whether Turtle and store are as recorded; times that changed, and nothing else, are recorded anew."""
    data = directory / FOLDER / manifest["data"]
    since = (directory / FOLDER / MANIFEST).stat().st_mtime_ns - RACY
    turtle = {path.name: path for path in turtle_files(directory)}
    now = {
        "turtle": _compared(turtle, manifest["turtle"], since),
        "files": _compared(_files(data), manifest["files"], None),
    }
    if None in now.values():
        return False
    if now != {part: manifest[part] for part in now} or _racy(now["turtle"], since):
        _record(directory, written, manifest | now)
    return True


def _compared(paths: Mapping[str, Path], recorded: Mapping[str, Any], since: int | None) -> dict[str, Any] | None:
    """The records of files as they are now; None if they are not what was recorded."""
    if set(paths) != set(recorded):
        return None
    now: dict[str, Any] = {}
    for name, path in paths.items():
        former, times = recorded[name], _times(path.stat())
        same = all(former.get(key) == value for key, value in times.items())
        sure = same and (since is None or not _recent(times, since))
        if not sure and (former.get("size") != times["size"] or former.get("sha256") != _hash(path)):
            return None
        now[name] = times | {"sha256": former["sha256"]}
    return now


def _racy(records: Mapping[str, Any] | None, since: int) -> bool:
    return any(_recent(record, since) for record in (records or {}).values())


def _recent(times: Mapping[str, int], since: int) -> bool:
    return max(times["mtime"], times["ctime"]) >= since


def _times(found: os.stat_result) -> dict[str, int]:
    return {"size": found.st_size, "mtime": found.st_mtime_ns, "ctime": found.st_ctime_ns}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _files(data: Path) -> dict[str, Path]:
    """What a store is made of."""
    return {path.name: path for path in sorted(data.iterdir()) if not path.name.startswith(OF_ROCKSDB)}


# Making one


def _make(directory: Path, seen: bytes) -> None:
    """Make the store of a folder, unless another did since its manifest was `seen`."""
    folder = directory / FOLDER
    folder.mkdir(exist_ok=True)
    with _alone(folder / LOCK):
        if _read(directory) != seen:
            return
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        _clear(folder, _parsed(seen))
        data = folder / f"data-{token_hex(8)}"
        data.mkdir()
        try:
            with _alone(data):
                turtle = _fill(directory, data)
                _write(folder, _manifest(data, turtle))
        except BaseException:
            shutil.rmtree(data, ignore_errors=True)
            raise
        _clear(folder, _parsed(_read(directory)))


def _fill(directory: Path, data: Path) -> dict[str, Any]:
    """Load the Turtle into a new store; its records, of the bytes that were loaded."""
    triples = ox.Store(str(data))
    records: dict[str, Any] = {}
    for path in turtle_files(directory):
        with path.open("rb") as file:
            times, content = _times(os.fstat(file.fileno())), file.read()
        load(triples, path, content)
        records[path.name] = times | {"sha256": sha256(content).hexdigest()}
    triples.flush()
    triples.optimize()
    Names.index(triples, data / NAMES).close()
    return records


def _manifest(data: Path, turtle: Mapping[str, Any]) -> dict[str, Any]:
    for path in data.glob("LOG*"):
        path.unlink()
    for path in (*_files(data).values(), data):
        _sync(path)
    files = {name: _times(path.stat()) | {"sha256": _hash(path)} for name, path in _files(data).items()}
    return {"format": FORMAT, "pyoxigraph": ox.__version__, "data": data.name, "turtle": turtle, "files": files}


def _record(directory: Path, seen: bytes, manifest: Mapping[str, Any]) -> None:
    """Write a manifest anew, where it can be written and nobody else did meanwhile."""
    try:
        with _alone(directory / FOLDER / LOCK):
            if _read(directory) == seen:
                _write(directory / FOLDER, manifest)
    except OSError:
        return  # next time it is compared by hash once more


def _write(folder: Path, manifest: Mapping[str, Any]) -> None:
    new = folder / f".{MANIFEST}-{os.getpid()}"
    new.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    _sync(new)
    new.rename(folder / MANIFEST)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a folder, or a file that is there to be held, for oneself; others wait."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
