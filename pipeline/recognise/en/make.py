"""An English name from its units to a mention: how it is written, its number, the years in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Form, Mention, Period
from pipeline.recognise.en.ordinals import ordinal, roman
from pipeline.recognise.en.words import Words, listed

SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:[-–—/]|to)\s?((?:19|20)\d\d|\d\d)(?!\d)")
LIMIT = re.compile(r"\b(?:until|till|up to|to) ((?:19|20)\d\d)(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
INNER = re.compile(r" ?\((?:hereinafter )?[\"“]?[A-Z][\w-]*[A-Z][\w-]*[\"”]?\)(?= \w)")  # an abbreviation amid a name
LIMITED = {"agenda", "vision", "strategy", "plan", "programme", "program", "roadmap", "framework", "outlook", "concept"}
ABBREVIATION = 5  # letters of the longest word in capitals that is left so in a heading


@dataclass(frozen=True, slots=True)
class Found:
    """A name as found: units `start`–`end`, its head before `head_end`, what it is."""

    start: int
    head: int
    end: int
    cls: str
    kind: str = ""
    number: int | None = None
    form: Form = "name"


def make(w: Words, found: Found) -> Mention:
    """The mention of a found name."""
    span = w.span(found.start, found.end)
    name = written(w, found.start, found.end)
    return w.reading.mention(
        span, found.cls, name, kind=found.kind, ordinal=found.number, period=years(name, found.cls), form=found.form
    )


def written(w: Words, start: int, end: int) -> str:
    """The name as it is written; one in capitals throughout as it would stand in a text."""
    name = " ".join(w.reading.surface(w.span(start, end)).split())
    name = INNER.sub("", name)
    letters = [c for c in name if c.isalpha()]
    if not (w.heading or letters and all(c.isupper() for c in letters) and end - start > 1):
        return name
    if not w.heading:
        return name
    parts, at = [], w.units[start].start
    for i in range(start, end):
        parts += [w.text[at : w.units[i].start], _cased(w, i)]
        at = w.units[i].end
    return INNER.sub("", " ".join("".join(parts).split()))


def _cased(w: Words, i: int) -> str:
    unit = w.units[i]
    lower = unit.text.lower()
    if lower in listed("connectors") | listed("articles") | {"and", "or"} or unit.text[0] in "'’":
        return lower
    if " " in unit.text and unit.text.isupper():
        return " ".join(
            part if part in {"of", "the", "and", "for", "on", "in", "to"} else part.capitalize()
            for part in lower.split()
        )
    if (
        not unit.text.isupper()
        or unit.cls
        and len(unit.text) <= ABBREVIATION
        or unit.text[:1].isdigit()
        and not ordinal(unit.text)
    ):
        return unit.text
    if ordinal(unit.text) is not None and unit.text[0].isdigit():
        return lower
    if len(unit.text) <= ABBREVIATION and not re.search(r"[AEIOU].*[AEIOU]|[AEIOU]", unit.text):
        return unit.text
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), unit.text)


def number(w: Words, start: int, head: int) -> int | None:
    """The first ordinal among units."""
    for i in range(start, head):
        value = ordinal(w.units[i].text)
        if value is None and i == start and w.units[i].text != "I":
            value = roman(w.units[i].text)
        if value is not None:
            return value
    return None


def years(name: str, cls: str) -> Period | None:
    """The years a name gives: the span or limit of a text, the year of an event."""
    span = SPAN.search(name)
    if cls == "Event":
        year = YEAR.search(name)
        return Period(year.group(1), year.group(1)) if year else None
    if cls not in {"Agreement", "Initiative"}:
        return None
    if span:
        first, last = span.groups()
        return Period(first, last if len(last) == 4 else first[:2] + last)
    limit = LIMIT.search(name)
    if limit:
        return Period("", limit.group(1))
    one = YEAR.search(name)
    if one and set(name.lower().split()) & LIMITED and not name.rstrip().endswith(")"):
        return Period("", one.group(1))
    return None
