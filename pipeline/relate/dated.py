"""Which of a sentence's dates are said of which of its holders (the state, person or place that a status is told of).

Nepal (1995)                                      in the parentheses after it
Norway joined in 1995, Sweden in 1996             beside each, no border between
in 1995 came Norway, in 1996 Sweden               before each, as the sentence began
Nepal | observer | 1995                           in its row
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from pipeline.model import Mention, Period
from pipeline.relate.qualify import CLAUSE, text_of, words_of
from pipeline.relate.scene import Scene

BORDERS = CLAUSE | {"-", "，", "；", "："}  # of what a date is said of: finer than a clause
HARD = {";", "；"}
_SENTENCE = attrgetter("sentence")
FAR = 3  # borders between a holder and a date that is said of it, at most


@dataclass(frozen=True, slots=True)
class Dated:
    """A date said of a holder, and the unit it stands at; `beside`: where it needs no verb, in parentheses or a row."""

    unit: int
    period: Period
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """A member of a group: where it stands, and its place in its list."""

    scene: Scene
    unit: int
    place: int = 0
    listed: int = 1
    other: int = -1  # the unit of what the status is of, where it stands in the scene

    @property
    def sentence(self) -> range:
        """The units of its sentence (with the office before its colon: Chair since 2023: Ada Lind); of its row."""
        units = self.scene.units
        if self.scene.reading.passage.kind == "row":
            return range(len(units))
        first = last = units[self.unit].sentence
        office = self.other >= 0 and self.scene.groups[units[self.other].group].cls == "Office"
        if office and units[self.other].sentence == first - 1:
            first -= 1
        # Sentences follow each other: a search by halves, as this is asked of every member of a long list.
        return range(bisect_left(units, first, key=_SENTENCE), bisect_right(units, last, key=_SENTENCE))

    @property
    def cls(self) -> str:
        return self.scene.groups[self.scene.units[self.unit].group].cls


def dates_of(holder: Holder, mentions: Sequence[Mention]) -> list[Dated]:
    """The dates said of a holder, in order of place."""
    said = holder.sentence
    found = {
        g.unit: period
        for g in holder.scene.groups
        if g.cls == "Date" and g.unit in said and (period := mentions[g.members[0]].period) is not None
    }
    own = _in_parentheses(holder, found)
    return own or _in_line(holder, found)


def _in_parentheses(holder: Holder, found: dict[int, Period]) -> list[Dated]:
    """The dates in the parentheses right after a holder; after a list, what is said of all or in turn of each."""
    units, depth = holder.scene.units, holder.scene.units[holder.unit].depth
    at = end = holder.unit + 1
    while end < len(units) and units[end].depth > depth:
        end += 1
    dates = [Dated(i, found[i], beside=True) for i in range(at, end) if i in found]
    if holder.listed > 1 and len(dates) == holder.listed:
        return [dates[holder.place]]
    last = holder.place == holder.listed - 1
    return dates if last or _says(holder.scene, "Both", range(at, end)) else []


def _in_line(holder: Holder, found: dict[int, Period]) -> list[Dated]:
    """The dates of the sentence that no other holder stands nearer to; where there is none, one told of several."""
    scene, row = holder.scene, holder.scene.reading.passage.kind == "row"
    near = _unbroken(holder)
    owners = [i for i in near if _is_owner(holder, i)]
    dates = [i for i in near if i in found and (row or _is_open(holder, i))]
    if row:
        return [Dated(i, found[i], beside=True) for i in dates]
    dates_first = bool(dates) and dates[0] < owners[0]
    beside = _between_neighbours(holder, owners)
    own = [d for d in dates if d in beside and _owner(scene, d, owners, dates_first=dates_first) == holder.unit]
    own = own or _shared(holder, owners, dates)
    if holder.listed > 1 and len(own) == holder.listed:  # to A and B in 2009 and 2012
        own = [own[holder.place]]
    return [Dated(i, found[i]) for i in own if _borders(scene, i, holder.unit) <= FAR]


def _is_owner(holder: Holder, at: int) -> bool:
    """Whether another thing of the holder's kind stands at a unit, of which a date might as well be said."""
    unit = holder.scene.units[at]
    same = unit.group >= 0 and holder.scene.groups[unit.group].cls == holder.cls
    return at == holder.unit or (same and at != holder.other and unit.depth == holder.scene.units[holder.unit].depth)


def _is_open(holder: Holder, at: int) -> bool:
    """Whether a date stands as deep as a holder, or in parentheses of nobody else's: an observer (since 1976)."""
    units, depth = holder.scene.units, holder.scene.units[holder.unit].depth
    if units[at].depth <= depth:
        return units[at].depth == depth
    low = at
    while low > 0 and units[low].depth > depth:
        low -= 1
    return low > holder.unit and not _is_owner(holder, low)


def _owner(scene: Scene, date: int, owners: Sequence[int], *, dates_first: bool) -> int:
    """Of the holders on both sides of a date the one with fewer borders between, else as the sentence began."""
    before = max((o for o in owners if o < date), default=-1)
    after = min((o for o in owners if o > date), default=-1)
    if before < 0 or after < 0:
        return max(before, after)
    left, right = _borders(scene, before, date), _borders(scene, after, date)
    return (after if dates_first else before) if left == right else before if left < right else after


def _between_neighbours(holder: Holder, owners: Sequence[int]) -> range:
    """From the holder before one to the one after it: no other date can be its own."""
    at = bisect_left(owners, holder.unit)
    low = owners[at - 1] if at > 0 else -1
    high = owners[at + 1] if at + 1 < len(owners) else len(holder.scene.units)
    return range(low + 1, high)


def _shared(holder: Holder, owners: Sequence[int], dates: Sequence[int]) -> list[int]:
    """The date before several holders (in 2024 Kenya followed Chad), or after them, with no other date between."""
    if len(owners) < 2:
        return []
    before = [d for d in dates if d < holder.unit][-1:]
    after = [d for d in dates if d > holder.unit][:1]
    first = bool(before) and before[0] < owners[0]
    return [
        d for d in before or after if _borders(holder.scene, d, holder.unit) <= (first or _hands_over(holder.scene, d))
    ]


def _hands_over(scene: Scene, date: int) -> bool:
    """Whether the clause of a date tells of an office that goes from one to another: it is said of both."""
    return any(_says(scene, kind, segment_of(scene, date)) for kind in ("Gives", "Passes", "Succeeds"))


def _unbroken(holder: Holder) -> range:
    """The stretch of a holder's sentence between two semicolons."""
    units, said, low, high = holder.scene.units, holder.sentence, holder.unit, holder.unit
    while low - 1 in said and units[low - 1].word not in HARD:
        low -= 1
    while high + 1 in said and units[high + 1].word not in HARD:
        high += 1
    return range(low, high + 1)


def _borders(scene: Scene, one: int, other: int) -> int:
    low, high = sorted((one, other))
    depth = min(scene.units[one].depth, scene.units[other].depth)
    return sum(scene.units[i].word in BORDERS and scene.units[i].depth <= depth for i in range(low + 1, high))


def segment_of(scene: Scene, unit: int) -> range:
    """The stretch between two borders in which a unit stands."""
    depth = scene.units[unit].depth
    low = high = unit
    while low > 0 and _goes_on(scene, low - 1, unit, depth):
        low -= 1
    while high + 1 < len(scene.units) and _goes_on(scene, high + 1, unit, depth):
        high += 1
    return range(low, high + 1)


def _goes_on(scene: Scene, at: int, unit: int, depth: int) -> bool:
    one = scene.units[at]
    border = one.word in BORDERS and one.depth == depth
    return one.sentence == scene.units[unit].sentence and one.depth >= depth and not border


def _says(scene: Scene, kind: str, at: range) -> bool:
    return words_of(kind, scene.reading.passage.language).search(text_of(scene, at)) is not None
