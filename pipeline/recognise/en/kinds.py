"""What an English name with a certain head is: its class by the head, its number and the words around it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.recognise.en.certain import happens
from pipeline.recognise.en.make import number
from pipeline.recognise.en.ordinals import ordinal
from pipeline.recognise.en.runs import YEARS
from pipeline.recognise.en.words import Words, head_classes, listed

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
    "financial",
}
SITTING = {"conference", "summit", "assembly", "congress", "forum", "meeting"}
AGAIN = re.compile(r"[^.;]{0,40}\b(?:twice|every|each|annual(?:ly)?|regularly|since)\b")  # of a series


def class_of(w: Words, start: int, head_at: int, end: int, head: str) -> str:
    """What a name with this head is."""
    classes = head_classes()[head]
    numbered = number(w, start, head_at) is not None or _lower_ordinal(w, start)
    yeared = any(YEARS.match(w.units[k].text) for k in range(start, end))
    if head in SITTING and not numbered and not yeared and _sits(w, end):
        return "Organization"
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
            if yeared or happens(w, start) and not AGAIN.match(w.text, w.units[end - 1].end)
            else ("Initiative" if head == "dialogue" else _forum(w))
        )
    return classes[0]


def _sits(w: Words, end: int) -> bool:
    """Whether the words after a name speak of a body that has sessions itself: …, at its extraordinary session."""
    return bool(_sitting().match(w.text, w.units[end - 1].end))


@cache
def _sitting() -> re.Pattern[str]:
    return re.compile(rf"(?: \([A-Z]+\))?,? (?:{'|'.join(listed('sitting'))})\b")


def _forum(w: Words) -> str:
    """A forum without number and date: a body if one can be its member or lead it, else a series."""
    return (
        "Organization"
        if re.search(
            r"\b(?:members?|secretariat|secretary|seat|sits?|board|headquarter\w*|staff)\b", w.text, re.IGNORECASE
        )
        else "Event"
        if w.dated(0)
        else "Initiative"
    )


def _lower_ordinal(w: Words, start: int) -> bool:
    return start > 0 and ordinal(w.units[start - 1].text) is not None and w.tight(start)
