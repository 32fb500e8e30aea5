"""Lists of days or months that share what else is written: "3, 5 and 17 June 2017", 1日至3日和5日."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.dates.grammar import Grammar, Reading, read_said
from pipeline.model import Span

_SLASH = re.compile(r"\s*/\s*")
_Item = tuple[Span, int, int]  # where it stands, its first and its last number


def expanded(grammar: Grammar, match: re.Match[str]) -> list[tuple[Span, Reading]] | Literal["none"] | None:
    """The readings of each of a list's items; "none" if one of them is in no calendar, None if it is no list.

    Days in a row are one stretch: "10, 11 and 12 May" is 10 to 12 May.
    """
    days = match.groupdict().get("ds") is not None
    said = {name: text for name, text in match.groupdict().items() if text is not None and name not in ("ds", "ms")}
    found: list[tuple[Span, Reading]] = []
    items = _items(grammar, match, days=days)
    for at, (span, first, last) in enumerate(items or ()):
        ends = {"d": str(first), "D": str(last)} if days else {"m": str(first), "M": str(last)}
        if first == last:
            ends = {name: text for name, text in ends.items() if name.islower()}
        reading = read_said(grammar, match, {**said, **ends})
        if reading is None or reading == "none":
            return reading
        begin = match.start() if at == 0 else span.start
        found.append((Span(begin, match.end() if at == len(items or ()) - 1 else span.end), reading))
    return found or None


def _items(grammar: Grammar, match: re.Match[str], *, days: bool) -> list[_Item] | None:
    """The stretches of a list; None if a number cannot be read."""
    items: list[_Item] = []
    ahead = match.start("ds" if days else "ms")
    for one in grammar.listed.finditer(match.string, ahead, match.end("ds" if days else "ms")):
        text = one[0].strip()
        number = grammar.day(text) if days else grammar.month(text)
        if number is None:
            return None
        start = one.start() + one[0].index(text)
        gap = match.string[ahead:start]
        ranged = bool(items) and bool(grammar.joins.fullmatch(gap) or _SLASH.fullmatch(gap))
        if items and (ranged or (days and number == items[-1][2] + 1)):
            items[-1] = (Span(items[-1][0].start, start + len(text)), items[-1][1], number)
        else:
            items.append((Span(start, start + len(text)), number, number))
        ahead = start + len(text)
    return items
