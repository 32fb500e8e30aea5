"""The command line: parses what was typed, calls the pipeline, prints what comes back."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:  # all else is imported where it is used: `summitry --help` answers at once
    from collections.abc import Callable, Iterator, Sequence

    from rich.progress import TaskID

    from pipeline.why import Why

PARTLY = 2  # the exit code where something failed and the rest was done, as for a command that can't be understood
GRAPH = Path("data/graph")

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
    from pipeline.console import print_report
    from pipeline.run import build as run_build

    with _progress() as progress:
        report = run_build(inputs, out, progress=progress, workers=workers, min_confidence=min_confidence)
    print_report(report)
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
    from pipeline.console import print_answer, print_queries
    from pipeline.queries import ask_named
    from pipeline.store import open_store

    if list_all:
        print_queries()
        return
    if (what is None) == (file is None):
        raise typer.BadParameter("give a query, the name of one, or --file; --list names them")
    if file is not None:
        answer = open_store(graph).ask(_read(file))
    elif what is not None and what.replace("-", "").isalnum():
        answer = ask_named(open_store(graph), what, _pairs(values or []))
    else:
        answer = open_store(graph).ask(what or "")
    print_answer(answer, form)


@app.command()
def show(name: Annotated[str, typer.Argument(help="A name or id.")], graph: GraphOption = GRAPH) -> None:
    """Show one entity: its names and facts, each with its quote and document."""
    from pipeline.console import print_card
    from pipeline.errors import StopRun
    from pipeline.show import card
    from pipeline.store import open_store

    store = open_store(graph)
    match store.find(name):
        case [entity]:
            print_card(card(store, entity))
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
    from pipeline.console import print_why
    from pipeline.errors import StopRun
    from pipeline.why import why as ask_why, why_in_graph

    if graph is None:
        found: Sequence[Why] = [ask_why(first, second, language=language, cls=cls)]
    elif language or cls:
        raise StopRun("a graph says what its names are: --language and --class are for names alone")
    else:
        found = why_in_graph(first, second, graph)
    for answer in found:
        print_why(answer)


@app.command()
def conflicts(
    name: Annotated[str, typer.Argument(help="Only those about what goes by this name.")] = "",
    graph: GraphOption = GRAPH,
) -> None:
    """List the facts that can't both hold, with the quotes of either side."""
    from pipeline.compared import conflicts_in
    from pipeline.console import print_facts
    from pipeline.store import open_store

    found = conflicts_in(open_store(graph), name)
    for conflict in found:
        typer.echo(f"{conflict.kind}  {conflict.id}")
        print_facts(conflict.facts)
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
    from pipeline.console import print_coverage, shortened
    from pipeline.coverage import coverage as read_coverage

    found = read_coverage(graph, documents or ())
    print_coverage(found)
    for document in found if documents else ():
        typer.echo(f"\n{document.source}: {len(document.without_fact)} passages that no fact comes from")
        for passage in document.without_fact:
            where, text = f"{passage.start}-{passage.end}", shortened(passage.text)
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
    from pipeline.console import print_scores
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
    print_scores(scores, as_json=as_json)


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

    from pipeline.console import terminal

    columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = terminal(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report


def _evaluate_stages(gold: list[Path], *, errors: bool, as_json: bool, workers: int | None) -> None:
    """A table for each folder of gold, one of all if there are several; then, if asked for, all as one line of JSON."""
    from pipeline.console import print_stages
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
        print_stages(name, rows)
    if as_json:
        typer.echo(json.dumps({name: stages_json(rows) for name, rows in tables}))


if __name__ == "__main__":
    main()
