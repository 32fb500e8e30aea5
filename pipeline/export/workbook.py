"""A workbook for people: things, facts with their quotes, documents; a sheet each, to filter and to read.

No text runs as a formula: cells are text, and what begins with a sign that a program might act on is marked as typed
text (Excel's leading apostrophe). What XML cannot hold becomes U+FFFD; what a cell cannot is cut, with an ellipsis.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final, TypeAlias

from pipeline.errors import StopRun
from pipeline.export.content import local
from pipeline.export.text import on_lines

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from pipeline.export.selection import Selection

Cell: TypeAlias = str | int | float | None
Sheet: TypeAlias = "tuple[dict[str, int], Iterable[tuple[Cell, ...]]]"

LONGEST: Final = 32767  # of a cell, in UTF-16 units
MOST_ROWS: Final = 1048576  # of a sheet
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\n")
NO_TIME: Final = dt.datetime(1980, 1, 1)  # noqa: DTZ001  # the first that a zip file can tell; it has no zone
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(selection: Selection, path: Path) -> None:
    """Write the workbook; StopRun if a sheet would have more rows than one can hold."""
    from openpyxl.workbook import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "Summitry"
    book.properties.created = book.properties.modified = NO_TIME
    with _closed_at_last(book), TemporaryFile() as loose:
        for title, (columns, rows) in _sheets(selection).items():
            _fill(book.create_sheet(title), columns, rows)
        book.save(loose)
        _without_times(book, loose, path)


@contextmanager
def _closed_at_last(book: Workbook) -> Iterator[None]:
    """Close the sheets of a workbook that can't be written: each holds a file, and says so when the program ends."""
    try:
        yield
    except OSError:
        for sheet in book.worksheets:
            with suppress(OSError):
                if not sheet.closed:
                    sheet.close()
        raise


def _sheets(selection: Selection) -> dict[str, Sheet]:
    """By title the columns, with their widths in characters, and the rows."""
    return {
        "Entities": ({"Name": 42, "Class": 14, "Other names": 60, "Facts": 8, "Documents": 11, "Wikidata": 40,
                      "Id": 36}, _entities(selection)),
        "Facts": ({"Subject": 36, "Property": 18, "Object": 36, "From": 12, "To": 12, "Modality": 11, "Confidence": 11,
                   "Quote": 90, "Document": 32, "Date": 12, "Place": 12}, _facts(selection)),
        "Documents": ({"Source": 36, "Title": 50, "Date": 12, "Languages": 16, "Publisher": 24, "Creator": 24,
                       "Things": 8, "Id": 20}, _documents(selection)),
    }  # fmt: skip


def _entities(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    content = selection.content
    facts: dict[str, int] = {}
    for fact in content.facts():
        for end in {fact.subject, fact.value.text if fact.value.is_entity else fact.subject}:
            facts[end] = facts.get(end, 0) + 1
    for key, entity in content.entities.items():
        label = selection.label(key)
        others = "; ".join(dict.fromkeys(name.text for name in entity.names if name.text != label))
        yield (label, entity.classes[0] if entity.classes else None, others, facts.get(key, 0), len(entity.documents),
               entity.same_as, local(key))  # fmt: skip


def _facts(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    """A row for each quote of a fact, with what the claim that it backs says."""
    content = selection.content
    for fact in content.facts():
        object_: Cell = selection.label(fact.value.text) if fact.value.is_entity else fact.value.text
        if fact.value.datatype == "integer" and re.fullmatch(r"-?[0-9]{1,15}", fact.value.text):
            object_ = int(fact.value.text)
        what = (selection.label(fact.subject), fact.predicate, object_)
        for claim in fact.claims:
            said = (claim.valid_from, claim.valid_to, claim.modality, claim.confidence)
            for quote in content.quotes(claim):
                document = content.documents.get(quote.document)
                known = (document.source, document.date) if document else (None, None)
                yield (*what, *said, quote.quote, *known, f"{quote.start}–{quote.end}" if quote.start >= 0 else None)
            if not claim.evidence:
                yield (*what, *said, None, None, None, None)


def _documents(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    for key, d in selection.content.documents.items():
        yield (d.source, d.title, d.date, ", ".join(d.languages), d.publisher, d.creator, len(d.mentions), local(key))


def _fill(sheet: WriteOnlyWorksheet, columns: dict[str, int], rows: Iterable[tuple[Cell, ...]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(columns.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    head = [_cell(sheet, name) for name in columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    last = 1
    for last, row in enumerate(rows, 2):
        if last > MOST_ROWS:
            sheet.close()
            raise StopRun(f"xlsx: {sheet.title} has more than {MOST_ROWS:,} rows; filter, or export csv or parquet")
        sheet.append([_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, None)
    if isinstance(value, str) and value:
        text = in_cell(value)
        cell.value = text
        cell.data_type = "s"  # or a text that begins with = would be taken for a formula
        cell.quotePrefix = text.startswith(DANGEROUS)
    elif not isinstance(value, str):
        cell.value = value
    return cell


def in_cell(text: str) -> str:
    """The text as a cell can hold it; Excel reads `_x0041_` as a letter, so such a stretch is marked as none."""
    escaped = _ESCAPE.sub("_x005F_", on_lines(text))
    if len(escaped.encode("utf-16-le")) <= 2 * LONGEST:
        return escaped
    return escaped.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def _without_times(book: Workbook, loose: IO[bytes], path: Path) -> None:
    """Pack the workbook anew: openpyxl notes when it was saved, in it and on each file in it."""
    from openpyxl.xml.constants import ARC_CORE
    from openpyxl.xml.functions import tostring

    book.properties.modified = NO_TIME
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, NO_TIME.timetuple()[:6])
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            with new.open(info, "w", force_zip64=True) as target:
                if name == ARC_CORE:
                    target.write(tostring(book.properties.to_tree()))
                    continue
                with old.open(name) as source:
                    while chunk := source.read(1 << 20):
                        target.write(chunk)
