"""Drafts → passages: reading text with offsets, language, kind, and links between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Language, Passage, Span
from pipeline.reading.drafts import Draft, draft
from pipeline.reading.language import settle
from pipeline.reading.lines import compose, split_lines
from pipeline.reading.outline import Place, outline
from pipeline.scripts import plain

_HASHES = re.compile(r"#{1,6}\s+|\*+(?=\S)")
_STARS = re.compile(r"[*_]+$")


def passages_of(text: str) -> tuple[Passage, ...]:
    """The passages of a document's text, furniture included, in order."""
    drafts = draft(list(split_lines(text)))
    places = outline(drafts)
    read = [compose(text, _spans(one)) for one in drafts]
    kept = [index for index, (words, _) in enumerate(read) if words]
    new = {old: index for index, old in enumerate(kept)}
    languages = settle([read[index][0] for index in kept])
    passages: list[Passage] = []
    for index, language in zip(kept, languages, strict=True):
        passages.append(_passage(drafts[index], read[index], language, places[index], new))
    return tuple(_same_language(passages, index) for index in range(len(passages)))


def _same_language(passages: Sequence[Passage], index: int) -> Passage:
    """A passage under a heading that is given in two languages stands under the one in its own."""
    passage = passages[index]
    if passage.parent is None or passages[passage.parent].language == passage.language:
        return passage
    before = next((i for i in range(passage.parent - 1, -1, -1) if passages[i].kind != "furniture"), None)
    if before is None or passages[before].kind != "heading" or passages[before].language != passage.language:
        return passage
    return replace(passage, parent=before)


def _spans(one: Draft) -> list[Span]:
    """What is read of a draft: its lines without the marks of a mark-up language around them."""
    spans = [line.span for line in one.lines]
    if one.matter != "text":
        return spans
    first, last = one.lines[0], one.lines[-1]
    if (hashes := _HASHES.match(first.text)) is not None and not first.text.startswith("* "):
        spans[0] = Span(first.span.start + hashes.end(), first.span.end)
    if (stars := _STARS.search(last.text)) is not None and hashes is not None:
        spans[-1] = Span(spans[-1].start, max(spans[-1].start, last.span.start + stars.start()))
    return spans


def _passage(
    one: Draft, read: tuple[str, tuple[int, ...]], language: Language, place: Place, new: dict[int, int]
) -> Passage:
    words, offsets = read
    span = Span(offsets[0], offsets[-1] + 1)
    cells = _cells(one.row.cells, offsets) if one.row is not None else ()
    parent = None if place.parent is None else new.get(place.parent)
    return Passage(span, place.kind, language, words, plain(words), offsets, place.block, parent, cells)


def _cells(cells: Sequence[Span], offsets: Sequence[int]) -> tuple[Span, ...]:
    """Cells given as places in the document, as places in the reading text."""
    found = []
    for cell in cells:
        inside = [index for index, offset in enumerate(offsets) if cell.start <= offset < cell.end]
        if inside:
            found.append(Span(inside[0], inside[-1] + 1))
    return tuple(found)
