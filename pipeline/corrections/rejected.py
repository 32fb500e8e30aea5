"""Rejected facts: claims, or some of their quotes, taken out and kept in the record."""

from __future__ import annotations

from dataclasses import replace

from pipeline.corrections.days import PAIRED, without_lone_days
from pipeline.corrections.match import Place, meet
from pipeline.corrections.model import Reject
from pipeline.corrections.work import Fact, Work, about, applied
from pipeline.model import Claim, Evidence, Span


def reject_claims(fact: Fact, reject: Reject, work: Work) -> None:
    places = _limits(reject, work)
    if isinstance(places, str):
        work.identity.note(fact.filed, "Unmatched", places, about(fact, work))
        return
    kept: list[Claim] = []
    gone: list[Claim] = []
    for claim in work.claims:
        inside, outside = _parted(claim, places) if fact.says(claim) else ((), claim.evidence)
        gone += [replace(claim, evidence=inside)] if inside else []
        kept += [replace(claim, evidence=outside)] if outside else []
    if not gone:
        work.identity.note(fact.filed, "NotNeeded", "no document states it", about(fact, work))
        return
    work.claims, alone = without_lone_days(kept, {c.subject for c in gone if c.property in PAIRED}, work.claims)
    note = "an event's first and last day go together" if alone else ""
    applied(fact, note, work, rejected=(*gone, *alone))


def _limits(reject: Reject, work: Work) -> list[Place] | str | None:
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
