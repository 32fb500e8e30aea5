"""One entity, gathered: its names, and its facts with the quotes behind them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SDO, SKOS
from rdflib.term import Node

from pipeline.sparql import GEO, SMT, stated
from pipeline.store import Store, shorten


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A passage that states a fact, and how it does: as so, as planned, from when to when."""

    source: str
    start: int
    text: str
    modality: str
    since: str
    until: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact about an entity: `property` and the other end, which is its subject where `inverse`."""

    property: str
    inverse: bool
    value: str
    quotes: tuple[Quote, ...]
    corrected: tuple[str, ...] = ()  # who made it so, when and why, where a person did


@dataclass(frozen=True, slots=True)
class Card:
    """All that the graph holds of one entity."""

    id: str
    label: str
    classes: tuple[str, ...]
    names: tuple[tuple[str, str], ...]  # language, name; canonical ones first
    unsaid: frozenset[tuple[str, str]]  # those of them that no document uses: background
    known: tuple[tuple[str, str], ...]  # what else background says: sameAs, isoCode, lat, long
    documents: tuple[str, ...]
    statements: tuple[Statement, ...]


def card(store: Store, entity: URIRef) -> Card:
    """Gather what the graph holds of an entity; facts come by property, its own before those that point to it."""
    graph = store.graph
    classes = sorted(shorten(cls).removeprefix("smt:") for cls in graph.objects(entity, RDF.type))
    documents = sorted(_text(store, node, DCTERMS.source) for node in graph.subjects(SMT.mentions, entity))
    statements = [*_statements(store, entity, inverse=False), *_statements(store, entity, inverse=True)]
    return Card(shorten(entity), store.label(entity), tuple(classes), _names(store, entity, RDFS.label, SKOS.altLabel),
                frozenset(_names(store, entity, SMT.backgroundName)), _known(store, entity), tuple(documents),
                tuple(statements))  # fmt: skip


def _names(store: Store, entity: URIRef, *predicates: URIRef) -> tuple[tuple[str, str], ...]:
    named = [
        (rank, name.language or "", str(name))
        for rank, predicate in enumerate(predicates)
        for name in store.graph.objects(entity, predicate)
        if isinstance(name, Literal)
    ]
    return tuple((language, name) for _, language, name in sorted(named))


def _known(store: Store, entity: URIRef) -> tuple[tuple[str, str], ...]:
    predicates = (OWL.sameAs, SMT.isoCode, GEO.lat, GEO.long)
    found = ((p, store.graph.value(entity, p)) for p in predicates)
    return tuple(
        (shorten(p).partition(":")[2], stated(str(value)) if p in {GEO.lat, GEO.long} else shorten(value))
        for p, value in found
        if value is not None
    )


def _statements(store: Store, entity: URIRef, *, inverse: bool) -> list[Statement]:
    """One statement a fact, with the quotes of every claim that makes it."""
    graph = store.graph
    quotes: dict[tuple[str, str], set[Quote]] = defaultdict(set)
    corrected: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in graph.subjects(RDF.object if inverse else RDF.subject, entity):
        other = graph.value(claim, RDF.subject if inverse else RDF.object)
        predicate = graph.value(claim, RDF.predicate)
        if other is not None and predicate is not None:
            fact = shorten(predicate).removeprefix("smt:"), store.label(other)
            quotes[fact] |= quotes_of(store, claim)
            corrected[fact] |= {_correction(store, node) for node in graph.subjects(SMT.corrects, claim)}
    return [Statement(fact[0], inverse, fact[1], tuple(sorted(found)), tuple(sorted(corrected[fact])))
            for fact, found in sorted(quotes.items())]  # fmt: skip


def _correction(store: Store, node: Node) -> str:
    """Who corrected, when and why."""
    author = _text(store, store.graph.value(node, SMT.correctedBy), SDO.name)
    return f"{author}, {_text(store, node, DCTERMS.date)}: {_text(store, node, SMT.reason)}"


def quotes_of(store: Store, claim: Node) -> set[Quote]:
    """The passages that state a claim."""
    modality = _text(store, claim, SMT.modality).removeprefix(str(SMT))
    period = _text(store, claim, SMT.validFrom), _text(store, claim, SMT.validTo)
    return {
        Quote(
            _text(store, store.graph.value(evidence, SMT.document), DCTERMS.source),
            int(_text(store, evidence, SMT.start)),
            _text(store, evidence, SMT.quote),
            modality,
            *period,
            stated(_text(store, claim, SMT.confidence)),
        )
        for evidence in store.graph.objects(claim, SMT.evidence)
    }


def _text(store: Store, node: Node | None, predicate: URIRef) -> str:
    found = store.graph.value(node, predicate) if node is not None else None
    return "" if found is None else str(found)
