"""Events that a table's row is about, though nothing but their column says that they are any.

Name           | When          | Where             Milan 2024 is an event
No. | Date | Place                                 under "Ordinary summits": 22 is the 22nd ordinary summit
次别 | 时间 | 地点                                  under 领导人会议: 首次 is 首次领导人会议
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.model import Language, Mention, Span
from pipeline.recognise.columns import Cells, headed
from pipeline.recognise.reading import Reading

REACH = 3  # passages above a table, in which its series is named
LONGEST = 80  # characters of a name
WHEN = {"date", "place"}
TRIMMED = re.compile(r"[\s«»“”\"《》]*(?P<name>[^()（）«»“”\"《》]+?)\s*[»”\"》]*\s*(?:[(（][^()（）]*[)）])?\s*")
Edition = Callable[[str, Sequence[str]], tuple[str, int] | None]


def tabled(
    readings: Sequence[Reading], mentions: Sequence[Mention], edition: Callable[[Language], Edition]
) -> list[Mention]:
    """The mentions, with the events of rows whose head has a column of events or their numbers, and of dates or places.

    `edition` gives a language's reading of a number under headings: an edition's full name, and its number. What was
    read there as an event without the series it belongs to is replaced.
    """
    by_index = {reading.index: reading for reading in readings}
    found = list(mentions)
    for index, cells in headed(readings).items():
        if not any(WHEN & set(roles) for _, roles in cells):
            continue
        row = by_index[index]
        for event in _in_row(row, cells, readings, mentions, edition(row.passage.language)):
            others = [m for m in found if m.passage == index and m.span.overlaps(event.span)]
            if not any(m.cls == "Event" and m.span != event.span for m in others):
                found = [*(m for m in found if m not in others), event]
    return found


def _in_row(
    row: Reading, cells: Cells, readings: Sequence[Reading], mentions: Sequence[Mention], edition: Edition
) -> Iterator[Mention]:
    """The event of the first of two columns that says it has one."""
    for cell, roles in cells[:2]:
        if WHEN & set(roles) or not {"number", "event"} & set(roles):
            continue
        told = edition(cell.of(row.plain).strip(), [] if _counted(row, cell, readings) else _above(row, readings))
        if told is not None:
            text = cell.of(row.plain)
            start = cell.start + len(text) - len(text.lstrip())
            span = Span(start, start + len(text.strip()))
            yield row.mention(span, "Event", told[0], ordinal=told[1])
        elif "event" in roles:
            yield from _called(row, cell, mentions)
        return


def _called(row: Reading, cell: Span, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The name that a cell holds, unless it is known as the name of something else."""
    match = TRIMMED.fullmatch(cell.of(row.plain))
    if match is None or len(match["name"]) > LONGEST or not re.search(r"[^\W\d]", match["name"]):
        return
    span = Span(cell.start + match.start("name"), cell.start + match.end("name"))
    here = [m for m in mentions if m.passage == row.index]
    if any(m.cls == "Event" and cell.contains(m.span) for m in here):
        return
    if not any(m.span.contains(span) and (m.known or m.cls in {"Date", "Agreement"}) for m in here):
        yield row.mention(span, "Event")


def _counted(row: Reading, cell: Span, readings: Sequence[Reading]) -> bool:
    """Whether the numbers count the rows: they begin with 1."""
    table = [r for r in readings if r.passage.kind == "row" and r.passage.block == row.passage.block]
    at = row.passage.cells.index(cell)
    return table[1].passage.cells[at].of(table[1].plain).strip().rstrip(".") == "1"


def _above(row: Reading, readings: Sequence[Reading]) -> list[str]:
    """The texts right above a table, the nearest first."""
    first = next(r.index for r in readings if r.passage.kind == "row" and r.passage.block == row.passage.block)
    return [r.plain for r in reversed(readings) if first - REACH <= r.index < first]
