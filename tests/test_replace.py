"""A folder is replaced as a whole or not at all, whatever a killed run left beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.locks import locked
from pipeline.replace import reading, replacing

ROOT = Path(__file__).resolve().parent.parent
OURS = ("a", "b")


def fill(folder: Path, **files: str) -> None:
    with replacing(folder, OURS) as new:
        for name, text in files.items():
            (new / name).write_text(text)


def break_off(folder: Path, **files: str) -> None:
    with replacing(folder, OURS) as new:
        for name, text in files.items():
            (new / name).write_text(text)
        raise ZeroDivisionError


def files(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_folder_is_made_with_its_parents(tmp_path):
    fill(tmp_path / "x" / "y", a="1")
    assert files(tmp_path) == {"x/y/a": "1"}


def test_a_folder_is_replaced(tmp_path):
    fill(tmp_path / "x", a="1", b="1")
    fill(tmp_path / "x", a="2")
    assert files(tmp_path) == {"x/a": "2"}
    assert names(tmp_path) == ["x"]


def test_an_error_leaves_it_as_it_was(tmp_path):
    fill(tmp_path / "x", a="1")
    with pytest.raises(ZeroDivisionError):
        break_off(tmp_path / "x", a="2")
    assert files(tmp_path) == {"x/a": "1"}
    assert names(tmp_path) == ["x"]


def test_the_new_folder_is_as_open_to_others_as_any(tmp_path):
    (tmp_path / "plain").mkdir()
    fill(tmp_path / "x", a="1")
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_files_beside_ours_are_kept(tmp_path):
    fill(tmp_path / "x", a="1")
    (tmp_path / "x" / "README").write_text("mine")
    (tmp_path / "x" / "notes").mkdir()
    (tmp_path / "x" / "notes" / "n").write_text("mine too")
    fill(tmp_path / "x", b="2")
    assert files(tmp_path / "x") == {"README": "mine", "b": "2", "notes/n": "mine too"}


def test_a_folder_of_something_else_is_never_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StopRun, match=r"holds thesis\.txt and no graph"):
        fill(tmp_path, a="1")
    assert files(tmp_path) == {"thesis.txt": "mine"}


def test_an_empty_folder_or_one_with_hidden_files_may_be_filled(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / ".gitkeep").write_text("")
    fill(tmp_path / "x", a="1")
    assert files(tmp_path / "x") == {".gitkeep": "", "a": "1"}


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "x").write_text("")
    with pytest.raises(StopRun, match="is a file; name a folder"):
        fill(tmp_path / "x", a="1")
    with pytest.raises(StopRun, match=r"y: can't be written: Not a directory"):
        fill(tmp_path / "x" / "y", a="1")


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    fill(tmp_path / "link", a="1")
    assert (tmp_path / "link").is_symlink()
    assert files(tmp_path / "real") == {"a": "1"}


KILLED = """
import os, sys
from pathlib import Path
from pipeline.replace import replacing
with replacing(Path(sys.argv[1]), ("a", "b")) as new:
    (new / "a").write_text("half")
    os._exit(9)
"""


def test_what_a_killed_run_left_is_cleared_away(tmp_path):
    fill(tmp_path / "x", a="1")
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "x")], check=False, cwd=ROOT)
    assert len(names(tmp_path / "x")) == 3
    with reading(tmp_path / "x"):
        assert (tmp_path / "x" / "a").read_text() == "1"
    fill(tmp_path / "x", a="2")
    assert files(tmp_path) == {"x/a": "2"}
    assert names(tmp_path / "x") == ["a"]


def break_amid(folder: Path, monkeypatch, **new: str) -> None:
    """A run that ends when one of its files is in place, after the one rename that decides."""
    place = Path.replace

    def once(path: Path, target: Path) -> None:
        place(path, target)
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", once)
        with pytest.raises(ZeroDivisionError):
            fill(folder, **new)


@pytest.mark.parametrize("who", ["reader", "writer"])
def test_who_comes_next_finishes_what_was_left_half_in_place(tmp_path, monkeypatch, who):
    fill(tmp_path, a="1", b="1")
    break_amid(tmp_path, monkeypatch, a="2", b="2")
    assert {"a": "2", "b": "1"}.items() <= files(tmp_path).items()
    if who == "reader":
        with reading(tmp_path):
            assert files(tmp_path) == {"a": "2", "b": "2"}
    else:
        fill(tmp_path, b="3")
        assert files(tmp_path) == {"b": "3"}
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_who_may_not_write_is_told_that_something_is_left_to_do(tmp_path, monkeypatch):
    def denied(path: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    fill(tmp_path, a="1", b="1")
    break_amid(tmp_path, monkeypatch, a="2", b="2")
    monkeypatch.setattr(Path, "replace", denied)
    with pytest.raises(StopRun, match="can't be written: Permission denied"), reading(tmp_path):
        pass


def test_what_is_the_same_is_not_touched(tmp_path):
    fill(tmp_path, a="1", b="1")
    times = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    fill(tmp_path, a="1", b="1")
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == times
    fill(tmp_path, a="1", b="2")
    assert (tmp_path / "a").stat().st_mtime_ns == times["a"]
    assert files(tmp_path) == {"a": "1", "b": "2"}


def test_strange_names_in_a_folder_that_we_share_are_kept(tmp_path):
    ours = ("top", "deep/[0-9].txt")
    strange = ["deep/notes.txt", "deep/1.txt.bak", "深 и\n.txt", os.fsdecode(b"\xff")]
    for round_ in ("12", "23", "3"):
        with replacing(tmp_path, ours) as new:
            (new / "deep").mkdir()
            (new / "top").write_text(round_)
            for digit in round_:
                (new / "deep" / f"{digit}.txt").write_text(round_)
        if round_ == "12":
            for name in strange:
                (tmp_path / name).write_text("mine")
    assert files(tmp_path) == {"top": "3", "deep/3.txt": "3", **dict.fromkeys(strange, "mine")}


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_stands_in_the_way_is_named_before_anything_changes(tmp_path, kind):
    x = tmp_path / "x"
    fill(x, a="1")
    (x / "deep").symlink_to(tmp_path) if kind == "link" else (x / "deep").touch()
    with pytest.raises(StopRun, match=r"x/deep: is no folder of its own"), replacing(x, ("a", "deep/*")):
        pytest.fail("must not get here")
    (x / "b").mkdir()
    with pytest.raises(StopRun, match=r"x/b: is a folder where a file of the graph goes"):
        fill(x, b="1")
    assert (x / "a").read_text() == "1"


def test_a_second_run_waits_for_the_first(tmp_path):
    code = KILLED.replace("os._exit(9)", "print(flush=True); sys.stdin.read()")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "x")], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        with pytest.raises(StopRun, match="another run is writing there"), locked(tmp_path / "x", timeout=0):
            pass
        threading.Timer(0.2, other.stdin.close).start()
        fill(tmp_path / "x", a="second")
        assert files(tmp_path / "x") == {"a": "second"}
        assert other.wait(timeout=20) == 0
    assert files(tmp_path) == {"x/a": "second"}


def test_a_run_waits_for_readers_and_readers_for_no_run_that_only_prepares(tmp_path):
    fill(tmp_path, a="1", b="1")
    writer = threading.Thread(target=fill, args=(tmp_path,), kwargs={"a": "2", "b": "2"})
    with reading(tmp_path):
        writer.start()
        while not (tmp_path / ".summitry-new" / "b").exists():
            writer.join(0.01)
        with reading(tmp_path):
            assert (tmp_path / "a").read_text() == "1"
        writer.join(0.1)
        assert writer.is_alive()
        assert (tmp_path / "b").read_text() == "1"
    writer.join()
    assert files(tmp_path) == {"a": "2", "b": "2"}
