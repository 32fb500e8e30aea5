"""Questions to a store elsewhere, answered as those to a folder are: SPARQL, and the named queries.

What stores answer from when a query names no graph differs: Virtuoso and GraphDB from all graphs together, Oxigraph
and Fuseki from the one without a name. So the store is asked whether it sees there what a push has put into graphs;
where it does not, each query goes with the names of these graphs (the protocol's `default-graph-uri`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import httpx
import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from pipeline.errors import StopRun
from pipeline.queries import fill, named_queries
from pipeline.remote.client import Client, Credentials
from pipeline.remote.manifest import manifest_of, read_manifest, select
from pipeline.remote.push import NAME, find_query_url
from pipeline.sparql import PREFIXES, Answer, node_of, row_order
from pipeline.sparql_faults import Fault, fault
from pipeline.sparql_words import shape_of, with_prefixes
from pipeline.store import Store

_PREFIXES: Final = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
_PAGE: Final = 5_000  # names asked for at once: fewer than any store cuts an answer at
_NAMES: Final = """
SELECT DISTINCT ?node ?property ?name WHERE {
  VALUES ?property { rdfs:label skos:prefLabel skos:altLabel smt:backgroundName rdf:type }
  ?node ?property ?name .
  FILTER (STRSTARTS(STR(?node), STR(id:)))
} ORDER BY ?node ?property ?name LIMIT %d OFFSET %d"""


@dataclass(frozen=True)
class Elsewhere:
    """A store elsewhere, ready to be asked; `graphs` are named beside each query."""

    client: Client
    url: str
    graphs: tuple[str, ...]

    def ask(self, query: str) -> Answer:
        """Answer a SPARQL query; the usual prefixes need no declaration. Raises StopRun with what the store says."""
        shape = shape_of(query)
        rows = shape.form in ("SELECT", "ASK", "")
        answer = self._send(
            query, "application/sparql-results+json" if rows else "application/n-triples, text/turtle;q=0.9"
        )
        if rows:
            return self._rows(answer, all_columns=shape.all_columns, ordered=shape.ordered, query=query)
        graph = Graph(bind_namespaces="none")
        for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE):
            graph.add((node_of(quad.subject), node_of(quad.predicate), node_of(quad.object)))
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return Answer(("subject", "predicate", "object"), tuple(sorted(graph, key=row_order)), graph)

    def ask_named(self, name: str, values: Mapping[str, str]) -> Answer:
        """Answer a named query; names of entities are looked up in the store. Raises StopRun as `ask` does."""
        queries = named_queries()
        if name not in queries:
            raise StopRun(f"no query is called {name}: `summitry query --list` names them all")
        entities = any(
            parameter.kind[0].isupper() and parameter.name in values for parameter in queries[name].parameters
        )
        return self.ask(fill(queries[name], values, self._names if entities else Store(ox.Store())))

    def _send(self, query: str, accept: str) -> httpx.Response:
        form: dict[str, str | list[str]] = {"query": with_prefixes(query, _PREFIXES)}
        if self.graphs:
            form["default-graph-uri"] = list(self.graphs)
        answer = self.client.send("POST", self.url, form=form, Accept=accept)
        if answer.status_code == 400 and (found := _fault(query)):
            raise StopRun(f"{self.client.endpoint}: the query: {found}")
        if answer.status_code != 200:
            raise self.client.refused(answer, "the query")
        return answer

    def _rows(self, answer: httpx.Response, *, all_columns: bool, ordered: bool, query: str) -> Answer:
        try:
            result = ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
            if isinstance(result, ox.QueryBoolean):
                return Answer((), (), truth=bool(result))
            names = [variable.value for variable in result.variables]
            if all_columns:
                names.sort(key=lambda name: (query.find(f"?{name}"), name))
            rows = [tuple(_node(row[name]) for name in names) for row in result]
        except SyntaxError as error:
            raise StopRun(f"{self.url}: gave no answer that is one of SPARQL") from error
        cut = answer.headers.get("x-sparql-maxrows", "")
        if cut.isdigit() and len(rows) >= int(cut):
            raise StopRun(f"{self.url}: gives {cut} rows at most, and this is more: ask in parts (LIMIT, OFFSET)")
        return Answer(tuple(names), tuple(rows if ordered else sorted(rows, key=row_order)))

    @cached_property
    def _names(self) -> Store:
        """The names and classes of all entities, which those that a person types are found among."""
        triples = ox.Store()
        for start in range(0, 1_000_000_000, _PAGE):
            page = self.ask(_NAMES % (_PAGE, start)).rows
            for node, property_, name in page:
                if isinstance(node, URIRef) and isinstance(property_, URIRef) and isinstance(name, URIRef | Literal):
                    said = ox.Literal(name, language=name.language) if isinstance(name, Literal) else _iri(name)
                    triples.add(ox.Quad(_iri(node), _iri(property_), said))
            if len(page) < _PAGE:
                break
        return Store(triples)


@contextmanager
def elsewhere(
    endpoint: str, who: Credentials, name: str = NAME, default_graphs: Sequence[str] = ()
) -> Iterator[Elsewhere]:
    """Open a store elsewhere for questions about what was pushed under a name, or about the graphs that are named.

    Raises StopRun where it does not answer.
    """
    with Client(endpoint, who) as client:
        url = find_query_url(client)
        yield Elsewhere(client, url, tuple(default_graphs) or _unseen(client, url, manifest_of(name)))


def _unseen(client: Client, url: str, manifest: str) -> tuple[str, ...]:
    """The graphs that a push has put there, if the store does not see them by itself."""
    pushed = read_manifest(client, url, manifest)
    if not pushed or select(client, url, f"SELECT ?o WHERE {{ <{manifest}> a ?o }}"):
        return ()
    return tuple(sorted(pushed))


def _fault(query: str) -> Fault | None:
    """What is wrong with a query by our own engine: stores say it at length, and of the text with prefixes added."""
    try:
        ox.Store().query(query, prefixes=_PREFIXES)
    except SyntaxError as error:
        return fault(query, str(error), _PREFIXES)
    except RuntimeError:  # well formed, and in vain
        pass
    return None


def _iri(node: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(node))


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Node | None:
    return None if term is None else node_of(term)
