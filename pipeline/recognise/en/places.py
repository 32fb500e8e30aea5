"""English places that no list holds: by the tagger, by "the town of X", by "X, Country"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Mention, Span
from pipeline.recognise.en.evidence import ENOUGH, PLACE, label, strange, weight
from pipeline.recognise.en.words import Words, head_classes, listed

NAME = re.compile(r"[^\W\d_][^\W\d_]+(?:['’ʻ‘-][^\W\d_]*)*$")
ARABIC = re.compile(r"(?:al|el|as|ar|ad|an|ash|at|az)[-‑][A-Z]")  # Hafar al-Batin
DAY = re.compile(r"[,(] ?(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\b|[A-Z][a-z]{2,8}\.? \d{1,2}\b|[A-Z][a-z]+day\b)")
EVENTS = {"Summit", "Meeting", "Conference", "Talks", "Round"}
LOCATIVE = {"in", "at", "near", "to", "from", "outside", "around", "across", "off"}


def places(w: Words, taken: Sequence[Span]) -> Iterator[Mention]:
    """Places of a passage besides the listed ones; `taken` are spans of other names."""
    found: list[Span] = [*taken, *(s for s, _, _ in w.reading.known)]
    for start, end in (*_dateline(w), *_of_event(w), *_introduced(w), *_before_country(w), *_tagged(w), *_shaped(w)):
        span = w.span(start, end)
        if not any(span.overlaps(other) for other in found):
            found.append(span)
            name = " ".join(w.reading.surface(span).split())
            yield w.reading.mention(span, "Place", name.title() if name.isupper() else name)


def _run(w: Words, at: int) -> int:
    end = at
    while end < len(w) and end - at < 4 and (end == at or w.tight(end)):
        if not _part(w, end) and not (end > at and ARABIC.match(w.units[end].text)):
            break
        end += 1
    return end


def _part(w: Words, i: int) -> bool:
    unit = w.units[i]
    return (
        not unit.cls
        and w.names(i)
        and bool(NAME.match(unit.text))
        and unit.lower not in head_classes()
        and not w.dated(i)
        and not (unit.text.isupper() and not w.heading)
    )


def dateline(w: Words) -> int:
    """The end of the capitals that a report begins with where a date follows: NAIVASHA, 12 May; TENA — On Monday."""
    end = 0
    while (
        end < min(len(w), 4) and w.units[end].text[:1].isupper() and not w.dated(end) and NAME.match(w.units[end].text)
    ):
        if w.cls(end) or w.lower(end) in head_classes() or end and not w.tight(end):
            return 0
        end += 1
    if not 0 < end < len(w) - 1:
        return 0
    if not all(strange(w, k) for k in range(end)):
        return 0
    dated = bool(DAY.match(w.text, w.units[end].start))
    return end if dated or w.units[end].text in {"—", "–", "-"} and w.units[0].text.isupper() else 0


def _dateline(w: Words) -> Iterator[tuple[int, int]]:
    if dateline(w) and not w.heading:
        yield 0, dateline(w)


def _introduced(w: Words) -> Iterator[tuple[int, int]]:
    """The town of X, X Province's seat; "at X, a town in …"."""
    for i in range(1, len(w)):
        if w.lower(i) == "of" and w.lower(i - 1) in listed("place_nouns") and i + 1 < len(w):
            end = _run(w, i + 1)
            if end > i + 1:
                yield i + 1, end
        if (
            w.lower(i) == ","
            and w.lower(i + 1) in {"a", "an", "the"}
            and any(w.lower(k) in listed("place_nouns") for k in range(i + 2, min(len(w), i + 5)))
        ):
            start = i
            while start > 0 and _part(w, start - 1) and w.tight(start):
                start -= 1
            if start < i and w.lower(start - 1) in LOCATIVE:
                yield start, i


def _before_country(w: Words) -> Iterator[tuple[int, int]]:
    """X, Country; X, in Y Province."""
    for i in range(1, len(w) - 1):
        if w.units[i].text != "," or not (
            w.cls(i + 1) in {"State", "Place"} or w.lower(i + 1) == "in" and w.capital(i + 2)
        ):
            continue
        start = i
        while start > 0 and _part(w, start - 1) and w.tight(start):
            start -= 1
        if start < i and w.lower(start - 1) in LOCATIVE and w.units[i + 1].text != "":
            yield start, i


def _tagged(w: Words) -> Iterator[tuple[int, int]]:
    """Places by the tagger where the words before say so too: the small model takes many names for places."""
    for entity in w.reading.doc.spans["tagged"]:
        if entity.label_ != "LOC":
            continue
        start, stop = w.index(entity.start_char), w.index(entity.end_char)
        while start < stop and w.lower(start) in {"the", "a"}:
            start += 1
        end = min(_run(w, start), stop) if start < stop else start
        if start < end and _run(w, start) == end and w.lower(start - 1) in LOCATIVE and not (w.opens(start)):
            yield start, end


def _of_event(w: Words) -> Iterator[tuple[int, int]]:
    """Dushak Summit: what a single strange word names an event by."""
    for i in range(len(w) - 1):
        named = _part(w, i) and strange(w, i) and w.units[i + 1].text in EVENTS and w.tight(i + 1)
        if named and w.lower(i - 1) in {"the", "", "at"} and not w.capital(i + 2) and not label(w, i, i + 1, "PER"):
            yield i, i + 1


def _shaped(w: Words) -> Iterator[tuple[int, int]]:
    """Runs of one to three capitals that are no other name, where what stands beside them speaks of somewhere."""
    at = 0
    while at < len(w):
        end = _run(w, at)
        whole = at == 0 or not (w.tight(at) and (w.capital(at - 1) or w.hyphen(at - 1)) and w.word(at - 1))
        ended = end >= len(w) or not w.tight(end) or not (w.capital(end) or w.hyphen(end)) or w.dated(end)
        if at < end < at + 4 and whole and ended and weight(PLACE, w, at, end) >= ENOUGH:
            yield at, end
        at = max(end, at + 1)
