"""Which of several overlapping mentions stand.

[   Council of Heads of State of the SCO   ]     kept: the maximal name
[Council of Heads of State]                      dropped: part of a longer name of its class …
                               [SCO]             kept: … but a body's parent is a mention (NESTS)
       [of State of the SCO Summit   ]           dropped: crosses a longer one
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline import authority
from pipeline.model import Mention
from pipeline.recognise.lexicon import lexicon

# (outer class, inner class): an inner name that states something of the outer one stays a mention.
NESTS = {
    ("Organization", "Organization"),
    ("Event", "Organization"),
    ("Event", "Initiative"),
    ("Event", "Place"),
    ("Event", "State"),
    ("Event", "Person"),
    ("Event", "Event"),
    ("Event", "Agreement"),
    ("Organization", "Agreement"),
    ("Agreement", "Organization"),
    ("Agreement", "Agreement"),
    ("Agreement", "State"),
    ("Agreement", "Event"),
    ("Place", "State"),
}  # fmt: skip
CONTESTS = (
    "运动会",
    "運動會",
    "锦标赛",
    "錦標賽",
    "大赛",
    "大賽",
    "博览会",
    "博覽會",
    "交易会",
    "交易會",
    "展览会",
    "展覽會",
)
STATE_ORGANS = (
    "Ministry",
    "Ministries",
    "Government",
    "Embassy",
    "Parliament",
    "Permanent Mission",
    "Consulate",
    "National Assembly",
    "Senate",
)
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
    if outer.cls in VALUES or mention.cls in VALUES:
        if outer.cls == "Theme":  # a theme is a text of its own, which may speak of a doctrine
            return mention.cls == "Initiative"
        return mention.cls in VALUES and outer.cls not in VALUES and mention.cls != "Office"
    if (outer.cls, mention.cls) == ("Event", "Place") and mention.language.startswith("zh"):
        # 阿斯塔纳峰会 is named by its place; 亚洲冬季运动会 is not
        return not (_wide(mention) or outer.name.partition(mention.name)[2].endswith(CONTESTS))
    if outer.kind == "ThematicYear" and mention.cls == "Person":
        return False  # the year of somebody
    if (outer.cls, mention.cls) == ("Organization", "State"):  # a ministry's state, told at either end of its name
        if mention.language.startswith("zh"):
            return False  # 哈萨克斯坦开发银行: only part of the name
        if mention.language == "en" and not outer.name.startswith(STATE_ORGANS):
            return False  # the Bank of Canada
        if mention.language == "ru" and outer.name.casefold().startswith(tuple(lexicon("ru").words["private_bodies"])):
            return False  # Университет Исландии
        return mention.span.end == outer.span.end or mention.span.start == outer.span.start
    if (outer.cls, mention.cls, mention.language) == ("Event", "Place", "en") and _wide(mention):
        return False  # the Africa Climate Summit is not held in Africa by its name
    if (outer.cls, mention.cls, mention.language) == ("Agreement", "Agreement", "en"):
        return mention.span.start > outer.span.start  # Vienna Document | 1999
    return (outer.cls, mention.cls) in NESTS


def _wide(mention: Mention) -> bool:
    """Whether a listed place lies in no one state: a continent, a sea."""
    known = authority.load().by_id.get(mention.known)
    return known is not None and not known.parent
