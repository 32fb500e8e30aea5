"""A built graph, opened for questions: SPARQL, and things by their names.

Reads `graph.ttl`, `evidence.ttl` and, where there is one, `background.ttl` afresh each time: nothing is kept
on disk, so nothing can be stale.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from pipeline.errors import StopRun
from pipeline.replace import reading
from pipeline.scripts import fold, simplify
from pipeline.sparql import ID, PREFIXES, SMT, Answer, answer

FILES: Final = ("graph.ttl", "evidence.ttl", "background.ttl")
OPTIONAL: Final = FILES[2:]


@dataclass(frozen=True)
class Store:
    """A graph to ask; `open_store` makes one."""

    graph: Graph

    def ask(self, query: str) -> Answer:
        """Answer a SPARQL query; raises `QueryError` where it can't be understood."""
        return answer(self.graph, query)

    def find(self, name: str, classes: tuple[str, ...] = ()) -> list[URIRef]:
        """Every entity that goes by this name or has this id (`id:x`, a full IRI), in order of IRI.

        One whose name is just this goes before those that differ in marks: BRICS is not BRICS+.
        `classes` of the vocabulary ("Organization") limit them.
        """
        exact = self._exact.get(" ".join(name.split()).casefold(), set())
        found = (exact or self._names.get(_key(name), set())) | self._by_id(name)
        return sorted(node for node in found if self._is_one_of(node, classes))

    def suggest(self, part: str, classes: tuple[str, ...] = ()) -> list[URIRef]:
        """Entities with a name that contains `part`, the nearest in length first."""
        key = _key(part)
        lengths: dict[URIRef, int] = {}
        for name in sorted(self._names, key=len):
            if key and key in name:
                for node in self._names[name]:
                    lengths.setdefault(node, len(name))
        return [n for n in sorted(lengths, key=lambda n: (lengths[n], n)) if self._is_one_of(n, classes)]

    def label(self, node: Node) -> str:
        """The one name to show for a node: its English label, else the first by language, else itself."""
        labels = [o for o in self.graph.objects(node, RDFS.label) if isinstance(o, Literal)]
        ranked = sorted((label.language != "en", label.language or "", str(label)) for label in labels)
        return ranked[0][2] if ranked else shorten(node)

    def _is_one_of(self, node: URIRef, classes: tuple[str, ...]) -> bool:
        return not classes or any((node, RDF.type, SMT[cls]) in self.graph for cls in classes)

    @cached_property
    def _names(self) -> dict[str, set[URIRef]]:
        names: dict[str, set[URIRef]] = defaultdict(set)
        for node, name in self._named():
            names[_key(name)].add(node)
        return dict(names)

    @cached_property
    def _exact(self) -> dict[str, set[URIRef]]:
        names: dict[str, set[URIRef]] = defaultdict(set)
        for node, name in self._named():
            names[name.casefold()].add(node)
        return dict(names)

    def _named(self) -> Iterator[tuple[URIRef, str]]:
        for predicate in (RDFS.label, SKOS.prefLabel, SKOS.altLabel, SMT.backgroundName):
            for node, name in self.graph.subject_objects(predicate):
                if isinstance(node, URIRef) and node.startswith(ID):
                    yield node, str(name)

    def _by_id(self, name: str) -> set[URIRef]:
        local = name.removeprefix("id:").removeprefix(str(ID))
        nodes = {ID[local]} if re.fullmatch(r"[\w./-]+", local) else set()
        return {node for node in nodes if (node, RDF.type, None) in self.graph}


def open_store(directory: Path | str) -> Store:
    """Open what a build left in a folder; raises `StopRun` where there is no graph, or one that is not Turtle."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    with reading(Path(directory)):
        _parse(graph, directory)
    return Store(graph)


def _parse(graph: Graph, directory: Path | str) -> None:
    for name in FILES:
        path = Path(directory) / name
        if name in OPTIONAL and not path.exists():
            continue
        if not path.is_file():
            raise StopRun(f"{path}: no such file; `summitry build` makes it")
        try:
            graph.parse(path, format="turtle")
        except BadSyntax as error:
            raise StopRun(f"{path}: not Turtle from line {error.lines + 1} on") from error


def shorten(node: Node) -> str:
    """An IRI with its prefix (`smt:memberOf`); anything else as it reads."""
    text = str(node)
    for prefix, namespace in PREFIXES.items():
        if isinstance(node, URIRef) and text.startswith(namespace):
            return f"{prefix}:{text[len(namespace) :]}"
    return text


def _key(name: str) -> str:
    return fold(simplify(name))
