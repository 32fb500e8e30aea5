"""Hold extraction to its floors: `gates.py FLOORS.toml` exits with 1 if any figure lies below its floor."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from pipeline.evaluate import by_language, evaluate, totals


def main(floors: Path) -> int:
    """Measure each gold folder that is there, print its figures, and count what lies too low."""
    root = Path(__file__).resolve().parents[2]
    failed = 0
    for gold in tomllib.loads(floors.read_text(encoding="utf-8"))["gold"]:
        folder = root / gold["path"]
        if not folder.is_dir():
            print(f"{gold['path']}: not there, not measured")
            continue
        scores = evaluate([folder])
        figures = {"entities": totals(scores, "entity").f1, "facts": totals(scores, "fact").f1}
        measured = [(name, figures[name], gold[name]) for name in figures]
        measured += [(f"facts {language}", facts.f1, gold["language"]) for language, _, facts in by_language(scores)]
        for name, found, floor in measured:
            low = found < floor
            failed += low
            print(f"{gold['path']}: {name:10} F1 {found:.3f}  floor {floor:.3f}{'  TOO LOW' if low else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
