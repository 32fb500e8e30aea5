"""Chinese events told in passing: that time in a city, talks between two, a storm's name, the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Period, Span
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.heads import named
from pipeline.recognise.zh.occasions import dated, ordinal_of
from pipeline.recognise.zh.reach import reach
from pipeline.recognise.zh.titles import MARKS, heads
from pipeline.recognise.zh.units import Units, character_set, word_set

THAT_TIME = re.compile(r"(?:((?:19|20)[0-9]{2})年)?([一-龥·]{2,8}?)[那这](?:一?[次届]|场|回)(?![一-龥]{0,2}[会论演访])")
TALKS = re.compile(
    r"(?:举行|进行)了?((?:双边|正式|工作|首脑|小范围|大范围|视频|战略|非正式)*(?:会谈|会晤|磋商))"
    r"(?![一-龥]*机制)"
)
PARTIES = re.compile(r"[与同和对跟][^,。;]{2,40}$")
STORM = re.compile(r"(?:超强|强)?(?:热带气旋|热带风暴|台风|飓风|气旋|风暴)[“「『]([一-龥·]{2,8})[”」』]")
DRILL = re.compile(
    r"[“「『]([一-龥A-Za-z0-9—–\-]{2,16})[”」』]的[^。,;“”「」]{0,10}?"
    r"(?:演习|军演|联演|演练|演训|巡航|推演|巡游)"
)
DRILL_SERIES = re.compile(r"[“「『]([一-龥]{2,12})[”」』]系列(?:联合)?(?:演习|军演|联演|演练|活动|论坛|展览|赛事)")
NEIGHBOUR = re.compile(
    r"(?:(?:上|下)一?[届次]|首届)(?=(?:则|就|也)?(?:是[0-9在于]|将?[在于由][^,。;]{2,14}|定于|拟于|预计|放在|设在|选在|是什么时候|,[0-9]{4}年))"
)
BEHIND = re.compile(r"第([0-9]+|[一二三四五六七八九十百零〇]+)[届次](?=[,。;:、()\s]|$|[0-9]|[在于将由是闭开落])")
DRILL_AFTER = re.compile(r"(演习|军演|联演|演练|联训|演训)[“「『‘]([一-龥A-Za-z0-9—–\-]{2,16})[”」』’]")
OF_YEAR = re.compile(r"((?:19|20)[0-9]{2})年(?:的(?:这|那)?一|[这那]一?)[次届期场](?![一-龥]{0,2}[会论演访气地])")
BODY_HELD = re.compile(
    r"第[^次届,。;]{1,5}[届次][一-龥]{0,10}?(?:理事会|委员会|联委会)"
    r"(?=[0-9年月日]{0,11}(?:将|拟)?(?:于|在)[^,。;]{1,14}(?:举行|召开|开幕|闭幕|落幕))"
)
YEAR_CELL = re.compile(r"((?:19|20)[0-9]{2})年?")
DAY_CELL = re.compile(r"[0-9]{1,2}月")
WEEK = re.compile(
    r"(?:(?:举办|举行|[开主承]?办)了?(?:一[次个届])?|(第[^个次届,。]{1,4}[个次届]))"
    r"([一-龥]{1,11}?[^一二三四五六七八九十两数几多个半近每上下本天的年][周节])(?=[,。;、(在于期将闭开]|$)"
)
BEHIND_ENDS = (
    "论坛",
    "节",
    "博览会",
    "展",
    "赛",
    "年会",
    "峰会",
    "大会",
    "会议",
    "对话会",
    "研讨会",
    "交易会",
    "运动会",
    "世界杯",
)
BODY_MET = re.compile(
    r"((?:第[^次届,。;]{1,5}[次届])?[一-龥·—]{0,16}?(理事会|委员会|联委会|执委会|指导委|工作组))"
    r"(?:[0-9年月日]{1,11})?(?:也|已|将|拟|便|则)?(?:于[^,。;]{1,10})?(?:在[^,。;]{1,14}?)(?:开会|碰头|聚首|会商|举行会议|开了会|召开会议|集会)"
)
PLAIN_TOPIC = re.compile(r"(?:欢迎|答谢|联合|多次|系列|相关|各类|一系列|[一二三四五六七八九十两数多几0-9]+[期次场个])")
NUMBER = re.compile(r"第[^次届]{1,5}[次届]|首[次届]")
SESSION = ("会议", "會議")
SHORTEST = 5  # characters of a series named before its number


def told(reading: Reading, units: Units) -> Iterator[Mention]:
    """Events that no head of an event ends, or that a bare one does where the sentence tells which."""
    yield from _that_time(reading, units)
    yield from _of_year(reading)
    yield from _rows(reading)
    yield from _talks(reading)
    yield from _storms(reading)
    yield from _drills(reading, units)
    yield from _weeks(reading)
    yield from _neighbours(reading)
    yield from _number_behind(reading, units)
    yield from _of_two(reading)
    yield from _bodies_met(reading, units)
    yield from _held_by_topic(reading)
    yield from _bodies_held(reading, units)


def _that_time(reading: Reading, units: Units) -> Iterator[Mention]:
    """2016年内罗毕那次, 巴库那届."""
    for match in THAT_TIME.finditer(reading.plain):
        unit = units.units[units.at(match.end(2) - 1)]
        if unit.kind not in {"Place", "LOC", "State"} or unit.start < match.start(2):
            continue
        start = match.start() if match.group(1) and unit.start == match.start(2) else unit.start
        period = Period(match.group(1), match.group(1)) if start < unit.start else None
        yield reading.mention(Span(start, match.end()), "Event", period=period)


def _of_year(reading: Reading) -> Iterator[Mention]:
    """2025年的一次: an edition told by its year alone."""
    for match in OF_YEAR.finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Event", period=Period(match.group(1), match.group(1)))


def _rows(reading: Reading) -> Iterator[Mention]:
    """┃2019┃3月26日—29日┃…: a row of a table that begins with a year and dates it is that year's edition."""
    cells = reading.passage.cells
    if len(cells) < 3 or not YEAR_CELL.fullmatch(cells[0].of(reading.plain).strip()):
        return
    if not DAY_CELL.match(cells[1].of(reading.plain).strip()):
        return
    match = YEAR_CELL.search(reading.plain, cells[0].start, cells[0].end)
    if match:
        year = match.group(1)  # from the cell's border on: the year alone is a date
        yield reading.mention(Span(max(0, match.start() - 1), match.end()), "Event", year, period=Period(year, year))


def _talks(reading: Reading) -> Iterator[Mention]:
    """与…举行会谈: talks between two that the sentence dates or places."""
    for match in TALKS.finditer(reading.plain):
        span = Span(*match.span(1))
        if PARTIES.search(reading.plain[max(0, match.start() - 60) : match.start()]) and dated(reading, span):
            yield reading.mention(span, "Event")


def _storms(reading: Reading) -> Iterator[Mention]:
    """台风“摩羯”: a storm by its name."""
    for match in STORM.finditer(reading.plain):
        name = "".join(c for c in reading.surface(Span(*match.span())) if c not in MARKS)
        yield reading.mention(Span(*match.span()), "Event", name)


def _drills(reading: Reading, units: Units) -> Iterator[Mention]:
    """代号“团结之盾”的联合军演: the name is the quotation."""
    for match in DRILL.finditer(reading.plain):
        name = reading.surface(Span(*match.span(1)))
        yield reading.mention(Span(*match.span()), "Event", name, period=_year(match.group(1)))
    for match in DRILL_SERIES.finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Initiative", reading.surface(Span(*match.span(1))))
    for match in DRILL_AFTER.finditer(reading.plain):
        start = reach(units, Span(*match.span(1)), "Event").start
        yield reading.mention(
            Span(start, match.end()), "Event", reading.surface(Span(*match.span(2))), period=_year(match.group(2))
        )


def _year(name: str) -> Period | None:
    year = re.search(r"[—–-]?((?:19|20)[0-9]{2})$", name)
    return Period(year.group(1), year.group(1)) if year else None


def _weeks(reading: Reading) -> Iterator[Mention]:
    """办一次蓝色经济周, 第八个澜湄周: what is held, by the days it lasts."""
    for match in WEEK.finditer(reading.plain):
        if match.group(2).endswith(tuple(word_set("times"))):
            continue
        span = Span(match.start(1) if match.group(1) else match.start(2), match.end())
        yield reading.mention(span, "Event", ordinal=ordinal_of(match.group(1) or ""))


def _neighbours(reading: Reading) -> Iterator[Mention]:
    """上一届在麦纳麦, 首届是2018年: an edition told by its place in the row."""
    for match in NEIGHBOUR.finditer(reading.plain):
        span = Span(*match.span())
        yield reading.mention(span, "Event", ordinal=ordinal_of(match.group()))


def _number_behind(reading: Reading, units: Units) -> Iterator[Mention]:
    """“相约北京”艺术节第二十三届: the number stands behind the series."""
    text = reading.plain
    for match in BEHIND.finditer(text):
        head = next((h for h in heads("Event") if h.endswith(BEHIND_ENDS) and text.endswith(h, 0, match.start())), "")
        if not head:
            continue
        found = reach(units, Span(match.start() - len(head), match.start()), "Event")
        series = Span(found.start, match.start())
        if len(series) < SHORTEST or found.ordinal:
            continue
        yield reading.mention(Span(found.start, match.end()), "Event", ordinal=ordinal_of(match.group()))
        yield reading.mention(series, "Initiative", named(reading, series))


def _bodies_met(reading: Reading, units: Units) -> Iterator[Mention]:
    """第十九届部长理事会在阿布扎比开会: a body that meets, told by a verb."""
    for match in BODY_MET.finditer(reading.plain):
        head = match.group(2)
        last = units.units[units.at(match.end(1) - 1)]
        start = reach(units, Span(match.end(1) - len(head), match.end(1)), "Event").start
        start = min(start, last.start) if last.kind == "Organization" else start
        if match.end(1) - start <= len(head):
            continue
        name = reading.surface(Span(start, match.end(1)))
        whole = name if NUMBER.match(name) else name + SESSION[reading.passage.language == "zh-hant"]
        yield reading.mention(Span(start, match.end()), "Event", whole, ordinal=ordinal_of(name))


def _bodies_held(reading: Reading, units: Units) -> Iterator[Mention]:
    """第四届理事会19日在昆明举行: a numbered body that is held is a session of it."""
    for match in BODY_HELD.finditer(reading.plain):
        before = units.units[units.at(match.start()) - 1] if match.start() else None
        start = before.start if before is not None and before.kind in {"Organization", "ORG"} else match.start()
        yield reading.mention(Span(start, match.end()), "Event", ordinal=ordinal_of(match.group()))


@cache
def _held_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(word_set("occasions"), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?:举办|举行|[承主合]?办|召开)了?(?:一[期次场届个])?([^,。;:的了在“”《》()、]{{2,20}}?(?:{words}))"
    )


def _held_by_topic(reading: Reading) -> Iterator[Mention]:
    """办了一期珊瑚修复培训班: from the verb to the head, whatever words the topic is made of."""
    for match in _held_pattern().finditer(reading.plain):
        span = Span(*match.span(1))
        if NUMBER.match(match.group(1)) is None and not PLAIN_TOPIC.match(match.group(1)):
            yield reading.mention(span, "Event", named(reading, span))


@cache
def _two_surnames() -> re.Pattern[str]:
    letters = re.escape("".join(sorted(character_set("surnames") | {"普", "特", "拜", "川", "岸", "安"})))
    return re.compile(rf"[“「]([{letters}]{{2}}会)[”」]")


def _of_two(reading: Reading) -> Iterator[Mention]:
    """习马会, 普特会: a meeting by the first characters of two surnames."""
    for match in _two_surnames().finditer(reading.plain):
        if match.group(1) not in word_set("not_of_two"):
            yield reading.mention(Span(*match.span(1)), "Event")
