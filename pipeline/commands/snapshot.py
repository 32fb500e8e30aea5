"""`summitry snapshot …`: states of a graph kept under names, compared, and put back."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pipeline.commands.options import GRAPH, PARTLY, GraphOption, existing

Form = Literal["words", "table", "json", "update"]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A snapshot.")]

snapshot = typer.Typer(
    help="Keep states of a graph under names, compare them, put one back.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@snapshot.command()
def save(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it, in any script; not “now”.")],
    graph: GraphOption = GRAPH,
    note: Annotated[str, typer.Option(help="A word about it.")] = "",
    date: Annotated[str, typer.Option(help="A date to keep with it, as 2024-07-05; by default none.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace a snapshot of that name.")] = False,
) -> None:
    """Keep the graph as it stands under a name."""
    from pipeline.commands.snapshot_print import size_of
    from pipeline.counted import counted
    from pipeline.snapshots import save as run_save

    saved = run_save(graph, name, note=note, date=date, overwrite=replace, waiting=_say)
    record = saved.record
    typer.echo(f"{record.name}  {record.content[:12]}  {size_of(record)}")
    new = counted(saved.objects, "new object")
    typer.echo(f"{new}, {counted(saved.size, 'byte')} of {record.size:,}", err=True)


@snapshot.command(name="list")
def list_all(
    graph: GraphOption = GRAPH,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the snapshots, and mark the one that is the graph as it stands."""
    from pipeline.commands.snapshot_print import print_records
    from pipeline.snapshots import snapshots

    print_records(snapshots(existing(graph)), as_json=as_json)


@snapshot.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The earlier one.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The later one; “now”: the graph as it stands.")] = "now",
    graph: GraphOption = GRAPH,
    entity: Annotated[str, typer.Option(help="Only what concerns the thing of this name or id.")] = "",
    property_: Annotated[str, typer.Option("--property", help="Only facts of this property, as heldIn.")] = "",
    form: Annotated[Form, typer.Option("--format", help="How to print it; update is SPARQL that makes A into B.")] = (
        "words"
    ),
) -> None:
    """Say what differs: documents, entities merged, split or renamed, facts added, removed and changed."""
    from pipeline.commands.snapshot_print import print_changes
    from pipeline.snapshots import diff as run_diff

    print_changes(run_diff(graph, before, after, entity=entity, property_=property_), form)


@snapshot.command()
def restore(name: Name, graph: GraphOption = GRAPH) -> None:
    """Put a snapshot in the place of the graph, byte for byte; other files in the folder stay."""
    from pipeline.commands.snapshot_print import size_of
    from pipeline.snapshots import restore as run_restore

    record = run_restore(graph, name, waiting=_say)
    typer.echo(f"{graph} is {record.name} again: {size_of(record)}")


@snapshot.command()
def verify(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A snapshot; by default all.")] = "",
    graph: GraphOption = GRAPH,
) -> None:
    """Check every byte that the snapshots keep against its hash."""
    from pipeline.counted import counted
    from pipeline.snapshots import verify as run_verify

    faults = run_verify(graph, name)
    for fault in faults:
        typer.echo(fault)
    typer.echo(f"{name or graph}: {counted(len(faults), 'fault') if faults else 'sound'}", err=bool(faults))
    if faults:
        raise typer.Exit(PARTLY)


@snapshot.command()
def remove(name: Name, graph: GraphOption = GRAPH) -> None:
    """Remove a snapshot, and what only it needed."""
    from pipeline.counted import counted
    from pipeline.snapshots import remove as run_remove

    typer.echo(f"{name}: removed, with {counted(run_remove(graph, name, waiting=_say), 'object')}")


def _say(line: str) -> None:
    typer.echo(line, err=True)
