"""Calendar arithmetic on moments: counting days, months, years and weekdays from a known date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.dates.values import Moment, Relative

FAR = 183  # days: a day and month further ahead of the document's date, in a text that looks back, is last year's
NEAR = 45  # days: one further behind the document's date, in a sentence that looks ahead, is next year's


def date_of(moment: Moment) -> date:
    """The first day of a moment."""
    return date(moment.year or 1, moment.month or 1, moment.day or 1)


def _of(day: date) -> Moment:
    return Moment(day.year, day.month, day.day)


def counted(base: Moment, said: Moment, relative: Relative, *, ahead: bool) -> Moment | None:
    """`said` counted from an absolute moment that is fine enough for the unit."""
    if relative.unit == "year":
        return if_valid(Moment(base.known_year + relative.shift, said.month, said.day))
    if relative.unit in ("year-day", "year-month"):
        day = base.day if relative.unit == "year-day" else None
        return if_valid(Moment(base.known_year + relative.shift, base.month, day))
    if relative.unit == "month":
        months = base.known_year * 12 + (base.month or 1) - 1 + relative.shift
        return if_valid(Moment(months // 12, months % 12 + 1, said.day))
    if relative.unit in ("past", "coming"):
        return _next_or_last(base, said, relative.unit)
    if relative.unit == "day":
        return _shifted(base, relative.shift)
    return _shifted(base, _weekday(date_of(base), relative, ahead=ahead))


def _shifted(base: Moment, days: int) -> Moment | None:
    try:
        return _of(date_of(base) + timedelta(days=days))
    except OverflowError:
        return None


def day_before(moment: Moment) -> Moment | None:
    """The day before a day."""
    return _shifted(moment, -1)


def _next_or_last(base: Moment, said: Moment, unit: str) -> Moment | None:
    """The nearest such date after or before the base: "the following May", 此前的6月29日."""
    mine = (said.month or 0, said.day or 0)
    theirs = (base.month or 0, (base.day or 0) if said.day else 0)
    if unit == "coming":
        return if_valid(replace(said, relative=None, year=base.known_year + (mine <= theirs)))
    return if_valid(replace(said, relative=None, year=base.known_year - (mine >= theirs)))


def _weekday(base: date, relative: Relative, *, ahead: bool) -> int:
    """How many days on from the base the weekday meant lies."""
    behind = (base.isoweekday() - relative.shift) % 7
    if relative.unit == "week-weekday":
        return relative.shift - base.isoweekday() + 7 * relative.week
    if relative.unit == "coming-weekday" or (relative.unit == "weekday" and ahead and behind):
        return 7 - behind
    return -7 if relative.unit == "past-weekday" and not behind else -behind


def nth_day(start: Moment, end: Moment, shift: int) -> Moment | None:
    """A day of a period of days: the second (2), the last (-1)."""
    first, last = date_of(start), date_of(end)
    day = last if shift < 0 else first + timedelta(days=shift - 1)
    return _of(day) if day <= last else None


def around(said: Moment, document: Moment, *, ahead: bool) -> Moment:
    """The year that brings a day and month near the document's date, on the side that the sentence looks to."""
    this_year = replace(said, year=document.known_year)
    if document.month is None or not said.month:
        return this_year
    distance = (_comparable(this_year, document) - _comparable(document, this_year)).days
    if not ahead and distance > FAR:
        return replace(said, year=document.known_year - 1)
    if ahead and distance < -NEAR:
        return replace(said, year=document.known_year + 1)
    return this_year


def later(moment: Moment, document: Moment) -> bool:
    """Whether a moment lies after the document's date, as far as both say."""
    return _comparable(moment, document) > _comparable(document, moment)


def _comparable(moment: Moment, other: Moment) -> date:
    """The day of a moment, as fine as both are; 29 February of any year is good enough."""
    day = min(moment.day or 1, 28) if other.day is not None else 1
    return date(moment.year or 1, moment.month or 1, day)


def in_month(said: Moment, document: Moment, *, ahead: bool) -> Moment:
    """A bare day near the document's date: of its month, of the month before if that has not come yet."""
    months = document.known_year * 12 + (document.month or 1) - 1
    if document.day is not None and said.day is not None:
        months -= said.day > document.day and not ahead
        months += said.day < document.day and ahead
    return replace(said, year=months // 12, month=months % 12 + 1)


def if_valid(moment: Moment) -> Moment | None:
    """The moment, if that day is in that year's calendar."""
    return moment if moment.valid else None
