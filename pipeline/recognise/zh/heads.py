"""Heads of Chinese names in a text, and the names that they end.

A head is found, `reach` says how far left of it the name reaches; the files for bodies, texts and
events say whether that is a name or ordinary wording (国际组织, 有关协议).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.model import Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.joints import ALIAS
from pipeline.recognise.zh.reach import Reach, reach
from pipeline.recognise.zh.titles import MARKS, heads
from pipeline.recognise.zh.units import COP, Units, word_set

KNOWN = {"Organization", "Place", "State", "Initiative", "Agreement", "Person"}


@dataclass(frozen=True, slots=True)
class Found:
    """A head in the text and the name it may end."""

    head: Span
    word: str
    reach: Reach

    @property
    def span(self) -> Span:
        """From where the name begins to the end of its head."""
        return Span(self.reach.start, self.head.end)


@cache
def _all_heads() -> re.Pattern[str]:
    words = {h for cls in ("Organization", "Agreement", "Event", "Initiative", "Place") for h in heads(cls)}
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))))


@cache
def _goes_on() -> dict[str, str]:
    """Head → the characters before which it is no head."""
    return dict(pair.split("=") for pair in word_set("goes_on"))


def candidates(reading: Reading, units: Units, cls: str) -> Iterator[Found]:
    """Every head of a class with its reach; a head that is part of a longer word is none."""
    text = reading.plain
    table = lexicon("zh-hans").heads[cls]
    for match in _all_heads().finditer(text):
        word = match.group()
        if word not in table:
            continue
        head = Span(*match.span())
        if not _cut_off(text, units, head, word):
            yield Found(head, word, reach(units, head, cls))


def _cut_off(text: str, units: Units, head: Span, word: str) -> bool:
    """Whether the head is only part of a longer word, or of a known name."""
    following = text[head.end : head.end + 1]
    if following and following in _goes_on().get(word, ""):
        return not (word == "部" and text.startswith(("部长", "部"), head.end))
    last = units.units[units.at(head.end - 1)]
    if last.kind in KNOWN and (last.end > head.end or last.start < head.start):
        return True
    if word == "部" and text[: head.start].endswith(tuple(word_set("fields"))):
        return False
    return last.end > head.end and last.start >= head.start and len(word) < 3


def near(reading: Reading, span: Span, words: str, width: int = 12) -> bool:
    """Whether a word of a list stands close to a span, in its sentence."""
    before = reading.plain[max(0, span.start - width) : span.start]
    after = reading.plain[span.end : span.end + width]
    cut = max(before.rfind(c) for c in "。;!?")
    stop = min((after.find(c) for c in "。;!?" if c in after), default=len(after))
    around = before[cut + 1 :] + "|" + after[:stop]
    return any(word in around for word in word_set(words))


def named(reading: Reading, span: Span) -> str:
    """The name in a span, in the script of the document: without marks and without inserted short names."""
    name = reading.surface(span)
    plain = span.of(reading.plain)
    for match in reversed(list(re.finditer(r"\([^()]*\)", plain))):
        if ALIAS.search(match.group()) or COP.fullmatch(match.group()[1:-1]):
            name = name[: match.start()] + name[match.end() :]
    if name[:1] in MARKS and name.count(name[0]) and name[-1:] in MARKS:
        name = name[1:-1]
    return name
