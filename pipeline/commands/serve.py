"""`summitry serve` and `push`: the graph for other programs, at an address of its own or in a store elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.options import GRAPH, GraphOption, PasswordOption, TokenOption, UserOption, progress_bars


def serve(
    graph: GraphOption = GRAPH,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen at; 0 takes a free one.")] = 7070,
    host: Annotated[
        str, typer.Option(help="The address to listen at; 0.0.0.0 lets everybody in who reaches this machine.")
    ] = "127.0.0.1",
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30.0,
    max_rows: Annotated[int, typer.Option(min=1, help="Rows or triples that an answer may have.")] = 100_000,
    max_request: Annotated[int, typer.Option(min=1, help="Bytes that a request may have.")] = 1 << 20,
    concurrency: Annotated[
        int, typer.Option(min=1, help="Queries at once; more wait a little, and then get a 503.")
    ] = 4,
    memory: Annotated[int, typer.Option(min=0, help="MiB of memory that a query may take; 0 for no limit.")] = 4096,
    update_token_file: Annotated[
        Path | None,
        typer.Option(help="Allow updates to those who show the token in this file (or SUMMITRY_UPDATE_TOKEN)."),
    ] = None,
) -> None:
    """Answer SPARQL over HTTP at /sparql, and give out graphs at /graphs, until stopped with Ctrl-C.

    Read-only, and for this machine only, unless told otherwise; updates change a copy that goes when the server stops.
    """
    from pipeline.endpoint.server import serve as run_server
    from pipeline.endpoint.settings import Limits, Settings, update_token
    from pipeline.sparql import PREFIXES

    limits = Limits(time_limit, max_rows, max_request, concurrency, memory << 20)
    settings = Settings(host, port, limits, update_token(update_token_file, os.environ))
    how = "updates with the token" if settings.token else "read-only"
    prefixes = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    run_server(graph, settings, prefixes, lambda url: typer.echo(f"{graph} at {url} ({how}); Ctrl-C stops it"))


def push(
    endpoint: Annotated[str, typer.Argument(metavar="ENDPOINT", help="Where the store takes queries.")],
    graph: GraphOption = GRAPH,
    name: Annotated[
        str, typer.Option(help="A name for what is pushed; the next push under it replaces that.")
    ] = "summitry",
    method: Annotated[
        Literal["auto", "gsp", "update"], typer.Option(help="The Graph Store Protocol, SPARQL updates, or what works.")
    ] = "auto",
    gsp_url: Annotated[str, typer.Option(help="Where the store speaks the Graph Store Protocol.")] = "",
    update_url: Annotated[str, typer.Option(help="Where the store takes updates.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Write all graphs, those that have not changed as well.")
    ] = False,
    user: UserOption = "",
    password_file: PasswordOption = None,
    token_file: TokenOption = None,
) -> None:
    """Put a build into any SPARQL 1.1 store: what is new or changed is written, what is gone is removed.

    Each document has a graph of its own. Graphs that no push has put there are never touched. A password is read from
    a file or SUMMITRY_PASSWORD, a token from a file or SUMMITRY_TOKEN.
    """
    from pipeline.remote.client import credentials
    from pipeline.remote.push import Target, push as run_push

    target = Target(endpoint, credentials(user, password_file, token_file), name, method, gsp_url, update_url)
    with progress_bars() as progress:
        done = run_push(graph, target, everything=everything, progress=progress)
    written = f"{done.written} graphs written ({done.triples} triples)"
    typer.echo(f"{endpoint}: {written}, {done.same} the same, {done.removed} removed")
