"""Dates written in figures, which read the same in every language, and years in places that only years take."""

from __future__ import annotations

import re

from pipeline.dates.grammar import Form
from pipeline.dates.values import LIKELY

DASH = r"\s*[-‐‑‒–—―−~～－]{1,2}\s*"
YEAR = r"(?<![\d.,])[12]\d{3}(?![\d])"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
_STOP = r"(?!\d|[./-]\d|\.\d)"
_CODE = re.compile(
    r"(?:(?:№|\bno\.?|\bnr\.?|\bv\.?|\bver\.?|\bversion|\bверсия|版本|第)\s?"
    r"|(?:阅读|浏览|点击|转载|评论|点赞|\bviews?|просмотр\w*|комментари\w*)\s*[(（:：]?\s*|[/+$€£¥₽\d_@#]|\d[.,:-])\Z",
    re.IGNORECASE,
)


def roman(text: str) -> int | None:
    """The value of a month in Roman figures, None if it is none."""
    return _ROMAN.get(text.upper())


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
    """"2024/25", "2024-25", "2011–12", but "2011-12" is a month."""
    first, last = int(match["y"]), int(match["Y"])
    return first in LIKELY and first % 100 < last and (last == first % 100 + 1 or last > 12) and _uncoded(match)


def likely_year(match: re.Match[str]) -> bool:
    """Whether a bare number may be a year."""
    return int(match["y"]) in LIKELY and _uncoded(match)


def marked_year(match: re.Match[str]) -> bool:
    """Whether a number that a word marks as a year may be one."""
    return 1500 <= int(match["y"]) <= 2100


NUMERIC: tuple[Form, ...] = (
    Form(re.compile(rf"(?P<y>[12]\d{{3}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){_STOP}"), check=_uncoded),
    Form(re.compile(rf"(?P<d>\d{{1,2}}){DASH}(?P<D>\d{{1,2}})(?P<s>[./])(?P<m>\d{{1,2}})(?P=s)(?P<y>[12]\d{{3}}){_STOP}"),
         check=_day_first, guess=True),
    Form(re.compile(rf"(?P<d>\d{{1,2}})(?P<s>[./])(?P<m>\d{{1,2}}){DASH}"
                    rf"(?P<D>\d{{1,2}})(?P=s)(?P<M>\d{{1,2}})(?P=s)(?P<Y>[12]\d{{3}}){_STOP}"), check=_day_first, guess=True),
    Form(re.compile(rf"(?P<d>\d{{1,2}})(?P<s>[./-])\s?(?P<m>\d{{1,2}})(?P=s)\s?(?P<y>[12]\d{{3}}){_STOP}"),
         check=_day_first),
    Form(re.compile(rf"(?P<m>\d{{1,2}})(?P<s>[./-])(?P<d>\d{{1,2}})(?P=s)(?P<y>[12]\d{{3}}){_STOP}"), check=_uncoded),
    Form(re.compile(rf"(?P<d>\d{{1,2}})(?P<s>[./ -])(?P<m>X?(?:IX|IV|V?I{{1,3}}|V|X))(?P=s)(?P<y>[12]\d{{3}}){_STOP}"),
         check=_uncoded),
    Form(re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d–—]|[./-]\d)"), check=_uncoded),
    Form(re.compile(r"(?P<m>0[1-9]|1[0-2])[./](?P<y>(?:19|20)\d\d)(?![\d–—]|[./-]\d)"), check=_uncoded),
    Form(re.compile(r"(?P<y>(?:19|20)\d\d)/(?P<Y>(?:19|20)\d\d)(?![\d/])"), check=likely_range),
    Form(re.compile(r"(?P<y>(?:19|20)\d\d)[-–/](?P<Y>\d\d)(?![\d]|[./-]\d)"), check=_short_range),
)

# A year where nothing but a year stands: alone, in brackets, in a table's cell, before a colon at the start.
PLACES: tuple[Form, ...] = (
    Form(re.compile(r"(?P<y>[12]\d{3})(?=\s*[)）\]】](?![A-Za-z0-9]))"), before=re.compile(r"[(（\[【]\s*$"), check=likely_year),
    Form(re.compile(r"(?P<y>[12]\d{3})(?=\s*[)）;])"), before=re.compile(r"[(（][^()（）]{0,80}[,，;]\s*$"), check=likely_year),
    Form(re.compile(r"(?P<y>[12]\d{3})(?=\s*(?:\(\w\)|\*|\[\d+\])?\s*(?:$|[|┃│\t　]|\s{2}|\n))"), before=re.compile(r"(?:^|[|┃│\t　]|\s{2})\s*$"),
         check=likely_year),
    Form(re.compile(r"(?P<y>[12]\d{3})(?=\s*[:：,，.–—]\s|[:：]|\s{2})"), before=re.compile(r"(?:^|[.!?…]\s|\n)\W*$"), check=likely_year),
)
