"""The machinery that the grammars of all languages share: forms, and what their groups say.

A form is a regular expression whose named groups carry the meaning:

    y m d      year, month and day as written (start); Y M D the same for the end of a range
    ry rm r    words that make the year, the month, or the whole value relative
    wk wd      week words ("last", 上) and weekday
    md        a feast that has its day
    n u w      "two years later": number, unit and way
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.dates.values import EARLIEST, LATEST, Moment, Relative, Unit, completed

Reading = tuple[Moment, Moment]


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
    feast: Callable[[str], int | None]  # month and day as one number: 1225
    relative: Callable[[re.Match[str], str], Relative | None]  # of its group "ry", "rm", "r" or "wk"
    count: Callable[[re.Match[str]], Relative | None]
    joins: re.Pattern[str]  # between the ends of a range
    pairs: re.Pattern[str]  # between the ends of a range that an opening word announces
    opens: re.Pattern[str]  # the opening word of a range, before its start
    lists: re.Pattern[str]  # between dates that are listed
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
    said = {name: text for name, text in match.groupdict().items() if text is not None}
    if len(said.get("Y", "")) == 2 and said["Y"].isdecimal():
        said["Y"] = said["y"][:2] + said["Y"]  # 2024/25
    if "n" in said:
        relative = grammar.count(match)
        return None if relative is None else (Moment(relative=relative),) * 2
    if "wd" in said:
        return _weekday(grammar, match, said)
    if "md" in said:
        feast = grammar.feast(said["md"])
        return None if feast is None else (Moment(None, feast // 100, feast % 100),) * 2
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
    year = grammar.year(said[y]) if y in said else None
    month = grammar.month(said[m]) if m in said else None
    day = grammar.day(said[d]) if d in said else None
    if (y in said and year is None) or (m in said and month is None) or (d in said and day is None):
        return None
    return Moment(year, month, day)


def _related(grammar: Grammar, match: re.Match[str], said: dict[str, str], moment: Moment) -> Moment:
    group = "ry" if "ry" in said else "rm" if "rm" in said else ""
    return replace(moment, relative=grammar.relative(match, group)) if group else moment


def _sane(moment: Moment) -> bool:
    return moment.year is None or EARLIEST <= moment.year <= LATEST


def _weekday(grammar: Grammar, match: re.Match[str], said: dict[str, str]) -> Reading | None:
    number = grammar.weekday(said["wd"])
    if number is None:
        return None
    base = grammar.relative(match, "wk") if "wk" in said else Relative("document", "weekday")
    if base is None:
        return None
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


UNITS: dict[str, Unit] = {"day": "day", "week": "day", "month": "month", "year": "year"}
