"""What can't be, whatever was read: background knowledge never states a fact, but it may refuse one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline import authority
from pipeline.model import Mention
from pipeline.relate.relation import Relation


def possible(relations: Iterable[Relation], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The relations without those that put a known city into another country than its own, or a thing into its part."""
    for relation in relations:
        if relation.property != "partOf" or relation.object < 0:
            yield relation
        elif not _elsewhere(mentions[relation.subject], mentions[relation.object]):
            yield relation


def _elsewhere(part: Mention, whole: Mention) -> bool:
    known = authority.load().by_id
    one, other = known.get(part.known), known.get(whole.known)
    if one is None or other is None:
        return False
    if other.parent == one.id:
        return True
    return one.cls == "Place" and other.cls == "State" and bool(one.parent) and one.parent != other.id and _in_state(one.parent)


def _in_state(parent: str) -> bool:
    entry = authority.load().by_id.get(parent)
    return entry is not None and entry.cls == "State"
