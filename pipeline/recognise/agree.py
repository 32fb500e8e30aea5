"""One name, one class: what a document calls by one name is not an event here and an initiative there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Mention
from pipeline.scripts import fold, simplify

DOUBTFUL = ("Event", "Initiative")  # a forum, a mechanism: its shape leaves open which; the first wins a tie


def agreed(mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions; a name read in both of the doubtful classes is of the one that most of its mentions have.

    An edition with a number or years of its own is left as it is: beside it the series may stand.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for mention in mentions:
        if _is_doubtful(mention):
            counts.setdefault(_key(mention), Counter())[mention.cls] += 1
    return [_of_most(m, counts[_key(m)]) if _is_doubtful(m) else m for m in mentions]


def _is_doubtful(mention: Mention) -> bool:
    alone = mention.ordinal is None and mention.period is None and not mention.known
    return mention.cls in DOUBTFUL and mention.form == "name" and alone


def _key(mention: Mention) -> tuple[str, str]:
    return mention.language[:2], fold(simplify(mention.name))


def _of_most(mention: Mention, found: Counter[str]) -> Mention:
    most = max(DOUBTFUL, key=lambda cls: (found[cls], -DOUBTFUL.index(cls)))
    return mention if most == mention.cls else replace(mention, cls=most, kind="")
