"""The corrections of facts: Claims → Claims, after those of identity.

    reject  →  date  →  add

What documents state is left as it was read, in the record; what a person states is a claim of its own, with its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.corrections.days import PAIRED, without_lone_days
from pipeline.corrections.identity import Identity, contradict
from pipeline.corrections.match import Index, Match, Place, key_of, meet
from pipeline.corrections.model import Add, EntityKey, Filed, FixDate, Reject
from pipeline.corrections.record import Outcome
from pipeline.corrections.sources import evidence_of
from pipeline.ids import claim_id
from pipeline.model import Claim, Document, Evidence, Period, Span
from pipeline.schema import accepts, schema


@dataclass(frozen=True, slots=True)
class _Fact:
    """A correction of a fact, with the things that it means in this build; `values` is None for any."""

    filed: Filed
    subjects: tuple[str, ...]
    property: str
    values: tuple[str, ...] | None

    def says(self, claim: Claim) -> bool:
        if claim.property != self.property or claim.subject not in self.subjects:
            return False
        return self.values is None or _literal(claim.property, claim.object) in self.values


@dataclass
class _Work:
    """The claims as far as they are corrected, and the sources that are no documents."""

    identity: Identity
    index: Index
    claims: list[Claim]
    cited: dict[str, Document]


def correct_claims(
    filed: Sequence[Filed], identity: Identity, claims: Iterable[Claim]
) -> tuple[list[Claim], list[Document]]:
    """The claims as the corrections have them, and the sources cited besides the documents; outcomes go to `identity`.

    StopRun for corrections that contradict each other.
    """
    work = _Work(identity, identity.index(filed), list(claims), {})
    facts = [fact for f in filed if (fact := _fact(f, work)) is not None]
    _refuse_contradictions(facts)
    for fact in facts:
        if isinstance(fact.filed.correction, Reject):
            _reject(fact, fact.filed.correction, work)
    _fix_dates([f for f in facts if isinstance(f.filed.correction, FixDate)], work)
    for fact in facts:
        if isinstance(fact.filed.correction, Add):
            _add(fact, fact.filed.correction, work)
    return work.claims, [work.cited[key] for key in sorted(work.cited)]


def _fact(filed: Filed, work: _Work) -> _Fact | None:
    """What a correction is about; None, with its outcome noted, where its things are not there."""
    correction = filed.correction
    if not isinstance(correction, Reject | Add | FixDate):
        return None
    subject = work.index.match(correction.subject)
    value = _values(correction, work.index)
    if not subject.ids or not (value is None or value.ids):
        why = "; ".join(filter(None, (subject.why, value.why if value is not None else "")))
        work.identity.note(filed, "Unmatched", why, (*subject.ids, *_things(correction, value)))
        return None
    return _Fact(filed, subject.ids, correction.property, None if value is None else value.ids)


def _values(correction: Reject | Add | FixDate, index: Index) -> Match | None:
    key: EntityKey | None = None if isinstance(correction, FixDate) else correction.object
    if key is not None:
        return index.match(key)
    if isinstance(correction, FixDate):
        return Match((correction.was,)) if correction.was else None
    return Match((_literal(correction.property, correction.value),)) if correction.value else None


def _things(correction: Reject | Add | FixDate, value: Match | None) -> tuple[str, ...]:
    return value.ids if value is not None and not isinstance(correction, FixDate) and correction.object else ()


def _literal(property_: str, value: str) -> str:
    """What literals are compared by: of texts, neither case nor marks matter."""
    return key_of(value) if schema().properties[property_].literal == "text" else value


def _refuse_contradictions(facts: Sequence[_Fact]) -> None:
    """A fact that one correction rejects everywhere and another states."""
    rejected = [f for f in facts if isinstance(c := f.filed.correction, Reject) and not (c.document or c.quote)]
    stated = [f for f in facts if isinstance(f.filed.correction, Add | FixDate)]
    for reject in rejected:
        for other in stated:
            for claim in _stated(other):
                if reject.says(claim):
                    contradict(reject.filed, other.filed, "no fact, and a fact")


def _stated(fact: _Fact) -> Iterator[Claim]:
    correction = fact.filed.correction
    values = (correction.value,) if isinstance(correction, FixDate) else fact.values or ()
    if isinstance(correction, Add) and correction.value:
        values = (correction.value,)
    yield from (Claim(s, fact.property, value, ()) for s in fact.subjects for value in values)


# --- reject -----------------------------------------------------------------------------------------------------------


def _reject(fact: _Fact, reject: Reject, work: _Work) -> None:
    places = _limits(reject, work)
    if isinstance(places, str):
        work.identity.note(fact.filed, "Unmatched", places, _about(fact, work))
        return
    kept: list[Claim] = []
    gone: list[Claim] = []
    for claim in work.claims:
        inside, outside = _parted(claim, places) if fact.says(claim) else ((), claim.evidence)
        gone += [replace(claim, evidence=inside)] if inside else []
        kept += [replace(claim, evidence=outside)] if outside else []
    if not gone:
        work.identity.note(fact.filed, "NotNeeded", "no document states it", _about(fact, work))
        return
    work.claims, alone = without_lone_days(kept, {c.subject for c in gone if c.property in PAIRED}, work.claims)
    note = "an event's first and last day go together" if alone else ""
    _applied(fact, note, work, rejected=(*gone, *alone))


def _limits(reject: Reject, work: _Work) -> list[Place] | str | None:
    """The places that a rejection is limited to, None where it is not; in words, why there is none."""
    if not (reject.document or reject.quote):
        return None
    texts = work.index.texts
    documents = texts.of(reject.document) if reject.document else []
    if reject.quote:  # a document may go by another name now: its words tell
        found = texts.places(reject.quote, documents) if documents else texts.places(reject.quote)
        return found or f"“{reject.quote}” stands in no document" + (f" {reject.document}" if documents else "")
    return [(d, Span(0, len(texts.texts[d]))) for d in documents] or f"no document is called {reject.document}"


def _parted(claim: Claim, places: list[Place] | None) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The evidence of a claim that stands in some of the places, and that which does not."""
    if places is None:
        return claim.evidence, ()
    inside = tuple(e for e in claim.evidence if any(meet((e.document, e.span), place) for place in places))
    return inside, tuple(e for e in claim.evidence if e not in inside)


# --- date -------------------------------------------------------------------------------------------------------------


def _fix_dates(fixes: Sequence[_Fact], work: _Work) -> None:
    """Each date that is another becomes it, along chains (3 July is 4 July, 4 July is 5 July), once for each claim."""
    made: dict[str, list[Claim]] = {f.filed.place: [] for f in fixes}
    gone: dict[str, list[Claim]] = {f.filed.place: [] for f in fixes}
    claims: list[Claim] = []
    for claim in work.claims:
        path = _path(claim, fixes)
        if not path:
            claims.append(claim)
            continue
        gone[path[0].filed.place].append(claim)
        new = _dated(claim, path, work)
        claims.append(new)
        for fact in path:
            made[fact.filed.place].append(new)
    work.claims = claims
    for fact in fixes:
        if made[fact.filed.place]:
            _applied(fact, "", work, made[fact.filed.place], gone[fact.filed.place])
        else:
            _not_dated(fact, work)


def _path(claim: Claim, fixes: Sequence[_Fact]) -> list[_Fact]:
    """The corrections that lead from a claim's date to the one that is right."""
    path: list[_Fact] = []
    while True:
        now = replace(claim, object=_new(path[-1])) if path else claim
        fitting = [f for f in fixes if f.says(now) and _new(f) != now.object]
        exact = [f for f in fitting if f.values is not None] or fitting
        if not exact:
            return path
        for other in exact[1:]:
            if _new(other) != _new(exact[0]):
                contradict(exact[0].filed, other.filed, f"one date, {_new(exact[0])} and {_new(other)}")
        if exact[0] in path:
            contradict(path[-1].filed, exact[0].filed, "each undoes the other")
        path.append(exact[0])


def _new(fact: _Fact) -> str:
    return str(getattr(fact.filed.correction, "value", ""))


def _dated(claim: Claim, path: Sequence[_Fact], work: _Work) -> Claim:
    """The claim with its date put right, by its own quotes, unless a correction names a source."""
    evidence = claim.evidence
    for fact in path:
        correction = fact.filed.correction
        if isinstance(correction, FixDate) and (correction.document or correction.source):
            evidence = (evidence_of(correction, work.index.texts, work.cited)[0],)
    return replace(claim, object=_new(path[-1]), evidence=evidence, confidence=1.0, reason="correction")


def _not_dated(fact: _Fact, work: _Work) -> None:
    now = {c.object for c in work.claims if c.subject in fact.subjects and c.property == fact.property}
    if _new(fact) in now:
        work.identity.note(fact.filed, "NotNeeded", f"the documents state {_new(fact)} themselves", _about(fact, work))
    else:
        stated = f"; they state {', '.join(sorted(now))}" if now else ""
        was = f" {fact.values[0]}" if fact.values else ""
        work.identity.note(
            fact.filed, "Unmatched", f"no document states {fact.property}{was}{stated}", _about(fact, work)
        )


# --- add --------------------------------------------------------------------------------------------------------------


def _add(fact: _Fact, add: Add, work: _Work) -> None:
    classes = {e.id: e.kind or e.cls for e in work.identity.entities.values()}
    subject, value = fact.subjects[0], add.value or (fact.values or ("",))[0]
    kind = schema().properties[add.property].literal or classes[value]
    if not accepts(add.property, classes[subject], kind):
        why = f"{add.property} does not join {classes[subject]} and {kind}"
        work.identity.note(fact.filed, "Unmatched", why, _about(fact, work))
        return
    if subject == value:
        work.identity.note(fact.filed, "Unmatched", "subject and object are one thing", _about(fact, work))
        return
    valid = Period(add.since, add.until) if add.since or add.until else None
    evidence, note = evidence_of(add, work.index.texts, work.cited)
    claim = Claim(subject, add.property, value, (evidence,), add.modality, valid, 1.0, "correction")
    so = any((c.subject, c.property, c.object, c.modality) == (subject, add.property, value, add.modality)
             and c.reason != "correction" for c in work.claims)  # fmt: skip
    made = [claim, *_other_day(claim, work)]
    work.claims += made
    if so:
        work.identity.outcomes[fact.filed.place] = Outcome(
            fact.filed, "NotNeeded", "the documents state it themselves", _about(fact, work), tuple(made)
        )
    else:
        _applied(fact, note, work, made)


def _other_day(claim: Claim, work: _Work) -> list[Claim]:
    """The other day of an event of which only one is known: both are always given."""
    if claim.property not in PAIRED:
        return []
    other = PAIRED[claim.property]
    known = any(c.subject == claim.subject and c.property == other for c in work.claims)
    return [] if known or _to_come(claim.subject, other, work) else [replace(claim, property=other)]


def _to_come(subject: str, property_: str, work: _Work) -> bool:
    """Whether another correction adds a fact of this property."""
    outcomes = work.identity.outcomes
    return any(
        isinstance(f.correction, Add) and f.correction.property == property_ and f.place not in outcomes
        and subject in work.index.match(f.correction.subject).ids
        for f in work.identity.filed
    )  # fmt: skip


# --- outcomes ---------------------------------------------------------------------------------------------------------


def _applied(fact: _Fact, note: str, work: _Work, made: Sequence[Claim] = (), rejected: Sequence[Claim] = ()) -> None:
    work.identity.outcomes[fact.filed.place] = Outcome(
        fact.filed, "Applied", note, _about(fact, work), _once(made), _once(rejected)
    )


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """One claim for each thing that one document says: the graph has no more."""
    found: Mapping[str, Claim] = {claim_id(c, c.evidence[0].document): c for c in claims}
    return tuple(found[key] for key in sorted(found))


def _about(fact: _Fact, work: _Work) -> tuple[str, ...]:
    """The things that a correction is about."""
    objects = fact.values if getattr(fact.filed.correction, "object", None) is not None else ()
    return tuple(sorted({*fact.subjects, *(objects or ())} & set(work.identity.entities)))
