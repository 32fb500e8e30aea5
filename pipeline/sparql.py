"""SPARQL in, an answer out: what a person typed is looked through with care, and answered from one graph alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final, Literal as OneOf, TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD
from rdflib.term import Node

from pipeline.errors import StopRun
from pipeline.sparql_faults import fault
from pipeline.sparql_text import QueryError, QueryText, examine, place

SMT: Final = Namespace("https://w3id.org/summitry/ontology#")
ID: Final = Namespace("https://w3id.org/summitry/id/")
GEO: Final = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
PREFIXES: Final = {
    prefix: Namespace(str(namespace))
    for prefix, namespace in (
        ("smt", SMT),
        ("id", ID),
        ("rdf", RDF),
        ("rdfs", RDFS),
        ("skos", SKOS),
        ("dcterms", DCTERMS),
        ("xsd", XSD),
        ("owl", OWL),
        ("prov", PROV),
        ("org", ORG),
        ("schema", SDO),
        ("geo", GEO),
        ("wd", "http://www.wikidata.org/entity/"),
    )
}
Format = OneOf["table", "csv", "json", "turtle"]
Result: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under columns; of a CONSTRUCT or DESCRIBE they are triples, and `graph` holds them too.

    Of an ASK there are none, and `truth` is the answer.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    graph: Graph | None = None
    truth: bool | None = None


def answer(triples: ox.Store, text: str) -> Answer:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE query; the usual prefixes need no declaration.

    Rows come in the query's order, or sorted where it gives none. Raises `QueryError`.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise QueryError("is not UTF-8 text", *place(text, error.start)) from error
    query = examine(text, PREFIXES)
    try:
        return _answer(_asked(triples, query.text), query)
    except SyntaxError:
        raise _misunderstood(triples, text) from None


def _asked(triples: ox.Store, text: str) -> Result:
    return triples.query(text, prefixes={prefix: str(namespace) for prefix, namespace in PREFIXES.items()})


def _answer(result: Result, query: QueryText) -> Answer:
    if isinstance(result, ox.QueryBoolean):
        return Answer((), (), truth=bool(result))
    if isinstance(result, ox.QueryTriples):
        return _triples(result)
    names = [variable.value for variable in result.variables]
    if query.columns is not None:
        names.sort(key=query.columns.index)
    rows = [tuple(None if (term := row[name]) is None else node_of(term) for name in names) for row in result]
    return Answer(tuple(names), tuple(rows if query.ordered else sorted(rows, key=row_order)))


def _triples(result: Iterable[ox.Triple]) -> Answer:
    rows = {(node_of(triple.subject), node_of(triple.predicate), node_of(triple.object)) for triple in result}
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.addN((*row, graph) for row in rows)
    return Answer(("subject", "predicate", "object"), tuple(sorted(rows, key=row_order)), graph)


def node_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A term of the store as rdflib has it.

    Of a number the engine keeps the value, not how it was written: decimals get the two digits that graphs give them.
    """
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal() if term.language:
            return Literal(term.value, lang=term.language)
        case ox.Literal() if term.datatype.value != str(XSD.string):
            value = stated(term.value) if term.datatype.value == str(XSD.decimal) else term.value
            return Literal(value, datatype=URIRef(term.datatype.value), normalize=False)
        case _:
            return Literal(term.value if isinstance(term, ox.Literal) else str(term))


def stated(decimal: str) -> str:
    """A decimal as a graph writes it: with two digits at least."""
    whole, _, digits = decimal.partition(".")
    return f"{whole}.{digits:0<2}"


def _misunderstood(triples: ox.Store, text: str) -> QueryError:
    """What is wrong with a query; asked once more as it was typed, so that lines and columns are the user's."""
    said = ""
    try:
        _asked(triples, text)
    except SyntaxError as error:
        said = str(error)
    found = fault(text, said, PREFIXES)
    return QueryError(found.reason, found.line, found.column)


def serialise(given: Answer, form: Format) -> str:
    """An answer as CSV, as JSON (that of SPARQL results) or, for triples only, as Turtle."""
    if form == "turtle":
        if given.graph is None:
            raise StopRun("Turtle is for CONSTRUCT and DESCRIBE: take csv or json")
        return str(given.graph.serialize(format="turtle")).strip() + "\n"
    return _csv(given) if form == "csv" else _json(given)


def _csv(given: Answer) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if given.truth is not None:
        writer.writerow([str(given.truth).lower()])
    else:
        writer.writerow(given.columns)
        writer.writerows([["" if value is None else str(value) for value in row] for row in _renamed(given.rows)])
    return out.getvalue()


def _json(given: Answer) -> str:
    document: dict[str, Any] = {"head": {"vars": list(given.columns)}}
    if given.truth is not None:
        document = {"head": {}, "boolean": given.truth}
    else:
        rows = [zip(given.columns, row, strict=True) for row in _renamed(given.rows)]
        document["results"] = {"bindings": [{k: _binding(v) for k, v in row if v is not None} for row in rows]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _binding(value: Node) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"type": "bnode" if isinstance(value, BNode) else "uri", "value": str(value)}
    typed = {"xml:lang": value.language} if value.language else {"datatype": str(value.datatype or "")}
    return {"type": "literal", "value": str(value), **{k: v for k, v in typed.items() if v}}


def _renamed(rows: Iterable[tuple[Node | None, ...]]) -> list[list[Node | None]]:
    """Blank nodes numbered as they come: what rdflib calls them changes from run to run."""
    numbers: dict[Node, BNode] = {}

    def named(value: Node | None) -> Node | None:
        return numbers.setdefault(value, BNode(f"b{len(numbers)}")) if isinstance(value, BNode) else value

    return [[named(value) for value in row] for row in rows]


def row_order(row: Iterable[Node | None]) -> tuple[tuple[bool, str], ...]:
    """What rows are sorted by: their terms as they read, blank nodes all the same, and what is unbound first."""
    return tuple((value is not None, "" if isinstance(value, BNode) else str(value)) for value in row)
