"""How Russian writes dates: months and years in their cases, «год» and its short forms, ordinals in words."""

from __future__ import annotations

import re

from pipeline.dates.grammar import UNITS, Form, Grammar, compiled, ending, folded
from pipeline.dates.numerals import figures
from pipeline.dates.numeric import DASH, NUMERIC, PLACES, likely_range, likely_year, marked_year, roman
from pipeline.dates.tables import Lookup, Relatives, either, table
from pipeline.dates.values import Relative

_WORDS = table("ru")["words"]
_MONTHS = Lookup(table("ru")["months"])
_WEEKDAYS = Lookup(table("ru")["weekdays"])
_NUMBERS = Lookup({**table("ru")["numbers"], **table("ru")["ordinals"]})
_ORDINALS = table("ru")["ordinals"]
_RELATIVES = {
    "r": Relatives(table("ru")["relative"]),
    "ry": Relatives({**table("ru")["year_prefix"], **table("ru")["year_suffix"]}),
    "rm": Relatives(table("ru")["month_suffix"]),
    "wk": Relatives(table("ru")["weeks"]),
    "ww": Relatives(table("ru")["week_of"]),
}
_SMALL = Lookup(table("ru")["small"])
_COUNTED = either(_WORDS["counted"])
_GODA = r"(?:\s*(?:учебн\w+\s+)?(?:год(?:а|у|ом|е|ы|ов|ах|ам|ами)?|гг?\.?)(?![\w-]))"
_ENDING = r"(?:\s?[-‑–]\s?(?:го|ом|му|м|й|ый|ого))(?!\w)"
_ORD = either(_ORDINALS)
_TENS = either(k for k in table("ru")["numbers"] if k not in ("тысяча", "две тысячи"))
_PIECES = {
    "Y": rf"(?:[12]\d{{3}}(?!\d|[-/.,]\d)|(?:тысяча|две\s+тысячи)(?:\s+{_TENS}){{0,2}}\s+{_ORD}(?!\w)|двухтысячн\w+)",
    "Y2": r"(?:['’‘]\d\d(?!\w)|(?<=[а-яё][-/.])\d\d(?![\w:])|\d\d(?=\s?(?:года|г\.))(?!\s?г\.\s?[А-ЯЁ]))",
    "Y4": r"[12]\d{3}(?!\d|[.,]\d|\s?[-‑–]\s?(?:х|е|ые|ых|ый\s|летн\w*|лет\w*)(?!\w))",
    "g": rf"(?:{_ENDING}{_GODA}?|{_GODA})",
    "D": r"(?:[«\"“]?\s?\d{1,2}\s?[»\"”]?(?:\s?[-‑]?(?:го|ое|ого|е|му))?(?![\d:]|\w)"
    r"|\d{1,2}(?=(?:янв|фев|мар|апр|ма[йя]|ию[нл]|авг|сен|окт|ноя|дек))"
    rf"|(?:(?:двадцать|тридцать)\s+)?{_ORD}(?<=ое|го|ье)(?!\w))",
    "M": r"(?:" + _MONTHS.pattern + r")(?![^\W\d])",
    "mes": r"(?:\s+месяц\w*)?",
    "to": rf"(?:{DASH}|\s+(?:и|по|до)\s+|\s*[,/]\s*)",
    "span": rf"(?:{DASH}|\s+(?:по|до)\s+)",
    "ys": r"(?:,?\s+(?P<ry>" + either(table("ru")["year_suffix"]) + r")(?!\w))?",
    "yp": either(table("ru")["year_prefix"]),
    "ms": either(table("ru")["month_suffix"]),
    "few": _SMALL.pattern,
    "unit": r"год\w*|лет|месяц\w*|недел\w+|дн\w+|день",
    "one": r"годом|год|месяцем|месяц|неделей|неделю|дн[её]м|день",
    "not": rf"(?!\s*%|\s+(?:\w+\s+)?{_COUNTED}(?!\w))",
}


def _form(pattern: str, **options: object) -> Form:
    return Form(compiled(pattern, **_PIECES), **options)  # type: ignore[arg-type]


def _bare_month(match: re.Match[str]) -> bool:
    return len(match["m"]) > 2


_MONTH_MARKER = ending(either(_WORDS["month_marker"]))
_STRONG = ending(either(_WORDS["strong"]))
_WEAK = ending(either(_WORDS["weak"]))
_STOPPED = r"(?=\s*(?:[.,;:)\]»”\"!?…–—|]|$)|\s+(?:и|а|но|или)\s)"


def _list(match: re.Match[str]) -> bool:
    """Whether numbers are a list of days: one that only commas part is of days in a row («статья 3, 5 мая» is none)."""
    days = [int(text) for text in re.findall(r"\d+", match["ds"])]
    return bool(re.search(r"[^\d\s,]", match["ds"])) or days == list(range(days[0], days[0] + len(days)))


_DATES = (
    _form(r"(?P<ds>{D}(?>{to}{D}){1,8})\s*(?P<m>{M})(?:,?\s*(?P<y>{Y}|{Y2}){g}?)?{ys}", check=_list),
    _form(r"(?P<d>{D})[\s./-]*(?P<m>{M})(?:(?:,?\s*|[-./])(?P<y>{Y}|{Y2}){g}?)?{ys}"),
    _form(r"(?P<y>[12]\d{3}),\s*(?P<d>{D})\s+(?P<m>{M})", before=re.compile(r"^\W*$")),
    _form(r"(?P<y>[12]\d{3})\s+года\s+(?P<m>{M})\s+(?P<d>\d{1,2})(?:-го)?\s+дня"),
)
_MONTHLY = (
    _form(r"(?P<m>{M})\s+(?P<d>\d{1,2}),?\s+(?P<y>{Y})"),
    _form(r"(?P<ms>{M}(?>,\s*{M}){0,8}\s+(?:и|или)\s+{M})\s+(?P<y>{Y}){g}"),
    _form(r"(?P<m>{M})(?:\s*/\s*|{span})(?P<M>{M}),?\s+(?P<Y>{Y}){g}?"),
    _form(r"(?P<m>{M}){mes}\.?(?:,?\s+|[-/])(?P<y>{Y}|{Y2}){g}?"),
    _form(r"(?P<m>{M})\s+(?P<ry>" + either(table("ru")["year_suffix"]) + r")(?!\w)"),
    _form(r"(?P<ry>{yp})\s+(?P<m>{M})"),
    _form(r"(?P<m>{M}){span}(?P<M>{M})", before=_MONTH_MARKER, guess=True),
    _form(r"(?P<m>{M})(?!\w|-\w)", before=_MONTH_MARKER, check=_bare_month, guess=True),
)
_YEARS = (
    _form(r"(?:с|со|между)\s+(?P<y>{Y4}){g}?\s+(?:по|до|и)\s+(?P<Y>{Y4}){g}?", check=likely_range),
    _form(r"(?P<y>{Y4}){g}?{span}(?P<Y>{Y4}){g}?(?![-/.]\d)(?!\s*{M})", check=likely_range),
    _form(r"(?P<y>(?:19|20)\d\d)\s*[-–/]\s*(?P<Y>\d\d){g}", guess=True),
    _form(r"(?P<y>{Y4}){g}", check=marked_year),
    _form(r"(?P<y>{Y4})(?=(?:\s*(?:,|и|или)\s*[12]\d{3})+{g})", check=likely_year),
    _form(r"(?P<y>{Y4}){not}", before=_STRONG, check=likely_year),
    _form(r"(?P<y>{Y4})" + _STOPPED, before=_WEAK, check=likely_year),
    _form(r"(?P<y>{Y})(?:{g})"),
    _form(r"(?P<y>\d\d)(?:-?м)?\s+году(?!\s+жизни|\w)", before=re.compile(r"(?<!\w)[Вв]о?\s$")),
    _form(r"(?P<y>[4-9]\d)-м(?=\s*(?:[.,;:)]|$))", before=re.compile(r"(?<!\w)[Вв]\s$")),
)
_DAY = _form(r"(?P<d>{D})\s+(?P<rm>{ms})(?!\w)")
_DAYS = _form(r"(?P<d>\d{1,2})(?:-?го)?\s+числа(?!\w)(?:\s+(?P<rm>{ms})(?!\w))?", guess=True)
_MEASURED = ending(either([*_WORDS["measured"], r"\d+ (?:год\w*|лет|месяц\w*|недел\w*)(?: и)?"]))


def _unmeasured(match: re.Match[str]) -> bool:
    """Whether no word before makes it about so many years, or at least."""
    return not _MEASURED.search(match.string, max(0, match.start() - 24), match.start())


def _one(match: re.Match[str]) -> bool:
    """Whether no number stands before: «год назад», but not «21 год назад»."""
    return _unmeasured(match) and not _NUMBER_BEFORE.search(match.string, max(0, match.start() - 20), match.start())


_NUMBER_BEFORE = re.compile(rf"(?:\d|(?<!\w){_SMALL.pattern})\s+$", re.IGNORECASE)
_COUNT = r"(?P<n>\d{1,3}|{few}(?:\s+{few})?)\s+(?P<u>{unit})"
_TIME = (
    _form(
        _COUNT
        + r"\s+(?:тому\s+)?(?P<w>назад(?:,?\s+в\s+этот\s+(?:же\s+)?день)?|спустя|ранее|раньше|позже|позднее)(?!\w)",
        guess=True,
        check=_unmeasured,
    ),
    _form(r"(?P<w>через|спустя)\s+(?:ровно\s+)?" + _COUNT + r"(?!\w|\s+после)", guess=True),
    _form(r"(?P<w>через|спустя)\s+(?:ровно\s+)?(?P<u>{one})(?!\w|\s+после)", guess=True),
    _form(r"(?P<w>за)\s+" + _COUNT + r"\s+до\s+(?:этого|того)(?!\w)", guess=True),
    _form(r"(?P<u>{one})\s+(?:тому\s+)?(?P<w>назад|спустя|ранее|раньше|позже|позднее)(?!\w)", guess=True, check=_one),
)
_WEEK_WORDS, _WEEK_OF = _RELATIVES["wk"].pattern, _RELATIVES["ww"].pattern
_WEEKDAY = rf"(?P<wd>{_WEEKDAYS.pattern})(?![\w.])(?!\s+обитан)"
_WHICH = Lookup(table("ru")["which"])
_OF_MONTH = _form(rf"(?:во?\s+)?(?P<nw>{_WHICH.pattern})\s+(?:{_WEEKDAY}|день|дня)\s+(?P<m>{{M}})\s+(?P<y>{{Y}}){{g}}?")
_WORDY = (
    _OF_MONTH,
    Form(re.compile(rf"(?=на\s)(?P<wk>{_WEEK_WORDS})\s+{_WEEKDAY}", re.IGNORECASE), check=lambda m: len(m["wd"]) > 3),
    Form(
        re.compile(rf"(?:(?P<wk>{_WEEK_WORDS})\s+)?{_WEEKDAY}(?:\s+(?P<ww>{_WEEK_OF}))?", re.IGNORECASE),
        before=ending(either(_WORDS["weekday_marker"])),
        check=lambda m: len(m["wd"]) > 3,
    ),
    Form(
        re.compile(rf"{_WEEKDAY}(?=\s*(?:[,.:]|$))", re.IGNORECASE),
        before=re.compile(r"^\W*$"),
        check=lambda m: len(m["wd"]) > 3,
    ),
    Form(re.compile(rf"(?P<r>{_RELATIVES['r'].pattern})(?!\w)", re.IGNORECASE)),
)


def _words(text: str) -> int | None:
    """The sum of number words: «две тысячи двадцать четвёртого»."""
    text = " ".join(text.lower().split())
    thousands, text = (2000, text[10:].strip()) if text.startswith("две тысячи") else (0, text)
    values = [_NUMBERS[word] for word in text.split()]
    return None if None in values else thousands + sum(v for v in values if v is not None)


def _number(text: str) -> int | None:
    value = figures(text)
    return _words(text) if value is None else value


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else _MONTHS[text] or roman(text)


def _counted(text: str | None) -> int | None:
    """How many: in figures, in words, or one where nothing is said."""
    if text is None:
        return 1
    values = [int(word) if word.isdecimal() else _SMALL[word] for word in text.lower().split()]
    return None if None in values else sum(v for v in values if v is not None)


def _year(text: str) -> int | None:
    return _number(text.lstrip("'’‘"))


def _count(match: re.Match[str]) -> Relative | None:
    number = _counted(match.groupdict().get("n"))
    if number is None:
        return None
    unit, way = match["u"].lower(), match["w"].lower()
    name = "year" if unit[0] in "гл" else "month" if unit[0] == "м" else "week" if unit[0] == "н" else "day"
    if name == "year" and way.endswith("день"):
        return Relative("document", "year-day", -number)
    shift = number * (7 if name == "week" else 1) * (-1 if way in ("назад", "ранее", "раньше", "за") else 1)
    return Relative("document" if way == "назад" else "context", UNITS[name], shift)


def _relative(match: re.Match[str], group: str) -> Relative | None:
    return _RELATIVES[group].read(match, group)


def _no_feast(text: str) -> int | None:  # noqa: ARG001 - Russian writes the day of a feast
    return None


_FIRST = either(
    [
        _MONTHS.pattern + r"(?!\w)",
        _WEEKDAYS.pattern + r"(?!\w)",
        _RELATIVES["r"].pattern + r"(?!\w)",
        _WEEK_WORDS + " ",
        _PIECES["one"] + r" (?=тому|назад|спустя|ранее|раньше|позже|позднее)",
        r"за (?:\d+|" + _SMALL.pattern + r") (?=дн|недел|месяц|год|лет)",
        _PIECES["yp"] + r" (?=\w)",
        r"(?:с|со|между) (?=[12]\d{3})",
        _ORD,
        r"(?:двадцать|тридцать|тысяча|две тысячи) ",
        r"(?:через|спустя) ",
        r"(?:во? )?" + _WHICH.pattern + r" (?=понед|вторн|сред|четв|пятн|субб|воскр|день|дня)",
        _SMALL.pattern + " ",
        r"[«\"“]\s?(?=\d{1,2}\s?[»\"”])",
    ]
)

GRAMMAR = Grammar(
    trigger=folded(rf"(?<!\w)(?<!\d:)\d+|(?P<word>(?<!\w){_FIRST})"),
    digit_forms=(*NUMERIC, *_DATES, _DAY, *_YEARS[1:7], *_YEARS[8:], _TIME[0], _DAYS, *PLACES),
    word_forms=(*_DATES, *_YEARS[:1], _YEARS[7], *_MONTHLY, *_TIME, *_WORDY),
    year=_year,
    month=_month,
    day=_number,
    weekday=_WEEKDAYS.__getitem__,
    which=_WHICH.__getitem__,
    feast=_no_feast,
    relative=_relative,
    count=_count,
    listed=compiled(r"{M}|{D}", **_PIECES),
    eve=ending(either(_WORDS["eve"])),
    joins=re.compile(rf"(?:\s?г(?:ода|\.)?)?,?\s+(?:по|до)\s+|{DASH}|\.{{2,3}}", re.IGNORECASE),
    pairs=re.compile(r"\s+(?:по|до|и)\s+", re.IGNORECASE),
    opens=re.compile(r"(?<!\w)(?:с|со|между)\s+$", re.IGNORECASE),
    lists=re.compile(r"\s*(?:,|,?\s+(?:и|или))\s*", re.IGNORECASE),
    prefix=re.compile(rf"(?:{_WEEKDAYS.pattern})(?!\w),?\s*", re.IGNORECASE),
    bound_from=ending(either(_WORDS["from"])),
    bound_until=ending(either(_WORDS["until"])),
    after_from=None,
    after_until=None,
    ahead=re.compile(rf"(?<!\w){either(_WORDS['ahead'])}(?!\w)", re.IGNORECASE),
    view=(90, 40),
    sentence=re.compile(r"(?:\w{4}|[)\]»”\"%]|\bг)[.!?…]+[»”\")]*\s+(?=[«“\"(]?[А-ЯЁA-Z])|\n"),
)
