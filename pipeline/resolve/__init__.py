"""Mentions → Entities: one real thing is one node, across languages, scripts, forms and documents.

words       words that tell things apart, and words that don't
groups      mentions put together, unless something tells them apart
within      one document: one name, one spelling, one number in a series
align       which passages of a bilingual document translate one another
translate   … and which of their names are one thing
sounds      whether two persons' names in two scripts can be one
across      keys that name one thing in any document
names       what to call it
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ids import entity_id
from pipeline.model import Document, Entity, Mention
from pipeline.recognise.overlap import VALUES
from pipeline.resolve.across import ORDER, Key, keys, whole_name
from pipeline.resolve.groups import Groups, Traits
from pipeline.resolve.names import names_of
from pipeline.resolve.translate import translated
from pipeline.resolve.within import beside, grouped
from pipeline.schema import schema

Place = tuple[str, int]  # (document id, index into its mentions)


def resolve(documents: Sequence[Document], mentions: Mapping[str, Sequence[Mention]]) -> tuple[Entity, ...]:
    """The things that the documents mention, in order of id; `mentions` is by document id."""
    things = [t for d in sorted(documents, key=lambda d: d.id) for t in _things(d, mentions[d.id])]
    groups = Groups(t.traits for t in things)
    for index, thing in enumerate(things):
        groups.add(index, thing.keys)
    merged = [_Merged([things[i] for i in members], mentions) for members in groups.sets()]
    return tuple(sorted(_identified(merged), key=lambda e: e.id))


@dataclass(frozen=True, slots=True)
class _Thing:
    """What one document says of a thing."""

    places: tuple[Place, ...]
    traits: Traits
    keys: tuple[Key, ...]


def _things(document: Document, mentions: Sequence[Mention]) -> Iterator[_Thing]:
    groups = grouped(document, mentions)
    translated(document, mentions, groups)
    dates = beside(document, mentions)
    for members in groups.sets():
        if mentions[members[0]].cls in VALUES:
            continue
        traits = groups.traits[groups.root(members[0])]
        known, own_dates = min(traits.known, default=""), [dates[i] for i in members if i in dates]
        found = keys([mentions[i] for i in members], known, own_dates)
        yield _Thing(tuple((document.id, i) for i in members), traits, tuple(found))


class _Merged:
    """A thing in all documents, on its way to be an entity."""

    def __init__(self, things: Sequence[_Thing], mentions: Mapping[str, Sequence[Mention]]) -> None:
        self.places = tuple(sorted(p for t in things for p in t.places))
        self.mentions = [mentions[document][index] for document, index in self.places]
        self.known = min((k for t in things for k in t.traits.known), default="")
        self.cls = self.mentions[0].cls
        self.kind = _commonest(m.kind for m in self.mentions if m.kind and schema().fits(m.kind, (self.cls,)))
        self.names, self.others = names_of(self.mentions, self.known)
        self.key = min((k for t in things for k in t.keys), key=lambda k: (ORDER.index(k[0]), k), default=None)

    def id(self, *, alone: bool) -> str:
        """Of what names it everywhere, where something does and nothing else claims it; else of name and document."""
        language, name = self.names[0]
        if self.known:
            return entity_id(self.cls, "", self.known)
        if self.key is not None and alone:
            return entity_id(self.cls, " ".join(part for part in self.key[1:] if part and part != self.cls))
        return entity_id(self.cls, " ".join((whole_name(name, language), *map(str, self.places[0]))))


def _identified(merged: Sequence[_Merged]) -> Iterator[Entity]:
    claimed = Counter(m.id(alone=True) for m in merged)
    for m in merged:
        own = m.id(alone=claimed[m.id(alone=True)] == 1)
        yield Entity(own, m.cls, m.kind, tuple(m.names), tuple(sorted(m.others)), m.places, m.known)


def _commonest(values: Iterator[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v), default="")
