"""`summitry correct`: what is wrong in a graph, put right for good; the next build follows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.options import GRAPH, GraphOption, existing

if TYPE_CHECKING:
    from pipeline.correct import Desk, Said
    from pipeline.corrections import Filed

app = typer.Typer(
    no_args_is_help=True,
    help="Put right what is wrong in a graph, for good: all builds from the next one on follow it.",
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A thing by one of its names, or its id.")]
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help="What the fact is about: a name or id.")]
Property = Annotated[str, typer.Argument(metavar="PROPERTY", help="memberOf, heldIn, startDate …")]
Reason = Annotated[str, typer.Option(help="Why; kept with the correction.")]
Author = Annotated[str, typer.Option(help="Who says so; by default SUMMITRY_AUTHOR, or git's user.")]
Day = Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="When it is said; by default today.")]
Folder = Annotated[
    Path | None, typer.Option("--corrections", help="The folder of corrections, if not that in the graph's.")
]
File = Annotated[str, typer.Option(help="The file in that folder to write to.")]
Quote = Annotated[str, typer.Option(help="Words of the source that state it.")]
FILE = "corrections.toml"


@app.command()
def reject(
    subject: Subject,
    property_: Property,
    reason: Reason,
    value: Annotated[str, typer.Argument(metavar="OBJECT", help="The other end; all of them if left out.")] = "",
    document: Annotated[str, typer.Option(help="Only what this document states.")] = "",
    quote: Annotated[str, typer.Option(help="Only what is stated where these words stand.")] = "",
    author: Author = "",
    day: Day = "",
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
    file: File = FILE,
) -> None:
    """Reject a fact: it leaves the graph, and stays in the record."""
    said = _said(author, day, reason)
    _print(_desk(graph, corrections, file).reject(said, subject, property_, value, document=document, quote=quote))


@app.command()
def add(
    subject: Subject,
    property_: Property,
    value: Annotated[str, typer.Argument(metavar="OBJECT", help="The other end: a name, id, date, number or text.")],
    source: Annotated[str, typer.Option(help="A document of the graph, or anything else, by name.")],
    reason: Reason,
    quote: Quote = "",
    modality: Annotated[str, typer.Option(help="Asserted, Planned or Proposed.")] = "Asserted",
    since: Annotated[str, typer.Option(help="When it began to hold.")] = "",
    until: Annotated[str, typer.Option(help="When it ceased to hold.")] = "",
    author: Author = "",
    day: Day = "",
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
    file: File = FILE,
) -> None:
    """Add a fact, with its source."""
    desk, said = _desk(graph, corrections, file), _said(author, day, reason)
    about = {"quote": quote, "modality": modality, "since": since, "until": until}
    _print(desk.add(said, subject, property_, value, source, **about))


@app.command()
def retype(
    name: Name,
    to: Annotated[str, typer.Argument(metavar="CLASS", help="Organization, Treaty, Initiative …")],
    reason: Reason,
    author: Author = "",
    day: Day = "",
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
    file: File = FILE,
) -> None:
    """Say that a thing is of another class."""
    _print(_desk(graph, corrections, file).retype(_said(author, day, reason), name, to))


@app.command()
def rename(
    name: Name,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="The name to show it by.")],
    reason: Reason,
    language: Annotated[str, typer.Option(help="zh-hans, zh-hant, ru or en, where it can't be seen.")] = "",
    author: Author = "",
    day: Day = "",
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
    file: File = FILE,
) -> None:
    """Say by which name a thing is to be shown in a language."""
    _print(_desk(graph, corrections, file).rename(_said(author, day, reason), name, label, language))


@app.command()
def merge(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="The things, by name or id.")],
    reason: Reason,
    author: Author = "",
    day: Day = "",
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
    file: File = FILE,
) -> None:
    """Say that several things are one, shown by the labels of the first."""
    _print(_desk(graph, corrections, file).merge(_said(author, day, reason), names))


@app.command()
def split(
    name: Name,
    reason: Reason,
    names: Annotated[list[str] | None, typer.Option("--name", help="What goes by this name is the other.")] = None,
    documents: Annotated[list[str] | None, typer.Option("--document", help="In this document it is the other.")] = None,
    quotes: Annotated[
        list[str] | None, typer.Option("--quote", help="Where these words stand it is the other.")
    ] = None,
    author: Author = "",
    day: Day = "",
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
    file: File = FILE,
) -> None:
    """Say that what is taken for one thing is two, and what belongs to the other."""
    desk, said = _desk(graph, corrections, file), _said(author, day, reason)
    _print(desk.split(said, name, names or (), documents or (), quotes or ()))


@app.command("date")
def fix_date(
    subject: Subject,
    property_: Property,
    value: Annotated[str, typer.Argument(metavar="DATE", help="2024-07-03, 2024-07 or 2024.")],
    reason: Reason,
    was: Annotated[str, typer.Option(help="The wrong date, where several are stated.")] = "",
    source: Annotated[str, typer.Option(help="Who has it right, where it is not what is quoted already.")] = "",
    quote: Quote = "",
    author: Author = "",
    day: Day = "",
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
    file: File = FILE,
) -> None:
    """Put a date right."""
    desk, said = _desk(graph, corrections, file), _said(author, day, reason)
    _print(desk.fix_date(said, subject, property_, value, was=was, source=source, quote=quote))


@app.command("list")
def list_all(
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List the corrections, and what came of each in the last build."""
    from pipeline.console import say
    from pipeline.counted import counted

    rows = _rows(graph, corrections)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        say(f"{row['id'][:8]}  {row['status']:9}  {row['says']}")
        note = f" ({row['note']})" if row["note"] else ""
        say(f"          {row['date']}, {row['author']}: {' '.join(row['reason'].split())}{note}")
    say(counted(len(rows), "correction"), err=True)


def _rows(graph: Path, corrections: Path | None) -> list[dict[str, Any]]:
    """Each correction with its id, what it says in a line, where it stands, and what came of it."""
    from pipeline.correct import status_of
    from pipeline.corrections import FOLDER, read_corrections
    from pipeline.corrections.words import correction_id, fields_of, in_words
    from pipeline.store import open_store

    store = open_store(graph) if (existing(graph) / "graph.ttl").is_file() else None
    rows = []
    for filed in read_corrections(corrections or graph / FOLDER, wanted=corrections is not None):
        status, note = ("", "") if store is None else status_of(store, filed.correction)
        id_, c = correction_id(filed.correction), filed.correction
        about = {"file": filed.file, "entry": filed.entry, "status": status or "New", "note": note}
        rows.append({"id": id_, "says": in_words(c), **fields_of(c), **about})
    return rows


@app.command()
def undo(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Its id, or how that begins; `correct list` shows it.")],
    graph: GraphOption = GRAPH,
    corrections: Folder = None,
) -> None:
    """Take a correction back."""
    from pipeline.console import say
    from pipeline.corrections import FOLDER, read_corrections
    from pipeline.corrections.files import remove, with_id
    from pipeline.corrections.words import in_words

    folder = corrections or graph / FOLDER
    filed = with_id(read_corrections(folder, wanted=corrections is not None), id_)
    remove(folder, filed)
    say(f"taken out of {folder / filed.file}: {in_words(filed.correction)}; it holds no more at the next build")


def _desk(graph: Path, corrections: Path | None, file: str) -> Desk:
    from pipeline.correct import Desk

    return Desk(graph, corrections, file)


def _said(author: str, day: str, reason: str) -> Said:
    """Who, when and why; the one place where a clock is read: the date is the person's, and data from then on."""
    from datetime import date

    from pipeline.correct import Said, author_of
    from pipeline.errors import StopRun

    if not reason.strip():
        raise StopRun("a correction has a reason: --reason says it")
    try:
        said = date.fromisoformat(day) if day else datetime.now(UTC).astimezone().date()
    except ValueError as error:
        raise StopRun(f"--date {day}: no such day; write 2024-07-03") from error
    return Said(author_of(author), said, reason.strip())


def _print(filed: Filed) -> None:
    from pipeline.console import say
    from pipeline.corrections.words import correction_id, in_words

    id_ = correction_id(filed.correction)[:8]
    say(f"{id_}  {in_words(filed.correction)}  ({filed.place}); it holds from the next build on")
