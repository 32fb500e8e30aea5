"""Where the two ends of a candidate stand: positions in one scene, or in two read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Group, Scene, Unit


@dataclass(frozen=True, slots=True)
class Stretch:
    """The units of one or two scenes in reading order, and the positions of the two ends among them.

    `swapped`: the object comes first. `breaks`: where the second scene starts (the length, if there is one).
    """

    scenes: tuple[Scene, Scene]
    units: tuple[Unit, ...]
    first: int
    second: int
    swapped: bool
    breaks: int

    def class_at(self, position: int) -> str:
        """The class of the group at a position, or "" for a word."""
        scene = self.scenes[position >= self.breaks]
        group = self.units[position].group
        return scene.groups[group].cls if group >= 0 else ""

    def triggers(self, name: str) -> list[int]:
        """The positions of a trigger set."""
        here, there = self.scenes
        found = list(here.triggers.get(name, ()))
        return found if here is there else found + [self.breaks + t for t in there.triggers.get(name, ())]

    def near(self, positions: Sequence[int]) -> list[int]:
        """Those of the positions that stand in the sentence of either end, or between them in one scene."""
        return [p for p in positions if self._beside(p, self.first) or self._beside(p, self.second)]

    def nearer(self, trigger: int, end: int, cls: str) -> int:
        """How many groups of a class stand between a trigger and an end."""
        low, high = sorted((trigger, end))
        return sum(self.class_at(i) == cls for i in range(low + 1, high))

    def _beside(self, one: int, other: int) -> bool:
        same_scene = (one < self.breaks) == (other < self.breaks)
        return same_scene and self.units[one].sentence == self.units[other].sentence


def stretch(candidate: Candidate) -> Stretch:
    """Where the two ends stand; a list counts from its end that is nearer to the other."""
    here, there = candidate.subject_scene, candidate.object_scene
    if here is there:
        a, b = _nearest_ends(candidate.subject, candidate.object)
        return Stretch((here, here), here.units, min(a, b), max(a, b), b < a, len(here.units))
    swapped = here.reading.index > there.reading.index
    early, late = (there, here) if swapped else (here, there)
    group, other = (candidate.object, candidate.subject) if swapped else (candidate.subject, candidate.object)
    breaks = len(early.units)
    return Stretch((early, late), early.units + late.units, group.tail, breaks + other.lead, swapped, breaks)


def _nearest_ends(one: Group, other: Group) -> tuple[int, int]:
    if one.tail < other.lead:
        return one.tail, other.lead
    if other.tail < one.lead:
        return one.lead, other.tail
    return one.unit, other.unit
