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
    found = [m for m in found if not any(_crosses(m.span, mark) for mark in marks)]
    return [*titles, *found, *people(reading), *offices(reading), *places(reading), *letters(reading)]


def _crosses(span: Span, mark: Span) -> bool:
    """Whether a name begins or ends inside a title that does not hold it whole."""
    return span.overlaps(mark) and not span.contains(mark) and not mark.contains(span)
