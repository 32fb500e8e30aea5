"""Hold extraction to its floors: `gates.py FLOORS.toml` exits with 1 if any figure lies below its floor."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pipeline.evaluate import DocumentScore, by_language, evaluate, qualifiers, rows, totals
from pipeline.evaluate.gold import gold_files
from pipeline.evaluate.stages import evaluate_stages, stage_rows
from pipeline.evaluate.tally import shown

ROOT = Path(__file__).resolve().parents[1]

ENOUGH = 20  # entities of a class in the gold, for its figure to mean something


def main(path: Path) -> int:
    """Measure each gold folder that is there, print its figures, and say whether any lies too low."""
    floors = tomllib.loads(path.read_text(encoding="utf-8"))
    return 1 if _stages(floors) + _gold(floors) else 0


def _stages(floors: dict[str, Any]) -> int:
    """The stages on the project's own documents; how many figures lie too low."""
    failed = 0
    for gold in floors["stages"]:
        rows = stage_rows(evaluate_stages([ROOT / gold["path"]]))
        for row in rows:
            found = {"P": row.tally.precision, "R": row.tally.recall}
            for figure, floor in gold.get(row.stage, {}).items() if row.language == "all" else ():
                low = (found[figure] or 0.0) < floor
                failed += low
                mark = "  TOO LOW" if low else ""
                print(f"{gold['path']}: {row.stage:15} {figure} {shown(found[figure])}  floor {floor:.3f}{mark}")
    return failed


def _gold(floors: dict[str, Any]) -> int:
    """Entities and facts on the gold in the checkout and beside it; how many figures lie too low."""
    failed = 0
    for gold in floors["gold"]:
        folder = next((root / gold["path"] for root in (ROOT, ROOT.parent) if (root / gold["path"]).is_dir()), None)
        if folder is None:
            print(f"{gold['path']}: not there, not measured")
            continue
        files = [f for f in gold_files([folder]) if not fnmatch(f.name, gold.get("except", ""))]
        scores = evaluate(files)
        figures = {"entities": totals(scores, "entity").f1, "facts": totals(scores, "fact").f1}
        measured = [(name, figures[name], gold[name]) for name in figures]
        measured += [(f"facts {language}", facts.f1, gold["language"]) for language, _, facts in by_language(scores)]
        measured += [(name, f1, gold["class"]) for name, f1 in _each(scores) if "class" in gold]
        figured = [(name, "F1", found, floor) for name, found, floor in measured] + list(_told(scores, gold))
        for name, figure, found, floor in figured:
            low = found < floor
            failed += low
            print(f"{gold['path']}: {name:17} {figure:5} {found:.3f}  floor {floor:.3f}{'  TOO LOW' if low else ''}")
    return failed


def _told(scores: Sequence[DocumentScore], gold: dict[str, Any]) -> Iterator[tuple[str, str, float, float]]:
    """Precision and F1 of each property with a floor, and how often modality and validity of what was found are right.

    A property with enough in the gold and no floor lies too low.
    """
    floors = gold.get("properties", {})
    for name, found in rows(scores, "fact") if floors else ():
        precise, f1 = floors.get(name, (1.01, 1.01) if found.tp + found.fn >= ENOUGH else (0.0, 0.0))
        yield name, "P", found.precision, precise
        yield name, "F1", found.f1, f1
    for name, found in qualifiers(scores):
        if name in gold.get("right", {}):
            yield name, "right", found.recall, gold["right"][name]


def _each(scores: Sequence[DocumentScore]) -> list[tuple[str, float]]:
    """Entity F1 of each class that has enough in the gold, and of each language."""
    classes = [(cls, found.f1) for cls, found in rows(scores, "entity") if found.tp + found.fn >= ENOUGH]
    return classes + [(f"entities {language}", of.f1) for language, of, _ in by_language(scores)]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
