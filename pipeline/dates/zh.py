"""How Chinese writes dates (simplified characters; the variants that matter are mapped before)."""

from __future__ import annotations

import re

from pipeline.dates.grammar import UNITS, Form, Grammar, compiled, ending
from pipeline.dates.numerals import chinese
from pipeline.dates.numeric import DASH, NUMERIC, PLACES, YEAR_FIRST, likely_range, likely_year
from pipeline.dates.tables import Lookup, Relatives, either, table
from pipeline.dates.values import Relative

_WORDS = table("zh")["words"]
_ZH = "一二三四五六七八九十〇零○廿卅"
_RELATIVES = {
    "r": Relatives(table("zh")["relative"]),
    "ry": Relatives(table("zh")["year_prefix"]),
    "rm": Relatives(table("zh")["month_prefix"]),
}
_ERAS = Lookup(table("zh")["eras"])
_WEEKDAYS = Lookup(table("zh")["weekdays"])
_WEEKS = Lookup(table("zh")["week_prefix"])
_FEASTS = Lookup({**table("zh")["dated_feasts"], **table("zh")["feasts"]})
_BARE_FEASTS = Lookup(table("zh")["feasts"])
_COUNT = "(?P<n>[一二两三四五六七八九十]{1,3}|[1-9]\\d?)"
_HUNDREDS = "[一二三四五六七八九]百(?:零[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)?"
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "年": "year"}
_PIECES = {
    "Y4": r"(?:[12]\d{3}|[一二][〇零○ＯOО0一二三四五六七八九]{3}"
    rf"|[二两]千零(?:[一二三四五六七八九]|[一二]十[一二三四五六七八九]?)|一千{_HUNDREDS}"
    rf"|{_ERAS.pattern}\s?(?:\d{{1,3}}|元|{_HUNDREDS.replace('九]百', '九]?百')}|[一二三四五六七八九十]{{1,3}}))",
    "N2": rf"(?:\d{{1,2}}|[元{_ZH}]{{1,3}})",
    "to": rf"(?:(?:\s?{either(_WORDS['hour'])})?\s*起?[至到]\s*|{DASH})",
    "nian": r"\s?(?:[学财]|会计|财政)?年度?(?!\s*(?:" + "|".join(_WORDS["year_not"]) + "))",
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
    "days": rf"{_PIECES['N2']}(?:\s?[日号])?"
    rf"(?>(?:{_PIECES['to']}|\s*[、和及与]\s*){_PIECES['N2']}(?:\s?[日号])?){{0,8}}"
    rf"(?:{_PIECES['to']}|\s*[、和及与]\s*){_PIECES['N2']}",
    "feast": _FEASTS.pattern,
    "day": rf"(?P<d>{_PIECES['N2']})(?:\s?[日号])?",  # the first day of two
}
_YEAR_BEFORE = re.compile(rf"{either(_WORDS['year_before'])}\s?$")


def _form(pattern: str, **options: object) -> Form:
    return Form(compiled(pattern, **_PIECES), **options)  # type: ignore[arg-type]


_MEASURED = re.compile(rf"(?:{'|'.join(_WORDS['day_before'])}|[\d.]|[个半])\s?$")


def _unmeasured(match: re.Match[str]) -> bool:
    """Whether no word before a bare day, month or short year makes it a duration or a number."""
    return not _MEASURED.search(match.string, max(0, match.start() - 4), match.start())


def _counts(match: re.Match[str]) -> bool:
    """Whether a number of days or years is said exactly: not 近十年后, 二十多年前."""
    return not _ABOUT.search(match.string, max(0, match.start() - 3), match.start())


_ABOUT = re.compile(rf"{either(_WORDS['measured'])}\s?$")
_ERA = re.compile(_ERAS.pattern)
_LUNAR = re.compile(
    rf"{either(_WORDS['lunar'])}(?:\d{{4}}年|[一二〇零]{{4}}年)?[正冬腊闰\d{_ZH}]{{1,3}}月(?:初?[\d{_ZH}]{{1,3}})?"
)
_ABSOLUTE = (
    Form(_LUNAR, hides=True),
    _form(r"{y}的?\s?{m}\s?(?P<ds>{days}){ri}"),
    _form(r"{y}的?\s?{m}\s?(?P<d>{N2}){ri}"),
    _form(rf"{{y}}{{m}}的?(?P<nw>最后一|第[一二三四五])个?(?:(?P<wd>{_WEEKDAYS.pattern})|天)"),
    _form(r"{y}的?\s?(?P<md>{feast})"),
    _form(rf"(?P<y>[〇零一二九八七][〇零一二三四五六七八九]){_PIECES['nian']}{{m}}(?:\s?(?P<d>{{N2}}){{ri}})?"),
    _form(r"{y}\s?(?P<m>{N2})、(?P<M>{N2}){yue}(?!\s?\d{1,2}\s?日)"),
    _form(r"{y}\s?(?P<m>{N2})(?:\s?月)?{to}(?P<M>{N2}){yue}(?!\s?\d{1,2}\s?日)"),
    _form(r"{y}的?\s?{m}(?!初[一二三四五六七八九十]|十五){part}", guess=True),
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
    _form(r"{m}\s?(?P<ds>{days}){ri}"),
    _form(r"{m}\s?(?P<d>{N2}){ri}"),
    _form(r"(?P<m>{N2})(?:\s?月)?{to}(?P<M>{N2}){yue}{monthnot}", guess=True),
    _form(r"{m}{monthnot}{part}", guess=True),
    _form(r"(?P<d>\d{1,2}){to}(?P<D>\d{1,2})日{daynot}", guess=True),
    _form(r"(?P<d>\d{1,2})\s?日{daynot}", guess=True),
)
_COUNTED = Form(
    re.compile(
        rf"{_COUNT}\s?(?P<u>天|日|周|个?星期|个月|年)\s?(?:之|以)?(?P<w>后(?!的今)|前(?:的今[天日])?)(?=[,，、的在于。；]|$|\w{{2}})"
    ),
    guess=True,
    check=_counts,
)
_RELATED = (
    _form(r"(?P<ry>{ry})的?(?P<md>{feast})"),
    _form(r"(?P<ry>{ry})的?{m}\s?(?P<ds>{days}){ri}"),
    _form(r"(?P<ry>{ry})的?{m}\s?(?P<d>{N2}){ri}"),
    _form(r"(?P<ry>{ry})的?{m}{part}"),
    _form(r"(?P<rm>{rm})的?(?P<ds>{days}){ri}"),
    _form(r"(?P<rm>{rm})的?(?P<d>{N2}){ri}"),
    Form(re.compile(rf"(?P<wk>{_WEEKS.pattern})?(?P<wd>{_WEEKDAYS.pattern})(?!刊)")),
    Form(re.compile(rf"(?P<md>{_BARE_FEASTS.pattern})")),
    Form(re.compile(rf"(?P<r>{_RELATIVES['r'].pattern})")),
)


def _unruled(form: Form) -> Form:
    return Form(form.pattern, form.before, form.guess, _unmeasured)


def _year(text: str) -> int | None:
    """A year, of the common era or of another: 二〇二四, 两千零八, 民国113."""
    era = _ERA.match(text)
    if era is None:
        return _number(text)
    number, first = _number(text[era.end() :].strip()), _ERAS[era[0]]
    return None if number is None or first is None else first + number


def _which(text: str) -> int | None:
    return -1 if text.startswith("最后") else _number(text.removeprefix("第"))


def _day(text: str) -> int | None:
    return _number(text.rstrip("日号").strip())


def _count(match: re.Match[str]) -> Relative | None:
    number = None if re.fullmatch(f"[{_ZH}两]{{2,}}", match["n"]) and "十" not in match["n"] else _number(match["n"])
    unit = _UNITS[match["u"].lstrip("个")]
    if number is None:
        return None
    if match["w"].startswith("前的"):
        return Relative("document", "year-day", -number) if unit == "year" else None
    shift = number * (7 if unit == "week" else 1) * (1 if match["w"] == "后" else -1)
    return Relative("context", UNITS[unit], shift)


def _relative(match: re.Match[str], group: str) -> Relative | None:
    if group == "wk":
        week = _WEEKS[match["wk"]]
        return None if week is None else Relative("document", "week-weekday", week)
    return _RELATIVES[group].read(match, group)


_number = chinese(table("zh")["digits"])
_DIGITS = (*_ABSOLUTE, YEAR_FIRST, *NUMERIC, *map(_unruled, _PARTIAL), *PLACES)
_STARTS = either(
    [
        *(relatives.pattern for relatives in _RELATIVES.values()),
        _BARE_FEASTS.pattern,
        _ERAS.pattern + r"(?=\s?[\d一二三四五六七八九十元百])",
        either(_WORDS["lunar"]),
        _WEEKDAYS.pattern,
        _WEEKS.pattern,
        rf"(?<![第几数])[{_ZH}ＯOО两千百]{{1,7}}(?=\s?(?:[学财]|会计|财政)?[年月日号至到—-])",
        r"(?<![第几数公])[元一]{1,2}(?=\s?(?:[学财]|会计|财政)?[年月日号至到—-])",
        rf"[{_ZH}两]{{1,3}}(?=\s?(?:天|周|年|个?星期|个月)(?:之|以)?[后前])",
    ]
)

GRAMMAR = Grammar(
    trigger=re.compile(rf"(?<!\d:)\d+|(?P<word>{_STARTS})"),
    digit_forms=(*_DIGITS, _COUNTED),
    word_forms=(*_RELATED[:-1], _COUNTED, _RELATED[-1], *_ABSOLUTE, *map(_unruled, _PARTIAL[:5])),
    year=_year,
    month=_number,
    day=_day,
    weekday=_WEEKDAYS.__getitem__,
    which=_which,
    feast=_FEASTS.__getitem__,
    relative=_relative,
    count=_count,
    listed=compiled(r"{N2}(?:\s?[日号])?", **_PIECES),
    eve=re.compile(r"(?!)"),
    joins=re.compile(rf"(?:\s?{either(_WORDS['hour'])})?\s*起?[至到]\s*|{DASH}|\.{{2,3}}"),
    pairs=re.compile(r"(?!)"),
    opens=re.compile(r"(?!)"),
    lists=re.compile(r"\s*(?:[、和及与]|以及)\s*"),
    prefix=re.compile(rf"公元\s?|(?:西历|公历)\s?|{_WEEKDAYS.pattern}[\s,，(（]*(?=\d)"),
    bound_from=ending(either(_WORDS["from"])),
    bound_until=ending(either(_WORDS["until"])),
    after_from=re.compile(either(_WORDS["from_after"])),
    after_until=re.compile(either(_WORDS["until_after"])),
    ahead=re.compile(either(_WORDS["ahead"]) + r"(?!.*[，,：:。])"),
    view=(16, 2),
    sentence=re.compile(r"[。！？!?]|\n"),
)
