"""What a build left in its folder, as bytes by path; and the same kept as objects.

    graph.ttl  evidence.ttl  background.ttl  documents/9f2c….txt  ──>  a listing  ──>  one hash for all of it

A line of the listing: hash, levels of listings, size in bytes, path as JSON has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.errors import StopRun
from pipeline.snapshots.guard import OURS, is_ours, reading
from pipeline.snapshots.objects import Damaged, Objects
from pipeline.snapshots.pieces import LINE, Keeps, Whole, get_whole, put_whole

NEEDED: Final = ("graph.ttl", "evidence.ttl")

State = Mapping[str, bytes]


def read_state(directory: Path) -> State:
    """The files of a graph by their paths in the folder, in order, all of one build; StopRun where there is none."""
    with reading(directory):
        found = {path for pattern in OURS for path in directory.glob(pattern) if path.is_file()}
        state = {path.relative_to(directory).as_posix(): path.read_bytes() for path in sorted(found)}
    for name in NEEDED:
        if name not in state:
            raise StopRun(f"{directory / name}: no such file; `summitry build` makes it")
    return state


def put_state(objects: Keeps, state: State) -> Whole:
    """Keep a state as objects."""
    lines = []
    for path, content in sorted(state.items()):
        whole = put_whole(objects, content)
        lines.append(f"{whole.name} {whole.levels} {len(content)} {json.dumps(path)}\n")
    return put_whole(objects, "".join(lines).encode("ascii"), LINE)


def get_state(objects: Objects, root: Whole) -> State:
    """A state that was kept, every byte of it checked; Damaged if it is not what it was."""
    state = {}
    for path, whole, size in _listed(objects, root):
        state[path] = get_whole(objects, whole)
        if len(state[path]) != size:
            raise Damaged(f"{objects.folder}: {path} is {len(state[path])} bytes, not the {size} that were saved")
    return state


def wholes(objects: Objects, root: Whole) -> list[Whole]:
    """What a state is made of: its listing and its files; Damaged if that can't be read."""
    return [root, *(whole for _, whole, _ in _listed(objects, root))]


def _listed(objects: Objects, root: Whole) -> Iterator[tuple[str, Whole, int]]:
    for line in get_whole(objects, root).decode("ascii").splitlines():
        name, levels, size, quoted = line.split(" ", 3)
        path: str = json.loads(quoted)
        if not is_ours(PurePosixPath(path)):
            raise Damaged(f"{objects.folder}: {path}: is no file of a graph")
        yield path, Whole(name, int(levels)), int(size)
