"""Chinese texts named without 《》, and undertakings, by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.bodies import is_name
from pipeline.recognise.zh.heads import Found, candidates, named, near
from pipeline.recognise.zh.joints import ROUTES
from pipeline.recognise.zh.reach import reach
from pipeline.recognise.zh.titles import heads, kind_of, period_of
from pipeline.recognise.zh.toldtexts import told_texts
from pipeline.recognise.zh.units import Units, character_set, word_set

JOINT = 4  # longest joint name of two countries or cities
SHORTEST = 4  # characters of an undertaking's name


FORMED = re.compile(r"[^,。;]{0,4}(?:通过|签署|生效|发表|批准|签于|签订|订于|缔结|签字)")


def texts(reading: Reading, units: Units) -> Iterator[Mention]:
    """Agreements named without 《》."""
    for found in candidates(reading, units, "Agreement"):
        span = Span(_concerning(reading, units, found), found.head.end)
        name = named(reading, span)
        if reading.plain.startswith(_long_heads(), found.head.end):
            continue  # …原则宣言
        if _is_title(reading, units, found, span):
            yield reading.mention(span, "Agreement", name, kind=kind_of(name), period=period_of(name))
    yield from told_texts(reading, units)


@cache
def _long_heads() -> tuple[str, ...]:
    return tuple(h for h in heads("Agreement") if len(h) > 1)


def _is_title(reading: Reading, units: Units, found: Found, span: Span) -> bool:
    """Whether a head with what stands before it is the name of one text."""
    concerning = span.start != found.reach.start
    whose = not reading.plain.startswith("关于", span.start)
    if concerning and not whose and found.word in word_set("concluded") and _begins(reading, span):
        return True
    if concerning and whose and found.word not in word_set("initiating"):
        return True
    if _entry(reading, found):
        return True
    if not (found.reach.anchored or concerning or _formed(reading, found)):
        return False
    return _text_like(reading, units, found, span)


def _begins(reading: Reading, span: Span) -> bool:
    """关于…的协定 at the head of an entry in a list, or right after a verb of adoption."""
    before = reading.plain[: span.start]
    return bool(re.search(r"(?:^|[0-9一二三四五六七八九十]+[、.)])\s*$", before)) or before.rstrip("了").endswith(
        tuple(word_set("adopting"))
    )


ENTRY_BEFORE, ENTRY_AFTER = re.compile(r"^\s*[0-9]{1,2}[.、)]\s*$"), re.compile(r"\s*(?:[(。;]|$)")


def _entry(reading: Reading, found: Found) -> bool:
    """4. 海上运输合作协定(4月3日): the title of a text that alone makes an entry of a numbered list."""
    alone = ENTRY_BEFORE.match(reading.plain[: found.span.start]) and ENTRY_AFTER.match(reading.plain, found.head.end)
    concluded = found.word in word_set("concluded") | {"议事规则", "谅解备忘录", "章程"}
    return bool(alone) and concluded and len(found.span) - len(found.head) >= SHORTEST


def _formed(reading: Reading, found: Found) -> bool:
    """资源调动战略未获通过: a text with no known name in its own, adopted right here."""
    after = reading.plain[found.head.end : found.head.end + 8]
    return len(found.span) - len(found.head) >= 4 and bool(FORMED.match(after))


def _text_like(reading: Reading, units: Units, found: Found, span: Span) -> bool:
    """A known name and a head make a text's name where the head is strong or the words speak of adoption."""
    name = span.of(reading.plain)
    last = units.units[units.at(found.head.start - 1)] if found.head.start else None
    if last is not None and last.kind in {"Place", "LOC"} and found.word in word_set("by_place_texts"):
        return True
    if name in lexicon("zh-hans").stop or len(name) < len(found.word) + 2:
        return False
    if found.word in word_set("only_adopted"):
        return near(reading, found.span, "adopting") or found.word in {"愿景", "路线图"}
    return True


def _concerning(reading: Reading, units: Units, found: Found) -> int:
    """甲和乙关于…的协定: the name goes on to the left of 的 when 关于 stands in the clause."""
    text, start = reading.plain, found.reach.start
    if text[start - 1 : start] != "的" or found.reach.anchored:
        return start
    clause = max(text.rfind(c, 0, start) for c in "。;,:《“!?")
    at = text.find("关于", clause + 1, start)
    if at < 0:
        return start
    return reach(units, Span(at, at + 2), "Agreement").start


def undertakings(reading: Reading, units: Units) -> Iterator[Mention]:
    """Initiatives by their heads: those with a known name in them, or being set up here."""
    for found in candidates(reading, units, "Initiative"):
        name = named(reading, found.span)
        if (found.word in word_set("only_quoted") and not begun_here(reading, found)) or len(name) < SHORTEST:
            continue
        if found.word == "进程":
            if units.units[units.at(found.head.start - 1)].kind in {"Place", "LOC"}:
                yield reading.mention(found.span, "Initiative", name)
            continue
        if name.endswith(("伙伴关系", "命运共同体", "合作机制")) and not found.reach.founded:
            continue
        if (found.word in ROUTES and _route(reading, found)) or _is_undertaking(reading, found, name):
            yield reading.mention(found.span, "Initiative", name)


def _is_undertaking(reading: Reading, found: Found, name: str) -> bool:
    """Whether it holds a known name, or is being set up here; 建立机制 is ordinary wording."""
    begun = found.reach.before in word_set("setting_up") - {"建立"}
    if begun_here(reading, found) and not _plain_words(name[: -len(found.word)]):
        return True
    return (begun or (found.reach.anchored and len(name) > SHORTEST)) and is_name(reading, found)


BEGUN = re.compile(
    r"(?:已|仍|正|刚|均|则|正式|将|于[^,。;]{1,10}|在)*"
    r"(?:启动|上线|运行|试运行|完成|收官|开通|通车|竣工|投产|落地|开工|动工|投用)"
)


def begun_here(reading: Reading, found: Found) -> bool:
    """种子交换计划已完成, …网络仍在试运行: an undertaking with a topic of its own that begins, runs or ends."""
    return len(found.span) - len(found.head) >= 4 and bool(BEGUN.match(reading.plain, found.head.end))


def _plain_words(topic: str) -> bool:
    return bool(re.fullmatch("|".join(sorted(word_set("plain_topics"))), topic))


def _route(reading: Reading, found: Found) -> bool:
    """中老铁路, 雅万高铁: a line named by the first characters of its ends."""
    ends = reading.plain[found.span.start : found.head.start]
    return 2 <= len(ends) <= JOINT and ends not in word_set("plain_routes") and set(ends) <= character_set("route_ends")
