"""English names found by their head word: bodies, texts, events, undertakings and places written large."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.recognise.en.certain import certain
from pipeline.recognise.en.kinds import MEETINGS, class_of
from pipeline.recognise.en.make import Found, number
from pipeline.recognise.en.ordinals import ordinal, roman
from pipeline.recognise.en.phrases import leftward, tail
from pipeline.recognise.en.runs import apostrophe, phrase
from pipeline.recognise.en.small_texts import topic
from pipeline.recognise.en.words import Unit, Words, head_classes, listed, words

PARTICIPLE = re.compile(r"[A-Z][a-z]+ing$")


def by_head(w: Words) -> list[Found]:
    """Every name of a passage that ends in, or begins with, a head word written large."""
    found = [f for i in range(len(w)) for f in _at(w, i)]
    found = [_body_of_event(f, found) for f in found]
    return [f for f in found if not _only_inside(w, f, found)]


def _body_of_event(inner: Found, found: list[Found]) -> Found:
    """The 15th Session of the Islamic Summit Conference: what has sessions is a body."""
    if (
        inner.cls == "Event"
        and inner.number is None
        and any(o.cls == "Event" and o.head < inner.start and inner.end <= o.end for o in found)
    ):
        return replace(inner, cls="Organization", kind="")
    return inner


def is_head(w: Words, i: int) -> bool:
    """Whether a unit is a head word that ends its run of capitals."""
    unit = w.units[i]
    if not w.capital(i) or unit.cls and unit.cls != "joined":
        return False
    key = _key(unit)
    if key not in head_classes() or unit.cls == "joined" and not unit.text[0].isupper():
        return False
    following = i + 1 < len(w) and w.tight(i + 1) and w.names(i + 1) and not _begins_other(w, i + 1)
    return not following


def _key(unit: Unit) -> str:
    """The head word of a unit: of a set phrase its first word, unless it is a head as a whole."""
    return unit.lower.split(" ", 1)[0] if unit.cls == "joined" and unit.lower not in head_classes() else unit.lower


def _begins_other(w: Words, i: int) -> bool:
    """Whether capitals right after a head begin something else: Agreement Establishing …, Centre Kuala Lumpur."""
    return (
        bool(PARTICIPLE.match(w.units[i].text))
        or w.lower(i) in {"no.", "nos."}
        or w.cls(i) in {"State", "Person"}
        or ordinal(w.units[i].text) is not None
        or roman(w.units[i].text) is not None
        or w.number(i)
    )


def _at(w: Words, i: int) -> Iterator[Found]:
    if w.cls(i) == "Agreement":
        yield from _grown(w, i)
    if not is_head(w, i):
        return
    head = _key(w.units[i])
    guess = _first_class(w, i, head)
    start = leftward(w, i, guess)
    start = _trimmed(w, start, i)
    end = _end(w, i, guess, start)
    if end == i + 1 and start == i and w.cls(i) != "joined":
        return
    cls = class_of(w, start, i, end, head)
    if cls == "Place" and end > i + 1 and "Organization" in head_classes().get(w.lower(end - 1), ()):
        cls = "Organization"  # the Strait of Kalimar Pilots' Association
    if cls != guess:
        start = _trimmed(w, leftward(w, i, cls), i)
        end = _end(w, i, cls, start)
    if cls and certain(w, start, i, end, cls, head):
        counted = number(w, start, i) if cls == "Event" else None
        yield Found(start, i, end, cls, words().heads[cls].get(head, ""), counted)


def _grown(w: Words, i: int) -> Iterator[Found]:
    """A listed text whose name goes on here: Vienna Document | 1999, Nauru Agreement | Concerning …."""
    following = (
        i + 1 < len(w)
        and w.tight(i + 1)
        and (
            w.lower(i + 1) in {"on", "for", "concerning", "regarding", "relating"}
            or w.number(i + 1)
            or PARTICIPLE.match(w.units[i + 1].text)
        )
    )
    if following and not w.heading:
        end = _end(w, i, "Agreement", i - 1)
        if end > i + 1:
            yield Found(i, i, end, "Agreement", w.units[i].kind)


def _end(w: Words, i: int, cls: str, start: int) -> int:
    end = i + 1
    if cls == "Agreement" and end < len(w) and PARTICIPLE.match(w.units[end].text) and w.tight(end):
        begin = end + 2 if w.lower(end + 1) in {"the", "a"} else end + 1
        if w.names(begin):
            end = phrase(w, begin)
    end = tail(w, end, cls, own=start < i or w.cls(i) == "joined")
    return topic(w, end) if cls == "Agreement" and " between " in w.surface(i, end) else end


def _trimmed(w: Words, start: int, head: int) -> int:
    """Past an office, a title or a sentence's first verb that stands before the name."""
    while (
        start < head
        and not w.cls(start)
        and (
            w.lower(start) in listed("determiners")
            and (w.opens(start) or w.lower(start) not in listed("adjectival"))
            or _verb(w, start)
        )
    ):
        start += 1
    while start < head and apostrophe(w, start):
        start += 1
    return start


def _verb(w: Words, i: int) -> bool:
    return (
        w.opens(i)
        and not w.cls(i)
        and w.pos(i) in {"VERB", "AUX"}
        and w.lower(i).endswith(("ed", "ing", "s"))
        and w.lower(i) != "united"
        and not w.heading
        and not w.title_case
    )


def _first_class(w: Words, i: int, head: str) -> str:
    """The class whose prepositions the tail is read with: the widest that the head allows."""
    classes = head_classes()[head]
    if i > 0 and (_numbered(w, i)) and ("Event" in classes or head in MEETINGS):
        return "Event"
    return classes[0]


def _numbered(w: Words, i: int) -> bool:
    return any(
        ordinal(w.units[k].text) is not None
        or roman(w.units[k].text) is not None
        and w.units[k].text not in {"I", "V", "X"}
        for k in range(max(0, i - 9), i)
        if all(
            w.capital(j)
            or w.lower(j) in listed("event_adjectives")
            or apostrophe(w, j)
            or w.lower(j) in {"and", "of"}
            or w.number(j)
            for j in range(k + 1, i)
        )
    )


def _only_inside(w: Words, inner: Found, found: list[Found]) -> bool:
    """Whether a name stands in a longer one without being named there for itself."""
    for outer in found:
        if (
            outer is inner
            or not (outer.start <= inner.start and inner.end <= outer.end)
            or (outer.start, outer.end) == (inner.start, inner.end)
        ):
            continue
        if inner.start <= outer.head:
            return True
        article = w.lower(inner.start - 1) == "the" or w.units[inner.start - 1].text in '“"'
        if inner.cls == "Agreement" and (not article or inner.start == inner.head):
            return True
        if inner.cls == "Event" and inner.number is None and outer.cls == "Agreement":
            return True
        topical = inner.cls == "Organization" and not article and w.lower(inner.start - 1) in {"on", "for", "against"}
        if inner.cls in {"Initiative", "Place"} or topical and outer.cls == "Agreement":
            return True
        if outer.cls == "Agreement" and w.lower(inner.start) in {"government", "governments"}:
            return True
    return False
