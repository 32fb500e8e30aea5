"""The manifest of a store: what it was made of and what it is, compared with what there is now."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from pipeline.disk.held import alone
from pipeline.folder import turtle_files
from pipeline.replace import sync

FOLDER: Final = "store"
FORMAT: Final = 1  # of all this: another one is never read
MANIFEST: Final = "manifest.json"
PARTS: Final = {"format", "pyoxigraph", "data", "turtle", "files"}
DATA: Final = re.compile(r"data-[0-9a-f]+")
LOCK: Final = "lock"
RACY: Final = 50_000_000  # ns: files changed this shortly before they were recorded may have changed after, too
OF_ROCKSDB: Final = ("LOG", "LOCK")  # a log with times and paths, and a file that is always empty: no data


def read(directory: Path) -> bytes:
    """The manifest as it stands; nothing where there is none."""
    try:
        return (directory / FOLDER / MANIFEST).read_bytes()
    except OSError:
        return b""


def parsed(written: bytes) -> dict[str, Any] | None:
    """A manifest of this format, whole."""
    try:
        manifest = json.loads(written)
    except (ValueError, RecursionError):
        return None
    wanted = {"format": FORMAT, "pyoxigraph": ox.__version__}
    if not isinstance(manifest, dict) or set(manifest) != PARTS or {key: manifest.get(key) for key in wanted} != wanted:
        return None
    data = manifest.get("data")
    records = [manifest.get(part) for part in ("turtle", "files")]
    whole = all(isinstance(r, dict) and all(isinstance(record, dict) for record in r.values()) for r in records)
    return manifest if whole and isinstance(data, str) and DATA.fullmatch(data) else None


def fits(directory: Path, written: bytes, manifest: dict[str, Any]) -> bool:
    """Whether Turtle and store are as recorded; times that changed, and nothing else, are recorded anew."""
    data = directory / FOLDER / manifest["data"]
    since = (directory / FOLDER / MANIFEST).stat().st_mtime_ns - RACY
    turtle = {path.name: path for path in turtle_files(directory)}
    now = {
        "turtle": _compared(turtle, manifest["turtle"], since),
        "files": _compared(files_of(data), manifest["files"], None),
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
        former, times = recorded[name], times_of(path.stat())
        digest = former.get("sha256")
        same = isinstance(digest, str) and all(former.get(key) == value for key, value in times.items())
        sure = same and (since is None or not _recent(times, since))
        if not sure and (former.get("size") != times["size"] or digest != hash_of(path)):
            return None
        now[name] = times | {"sha256": digest}
    return now


def _racy(records: Mapping[str, Any] | None, since: int) -> bool:
    return any(_recent(record, since) for record in (records or {}).values())


def _recent(times: Mapping[str, int], since: int) -> bool:
    return max(times["mtime"], times["ctime"]) >= since


def times_of(found: os.stat_result) -> dict[str, int]:
    return {"size": found.st_size, "mtime": found.st_mtime_ns, "ctime": found.st_ctime_ns}


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def files_of(data: Path) -> dict[str, Path]:
    """What a store is made of."""
    return {path.name: path for path in sorted(data.iterdir()) if not path.name.startswith(OF_ROCKSDB)}


def manifest_of(data: Path, turtle: Mapping[str, Any]) -> dict[str, Any]:
    for path in data.glob("LOG*"):
        path.unlink()
    for path in (*files_of(data).values(), data):
        sync(path)
    files = {name: times_of(path.stat()) | {"sha256": hash_of(path)} for name, path in files_of(data).items()}
    return {"format": FORMAT, "pyoxigraph": ox.__version__, "data": data.name, "turtle": turtle, "files": files}


def _record(directory: Path, seen: bytes, manifest: Mapping[str, Any]) -> None:
    """Write a manifest anew, where it can be written and nobody else did meanwhile."""
    try:
        with alone(directory / FOLDER / LOCK):
            if read(directory) == seen:
                write(directory / FOLDER, manifest)
    except OSError:
        return  # next time it is compared by hash once more


def write(folder: Path, manifest: Mapping[str, Any]) -> None:
    new = folder / f".{MANIFEST}-{os.getpid()}"
    new.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    sync(new)
    new.rename(folder / MANIFEST)
    sync(folder)
