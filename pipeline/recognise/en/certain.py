"""Whether the words around an English head word make a name of it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages.words_en import ordinary
from pipeline.recognise.en.make import number
from pipeline.recognise.en.ordinals import ordinal
from pipeline.recognise.en.runs import NAMED, YEARS, apostrophe
from pipeline.recognise.en.words import Unit, Words, listed, words


@cache
def _held() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(listed('took_place')))})\b")


def happens(w: Words, start: int) -> bool:
    """Whether the sentence around says that something was held."""
    begin = w.text.rfind(". ", 0, w.units[start].start) + 1
    stop = w.text.find(". ", w.units[start].start)
    sentence = w.text[begin : stop if stop > 0 else len(w.text)]
    dated = any(w.dated(k) for k in range(w.index(begin), w.index(begin + len(sentence))))
    return (
        bool(_held().search(sentence))
        or dated
        or bool(re.search(r"\b(?:at|during|attend\w*|of) the $", w.text[: w.units[start].start][-12:]))
    )


def certain(w: Words, start: int, head_at: int, end: int, cls: str, head: str) -> bool:
    """Whether the words around a head make a name of it."""
    name = w.surface(start, end).lower()
    if name in words().stop or f"the {name}" in words().stop:
        return False
    modifiers = [w.units[k] for k in range(start, head_at) if w.word(k) or w.number(k)]
    telling = [u for u in modifiers if _tells(u)]
    tailed = end > head_at + 1
    if cls == "Agreement":
        telling += [u for u in w.units[head_at + 1 : end] if YEARS.match(u.text)]
    if (w.heading or w.reading.passage.kind == "heading") and not telling and not tailed:
        return False
    if cls == "Agreement":
        return _certain_text(w, head_at, end, head, name, bool(telling))
    if cls == "Event":
        return _certain_event(w, start, head_at, end, head, telling)
    if cls == "Initiative":
        strong = (
            head not in listed("weak_undertakings")
            or len(telling) > 1
            or any(u.cls or u.text.isupper() or not ordinary(u.text) for u in telling)
        )
        proper = w.lower(start - 1) == "the" and _proper_tail(w, head_at, end)
        return bool(telling) and strong or tailed and (bool(modifiers) or proper and head in {"mechanism", "platform"})
    if cls == "Place":
        return (
            (bool(modifiers) or tailed)
            and not any(u.cls == "Person" for u in telling)
            and not _tagged_person(w, start, head_at)
        )
    if head in {"committee", "fleet", "army"} and start < head_at and number(w, start, head_at) is not None:
        return True  # the Sixth Committee
    return bool(telling) or tailed and _proper_tail(w, head_at, end) and not _common_body(w, start, head_at)


def _tells(unit: Unit) -> bool:
    """Whether a modifier makes a head certain: a known name, or no word that stands before any head."""
    common = listed("generic") | listed("articles") | listed("possessors")
    return bool(unit.cls) or unit.lower not in common and ordinal(unit.text) is None


def _certain_text(w: Words, head_at: int, end: int, head: str, name: str, telling: bool) -> bool:
    tailed = end > head_at + 1
    if not telling and not tailed and w.cls(head_at) != "joined":
        return name in listed("bare_texts")
    if head in {"report", "bill", "law"}:
        return telling and not tailed or head == "law" and w.lower(head_at + 1) == "on" and tailed
    return head not in listed("weak_texts") or telling or _proper_tail(w, head_at, end)


def _certain_event(w: Words, start: int, head_at: int, end: int, head: str, telling: list[Unit]) -> bool:
    numbered = number(w, start, head_at) is not None
    demonyms = [s.start for s, _, form in w.reading.known if form == "demonym"]
    whose = any(w.cls(k) or w.units[k].start in demonyms for k in range(head_at + 1, end))
    if head in listed("cultural_times") and telling and head_at - start > 1 and happens(w, start):
        return True
    if head in listed("ceremonies") and not any(u.cls for u in telling):
        return head in listed("cultural_times") and (
            whose or bool(telling) and head_at - start > 1 and happens(w, start)
        )
    if (
        head.endswith("s")
        and not head.endswith("ss")
        and head not in {"games", "talks", "consultations", "manoeuvres", "olympics"}
        and not numbered
    ):
        return False
    tailed = end > head_at + 1 and _proper_tail(w, head_at, end)
    return numbered or tailed or bool(telling) and not _series(w, start) or _marked(w, start, head_at, end)


def _common_body(w: Words, start: int, head_at: int) -> bool:
    """Members of the Council, Group of Countries, at the head of a sentence."""
    return w.opens(head_at) and start == head_at and w.lower(head_at) in {"members", "party", "group", "force"}


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
    return (any(w.dated(k) or w.cls(k) in {"Place", "State"} for k in near) or happens(w, start)) and (
        any(w.lower(k) in listed("marking_adjectives") or apostrophe(w, k) for k in range(start, head_at))
        or number(w, start, head_at) is not None
    )


def _tagged_person(w: Words, start: int, head_at: int) -> bool:
    return any(
        e.label_ == "PER" and e.start_char <= w.units[start].start and w.units[head_at].end <= e.end_char
        for e in w.reading.doc.spans["tagged"]
    )
