"""What can't be, whatever was read: background knowledge never states a fact, but it may refuse one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pipeline import authority
from pipeline.languages import ANALYSERS
from pipeline.model import Mention
from pipeline.relate.frames import Triggers, load
from pipeline.relate.relation import Relation

STATUSES = {"memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf", "chairOf"}
HELD = {"adopted", "chairedBy", "attendedBy", "organizer", "meetingOf", "theme"}  # of what is held, not of what befalls
DATED = {"startDate", "endDate", "heldIn"}  # said of a meeting left unsaid rather than of a year


def likely(property_: str, mention: Mention) -> bool:
    """Whether a thing left unsaid may be this one: a body with members and no organ, a meeting and no earthquake."""
    if mention.cls == "Organization" and property_ in {*STATUSES, "partOf"}:
        return not _memberless(mention) and not _says("organ", mention)
    if mention.kind == "ThematicYear" and property_ in DATED:
        return False
    if mention.cls == "Event" and property_ in HELD:
        return mention.kind != "ThematicYear" and not _says("calamity", mention)
    return True


def possible(relations: Iterable[Relation], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The relations without those that can't be: a known city in another country than its own, a whole in its part.

    Where one mention of a state is given one status in several bodies, only the surest is kept.
    """
    for relation in _one_body(list(relations), mentions):
        subject = mentions[relation.subject]
        object_ = mentions[relation.object] if relation.object >= 0 else None
        if object_ is None or not _impossible(relation.property, subject, object_):
            yield relation


def stands_alone(body: Mention) -> bool:
    """Whether a listed body is no organ of the one it is of: a bank of several states' has a board and members."""
    return _says("standing", body)


def _impossible(property_: str, subject: Mention, object_: Mention) -> bool:
    if property_ == "partOf":
        return subject.cls == "State" or _elsewhere(subject, object_)
    if property_ in STATUSES and (_memberless(object_) if subject.cls == "State" else _is_own_organ(subject, object_)):
        return True
    if property_ in HELD and subject.cls == "Event" and _says("calamity", subject):
        return True
    return property_ == "declaredBy" and object_.kind == "ThematicYear"


def _one_body(relations: Sequence[Relation], mentions: Sequence[Mention]) -> Iterator[Relation]:
    best: dict[tuple[str, int], Relation] = {}
    for relation in relations:
        if relation.property in STATUSES:
            key = (relation.property, relation.subject)
            if key not in best or _sureness(relation) > _sureness(best[key]):
                best[key] = relation
    for relation in relations:
        surest = best.get((relation.property, relation.subject), relation)
        if _named(mentions[relation.object]) == _named(mentions[surest.object]):
            yield relation


def _sureness(relation: Relation) -> tuple[float, float]:
    return relation.probability, relation.raw


def _named(mention: Mention) -> str:
    return mention.known or mention.stands_for or mention.name


@cache
def _words() -> dict[str, Triggers]:
    return load("veto.toml", dict[str, Triggers])


def _memberless(body: Mention) -> bool:
    """Whether a body's name says that it is an office, not one that states belong to."""
    file, name = ANALYSERS[body.language], body.name.casefold()
    words: tuple[str, ...] = getattr(_words()["memberless"], file)
    return any(name.endswith(word) if file == "zh" else word in name for word in words)


def _is_own_organ(part: Mention, whole: Mention) -> bool:
    """Whether a body is an organ of the other: listed as one, or an office named with it (上合组织秘书处)."""
    entry = authority.load().by_id.get(part.known)
    listed = entry is not None and bool(whole.known) and entry.parent == whole.known
    return listed or (_memberless(part) and whole.name.casefold() in part.name.casefold())


def _says(set_: str, mention: Mention) -> bool:
    """Whether a name has one of a set's words: in Chinese at its end, else at the beginning of a word of it."""
    file, name = ANALYSERS[mention.language], f" {mention.name.casefold()}"
    words: tuple[str, ...] = getattr(_words()[set_], file)
    return any(name.endswith(word) if file == "zh" else f" {word}" in name for word in words)


def _elsewhere(part: Mention, whole: Mention) -> bool:
    known = authority.load().by_id
    one, other = known.get(part.known), known.get(whole.known)
    if one is None or other is None:
        return False
    if other.parent == one.id:
        return True
    city_and_country = one.cls == "Place" and other.cls == "State"
    return city_and_country and one.parent != other.id and _in_state(one.parent)


def _in_state(parent: str) -> bool:
    entry = authority.load().by_id.get(parent)
    return entry is not None and entry.cls == "State"
