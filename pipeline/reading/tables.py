"""Tables drawn with bars, tabs, wide gaps or semicolons: which lines are rows, and where their cells lie."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.reading.lines import Line, trim, wide_gaps
from pipeline.reading.marks import ends_sentence, is_label, marker_of

_BAR = re.compile(r"[|┃│｜]+")
_LEADERS = re.compile(r"\s*\.{4,}\s*|\s*…{2,}\s*")
_INITIALS = re.compile(r"(?:[А-ЯЁA-Z]\.\s?){1,2}[А-ЯЁA-Z][а-яёa-z-]+")
_RULE = re.compile(r"[\s|┃│+:=_—–\-]{3,}")
# Cells of a table drawn with gaps alone are no wider than this (columns of a page); sentences are.
WIDEST_CELL = 80
# Names of signatories and of whom they sign for.
WIDEST_NAME = 45
# Heads of columns.
WIDEST_HEAD = 28

Split = Callable[[Line], list[Span]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the number of its table, and its cells as positions in the document."""

    table: int
    cells: tuple[Span, ...]


def find_tables(lines: Sequence[Line], taken: Sequence[bool]) -> dict[int, Row]:
    """The rows among lines by index; lines that are `taken` (furniture) can only be a table's rules."""
    rows: dict[int, Row] = {}
    table, index = 0, 0
    while index < len(lines):
        for split, least in ((_by_bars, 2), (_by_gaps, 2), (_by_semicolons, 3)):
            run = _run(lines, taken, index, split)
            if len(run) >= least:
                table += 1
                rows |= {at: Row(table, cells) for at, cells in run.items()}
                index = max(run)
                break
        index += 1
    return rows


def _run(lines: Sequence[Line], taken: Sequence[bool], start: int, split: Split) -> dict[int, tuple[Span, ...]]:
    """The rows of the table that starts at a line, empty if none does."""
    run: dict[int, tuple[Span, ...]] = {}
    for index in range(start, len(lines)):
        line = lines[index]
        if run and line.gap and not _goes_on(line, split, run):
            break
        if _RULE.fullmatch(line.text) and run:
            continue
        cells = split(line) or (_wide_cells(line, run) if split is _by_gaps else [])
        if len(cells) < 2 or (taken[index] and (not run or split is _by_gaps)) or _misfit(cells, run, split):
            break
        if split is _by_semicolons and not run and not _are_heads(line, cells):
            break
        run[index] = tuple(Span(line.span.start + cell.start, line.span.start + cell.end) for cell in cells)
    return run


def _misfit(cells: list[Span], run: dict[int, tuple[Span, ...]], split: Split) -> bool:
    """Whether a line has other columns than the table so far (a table of bars may miss one or two)."""
    if not run:
        return False
    width = max(len(row) for row in run.values())
    slack = 2 if split is _by_bars else 1 if width > 2 and split is _by_gaps else 0
    return abs(len(cells) - width) > slack


def _goes_on(line: Line, split: Split, run: dict[int, tuple[Span, ...]]) -> bool:
    """Whether a table goes on after a blank line: signatures do, and rows after the line of heads."""
    if split is _by_semicolons:
        return line.gap == 1 and len(run) == 1
    return split is _by_gaps and _signs(line, split)


def _signs(line: Line, split: Split) -> bool:
    """Whether a line after a blank one goes on with two columns of names, as under a treaty."""
    cells = split(line)
    return line.gap == 1 and len(cells) == 2 and all(len(cell) <= WIDEST_NAME for cell in cells)


def _by_bars(line: Line) -> list[Span]:
    bars = list(_BAR.finditer(line.text))
    if not bars:
        return []
    return [cell for cell in _between(line, bars) if len(cell)]


def _between(line: Line, borders: Sequence[re.Match[str]]) -> list[Span]:
    """What lies between borders, without the white space around it."""
    starts = [0, *(border.end() for border in borders)]
    ends = [*(border.start() for border in borders), len(line.text)]
    return [trim(line.text, start, end) for start, end in zip(starts, ends, strict=True)]


def _by_gaps(line: Line) -> list[Span]:
    """Cells between wide gaps or dotted leaders; or three and more between single wide blanks."""
    gaps = [*wide_gaps(line.text), *_LEADERS.finditer(line.text)]
    least = 2
    if not gaps and line.text.count("\u3000") > 1:
        gaps, least = [*re.finditer("\u3000", line.text)], 3
    if not gaps:
        return []
    gaps.sort(key=lambda gap: gap.start())
    cells = [cell for cell in _between(line, gaps) if len(cell)]
    return cells if len(cells) >= least and _are_columns(line, cells) else []


def _wide_cells(line: Line, run: dict[int, tuple[Span, ...]]) -> list[Span]:
    """Cells wider than a table drawn with gaps can begin with: a row like those before, with a remark in it."""
    width = len(next(iter(run.values()))) if run else 0
    cells = [cell for cell in _between(line, [*wide_gaps(line.text)]) if len(cell)]
    return cells if width > 2 and len(cells) == width else []


def _by_semicolons(line: Line) -> list[Span]:
    """Cells between semicolons: Name; date; place."""
    cells = _between(line, list(re.finditer("[;；]", line.text)))
    return cells if len(cells) > 2 and all(map(len, cells)) else []


def _are_heads(line: Line, cells: list[Span]) -> bool:
    """Whether cells are heads of columns: short words without a figure, and no sentence."""
    texts = [cell.of(line.text) for cell in cells]
    short = all(len(text) <= WIDEST_HEAD and not re.search(r"\d", text) for text in texts)
    return short and not ends_sentence(line.text) and marker_of(line.text)[0] == ""


def _are_columns(line: Line, cells: list[Span]) -> bool:
    texts = [cell.of(line.text) for cell in cells]
    if all(_INITIALS.fullmatch(text) for text in texts):
        return True
    marked = marker_of(line.text)[0] in ("answer", "number", "roman", "letter", "clock")
    if marked or texts[0][-1:] in ":：" or all(map(is_label, texts)):
        return False
    return all(len(text) <= WIDEST_CELL and not (ends_sentence(text) and len(text) > 30) for text in texts)
