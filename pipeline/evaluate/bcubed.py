"""B-cubed: how well a partition agrees with another, seen from every item (Bagga & Baldwin 1998).

of one item      precision  the share of those its system's cluster puts with it that the gold puts with it too
                 recall     the share of those the gold puts with it that the system puts with it too
of a partition   the mean over all items; F1 is the harmonic mean of the two means
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def b_cubed(system: Mapping[Item, str], gold: Mapping[Item, str]) -> tuple[float, float, float]:
    """(precision, recall, F1) of the clusters that `system` makes of the items of `gold`; each maps an item to its own.

    An item that only `gold` has is a cluster of its own in the system; one that only `system` has counts nothing.
    Both are 1 where there is no item.
    """
    if not gold:
        return 1.0, 1.0, 1.0
    placed = {item: (True, system[item]) if item in system else (False, item) for item in gold}
    ours, theirs = Counter(placed.values()), Counter(gold.values())
    both = Counter((placed[item], gold[item]) for item in gold)
    precision = sum(both[placed[i], gold[i]] / ours[placed[i]] for i in gold) / len(gold)
    recall = sum(both[placed[i], gold[i]] / theirs[gold[i]] for i in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
