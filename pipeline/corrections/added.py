"""Added facts: what a person states is a claim, with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.corrections.days import PAIRED, tells_when
from pipeline.corrections.model import Add
from pipeline.corrections.record import Outcome
from pipeline.corrections.sources import evidence_of, misquoted
from pipeline.corrections.work import Fact, Work, about, applied
from pipeline.model import Claim, Period
from pipeline.schema import accepts, schema


def add_claims(fact: Fact, add: Add, work: Work) -> None:
    """Add the claim that a correction states, and note what came of it."""
    subject, value = fact.subjects[0], add.value or (fact.values or ("",))[0]
    if why := _impossible(add, subject, value, work) or misquoted(add, work.index.texts):
        work.identity.note(fact.filed, "Unmatched", why, about(fact, work))
        return
    evidence, note = evidence_of(add, work.index.texts, work.cited)
    claim = Claim(subject, add.property, value, (evidence,), add.modality, _period(add), 1.0, "correction")
    stated = any(_says_as_much(c, claim) for c in work.claims)
    made = [claim, *_other_day(claim, work)]
    work.claims += made
    if stated:
        _note_needless(fact, made, work)
    else:
        applied(fact, note, work, made)


def _impossible(add: Add, subject: str, value: str, work: Work) -> str:
    """Why these two can't be joined so; or nothing."""
    classes = {e.id: e.kind or e.cls for e in work.identity.entities.values()}
    kind = schema().properties[add.property].literal or classes[value]
    if not accepts(add.property, classes[subject], kind):
        return f"{add.property} does not join {classes[subject]} and {kind}"
    return "subject and object are one thing" if subject == value else ""


def _period(add: Add) -> Period | None:
    return Period(add.since, add.until) if add.since or add.until else None


def _says_as_much(claim: Claim, added: Claim) -> bool:
    """Whether documents state by themselves what is added: the fact, as sure, and when it holds."""
    one, other = ((c.subject, c.property, c.object, c.modality) for c in (claim, added))
    return one == other and claim.reason != "correction" and tells_when(claim.valid, added.valid)


def _note_needless(fact: Fact, made: Sequence[Claim], work: Work) -> None:
    why = "the documents state it themselves"
    work.identity.outcomes[fact.filed.place] = Outcome(fact.filed, "NotNeeded", why, about(fact, work), tuple(made))


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
