"""Whether what is told of a thing is so yet, by the day it is of: past on the day the document was written, or to come.

(of 20 May 2024)   The summit opens in Baku on 11 November 2024.      startDate, heldIn: planned
                   … to sign the Charter (Saint Petersburg, 2002)     date, concludedIn: so
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from pipeline.exclusions import agree
from pipeline.model import Claim, Modality

# What follows from the day of a thing: the property that gives it, and the properties that are so from then on.
FOLLOW = {
    "startDate": {"startDate", "endDate", "heldIn", "organizer", "chairedBy", "attendedBy", "adopted"},
    "date": {"date", "concludedIn", "adoptedBy", "party"},
    "foundedOn": {"foundedOn"},
}
LASTING = {"memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf", "chairOf", "affiliation", "jobTitle",
           "basedIn", "party"}  # fmt: skip


UNDER_WAY = 3  # days after the one it is dated by that a report may still tell of as past
MOST = 3  # of the days told of at most one in so many lies ahead
DAY = 10  # letters of a date that names the day


def settled(claims: Iterable[Claim], classes: Mapping[str, str], written: str) -> Iterator[Claim]:
    """The claims, each planned or not by its day and the day its document was written (a reduced ISO date or "").

    `classes` gives the class of each thing: a year that is named is one, however far ahead.
    """
    found = list(claims)
    days: dict[str, dict[str, Claim]] = {p: {} for p in FOLLOW}
    for claim in sorted(found, key=lambda c: c.confidence):
        if claim.property in FOLLOW and classes.get(claim.subject) != "ThematicYear":
            days[claim.property][claim.subject] = claim
    written = written if _trusted(days, written) else ""
    for claim in found:
        mode = _mode(claim, days, written)
        yield claim if mode == claim.modality else replace(claim, modality=mode)


def _trusted(days: Mapping[str, Mapping[str, Claim]], written: str) -> bool:
    """Whether most days told of as past lie before a document's: else that is the day of a chronicle's first entry."""
    told = [c.object for by in days.values() for c in by.values() if c.modality == "Asserted"]
    later = [day for day in told if day > written and not agree(day, written) and not _under_way(day, written)]
    return MOST * len(later) <= len(told)


def _mode(claim: Claim, days: Mapping[str, Mapping[str, Claim]], written: str) -> Modality:
    for property_, follow in FOLLOW.items():
        day = days[property_].get(claim.subject)
        if claim.property in follow and day is not None:
            return _by(day.object, claim.modality, written, day.modality)
    if claim.property in LASTING and claim.valid is not None and claim.valid.start:
        return _by(claim.valid.start, claim.modality, written, claim.modality)
    return claim.modality


def _by(day: str, own: Modality, written: str, of_day: Modality) -> Modality:
    """A fact's modality, by its day where it is known when its document was written, else by that of its day."""
    if not written or agree(day, written) or _under_way(day, written):
        return own if of_day == "Asserted" or own != "Asserted" else of_day
    if day > written:
        return own if own != "Asserted" else of_day if of_day != "Asserted" else "Planned"
    return "Asserted" if own == "Planned" else own


def _under_way(day: str, written: str) -> bool:
    """Whether a day is one of those right after the one a document is dated by, as of a meeting that it reports."""
    if not len(day) == len(written) == DAY:
        return False
    return 0 < (date.fromisoformat(day) - date.fromisoformat(written)).days <= UNDER_WAY
