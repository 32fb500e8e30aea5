"""Which members of two lists a candidate joins: each with each, or, where the text says "respectively", one by one.

The Reed Protocol and the Lake Convention were signed in Geneva and Nairobi respectively.
    Reed Protocol – Geneva, Lake Convention – Nairobi
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.relate.candidates import Candidate
from pipeline.relate.qualify import text_of, words_of
from pipeline.relate.scene import JOINERS, Group, Scene

NEAR = 3  # units between the word and a list that it is said of
QUOTES = set('《》「」『』“”«»"‘’')

Row = list[tuple[Group, int]]


def pairs(candidate: Candidate) -> Iterator[tuple[Candidate, int, int]]:
    """Each pair of mentions, subject and object, with the candidate of the groups that they stand in."""
    one_by_one = _respectively(candidate)
    if one_by_one is not None:
        for (group, subject), (other, object_) in zip(*one_by_one, strict=True):
            yield replace(candidate, subject=group, object=other), subject, object_
        return
    for subject in candidate.subject.members:
        for object_ in candidate.object.members:
            yield candidate, subject, object_


def _respectively(candidate: Candidate) -> tuple[Row, Row] | None:
    """Both lists in order, where they are of one length and the sentence pairs them; None otherwise."""
    scene = candidate.subject_scene
    if scene is not candidate.object_scene:
        return None
    sentence = scene.units[candidate.subject.unit].sentence
    if sentence != scene.units[candidate.object.unit].sentence:
        return None
    said = _places(scene, sentence)
    if not said:
        return None
    rows = _row(scene, candidate.subject), _row(scene, candidate.object)
    if len(rows[0]) != len(rows[1]) or len(rows[0]) < 2 or rows[0] == rows[1]:
        return None
    return rows if any(_beside(scene, row, at) for row in rows for at in said) else None


def _places(scene: Scene, sentence: int) -> list[int]:
    """The units of a sentence at which "respectively" stands."""
    word = words_of("Respectively", scene.reading.passage.language)
    units = enumerate(scene.units)
    return [i for i, u in units if u.sentence == sentence and u.word and word.search(text_of(scene, range(i, i + 1)))]


def _row(scene: Scene, group: Group) -> Row:
    """What a group is listed with: groups of its class with nothing but joiners between them, and their members."""
    same = [g for g in scene.groups if g.cls == group.cls]
    first = last = same.index(group)
    while first > 0 and _joined(scene, same[first - 1], same[first]):
        first -= 1
    while last + 1 < len(same) and _joined(scene, same[last], same[last + 1]):
        last += 1
    return [(g, member) for g in same[first : last + 1] for member in g.members]


def _joined(scene: Scene, one: Group, other: Group) -> bool:
    between = scene.units[one.unit + 1 : other.unit]
    return bool(between) and all(u.word in JOINERS | QUOTES for u in between)


def _beside(scene: Scene, row: Row, at: int) -> bool:
    """Whether a list ends right before a unit, or begins right after it."""
    low, high = row[0][0].unit, row[-1][0].unit
    gap = range(high + 1, at) if high < at else range(at + 1, low)
    return len(gap) <= NEAR and (high < at or low > at) and all(scene.units[i].group < 0 for i in gap)
