"""Dates written in figures, which read the same in every language, and years in places that only years take."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.dates.grammar import Form
from pipeline.dates.values import LIKELY

DASH = r"\s*[-‐‑‒–—―−~～－]{1,2}\s*"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_STOP = r"(?!\d|[./-]\d|\.\d)"
_CODE = re.compile(
    r"(?:(?:№|\bno\.?|\bnr\.?|\bv\.?|\bver\.?|\bversion|\bверсия|版本|第)\s?"
    r"|(?:阅读|浏览|点击|转载|评论|点赞|\bviews?|просмотр\w*|комментари\w*)\s*[(（:：]?\s*|[/+$€£¥₽\d_@#]|\d[.,:-])\Z",
    re.IGNORECASE,
)


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


_D, _M, _S = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<s>[./-])"
_YMD = rf"(?P<y>[12]\d{{3}})(?P<s>[-/.]){_M}(?P=s){_D}{_STOP}"
_DMY = rf"{_D}{_S}\s?{_M}(?P=s)\s?(?P<y>[12]\d{{3}}){_STOP}"
_MDY = rf"{_M}{_S}{_D}(?P=s)(?P<y>[12]\d{{3}}){_STOP}"
_DD_MY = rf"{_D}{DASH}(?P<D>\d{{1,2}})(?P<s>[./]){_M}(?P=s)(?P<y>[12]\d{{3}}){_STOP}"
_DM_DMY = rf"{_D}(?P<s>[./]){_M}{DASH}(?P<D>\d{{1,2}})(?P=s)(?P<M>\d{{1,2}})(?P=s)(?P<Y>[12]\d{{3}}){_STOP}"
_ROMAN_MONTH = rf"{_D}(?P<s>[./ -])(?P<m>X?(?:IX|IV|V?I{{1,3}}|V|X))(?P=s)(?P<y>[12]\d{{3}}){_STOP}"

NUMERIC: tuple[Form, ...] = (
    _form(_YMD, _uncoded),
    _form(_DD_MY, _day_first, guess=True),
    _form(_DM_DMY, _day_first, guess=True),
    _form(_DMY, _day_first),
    _form(_MDY, _uncoded),
    _form(_ROMAN_MONTH, _uncoded),
    _form(r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d–—]|[./-]\d)", _uncoded),
    _form(r"(?P<m>0[1-9]|1[0-2])[./](?P<y>(?:19|20)\d\d)(?![\d–—]|[./-]\d)", _uncoded),
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
)
