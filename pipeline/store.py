"""A built graph, opened for questions: SPARQL, and things by their names.

The triples are those of the folder's Turtle files, indexed on disk (`disk.py`); where these changed, anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from pipeline.disk import Opened, open_disk
from pipeline.names import Names
from pipeline.sparql import ID, PREFIXES, SMT, Answer, answer

_TYPE, _LABEL = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(RDFS.label))


@dataclass(frozen=True)
class Store:
    """A graph to ask; `open_store` makes one. `triples` is the engine's own, its default graph all there is."""

    triples: ox.Store
    opened: Opened | None = None

    @cached_property
    def graph(self) -> Graph:
        """The same triples for rdflib's API, read from where they are."""
        from oxrdflib import OxigraphStore
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        graph = Graph(OxigraphStore(store=self.triples), DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph

    def ask(self, query: str) -> Answer:
        """Answer a SPARQL query; raises `QueryError` where it can't be understood."""
        return answer(self.triples, query)

    def find(self, name: str, classes: tuple[str, ...] = ()) -> list[URIRef]:
        """Every entity that goes by this name or has this id (`id:x`, a full IRI), in order of IRI.

        One whose name is just this goes before those that differ in marks: BRICS is not BRICS+.
        `classes` of the vocabulary ("Organization") limit them.
        """
        found = {*map(URIRef, self._names.exact(name) or self._names.alike(name)), *self._by_id(name)}
        return sorted(node for node in found if self._is_one_of(node, classes))

    def suggest(self, part: str, classes: tuple[str, ...] = ()) -> list[URIRef]:
        """Entities with a name that contains `part`, the nearest in length first."""
        return [node for node in map(URIRef, self._names.containing(part)) if self._is_one_of(node, classes)]

    def label(self, node: Node) -> str:
        """The one name to show for a node: its English label, else the first by language, else itself."""
        if not isinstance(node, URIRef):
            return shorten(node)
        said = (quad.object for quad in self.triples.quads_for_pattern(ox.NamedNode(str(node)), _LABEL, None))
        labels = [label for label in said if isinstance(label, ox.Literal)]
        ranked = sorted((label.language != "en", label.language or "", label.value) for label in labels)
        return ranked[0][2] if ranked else shorten(node)

    def _is_one_of(self, node: URIRef, classes: tuple[str, ...]) -> bool:
        return not classes or any(self._has_type(node, ox.NamedNode(str(SMT[cls]))) for cls in classes)

    def _has_type(self, node: URIRef, cls: ox.NamedNode | None = None) -> bool:
        found = self.triples.quads_for_pattern(ox.NamedNode(str(node)), _TYPE, cls, ox.DefaultGraph())
        return next(found, None) is not None

    def _by_id(self, name: str) -> set[URIRef]:
        local = name.removeprefix("id:").removeprefix(str(ID))
        nodes = {ID[local]} if re.fullmatch(r"[\w./-]+", local) else set()
        return {node for node in nodes if self._has_type(node)}

    @cached_property
    def _names(self) -> Names:
        return self.opened.names if self.opened else Names.index(self.triples)


def open_store(directory: Path | str) -> Store:
    """Open what a build left in a folder; raises `StopRun` where there is no graph, or one that is not Turtle."""
    opened = open_disk(Path(directory))
    return Store(opened.triples, opened)


def shorten(node: Node) -> str:
    """An IRI with its prefix (`smt:memberOf`); anything else as it reads."""
    text = str(node)
    for prefix, namespace in PREFIXES.items():
        if isinstance(node, URIRef) and text.startswith(namespace):
            return f"{prefix}:{text[len(namespace) :]}"
    return text
