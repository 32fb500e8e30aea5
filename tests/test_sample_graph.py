"""The graph of the sample corpus is committed: a build of `data/raw` gives the very same bytes (`make graph`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.run import build, read_all
from tests.retracted import recognised_once, retracted

ROOT = Path(__file__).resolve().parents[1]
RAW, GRAPH = ROOT / "data" / "raw", ROOT / "data" / "graph"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    out = tmp_path_factory.mktemp("sample") / "graph"
    with recognised_once():
        report = build([RAW], out, workers=1)
        assert not report.skipped
        yield out


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


ITS_OWN = {  # names of things that only one document gives them; but for 03, which alone is in traditional characters
    "01_samarkand_declaration.txt": {
        "org-sco-chs": {'"理事会"@zh-hans'},
        "org-sco-rats-ec": {'"执行委员会"@zh-hans'},
        "q485207": {'"本组织"@zh-hans'},
    },
    "02_tashkent_communique.txt": {
        "agr-sco-env-concept": {'"Концепция"@ru'},
        "org-sco-rats-ec": {'"Исполком РАТС"@ru'},
    },
    "08_sco_chronicle.txt": {"org-sco-chs": {'"元首理事会"@zh-hans'}},
    "10_eu_central_asia_press.txt": {"q5753": {'"SAMARKAND"@en'}},
    "11_central_asia_table.txt": {"per-mirziyoyev": {'"Ш. Мирзиёев"@ru'}},
    "12_csto_letter.txt": {
        "per-lukashenko": {'"А. Лукашенко"@ru'},
        "per-tokayev": {'"К.-Ж. Токаев"@ru'},
        "q7747": {'"В. Путин"@ru'},
    },
}


def test_a_document_taken_out_takes_only_what_it_supported(built: Path, tmp_path: Path) -> None:
    """Of each document in turn: no thing of another document becomes another, or is of another class."""
    for document in read_all([RAW])[0]:
        others = [path for path in sorted(RAW.glob("*.txt")) if path.name != document.source]
        build(others, tmp_path / "graph", workers=1)
        moved = retracted(built, tmp_path / "graph", document.id)
        assert (moved.ids, moved.classes) == ({}, {}), document.source
        assert not [thing for thing, (_, won) in moved.names.items() if won], document.source
        lost = {thing: names for thing, (names, _) in moved.names.items()}
        if document.source == "03_kazan_news.txt":
            assert len(lost) > 10
            assert all(re.fullmatch('"[^"]+"@zh-hant', name) for names in lost.values() for name in names)
        else:
            assert lost == ITS_OWN.get(document.source, {}), document.source
