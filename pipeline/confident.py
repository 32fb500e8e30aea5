"""Claims that are sure enough: what `build --min-confidence` leaves of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.errors import StopRun
from pipeline.graph import merge
from pipeline.graph.nodes import stated_confidence
from pipeline.model import Claim

DAYS: Final = {"startDate": "endDate", "endDate": "startDate"}  # an event has both or neither


def check_minimum(minimum: float | None) -> None:
    """StopRun unless this is above 0 and at most 1, or None: no minimum."""
    if minimum is not None and not 0 < minimum <= 1:
        raise StopRun(f"--min-confidence {minimum:g}: a confidence is above 0 and at most 1")


def confident(claims: Iterable[Claim], minimum: float) -> list[Claim]:
    """The claims, merged, whose confidence as the graph states it is not below the minimum.

    One day of an event goes with the other: a start whose every end in its document is left out is so too.
    """
    claims = merge(claims)
    kept = [claim for claim in claims if float(stated_confidence(claim)) >= minimum]
    before, after = _days(claims), _days(kept)
    return [c for c in kept if _partners(c, after) or not _partners(c, before)]


def _days(claims: Iterable[Claim]) -> dict[tuple[str, str, str], list[str]]:
    """The days of each event in each document, by event, document and property."""
    days: dict[tuple[str, str, str], list[str]] = {}
    for claim in claims:
        if claim.property in DAYS:
            days.setdefault((claim.subject, _document(claim), claim.property), []).append(claim.object)
    return days


def _partners(claim: Claim, days: dict[tuple[str, str, str], list[str]]) -> Sequence[str]:
    """The ends that fit a start, in the claim's document, or the starts that fit an end; none for other claims."""
    if claim.property not in DAYS:
        return ()
    others = days.get((claim.subject, _document(claim), DAYS[claim.property]), [])
    if claim.property == "startDate":
        return [end for end in others if _in_order(claim.object, end)]
    return [start for start in others if _in_order(start, claim.object)]


def _in_order(start: str, end: str) -> bool:
    return start <= end or start.startswith(end)  # dates of unlike precision, as far as both go


def _document(claim: Claim) -> str:
    return claim.evidence[0].document if claim.evidence else ""
