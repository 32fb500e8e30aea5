"""Which document of one state is which of another, and which passage which: a document's id changes with its text.

    same id                      the same document
    same source, another text    edited
    same text, another source    renamed
    else                         added, removed

Passages are the same where their texts are, in order; what stands between the same two neighbours is a passage
that was changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import attrgetter
from typing import Literal

from pipeline.snapshots.view import Stretch, Text, View

DocumentKind = Literal["added", "removed", "edited", "renamed", "read otherwise"]


@dataclass(frozen=True, slots=True, order=True)
class DocumentChange:
    """A document that is not what it was; `before` is its source's former name, where that has changed."""

    source: str
    kind: DocumentKind
    before: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A passage, the same in both states: its document, its number there; `exact` where its text is the same."""

    document: str
    number: int
    exact: bool


Places = Mapping[str, frozenset[Place]]  # entity → where it is spoken of


@dataclass(frozen=True, slots=True)
class Aligned:
    """The documents of two states: what became of them, and one key for the two ids of one document."""

    changes: tuple[DocumentChange, ...]
    keys: Mapping[str, str]  # document → its id in the later state, or its own
    altered: frozenset[str]  # keys of those that were added, removed or edited


def aligned(a: View, b: View) -> Aligned:
    """The documents of two states, paired."""
    pairs = _pairs(a, b)
    met = set(pairs.values())
    changes = [DocumentChange(a.documents[d].source, "removed") for d in a.documents if d not in pairs]
    changes += [DocumentChange(b.documents[d].source, "added") for d in b.documents if d not in met]
    both = [(a.documents[one], b.documents[other]) for one, other in pairs.items()]
    changes += [change for one, other in both for change in _change(one, other)]
    altered = {d for d in (*a.documents, *b.documents) if d not in pairs and d not in met}
    altered |= {other.id for one, other in both if one.text != other.text}
    return Aligned(tuple(sorted(changes)), pairs, frozenset(altered))


def _change(one: Text, other: Text) -> Iterable[DocumentChange]:
    if one.text != other.text:
        yield DocumentChange(other.source, "edited")
    elif one.source != other.source:
        yield DocumentChange(other.source, "renamed", one.source)
    elif one.about != other.about:
        yield DocumentChange(other.source, "read otherwise")


def _pairs(a: View, b: View) -> dict[str, str]:
    """Document of the earlier state → the same one in the later."""
    pairs = {d: d for d in a.documents if d in b.documents}
    for by in (attrgetter("source"), attrgetter("text")):
        left, right = _left(a, set(pairs), by), _left(b, set(pairs.values()), by)
        for value in sorted(left.keys() & right.keys()):
            pairs.update(_nearest(left[value], right[value]))
    return pairs


def _left(view: View, met: Set[str], by: Callable[[Text], str]) -> dict[str, list[Text]]:
    """The documents that are not paired yet, by what they are to be paired by."""
    found: dict[str, list[Text]] = defaultdict(list)
    for document in view.documents.values():
        if document.id not in met and by(document):
            found[by(document)].append(document)
    return found


def _nearest(left: list[Text], right: list[Text]) -> dict[str, str]:
    """Documents of one source name paired by how much of their text is the same; mostly there is one of each."""
    if len(left) == len(right) == 1:
        return {left[0].id: right[0].id}
    ranked = sorted((-_likeness(one, other), one.id, other.id) for one in left for other in right)
    pairs: dict[str, str] = {}
    for _, one, other in ranked:
        if one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def _likeness(one: Text, other: Text) -> float:
    lines = set(one.text.splitlines()), set(other.text.splitlines())
    return len(lines[0] & lines[1]) / max(1, len(lines[0] | lines[1]))


def spoken(a: View, b: View, pairs: Mapping[str, str]) -> tuple[Places, Places]:
    """Where each entity of either state is spoken of; a place that both states have is one."""
    before: dict[str, set[Place]] = defaultdict(set)
    after: dict[str, set[Place]] = defaultdict(set)
    for one in a.documents.values():
        if one.id in pairs:
            _align(one, b.documents[pairs[one.id]], before, after)
        else:
            _note(before, one)
    met = set(pairs.values())
    for other in b.documents.values():
        if other.id not in met:
            _note(after, other)
    return _frozen(before), _frozen(after)


def _frozen(side: Mapping[str, set[Place]]) -> Places:
    return {entity: frozenset(places) for entity, places in side.items()}


def _note(side: dict[str, set[Place]], document: Text) -> None:
    for number, stretch in enumerate(document.stretches):
        _add(side, stretch, Place(document.id, number, exact=True))


def _align(one: Text, other: Text, before: dict[str, set[Place]], after: dict[str, set[Place]]) -> None:
    """Note the places of a document's two texts: numbers are those of the later one, and negative for what is gone."""
    key = other.id
    texts = [stretch.text for stretch in one.stretches], [stretch.text for stretch in other.stretches]
    gone = -1
    for tag, i1, i2, j1, j2 in _steps(*texts):
        exact = tag == "equal"
        for offset in range(max(i2 - i1, j2 - j1)):
            paired = i1 + offset < i2 and j1 + offset < j2
            if i1 + offset < i2:
                place = Place(key, j1 + offset if paired else gone, exact or not paired)
                _add(before, one.stretches[i1 + offset], place)
                gone -= not paired
            if j1 + offset < j2:
                _add(after, other.stretches[j1 + offset], Place(key, j1 + offset, exact or not paired))


def _add(side: dict[str, set[Place]], stretch: Stretch, place: Place) -> None:
    for entity in stretch.entities:
        side[entity].add(place)


def _steps(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    if before == after:
        return [("equal", 0, len(before), 0, len(after))]
    return list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
