"""A passage as a row of units: words, and mentions — coordinated mentions of one class read as one group.

    On 4 May 2031 President Ada Nord opened the 7th League Summit in Port Elm , …
    w  [Date    ] [Office ][Person] w     w   [Event          ] w  [Place ]

A group stands where its first member stands and ends where its last one does, so that a list of twelve
states is as near to its verb as a single one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import Mention, Span
from pipeline.relate.frames import find_triggers

if TYPE_CHECKING:
    from pipeline.recognise.reading import Reading

JOINERS = {",", "、", "and", "&", "и", "а", "также", "as", "well", "the", "和", "与", "及", "以及", "同", "或", "or",
           "/"}  # fmt: skip
OPEN, CLOSE = "([（【", ")]）】"
SEPARATORS = {",", "、", "and", "и", "和", "与", "及", "以及", ";"}
COMMAS = {",", "，"}
OF = {"of", "'s", "’s", "the", "-", "–", "—"}
CHAIN = 14  # units between two persons of one list at most
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a scene: a word (its lemma in lower case), or a group (its index)."""

    span: Span
    sentence: int
    depth: int
    word: str = ""
    group: int = -1


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated mentions of one class (indices into the document's mentions), and the unit they stand at.

    Persons with offices or states between them ("президенты И. Алиев (Азербайджан), …") stay groups of
    their own; `lead` and `tail` are the units of the first and last of such a chain.
    """

    cls: str
    members: tuple[int, ...]
    unit: int
    lead: int
    tail: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One passage, ready for relating. `triggers` gives for each trigger set the units it stands at.

    `above` are the trigger sets of the heading, lead-in or table head that governs the passage.
    """

    reading: Reading
    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    sentences: tuple[Span, ...]
    triggers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    above: frozenset[str] = frozenset()


def make_scene(reading: Reading, mentions: Sequence[tuple[int, Mention]]) -> Scene:
    """The scene of a passage; `mentions` are its mentions with their index, in order of place."""
    sentences = tuple(Span(s.start_char, s.end_char) for s in reading.doc.sents)
    outer = _outermost(mentions)
    steps = _steps(reading, outer)
    units, members = _grouped(steps, outer, sentences)
    listed = [(unit, outer[ms[0]][1].cls, tuple(outer[m][0] for m in ms)) for unit, ms in sorted(members.items())]
    groups = tuple(
        Group(cls, ms, unit, *_chain(unit, [u for u, c, _ in listed if c == "Person"], units, listed))
        for unit, cls, ms in listed
    )
    return Scene(reading, units, groups, sentences, _triggers(reading, units))


def _outermost(mentions: Sequence[tuple[int, Mention]]) -> list[tuple[int, Mention]]:
    kept: list[tuple[int, Mention]] = []
    for index, mention in mentions:
        if not kept or mention.span.start >= kept[-1][1].span.end:
            kept.append((index, mention))
    return kept


def _steps(reading: Reading, outer: Sequence[tuple[int, Mention]]) -> list[tuple[Span, str, int]]:
    """(span, lemma, place among `outer` or -1) of words outside mentions and of mentions, in order."""
    steps = [(m.span, "", i) for i, (_, m) in enumerate(outer)]
    at = 0
    for token in reading.doc:
        span = Span(token.idx, token.idx + len(token))
        while at < len(outer) and outer[at][1].span.end <= span.start:
            at += 1
        for piece in _outside(span, [m.span for _, m in outer[at : at + 3]]):
            text = piece.of(reading.plain)
            if text.strip():
                lemma = token.lemma_.lower() if piece == span else text
                steps.append((piece, DIGITS.sub("0", lemma), -1))
    return sorted(steps, key=lambda s: (s[0].start, s[0].end))


def _outside(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """What of a token lies outside the mentions; Chinese words may straddle a mention's border."""
    start = span.start
    for other in taken:
        if other.start >= span.end:
            break
        if start < other.start:
            yield Span(start, other.start)
        start = max(start, other.end)
    if start < span.end:
        yield Span(start, span.end)


def _grouped(
    steps: Sequence[tuple[Span, str, int]], outer: Sequence[tuple[int, Mention]], sentences: Sequence[Span]
) -> tuple[tuple[Unit, ...], dict[int, list[int]]]:
    """Units with lists of mentions folded into one unit; and the members of each by unit."""
    units: list[Unit] = []
    members: dict[int, list[int]] = {}
    depth = at = sentence = 0
    while at < len(steps):
        span, word, mention = steps[at]
        while sentence + 1 < len(sentences) and span.start >= sentences[sentence].end:
            sentence += 1
        if word and word in OPEN:
            depth += 1
        if mention >= 0:
            end, listed = _list_from(steps, at, outer)
            members[len(units)] = listed
            units.append(Unit(Span(span.start, steps[end][0].end), sentence, depth, group=len(members) - 1))
            at = end
        else:
            units.append(Unit(span, sentence, depth, word=word))
        if word and word[0] in CLOSE:  # sometimes with what follows it: "):", ").He"
            depth = max(0, depth - 1)
        at += 1
    return tuple(units), members


def _list_from(
    steps: Sequence[tuple[Span, str, int]], at: int, outer: Sequence[tuple[int, Mention]]
) -> tuple[int, list[int]]:
    """Where the list that starts at a mention ends, and its mentions: joined by nothing but joiners."""
    first = steps[at][2]
    cls, end, listed = outer[first][1].cls, at, [first]
    if cls in {"Date", "Office", "Theme", "Event"}:
        return end, listed
    ahead = at + 1
    while ahead < len(steps):
        _, word, mention = steps[ahead]
        if mention >= 0:
            if outer[mention][1].cls != cls or ahead == end + 1:
                break
            end, listed = ahead, [*listed, mention]
        elif word not in JOINERS:
            break
        ahead += 1
    if cls == "Place" and all(word in COMMAS for _, word, mention in steps[at : end + 1] if mention < 0):
        return at, [first]  # "Palais des Nations, Geneva": the second is where the first is
    return end, listed


def _chain(
    unit: int, persons: Sequence[int], units: Sequence[Unit], listed: Sequence[tuple[int, str, tuple[int, ...]]]
) -> tuple[int, int]:
    """First and last unit of the chain of persons that a unit belongs to; itself for all others."""
    if unit not in persons:
        return unit, unit
    classes = {u: cls for u, cls, _ in listed}
    at = lead = tail = persons.index(unit)
    while lead > 0 and _linked(units, classes, persons[lead - 1], persons[lead]):
        lead -= 1
    while tail + 1 < len(persons) and _linked(units, classes, persons[tail], persons[tail + 1]):
        tail += 1
    return persons[min(lead, at)], persons[max(tail, at)]


def _linked(units: Sequence[Unit], classes: dict[int, str], first: int, second: int) -> bool:
    """Whether only separators, offices and what they are offices of stand between two persons."""
    between = range(first + 1, second)
    if len(between) > CHAIN or units[first].sentence != units[second].sentence:
        return False
    words = [units[i].word for i in between if units[i].group < 0]
    separated = any(w in SEPARATORS for w in words)
    return (
        separated
        and all(w in JOINERS or w in OPEN or w in CLOSE or w in OF for w in words)
        and all(classes[i] in {"Office", "State", "Organization"} for i in between if units[i].group >= 0)
    )


def _triggers(reading: Reading, units: Sequence[Unit]) -> dict[str, tuple[int, ...]]:
    """For each trigger set the units at which one of its words begins."""
    text, starts = _searched(reading, units)
    found: dict[str, list[int]] = {}
    for trigger in find_triggers(text, reading.passage.language):
        unit = starts.get(trigger.span.start)
        if unit is not None:
            found.setdefault(trigger.set, []).append(unit)
    return {name: tuple(sorted(set(at))) for name, at in sorted(found.items())}


def _searched(reading: Reading, units: Sequence[Unit]) -> tuple[str, dict[int, int]]:
    """The text that triggers are searched in (mentions blanked out), and which unit stands at each position."""
    chinese = reading.passage.language.startswith("zh")
    text, starts = "", {}
    for i, unit in enumerate(units):
        word = unit.word if unit.group < 0 else "\u25a1"
        starts.update({len(text) + k: i for k in range(len(word))} if chinese else {len(text): i})
        text += word if chinese else word + " "
    return text, starts
