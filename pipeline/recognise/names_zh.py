"""Names by their shape, Chinese in both scripts."""

from __future__ import annotations

from pipeline.model import Mention, Span
from pipeline.recognise.events_zh import happenings
from pipeline.recognise.heads_zh import bodies, facilities, texts, undertakings
from pipeline.recognise.persons_zh import letters, offices, people, places
from pipeline.recognise.reading import Reading
from pipeline.recognise.titles_zh import marked
from pipeline.recognise.units_zh import Units


def names(reading: Reading) -> list[Mention]:
    """Mentions of names that no list holds: bodies, texts, events, initiatives, persons, offices, places."""
    units = Units(reading)
    titles = list(marked(reading))
    found = [
        *bodies(reading, units),
        *texts(reading, units),
        *happenings(reading, units),
        *undertakings(reading, units),
        *facilities(reading, units),
    ]
    marks = [m.span for m in titles if m.cls in {"Agreement", "Theme"}]
    found = [m for m in found if not any(_idle(m, mark) for mark in marks)]
    return [*titles, *found, *people(reading), *offices(reading), *places(reading), *letters(reading)]


def _idle(mention: Mention, mark: Span) -> bool:
    """Whether a name is cut by a title's marks, or is inside one and no more than part of the title.

    A title holds bodies and numbered sessions; the texts it speaks of have marks of their own.
    """
    span = mention.span
    if not span.overlaps(mark) or span.contains(mark):
        return False
    if not mark.contains(span):
        return True
    return mention.cls in {"Agreement", "Initiative", "Place"} or (mention.cls == "Event" and mention.ordinal is None)
