"""The record of a snapshot: its name, what it holds, and what a person said of it. One small JSON file each.

    snapshots/NAME.json     written last: a snapshot is there when its record is

The record's own hash is in it, so that a changed figure or note is found as a changed object is.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.snapshots.objects import Damaged, hash_of, settle
from pipeline.snapshots.pieces import Whole

NOW: Final = "now"
"""The graph as it stands, wherever a snapshot's name may stand; no snapshot may be called so."""

SUFFIX: Final = ".json"
LONGEST: Final = 200  # bytes of a name
_FORBIDDEN: Final = frozenset('/\\:*?"<>|')  # of paths, of the shell, of other systems
_JOINERS: Final = "\u200c\u200d"  # within words of Persian and of the scripts of India


@dataclass(frozen=True, slots=True)
class Record:
    """One snapshot: `content` is the hash of all of it, the same for the same state; `date` and `note` are a person's.

    `facts` counts the triples that claims state, `size` the bytes of the files.
    """

    name: str
    content: str
    levels: int
    documents: int
    entities: int
    facts: int
    claims: int
    size: int
    note: str = ""
    date: str = ""

    @property
    def root(self) -> Whole:
        return Whole(self.content, self.levels)


def checked_name(name: str) -> str:
    """A name for a snapshot, in one spelling (NFC); StopRun if it can't be one. Any script will do."""
    name = unicodedata.normalize("NFC", name)
    said = name.encode("utf-8", "replace").decode("utf-8")
    if not name or name != name.strip() or name.startswith((".", "-")) or name.endswith("."):
        raise StopRun(f"“{said}”: a snapshot's name begins with a letter or digit, and has no space or dot at its end")
    if name.casefold() == NOW:
        raise StopRun(f"{said}: is what the graph as it stands is called; take another name")
    for character in name:
        if character in _FORBIDDEN or not _allowed(character):
            raise StopRun(f"“{said}”: {character!a} can't stand in a snapshot's name")
    if len(name.encode()) > LONGEST:
        raise StopRun(f"“{name[:40]}…”: a snapshot's name has at most {LONGEST} bytes")
    return name


def _allowed(character: str) -> bool:
    return character == " " or character in _JOINERS or unicodedata.category(character)[0] in "LMNPS"


def write_record(folder: Path, record: Record) -> None:
    """Write the record of a snapshot, in the place of a former one of that name."""
    fields = asdict(record)
    text = json.dumps(fields | {"record": _own_hash(fields)}, ensure_ascii=False, indent=1)
    settle(_path(folder, record.name), f"{text}\n".encode())


def read_record(folder: Path, name: str) -> Record:
    """The record of that name. StopRun if there is none, Damaged if it is not as it was written."""
    name = checked_name(name)
    path = _path(folder, name)
    if not path.is_file():
        known = ", ".join(names(folder)) or "none yet"
        raise StopRun(f"{name}: no such snapshot of {folder.parent}; there are: {known}")
    try:
        fields = json.loads(path.read_bytes().decode("utf-8"))
        own = fields.pop("record")
        record = Record(**fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(f"{path}: is no record of a snapshot: it was changed or damaged") from error
    if own != _own_hash(fields) or record.name != name:
        raise Damaged(f"{path}: is not as it was written: it was changed or damaged")
    return record


def names(folder: Path) -> list[str]:
    """The names of all snapshots, in order."""
    return sorted(path.name.removesuffix(SUFFIX) for path in _files(folder))


def remove_record(folder: Path, name: str) -> None:
    _path(folder, name).unlink()


def same_but_for_case(folder: Path, name: str) -> str:
    """A snapshot whose name differs from this one in case alone: some file systems take the two for one."""
    return next((other for other in names(folder) if other != name and other.casefold() == name.casefold()), "")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith(".") and path.is_file())


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}{SUFFIX}"


def _own_hash(fields: dict[str, object]) -> str:
    return hash_of(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
