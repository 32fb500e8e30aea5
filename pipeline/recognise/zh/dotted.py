"""Chinese: names of persons in parts: 大卫·史密斯, 札希德．拉法尔, J. 恩库鲁, Anna Berg."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.units import character_set, word_set

DOTS = "·•・‧∙⋅"
HONORIFICS = ("先生", "女士", "小姐", "夫人", "同志", "阁下", "博士", "教授", "将军", "院士", "殿下", "陛下")
Word = tuple[int, int, str]  # start, end, tag
NAMED = {"PER", "LOC", "ORG", "nz", "nw", "xc"}
LONGEST_PART = 10  # characters
PARTICLES = {"p", "c", "u"}
SHORT = 2  # characters of a listed name with which a longer one may begin
LONG_WORD = 3  # characters from which a word of a name's characters alone is one of a name
LATIN = re.compile(
    r"(?<![^\W_])(?:[A-Z]\.[ ]?)*[A-Z][^\W\d_A-Z][^\W\d_]*"
    r"(?:(?:[ -]|(?<=[.]))(?:(?:van|von|der|de|da|dos|di|la|bin|al|el|ter|zu)[ ]|d'|[A-Z]'|al-)?"
    r"[A-Z](?:\.|[^\W\d_'’]+))+(?![^\W_])"
)
POINTED_AT = re.compile(r"[时天次里年个种些样么边位份场届一两三几句番段儿支批项]")  # 那天, 那届
IN_OFFICE = re.compile(r"任期|任内|任职|任满|[当再获]选|[连出担接卸]任|出席|履新|到任|上任|就任")
LISTED_BEFORE = re.compile(r"(?:^|[、,:;\s]|[和与及])$")
LISTED_AFTER = re.compile(r"[、(,。;]|[和与及]|$")


def dotted(reading: Reading) -> Iterator[Span]:
    """Names in transliteration with a raised dot, a full stop between characters, or initials before them."""
    if not _dotted_pattern().search(reading.plain):
        return
    words = [(t.idx, t.idx + len(t.text), t.tag_) for t in reading.doc]
    barred = [s for s, known, _ in reading.known if known.cls != "Person"]
    for match in _dotted_pattern().finditer(reading.plain):
        marks = [m.start() for m in re.finditer(rf"[{DOTS}.]", match.group())]
        first, last = match.start() + marks[0], match.start() + marks[-1]
        if reading.plain[last] == "." and any(s.start == last + 1 or s.end == first for s in barred):
            continue  # 白俄罗斯.古巴: a list
        start = _start(reading, match.start(), first, words, barred)
        end = _end(reading.plain, match.end(), last + 1, words)
        if end > match.end() and reading.plain[end - 1] in "任率说同与和就在向对已将也":
            end -= 1
        end = _completed(reading.plain, end)
        title = next((h for h in HONORIFICS if reading.plain.endswith(h, start, end)), "")
        yield Span(start, end - len(title))


@cache
def _dotted_pattern() -> re.Pattern[str]:
    letters = re.escape("".join(sorted(character_set("transliteration"))))
    part = rf"[{letters}]{{1,{LONGEST_PART}}}(?:[-–—][{letters}]{{1,{LONGEST_PART}}})*"
    initials = r"(?:(?<![A-Za-z.])(?:[A-Z]\.[ ]?)+)"
    dot = rf"(?:[{DOTS}]|\.(?=[一-龥]))"
    return re.compile(rf"(?:{initials}{part}(?:{dot}{part})*|{part}(?:{dot}(?:[A-Z]\.?{dot})?{part})+)")


def _start(reading: Reading, start: int, dot: int, words: list[Word], barred: list[Span]) -> int:
    """Where the first part begins: with its word and those of a name's characters before it, after an office."""
    if reading.plain[start].isascii():
        return start
    own = [w for w in words if w[0] < dot and w[1] > start]
    barred = [s for s in barred if s.end + 1 < dot or len(s) > SHORT]  # 马里|卡·利皮: no name is the one character left
    if not own or own[-1][2] != "PER":
        return _after_others(reading.plain, start, dot, barred)
    begin = own[-1][0]
    for word in reversed(own[:-1]):
        if word[0] < start or word[2] != "PER":
            break
        begin = word[0]
    if begin > start and (reading.plain[begin - 1] in "-–—" or reading.plain[:start].endswith(_offices())):
        begin = start  # 贝洛夫-|泰勒·…, 议|长纳|伊卡马·…
    return _after_others(reading.plain, begin, dot, barred)


def _after_others(text: str, start: int, dot: int, barred: list[Span]) -> int:
    """卡塔尔|埃米尔|塔米姆·…: where a state and an office of the same characters end."""
    start = max([start, *(s.end for s in barred if s.start <= start < s.end < dot)])
    if any(s.end == start for s in barred):
        start += len(next((o for o in _offices() if text.startswith(o, start) and start + len(o) < dot - 1), ""))
    return _after_office(text, _after_title(text, start, dot))


def _after_title(text: str, start: int, dot: int) -> int:
    """埃米尔|萨巴赫·…: a title of the characters of names, with a name's beginning after it."""
    return start + next((len(o) for o in _offices() if text.startswith(o, start) and start + len(o) + 1 < dot), 0)


@cache
def _offices() -> tuple[str, ...]:
    return tuple(sorted(lexicon("zh-hans").offices, key=lambda o: (-len(o), o)))


def _end(text: str, reached: int, part: int, words: list[Word]) -> int:
    """Where the last part ends: with its word, and with what follows of a name's characters."""
    own = [w for w in words if w[1] > part and w[0] < reached]
    stops = [i for i, w in enumerate(own) if i and (w[1] > reached or w[2] in PARTICLES) and w[2] != "PER"]
    own = own[: min(stops, default=len(own))]
    closed = not re.match(r"[一-龥]", text[reached : reached + 1])  # no verb ends a clause: …诺尔连,
    while len(own) > 1 and not _ends_name(own[-1]) and not (closed and own[-1][1] == reached):
        own.pop()
    if not own:
        return reached
    return own[-1][1] if _whole(own[-1], reached, part) else min(own[-1][1], reached)


def _completed(text: str, end: int) -> int:
    """颂蓬·拉达|那|逐句, 马斯多|普|任期: a last character that is a word elsewhere, or begins one."""
    if text.startswith("那", end) and not POINTED_AT.match(text, end + 1):
        return end + 1
    torn = text[end : end + 1] in character_set("transliteration") and IN_OFFICE.match(text, end + 1)
    return end + 1 if torn else end


def _ends_name(word: Word) -> bool:
    """A short verb or adverb of a name's characters is a word of the sentence: 图雷|达|到."""
    start, stop, kind = word
    return kind in NAMED | {"n", "a"} or stop - start >= LONG_WORD


def _whole(word: Word, reached: int, part: int) -> bool:
    """A word that runs on beyond the characters of names: a person's by the tagger, or a character or two more."""
    start, stop, kind = word
    return kind == "PER" or (start == part and kind in NAMED | {"v", "n"} and 0 < stop - reached < reached - start)


def _after_office(text: str, start: int) -> int:
    """总理·… : the characters of an office before a name are not of the name."""
    for office in lexicon("zh-hans").offices:
        if text.startswith(office[-1], start) and text[: start + 1].endswith(office):
            return start + 1
    return start


def latin(reading: Reading) -> Iterator[Span]:
    """Names in Latin letters: beside an office, a form of address or a verb of saying, or in a list with persons."""
    text = reading.plain
    for match in LATIN.finditer(text):
        span = Span(*match.span())
        if match.group().split()[-1] in _foreign_heads():
            continue
        if _addressed(text, span) or _listed(reading, span):
            yield span


@cache
def _foreign_heads() -> frozenset[str]:
    return frozenset(word for table in lexicon("en").heads.values() for head in table for word in head.split())


def _addressed(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 8) : span.start].rstrip(), text[span.end : span.end + 4].lstrip()
    offices = lexicon("zh-hans").offices
    return before.endswith(offices) or after.startswith((*offices, *HONORIFICS, *sorted(word_set("saying"))))


def _listed(reading: Reading, span: Span) -> bool:
    """与会者:李冠廷(经济部)、Anna Berg(商会): where a row of persons goes on."""
    text = reading.plain
    opened = text.rfind("(", 0, span.start) > text.rfind(")", 0, span.start)
    if opened or not (LISTED_BEFORE.search(text[: span.start]) and LISTED_AFTER.match(text, span.end)):
        return False
    clause = Span(max(text.rfind(c, 0, span.start) for c in "。;!?\n") + 1, _clause_end(text, span.end))
    return any(
        t.label_ == "PER" and clause.contains(Span(t.start_char, t.end_char)) for t in reading.doc.spans["tagged"]
    )


def _clause_end(text: str, at: int) -> int:
    return min((i for i in (text.find(c, at) for c in "。;!?\n") if i >= 0), default=len(text))
