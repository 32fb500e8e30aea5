"""A Chinese passage as a row of units: what a name holds whole or not at all.

    在 | 上合组织 | 成员国 | 第五次 | 环境 | 部长 | 会议
    p    known      n       ordinal  n      n      n

Known names and dates cut across the tagger's words: its borders err most on the names that matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.model import Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading

ANCHORS = {"State", "Place", "Organization", "Agreement", "Initiative", "Event", "LOC", "ORG", "quoted"}
ORDINAL = re.compile(
    r"第[0-9一二三四五六七八九十百零〇两]+(?:次|届|期|轮|阶段|号|个)?|首[次届轮]|[上下][一]?[次届]|[下上]一?[次届轮]"
)
COP = re.compile(r"COP ?[0-9]{1,2}")
FIGURES = "〇一二三四五六七八九零"
HAN_YEAR = re.compile(rf"[一二][{FIGURES}]{{3}}(?=年|[—–至到-]+[一二][{FIGURES}]{{3}})")
# Nouns that the tagger takes apart.
COMPOUND = re.compile(
    "发展中国家|最不发达国家|[上中下]游|[灾战赛]后|[二三四五六七八九十]年(?=计划|规划|行动|战略)|(?:部长|外长|专家)会(?=筹备|第|联合|暨)"
)
SHORTEST = (1, 2)  # letters up to which a tagged place, and a tagged body, is but a noun


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text that a name holds whole or not at all; `kind` is a tag, a class or "date"."""

    start: int
    end: int
    kind: str
    text: str

    @property
    def anchor(self) -> bool:
        """Whether a name may begin here because this is one itself."""
        return self.kind in ANCHORS


def arabic(text: str) -> str:
    """The same text with years in figures (二〇二五 → 2025), place for place."""
    return HAN_YEAR.sub(lambda year: "".join(str(FIGURES.index(c) % 10) for c in year.group()), text)


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of the lexicon as a set."""
    return frozenset(lexicon("zh-hans").words[name])


@cache
def character_set(name: str) -> frozenset[str]:
    """The characters of a list of the lexicon."""
    return frozenset("".join(lexicon("zh-hans").words[name]))


class Units:
    """The units of one passage."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.plain
        self.units = _units(reading)
        self._starts = [u.start for u in self.units]
        self._bodies = {
            t.end_char: Span(t.start_char, t.end_char) for t in reading.doc.spans["tagged"] if t.label_ == "ORG"
        }

    def tagged_body(self, end: int) -> Span | None:
        """The tagger's word for a body that ends at a position."""
        return self._bodies.get(end)

    def at(self, position: int) -> int:
        """The index of the unit that holds a position."""
        return bisect_right(self._starts, position) - 1


def landforms(reading: Reading) -> list[Span]:
    """冈比亚河, 占|婆岛: rivers and islands named after a state, or torn in two by the tagger."""
    text, ends = reading.plain, tuple(word_set("landforms"))
    states = {s.start: s.end for s, known, _ in reading.known if known.cls == "State"}
    found, before = [], Span(0, 0)
    for tagged in reading.doc.spans["tagged"]:
        span = Span(tagged.start_char, tagged.end_char)
        if before.end == span.start and len(before) == 1 and span.of(text).endswith(ends):
            found.append(Span(before.start, span.end))
        if span.start in states and text[states[span.start] : span.end] in ends:
            found.append(span)
        before = span if tagged.label_ == "LOC" else Span(0, 0)
    return found


def _units(reading: Reading) -> list[Unit]:
    """Known names first, then ordinals and numbered conferences, then the tagger's words in what is left."""
    text = reading.plain
    fixed: list[tuple[int, int, str]] = [
        (s.start, s.end, "demonym" if form == "demonym" else known.cls) for s, known, form in reading.known
    ]
    fixed += [(m.start(), m.end(), "Event") for m in COP.finditer(text)]
    fixed += [(m.start(), m.end(), "n") for m in COMPOUND.finditer(text)]
    fixed += [(m.start(), m.end(), "ordinal") for m in ORDINAL.finditer(text)]
    fixed += [(s.start, s.end, "LOC") for s in landforms(reading)]
    fixed += [(s.start, s.end, "date") for s, _ in reading.dates]
    taken: list[tuple[int, int, str]] = []
    reached = 0
    for start, end, kind in sorted(fixed, key=lambda f: (f[0], -f[1])):
        if start >= reached and end > start:
            taken.append((start, end, kind))
            reached = end
    units = [Unit(s, e, k, text[s:e]) for s, e, k in taken]
    units += _words(reading, [(s, e) for s, e, _ in taken])
    return sorted(units, key=lambda u: u.start)


def _words(reading: Reading, taken: Sequence[tuple[int, int]]) -> list[Unit]:
    text, units, at = reading.plain, [], 0
    for token in reading.doc:
        start, end = token.idx, token.idx + len(token.text)
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        cuts, i = [], at
        while i < len(taken) and taken[i][0] < end:
            cuts.append(taken[i])
            i += 1
        whole = not cuts
        for begin, stop in _gaps(start, end, cuts):
            word = text[begin:stop]
            tag = (
                token.tag_ if whole and stop - begin > SHORTEST[token.tag_ == "ORG"] else _tag_of_rest(word, token.tag_)
            )
            units.append(Unit(begin, stop, tag, word))
    return units


def _gaps(start: int, end: int, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    gaps, at = [], start
    for left, right in cuts:
        if at < left:
            gaps.append((at, left))
        at = max(at, right)
    if at < end:
        gaps.append((at, end))
    return gaps


def _tag_of_rest(word: str, tag: str) -> str:
    """What is left of a word after a known name was cut out of it."""
    if word in {"在", "于", "由", "对", "向", "从", "把", "将", "被", "为", "以", "赴", "是", "至", "到", "有"}:
        return "p"
    if word in {"和", "与", "及", "同"}:
        return "c"
    return "n" if tag in {"LOC", "ORG", "PER", "TIME"} else tag
