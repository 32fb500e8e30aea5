"""Names by their shape, English."""

from __future__ import annotations

import re

from pipeline.model import Mention, Span
from pipeline.recognise.en.acronyms import acronyms
from pipeline.recognise.en.appositions import explained
from pipeline.recognise.en.bare import bare_names, numbered_texts, own_heading, undertakings
from pipeline.recognise.en.codenames import codenames
from pipeline.recognise.en.events import happenings
from pipeline.recognise.en.heads import by_head
from pipeline.recognise.en.make import make
from pipeline.recognise.en.offices import posts
from pipeline.recognise.en.persons import people
from pipeline.recognise.en.places import places
from pipeline.recognise.en.several import several
from pipeline.recognise.en.small_texts import small_texts
from pipeline.recognise.en.titles import quoted, themes
from pipeline.recognise.en.words import Words
from pipeline.recognise.reading import Reading

VISIT = re.compile(r"(?:visit|trip|pilgrimage) (?:of|by) ")  # names whose it is


def names(reading: Reading) -> list[Mention]:
    """Mentions of names that no list holds: bodies, texts, events, initiatives, persons, offices, places."""
    w = Words(reading)
    told = themes(w)
    headed = [make(w, f) for f in by_head(w)]
    coded = list(codenames(w))
    found = _longest([*quoted(w), *numbered_texts(w), *small_texts(w), *headed, *happenings(w), *undertakings(w)])
    coded = [m for m in coded if not any(m.span.overlaps(o.span) and m.cls == o.cls for o in found)]
    spans = {m.span for m in coded}
    found = [*(m for m in found if m.span not in spans or m.cls != "Initiative"), *coded]
    found += [
        m
        for m in (*own_heading(w), *bare_names(w), *acronyms(w), *explained(w))
        if not any(m.span.overlaps(o.span) and m.cls == o.cls for o in found)
    ]
    taken = [m.span for m in (*told, *found) if not VISIT.match(m.name)]
    persons = [m for m in people(w) if not any(m.span.overlaps(s) for s in taken)]
    found += persons
    found += places(w, [m.span for m in found if m.cls != "Event"])
    listed = [span for span, _, form in reading.known if form == "name"]
    found = [m for m in found if not _inside(m.span, [t.span for t in told]) and not _part(m, listed)]
    return [*told, *found, *posts(w, [m.span for m in persons]), *(office for office, _ in several(w))]


def _longest(found: list[Mention]) -> list[Mention]:
    """Without names that a longer one of the same class begins with: they are its beginning, not a name in it."""
    return [
        m
        for m in found
        if not any(
            o is not m and o.cls == m.cls and o.span.start == m.span.start and o.span.end > m.span.end for o in found
        )
    ]


def _inside(span: Span, others: list[Span]) -> bool:
    return any(other.contains(span) for other in others)


def _part(mention: Mention, listed: list[Span]) -> bool:
    """Whether a name is a listed one, or only a part of it."""
    return any(span.contains(mention.span) for span in listed)
