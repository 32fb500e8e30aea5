"""Whether "and", a comma or a colon in the tail of an English name continues it or begins another one."""

from __future__ import annotations

import re

from pipeline.recognise.en.ordinals import ordinal
from pipeline.recognise.en.runs import phrase
from pipeline.recognise.en.words import Words, head_classes, listed

ACRONYM = re.compile(r"[A-Z][\w&.-]*[A-Z\d][\w]*$")
LIST_LIMIT = 12  # units within which a list in a tail must come to its "and"


def joined(w: Words, at: int, cls: str, between: bool) -> int | None:
    """Past "and" or a list of capitals that ends in one."""
    word = w.lower(at)
    if word == ",":
        return _list(w, at)
    if word not in {"and", "&", "or"}:
        if word == "(" and cls == "Event":
            return _acronym_and(w, at)
        return None
    begin = at + 1
    article = w.lower(begin) in {"the", "its"}
    if article:
        begin += 1
    if begin >= len(w) or not (w.names(begin)) or w.dated(begin):
        return None
    if between:
        return phrase(w, begin)
    if article:
        return phrase(w, begin) if _same_sort(w, at, begin, cls) else None
    return phrase(w, begin) if _goes_on(w, at, begin, cls) else None


def _acronym_and(w: Words, at: int) -> int | None:
    """The Community of … (CELAC) and the European Union: an abbreviation amid an event's parties."""
    if (
        w.lower(at + 2) == ")"
        and ACRONYM.match(w.units[at + 1].text)
        and w.lower(at + 3) == "and"
        and w.lower(at + 4) == "the"
    ):
        return phrase(w, at + 5) if w.cls(at + 5) == "Organization" else None
    return None


def _same_sort(w: Words, at: int, begin: int, cls: str) -> bool:
    """Two parties of one event, or two things of one title: "of the AU and the EU", "of the Nurse and the Midwife"."""
    if cls == "Event":
        return (
            w.cls(begin) == w.cls(at - 1)
            and w.cls(begin) in {"Organization", "Place", "State"}
            or not w.cls(begin)
            and not w.cls(at - 1)
            and w.lower(begin) not in head_classes()
            and w.pos(begin) != "VERB"
            and _short_run(w, begin)
        )
    last = w.lower(phrase(w, begin) - 1)
    plain = not w.cls(begin) and not w.cls(at - 1) and last not in head_classes()
    return cls == "Organization" and plain and w.lower(begin - 1) == "the"


def _short_run(w: Words, begin: int) -> bool:
    return not w.capital(begin + 1)


def _goes_on(w: Words, at: int, begin: int, cls: str) -> bool:
    """Whether "and" continues the name and does not begin another one."""
    if w.cls(begin) in {"Person", "Agreement", "Initiative"} or w.cls(at - 1) == "Person":
        return False
    if w.cls(begin) in {"State", "Organization", "Place"} and w.cls(at - 1) != w.cls(begin):
        return w.cls(begin) == "Place" and w.cls(at - 1) == ""
    if w.cls(begin) in {"State", "Organization"} and cls not in {"Agreement", "Event"}:
        return _shared_body(w, at, begin)
    if w.lower(begin) in listed("first_organization"):
        return False
    end = phrase(w, begin)
    last = w.lower(end - 1)
    if (
        ordinal(w.units[begin].text) is not None
        or w.lower(begin) in head_classes()
        and w.lower(begin + 1) in listed("connectors")
    ):
        return False
    classes = head_classes().get(last, ())
    heads = {"Agreement", "Event"} if cls != "Organization" else {"Agreement", "Event", "Organization"}
    return not (end - begin > 1 and set(classes) & heads and w.lower(at - 1) not in {"peace", "trade"})


def _shared_body(w: Words, at: int, begin: int) -> bool:
    """The Joint Rivers Commission of India | and Bangladesh."""
    start = at - 1
    while start > 0 and w.tight(start) and (w.capital(start - 1) or w.lower(start - 1) in {"of", "the"}):
        start -= 1
    joint = any(w.lower(k) in {"joint", "mixed", "bilateral"} for k in range(start, at))
    return joint and w.cls(begin) == w.cls(at - 1) == "State"


def _list(w: Words, at: int) -> int | None:
    """A list of capitals that comes to an "and": for Peace | , Progress and Shared Prosperity."""
    i, items = at + 1, 0
    while i < min(len(w), at + LIST_LIMIT):
        if not w.names(i) or w.cls(i) or w.dated(i) or w.lower(i) in head_classes():
            return None
        end = phrase(w, i)
        if any(w.cls(k) for k in range(i, end)):
            return None
        items += 1
        if w.lower(end) == ",":
            i = end + 1
            if w.lower(i) in {"and", "&"} and w.names(i + 1) and not w.cls(i + 1):
                return phrase(w, i + 1)
        elif w.lower(end) in {"and", "&"}:
            if w.names(end + 1) and not w.cls(end + 1) and w.tight(end + 1):
                return phrase(w, end + 1)
            return None
        else:
            return None
    return None


def subtitle(w: Words, at: int, cls: str) -> int | None:
    """A subtitle after a title's colon: capitals throughout."""
    if (
        cls != "Agreement"
        or w.lower(at) != ":"
        or not w.tight(at)
        or w.units[at].start != w.units[at - 1].end
        or at + 2 >= len(w)
    ):
        return None
    if not (w.number(at - 1) or w.capital(at - 1)) or w.heading or not w.capital(at + 1) or w.cls(at + 1):
        return None
    end = phrase(w, at + 1)
    return end if end - at > 2 and not any(w.cls(k) == "Person" for k in range(at, end)) else None
