"""The run as a whole: what is read, what is skipped, and that nothing but the input decides the output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.run import build, read_all, sources

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    "en.txt": "The Russian Federation and the Republic of Belarus met in Minsk on 3 July 2024.\n"
    "Kazakhstan and Uzbekistan joined the Delta Water Forum in 2019.\n",
    "ru.txt": "Российская Федерация и Республика Беларусь провели встречу в Минске 3 июля 2024 года.\n",
    "zh.md": "哈萨克斯坦和乌兹别克斯坦于2024年7月3日在塔什干举行会议。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of three languages, one of them in a folder of its own, and files that are no documents."""
    inputs = tmp_path / "in"
    (inputs / "deeper").mkdir(parents=True)
    for name, text in TEXTS.items():
        (inputs / ("deeper" if name == "ru.txt" else ".") / name).write_text(text, encoding="utf-8")
    (inputs / "picture.png").write_bytes(b"\x89PNG")
    return inputs


def contents(out: Path) -> dict[str, bytes]:
    """The files of a build by name; its store is a copy of them, with times of its own."""
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and "store" not in path.relative_to(out).parts]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def test_folders_are_searched_for_documents(folder: Path) -> None:
    found, missing = sources([folder, folder / "zh.md"])
    assert [str(path.relative_to(folder)) for path in found] == ["deeper/ru.txt", "en.txt", "zh.md"]
    assert missing == []


def test_what_names_no_document_is_named(folder: Path) -> None:
    (folder / "empty").mkdir()
    _, missing = sources([folder / "empty", folder / "none.txt"])
    assert [error.path for error in missing] == [str(folder / "empty"), str(folder / "none.txt")]


def test_one_document_twice_is_one(folder: Path) -> None:
    (folder / "deeper" / "en.txt").write_text(TEXTS["en.txt"], encoding="utf-8")
    documents, skipped = read_all([folder])
    assert sorted(document.source for document in documents) == ["en.txt", "ru.txt", "zh.md"]
    assert [document.id for document in documents] == sorted(document.id for document in documents)
    assert skipped == []


def test_a_file_that_cannot_be_opened_is_skipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", denied)
    documents, skipped = read_all([folder / "en.txt"])
    assert documents == []
    assert "Permission denied" in str(skipped[0])


def test_nothing_readable_leaves_the_former_graph(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "graph.ttl").write_text("# former", encoding="utf-8")
    with pytest.raises(StopRun, match="no document could be read"):
        build([folder / "none.txt"], out)
    assert contents(out) == {"graph.ttl": b"# former"}


def test_the_report_counts_what_the_graph_holds(folder: Path, tmp_path: Path) -> None:
    from rdflib import RDF, Graph

    from pipeline.sparql import SMT

    report = build([folder, folder / "none.txt"], tmp_path / "out", workers=1)
    graph = Graph().parse(tmp_path / "out" / "graph.ttl")
    assert (report.documents, [error.path for error in report.skipped]) == (3, [str(folder / "none.txt")])
    assert report.entities["State"] == len(set(graph.subjects(RDF.type, SMT.State))) >= 4
    assert sum(report.facts.values()) == sum(1 for _, p, _ in graph if str(p).removeprefix(str(SMT)) in report.facts)


@pytest.mark.parametrize(("seed", "workers", "backwards"), [("1", "1", False), ("2", "2", True)])
def test_only_the_input_decides_the_bytes(
    folder: Path, tmp_path: Path, *, seed: str, workers: str, backwards: bool
) -> None:
    """Neither hash seeds, nor processes, nor the order of the arguments."""
    inputs = sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".md"})
    build(inputs, tmp_path / "one", workers=1)
    command = [sys.executable, ROOT / "cli.py", "build", *(reversed(inputs) if backwards else inputs)]
    subprocess.run(
        [*command, "--out", tmp_path / "other", "--workers", workers],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
