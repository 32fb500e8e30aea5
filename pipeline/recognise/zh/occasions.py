"""Chinese events told otherwise than by a head: visits, attacks, anniversaries, years, bare numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention, Span
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.titles import heads
from pipeline.recognise.zh.units import COP, Units, word_set

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
NUMBERED = re.compile(r"第([0-9]+|[一二三四五六七八九十百零〇两]+)(?:次|届|期|轮)?|(首)[次届轮]")
BARE_NUMBERED = re.compile(
    r"第([0-9]+|[一二三四五六七八九十百零〇]+)(?:次|届)(?=[0-9今去明前将于在拟定由轮改移则因,:(]|筹备|\s*[|┃│])"
)
BARE_EDITION = re.compile(r"第([0-9]+|[一二三四五六七八九十百零〇]+)届(?=[。;)《、]|\s|$)")
ANNIVERSARY = re.compile(
    r"(?:纪念|庆祝)?(?!年)[一-龥“”《》·—]{2,20}[0-9一二三四五六七八九十百]+周年(?:纪念|庆祝|悼念)?(?:大会|活动|仪式|招待会|图片展|展览|研讨会|音乐会|展|阅兵式?|座谈会|酒会|论坛)"
    r"|(?:纪念|庆祝)[一-龥“”《》·—]{2,20}[0-9一二三四五六七八九十百]+周年(?:大会|活动|招待会|研讨会|座谈会|音乐会|阅兵式)"
)
BEFORE_NAME = re.compile(r"(?:举行|举办|召开|出席|参加|放映|播放|观看|参观|启动)了?|[在于是为]")
YEAR_OF = re.compile(
    r"(?:国际|世界|[一-龥]{2,10}(?:文化|旅游|友好|交流|合作|青年|科技|语言|教育|媒体|体育|人文))[一-龥]{0,8}年"
    r"(?![的来代度会以前后初底中均份级])"
)
JOINTS = ("—", "–", "-", "－")
STAGE = re.compile(r"第[一二三四]阶段")


def occasions(reading: Reading, units: Units) -> Iterator[Mention]:
    """Numbered conferences, visits, attacks, editions without a noun, anniversaries, thematic years."""
    yield from _conferences(reading)
    yield from _visits(reading)
    yield from _disasters(reading)
    yield from _bare(reading)
    yield from _known_editions(reading, units)
    yield from _anniversaries(reading)
    yield from _years(reading, units)


def value(number: str) -> int:
    """A Chinese or Arabic number up to 999."""
    if number.isdigit():
        return int(number)
    total, digit = 0, 0
    for character in number:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = DIGITS[character]
    return total + digit


def ordinal_of(name: str) -> int | None:
    """The number in a name: 第二十四次 → 24, 首届 → 1, COP16 → 16."""
    match = NUMBERED.search(STAGE.sub("", name))
    if match:
        return 1 if match.group(2) else value(match.group(1))
    cop = COP.search(name)
    return int("".join(c for c in cop.group() if c.isdigit())) if cop else None


def dated(reading: Reading, span: Span) -> bool:
    """Whether the sentence gives a date or a place."""
    text = reading.plain
    start = max(text.rfind(c, 0, span.start) for c in "。;!?") + 1
    ends = [i for i in (text.find(c, span.end) for c in "。;!?") if i >= 0]
    sentence = Span(start, min(ends, default=len(text)))
    places = (s for s, known, _ in reading.known if known.cls in {"Place", "State"})
    return any(sentence.contains(s) for s in (*(s for s, _ in reading.dates), *places))


def _conferences(reading: Reading) -> Iterator[Mention]:
    for match in COP.finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Event", ordinal=ordinal_of(match.group()))


def _visits(reading: Reading) -> Iterator[Mention]:
    """A visit is an event where it is made, not where visits are talked about."""
    for word in sorted(word_set("visits")):
        for match in re.finditer(word, reading.plain):
            before = reading.plain[max(0, match.start() - 14) : match.start()]
            if re.search(r"(?:进行|对[^。,]{1,10})$", before) and not reading.plain[: match.start()].endswith(
                ("友好", "正式")
            ):
                yield reading.mention(Span(*match.span()), "Event")


def arrivals(reading: Reading, persons: list[Mention]) -> Iterator[Mention]:
    """托卡耶夫访华: a visit told by a verb is an event where the sentence dates it."""
    spans = [m.span for m in persons] + [s for s, known, _ in reading.known if known.cls == "Person"]
    for match in re.finditer(r"(?:于[^,。]{2,12})?(?:访华|来华访问|来华)", reading.plain):
        for span in spans:
            visit = Span(span.start, match.end()) if span.end == match.start() else None
            if visit is not None and dated(reading, visit):
                yield reading.mention(visit, "Event")
                break


def _disasters(reading: Reading) -> Iterator[Mention]:
    """发生在…的恐怖袭击, …地震."""
    words = "|".join(sorted(word_set("disasters"), key=lambda w: (-len(w), w)))
    places = [s for s, known, _ in reading.known if known.cls in {"Place", "State"}]
    places += [Span(t.start_char, t.end_char) for t in reading.doc.spans["tagged"] if t.label_ == "LOC"]
    for match in re.finditer(rf"(?:发生在|发生于)([^。,;]{{2,16}}?)(?:发生)?的(?:{words})", reading.plain):
        yield reading.mention(Span(*match.span()), "Event")
    for match in re.finditer(rf"(?:对[^。,;]{{2,8}}?的?)?(?:{words})(?!分子|活动|风险|威胁|预警|区|带)", reading.plain):
        for place in places:
            if place.end <= match.start() <= place.end + 6 and re.fullmatch(
                r"[一-龥]*", reading.plain[place.end : match.start()]
            ):
                yield reading.mention(Span(place.start, match.end()), "Event")
                break


def _bare(reading: Reading) -> Iterator[Mention]:
    """第十三届今年…举办: the edition stands without its noun."""
    for match in re.finditer(r"首届(?=[,今去于在(]|[0-9]{4})|首次(?=[,今去(]|[0-9]{4})", reading.plain):
        yield reading.mention(Span(*match.span()), "Event", ordinal=1)
    for match in BARE_EDITION.finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Event", ordinal=value(match.group(1)))
    for match in BARE_NUMBERED.finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Event", ordinal=value(match.group(1)))


def _anniversaries(reading: Reading) -> Iterator[Mention]:
    """纪念…80周年活动: a ceremony named by what it recalls."""
    for match in ANNIVERSARY.finditer(reading.plain):
        verbs = [m.end() for m in BEFORE_NAME.finditer(match.group())]
        yield reading.mention(Span(match.start() + max(verbs, default=0), match.end()), "Event")


def _known_editions(reading: Reading, units: Units) -> Iterator[Mention]:
    """第22届东博会, 首届美国—太平洋岛国峰会: a number before a known series or forum."""
    row = units.units
    for index, unit in enumerate(row):
        if unit.kind not in {"Initiative", "Organization"} or not unit.text.endswith(heads("Event")):
            continue
        at = index - 1
        while at > 0 and (
            row[at].text in JOINTS or (row[at].kind in {"State", "Place"} and row[at + 1].text in JOINTS)
        ):
            at -= 1
        if at >= 0 and row[at].kind == "ordinal":
            span = Span(row[at].start, unit.end)
            yield reading.mention(span, "Event", ordinal=ordinal_of(span.of(reading.plain)))


def _years(reading: Reading, units: Units) -> Iterator[Mention]:
    """国际冰川保护年 without quotation marks."""
    for match in YEAR_OF.finditer(reading.plain):
        at = units.at(match.start())
        for unit in units.units[at : at + 10]:  # words before the name come first: 恰逢|中法|文化|旅游年
            inner = YEAR_OF.match(reading.plain, unit.start) if unit.start >= match.start() else None
            if inner is not None and unit.kind in {"n", "nz", "State", "LOC", "a"}:
                yield reading.mention(Span(*inner.span()), "Event", kind="ThematicYear")
                break
