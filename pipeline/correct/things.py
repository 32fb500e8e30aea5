"""A graph, opened to be corrected: what its names mean, and where its things are mentioned."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import Final

from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

from pipeline.corrections.match import Index, Place, Texts, Thing, key_of
from pipeline.corrections.model import base
from pipeline.errors import StopRun
from pipeline.model import Span
from pipeline.schema import schema
from pipeline.sparql import ID, SMT
from pipeline.store import Store, open_store, shorten

NEAR: Final = 5  # how many names are offered for one that is not there


class Things:
    """The things and texts of the graph in a folder; StopRun if there is none."""

    def __init__(self, graph: Path) -> None:
        self.folder = graph
        self.store: Store = open_store(graph)

    def one(self, name: str, classes: tuple[str, ...] = ()) -> URIRef:
        """The one thing that a name means; StopRun, naming what is near, for none or several."""
        found = self.store.find(name, classes)
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{shorten(n)} ({self.class_of(n)}, {self.store.label(n)})" for n in found)
            raise StopRun(f"{name} names {len(found)} things: {several}; say which by its id")
        if others := self.store.find(name):
            raise StopRun(f"{name} is of class {self.class_of(others[0])}, and {' or '.join(classes)} is wanted")
        near = ", ".join(dict.fromkeys(self.store.label(n) for n in self.store.suggest(name)[:NEAR]))
        raise StopRun(f"nothing is called {name}" + (f"; near it: {near}" if near else ""))

    def names(self, node: URIRef) -> list[str]:
        return sorted({str(o) for p in (RDFS.label, SKOS.altLabel) for o in self.store.graph.objects(node, p)})

    @cached_property
    def index(self) -> Index:
        """The things of the graph, as the next build will compare keys with its own."""
        graph = self.store.graph
        nodes = {o for o in graph.objects(None, SMT.mentions) if isinstance(o, URIRef)}
        mentioned: dict[Node, set[str]] = defaultdict(set)
        for document, node in graph.subject_objects(SMT.mentions):
            mentioned[node].add(local_name(document, "document/"))
        things = {local_name(n): self._thing(n, frozenset(mentioned[n])) for n in sorted(nodes)}
        return Index(things, self.texts, self.places)

    def _thing(self, node: URIRef, documents: frozenset[str]) -> Thing:
        names = frozenset(map(key_of, self.names(node)))
        return Thing(local_name(node), self.store.label(node), frozenset([base(self.class_of(node))]), names, documents)

    def places(self, id_: str) -> list[Place]:
        graph = self.store.graph
        return sorted(
            (
                local_name(document, "document/"),
                Span(*(int(str(graph.value(passage, p))) for p in (SMT.start, SMT.end))),
            )
            for passage in graph.subjects(SMT.speaksOf, ID[id_])
            if (document := graph.value(passage, SMT.document)) is not None
        )

    @cached_property
    def texts(self) -> Texts:
        """The documents that were read: not the sources that corrections cite."""
        graph = self.store.graph
        cited = set(graph.subjects(RDF.type, SMT.CitedSource))
        nodes = [n for n in graph.subjects(RDF.type, SMT.Document) if n not in cited]
        return Texts(
            (i, str(graph.value(n, DCTERMS.source)), self._text(i)) for n in nodes for i in [local_name(n, "document/")]
        )

    def _text(self, id_: str) -> str:
        path = self.folder / "documents" / f"{id_}.txt"
        try:
            return path.read_bytes().decode("utf-8")
        except OSError as error:
            raise StopRun(f"{path}: {error.strerror}; build the graph anew") from error

    def class_of(self, node: Node) -> str:
        """The most special class of a thing."""
        found = {str(o).removeprefix(str(SMT)) for o in self.store.graph.objects(node, RDF.type)}
        return max(sorted(found & set(schema().entities)), key=lambda cls: len(schema().superclasses(cls)))


def local_name(node: Node, prefix: str = "") -> str:
    """The last part of the IRI of a thing, or of a document under its prefix."""
    return str(node).removeprefix(f"{ID}{prefix}")
