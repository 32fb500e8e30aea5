"""`summitry snapshot`: what the commands say, and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.snapshots import save
from tests.kept import graph, ran, spoil

__all__ = ["graph", "ran"]  # fixtures


def test_the_commands_say_what_they_did(ran, graph: Path) -> None:
    done = ran("save", "早", "--graph", graph, "--note", "first [red]look", "--date", "2024-07-05")
    assert done.code == 0
    assert "3 documents, 22 entities" in done.out
    spoil(graph)
    listed = ran("list", "--graph", graph).out
    assert "早" in listed
    assert "2024-07-05  first [red]look" in listed
    assert "(now)" not in listed
    assert ran("restore", "早", "--graph", graph).code == 0
    assert "(now)" in ran("list", "--graph", graph).out
    assert ran("verify", "--graph", graph).out.endswith("sound\n")
    assert ran("remove", "早", "--graph", graph).code == 0
    assert not list((graph / "snapshots" / "objects").iterdir())


def test_damage_is_named_with_exit_code_2(ran, graph: Path) -> None:
    save(graph, "a")
    file = min((graph / "snapshots" / "objects").iterdir())
    file.write_bytes(b"?" + file.read_bytes()[1:])
    done = ran("verify", "--graph", graph)
    assert done.code == 2
    assert file.name in done.out
    for command in (["restore", "a"], ["diff", "a", "now"], ["verify", "a"]):
        done = ran(*command, "--graph", graph)
        assert done.code == 2
        assert file.name in done.out + done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize("content", [b"[" * 100_000, '{"name": "a"}'.encode("utf-16"), b"\xff", b"[]", b"1"])
def test_a_record_that_is_none_is_one_line(ran, graph: Path, content: bytes) -> None:
    save(graph, "a")
    (graph / "snapshots" / "a.json").write_bytes(content)
    for command in (["list"], ["restore", "a"], ["verify"]):
        done = ran(*command, "--graph", graph)
        assert done.code == 2
        assert "a.json: is no record of a snapshot" in done.out + done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["restore", "no-such"], "there are: a"),
        (["diff", "a", "no-such"], "no such snapshot"),
        (["diff", "a", "a", "--entity", "Nobody"], "nothing is called Nobody"),
        (["diff", "a", "a", "--property", "noSuch"], "heldIn"),
        (["save", "b", "--date", "yesterday"], "2024-07-05"),
        (["verify", "no-such"], "no such snapshot"),
    ],
)
def test_a_command_that_fails_says_why(ran, graph: Path, arguments: list[str], said: str) -> None:
    save(graph, "a")
    done = ran(*arguments, "--graph", graph)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_no_graph_no_snapshot(ran, tmp_path: Path) -> None:
    assert ran("save", "a", "--graph", tmp_path / "none").code == 2
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty").mkdir()
    done = ran("save", "a", "--graph", tmp_path / "empty")
    assert (done.code, "graph.ttl" in done.err) == (2, True)
    assert not list((tmp_path / "empty").iterdir())
    assert ran("list", "--graph", tmp_path / "empty").code == 0
    (tmp_path / "empty" / "graph.ttl").write_text("id:x a .", encoding="utf-8")
    (tmp_path / "empty" / "evidence.ttl").write_text("", encoding="utf-8")
    done = ran("save", "a", "--graph", tmp_path / "empty")
    assert (done.code, "not Turtle" in done.err) == (2, True)
