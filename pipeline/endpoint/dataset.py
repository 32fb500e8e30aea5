"""The dataset that a query is answered from, where the protocol or the query names one: which graphs are in it.

The engine gives a triple once for each of the default graphs that hold it. A default graph is a set of triples, so
several are merged here, whether parameters of the request name them or `FROM`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
)

from pipeline.endpoint.jobs import Job
from pipeline.errors import StopRun
from pipeline.sparql_text import Token, tokens

_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def asked(store: Store, job: Job, prefixes: Mapping[str, str]) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The answer to a job's query, from the dataset that the request names, or else the query."""
    declared = dict(prefixes)
    if job.default is not None or job.named is not None:
        chosen = nodes(job.default or ()), nodes(job.named or ())
    else:
        chosen = _named_in(job, prefixes)
        if len(chosen[0]) < 2:
            return store.query(job.text, base_iri=job.base, prefixes=declared)
    default: list[NamedNode | BlankNode | DefaultGraph] = [*chosen[0]]
    named: list[NamedNode | BlankNode] = [*chosen[1]]
    if len(default) > 1:
        store, default = _merged(store, *chosen), [DefaultGraph()]
    return store.query(job.text, base_iri=job.base, prefixes=declared, default_graph=default, named_graphs=named)


def nodes(iris: Iterable[str]) -> list[NamedNode]:
    """The names of graphs; raises StopRun for what is none."""
    found = []
    for iri in iris:
        try:
            found.append(NamedNode(iri))
        except ValueError as error:
            raise StopRun(f"{iri}: is not an absolute IRI of a graph") from error
    return found


def _merged(store: Store, default: Sequence[NamedNode], named: Sequence[NamedNode]) -> Store:
    """A dataset in memory: one default graph of all that are to be it."""
    merged = Store()
    for graph in default:
        merged.bulk_extend(
            Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
            for quad in store.quads_for_pattern(None, None, None, graph)
        )
    for graph in named:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    return merged


def _named_in(job: Job, prefixes: Mapping[str, str]) -> tuple[list[NamedNode], list[NamedNode]]:
    """The graphs after a query's `FROM` and `FROM NAMED`; none where they can't be told, or where there is but one."""
    if job.text.upper().count("FROM") < 2:  # looking closer takes a while
        return [], []
    words = [token for token in tokens(job.text) if token.depth == 0]
    form = next((word.start for word in words if word.is_word(*_FORMS)), 0)
    said = list(_clauses(words))
    try:
        found = _resolved(job.text[:form], [name for name, _ in said], job.base, prefixes)
    except (SyntaxError, ValueError):  # the engine will say so of the query
        return [], []
    sides = list(zip(found, (named for _, named in said), strict=True))
    return [node for node, named in sides if not named], [node for node, named in sides if named]


def _clauses(words: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """The graphs as they are written, and whether `NAMED` is before them."""
    for before, word in pairwise(words):
        named = word.is_word("NAMED")
        if before.is_word("FROM") and not named:
            yield word.text, False
        elif before.is_word("NAMED"):
            yield word.text, True


def _resolved(prologue: str, names: Sequence[str], base: str, prefixes: Mapping[str, str]) -> list[NamedNode]:
    """Names as a query with this prologue means them: it says `BASE` and `PREFIX` just as Turtle does."""
    if not names:
        return []
    known = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
    turtle = f"{known}{prologue}\n<urn:a> <urn:b> {', '.join(names)} ."
    found = [quad.object for quad in parse(turtle, RdfFormat.TURTLE, base_iri=base)]
    return [node for node in found if isinstance(node, NamedNode)]
