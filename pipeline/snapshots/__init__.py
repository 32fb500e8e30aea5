"""Named states of a graph, kept beside it: saved, listed, compared, put back, checked.

    DIR/snapshots/NAME.json      the record: written last (record.py)
    DIR/snapshots/objects/…      what it holds, by hash; what two snapshots share is there once (objects.py, pieces.py)

A snapshot holds what a build writes and nothing else: `graph.ttl`, `evidence.ttl`, `background.ttl`, `documents/`.
Everything that is read is checked against its hash; `Damaged` names the file that is not what it was.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.snapshots.changes import Changes
from pipeline.snapshots.compare import compare
from pipeline.snapshots.guard import Waiting, alone, anew, mendable
from pipeline.snapshots.objects import Damaged, Hashes, Objects, tidy
from pipeline.snapshots.pieces import objects_of
from pipeline.snapshots.record import (
    NOW,
    Record,
    checked_name,
    names,
    read_record,
    remove_record,
    same_but_for_case,
    write_record,
)
from pipeline.snapshots.state import State, get_state, put_state, read_state, wholes
from pipeline.snapshots.view import counts

__all__ = ["NOW", "Changes", "Damaged", "Record", "Saved", "diff", "remove", "restore", "save", "snapshots", "verify"]

FOLDER: Final = "snapshots"


@dataclass(frozen=True, slots=True)
class Saved:
    """A snapshot that was saved, and what it cost: objects that were not there yet, and their bytes on disk."""

    record: Record
    objects: int
    size: int


def save(
    directory: Path, name: str, *, note: str = "", date: str = "", overwrite: bool = False, waiting: Waiting = None
) -> Saved:
    """Keep the state of a graph under a name.

    `date` is a reduced ISO date, a person's. StopRun if the name is taken (unless `overwrite`) or can't be one,
    there is no graph, or it is not Turtle. The record is written last: a save that is cut short leaves none.
    """
    name, folder = checked_name(name), directory / FOLDER
    _check_date(date)
    with alone(directory, waiting):
        _check_free(folder, name, overwrite=overwrite)
        tidy(folder)
        state = read_state(directory)
        counted = _counted(Record(name, "", 0, 0, 0, 0, 0, 0, note, date), state, directory)
        objects = _objects(directory)
        root = put_state(objects, state)
        objects.settle()
        record = replace(counted, content=root.name, levels=root.levels)
        replaced = name in names(folder)
        write_record(folder, record)
        if replaced:
            _prune(directory)
    return Saved(record, objects.written, objects.size)


def snapshots(directory: Path) -> tuple[tuple[Record, bool], ...]:
    """Every snapshot of a graph, in order of names, and whether it is the graph as it stands."""
    with mendable(directory):
        records = [read_record(directory / FOLDER, name) for name in names(directory / FOLDER)]
        now = _content_now(directory) if records else ""
    return tuple((record, record.content == now) for record in records)


def diff(directory: Path, before: str, after: str = NOW, *, entity: str = "", property_: str = "") -> Changes:
    """What differs between two snapshots, or a snapshot and the graph as it stands (`now`); see `compare`."""
    with mendable(directory):
        states = _state(directory, before), _state(directory, after)
    return compare((before, after), states, entity=entity, property_=property_)


def restore(directory: Path, name: str, *, waiting: Waiting = None) -> Record:
    """Put the files of a snapshot in the place of the graph's, byte for byte, all at once or not at all.

    Snapshots, corrections and whatever else stands in the folder stay. Damaged, and nothing is touched, if the
    snapshot is not what it was.
    """
    with alone(directory, waiting):
        record = read_record(directory / FOLDER, name)
        state = get_state(_objects(directory), record.root)
        with anew(directory) as new:
            for path, content in state.items():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                (new / path).write_bytes(content)
    return record


def remove(directory: Path, name: str, *, waiting: Waiting = None) -> int:
    """Remove a snapshot, and the objects that no other one needs; gives how many objects went.

    None go while another snapshot is damaged, for what it needs is then not known.
    """
    with alone(directory, waiting):
        read_record(directory / FOLDER, name)
        remove_record(directory / FOLDER, checked_name(name))
        return _prune(directory)


def verify(directory: Path, name: str = "") -> list[str]:
    """What is wrong with a snapshot, or with all of them: a line for each file, naming the snapshots it is part of."""
    folder, objects = directory / FOLDER, _objects(directory)
    faults: dict[str, list[str]] = {}
    with mendable(directory):
        checked = [checked_name(name)] if name else names(folder)
        for each in checked:
            for fault in _faults(folder, objects, each):
                faults.setdefault(fault, []).append(each)
    return [f"{fault} (in {', '.join(found)})" for fault, found in sorted(faults.items())]


def _faults(folder: Path, objects: Objects, name: str) -> list[str]:
    found: dict[str, None] = {}
    try:
        parts = wholes(objects, read_record(folder, name).root)
    except Damaged as error:
        return [str(error)]
    for part in parts:
        try:
            for each in objects_of(objects, part):
                objects.get(each)
        except Damaged as error:
            found[str(error)] = None
    return list(found)


def _objects(directory: Path) -> Objects:
    return Objects(directory / FOLDER / "objects")


def _state(directory: Path, name: str) -> State:
    if name == NOW:
        return read_state(directory)
    return get_state(_objects(directory), read_record(directory / FOLDER, name).root)


def _content_now(directory: Path) -> str:
    try:
        return put_state(Hashes(), read_state(directory)).name
    except StopRun:
        return ""  # a folder with snapshots and no graph


def _counted(record: Record, state: State, directory: Path) -> Record:
    found = asdict(counts(state, str(directory)))
    return replace(record, **found, size=sum(map(len, state.values())))


def _check_free(folder: Path, name: str, *, overwrite: bool) -> None:
    if name in names(folder) and not overwrite:
        raise StopRun(f"{name}: there is such a snapshot already; take another name, or --replace it")
    if other := same_but_for_case(folder, name):
        raise StopRun(f"{name}: there is {other}, which some file systems take for the same name")


def _check_date(date: str) -> None:
    from pipeline.verify import reduced

    if date and not reduced(date):
        raise StopRun(f"{date}: no date; write 2024-07-05, 2024-07 or 2024")


def _prune(directory: Path) -> int:
    folder, objects = directory / FOLDER, _objects(directory)
    wanted: set[str] = set()
    for name in names(folder):
        try:
            parts = wholes(objects, read_record(folder, name).root)
            wanted.update(each for part in parts for each in objects_of(objects, part))
        except Damaged:
            return 0
    return objects.keep(wanted)
