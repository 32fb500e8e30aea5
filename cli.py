"""The command line: parses what was typed, calls the pipeline, prints what comes back."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:  # all else is imported where it is used: `summitry --help` answers at once
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console
    from rich.progress import TaskID
    from rich.table import Table

    from pipeline.compared import Fact
    from pipeline.coverage import Coverage
    from pipeline.evaluate import DocumentScore, Figures
    from pipeline.evaluate.stages import StageRow
    from pipeline.run import Report
    from pipeline.show import Card, Quote
    from pipeline.sparql import Answer
    from pipeline.why import Why

PARTLY = 2  # the exit code where something failed and the rest was done, as for a command that can't be understood
GRAPH = Path("data/graph")
UNSEEN_WIDTH = 200  # columns, where output goes to a file
WORST = 5  # documents that `evaluate` names
EXCERPT = 80  # characters of a passage that `coverage` prints

app = typer.Typer(
    help="Diplomatic documents in Chinese, Russian and English in; a knowledge graph with a quote for every fact out.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Form = Literal["table", "csv", "json", "turtle"]
GraphOption = Annotated[Path, typer.Option("--graph", help="The folder that a build wrote.")]


@app.command()
def build(
    inputs: Annotated[list[Path], typer.Argument(help="Files, and folders with .txt, .html or .md files.")],
    out: Annotated[Path, typer.Option(help="The folder to write; what it held is replaced when all is done.")] = GRAPH,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; by default what pays here.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Leave out claims less sure than this: above 0, at most 1.")
    ] = None,
) -> None:
    """Build the graph of some documents."""
    from pipeline.run import build as run_build

    with _progress() as progress:
        report = run_build(inputs, out, progress=progress, workers=workers, min_confidence=min_confidence)
    _print_report(report)
    for skipped in report.skipped:
        typer.echo(f"skipped {skipped}", err=True)
    if report.skipped:
        raise typer.Exit(PARTLY)


@app.command()
def query(
    what: Annotated[str | None, typer.Argument(metavar="SPARQL|NAME", help="A query, or a named one.")] = None,
    values: Annotated[list[str] | None, typer.Argument(metavar="KEY=VALUE", help="A named query's parameters.")] = None,
    file: Annotated[Path | None, typer.Option(help="Read the query from a file.")] = None,
    graph: GraphOption = GRAPH,
    form: Annotated[Form, typer.Option("--format", help="How to print the answer.")] = "table",
    list_all: Annotated[bool, typer.Option("--list", help="Name the named queries and their parameters.")] = False,
) -> None:
    """Ask the graph in SPARQL, or by the name of a ready-made query.

    The prefixes smt, id, rdf, rdfs, skos, dcterms, xsd, owl, prov, org, schema, geo and wd are declared already.
    """
    from pipeline.queries import ask_named
    from pipeline.store import open_store

    if list_all:
        _print_queries()
        return
    if (what is None) == (file is None):
        raise typer.BadParameter("give a query, the name of one, or --file; --list names them")
    if file is not None:
        answer = open_store(graph).ask(_read(file))
    elif what is not None and what.replace("-", "").isalnum():
        answer = ask_named(open_store(graph), what, _pairs(values or []))
    else:
        answer = open_store(graph).ask(what or "")
    _print_answer(answer, form)


@app.command()
def show(name: Annotated[str, typer.Argument(help="A name or id.")], graph: GraphOption = GRAPH) -> None:
    """Show one entity: its names and facts, each with its quote and document."""
    from pipeline.errors import StopRun
    from pipeline.show import card
    from pipeline.store import open_store

    store = open_store(graph)
    match store.find(name):
        case [entity]:
            _print_card(card(store, entity))
        case []:
            near = [f"  {store.label(node)}" for node in store.suggest(name)[:10]]
            raise StopRun("\n".join([f"nothing is called {name}" + ("; near it:" if near else ""), *near]))
        case several:
            typer.echo(f"{name} names {len(several)} things; ask for one by its id:")
            for entity in several:
                found = card(store, entity)
                typer.echo(f"  {found.id}  {', '.join(found.classes)}  {found.label}")


@app.command()
def why(
    first: Annotated[str, typer.Argument(metavar="NAME", help="A name.")],
    second: Annotated[str, typer.Argument(metavar="NAME", help="Another.")],
    graph: Annotated[
        Path | None, typer.Option(help="Compare what goes by the names in the graph of this folder.")
    ] = None,
    language: Annotated[
        str, typer.Option(help="Of both names, where it can't be seen: zh-hans, zh-hant, ru, en.")
    ] = "",
    cls: Annotated[str, typer.Option("--class", help="Of both names, where it can't be seen: Person, Event …")] = "",
) -> None:
    """Say whether two names are one thing, and every reason for it and against it."""
    from pipeline.errors import StopRun
    from pipeline.why import why as ask_why, why_in_graph

    if graph is None:
        found: Sequence[Why] = [ask_why(first, second, language=language, cls=cls)]
    elif language or cls:
        raise StopRun("a graph says what its names are: --language and --class are for names alone")
    else:
        found = why_in_graph(first, second, graph)
    for answer in found:
        _print_why(answer)


@app.command()
def conflicts(
    name: Annotated[str, typer.Argument(help="Only those about what goes by this name.")] = "",
    graph: GraphOption = GRAPH,
) -> None:
    """List the facts that can't both hold, with the quotes of either side."""
    from pipeline.compared import conflicts_in
    from pipeline.store import open_store

    found = conflicts_in(open_store(graph), name)
    for conflict in found:
        typer.echo(f"{conflict.kind}  {conflict.id}")
        _print_facts(conflict.facts)
    typer.echo(f"{len(found)} conflicts", err=True)


@app.command()
def versions(
    document: Annotated[str, typer.Argument(metavar="DOC", help="A document of the graph (source or id), or a file.")],
    other: Annotated[str, typer.Argument(metavar="[DOC2]", help="Compare it with this one, whatever it is.")] = "",
    graph: GraphOption = GRAPH,
) -> None:
    """List what the language versions of a document state differently."""
    from pipeline.compared import compare, versions_in
    from pipeline.store import open_store

    if other or Path(document).is_file():
        found = compare(document, other, graph)
    else:
        found = versions_in(open_store(graph), document)
    if not found.versions:
        typer.echo(f"{found.source}: no other language version is known; name one", err=True)
    for difference in found.differences:
        values = ", ".join(f"{value} ({language})" for language, value in difference.values)
        typer.echo(f"{difference.kind}{f': {values}' if values else ''}  {difference.id}")
        for saying in difference.sayings:
            typer.echo(f"    “{saying.text}”\n      {saying.source}, {saying.start}")
        for fact in difference.facts:
            typer.echo(f"    {fact.subject}  {fact.property}  {fact.value}")
    typer.echo(f"{len(found.differences)} differences", err=True)


@app.command()
def coverage(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOC]...", help="Documents of the graph, by source or id.")
    ] = None,
    graph: GraphOption = GRAPH,
) -> None:
    """Say of each document how much was read and what came of it; of those named, also which passages gave no fact."""
    from pipeline.coverage import coverage as read_coverage

    found = read_coverage(graph, documents or ())
    _print_coverage(found)
    for document in found if documents else ():
        typer.echo(f"\n{document.source}: {len(document.without_fact)} passages that no fact comes from")
        for passage in document.without_fact:
            where, text = f"{passage.start}-{passage.end}", _shortened(passage.text)
            about = f"{passage.outcome:9}  {passage.kind:9}  {passage.language:7}"
            typer.echo(f"{where:>13}  {about}  {text}")


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Gold files, and folders of them.")],
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what was wrong.")] = False,
    stages: Annotated[
        bool, typer.Option("--stages", help="Measure each stage rather than entities and facts.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="End with the totals as one line of JSON.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; by default what pays here.")] = None,
) -> None:
    """Build each gold document alone, and print precision, recall and F1."""
    from pipeline.evaluate import evaluate as run_evaluate

    if stages:
        _evaluate_stages(gold, errors=errors, as_json=as_json, workers=workers)
        return

    with _progress() as progress:
        scores = run_evaluate(gold, progress=progress, workers=workers)
    if errors:
        for item in scores:
            for error in item.score.errors:
                typer.echo(f"{item.gold}: {error}")
    _print_scores(scores, as_json=as_json)


@app.command()
def validate(folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder to check.")] = GRAPH) -> None:
    """Check a graph: its shapes, and that every quote stands where it says."""
    from pipeline.shapes import validate as run_validate

    faults = run_validate(folder)
    for fault in faults:
        typer.echo(fault)
    typer.echo(f"{folder}: {len(faults)} faults" if faults else f"{folder}: conforms", err=bool(faults))
    if faults:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; what a user can mend is one message, anything else a traceback."""
    from pipeline.errors import SummitryError

    try:
        app()
    except SummitryError as error:
        typer.echo(f"summitry: {error}", err=True)
        raise SystemExit(PARTLY) from None


def _pairs(values: list[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for key, sign, _ in pairs:
        if not sign:
            raise typer.BadParameter(f"{key}: a parameter is given as KEY=VALUE")
    return {key: value for key, _, value in pairs}


def _read(file: Path) -> str:
    from pipeline.errors import StopRun

    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise StopRun(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StopRun(f"{file}: is not UTF-8 text") from error


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each stage on stderr, for as long as the block runs."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = _console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report


def _console(*, stderr: bool = False) -> Console:
    """Plain text in, as it is: no markup in names and quotes; wide where nobody looks at a screen."""
    from rich.console import Console

    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    return (
        console
        if console.is_terminal
        else Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=UNSEEN_WIDTH)
    )


def _table(*columns: str) -> Table:
    from rich.box import SIMPLE
    from rich.table import Table

    return Table(*columns, box=SIMPLE, show_header=any(columns), pad_edge=False)


def _print_report(report: Report) -> None:
    table = _table("", "", "")
    table.add_row("documents", "", str(report.documents))
    for kind, counts in (("entities", report.entities), ("facts", report.facts)):
        table.add_row(kind, "all", str(sum(counts.values())))
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            table.add_row("", name, str(count))
    table.add_row("seconds", "", f"{report.seconds:.1f}")
    _console().print(table)


def _print_queries() -> None:
    from pipeline.queries import named_queries

    for query in named_queries().values():
        typer.echo(f"{query.name} — {query.title}\n    {query.description}")
        for parameter in query.parameters:
            form = f"{parameter.name}={'…' if not parameter.optional else '… (may be left out)'}"
            typer.echo(f"    {form}  {parameter.kind}: {parameter.description}; e.g. {parameter.example}")


def _print_answer(answer: Answer, form: Form) -> None:
    from pipeline.sparql import serialise
    from pipeline.store import shorten

    if form != "table":
        typer.echo(serialise(answer, form), nl=False)
    elif answer.truth is not None:
        typer.echo(str(answer.truth).lower())
    else:
        table = _table(*answer.columns)
        for row in answer.rows:
            table.add_row(*("" if value is None else shorten(value) for value in row))
        _console().print(table)
        typer.echo(f"{len(answer.rows)} rows", err=True)


def _print_coverage(found: Sequence[Coverage]) -> None:
    """A line a document, plain: figures first, so that names of any script and width disturb no column."""
    heads = ("passages", "NotRead", "NoMention", "NoFact", "Facts", "characters", "read", "document")
    typer.echo("  ".join(heads))
    for document in found:
        counts = (len(document.passages), *(document.outcomes[outcome] for outcome in heads[1:5]))
        share = f"{document.read / document.characters:.0%}" if document.characters else "-"
        cells = (*map(str, counts), str(document.characters), share)
        figures = "  ".join(f"{cell:>{len(head)}}" for cell, head in zip(cells, heads, strict=False))
        typer.echo(f"{figures}  {document.source}")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1]}…"


def _print_facts(facts: Sequence[Fact]) -> None:
    for fact in facts:
        typer.echo(f"  {fact.subject}  {fact.property}  {fact.value}")
        _print_quotes(fact.quotes)


def _print_quotes(quotes: Sequence[Quote]) -> None:
    for quote in quotes:
        period = f" {quote.since}–{quote.until}" if quote.since or quote.until else ""
        how = "" if quote.modality == "Asserted" else f" ({quote.modality.lower()})"
        typer.echo(f"    “{quote.text}”\n      {quote.source}, {quote.start}; {quote.confidence}{how}{period}")


def _print_card(card: Card) -> None:
    typer.echo(f"{card.label}\n{card.id}  {', '.join(card.classes)}\n")
    for language, name in card.names:
        typer.echo(f"  {language:8} {name}" + ("  (background)" if (language, name) in card.unsaid else ""))
    for what, value in card.known:
        typer.echo(f"  {what:8} {value}  (background)")
    typer.echo(f"\nmentioned in {', '.join(card.documents)}")
    for statement in card.statements:
        arrow = f"← {statement.property} of" if statement.inverse else statement.property
        typer.echo(f"\n{arrow}  {statement.value}")
        _print_quotes(statement.quotes)


def _print_why(answer: Why) -> None:
    typer.echo("one thing" if answer.one else "two things")
    width = max(len(named.cls) for named in answer.named)
    for named in answer.named:
        typer.echo(f"  {named.cls:{width}}  {named.name}" + (f"  ({named.id})" if named.id else ""))
    if not answer.opinions and not answer.one:
        typer.echo("  nothing says that they are one")
    for opinion in answer.opinions:
        typer.echo(f"  {opinion.score:+6.1f}  {opinion.name}: {opinion.reason}")
    if answer.translated:
        typer.echo("  where one translates the other:")
    for opinion in answer.translated:
        typer.echo(f"  {opinion.score:+6.1f}  {opinion.name}: {opinion.reason}")


def _print_scores(scores: Sequence[DocumentScore], *, as_json: bool) -> None:
    """The scorer's lines; then languages, and the documents whose facts fared worst."""
    from pipeline.evaluate import by_language, calibration, qualifiers, rows, totals, worst

    for kind in ("entity", "fact"):
        for name, found in [*rows(scores, kind), ("ALL", totals(scores, kind))]:
            typer.echo(f"{kind:6} {name:18} {_figures(found)}   tp {found.tp} fp {found.fp} fn {found.fn}")
        typer.echo()
    *accuracies, (_, across) = qualifiers(scores)
    for name, found in accuracies:
        typer.echo(f"of the facts found  {name:9} right {found.recall:.3f}   {found.tp} of {found.tp + found.fn}")
    typer.echo(f"of the facts found  confidence differs from precision by {calibration(scores):.3f} on average")
    typer.echo(f"over sentences            {_figures(across)}\n")
    for language, entities, facts in by_language(scores):
        typer.echo(f"{language:6} entities {_figures(entities)}   facts {_figures(facts)}")
    typer.echo("\nworst in facts")
    for item, facts in worst(scores, WORST):
        typer.echo(f"       {_figures(facts)}   {item.gold}")
    if as_json:
        kinds = ("entity", "fact", "modality", "validity", "limited", "across")
        typer.echo(json.dumps({kind: totals(scores, kind).as_json() for kind in kinds}))


def _figures(found: Figures) -> str:
    from pipeline.evaluate.tally import shown

    precision = shown(found.precision if found.tp + found.fp else None)
    recall = shown(found.recall if found.tp + found.fn else None)
    return f"P {precision:5}  R {recall:5}  F {found.f1:.3f}"


def _evaluate_stages(gold: list[Path], *, errors: bool, as_json: bool, workers: int | None) -> None:
    """A table for each folder of gold, one of all if there are several; then, if asked for, all as one line of JSON."""
    from pipeline.evaluate.stages import evaluate_stages, sets_of, stage_rows, stages_json

    with _progress() as progress:
        scores = evaluate_stages(gold, progress=progress, workers=workers)
    if errors:
        for item in scores:
            for outcome in item.outcomes:
                if outcome.error:
                    typer.echo(f"{item.gold}: {outcome.stage}: {outcome.error}")
    tables = [(name, stage_rows(own)) for name, own in sets_of(scores)]
    for name, rows in tables:
        _print_stages(name, rows)
    if as_json:
        typer.echo(json.dumps({name: stages_json(rows) for name, rows in tables}))


def _print_stages(name: str, rows: Sequence[StageRow]) -> None:
    from pipeline.evaluate.stages import COLUMNS, cells

    table = _table(*COLUMNS)
    for row in rows:
        table.add_row(*cells(row))
    typer.echo(name)
    _console().print(table)


if __name__ == "__main__":
    main()
