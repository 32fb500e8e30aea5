"""Dates written in figures, which read the same in every language, and years in places that only years take."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.dates.grammar import Form
from pipeline.dates.tables import either, table
from pipeline.dates.values import LIKELY

DASH = r"\s*[-‐‑‒–—―−~～－]{1,2}\s*"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_STOP = r"(?!\d|[./-]\d|\.\d)"
_WORDS = table("all")["words"]
_CODE = re.compile(rf"(?:{either(_WORDS['code'])}|[/+$€£¥₽\d_@#]|\d[.,:-])\Z", re.IGNORECASE)
_NUMBERED = re.compile(rf"(?:{either(_WORDS['numbered'])})[:：\s]*$", re.IGNORECASE)


def roman(text: str) -> int | None:
    """The value of a month in Roman figures, None if it is none."""
    return _ROMAN.index(text.upper()) + 1 if text.upper() in _ROMAN else None


def _uncoded(match: re.Match[str]) -> bool:
    """Whether nothing before the figures makes them a version, a number of a document, or a telephone number."""
    return not _CODE.search(match.string, max(0, match.start() - 14), match.start())


def _day_first(match: re.Match[str]) -> bool:
    return _uncoded(match) and not _month_first(match)


def _month_first(match: re.Match[str]) -> bool:
    """Whether only American order makes a date: 06/23/2025."""
    return int(match["d"]) <= 12 < int(match["m"])


def _american(match: re.Match[str]) -> bool:
    """Whether only American order makes both dates of a range."""
    return _uncoded(match) and (int(match["d"]) > 12 or int(match["D"]) > 12)


def _alone(match: re.Match[str]) -> bool:
    """Whether nothing stands before it, and so nothing makes it a number of something."""
    return not match.string[: match.start()].strip(" (（[\t")


def _short(match: re.Match[str]) -> bool:
    """Whether day, month and a year of two figures may be meant: not paragraphs, versions and telephone numbers."""
    return _uncoded(match) and not _NUMBERED.search(match.string, max(0, match.start() - 24), match.start())


def _short_day_first(match: re.Match[str]) -> bool:
    return _short(match) and 1 <= int(match["d"]) <= 31 and 1 <= int(match["m"]) <= 12


def _short_month_first(match: re.Match[str]) -> bool:
    return _short(match) and int(match["m"]) <= 12 < int(match["d"]) <= 31


def _short_year_first(match: re.Match[str]) -> bool:
    return _short(match) and int(match["y"]) in range(13, 50) and 1 <= int(match["m"]) <= 12


def likely_range(match: re.Match[str]) -> bool:
    """Whether two bare numbers may be the years of a range."""
    first, last = int(match["y"]), int(match["Y"])
    return first in LIKELY and last in LIKELY and first < last and _uncoded(match)


def _short_range(match: re.Match[str]) -> bool:
    """Two years, the second cut short: "2024/25", "2024-25", "2011–12"; but "2011-12" is a month."""
    first, last = int(match["y"]), int(match["Y"])
    return first in LIKELY and first % 100 < last and (last == first % 100 + 1 or last > 12) and _uncoded(match)


def likely_year(match: re.Match[str]) -> bool:
    """Whether a bare number may be a year."""
    return int(match["y"]) in LIKELY and _uncoded(match)


def marked_year(match: re.Match[str]) -> bool:
    """Whether a number that a word marks as a year may be one."""
    return 1500 <= int(match["y"]) <= 2100


def _form(pattern: str, check: Callable[[re.Match[str]], bool], *, before: str = "", guess: bool = False) -> Form:
    return Form(re.compile(pattern), re.compile(before) if before else None, guess, check)


_Y4, _D, _M = r"(?P<y>[12]\d{3})", r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})"
_TO = rf"(?:{DASH}|\s*[至到]\s*)"
_YMD = rf"{_Y4}\s?(?P<s>[-/.])\s?{_M}\s?(?P=s)\s?{_D}"
_YMD_YMD = rf"{_YMD}{_TO}(?P<Y>[12]\d{{3}})(?P=s)(?P<M>\d{{1,2}})(?P=s)(?P<D>\d{{1,2}}){_STOP}"
_YMD_MD = rf"{_Y4}(?P<s>[/.]){_M}(?P=s){_D}{_TO}(?P<M>\d{{1,2}})(?P=s)(?P<D>\d{{1,2}}){_STOP}"
_YMD_D = rf"{_Y4}(?P<s>[/.]){_M}(?P=s){_D}{_TO}(?P<D>\d{{1,2}}){_STOP}"
_INTERVAL = rf"{_Y4}-{_M}-{_D}/(?:(?:(?P<Y>[12]\d{{3}})-)?(?P<M>\d\d)-)?(?P<D>\d\d)(?![\d/-])"
_DMY = rf"{_D}\s?(?P<s>[./-])\s?{_M}\s?(?P=s)\s?{_Y4}{_STOP}"
_MDY = rf"{_M}(?P<s>[./-]){_D}(?P=s){_Y4}{_STOP}"
_DMY_DMY = rf"{_D}(?P<s>[./-]){_M}(?P=s){_Y4}{_TO}(?P<D>\d{{1,2}})(?P=s)(?P<M>\d{{1,2}})(?P=s)(?P<Y>[12]\d{{3}}){_STOP}"
_MDY_MDY = rf"{_M}(?P<s>/){_D}/{_Y4}{_TO}(?P<M>\d{{1,2}})/(?P<D>\d{{1,2}})/(?P<Y>[12]\d{{3}}){_STOP}"
_DD_MY = rf"{_D}{DASH}(?P<D>\d{{1,2}})(?P<s>[./]){_M}(?P=s){_Y4}{_STOP}"
_DM_DMY = rf"{_D}(?P<s>[./]){_M}(?P=s)?{DASH}(?P<D>\d{{1,2}})(?P=s)(?P<M>\d{{1,2}})(?P=s)(?P<Y>[12]\d{{3}}){_STOP}"
_Y2 = rf"(?P<y>\d\d)(?![\d:%]|(?!{either(_WORDS['year'])}(?!\w))\w|[./,-]\d)"
_SHORT = (
    _form(rf"(?P<d>\d\d)(?P<s>[.-])(?P<m>\d\d)(?P=s){_Y2}", _short_day_first, guess=True),
    _form(rf"{_D}/{_M}/{_Y2}", _short_day_first, guess=True),
    _form(rf"{_M}/{_D}/{_Y2}", _short_month_first, guess=True),
    _form(rf"(?P<y>\d\d)/{_M}/{_D}(?![\d:%\w]|[./,-]\d)", _short_year_first, guess=True),
)
_ROMAN_MONTH = rf"{_D}(?P<s>[./ -])(?P<m>X?(?:IX|IV|V?I{{1,3}}|V|X))(?P=s){_Y4}{_STOP}"
_COMPACT = (
    r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)"
    r"(?:T\d{4}(?:\d\d(?:\.\d+)?)?(?:Z|[+-]\d{2,4})?)?(?![\w-]|[.,/]\d)"
)
_WEEK = r"(?P<y>(?:19|20)\d\d)-?W(?P<iw>\d\d)(?:-?(?P<id>[1-7]))?(?![\w-])"
_ORDINAL = r"(?P<y>(?:19|20)\d\d)-(?P<dy>[0-3]\d\d)(?=T\d\d|\W*$)"

# A short date that begins with its year, which Chinese prefers: 24.01.31
YEAR_FIRST = _form(rf"(?P<y>\d\d)(?P<s>[./-]){_M}(?P=s){_D}(?![\d:%\w]|[./,-]\d)", _short_year_first, guess=True)
NUMERIC: tuple[Form, ...] = (
    _form(_COMPACT, _uncoded, guess=True),
    _form(_YMD_YMD, _uncoded, guess=True),
    _form(_YMD_MD, _uncoded, guess=True),
    _form(_YMD_D, _uncoded, guess=True),
    _form(_INTERVAL, _uncoded, guess=True),
    _form(_YMD + _STOP, _uncoded),
    _form(_DD_MY, _day_first, guess=True),
    _form(_DM_DMY, _day_first, guess=True),
    _form(_MDY_MDY, _american, guess=True),
    _form(_DMY_DMY, _day_first, guess=True),
    _form(_DMY, _day_first),
    _form(_MDY, _uncoded),
    *_SHORT,
    _form(_ROMAN_MONTH, _uncoded),
    _form(_WEEK, _uncoded, guess=True),
    _form(_ORDINAL, _alone, guess=True),
    _form(r"(?P<y>(?:19|20)\d\d)[-/](?P<m>0[1-9]|1[0-2])(?![\d–—]|[./-]\d)", _uncoded),
    _form(r"(?P<m>0[1-9]|1[0-2])[./-](?P<y>(?:19|20)\d\d)(?![\d–—]|[./-]\d)", _short),
    _form(r"(?P<m>[1-9])/(?P<y>(?:19|20)\d\d)(?=\W*$)", _alone),
    _form(r"(?P<y>(?:19|20)\d\d)/(?P<Y>(?:19|20)\d\d)(?![\d/])", likely_range),
    _form(r"(?P<y>(?:19|20)\d\d)[-–/](?P<Y>\d\d)(?![\d]|[./-]\d)", _short_range),
)

_Y = r"(?P<y>[12]\d{3})"
_EDGE = r"[|┃│\t　]|\s{2}"  # of a table's cell
_NOTE = r"(?:\(\w\)|\*|\[\d+\])?"

# A year where nothing but a year stands: in brackets, in a cell, before a colon at the start.
PLACES: tuple[Form, ...] = (
    _form(rf"{_Y}(?=\s*[)）\]】](?![A-Za-z0-9]))", likely_year, before=r"[(（\[【]\s*$"),
    _form(rf"{_Y}(?=\s*[)）;])", likely_year, before=r"[(（][^()（）]{0,80}[,，;]\s*$"),
    _form(rf"{_Y}(?=\s*{_NOTE}\s*(?:$|{_EDGE}|\n))", likely_year, before=rf"(?:^|{_EDGE})\s*$"),
    _form(rf"{_Y}(?=\s*[:：,，.–—]\s|[:：]|\s{{2}})", likely_year, before=r"(?:^|[.!?…]\s|\n)\W*$"),
    _form(rf"{_Y}(?=\s\d{{1,2}}(?!\d))", likely_year, before=r"^\W*$"),
    _form(rf"{_Y}(?=\W*$)", likely_year, before=r"^\W*(?:г\.\s)?[A-ZА-ЯЁ][A-Za-zА-Яа-яё -]{2,20},\s*$"),
    _form(rf"{_Y}(?=\s?[–—-]\s?(?:[)）]|$))", likely_year, before=r"(?:[(（]|^)\s*$"),
)
