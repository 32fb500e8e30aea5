"""The corrections of identity: Entities → Entities, so that claims, conflicts and versions follow them.

    split  →  merge  →  retype  →  rename

A key may use the class or the label that another correction gives: what a person saw in a corrected graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from pipeline.corrections.match import Index, Match, Place, Texts, Thing, key_of, meet
from pipeline.corrections.model import Filed, Merge, Rename, Retype, Split, base, in_words
from pipeline.corrections.record import Outcome, Status
from pipeline.errors import StopRun
from pipeline.ids import content_id, slug
from pipeline.model import LANGUAGES, Document, Entity, Language, Mention
from pipeline.resolve.names import names_of

AGAIN = 10  # rounds in which a name or class that one correction gives may lead to what another is about

Name = tuple[Language, str]
At = tuple[str, int]  # a document's id, and the index of a mention there


@dataclass
class Identity:
    """The documents, their mentions and their entities, on the way to be corrected; and what came of it so far."""

    documents: Sequence[Document]
    mentions: Mapping[str, Sequence[Mention]]
    entities: Mapping[str, Entity]
    filed: Sequence[Filed]
    outcomes: dict[str, Outcome] = field(default_factory=dict)  # by place
    former: dict[str, str] = field(default_factory=dict)  # the class that an entity had before it was retyped
    _passages: dict[str, Document] = field(init=False)

    def __post_init__(self) -> None:
        self._passages = {d.id: d for d in self.documents}
        self.texts = Texts((d.id, d.source, d.text) for d in self.documents)

    def index(self, filed: Iterable[Filed]) -> Index:
        """The entities by their names and classes, and by those that retypings and renamings give them."""
        filed = [f for f in filed if isinstance(f.correction, Retype | Rename)]
        things = {e.id: _thing(e, self.former.get(e.id, e.cls)) for e in self.entities.values() if e.mentions}
        index = Index(things, self.texts, self.places)
        for _ in range(AGAIN):
            more = dict(things)
            for f in filed:
                _alias(f, index, more)
            if more == things:
                break
            things = more
            index = Index(things, self.texts, self.places)
        return index

    def places(self, id_: str) -> list[Place]:
        """Where an entity is mentioned."""
        return [self.place(at) for at in self.entities[id_].mentions]

    def place(self, at: At) -> Place:
        mention = self.mentions[at[0]][at[1]]
        return at[0], self._passages[at[0]].passages[mention.passage].original(mention.span)

    def note(self, filed: Filed, status: Status, note: str = "", entities: Iterable[str] = ()) -> None:
        self.outcomes[filed.place] = Outcome(filed, status, note, tuple(sorted(set(entities))))


def contradict(one: Filed, other: Filed, why: str) -> NoReturn:
    """Two corrections that can't both be followed; no rule of ours says which a person meant."""
    said = " and ".join(f"{f.place} ({in_words(f.correction)})" for f in (one, other))
    raise StopRun(f"corrections contradict each other: {said}: {why}; take one of them out")


def correct_entities(filed: Sequence[Filed], identity: Identity) -> Identity:
    """The entities as the corrections have them, and the outcome of each correction of identity; others are left.

    StopRun for two that contradict each other.
    """
    apart = _split(filed, identity)
    index = identity.index(filed)
    root = _merge(filed, identity, index, apart)
    _retype(filed, identity, index, root)
    _rename(filed, identity, index, root)
    return identity


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


# --- split ------------------------------------------------------------------------------------------------------------


def _split(filed: Sequence[Filed], identity: Identity) -> dict[frozenset[str], Filed]:
    """Part things, one correction after the other; the pairs that are now apart, with what parted them."""
    apart: dict[frozenset[str], Filed] = {}
    for f in filed:
        if not isinstance(f.correction, Split):
            continue
        match = identity.index(filed).match(f.correction.entity)
        divided = [pair for id_ in match.ids if (pair := _divided(f.correction, identity, id_)) is not None]
        for stays, goes in divided:
            former = next(iter({stays.id, goes.id} & set(identity.entities)))
            entities = {i: e for i, e in identity.entities.items() if i != former}
            identity.entities = entities | {stays.id: stays, goes.id: goes}
            for former_pair in [p for p in apart if former in p]:  # what was apart from the whole is from both halves
                apart |= {frozenset([half.id, *(former_pair - {former})]): apart[former_pair] for half in (stays, goes)}
            apart[frozenset([stays.id, goes.id])] = f
        if divided:
            identity.note(f, "Applied", "", (e.id for pair in divided for e in pair))
        else:
            _not_split(f, f.correction, identity, match)
    return apart


def _not_split(filed: Filed, split: Split, identity: Identity, match: Match) -> None:
    index = identity.index(())
    off = {i for name in split.names for i in index.match(split.entity.model_copy(update={"names": (name,)})).ids}
    if match.several or len(match.ids) > 1 or off - set(match.ids):
        identity.note(filed, "NotNeeded", "they are two things already", {*match.ids, *off})
    else:
        why = match.why or "nothing of what is to go off is mentioned, or nothing besides it"
        identity.note(filed, "Unmatched", why, match.ids)


def _divided(split: Split, identity: Identity, id_: str) -> tuple[Entity, Entity] | None:
    """What stays of an entity and what goes off; None if that is all or nothing of it."""
    entity = identity.entities[id_]
    names = {key_of(name) for name in split.names}
    documents = {i for source in split.documents for i in identity.texts.of(source)}
    quoted = [place for quote in split.quotes for place in identity.texts.places(quote)]

    def goes(at: At) -> bool:
        mention = identity.mentions[at[0]][at[1]]
        named = {key_of(name) for name in (mention.name, mention.stands_for) if name}
        by_name = key_of(mention.stands_for or mention.name) in names or (
            not mention.stands_for and bool(named & names)
        )
        return by_name or at[0] in documents or any(meet(identity.place(at), place) for place in quoted)

    off = tuple(at for at in entity.mentions if goes(at))
    if not off or len(off) == len(entity.mentions):
        return None
    stays = tuple(at for at in entity.mentions if at not in off)
    return _halves(split, identity, entity, stays, off)


def _halves(
    split: Split, identity: Identity, entity: Entity, stays: tuple[At, ...], off: tuple[At, ...]
) -> tuple[Entity, Entity]:
    """Both halves; the listed thing, and its id, go to the one that alone is read as it: else to what stays."""
    listed = [any(identity.mentions[d][i].known == entity.known for d, i in half) for half in (stays, off)]
    moved = bool(entity.known) and listed == [False, True]
    not_here = {key_of(name) for name in split.names}
    first = _half(identity, entity, stays, known="" if moved else entity.known, without=not_here)
    second = _half(identity, entity, off, known=entity.known if moved else "", without=set())
    own = content_id(entity.cls, "split", *map(str, split.names), "\0", *split.documents, "\0", *split.quotes)[:8]
    other = first if moved else second
    new = f"{slug(other.names[0][1])}-{own}".lstrip("-")
    while new in identity.entities:
        new += "-2"
    if moved:
        return replace(first, id=new), second
    return first, replace(second, id=new)


def _half(identity: Identity, entity: Entity, places: tuple[At, ...], *, known: str, without: set[str]) -> Entity:
    mentions = [identity.mentions[document][index] for document, index in places]
    names, others = names_of(mentions, known)
    kept = [name for name in names if key_of(name[1]) not in without]
    rest = sorted(name for name in others if key_of(name[1]) not in without)
    return replace(entity, names=tuple(kept or names), others=tuple(rest), mentions=places, known=known)


# --- merge ------------------------------------------------------------------------------------------------------------


def _merge(
    filed: Sequence[Filed], identity: Identity, index: Index, apart: Mapping[frozenset[str], Filed]
) -> dict[str, str]:
    """Make one of several; for each entity the id that it has now."""
    group: dict[str, list[str]] = {}  # shared by all its members, in the order in which they are named
    welds: list[tuple[Filed, list[str]]] = []
    for f in filed:
        if isinstance(f.correction, Merge):
            matches = [index.match(key) for key in f.correction.entities]
            ids = list(dict.fromkeys(i for match in matches for i in match.ids))
            wrong = "; ".join(match.why for match in matches if match.why)
            if len(ids) > 1:
                _weld(group, ids)
                welds.append((f, ids))
                identity.note(f, "Applied", wrong, ids)
            elif wrong:
                identity.note(f, "Unmatched", wrong, ids)
            else:
                identity.note(f, "NotNeeded", "they are one thing already", ids)
    for pair, parted in apart.items():
        one, other = sorted(pair)
        if one in group and other in group[one]:
            contradict(parted, next(f for f, ids in welds if group[ids[0]] is group[one]), "apart, and one")
    return _welded(group, identity)


def _weld(group: dict[str, list[str]], ids: Iterable[str]) -> None:
    members = list(dict.fromkeys(m for i in ids for m in group.get(i, [i])))
    for member in members:
        group[member] = members


def _welded(group: Mapping[str, list[str]], identity: Identity) -> dict[str, str]:
    root = {i: i for i in identity.entities}
    entities = dict(identity.entities)
    for members in {id(m): m for m in group.values()}.values():
        ranked = sorted(members, key=lambda i: (not entities[i].known, members.index(i)))
        one = _one([entities[i] for i in ranked], entities[members[0]])
        root |= dict.fromkeys(members, one.id)
        entities = {i: e for i, e in entities.items() if i not in members} | {one.id: one}
    for place, outcome in identity.outcomes.items():
        identity.outcomes[place] = replace(outcome, entities=tuple(sorted({root.get(i, i) for i in outcome.entities})))
    identity.entities = entities
    return root


def _one(entities: Sequence[Entity], first: Entity) -> Entity:
    """One of several: the id of a listed one, if any is; the labels and the class of the first that was named."""
    ordered = [first, *(e for e in entities if e is not first)]
    names: dict[Language, str] = {}
    for entity in ordered:
        for language, name in entity.names:
            names.setdefault(language, name)
    others = {name for entity in ordered for name in (*entity.names, *entity.others)} - set(names.items())
    kind = next((e.kind for e in ordered if e.kind and e.cls == first.cls), "")
    mentions = tuple(sorted({at for entity in ordered for at in entity.mentions}))
    return replace(first, id=entities[0].id, kind=kind, names=_in_order(names), others=tuple(sorted(others)),
                   mentions=mentions, known=entities[0].known)  # fmt: skip


def _in_order(names: Mapping[Language, str]) -> tuple[Name, ...]:
    return tuple(sorted(names.items(), key=lambda name: LANGUAGES.index(name[0])))


# --- retype, rename ---------------------------------------------------------------------------------------------------


def _retype(filed: Sequence[Filed], identity: Identity, index: Index, root: Mapping[str, str]) -> None:
    entities = dict(identity.entities)
    given: dict[str, Filed] = {}
    for f in filed:
        if not isinstance(f.correction, Retype):
            continue
        to = f.correction.to
        match = index.match(f.correction.entity)
        ids = sorted({root[i] for i in match.ids})
        already = [i for i in ids if (identity.entities[i].kind or identity.entities[i].cls) == to]
        if not ids and (so := index.match(f.correction.entity, cls=to).ids):
            ids = already = sorted({root[i] for i in so})
        for id_ in ids:
            before = given.setdefault(id_, f)
            if isinstance(before.correction, Retype) and before.correction.to != to:
                contradict(before, f, f"one thing, of class {before.correction.to} and of class {to}")
            kind = to if base(to) != to else ""
            identity.former[id_] = identity.entities[id_].cls
            entities[id_] = replace(entities[id_], cls=base(to), kind=kind)
        _note(f, identity, match, ids, already, f"it is of class {to} already")
    identity.entities = entities


def _rename(filed: Sequence[Filed], identity: Identity, index: Index, root: Mapping[str, str]) -> None:
    entities = dict(identity.entities)
    given: dict[tuple[str, str], Filed] = {}
    for f in filed:
        if not isinstance(f.correction, Rename):
            continue
        language, label = f.correction.language, f.correction.label
        match = index.match(f.correction.entity)
        ids = sorted({root[i] for i in match.ids})
        already = [i for i in ids if (language, label) in identity.entities[i].names]
        for id_ in ids:
            before = given.setdefault((id_, language), f)
            if isinstance(before.correction, Rename) and before.correction.label != label:
                contradict(before, f, f"one thing, called {before.correction.label} and called {label}")
            entities[id_] = _renamed(entities[id_], language, label)
        _note(f, identity, match, ids, already, f"it is called {label} already")
    identity.entities = entities


def _renamed(entity: Entity, language: Language, label: str) -> Entity:
    names = dict(entity.names) | {language: label}
    others = {*entity.names, *entity.others} - set(names.items())
    return replace(entity, names=_in_order(names), others=tuple(sorted(others)))


def _note(filed: Filed, identity: Identity, match: Match, ids: Sequence[str], already: Sequence[str], so: str) -> None:
    if not ids:
        identity.note(filed, "Unmatched", match.why)
    elif len(already) == len(ids):
        identity.note(filed, "NotNeeded", so, ids)
    else:
        identity.note(filed, "Applied", "", ids)
