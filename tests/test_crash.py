"""Whatever kills a build, or fills the disk, and whoever else is there: a reader sees one state, and the next run is right."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.locks import locked
from pipeline.shapes import validate
from tests.crashes import (
    ASKED,
    GRAPH,
    NEEDS_SPACE,
    Attack,
    Hit,
    Range,
    Shot,
    Trial,
    contents,
    plain,
    seen,
    snapshot,
    without_store,
)
from tests.shooting import STATES, inputs, shooting

__all__ = ["inputs", "shooting"]  # fixtures

ROOT = Path(__file__).resolve().parent.parent


def build(inputs: Path, sources: Sequence[str]) -> list[str]:
    return ["build", *(str(inputs / source) for source in sources), "--out", GRAPH]


def attacks(inputs: Path) -> dict[str, Attack]:
    """What is shot at. Another command that writes in a graph's folder is one more line."""
    first, second = (build(inputs, sources) for sources in STATES)
    saved = [first, snapshot("save", "a"), second]
    return {
        "first build": Attack(first),
        "another build": Attack(second, [first]),
        "the same build": Attack(first, [first]),
        "store": Attack(ASKED, [first, second], [ASKED], before_each=without_store),
        "save": Attack(snapshot("save", "b", "--replace"), saved, [snapshot("verify")], every=4),
        "restore": Attack(snapshot("restore", "a"), saved, [snapshot("verify")]),
    }


BUILDS = ("first build", "another build", "the same build")
ATTACKS = (*BUILDS, "store", "save", "restore")


@pytest.fixture(scope="module")
def trials(inputs: Path, shooting: Range, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trial]:
    folder = tmp_path_factory.mktemp("trials")
    return {name: Trial(attack, shooting, folder / name) for name, attack in attacks(inputs).items()}


@pytest.mark.parametrize("name", BUILDS)
def test_the_states_between_which_it_is_shot_at_are_whole(trials: dict[str, Trial], name: str) -> None:
    trial = trials[name]
    assert validate(trial.graph) == []
    assert len(trial.moments) > 5
    assert (trial.former == trial.new) is (name == "the same build")


@pytest.mark.parametrize("name", ATTACKS)
def test_kill_9_before_each_operation(trials: dict[str, Trial], name: str) -> None:
    trial = trials[name]
    plainly = []
    for moment in range(1, len(trial.moments) + 1, trial.attack.every):
        hit, files = trial.fire(kill=moment)
        assert (hit.code, hit.moments) == (-9, trial.moments[: moment - 1])
        plainly.append(files)
    changes = sum(a != b for a, b in pairwise(plainly))
    assert changes <= 2, "former, mixed while files are moved, new: for those who just open them"


@pytest.mark.parametrize("name", ["first build", "another build", "save", "restore"])
def test_a_disk_that_is_full_from_some_operation_on(trials: dict[str, Trial], name: str) -> None:
    trial = trials[name]
    for moment, kind in enumerate(trial.moments, start=1):
        if kind in NEEDS_SPACE and moment % trial.attack.every == 0:
            hit, _ = trial.fire(full=moment)
            assert (hit.code, hit.err.count("\n")) == (2, 1)
            assert hit.err.endswith(": No space left on device\n")


def test_kill_9_at_random(trials: dict[str, Trial]) -> None:
    chance = random.Random(5)  # noqa: S311
    trial = trials["another build"]
    codes = [trial.fire(after=chance.uniform(0.001, 0.06))[0].code for _ in range(15)]
    assert -9 in codes


def test_a_graph_half_in_place_is_whole_for_a_reader(trials: dict[str, Trial]) -> None:
    trial = trials["another build"]
    whole = (trial.former[0], trial.new[0])
    for moment in reversed(range(1, len(trial.moments) + 1)):
        trial.prepare()
        trial.range.shoot(trial.attack.command, trial.graph, kill=moment)
        if plain(trial.graph) not in whole:
            assert validate(trial.graph) == []
            return
    pytest.fail("no moment was between the files")


LIMITED = """
import resource, sys
from pathlib import Path
from pipeline.errors import StopRun
from pipeline.graph import write
from tests.shooting import STATES, extraction
found = extraction(STATES[1])
for size in (0, 100, 1000, 10_000):
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        write(found.documents, found.entities, found.claims, Path(sys.argv[1]), found.mentions)
    except StopRun as error:
        print(error)
"""


def test_files_that_end_in_the_middle_are_never_put_in_place(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    """The system's own limit, in place of a disk that fills up amid a file."""
    graph = tmp_path / "graph"
    shooting.run(build(inputs, STATES[0]), graph)
    former = contents(graph)
    with subprocess.Popen([sys.executable, "-c", LIMITED, graph], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read().decode() == f"{graph}: can't be written: File too large\n" * 4
    assert contents(graph) == former


def test_the_second_of_two_builds_waits_and_says_so(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    graph = tmp_path / "graph"
    hits: list[Hit] = []
    thread = threading.Thread(target=lambda: hits.append(shooting.run(build(inputs, STATES[0]), graph)))
    with locked(graph):
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
        assert plain(graph) == {}
    thread.join()
    assert hits[0].err == f"{graph}: another run is writing there; waiting for it\n"
    assert validate(graph) == []


def test_builds_that_start_at_once_leave_the_graph_of_one(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    graph = tmp_path / "graph"
    states = []
    for sources in STATES:
        shooting.run(build(inputs, sources), graph)
        states.append(contents(graph))
    shots = [Shot([word.replace(GRAPH, str(graph)) for word in build(inputs, s)], str(graph)) for s in STATES * 2]
    for _ in range(3):
        assert [hit.code for hit in shooting.together(*shots)] == [0] * 4
        assert contents(graph) in states


def test_a_reader_during_builds_sees_one_of_them(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    graph = tmp_path / "graph"
    states = []
    for sources in STATES:
        shooting.run(build(inputs, sources), graph)
        states.append(seen(graph))
    builds = threading.Thread(target=lambda: [shooting.run(build(inputs, s), graph) for s in STATES * 5])
    builds.start()
    found = []
    while builds.is_alive():
        found.append(states.index(seen(graph)))  # a mix is none of them
    builds.join()
    assert set(found) == {0, 1}


@pytest.mark.parametrize("name", ["with a space", "图谱", "a\nb", "-x", "'\"$HOME", os.fsdecode(b"\xff")])
def test_strange_names_of_folders(tmp_path: Path, inputs: Path, shooting: Range, name: str) -> None:
    graph = tmp_path / name
    shooting.run(build(inputs, STATES[0]), graph)
    assert shooting.shoot(build(inputs, STATES[1]), graph, kill=20).code == -9
    shooting.run(build(inputs, STATES[1]), graph)
    assert validate(graph) == []
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_folder_that_is_a_link_stays_one(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    (tmp_path / "link").symlink_to("real")
    for sources in STATES:
        shooting.run(build(inputs, sources), tmp_path / "link")
    assert (tmp_path / "link").readlink() == Path("real")
    assert len(seen(tmp_path / "real")) == 5


def test_files_of_others_stay(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    graph = tmp_path / "graph"
    shooting.run(build(inputs, STATES[0]), graph)
    others = [
        "README",
        ".git/HEAD",
        "documents/notes.txt",
        "documents/deep/a.txt",
        "store/x",
        "snapshots/y",
        "corrections/z",
    ]
    for name in others:
        (graph / name).parent.mkdir(exist_ok=True)
        (graph / name).write_text("mine")
    shooting.run(build(inputs, STATES[1]), graph)
    left = contents(graph)
    assert {name: left[name] for name in others} == dict.fromkeys(others, b"mine")
    assert len(left) == len(others) + 5


def test_a_folder_of_others_is_refused_before_the_work(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    (tmp_path / "thesis").touch()
    hit = shooting.shoot(build(inputs, STATES[0]), tmp_path)
    assert (hit.code, hit.err.split(": ", 2)[2]) == (
        2,
        "holds thesis and no graph; name an empty folder or a former graph's\n",
    )
    assert list(contents(tmp_path)) == ["thesis"]


def test_corrections_may_be_there_before_the_graph(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    (tmp_path / "corrections").mkdir()
    shooting.run(build(inputs, STATES[0]), tmp_path)


def test_where_nothing_can_be_written_is_told_in_a_line(tmp_path: Path, inputs: Path, shooting: Range) -> None:
    (tmp_path / "file").touch()
    for out, said in (("file", "is a file; name a folder"), ("file/x", "can't be written: Not a directory")):
        hit = shooting.shoot(build(inputs, STATES[0]), tmp_path / out)
        assert (hit.code, hit.err) == (2, f"summitry: {tmp_path / out}: {said}\n")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]
