"""Tables for programs: entities, facts, evidence and documents, as CSV and as Parquet.

The same columns in both. CSV is as RFC 4180 has it but for the line ends, which are line feeds: UTF-8 without a mark,
nothing in a cell for what is not known, a list as a JSON array. No text is altered: to open one in a spreadsheet
program, take `xlsx`, which keeps formulas from running.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pipeline.export.content import ID, local
from pipeline.export.selection import shown
from pipeline.model import LANGUAGES

if TYPE_CHECKING:
    from pipeline.export.selection import Selection

Kind: TypeAlias = Literal["text", "integer", "number", "list"]
Cell: TypeAlias = str | int | float | list[str] | None

NAMES: Final = ("entities", "facts", "evidence", "documents")


@dataclass(frozen=True)
class Table:
    """Rows under columns, each of one kind; what is not known is None."""

    name: str
    columns: Mapping[str, Kind]
    rows: list[tuple[Cell, ...]]


def tables(selection: Selection) -> Iterator[Table]:
    """The tables of a selection, one after the other; ids in one are those of the others."""
    yield Table("entities", _ENTITIES, list(_entities(selection)))
    yield Table("facts", _FACTS, list(_facts(selection)))
    yield Table("evidence", _EVIDENCE, list(_evidence(selection)))
    yield Table("documents", _DOCUMENTS, list(_documents(selection)))


def write_csv(selection: Selection, folder: Path) -> None:
    """Write each table into a file of its own, `NAME.csv`."""
    for table in tables(selection):
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.columns)
            writer.writerows([_as_text(cell) for cell in row] for row in table.rows)


def write_parquet(selection: Selection, folder: Path) -> None:
    """Write each table into a file of its own, `NAME.parquet`."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "list": pa.list_(pa.string())}
    for table in tables(selection):
        schema = pa.schema([(name, types[kind]) for name, kind in table.columns.items()])
        columns = zip(*table.rows, strict=True) if table.rows else ([] for _ in table.columns)
        arrays = [pa.array(list(cells), type=field.type) for cells, field in zip(columns, schema, strict=True)]
        parquet.write_table(pa.table(arrays, schema=schema), folder / f"{table.name}.parquet")


def _as_text(cell: Cell) -> Cell:
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell


_ENTITIES: Final[Mapping[str, Kind]] = {
    "id": "text", "iri": "text", "class": "text", "classes": "list", "label": "text", "label_language": "text",
    **{f"label_{language.replace('-', '_')}": "text" for language in LANGUAGES},
    "names": "list", "wikidata": "text", "iso_code": "text", "latitude": "number", "longitude": "number",
    "facts": "integer", "documents": "list",
}  # fmt: skip


def _entities(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    content = selection.content
    facts = Counter(
        end for f in content.facts() for end in {f.subject, f.value.text if f.value.is_entity else f.subject}
    )
    for key, entity in content.entities.items():
        label, labels = shown(entity, selection.filters.languages), entity.labels
        yield (
            local(key), key, _first(entity.classes), list(entity.classes), label.text, label.language or None,
            *(labels.get(language) for language in LANGUAGES),
            list(dict.fromkeys(n.text for n in entity.names if n.text != label.text)), entity.same_as or None,
            entity.iso_code or None, entity.latitude, entity.longitude, facts[key], [*map(local, entity.documents)],
        )  # fmt: skip


def _first(values: Iterable[str]) -> str | None:
    return next(iter(values), None)


_FACTS: Final[Mapping[str, Kind]] = {
    "id": "text", "subject": "text", "subject_label": "text", "property": "text", "object": "text",
    "object_label": "text", "value": "text", "datatype": "text", "valid_from": "text", "valid_to": "text",
    "modality": "text", "confidence": "number", "claims": "integer", "documents": "list",
}  # fmt: skip


def _facts(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    """A fact a row: either `object` or `value` is filled; modality and validity are those of its surest claim."""
    for fact in selection.content.facts():
        value, claim = fact.value, fact.surest
        object_ = (local(value.text), selection.label(value.text), None, None) if value.is_entity else (
            None, None, value.text, value.datatype)  # fmt: skip
        yield (
            fact.id, local(fact.subject), selection.label(fact.subject), fact.predicate, *object_,
            claim.valid_from or None, claim.valid_to or None, claim.modality or None, claim.confidence,
            len(fact.claims), [*map(local, selection.content.documents_of(fact))],
        )  # fmt: skip


_EVIDENCE: Final[Mapping[str, Kind]] = {
    "id": "text", "claim": "text", "fact": "text", "modality": "text", "valid_from": "text", "valid_to": "text",
    "confidence": "number", "document": "text", "source": "text", "start": "integer", "end": "integer", "quote": "text",
}  # fmt: skip


def _evidence(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    """A quote of a claim a row; a quote that backs several claims has a row for each."""
    content = selection.content
    for fact in content.facts():
        for claim in fact.claims:
            for quote in content.quotes(claim):
                document = content.documents.get(quote.document)
                place = (None, None) if quote.start < 0 else (quote.start, quote.end)
                yield (
                    local(quote.key), local(claim.key), fact.id, claim.modality or None, claim.valid_from or None,
                    claim.valid_to or None, claim.confidence, local(quote.document) or None,
                    document.source if document else None, *place, quote.quote,
                )  # fmt: skip


_DOCUMENTS: Final[Mapping[str, Kind]] = {
    "id": "text", "iri": "text", "source": "text", "languages": "list", "title": "text", "publisher": "text",
    "creator": "text", "date": "text", "mentions": "integer", "other_versions": "list",
}  # fmt: skip


def _documents(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for key, d in selection.content.documents.items():
        yield (
            local(key), key, d.source or None, list(d.languages), d.title or None, d.publisher or None,
            d.creator or None, d.date or None, len(d.mentions), [*map(local, d.versions)],
        )  # fmt: skip


README: Final = f"""\
entities    one row a thing; `label` is the one to show, `names` its other names
facts       one row a fact; `object` is an entity's id, `value` the date, number or text of a fact that has none;
            modality, validity and confidence are those of its surest claim
evidence    one row a quote of a claim; `fact` is a fact's id; `start` and `end` count code points of the document
documents   one row a document

Ids are those of the graph without {ID}. Lists are JSON arrays in CSV, lists in Parquet.
"""
