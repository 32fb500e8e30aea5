"""Added facts: what a person states is a claim, with its source."""

from __future__ import annotations

from dataclasses import replace

from pipeline.corrections.days import PAIRED
from pipeline.corrections.model import Add
from pipeline.corrections.record import Outcome
from pipeline.corrections.sources import evidence_of, misquoted
from pipeline.corrections.work import Fact, Work, about, applied
from pipeline.model import Claim, Period
from pipeline.schema import accepts, schema


def add_claims(fact: Fact, add: Add, work: Work) -> None:
    classes = {e.id: e.kind or e.cls for e in work.identity.entities.values()}
    subject, value = fact.subjects[0], add.value or (fact.values or ("",))[0]
    kind = schema().properties[add.property].literal or classes[value]
    if not accepts(add.property, classes[subject], kind):
        why = f"{add.property} does not join {classes[subject]} and {kind}"
        work.identity.note(fact.filed, "Unmatched", why, about(fact, work))
        return
    if subject == value:
        work.identity.note(fact.filed, "Unmatched", "subject and object are one thing", about(fact, work))
        return
    if why := misquoted(add, work.index.texts):
        work.identity.note(fact.filed, "Unmatched", why, about(fact, work))
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
            fact.filed, "NotNeeded", "the documents state it themselves", about(fact, work), tuple(made)
        )
    else:
        applied(fact, note, work, made)


def _other_day(claim: Claim, work: Work) -> list[Claim]:
    """The other day of an event of which only one is known: both are always given."""
    if claim.property not in PAIRED:
        return []
    other = PAIRED[claim.property]
    known = any(c.subject == claim.subject and c.property == other for c in work.claims)
    return [] if known or _to_come(claim.subject, other, work) else [replace(claim, property=other)]


def _to_come(subject: str, property_: str, work: Work) -> bool:
    """Whether another correction adds a fact of this property."""
    outcomes = work.identity.outcomes
    return any(
        isinstance(f.correction, Add) and f.correction.property == property_ and f.place not in outcomes
        and subject in work.index.match(f.correction.subject).ids
        for f in work.identity.filed
    )  # fmt: skip
