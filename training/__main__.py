"""`python -m training GOLD_FOLDER`: grow the scorer and write `ontology/frames/scorer.json`.

`--folds N` only measures: each document is judged by a forest that has not seen it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from pipeline.evaluate import DocumentScore, by_language, facts_of, language_of, nodes_of, rows, totals
from pipeline.evaluate.gold import gold_files
from pipeline.evaluate.scoring import score
from pipeline.graph import merge
from pipeline.relate import connect, relate
from pipeline.relate.frames import FOLDER
from pipeline.relate.relation import Relation
from pipeline.relate.scorer import LEAF, Forest, matrix
from training.examples import Example, Study, study

ROUNDS, LEAVES, RATE = 200, 15, 0.07
SMALLEST = 40  # examples in a leaf: what fewer show may be one author's habit
THINNED = 2  # of this many options that state nothing one is learned from, and counts for all
THRESHOLD = 0.4  # F1 over folds is flat from 0.3 to 0.5
DIGITS = 5
OWN = Path(__file__).resolve().parent  # documents composed for training
FOLDS = 3  # from which confidence is learned
KNOTS = 9  # points of a curve of confidence, at most


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
    grown = grow(found) | {"curves": curves(studies, FOLDS)}
    path = FOLDER / "scorer.json"
    path.write_text(json.dumps(grown, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {len(grown['trees'])} trees from {len(found)} examples", file=sys.stderr)


def cross_validated(studies: Sequence[Study], folds: int) -> list[DocumentScore]:
    """Each document scored with a forest grown from the documents of the other folds."""
    return [judged(held, relations) for held, relations in held_out(studies, folds)]


def held_out(studies: Sequence[Study], folds: int) -> Iterator[tuple[Study, tuple[Relation, ...]]]:
    """Each document with what a forest reads in it that was grown from the documents of the other folds."""
    for fold in range(folds):
        seen = [e for i, s in enumerate(studies) if i % folds != fold for e in s.examples]
        grown = Forest.model_validate(grow(seen))
        for held in studies[fold::folds]:
            yield held, connect(held.document, held.mentions, grown=grown)


def judged(held: Study, relations: Sequence[Relation]) -> DocumentScore:
    """The score of what was read in a document."""
    claims = relate(held.document, held.mentions, held.entities, relations)
    score_ = score(nodes_of(held.entities), facts_of(merge(claims)), held.gold)
    return DocumentScore(held.path, language_of(Path(held.document.source), held.document), score_)


def curves(studies: Sequence[Study], folds: int) -> dict[str, list[tuple[float, float]]]:
    """For each source: how often what it reads at a probability of the forest is right, in documents held out.

    Only our own documents tell: the phrases were written with those of ../shared open, and are right there more often
    than anywhere else.
    """
    seen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for held, relations in held_out(studies, folds):
        if not held.path.resolve().is_relative_to(OWN):
            continue
        right = judged(held, relations).score.right
        entity = {index: e.id for e in held.entities for _, index in e.mentions}
        best: dict[tuple[str, str, str], Relation] = {}
        for r in relations:
            fact = entity.get(r.subject, ""), r.property, r.value or entity.get(r.object, "")
            if fact in right and (fact not in best or r.probability > best[fact].probability):
                best[fact] = r
        for fact, r in best.items():
            seen[r.source].append((r.raw, right[fact]))
    return {source: curve(pairs) for source, pairs in sorted(seen.items())}


def curve(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """How often something is right, never falling with the probability: at its mean in groups of equal size."""
    ordered = sorted(pairs)
    model = IsotonicRegression(y_min=0.02, y_max=0.99, out_of_bounds="clip")
    model.fit([p for p, _ in ordered], [float(right) for _, right in ordered])
    groups = np.array_split(np.array([p for p, _ in ordered]), min(KNOTS, 1 + len(ordered) // 30))
    knots = sorted({round(float(group.mean()), 3) for group in groups if len(group)})
    return [(knot, round(float(model.predict([knot])[0]), 3)) for knot in knots]


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
