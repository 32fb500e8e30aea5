"""A folder is replaced as a whole or not at all, whatever a killed run left beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.replace import replacing

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
    with pytest.raises(StopRun, match=r"x: can't be written: (File exists|Not a directory)"):
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
    root = Path(__file__).parent.parent
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "x")], check=False, cwd=root)
    assert len(names(tmp_path)) == 2
    assert files(tmp_path / "x") == {"a": "1"}
    fill(tmp_path / "x", a="2")
    assert files(tmp_path) == {"x/a": "2"}
    assert names(tmp_path) == ["x"]


def test_a_run_killed_between_its_two_renames_loses_nothing(tmp_path):
    fill(tmp_path / "x", a="1")
    (tmp_path / "x").rename(tmp_path / ".x.former-1")
    with pytest.raises(ZeroDivisionError):
        break_off(tmp_path / "x")
    assert files(tmp_path) == {"x/a": "1"}


def test_a_former_folder_not_yet_removed_is(tmp_path):
    fill(tmp_path / "x", a="1")
    (tmp_path / ".x.former-1").mkdir()
    fill(tmp_path / "x", a="2")
    assert names(tmp_path) == ["x"]


def test_what_another_run_is_writing_is_left_alone(tmp_path):
    code = KILLED.replace("os._exit(9)", "print(flush=True); sys.stdin.read()")
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "x")], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        fill(tmp_path / "x", a="first")
        assert files(tmp_path / "x") == {"a": "first"}
        other.stdin.close()
        assert other.wait(timeout=20) == 0
    assert files(tmp_path) == {"x/a": "half"}
