"""`summitry evaluate` and `validate`: how good the extraction is, and whether a graph keeps its own rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import GRAPH, progress_bars


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files, and folders of them.")],
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what was wrong.")] = False,
    stages: Annotated[
        bool, typer.Option("--stages", help="Measure each stage rather than entities and facts.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="End with the totals as one line of JSON.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Number of processes; by default what pays here.")] = None,
) -> None:
    """Build each gold document alone, and print precision, recall and F1."""
    run = _evaluate_stages if stages else _evaluate_facts
    run(gold, errors=errors, as_json=as_json, workers=workers)


def validate(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to check.")] = GRAPH) -> None:
    """Check a graph: its shapes, and that every quote stands where it says."""
    from pipeline.counted import counted
    from pipeline.shapes import validate as run_validate

    faults = run_validate(folder)
    for fault in faults:
        typer.echo(fault)
    typer.echo(f"{folder}: {counted(len(faults), 'fault') if faults else 'conforms'}", err=bool(faults))
    if faults:
        raise typer.Exit(1)


def _evaluate_facts(gold: list[Path], *, errors: bool, as_json: bool, workers: int | None) -> None:
    from pipeline.console import print_scores
    from pipeline.evaluate import evaluate as run_evaluate

    with progress_bars() as progress:
        scores = run_evaluate(gold, progress=progress, workers=workers)
    for item in scores if errors else ():
        for error in item.score.errors:
            typer.echo(f"{item.gold}: {error}")
    print_scores(scores, as_json=as_json)


def _evaluate_stages(gold: list[Path], *, errors: bool, as_json: bool, workers: int | None) -> None:
    """A table for each folder of gold, one of all if there are several; then, if asked for, all as one line of JSON."""
    from pipeline.console import print_stages
    from pipeline.evaluate.stages import evaluate_stages, sets_of, stage_rows, stages_json

    with progress_bars() as progress:
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
