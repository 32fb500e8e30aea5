"""What became of the entities, as typed values: from which is which, and where each is spoken of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from pipeline.snapshots.align import Place
from pipeline.snapshots.changes import IdentityChange, IdentityKind, Who
from pipeline.snapshots.identity import Identity, Side
from pipeline.snapshots.terms import short
from pipeline.snapshots.view import Thing, View

_ORDER = ("merged", "split", "regrouped", "moved", "renamed", "retyped", "names", "id", "new", "gone")


@dataclass(frozen=True, slots=True)
class Both:
    """Two states with all that is known of which is which in them."""

    views: tuple[View, View]
    sides: tuple[Side, Side]
    identity: Identity
    sources: Mapping[str, str]  # key of a document → its source


def who(thing: Thing) -> Who:
    return Who(thing.name, short(thing.id))


def effects(both: Both) -> tuple[IdentityChange, ...]:
    """What became of the entities, in the order of `IdentityChange`'s kinds, then of names."""
    groups = sorted({*both.identity.group[0].values(), *both.identity.group[1].values()})
    found = [change for group in groups for change in _of_group(both, group)]
    return tuple(sorted([*found, *_moved(both)], key=lambda c: (_ORDER.index(c.kind), c.before, c.after, c.details)))


def _of_group(both: Both, group: int) -> Iterator[IdentityChange]:
    before, after = ([side.things[t] for t in both.identity.partners(group, n)] for n, side in enumerate(both.sides))
    if len(before) == len(after) == 1:
        yield from _of_one(both, before[0], after[0], group)
    else:
        kind = _kind(len(before), len(after))
        ends = tuple(tuple(sorted(map(who, things))) for things in (before, after))
        documents = _documents(both, before, after)
        yield IdentityChange(kind, ends[0], ends[1], (), documents, frozenset({group}))


def _kind(before: int, after: int) -> IdentityKind:
    if not before:
        return "new"
    if not after:
        return "gone"
    if after == 1:
        return "merged"
    return "split" if before == 1 else "regrouped"


def _of_one(both: Both, one: Thing, other: Thing, group: int) -> Iterator[IdentityChange]:
    ends, documents, groups = ((who(one),), (who(other),)), _documents(both, [one], [other]), frozenset({group})
    came, went = sorted(other.names - one.names), sorted(one.names - other.names)
    names = (*(f"+ {name} ({lang})" for lang, name in came), *(f"- {name} ({lang})" for lang, name in went))
    if one.name != other.name:
        yield IdentityChange("renamed", *ends, names, documents, groups)
    elif names:
        yield IdentityChange("names", *ends, names, documents, groups)
    elif one.id != other.id and one.classes == other.classes:
        yield IdentityChange("id", *ends, (), documents, groups)
    if one.classes != other.classes:
        classes = tuple(", ".join(sorted(thing.classes)) for thing in (one, other))
        yield IdentityChange("retyped", *ends, classes, documents, groups)


def _documents(both: Both, before: Iterable[Thing], after: Iterable[Thing]) -> tuple[str, ...]:
    keys = {key for side, things in zip(both.sides, (before, after), strict=True) for thing in things
            for key in side.documents(thing.id)}  # fmt: skip
    return tuple(sorted({both.sources[key] for key in keys}))


def _moved(both: Both) -> Iterator[IdentityChange]:
    """Passages with the same text that speak of one thing where they spoke of another, both known before and after."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    before, after = map(_by_place, both.sides)
    for place in sorted(before.keys() & after.keys()):
        lost, gained = _differing(both.identity, before[place], after[place])
        alone = len(lost) == len(gained) == 1 and place.document not in both.sides[0].altered
        for one, other in product(lost, gained):
            if _moves(both, one, other, alone=alone):
                found[one, other].add(both.sources[place.document])
    for (one, other), documents in sorted(found.items()):
        ends = (who(both.views[0].things[one]),), (who(both.views[1].things[other]),)
        groups = frozenset((both.identity.group[0][one], both.identity.group[1][other]))
        yield IdentityChange("moved", *ends, (), tuple(sorted(documents)), groups)


def _by_place(side: Side) -> dict[Place, list[str]]:
    found: dict[Place, list[str]] = defaultdict(list)
    for thing, places in sorted(side.places.items()):
        for place in places:
            if place.exact and thing in side.things:
                found[place].append(thing)
    return found


def _differing(identity: Identity, before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """The things whose group the other state's passage does not speak of."""
    groups = {identity.group[0][t] for t in before}, {identity.group[1][t] for t in after}
    lost = [t for t in before if identity.group[0][t] not in groups[1]]
    return lost, [t for t in after if identity.group[1][t] not in groups[0]]


def _moves(both: Both, one: str, other: str, *, alone: bool) -> bool:
    """Whether what was said of the one is said of the other: by name, or as the only ones of their kind there."""
    a, b = both.sides
    if a.names[one] & b.names[other]:
        return True
    return bool(alone and a.things[one].classes & b.things[other].classes)
