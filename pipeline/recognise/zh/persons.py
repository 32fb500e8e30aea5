"""Chinese: persons (大卫·史密斯, 李强, 加科索外长) and their offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.model import Mention, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.titles import heads
from pipeline.recognise.zh.units import character_set

SHORTEST, LONGEST_CHINESE = 2, 4  # characters of a Chinese person's name
DOTS = "·•・‧∙⋅"
HONORIFICS = ("先生", "女士", "同志", "阁下", "博士", "教授", "将军", "院士", "殿下", "陛下")
OFFICE_GOES_ON = (
    "国",
    "团",
    "会议",
    "会晤",
    "办公室",
    "级",
    "令",
    "府",
    "制",
    "席位",
    "职",
    "任期",
    "处",
    "峰会",
    "理事会",
    "论坛",
    "馆",
    "阶段",
    "联席",
    "候选",
    "选举",
    "年会",
    "声明",
)


def people(reading: Reading) -> Iterator[Mention]:
    """Persons by the shape of a transliterated name, by the tagger, and by the office after a name."""
    taken = [s for s, known, form in reading.known if known.cls != "Person"]
    for span in (*_dotted(reading), *_beside_dots(reading), *_tagged(reading), *_before_office(reading)):
        if len(span) > 1 and not any(span.overlaps(other) for other in taken):
            yield reading.mention(span, "Person")


@cache
def _dotted_pattern() -> re.Pattern[str]:
    letters = re.escape("".join(sorted(character_set("transliteration"))))
    part = rf"[{letters}][{letters}—–\-]{{0,9}}"
    return re.compile(
        rf"[{letters}]{{1,9}}(?:[{DOTS}][{letters}]{{1,10}}(?:[-–—][{letters}]{{1,8}})?)+|[{letters}]{{1,6}}(?:[-–—][{letters}]{{1,6}}[{DOTS}])(?:{part})(?:[{DOTS}]{part})*"
    )


def _dotted(reading: Reading) -> Iterator[Span]:
    """A name in transliteration: the tagger's word where it has it whole, else the run of its characters."""
    text = reading.plain
    tagged = [Span(t.start_char, t.end_char) for t in reading.doc.spans["tagged"] if t.label_ == "PER"]
    for match in _dotted_pattern().finditer(text):
        start, end = match.span()
        word = next((s for s in tagged if s.overlaps(Span(start, end)) and any(d in s.of(text) for d in DOTS)), None)
        if word is not None and (word.start < start or text[word.start - 1] not in "-–—"):
            start = word.start
        end = (
            max(end, word.end) if word is not None and not text[end : word.end].startswith(("任", "在", "于")) else end
        )
        name = Span(_after_office(text, start), end)
        title = next((h for h in HONORIFICS if name.of(text).endswith(h)), "")
        yield Span(name.start, end - len(title))


def _beside_dots(reading: Reading) -> Iterator[Span]:
    """坎贝|·|丹腊: the tagger's words on both sides of a raised dot, one of them a person's name; or all in one."""
    for tagged in reading.doc.spans["tagged"]:
        if tagged.label_ == "PER" and re.fullmatch(rf"[一-龥]+(?:[{DOTS}][一-龥-]+)+", tagged.text):
            yield Span(tagged.start_char, tagged.end_char - (tagged.text[-1] in "任率说"))
    tokens = [(t.idx, t.idx + len(t.text), t.tag_) for t in reading.doc]
    for left, dot, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if reading.plain[dot[0] : dot[1]] in tuple(DOTS) and "PER" in (left[2], right[2]):
            span = Span(left[0], right[1])
            if re.fullmatch(rf"[一-龥{DOTS}]{{4,14}}", span.of(reading.plain)):
                yield span


def _after_office(text: str, start: int) -> int:
    """总理·… : the characters of an office before a name are not of the name."""
    for office in _offices():
        if text.startswith(office[-1], start) and text[: start + 1].endswith(office):
            return start + 1
    return start


@cache
def _offices() -> tuple[str, ...]:
    return tuple(sorted(lexicon("zh-hans").offices, key=lambda o: (-len(o), o)))


@cache
def _office_pattern() -> re.Pattern[str]:
    body = "|".join(re.escape(office) for office in _offices())
    return re.compile(rf"(?:(?:常务|第一|首席|执行|代理?|候任|荣誉|名誉|轮值)?(?:{body}))(?:兼(?:{body}))?")


def _tagged(reading: Reading) -> Iterator[Span]:
    """The tagger's persons that look like one: a Chinese surname first, or a foreign name's characters."""
    text = reading.plain
    before = None
    for tagged in reading.doc.spans["tagged"]:
        name = tagged.text
        whole = _torn(text, tagged.start_char, tagged.end_char, before) if tagged.label_ == "PER" else None
        before = tagged
        if whole is not None:
            yield whole
            continue
        if tagged.label_ != "PER" or not re.fullmatch(r"[一-龥]{2,8}", name):
            continue
        start = _stripped(name)
        name = name[: len(name) - start] if start else name
        title = next((o for o in _offices() if len(o) > 1 and name.startswith(o) and len(name) >= len(o) + 2), "")
        span = Span(tagged.start_char + len(title), tagged.start_char + len(name))
        if _plausible(text, span):
            yield span


def _torn(text: str, start: int, end: int, before: Any) -> Span | None:
    """东姑|扎夫鲁: a foreign name that the tagger tore in two, after a mark."""
    if before is None or before.end_char != start or before.label_ == "PER" or not 2 <= len(before.text) <= 3:
        return None
    name = Span(before.start_char, end)
    foreign = len(set(name.of(text)) - character_set("transliteration")) <= 1 or end - start == 2
    return name if foreign and (text[name.start - 1 : name.start] in tuple("、,:(替") or name.start == 0) else None


def _stripped(name: str) -> int:
    return 1 if len(name) > 3 and name[-1] in "任说在于与和率" else 0


def _plausible(text: str, span: Span) -> bool:
    name = span.of(text)
    if text[: span.start].endswith(("订于", "签于", "缔结于")):
        return False
    if name in lexicon("zh-hans").stop or name.endswith(
        (*heads("Organization"), "方", "月", "年", "日", "国", "会", "市", "省", "区", "县")
    ):
        return False
    if _beside_office(text, span):
        return True
    foreign = set(name) <= character_set("transliteration")
    surname = name[0] in character_set("surnames") and len(name) <= LONGEST_CHINESE
    if len(name) == SHORTEST:
        return surname and _speaks(text, span)
    return surname or foreign


def _speaks(text: str, span: Span) -> bool:
    """A short name counts where it stands as a subject, by itself or in a list."""
    return (
        bool(re.match(r"[说表指强认出主介会在参、)对\s]|同|与|和|率|称|任|宣|作|致|接|$", text[span.end :]))
        or text[span.start - 1 : span.start] in "、和与由:("
    )


def _beside_office(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 8) : span.start]
    after = text[span.end : span.end + 4]
    return before.endswith(_offices()) or after.startswith((*_offices(), *HONORIFICS))


def _before_office(reading: Reading) -> Iterator[Span]:
    """加科索外长: a run of a foreign name's characters right before an office."""
    known = [s for s, k, _ in reading.known if k.cls == "Person"]
    for match in _foreign_run().finditer(reading.plain):
        span = Span(*match.span())
        if not any(span.overlaps(s) for s in known):
            yield span


@cache
def _foreign_run() -> re.Pattern[str]:
    letters = re.escape("".join(sorted(character_set("transliteration"))))
    return re.compile(
        rf"(?<![{letters}{DOTS}-])[{letters}]{{3,8}}"
        r"(?=(?:总统|总理|首相|外长|防长|主席|大使|秘书长|部长|国王)(?!国|级|会))"
    )


def offices(reading: Reading) -> Iterator[Mention]:
    """Every job title that stands by itself: not in 主席国, 总理理事会, 部长级."""
    text = reading.plain
    for match in _office_pattern().finditer(text):
        if text.startswith(OFFICE_GOES_ON, match.end()) or match.group() == "相":
            continue
        yield reading.mention(Span(*match.span()), "Office")
