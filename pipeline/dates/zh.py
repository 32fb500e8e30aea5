"""How Chinese writes dates (simplified characters; the variants that matter are mapped before)."""

from __future__ import annotations

import re

from pipeline.dates.grammar import UNITS, Form, Grammar, compiled, ending
from pipeline.dates.numerals import chinese
from pipeline.dates.numeric import DASH, NUMERIC, PLACES, likely_range, likely_year
from pipeline.dates.tables import Lookup, Relatives, either, table
from pipeline.dates.values import Relative

_WORDS = table("zh")["words"]
_ZH = "一二三四五六七八九十〇零○廿卅"
_RELATIVES = {
    "r": Relatives(table("zh")["relative"]),
    "ry": Relatives(table("zh")["year_prefix"]),
    "rm": Relatives(table("zh")["month_prefix"]),
}
_WEEKDAYS = Lookup(table("zh")["weekdays"])
_WEEKS = Lookup(table("zh")["week_prefix"])
_FEASTS = Lookup(table("zh")["feasts"])
_COUNT = "(?P<n>[一二两三四五六七八九十]{1,3}|[1-9]\\d?)"
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "年": "year"}
_PIECES = {
    "Y4": r"(?:[12]\d{3}|[一二][〇零○ＯO0一二三四五六七八九]{3})",
    "N2": rf"(?:\d{{1,2}}|[元正{_ZH}]{{1,3}})",
    "to": rf"(?:\s*[至到]\s*|{DASH})",
    "nian": r"\s?(?:学年)?年度?(?!\s*(?:" + "|".join(_WORDS["year_not"]) + "))",
    "yue": r"\s?月份?",
    "ri": r"\s?[日号](?![〇零○一二三四五六七八九]*[楼线码院])",
    "part": rf"(?:\s?{either(_WORDS['part'])})?",
    "ry": _RELATIVES["ry"].pattern,
    "rm": _RELATIVES["rm"].pattern,
    "monthnot": "(?!" + "|".join(_WORDS["month_not"]) + ")",
    "daynot": "(?!" + "|".join(_WORDS["day_not"]) + ")",
}
_PIECES |= {
    "y": rf"(?P<y>{_PIECES['Y4']}){_PIECES['nian']}",
    "m": rf"(?P<m>{_PIECES['N2']}){_PIECES['yue']}",
    "day": rf"(?P<d>{_PIECES['N2']})(?:\s?[日号])?",  # the first day of two
}
_YEAR_BEFORE = re.compile(rf"{either(_WORDS['year_before'])}\s?$")


def _form(pattern: str, **options: object) -> Form:
    return Form(compiled(pattern, **_PIECES), **options)  # type: ignore[arg-type]


_MEASURED = re.compile(rf"(?:{'|'.join(_WORDS['day_before'])}|[\d.]|[个半])\s?$")


def _unmeasured(match: re.Match[str]) -> bool:
    """Whether no word before a bare day, month or short year makes it a duration or a number."""
    return not _MEASURED.search(match.string, max(0, match.start() - 4), match.start())


_ABSOLUTE = (
    _form(r"{y}\s?{m}\s?{day}(?:、\s?{N2}(?=[、和及与]))*\s?[、和及与]\s?(?P<D>{N2}){ri}"),
    _form(r"{y}\s?{m}\s?{day}{to}(?P<D>{N2}){ri}"),
    _form(r"{y}\s?{m}\s?(?P<d>{N2}){ri}"),
    _form(r"{y}\s?(?P<m>{N2})、(?P<M>{N2}){yue}(?!\s?\d{1,2}\s?日)"),
    _form(r"{y}\s?(?P<m>{N2})(?:\s?月)?{to}(?P<M>{N2}){yue}(?!\s?\d{1,2}\s?日)"),
    _form(r"{y}\s?{m}{part}"),
    _form(r"(?P<y>{Y4})(?:\s?年)?{to}(?P<Y>{Y4}){nian}(?!\s?{N2}\s?月){part}"),
    _form(r"(?P<y>{Y4})\s?年{to}(?P<Y>{Y4})(?!\d|\s?年)", check=likely_range),
    _form(r"(?P<y>[12]\d{3}){to}(?P<Y>[12]\d{3})(?![\d]|[./-]\d)", check=likely_range),
    _form(r"(?P<y>[12]\d{3})[-–/](?P<Y>\d\d){nian}", guess=True),
    _form(r"(?P<y>\d\d)年{m}\s?(?P<d>{N2}){ri}"),
    _form(r"(?P<y>\d\d)年{m}", check=_unmeasured),
    _form(r"{y}{part}", guess=True),
    _form(r"(?P<y>[12]\d{3})(?=(?:[、和及,，][12]\d{3})+\s?年)", check=likely_year),
    _form(r"(?P<y>[12]\d{3})(?!\d|\s*[年.,/-]\d)", before=_YEAR_BEFORE, check=likely_year),
)
_PARTIAL = (
    _form(r"{m}\s?{day}\s?[、和及与]\s?(?P<D>{N2}){ri}"),
    _form(r"{m}\s?{day}{to}(?P<D>{N2}){ri}"),
    _form(r"{m}\s?(?P<d>{N2}){ri}"),
    _form(r"(?P<m>{N2})(?:\s?月)?{to}(?P<M>{N2}){yue}{monthnot}", guess=True),
    _form(r"{m}{monthnot}{part}", guess=True),
    _form(r"(?P<d>\d{1,2}){to}(?P<D>\d{1,2})日{daynot}", guess=True),
    _form(r"(?P<d>\d{1,2})\s?日{daynot}", guess=True),
)
_COUNTED = Form(
    re.compile(rf"{_COUNT}\s?(?P<u>天|日|周|个?星期|个月|年)(?:之|以)?(?P<w>后|前)(?=[,，、的在于])"), guess=True
)
_RELATED = (
    _form(r"(?P<ry>{ry})的?{m}\s?{day}{to}(?P<D>{N2}){ri}"),
    _form(r"(?P<ry>{ry})的?{m}\s?(?P<d>{N2}){ri}"),
    _form(r"(?P<ry>{ry})的?{m}{part}"),
    _form(r"(?P<rm>{rm})的?{day}{to}(?P<D>{N2}){ri}"),
    _form(r"(?P<rm>{rm})的?(?P<d>{N2}){ri}"),
    Form(re.compile(rf"(?P<wk>{_WEEKS.pattern})?(?P<wd>{_WEEKDAYS.pattern})(?!刊)")),
    Form(re.compile(rf"(?P<md>{_FEASTS.pattern})")),
    Form(re.compile(rf"(?P<r>{_RELATIVES['r'].pattern})")),
)


def _unruled(form: Form) -> Form:
    return Form(form.pattern, form.before, form.guess, _unmeasured)


def _year(text: str) -> int | None:
    """A year; of two figures it is the nearest one: 99年8月, 24年8月."""
    value = _number(text)
    return value if value is None or len(text) > 2 else value + (1900 if value >= 50 else 2000)


def _count(match: re.Match[str]) -> Relative | None:
    number = _number(match["n"].replace("两", "二"))
    unit = _UNITS[match["u"].lstrip("个")]
    if number is None:
        return None
    shift = number * (7 if unit == "week" else 1) * (1 if match["w"] == "后" else -1)
    return Relative("context", UNITS[unit], shift)


def _relative(match: re.Match[str], group: str) -> Relative | None:
    if group == "wk":
        week = _WEEKS[match["wk"]]
        return None if week is None else Relative("document", "week-weekday", week)
    return _RELATIVES[group].read(match, group)


_number = chinese(table("zh")["digits"])
_DIGITS = (*_ABSOLUTE, *NUMERIC, *map(_unruled, _PARTIAL), *PLACES)
_STARTS = either(
    [
        *(relatives.pattern for relatives in _RELATIVES.values()),
        _FEASTS.pattern,
        _WEEKDAYS.pattern,
        _WEEKS.pattern,
        rf"(?<![第几数])[{_ZH}元正ＯO]{{1,4}}(?=\s?[年月日号至到—-])",
        rf"[{_ZH}两]{{1,3}}(?=\s?(?:天|周|年|个?星期|个月)(?:之|以)?[后前])",
    ]
)

GRAMMAR = Grammar(
    trigger=re.compile(rf"\d+|(?P<word>{_STARTS})"),
    digit_forms=(*_DIGITS, _COUNTED),
    word_forms=(*_RELATED[:-1], _COUNTED, _RELATED[-1], *_ABSOLUTE, *map(_unruled, _PARTIAL[:5])),
    year=_year,
    month=_number,
    day=_number,
    weekday=_WEEKDAYS.__getitem__,
    feast=_FEASTS.__getitem__,
    relative=_relative,
    count=_count,
    joins=re.compile(rf"\s*起?[至到]\s*|{DASH}"),
    pairs=re.compile(r"(?!)"),
    opens=re.compile(r"(?!)"),
    lists=re.compile(r"\s*(?:[、和及与]|以及)\s*"),
    prefix=re.compile(r"公元\s?|(?:西历|公历)\s?"),
    bound_from=ending(either(_WORDS["from"])),
    bound_until=ending(either(_WORDS["until"])),
    after_from=re.compile(either(_WORDS["from_after"])),
    after_until=re.compile(either(_WORDS["until_after"])),
    ahead=re.compile(either(_WORDS["ahead"]) + r"(?!.*[，,：:。])"),
    view=(16, 2),
    sentence=re.compile(r"[。！？!?]|\n"),
)
