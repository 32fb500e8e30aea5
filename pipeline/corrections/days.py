"""First and last days: an event has both or neither, the last not before the first; a period has each end or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.model import Claim, Period

PAIRED = {"startDate": "endDate", "endDate": "startDate"}


def without_lone_days(
    kept: Sequence[Claim], subjects: set[str], before: Sequence[Claim]
) -> tuple[list[Claim], list[Claim]]:
    """The claims without the days of an event that had a fitting other day and have none any more; and these."""
    alone = [c for c in kept if c.subject in subjects and c.property in PAIRED
             and not _partners(c, kept) and _partners(c, before)]  # fmt: skip
    return [c for c in kept if c not in alone], alone


def _partners(claim: Claim, claims: Iterable[Claim]) -> bool:
    others = (c.object for c in claims if c.subject == claim.subject and c.property == PAIRED[claim.property])
    first = claim.property == "startDate"
    return any(in_order(claim.object, other) if first else in_order(other, claim.object) for other in others)


def in_order(start: str, end: str) -> bool:
    """Whether a day can be the last of what begins on another, as far as both are known."""
    return start <= end or start.startswith(end)


def tells_when(stated: Period | None, said: Period | None) -> bool:
    """Whether a stated period has each end that another one gives, as precisely or more so."""
    ends = stated or Period("", "")
    return said is None or (ends.start.startswith(said.start) and ends.end.startswith(said.end))
