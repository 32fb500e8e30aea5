"""What date expressions mean in their document: years and months from the dates before them, today from its date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.dates.counting import around, counted, date_of, day_before, if_valid, in_month, later, nth_day
from pipeline.dates.known import Known, covers, fine_as, is_period, of_one_year, weekday_before, within
from pipeline.dates.values import Expression, Moment, Relative, completed
from pipeline.model import Period

RECENT = 366  # days from the document's date in which it reports, further back it recalls
CLOSE = 60  # characters over which a bare year of the same sentence gives its year to a day and month


def resolve(
    expressions: Sequence[Sequence[Expression]],
    *,
    document_date: str = "",
    parents: Mapping[int, int] | None = None,
    years: Mapping[int, int] | None = None,
) -> tuple[tuple[Period | None, ...], ...]:
    """The value of every expression of a document, passage by passage; None where the context does not fix it.

    `document_date` is a reduced ISO date or empty; `parents` gives for a passage the heading that governs it,
    and `years` for a heading in which no date was found the one year that it names. A malformed
    `document_date` counts as none.
    """
    reader = _Reader(_parsed(document_date), parents or {}, years or {})
    return tuple(reader.passage(index, passage) for index, passage in enumerate(expressions))


def _parsed(text: str) -> Moment | None:
    try:
        fields: list[int | None] = [int(field) for field in text.split("-")]
    except ValueError:
        return None
    year, month, day = [*fields, None, None][:3]
    moment = Moment(year, month, day)
    return moment if moment.valid else None


class _Reader:
    """Reads a document's expressions in order and remembers what has been said."""

    def __init__(self, document: Moment | None, parents: Mapping[int, int], years: Mapping[int, int]) -> None:
        self._dated = document
        self._parents = parents
        self._years = {heading: Known(Moment(year), Moment(year)) for heading, year in years.items()}
        self._passages: list[list[Known]] = []  # by passage
        self._heading: Known | None = None  # the last date that was a passage of its own

    def passage(self, index: int, expressions: Sequence[Expression]) -> tuple[Period | None, ...]:
        """The values of one passage."""
        known: list[Known] = []
        self._passages.append(known)
        values = [self._value(index, known, expression) for expression in expressions]
        return tuple(values)

    def _value(self, index: int, known: list[Known], expression: Expression) -> Period | None:
        ends = (expression.start, expression.end) if expression.fixed else self._fixed(index, known, expression)
        if ends is None or not all(m.valid and m.fixed for m in ends):
            return None
        if expression.eve:
            before = ends[0].day and day_before(ends[0])
            if not before:
                return None
            ends = before, before
        known.append(Known(*ends, expression))
        if expression.alone:
            self._heading = known[-1]
        return Period(ends[0].iso, ends[1].iso)

    def _fixed(self, index: int, known: list[Known], expression: Expression) -> tuple[Moment, Moment] | None:
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
        self, index: int, known: list[Known], expression: Expression, said: Moment
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
        self, index: int, known: list[Known], expression: Expression, said: Moment, relative: Relative
    ) -> tuple[Moment, Moment] | None:
        if relative.unit == "nth-day":
            return self._nth_day(index, known, relative)
        if relative.unit == "eve":
            return self._eve(index, known, relative)
        if relative.unit == "same":
            last = self._nearest(index, known, "year")
            return None if last is None else (last.start, last.end)
        fineness = {"year": "year", "month": "month", "year-month": "month", "past": "month", "coming": "month"}.get(
            relative.unit, "day"
        )
        if "weekday" in relative.unit and expression.bound == "until" and (start := weekday_before(known, expression)):
            return _twice(counted(start.start, said, replace(relative, unit="coming-weekday"), ahead=False))
        base = self._base(index, known, expression, relative, fineness)
        if base is None:
            return None
        if relative.unit == "day" and base.start != base.end:
            base = replace(base, start=base.end) if relative.shift > 0 else base
            if relative.shift == 0:  # "that day" of several: today, if it is one of them
                return _twice(self._dated if self._dated and covers(base, self._dated) else None)
        return _twice(counted(base.end if relative.shift > 0 else base.start, said, relative, ahead=expression.ahead))

    def _nth_day(self, index: int, known: list[Known], relative: Relative) -> tuple[Moment, Moment] | None:
        """A day of a period; the second day of what began on a single day is the day after."""
        period = self._period(index, known)
        if period is None and relative.shift > 1:
            period = self._nearest(index, known, "day")
            single = None if period is None else counted(period.end, period.end, _on(relative.shift - 1), ahead=False)
            return _twice(single)
        return None if period is None else _twice(nth_day(period.start, period.end, relative.shift))

    def _eve(self, index: int, known: list[Known], relative: Relative) -> tuple[Moment, Moment] | None:
        """The day before what the passage told last, else before what is under way; «накануне» alone: yesterday."""
        told = self._told(known)
        if told is None and relative.base == "document" and self._dated is not None:
            told = Known(self._dated, self._dated)
        if told is None or told.start.day is None:
            days = [one for group in self._groups(index, known) for one in group if one.start.day is not None]
            told = next((one for one in days if self._dated is not None and covers(one, self._dated)), None)
        return _twice(None if told is None else day_before(told.start))

    def _base(
        self, index: int, known: list[Known], expression: Expression, relative: Relative, fineness: str
    ) -> Known | None:
        to_come = expression.ahead and relative.shift > 0 and not known and self._dated is not None
        told = relative.base == "told" and not expression.ahead and (bool(known) or self._dated is None)
        if told or (relative.base == "context" and not to_come):
            return self._nearest(index, known, fineness)
        now = self._dated or self._latest()
        return Known(now, now) if now is not None and fine_as(now, fineness) else None

    def _latest(self) -> Moment | None:
        """The latest day so far: the best guess at when an undated document was written."""
        days = [one.end for group in self._passages for one in group if one.end.day is not None and not one.aside]
        return max(days, key=date_of, default=None)

    def _nearest(self, index: int, known: list[Known], fineness: str) -> Known | None:
        """The last date at least so fine: of the passage, of its heading, of the passages before, of the document."""
        for group in self._groups(index, known):
            fine = [one for one in reversed(group) if fine_as(one.end, fineness)]
            news = fineness == "day" and group is not known and any(self._recent(one) for one in fine)
            fine.sort(key=lambda one: one.aside + (fineness == "year" and not of_one_year(one)))
            fine = [one for one in fine if not news or self._recent(one)]
            if fine:
                return fine[0]
        return Known(self._dated, self._dated) if self._dated is not None and fine_as(self._dated, fineness) else None

    def _recent(self, one: Known) -> bool:
        """Whether a day lies within a year of the document's; what lies further back was only recalled."""
        now = self._dated
        return now is not None and now.day is not None and abs((date_of(one.end) - date_of(now)).days) < RECENT

    def _period(self, index: int, known: list[Known]) -> Known | None:
        """The period of days meant by "the first day": the last one, but the one under way before another passage's."""
        groups = [[one for one in group if is_period(one)] for group in self._groups(index, known)]
        if groups[0]:
            return groups[0][-1]
        under_way = [one for group in groups for one in group if self._dated and covers(one, self._dated)]
        return next(iter(under_way or [one for group in groups for one in reversed(group)]), None)

    def _groups(self, index: int, known: list[Known]) -> list[list[Known]]:
        headings = [self._passages[parent] for parent in self._ancestors(index)]
        headings += [[self._heading]] if self._heading and not self._parents else []
        return [known, *headings, *self._passages[-2::-1]]

    def _ancestors(self, index: int) -> list[int]:
        found: list[int] = []
        parent = self._parents.get(index)
        while parent is not None and parent < index and parent not in found:
            found.append(parent)
            parent = self._parents.get(parent)
        return found

    # -- missing years and months

    def _yeared(self, index: int, known: list[Known], expression: Expression, said: Moment) -> Moment | None:
        """A month, or a day of one, given its year."""
        governing = self._governing(index, known, expression)
        if governing is not None:
            moment = replace(said, year=governing.end.year)
            beside = governing.said is not None and governing.said.sentence == expression.sentence
            if expression.ahead and beside and governing.end.month is not None and later(governing.end, moment):
                moment = replace(said, year=governing.end.known_year + 1)
            return if_valid(moment)
        if self._dated is not None:
            near = around(said, self._dated, ahead=expression.ahead)
            told = self._told(known) if not expression.ahead and later(near, self._dated) else None
            return if_valid(near if told is None else replace(said, year=told.end.year))
        now, told = self._latest(), self._told(known)
        if now is not None and (expression.ahead or told is None):
            return if_valid(around(said, now, ahead=expression.ahead))
        last = told or self._nearest(index, known, "year")
        return None if last is None else if_valid(replace(said, year=last.end.year))

    def _told(self, known: list[Known]) -> Known | None:
        """The last day or month that the passage has told of."""
        return next((one for one in reversed(known) if one.end.month is not None and not one.aside), None)

    def _governing(self, index: int, known: list[Known], expression: Expression) -> Known | None:
        """The earlier date whose year a day and month takes, if it is not the document's."""
        for one in reversed(known):
            if self._binds(one, expression):
                return one
        if known and known[0].leads:
            return known[0]
        above = self._ancestors(index)
        heads = [one for parent in above for one in self._passages[parent][:1] if of_one_year(one)]
        heads += [self._years[parent] for parent in above if parent in self._years]
        return next(iter(heads), None if self._parents else self._heading)

    def _binds(self, one: Known, expression: Expression) -> bool:
        """Whether an earlier date of the passage gives its year to a later one."""
        if one.said is None:
            return False
        if one.said.sentence == expression.sentence:
            bare = one.said.fixed and one.said.precision == "year" and not one.leads
            return not bare or (expression.span.start - one.said.span.end <= CLOSE and one.start == one.end)
        to_come = self._dated is not None and one.end.known_year > self._dated.known_year
        return expression.ahead and to_come and not one.aside

    def _dayed(self, index: int, known: list[Known], expression: Expression, said: Moment) -> Moment | None:
        """A bare day given its month and year."""
        for group in (known, *self._groups(index, [])[1:2]):
            for one in reversed(group):
                if one.end.month is not None:
                    return within(one, said)
        if self._dated is None or self._dated.month is None:
            last = self._nearest(index, known, "month")
            return None if last is None else replace(said, year=last.end.year, month=last.end.month)
        return in_month(said, self._dated, ahead=expression.ahead)


def _on(days: int) -> Relative:
    return Relative("context", "day", days)


def _twice(moment: Moment | None) -> tuple[Moment, Moment] | None:
    return None if moment is None else (moment, moment)
