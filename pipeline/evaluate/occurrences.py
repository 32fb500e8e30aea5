"""Where the names of gold entities stand in a document, to measure single mentions by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.evaluate.gold import GoldEntity
from pipeline.model import Document, Passage, Span
from pipeline.scripts import plain

_ARTICLES: Final = frozenset({"the", "a", "an"})
_WORD: Final = re.compile(r"\w+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in the reading text of a passage, and the gold entities that a name there may be of."""

    passage: int
    span: Span
    entities: tuple[GoldEntity, ...]

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(entity.type for entity in self.entities)

    @property
    def optional(self) -> bool:
        return all(entity.optional for entity in self.entities)


def occurrences(document: Document, entities: Iterable[GoldEntity]) -> list[Occurrence]:
    """Every place where a name stands, in order, the longer first; furniture is not looked at."""
    named: dict[str, list[GoldEntity]] = {}
    for entity in entities:
        for pattern in {_pattern(name) for name in entity.names} - {""}:
            named.setdefault(pattern, []).append(entity)
    patterns = [(re.compile(pattern), tuple(named[pattern])) for pattern in sorted(named)]
    found: list[Occurrence] = []
    for index, passage in enumerate(document.passages):
        if passage.kind != "furniture":
            found += _within(index, lowered(passage), patterns)
    return found


def _within(
    index: int, text: str, patterns: Sequence[tuple[re.Pattern[str], tuple[GoldEntity, ...]]]
) -> Iterator[Occurrence]:
    spans: dict[Span, list[GoldEntity]] = {}
    for pattern, entities in patterns:
        for match in pattern.finditer(text):
            known = spans.setdefault(Span(*match.span()), [])
            known += [entity for entity in entities if entity not in known]
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        yield Occurrence(index, span, tuple(spans[span]))


def outermost(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Those that lie in no longer one: what stands within a name need not be a mention of its own."""
    kept: list[Occurrence] = []
    for one in found:
        if not kept or kept[-1].passage != one.passage or not kept[-1].span.contains(one.span):
            kept.append(one)
    return kept


def core(text: str, span: Span) -> Span:
    """A span of a lowered text without the marks around the name and the article before it."""
    words = [match.span() for match in _WORD.finditer(text, span.start, span.end)]
    if not words:
        return span
    first = 1 if len(words) > 1 and text[slice(*words[0])] in _ARTICLES else 0
    return Span(words[first][0], words[-1][1])


def lowered(passage: Passage) -> str:
    """The reading text in simplified, half-width, lower-case characters, each at its place."""
    return _lower(passage.plain)


def _lower(text: str) -> str:
    small = (character.lower() for character in text)
    return "".join(low if len(low) == 1 else same for low, same in zip(small, text, strict=True)).replace("ё", "е")


def _pattern(name: str) -> str:
    """A name as a pattern over lowered text: its words, with any marks or spaces between them; whole words only."""
    text = _lower(plain(name))
    text = core(text, Span(0, len(text))).of(text)
    words = _WORD.findall(text)
    if not words:
        return ""
    before = "" if _HAN.match(words[0][0]) else r"(?<!\w)"
    after = "" if _HAN.match(words[-1][-1]) else r"(?!\w)"
    return before + r"\W{0,4}".join(map(re.escape, words)) + after
