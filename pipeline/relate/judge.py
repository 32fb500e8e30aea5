"""Candidates, phrases and the scorer put together: every pair of groups that a property joins, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Mention
from pipeline.relate.candidates import Candidate, candidates, joins
from pipeline.relate.context import context_measures
from pipeline.relate.context.network import Network
from pipeline.relate.denial import denied
from pipeline.relate.features import Measures, pair_measures, property_measures
from pipeline.relate.frames import frames
from pipeline.relate.phrases import Phrase, phrases
from pipeline.relate.scene import Group, Scene
from pipeline.relate.scorer import Forest, probabilities, reason
from pipeline.relate.tabled import tabled
from pipeline.relate.unsaid import unsaid

STATUSES = {"memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf"}  # a list has them with one body
STANCES = {"supports", "opposes"}  # told sentence by sentence
# Phrases are written by hand and the scorer never sees them, so that either finds what the other misses.
PHRASE = 0.75  # how sure what a phrase states is by itself …
DENIED = 0.003  # … unless the scorer is this sure of the contrary
CARRIED = 0.8  # how sure the scorer must be to carry a status over into another sentence, or to speak beside a phrase


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate under one property, with its measures; `phrase` is the pattern that states it, if one does."""

    property: str
    candidate: Candidate
    measures: Measures
    phrase: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """An accepted option: its probability, what spoke for it, and what the forest alone gave it."""

    option: Option
    probability: float
    reason: str
    raw: float


def options(
    scenes: Sequence[Scene],
    mentions: Sequence[Mention],
    focus: tuple[Scene, Group] | None,
    read: Network | None = None,
) -> list[Option]:
    """Everything that might be stated, in order of place: near pairs, and whatever a phrase joins.

    Where a network is given, what it reads in the words around them is among the measures.
    """
    found = _options(scenes, mentions, focus)
    if read is None:
        return found
    context = context_measures([(o.candidate, o.property) for o in found], scenes, mentions, read)
    return [replace(o, measures=o.measures | more) for o, more in zip(found, context, strict=True)]


def _options(scenes: Sequence[Scene], mentions: Sequence[Mention], focus: tuple[Scene, Group] | None) -> list[Option]:
    stated = [*phrases(scenes, mentions, focus), *tabled(scenes, mentions, focus)]
    said = {_key(p.property, p.subject_scene, p.subject, p.object_scene, p.object): p for p in stated}
    found = list(_near(scenes, mentions, focus, said))
    seen = {_key_of(o) for o in found}
    for key, phrase in said.items():
        if key not in seen:
            found.append(_far(phrase, mentions))
    return found


def verdicts(found: Sequence[Option], mentions: Sequence[Mention], grown: Forest) -> Iterator[Verdict]:
    """The options that a forest, or a phrase, accepts."""
    stated = {_ends_of(o) for o in found if o.phrase}
    spoken = {_object_of(o) for o in found if o.phrase and o.property in STANCES}
    for option, probability in zip(found, probabilities([o.measures for o in found], grown), strict=True):
        if unsaid(option.property, option.candidate, mentions):
            continue
        if option.phrase and probability >= DENIED:
            yield Verdict(option, max(PHRASE, probability), option.phrase, probability)
        elif _ends_of(option) in stated and probability < CARRIED:
            continue  # a phrase says something else of the two: one sentence seldom says two things of a pair
        elif _object_of(option) in spoken and option.measures["sentences"] > 0:
            continue  # a phrase says whose stance it is, in its own sentence
        elif _alone(option, probability, grown) and not _refused(option, probability):
            yield Verdict(option, probability, reason(option.measures, grown), probability)


def _alone(option: Option, probability: float, grown: Forest) -> bool:
    """Whether the scorer is sure enough to be heard by itself: of some properties it has to be all but certain."""
    return grown.accepts(option.property, probability) and probability >= frames()[option.property].alone


def _refused(option: Option, probability: float) -> bool:
    """Whether the sentence speaks against it: by a denial, or as one that says nothing of a status told before it."""
    told_before = option.property in STATUSES and option.candidate.link == "same" and option.measures["sentences"] > 0
    against = bool(option.measures.get("denied")) or denied(option.property, option.candidate)
    return against or (told_before and probability < CARRIED)


def _near(
    scenes: Sequence[Scene],
    mentions: Sequence[Mention],
    focus: tuple[Scene, Group] | None,
    said: dict[tuple[object, ...], Phrase],
) -> Iterator[Option]:
    for candidate in candidates(scenes, focus):
        where, pair = pair_measures(candidate, mentions)
        kind = mentions[candidate.subject.members[0]].kind
        for property_ in joins(candidate.subject.cls, candidate.object.cls, kind):
            if property_ in STATUSES and len(candidate.subject.members) > 1 and _several(candidate.object, mentions):
                continue
            phrase = said.get(_candidate_key(property_, candidate))
            measures = property_measures(property_, candidate, where, pair)
            yield Option(property_, candidate, measures, phrase.source if phrase else "")


def _several(group: Group, mentions: Sequence[Mention]) -> bool:
    """Whether a list names several things, not one under several names."""
    return len({mentions[m].stands_for or mentions[m].name for m in group.members}) > 1


def _far(phrase: Phrase, mentions: Sequence[Mention]) -> Option:
    """A phrase whose ends are too far apart to be candidates: judged all the same."""
    same = phrase.subject_scene is phrase.object_scene
    candidate = Candidate(
        phrase.subject, phrase.object, phrase.subject_scene, phrase.object_scene, "same" if same else "before"
    )
    where, pair = pair_measures(candidate, mentions)
    measures = property_measures(phrase.property, candidate, where, pair)
    return Option(phrase.property, candidate, measures, phrase.source)


def _candidate_key(property_: str, candidate: Candidate) -> tuple[object, ...]:
    return _key(property_, candidate.subject_scene, candidate.subject, candidate.object_scene, candidate.object)


def _object_of(option: Option) -> tuple[object, ...]:
    return (option.property, option.candidate.object_scene.reading.index, option.candidate.object.unit)


def _ends_of(option: Option) -> tuple[object, ...]:
    return _key_of(option)[1:]


def _key_of(option: Option) -> tuple[object, ...]:
    return _candidate_key(option.property, option.candidate)


def _key(property_: str, here: Scene, subject: Group, there: Scene, object_: Group) -> tuple[object, ...]:
    return (property_, here.reading.index, subject.unit, there.reading.index, object_.unit)
