"""`python -m training GOLD_FOLDER`: grow the scorer and write `ontology/frames/scorer.json`.

`--folds N` only measures: each document is judged by a forest that has not seen it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from pipeline.evaluate import DocumentScore, by_language, facts_of, language_of, nodes_of, rows, totals
from pipeline.evaluate.gold import gold_files
from pipeline.evaluate.scoring import score
from pipeline.graph import merge
from pipeline.relate import connect, relate
from pipeline.relate.frames import FOLDER
from pipeline.relate.scorer import LEAF, Forest, matrix
from training.examples import Example, Study, study

ROUNDS, LEAVES, RATE = 200, 15, 0.07
SMALLEST = 40  # examples in a leaf: what fewer show may be one author's habit
THINNED = 2  # of this many options that state nothing one is learned from, and counts for all
THRESHOLD = 0.4  # F1 over folds is flat from 0.3 to 0.5
DIGITS = 5


def main() -> None:
    """Read the arguments, grow, write."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    studies = [study(path) for path in gold_files(arguments.gold)]
    if arguments.folds:
        show(cross_validated(studies, arguments.folds))
        return
    found = [example for s in studies for example in s.examples]
    grown = grow(found)
    path = FOLDER / "scorer.json"
    path.write_text(json.dumps(grown, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {len(grown['trees'])} trees from {len(found)} examples", file=sys.stderr)


def cross_validated(studies: Sequence[Study], folds: int) -> list[DocumentScore]:
    """Each document scored with a forest grown from the documents of the other folds."""
    scores = []
    for fold in range(folds):
        seen = [e for i, s in enumerate(studies) if i % folds != fold for e in s.examples]
        grown = Forest.model_validate(grow(seen))
        for held in studies[fold::folds]:
            relations = connect(held.document, held.mentions, grown=grown)
            claims = relate(held.document, held.mentions, held.entities, relations)
            score_ = score(nodes_of(held.entities), facts_of(merge(claims)), held.gold)
            scores.append(DocumentScore(held.path, language_of(Path(held.document.source), held.document), score_))
    return scores


def show(scores: Sequence[DocumentScore]) -> None:
    """Print the figures of held-out documents: by property, by language, in all."""
    for name, row in [*rows(scores, "fact"), ("ALL", totals(scores, "fact"))]:
        print(f"{name:18} P {row.precision:.3f} R {row.recall:.3f} F {row.f1:.3f}  tp {row.tp} fp {row.fp} fn {row.fn}")
    for language, entities, facts in by_language(scores):
        row = f"P {facts.precision:.3f} R {facts.recall:.3f} F {facts.f1:.3f}"
        print(f"{language:4} entities F {entities.f1:.3f}  facts {row}")
    errors = [f"{s.gold.name}: {e}" for s in scores for e in s.score.errors]
    print("\n".join(errors), file=sys.stderr)


def grow(found: Sequence[Example]) -> dict[str, object]:
    """A forest from examples, as `scorer.Forest` reads it; the same examples give the same forest."""
    known = [e for i, e in enumerate(found) if e.label or (e.label == 0 and i % THINNED == 0)]
    measures = sorted({name for e in known for name in e.option.measures})
    table = matrix([e.option.measures for e in known], measures)
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=SMALLEST, l2_regularization=5.0,
        max_features=0.3, max_bins=63, early_stopping=False, random_state=0,
    )  # fmt: skip
    weights = np.array([min(6.0, e.weight) if e.label else float(THINNED) for e in known])
    model.fit(table, np.array([e.label for e in known]), sample_weight=weights)
    trees = [_tree(predictors[0].nodes) for predictors in model._predictors]
    return {
        "measures": measures,
        "base": round(float(model._baseline_prediction.ravel()[0]), DIGITS),
        "trees": trees,
        "threshold": THRESHOLD,
        "thresholds": {},
    }


def _tree(nodes: np.ndarray) -> dict[str, list[float]]:
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "measure": [LEAF if end else int(f) for end, f in zip(leaf, nodes["feature_idx"], strict=True)],
        "threshold": [0.0 if end else round(float(t), 4) for end, t in zip(leaf, nodes["num_threshold"], strict=True)],
        "left": [int(n) for n in nodes["left"]],
        "right": [int(n) for n in nodes["right"]],
        "value": [round(float(v), DIGITS) for v in nodes["value"]],
    }


if __name__ == "__main__":
    main()
