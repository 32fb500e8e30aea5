"""Mentions → Claims: what a document states of the things it mentions.

scenes      each passage as a row of words and (grouped) mentions
candidates  pairs that some property may join
features    how the two stand to each other and to the property's trigger words
phrases     patterns, written down per language, that state a property outright
scorer      how likely a candidate states the property
judge       candidates, phrases and scorer put together
inside      what names state by themselves
decide      one claim a fact, with its evidence
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline import authority, schema
from pipeline.model import Claim, Document, Entity, Mention, Span
from pipeline.recognise import read_passages
from pipeline.relate.above import governed
from pipeline.relate.candidates import Candidate
from pipeline.relate.decide import decide
from pipeline.relate.inside import inside
from pipeline.relate.judge import Verdict, options, verdicts
from pipeline.relate.offices import for_the_state
from pipeline.relate.plain import is_bare_organ
from pipeline.relate.qualify import modality
from pipeline.relate.relation import Relation
from pipeline.relate.scene import Group, Scene, make_scene
from pipeline.relate.scorer import Forest, forest
from pipeline.relate.validity import validity
from pipeline.relate.veto import possible

TOP = 3  # passages at the top, in which the body that a document is about is named
WEIGHT = 4  # mentions that one there counts for
PAIRED = {"startDate": "endDate"}  # a date of an event gives both its ends


def relate(
    document: Document, mentions: Sequence[Mention], entities: Sequence[Entity], relations: Sequence[Relation]
) -> tuple[Claim, ...]:
    """All claims of a document, from its mentions (`recognise`), entities (`resolve`) and relations (`connect`)."""
    entity = {index: e.id for e in entities for doc, index in e.mentions if doc == document.id}
    classes = {e.id: e.kind or e.cls for e in entities}
    claims = decide(document, for_the_state(relations, mentions, entity), entity)
    return tuple(c for c in claims if _accepted(c, classes))


def _accepted(claim: Claim, classes: Mapping[str, str]) -> bool:
    """Whether the things joined are of fitting classes: one named as two classes is of the one most mentions give."""
    literal = schema.schema().properties[claim.property].literal
    return schema.accepts(claim.property, classes[claim.subject], literal or classes[claim.object])


def connect(document: Document, mentions: Sequence[Mention], *, grown: Forest | None = None) -> tuple[Relation, ...]:
    """What a document says between its mentions, before anybody asks which things they are.

    It needs nothing but the one document, so that documents can be shared out. `grown` is the forest that judges;
    by default the one that ships.
    """
    return tuple(possible([*inside(mentions), *_read(document, mentions, grown or forest())], mentions))


def scenes_of(document: Document, mentions: Sequence[Mention]) -> tuple[list[Scene], tuple[Scene, Group] | None]:
    """The scenes of a document, and the body it is about."""
    by_passage: dict[int, list[tuple[int, Mention]]] = {}
    for index, mention in enumerate(mentions):
        by_passage.setdefault(mention.passage, []).append((index, mention))
    scenes = governed([make_scene(r, by_passage.get(r.index, [])) for r in read_passages(document)])
    return scenes, _focus(scenes, mentions)


def _focus(scenes: Sequence[Scene], mentions: Sequence[Mention]) -> tuple[Scene, Group] | None:
    """Where the body that a document is about first stands alone: the most named, at the top above all, no organ."""
    counts = Counter(m.stands_for or m.name for m in mentions if m.cls == "Organization" and not _is_organ(m))
    top = Counter(m.stands_for or m.name for m in mentions if m.cls == "Organization" and m.passage <= TOP)
    for name in sorted(counts, key=lambda n: (-(counts[n] + WEIGHT * min(1, top[n])), n)):
        for scene in scenes:
            for group in scene.groups:
                first = mentions[group.members[0]]
                alone = group.cls == "Organization" and len(group.members) == 1
                if alone and (first.stands_for or first.name) == name:
                    return scene, group
    return None


def _is_organ(body: Mention) -> bool:
    entry = authority.load().by_id.get(body.known)
    return (entry is not None and bool(entry.parent)) or is_bare_organ(body)


def _read(document: Document, mentions: Sequence[Mention], grown: Forest) -> Iterator[Relation]:
    scenes, focus = scenes_of(document, mentions)
    for verdict in verdicts(options(scenes, mentions, focus), mentions, grown):
        yield from _relations(verdict, mentions)


def _relations(verdict: Verdict, mentions: Sequence[Mention]) -> Iterator[Relation]:
    property_, candidate = verdict.option.property, verdict.option.candidate
    places, scene, first, second = _where(candidate)
    mode = modality(property_, scene, first, second)
    valid = validity(property_, scene, first, second, mentions)
    for subject in candidate.subject.members:
        for object_ in candidate.object.members:
            for name, value in _values(property_, mentions[object_]):
                target = -1 if value else object_
                yield Relation(
                    name, subject, target, places, verdict.probability, verdict.reason, value, mode, valid,
                    "phrase" if verdict.option.phrase else "scorer", verdict.raw,
                )  # fmt: skip


def _values(property_: str, mention: Mention) -> Iterator[tuple[str, str]]:
    """The property (or two) and the literal that a value mention gives; an empty literal for a thing."""
    if mention.cls in {"Office", "Theme"}:
        yield property_, mention.name
    elif mention.period is None or mention.cls != "Date":
        yield property_, ""
    elif property_ in PAIRED:
        yield property_, mention.period.start or mention.period.end
        yield PAIRED[property_], mention.period.end or mention.period.start
    elif property_ == "validTo":
        yield property_, mention.period.end or mention.period.start
    else:
        yield property_, mention.period.start or mention.period.end


def _where(candidate: Candidate) -> tuple[tuple[tuple[int, Span], ...], Scene, int, int]:
    """The sentences that say it, by passage; and the scene and units at which its clause is looked at."""
    here, there = candidate.subject_scene, candidate.object_scene
    one, two = candidate.subject.unit, candidate.object.unit
    if here is there:
        low, high = sorted((here.units[one].sentence, here.units[two].sentence))
        span = _trimmed(here, Span(here.sentences[low].start, here.sentences[high].end))
        return ((here.reading.index, span),), here, one, two
    places = sorted(
        (s.reading.index, _trimmed(s, s.sentences[s.units[u].sentence])) for s, u in ((here, one), (there, two))
    )
    later, unit = (here, one) if here.reading.index > there.reading.index else (there, two)
    if candidate.link == "focus":
        later, unit = (there, two) if candidate.subject.cls == "Organization" and here is not later else (later, unit)
    return tuple(places), later, unit, unit


def _trimmed(scene: Scene, span: Span) -> Span:
    text = span.of(scene.reading.plain)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start + 1, span.end - (len(text) - len(text.rstrip()))))
