"""What is looked at to judge a candidate: strings such as "between:,", each either there or not.

Positions are units of a scene. Across passages the two scenes are read as if one followed the other.
Names never enter a feature: what is learned is how things are said, not of whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Mention
from pipeline.relate.candidates import Candidate
from pipeline.relate.frames import trigger_sets
from pipeline.relate.scene import CLOSE, OPEN, Group, Scene, Unit

STEPS = (0, 1, 2, 3, 5, 8, 13, 21, 34)
PUNCTUATION = {",", ";", ":", "-", "–", "—", "(", ")", "、", "|", "/", '"', "“", "”", "«", "»", "《", "》"}
NEGATIONS = {"not", "n't", "no", "never", "without", "не", "нет", "без", "不", "没有", "未", "尚未", "并未", "无"}
BAG = 7  # words between of which each is a feature by itself
EDGES = 5  # longest path of dependencies that is a feature


@dataclass(frozen=True, slots=True)
class Stretch:
    """The units of one or two scenes in reading order, and where subject and object stand in it.

    `first` and `second` are the two positions in order; `swapped` says that the object comes first.
    """

    units: tuple[Unit, ...]
    first: int
    second: int
    swapped: bool
    breaks: int  # index at which the second scene starts, or the number of units


def stretch(candidate: Candidate) -> Stretch:
    """Where the two stand; a list counts from its nearest end."""
    here, there = candidate.subject_scene, candidate.object_scene
    if here is there:
        a, b = _nearest_ends(candidate.subject, candidate.object)
        return Stretch(here.units, min(a, b), max(a, b), b < a, len(here.units))
    swapped = here.reading.index > there.reading.index
    early, late = (there, here) if swapped else (here, there)
    group, other = (candidate.object, candidate.subject) if swapped else (candidate.subject, candidate.object)
    units = early.units + late.units
    return Stretch(units, group.tail, len(early.units) + other.lead, swapped, len(early.units))


def _nearest_ends(one: Group, other: Group) -> tuple[int, int]:
    if one.tail < other.lead:
        return one.tail, other.lead
    if other.tail < one.lead:
        return one.lead, other.tail
    return one.unit, other.unit


def features(candidate: Candidate, mentions: Sequence[Mention]) -> list[str]:
    """All features of a candidate, sorted, without repeats."""
    where = stretch(candidate)
    between = _visible(where)
    found = {
        f"link:{candidate.link}",
        f"order:{'os' if where.swapped else 'so'}",
        f"classes:{candidate.subject.cls}>{candidate.object.cls}",
    }
    found.update(_distance(candidate, where, between))
    found.update(_words(where, between))
    found.update(_triggers(candidate, where))
    found.update(_ends(candidate, where, mentions))
    found.update(_rivals(candidate, where, between))
    found.update(_columns(candidate))
    if candidate.link == "same":
        found.update(_path(candidate, mentions))
    return sorted(found | _joined(found, candidate.link, "os" if where.swapped else "so"))


def _visible(where: Stretch) -> list[Unit]:
    """Units between the two, leaving out parentheses that neither stands in."""
    floor = max(where.units[where.first].depth, where.units[where.second].depth)
    return [u for u in where.units[where.first + 1 : where.second] if u.depth <= floor]


def _step(n: int) -> str:
    return str(next((s for s in reversed(STEPS) if n >= s), 0))


def _distance(candidate: Candidate, where: Stretch, between: Sequence[Unit]) -> Iterator[str]:
    yield f"words:{_step(sum(u.group < 0 for u in between))}"
    yield f"groups:{min(4, sum(u.group >= 0 for u in between))}"
    one, two = where.units[where.first], where.units[where.second]
    if candidate.link == "same":
        yield f"sentences:{two.sentence - one.sentence}"
        if one.depth != two.depth:
            yield f"depth:{'in' if two.depth > one.depth else 'out'}"
        elif one.depth:
            yield "depth:both"
    marks = {u.word for u in between if u.word in PUNCTUATION}
    yield from (f"mark:{m}" for m in marks)
    if not marks:
        yield "mark:none"


def _words(where: Stretch, between: Sequence[Unit]) -> Iterator[str]:
    units = where.units
    if len(between) <= 3:
        yield "all:" + "_".join(u.word or "□" for u in between)
    words = [u.word for u in between if u.group < 0]
    if len(words) <= BAG:
        yield from (f"w:{w}" for w in words if w not in PUNCTUATION)
    else:
        yield from (f"w:{w}" for w in (*words[:3], *words[-3:]) if w not in PUNCTUATION)
    yield "before1:" + _at(units, where.first - 1)
    yield "after1:" + _at(units, where.first + 1)
    yield "before2:" + _at(units, where.second - 1)
    yield "before2+:" + _at(units, where.second - 2) + "_" + _at(units, where.second - 1)
    yield "after2:" + _at(units, where.second + 1)
    yield "after2+:" + _at(units, where.second + 1) + "_" + _at(units, where.second + 2)


def _at(units: Sequence[Unit], index: int) -> str:
    if not 0 <= index < len(units):
        return "#"
    return units[index].word or "□"


def _triggers(candidate: Candidate, where: Stretch) -> Iterator[str]:
    """Each trigger set near the pair, by where it stands: before, between or after the two."""
    here, there = _scenes(candidate)
    low, high = _sentence_bounds(where)
    for name in trigger_sets():
        at = list(here.triggers.get(name, ()))
        if there is not here:
            at += [where.breaks + u for u in there.triggers.get(name, ())]
        for position in at:
            if low <= position < high:
                yield f"t:{name}:{_side(position, where)}"


def _scenes(candidate: Candidate) -> tuple[Scene, Scene]:
    here, there = candidate.subject_scene, candidate.object_scene
    return (here, there) if here.reading.index <= there.reading.index else (there, here)


def _side(position: int, where: Stretch) -> str:
    if position < where.first:
        return "before" if where.first - position > 3 else "before!"
    if position > where.second:
        return "after" if position - where.second > 3 else "after!"
    return "between"


def _sentence_bounds(where: Stretch) -> tuple[int, int]:
    """The units of the sentences that the two stand in."""
    units, low, high = where.units, where.first, where.second
    while low > 0 and low != where.breaks and units[low - 1].sentence == units[where.first].sentence:
        low -= 1
    while high < len(units) and units[high].sentence == units[where.second].sentence:
        high += 1
        if high == where.breaks and where.second < where.breaks:
            break
    return low, high


def _ends(candidate: Candidate, where: Stretch, mentions: Sequence[Mention]) -> Iterator[str]:
    for side, group in (("s", candidate.subject), ("o", candidate.object)):
        mention = mentions[group.members[0]]
        yield f"{side}:form:{mention.form}"
        if mention.kind:
            yield f"{side}:kind:{mention.kind}"
        if len(group.members) > 1:
            yield f"{side}:list"
        if group.lead != group.tail:
            yield f"{side}:chain"
        if mention.ordinal is not None:
            yield f"{side}:ordinal"
        if mention.cls == "Date" and mention.period is not None:
            yield f"{side}:precision:{len(mention.period.start or mention.period.end)}"
            if mention.period.start != mention.period.end:
                yield f"{side}:range"
    yield f"first:{_opening(where, where.first)}"
    if where.units[where.second].word == "" and _opening(where, where.second) == "opens":
        yield "second:opens"
    low, high = _sentence_bounds(where)
    if any(u.word in NEGATIONS for u in where.units[low:high]):
        yield "negated"


def _opening(where: Stretch, position: int) -> str:
    """Whether a position opens its sentence."""
    unit = where.units[position]
    if position == 0 or position == where.breaks or where.units[position - 1].sentence != unit.sentence:
        return "opens"
    return "within"


def _rivals(candidate: Candidate, where: Stretch, between: Sequence[Unit]) -> Iterator[str]:
    """Other groups of the same class that stand between, which might rather be meant."""
    here, there = _scenes(candidate)
    ours = [_class(u, here, there, where) for u in between]
    yield f"rival:s:{min(2, ours.count(candidate.subject.cls))}"
    yield f"rival:o:{min(2, ours.count(candidate.object.cls))}"
    yield from (f"between:{c}" for c in set(ours) - {""})


def _class(unit: Unit, here: Scene, there: Scene, where: Stretch) -> str:
    if unit.group < 0:
        return ""
    scene = here if here is there or unit in here.units else there
    return scene.groups[unit.group].cls


def _columns(candidate: Candidate) -> Iterator[str]:
    """For table rows and passages: their kind."""
    yield f"kind:{candidate.subject_scene.reading.passage.kind}>{candidate.object_scene.reading.passage.kind}"


def _path(candidate: Candidate, mentions: Sequence[Mention]) -> Iterator[str]:
    """The way through the dependency parse from subject to object, where the language has a parse."""
    doc = candidate.subject_scene.reading.doc
    if not doc.has_annotation("DEP"):
        return
    roots = [_root(candidate.subject_scene, mentions[g.members[0]]) for g in (candidate.subject, candidate.object)]
    if roots[0] is None or roots[1] is None:
        return
    up, down = _ancestors(roots[0]), _ancestors(roots[1])
    shared = next((t for t in up if t in down), None)
    if shared is None:
        return
    edges = [f"{t.dep_}↑" for t in up[: up.index(shared)]] + [f"↓{t.dep_}" for t in reversed(down[: down.index(shared)])]
    yield f"edges:{min(len(edges), 6)}"
    if len(edges) <= EDGES:
        yield "path:" + "".join(edges)
        yield f"top:{shared.lemma_.lower() if shared not in (roots[0], roots[1]) else '□'}"


def _root(scene: Scene, mention: Mention):  # type: ignore[no-untyped-def]
    span = scene.reading.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    return span.root if span is not None else None


def _ancestors(token):  # type: ignore[no-untyped-def]
    found = [token]
    while token.head != token and len(found) < 12:
        token = token.head
        found.append(token)
    return found


def _joined(found: set[str], link: str, order: str) -> set[str]:
    """Conjunctions that matter: order and link with triggers, neighbours and rivals."""
    joined = set()
    rival = next((f for f in found if f.startswith("rival:o")), "")
    for f in found:
        if f.startswith(("t:", "before2:", "after2:", "after1:", "before1:", "all:", "mark:none", "kind:")):
            joined.add(f"{order}|{f}")
        if f.startswith("t:"):
            joined.add(f"{link}|{f}")
            joined.add(f"{f}|{rival}")
        if f.startswith(("rival", "sentences", "words", "groups")):
            joined.add(f"{link}|{order}|{f}")
    return joined


def own(found: Sequence[str], triggers: Sequence[str]) -> list[str]:
    """The features again as seen from a property: its own trigger sets by the one word "own"."""
    names = set(triggers)
    mine = [f"own:{f.split(':')[2]}" for f in found if f.startswith("t:") and f.split(":")[1] in names]
    if not mine:
        return ["own:none"]
    extra = [f"{m}|{r}" for m in set(mine) for r in found if r.startswith(("rival:", "link:", "order:"))]
    return sorted({*mine, *extra})
