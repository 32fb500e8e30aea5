"""Chinese bodies and venues by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.heads import Found, candidates, named
from pipeline.recognise.zh.units import Units, word_set

INTRODUCED = re.compile(r"\((?:[^()]{0,6}(?:简称|下称|缩写|英文|英语|俄文)|[A-Z][A-Za-z-]*[A-Z])")
SHORTEST, LONG = 2, 4  # characters before a weak head
POINTING = {"该", "本", "这", "此", "这个", "该国", "各", "每个", "其", "两个", "三个", "某"}
COMING = re.compile(
    r"第[^次届,。]{1,5}[次届]|(?:正式|则|也|就)?(?:将|由|拟|设在|落户|成立|揭牌|挂牌|启用|启动|运营|在[^。,;]{1,8}(?:启动|成立|揭牌|设立))"
)


UNIT_FIELD = re.compile(
    r"(?![^的]*(?:成员国|下属|直属|有关|相关|所属|负责))[^的在和与对为由等是有将向不了,。;、()“”《》]{2,8}"
)
COUNTED = re.compile(r"[两三四五六七八九十几各多]国$|[两三]会$")
MISSION = re.compile(r"(?:常)?驻[一-龥]{2,12}?(?:大使馆|使馆|总领事馆|总领馆|代表处|使团)")


def bodies(reading: Reading, units: Units) -> Iterator[Mention]:
    """Organizations by their heads, and bare 秘书处 or 理事会."""
    wholes = [s for s, known, _ in reading.known if known.cls == "Organization"]
    for found in candidates(reading, units, "Organization"):
        unit = _unit_of(reading, found, wholes)
        if unit is not None or _is_body(reading, units, found):
            span = unit or found.span
            wholes.append(span)
            yield reading.mention(span, "Organization", named(reading, span))
            yield from _framework(reading, found)
    yield from _missions(reading)


def _is_body(reading: Reading, units: Units, found: Found) -> bool:
    """Whether a head with what stands before it is a body of its own."""
    if found.word in word_set("slight"):
        return _is_ministry(reading, units, found)
    return is_name(reading, found) or _is_bare(reading, found)


def _unit_of(reading: Reading, found: Found, wholes: Sequence[Span]) -> Span | None:
    """商务部|亚洲司, 农业发展部|海洋司: a unit right behind the body that it belongs to, named with it."""
    whole = next((s for s in wholes if s.start <= found.span.start < s.end < found.head.start), None)
    if whole is None:
        return None
    field = reading.plain[whole.end : found.head.start]
    fits = found.word in word_set("units") and UNIT_FIELD.fullmatch(field) and field not in word_set("plain_modifiers")
    return Span(whole.start, found.head.end) if fits else None


def _missions(reading: Reading) -> Iterator[Mention]:
    """中国驻智利大使馆, 驻华使团: where a mission sits is part of its name; who sent it too, where that is said."""
    states = {s.end: s.start for s, known, _ in reading.known if known.cls in {"State", "Organization"}}
    for match in MISSION.finditer(reading.plain):
        yield reading.mention(Span(states.get(match.start(), match.start()), match.end()), "Organization")


def _is_bare(reading: Reading, found: Found) -> bool:
    """秘书处 by itself is the one of the document's organisation; 该秘书处 points back."""
    return found.span.of(reading.plain) in word_set("bare_bodies") and found.reach.before not in POINTING


def _framework(reading: Reading, found: Found) -> Iterator[Mention]:
    """…机制秘书处: what has a secretariat is a body, whatever it is called."""
    body = Span(found.span.start, found.head.start)
    if found.word == "秘书处" and body.of(reading.plain).endswith(("机制", "进程")) and len(body) > 3:
        yield reading.mention(body, "Organization")


def is_name(reading: Reading, found: Found) -> bool:
    """Whether a head with what stands before it names one thing."""
    name = found.span.of(reading.plain)
    stop = lexicon("zh-hans").stop
    modifier = name[: -len(found.word)]
    if COUNTED.search(modifier):
        return False
    if name in stop or not modifier or name.endswith("有关" + found.word):
        return False
    if found.reach.anchored:
        return not (found.word in word_set("common") and _only_whose(reading, found))
    if found.word in word_set("weak"):
        if introduced(reading, found.head.end) or _headed(reading, found, modifier):
            return len(modifier) >= SHORTEST
        begun = found.reach.before in word_set("setting_up") or bool(COMING.match(reading.plain, found.head.end))
        return begun and len(modifier) >= (2 if found.word == "中心" else 4)
    return len(modifier) >= 2


def introduced(reading: Reading, end: int) -> bool:
    """Whether a short name in a parenthesis follows: 事故调查工作组(下称“工作组”), …集团(CPTG)."""
    return bool(INTRODUCED.match(reading.plain, end))


def _headed(reading: Reading, found: Found, modifier: str) -> bool:
    """海事安全中心上校…, 创新中心主任…: an office of the body's own follows."""
    return len(modifier) >= LONG and reading.plain.startswith(("的代表", *_offices()), found.head.end)


@cache
def _offices() -> tuple[str, ...]:
    return tuple(o for o in lexicon("zh-hans").offices if len(o) > 1)


def _only_whose(reading: Reading, found: Found) -> bool:
    """联合国机构, 中国公司, 上合组织国家银行: whose they are is no name."""
    owners = (s for s, known, _ in reading.known if known.cls in {"State", "Organization"})
    owner = next((s for s in owners if s.start == found.span.start), None)
    if owner is None:
        return False
    between = reading.plain[owner.end : found.head.start]
    if between == "国家" and not owner.of(reading.plain).endswith("组织"):
        return False  # 中国国家博物馆
    return between in {"", "国家", "成员国", "各国", "系统"}


def _is_ministry(reading: Reading, units: Units, found: Found) -> bool:
    """…部, …局, …处: after a field of government, or where the tagger takes the word for a body's name."""
    text = reading.plain
    if found.span.start == found.head.start:
        return False
    before = text[found.span.start : found.head.start]
    if "成员国" in before or (found.word == "厅" and before.endswith(tuple(word_set("rooms")))):
        return False
    last = units.units[units.at(found.head.start)]
    if last.kind == "ORG" and len(last.text) > 2 and last.end == found.head.end:
        return True
    if before.endswith(tuple(word_set("fields"))):
        return True
    apart = last.start == found.head.start
    return found.reach.anchored and last.kind in {"n", "nz"} and (apart or len(last.text) > 2)


def facilities(reading: Reading, units: Units) -> Iterator[Mention]:
    """Venues and regions by their heads, named after a known place."""
    for found in candidates(reading, units, "Place"):
        name = named(reading, found.span)
        if found.reach.anchored and len(name) > len(found.word) and not set(name) & set("、,(（"):
            yield reading.mention(_without_region(units, found), "Place")


def _without_region(units: Units, found: Found) -> Span:
    """哈萨克斯坦阿斯塔纳独立宫: the country is no part of the venue's name."""
    first = units.units[units.at(found.span.start)]
    if first.kind == "State" and first.end < found.head.start:
        return Span(first.end, found.head.end)
    return found.span
