"""What can't be, whatever was read: background knowledge never states a fact, but it may refuse one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline import authority
from pipeline.model import Mention
from pipeline.relate.relation import Relation


def possible(relations: Iterable[Relation], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The relations without those that can't be: a known city in another country than its own, a whole in its part."""
    for relation in relations:
        subject = mentions[relation.subject]
        object_ = mentions[relation.object] if relation.object >= 0 else None
        if object_ is None or not _impossible(relation.property, subject, object_):
            yield relation


def _impossible(property_: str, subject: Mention, object_: Mention) -> bool:
    if property_ == "partOf":
        return subject.cls == "State" or _elsewhere(subject, object_)
    return property_ == "declaredBy" and object_.kind == "ThematicYear"


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
