"""A graph as plain records: what every format that is not RDF is written from.

    Content ── entities, documents, claims, evidence, findings, passages, each by its key
            └── facts(): the claims that state one thing, the surest first

A key is the node's IRI (`_:b0` of a blank node); `local` makes the short id that tables show of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

SMT: Final = "https://w3id.org/summitry/ontology#"
ID: Final = "https://w3id.org/summitry/id/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
DCTERMS: Final = "http://purl.org/dc/terms/"
GEO: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
ALTERNATIVE: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
BACKGROUND_NAME: Final = f"{SMT}backgroundName"
SAME_AS: Final = "http://www.w3.org/2002/07/owl#sameAs"
NAMES: Final = (LABEL, ALTERNATIVE, BACKGROUND_NAME)
MODALITIES: Final = ("Asserted", "Planned", "Proposed")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name and its language ("" if none is said); `predicate` tells labels from other names."""

    predicate: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing: its classes (the narrowest first), its names in order, the documents that mention it, background."""

    key: str
    classes: tuple[str, ...]
    names: tuple[Name, ...] = ()
    documents: tuple[str, ...] = ()
    same_as: str = ""
    iso_code: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def labels(self) -> dict[str, str]:
        """The label in each language; the first by the alphabet if a graph has several."""
        return {n.language: n.text for n in reversed(self.names) if n.predicate == LABEL and n.text}


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """The object of a fact: an entity's key, or a literal's text with its datatype's local name and its language."""

    text: str
    datatype: str = ""  # "" of an entity
    language: str = ""

    @property
    def is_entity(self) -> bool:
        return not self.datatype


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document states; `predicate` is a property's name. `confidence` is 1 where the graph gives none."""

    key: str
    subject: str
    predicate: str
    value: Value
    modality: str
    valid_from: str
    valid_to: str
    confidence: float
    evidence: tuple[str, ...]

    @property
    def fact(self) -> tuple[str, str, Value]:
        return self.subject, self.predicate, self.value


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote and where it stands, in code points of its document's text; no place is -1."""

    key: str
    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document, and its versions in other languages."""

    key: str
    source: str
    languages: tuple[str, ...]
    title: str
    publisher: str
    creator: str
    date: str
    mentions: tuple[str, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A conflict or a version difference: the claims, documents and quotes that it is about."""

    key: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing stated, with the claims that state it; what is shown of it is what the first, the surest, says."""

    id: str
    subject: str
    predicate: str
    value: Value
    claims: tuple[Claim, ...]

    @property
    def surest(self) -> Claim:
        return self.claims[0]


@dataclass(frozen=True)
class Content:
    """All of a graph, or what a selection leaves of it; each mapping is in order of its keys."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)  # passage → its document

    def facts(self) -> list[Fact]:
        """The facts that claims state, in order of subject, property and object."""
        stated: dict[tuple[str, str, Value], list[Claim]] = defaultdict(list)
        for claim in self.claims.values():
            stated[claim.fact].append(claim)
        return [Fact(_fact_id(*what), *what, tuple(sorted(stated[what], key=_surest))) for what in sorted(stated)]

    def quotes(self, claim: Claim) -> list[Evidence]:
        """The evidence of a claim, in order of document and place."""
        return sorted((self.evidence[key] for key in claim.evidence), key=lambda e: (e.document, e.start, e.end, e.key))

    def documents_of(self, fact: Fact) -> list[str]:
        """The documents that state a fact, by key."""
        return sorted({self.evidence[key].document for claim in fact.claims for key in claim.evidence} - {""})


def local(key: str) -> str:
    """The short id of a node: what follows the namespace of its kind; the whole of a foreign IRI."""
    rest = key.removeprefix(ID)
    kind, slash, name = rest.partition("/")
    return name if slash and rest != key and kind in _KINDS else rest


_KINDS: Final = {"document", "claim", "evidence", "passage", "conflict", "difference"}


def key_of(term: Term) -> str:
    """What a node goes by here."""
    return term.value if isinstance(term, NamedNode) else str(term)


def value_of(term: Term) -> Value:
    if not isinstance(term, Literal):
        return Value(key_of(term))
    return Value(term.value, term.datatype.value.removeprefix(XSD).removeprefix(RDF), term.language or "")


def _surest(claim: Claim) -> tuple[object, ...]:
    """Confidence first; of like ones what is so before what is planned, what is dated before what is not."""
    rank = MODALITIES.index(claim.modality) if claim.modality in MODALITIES else len(MODALITIES)
    return -claim.confidence, rank, not (claim.valid_from or claim.valid_to), claim.key


def _fact_id(subject: str, predicate: str, value: Value) -> str:
    stated = "\0".join((subject, predicate, value.text, value.datatype, value.language))
    return hashlib.sha256(stated.encode("utf-8")).hexdigest()[:16]
