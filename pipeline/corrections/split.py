"""One thing that is two: its mentions dealt out, each half with the names that its own mentions give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.corrections.identity import At, Identity
from pipeline.corrections.match import Match, key_of, meet
from pipeline.corrections.model import Filed, Split
from pipeline.ids import content_id, slug
from pipeline.model import Entity
from pipeline.resolve.names import names_of


def split_entities(filed: Sequence[Filed], identity: Identity) -> None:
    """Part things, one correction after the other."""
    for f in filed:
        if not isinstance(f.correction, Split):
            continue
        match = identity.index(filed).match(f.correction.entity)
        divided = [pair for id_ in match.ids if (pair := _divided(f.correction, identity, id_)) is not None]
        for stays, goes in divided:
            _part(f, stays, goes, identity)
        if divided:
            identity.note(f, "Applied", "", (e.id for halves in divided for e in halves))
        else:
            _not_split(f, f.correction, identity, match)


def _part(filed: Filed, stays: Entity, goes: Entity, identity: Identity) -> None:
    """Put two halves in the place of the whole, of which one has the id; what was apart from it is from both."""
    apart = identity.apart
    former = next(iter({stays.id, goes.id} & set(identity.entities)))
    entities = {i: e for i, e in identity.entities.items() if i != former}
    identity.entities = entities | {stays.id: stays, goes.id: goes}
    for two in [pair for pair in apart if former in pair]:
        by = apart.pop(two)
        apart |= {frozenset([half.id, *(two - {former})]): by for half in (stays, goes)}
    apart[frozenset([stays.id, goes.id])] = filed
    identity.off.add(goes.id)


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
