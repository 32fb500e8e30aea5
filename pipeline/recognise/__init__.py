"""Document → Mentions: known names, names by their shape in each language, short names, references, dates."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from pipeline import authority, dates
from pipeline.languages import ANALYSERS, analyse
from pipeline.model import Document, Mention, Passage, Period, Span
from pipeline.recognise.agree import agreed
from pipeline.recognise.aliases import introduced
from pipeline.recognise.known import dates as dated, known_names, whole
from pipeline.recognise.overlap import settle
from pipeline.recognise.reading import Reading
from pipeline.recognise.references import referring
from pipeline.recognise.shorter import shortened
from pipeline.recognise.tabled import tabled

YEAR = re.compile(r"(?<!\d)(?:19[4-9]|20[0-4])\d(?!\d)")


def recognise(document: Document) -> tuple[Mention, ...]:
    """All mentions of things and values in a document, in order of place; furniture yields none."""
    readings = read_passages(document)
    found = [m for reading in readings for m in _in_passage(reading)]
    found = settle(found)
    found = settle([*found, *introduced(readings, found)])
    found = settle(shortened(readings, found))
    for shapes in _languages():
        found = shapes.shortened(readings, found)
    found = settle([*found, *(m for shapes in _languages() for m in shapes.numbered(readings, found))])
    found = settle(tabled(readings, found, lambda language: _shapes(ANALYSERS[language]).edition))
    found = agreed(found)
    return tuple(settle([*found, *referring(readings, found)]))


@lru_cache(maxsize=2)  # recognising and connecting one document follow each other
def read_passages(document: Document) -> tuple[Reading, ...]:
    """Every passage that is not furniture, analysed, with its known names and its dates fixed in context."""
    passages = document.passages
    expressions = [() if p.kind == "furniture" else dates.find(p.plain, p.language) for p in passages]
    parents = {i: p.parent for i, p in enumerate(passages) if p.parent is not None}
    years = {i: year for i, p in enumerate(passages) if not expressions[i] and (year := _year(p))}
    periods = dates.resolve(expressions, document_date=document.date, parents=parents, years=years)
    names = authority.load()
    return tuple(
        Reading(
            index,
            passage,
            analyse(passage),
            tuple(whole(names.scan(passage.plain, passage.language), passage.plain)),
            _fixed([e.span for e in expressions[index]], periods[index]),
        )
        for index, passage in enumerate(passages)
        if passage.kind != "furniture"
    )


def _year(passage: Passage) -> int | None:
    """The one year that a heading names: Exercises and drills, 2024."""
    named = set(YEAR.findall(passage.plain)) if passage.kind == "heading" else set()
    return int(named.pop()) if len(named) == 1 else None


def _fixed(spans: list[Span], periods: tuple[Period | None, ...]) -> tuple[tuple[Span, Period], ...]:
    return tuple((s, p) for s, p in zip(spans, periods, strict=True) if p is not None)


def _in_passage(reading: Reading) -> list[Mention]:
    """What one passage names by itself; the language's own file reads names that no list holds."""
    shapes = _shapes(ANALYSERS[reading.passage.language])
    return [*dated(reading), *known_names(reading), *shapes.names(reading)]


def _languages() -> list[ModuleType]:
    return [_shapes(folder) for folder in sorted(set(ANALYSERS.values()), reverse=True)]


def _shapes(folder: str) -> ModuleType:
    """A language's own reading of names: `names` of a passage; `shortened` and `numbered` over the document."""
    return import_module(f"pipeline.recognise.{folder}")
