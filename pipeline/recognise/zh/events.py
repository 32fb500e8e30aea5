"""Chinese events by their heads: numbered, named by place, year or body; and series of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Period, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.described import described
from pipeline.recognise.zh.heads import Found, candidates, named
from pipeline.recognise.zh.occasions import dated, occasions, ordinal_of
from pipeline.recognise.zh.titles import heads
from pipeline.recognise.zh.told import told
from pipeline.recognise.zh.units import Units, character_set, word_set

YEAR_BEFORE = re.compile(r"((?:19|20)[0-9]{2})(年?的?)$")
NEXT = re.compile(r"(?:下一?[次届轮]|上一?[次届轮]|明年的|今年的|去年的)$")
ORDINAL_COUNT = re.compile(r"第[^次届期轮]{1,6}[次届期轮]?|首[次届轮]")
SUMMITRY = re.compile(r"(?:领导人|元首|首脑|部长级|部长|外长)(?:非正式)?(?:会议|会晤|峰会)$")
BODY_MODIFIER = re.compile(r"(?:例行|特别|非正式|紧急)+$")
SHORTEST_TOPIC, SHORTEST_NAME = 2, 4  # characters before the head
LAST_MODIFIER = re.compile(r"(?:全体|开幕|闭幕|主旨|例行)+$")
SERIES_SIGNS = re.compile(
    r"^(?:机制|经|由[^。]{0,20}(?:创办|创立|倡议)|[^。,]{0,10}(?:创办|创立|每[年两]|始于|自(?:19|20)))"
)


def happenings(reading: Reading, units: Units) -> Iterator[Mention]:
    """All events and series that a passage names outside of quotation marks."""
    phrases = [*told(reading, units), *described(reading)]
    yield from phrases
    ends = [(m.span, reading.plain[m.span.start] + reading.plain[m.span.end - 1]) for m in phrases]
    marked = [span for span, marks in ends if set(marks) & set("”」』’“「『‘")]
    for found in candidates(reading, units, "Event"):
        if any(s.contains(found.head) for s in marked):
            continue
        yield from (m for m in _held(reading, units, found) if not _part_of(m.span, phrases))
    yield from (m for m in occasions(reading, units) if not _part_of(m.span, phrases))


def _part_of(span: Span, phrases: list[Mention]) -> bool:
    """艺术节 and 第十二届 in 艺术节第十二届: one edition, told once."""
    wholes = ((m.span, m.ordinal is not None) for m in phrases if m.cls == "Event")
    return any(
        w.contains(span) and w != span and (w.end == span.end or (behind and w.start == span.start))
        for w, behind in wholes
    )


@cache
def _plain() -> re.Pattern[str]:
    """Words before a head of an event that name none."""
    words = "|".join(sorted(word_set("plain_modifiers"), key=lambda w: (-len(w), w)))
    return re.compile(rf"^(?:{words})+$")


def _held(reading: Reading, units: Units, found: Found) -> Iterator[Mention]:
    """An event by its head: what number, year, place or body stands before it decides."""
    span, period = _with_year(reading, found)
    name = named(reading, span)
    dash = re.match(r"[—–-]((?:19|20)[0-9]{2})(?![0-9年])", reading.plain[span.end : span.end + 6])
    if dash:  # 国际军事比赛-2022
        whole = Span(span.start, span.end + dash.end())
        yield reading.mention(whole, "Event", named(reading, whole), period=Period(dash.group(1), dash.group(1)))
        return
    coming = NEXT.search(reading.plain[max(0, span.start - 3) : span.start])
    if coming and not found.reach.ordinal and dated(reading, span):
        span = Span(span.start - len(coming.group()), span.end)
        yield reading.mention(span, "Event", named(reading, span))
        return
    period = period or _year_within(span.of(reading.plain))
    if not _is_event(reading, units, found, period):
        yield from _series(reading, found, name)
        return
    yield reading.mention(span, "Event", name, ordinal=ordinal_of(span.of(reading.plain)), period=period)
    yield from _edition_of(reading, found, span)


def _year_within(name: str) -> Period | None:
    """“琥珀—2023”联合演习: the year in a name."""
    year = re.search(r"[—–-]((?:19|20)[0-9]{2})(?![0-9])", name)
    return Period(year.group(1), year.group(1)) if year else None


def _with_year(reading: Reading, found: Found) -> tuple[Span, Period | None]:
    """2024中国—东盟…论坛, 2022年年会: the year right before is part of the name; its value is the period."""
    start = found.span.start
    match = YEAR_BEFORE.search(reading.plain[max(0, start - 6) : start])
    if match is None:
        return found.span, None
    period = Period(match.group(1), match.group(1))
    if match.group(2).endswith("的"):
        if len(found.span) > len(found.head) + 1:
            return found.span, period
        return Span(start - len(match.group()), found.head.end), period
    if match.group(2) and not (found.span.start == found.head.start or not found.reach.anchored):
        return found.span, period
    if match.group(2) and found.reach.ordinal:
        return found.span, period
    return Span(start - len(match.group()), found.head.end), period


def _is_event(reading: Reading, units: Units, found: Found, period: Period | None) -> bool:
    """A number or a year makes an event; without one it takes a place, a body, or word of its being held."""
    if found.reach.ordinal or period is not None:
        return True
    name = found.span.of(reading.plain)
    bare = ORDINAL_COUNT.sub("", name[: -len(found.word)])
    if found.word in word_set("plenary"):
        return False
    if found.word in word_set("only_numbered"):
        return bool(_by_place(reading, units, found, bare))
    if _plain().match(bare) and _held_here(reading, found):
        return True
    if name in lexicon("zh-hans").stop or not bare:
        return name in {"领导人峰会", "元首峰会"} and reading.plain.startswith("上", found.head.end)
    if LAST_MODIFIER.sub("", bare).endswith(heads("Event")) and found.word in {"会议", "全会"}:
        return False  # 年会全体会议: a part of it without a name
    if RECURRING.search(reading.plain[max(0, found.span.start - 12) : found.span.start]):
        return False
    by_place = _by_place(reading, units, found, bare)
    return _by_wording(reading, units, found, bare) if by_place is None else by_place


def _by_place(reading: Reading, units: Units, found: Found, bare: str) -> bool | None:
    """天津峰会, 堪培拉部长级会议: whether a place names the event; None where none stands before its head."""
    first = units.units[units.at(found.span.start)]
    if first.kind in {"Place", "LOC"} and _plain().match(bare[len(first.text) :]):
        return True
    last = units.units[units.at(found.head.start - 1)]
    if last.kind not in {"Place", "LOC"} or found.word not in word_set("by_place_events") | word_set("ministerial"):
        return None
    if found.word in {"会晤", "会谈", "磋商"} and found.reach.before in {"在", "于", "赴", "和"}:
        return False  # 在巴黎会晤: a verb
    return not SERIES_SIGNS.match(reading.plain[found.head.end :])


def _by_wording(reading: Reading, units: Units, found: Found, bare: str) -> bool:
    """Whether the words before the head are a name's, and those around it speak of one occasion."""
    held = _near_held(reading, found.span)
    if found.word in word_set("ministerial") and (_date_follows(reading, found.span) or (held and _joint(bare))):
        return True
    if units.units[units.at(found.head.start - 1)].kind == "quoted":
        return True
    if _plain().match(bare):
        return False
    if _of_place(units, found):
        return True
    if found.word in word_set("occasions"):
        return len(bare) >= SHORTEST_TOPIC
    if SUMMITRY.search(found.span.of(reading.plain)) and not (held or dated(reading, found.span)):
        return False
    if BODY_MODIFIER.sub("", bare).endswith(tuple(word_set("meeting"))):
        return True
    if reading.plain.startswith("机制", found.head.end) or len(bare) < SHORTEST_NAME:
        return False
    if found.word in word_set("held_series"):
        return held and not SERIES_SIGNS.match(reading.plain[found.head.end :])
    return found.reach.anchored or held


RECURRING = re.compile(r"(?:每[年两隔季半]|定期|逐年)[^,。;]{0,5}$")
HELD_BEFORE = re.compile(r"(?:(?<=[0-9])[月日]的|举行|召开|举办|召集|主办|开|办)了?(?:一次|一期)?$")
HELD_AFTER = re.compile(r"(?:将|拟|已)?(?:定?于|在)[^,。;]{1,16}(?:举行|召开|开幕|举办|闭幕)")


def _held_here(reading: Reading, found: Found) -> bool:
    """我们在东京开了部长级会议: an ordinary word, but held, at a place or day that is told."""
    before, after = reading.plain[max(0, found.span.start - 6) : found.span.start], reading.plain[found.head.end :]
    return bool(HELD_BEFORE.search(before) or HELD_AFTER.match(after)) and dated(reading, found.span)


def _of_place(units: Units, found: Found) -> bool:
    """哈尔滨的全球旅行商大会: a place and 的 right before."""
    at = units.at(found.span.start) - 2
    return at >= 0 and units.units[at + 1].text == "的" and units.units[at].kind in {"Place", "LOC"}


def _joint(words: str) -> bool:
    """中日韩, 中俄印: states by one character each."""
    return 2 <= len(words) <= SHORTEST_NAME and set(words) <= character_set("route_ends")


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


def _series(reading: Reading, found: Found, name: str) -> Iterator[Mention]:
    """A forum or a ministers' meeting without number, year or place is a series."""
    modifier = name[: -len(found.word)]
    if name in lexicon("zh-hans").stop or len(modifier) < 4 or _plain().match(modifier):
        return
    if found.reach.anchored and (
        name.endswith(tuple(word_set("series"))) or SUMMITRY.search(found.span.of(reading.plain))
    ):
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
    if len(words) >= 5 and words.endswith(tuple(word_set("series"))) and not _plain().match(words[: -len(found.word)]):
        yield reading.mention(rest, "Initiative", named(reading, rest))
