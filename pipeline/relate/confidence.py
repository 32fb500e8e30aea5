"""How sure a claim is: how often what was read like it turned out right on documents not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.relate.relation import Relation
from pipeline.relate.scorer import forest


def confidence(relation: Relation) -> float:
    """The share of readings like this that are right, above 0 and at most 1: by what read it, and the forest's opinion.

    Without a curve for its source, the reading's own probability.
    """
    curve = forest().curves.get(relation.source)
    return along(curve, relation.raw) if curve else relation.probability


def along(curve: Sequence[tuple[float, float]], at: float) -> float:
    """The height of a curve of straight pieces; before its first point and after its last it is level."""
    for (low, first), (high, second) in pairwise(curve):
        if low <= at < high:
            return first + (second - first) * (at - low) / (high - low)
    return curve[0][1] if at < curve[0][0] else curve[-1][1]
