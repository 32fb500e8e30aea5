"""English names found by their head word: bodies, texts, events, undertakings and places written large."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.recognise.make_en import Found, number
from pipeline.recognise.phrases_en import NAMED, YEARS, apostrophe, leftward, tail
from pipeline.recognise.words_en import Words, head_classes, listed, ordinal, roman, words

MEETINGS = {"assembly", "conference", "forum", "congress", "chogm"}  # with a number, one meeting of it
VENUES = {
    "convention",
    "conference",
    "congress",
    "exhibition",
    "trade",
    "expo",
    "exposition",
    "cultural",
    "sports",
    "media",
    "press",
}
CEREMONIES = {"ceremony", "reception", "dinner", "week", "days", "visit", "round", "parade", "hearing"}
NEED_NAME = {"report", "bill", "law", "rules", "document", "principles", "framework", "programme", "program", "code", "package",
             "commitments", "guidelines", "recommendations", "understanding", "approaches", "amendments", "amendment", "plan"}  # fmt: skip
NEED_BODY = {"card", "satellite", "system", "project", "scheme", "gateway", "market", "route", "zone", "network", "process", "format", "award",
             "prize", "track", "portal", "formula", "campaign", "grid", "bridge", "dam", "highway", "railway", "belt"}  # fmt: skip
HELD = re.compile(
    r"\b(?:"
    + "|".join(
        [
            "held",
            "hosted",
            "convened",
            "opened",
            "took place",
            "takes place",
            "will take place",
            "attended",
            "closed",
            "addressed",
        ]
    )
    + r")\b"
)
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
    key = unit.lower.split(" ", 1)[0] if unit.cls == "joined" else unit.lower
    if key not in head_classes() or unit.cls == "joined" and not unit.text[0].isupper():
        return False
    following = i + 1 < len(w) and w.tight(i + 1) and w.names(i + 1) and not _begins_other(w, i + 1)
    return not following


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
    head = w.units[i].lower.split(" ", 1)[0]
    guess = _first_class(w, i, head)
    start = leftward(w, i, guess)
    start = _trimmed(w, start, i)
    end = _end(w, i, guess, start)
    if end == i + 1 and start == i:
        if w.cls(i) != "joined":
            return
    cls = _class(w, start, i, end, head)
    if cls != guess:
        start = _trimmed(w, leftward(w, i, cls), i)
        end = _end(w, i, cls, start)
    if cls and _certain(w, start, i, end, cls, head):
        yield Found(
            start, i, end, cls, words().heads[cls].get(head, ""), number(w, start, i) if cls == "Event" else None
        )


def _grown(w: Words, i: int) -> Iterator[Found]:
    """A listed text whose name goes on here: Vienna Document | 1999, Nauru Agreement | Concerning …"""
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
            from pipeline.recognise.phrases_en import phrase

            end = phrase(w, begin)
    return tail(w, end, cls, own=start < i or w.cls(i) == "joined")


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
        and w.lower(i) not in {"united"}
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


def _class(w: Words, start: int, head_at: int, end: int, head: str) -> str:
    """What a name with this head is."""
    classes = head_classes()[head]
    numbered = number(w, start, head_at) is not None or _lower_ordinal(w, start)
    if head in {"centre", "center"} and head_at > start and w.lower(head_at - 1) in VENUES:
        return "Place"
    if (
        head == "conference"
        and re.match(r"of (?:the )?(?:states )?parties", w.text[w.units[head_at].end :].strip().lower())
        and not numbered
    ):
        return "Organization"
    if numbered and (
        "Event" in classes
        or head in MEETINGS
        or head == "council"
        and (w.lower(head_at - 1) == "ministerial" or _lower_ordinal(w, start))
    ):
        return "Event"
    if head == "initiative":
        inside = w.surface(head_at, end).lower()
        return "Agreement" if " on " in inside and re.search(r"\bof\b", inside) else "Initiative"
    if head in {"forum", "dialogue"}:
        return (
            "Event"
            if any(YEARS.match(w.units[k].text) for k in range(start, end)) or _happens(w, start)
            else ("Initiative" if head == "dialogue" else _forum(w, start))
        )
    return classes[0]


def _forum(w: Words, start: int) -> str:
    """A forum without number and date: a body if one can be its member or lead it, else a series."""
    return (
        "Organization"
        if re.search(r"\b(?:members?|secretariat|secretary)\b", w.text, re.IGNORECASE)
        else "Event"
        if w.dated(0)
        else "Initiative"
    )


def _happens(w: Words, start: int) -> bool:
    """Whether the sentence around says that something was held."""
    begin = w.text.rfind(". ", 0, w.units[start].start) + 1
    stop = w.text.find(". ", w.units[start].start)
    sentence = w.text[begin : stop if stop > 0 else len(w.text)]
    dated = any(begin <= s.start < begin + len(sentence) for s, _ in w.reading.dates)
    return (
        bool(HELD.search(sentence))
        or dated
        or bool(re.search(r"\b(?:at|during|attend\w*|of) the $", w.text[: w.units[start].start][-12:]))
    )


def _lower_ordinal(w: Words, start: int) -> bool:
    return start > 0 and ordinal(w.units[start - 1].text) is not None and w.tight(start)


def _certain(w: Words, start: int, head_at: int, end: int, cls: str, head: str) -> bool:
    """Whether the words around a head make a name of it."""
    name = w.surface(start, end).lower()
    if name in words().stop or f"the {name}" in words().stop:
        return False
    modifiers = [w.units[k] for k in range(start, head_at) if w.word(k) or w.number(k)]
    telling = [
        u
        for u in modifiers
        if u.cls
        or u.lower not in listed("generic") | listed("articles") | listed("possessors")
        and ordinal(u.text) is None
    ]
    tailed = end > head_at + 1
    if (w.heading or w.reading.passage.kind == "heading") and not telling and not tailed:
        return False
    if cls == "Agreement":
        if not telling and not tailed and w.cls(head_at) != "joined":
            return name in listed("bare_texts")
        if head in {"report", "bill", "law"}:
            return bool(telling) and not tailed or head == "law" and w.lower(head_at + 1) == "on" and tailed
        return not (head in NEED_NAME and not telling and not _proper_tail(w, head_at, end))
    if cls == "Event":
        if head in CEREMONIES and not any(u.cls for u in telling):
            return False
        if (
            head.endswith("s")
            and head not in {"games", "talks", "consultations", "manoeuvres", "olympics"}
            and number(w, start, head_at) is None
        ):
            return False
        return (
            bool(telling)
            and not _series(w, start)
            or number(w, start, head_at) is not None
            or tailed
            and _proper_tail(w, head_at, end)
            or _marked(w, start, head_at, end)
        )
    if cls == "Initiative":
        return (
            bool(telling)
            and (head not in NEED_BODY or any(u.cls or u.text.isupper() for u in telling))
            or tailed
            and bool(modifiers)
        )
    if cls == "Place":
        return bool(modifiers) and not any(u.cls == "Person" for u in telling) and not _tagged_person(w, start, head_at)
    return (
        bool(telling)
        or tailed
        and _proper_tail(w, head_at, end)
        and not (w.opens(head_at) and start == head_at and w.lower(head_at) in {"members", "party", "group", "force"})
    )


def _series(w: Words, start: int) -> bool:
    return w.lower(start - 1) in {"annual", "regular", "every", "each"}


def _proper_tail(w: Words, head_at: int, end: int) -> bool:
    """Whether the tail says more than "of Member States"."""
    return any(
        w.cls(k) in NAMED or w.word(k) and w.capital(k) and w.lower(k) not in listed("generic")
        for k in range(head_at + 1, end)
    )


def _marked(w: Words, start: int, head_at: int, end: int) -> bool:
    """A Commemorative Summit, Leaders' Retreat: certain where a date or place stands by it."""
    if start == head_at:
        return False
    near = range(max(0, start - 6), min(len(w), end + 9))
    return (any(w.dated(k) or w.cls(k) in {"Place", "State"} for k in near) or _happens(w, start)) and (
        any(w.lower(k) in listed("marking_adjectives") or apostrophe(w, k) for k in range(start, head_at))
        or number(w, start, head_at) is not None
    )


def _tagged_person(w: Words, start: int, head_at: int) -> bool:
    return any(
        e.label_ == "PER" and e.start_char <= w.units[start].start and w.units[head_at].end <= e.end_char
        for e in w.reading.doc.spans["tagged"]
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
        if inner.cls in {"Initiative", "Place"}:
            return True
        if outer.cls == "Agreement" and w.lower(inner.start) in {"government", "governments"}:
            return True
    return False
