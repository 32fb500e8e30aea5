"""Chinese: names that only the office right before them shows to be a person's (外长通沙万展示…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from pipeline.model import Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.titles import heads
from pipeline.recognise.zh.units import character_set

Word = tuple[int, int, str]  # start, end, tag
SHORTEST_FOREIGN, LONGEST_FOREIGN, OWN = 3, 8, 3  # characters of a foreign name; of a surname and a given name
OF_NAMES = {"n", "v", "a", "f", "nr", "nz", "nw", "vn", "xc"}
GO_ON = {"v", "p", "d", "w", "c"}  # what a sentence goes on with after its subject
VERBAL = {"代表", "助理", "协调", "领事"}  # 代表安理会, 助理研究员
NOT_NAME = re.compile(r"[会制权书级处室部团位职证表章令法奖号厅局院国方中]$")
MARK = re.compile(r"[,、。;:)(]|$")


def after_office(reading: Reading) -> Iterator[Span]:
    """A run of a foreign name's characters, or a surname with two more, where an office ends and a sentence goes on."""
    words = [(t.idx, t.idx + len(t.text), t.tag_) for t in reading.doc]
    taken = [s for s, known, _ in reading.known if known.cls != "Person"]
    taken += [Span(t.start_char, t.end_char) for t in reading.doc.spans["tagged"]]
    for match in _office().finditer(reading.plain):
        row = list(takewhile(lambda w: w[2] in OF_NAMES, (w for w in words if w[0] >= match.end())))
        if not row or row[0][0] != match.end():
            continue
        span = _foreign(reading.plain, row, words) or _surnamed(reading.plain, row[0])
        if span is not None and not any(span.overlaps(s) for s in taken):
            yield span


@cache
def _office() -> re.Pattern[str]:
    offices = sorted((o for o in lexicon("zh-hans").offices if len(o) > 1), key=lambda o: (-len(o), o))
    return re.compile("|".join(re.escape(o) for o in offices if o not in VERBAL))


def _foreign(text: str, row: Sequence[Word], words: Sequence[Word]) -> Span | None:
    """通|沙万|展示: as many words as are of a foreign name's characters, where a verb or a mark comes next."""
    letters = character_set("transliteration")
    own = list(takewhile(lambda w: set(text[w[0] : w[1]]) <= letters, row))
    if not own or not SHORTEST_FOREIGN <= own[-1][1] - own[0][0] <= LONGEST_FOREIGN:
        return None
    following = next((w for w in words if w[0] == own[-1][1]), None)
    return Span(own[0][0], own[-1][1]) if following is None or following[2] in GO_ON else None


def _surnamed(text: str, word: Word) -> Span | None:
    """首席经济学家许和意,: one word of three characters, a surname first, that a mark closes."""
    span = Span(word[0], word[1])
    name = span.of(text)
    if len(name) != OWN or name[0] not in character_set("surnames") or not MARK.match(text, span.end):
        return None
    ordinary = NOT_NAME.search(name) or name.endswith(heads("Organization")) or name in lexicon("zh-hans").stop
    return None if ordinary else span
