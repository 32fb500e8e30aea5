"""The same documents in simplified and in traditional characters yield the same: within 0.02 of F1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.evaluate import Figures, evaluate, totals
from pipeline.scripts import convert

ROOT = Path(__file__).resolve().parent.parent
OURS, SHARED = ROOT / "training" / "gold", ROOT.parent / "shared" / "gold" / "dev"
WITHIN = 0.02


@pytest.mark.parametrize("folder", [OURS, pytest.param(SHARED, marks=pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs ../shared/gold/dev"))], ids=["ours", "dev"])  # fmt: skip
def test_both_scripts_yield_the_same(folder: Path, tmp_path: Path) -> None:
    figures = {table: _figures(folder, tmp_path / table, table) for table in ("t2s", "s2tw")}
    for kind in ("entity", "fact"):
        found = {table: round(both[kind].f1, 4) for table, both in figures.items()}
        assert max(found.values()) - min(found.values()) <= WITHIN, (kind, found)


def _figures(folder: Path, to: Path, table: str) -> dict[str, Figures]:
    to.mkdir()
    scores = evaluate(list(_converted(folder, to, table)))
    assert len(scores) > 15
    return {kind: totals(scores, kind) for kind in ("entity", "fact")}


def _converted(folder: Path, to: Path, table: str) -> Iterator[Path]:
    """Chinese documents of the folder (of our many every second one), as an OpenCC table writes them, with their gold."""
    for gold in sorted(folder.glob("zh_*.json"))[:: 2 if folder == OURS else 1]:
        text = gold.with_suffix(".txt").read_text(encoding="utf-8")
        (to / gold.with_suffix(".txt").name).write_text(convert(text, table), encoding="utf-8")
        told = json.loads(gold.read_text(encoding="utf-8"))
        for fact in told["facts"]:
            fact["quote"] = convert(fact.get("quote", ""), table)
        (to / gold.name).write_text(
            json.dumps({**told, "document": gold.with_suffix(".txt").name}, ensure_ascii=False), encoding="utf-8"
        )
        yield to / gold.name
