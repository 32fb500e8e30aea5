"""What may stand inside a date and says nothing more: weekdays in brackets or at both ends, times of day."""

from __future__ import annotations

import re
from functools import cache

from pipeline.dates.tables import either, table

_NEAR = 14  # characters before a weekday in brackets in which its date has a figure
_WORDS = table("all")["words"]
_FIGURE = re.compile(rf"\d|{either(_WORDS['day'])}")
_TIME = re.compile(r"(?<=\d)\s+\d\d?:\d\d(?::\d\d)?(?:\s+[A-Z]{2,4}|\s+[+-]\d{4})?(?=\s+[12]\d{3}(?!\d))")


@cache
def _bracketed() -> re.Pattern[str]:
    names = either(key for language in ("zh", "ru", "en") for key in table(language)["weekdays"])
    return re.compile(rf"[(（]\s*{names}\s*[)）]", re.IGNORECASE)


@cache
def _ranged() -> re.Pattern[str]:
    """Both weekdays of a range of days: "Monday 3 to Friday 7 November"."""
    names = either(name for language in ("ru", "en") for name in table(language)["words"]["weekday_names"])
    day = r"(?:the\s+)?\d{1,2}(?:\s?\w{2})?"
    joint = rf"\s*(?:{either(_WORDS['range'])}|[-–—])\s*"
    return re.compile(rf"(?<!\w)(?P<one>{names},?\s+)(?={day}(?:\s+\w+)?{joint}{names},?\s+\d)")


@cache
def _second() -> re.Pattern[str]:
    names = either(name for language in ("ru", "en") for name in table(language)["words"]["weekday_names"])
    return re.compile(rf"{names},?\s+(?=\d)")


def masked(text: str) -> str:
    """The text with such weekdays and times blanked, every other character in its place."""
    if "(" in text or "（" in text:
        text = _bracketed().sub(_beside_figures, text)
    if ":" in text:
        text = _TIME.sub(_blank, text)
    for match in _ranged().finditer(text):
        second = _second().search(text, match.end())
        spans = [match.span(), second.span()] if second else []
        for start, end in spans:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _beside_figures(match: re.Match[str]) -> str:
    near = match.string[max(0, match.start() - _NEAR) : match.start()]
    return _blank(match) if _FIGURE.search(near) else match[0]
