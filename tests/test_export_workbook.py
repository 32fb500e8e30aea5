"""The workbook for people: sheets to filter, no formula, no cell that holds more than it can."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import StopRun
from pipeline.export import Filters, export
from pipeline.export.selection import select
from pipeline.export.workbook import LONGEST, in_cell
from tests.export_graphs import strange
from tests.exported import content_of, folder

__all__ = ["folder", "strange"]  # fixtures


def workbook(folder: Path, out: Path) -> openpyxl.Workbook:
    export(folder, "xlsx", out)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
    return openpyxl.load_workbook(out)


def test_a_workbook_has_a_sheet_each_ready_to_filter(folder: Path, tmp_path: Path) -> None:
    book, content = workbook(folder, tmp_path / "out.xlsx"), content_of(folder)
    assert book.sheetnames == ["Entities", "Facts", "Documents"]
    quotes = sum(len(claim.evidence) for claim in content.claims.values())
    for sheet, count in zip(book, (len(content.entities), quotes, len(content.documents)), strict=True):
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == count + 1
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{count + 1}"
        assert all(cell.font.bold for cell in sheet[1])
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(8 <= width <= 90 for width in widths)


def test_a_workbook_holds_the_facts_with_their_quotes(strange: Path, tmp_path: Path) -> None:
    facts = list(workbook(strange, tmp_path / "out.xlsx")["Facts"].iter_rows(min_row=2, values_only=True))
    assert ("Estria", "foundingMemberOf", "CRS", None, None, "Asserted", 0.95,
            "@quote 14: “foundingMemberOf” — 引文\nцитата", 'a, "b".txt', "2024-07-05", "14–19") in facts  # fmt: skip
    assert ("=SUM(A1:A9)", "ordinal", 10) in {row[:3] for row in facts}
    content = content_of(strange)
    selection = select(content, Filters())
    assert Counter(row[:2] for row in facts) == Counter(
        (in_cell(selection.label(c.subject)), c.predicate) for c in content.claims.values() for _ in c.evidence
    )


def test_no_text_of_a_workbook_runs_as_a_formula(strange: Path, tmp_path: Path) -> None:
    book = workbook(strange, tmp_path / "out.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    dangerous = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in dangerous} >= {"=SUM(A1:A9)", "-Delta", '=HYPERLINK("x")'}
    assert all(cell.quotePrefix for cell in dangerous)
    assert not any(cell.quotePrefix for cell in cells if cell.value[0].isalpha())


def test_a_cell_holds_what_it_can(strange: Path, tmp_path: Path) -> None:
    book = workbook(strange, tmp_path / "out.xlsx")
    values = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert "Ada \ufffd\ufffd\ufffd Lind" in values
    assert "長" * (LONGEST - 1) + "…" in values
    assert len(in_cell("😀" * 20_000).encode("utf-16-le")) // 2 <= LONGEST
    assert in_cell("_x0041_ _x_") == "_x005F_x0041_ _x_"  # or a spreadsheet program reads A


def test_a_workbook_knows_no_time(world: Path, tmp_path: Path) -> None:
    book = workbook(world, tmp_path / "out.xlsx")
    assert book.properties.created == book.properties.modified
    assert book.properties.created.year == 1980
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_too_many_rows_for_a_sheet_is_an_error_of_one_line(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.export.workbook.MOST_ROWS", 10)
    with pytest.raises(StopRun, match="Entities has more than 10 rows; filter, or export csv or parquet"):
        export(world, "xlsx", tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []
