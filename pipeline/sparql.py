"""SPARQL in, an answer out: what a person typed is parsed with care, and answered from one graph alone."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final, Literal as OneOf

from pyparsing import ParseException, ParseResults
from rdflib import BNode, Graph, Literal, Namespace
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query, SPARQLError
from rdflib.query import ResultRow
from rdflib.term import Node

from pipeline.errors import StopRun

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
ELSEWHERE: Final = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM", "GraphGraphPattern": "GRAPH"}
"""What would reach out of the one graph that is asked, and over the network at that."""

Format = OneOf["table", "csv", "json", "turtle"]


class QueryError(StopRun):
    """A query that can't be understood; the message says where, in the user's own lines and columns."""

    def __init__(self, reason: str, text: str, line: int, column: int) -> None:
        self.line, self.column = line, column
        shown = [*text.split("\n"), ""][line - 1].replace("\t", " ")
        super().__init__(f"line {line}, column {column}: {reason}\n  {shown}\n  {' ' * (column - 1)}^")


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under columns; of a CONSTRUCT or DESCRIBE they are triples, and `graph` holds them too.

    Of an ASK there are none, and `truth` is the answer.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    graph: Graph | None = None
    truth: bool | None = None


def answer(graph: Graph, text: str) -> Answer:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE query; the usual prefixes need no declaration.

    Rows come in the query's order, or sorted where it gives none. Raises `QueryError`.
    """
    try:
        return _answer(graph, _prepare(text), text)
    except StopRun:
        raise
    except RecursionError as error:
        raise QueryError("nested too deep", text, 1, 1) from error
    except Exception as error:  # rdflib's limits, in any class: a broken regex, a sum of names, a LIMIT beyond bounds
        raise QueryError(str(error), text, 1, 1) from error


def _answer(graph: Graph, query: _Prepared, text: str) -> Answer:
    result = graph.query(query.translated)
    if result.type == "ASK":
        return Answer((), (), truth=bool(result.askAnswer))
    if result.graph is not None:
        for prefix, namespace in PREFIXES.items():
            result.graph.bind(prefix, namespace)
        return Answer(("subject", "predicate", "object"), tuple(sorted(result.graph, key=_order)), result.graph)
    names = list(map(str, result.vars or ()))
    if query.all_columns:
        names.sort(key=lambda name: (text.find(f"?{name}"), name))
    rows = [tuple(row[name] for name in names) for row in result if isinstance(row, ResultRow)]
    return Answer(tuple(names), tuple(rows if query.ordered else sorted(rows, key=_order)))


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


def _order(row: Iterable[Node | None]) -> tuple[tuple[bool, str], ...]:
    return tuple((value is not None, "" if isinstance(value, BNode) else str(value)) for value in row)


@dataclass(frozen=True, slots=True)
class _Prepared:
    translated: Query
    all_columns: bool  # SELECT *: rdflib gives them in no order
    ordered: bool


def _prepare(text: str) -> _Prepared:
    """A query, parsed, its prefixes known."""
    try:
        parsed = parseQuery(text.replace("\t", " "))  # or the parser would widen tabs and miscount columns
    except ParseException as error:
        reason = "the query ends too soon" if error.loc >= len(text.rstrip()) else "not understood from here"
        raise QueryError(reason, text, error.lineno, error.column) from error
    _refuse(parsed, text)
    try:
        translated = translateQuery(parsed, None, PREFIXES)
    except (SPARQLError, TypeError, ValueError) as error:
        raise QueryError(str(error), text, 1, 1) from error
    form = parsed[1]  # `in`, not `get`: that of rdflib's CompValue gives the key for what is not there
    return _Prepared(translated, "projection" not in form, "orderby" in form)


def _refuse(parsed: Any, text: str) -> None:
    """Reject unknown prefixes, and whatever would reach out of this one graph."""
    parts = list(_parts(parsed))
    known = {*PREFIXES, *(part.prefix or "" for part in parts if part.name == "PrefixDecl")}
    for part in parts:
        if part.name == "pname" and (prefix := part.prefix or "") not in known:
            raise QueryError(f"unknown prefix {prefix}:", text, *_place(text, rf"(?<![\w<]){re.escape(prefix)}:"))
        if word := ELSEWHERE.get(part.name):
            raise QueryError(f"{word}: only the one graph is asked", text, *_place(text, rf"\b{word}\b"))


def _parts(parsed: Any) -> Iterator[CompValue]:
    """Every part of a parse, depth first."""
    if isinstance(parsed, CompValue):
        yield parsed
    children = parsed.values() if isinstance(parsed, CompValue) else parsed
    if isinstance(parsed, CompValue | ParseResults | list | tuple):
        for child in list(children):
            yield from _parts(child)


def _place(text: str, pattern: str) -> tuple[int, int]:
    """Line and column of the first match."""
    match = re.search(pattern, text, re.IGNORECASE)
    start = match.start() if match else 0
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
