"""English days without a year, which no date can be fixed of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model import Span

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(  # a day whose year nothing tells
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?\d{{1,2}}| (?:to|and) \d{{1,2}})? (?:{_MONTHS})|"
    rf"(?:{_MONTHS}) \d{{1,2}}(?!\d))(?!\w)"
)


def positions(spans: Iterable[Span]) -> frozenset[int]:
    """Every position within some of the spans."""
    return frozenset(i for span in spans for i in range(span.start, span.end))
