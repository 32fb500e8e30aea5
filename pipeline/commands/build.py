"""`summitry build`: documents in, a graph out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import GRAPH, PARTLY, progress_bars


def build(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="DOCUMENTS", help="Files, and folders with .txt, .html or .md files.")
    ],
    out: Annotated[
        Path, typer.Option(help="The folder to write; a graph that it holds is replaced when all is done.")
    ] = GRAPH,
    workers: Annotated[int | None, typer.Option(min=1, help="Number of processes; by default what pays here.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Leave out claims less sure than this: above 0, at most 1.")
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(help="The folder of corrections to follow; by default `corrections` in the folder written."),
    ] = None,
) -> None:
    """Build the graph of some documents."""
    from pipeline.console import print_corrected, print_report, say
    from pipeline.run import build as run_build

    waiting = partial(typer.echo, err=True)
    with progress_bars() as progress:
        report = run_build(
            inputs,
            out,
            progress=progress,
            waiting=waiting,
            workers=workers,
            min_confidence=min_confidence,
            corrections=corrections,
        )
    print_report(report)
    print_corrected(report.corrected)
    for skipped in report.skipped:
        say(f"skipped {skipped}", err=True)
    if report.skipped:
        raise typer.Exit(PARTLY)
