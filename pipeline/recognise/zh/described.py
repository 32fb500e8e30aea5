"""Chinese events by description: that year's meeting, the cyclone that struck a town, the third panel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Period, Span
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.occasions import ordinal_of
from pipeline.recognise.zh.titles import PAIRS, heads
from pipeline.recognise.zh.units import word_set

PANEL = re.compile(
    r"(?:分论坛|平行论坛|专题论坛|圆桌会议|圆桌|专场|边会|分会场|平行会议)"
    r"(?:[一二三四五六七八九十]{1,2}|[0-9]{1,2}(?![0-9年月日场个]))"
)
IN_PARENTHESES = re.compile(r"(?<=\()第(?:[0-9]+|[一二三四五六七八九十百零〇]+)[次届](?=\))")


def described(reading: Reading) -> Iterator[Mention]:
    """Events that a phrase with a head tells apart: by the year, by what was struck, by a number behind."""
    yield from _of_that_year(reading)
    yield from _that_struck(reading)
    yield from _panels(reading)
    for match in IN_PARENTHESES.finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Event", ordinal=ordinal_of(match.group()))


@cache
def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def _that_year() -> re.Pattern[str]:
    return re.compile(
        rf"((?:19|20)[0-9]{{2}})年(?:[0-9]{{1,2}}月)?的?[那这]一?[届次场个]"
        rf"(?:{_alternatives(heads('Event'))})(?![一-龥]?议)"
    )


def _of_that_year(reading: Reading) -> Iterator[Mention]:
    """2016年那届大会."""
    for match in _that_year().finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Event", period=Period(match.group(1), match.group(1)))


@cache
def _struck() -> re.Pattern[str]:
    disasters, verbs = _alternatives(tuple(word_set("disasters"))), _alternatives(tuple(word_set("striking")))
    return re.compile(
        rf"(?:{verbs})了?[^,。;:的]{{2,16}}?的(?:[那这]一?[场次])?(?:强|特大|超强|严重)?"
        rf"(?:{disasters})(?![一-龥]?(?:分子|风险))"
    )


def _that_struck(reading: Reading) -> Iterator[Mention]:
    """重创贝拉的那场气旋."""
    for match in _struck().finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Event")


def _panels(reading: Reading) -> Iterator[Mention]:
    """分论坛三“数字丝路”: a part of a programme by its number, with its title where that follows."""
    text = reading.plain
    for match in PANEL.finditer(text):
        end = match.end()
        closer = PAIRS.get(text[end : end + 1])
        stop = text.find(closer, end + 1, end + 60) if closer else -1
        yield reading.mention(Span(match.start(), stop + 1 if stop > 0 else end), "Event")
