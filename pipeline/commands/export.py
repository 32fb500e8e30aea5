"""`summitry export`: the graph in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import GRAPH, GraphOption, progress_bars


def export(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="turtle, trig, ntriples, nquads, jsonld, rdfxml; graphml, gexf, cytoscape; csv, parquet, neo4j (each "
            "a folder), xlsx; dcat: a description of the data set.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The file to write; for csv, parquet and neo4j the folder.")],
    graph: GraphOption = GRAPH,
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", help="Only things of this class, and the facts that join them to others."),
    ] = None,
    properties: Annotated[
        list[str] | None, typer.Option("--property", help="Only facts with this property, and what they join.")
    ] = None,
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Only facts not over before this day, month or year.")
    ] = "",
    lang: Annotated[
        list[str] | None, typer.Option(help="Names in this language, where there is one: zh-hans, zh-hant, ru, en.")
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Only claims at least as sure as this: above 0, at most 1.")
    ] = None,
    documents: Annotated[list[str] | None, typer.Option(help="Only what this document says: its source or id.")] = None,
) -> None:
    """Write the graph, or a part of it, for another program.

    Filters may be given together, and --class, --property, --lang and --documents several times, as alternatives.
    """
    from pipeline.counted import counted
    from pipeline.export import Filters, export as run_export

    filters = Filters(
        tuple(classes or ()), tuple(properties or ()), since, tuple(lang or ()), min_confidence, tuple(documents or ())
    )
    with progress_bars() as progress:
        done = run_export(graph, format_, out, filters, progress=progress)
    entities, facts = counted(done.entities, "entity", "entities"), counted(done.facts, "fact")
    typer.echo(f"{out}: {entities}, {facts}, {counted(done.documents, 'document')}; {counted(done.size, 'byte')}")
