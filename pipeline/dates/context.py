"""What date expressions mean in their document: years and months from the dates before them, today from its date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.dates.values import Expression, Moment, Relative, completed
from pipeline.model import Period

FAR = 183  # days: a day and month further ahead of the document's date, in a text that looks back, is last year's
CLOSE = 60  # characters over which a bare year of the same sentence gives its year to a day and month
NEAR = 45  # days: one further behind the document's date, in a sentence that looks ahead, is next year's


@dataclass(frozen=True, slots=True)
class _Known:
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


def resolve(
    expressions: Sequence[Sequence[Expression]],
    *,
    document_date: str = "",
    parents: Mapping[int, int] | None = None,
) -> tuple[tuple[Period | None, ...], ...]:
    """The value of every expression of a document, passage by passage; None where the context does not fix it.

    `document_date` is a reduced ISO date or empty; `parents` gives for a passage the heading that governs it.
    A malformed `document_date` counts as none.
    """
    reader = _Reader(_parsed(document_date), parents or {})
    return tuple(reader.passage(index, passage) for index, passage in enumerate(expressions))


def _parsed(text: str) -> Moment | None:
    try:
        fields = [int(field) for field in text.split("-")] if text else []
    except ValueError:
        return None
    moment = Moment(*fields[:3]) if fields else None
    return moment if moment is not None and moment.valid else None


class _Reader:
    """Reads a document's expressions in order and remembers what has been said."""

    def __init__(self, document: Moment | None, parents: Mapping[int, int]) -> None:
        self._dated = document
        self._parents = parents
        self._passages: list[list[_Known]] = []  # by passage
        self._heading: _Known | None = None  # the last date that was a passage of its own

    def passage(self, index: int, expressions: Sequence[Expression]) -> tuple[Period | None, ...]:
        """The values of one passage."""
        known: list[_Known] = []
        self._passages.append(known)
        values = [self._value(index, known, expression) for expression in expressions]
        return tuple(values)

    def _value(self, index: int, known: list[_Known], expression: Expression) -> Period | None:
        ends = (expression.start, expression.end) if expression.fixed else self._fixed(index, known, expression)
        if ends is None or not all(m.valid and m.fixed for m in ends):
            return None
        known.append(_Known(*ends, expression))
        if expression.alone:
            self._heading = known[-1]
        return Period(ends[0].iso, ends[1].iso)

    def _fixed(self, index: int, known: list[_Known], expression: Expression) -> tuple[Moment, Moment] | None:
        start = self._moment(index, known, expression, expression.start)
        if start is None:
            return None
        if expression.start == expression.end:
            return start
        end_said = expression.end
        if end_said.relative is None or end_said.relative == expression.start.relative:
            return completed(start[0], replace(end_said, relative=None))
        end = self._moment(index, known, expression, end_said)
        return None if end is None else (start[0], end[1])

    def _moment(
        self, index: int, known: list[_Known], expression: Expression, said: Moment
    ) -> tuple[Moment, Moment] | None:
        """One moment made absolute, as first and last (they differ only for «тогда же» after a range)."""
        if said.fixed:
            return said, said
        if said.relative is not None:
            return self._related(index, known, expression, said, said.relative)
        moment = self._dayed(index, known, expression, said) if said.month is None else None
        if said.month is not None:
            moment = self._yeared(index, known, expression, said)
        return None if moment is None else (moment, moment)

    # -- relative values

    def _related(
        self, index: int, known: list[_Known], expression: Expression, said: Moment, relative: Relative
    ) -> tuple[Moment, Moment] | None:
        if relative.unit == "nth-day":
            return _twice(_nth_day(self._period(index, known), relative.shift))
        if relative.unit == "same":
            last = self._nearest(index, known, "year")
            return None if last is None else (last.start, last.end)
        fineness = {"year": "year", "month": "month", "past": "month", "coming": "month"}.get(relative.unit, "day")
        base = self._base(index, known, relative, fineness)
        if base is None:
            return None
        if relative.unit == "day" and base.start != base.end:
            base = replace(base, start=base.end) if relative.shift > 0 else base
            if relative.shift == 0:
                return None  # "that day" of several
        return _twice(_counted(base.end if relative.shift > 0 else base.start, said, relative, ahead=expression.ahead))

    def _base(self, index: int, known: list[_Known], relative: Relative, fineness: str) -> _Known | None:
        if relative.base == "document" and self._dated is not None and _fine(self._dated, fineness):
            return _Known(self._dated, self._dated)
        if relative.base == "document" and self._dated is not None:
            return None
        return self._nearest(index, known, fineness if relative.base == "context" else "day")

    def _nearest(self, index: int, known: list[_Known], fineness: str) -> _Known | None:
        """The last date at least so fine: of the passage, of its heading, of the passages before, of the document."""
        for group in self._groups(index, known):
            fine = [one for one in reversed(group) if _fine(one.end, fineness)]
            fine.sort(key=lambda one: one.aside + (fineness == "year" and one.start.year != one.end.year))
            if fine:
                return fine[0]
        return _Known(self._dated, self._dated) if self._dated is not None and _fine(self._dated, fineness) else None

    def _period(self, index: int, known: list[_Known]) -> _Known | None:
        """The period of days meant by "the first day": the last one, but the one under way before another passage's."""
        groups = [[one for one in group if _is_period(one)] for group in self._groups(index, known)]
        if groups[0]:
            return groups[0][-1]
        under_way = [one for group in groups for one in group if self._dated and _covers(one, self._dated)]
        return next(iter(under_way or [one for group in groups for one in reversed(group)]), None)

    def _groups(self, index: int, known: list[_Known]) -> list[list[_Known]]:
        headings = [self._passages[parent] for parent in self._ancestors(index)]
        headings += [[self._heading]] if self._heading else []
        return [known, *headings, *self._passages[-2::-1]]

    def _ancestors(self, index: int) -> list[int]:
        found: list[int] = []
        parent = self._parents.get(index)
        while parent is not None and parent < index and parent not in found:
            found.append(parent)
            parent = self._parents.get(parent)
        return found

    # -- missing years and months

    def _yeared(self, index: int, known: list[_Known], expression: Expression, said: Moment) -> Moment | None:
        """A month, or a day of one, given its year."""
        governing = self._governing(index, known, expression)
        if governing is not None:
            return _leaping(replace(said, year=governing.end.year))
        if self._dated is not None:
            return _leaping(_around(said, self._dated, ahead=expression.ahead))
        last = self._nearest(index, known, "year")
        return None if last is None else _leaping(replace(said, year=last.end.year))

    def _governing(self, index: int, known: list[_Known], expression: Expression) -> _Known | None:
        """The earlier date whose year a day and month takes, if it is not the document's."""
        for one in reversed(known):
            if self._binds(one, expression):
                return one
        if known and known[0].leads:
            return known[0]
        heads = [self._passages[parent][:1] for parent in self._ancestors(index)]
        return next((head[0] for head in heads if head), self._heading)

    def _binds(self, one: _Known, expression: Expression) -> bool:
        """Whether an earlier date of the passage gives its year to a later one."""
        assert one.said is not None
        if one.said.sentence == expression.sentence:
            bare = one.said.fixed and one.said.precision == "year" and not one.leads
            return not bare or (expression.span.start - one.said.span.end <= CLOSE and one.start == one.end)
        later = self._dated is not None and (one.end.year or 0) > (self._dated.year or 0)
        return expression.ahead and later and not one.aside

    def _dayed(self, index: int, known: list[_Known], expression: Expression, said: Moment) -> Moment | None:
        """A bare day given its month and year."""
        for group in (known, *self._groups(index, [])[1:2]):
            for one in reversed(group):
                if one.end.month is not None:
                    return replace(said, year=one.end.year, month=one.end.month)
        if self._dated is None or self._dated.month is None:
            last = self._nearest(index, known, "month")
            return None if last is None else replace(said, year=last.end.year, month=last.end.month)
        return _in_month(said, self._dated, ahead=expression.ahead)


def _twice(moment: Moment | None) -> tuple[Moment, Moment] | None:
    return None if moment is None else (moment, moment)


def _is_period(one: _Known) -> bool:
    return one.start != one.end and one.start.day is not None and one.end.day is not None


def _covers(one: _Known, moment: Moment) -> bool:
    return moment.day is not None and _date(one.start) <= _date(moment) <= _date(one.end)


def _fine(moment: Moment, fineness: str) -> bool:
    return {"year": moment.year, "month": moment.month, "day": moment.day}[fineness] is not None


def _date(moment: Moment) -> date:
    return date(moment.year or 1, moment.month or 1, moment.day or 1)


def _of(day: date) -> Moment:
    return Moment(day.year, day.month, day.day)


def _counted(base: Moment, said: Moment, relative: Relative, *, ahead: bool) -> Moment | None:
    """`said` counted from an absolute moment that is fine enough for the unit."""
    assert base.year is not None
    if relative.unit == "year":
        return _leaping(Moment(base.year + relative.shift, said.month, said.day))
    if relative.unit == "month":
        months = base.year * 12 + (base.month or 1) - 1 + relative.shift
        return Moment(months // 12, months % 12 + 1, said.day)
    if relative.unit in ("past", "coming"):
        return _next_or_last(base, said, relative.unit)
    if relative.unit == "day":
        return _shifted(base, relative.shift)
    return _weekday(_date(base), relative, ahead=ahead)


def _shifted(base: Moment, days: int) -> Moment | None:
    try:
        return _of(_date(base) + timedelta(days=days))
    except OverflowError:
        return None


def _next_or_last(base: Moment, said: Moment, unit: str) -> Moment | None:
    """"the following May", 此前的6月29日: the nearest such date after or before the base."""
    assert base.year is not None
    mine = (said.month or 0, said.day or 0)
    theirs = (base.month or 0, (base.day or 0) if said.day else 0)
    if unit == "coming":
        return _leaping(replace(said, relative=None, year=base.year + (mine <= theirs)))
    return _leaping(replace(said, relative=None, year=base.year - (mine >= theirs)))


def _weekday(base: date, relative: Relative, *, ahead: bool) -> Moment:
    behind = (base.isoweekday() - relative.shift) % 7
    if relative.unit == "week-weekday":
        return _of(base - timedelta(days=base.isoweekday() - relative.shift - 7 * relative.week))
    if relative.unit == "coming-weekday" or (relative.unit == "weekday" and ahead and behind):
        return _of(base + timedelta(days=7 - behind))
    if relative.unit == "past-weekday" and not behind:
        return _of(base - timedelta(days=7))
    return _of(base - timedelta(days=behind))


def _nth_day(known: _Known | None, shift: int) -> Moment | None:
    """A day of the last period of days: the second (2), the last (-1)."""
    if known is None:
        return None
    first, last = _date(known.start), _date(known.end)
    day = last if shift < 0 else first + timedelta(days=shift - 1)
    return _of(day) if day <= last else None


def _around(said: Moment, document: Moment, *, ahead: bool) -> Moment:
    """The year that brings a day and month near the document's date, on the side that the sentence looks to."""
    assert document.year is not None
    this_year = replace(said, year=document.year)
    if document.month is None or not said.month:
        return this_year
    distance = (_comparable(this_year, document) - _comparable(document, this_year)).days
    if not ahead and distance > FAR:
        return replace(said, year=document.year - 1)
    if ahead and distance < -NEAR:
        return replace(said, year=document.year + 1)
    return this_year


def _comparable(moment: Moment, other: Moment) -> date:
    """The day of a moment, as fine as both are; 29 February of any year is good enough."""
    day = min(moment.day or 1, 28) if other.day is not None else 1
    return date(moment.year or 1, moment.month or 1, day)


def _in_month(said: Moment, document: Moment, *, ahead: bool) -> Moment:
    """A bare day near the document's date: of its month, of the month before if that has not come yet."""
    assert said.day is not None and document.year is not None and document.month is not None
    months = document.year * 12 + document.month - 1
    if document.day is not None and said.day > document.day and not ahead:
        months -= 1
    elif document.day is not None and said.day < document.day and ahead:
        months += 1
    return replace(said, year=months // 12, month=months % 12 + 1)


def _leaping(moment: Moment) -> Moment | None:
    """The moment, if that day is in that year's calendar."""
    return moment if moment.valid else None


