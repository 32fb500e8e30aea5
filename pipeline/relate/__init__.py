"""Mentions → Claims: what a document states of the things it mentions.

scenes      each passage as a row of words and (grouped) mentions
candidates  pairs that some property may join
features    how the two stand to each other and to the property's trigger words
context     what the words around them mean, by a small network over a multilingual encoder
phrases     patterns, written down per language, that state a property outright
tabled      what the heads of a table's columns say of its rows
scorer      how likely a candidate states the property
judge       candidates, phrases and scorer put together
pairing     which members of two lists are meant: each with each, or one by one
inside      what names state by themselves
decide      one claim a fact, with its evidence
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline import authority, schema
from pipeline.model import Claim, Document, Entity, Mention, Period, Span
from pipeline.recognise import read_passages
from pipeline.relate.above import governed
from pipeline.relate.candidates import Candidate
from pipeline.relate.context.network import Network, network
from pipeline.relate.dated import Holder
from pipeline.relate.decide import decide
from pipeline.relate.inside import inside
from pipeline.relate.judge import Verdict, options, verdicts
from pipeline.relate.occasions import NOTHING, Above, above, occasion, on_occasions
from pipeline.relate.offices import for_the_state
from pipeline.relate.pairing import pairs
from pipeline.relate.plain import is_bare_organ
from pipeline.relate.qualify import modality
from pipeline.relate.relation import Relation
from pipeline.relate.scene import Group, Scene, make_scene
from pipeline.relate.scorer import Forest, forest
from pipeline.relate.tense import settled
from pipeline.relate.validity import changes, holder_of, validity
from pipeline.relate.veto import possible, stands_alone

TOP = 3  # passages at the top, in which the body that a document is about is named
WEIGHT = 4  # mentions that one there counts for
PAIRED = {"startDate": "endDate"}  # a date of an event gives both its ends


def relate(
    document: Document, mentions: Sequence[Mention], entities: Sequence[Entity], relations: Sequence[Relation]
) -> tuple[Claim, ...]:
    """All claims of a document, from its mentions (`recognise`), entities (`resolve`) and relations (`connect`)."""
    entity = {index: e.id for e in entities for doc, index in e.mentions if doc == document.id}
    classes = {e.id: e.kind or e.cls for e in entities}
    claims = decide(document, on_occasions(for_the_state(relations, mentions, entity), entity), entity)
    return tuple(settled((c for c in claims if _accepted(c, classes)), classes, document.date))


def _accepted(claim: Claim, classes: Mapping[str, str]) -> bool:
    """Whether the things joined are of fitting classes: one named as two classes is of the one most mentions give."""
    literal = schema.schema().properties[claim.property].literal
    return schema.accepts(claim.property, classes[claim.subject], literal or classes[claim.object])


def connect(
    document: Document, mentions: Sequence[Mention], *, grown: Forest | None = None, read: Network | None = None
) -> tuple[Relation, ...]:
    """What a document says between its mentions, before anybody asks which things they are.

    It needs nothing but the one document, so that documents can be shared out. `grown` is the forest that judges and
    `read` the network it listens to; by default those that ship.
    """
    found = _read(document, mentions, grown or forest(), read or network())
    return tuple(possible([*inside(mentions), *found], mentions))


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
    of_another = entry is not None and bool(entry.parent) and not stands_alone(body)
    return of_another or is_bare_organ(body)


def _read(document: Document, mentions: Sequence[Mention], grown: Forest, read: Network) -> Iterator[Relation]:
    scenes, focus = scenes_of(document, mentions)
    return _joined(scenes, verdicts(options(scenes, mentions, focus, read), mentions, grown), mentions)


def _joined(scenes: Sequence[Scene], found: Iterable[Verdict], mentions: Sequence[Mention]) -> Iterator[Relation]:
    over = above(scenes, mentions)
    for verdict in found:
        yield from _relations(verdict, mentions, over)


def _relations(verdict: Verdict, mentions: Sequence[Mention], over: Mapping[int, Above]) -> Iterator[Relation]:
    property_, candidate = verdict.option.property, verdict.option.candidate
    places, scene, first, second = _where(candidate)
    for joined, subject, object_ in pairs(candidate):
        holder = _holder(property_, joined, subject, object_)
        governing = over.get(holder.scene.reading.index, NOTHING)
        valid = validity(property_, holder, mentions, governing.date) or _where_it_is_said(
            property_, joined, subject, object_, mentions
        )
        mode = modality(property_, scene, first, second, limited=valid is not None)
        change = "" if valid or mode != "Asserted" else changes(property_, holder, mentions)
        event = occasion(holder, governing) if change else -1
        for name, value in _values(property_, mentions[object_]):
            target = -1 if value else object_
            yield Relation(
                name, subject, target, places, verdict.probability, verdict.reason, value, mode, valid,
                event, change == "ends", "phrase" if verdict.option.phrase else "scorer", verdict.raw,
            )  # fmt: skip


def _holder(property_: str, candidate: Candidate, subject: int, object_: int) -> Holder:
    """Of whom the dates of a status are told: where it stands, and which one of its list it is."""
    ends = (candidate.subject_scene, candidate.subject, subject), (candidate.object_scene, candidate.object, object_)
    (scene, group, member), (beyond, other, _) = ends[::-1] if holder_of(property_) == "object" else ends
    unit = other.unit if beyond is scene else -1
    return Holder(scene, group.unit, group.members.index(member), len(group.members), unit)


def _where_it_is_said(
    property_: str, candidate: Candidate, subject: int, object_: int, mentions: Sequence[Mention]
) -> Period | None:
    """The period that a later sentence gives, in which the holder is left unsaid (С 2004 года она имеет статус …)."""
    holder = _holder(property_, candidate, subject, object_)
    told = holder_of(property_) == "object"
    scene, group = (candidate.subject_scene, candidate.subject) if told else (candidate.object_scene, candidate.object)
    later = scene.reading.index > holder.scene.reading.index or group.unit > holder.sentence.stop
    if candidate.link not in {"same", "before"} or not later or group.cls not in {"Organization", "Agreement"}:
        return None
    return validity(property_, Holder(scene, group.unit), mentions)


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
