"""A graph whose states are kept, the command that does, and another state of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.test_cli import summitry

OURS = ("graph.ttl", "evidence.ttl", "background.ttl", "documents")


@pytest.fixture
def graph(world: Path, tmp_path: Path) -> Path:
    """A copy of the world's graph, to do with as one likes."""
    return shutil.copytree(world, tmp_path / "graph")


@pytest.fixture
def ran(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    return lambda *arguments: summitry("snapshot", *arguments, capsys=capsys, monkeypatch=monkeypatch)


def contents(folder: Path) -> dict[str, bytes]:
    """What a build wrote, by path."""
    files = [file for name in OURS for file in (folder / name, *(folder / name).glob("*")) if file.is_file()]
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def spoil(graph: Path) -> None:
    """Another state: a fact less, a document less, a file more."""
    text = (graph / "graph.ttl").read_text(encoding="utf-8")
    (graph / "graph.ttl").write_text(text.replace("    smt:ordinal 10 ;\n", ""), encoding="utf-8")
    min((graph / "documents").iterdir()).unlink()
    (graph / "documents" / "0123456789abcdef.txt").write_text("?", encoding="utf-8")
