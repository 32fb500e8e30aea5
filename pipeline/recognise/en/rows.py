"""English tables of editions: 22 | 22 July 2022 | Arusha under "Ordinary summits" is the 22nd ordinary summit."""

from __future__ import annotations

import re
from collections.abc import Sequence

SERIES = re.compile(
    r"(?P<before>[^.:;,\d]*?)\b(?P<noun>summit|session|meeting|conference|forum|congresse|assemblie|gathering|exercise)s\b"
    r"(?P<after>[^,;:(.]*)",
    re.IGNORECASE,
)
SINGULAR = {"congresse": "congress", "assemblie": "assembly"}
ENDS = {1: "st", 2: "nd", 3: "rd"}
TEENS = (11, 12, 13)


def edition(told: str, headings: Sequence[str]) -> tuple[str, int] | None:
    """The full name and the number of the edition that a bare number tells under the nearest heading of a series."""
    match = next((m for m in map(SERIES.search, headings) if m), None)
    if not told.isdigit() or match is None:
        return None
    number, noun = int(told), match["noun"].lower()
    series = f"{match['before']}{SINGULAR.get(noun, noun)}{match['after']}".strip()
    if match.string.isupper():
        series = series.lower()
    end = "th" if number % 100 in TEENS else ENDS.get(number % 10, "th")
    return f"{number}{end} {series}", number
