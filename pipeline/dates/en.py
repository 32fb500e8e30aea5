"""How English writes dates: day first or month first, ranges, years that a word marks, words for numbers."""

from __future__ import annotations

import re

from pipeline.dates.grammar import UNITS, Form, Grammar, compiled, ending, folded
from pipeline.dates.numerals import figures
from pipeline.dates.numeric import DASH, NUMERIC, PLACES, likely_range, likely_year, marked_year, roman
from pipeline.dates.tables import Lookup, Relatives, either, table
from pipeline.dates.values import Relative

_WORDS = table("en")["words"]
_MONTHS = Lookup(table("en")["months"])
_WEEKDAYS = Lookup(table("en")["weekdays"])
_NUMBERS = Lookup(table("en")["numbers"])
_ORDINALS = Lookup(table("en")["ordinals"])
_FEASTS = Lookup(table("en")["feasts"])
_RELATIVES = {
    "r": Relatives(table("en")["relative"]),
    "ry": Relatives({**table("en")["year_prefix"], **table("en")["year_suffix"]}),
    "rm": Relatives(table("en")["month_suffix"]),
    "wk": Relatives(table("en")["weeks"]),
    "ww": Relatives(table("en")["week_of"]),
}
_AMBIGUOUS = frozenset(_WORDS["ambiguous"])
_SHY = re.compile(either(_WORDS["shy"]))
_COUNTED = either(_WORDS["counted"])
_SMALL = either(k for k in table("en")["numbers"])
_PIECES = {
    "Y": r"(?:[12]\d{3}(?!\d|,\d{3}|[-/.]\d)|{YW})",
    "Y2": r"(?:['’‘]\d\d(?!\w)|(?<=[a-z][-/.])\d\d(?![\w:]|\s+[a-z])|\d\d(?=\W*$))",  # 8 July '24, 8-Jul-24
    "Y4": r"[12]\d{3}(?!\d|,\d{3}|\.\d|s\b|'s\b|’s\s+(?:and|were))",
    "D": r"(?:\d{1,2}(?:\s?(?:st|nd|rd|th))?(?![\d:]|[.,]\d)|{DW})",
    "DS": r"(?:(?:[12]\d|3[01]|0?[1-9])(?:\s?(?:st|nd|rd|th))?(?![\d:%]|\.\d|,(?![12]\d{3}(?!\d))\d)|{DW})",
    "M": r"(?:" + _MONTHS.pattern + r")(?!(?!-(?:" + _MONTHS.pattern + r")(?!\w))(?!['’]s(?![a-z]))[a-z'’-]*[a-z])",
    "to": rf"(?:{DASH}|\s*&\s*|,?\s+(?:to|and|through|thru|until|till)\s+(?:the\s+)?|\s*/\s*)",
    "of": r"(?:\s+day)?(?:\s+of\s+the\s+month\s+of\s+|[\s./-]*(?:of\s+)?)",
    "oy": r"(?:\s*,?\s*|\s+of\s+|[-/.]|,?\s+in\s+the\s+year\s+)",
    "span": rf"(?:{DASH}|\s+(?:to|through|until|till)\s+)",
    "ys": r"(?:,?\s+(?P<ry>" + either(table("en")["year_suffix"]) + r"))?",
    "yp": either(table("en")["year_prefix"]),
    "ms": either(table("en")["month_suffix"]),
    "feast": _FEASTS.pattern,
    "not": rf"(?!\s*%|\s+(?:or\s+more\s+|[a-z]+\s+)?{_COUNTED}\b)",
}
_PIECES["DW"] = r"(?:" + _ORDINALS.pattern + r")(?![a-z])"
_PIECES["YW"] = (
    rf"(?:(?:seventeen|eighteen|nineteen|twenty)(?:\s+hundred)?(?:[\s-]+(?:and\s+|oh[\s-])?{_SMALL}){{1,2}}"
    rf"|two\s+thousand(?:\s+(?:and\s+)?{_SMALL}(?:[\s-]{_SMALL})?)?)(?![a-z])"
)
for _name in ("Y", "D", "DS"):
    _PIECES[_name] = _PIECES[_name].replace("{YW}", _PIECES["YW"]).replace("{DW}", _PIECES["DW"])


def _form(pattern: str, **options: object) -> Form:
    return Form(compiled(pattern, **_PIECES), **options)  # type: ignore[arg-type]


def _plain_month(match: re.Match[str]) -> bool:
    """Whether a month is written so that it is one: "8 may 2024", but not "8 may" nor "a march"."""
    word = match["m"]
    return bool(match.groupdict().get("y")) or not (word.islower() and word in _AMBIGUOUS)


def _bare_month(match: re.Match[str]) -> bool:
    """Whether a month stands alone as one: capital, and a name that is no other word's unless a word marks it."""
    word = match["m"]
    if not word[0].isupper():
        return False
    if _MONTH_MARKER.search(match.string, max(0, match.start() - 24), match.start()):
        return not _SHORT.fullmatch(word)
    return not _SHY.fullmatch(word) and not word.isupper()


def _capital_month(match: re.Match[str]) -> bool:
    return match["m"][0].isupper()


def _capital_range(match: re.Match[str]) -> bool:
    return match["m"][0].isupper() and match["M"][0].isupper()


def _bare_day(match: re.Match[str]) -> bool:
    return 1 <= (figures(match["d"]) or 0) <= 31


def _unmeasured(match: re.Match[str]) -> bool:
    """Whether no word before makes it about so many years, or at least."""
    return not _MEASURED.search(match.string, max(0, match.start() - 24), match.start())


def _to_come(match: re.Match[str]) -> bool:
    """Whether "in two days" is a day to come, not how long something takes: it stands alone or looks ahead."""
    text, start = match.string, match.start()
    if "time" in match["w"] or not (text[:start].strip() or text[match.end() :].strip(" .")):
        return True
    return bool(_AHEAD.search(text, max(0, start - 60), start))


def _marked(match: re.Match[str]) -> bool:
    """Whether a month with its year is one: "may 2000 delegates" is none."""
    word = match["m"]
    if not (word.islower() and word in _AMBIGUOUS) or not match.string[: match.start()].strip():
        return True
    return bool(_MONTH_MARKER.search(match.string, max(0, match.start() - 24), match.start()))


_MEASURED = ending(either([*_WORDS["measured"], r"\d+ (?:years?|months?|weeks?),?(?: and)?"]))
_AHEAD = re.compile(rf"(?<!\w){either(_WORDS['ahead'])}(?!\w)", re.IGNORECASE)
_ON_THE = re.compile(r"\bon\s+the\s+$", re.IGNORECASE)
_SHORT = re.compile(r"(?!May)\w{3}\.?|Sept\.?", re.IGNORECASE)
_MONTH_MARKER = ending(either(_WORDS["month_marker"]))
_NOUN = r"(?:\s+(?:the\s+)?(?:years?|periods?))?"  # "in the year 2024"
_STRONG = re.compile(rf"(?<!\w)(?:{either(_WORDS['strong'])}){_NOUN}[\s/-]*$", re.IGNORECASE)
_WEAK = re.compile(rf"(?<!\w)(?:{either(_WORDS['weak'])}){_NOUN}\s*$", re.IGNORECASE)
_AGAIN = re.compile(
    r"(?<!\w)(?:in|for|since|of|years|either)\s+(?:[12]\d{3},\s+)*[12]\d{3}(?:[-–][12]\d{3})?(?:,|,?\s+(?:and|or))\s+$",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"(?:^|[.!?;:“\"‘]\s*|\s)$")
_OWNED = re.compile(r"\b(?:the|its|their|our|his|her)\s$", re.IGNORECASE)
_START = re.compile(r"^\s*$")
_PIECES |= {
    "suffix": either(table("en")["year_suffix"]),
    "named": r"(?!\s+(?:" + "|".join(_WORDS["named"]) + r")\b)",
    # "for 2000 scholars" counts; "for 2024 was", "by 2030 as" do not
    "uncounted": r"(?!\s+(?:[a-z]+ing\s+)?[a-z]+s\b(?<!\bwas)(?<!\bhas)(?<!\bis)(?<!\bas)(?<!onwards)(?<!perhaps))",
    "verb": r"(?=\s+(?:is|was|will|has|had|marks|marked|saw|became)\b)(?!\s+\w+\s+\d)",
    "yearof": r"(?=,?\s+(?:as\s+)?(?:the\s+|an?\s+)?[“\"«]?(?:(?-i:[A-Z])\w+\s+){0,3}Year\s+(?:of|for)\b"
    r"|\s+as\s+(?:the|an?|our)\b)",
    "count": rf"\d{{1,3}}|{_SMALL}(?:[\s-]{_SMALL})?",
}

_DAY_FIRST = (
    _form(
        r"(?P<ds>{D}(?>(?:,\s*|{to}){D}){0,8}{to}{D})\s*(?:of\s+)?(?P<m>{M})(?:,?\s+(?:(?:of|in)\s+)?(?P<y>{Y}))?{ys}",
        check=_plain_month,
    ),
    _form(r"(?P<d>{D}){of}(?P<m>{M})(?:{oy}(?P<y>{Y}|{Y2}))?{ys}", check=_plain_month),
)
_MONTH_FIRST = (
    _form(
        r"(?P<m>{M})\s*(?P<ds>{DS}(?>(?:,\s*|{to}){DS}){0,8}{to}{DS})(?!\s*{M})(?:(?:,?\s*|\s+(?:of|in)\s+)(?P<y>{Y}))?{ys}",
        check=_plain_month,
    ),
    _form(
        r"(?P<m>{M})\s*(?:the\s+)?(?P<d>{DS})(?:(?:,?\s+|\s*,\s*|\s+(?:of|in)\s+)(?P<y>{Y}|{Y2}))?{ys}",
        check=_plain_month,
    ),
    _form(r"(?P<m>{M})(?P<s>[/-])(?P<d>{DS})(?P=s)(?P<y>{Y})", check=_plain_month),
)
_YEAR_FIRST = (
    _form(r"(?P<y>[12]\d{3})(?:,\s*|\s+|[-/.])(?P<m>{M})[\s./-]+(?P<d>{DS})", check=_plain_month),
    _form(r"(?P<y>[12]\d{3}),\s*(?P<d>{D})\s+(?P<m>{M})", before=re.compile(r"^\W*$"), check=_plain_month),
    _form(r"(?P<y>[12]\d{3})[\s-](?P<m>{M})(?=\W*$)", before=re.compile(r"^\W*$")),
)
_MONTHLY = (
    _form(r"(?P<ms>{M}(?>,\s*{M}){0,8},?\s+(?:and|or)\s+{M})(?:,?\s+|\s+of\s+)(?P<y>{Y})(?!\s*{M}\s*\d)"),
    _form(r"(?P<m>{M})(?:,?\s+(?:in\s+)?|\s+of\s+|[-/])(?P<y>{Y})(?!\s*{M}\s*\d){not}", check=_marked),
    _form(r"(?P<m>{M})(?:-|\s?(?=['’‘]))(?P<y>(?:(?<=-)|['’‘])\d\d)(?!\w)", check=_capital_month),
    _form(r"(?P<m>{M})(?:\s*[/&]\s*|{span})(?P<M>{M})(?:,?\s+|\s+of\s+)(?P<Y>{Y})"),
    _form(r"(?P<m>{M}){span}(?P<M>{M})(?!\s*\d)", check=_capital_range),
    _form(r"(?P<ry>{yp})\s+(?P<m>{M})(?!\s*\d)", check=_capital_month),
    _form(r"(?P<ry>{suffix})(?:['’]s)?,?\s+(?:in\s+)?(?P<m>{M})(?:\s+(?P<d>{DS}))?(?!\s*\d)", check=_capital_month),
    _form(r"(?P<m>{M})\s+(?P<ry>{suffix})", check=_capital_month),
    _form(r"(?P<m>{M})(?!\s*\d)", check=_bare_month, guess=True),
)
_WORDED_SPANS = (
    _form(r"between\s+(?:the\s+years\s+)?(?P<y>{Y4})\s+and\s+(?P<Y>{Y4})", check=likely_range),
    _form(r"from\s+(?P<y>{Y4})\s+(?:to|until|till|through|up\s+to)\s+(?P<Y>{Y4})", check=likely_range),
)
_WORDED_YEARS = (
    _form(r"(?P<y>{YW})", before=re.compile(r"\bthe\s+year\s+$", re.IGNORECASE)),
    _form(r"(?P<y>{YW})(?=\s*(?:[,.;)]|$))", before=re.compile(r"\b(?:in|since|until|of)\s+$", re.IGNORECASE)),
    _form(r"(?!two\s)(?P<y>{YW})", before=re.compile(r"\b(?:in|since|until|of)\s+$", re.IGNORECASE)),
)
_SPAN = _form(r"(?P<y>{Y4}){span}(?P<Y>{Y4})(?![-/.]\d)", check=likely_range)
_YEARS = (
    _form(r"(?P<y>{Y4}){not}", before=_STRONG, check=marked_year),
    _form(r"(?P<y>{Y4}){not}{uncounted}{named}", before=_WEAK, check=likely_year),
    _form(r"(?P<y>{Y4})(?!\w)", before=_AGAIN, check=likely_year),
    _form(r"(?P<y>{Y4}){verb}", before=_BEGUN, check=likely_year),
    _form(r"(?P<y>{Y4}){yearof}", check=likely_year),
    _form(r"(?P<y>{Y4})(?=\s?[-–—]\s?(?:present|date|now|today|ongoing)\b)", check=likely_year),
    _form(r"(?P<y>{Y4})(?=\s+(?-i:[a-z])+\b){not}", before=_OWNED, check=likely_year),
    _form(r"(?P<y>{Y4}){named}(?=\s+(?-i:[A-Z]))", before=_START, check=likely_year),
)
_DAY = (
    _form(r"(?P<d>\d{1,2}(?:st|nd|rd|th))\s+(?P<rm>{ms})", check=_bare_day),
    _form(r"(?P<d>\d{1,2}(?:st|nd|rd|th))(?=\s*(?:[.;)]|$))", before=_ON_THE, check=_bare_day),
)
_TIME = (
    _form(
        r"(?P<n>{count}|an?)\s+(?P<u>day|week|fortnight|month|year)s?\s+"
        r"(?P<w>later|on(?=,)|after(?=,)|earlier|before(?=[,.;])|ago(?:,?\s+(?:today|this\s+month|to\s+the\s+day))?|from\s+(?:now|today)|hence)\b",
        guess=True,
        check=_unmeasured,
    ),
    _form(
        r"(?P<w>in)\s+(?P<n>{count}|an?)\s+(?P<u>day|week|fortnight|month|year)s?(?!['’\w])(?=\s*(?:[,.;)]|$))",
        guess=True,
        check=_to_come,
    ),
    _form(r"in\s+(?P<n>{count}|an?)\s+(?P<u>day|week|fortnight|month|year)s?['’]?s?\s+(?P<w>time)\b", guess=True),
    _form(r"(?P<w>after)\s+(?P<n>{count}|an?)\s+(?P<u>day|week|fortnight|month|year)s?(?=\s*(?:[,.;)]|$))", guess=True),
)
_WEEKDAY = r"(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_SHORT_WEEKDAY = r"(?P<wd>(?-i:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun))\.?"
_WEEK = rf"(?:(?P<wk>{_RELATIVES['wk'].pattern})\s+)"
_OF_MONTH = _form(
    rf"(?:the\s+)?(?P<nw>first|second|third|fourth|fifth|last|final)\s+(?:{_WEEKDAY}|day)\s+(?:of|in)\s+"
    r"(?P<m>{M})(?:,?\s+|\s+of\s+)(?P<y>{Y})"
)
_WORDY = (
    _OF_MONTH,
    Form(re.compile(rf"{_WEEKDAY}(?![a-z]),?\s+(?P<ww>{_RELATIVES['ww'].pattern})(?![a-z])", re.IGNORECASE)),
    Form(re.compile(rf"{_WEEK}?{_WEEKDAY}(?![a-z])", re.IGNORECASE)),
    Form(re.compile(rf"{_SHORT_WEEKDAY}(?![\w-])", re.IGNORECASE), before=re.compile(r"\b[Oo]n\s+$")),
    Form(re.compile(rf"(?P<r>{_RELATIVES['r'].pattern})(?![\w-])", re.IGNORECASE)),
    _form(r"(?P<md>{feast})(?:,?\s+(?:of\s+|in\s+)?(?P<y>{Y}))?{ys}"),
)


def _number(text: str, words: Lookup = _NUMBERS) -> int | None:
    values = [words[word] for word in re.split(r"[\s-]+", text.lower()) if word not in ("and", "oh")]
    return None if None in values else sum(v for v in values if v is not None)


def _year(text: str) -> int | None:
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


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else _MONTHS[text] or roman(text)


def _which(text: str) -> int | None:
    return -1 if text.lower() in ("last", "final") else _ORDINALS[text]


def _day(text: str) -> int | None:
    value = figures(text)
    return _ORDINALS[text] if value is None else value


_DAYS = {"week": 7, "fortnight": 14}
_FROM_TODAY = ("ago", "from", "hence", "in", "time")


def _count(match: re.Match[str]) -> Relative | None:
    said, unit, way = match["n"].lower(), match["u"].lower(), match["w"].lower().split()[0]
    number = int(said) if said.isdecimal() else 1 if said in ("a", "an") else _number(said)
    if number is None:
        return None
    if unit == "year" and (this := re.search(r"(today|day|month)$", match["w"].lower())) and way == "ago":
        return Relative("document", "year-month" if this[1] == "month" else "year-day", -number)
    shift = number * _DAYS.get(unit, 1) * (-1 if way in ("earlier", "before", "ago") else 1)
    return Relative("document" if way in _FROM_TODAY else "context", UNITS[unit], shift)


def _relative(match: re.Match[str], group: str) -> Relative | None:
    return _RELATIVES[group].read(match, group)


_FIRST = either(
    [
        _MONTHS.pattern + r"(?![a-z])",
        _WEEKDAYS.pattern + r"(?![a-z])",
        _RELATIVES["r"].pattern,
        _FEASTS.pattern,
        _RELATIVES["wk"].pattern + r" (?=[a-z])",
        r"(?:the )?(?:first|second|third|fourth|fifth|last|final) (?=(?:\w+)?day (?:of|in))",
        either(table("en")["year_suffix"]) + r"(?=['’,]| (?:in )?[a-z])",
        r"(?:in )?an? (?=day|week|fortnight|month|year)",
        r"(?:in|after) (?:\d+|" + _SMALL + r") (?=day|week|fortnight|month|year)",
        _PIECES["yp"] + r" (?=[a-z])",
        r"between (?=[12t])",
        r"from (?=[12])",
        _PIECES["DW"],
        _SMALL + "[ -]",
    ]
)

GRAMMAR = Grammar(
    trigger=folded(rf"(?<!\w)(?<!\d:)\d+|(?<=\bfy)\d+|(?P<word>(?<!\w){_FIRST})"),
    digit_forms=(*_DAY_FIRST, *NUMERIC, _SPAN, *_YEAR_FIRST, _TIME[0], *_YEARS, *_DAY, *PLACES),
    word_forms=(*_DAY_FIRST, *_MONTH_FIRST, *_MONTHLY, *_WORDED_SPANS, *_WORDED_YEARS, *_TIME, *_WORDY),
    year=_year,
    month=_month,
    day=_day,
    weekday=_WEEKDAYS.__getitem__,
    which=_which,
    feast=_FEASTS.__getitem__,
    relative=_relative,
    count=_count,
    listed=compiled(r"{M}|{D}", **_PIECES),
    eve=ending(either(_WORDS["eve"])),
    joins=re.compile(
        rf"\.{{2,3}}|\s*/\s*|,?\s+(?:to|through|thru|until|till|up to)\s+(?:the\s+)?|{DASH}", re.IGNORECASE
    ),
    pairs=re.compile(r"\s+(?:and|to|until|till)\s+(?:the\s+)?", re.IGNORECASE),
    opens=re.compile(r"(?<!\w)(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE),
    lists=re.compile(r"\s*(?:,|,?\s+(?:and|or)|&)\s*", re.IGNORECASE),
    prefix=re.compile(
        rf"{_WEEKDAYS.pattern}(?![a-z]),?\s*\(?(?:on\s+)?(?:the\s+)?|the\s+(?=\w+[- \w]*?\s+of\s+)", re.IGNORECASE
    ),
    bound_from=ending(either(_WORDS["from"])),
    bound_until=ending(either(_WORDS["until"])),
    after_from=re.compile(r"\s+(?:onwards?|on\b(?!\s+the)|forward)"),
    after_until=None,
    ahead=re.compile(rf"(?<!\w){either(_WORDS['ahead'])}(?!\w)", re.IGNORECASE),
    view=(90, 40),
    sentence=re.compile(r"(?:\w{3}|[)\]”\"’%])[.!?…]+[”\"’)]*\s*(?=[“\"‘(\[]?[A-Z])|\n"),
)
