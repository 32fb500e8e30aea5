"""The store on disk: the same answers as from memory, never one that does not fit, many at once."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.compare import isomorphic

from benchmarks.generated import generate
from benchmarks.store import ASKED, values_of
from pipeline import disk
from pipeline.disk import FOLDER, making, manifest as manifest_unit, open_disk, refresh
from pipeline.errors import StopRun
from pipeline.folder import FILES
from pipeline.queries import ask_named, fill, named_queries
from pipeline.sparql import PREFIXES
from pipeline.store import Store, open_store

ROOT = Path(__file__).resolve().parent.parent
SLOW = {"adopted", "timeline", "offices"}  # with rdflib, on the generated graph: tests/test_queries.py has them
VALUE = "SELECT ?o { <x:a> <x:b> ?o }"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    generate(folder, 12_000)
    return folder


@pytest.fixture(scope="module")
def in_memory(generated: Path) -> Graph:
    graph = Graph(bind_namespaces="none")
    for name in FILES:
        graph.parse(generated / name, format="turtle")
    return graph


@pytest.fixture
def small(tmp_path: Path) -> Path:
    written(tmp_path, "1")
    open_disk(tmp_path)
    return tmp_path


def written(folder: Path, value: str) -> None:
    for name in FILES:
        (folder / name).write_text(f'<x:a> <x:b> "{value}" .\n', encoding="utf-8")


def asked(folder: Path) -> str:
    [[value]] = open_store(folder).ask(VALUE).rows
    return str(value)


def manifest(folder: Path) -> dict:
    return json.loads((folder / FOLDER / "manifest.json").read_text(encoding="utf-8"))


def data(folder: Path) -> Path:
    return folder / FOLDER / manifest(folder)["data"]


def comparable(rows) -> list:
    """Decimals by value: an engine may keep no more than that."""
    number = lambda v: isinstance(v, Literal) and str(v.datatype).endswith("decimal")  # noqa: E731
    return sorted(str([float(v) if number(v) else None if v is None else str(v) for v in row]) for row in rows)


# Agreement


def test_its_triples_are_those_of_the_files(generated: Path, in_memory: Graph) -> None:
    store = open_store(generated)
    assert store.opened is not None
    assert store.opened.on_disk
    assert len(store.graph) == len(in_memory) > 10_000
    assert comparable(store.graph) == comparable(in_memory)


@pytest.mark.parametrize("name", [name for name in named_queries() if name not in SLOW])
def test_a_named_query_gives_the_rows_that_rdflib_gives(generated: Path, in_memory: Graph, name: str) -> None:
    store = open_store(generated)
    text = fill(named_queries()[name], values_of(name, 2 if name in ASKED else 0), store)
    found = in_memory.query(text, initNs=PREFIXES)
    given = store.ask(text)
    assert list(map(str, found.vars or ())) == list(given.columns)
    assert comparable(given.rows) == comparable([tuple(row) for row in found])
    empty = {
        "corrections",
        "conflicts",
        "version-differences",
        "thematic-years",
        "amendments",
        "shared-members",
        "organs",
    }
    assert given.rows or name in empty


def test_from_memory_the_answers_are_the_same(generated: Path) -> None:
    stores = open_store(generated), Store(disk._in_memory(generated).triples)
    for name in ("members", "documents", "founded", "in-force", "doubtful", "host-cities"):
        rows = [ask_named(store, name, values_of(name, 2)).rows for store in stores]
        assert rows[0] == rows[1], name


def test_construct_gives_the_graph_back(world: Path) -> None:
    given = open_store(world).ask("CONSTRUCT WHERE { ?s ?p ?o }")
    whole = Graph()
    for name in FILES:
        whole.parse(world / name)
    assert given.graph is not None
    assert isomorphic(given.graph, whole)


# When it is made, and when not


def test_opening_does_not_read_the_turtle_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(small)  # what was written a moment before is compared by hash, once
    os.utime(small / FOLDER / "manifest.json")
    for unit, name in ((making, "load"), (manifest_unit, "hash_of"), (disk, "make")):
        monkeypatch.setattr(unit, name, lambda *given: pytest.fail("the files were read"))
    assert asked(small) == "1"


def test_changed_turtle_is_loaded_anew_even_if_size_and_time_are_the_same(small: Path) -> None:
    times = [(path, path.stat()) for path in map(small.joinpath, FILES)]
    written(small, "2")
    for path, former in times:
        os.utime(path, ns=(former.st_atime_ns, former.st_mtime_ns))
    assert asked(small) == "2"


def test_a_file_more_or_fewer_is_a_change(small: Path) -> None:
    (small / "background.ttl").write_text('<x:a> <x:c> "3" .', encoding="utf-8")
    assert len(open_disk(small).triples) == 2
    (small / "background.ttl").unlink()
    assert len(open_disk(small).triples) == 1


def test_touched_files_are_compared_and_not_loaded(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = data(small)
    for path in [*small.glob("*.ttl"), *before.iterdir()]:
        os.utime(path, ns=(1, 1))
    monkeypatch.setattr(making, "load", lambda *given: pytest.fail("the files were read"))
    assert asked(small) == "1"
    assert data(small) == before
    assert manifest(small)["turtle"]["graph.ttl"]["mtime"] == 1, "and their times recorded anew"


def test_a_copied_folder_brings_its_store(small: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    copy = tmp_path_factory.mktemp("copies") / "graph"
    shutil.copytree(small, copy, copy_function=shutil.copyfile)
    assert asked(copy) == "1"
    assert data(copy).name == data(small).name


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: flipped(next(data(folder).glob("*.sst"))),
        lambda folder: flipped(data(folder) / "names.sqlite"),
        lambda folder: next(data(folder).glob("*.sst")).unlink(),
        lambda folder: (data(folder) / "CURRENT").write_text("", encoding="utf-8"),
        lambda folder: (data(folder) / "more.sst").write_text("x", encoding="utf-8"),
        lambda folder: shutil.rmtree(data(folder)),
        lambda folder: (folder / FOLDER / "manifest.json").unlink(),
        lambda folder: (folder / FOLDER / "manifest.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / FOLDER / "manifest.json").write_text("[]", encoding="utf-8"),
        lambda folder: altered(folder, format=0),
        lambda folder: altered(folder, pyoxigraph="0.0.1"),
        lambda folder: altered(folder, data="../.."),
        lambda folder: (folder / FOLDER / "manifest.json").write_text("[" * 100_000, encoding="utf-8"),
        lambda folder: altered(folder, data="\0"),
        lambda folder: altered(folder, data="data-\ud800"),
        lambda folder: altered(folder, more=1),
        lambda folder: altered(folder, turtle=without_hash(manifest(folder)["turtle"])),
        lambda folder: altered(folder, files=without_hash(manifest(folder)["files"])),
        lambda folder: altered(folder, turtle={name: {"size": 1} for name in FILES}),
        lambda folder: altered(folder, files=dict.fromkeys(manifest(folder)["files"], 1)),
    ],
)
def test_a_store_that_is_not_whole_is_made_anew(small: Path, harm, caplog: pytest.LogCaptureFixture) -> None:
    before = manifest(small)["data"]
    harm(small)
    assert asked(small) == "1"
    assert manifest(small)["data"] != before
    assert [path.name for path in (small / FOLDER).glob("data-*")] == [manifest(small)["data"]]
    assert not caplog.records


def without_hash(records: dict) -> dict:
    return {name: {k: v for k, v in record.items() if k != "sha256"} for name, record in records.items()}


def altered(folder: Path, **parts: object) -> None:
    (folder / FOLDER / "manifest.json").write_text(json.dumps(manifest(folder) | parts), encoding="utf-8")


def test_what_a_killed_run_left_is_cleared_away(small: Path) -> None:
    (small / FOLDER / "data-left").mkdir()
    (small / FOLDER / ".manifest.json-1").write_text("{", encoding="utf-8")
    written(small, "2")
    assert asked(small) == "2"
    assert {path.name for path in (small / FOLDER).iterdir()} == {
        ".gitignore",
        "lock",
        "manifest.json",
        manifest(small)["data"],
    }


def test_git_sees_nothing_of_it(small: Path) -> None:
    assert (small / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_bad_turtle_leaves_nothing_half_made(small: Path) -> None:
    before = manifest(small)
    (small / "graph.ttl").write_text("<x:a> <x:b>\n ", encoding="utf-8")
    with pytest.raises(StopRun, match=r"graph\.ttl: not Turtle from line"):
        open_store(small)
    assert manifest(small) == before
    assert len(list((small / FOLDER).glob("data-*"))) == 1


def test_an_empty_graph_has_a_store(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("", encoding="utf-8")
    assert open_store(tmp_path).ask("ASK { ?s ?p ?o }").truth is False
    assert open_store(tmp_path).find("上合组织") == []


# Where it can't be written, and when others are there


def test_where_it_cant_be_written_the_graph_is_read_into_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    written(tmp_path, "1")
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert asked(tmp_path) == "1"
        assert asked(tmp_path) == "1"
    assert len(caplog.records) == 1
    assert "read into memory" in caplog.text
    refresh(tmp_path)


def test_one_who_reads_keeps_what_he_opened(small: Path) -> None:
    former = open_store(small)
    written(small, "2")
    assert asked(small) == "2"
    [[value]] = former.ask(VALUE).rows
    assert str(value) == "1"


def test_several_at_once_make_one_store_and_all_read_it(tmp_path: Path) -> None:
    generate(tmp_path, 3_000)
    code = f"from pipeline.store import open_store; s = open_store({str(tmp_path)!r}); print(s.opened.on_disk, len(s.triples))"
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    said = {process.communicate(timeout=60)[0] for process in running}
    assert len(said) == 1
    assert said.pop().startswith("True ")
    assert len(list((tmp_path / FOLDER).glob("data-*"))) == 1
