"""Dates that a sentence does not name: of the meeting at which a status changed, of the heading over a chronicle's entry.

    At the Tashkent summit India became a member        from the summit's first day
    2017 · India and Pakistan join                      from 2017
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Mention, Period
from pipeline.relate.dated import Holder, segment_of
from pipeline.relate.relation import Relation
from pipeline.relate.scene import Scene

TOP = 2  # units at the head of an entry or a heading in which its date stands
SHORT = 6  # units of a heading that is a date, at most


def leading(scenes: Sequence[Scene], mentions: Sequence[Mention]) -> dict[int, Period]:
    """For passages (by index) of a chronicle the date that they, or the headings over them, begin with."""
    by_index = {s.reading.index: s for s in scenes}
    own = {index: _first(scene, mentions) for index, scene in by_index.items()}
    entries = [index for index in sorted(own) if own[index] is not None]
    near = {i for i, j in zip(entries, entries[1:], strict=False) if j - i <= TOP}
    near |= {j for i, j in zip(entries, entries[1:], strict=False) if j - i <= TOP}
    found: dict[int, Period] = {}
    for index, scene in by_index.items():
        period = own[index] if index in near or scene.reading.passage.kind in {"item", "row"} else None
        period = period or _heading(scene, by_index, own)
        if period is not None:
            found[index] = period
    return found


def _first(scene: Scene, mentions: Sequence[Mention]) -> Period | None:
    first = next((g for g in scene.groups if g.unit < TOP), None)
    return mentions[first.members[0]].period if first is not None and first.cls == "Date" else None


def _heading(scene: Scene, by_index: Mapping[int, Scene], own: Mapping[int, Period | None]) -> Period | None:
    """The date that is the nearest heading over a passage."""
    parent = scene.reading.passage.parent
    if parent is None or parent not in by_index or len(by_index[parent].units) > SHORT:
        return None
    return own[parent]


def occasion(holder: Holder) -> int:
    """The event (index of its mention) at which a sentence says that something came about; -1 for none."""
    events = [g for g in holder.scene.groups if g.cls == "Event" and g.unit in holder.sentence]
    near = segment_of(holder.scene, holder.unit)
    inside = [g for g in events if g.unit in near or g.unit - holder.sentence.start <= TOP]
    return inside[-1].members[0] if len(inside) == 1 else -1


def on_occasions(relations: Iterable[Relation], entity: Mapping[int, str]) -> Iterator[Relation]:
    """The relations, those that came about at an event limited by its first day, where the document gives one."""
    found = list(relations)
    days: dict[str, tuple[float, str]] = {}
    for r in found:
        if r.property == "startDate" and r.subject in entity:
            days[entity[r.subject]] = max(days.get(entity[r.subject], (0.0, "")), (r.probability, r.value))
    for r in found:
        day = days.get(entity.get(r.occasion, ""), (0.0, ""))[1]
        if r.valid is not None or not day:
            yield r
        else:
            yield replace(r, valid=Period("", day) if r.ends else Period(day, ""))
