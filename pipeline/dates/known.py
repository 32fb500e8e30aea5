"""A date already understood, and what can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.dates.counting import date_of
from pipeline.dates.values import Expression, Moment


@dataclass(frozen=True, slots=True)
class Known:
    """A date already understood: its ends, and the expression that said it (none: the document's own date)."""

    start: Moment
    end: Moment
    said: Expression | None = None

    @property
    def leads(self) -> bool:
        """Whether it opens its passage, and so governs it."""
        return self.said is not None and self.said.leads

    @property
    def aside(self) -> bool:
        """Whether it stands in brackets or in a title, so that what follows hardly counts from it."""
        return self.said is not None and self.said.aside


def within(one: Known, said: Moment) -> Moment:
    """A bare day in the month of an earlier date; of a range over two months, in the one that has it in the range."""
    ends = [replace(said, year=end.year, month=end.month) for end in (one.end, one.start)]
    return next((day for day in ends if day.valid and is_period(one) and covers(one, day)), ends[0])


def weekday_before(known: list[Known], expression: Expression) -> Known | None:
    """The weekday that began what this one ends: "from Friday to Sunday"."""
    last = known[-1] if known else None
    if last is None or last.said is None or last.said.sentence != expression.sentence:
        return None
    relative = last.said.relative
    return last if relative is not None and "weekday" in relative.unit else None


def of_one_year(one: Known) -> bool:
    """Whether both ends are of one year."""
    return one.start.year == one.end.year


def is_period(one: Known) -> bool:
    """Whether it is a stretch of several days."""
    return one.start != one.end and one.start.day is not None and one.end.day is not None


def covers(one: Known, moment: Moment) -> bool:
    """Whether a day lies in it."""
    return moment.day is not None and date_of(one.start) <= date_of(moment) <= date_of(one.end)


def fine_as(moment: Moment, fineness: str) -> bool:
    """Whether a moment says its year, month or day, as the fineness asks."""
    return {"year": moment.year, "month": moment.month, "day": moment.day}[fineness] is not None
