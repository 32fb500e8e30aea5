"""How likely candidates state a property: boosted trees over their measures, one forest for all languages.

The forest is grown by `python -m training` and lies as text in `ontology/frames/scorer.json`. Names and words
are no measures, so what it has learned of one body or language holds for others; a new property is judged by
what its frame and its neighbourhood count for in all the rest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import StopRun
from pipeline.relate.frames import FOLDER

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Matrix = NDArray[float32]

SHOWN = 3  # measures named in a reason
LEAF = -1


class Tree(BaseModel):
    """One tree as parallel lists; `measure` is LEAF at a leaf. A node's `value` is what it would answer itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    measure: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


class Forest(BaseModel):
    """The trees, what they measure, and from which probability on a property is accepted.

    `curves` says how often what a source read, at a probability, was right on documents that the trees had not seen.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    measures: list[str]
    base: float
    trees: list[Tree]
    threshold: float
    thresholds: dict[str, float]
    curves: dict[str, list[tuple[float, float]]] = {}

    def accepts(self, property_: str, probability: float) -> bool:
        """Whether a probability is enough for a property."""
        return probability >= self.thresholds.get(property_, self.threshold)


@cache
def forest() -> Forest:
    """The forest as grown; StopRun if its file is broken."""
    path = FOLDER / "scorer.json"
    try:
        return Forest.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, json.JSONDecodeError, ValidationError) as error:
        raise StopRun(f"{path}: {' '.join(str(error).split())[:200]}; grow it again (make train)") from error


def matrix(rows: Sequence[dict[str, float]], measures: Sequence[str]) -> Matrix:
    """Measures as a table, a row a candidate; what a candidate has no measure of is 0."""
    import numpy as np

    column = {name: i for i, name in enumerate(measures)}
    table = np.zeros((len(rows), len(measures)), dtype=np.float32)
    for at, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                table[at, column[name]] = value
    return table


def probabilities(rows: Sequence[dict[str, float]], grown: Forest) -> list[float]:
    """The probability that a forest gives each candidate, in order."""
    import numpy as np

    if not rows:
        return []
    table = matrix(rows, grown.measures)
    total = np.full(len(rows), grown.base)
    for tree in grown.trees:
        total += _answers(_arrays(tree), table)
    return [float(p) for p in 1 / (1 + np.exp(-total))]


def _arrays(tree: Tree) -> tuple[Matrix, ...]:
    import numpy as np

    threshold = np.array(tree.threshold, dtype=np.float32)
    return np.array(tree.measure), threshold, np.array(tree.left), np.array(tree.right), np.array(tree.value)


def _answers(tree: tuple[Matrix, ...], table: Matrix) -> Matrix:
    """What a tree answers for every row: all rows walk down one level at a time."""
    import numpy as np

    measure, threshold, left, right, value = tree
    at = np.zeros(len(table), dtype=np.int64)
    rows = np.arange(len(table))
    while True:
        inner = measure[at] != LEAF
        if not inner.any():
            return value[at]
        goes_left = table[rows, np.maximum(measure[at], 0)] <= threshold[at]
        at = np.where(inner, np.where(goes_left, left[at], right[at]), at)


def reason(row: dict[str, float], grown: Forest) -> str:
    """The measures that spoke most for a candidate: the steps of its way down the trees that raised the answer most."""
    weights: dict[str, float] = {}
    for tree in grown.trees:
        at = 0
        while tree.measure[at] != LEAF:
            name = grown.measures[tree.measure[at]]
            below = tree.left[at] if row.get(name, 0.0) <= tree.threshold[at] else tree.right[at]
            weights[name] = weights.get(name, 0.0) + tree.value[below] - tree.value[at]
            at = below
    strongest = sorted(weights.items(), key=lambda w: (-w[1], w[0]))[:SHOWN]
    return ", ".join(f"{name} {row.get(name, 0.0):g}" for name, weight in strongest if weight > 0)
