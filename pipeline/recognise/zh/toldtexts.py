"""Chinese texts named by a number, by a year or span of years, or by their topic alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Period, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.heads import candidates
from pipeline.recognise.zh.reach import reach
from pipeline.recognise.zh.titles import heads, kind_of, period_of
from pipeline.recognise.zh.units import Units, character_set, word_set

NUMBERED = re.compile(
    r"第?[0-9A-Z][0-9A-Za-z/.—–-]{0,14}(?:\([0-9A-Za-z/.—–-]+\))?号"
    r"(?:总统令|联邦法律|联邦法|法律|法令|[一-龥]{0,4}?(?:决议|决定|指令|措施|通告|公告|议案|法案|建议|条例|命令)|令|法)"
)
YEARS = re.compile(r"(?:19|20)[0-9]{2}年?(?:[—–\-至到~]+(?:19|20)?[0-9]{2})年?(?:度|的)?$")
LIMIT = re.compile(r"(?:面向|至|到)?((?:20)[0-9]{2})年?(?:前|以前|之前)?(?:的)?$")
OF_YEAR = re.compile(r"((?:19|20)[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})年(?:的)?$")
LASTING = {"计划", "工作计划", "行动方案", "行动计划", "规划", "战略", "纲要", "路线图", "方案", "议程", "框架", "愿景"}
LIMITED = {"愿景", "路线图", "议程", "战略", "规划", "纲要"}
DATED = {
    "修正议定书",
    "议定书",
    "修正案",
    "公约",
    "条约",
    "协定",
    "宣言",
    "备忘录",
    "联合声明",
    "联合公报",
    "公报",
    "协议",
    "换文",
    "附加议定书",
}
TOPICAL = {"公约", "条约", "议定书", "修正案", "宪章", "宣言", "协约", "盟约"}
ADOPTED = {
    "协定",
    "协议",
    "备忘录",
    "声明",
    "公报",
    "决议",
    "路线图",
    "行动计划",
    "纲要",
    "联合声明",
    "主席声明",
    "谅解备忘录",
}
JUST_ADOPTED = re.compile(
    r"(?:签署|签订|缔结|达成|草签|通过|发表|签|续签|订立|批准)了?(?:一[份项个])?$"
    r"|(?:签署|签订|缔结|发表)[^。;]{0,60}(?:、|和|及|以及)$"
)
JUST_ADOPTED_NEAR = re.compile(r"(?:通过|签署|批准|核准|审议)[^。;]{0,14}$")
SIGNED = re.compile(
    r"(?:签署|签订|缔结|草签|续签|签下|谈成|敲定|谈妥|订立)了?(?:一[份项个])?([^,。;:的了“”《》()、与并后]{2,24}?)"
    r"(?:附加议定书|议定书|协定|谅解备忘录|备忘录|协议|公约|条约|宣言|意向书)(?![一-龥]{0,3}[的])"
)
FOREIGN = ("宣言", "声明", "公报", "共识", "公约", "条约", "协定", "协议", "议定书", "路线图", "原则")
VISION = re.compile(r"(愿景|议程)(20[0-9]{2})(?![0-9年])")
FOUNDING = re.compile(r"(?:通过|签署|批准|制定)了?(宪章|章程|组织法|宪法)(?!草案|修正)")
SHORTEST = 2  # characters of a topic


def told_texts(reading: Reading, units: Units) -> Iterator[Mention]:
    """Texts outside of marks that hold no known name."""
    known = [s for s, k, _ in reading.known if k.cls == "Agreement"]
    for match in NUMBERED.finditer(reading.plain):
        if any(s.overlaps(Span(*match.span())) for s in known):
            continue
        span = Span(reach(units, Span(*match.span()), "Agreement").start, match.end())
        yield reading.mention(span, "Agreement", kind=kind_of(match.group()))
    yield from _visions(reading, units)
    yield from _just_adopted(reading)
    yield from _foreign(reading, units)
    for found in candidates(reading, units, "Agreement"):
        before = reading.plain[: found.span.start]
        if reading.plain.startswith(heads("Agreement"), found.span.end):
            continue  # …战略框架
        dated, period = _with_years(before, found.span, found.word)
        if dated is None and not _topical(reading, before, found.span, found.word):
            continue
        span = dated or found.span
        name = reading.surface(span)
        yield reading.mention(span, "Agreement", name, kind=kind_of(name), period=period or period_of(name))


def _with_years(before: str, span: Span, word: str) -> tuple[Span | None, Period | None]:
    """2021—2025年行动计划, 2040年愿景, 1998年议定书: a year or years and a head make a name."""
    years = YEARS.search(before)
    if years and word in LASTING:
        return Span(years.start(), span.end), None
    limit = LIMIT.search(before)
    if limit and (word in LIMITED or (word in LASTING and "前" in limit.group())):
        return Span(limit.start(), span.end), Period("", limit.group(1))
    year = OF_YEAR.search(before)
    if year and word in LASTING | {"工作计划"} and JUST_ADOPTED_NEAR.search(before[: year.start()]):
        return Span(year.start(), span.end), Period(year.group(1), year.group(1))
    if year and word in DATED and len(span) == len(word):
        return Span(year.start(), span.end), None
    return None, None


def _just_adopted(reading: Reading) -> Iterator[Mention]:
    """签署输华苹果植物检疫要求议定书: from the verb to the head, whatever words the topic is made of."""
    for match in SIGNED.finditer(reading.plain):
        topic = match.group(1)
        several = any(h in topic for h in heads("Agreement") if len(h) > 1)
        if several or len(topic) < SHORTEST or _plain().fullmatch(topic):
            continue
        span = Span(match.start(1), match.end())
        yield reading.mention(span, "Agreement", kind=kind_of(match.group()))


def _visions(reading: Reading, units: Units) -> Iterator[Mention]:
    """西共体愿景2050: the year that a vision or an agenda is for stands behind it."""
    for match in VISION.finditer(reading.plain):
        start = reach(units, Span(*match.span(1)), "Agreement").start
        yield reading.mention(Span(start, match.end()), "Agreement", period=Period("", match.group(2)))


@cache
def _foreign_texts() -> re.Pattern[str]:
    letters = re.escape("".join(sorted(character_set("transliteration"))))
    return re.compile(rf"(?<![{letters}·])[{letters}]{{2,6}}(?:{'|'.join(FOREIGN)})(?![书国式])")


def _foreign(reading: Reading, units: Units) -> Iterator[Mention]:
    """苏沙宣言, 道森协定: a place or a person that only its characters show to be foreign."""
    for match in _foreign_texts().finditer(reading.plain):
        first = units.units[units.at(match.start())]
        if first.start == match.start() and first.kind in {"PER", "LOC", "nz", "nr", "n", "Place"}:
            yield reading.mention(Span(*match.span()), "Agreement", kind=kind_of(match.group()))
    for match in FOUNDING.finditer(reading.plain):
        yield reading.mention(Span(*match.span(1)), "Agreement", kind=kind_of(match.group(1)))


@cache
def _plain() -> re.Pattern[str]:
    words = "|".join(sorted(word_set("plain_topics"), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?:{words})*")


def _topical(reading: Reading, before: str, span: Span, word: str) -> bool:
    """海豹公约, 签署投资协定: a topic and the head of a text that is concluded, or is adopted right here."""
    name = span.of(reading.plain)
    topic = name[: -len(word)]
    if name in lexicon("zh-hans").stop or len(topic) < SHORTEST or _plain().fullmatch(topic):
        return False
    return word in TOPICAL or (word in ADOPTED and bool(JUST_ADOPTED.search(before)))
