"""The agency within a line: "TASHKENT, May 3 (Xinhua) -- …", «МИНСК, 25 июня. /ТАСС/. …», "… . - PTI".

Place and date are the text's, the agency is the page's. Which names are agencies is data.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.reading.lines import Line
from pipeline.reading.phrases import agency_pattern
from pipeline.scripts import plain

# A place and perhaps a date, as a dateline has them; without a date the place is in capitals.
_PLACE = r"(?P<place>[^\W\d_][^\W\d_.'’ /-]*(?:[-'’. /][^\W\d_][^\W\d_.'’]*){0,4})"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.?\s+\d{1,2})"
_DATE = rf"(?P<date>[,.]?\s+{_DAY}(?:,?\s+\d{{4}}(?:\s*г)?)?)?"
_REGION = r"(?:,\s*[^\W\d_][^\W\d_.' ]{2,20})?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Where agencies stand: in brackets or between slashes after place and date, before the text, after it."""
    name = rf"{agency_pattern()}(?:\.[a-z]{{2,3}})?"
    closed = rf"[(/\[][^()/\[\]]{{0,40}}?(?<!\w){name}(?!\w)[^()/\[\]]{{0,40}}[)/\]][.:]{{0,2}}"
    signed = r"(?:[^\W\d_][\w'’-]*\.?\s){1,2}[^\W\d_][\w'’-]*"
    bare = rf"\|\s?{name}\s?\||{name}(?=\s*[–—-]{{1,2}}\s)|(?<=[–—-]\s){name}[.:](?=\s)"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{_PLACE}{_REGION}{_DATE}[,.]{{0,2}}\s*(?:[–—-]{{1,2}}\s*)?(?P<agency>{closed}|{bare})",
            rf"(?P<agency>[(/\[]{name}[)/\]])(?=\s*(?:[–—-]{{1,2}}\s*)?\w)",
            rf".*[.!?。！？”\"»」]\s*(?P<agency>[–—-]{{1,2}}\s?{name}\.?|[(/\[]{name}[)/\]]\.?|{signed}\s?/\s?{name}|enditem)$",
        )
    )


def part_agency(line: Line) -> tuple[Line | None, Line, Line | None] | None:
    """What stands before the agency, the agency, and what follows it; None where a line names none in that way."""
    text = plain(line.text)
    for pattern in _patterns():
        found = pattern.match(text)
        if found is not None and _is_dateline(found):
            start, end = found.span("agency")
            before = line.part(0, start) if line.text[:start].strip() else None
            after = line.part(end, len(line.text)) if line.text[end:].strip() else None
            agency = line.part(start, end)
            return before, agency, _first(line, after) if before is None and after is not None else after
    return None


def _is_dateline(found: re.Match[str]) -> bool:
    """Whether the place is one: a bracket after a common noun is an abbreviation."""
    groups = found.groupdict()
    if groups.get("place") is None:
        return True
    return groups["place"].isupper() or (groups["date"] is not None and groups["place"][0].isupper())


def _first(line: Line, after: Line) -> Line:
    """A part that begins its paragraph, though not its line."""
    return line.part(after.span.start - line.span.start, len(line.text), gap=line.gap)
