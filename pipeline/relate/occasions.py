"""Dates that a sentence does not name: of the meeting at which a status changed, of a chronicle's heading.

At the Tashkent summit India became a member        from the summit's first day
2017 · India and Pakistan join                      from 2017
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Mention, Period
from pipeline.relate.dated import Holder, segment_of
from pipeline.relate.qualify import text_of, words_of
from pipeline.relate.relation import Relation
from pipeline.relate.scene import Scene

TOP = 2  # units at the head of an entry or a heading in which its date stands
NEVER = (0.0, "", False)  # how sure an event's first day is, the day, and whether it is no plan
SHORT = 6  # units of a heading that is a date, at most


@dataclass(frozen=True, slots=True)
class Above:
    """What stands over a passage: the date of a chronicle's entry, and an event (a mention; -1 for none)."""

    date: Period | None = None
    event: int = -1


NOTHING = Above()


def above(scenes: Sequence[Scene], mentions: Sequence[Mention]) -> dict[int, Above]:
    """By passage (index) the date that it, or the heading over it, begins with, and the event of the heading."""
    by_index = {s.reading.index: s for s in scenes}
    own = {index: _first(scene, mentions) for index, scene in by_index.items()}
    entries = [index for index in sorted(own) if own[index] is not None]
    pairs = [(i, j) for i, j in pairwise(entries) if j - i <= TOP]
    near = {index for pair in pairs for index in pair}
    found = {}
    for index, scene in by_index.items():
        entry = index in near or scene.reading.passage.kind in {"item", "row"}
        period = (own[index] if entry else None) or _heading(scene, by_index, own)
        found[index] = Above(period, _event_over(scene, by_index))
    return found


def _event_over(scene: Scene, by_index: Mapping[int, Scene]) -> int:
    """The event that a heading over a passage names, the nearest one first."""
    parent = scene.reading.passage.parent
    while parent is not None and parent in by_index:
        events = [g for g in by_index[parent].groups if g.cls == "Event"]
        if events:
            return events[0].members[0]
        parent = by_index[parent].reading.passage.parent
    return -1


def _first(scene: Scene, mentions: Sequence[Mention]) -> Period | None:
    first = next((g for g in scene.groups if g.unit < TOP), None)
    return mentions[first.members[0]].period if first is not None and first.cls == "Date" else None


def _heading(scene: Scene, by_index: Mapping[int, Scene], own: Mapping[int, Period | None]) -> Period | None:
    """The date that is the nearest heading over a passage."""
    parent = scene.reading.passage.parent
    if parent is None or parent not in by_index or len(by_index[parent].units) > SHORT:
        return None
    return own[parent]


def occasion(holder: Holder, over: Above) -> int:
    """The event (index of its mention) at which a sentence says that something came about; -1 for none.

    In its clause or at the head of its sentence, else the last one before (in another sentence only if its own says
    "there"), else that of the heading.
    """
    events = [g for g in holder.scene.groups if g.cls == "Event"]
    near = segment_of(holder.scene, holder.unit)
    said = holder.sentence
    inside = [g for g in events if g.unit in near or 0 <= g.unit - said.start <= TOP]
    there = words_of("There", holder.scene.reading.passage.language).search(text_of(holder.scene, said))
    before = [g for g in events if g.unit < holder.unit and (g.unit in said or there)]
    chosen = inside if len(inside) == 1 else before
    return chosen[-1].members[0] if chosen else over.event


def on_occasions(relations: Iterable[Relation], entity: Mapping[int, str]) -> Iterator[Relation]:
    """The relations, those that came about at an event limited by its first day, where the document gives one.

    What is so did not come about at an event that is still planned.
    """
    found = list(relations)
    days: dict[str, tuple[float, str, bool]] = {}
    for r in found:
        if r.property == "startDate" and r.subject in entity:
            told = (r.probability, r.value, r.modality == "Asserted")
            days[entity[r.subject]] = max(days.get(entity[r.subject], NEVER), told)
    for r in found:
        _, day, past = days.get(entity.get(r.occasion, ""), NEVER)
        if r.valid is not None or not day or (r.modality == "Asserted" and not past):
            yield r
        else:
            yield replace(r, valid=Period("", day) if r.ends else Period(day, ""))
