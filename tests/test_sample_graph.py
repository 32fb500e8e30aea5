"""The graph of the sample corpus is committed: a build of `data/raw` gives the very same bytes (`make graph`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.run import build

ROOT = Path(__file__).resolve().parents[1]
RAW, GRAPH = ROOT / "data" / "raw", ROOT / "data" / "graph"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample") / "graph"
    report = build([RAW], out, workers=1)
    assert not report.skipped
    return out


@pytest.mark.parametrize("name", ["graph.ttl", "evidence.ttl", "background.ttl"])
def test_a_build_reproduces_the_committed_turtle(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == (GRAPH / name).read_bytes(), "not current; make graph"


def test_a_build_reproduces_the_committed_texts(built: Path) -> None:
    texts = {p.name: p.read_bytes() for p in (built / "documents").iterdir()}
    assert texts == {p.name: p.read_bytes() for p in (GRAPH / "documents").iterdir()}


def test_every_kind_of_reader_and_language_is_in_the_sample() -> None:
    evidence = (GRAPH / "evidence.ttl").read_text(encoding="utf-8")
    assert len(list(RAW.glob("*.txt"))) >= 8
    assert all(f'"{tag}"' in evidence for tag in ("zh-hans", "zh-hant", "ru", "en"))
