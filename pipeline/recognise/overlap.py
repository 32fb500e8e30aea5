"""Which of several overlapping mentions stand.

[   Council of Heads of State of the SCO   ]     kept: the maximal name
[Council of Heads of State]                      dropped: part of a longer name of its class …
                               [SCO]             kept: … but a body's parent is a mention (nesting.py)
       [of State of the SCO Summit   ]           dropped: crosses a longer one
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Mention
from pipeline.recognise.nesting import nests

VALUES = {"Date", "Office", "Theme"}


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that stand, in order of place: longer before shorter, nested only where it says something.

    Whether an inner name may stay is decided by the recogniser that read the outer one: an inner
    mention is kept only if it was found with `inside` in mind, i.e. its pair of classes is in NESTS.
    """
    kept: dict[int, list[Mention]] = {}
    for mention in sorted(mentions, key=_rank):
        others = kept.setdefault(mention.passage, [])
        if all(_agree(other, mention) for other in others):
            others.append(mention)
    return sorted((m for ms in kept.values() for m in ms), key=place)


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
