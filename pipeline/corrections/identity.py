"""The entities of a build on the way to be corrected: what keys mean among them, and what came of each correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from pipeline.corrections.match import Index, Place, Texts, Thing, key_of
from pipeline.corrections.model import Filed, Merge, Rename, Retype, base
from pipeline.corrections.record import Outcome, Status
from pipeline.corrections.words import in_words
from pipeline.errors import StopRun
from pipeline.model import Document, Entity, Mention

AGAIN = 10  # rounds in which a name or class that one correction gives may lead to what another is about

At = tuple[str, int]  # a document's id, and the index of a mention there


@dataclass
class Identity:
    """The documents, their mentions and their entities, on the way to be corrected; and what came of it so far."""

    documents: Sequence[Document]
    mentions: Mapping[str, Sequence[Mention]]
    entities: Mapping[str, Entity]
    filed: Sequence[Filed]
    outcomes: dict[str, Outcome] = field(default_factory=dict)  # by place
    apart: dict[frozenset[str], Filed] = field(default_factory=dict)  # the pairs that are split, with what split them
    off: set[str] = field(default_factory=set)  # what went off
    former: dict[str, Entity] = field(default_factory=dict)  # what a retyped entity was before
    _passages: dict[str, Document] = field(init=False)

    def __post_init__(self) -> None:
        self._passages = {d.id: d for d in self.documents}
        self.texts = Texts((d.id, d.source, d.text) for d in self.documents)

    def index(self, filed: Iterable[Filed]) -> Index:
        """The entities by their names and classes, and by those that retypings and renamings give them."""
        filed = list(filed)
        things = {e.id: _thing(e, self.former.get(e.id, e).cls) for e in self.entities.values() if e.mentions}
        index = self._index(things, {})
        for _ in range(AGAIN):
            more, same = dict(things), one_things(filed, index)
            for f in filed:
                _alias(f, index, more)
            if more == index.things and same == index.same:
                break
            index = self._index(more, same)
        return index

    def _index(self, things: Mapping[str, Thing], same: Mapping[str, list[str]]) -> Index:
        return Index(things, self.texts, self.places, self.apart, self.off, same)

    def places(self, id_: str) -> list[Place]:
        """Where an entity is mentioned."""
        return [self.place(at) for at in self.entities[id_].mentions]

    def place(self, at: At) -> Place:
        mention = self.mentions[at[0]][at[1]]
        return at[0], self._passages[at[0]].passages[mention.passage].original(mention.span)

    def note(self, filed: Filed, status: Status, note: str = "", entities: Iterable[str] = ()) -> None:
        self.outcomes[filed.place] = Outcome(filed, status, note, tuple(sorted(set(entities))))


def one_things(filed: Iterable[Filed], index: Index) -> dict[str, list[str]]:
    """For each thing that a merge means all that are one with it, itself too, in the order in which they are named."""
    groups: dict[str, list[str]] = {}
    for f in filed:
        if isinstance(f.correction, Merge):
            ids = [i for key in f.correction.entities for i in index.match(key).ids]
            members = list(dict.fromkeys(m for i in ids for m in groups.get(i, [i])))
            groups |= dict.fromkeys(members, members)
    return {i: members for i, members in groups.items() if len(members) > 1}


def contradict(one: Filed, other: Filed, why: str) -> NoReturn:
    """Two corrections that can't both be followed; no rule of ours says which a person meant."""
    said = " and ".join(f"{f.place} ({in_words(f.correction)})" for f in (one, other))
    raise StopRun(f"corrections contradict each other: {said}: {why}; take one of them out")


def _thing(entity: Entity, former: str) -> Thing:
    names = frozenset(key_of(name) for _, name in (*entity.names, *entity.others))
    documents = frozenset(document for document, _ in entity.mentions)
    return Thing(entity.id, entity.names[0][1], frozenset([entity.cls, former]), names, documents)


def _alias(filed: Filed, index: Index, things: dict[str, Thing]) -> None:
    match filed.correction:
        case Retype(entity=key, to=to):
            for id_ in index.match(key).ids:
                things[id_] = replace(things[id_], classes=things[id_].classes | {base(to)})
        case Rename(entity=key, label=label):
            for id_ in index.match(key).ids:
                things[id_] = replace(things[id_], names=things[id_].names | {key_of(label)})
        case _:
            pass
