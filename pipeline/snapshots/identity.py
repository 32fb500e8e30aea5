"""Which entity of one state is which of another: by names, by the passages that speak of it, by what is stated of it.

An id alone decides nothing, for it may change with the canonical name or with a document that it is made from.

    one  — one      the same thing; perhaps renamed, retyped, with another id
    many — one      merged
    one  — many     split
    one  — none     gone; none — one: new

First each thing of the one state is paired with at most one of the other. Then what is left over goes to where the
passages that spoke of it went (merged), and comes from where those that speak of it were (split).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pipeline.scripts import fold, simplify
from pipeline.snapshots.align import Aligned, Places, spoken
from pipeline.snapshots.view import Stated, Thing, View

ENOUGH: Final = 0.9  # of likeness, to be one thing
MOSTLY: Final = 0.5  # of where it stands in texts that are the same, where no name is shared

Use = tuple[str, str, str, str]  # document, quote, property, end: where a claim of the thing stands
Link = tuple[str, str]  # a thing of the earlier state, one of the later


@dataclass(frozen=True)
class Side:
    """One state, as identity looks at it."""

    things: Mapping[str, Thing]
    places: Places
    claims: tuple[Stated, ...]
    keys: Mapping[str, str]  # of documents
    altered: Set[str]  # keys of the documents whose text is another in the other state

    @cached_property
    def uses(self) -> Mapping[str, frozenset[Use]]:
        found: dict[str, set[Use]] = defaultdict(set)
        for claim in self.claims:
            document = self.keys.get(claim.document, claim.document)
            for said in claim.quotes:
                found[claim.fact[0]].add((document, said.text, claim.fact[1], "subject"))
                found[claim.fact[2]].add((document, said.text, claim.fact[1], "object"))
        return {thing: frozenset(uses) for thing, uses in found.items() if thing in self.things}

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """The names of each thing as they compare: without case, marks, or the script of Chinese."""
        return {t: frozenset(_key(name) for _, name in thing.names) for t, thing in self.things.items()}

    def told(self, thing: str) -> Set[object]:
        """Where it stands in texts that both states have: there another name is not another thing."""
        places = (p for p in self.places.get(thing, ()) if p.document not in self.altered)
        return {*places, *(use for use in self.uses.get(thing, ()) if use[0] not in self.altered)}

    def documents(self, thing: str) -> frozenset[str]:
        return frozenset(place.document for place in self.places.get(thing, ()))


@dataclass(frozen=True)
class Identity:
    """How the things of two states answer to one another; `pairs` are those that are simply the same."""

    pairs: Mapping[str, str]
    merged: Mapping[str, str]  # left over in the earlier state → where it went
    split: Mapping[str, str]  # left over in the later state → where it came from
    group: tuple[Mapping[str, int], Mapping[str, int]] = field(default=({}, {}))  # one number for what is one

    def partners(self, group: int, side: int) -> list[str]:
        return self._members[side].get(group, [])

    @cached_property
    def _members(self) -> tuple[Mapping[int, list[str]], Mapping[int, list[str]]]:
        found: tuple[dict[int, list[str]], dict[int, list[str]]] = (defaultdict(list), defaultdict(list))
        for members, groups in zip(found, self.group, strict=True):
            for thing, number in sorted(groups.items()):
                members[number].append(thing)
        return found


def sides(a: View, b: View, documents: Aligned) -> tuple[Side, Side]:
    """Both states, ready to be compared."""
    before, after = spoken(a, b, documents.keys)
    return (
        Side(a.things, before, a.claims, documents.keys, documents.altered),
        Side(b.things, after, b.claims, {}, documents.altered),
    )


def identity(a: Side, b: Side) -> Identity:
    """Which thing is which."""
    pairs = {t: t for t in a.things if t in b.things and a.things[t].names & b.things[t].names}
    pairs |= _paired(a, b, pairs)
    backwards = {other: one for one, other in pairs.items()}
    merged = _went(a, b, (t for t in sorted(a.things) if t not in pairs), backwards)
    split = _went(b, a, (t for t in sorted(b.things) if t not in backwards), pairs)
    for one, other in (*merged.items(), *((source, t) for t, source in split.items())):
        if one not in pairs and other not in backwards:
            pairs[one], backwards[other] = other, one
    merged = {t: into for t, into in merged.items() if t not in pairs}
    split = {t: source for t, source in split.items() if t not in backwards}
    links = [*pairs.items(), *merged.items(), *((source, t) for t, source in split.items())]
    return Identity(pairs, merged, split, _groups(a, b, links))


def _paired(a: Side, b: Side, met: Mapping[str, str]) -> dict[str, str]:
    """The likeliest pairs of what is left, the likeliest first."""
    left = [t for t in sorted(a.things) if t not in met]
    right = set(b.things).difference(met.values()) if left else set()
    ranked = sorted((-_likeness(a, b, one, other), one, other) for one, other in _candidates(a, b, left, right))
    ties = Counter((score, end) for score, one, other in ranked for end in (("a", one), ("b", other)))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for score, one, other in ranked:
        nameless = not a.names[one] & b.names[other]
        if nameless and max(ties[score, ("a", one)], ties[score, ("b", other)]) > 1:
            continue  # nothing tells which of them it is
        if -score >= ENOUGH and one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _candidates(a: Side, b: Side, left: Iterable[str], right: set[str]) -> Iterator[Link]:
    """Pairs that share a name, a passage, a quote or an id."""
    at: dict[object, list[str]] = defaultdict(list)
    for other in sorted(right):
        for trait in _traits(b, other):
            at[trait].append(other)
    for one in left:
        found = {other: None for trait in _traits(a, one) for other in at.get(trait, ())}
        yield from ((one, other) for other in found if _may_be_one(a, b, one, other))


def _traits(side: Side, thing: str) -> Iterator[object]:
    yield thing
    yield from side.names[thing]
    yield from side.places.get(thing, ())
    yield from side.uses.get(thing, ())


def _may_be_one(a: Side, b: Side, one: str, other: str) -> bool:
    if a.names[one] & b.names[other]:
        return one == other or bool(a.documents(one) & b.documents(other))
    if not a.things[one].classes & b.things[other].classes:
        return False
    return one == other or _share(a.told(one), b.told(other)) >= MOSTLY


def _likeness(a: Side, b: Side, one: str, other: str) -> float:
    """From nothing in common, 0, up to 4."""
    names = a.names[one], b.names[other]
    shared = len(names[0] & names[1]) / max(1, min(map(len, names)))
    places = _share(a.places.get(one, frozenset()), b.places.get(other, frozenset()))
    uses = _share(a.uses.get(one, frozenset()), b.uses.get(other, frozenset()))
    documents = _share(a.documents(one), b.documents(other))
    kinds = bool(a.things[one].classes & b.things[other].classes)
    return shared + places + uses + documents / 2 + (one == other) / 2 - (not kinds) / 2


def _share(one: Set[object], other: Set[object]) -> float:
    return len(one & other) / max(1, len(one | other))


def _went(a: Side, b: Side, left: Iterable[str], partners: Mapping[str, str]) -> dict[str, str]:
    """What is left over in `a` → the thing of `b` that its passages and quotes now belong to."""
    left = list(left)
    at: dict[object, set[str]] = defaultdict(set)
    for other in b.things if left else ():
        for trait in (*b.places.get(other, ()), *b.uses.get(other, ())):
            at[trait].add(other)
    found: dict[str, str] = {}
    for one in left:
        traits = (*a.places.get(one, ()), *a.uses.get(one, ()))
        votes = Counter(o for t in traits for o in at.get(t, ()) if _took_over(a, b, one, o, partners))
        if votes:
            found[one] = min(votes, key=lambda other: (-votes[other], other))
    return found


def _took_over(a: Side, b: Side, one: str, other: str, partners: Mapping[str, str]) -> bool:
    """Whether they share a name, or the other now stands where only the one stood."""
    if a.names[one] & b.names[other]:
        return True
    gained = b.told(other) - a.told(partners.get(other, ""))
    return bool(a.told(one) & gained and a.things[one].classes & b.things[other].classes)


def _groups(a: Side, b: Side, links: Iterable[Link]) -> tuple[dict[str, int], dict[str, int]]:
    """One number for all that is linked, and one for each thing that is not; of the earlier state first."""
    above: dict[tuple[int, str], tuple[int, str]] = {}

    def top(node: tuple[int, str]) -> tuple[int, str]:
        while above.get(node, node) != node:
            above[node] = above.get(above[node], above[node])
            node = above[node]
        return node

    for one, other in links:
        ends = sorted((top((0, one)), top((1, other))))
        above[ends[1]] = ends[0]
    numbers: dict[tuple[int, str], int] = {}
    found: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for number, side in enumerate((a, b)):
        for thing in sorted(side.things):
            found[number][thing] = numbers.setdefault(top((number, thing)), len(numbers))
    return found


def _key(name: str) -> str:
    return fold(simplify(name)) or name
