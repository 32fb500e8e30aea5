"""A built graph dealt into named graphs: one for each document, one for corrections and one for background.

    document D      D and its passages, the quotes in it, the claims that cite them, the facts these state,
                    and the type and names of everything that D mentions
    corrections     what people corrected, who did, and what they reject; a fact that they add is in the graph of
                    the source that they name
    background      what the authority lists add

A triple that several documents support is in the graph of each, and a link from a claim or finding to what stands in
one document is in that document's graph only. So the union of all is the graph, and without one document's graph
just that is gone which no other document supports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from pipeline.folder import OPTIONAL, triples, turtle_files, with_names
from pipeline.replace import reading

SMT: Final = "https://w3id.org/summitry/ontology#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
BACKGROUND: Final = NamedNode(f"{SMT}authorityLists")
"""The name of the graph that holds what no document says."""
CORRECTIONS: Final = NamedNode(f"{SMT}corrections")
"""The name of the graph that holds what came of corrections."""

_TYPE = NamedNode(f"{RDF}type")
_DOCUMENT, _CLAIM = NamedNode(f"{SMT}Document"), NamedNode(f"{SMT}Claim")
_OF_CORRECTIONS = {NamedNode(f"{SMT}{cls}") for cls in ("Correction", "Curator", "RejectedClaim")}
_WHOLE = [NamedNode(f"{RDF}{part}") for part in ("subject", "predicate", "object")]
_IN, _MENTIONS = NamedNode(f"{SMT}document"), NamedNode(f"{SMT}mentions")
_RESTS_ON = [NamedNode(f"{SMT}{link}") for link in ("evidence", "versionSays", "version", "claim")]
"""From a claim or a finding to what stands in one document: evidence, claims, the document itself."""

Node: TypeAlias = NamedNode | BlankNode | Literal | Triple


def named_graphs(directory: Path) -> Iterator[tuple[NamedNode, list[Triple]]]:
    """The triples of a built folder by document, in order of IRIs, then of corrections and background; each sorted.

    Raises StopRun where there is no graph, or one that is not Turtle.
    """
    stated: list[Triple] = []
    known: list[Triple] = []
    with reading(directory):
        for path in turtle_files(directory):
            (known if path.name in OPTIONAL else stated).extend(triples(path))
    yield from partition(with_names(stated), known)


def partition(stated: Iterable[Triple], background: Iterable[Triple] = ()) -> Iterator[tuple[NamedNode, list[Triple]]]:
    """Deal out what documents state and people correct (`graph.ttl`, `evidence.ttl`), and what background adds to it.

    What nothing ties to a document goes with background, so that no triple is lost.
    """
    index = _Index.of(stated)
    names = sorted(index.documents, key=str)
    dealt: dict[NamedNode, set[Triple]] = {name: set() for name in (*names, CORRECTIONS, BACKGROUND)}
    dealt[BACKGROUND].update(background)
    for triple in index.triples:
        for graph in index.graphs_of(triple) or {BACKGROUND}:
            dealt[graph].add(triple)
    for name, share in dealt.items():
        if share or name in index.documents:
            yield name, sorted(share, key=str)


@dataclass(slots=True)
class _Index:
    """Which graphs each node, and each fact, belongs to."""

    triples: list[Triple]
    documents: set[NamedNode] = field(default_factory=set)
    from_: dict[Node, set[NamedNode]] = field(default_factory=lambda: defaultdict(set))
    mentioned: dict[Node, set[NamedNode]] = field(default_factory=lambda: defaultdict(set))
    facts: dict[tuple[Node, ...], set[NamedNode]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, stated: Iterable[Triple]) -> _Index:
        index = cls(list(stated))
        index.documents = {
            t.subject for t in index.triples
            if t.predicate == _TYPE and t.object == _DOCUMENT and isinstance(t.subject, NamedNode)
        }  # fmt: skip
        index._place()
        index._place_facts()
        return index

    def graphs_of(self, triple: Triple) -> set[NamedNode]:
        """The graphs that hold a triple, of documents or corrections; none for what nothing ties to them."""
        subject = self.from_.get(triple.subject, set())
        if subject:
            linked = self.from_.get(triple.object, set()) if triple.predicate in _RESTS_ON else set()
            return subject & linked or subject
        return self.facts.get((triple.subject, triple.predicate, triple.object)) or self.mentioned.get(
            triple.subject, set()
        )

    def _place(self) -> None:
        """Documents, then what stands in them, then what rests on these."""
        links: dict[Node, list[Triple]] = defaultdict(list)
        for document in self.documents:
            self.from_[document] = {document}
        for triple in self.triples:
            if triple.predicate == _TYPE and triple.object in _OF_CORRECTIONS:
                self.from_[triple.subject] = {CORRECTIONS}
            elif triple.predicate == _MENTIONS and triple.subject in self.documents:
                self.mentioned[triple.object] |= self.from_[triple.subject]
            elif triple.predicate == _IN and triple.object in self.documents:
                self.from_[triple.subject] |= self.from_[triple.object]
            elif triple.predicate in _RESTS_ON:
                links[triple.predicate].append(triple)
        for predicate in _RESTS_ON:
            for triple in links[predicate]:
                self.from_[triple.subject] |= self.from_.get(triple.object, set())

    def _place_facts(self) -> None:
        """What each claim states, as parts of the claims come."""
        parts: dict[Node, dict[Node, Node]] = defaultdict(dict)
        claims = {t.subject for t in self.triples if t.predicate == _TYPE and t.object == _CLAIM}
        for triple in self.triples:
            if triple.predicate in _WHOLE and triple.subject in claims:
                parts[triple.subject][triple.predicate] = triple.object
        for claim, said in parts.items():
            if len(said) == len(_WHOLE):
                self.facts[tuple(said[part] for part in _WHOLE)] |= self.from_.get(claim, set())
