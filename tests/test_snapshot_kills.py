"""A snapshot is there whole or not at all, whenever a run is killed or the disk is full; the next run is right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.snapshots import remove, restore, save, snapshots, verify
from pipeline.snapshots.objects import Objects
from tests.crashes import Range, snapshot
from tests.kept import contents, graph, spoil
from tests.shooting import inputs, shooting

__all__ = ["graph", "inputs", "shooting"]  # fixtures


@pytest.mark.parametrize("command", ["save c", "save b --replace", "restore a", "remove b"])
def test_a_kill_at_any_moment_leaves_the_former_state_and_the_next_run_is_right(
    graph: Path, command: str, shooting: Range
) -> None:
    save(graph, "a")
    first = contents(graph)
    spoil(graph)
    save(graph, "b")
    (graph / "documents" / "fedcba9876543210.txt").write_text("more\n\n" * 5000, encoding="utf-8")
    (graph / "snapshots" / "objects" / ("0" * 64)).write_bytes(b"of nothing")  # prunable, as by a former kill
    third = contents(graph)
    moments = 0
    for moment in killed(graph, command, shooting):
        names = [record.name for record, _ in snapshots(graph)]  # reads the graph, as the next run does
        assert contents(graph) in (third, first), moment
        assert names in (["a", "b"], ["a", "b", "c"], ["a"]), moment
        assert verify(graph) == [], moment
        moments += 1
    assert moments >= 5
    assert contents(graph) == (first if command == "restore a" else third)
    save(graph, "d")
    restore(graph, "a")
    assert contents(graph) == first
    remove(graph, "d")
    assert not list(graph.rglob("*.writing-*"))


def killed(graph: Path, command: str, shooting: Range) -> Iterator[int]:
    """Run a command of `snapshot` on copies of the folder, killed at its first change of a file, its second and so on.

    Yields after each kill, with the copy in the folder's place; in the end the command has run to its end.
    """
    before = shutil.copytree(graph, graph.with_name("before"), symlinks=True)
    for moment in range(1, 1000):
        hit = shooting.shoot(snapshot(*command.split()), graph, kill=moment)
        if hit.code == 0:
            return
        assert hit.code == -9, hit
        yield moment
        shutil.rmtree(graph)
        shutil.copytree(before, graph, symlinks=True)


def test_a_save_that_fails_midway_leaves_no_snapshot(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(graph, "a")
    spoil(graph)
    written = []

    def full(self: Objects, content: bytes) -> str:
        written.append(content)
        if len(written) > 3:
            raise OSError(28, "No space left on device", str(self.folder))
        return real(self, content)

    real = Objects.put
    monkeypatch.setattr(Objects, "put", full)
    with pytest.raises(StopRun, match="No space left"):
        save(graph, "b")
    monkeypatch.undo()
    assert [record.name for record, _ in snapshots(graph)] == ["a"]
    assert verify(graph) == []
    assert save(graph, "b").record.name == "b"
