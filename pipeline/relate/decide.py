"""From readings between mentions to claims between things: which stand, with what evidence.

relations (mention, mention)  ──group by entity──>  one claim a fact  ──one object only──>  claims
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.exclusions import at_odds
from pipeline.languages import ANALYSERS
from pipeline.model import Claim, Document, Evidence, Span
from pipeline.relate.confidence import confidence
from pipeline.relate.frames import frames, modal_words
from pipeline.relate.relation import Relation
from pipeline.schema import schema

SURE = 0.8  # from which two statements that exclude one another are both the document's own word
SURELY = 0.75  # … that one statement takes a day into the days it gives
DAY = 10  # letters of a date that names the day
MARGIN = 0.2  # by which a second job or employer may be less sure than the first
MOST_EVIDENCE = 5  # pieces of evidence for one claim: the surest ones
# Of these, one holds between the same two: nobody is member and observer at one time.
EXCLUSIVE = (("memberOf", "observerOf", "dialoguePartnerOf"), ("foundedIn", "foundedBy"))
ONE_WAY = {"partOf", "implements", "amends", "supersedes"}  # never the other way round as well
PLACES = {"heldIn", "concludedIn", "basedIn", "foundedIn"}  # stated of the most precise place only
Fact = tuple[str, str, str]


def decide(document: Document, relations: Iterable[Relation], entity: Mapping[int, str]) -> tuple[Claim, ...]:
    """The claims of a document, in order; `entity` gives the thing that each mention is of."""
    found: dict[Fact, list[Relation]] = defaultdict(list)
    for relation in relations:
        fact = _fact(relation, entity)
        if fact is not None:
            found[fact].append(relation)
    kept = _only_one(_whole_ranges(_several_founders(document, _most_precise(found))))
    return tuple(_claim(document, fact, kept[fact]) for fact in sorted(kept))


def _fact(relation: Relation, entity: Mapping[int, str]) -> Fact | None:
    subject = entity.get(relation.subject)
    object_ = relation.value or entity.get(relation.object)
    if subject is None or object_ is None or subject == object_:
        return None
    return (subject, relation.property, object_)


def _most_precise(found: Mapping[Fact, list[Relation]]) -> dict[Fact, list[Relation]]:
    """Without the places of a thing that hold another place of it: Tianjin, not China as well."""
    inside = {(s, o) for s, p, o in found if p == "partOf"}
    places = {(s, p, o) for s, p, o in found if p in PLACES}
    wider = {(s, p, o) for s, p, o in places if any((s, p, other) in places for other, whole in inside if whole == o)}
    return {fact: relations for fact, relations in found.items() if fact not in wider}


def _several_founders(document: Document, found: Mapping[Fact, list[Relation]]) -> dict[Fact, list[Relation]]:
    """Founding members are several: what one State founds alone has it for none, unless the text calls it one."""
    founders: dict[str, set[str]] = defaultdict(set)
    for state, property_, body in found:
        if property_ in {"foundingMemberOf", "memberOf"}:
            founders[body].add(state)
    return {
        f: rs
        for f, rs in found.items()
        if f[1] != "foundingMemberOf" or len(founders[f[2]]) > 1 or any(_called_founder(document, r) for r in rs)
    }


def _called_founder(document: Document, relation: Relation) -> bool:
    """Whether a phrase was met in a sentence that speaks of founding members, not only of founding."""
    if relation.source != "phrase":
        return False
    for index, span in relation.places:
        passage = document.passages[index]
        words = getattr(modal_words()["FoundingMember"], ANALYSERS[passage.language])
        said = passage.original(span).of(document.text).lower()
        if any(word in said for word in words):
            return True
    return False


def _whole_ranges(found: Mapping[Fact, list[Relation]]) -> dict[Fact, list[Relation]]:
    """Without the days of an event that lie within its first and last one, where a sentence gives both of these."""
    starts, ends = ({f: rs for f, rs in found.items() if f[1] == p} for p in ("startDate", "endDate"))
    ranges: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (event, _, first), begun in starts.items():
        for (other, _, last), ended in ends.items():
            if event == other and first < last and len(first) == len(last) == DAY and _one_saying(begun, ended):
                ranges[event].add((first, last))
    inner = {f for f in starts if any(a < f[2] <= b for a, b in ranges[f[0]])}
    inner |= {f for f in ends if any(a <= f[2] < b for a, b in ranges[f[0]])}
    return {fact: relations for fact, relations in found.items() if fact not in inner}


def _one_saying(begun: Sequence[Relation], ended: Sequence[Relation]) -> bool:
    """Whether a first and a last day were read in one date, surely."""
    said = {(r.subject, r.places, r.raw) for r in begun if r.probability >= SURELY}
    return any((r.subject, r.places, r.raw) in said for r in ended)


def _only_one(found: Mapping[Fact, list[Relation]]) -> dict[Fact, list[Relation]]:
    """Of the objects of a property that has only one, the best supported; all of the others."""
    kept: dict[Fact, list[Relation]] = {}
    rivals: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact, relations in found.items():
        subject, property_, _ = fact
        if property_ in frames() and frames()[property_].one or property_ in {"ordinal", "endDate"}:
            rivals[subject, property_].append(fact)
        else:
            kept[fact] = relations
    for facts in rivals.values():
        best = max(facts, key=lambda f: (_weight(found[f]), f[2]))
        kept |= {f: found[f] for f in facts if f == best or _contradicts(f, best, found)}
    return {f: rs for f, rs in kept.items() if not _outdone(f, rs, kept) and not _excluded(f, rs, kept)}


def _contradicts(fact: Fact, best: Fact, found: Mapping[Fact, list[Relation]]) -> bool:
    """Whether the document itself says two things: each surely, in a sentence of its own, and never both in one."""
    _, property_, value = fact
    if not schema().properties[property_].literal or not at_odds(property_, value, best[2]):
        return False
    mine, other = _outright(found[fact]), _outright(found[best])
    return bool(mine and other) and not mine & other


def _outright(relations: Sequence[Relation]) -> set[tuple[int, Span]]:
    """Where a fact is said to be so, surely and in a sentence."""
    said = [r for r in relations if r.probability >= SURE and r.modality == "Asserted" and r.reason != "name"]
    return {place for r in said for place in r.places}


def _excluded(fact: Fact, relations: Sequence[Relation], kept: Mapping[Fact, list[Relation]]) -> bool:
    """Whether something surer between the same two excludes this; where either holds for a time only, far surer."""
    subject, property_, object_ = fact
    others = {(subject, p, object_) for family in EXCLUSIVE if property_ in family for p in family if p != property_}
    if property_ in ONE_WAY:
        others.add((object_, property_, subject))
    rivals = [kept[other] for other in others if other in kept]
    if any(_said_instead(rs, relations) for rs in rivals):
        return True
    return any(
        _weight(rs) > _weight(relations) for rs in rivals if _lasting(rs, relations) or _far_surer(rs, relations)
    )


def _said_instead(rivals: Sequence[Relation], relations: Sequence[Relation]) -> bool:
    """Whether only the scorer reads this, in sentences that tell of the other, surer, or in a phrase's words."""
    stated = any(r.source == "phrase" for r in rivals) or _weight(rivals) > _weight(relations)
    told = [place for r in rivals for place in r.places]
    return stated and all(r.source == "scorer" and any(_overlap(one, r.places) for one in told) for r in relations)


def _overlap(one: tuple[int, Span], places: Sequence[tuple[int, Span]]) -> bool:
    return any(passage == one[0] and span.overlaps(one[1]) for passage, span in places)


def _lasting(one: Sequence[Relation], other: Sequence[Relation]) -> bool:
    return not any(r.valid for r in (*one, *other))


def _far_surer(one: Sequence[Relation], other: Sequence[Relation]) -> bool:
    return max(r.probability for r in one) >= max(r.probability for r in other) + MARGIN


def _outdone(fact: Fact, relations: Sequence[Relation], kept: Mapping[Fact, list[Relation]]) -> bool:
    """Whether another object of a property that mostly has one is far surer (`few` in the frames)."""
    subject, property_, _ = fact
    if property_ not in frames() or not frames()[property_].few:
        return False
    rivals = [rs for (s, p, _), rs in kept.items() if (s, p) == (subject, property_)]
    best = max(r.probability for rs in rivals for r in rs)
    return max(r.probability for r in relations) < best - MARGIN


def _weight(relations: Sequence[Relation]) -> tuple[bool, float, int]:
    """What is said in a sentence goes before what only a name implies."""
    spoken = [r for r in relations if r.reason != "name"]
    return (bool(spoken), max(r.probability for r in spoken or relations), len(relations))


def _claim(document: Document, fact: Fact, relations: Sequence[Relation]) -> Claim:
    ordered = sorted(relations, key=lambda r: (-r.probability, r.places))
    best = ordered[0]
    evidence = dict.fromkeys(e for r in ordered for e in _evidence(document, r))
    valid = next((r.valid for r in ordered if r.valid is not None), None)
    return Claim(
        *fact,
        tuple(sorted(list(evidence)[:MOST_EVIDENCE])),
        best.modality,
        valid,
        max(0.01, round(max(confidence(r) for r in relations), 2)),
        best.reason,
    )


def _evidence(document: Document, relation: Relation) -> Iterator[Evidence]:
    for index, span in relation.places:
        place: Span = document.passages[index].original(span)
        yield Evidence(document.id, place, place.of(document.text))
