"""Chinese events: numbered, named by place or year, visits, attacks, next sessions; and series of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention, Period, Span
from pipeline.recognise.heads_zh import Found, candidates, named
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.titles_zh import heads
from pipeline.recognise.units_zh import COP, Units, word_set

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
NUMBERED = re.compile(r"第([0-9]+|[一二三四五六七八九十百零〇两]+)(?:次|届|期|轮)?|(首)[次届轮]")
BARE_NUMBERED = re.compile(r"第([0-9]+|[一二三四五六七八九十百零〇]+)(?:次|届)(?=[0-9今去明前将于在拟定,:]|筹备|\s*[|┃│])")
YEAR_BEFORE = re.compile(r"((?:19|20)[0-9]{2})(年?的?)$")
NEXT = re.compile(r"(?:下一?[次届轮]|上一?[次届轮]|明年的|今年的|去年的)$")
VISIT = re.compile(r"(?:对[^。,;]{1,16}?进行)?({visits})")
ORDINAL_COUNT = re.compile(r"第[^次届期轮]{1,6}[次届期轮]?|首[次届轮]")
GENERIC_MODIFIER = re.compile(
    r"^(?:领导人|部长级?|元首|首脑|专家|高级别|高官|特别|非正式|例行|年度|全体|双边|多边|国际|联合|相关|线上|视频|专题|扩大|工作|筹备|闭门|紧急|小范围|大范围|非例行|重要|协调人|级|主管机关|军事|反恐|海上|实兵|双边|机制|亚洲|全球|世界|地区|区域|成果|国家|主旨|主题)+$"
)
ANNIVERSARY = re.compile(
    r"(?:纪念|庆祝)?[一-龥“”《》·—]{2,20}[0-9一二三四五六七八九十百]+周年(?:纪念|庆祝)(?:大会|活动|仪式|招待会)"
    r"|(?:纪念|庆祝)[一-龥“”《》·—]{2,20}[0-9一二三四五六七八九十百]+周年(?:大会|活动|招待会|研讨会|座谈会|音乐会|阅兵式)"
)
BEFORE_NAME = re.compile(r"(?:举行|举办|召开|出席|参加)了?|[在于是为]")
SUMMITRY = re.compile(r"(?:领导人|元首|首脑|部长级|部长|外长)(?:非正式)?(?:会议|会晤|峰会)$")
LAST_MODIFIER = re.compile(r"(?:全体|开幕|闭幕|主旨|例行)+$")
BODY_HEADS = (
    "理事会",
    "委员会",
    "秘书处",
    "联合体",
    "银联体",
    "联盟",
    "组织",
    "大会",
    "小组",
    "联络组",
    "基金",
    "银行",
    "机构",
    "俱乐部",
    "执委会",
    "董事会",
    "议会",
    "安理会",
)
BODIES_IN_SESSION = {"缔约方大会", "缔约国大会", "联合国大会", "议会大会"}
MINISTERIAL = {"部长会议", "外长会议", "财长会议", "行长会议", "秘书会议", "专家会议", "元首会议", "总理会议", "部长会"}
PLACE_EVENTS = {"峰会", "首脑会议", "会议", "会晤", "会谈", "大会", "年会", "全会", "论坛", "磋商"}
CERTAIN = {
    "演习", "联演", "军演", "运动会", "奥运会", "冬奥会", "残奥会", "亚运会", "亚冬会", "青奥会", "世博会", "世界杯", "锦标赛", "大赛", "研讨会", "对话会", "培训班", "研修班",
    "纪念活动", "纪念大会", "启动仪式", "揭牌仪式", "开工仪式", "奠基仪式", "续会", "分论坛", "座谈会", "洽谈会", "艺术节", "文化节", "电影节", "交流会", "推介会", "进博会",
}  # fmt: skip
SERIES_SIGNS = re.compile(
    r"^(?:机制|经|由[^。]{0,20}(?:创办|创立|倡议)|[^。,]{0,10}(?:创办|创立|每[年两]|始于|自(?:19|20)))"
)
STAGE = re.compile(r"第[一二三四]阶段")


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


def happenings(reading: Reading, units: Units) -> Iterator[Mention]:
    """All events and series that a passage names outside of quotation marks."""
    for found in candidates(reading, units, "Event"):
        yield from _held(reading, units, found)
    yield from _conferences(reading)
    yield from _visits(reading)
    yield from _disasters(reading)
    yield from _bare(reading)
    yield from _known_editions(reading, units)
    yield from _anniversaries(reading)
    yield from _years(reading, units)


def _held(reading: Reading, units: Units, found: Found) -> Iterator[Mention]:
    """An event by its head: what number, year, place or body stands before it decides."""
    span, period = _with_year(reading, found)
    name = named(reading, span)
    coming = NEXT.search(reading.plain[max(0, span.start - 3) : span.start])
    if coming and _dated(reading, span):
        span = Span(span.start - len(coming.group()), span.end)
        yield reading.mention(span, "Event", named(reading, span))
        return
    if not _is_event(reading, units, found, period):
        yield from _series(reading, found, name)
        return
    yield reading.mention(span, "Event", name, ordinal=ordinal_of(span.of(reading.plain)), period=period)
    yield from _edition_of(reading, found, span)


def _with_year(reading: Reading, found: Found) -> tuple[Span, Period | None]:
    """2024中国—东盟…论坛, 2022年年会: the year right before is part of the name; its value is the period."""
    start = found.span.start
    match = YEAR_BEFORE.search(reading.plain[max(0, start - 6) : start])
    if match is None:
        return found.span, None
    period = Period(match.group(1), match.group(1))
    if match.group(2).endswith("的"):
        return found.span, period if len(found.span) > len(found.head) + 1 else None
    if match.group(2) and not (found.span.start == found.head.start or not found.reach.anchored):
        return found.span, period
    if match.group(2) and found.reach.ordinal:
        return found.span, period
    return Span(start - len(match.group()), found.head.end), period


def _is_event(reading: Reading, units: Units, found: Found, period: Period | None) -> bool:
    modifier, name = found.span.of(reading.plain)[: -len(found.word)], found.span.of(reading.plain)
    bare = ORDINAL_COUNT.sub("", modifier)
    if found.reach.ordinal or period is not None:
        return True
    if found.word in BODIES_IN_SESSION:
        return False
    if name in lexicon("zh-hans").stop or not modifier:
        return _stop_but_held(reading, found, name)
    if LAST_MODIFIER.sub("", bare).endswith(heads("Event")) and found.word in {"会议", "全会"}:
        return False
    first = units.units[units.at(found.span.start)]
    if first.kind in {"Place", "LOC"} and GENERIC_MODIFIER.match(bare[len(first.text) :]):
        return True
    if found.word in MINISTERIAL and _date_follows(reading, found.span):
        return True
    last = units.units[units.at(found.head.start - 1)] if found.head.start else None
    if last is not None and last.kind in {"Place", "LOC"} and found.word in PLACE_EVENTS:
        if found.word in {"会晤", "会谈", "磋商"} and found.reach.before in {"在", "于", "赴", "和"}:
            return False
        return not SERIES_SIGNS.match(reading.plain[found.head.end :])
    if found.word in CERTAIN:
        return len(bare) >= 2 and not GENERIC_MODIFIER.match(bare)
    if last is not None and last.kind == "quoted":
        return True
    if GENERIC_MODIFIER.match(bare):
        return False
    if SUMMITRY.search(name) and not (_near_held(reading, found.span) or _dated(reading, found.span)):
        return False
    if bare.rstrip("例行特别非正式紧急").endswith(BODY_HEADS):
        return True
    if found.word in {"论坛", "博览会", "交流周", "教育周", "交易会"}:
        return (
            len(bare) >= 4
            and _near_held(reading, found.span)
            and not SERIES_SIGNS.match(reading.plain[found.head.end :])
        )
    return (
        len(bare) >= 4
        and (found.reach.anchored or _near_held(reading, found.span))
        and not reading.plain.startswith("机制", found.head.end)
    )


def _stop_but_held(reading: Reading, found: Found, name: str) -> bool:
    return name in {"领导人峰会", "元首峰会"} and reading.plain.startswith("上", found.head.end)


def _date_follows(reading: Reading, span: Span) -> bool:
    """Whether a date stands right after, as in a table or after a comma's pause."""
    return any(0 <= s.start - span.end <= 3 for s, _ in reading.dates)


def _near_held(reading: Reading, span: Span) -> bool:
    before = reading.plain[max(0, span.start - 6) : span.start]
    after = reading.plain[span.end : span.end + 30]
    stop = min((after.find(c) for c in "。;!?" if c in after), default=len(after))
    return any(v in before for v in word_set("holding")) or any(
        v in after[:stop] for v in word_set("holding") if len(v) > 1
    )


def _dated(reading: Reading, span: Span) -> bool:
    """Whether the sentence gives a date or a place."""
    text = reading.plain
    start = max(text.rfind(c, 0, span.start) for c in "。;!?") + 1
    ends = [i for i in (text.find(c, span.end) for c in "。;!?") if i >= 0]
    sentence = Span(start, min(ends, default=len(text)))
    places = (s for s, known, _ in reading.known if known.cls in {"Place", "State"})
    return any(sentence.contains(s) for s in (*(s for s, _ in reading.dates), *places))


def _series(reading: Reading, found: Found, name: str) -> Iterator[Mention]:
    """A forum or a ministers' meeting without number, year or place is a series."""
    modifier = name[: -len(found.word)]
    if name in lexicon("zh-hans").stop or len(modifier) < 4 or GENERIC_MODIFIER.match(modifier):
        return
    if found.reach.anchored and (name.endswith(tuple(word_set("series"))) or SUMMITRY.search(found.span.of(reading.plain))):
        yield reading.mention(found.span, "Initiative", name)


def _edition_of(reading: Reading, found: Found, span: Span) -> Iterator[Mention]:
    """第三届…论坛, 2024…论坛: the series inside the edition's name."""
    text = span.of(reading.plain)
    match = re.match(r"第[^次届期轮]{1,6}[次届期轮]|首[次届轮]|(?:19|20)[0-9]{2}年?", text)
    if match is None:
        inner = re.search(r"^(.{4,}?论坛)第[^次届]{1,6}[次届]会议$", text)
        if inner:
            yield reading.mention(Span(span.start, span.start + len(inner.group(1))), "Initiative")
        return
    rest = Span(span.start + match.end(), span.end)
    words = rest.of(reading.plain)
    if (
        len(words) >= 5
        and words.endswith(tuple(word_set("series")))
        and not GENERIC_MODIFIER.match(words[: -len(found.word)])
    ):
        yield reading.mention(rest, "Initiative", named(reading, rest))


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
            if visit is not None and _dated(reading, visit):
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
    for match in re.finditer(r"首[届次](?=[,今去于在(]|[0-9]{4})", reading.plain):
        yield reading.mention(Span(*match.span()), "Event", ordinal=1)
    for match in BARE_NUMBERED.finditer(reading.plain):
        yield reading.mention(Span(*match.span()), "Event", ordinal=value(match.group(1)))


def _anniversaries(reading: Reading) -> Iterator[Mention]:
    """纪念…80周年活动: a ceremony named by what it recalls."""
    for match in ANNIVERSARY.finditer(reading.plain):
        verbs = [m.end() for m in BEFORE_NAME.finditer(match.group())]
        yield reading.mention(Span(match.start() + max(verbs, default=0), match.end()), "Event")


def _known_editions(reading: Reading, units: Units) -> Iterator[Mention]:
    """第22届东博会: a number before a known series or forum."""
    for first, second in zip(units.units, units.units[1:], strict=False):
        if first.kind == "ordinal" and second.kind in {"Initiative", "Organization"} and second.text.endswith(heads("Event")):
            span = Span(first.start, second.end)
            yield reading.mention(span, "Event", ordinal=ordinal_of(span.of(reading.plain)))


def _years(reading: Reading, units: Units) -> Iterator[Mention]:
    """国际冰川保护年 without quotation marks."""
    for match in re.finditer(
        r"(?:国际|世界|[一-龥]{2,10}(?:文化|旅游|友好|交流|合作|青年|科技|语言|教育|媒体|体育|人文))[一-龥]{0,8}年(?![的来代度会以前后初底中均份级])",
        reading.plain,
    ):
        start = match.start()
        unit = units.units[units.at(start)]
        if unit.start == start and unit.kind in {"n", "nz", "State", "LOC", "a"}:
            yield reading.mention(Span(*match.span()), "Event", kind="ThematicYear")
