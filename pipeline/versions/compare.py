"""Two sentences that translate one another → what the one states and the other states otherwise, or not at all.

What is compared is what the sentences name (days, numbers of events, things) and whether they say that it is so: not
the claims alone, of which too many are missed in one of two languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline import authority
from pipeline.model import Claim, DifferenceKind, Evidence, Language, VersionDifference
from pipeline.versions.texts import Parallel, Text, Value

IMPLIED = {"affiliation", "jobTitle", "partOf", "meetingOf", "ordinal"}  # often in a name, which translations shorten
GROUPS = {"State": "Place"}  # a state may be where a city is
JOINERS = 6  # characters between two names of a list at most: a comma, "and"


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of one text that a bead holds, and all that is named in and around them."""

    text: Text
    at: tuple[int, ...]
    values: tuple[Value, ...]
    near: tuple[Value, ...]
    claims: tuple[Claim, ...]  # that these sentences state

    @property
    def language(self) -> Language:
        """As the values are tagged."""
        return self.text.document.passages[self.text.sentences[self.at[0]].passage].language

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentences."""
        return tuple(self.text.evidence(i) for i in self.at)

    @property
    def signs(self) -> frozenset[str]:
        """What the sentences say of whether it is so."""
        return frozenset().union(*(self.text.sentences[i].signs for i in self.at))


Found = tuple[DifferenceKind, tuple[Value | None, Value | None]]


def compared(parallel: Parallel, claims: Sequence[Claim]) -> Iterator[VersionDifference]:
    """What the two texts state differently; `claims` are those of their documents."""
    stated = _stated(parallel, claims)
    for at, bead in enumerate(parallel.beads):
        if bead.left and bead.right and parallel.trusted(at):
            left = _side(parallel.left, bead.left, stated[0])
            right = _side(parallel.right, bead.right, stated[1])
            yield from _between(left, right, stated)
        elif bool(bead.left) != bool(bead.right):
            yield from _alone(parallel, at, stated)


Stated = tuple[tuple[Claim, ...], tuple[Claim, ...]]


def _stated(parallel: Parallel, claims: Sequence[Claim]) -> Stated:
    """The claims of either text."""
    left, right = (_claims_in(text, range(len(text.sentences)), claims) for text in (parallel.left, parallel.right))
    return left, right


def _claims_in(text: Text, at: Iterable[int], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    places = [text.evidence(i) for i in at]
    return tuple(c for c in claims if any(_meet(e, place) for e in c.evidence for place in places))


def _meet(a: Evidence, b: Evidence) -> bool:
    return a.document == b.document and a.span.overlaps(b.span)


def _side(text: Text, at: tuple[int, ...], claims: Sequence[Claim]) -> Side:
    around = range(max(0, at[0] - 1), min(len(text.sentences), at[-1] + 2))
    values, near = (tuple(v for i in which for v in text.values[i]) for which in (at, around))
    return Side(text, at, values, near, _claims_in(text, at, claims))


def _between(left: Side, right: Side, stated: Stated) -> Iterator[VersionDifference]:
    """What differs in a bead."""
    found = [*_dates(left, right), *_ordinals(left, right), *_things(left, right, stated)]
    yield from (_difference(kind, left, right, values) for kind, values in found)
    if not found and _otherwise(left, right):
        yield _difference("OtherModality", left, right, (None, None))


def _dates(left: Side, right: Side) -> Iterator[Found]:
    ours, theirs = (_unmatched(a, b, "Date", _agree) for a, b in ((left, right), (right, left)))
    yield from _paired(ours, theirs)
    for lone, (mine, other) in (
        (ours[len(theirs) :], (left, right)),
        (theirs[len(ours) :], (right, left)),
    ):
        for value in lone:
            if _concerned(value, mine.claims) and not any(_agree(value, v) for v in other.near):
                yield "Missing", _placed(value, mine is left)


def _ordinals(left: Side, right: Side) -> Iterator[Found]:
    yield from _paired(*(_unmatched(a, b, "Ordinal", _same) for a, b in ((left, right), (right, left))))


def _paired(ours: Sequence[Value], theirs: Sequence[Value]) -> Iterator[Found]:
    yield from (("OtherValue", (a, b)) for a, b in zip(ours, theirs, strict=False))


def _placed(value: Value, on_the_left: bool) -> tuple[Value | None, Value | None]:
    return (value, None) if on_the_left else (None, value)


def _unmatched(side: Side, other: Side, cls: str, alike: Callable[[Value, Value], bool]) -> list[Value]:
    """What only one side has of a class, each once."""
    lone = [v for v in side.values if v.cls == cls and not any(alike(v, w) for w in other.values)]
    return list({v.key: v for v in lone}.values())


def _same(a: Value, b: Value) -> bool:
    return (a.cls, a.key) == (b.cls, b.key)


def _agree(a: Value, b: Value) -> bool:
    """Whether two stretches of days may be one: the one says less of it than the other."""
    if a.cls != "Date" or b.cls != "Date":
        return False
    return all(x.startswith(y) or y.startswith(x) for x, y in zip(a.key.split("/"), b.key.split("/"), strict=True))


def _things(left: Side, right: Side, stated: Stated) -> Iterator[Found]:
    for group in ("Place", "Organization", "Person", "Agreement", "Initiative"):
        ours, theirs = _lone(left, right, group), _lone(right, left, group)
        known = [v for v in ours if _listed(v)], [v for v in theirs if _listed(v)]
        if known[0] and known[1] and len(ours) == len(theirs):
            yield from _paired(*known)
        elif known[0] and not theirs:
            yield from (("Missing", (v, None)) for v in known[0] if _stated_of(v, left, right, stated[1]))
        elif known[1] and not ours:
            yield from (("Missing", (None, v)) for v in known[1] if _stated_of(v, right, left, stated[0]))


def _group(value: Value) -> str:
    return GROUPS.get(value.cls, value.cls)


def _listed(value: Value) -> bool:
    return bool(value.mention.known)


def _lone(side: Side, other: Side, group: str) -> list[Value]:
    """The things of a group that the other side does not name, nor instead what they lie in or what lies in them."""
    own, there = ({v.key for v in s.values} for s in (side, other))
    wider = there - own
    narrower = {w for v in other.values if v.key not in own for w in _wholes(v)}
    lone = [v for v in side.values if _group(v) == group and v.key not in there | narrower and not _wholes(v) & wider]
    outer = [v for v in lone if not any(_inside(v, w) for w in lone)]
    return list({v.key: v for v in outer}.values())


def _inside(inner: Value, outer: Value) -> bool:
    a, b = inner.mention, outer.mention
    return a.passage == b.passage and a.span != b.span and b.span.contains(a.span)


def _wholes(value: Value) -> set[str]:
    """Ids of what the lists say a thing is part of."""
    found: set[str] = set()
    entry = authority.load().by_id.get(value.mention.known)
    while entry is not None and entry.parent and entry.parent.lower() not in found:
        found.add(entry.parent.lower())
        entry = authority.load().by_id.get(entry.parent)
    return found


def _stated_of(value: Value, side: Side, other: Side, elsewhere: Sequence[Claim]) -> bool:
    """Whether a fact, or a list, has a thing that the other version lacks: here, near, and in its other facts."""
    if any(_same(value, v) for v in other.near):
        return False
    said = {(c.subject, c.property, c.object) for c in elsewhere}
    facts = [c for c in _concerned(value, side.claims) if c.property not in IMPLIED]
    if any((c.subject, c.property, c.object) in said for c in facts):
        return False
    there = {v.key for v in other.values}
    return any({c.subject, c.object} - {value.key} <= there for c in facts) or _in_list(value, side, there)


def _in_list(value: Value, side: Side, there: set[str]) -> bool:
    """Whether it stands in a list beside something that the other version has."""
    row = sorted(
        (v for v in side.values if _group(v) == _group(value)), key=lambda v: (v.mention.passage, v.mention.span)
    )
    pairs = [(a, b) for a, b in pairwise(row) if _joined(a, b)]
    return any((a is value and b.key in there) or (b is value and a.key in there) for a, b in pairs)


def _joined(a: Value, b: Value) -> bool:
    apart = b.mention.span.start - a.mention.span.end
    return a.mention.passage == b.mention.passage and 0 < apart <= JOINERS


def _concerned(value: Value | None, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that state a value."""
    if value is None:
        return []
    if value.cls == "Ordinal":
        return [c for c in claims if c.property == "ordinal" and c.object == value.key]
    ends = set(value.key.split("/")) if value.cls == "Date" else {value.key}
    return [c for c in claims if c.object in ends or (c.subject in ends and value.cls != "Date")]


def _otherwise(left: Side, right: Side) -> bool:
    """Whether one version says of the same that it is not so, or not yet."""
    return any((sign in left.signs) != (sign in right.signs) for sign in ("Negated", "Planned"))


def _alone(parallel: Parallel, at: int, stated: Stated) -> Iterator[VersionDifference]:
    """A sentence that nothing translates, between sentences that something does."""
    bead = parallel.beads[at]
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(parallel.beads)]
    if not beside or not all(parallel.trusted(i) for i in beside):
        return
    around = [parallel.beads[i] for i in beside]
    text, own, other = (
        (parallel.left, bead.left, parallel.right) if bead.left else (parallel.right, bead.right, parallel.left)
    )
    near = [other.values[i] for b in around for i in (b.right if bead.left else b.left)]
    side = _side(text, own, stated[0] if bead.left else stated[1])
    said = {(c.subject, c.property, c.object) for c in (stated[1] if bead.left else stated[0])}
    lacking = [c for c in side.claims if (c.subject, c.property, c.object) not in said]
    names = {(v.cls, v.key) for v in side.values}
    there = {(v.cls, v.key) for values in near for v in values}
    if names and (lacking or not side.claims) and len(names & there) <= len(names) / 2:
        yield _made("Missing", parallel, (), side.evidence, lacking)


def _difference(
    kind: DifferenceKind, left: Side, right: Side, values: tuple[Value | None, Value | None]
) -> VersionDifference:
    parallel = Parallel(left.text, right.text, ())
    shown = [(side.language, _shown(v)) for side, v in zip((left, right), values, strict=True) if v is not None]
    claims = [c for side, v in zip((left, right), values, strict=True) for c in _concerned(v, side.claims)]
    if kind == "OtherModality":
        claims = [*left.claims, *right.claims]
    return _made(kind, parallel, tuple(shown), (*left.evidence, *right.evidence), claims)


def _shown(value: Value) -> str:
    if value.cls == "Date":
        first, last = value.key.split("/")
        return value.key if first != last else first
    return value.key if value.cls == "Ordinal" else value.mention.name


def _made(
    kind: DifferenceKind,
    parallel: Parallel,
    values: tuple[tuple[Language, str], ...],
    evidence: Sequence[Evidence],
    claims: Iterable[Claim],
) -> VersionDifference:
    documents = tuple(sorted({parallel.left.document.id, parallel.right.document.id}))
    return VersionDifference(kind, documents, values, tuple(sorted(evidence)), tuple(dict.fromkeys(claims)))
