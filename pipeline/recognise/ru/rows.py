"""Russian tables of editions: XIV | 4 марта 2021 г. | Баку is an edition of what the heading speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.languages.nominative import parses
from pipeline.model import Mention
from pipeline.recognise.reading import Reading
from pipeline.recognise.ru.make import number
from pipeline.recognise.ru.words import Words, listed, plain

REACH = 12  # passages within which the series was named
CELL = re.compile(r"(?:№\s*)?([IVXLC]+|\d{1,3}(?:-[а-яё]{1,2})?)\s*(?:\([^)]*\))?")
ITEM = re.compile(r"\W*([IVXLC]+|\d{1,2}-[а-яё]{1,2}|[А-ЯЁ][а-яё]{4,}[йея])(?=\s*[–—-]\s)")
ENDS = {"femn": "я", "neut": "е"}


def editions_of_row(w: Words, near: Sequence[Mention], readings: Sequence[Reading]) -> Iterator[Mention]:
    """The edition that a row's number tells, where a date stands in the row and the heading names the series."""
    reading = w.reading
    cells = reading.passage.cells
    if not reading.dates or not cells:
        return
    for column, cell in enumerate(cells[:2]):
        match = CELL.fullmatch(cell.of(reading.plain).strip())
        if match is None:
            continue
        noun = _series(reading, readings, column, match.group(1))
        start = cell.start + cell.of(reading.plain).index(match.group(1))
        words = [i for i, t in enumerate(w.tokens) if start <= t.idx < start + len(match.group(1))]
        taken = any(m.span.overlaps(cell) for m in near if m.cls == "Event" and m.passage == reading.index)
        if noun and words and not taken:
            told = match.group(1)
            value = int(told) if told.isdigit() else number(w, words[0])
            shown = f"{told}-{ENDS.get(noun[1], 'й')}" if told.isdigit() else told
            yield reading.mention(w.span(words[0], words[-1] + 1), "Event", f"{shown} {noun[0]}", ordinal=value)
        return


def edition_of_item(w: Words, near: Sequence[Mention], readings: Sequence[Reading]) -> Iterator[Mention]:
    """The edition that begins an item with a date: "XIX – Париж, 4 октября 2024 г." under a heading of the series."""
    reading = w.reading
    match = ITEM.match(reading.plain)
    heading = next((r for r in readings if r.index == reading.passage.parent), None)
    noun = _noun_in(heading.plain) if heading else None
    if match is None or noun is None or not reading.dates:
        return
    first = next((i for i, t in enumerate(w.tokens) if t.idx == match.start(1)), None)
    counted = number(w, first) if first is not None else None
    if (
        first is None
        or counted is None
        or any(m.passage == reading.index and m.span.start == match.start(1) for m in near)
    ):
        return
    named = (m.name for m in near if m.passage == reading.passage.parent and m.cls in {"Event", "Initiative"})
    series = next((name for name in named if noun[0] in plain(name)), noun[0])
    yield reading.mention(w.span(first, first + 1), "Event", f"{match.group(1)} {series}", ordinal=counted)


def _series(row: Reading, readings: Sequence[Reading], column: int, told: str) -> tuple[str, str] | None:
    """The kind of meeting that the column's head or the heading of a table speaks of."""
    before = [r for r in readings if row.index - 4 * REACH <= r.index < row.index]
    table = [r for r in before if r.passage.kind == "row" and r.passage.block == row.passage.block]
    if table and column < len(table[0].passage.cells):
        noun = _noun_in(table[0].passage.cells[column].of(table[0].plain))
        if noun:
            return noun
    if told.isdigit() and _first(row, table) == "1":
        return None  # the rows are counted, not the sessions
    above = [r for r in before if r not in table][-3:]
    return next((noun for r in reversed(above) if (noun := _noun_in(r.plain))), None)


def _first(row: Reading, table: Sequence[Reading]) -> str:
    """The first cell of the first row below the head of a table."""
    first = [*table[1:], row][0]
    return first.passage.cells[0].of(first.plain).strip()


def _noun_in(text: str) -> tuple[str, str] | None:
    """The first gathering that a heading speaks of, in the nominative singular, and its gender."""
    if re.search(r"встреч\w*\s+(?:на высшем уровне|в верхах)", text.lower()):
        return "саммит", "masc"
    for word in re.findall(r"[А-ЯЁа-яё-]{4,}", text):
        for parse in parses(word.lower())[:2]:
            if parse.tag.POS == "NOUN" and plain(parse.normal_form) in listed("gatherings") | listed("games"):
                return parse.normal_form, str(parse.tag.gender or "")
    return None
