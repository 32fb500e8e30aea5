"""Facts that stand inside a name: its number, its years, the body it is of, the place it is named by.

[ [Council of Heads of State] of the [SCO] ]        partOf
24th meeting of the [Council of Heads of State]     ordinal 24, meetingOf
[Astana] Summit                                     heldIn
Memorandum between the [Secretariat] and the [Bank] party
… Strategy until 2035                               validTo 2035
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from pipeline import authority
from pipeline.languages import ANALYSERS
from pipeline.model import Mention, Span
from pipeline.relate.frames import Triggers, load
from pipeline.relate.relation import Relation

# What an inner name is to the outer one, by their classes.
STATES = {
    ("Organization", "Organization"): "partOf",
    ("Place", "State"): "partOf",
    ("Event", "Event"): "partOf",
    ("Event", "Organization"): "meetingOf",
    ("Event", "Initiative"): "meetingOf",
    ("Event", "Place"): "heldIn",
    ("Agreement", "Organization"): "adoptedBy",
    ("Agreement", "State"): "party",
}
UTTERED = {"Statement", "Declaration", "Communique", "Resolution", "Decision"}  # what a body says, not what it is about
LINK = 3  # words of a title before its body at most
SURE = 0.95  # a name says what it says; what is left is that the name was read wrongly


def inside(mentions: Sequence[Mention]) -> Iterator[Relation]:
    """All relations that names state by themselves, in order of place."""
    for index, mention in enumerate(mentions):
        if mention.form == "reference":
            continue
        yield from _values(index, mention)
        for inner, other in _within(index, mention, mentions):
            property_ = "party" if _is_side(mention, other) else STATES.get((mention.cls, other.cls))
            if property_ is not None and _says(property_, mention, other, mentions):
                yield _relation(property_, index, mention, other=inner)


def _within(index: int, mention: Mention, mentions: Sequence[Mention]) -> Iterator[tuple[int, Mention]]:
    """Mentions inside a mention, but not inside another one that lies within it."""
    end = mention.span.start
    for inner in range(index + 1, len(mentions)):
        other = mentions[inner]
        if other.passage != mention.passage or other.span.start >= mention.span.end:
            return
        if mention.span.contains(other.span) and other.span.start >= end:
            end = other.span.end
            yield inner, other


def _says(property_: str, outer: Mention, inner: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether the inner name says that of the outer one, or only gives its field (a centre for SCO cooperation)."""
    if property_ == "adoptedBy":
        return outer.kind in UTTERED and _is_organ(inner, mentions) and _linked(outer, inner)
    if property_ == "meetingOf" and inner.cls == "Organization":
        sits = outer.ordinal is not None or _is_organ(inner, mentions) or _is_session(outer)
        return sits and outer.kind != "ThematicYear"
    if property_ == "partOf" and inner.cls == "Organization":
        starts = inner.span.start == outer.span.start
        return starts or (inner.span.end == outer.span.end and not outer.language.startswith("zh"))
    return True


@cache
def _words() -> dict[str, Triggers]:
    return load("inside.toml", dict[str, Triggers])


def _is_session(event: Mention) -> bool:
    words: tuple[str, ...] = getattr(_words()["session"], ANALYSERS[event.language])
    return any(word in event.name.casefold() for word in words)


def _linked(text: Mention, body: Mention) -> bool:
    """Whether nothing but a kind and a link stand in a text's title before the body: «Заявление [Совета глав …]»."""
    before = body.span.start - text.span.start
    if text.language.startswith("zh"):
        return before == 0
    head = text.name[:before]
    links: tuple[str, ...] = getattr(_words()["link"], ANALYSERS[text.language])
    return len(head.split()) <= LINK and any(head.endswith(link) for link in links)


def _is_side(text: Mention, body: Mention) -> bool:
    """Whether a title names a body as one of the sides: Memorandum between the Secretariat and the Bank."""
    if text.cls != "Agreement" or body.cls != "Organization":
        return False
    start, end = (at - text.span.start for at in (body.span.start, body.span.end))
    words: tuple[str, ...] = getattr(_words()["between"], ANALYSERS[text.language])
    if text.language.startswith("zh"):
        return text.name[:start].endswith(words) or (start == 0 and text.name[end:].startswith(words))
    return any(f" {word} " in text.name[:start].casefold() for word in words)


def _is_organ(body: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a body is an organ of another: named with it, or listed as one. It may adopt texts and hold sessions."""
    entry = authority.load().by_id.get(body.known)
    if entry is not None and entry.parent:
        return True
    same = (m for m in mentions if m.passage == body.passage and m.cls == "Organization" and m is not body)
    return any(body.span.contains(m.span) for m in same)


def _values(index: int, mention: Mention) -> Iterator[Relation]:
    if mention.cls == "Event" and mention.ordinal is not None:
        yield _relation("ordinal", index, mention, value=str(mention.ordinal))
    if mention.period is None:
        return
    if mention.cls == "Event" and mention.period.start:
        yield _relation("startDate", index, mention, value=mention.period.start)
        yield _relation("endDate", index, mention, value=mention.period.end or mention.period.start)
    if mention.cls in {"Agreement", "Initiative"}:
        if mention.period.start:
            yield _relation("validFrom", index, mention, value=mention.period.start)
        if mention.period.end:
            yield _relation("validTo", index, mention, value=mention.period.end)


def _relation(property_: str, index: int, mention: Mention, *, other: int = -1, value: str = "") -> Relation:
    place: tuple[tuple[int, Span], ...] = ((mention.passage, mention.span),)
    return Relation(property_, index, other, place, SURE, "name", value)
