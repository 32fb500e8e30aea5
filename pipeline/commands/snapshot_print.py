"""How `summitry snapshot` prints: records and changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.snapshots import Changes, Record

WIDTH = 60  # columns of a cell


def print_records(found: Sequence[tuple[Record, bool]], *, as_json: bool) -> None:
    """A line a snapshot: figures first, so that names of any script disturb no column."""
    if as_json:
        typer.echo(json.dumps([asdict(r) | {"now": now} for r, now in found], ensure_ascii=False, indent=1))
        return
    from pipeline.console import say

    heads = ("content", "documents", "entities", "facts")
    typer.echo("  ".join((f"{heads[0]:12}", *heads[1:], "name")))
    for record, now in found:
        figures = zip(heads[1:], (record.documents, record.entities, record.facts), strict=True)
        cells = (record.content[:12], *(f"{figure:>{len(head)}}" for head, figure in figures))
        said = [f"  {word}" for word in (record.date, record.note) if word]
        say(f"{'  '.join(cells)}  {record.name}{''.join(said)}{'  (now)' if now else ''}")


def size_of(record: Record) -> str:
    """`3 documents, 8 entities, 1 fact`."""
    from pipeline.counted import counted

    entities = counted(record.entities, "entity", "entities")
    return f"{counted(record.documents, 'document')}, {entities}, {counted(record.facts, 'fact')}"


def print_changes(changes: Changes, form: str) -> None:
    from pipeline.console import say
    from pipeline.snapshots.update import update_of
    from pipeline.snapshots.words import as_json, words

    match form:
        case "json":
            typer.echo(as_json(changes), nl=False)
        case "update":
            typer.echo(update_of(changes), nl=False)
        case "table":
            _print_table(changes)
        case _:
            say("\n".join(words(changes)))


def _print_table(changes: Changes) -> None:
    from rich.box import SIMPLE
    from rich.table import Table

    from pipeline.console import terminal
    from pipeline.counted import counted
    from pipeline.snapshots.words import COLUMNS, rows
    from pipeline.visible import visible

    table = Table(box=SIMPLE, pad_edge=False)
    for column in COLUMNS:
        table.add_column(column, overflow="fold", max_width=WIDTH)
    count = 0
    for row in rows(changes):
        table.add_row(*(visible(" ".join(cell.split())) for cell in row))
        count += 1
    terminal().print(table)
    typer.echo(counted(count, "change"), err=True)
