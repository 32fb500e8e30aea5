"""Two sentences that translate one another → what the one states and the other states otherwise, or not at all.

What is compared is what the sentences name (days, numbers of events, things) and whether they say that it is so: not
the claims alone, of which too many are missed in one of two languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Claim, DifferenceKind, Evidence, Language, VersionDifference
from pipeline.versions.texts import PLAIN, Parallel, Text, Value
from pipeline.versions.values import Side, Stated, agree, concerned, differing, listed, same

LONG = 300  # weight of a sentence that says so much that a negation in it may be of anything
FAR = 5  # sentences within which another version may have put what it says elsewhere


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
    found = list(differing(left, right, stated))
    yield from (_difference(kind, left, right, values) for kind, values in found)
    if not found and _otherwise(left, right) and len(left.at) == len(right.at) == 1:
        yield _difference("OtherModality", left, right, (None, None))


def _otherwise(left: Side, right: Side) -> bool:
    """Whether one version says of the same that it is not so, or not yet."""
    sides = (left, right)
    if any("Proposed" in side.signs or max(side.text.weights[i] for i in side.at) > LONG for side in sides):
        return False
    if ("Negated" in left.signs) != ("Negated" in right.signs):
        return True
    planned, other = sides if "Planned" in left.signs else sides[::-1]
    return "Planned" in planned.signs and "Planned" not in other.signs and "Done" in other.signs


def _alone(parallel: Parallel, at: int, stated: Stated) -> Iterator[VersionDifference]:
    """A sentence that nothing translates, between sentences that something does."""
    bead = parallel.beads[at]
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(parallel.beads)]
    if not beside or not all(parallel.trusted(i) for i in beside):
        return
    text, own, other = (
        (parallel.left, bead.left, parallel.right) if bead.left else (parallel.right, bead.right, parallel.left)
    )
    near = [i for k in beside for i in (parallel.beads[k].right if bead.left else parallel.beads[k].left)]
    there = _around(other, near, FAR if _kind(text, own[0]) == "paragraph" else 0)
    side = _side(text, own, stated[0] if bead.left else stated[1])
    said = {(c.subject, c.property, c.object) for c in (stated[1] if bead.left else stated[0])}
    lacking = [c for c in side.claims if (c.subject, c.property, c.object) not in said]
    new = [v for v in side.values if v.cls in PLAIN or listed(v)]
    new = [v for v in new if not any(same(v, w) or agree(v, w) for w in there)]
    if new and (lacking or not side.claims):
        yield _made("Missing", parallel, (), side.evidence, lacking)


def _around(text: Text, near: Sequence[int], far: int) -> list[Value]:
    """What is named near some sentences; of a list nothing farther: an item that names it elsewhere lacks it here."""
    return [v for named in text.values[max(0, min(near) - far) : max(near) + far + 1] for v in named]


def _kind(text: Text, at: int) -> str:
    return text.document.passages[text.sentences[at].passage].kind


def _difference(
    kind: DifferenceKind, left: Side, right: Side, values: tuple[Value | None, Value | None]
) -> VersionDifference:
    parallel = Parallel(left.text, right.text, ())
    shown = [(side.language, v.name) for side, v in zip((left, right), values, strict=True) if v is not None]
    claims = [c for side, v in zip((left, right), values, strict=True) for c in concerned(v, side.claims)]
    if kind == "OtherModality":
        claims = [*left.claims, *right.claims]
    return _made(kind, parallel, tuple(shown), (*left.evidence, *right.evidence), claims)


def _made(
    kind: DifferenceKind,
    parallel: Parallel,
    values: tuple[tuple[Language, str], ...],
    evidence: Sequence[Evidence],
    claims: Iterable[Claim],
) -> VersionDifference:
    documents = tuple(sorted({parallel.left.document.id, parallel.right.document.id}))
    return VersionDifference(kind, documents, values, tuple(sorted(evidence)), tuple(dict.fromkeys(claims)))
