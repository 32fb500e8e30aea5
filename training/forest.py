"""Growing the forest of `pipeline/relate/scorer.py` with scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from pipeline.relate.scorer import LEAF, matrix
from training.examples import Example

ROUNDS, LEAVES, RATE = 200, 15, 0.07
SMALLEST = 40  # examples in a leaf: what fewer show may be one author's habit
THINNED = 2  # of this many options that state nothing one is learned from, and counts for all
THRESHOLD = 0.5  # below, precision falls; above, F1 does on documents whose phrases nobody has read
DIGITS = 5


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
