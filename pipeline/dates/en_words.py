"""The words of English dates: what they mean, and whether what looks like one is one."""

from __future__ import annotations

import re

from pipeline.dates.grammar import UNITS, ending
from pipeline.dates.numerals import figures
from pipeline.dates.numeric import roman
from pipeline.dates.tables import Lookup, Relatives, either, table
from pipeline.dates.values import Relative

WORDS = table("en")["words"]
MONTHS = Lookup(table("en")["months"])
WEEKDAYS = Lookup(table("en")["weekdays"])
_NUMBERS = Lookup(table("en")["numbers"])
ORDINALS = Lookup(table("en")["ordinals"])
FEASTS = Lookup(table("en")["feasts"])
RELATIVES = {
    "r": Relatives(table("en")["relative"]),
    "ry": Relatives({**table("en")["year_prefix"], **table("en")["year_suffix"]}),
    "rm": Relatives(table("en")["month_suffix"]),
    "wk": Relatives(table("en")["weeks"]),
    "ww": Relatives(table("en")["week_of"]),
}
_AMBIGUOUS = frozenset(WORDS["ambiguous"])
_SHY = re.compile(either(WORDS["shy"]))
SMALL = either(k for k in table("en")["numbers"])
_SHORT = re.compile(r"(?!May)\w{3}\.?|Sept\.?", re.IGNORECASE)
_MONTH_MARKER = ending(either(WORDS["month_marker"]))


def plain_month(match: re.Match[str]) -> bool:
    """Whether a month is written so that it is one: "8 may 2024", but not "8 may" nor "a march"."""
    word = match["m"]
    return bool(match.groupdict().get("y")) or not (word.islower() and word in _AMBIGUOUS)


def bare_month(match: re.Match[str]) -> bool:
    """Whether a month stands alone as one: capital, and a name that is no other word's unless a word marks it."""
    word = match["m"]
    if not word[0].isupper():
        return False
    if _MONTH_MARKER.search(match.string, max(0, match.start() - 24), match.start()):
        return not _SHORT.fullmatch(word)
    return not _SHY.fullmatch(word) and not word.isupper()


def capital_month(match: re.Match[str]) -> bool:
    """Whether a month has its capital."""
    return match["m"][0].isupper()


def capital_range(match: re.Match[str]) -> bool:
    """Whether both months of a range have their capitals."""
    return match["m"][0].isupper() and match["M"][0].isupper()


def bare_day(match: re.Match[str]) -> bool:
    """Whether a number can be a day."""
    return 1 <= (figures(match["d"]) or 0) <= 31


def unmeasured(match: re.Match[str]) -> bool:
    """Whether no word before makes it about so many years, or at least."""
    return not _MEASURED.search(match.string, max(0, match.start() - 24), match.start())


def single(match: re.Match[str]) -> bool:
    """Whether a weekday is one day, not "every Monday" or "the first Monday of the month"."""
    return not _EACH.search(match.string, max(0, match.start() - 12), match.start())


_EACH = ending(either(["every", "each", "first", "second", "third", "fourth", "fifth"]))


def to_come(match: re.Match[str]) -> bool:
    """Whether "in two days" is a day to come, not how long something takes: it stands alone or looks ahead."""
    text, start = match.string, match.start()
    if "time" in match["w"] or not (text[:start].strip() or text[match.end() :].strip(" .")):
        return True
    return bool(_AHEAD.search(text, max(0, start - 60), start))


def marked(match: re.Match[str]) -> bool:
    """Whether a month with its year is one: "may 2000 delegates" is none."""
    word = match["m"]
    if not (word.islower() and word in _AMBIGUOUS) or not match.string[: match.start()].strip():
        return True
    return bool(_MONTH_MARKER.search(match.string, max(0, match.start() - 24), match.start()))


_MEASURED = ending(either([*WORDS["measured"], r"\d+ (?:years?|months?|weeks?),?(?: and)?"]))
_AHEAD = re.compile(rf"(?<!\w){either(WORDS['ahead'])}(?!\w)", re.IGNORECASE)


def _number(text: str, words: Lookup = _NUMBERS) -> int | None:
    values = [words[word] for word in re.split(r"[\s-]+", text.lower()) if word not in ("and", "oh")]
    return None if None in values else sum(v for v in values if v is not None)


def year(text: str) -> int | None:
    """A year in figures or words: nineteen ninety-one, nineteen hundred and five, two thousand and four."""
    text = text.lstrip("'’‘")
    if text[0].isdecimal():
        return int(text)
    words = " ".join(text.lower().replace("-", " ").split())
    for joint in (" thousand", " hundred"):
        head, found, tail = words.partition(joint)
        if found:
            high, low = _number(head), _number(tail.strip()) if tail.strip() else 0
            return None if high is None or low is None else high * (1000 if joint == " thousand" else 100) + low
    head, _, tail = words.partition(" ")
    high, low = _number(head), _number(tail)
    return None if high is None or low is None or not (low >= 10 or tail.startswith("oh")) else high * 100 + low


def month(text: str) -> int | None:
    """A month by name or in Roman figures."""
    return int(text) if text.isdecimal() else MONTHS[text] or roman(text)


def which(text: str) -> int | None:
    """Which of a month's weekdays is meant: -1 is the last."""
    return -1 if text.lower() in ("last", "final") else ORDINALS[text]


def day(text: str) -> int | None:
    """A day in figures, or an ordinal in words."""
    value = figures(text)
    return ORDINALS[text] if value is None else value


_DAYS = {"week": 7, "fortnight": 14}
_FROM_TODAY = ("ago", "from", "hence", "in", "time")


def count(match: re.Match[str]) -> Relative | None:
    """What two years later is counted from, and how far."""
    said, unit, way = match["n"].lower(), match["u"].lower(), match["w"].lower().split()[0]
    number = int(said) if said.isdecimal() else 1 if said in ("a", "an") else _number(said)
    if number is None:
        return None
    if unit == "year" and (this := re.search(r"(today|day|month)$", match["w"].lower())) and way == "ago":
        return Relative("document", "year-month" if this[1] == "month" else "year-day", -number)
    shift = number * _DAYS.get(unit, 1) * (-1 if way in ("earlier", "before", "ago") else 1)
    return Relative("document" if way in _FROM_TODAY else "context", UNITS[unit], shift)


def relative(match: re.Match[str], group: str) -> Relative | None:
    """What the words of a group count from."""
    return RELATIVES[group].read(match, group)
