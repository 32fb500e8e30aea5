"""The triples that say what a selection leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from pipeline.export.content import NAMES, SMT, Content, Name, key_of, value_of
from pipeline.export.filters import Filters
from pipeline.export.reading import Triples
from pipeline.export.selection import Selection
from pipeline.schema import schema

_CORRECTION = NamedNode(f"{SMT}Correction")
_CORRECTS = frozenset({f"{SMT}corrects", f"{SMT}rejects"})
_REJECTED = frozenset({f"{SMT}rejectedSubject", f"{SMT}rejectedObject", f"{SMT}rejectedEvidence"})


def kept(selection: Selection, found: Triples) -> Triples:
    """Of the triples that a selection was made from, those that say what is left, and what else is said of it."""
    if selection.filters == Filters():
        return found
    rest = _Rest(selection, found)
    return Triples(tuple(filter(rest.keeps, found.stated)), tuple(filter(rest.keeps, found.background)))


class _Rest:
    """Which triples a selection leaves.

    Nodes of no kind that is known here stay with what leads to them; if nothing leads to them they are about the
    graph as a whole, as the source and licence of background are, and stay too.
    """

    def __init__(self, selection: Selection, found: Triples) -> None:
        kept, whole = selection.content, selection.whole
        self.known = {key for part in _parts(whole) for key in part}
        self.kept = {key for part in _parts(kept) for key in part}
        self.entities, self.claims = whole.entities, whole.claims
        self.of_claims = selection.filters.of_claims
        self.names = {key: set(e.names) for key, e in kept.entities.items()} if selection.filters.languages else {}
        self.facts = {claim.fact for claim in kept.claims.values()}
        self.properties = {SMT + name for name in schema().facts}
        self.known |= self._corrections_gone(found.all)
        self.kept |= self._others(found.all)

    def keeps(self, triple: Triple) -> bool:
        subject, predicate, object_ = key_of(triple.subject), triple.predicate.value, triple.object
        if subject not in self.kept or self._is_gone(key_of(object_)) and not isinstance(object_, Literal):
            return False
        if subject not in self.entities:
            return True
        if predicate in self.properties:
            return (subject, predicate.removeprefix(SMT), value_of(object_)) in self.facts
        if self.names and predicate in NAMES and isinstance(object_, Literal):
            return Name(predicate, object_.language or "", object_.value) in self.names[subject]
        return True

    def _is_gone(self, key: str) -> bool:
        return key in self.known and key not in self.kept

    def _corrections_gone(self, found: Iterable[Triple]) -> set[str]:
        """The rejected claims that lack an end or all quotes; and the corrections none of whose claims are left.

        Of those that make and reject no claim: none of whose things are. A filter of claims leaves nothing rejected.
        """
        ends, parts = _corrections(found)
        gone = {
            key for key, said in parts.items()
            if self.of_claims or any(all(map(self._is_gone, keys)) for keys in said.values())
        }  # fmt: skip
        stated = {key: [end for end in keys if end in self.claims or end in parts] for key, keys in ends.items()}
        return gone | {
            key for key, keys in ends.items()
            if all(end in gone or self._is_gone(end) for end in stated[key] or keys)
        }  # fmt: skip

    def _others(self, found: Iterable[Triple]) -> set[str]:
        """The nodes of no known kind that stay."""
        others = {key for triple in found if (key := key_of(triple.subject)) not in self.known}
        links: dict[str, set[str]] = defaultdict(set)
        for triple in found if others else ():
            if not isinstance(triple.object, Literal) and key_of(triple.object) in others:
                links[key_of(triple.subject)].add(key_of(triple.object))
        led_to = {key for origin, ends in links.items() for key in ends if key != origin}
        reached = others - led_to
        level = {key for origin in self.kept | reached for key in links.get(origin, ())} - reached
        while level:
            reached |= level
            level = {key for origin in level for key in links.get(origin, ())} - reached
        return reached


def _corrections(found: Iterable[Triple]) -> tuple[dict[str, list[str]], dict[str, dict[str, list[str]]]]:
    """The corrections with what they are about; the rejected claims with their ends and quotes, by property."""
    ends: dict[str, list[str]] = {key_of(triple.subject): [] for triple in found if triple.object == _CORRECTION}
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in found:
        subject, predicate = key_of(triple.subject), triple.predicate.value
        if predicate in _CORRECTS and subject in ends:
            ends[subject].append(key_of(triple.object))
        elif predicate in _REJECTED:
            parts[subject][predicate].append(key_of(triple.object))
    return ends, parts


def _parts(content: Content) -> Iterator[Mapping[str, object]]:
    yield from (content.entities, content.documents, content.claims, content.evidence, content.findings)
    yield content.passages
