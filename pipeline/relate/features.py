"""What is measured of a candidate, as numbers: how its two ends stand to each other and to the trigger words.

Nothing measured is a name, and nothing is a word of one language: triggers and markers are looked up in
`ontology/frames/`, so what is learned in one language holds in the others.

    pair       link, order, distance, rivals of either end between them, punctuation between
    ends       form, list, precision, position in the sentence, marker before and after, case, role
    triggers   nearest trigger of the property: side, distance, how many rivals stand nearer to it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.languages import ANALYSERS
from pipeline.model import Language, Mention
from pipeline.relate.candidates import Candidate
from pipeline.relate.frames import Triggers, frames, load, trigger_sets
from pipeline.relate.scene import Group, Scene
from pipeline.relate.stretch import Stretch, stretch

if TYPE_CHECKING:
    from spacy.tokens import Token

CLASSES = ("State", "Place", "Organization", "Person", "Event", "Agreement", "Initiative", "Date", "Office", "Theme")
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
ROLES = ("nsubj", "nsubj:pass", "nsubjpass", "obj", "dobj", "obl", "pobj", "nmod", "appos", "conj", "root", "ROOT",
         "poss")  # fmt: skip
SIDES = ("before", "between", "after")
DENIAL = 3  # units from a negation to the trigger that it denies
FAR = 60.0  # the distance given to what is not there

Measures = dict[str, float]


@cache
def markers(language: Language) -> dict[str, str]:
    """Word → its marker class."""
    table = load("markers.toml", dict[str, Triggers])
    file = ANALYSERS[language]
    return {word: name for name, words in reversed(table.items()) for word in getattr(words, file)}


@cache
def marker_names() -> tuple[str, ...]:
    """The marker classes, in order."""
    return tuple(load("markers.toml", dict[str, Triggers]))


def pair_measures(candidate: Candidate, mentions: Sequence[Mention]) -> tuple[Stretch, Measures]:
    """What can be measured of a candidate whatever the property."""
    where = stretch(candidate)
    found: Measures = {f"link={candidate.link}": 1.0, "swapped": float(where.swapped)}
    found.update(_between(candidate, where))
    found.update(_end("s", candidate.subject, candidate.subject_scene, mentions))
    found.update(_end("o", candidate.object, candidate.object_scene, mentions))
    found.update(_neighbours(where))
    found.update(_alternatives(candidate))
    if candidate.link == "same":
        found.update(_syntax(candidate, mentions))
    return where, found


def property_measures(property_: str, candidate: Candidate, where: Stretch, pair: Measures) -> Measures:
    """All measures of a candidate for one property."""
    found = dict(pair)
    found[f"p={property_}"] = 1.0
    found.update(_triggers(property_, candidate, where))
    return found


def _between(candidate: Candidate, where: Stretch) -> Iterator[tuple[str, float]]:
    floor = max(where.units[where.first].depth, where.units[where.second].depth)
    units = [u for u in where.units[where.first + 1 : where.second] if u.depth <= floor]
    here, there = where.scenes
    language = here.reading.passage.language
    classes = [where.class_at(i) for i in range(where.first + 1, where.second) if where.units[i].depth <= floor]
    yield "words", float(sum(u.group < 0 for u in units))
    yield "groups", float(sum(u.group >= 0 for u in units))
    yield "rivals_s", float(classes.count(candidate.subject.cls))
    yield "rivals_o", float(classes.count(candidate.object.cls))
    for cls in ("Event", "Agreement", "Organization", "Date", "Person", "State"):
        yield f"between={cls}", float(classes.count(cls))
    table = markers(language)
    marks = [table.get(u.word, "") for u in units if u.word]
    for name in marker_names():
        yield f"mark={name}", float(marks.count(name))
    sentences = where.units[where.second].sentence - where.units[where.first].sentence
    yield "sentences", float(sentences if here is there else 9)
    yield "depth", float(where.units[where.second].depth - where.units[where.first].depth)
    yield "both_deep", float(floor > 0 and where.units[where.second].depth == where.units[where.first].depth)


def _end(side: str, group: Group, scene: Scene, mentions: Sequence[Mention]) -> Iterator[tuple[str, float]]:
    mention = mentions[group.members[0]]
    yield f"{side}_cls={group.cls}", 1.0
    yield f"{side}_form={mention.form}", 1.0
    yield f"{side}_kind={scene.reading.passage.kind}", 1.0
    yield f"{side}_list", float(len(group.members))
    yield f"{side}_chain", float(group.tail > group.lead)
    yield f"{side}_ordinal", float(mention.ordinal is not None)
    yield f"{side}_known", float(bool(mention.known))
    yield f"{side}_thematic", float(mention.kind == "ThematicYear")
    unit = scene.units[group.unit]
    start = next(i for i, u in enumerate(scene.units) if u.sentence == unit.sentence)
    after = (i for i in range(group.unit, len(scene.units)) if scene.units[i].sentence != unit.sentence)
    end = next(after, len(scene.units))
    yield f"{side}_from_start", float(group.unit - start)
    yield f"{side}_to_end", float(end - group.unit - 1)
    yield f"{side}_sentence", float(unit.sentence)
    yield f"{side}_same_class", float(sum(g.cls == group.cls for g in scene.groups))
    if mention.period is not None and group.cls == "Date":
        yield f"{side}_precision", float(len(mention.period.start or mention.period.end))
        yield f"{side}_range", float(mention.period.start != mention.period.end)


def _neighbours(where: Stretch) -> Iterator[tuple[str, float]]:
    """Marker classes of the words on either side of both ends."""
    table = markers(where.scenes[0].reading.passage.language)
    ends = ("o", "s") if where.swapped else ("s", "o")
    for side, at in zip(ends, (where.first, where.second), strict=True):
        for name, step in (("-1", -1), ("+1", 1), ("-2", -2)):
            yield f"{side}{name}={_mark(where, at + step, table)}", 1.0


def _alternatives(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """How near either end has another partner of the same class: an office belongs to the person next to it."""
    gap = FAR
    if candidate.subject_scene is candidate.object_scene:
        gap = float(abs(candidate.subject.unit - candidate.object.unit))
    yield "gap", gap
    for side, end, scene, partner in (
        ("s", candidate.object, candidate.object_scene, candidate.subject),
        ("o", candidate.subject, candidate.subject_scene, candidate.object),
    ):
        others = [g for g in scene.groups if g.cls == partner.cls and g is not partner and g is not end]
        nearest = min((abs(g.unit - end.unit) for g in others), default=FAR)
        yield f"other_{side}", float(nearest)
        yield f"other_{side}_nearer", float(nearest < gap)
        after = [g.unit - end.unit for g in others if g.unit > end.unit]
        yield f"other_{side}_next", float(min(after, default=FAR))


def _mark(where: Stretch, at: int, table: dict[str, str]) -> str:
    if not 0 <= at < len(where.units):
        return "none"
    unit = where.units[at]
    return table.get(unit.word, "word") if unit.word else where.class_at(at)


def _triggers(property_: str, candidate: Candidate, where: Stretch) -> Iterator[tuple[str, float]]:
    """The property's own triggers, and those of others, around the pair."""
    own = sorted({t for name in frames()[property_].triggers for t in where.triggers(name)})
    s_at, o_at = (where.second, where.first) if where.swapped else (where.first, where.second)
    for rank, name in enumerate(frames()[property_].triggers):
        if where.near(where.triggers(name)):
            yield f"set{min(rank, 1)}", 1.0
    for side, found in (("before", [t for t in own if t < where.first]),
                        ("between", [t for t in own if where.first < t < where.second]),
                        ("after", [t for t in own if t > where.second])):  # fmt: skip
        same = where.near(found)
        yield f"own_{side}", float(len(same))
        yield f"own_{side}_s", float(min((abs(t - s_at) for t in same), default=FAR))
        yield f"own_{side}_o", float(min((abs(t - o_at) for t in same), default=FAR))
    near = where.near(own)
    for side, at, cls in (("s", s_at, candidate.subject.cls), ("o", o_at, candidate.object.cls)):
        trigger = min(near, key=lambda t: (abs(t - at), t), default=None)
        yield f"nearer_{side}", float(FAR if trigger is None else where.nearer(trigger, at, cls))
    own_sets = set(frames()[property_].triggers)
    yield "above_s", float(bool(own_sets & candidate.subject_scene.above))
    yield "above_o", float(bool(own_sets & candidate.object_scene.above))
    yield "above_other", float(bool((candidate.subject_scene.above | candidate.object_scene.above) - own_sets))
    yield "own_heading", float(any(t < where.breaks for t in own) if candidate.link == "heading" else 0)
    others = [t for name in trigger_sets() if name not in frames()[property_].triggers for t in where.triggers(name)]
    yield "negated", float(_negated(where, near))
    yield "denied", float(bool(near) and all(_denied(where, t) for t in near))
    yield "others_between", float(sum(where.first < t < where.second for t in others))
    nearest_other = min((abs(t - o_at) for t in where.near(sorted(others))), default=FAR)
    nearest_own = min((abs(t - o_at) for t in near), default=FAR)
    yield "own_first_o", float(nearest_own - nearest_other)


def _negated(where: Stretch, triggers: Sequence[int]) -> bool:
    """Whether a negation stands right before a trigger or between the two ends."""
    table = markers(where.scenes[0].reading.passage.language)
    near = [i for t in triggers for i in range(max(0, t - 3), t)] + list(range(where.first + 1, where.second))
    return any(table.get(where.units[i].word) == "not" for i in near)


def _denied(where: Stretch, trigger: int) -> bool:
    """Whether a negation stands right before a trigger, with words between them at most."""
    table = markers(where.scenes[0].reading.passage.language)
    for at in range(trigger - 1, max(-1, trigger - 1 - DENIAL), -1):
        word = where.units[at].word
        if not word or table.get(word) in {"comma", "stop"}:
            return False
        if table.get(word) == "not":
            return True
    return False


def _syntax(candidate: Candidate, mentions: Sequence[Mention]) -> Iterator[tuple[str, float]]:
    doc = candidate.subject_scene.reading.doc
    if not doc.has_annotation("DEP"):
        return
    one = _root(candidate.subject_scene, mentions[candidate.subject.members[0]])
    two = _root(candidate.object_scene, mentions[candidate.object.members[0]])
    if one is None or two is None:
        return
    yield "parsed", 1.0
    for side, token in (("s", one), ("o", two)):
        yield f"{side}_role={token.dep_ if token.dep_ in ROLES else 'other'}", 1.0
        for case in token.morph.get("Case", []):
            yield f"{side}_case={case}", 1.0
        yield f"{side}_verb", float(token.head.pos_ == "VERB")
    up, down = _ancestors(one), _ancestors(two)
    shared = next((i for i, t in enumerate(up) if t in down), None)
    if shared is not None:
        yield "path_up", float(shared)
        yield "path_down", float(down.index(up[shared]))


def _root(scene: Scene, mention: Mention) -> Token | None:
    span = scene.reading.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    return None if span is None else span.root


def _ancestors(token: Token) -> list[Token]:
    found = [token]
    while token.head != token and len(found) < 12:
        token = token.head
        found.append(token)
    return found
