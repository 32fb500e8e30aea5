"""Mentions → Entities: one real thing is one node, across languages, scripts, forms and documents.

decisions   the table: every reason for which two are one thing, or are not, with its score
groups      things put together by it
naming      what a document adds to a mention: its listed thing (listed), its name in full, its dates
here        keys that mentions of one thing share in one document
anywhere    keys that they share in any document; meaning: … in any language
traits      what tells two things apart
align       which passages of a bilingual document translate one another
translate   … and which of their names are one thing (likeness, sounds)
words       words that tell things apart, and words that don't
names       what to call a thing
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.ids import entity_id
from pipeline.model import Document, Entity, Mention
from pipeline.recognise.overlap import VALUES
from pipeline.resolve.anywhere import whole_name
from pipeline.resolve.decisions import ANYWHERE, EDITION, HERE, Key, for_keys
from pipeline.resolve.groups import Groups
from pipeline.resolve.names import names_of
from pipeline.resolve.naming import Naming, namings
from pipeline.resolve.traits import Traits
from pipeline.resolve.translate import join_translations
from pipeline.schema import schema

SORTS = tuple(dict.fromkeys(reason.name for reason in ANYWHERE))

Place = tuple[str, int]  # (document id, index into its mentions)


def resolve(documents: Sequence[Document], mentions: Mapping[str, Sequence[Mention]]) -> tuple[Entity, ...]:
    """The things that the documents mention, in order of id; `mentions` is by document id."""
    things = [t for d in sorted(documents, key=lambda d: d.id) for t in things_in(d, mentions[d.id])]
    merged = [_Merged([things[i] for i in members], mentions) for members in grouped(things).sets()]
    return tuple(sorted(_identified(merged), key=lambda e: e.id))


@dataclass(frozen=True, slots=True)
class Thing:
    """What one document says of a thing."""

    places: tuple[Place, ...]
    traits: Traits
    namings: tuple[Naming, ...]
    year: str  # of the document

    def named(self) -> list[tuple[Key, float]]:
        """What names it in any document, the surest sort first."""
        if self.traits.known:
            return [(("known", min(self.traits.known)), ANYWHERE[0].score)]
        found = {key: score for naming in self.namings for key, score in for_keys(naming, ANYWHERE)}
        return sorted(found.items(), key=lambda item: _order(item[0]))


def _order(key: Key) -> tuple[int, str]:
    return SORTS.index(str(key[0])), repr(key)


def things_in(document: Document, mentions: Sequence[Mention]) -> Iterator[Thing]:
    """The things that a document mentions, each with its full names there."""
    named = namings(document, mentions)
    groups = Groups(naming.traits() for naming in named)
    for index, naming in enumerate(named):
        if naming.cls not in VALUES:
            groups.add(index, for_keys(naming, HERE))
    join_translations(document, mentions, groups)
    for members in groups.sets():
        if named[members[0]].cls not in VALUES:
            dates = tuple(dict.fromkeys(d for i in members for d in named[i].dates))
            full = tuple(replace(named[i], dates=dates) for i in members if named[i].is_full)
            traits = groups.traits[groups.root(members[0])]
            yield Thing(tuple((document.id, i) for i in members), traits, full, document.date[:4])


def grouped(things: Sequence[Thing]) -> Groups:
    """The things of all documents put together: by what names one thing anywhere, then the only editions of a name."""
    groups = Groups(thing.traits for thing in things)
    editions: dict[Hashable, list[int]] = {}
    for index, thing in enumerate(things):
        groups.add(index, thing.named())
        for key in dict.fromkeys(key for naming in thing.namings for key, _ in for_keys(naming, [EDITION])):
            editions.setdefault(key, []).append(index)
    for having in editions.values():
        if _one_edition(groups, [(i, things[i].year) for i in having]):
            for index in having[1:]:
                groups.join(having[0], index, EDITION.score)
    return groups


def _one_edition(groups: Groups, having: Sequence[tuple[int, str]]) -> bool:
    """Whether no two years are named of what these are of, and their documents are of about one time."""
    years = {groups.traits[groups.root(i)].years for i, _ in having} - {frozenset()}
    written = sorted(int(year) for _, year in having if year)
    return len(years) <= 1 and (not written or written[-1] - written[0] <= 1)


class _Merged:
    """A thing in all documents, on its way to be an entity."""

    def __init__(self, things: Sequence[Thing], mentions: Mapping[str, Sequence[Mention]]) -> None:
        self.places = tuple(sorted(p for t in things for p in t.places))
        self.mentions = [mentions[document][index] for document, index in self.places]
        self.known = min((k for t in things for k in t.traits.known), default="")
        self.cls = self.mentions[0].cls
        self.kind = _commonest(m.kind for m in self.mentions if m.kind and schema().fits(m.kind, (self.cls,)))
        self.names, self.others = names_of(self.mentions, self.known)
        self.key = min((key for t in things for key, _ in t.named()), key=_order, default=None)

    def id(self, *, alone: bool) -> str:
        """Of what names it everywhere, where something does and nothing else claims it; else of name and document."""
        language, name = self.names[0]
        if self.known:
            return entity_id(self.cls, "", self.known)
        if self.key is not None and alone:
            return entity_id(self.cls, " ".join(str(part) for part in self.key[1:] if part and part != self.cls))
        return entity_id(self.cls, " ".join((whole_name(name, language), *map(str, self.places[0]))))


def _identified(merged: Sequence[_Merged]) -> Iterator[Entity]:
    claimed = Counter(m.id(alone=True) for m in merged)
    for m in merged:
        own = m.id(alone=claimed[m.id(alone=True)] == 1)
        yield Entity(own, m.cls, m.kind, tuple(m.names), tuple(sorted(m.others)), m.places, m.known)


def _commonest(values: Iterator[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v), default="")
