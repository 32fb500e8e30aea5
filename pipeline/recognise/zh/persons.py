"""Chinese: persons (大卫·史密斯, 李强, 加科索外长) and their offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.model import Mention, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.dotted import DOTS, HONORIFICS, dotted, latin
from pipeline.recognise.zh.places import located
from pipeline.recognise.zh.titled import after_office
from pipeline.recognise.zh.titles import heads
from pipeline.recognise.zh.units import character_set, word_set

SHORTEST, LONGEST_CHINESE = 2, 4  # characters of a Chinese person's name
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
    listed = [s for s, known, _ in reading.known if known.cls == "Person"]
    shaped = [
        span
        for span in (*dotted(reading), *latin(reading), *_in_two(reading))
        if not any(s.end == span.end and s != span and span.contains(s) for s in listed)
    ]
    for span in shaped:  # 乔治·华盛顿, 约旦·哈里斯: a listed name within is but a part of it
        if len(span) > 1 and not any(span != other and other.contains(span) for other in taken):
            yield reading.mention(span, "Person")
    for span in (*_beside_dots(reading), *_tagged(reading), *_before_office(reading), *after_office(reading)):
        if len(span) > 1 and not any(_bars(reading.plain, other, span) for other in (*taken, *shaped)):
            yield reading.mention(span, "Person")


def _bars(text: str, other: Span, span: Span) -> bool:
    """Whether another name bars a person's; 副总理奥韦尔丘克: not one that is but the end of what an office calls."""
    if other.start > span.start and other.end == span.end and text[: span.start].endswith(_offices()):
        return not set(span.of(text)) <= character_set("transliteration")
    return span.overlaps(other)


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


@cache
def _offices() -> tuple[str, ...]:
    return tuple(sorted(lexicon("zh-hans").offices, key=lambda o: (-len(o), o)))


@cache
def _office_pattern() -> re.Pattern[str]:
    body = "|".join(re.escape(office) for office in _offices())
    return re.compile(rf"(?:(?:常务|第一|首席|执行|代理?|候任|荣誉|名誉|轮值)?(?:{body}))(?:兼(?:{body}))?")


def _tagged(reading: Reading) -> Iterator[Span]:
    """The tagger's persons that look like one: a Chinese surname first, or a foreign name's characters."""
    before = None
    for tagged in reading.doc.spans["tagged"]:
        whole = _torn(reading.plain, tagged.start_char, tagged.end_char, before) if tagged.label_ == "PER" else None
        before = tagged
        span = whole or _of_one_word(reading.plain, tagged)
        if span is not None and not located(reading, span):
            yield _with_hyphens(reading, span)


VIETNAMESE = re.compile(r"[一-龥]氏[一-龥]{1,3}")


@cache
def _two_parts() -> re.Pattern[str]:
    return re.compile("|".join(("氏", *_long_surnames())))


def _in_two(reading: Reading) -> Iterator[Span]:
    """范氏|清兰, 村上|雅子: a long surname before a given name, whatever the tagger takes either for."""
    if not _two_parts().search(reading.plain):
        return
    words = [(Span(t.idx, t.idx + len(t.text)), t.tag_) for t in reading.doc]
    for (left, kind), (right, given) in pairwise(words):
        name = Span(left.start, right.end)
        if given == "PER" and len(right) <= SHORTEST and left.of(reading.plain) in word_set("long_surnames"):
            yield name
        if kind == "PER" and len(left) == SHORTEST and VIETNAMESE.fullmatch(name.of(reading.plain)):
            yield name
        long = len(left) == LONGEST_CHINESE - 1 and left.of(reading.plain).startswith(_long_surnames())
        if kind == "PER" and given == "n" and len(right) == 1 and long:  # 榊原英|资
            yield name


def _of_one_word(text: str, tagged: Any) -> Span | None:
    """A tagged person without a verb behind it, or an office before."""
    name = tagged.text
    if tagged.label_ != "PER" or not re.fullmatch(r"[一-龥]{2,8}", name):
        return None
    name = name[: len(name) - _stripped(name)]
    title = next((o for o in _offices() if len(o) > 1 and name.startswith(o) and len(name) >= len(o) + 2), "")
    span = Span(tagged.start_char + len(title), tagged.start_char + len(name))
    return span if _plausible(text, span) else None


def _with_hyphens(reading: Reading, span: Span) -> Span:
    """马滕斯-奥克利: both halves of a surname, whatever the tagger takes one of them for."""
    letters = character_set("transliteration")
    if "-" not in (reading.plain[span.start - 1 : span.start], reading.plain[span.end : span.end + 1]):
        return span
    words = [Span(t.idx, t.idx + len(t.text)) for t in reading.doc]
    foreign = [w for w in words if len(w) > 1 and set(w.of(reading.plain)) <= letters]
    if not set(span.of(reading.plain)) <= letters:
        return span
    start = next((w.start for w in foreign if w.end + 1 == span.start and reading.plain[w.end] == "-"), span.start)
    end = next((w.end for w in foreign if w.start - 1 == span.end and reading.plain[span.end] == "-"), span.end)
    return Span(start, end)


def _torn(text: str, start: int, end: int, before: Any) -> Span | None:
    """东姑|扎夫鲁, 范氏|清兰: a foreign name that the tagger tore in two, after a mark."""
    if before is None or before.end_char != start:
        return None
    name = Span(before.start_char, end)
    if before.label_ == "PER":
        return None
    if not 2 <= len(before.text) <= 3:
        return None
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
    surname = surname or (name.startswith(_long_surnames()) and SHORTEST < len(name) <= LONGEST_CHINESE + 1)
    if len(name) == SHORTEST:
        return surname and _speaks(text, span)
    return surname or foreign


@cache
def _long_surnames() -> tuple[str, ...]:
    return tuple(sorted(word_set("long_surnames")))


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
