"""Which of several overlapping mentions stand.

[   Council of Heads of State of the SCO   ]     kept: the maximal name
[Council of Heads of State]                      dropped: part of a longer name of its class …
                               [SCO]             kept: … but a body's parent is a mention (nesting.py)
       [of State of the SCO Summit   ]           dropped: crosses a longer one
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.model import Mention
from pipeline.recognise.nesting import nests

VALUES = {"Date", "Office", "Theme"}
STRETCH = 64  # characters


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that stand, in order of place: longer before shorter, nested only where it says something.

    Whether an inner name may stay is decided by the recogniser that read the outer one: an inner
    mention is kept only if it was found with `inside` in mind, i.e. its pair of classes is in NESTS.
    """
    kept: list[Mention] = []
    near: dict[tuple[int, int], list[Mention]] = defaultdict(list)  # kept mentions by stretch of a passage
    for mention in sorted(mentions, key=_rank):
        stretches = _stretches(mention)
        if all(_agree(other, mention) for stretch in stretches for other in near[stretch]):
            kept.append(mention)
            for stretch in stretches:
                near[stretch].append(mention)
    return sorted(kept, key=place)


def _stretches(mention: Mention) -> list[tuple[int, int]]:
    """Where a mention lies: only mentions that share a stretch can overlap."""
    first, last = mention.span.start // STRETCH, max(mention.span.start, mention.span.end - 1) // STRETCH
    return [(mention.passage, number) for number in range(first, last + 1)]


def place(mention: Mention) -> tuple[int, int, int, str]:
    """Sort key: by place in the document, outer before inner."""
    return (mention.passage, mention.span.start, -mention.span.end, mention.cls)


def _rank(mention: Mention) -> tuple[int, int, int, str, str]:
    return (-len(mention.span), mention.span.start, _doubt(mention), mention.cls, mention.name)


def _doubt(mention: Mention) -> int:
    """Of two readings of the same words a listed name stands, then a short name the document introduced.

    Before both comes a state that a word stands for (the capital for its government): context said so.
    """
    if mention.known and mention.form == "demonym":
        return -1
    if mention.known and mention.form != "reference":
        return 0
    return {"short": 1, "name": 2, "demonym": 2, "reference": 3}[mention.form]


def _agree(outer: Mention, mention: Mention) -> bool:
    if not outer.span.overlaps(mention.span):
        return True
    if outer.span == mention.span or not outer.span.contains(mention.span):
        return False
    if outer.cls == "Theme":  # a theme is a text of its own, which may speak of a doctrine
        return mention.cls == "Initiative"
    if outer.cls in VALUES or mention.cls in VALUES:
        return mention.cls in VALUES and outer.cls not in VALUES and mention.cls != "Office"
    return nests(outer, mention)
