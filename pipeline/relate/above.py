"""What governs a passage: its headings, its lead-in, the first row of its table — and what they set off.

Observers                       above: observer
  New Zealand, since 2010
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.relate.scene import Scene

SHORT = 14  # units of a heading or lead-in that governs: a longer one is a paragraph that says things itself


def governed(scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes, each with the trigger sets of what stands directly above it."""
    by_index = {s.reading.index: s for s in scenes}
    heads: dict[int, Scene] = {}
    for scene in scenes:
        if scene.reading.passage.kind == "row":
            heads.setdefault(scene.reading.passage.block, scene)
    return [replace(s, above=frozenset(t for a in _above(s, by_index, heads) for t in a.triggers)) for s in scenes]


def _above(scene: Scene, by_index: Mapping[int, Scene], heads: Mapping[int, Scene]) -> Iterator[Scene]:
    passage = scene.reading.passage
    head = heads.get(passage.block) if passage.kind == "row" else None
    if head is not None and head is not scene:
        yield head
    parent = by_index.get(passage.parent) if passage.parent is not None else None
    if parent is not None and len(parent.units) <= SHORT:
        yield parent
