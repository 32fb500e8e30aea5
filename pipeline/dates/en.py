"""How English writes dates: day first or month first, ranges, years that a word marks, words for numbers."""

from __future__ import annotations

import re

from pipeline.dates.en_words import (
    FEASTS,
    MONTHS,
    ORDINALS,
    RELATIVES,
    SMALL,
    WEEKDAYS,
    WORDS,
    bare_day,
    bare_month,
    capital_month,
    capital_range,
    count,
    day,
    marked,
    month,
    plain_month,
    relative,
    single,
    to_come,
    unmeasured,
    which,
    year,
)
from pipeline.dates.grammar import Form, Grammar, compiled, ending, folded
from pipeline.dates.numeric import DASH, NUMERIC, PLACES, likely_range, likely_year, marked_year
from pipeline.dates.tables import either, table

_COUNTED = either(WORDS["counted"])
_PIECES = {
    "Y": r"(?:[12]\d{3}(?!\d|,\d{3}|[-/.]\d)|{YW})",
    "Y2": r"(?:['’‘]\d\d(?!\w)|(?<=[a-z][-/.])\d\d(?![\w:]|\s+[a-z])|\d\d(?=\W*$))",  # 8 July '24, 8-Jul-24
    "Y4": r"[12]\d{3}(?!\d|,\d{3}|\.\d|s\b|'s\b|’s\s+(?:and|were))",
    "D": r"(?:\d{1,2}(?:\s?(?:st|nd|rd|th))?(?![\d:]|[.,]\d)|{DW})",
    "DS": r"(?:(?:[12]\d|3[01]|0?[1-9])(?:\s?(?:st|nd|rd|th))?(?![\d:%]|\.\d|,(?![12]\d{3}(?!\d))\d)|{DW})",
    "M": r"(?:" + MONTHS.pattern + r")(?!(?!-(?:" + MONTHS.pattern + r")(?!\w))(?!['’]s(?![a-z]))[a-z'’-]*[a-z])",
    "to": rf"(?:{DASH}|\s*&\s*|,?\s+(?:to|and|through|thru|until|till)\s+(?:the\s+)?|\s*/\s*)",
    "of": r"(?:\s+day)?(?:\s+of\s+the\s+month\s+of\s+|[\s./-]*(?:of\s+)?)",
    "oy": r"(?:\s*,?\s*|\s+of\s+|[-/.]|,?\s+in\s+the\s+year\s+)",
    "span": rf"(?:{DASH}|\s+(?:to|through|until|till)\s+)",
    "ys": r"(?:,?\s+(?P<ry>" + either(table("en")["year_suffix"]) + r"))?",
    "yp": either(table("en")["year_prefix"]),
    "ms": either(table("en")["month_suffix"]),
    "feast": FEASTS.pattern,
    "not": rf"(?!\s*%|\s+(?:or\s+more\s+|[a-z]+\s+)?{_COUNTED}\b)",
}
_PIECES["DW"] = r"(?:" + ORDINALS.pattern + r")(?![a-z])"
_PIECES["YW"] = (
    rf"(?:(?:seventeen|eighteen|nineteen|twenty)(?:\s+hundred)?(?:[\s-]+(?:and\s+|oh[\s-])?{SMALL}){{1,2}}"
    rf"|two\s+thousand(?:\s+(?:and\s+)?{SMALL}(?:[\s-]{SMALL})?)?)(?![a-z])"
)
for _name in ("Y", "D", "DS"):
    _PIECES[_name] = _PIECES[_name].replace("{YW}", _PIECES["YW"]).replace("{DW}", _PIECES["DW"])


def _form(pattern: str, **options: object) -> Form:
    return Form(compiled(pattern, **_PIECES), **options)  # type: ignore[arg-type]


_ON_THE = re.compile(r"\bon\s+the\s+$", re.IGNORECASE)
_NOUN = r"(?:\s+(?:the\s+)?(?:years?|periods?))?"  # "in the year 2024"
_STRONG = re.compile(rf"(?<!\w)(?:{either(WORDS['strong'])}){_NOUN}[\s/-]*$", re.IGNORECASE)
_WEAK = re.compile(rf"(?<!\w)(?:{either(WORDS['weak'])}){_NOUN}\s*$", re.IGNORECASE)
_AGAIN = re.compile(
    r"(?<!\w)(?:in|for|since|of|years|either)\s+(?:[12]\d{3},\s+)*[12]\d{3}(?:[-–][12]\d{3})?(?:,|,?\s+(?:and|or))\s+$",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"(?:^|[.!?;:“\"‘]\s*|\s)$")
_OWNED = re.compile(r"\b(?:the|its|their|our|his|her)\s$", re.IGNORECASE)
_START = re.compile(r"^\s*$")
_PIECES |= {
    "suffix": either(table("en")["year_suffix"]),
    "named": r"(?!\s+(?:" + "|".join(WORDS["named"]) + r")\b)",
    # "for 2000 scholars" counts; "for 2024 was", "by 2030 as" do not
    "uncounted": r"(?!\s+(?:[a-z]+ing\s+)?[a-z]+s\b(?<!\bwas)(?<!\bhas)(?<!\bis)(?<!\bas)(?<!onwards)(?<!perhaps))",
    "verb": r"(?=\s+(?:is|was|will|has|had|marks|marked|saw|became)\b)(?!\s+\w+\s+\d)",
    "yearof": r"(?=,?\s+(?:as\s+)?(?:the\s+|an?\s+)?[“\"«]?(?:(?-i:[A-Z])\w+\s+){0,3}Year\s+(?:of|for)\b"
    r"|\s+as\s+(?:the|an?|our)\b)",
    "count": rf"\d{{1,3}}|{SMALL}(?:[\s-]{SMALL})?",
}

_DAY_FIRST = (
    _form(
        r"(?P<ds>{D}(?>(?:,\s*|{to}){D}){0,8}{to}{D})\s*(?:of\s+)?(?P<m>{M})(?:,?\s+(?:(?:of|in)\s+)?(?P<y>{Y}))?{ys}",
        check=plain_month,
    ),
    _form(r"(?P<d>{D}){of}(?P<m>{M})(?:{oy}(?P<y>{Y}|{Y2}))?{ys}", check=plain_month),
)
_MONTH_FIRST = (
    _form(
        r"(?P<m>{M})\s*(?P<ds>{DS}(?>(?:,\s*|{to}){DS}){0,8}{to}{DS})(?!\s*{M})(?:(?:,?\s*|\s+(?:of|in)\s+)(?P<y>{Y}))?{ys}",
        check=plain_month,
    ),
    _form(
        r"(?P<m>{M})\s*(?:the\s+)?(?P<d>{DS})(?:(?:,?\s+|\s*,\s*|\s+(?:of|in)\s+)(?P<y>{Y}|{Y2}))?{ys}",
        check=plain_month,
    ),
    _form(r"(?P<m>{M})(?P<s>[/-])(?P<d>{DS})(?P=s)(?P<y>{Y})", check=plain_month),
)
_YEAR_FIRST = (
    _form(r"(?P<y>[12]\d{3})(?:,\s*|\s+|[-/.])(?P<m>{M})[\s./-]+(?P<d>{DS})", check=plain_month),
    _form(r"(?P<y>[12]\d{3}),\s*(?P<d>{D})\s+(?P<m>{M})", before=re.compile(r"^\W*$"), check=plain_month),
    _form(r"(?P<y>[12]\d{3})[\s-](?P<m>{M})(?=\W*$)", before=re.compile(r"^\W*$")),
)
_MONTHLY = (
    _form(r"(?P<ms>{M}(?>,\s*{M}){0,8},?\s+(?:and|or)\s+{M})(?:,?\s+|\s+of\s+)(?P<y>{Y})(?!\s*{M}\s*\d)"),
    _form(r"(?P<m>{M})(?:,?\s+(?:in\s+)?|\s+of\s+|[-/])(?P<y>{Y})(?!\s*{M}\s*\d){not}", check=marked),
    _form(r"(?P<m>{M})(?:-|\s?(?=['’‘]))(?P<y>(?:(?<=-)|['’‘])\d\d)(?!\w)", check=capital_month),
    _form(r"(?P<m>{M})(?:\s*[/&]\s*|{span})(?P<M>{M})(?:,?\s+|\s+of\s+)(?P<Y>{Y})"),
    _form(r"(?P<m>{M}){span}(?P<M>{M})(?!\s*\d)", check=capital_range),
    _form(r"(?P<ry>{yp})\s+(?P<m>{M})(?!\s*\d)", check=capital_month),
    _form(r"(?P<ry>{suffix})(?:['’]s)?,?\s+(?:in\s+)?(?P<m>{M})(?:\s+(?P<d>{DS}))?(?!\s*\d)", check=capital_month),
    _form(r"(?P<m>{M})\s+(?P<ry>{suffix})", check=capital_month),
    _form(r"(?P<m>{M})(?!\s*\d)", check=bare_month, guess=True),
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
    _form(r"(?P<d>\d{1,2}(?:st|nd|rd|th))\s+(?P<rm>{ms})", check=bare_day),
    _form(r"(?P<d>\d{1,2}(?:st|nd|rd|th))(?=\s*(?:[.;)]|$))", before=_ON_THE, check=bare_day),
)
_TIME = (
    _form(
        r"(?P<n>{count}|an?)\s+(?P<u>day|week|fortnight|month|year)s?\s+"
        r"(?P<w>later|on(?=,)|after(?=,)|earlier|before(?=[,.;])|ago(?:,?\s+(?:today|this\s+month|to\s+the\s+day))?|from\s+(?:now|today)|hence)\b",
        guess=True,
        check=unmeasured,
    ),
    _form(
        r"(?P<w>in)\s+(?P<n>{count}|an?)\s+(?P<u>day|week|fortnight|month|year)s?(?!['’\w])(?=\s*(?:[,.;)]|$))",
        guess=True,
        check=to_come,
    ),
    _form(r"in\s+(?P<n>{count}|an?)\s+(?P<u>day|week|fortnight|month|year)s?['’]?s?\s+(?P<w>time)\b", guess=True),
    _form(r"(?P<w>after)\s+(?P<n>{count}|an?)\s+(?P<u>day|week|fortnight|month|year)s?(?=\s*(?:[,.;)]|$))", guess=True),
)
_WEEKDAY = r"(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_SHORT_WEEKDAY = r"(?P<wd>(?-i:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun))\.?"
_WEEK = rf"(?:(?P<wk>{RELATIVES['wk'].pattern})\s+)"
_OF_MONTH = _form(
    rf"(?:the\s+)?(?P<nw>first|second|third|fourth|fifth|last|final)\s+(?:{_WEEKDAY}|day)\s+(?:of|in)\s+"
    r"(?P<m>{M})(?:,?\s+|\s+of\s+)(?P<y>{Y})"
)
_WORDY = (
    _OF_MONTH,
    Form(re.compile(rf"{_WEEKDAY}(?![a-z]),?\s+(?P<ww>{RELATIVES['ww'].pattern})(?![a-z])", re.IGNORECASE)),
    Form(re.compile(rf"{_WEEK}?{_WEEKDAY}(?![a-z])", re.IGNORECASE), check=single),
    Form(re.compile(rf"{_SHORT_WEEKDAY}(?![\w-])", re.IGNORECASE), before=re.compile(r"\b[Oo]n\s+$")),
    Form(re.compile(rf"(?P<r>{RELATIVES['r'].pattern})(?![\w-])", re.IGNORECASE)),
    _form(r"(?P<md>{feast})(?:,?\s+(?:of\s+|in\s+)?(?P<y>{Y}))?{ys}"),
)


_FIRST = either(
    [
        MONTHS.pattern + r"(?![a-z])",
        WEEKDAYS.pattern + r"(?![a-z])",
        RELATIVES["r"].pattern,
        FEASTS.pattern,
        RELATIVES["wk"].pattern + r" (?=[a-z])",
        r"(?:the )?(?:first|second|third|fourth|fifth|last|final) (?=(?:\w+)?day (?:of|in))",
        either(table("en")["year_suffix"]) + r"(?=['’,]| (?:in )?[a-z])",
        r"(?:in )?an? (?=day|week|fortnight|month|year)",
        r"(?:in|after) (?:\d+|" + SMALL + r") (?=day|week|fortnight|month|year)",
        _PIECES["yp"] + r" (?=[a-z])",
        r"between (?=[12t])",
        r"from (?=[12])",
        _PIECES["DW"],
        SMALL + "[ -]",
    ]
)

GRAMMAR = Grammar(
    trigger=folded(rf"(?<!\w)(?<!\d:)\d+|(?<=\bfy)\d+|(?P<word>(?<!\w){_FIRST})"),
    digit_forms=(*_DAY_FIRST, *NUMERIC, _SPAN, *_YEAR_FIRST, _TIME[0], *_YEARS, *_DAY, *PLACES),
    word_forms=(*_DAY_FIRST, *_MONTH_FIRST, *_MONTHLY, *_WORDED_SPANS, *_WORDED_YEARS, *_TIME, *_WORDY),
    year=year,
    month=month,
    day=day,
    weekday=WEEKDAYS.__getitem__,
    which=which,
    feast=FEASTS.__getitem__,
    relative=relative,
    count=count,
    listed=compiled(r"{M}|{D}", **_PIECES),
    eve=ending(either(WORDS["eve"])),
    joins=re.compile(
        rf"\.{{2,3}}|\s*/\s*|,?\s+(?:to|through|thru|until|till|up to)\s+(?:the\s+)?|{DASH}", re.IGNORECASE
    ),
    pairs=re.compile(r"\s+(?:and|to|until|till)\s+(?:the\s+)?", re.IGNORECASE),
    opens=re.compile(r"(?<!\w)(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE),
    lists=re.compile(r"\s*(?:,|,?\s+(?:and|or)|&)\s*", re.IGNORECASE),
    prefix=re.compile(
        rf"{WEEKDAYS.pattern}(?![a-z]),?\s*\(?(?:on\s+)?(?:the\s+)?|the\s+(?=\w+[- \w]*?\s+of\s+)", re.IGNORECASE
    ),
    bound_from=ending(either(WORDS["from"])),
    bound_until=ending(either(WORDS["until"])),
    after_from=re.compile(r"\s+(?:onwards?|on\b(?!\s+the)|forward)"),
    after_until=None,
    ahead=re.compile(rf"(?<!\w){either(WORDS['ahead'])}(?!\w)", re.IGNORECASE),
    view=(90, 40),
    sentence=re.compile(r"(?:\w{3}|[)\]”\"’%])[.!?…]+[”\"’)]*\s*(?=[“\"‘(\[]?[A-Z])|\n"),
)
