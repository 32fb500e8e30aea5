"""One job done on a store: a query answered, a graph written out, an update carried through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from pipeline.endpoint.dataset import asked, nodes
from pipeline.endpoint.description import describe
from pipeline.endpoint.jobs import Job, Outcome
from pipeline.endpoint.negotiate import GRAPHS, ROWS
from pipeline.endpoint.results import TooMany, write_rows
from pipeline.errors import StopRun
from pipeline.sparql_faults import fault
from pipeline.sparql_words import reaches_out, with_dataset, with_lenient_clear

_TRUTH: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_TRIPLES: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/xml": RdfFormat.RDF_XML,
}
_PREFIXED: Final = (RdfFormat.TURTLE, RdfFormat.RDF_XML)


def evaluate(store: Store, job: Job, prefixes: Mapping[str, str]) -> Outcome:
    """Do a job; what is wrong with the request is an outcome, a fault of the program an exception."""
    try:
        if job.kind == "graph":
            return _graph(store, job, prefixes)
        if job.kind == "description":
            return _description(store, job)
        if word := reaches_out(job.text):
            return Outcome(400, message=f"{word} is not allowed: this endpoint asks no other and fetches nothing")
        return _query(store, job, prefixes) if job.kind == "query" else _update(store, job, prefixes)
    except TooMany:
        what = f"the answer has more than {job.most} rows or triples: ask for less, or in parts (LIMIT, OFFSET)"
        return Outcome(400, message=what)
    except SyntaxError as error:
        said = str(error)
    except (StopRun, RuntimeError) as error:  # RuntimeError: pyoxigraph, of what a well-formed request asks in vain
        return Outcome(400, message=str(error))
    return Outcome(400, message=str(fault(job.text, said, prefixes, update=job.kind == "update")))


def _query(store: Store, job: Job, prefixes: Mapping[str, str]) -> Outcome:
    found = asked(store, job, prefixes)
    media = job.rows if isinstance(found, QuerySolutions | QueryBoolean) else job.triples
    if not media:
        return _not_acceptable(isinstance(found, QuerySolutions | QueryBoolean))
    with Path(job.out).open("wb") as out:
        if isinstance(found, QuerySolutions):
            write_rows(found, media, out, job.most)
        elif isinstance(found, QueryBoolean):
            found.serialize(out, _TRUTH[media])
        else:
            _write_triples(_at_most(found, job.most), media, out, prefixes)
    return Outcome(200, media)


def _update(store: Store, job: Job, prefixes: Mapping[str, str]) -> Outcome:
    nodes([*(job.default or ()), *(job.named or ())])
    text = with_lenient_clear(job.text)
    if job.default is not None or job.named is not None:
        text = with_dataset(text, job.default or (), job.named or ())
    try:
        store.update(text, base_iri=job.base, prefixes=dict(prefixes))
    except SyntaxError:  # said of the text as it was sent, so that lines and columns are the client's
        Store().update(job.text, base_iri=job.base, prefixes=dict(prefixes))
        raise
    store.flush()
    return Outcome(204)


def _graph(store: Store, job: Job, prefixes: Mapping[str, str]) -> Outcome:
    if not job.triples:
        return _not_acceptable(rows=False)
    graph: NamedNode | DefaultGraph | None = DefaultGraph()
    if job.graphs is not None:
        graph = next((node for node in nodes(job.graphs) if store.contains_named_graph(node)), None)
    if graph is None:
        return Outcome(404, message=f"no graph is called {' or '.join(job.graphs or ())}")
    found = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
    with Path(job.out).open("wb") as out:
        _write_triples(found, job.triples, out, prefixes)
    return Outcome(200, job.triples)


def _description(store: Store, job: Job) -> Outcome:
    """With the graphs that there are now: an update may have made and dropped some."""
    names = sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode))
    Path(job.out).write_bytes(describe(job.base, names, job.triples, updates=job.updates))
    return Outcome(200, job.triples)


def _write_triples(triples: Iterable[Triple], media: str, out: BinaryIO, prefixes: Mapping[str, str]) -> None:
    form = _TRIPLES[media]
    serialize(triples, out, form, prefixes=dict(prefixes) if form in _PREFIXED else None)


def _at_most(found: Iterable[Triple], most: int) -> Iterator[Triple]:
    for count, triple in enumerate(found, start=1):
        if count > most:
            raise TooMany
        yield triple


def _not_acceptable(rows: bool) -> Outcome:
    kinds = ", ".join((ROWS if rows else GRAPHS)[:4])
    return Outcome(406, message=f"this answer is to be had as {kinds}")
