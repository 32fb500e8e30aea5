"""What a date expression says, before and after its context is known."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model import Period, Span

Base = Literal["document", "context", "told"]
Unit = Literal[
    "day",
    "month",
    "year",  # so many of them on
    "past",
    "coming",  # the nearest such month or day, before or after
    "same",
    "nth-day",
    "eve",  # the day before all of it
    "year-day",  # so many years on, on the same day or in the same month
    "year-month",
    "weekday",
    "past-weekday",
    "coming-weekday",
    "week-weekday",
]
Precision = Literal["day", "month", "year", "none"]

EARLIEST, LATEST = 1000, 2199  # years that the grammar believes when they are marked as years
LIKELY = range(1900, 2101)  # years that a bare number may mean


@dataclass(frozen=True, slots=True)
class Relative:
    """A value that is counted from another one: the document's date, or the last date in the text (or passage).

    `shift` counts units ("next year" is document year +1). For weekdays it is the ISO number of the day and
    `week` the week meant; for "nth-day" it is the day of a period (the last one is -1). "same" repeats
    the whole context at its own precision.
    """

    base: Base
    unit: Unit
    shift: int = 0
    week: int = 0

    def __str__(self) -> str:
        return f"{self.base}:{self.unit}{self.shift:+d}"


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of an expression: what of year, month and day is said, and what it is relative to."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: Relative | None = None

    @property
    def fixed(self) -> bool:
        """Whether nothing is left to the context."""
        return self.year is not None and self.relative is None

    @property
    def known_year(self) -> int:
        """The year, where it must be known; ValueError if it is not."""
        if self.year is None:
            raise ValueError(f"no year: {self}")
        return self.year

    @property
    def valid(self) -> bool:
        """Whether such a day is in the calendar (29 February passes while its year is unknown)."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.year is not None and not 1 <= self.year <= 9999:
            return False
        return self.day is None or 1 <= self.day <= days_of(self.year, self.month)

    @property
    def iso(self) -> str:
        """The reduced ISO date of a moment whose year is known."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        return text + f"-{self.day:02d}" if self.day is not None and self.month is not None else text


def days_of(year: int | None, month: int | None) -> int:
    """The number of days of a month: the greatest possible one where year or month is unknown."""
    if month is None:
        return 31
    return calendar.monthrange(2000 if year is None else year, month)[1]


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression found in a text.

    `start` and `end` are equal unless a range is written. `bound` says that the text gives only the first
    ("since 1967") or the last ("until 2018") date of something. The other fields are hints for the
    context: the number of its `sentence`, whether that sentence looks `ahead`, whether the expression
    stands `aside` in brackets or a title, whether it opens its passage (`leads`) or is all of it (`alone`).
    """

    span: Span
    start: Moment
    end: Moment
    bound: Literal["", "from", "until"] = ""
    sentence: int = 0
    ahead: bool = False
    aside: bool = False
    leads: bool = False
    alone: bool = False
    eve: bool = False  # the day before is meant: "the eve of 9 May"

    @property
    def fixed(self) -> bool:
        """Whether the value is absolute: no context is needed."""
        return self.start.fixed and self.end.fixed

    @property
    def relative(self) -> Relative | None:
        """What the value is counted from, if it is."""
        return self.start.relative or self.end.relative

    @property
    def precision(self) -> Precision:
        """The finest unit that is written; "none" where the context decides it."""
        if self.end.day is not None or (self.relative and ("day" in self.relative.unit or self.relative.unit == "eve")):
            return "day"
        if self.end.month is not None or (self.relative and "month" in self.relative.unit):
            return "month"
        return "none" if self.relative and self.relative.unit == "same" else "year"

    @property
    def period(self) -> Period | None:
        """The value, where it is fixed."""
        return Period(self.start.iso, self.end.iso) if self.fixed and not self.eve else None


def completed(start: Moment, end: Moment) -> tuple[Moment, Moment] | None:
    """Both ends of a range, each given what only the other says; None if that makes no range.

    "8–9 June 2017": the start takes month and year of the end. "28 December – 3 January 2025": the start
    lies in the year before.
    """
    start, end = _share_month(start, end), _share_month(end, start)
    if start.year is None and end.year is not None and start.relative is None:
        start = replace(start, year=end.year, relative=end.relative)
        if _after(start, end):
            start = replace(start, year=end.year - 1)
    elif end.year is None and end.relative is None:
        end = replace(end, year=start.year, relative=_carried(start))
        if start.year is not None and _after(start, end):
            end = replace(end, year=start.year + 1)
    elif start.year is None and start.relative is None:
        start = replace(start, relative=_carried(end))
    sound = start.valid and end.valid and not (start.fixed and end.fixed and _after(start, end))
    return (start, end) if sound else None


def _share_month(one: Moment, other: Moment) -> Moment:
    if one.day is not None and one.month is None and one.relative is None:
        return replace(one, month=other.month, relative=None if other.month else _carried(other))
    return one


def _carried(moment: Moment) -> Relative | None:
    """The end is of the same relative year ("今年9月17日至21日"), but "明天起至15日" is no relative day."""
    relative = moment.relative
    return relative if relative is not None and relative.unit in ("year", "month") else None


def _after(one: Moment, other: Moment) -> bool:
    fields = [(a, b) for a, b in zip(_key(one), _key(other), strict=True) if a is not None and b is not None]
    return [a for a, _ in fields] > [b for _, b in fields]


def _key(moment: Moment) -> tuple[int | None, int | None, int | None]:
    return (moment.year, moment.month, moment.day)
