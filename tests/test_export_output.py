"""Where an export goes: there whole or not at all, never over what is not its own; and what the command says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.export import FORMATS, Filters, export
from tests.exported import files
from tests.test_cli import ran

__all__ = ["ran"]  # a fixture


ROOT = Path(__file__).resolve().parent.parent


def test_a_file_is_replaced_and_a_folder_that_is_needed_made(world: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "граф 图.ttl"
    export(world, "turtle", out)
    first = out.read_bytes()
    export(world, "ntriples", out)
    assert out.read_bytes() != first
    assert [path.name for path in out.parent.iterdir()] == [out.name]


@pytest.mark.parametrize("format_", FORMATS)
def test_what_fails_leaves_the_former_output(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    export(world, format_, tmp_path / "out", Filters(classes=("Person",)))
    before = files(tmp_path / "out")

    def fail(*given: object) -> None:
        target = given[-1]
        assert isinstance(target, Path)
        (target / "half" if target.is_dir() else target).write_bytes(b"half")
        raise OSError(28, "No space left on device", str(target))

    form = FORMATS[format_]
    monkeypatch.setitem(FORMATS, format_, type(form)(fail, form.names, form.about))
    with pytest.raises(StopRun, match="No space left on device"):
        export(world, format_, tmp_path / "out")
    assert files(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("format_", ["csv", "parquet", "neo4j"])
def test_a_former_export_is_replaced_and_no_other_folder(world: Path, tmp_path: Path, format_: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    export(world, format_, out)
    (out / ".DS_Store").write_bytes(b"desktop")
    export(world, format_, out, Filters(classes=("Person",)))
    assert (out / ".DS_Store").read_bytes() == b"desktop"
    other = "neo4j" if format_ == "csv" else "csv"
    before = files(out)
    with pytest.raises(StopRun, match=r"no part of such an export|no former export"):
        export(world, other, out)
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StopRun, match=r"holds mine\.txt, which is no part"):
        export(world, format_, out)
    assert files(out) == before | {"mine.txt": b"mine"}


def test_a_folder_with_a_file_of_our_name_alone_is_none_of_ours(world: Path, tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("my own", encoding="utf-8")
    with pytest.raises(StopRun, match="no former export of this format"):
        export(world, "csv", tmp_path)
    assert (tmp_path / "facts.csv").read_text(encoding="utf-8") == "my own"


def test_the_graph_itself_is_never_written_over(world: Path, tmp_path: Path) -> None:
    for out in (world / "graph.ttl", world / "new.ttl", world, world.parent):
        with pytest.raises(StopRun, match="in the way of the graph"):
            export(world, "turtle", out)


def test_a_file_is_no_folder_and_a_folder_no_file(world: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StopRun, match="is a file; name a folder"):
        export(world, "csv", tmp_path / "file")
    with pytest.raises(StopRun, match="is a folder; name a file"):
        export(world, "gexf", tmp_path)
    with pytest.raises(StopRun, match="no plain file"):
        export(world, "gexf", Path(os.devnull))
    with pytest.raises(StopRun, match=r"can't be written|Not a directory"):
        export(world, "gexf", tmp_path / "file" / "x")
    with pytest.raises(StopRun, match="File name too long"):
        export(world, "gexf", tmp_path / ("x" * 300))


def test_what_a_killed_run_left_is_cleared_away(world: Path, tmp_path: Path) -> None:
    (tmp_path / ".out[1].exporting-1").write_text("half", encoding="utf-8")
    (tmp_path / ".other.exporting-1").write_text("of another", encoding="utf-8")
    export(world, "ntriples", tmp_path / "out[1]")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.exporting-1", "out[1]"]


# --- killed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["xlsx", "neo4j"])
def test_a_killed_export_leaves_the_former_whole(world: Path, tmp_path: Path, format_: str) -> None:
    out = tmp_path / "out"
    export(world, format_, out)
    before, all_before = files(out), sorted(tmp_path.rglob("*"))
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom pipeline.export import FORMATS, export\n"
        "form = FORMATS[sys.argv[2]]\n"
        "def die(selection, found, path):\n    form.write(selection, found, path)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "FORMATS[sys.argv[2]] = type(form)(die, form.names, form.about)\n"
        "export(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))\n"
    )
    died = subprocess.run([sys.executable, "-c", code, world, format_, out], cwd=ROOT, check=False)
    assert died.returncode == -9
    assert files(out) == before
    assert sorted(tmp_path.rglob("*")) != all_before  # what it was writing
    export(world, format_, out)
    assert files(out) == before
    assert sorted(tmp_path.rglob("*")) == all_before


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_wrote(ran, world: Path, tmp_path: Path) -> None:
    done = ran("export", "csv", "--out", tmp_path / "out", "--graph", world, "--class", "person", "--lang", "zh-hans")
    assert (done.code, done.err) == (0, "")
    size = sum(path.stat().st_size for path in (tmp_path / "out").iterdir())
    assert done.out == f"{tmp_path / 'out'}: 3 entities, 3 facts, 2 documents; {size:,} bytes\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pdf"], "pdf: no format; there is turtle, trig, ntriples, nquads, jsonld, rdfxml, graphml, gexf"),
        (["csv", "--class", "Dog"], "--class Dog: there is Agreement, Charter"),
        (["csv", "--property", "evidence"], "--property evidence: there is adopted, adoptedBy"),
        (["csv", "--since", "2024-02-30"], "--since 2024-02-30: a day, month or year is wanted"),
        (["csv", "--since", "gestern"], "--since gestern: a day, month or year is wanted"),
        (["csv", "--lang", "fr"], "--lang fr: there is en, ru, zh-hans, zh-hant"),
        (["csv", "--min-confidence", "0"], "--min-confidence 0: a confidence is above 0"),
        (["csv", "--documents", "no.txt"], "--documents no.txt: no such document; `summitry query documents`"),
        (["csv", "--graph", "nowhere"], "no such file; `summitry build` makes it"),
    ],
)
def test_what_is_unknown_is_said_in_one_line(ran, world: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    where = [] if "--graph" in arguments else ["--graph", world]
    done = ran("export", *arguments, *where, "--out", tmp_path / "out")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_graph_is_said_in_one_line(ran, world: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / "graph.ttl").write_bytes((world / "graph.ttl").read_bytes()[:500])
    (graph / "evidence.ttl").write_bytes(b"")
    done = ran("export", "gexf", "--graph", graph, "--out", tmp_path / "out")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "not Turtle from line" in done.err
