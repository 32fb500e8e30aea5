"""Golden cases: a short document, and the graph that it must give when it is built alone.

    cases/NAME/input.txt       the document
    cases/NAME/expected.ttl    its graph; the ids in it may be any
    known_failures.toml        NAME = "why it is not reached yet"; its expected.ttl is written by hand

`make cases` writes every other expected.ttl anew and prints what changed. Read that before you commit it: a case
holds what is right, not what happens to come out.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"


def cases() -> list[Path]:
    """The folders of all cases, in order of name."""
    return sorted(path.parent for path in CASES.glob("*/input.txt"))


def known_failures() -> dict[str, str]:
    """The cases that are known to fail, each with the reason."""
    return tomllib.loads((HERE / "known_failures.toml").read_text(encoding="utf-8"))


def built(case: Path) -> str:
    """The graph of a case's document, built alone and checked against its text, as Turtle."""
    from pipeline.graph import graph_ttl, merge
    from pipeline.reading import read_file
    from pipeline.run import extract
    from pipeline.verify import verify

    extraction = extract([read_file(case / "input.txt")], workers=1)
    claims = merge(extraction.claims)
    verify(extraction.documents, extraction.entities, claims)
    return graph_ttl(extraction.entities, claims)


def parsed(turtle: str) -> Graph:
    """Turtle as a graph."""
    from rdflib import Graph

    return Graph().parse(data=turtle, format="turtle")


def difference(expected: Graph, found: Graph) -> list[str]:
    """What is missing and what is too much, a line a triple, things by their names; empty if nothing is.

    Ids of things count for nothing: they are blank nodes to the comparison.
    """
    from rdflib.compare import isomorphic

    if isomorphic(_renamed(expected, _anonymous), _renamed(found, _anonymous)):
        return []
    before, after = (_renamed(graph, _named) for graph in (expected, found))
    names = found.namespace_manager
    changes = [("-", triple) for triple in before - after] + [("+", triple) for triple in after - before]
    lines = [(" ".join(term.n3(names) for term in triple), sign) for sign, triple in changes]
    return [f"{sign} {line}" for line, sign in sorted(lines)] or ["things of one name are not the same things"]


def _renamed(graph: Graph, rename: Callable[[Graph, URIRef], Node]) -> Graph:
    """The graph with its things called otherwise."""
    from rdflib import Graph

    things = {node: rename(graph, node) for node in set(graph.subjects())}
    renamed = Graph()
    for s, p, o in graph:
        renamed.add((things[s], p, things.get(o, o)))
    return renamed


def _anonymous(_: Graph, node: URIRef) -> Node:
    from rdflib import BNode

    return BNode(str(node))


def _named(graph: Graph, node: URIRef) -> Node:
    from rdflib import RDFS, Literal

    return Literal(" / ".join(sorted(graph.objects(node, RDFS.label))))


def rewrite() -> None:
    """Write the expected graph of every case that is not known to fail; print what changed."""
    for case in cases():
        if case.name in known_failures():
            continue
        file, turtle = case / "expected.ttl", built(case)
        former = file.read_text(encoding="utf-8") if file.exists() else ""
        changes = difference(parsed(former), parsed(turtle))
        if changes:
            sys.stdout.write("\n".join([case.name, *changes, ""]))
        file.write_text(turtle, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
