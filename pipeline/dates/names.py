"""The years that stand in a name: 和平使命—2021, «Стратегия … до 2030 года», "Agenda 2063", "Roadmap 2025-2027"."""

from __future__ import annotations

import re

from pipeline.dates.values import LIKELY
from pipeline.model import Period

_YEAR = r"(?<![\d.,/№])(?:19|20)\d\d(?![\d.,/]\d|\d)"
_SPAN = re.compile(rf"({_YEAR})\s*年?\s*(?:[-‐‑‒–—―−~～－]{{1,2}}|至|到|to|по|until)\s*({_YEAR})")
_LIMIT = re.compile(rf"(?:至|到|\bдо|\bto|\buntil|\bby|\bthrough|\bк)\s*({_YEAR})", re.IGNORECASE)
_ONE = re.compile(_YEAR)


def years_in(name: str) -> Period | None:
    """The years of a name; a limit ("until 2035") has an open start. None if it has none, or several apart."""
    span = _SPAN.search(name)
    if span and int(span[1]) < int(span[2]):
        return Period(span[1], span[2])
    if limit := _LIMIT.search(name):
        return Period("", limit[1])
    found = {year for year in _ONE.findall(name) if int(year) in LIKELY}
    return Period(*[found.pop()] * 2) if len(found) == 1 else None
