"""The machinery that the grammars of all languages share: forms, and what their groups say.

A form is a regular expression whose named groups carry the meaning:

    y m d      year, month and day as written (start); Y M D the same for the end of a range
    ry rm r    words that make the year, the month, or the whole value relative
    wk wd      week words ("last", 上) and weekday
    md        a feast that has its day
    n u w      "two years later": number (one, if none is written), unit and way
    nw         which of a month's weekdays or days, the last being -1: "the first Tuesday of October 2024"
    ww         the week of a weekday: "Monday of last week"
    ds ms      a list of days or months that share what else is written: "3, 5 and 17 June"
    iw id      ISO week and its day; dy the day of the year
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from pipeline.dates.values import EARLIEST, LATEST, Moment, Relative, Unit, completed, days_of

Reading = tuple[Moment, Moment]
PIVOT = 50  # years of two figures from this one on are of the twentieth century


@dataclass(frozen=True)
class Form:
    """One way to write a date: `pattern` from its first character, `before` what must end the text before it.

    `guess` forms are dropped when their value is no date; any other form then hides its stretch, for
    "30 February 2024" is not February 2024.
    """

    pattern: re.Pattern[str]
    before: re.Pattern[str] | None = None
    guess: bool = False
    check: Callable[[re.Match[str]], bool] | None = None
    hides: bool = False  # what it matches is no date, nor is a part of it

    @property
    def listing(self) -> bool:
        """Whether it matches a list of days or months."""
        return "ds" in self.pattern.groupindex or "ms" in self.pattern.groupindex


@dataclass(frozen=True)
class Grammar:
    """The grammar of one language.

    `trigger` finds in lower case where a form may begin (its group `word`: not with a figure); `prefix` may stand
    before a form and belongs to the expression.
    """

    trigger: re.Pattern[str]
    digit_forms: tuple[Form, ...]
    word_forms: tuple[Form, ...]
    year: Callable[[str], int | None]
    month: Callable[[str], int | None]
    day: Callable[[str], int | None]
    weekday: Callable[[str], int | None]
    which: Callable[[str], int | None]  # "first" 1, "last" -1
    feast: Callable[[str], int | None]  # month and day as one number: 1225
    relative: Callable[[re.Match[str], str], Relative | None]  # of its group "ry", "rm", "r" or "wk"
    count: Callable[[re.Match[str]], Relative | None]
    joins: re.Pattern[str]  # between the ends of a range
    pairs: re.Pattern[str]  # between the ends of a range that an opening word announces
    opens: re.Pattern[str]  # the opening word of a range, before its start
    lists: re.Pattern[str]  # between dates that are listed
    listed: re.Pattern[str]  # one day or month of a list
    eve: re.Pattern[str]  # before a date when the day before is meant
    prefix: re.Pattern[str]
    bound_from: re.Pattern[str]
    bound_until: re.Pattern[str]
    after_from: re.Pattern[str] | None
    after_until: re.Pattern[str] | None
    ahead: re.Pattern[str]
    view: tuple[int, int]  # characters before and after an expression in which `ahead` counts
    sentence: re.Pattern[str]


def read(grammar: Grammar, match: re.Match[str]) -> Reading | Literal["none"] | None:
    """What a match of a form says. None: it is no date at all; "none": it is one that no calendar has."""
    return read_said(grammar, match, {name: text for name, text in match.groupdict().items() if text is not None})


def read_said(grammar: Grammar, match: re.Match[str], said: dict[str, str]) -> Reading | Literal["none"] | None:
    """What the named parts of a match say; the match itself is asked for its relative words alone."""
    if len(said.get("Y", "")) == 2 and said["Y"].isdecimal():
        said["Y"] = said["y"][:2] + said["Y"]  # 2024/25
    if "iw" in said or "dy" in said:
        return day_of_year(said)
    if "u" in said:
        relative = grammar.count(match)
        return None if relative is None else (Moment(relative=relative),) * 2
    if "nw" in said:
        return _of_month(grammar, said)
    if "wd" in said:
        return _weekday(grammar, match, said)
    if "r" in said:
        relative = grammar.relative(match, "r")
        return None if relative is None else (Moment(relative=relative),) * 2
    return _calendar(grammar, match, said)


def _calendar(grammar: Grammar, match: re.Match[str], said: dict[str, str]) -> Reading | Literal["none"] | None:
    start = _moment(grammar, said, "y", "m", "d")
    if start is None:
        return None
    start = _related(grammar, match, said, start)
    if not any(name in said for name in ("Y", "M", "D")):
        return (start, start) if start.valid and _sane(start) else "none"
    end = _moment(grammar, said, "Y", "M", "D")
    if end is None:
        return None
    if "ry" in said and "Y" not in said and end.month is not None:
        end = replace(end, relative=start.relative)
    if not (_sane(start) and _sane(end)):
        return "none"
    return completed(start, end) or "none"


def _moment(grammar: Grammar, said: dict[str, str], y: str, m: str, d: str) -> Moment | None:
    year = full_year(grammar.year(said[y])) if y in said else None
    month = grammar.month(said[m]) if m in said else None
    day = grammar.day(said[d]) if d in said else None
    if "md" in said and d == "d":
        feast = grammar.feast(said["md"])
        return None if feast is None else Moment(year, feast // 100, feast % 100)
    if (y in said and year is None) or (m in said and month is None) or (d in said and day is None):
        return None
    return Moment(year, month, day)


def full_year(year: int | None) -> int | None:
    """A year; of two figures it is the nearest one: '98, '24."""
    return year if year is None or year > 99 else year + (1900 if year >= PIVOT else 2000)


def day_of_year(said: dict[str, str]) -> Reading | Literal["none"]:
    """The day of an ISO week date or an ordinal date (2024-W28-1, 2024-190); a week alone says its year."""
    year = int(said["y"])
    try:
        if "dy" in said:
            day = date(year, 1, 1) + timedelta(days=int(said["dy"]) - 1)
        else:
            day = date.fromisocalendar(year, int(said["iw"]), int(said.get("id", 1)))
    except (ValueError, OverflowError):
        return "none"
    if "iw" in said and "id" not in said:
        return (Moment(year),) * 2
    return (Moment(day.year, day.month, day.day),) * 2 if "iw" in said or day.year == year else "none"


def _related(grammar: Grammar, match: re.Match[str], said: dict[str, str], moment: Moment) -> Moment:
    group = "ry" if "ry" in said else "rm" if "rm" in said else ""
    return replace(moment, relative=grammar.relative(match, group)) if group else moment


def _sane(moment: Moment) -> bool:
    return moment.year is None or EARLIEST <= moment.year <= LATEST


def _of_month(grammar: Grammar, said: dict[str, str]) -> Reading | Literal["none"] | None:
    """The first or last day of a month, or its n-th such weekday; "none" if the month has fewer."""
    which, year, month = grammar.which(said["nw"]), full_year(grammar.year(said["y"])), grammar.month(said["m"])
    weekday = grammar.weekday(said["wd"]) if "wd" in said else None
    if which is None or year is None or month is None or ("wd" in said and weekday is None):
        return None
    days = [d for d in range(1, days_of(year, month) + 1) if weekday in (None, date(year, month, d).isoweekday())]
    place = which if which < 0 else which - 1
    return (Moment(year, month, days[place]),) * 2 if -len(days) <= place < len(days) else "none"


def _weekday(grammar: Grammar, match: re.Match[str], said: dict[str, str]) -> Reading | None:
    number = grammar.weekday(said["wd"])
    if number is None:
        return None
    base = Relative("document", "weekday")
    for group in ("wk", "ww"):
        if group in said:
            base = grammar.relative(match, group) or base
    moment = Moment(relative=replace(base, week=base.shift, shift=number))
    return moment, moment


def compiled(pattern: str, **groups: str) -> re.Pattern[str]:
    """A pattern whose `{name}` stands for a piece of `groups`; a piece may be used under several names."""
    return re.compile(re.sub(r"\{([a-zA-Z]\w*)\}", lambda m: groups[m[1]], pattern), re.IGNORECASE)


def folded(pattern: str) -> re.Pattern[str]:
    """A pattern for text in lower case: far faster than one that ignores case, for literals fail at once."""
    return re.compile(re.sub(r"\\.|\(\?P|[A-ZА-ЯЁ]", lambda m: m[0] if len(m[0]) > 1 else m[0].lower(), pattern))


def ending(words: str) -> re.Pattern[str]:
    """A pattern that finds `words` at the end of what stands before an expression."""
    return re.compile(rf"(?<!\w){words}\s*$", re.IGNORECASE)


UNITS: dict[str, Unit] = {"day": "day", "week": "day", "fortnight": "day", "month": "month", "year": "year"}
