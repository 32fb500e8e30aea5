"""Where the makes of store take what, told from the address of one: nothing says it in the protocols.

Oxigraph    /query          /update                     /store
Fuseki      /DATASET        /DATASET/update             /DATASET/data
GraphDB     /repositories/N /repositories/N/statements  /repositories/N/rdf-graphs/service
Virtuoso    /sparql         /sparql-auth                /sparql-graph-crud-auth
others      one address for queries and updates
"""

from __future__ import annotations

from collections.abc import Iterator


def query_urls(endpoint: str) -> list[str]:
    """Where queries may go, the likeliest first."""
    base = endpoint.rstrip("/")
    return [endpoint, *(f"{base}/{name}" for name in ("query", "sparql"))]


def update_urls(query: str) -> list[str]:
    """Where updates may go, for a store that takes queries at this address."""
    return list(dict.fromkeys(_updates(query.rstrip("/"), query)))


def graph_urls(query: str) -> list[str]:
    """Where the Graph Store Protocol may be spoken, for a store that takes queries at this address."""
    return list(dict.fromkeys(_graphs(query.rstrip("/"))))


def _updates(query: str, as_given: str) -> Iterator[str]:
    above, _, last = query.rpartition("/")
    if "/repositories/" in query:
        yield f"{query}/statements"
    if last in ("query", "sparql"):
        yield f"{above}/update"
    if last == "sparql":
        yield f"{query}-auth"
    yield as_given
    yield f"{query}/update"


def _graphs(query: str) -> Iterator[str]:
    above, _, last = query.rpartition("/")
    if "/repositories/" in query:
        yield f"{query}/rdf-graphs/service"
    if last in ("query", "sparql"):
        yield from (f"{above}/store", f"{above}/data")
    if last == "sparql":
        yield f"{query}-graph-crud-auth"
    yield from (f"{query}/data", f"{query}/store")
