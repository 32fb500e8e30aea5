"""Pairs of groups that a property may join: by class, and near enough to be said in one breath.

same      both in one passage
before    the subject or object closes the passage right before
heading   one stands in a heading that governs the other's passage
row       both in one table row (features look at the header row)
focus     the body that the document is about, for what names none nearby
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline import schema
from pipeline.recognise.overlap import VALUES
from pipeline.relate.frames import frames
from pipeline.relate.scene import Group, Scene

Link = Literal["same", "before", "heading", "focus"]
REACH = 70  # units between two groups of one passage at most
SENTENCES = 3  # sentence ends between them at most
BEFORE = 40  # units to the end (start) of the passage for a group of the passage before (after)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of groups, each with its scene, and how they hang together."""

    subject: Group
    object: Group
    subject_scene: Scene
    object_scene: Scene
    link: Link


def candidates(scenes: Sequence[Scene], focus: tuple[Scene, Group] | None) -> Iterator[Candidate]:
    """All pairs of groups whose classes some property joins, within reach, in order of place."""
    by_index = {s.reading.index: s for s in scenes}
    for at, scene in enumerate(scenes):
        yield from _same(scene)
        for heading in _headings(scene, by_index):
            yield from _across(heading, scene, "heading")
        previous = scenes[at - 1] if at else None
        if previous is not None and scene.reading.passage.parent != previous.reading.index:
            yield from _across(previous, scene, "before")
        if focus is not None and focus[0] is not scene:
            yield from _about(scene, focus)


def _same(scene: Scene) -> Iterator[Candidate]:
    for i, first in enumerate(scene.groups):
        for second in scene.groups[i + 1 :]:
            gap = second.lead - first.tail if second.lead > first.tail else second.unit - first.unit
            sentences = scene.units[second.unit].sentence - scene.units[first.unit].sentence
            if gap <= REACH and sentences <= SENTENCES:
                yield from _both(first, second, scene, scene, "same")


def _headings(scene: Scene, by_index: dict[int, Scene]) -> Iterator[Scene]:
    """The headings above a passage, nearest first."""
    parent = scene.reading.passage.parent
    while parent is not None and parent in by_index:
        yield by_index[parent]
        parent = by_index[parent].reading.passage.parent


def _across(earlier: Scene, later: Scene, link: Link) -> Iterator[Candidate]:
    far = len(earlier.units) - BEFORE
    for first in earlier.groups:
        for second in later.groups:
            if link == "heading" or (first.unit >= far and second.unit <= BEFORE):
                yield from _both(first, second, earlier, later, link)


def _about(scene: Scene, focus: tuple[Scene, Group]) -> Iterator[Candidate]:
    there, body = focus
    for group in scene.groups:
        if joins(group.cls, body.cls):
            yield Candidate(group, body, scene, there, "focus")
        if joins(body.cls, group.cls):
            yield Candidate(body, group, there, scene, "focus")


def _both(first: Group, second: Group, here: Scene, there: Scene, link: Link) -> Iterator[Candidate]:
    if joins(first.cls, second.cls):
        yield Candidate(first, second, here, there, link)
    if joins(second.cls, first.cls):
        yield Candidate(second, first, there, here, link)


@cache
def joins(subject: str, object_: str, kind: str = "") -> tuple[str, ...]:
    """Properties with a frame that may join things (or values) of two classes; `kind` is the subject's subclass."""
    if subject in VALUES:
        return ()
    narrow = kind if kind in schema.schema().classes else subject
    return tuple(p for p in frames() if p != "endDate" and schema.accepts(p, narrow, _range(p, object_)))


def _range(property_: str, cls: str) -> str:
    """A value class as the ontology calls its range: a text is an office, or a theme, only to its own property."""
    if (property_, cls) in {("jobTitle", "Office"), ("theme", "Theme")}:
        return "text"
    return "date" if cls == "Date" else cls
