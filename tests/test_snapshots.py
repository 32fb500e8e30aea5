"""Snapshots as they are kept: saved, listed, put back; small, the same each time, whatever else is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.snapshots import remove, restore, save, snapshots, verify
from pipeline.snapshots.record import checked_name
from tests.kept import OURS, contents, everything, graph, ran, spoil

ROOT = Path(__file__).resolve().parent.parent

__all__ = ["graph", "ran"]  # fixtures


def test_a_restored_graph_is_the_same_to_the_byte(graph: Path) -> None:
    min((graph / "documents").iterdir()).write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n\n\n\nd\xff")
    before = contents(graph)
    save(graph, "до правки")
    spoil(graph)
    assert contents(graph) != before
    restore(graph, "до правки")
    assert contents(graph) == before


def test_restore_leaves_what_is_not_the_graphs(graph: Path) -> None:
    (graph / "corrections").mkdir()
    (graph / "corrections" / "a.toml").write_text("[x]\n", encoding="utf-8")
    (graph / "notes.txt").write_text("mine", encoding="utf-8")
    save(graph, "a")
    spoil(graph)
    save(graph, "b")
    others = {path: data for path, data in everything(graph).items() if path not in contents(graph)}
    restore(graph, "a")
    assert {path: data for path, data in everything(graph).items() if path not in contents(graph)} == others
    assert [record.name for record, _ in snapshots(graph)] == ["a", "b"]


def test_a_graph_that_was_removed_is_put_back(graph: Path) -> None:
    before = contents(graph)
    save(graph, "a")
    for name in OURS:
        shutil.rmtree(graph / name) if (graph / name).is_dir() else (graph / name).unlink()
    assert [now for _, now in snapshots(graph)] == [False]
    restore(graph, "a")
    assert contents(graph) == before


def test_the_same_state_is_stored_once(graph: Path) -> None:
    assert save(graph, "a").objects > 0
    again = save(graph, "b")
    assert (again.objects, again.size) == (0, 0)
    [(one, now), (other, too)] = snapshots(graph)
    assert one.content == other.content
    assert now
    assert too


def test_twenty_snapshots_of_a_changing_graph_cost_little(graph: Path) -> None:
    """Two dozen documents; each time one of them is edited. A copy each would cost twenty times the graph."""
    evidence, texts = (graph / "evidence.ttl").read_text(encoding="utf-8"), sorted((graph / "documents").iterdir())
    head, _, blocks = evidence.partition("\n\n")
    sizes = []
    for turn in range(20):
        ids = {f"{n:02}{int(n < turn):02}" for n in range(24)}
        parts = [
            (f"{i}{texts[0].stem[4:]}", blocks.replace(texts[0].stem, f"{i}{texts[0].stem[4:]}")) for i in sorted(ids)
        ]
        (graph / "evidence.ttl").write_text("\n\n".join([head, *(part for _, part in parts)]), encoding="utf-8")
        for file in (graph / "documents").iterdir():
            file.unlink()
        for stem, _ in parts:
            (graph / "documents" / f"{stem}.txt").write_text(f"The text of {stem}\n" * 50, encoding="utf-8")
        saved = save(graph, f"{turn:02}")
        sizes.append(saved.size)
    files = [path for path in (graph / "snapshots").rglob("*") if path.is_file()]
    kept = sum(path.stat().st_size for path in files)
    assert kept < 0.5 * saved.record.size  # all twenty, of the files of one
    assert max(sizes[1:]) < 0.2 * sizes[0]
    assert verify(graph) == []


def test_saving_is_deterministic(graph: Path, tmp_path: Path) -> None:
    other = shutil.copytree(graph, tmp_path / "elsewhere")
    for folder in (graph, other):
        save(folder, "a", note="a note", date="2024-07")
    assert everything(graph) == everything(other)


def test_a_name_is_taken_once(graph: Path) -> None:
    first = save(graph, "a").record
    spoil(graph)
    with pytest.raises(StopRun, match="--replace"):
        save(graph, "a")
    assert [record for record, _ in snapshots(graph)] == [first]
    second = save(graph, "a", overwrite=True).record
    assert second.content != first.content
    assert verify(graph) == []
    with pytest.raises(StopRun, match="same name"):
        save(graph, "A")


def test_removing_a_snapshot_removes_what_only_it_needed(graph: Path) -> None:
    save(graph, "a")
    before = everything(graph / "snapshots")
    spoil(graph)
    assert save(graph, "b").objects > 0
    (graph / "snapshots" / "objects" / ("0" * 64 + ".writing-1")).write_bytes(b"half")  # what a killed run left
    assert remove(graph, "b") > 0
    assert everything(graph / "snapshots") == before


def test_nothing_is_pruned_while_a_record_is_damaged(graph: Path) -> None:
    save(graph, "a")
    spoil(graph)
    save(graph, "b")
    kept = everything(graph / "snapshots" / "objects")
    (graph / "snapshots" / "a.json").write_text("{}", encoding="utf-8")
    assert remove(graph, "b") == 0
    assert everything(graph / "snapshots" / "objects") == kept


@pytest.mark.parametrize(
    "name", ["2024年初", "до правки", "before/after".replace("/", "-"), "v1.0", "नमस्ते", "می‌خواهم", "a b"]
)
def test_a_name_in_any_script_will_do(graph: Path, name: str) -> None:
    save(graph, name)
    assert [record.name for record, _ in snapshots(graph)] == [name]


@pytest.mark.parametrize(
    "name",
    ["", " ", ".", "..", "../x", "a/b", "a\\b", ".hidden", "-x", "now", "NOW", "a\0b", "a\nb", "x" * 300, "上" * 100,
     "a.", " a", "\u202eabc", "C:x", "\udc80"],
)  # fmt: skip
def test_a_name_that_is_none_is_refused(graph: Path, name: str) -> None:
    before = everything(graph)
    for action in (save, restore, remove):
        with pytest.raises(StopRun) as refused:
            action(graph, name)
        str(refused.value).encode()  # can be printed
    assert everything(graph) == before


def test_two_spellings_of_a_name_are_one() -> None:
    assert checked_name("e\u0301te\u0301") == checked_name("été")


# --- what is not as usual ---------------------------------------------------------------------------------------------


def test_saves_at_the_same_time_wait_for_one_another(graph: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "cli", "snapshot", "save", name, "--graph", graph], cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for name in ("a", "b", "a")
    ]  # fmt: skip
    codes = []
    for run in runs:
        _, err = run.communicate(timeout=120)
        assert "Traceback" not in err
        codes.append(run.returncode)
    assert sorted(codes) == [0, 0, 2]  # one of the two that want the same name is told so
    assert [record.name for record, _ in snapshots(graph)] == ["a", "b"]
    assert verify(graph) == []


def test_an_empty_graph_is_a_state_like_any_other(ran, tmp_path: Path, graph: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in ("graph.ttl", "evidence.ttl"):
        (empty / name).write_bytes(b"")
    save(empty, "a")
    shutil.copytree(graph / "documents", empty / "documents")
    for name in ("graph.ttl", "evidence.ttl", "background.ttl"):
        shutil.copy(graph / name, empty / name)
    done = ran("diff", "a", "--graph", empty)
    assert done.code == 0
    assert "facts: 0 changed, 0 removed, 48 added" in done.out
    restore(empty, "a")
    assert contents(empty) == {"graph.ttl": b"", "evidence.ttl": b""}


def test_a_file_where_the_snapshots_go_is_named(ran, graph: Path) -> None:
    (graph / "snapshots").write_text("mine", encoding="utf-8")
    for command in (["save", "a"], ["list"], ["verify"], ["restore", "a"]):
        done = ran(*command, "--graph", graph)
        assert "Traceback" not in done.err
        assert done.code == 2 or command[0] in {"list", "verify"}
    assert (graph / "snapshots").read_text(encoding="utf-8") == "mine"


def test_a_graph_of_another_maker_is_compared_as_far_as_it_goes(ran, graph: Path) -> None:
    save(graph, "a")
    text = (graph / "evidence.ttl").read_text(encoding="utf-8")
    (graph / "evidence.ttl").write_text(text.replace("smt:start 0", 'smt:start "none"'), encoding="utf-8")
    for file in (graph / "documents").iterdir():
        file.unlink()
    done = ran("diff", "a", "--graph", graph)
    assert (done.code, "edited" in done.out) == (0, True)
