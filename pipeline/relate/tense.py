"""Whether what is told of a thing is so yet, by the day it is of: past on the day the document was written, or to come.

    (of 20 May 2024)   The summit opens in Baku on 11 November 2024.      startDate, heldIn: planned
                       … to sign the Charter (Saint Petersburg, 2002)     date, concludedIn: so
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.exclusions import agree
from pipeline.model import Claim, Modality

# What follows from the day of a thing: the property that gives it, and the properties that are so from then on.
FOLLOW = {
    "startDate": {"startDate", "endDate", "heldIn", "organizer", "chairedBy", "attendedBy", "adopted"},
    "date": {"date", "concludedIn", "adoptedBy", "party"},
    "foundedOn": {"foundedOn", "foundedIn", "foundedBy"},
}
LASTING = {"memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf", "chairOf", "affiliation", "jobTitle",
           "basedIn", "party"}  # fmt: skip


def settled(claims: Iterable[Claim], written: str) -> Iterator[Claim]:
    """The claims, each planned or not by its day and the day its document was written (a reduced ISO date or "")."""
    found = list(claims)
    days = {p: {c.subject: c for c in found if c.property == p} for p in FOLLOW}
    for claim in found:
        mode = _mode(claim, days, written)
        yield claim if mode == claim.modality else replace(claim, modality=mode)


def _mode(claim: Claim, days: Mapping[str, Mapping[str, Claim]], written: str) -> Modality:
    for property_, follow in FOLLOW.items():
        day = days[property_].get(claim.subject)
        if claim.property in follow and day is not None:
            return _by(day.object, claim.modality, written, day.modality)
    if claim.property in LASTING and claim.valid is not None:
        return _by(claim.valid.start or claim.valid.end, claim.modality, written, claim.modality)
    return claim.modality


def _by(day: str, own: Modality, written: str, of_day: Modality) -> Modality:
    """A fact's modality, by its day where it is known when its document was written, else by that of its day."""
    if not written or agree(day, written):
        return own if of_day == "Asserted" or own != "Asserted" else of_day
    if day > written:
        return own if own != "Asserted" else of_day if of_day != "Asserted" else "Planned"
    return "Asserted" if own == "Planned" else own
