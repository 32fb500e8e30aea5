"""Claims → conflicts: which of the facts that documents state can't both hold. Neither side is dropped for it.

    TwoValues     one seat, one day of signing, one number is all there can be at one time
    TwoStatuses   member and observer of one body at one time
    BothWays      each part of the other
    EndsFirst     over before it begins

What excludes what is data: `ontology/conflicts.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from pipeline import authority
from pipeline.exclusions import agree, exclusions
from pipeline.ids import slug
from pipeline.model import Claim, Conflict, ConflictKind, Document
from pipeline.schema import schema

LEAST = 0.5  # claims less sure than this are at odds with nothing

Fact = tuple[str, str, str]
Pair = tuple[ConflictKind, Claim, Claim]


@dataclass(frozen=True, slots=True)
class _World:
    """What tells whether two claims speak of one time, and two places of one another."""

    dates: Mapping[str, str]  # document → its date
    wholes: Mapping[str, frozenset[str]]  # thing → what the documents or the lists say it is part of


def conflicts(claims: Iterable[Claim], documents: Iterable[Document]) -> tuple[Conflict, ...]:
    """The pairs of facts that can't both hold, in order of the facts; claims are of one document each."""
    claims = list(claims)
    world = _World({d.id: d.date for d in documents}, _wholes(claims))
    found: dict[tuple[ConflictKind, Fact, Fact], tuple[dict[Claim, None], dict[Claim, None]]] = {}
    for kind, a, b in _pairs([c for c in claims if c.confidence >= LEAST], world):
        one, other = sorted((a, b), key=_fact)
        sides = found.setdefault((kind, _fact(one), _fact(other)), ({}, {}))
        sides[0][one] = sides[1][other] = None
    return tuple(Conflict(kind, tuple(a), tuple(b)) for (kind, _, _), (a, b) in sorted(found.items(), key=_by_facts))


def _fact(claim: Claim) -> Fact:
    return (claim.subject, claim.property, claim.object)


def _by_facts(item: tuple[tuple[ConflictKind, Fact, Fact], object]) -> tuple[Fact, Fact, str]:
    kind, first, second = item[0]
    return first, second, kind


def _pairs(claims: Sequence[Claim], world: _World) -> Iterator[Pair]:
    """Claims at odds, two by two."""
    by_subject: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_subject[claim.subject, claim.property].append(claim)
    for (_, property_), same in by_subject.items():
        if property_ in exclusions().single:
            yield from (("TwoValues", a, b) for a, b in combinations(same, 2) if _two_values(a, b, world))
    yield from _statuses(claims, world)
    yield from _both_ways(claims)
    for order in exclusions().order:
        for (subject, property_), firsts in by_subject.items():
            if property_ == order.first:
                yield from _ends_first(firsts, by_subject.get((subject, order.last), ()))


def _two_values(a: Claim, b: Claim, world: _World) -> bool:
    if a.object == b.object or not _alike_in_mode(a, b, world) or not _at_one_time(a, b, world):
        return False
    if exclusions().single[a.property].apart and set(a.evidence) & set(b.evidence):
        return False
    literal = schema().properties[a.property].literal
    if literal == "date":
        return not agree(a.object, b.object)
    return bool(literal) or not (_within(a.object, b.object, world) or _may_lie_in(a.object, b.object))


def _within(one: str, other: str, world: _World) -> bool:
    """Whether one of two places or bodies is a part of the other."""
    return other in world.wholes.get(one, ()) or one in world.wholes.get(other, ())


def _may_lie_in(one: str, other: str) -> bool:
    """Whether only one is listed: a hall, a street, a small town may lie in the city or country that is."""
    return (one in _listed()) != (other in _listed())


@cache
def _listed() -> frozenset[str]:
    """The ids of listed things, as entities have them."""
    return frozenset(slug(known) for known in authority.load().by_id)


def _alike_in_mode(a: Claim, b: Claim, world: _World) -> bool:
    """What was planned may come otherwise; two plans are at odds only if made at one time."""
    if a.modality != b.modality:
        return False
    return a.modality == "Asserted" or _written(a, world) == _written(b, world)


def _written(claim: Claim, world: _World) -> str:
    document = claim.evidence[0].document
    return world.dates.get(document, "") or document


def _at_one_time(a: Claim, b: Claim, world: _World) -> bool:
    """Whether what two claims say may be meant of one time: periods that overlap, or nothing that limits either."""
    if a.valid is None and b.valid is None:
        return _lasting(a.property) or agree(_written(a, world), _written(b, world)) or not _dated(a, b, world)
    if a.valid is None or b.valid is None:
        return False
    if a.valid.start and b.valid.start and agree(a.valid.start, b.valid.start):
        return True
    first, second = sorted((a.valid, b.valid), key=lambda p: p.start)
    return bool(first.end) and second.start < first.end and not agree(second.start, first.end)


def _lasting(property_: str) -> bool:
    """Whether what a property states can't change with time: a day, a number, a place where something was done."""
    single = exclusions().single.get(property_)
    return single is not None and not single.changes


def _dated(a: Claim, b: Claim, world: _World) -> bool:
    return all(world.dates.get(c.evidence[0].document) for c in (a, b))


def _statuses(claims: Sequence[Claim], world: _World) -> Iterator[Pair]:
    for family in exclusions().exclusive:
        between: dict[tuple[str, str], list[tuple[int, Claim]]] = defaultdict(list)
        for claim in claims:
            rank = _rank(claim.property, family.ranks)
            if rank >= 0:
                between[claim.subject, claim.object].append((rank, claim))
        for ranked in between.values():
            for (i, a), (j, b) in combinations(ranked, 2):
                low, high = (a, b) if i < j else (b, a)
                if i != j and _alike_in_mode(a, b, world) and (_at_one_time(a, b, world) or _falls(high, low, world)):
                    yield "TwoStatuses", a, b


def _rank(property_: str, ranks: Sequence[str]) -> int:
    names = (property_, *schema().properties[property_].superproperties)
    return next((ranks.index(name) for name in names if name in ranks), -1)


def _falls(high: Claim, low: Claim, world: _World) -> bool:
    """Whether the higher status, held since a day with no end named, is older than a text that gives the lower one."""
    written = world.dates.get(low.evidence[0].document, "")
    since = high.valid.start if high.valid is not None and not high.valid.end else ""
    return low.valid is None and bool(written and since) and since < written and not agree(since, written)


def _both_ways(claims: Sequence[Claim]) -> Iterator[Pair]:
    one_way = [c for c in claims if c.property in exclusions().one_way.properties]
    stated: dict[Fact, list[Claim]] = defaultdict(list)
    for claim in one_way:
        stated[_fact(claim)].append(claim)
    for claim in one_way:
        if claim.subject < claim.object:
            others = stated.get((claim.object, claim.property, claim.subject), ())
            yield from (("BothWays", claim, other) for other in others)


def _ends_first(firsts: Sequence[Claim], lasts: Sequence[Claim]) -> Iterator[Pair]:
    """First and last days that do not go together, in a document that gives neither a day that it goes with.

    Where it does, or in two documents, it is the two first days or the two last ones that are at odds.
    """
    fitting = [(a, b) for a, b in product(firsts, lasts) if _one_document(a, b) and _in_order(a, b)]
    matched = {id(claim) for pair in fitting for claim in pair}
    for a, b in product(firsts, lasts):
        if _one_document(a, b) and not _in_order(a, b) and not {id(a), id(b)} & matched:
            yield "EndsFirst", a, b


def _one_document(a: Claim, b: Claim) -> bool:
    return a.evidence[0].document == b.evidence[0].document and a.modality == b.modality


def _in_order(first: Claim, last: Claim) -> bool:
    return first.object <= last.object or agree(first.object, last.object)


def _wholes(claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """What each thing is part of, by the documents' word or the lists', near and far."""
    parts: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.property == "partOf":
            parts[claim.subject].add(claim.object)

    for entry in authority.load().by_id.values():
        if entry.parent:
            parts[slug(entry.id)].add(slug(entry.parent))
    return {thing: frozenset(_above(thing, parts)) for thing in list(parts)}


def _above(thing: str, parts: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    level = {thing}
    while level:
        level = {whole for part in level for whole in parts.get(part, ())} - found
        found |= level
    return found
