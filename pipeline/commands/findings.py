"""`summitry conflicts`, `versions` and `coverage`: what a build noticed about its own documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import GRAPH, GraphOption


def conflicts(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Only those about what goes by this name.")] = "",
    graph: GraphOption = GRAPH,
) -> None:
    """List the facts that can't both hold, with the quotes of both sides."""
    from pipeline.compared import conflicts_in
    from pipeline.console import print_facts, say
    from pipeline.counted import counted
    from pipeline.store import open_store

    found = conflicts_in(open_store(graph), name)
    for conflict in found:
        say(f"{conflict.kind}  {conflict.id}")
        print_facts(conflict.facts)
    say(counted(len(found), "conflict"), err=True)


def versions(
    document: Annotated[str, typer.Argument(metavar="DOC", help="A document of the graph (source or id), or a file.")],
    other: Annotated[
        str, typer.Argument(metavar="DOC2", help="Compare it with this one, known as its version or not.")
    ] = "",
    graph: GraphOption = GRAPH,
) -> None:
    """List what the language versions of a document state differently."""
    from pipeline.compared import compare, versions_in
    from pipeline.console import print_discrepancy, say
    from pipeline.counted import counted
    from pipeline.store import open_store

    if other or Path(document).is_file():
        found = compare(document, other, graph)
    else:
        found = versions_in(open_store(graph), document)
    if not found.versions:
        say(f"{found.source}: no other language version is known; name one", err=True)
    for difference in found.differences:
        print_discrepancy(difference)
    say(counted(len(found.differences), "difference"), err=True)


def coverage(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="DOC", help="Documents of the graph, by source or id.")
    ] = None,
    graph: GraphOption = GRAPH,
) -> None:
    """Count what was read of each document and what came of it; of those named, list the passages without a fact."""
    from pipeline.console import print_coverage, say, shortened
    from pipeline.counted import counted
    from pipeline.coverage import coverage as read_coverage

    found = read_coverage(graph, documents or ())
    print_coverage(found)
    for document in found if documents else ():
        say(f"\n{document.source}: {counted(len(document.without_fact), 'passage')} that no fact comes from")
        for passage in document.without_fact:
            where, text = f"{passage.start}-{passage.end}", shortened(passage.text)
            about = f"{passage.outcome:9}  {passage.kind:9}  {passage.language:7}"
            say(f"{where:>13}  {about}  {text}")
