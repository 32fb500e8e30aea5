"""The triples that say what a selection leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, Triple

from pipeline.export.content import NAMES, SMT, Content, Name, key_of, value_of
from pipeline.export.filters import Filters
from pipeline.export.reading import Triples
from pipeline.export.selection import Selection
from pipeline.schema import schema


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
        self.entities = whole.entities
        self.names = {key: set(e.names) for key, e in kept.entities.items()} if selection.filters.languages else {}
        self.facts = {claim.fact for claim in kept.claims.values()}
        self.properties = {SMT + name for name in schema().facts}
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


def _parts(content: Content) -> Iterator[Mapping[str, object]]:
    yield from (content.entities, content.documents, content.claims, content.evidence, content.findings)
    yield content.passages
