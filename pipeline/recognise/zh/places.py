"""Chinese: places that the tagger sees, and lists of states by one character each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline import authority
from pipeline.model import Mention, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.dotted import DOTS
from pipeline.recognise.zh.titles import heads
from pipeline.recognise.zh.units import character_set, landforms, word_set

LONGEST_JOINT = 3
SHORT_FORM = 2  # characters of a listed name that a longer foreign one may begin with
LONGEST_NAME = 80  # characters of a listed name
NOT_PLACE = re.compile(
    r"^中.$|[一-龥](?:论坛|中心|峰会|会议|组织|联盟|城市论坛|共和国联合)$|^(?:新时代|全球|世界|国际|海外|境外|东道主|地区|本地|当地|各地)$"
)
PLACE_SUFFIX = re.compile(
    r"[市省州县区镇乡村岛山河湖海江港城湾府郡旗]$|自治区$|半岛$|群岛$|海峡$|盆地$|平原$|高原$|沙漠$"
)
LIST_LETTERS = re.compile(
    r"(?<![一-龥])[中俄哈吉塔乌印巴伊白蒙土阿美日韩英法德柬泰越缅坦]国?(?:、[中俄哈吉塔乌印巴伊白蒙土阿美日韩英法德柬泰越缅坦]国?)+(?![两三四五六]种)(?=[┃|等两三四五六七八九十各双国主。,;:)(\s]|$)"
)


NO_NAME = re.compile(
    r"(?:河谷|山谷|峡谷|盆地|高原|山区|海岸|海滩|港区|老城|新城|古城|大区|火车站|[市国省县]立[一-龥]+)$"
)
REGION = re.compile(r"大区|口岸|校区|河谷|港区")
DISTRICT = re.compile(
    r"[省州县镇市](?![长政委内际级])|大区|地区|校区|特区|行政区|半岛|群岛|海峡|山谷|峡谷|山口|河谷|口岸|大道|大街"
)


def places(reading: Reading) -> Iterator[Mention]:
    """Places by the tagger, where no known name says otherwise."""
    known = sorted(((s, k.cls) for s, k, _ in reading.known), key=lambda pair: pair[0].start)
    shaped = [*landforms(reading), *_venues(reading), *_regions(reading)]
    yield from (reading.mention(span, "Place") for span in shaped)
    for tagged in reading.doc.spans["tagged"]:
        span = Span(tagged.start_char, tagged.end_char)
        if not re.fullmatch(r"[一-龥]{2,12}", tagged.text) or any(s.contains(span) for s in shaped):
            continue
        if tagged.label_ == "LOC" or (tagged.label_ == "PER" and located(reading, span)):
            yield from _place(reading, span, known)


def _place(reading: Reading, span: Span, known: Sequence[tuple[Span, str]]) -> Iterator[Mention]:
    """The place that the tagger's word names, if it does."""
    text, near = reading.plain, _overlapping(span, known)
    if _outgrows(text, span, near):
        yield reading.mention(span, "Place")
        return
    whole, span = span, _beyond_known(span, near)
    if span != whole and NO_NAME.match(span.of(text)):
        yield reading.mention(whole, "Place")
        return
    district = DISTRICT.match(text, span.end)
    if district:
        span = Span(span.start, district.end())
    name = span.of(text)
    if len(name) < 2 or NOT_PLACE.search(name) or _joined(text, span) or any(span.overlaps(s) for s, _ in near):
        return
    if name in lexicon("zh-hans").stop or name.endswith(_no_place()):
        return
    if name[0] == "中" and len(name) <= LONGEST_JOINT:  # 中巴, 中吉乌: two states and no place
        return
    if _place_like(text, span, near):
        yield reading.mention(span, "Place")


LOCATIVE = re.compile(
    r"(?:[在于赴抵往从]|抵达|重创|袭击|席卷|登陆|横扫|前往|飞抵|来到|位于|设在|设于|迁至|改为|访问|途经|离开)$"
)
NOT_PLACED = re.compile(
    r"的?(?:陪同|主持|领导|倡议|带领|率领|看来|任|执政|治下|夫人|等人|先生|女士|提议|推动|协助|之[后前间]|身|家)"
)


def located(reading: Reading, span: Span) -> bool:
    """在莫罗戈罗举行, 在德国科布伦茨: a foreign name's characters where only a place can stand."""
    text = reading.plain
    if not set(span.of(text)) <= character_set("transliteration") or NOT_PLACED.match(text, span.end):
        return False
    if text.startswith(lexicon("zh-hans").offices, span.end) or text[: span.start].endswith(lexicon("zh-hans").offices):
        return False
    if _among_places(reading, span):
        return True
    states = (s.start for s, known, _ in reading.known if known.cls == "State" and s.end == span.start)
    start = next(states, span.start)
    return bool(LOCATIVE.search(text[max(0, start - 2) : start]))


def _among_places(reading: Reading, span: Span) -> bool:
    """基苏木、姆万扎和恩德培: in a row with a listed place."""
    places = [s for s, known, _ in reading.known if known.cls == "Place"]
    text, joints = reading.plain, tuple("、和与及")
    before = text[span.start - 1 : span.start] in joints and any(s.end == span.start - 1 for s in places)
    return before or (text[span.end : span.end + 1] in joints and any(s.start == span.end + 1 for s in places))


def _outgrows(text: str, span: Span, known: Sequence[tuple[Span, str]]) -> bool:
    """纳卡拉: a foreign name of which a listed short form is but the beginning."""
    inner = [s for s, _ in known if span.contains(s)]
    if len(inner) != 1 or len(inner[0]) > SHORT_FORM or len(span) <= len(inner[0]):
        return False
    return inner[0].start == span.start and set(span.of(text)) <= character_set("transliteration")


@cache
def _venue() -> re.Pattern[str]:
    letters = re.escape("".join(sorted(character_set("transliteration"))))
    return re.compile(
        rf"([{letters}]{{3,6}}(?:口岸|港|市|镇|村|岛)?)(?=举行|召开|举办|签署|签订|开幕|闭幕|会见|会晤|成立|发表)"
    )


def _venues(reading: Reading) -> list[Span]:
    """在特罗耶纳举行: a foreign name where only a place can stand, though the tagger sees none."""
    if not _venue().search(reading.plain):
        return []
    states = {s.end for s, known, _ in reading.known if known.cls == "State"}
    starts = {t.idx for t in reading.doc if t.tag_ in {"n", "nz", "nw", "LOC", "PER", "ORG"}} | states
    after = [m.end() for m in re.finditer("[在于]", reading.plain)]
    after += [s.end for s, known, _ in reading.known if known.cls == "State" and reading.plain[s.start - 1] in "在于"]
    known = [s for s, _, _ in reading.known]
    found = (_venue().match(reading.plain, at) for at in sorted(starts.intersection(after)))
    spans = [Span(*m.span(1)) for m in found if m is not None]
    return [s for s in spans if not any(s.overlaps(other) for other in known)]


def _regions(reading: Reading) -> list[Span]:
    """瓦隆大区: a listed place and the word for its kind."""
    found = ((s, REGION.match(reading.plain, s.end)) for s, known, _ in reading.known if known.cls == "Place")
    return [Span(s.start, match.end()) for s, match in found if match is not None]


def _overlapping(span: Span, known: Sequence[tuple[Span, str]]) -> Sequence[tuple[Span, str]]:
    """The known names that overlap a span or end where it begins; `known` in order of place."""
    first = bisect_left(known, span.start - LONGEST_NAME, key=lambda pair: pair[0].start)
    last = bisect_left(known, span.end + 1, key=lambda pair: pair[0].start)
    return [pair for pair in known[first:last] if pair[0].end >= span.start]


@cache
def _no_place() -> tuple[str, ...]:
    return (*heads("Organization"), *sorted(word_set("disasters")), "方", "国")


def _beyond_known(span: Span, known: Sequence[tuple[Span, str]]) -> Span:
    """日本名古屋 as one word: what is left after the known country."""
    for other, cls in known:
        if other.start == span.start and other.end < span.end and cls in {"State", "Place"}:
            return Span(other.end, span.end)
        if other.end == span.end and other.start > span.start:
            return Span(span.start, other.start)
    return span


def _joined(text: str, span: Span) -> bool:
    return text[span.end : span.end + 1] in tuple(DOTS) or text[span.start - 1 : span.start] in tuple(DOTS)


def _place_like(text: str, span: Span, known: Sequence[tuple[Span, str]]) -> bool:
    name = span.of(text)
    if PLACE_SUFFIX.search(name):
        return True
    before = text[max(0, span.start - 2) : span.start]
    if before.endswith(("在", "于", "赴", "抵", "往", "至", "从", "自", "达", "(", "驻", "城")):
        return True
    if any(s.end == span.start and cls in {"State", "Place"} for s, cls in known):
        return True
    return len(name) >= 3 and set(name) <= character_set("transliteration")


@cache
def _city_letters() -> tuple[re.Pattern[str], dict[str, str]]:
    table = dict(pair.split("=") for pair in lexicon("zh-hans").words["city_letters"])
    return re.compile(rf"(?<=[在抵赴离来返飞留进])(?:{'|'.join(table)})(?=[会举召出签发开闭成同与宣,。、;)])"), table


def cities(reading: Reading) -> Iterator[Mention]:
    """在京会见, 抵沪: a city by one character, after a verb of going or staying."""
    pattern, table = _city_letters()
    for match in pattern.finditer(reading.plain):
        known = authority.load().lookup(table[match.group()], "Place")
        if known is not None:
            yield reading.mention(Span(*match.span()), "Place", known=known.id, form="demonym")


def letters(reading: Reading) -> Iterator[Mention]:
    """中、哈、吉、俄: states by their first characters, in a list of such."""
    table = dict(pair.split("=") for pair in lexicon("zh-hans").words["state_letters"])
    for match in LIST_LETTERS.finditer(reading.plain):
        for at in range(match.start(), match.end()):
            state = table.get(reading.plain[at])
            known = authority.load().lookup(state, "State") if state else None
            if known is not None:
                yield reading.mention(Span(at, at + 1), "State", known=known.id, form="demonym")
