"""What the graph states, and by which document: what a correction of a fact is checked against."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from pipeline.correct.things import Things, local_name
from pipeline.corrections.days import PAIRED, in_order, tells_when
from pipeline.corrections.match import Place, key_of, meet
from pipeline.corrections.model import Add, Correction, FixDate, Reject
from pipeline.errors import StopRun
from pipeline.model import Period, Span
from pipeline.sparql import SMT


def stated(things: Things, node: Node, name: str) -> list[tuple[Node, Node]]:
    """The claims that state a property of a thing, with their objects."""
    graph = things.store.graph
    claims = [c for c in graph.subjects(RDF.subject, node) if (c, RDF.predicate, SMT[name]) in graph]
    return [(c, o) for c in claims for o in graph.objects(c, RDF.object)]


def claims_of(
    things: Things, node: Node, name: str, other: URIRef | None, literal: str, limits: Correction | None = None
) -> list[Node]:
    """The claims that state a fact, where a rejection looks for them."""
    found = [(c, o) for c, o in stated(things, node, name) if other is None or o == other]
    if isinstance(limits, Reject):
        if literal and limits.value:
            text = key_of if literal == "text" else str
            found = [(c, o) for c, o in found if text(str(o)) == text(limits.value)]
        found = [(c, o) for c, o in found if _within(things, c, limits)]
    return [c for c, _ in found]


def _within(things: Things, claim: Node, limits: Reject) -> bool:
    if any(has(things, SMT.Add, SMT.correctionKind, c) for c in things.store.graph.subjects(SMT.corrects, claim)):
        return False  # a person states it: what was added is undone, not rejected
    if not (limits.document or limits.quote):
        return True
    documents = things.texts.of(limits.document) if limits.document else None
    quoted = things.texts.places(limits.quote, documents)
    stated = [_evidence(things, e) for e in things.store.graph.objects(claim, SMT.evidence)]
    if not limits.quote:
        return any(document in (documents or ()) for document, _ in stated)
    return any(meet(place, quote) for place in stated for quote in quoted)


def _evidence(things: Things, node: Node) -> Place:
    graph = things.store.graph
    start, end = (int(str(graph.value(node, p))) for p in (SMT.start, SMT.end))
    return local_name(graph.value(node, SMT.document) or node, "document/"), Span(start, end)


def says_as_much(things: Things, claim: Node, add: Add) -> bool:
    """Whether a claim of the fact that is added is as sure as that, and tells when it holds, if that does."""
    start, end = (str(things.store.graph.value(claim, p) or "") for p in (SMT.validFrom, SMT.validTo))
    same = has(things, SMT[add.modality], SMT.modality, claim)
    return same and tells_when(Period(start, end), Period(add.since, add.until))


def has(things: Things, value: Node, predicate: Node, node: Node) -> bool:
    return (node, predicate, value) in things.store.graph


def shown(things: Things, node: Node) -> str:
    return str(node) if isinstance(node, Literal) else things.store.label(node)


def source_of(things: Things, document: str) -> str:
    """A document's source, by which it will be known; StopRun if the graph has no such document."""
    if not document:
        return ""
    found = things.texts.of(document)
    if not found:
        raise StopRun(f"{document}: no document of {things.folder}; `summitry query documents` lists them")
    return things.texts.sources[found[0]]


def cites(things: Things, source: str, quote: str) -> dict[str, str]:
    """A source as a correction has it: a document of the graph with words that stand in it, or a name."""
    documents = things.texts.of(source)
    if not documents:
        return {"source": source, "quote": quote}
    if not quote.strip():
        raise StopRun(f"say which words of {source} state it: --quote")
    if not things.texts.places(quote, documents):
        raise StopRun(f"“{quote}” does not stand in {source}")
    return {"document": things.texts.sources[documents[0]], "quote": quote}


def check_order(things: Things, node: URIRef, fix: FixDate, others: Sequence[str]) -> None:
    """An event's last day does not come before its first."""
    if fix.property not in PAIRED:
        return
    partners = {str(o) for _, o in stated(things, node, PAIRED[fix.property])}
    first = fix.property == "startDate"
    mine = [fix.value, *others]
    if partners and not all(any(in_order(d, p) if first else in_order(p, d) for d in mine) for p in partners):
        raise StopRun(
            f"it would end before it begins ({PAIRED[fix.property]} {', '.join(sorted(partners))}); "
            f"correct {PAIRED[fix.property]} first"
        )
