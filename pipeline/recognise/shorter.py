"""Names that a document gives in full once and shortened elsewhere: the surname, the name without its parent.

    阿西夫·阿里·扎尔达里 … 扎尔达里总统            the last part of one person's name
    亚信妇女理事会 … 妇女理事会宣告成立            the end of one body's name
    亚信第六次峰会 … 第六次峰会                    the end of one event's name, its number the same

A shorter name that ends several longer ones stands for none of them, except that a bare 秘书处 or a
ministry of the document's own country is told from the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Mention, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.overlap import place
from pipeline.recognise.reading import Reading

PARTS = re.compile(r"[ ·•・‧]")
ENDS = {"Organization", "Initiative", "Event"}  # classes whose Chinese names are shortened from the left
HOME = ("中国", "中华人民共和国", "中國", "中華人民共和國")  # whose ministries a Chinese text names bare
SHORTEST_SURNAME = 2
INITIAL = 2  # characters of an initial with its stop


def shortened(readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with every shorter name made to stand for its full one, and surnames found elsewhere."""
    surnames = _surnames(mentions)
    longer = _longer(mentions)
    linked = [_linked(m, surnames, longer) for m in mentions]
    return [*linked, *_repeated(readings, mentions, surnames)]


def _full(mention: Mention) -> bool:
    return mention.form == "name" and not mention.stands_for


def _surnames(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Last part of a person's name → the one person in the document whose it is."""
    found: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        parts = PARTS.split(mention.name)
        if mention.cls == "Person" and _full(mention) and len(parts) > 1 and len(parts[-1]) >= SHORTEST_SURNAME:
            found[parts[-1]].setdefault(mention.known or mention.name, mention)
    told = {surname: _fullest(list(of.values())) for surname, of in found.items()}
    return {surname: person for surname, person in told.items() if person is not None}


def _fullest(persons: Sequence[Mention]) -> Mention | None:
    """The one person of a surname; one named by initials too is the same if they agree: V. K. Iyer, Vasanthi Iyer."""
    full = [m for m in persons if not _initials_only(m.name)]
    if len(full) != 1:
        return persons[0] if len(persons) == 1 else None
    letters = _letters(full[0].name)
    others = [_letters(m.name) for m in persons if m is not full[0]]
    agree = all(a == b for other in others for a, b in zip(letters, other, strict=False))
    return full[0] if agree else None


def _initials_only(name: str) -> bool:
    return all(len(part) == 1 or part.endswith(".") and len(part) == INITIAL for part in PARTS.split(name)[:-1])


def _letters(name: str) -> list[str]:
    """The first letters of the names before a surname."""
    return [part[0] for part in PARTS.split(name)[:-1] if part]


def _longer(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """The Chinese mentions by full name, of each class."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=place):
        if mention.language.startswith("zh") and mention.cls in ENDS and _full(mention):
            found[mention.cls].append(mention)
    return found


def _linked(mention: Mention, surnames: dict[str, Mention], longer: dict[str, list[Mention]]) -> Mention:
    if not _full(mention):
        return mention
    to = _named_by(mention, surnames) if mention.cls == "Person" else _longer_name(mention, longer[mention.cls])
    if to is None or to.name == mention.name or (mention.known and mention.known != to.known):
        return mention
    return replace(mention, form="short", stands_for=to.name, known=to.known, kind=to.kind or mention.kind)


def _named_by(mention: Mention, surnames: dict[str, Mention]) -> Mention | None:
    """Whose surname a name is, alone or after initials."""
    parts = PARTS.split(mention.name)
    return surnames.get(parts[-1]) if _initials_only(mention.name) else None


def _longer_name(mention: Mention, candidates: Sequence[Mention]) -> Mention | None:
    """The one thing whose longer name this one ends."""
    if mention.known or not mention.language.startswith("zh") or mention.cls not in ENDS:
        return None
    fitting = [m for m in candidates if _ends(m, mention)]
    if mention.name in _bare(mention):
        fitting = [m for m in fitting if place(m) < place(mention)]
    distinct = {m.known or m.name: m for m in reversed(fitting)}
    if len(distinct) > 1 and mention.cls == "Organization":
        distinct = {k: m for k, m in distinct.items() if m.name.startswith(HOME)}
    if len(distinct) != 1:
        return None
    to = next(iter(distinct.values()))
    return to if len(to.name) > len(mention.name) else None


def _bare(mention: Mention) -> tuple[str, ...]:
    return lexicon(mention.language).words.get("bare_bodies", ())


def _ends(longer: Mention, mention: Mention) -> bool:
    if len(longer.name) <= len(mention.name) or longer.ordinal != mention.ordinal:
        return False
    if longer.cls == "Event":
        return longer.kind == mention.kind and (
            longer.name.endswith(mention.name) or longer.name.startswith(mention.name + "暨")
        )
    return longer.name.endswith(mention.name)


def _repeated(
    readings: Sequence[Reading], mentions: Sequence[Mention], surnames: dict[str, Mention]
) -> Iterator[Mention]:
    """Chinese surnames that nothing else found: 扎尔达里 where the tagger saw no person."""
    chinese = {s: m for s, m in surnames.items() if m.language.startswith("zh")}
    if not chinese:
        return
    pattern = re.compile("|".join(re.escape(s) for s in sorted(chinese, key=lambda s: (-len(s), s))))
    taken: dict[int, list[Span]] = defaultdict(list)
    for mention in mentions:
        taken[mention.passage].append(mention.span)
    for reading in readings:
        for match in pattern.finditer(reading.passage.text):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken[reading.index]):
                to = chinese[match.group()]
                yield reading.mention(span, "Person", form="short", stands_for=to.name, known=to.known)
