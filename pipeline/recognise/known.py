"""Names that the authority data lists, as mentions."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.reading import Reading


def known_names(reading: Reading) -> Iterator[Mention]:
    """A mention for every listed name in the passage; demonyms stand for their state."""
    for span, known, form in reading.known:
        yield reading.mention(span, known.cls, known=known.id, kind=known.kind, form=form)


def dates(reading: Reading) -> Iterator[Mention]:
    """A mention of class Date for every date whose value could be fixed."""
    for span, period in reading.dates:
        yield reading.mention(span, "Date", period=period)
