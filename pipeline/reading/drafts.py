"""Passages in the making: the lines of a document joined, before it is known what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from pipeline.model import Span
from pipeline.reading.agencies import part_agency
from pipeline.reading.daylines import date_in, only_date
from pipeline.reading.furniture import judge
from pipeline.reading.halves import part_languages
from pipeline.reading.lines import Line
from pipeline.reading.marks import marker_of, may_be_heading
from pipeline.reading.paragraphs import breaks_off, goes_on, is_signature, is_torn, measure_of
from pipeline.reading.parts import part_columns, take_apart
from pipeline.reading.phrases import is_page_mark, judge_part, parts_of
from pipeline.reading.tables import Row, find_tables

Matter = Literal["furniture", "row", "text"]

# "Continued on page 2": what stands on both sides does not belong together.
_JUMP = re.compile(r"[上下][接转轉]")
# A running head with its page number.
_HEAD = re.compile(r"^\d{1,4}\s{2,}\S|\S\s{2,}\d{1,4}$")
_PLACED_DATE = re.compile(r"[日年]\s*[于於]\s*\S{2,8}$")


@dataclass(frozen=True)  # no slots: `short` is asked again and again, and kept
class Draft:
    """Lines that are read as one, and whether they are furniture, a table's row, or text."""

    lines: tuple[Line, ...]
    matter: Matter
    row: Row | None = None
    torn: bool = False  # it breaks off, in a document whose sentences are cut by blank lines
    title: bool = False  # it stands at the head of the document, where a heading may be long
    joined: bool = False  # a signature: short lines that belong together though nothing in them says so

    @property
    def span(self) -> Span:
        return Span(self.lines[0].span.start, self.lines[-1].span.end)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @cached_property
    def short(self) -> bool:
        """Whether it is built like a heading."""
        if self.matter != "text" or self.joined or self.torn:
            return False
        if self.title:
            return True
        width = sum(line.width for line in self.lines)
        return (width <= 100 and may_be_heading(self.lines[-1])) or (len(self.lines) == 1 and only_date(self.text))


def draft(lines: Sequence[Line]) -> list[Draft]:
    """The drafts of a document's lines, in order of their first line."""
    apart = [part for line in lines for part in take_apart(line)]
    outer = [verdict == "furniture" for verdict in judge(apart)]
    rows = find_tables(apart, outer)
    units = [unit for index, line in enumerate(apart) for unit in _units(line, outer=outer[index], row=rows.get(index))]
    return _join_signatures(list(_join(units)))


def _units(line: Line, *, outer: bool, row: Row | None) -> Iterator[Draft]:
    if row is not None:
        yield Draft((line,), "row", row)
    elif outer:
        yield Draft((line,), "furniture")
    elif is_signature(line):
        yield Draft((line,), "text")
    elif (parted := part_agency(line)) is not None:
        before, agency, after = parted
        if text := tuple(part for part in (before, after) if part is not None):
            yield Draft(text, "text")  # read as one, whatever stands between
        yield Draft((agency,), "furniture")
    else:
        for piece in part_columns(line):
            if piece is not line and all(
                judge_part(part.of(piece.text)) == "furniture" for part in parts_of(piece.text)
            ):
                yield Draft((piece,), "furniture")
            else:
                yield from (Draft((half,), "text") for half in part_languages(piece))


def _is_outer(text: str) -> bool:
    """Whether columns of a line are furniture, together or each."""
    return judge_part(text) == "furniture" or all(judge_part(p.of(text)) == "furniture" for p in parts_of(text))


def _join(units: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts whose text goes on are joined; furniture between them (a page number) does not stand in the way."""
    texts = [unit.first for unit in units if unit.matter == "text"]
    measure, torn = measure_of(texts), is_torn(texts)
    open_draft: Draft | None = None
    waiting: list[Draft] = []
    for unit in units:
        if unit.matter == "furniture" and open_draft is not None and not _JUMP.search(unit.text):
            waiting.append(unit)
            continue
        if unit.matter == "text" and open_draft is not None:
            broken = any(is_page_mark(one.text) or _HEAD.search(one.text) for one in waiting)
            if goes_on(open_draft.lines[-1], unit.first, measure=measure, torn=torn, page_break=broken):
                open_draft = Draft((*open_draft.lines, *unit.lines), "text")
                continue
        yield from _in_order(open_draft, waiting, torn=torn)
        open_draft, waiting = (unit, []) if unit.matter == "text" else (None, [])
        if unit.matter != "text":
            yield unit
    yield from _in_order(open_draft, waiting, torn=torn)


def _in_order(open_draft: Draft | None, waiting: Sequence[Draft], *, torn: bool) -> Iterator[Draft]:
    if open_draft is not None:
        yield replace(open_draft, torn=torn and breaks_off(open_draft.lines[-1]))
    yield from waiting


def _join_signatures(drafts: list[Draft]) -> list[Draft]:
    """Who signed, where and when, on lines of their own at the end of a text, are read together."""
    result: list[Draft] = []
    begun, index = False, 0
    while index < len(drafts):
        run = _signature(drafts, index) if begun else 1
        if run > 1:
            lines = tuple(line for one in drafts[index : index + run] for line in one.lines)
            result.append(Draft(lines, "text", joined=True))
        else:
            result.append(drafts[index])
        begun = begun or (drafts[index].matter == "text" and not drafts[index].short)
        index += run
    return result


def _signature(drafts: Sequence[Draft], start: int) -> int:
    """How many drafts from here make one signature."""
    end = start
    while end < len(drafts) and _is_short_line(drafts[end]) and (end == start or drafts[end].first.gap == 0):
        end += 1
    run = drafts[start:end]
    if len(run) < 2 or len(run) > 5:
        return 1
    followed = end < len(drafts) and drafts[end].first.gap == 0 and drafts[end].matter == "text"
    signed = [index for index, one in enumerate(run, 1) if is_signature(one.first)]
    if signed:
        return signed[-1]
    dated = any(only_date(one.text) or _PLACED_DATE.search(one.text) for one in run[1:])
    starts_with_date = only_date(run[0].text) or bool(date_in(run[0].text))
    return len(run) if dated and not followed and not starts_with_date else 1


def _is_short_line(one: Draft) -> bool:
    if one.matter != "text" or marker_of(one.first.text)[0]:
        return False
    return one.short or is_signature(one.first) or (len(one.text) <= 40 and bool(_PLACED_DATE.search(one.text)))


def is_subscription(one: Draft) -> bool:
    """Whether it is the place and date under a text: 二〇二五年二月六日于北京, or set far to the right."""
    if one.joined:
        return True
    dated = bool(date_in(one.text)) or bool(re.search(r"(?:19|20)\d{2}\s*年$|[〇○]\S{1,3}年", one.text))
    return dated and (bool(_PLACED_DATE.search(one.text)) or one.first.indent >= 20)
