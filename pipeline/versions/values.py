"""What two sentences that translate one another name differently: days, numbers of events, things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline import authority
from pipeline.model import Claim, DifferenceKind, Evidence, Language
from pipeline.versions.texts import Text, Value
from pipeline.versions.written import figures, names_it

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
    def plain(self) -> str:
        """What the sentences say, on one line, numerals as digits; the names of texts, often after places, left out."""
        return " ".join(" ".join(figures(self._without_texts(i)).split()) for i in self.at)

    def _without_texts(self, at: int) -> str:
        sentence = self.text.sentences[at]
        letters = list(self.text.document.passages[sentence.passage].plain)
        for value in self.text.values[at]:
            if value.cls == "Agreement":
                span = value.mention.span
                letters[span.start : span.end] = " " * len(span)
        return sentence.span.of("".join(letters))

    @property
    def signs(self) -> frozenset[str]:
        """What the sentences say of whether it is so."""
        return frozenset().union(*(self.text.sentences[i].signs for i in self.at))


Found = tuple[DifferenceKind, tuple[Value | None, Value | None]]


Stated = tuple[tuple[Claim, ...], tuple[Claim, ...]]


def differing(left: Side, right: Side, stated: Stated) -> Iterator[Found]:
    """The values that one side gives and the other does not; `stated` are the claims of either text."""
    yield from _dates(left, right)
    yield from _ordinals(left, right)
    yield from _things(left, right, stated)


def _dates(left: Side, right: Side) -> Iterator[Found]:
    ours, theirs = (_unmatched(a, b, "Date", agree) for a, b in ((left, right), (right, left)))
    yield from (pair for pair in _paired(ours, theirs) if _both_written(*pair[1]))
    for lone, (mine, other) in (
        (ours[len(theirs) :], (left, right)),
        (theirs[len(ours) :], (right, left)),
    ):
        for value in lone:
            told = any(agree(value, v) for v in other.near) or value.key[:4] in other.plain
            if concerned(value, mine.claims) and not told:
                yield "Missing", _placed(value, mine is left)


def _both_written(one: Value | None, other: Value | None) -> bool:
    """Whether the years, where only they differ, stand in both texts: one that is left out may be made out wrongly."""
    if one is None or other is None or one.key[4:7] != other.key[4:7] or one.key[:4] == other.key[:4]:
        return True
    return all(v.key[:4] in figures(v.mention.name) for v in (one, other))


def _ordinals(left: Side, right: Side) -> Iterator[Found]:
    yield from _paired(*(_unmatched(a, b, "Ordinal", same) for a, b in ((left, right), (right, left))))


def _paired(ours: Sequence[Value], theirs: Sequence[Value]) -> Iterator[Found]:
    yield from (("OtherValue", (a, b)) for a, b in zip(ours, theirs, strict=False))


def _placed(value: Value, on_the_left: bool) -> tuple[Value | None, Value | None]:
    return (value, None) if on_the_left else (None, value)


def _unmatched(side: Side, other: Side, cls: str, alike: Callable[[Value, Value], bool]) -> list[Value]:
    """What only one side has of a class, each once."""
    lone = [v for v in side.values if v.cls == cls and not any(alike(v, w) for w in other.values)]
    return list({v.key: v for v in lone}.values())


def same(a: Value, b: Value) -> bool:
    return (a.cls, a.key) == (b.cls, b.key)


def agree(a: Value, b: Value) -> bool:
    """Whether two stretches of days may be one: the one says less of it than the other."""
    if a.cls != "Date" or b.cls != "Date":
        return False
    return all(x.startswith(y) or y.startswith(x) for x, y in zip(a.key.split("/"), b.key.split("/"), strict=True))


def _things(left: Side, right: Side, stated: Stated) -> Iterator[Found]:
    for group in ("Place", "Organization", "Person", "Agreement", "Initiative"):
        ours, theirs = _lone(left, right, group), _lone(right, left, group)
        known = [v for v in ours if listed(v)], [v for v in theirs if listed(v)]
        if known[0] and known[1] and len(ours) == len(theirs):
            yield from _paired(*known)
        elif known[0] and not theirs:
            yield from (("Missing", (v, None)) for v in known[0] if _stated_of(v, left, right, stated[1]))
        elif known[1] and not ours:
            yield from (("Missing", (None, v)) for v in known[1] if _stated_of(v, right, left, stated[0]))


def _group(value: Value) -> str:
    return GROUPS.get(value.cls, value.cls)


def listed(value: Value) -> bool:
    return bool(value.mention.known)


def _lone(side: Side, other: Side, group: str) -> list[Value]:
    """The things of a group that the other side does not name, nor instead what they lie in or what lies in them."""
    own, there = ({v.key for v in s.values} for s in (side, other))
    wider = there - own
    narrower = {w for v in other.values if v.key not in own for w in _wholes(v)}
    lone = [v for v in side.values if _group(v) == group and v.key not in there | narrower and not _wholes(v) & wider]
    plain, tag = other.plain, other.text.tag
    lone = [v for v in lone if not names_it(plain, tag, v.mention.known)]
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
    if any(same(value, v) for v in other.near) or any(_inside(value, v) or _tells_where(value, v) for v in side.values):
        return False
    said = {(c.subject, c.property, c.object) for c in elsewhere}
    facts = [c for c in concerned(value, side.claims) if c.property not in IMPLIED]
    if any((c.subject, c.property, c.object) in said for c in facts):
        return False
    there = {v.key for v in other.values}
    return any({c.subject, c.object} - {value.key} <= there for c in facts) or _in_list(value, side, there)


def _tells_where(whole: Value, part: Value) -> bool:
    """Whether a country only says where a city lies: Astana, Kazakhstan."""
    return whole.key in _wholes(part) and _joined(part, whole)


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


def concerned(value: Value | None, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that state a value."""
    if value is None:
        return []
    if value.cls == "Ordinal":
        return [c for c in claims if c.property == "ordinal" and c.object == value.key]
    ends = set(value.key.split("/")) if value.cls == "Date" else {value.key}
    return [c for c in claims if c.object in ends or (c.subject in ends and value.cls != "Date")]
