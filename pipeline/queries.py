"""The named queries of `ontology/queries/`: what analysts ask, each with its parameters.

A file is plain SPARQL that any store answers as it stands, under a header of comments:

    # title: Members of an organisation
    # description: Who is a member, and since when.
    # param organisation (Organization): the body; e.g. SCO
    # param since (date, optional): the first day, month or year; e.g. 2017
    SELECT … { VALUES ?organisation { UNDEF } VALUES ?since { UNDEF } … }

A parameter is a variable. Its value takes the place of UNDEF in the `VALUES` line, always as one RDF term, so that
nothing a person types is ever read as SPARQL; left out, it stays UNDEF, which limits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from rdflib import Literal
from rdflib.term import Node

from pipeline.errors import StopRun
from pipeline.paths import QUERIES
from pipeline.schema import schema
from pipeline.sparql import SMT, Answer
from pipeline.store import Store

HEADER: Final = re.compile(r"# (title|description): (.+)")
PARAMETER: Final = re.compile(r"# param (\w+) \(([\w|]+)(, optional)?\): (.+?); e\.g\. (.+)")
VALUES: Final = {  # kinds of value that name no entity, and what one looks like
    "date": re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"),
    "number": re.compile(r"[0-9]+(\.[0-9]+)?"),
    "property": re.compile(r"[A-Za-z]+"),
    "status": re.compile(r"Applied|NotNeeded|Unmatched"),
    "document": re.compile(r"(?s).+"),
    "text": re.compile(r"(?s).+"),
}
VOCABULARY: Final = {"property", "status"}  # kinds whose values are terms of the vocabulary
NEAR: Final = 5  # how many other names are offered for one that is not there
NAMED: Final = """SELECT DISTINCT ?source {{ ?document a smt:Document ; dcterms:source ?source .
FILTER (CONTAINS(LCASE(STR(?source)), LCASE({}))) }} ORDER BY STRLEN(STR(?source)) ?source LIMIT {}"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """`kind` is a value's ("date") or the classes that its entity may have ("State|Organization", "Entity": any)."""

    name: str
    kind: str
    optional: bool
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, and what may be put into it."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str


def named_queries(folder: Path = QUERIES) -> dict[str, NamedQuery]:
    """The queries in a folder, by name; a file without its header, or with a parameter unused, is a ValueError."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}


def ask_named(store: Store, name: str, values: Mapping[str, str]) -> Answer:
    """Answer a named query; entities are given by name or id.

    Raises `StopRun` for an unknown query, parameter, entity or value, and for a parameter that is wanting.
    """
    queries = named_queries()
    if name not in queries:
        raise StopRun(f"no query is called {name}: `summitry query --list` names them all")
    return store.ask(fill(queries[name], values, store))


def strangers(ask: Callable[[str], Answer], name: str, values: Mapping[str, str]) -> list[str]:
    """Of the values put into a named query those that name no document of the graph, each as a line that says so.

    No row is an answer still: `ask` is asked only to tell what the graph does not say from what it does not have.
    """
    kinds = {parameter.name: parameter.kind for parameter in named_queries()[name].parameters}
    documents = {key: value for key, value in values.items() if kinds[key] == "document"}
    found = {key: [str(row[0]) for row in _sources(ask, value)] for key, value in documents.items()}
    return [
        f"{key}={documents[key]}: no document of this name is in the graph"
        + (f"; near it: {', '.join(near)}" if near else "; `summitry query documents` lists them")
        for key, near in found.items()
        if documents[key] not in near
    ]


def _sources(ask: Callable[[str], Answer], part: str) -> Sequence[Sequence[Node | None]]:
    """The names of documents that contain some words, the shortest first."""
    return ask(NAMED.format(Literal(part).n3(), NEAR)).rows


def fill(query: NamedQuery, values: Mapping[str, str], store: Store) -> str:
    """The query's SPARQL with the values in their places."""
    parameters = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in parameters:
            raise StopRun(f"{query.name} has no parameter {name}: it takes {', '.join(parameters) or 'none'}")
    lines: dict[str, str] = {}
    for parameter in query.parameters:
        if parameter.name in values:
            terms = " ".join(_terms(parameter, values[parameter.name], store))
            lines[parameter.name] = f"VALUES ?{parameter.name} {{ {terms} }}"
        elif not parameter.optional:
            raise StopRun(f"{query.name} needs {parameter.name}=…: {parameter.description}; e.g. {parameter.example}")
    # All at once: a slot that a value happens to contain is not one.
    return _slot(r"(\w+)").sub(lambda slot: lines.get(slot[1], slot[0]), query.text)


def _terms(parameter: Parameter, value: str, store: Store) -> list[str]:
    """A value as RDF terms in SPARQL: every entity that goes by a name, or one literal."""
    if parameter.kind in VALUES:
        if not _is_one(parameter.kind, value):
            raise StopRun(f"{parameter.name}={value}: no {parameter.kind}; e.g. {parameter.example}")
        return [SMT[value].n3() if parameter.kind in VOCABULARY else Literal(value).n3()]
    classes = () if parameter.kind == "Entity" else tuple(parameter.kind.split("|"))
    if found := store.find(value, classes):
        return [node.n3() for node in found]
    near = [store.label(node) for node in store.suggest(value, classes)[:NEAR]]
    offer = f"; near it: {', '.join(near)}" if near else ""
    raise StopRun(f"{parameter.name}={value}: no {' or '.join(classes) or 'entity'} of that name{offer}")


def _is_one(kind: str, value: str) -> bool:
    """Whether a value is one of its kind: a date that there is, a property of facts."""
    fits = VALUES[kind].fullmatch(value) is not None
    return fits and (kind != "date" or _is_day(value)) and (kind != "property" or value in schema().facts)


def _is_day(value: str) -> bool:
    """Whether there is such a day, month or year."""
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _slot(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{name} \{{ UNDEF \}}")


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    header = dict(HEADER.findall(text))
    parameters = tuple(Parameter(n, kind, bool(optional), what, eg) for n, kind, optional, what, eg in
                       PARAMETER.findall(text))  # fmt: skip
    for parameter in parameters:
        if not _slot(parameter.name).search(text):
            raise ValueError(f"{path}: parameter {parameter.name} has no `VALUES ?{parameter.name} {{ UNDEF }}`")
    if set(header) != {"title", "description"}:
        raise ValueError(f"{path}: its header needs a title and a description")
    return NamedQuery(path.stem, header["title"], header["description"], parameters, text)
