"""From when to when a status holds, where the text says so.

    India has been a member since 2017.          2017 –
    Kenya chairs the Union until 2027.                – 2027
    joined in 1995 · Nepal (1995) · 任期自2019年至2021年 · took over from Peru in 2023

A date that merely stands nearby (of a signing, of a meeting) limits nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import Mention, Period
from pipeline.relate.dated import Dated, Holder, dates_of, segment_of
from pipeline.relate.status import (
    DAY,
    HELD,
    JOINED,
    LIMITED,
    OBJECTS,
    OFFICES,
    OTHERS,
    OWN,
    STRICT,
    Status,
    before,
    marks,
    of_something_else,
)
from pipeline.relate.transfer import Part, given_up, part


class Limits(NamedTuple):
    """What a date gives as a status's first day and as its last, and whether the words right beside it say so."""

    start: str = ""
    end: str = ""
    sure: bool = True


def validity(property_: str, holder: Holder, mentions: Sequence[Mention], above: Period | None = None) -> Period | None:
    """The period that the sentence of a holder (a state of a body, a person of an office, …) gives a status, or None.

    `above` is the date that stands over the sentence in a chronicle: it counts where the sentence names none.
    """
    if property_ not in LIMITED:
        return None
    status = Status(property_, holder, mentions)
    found: list[Limits] = []
    for dated in dates_of(holder, mentions):
        found.append(_limits(status, dated, begun=any(f.start for f in found)))
    start, end = _together(found)
    end = end or _given_up(status)
    if not (start or end) and above is not None:
        start, end, _ = _at_a_change(status, above)
    if start and end and end < start:
        end = ""
    return Period(start, end) if start or end else None


def _together(found: Sequence[Limits]) -> tuple[str, str]:
    """What several dates give together, in order: those that the words right beside them limit, if any do."""
    sure = any(f.sure and (f.start or f.end) for f in found)
    start = end = ""
    for opens, closes, beside in found:
        if sure and not beside:
            continue
        if opens and end and end <= opens:  # back after having left
            start, end = opens, ""
        elif start and opens.startswith(start):  # ten years ago, in July 2014
            start = opens
        start, end = start or opens, end or closes
    return start, end


def changes(property_: str, holder: Holder, mentions: Sequence[Mention]) -> str:
    """Whether the sentence of a holder says that it takes a status on ("begins"), gives it up ("ends"), or neither."""
    if property_ not in LIMITED:
        return ""
    status = Status(property_, holder, mentions)
    events = [] if property_ in OFFICES else status.groups(holder.sentence, {"Event"})
    if any(status.says("SinceThen", before(event)) for event in events):
        return "begins"
    start, end, _ = _at_a_change(status, Period("x", "x"))
    return "begins" if start else "ends" if end else ""


def holder_of(property_: str) -> str:
    """Which end of a property its dates are told of: "subject" or "object"."""
    return "object" if property_ in OBJECTS else "subject"


def _at_a_change(status: Status, when: Period) -> Limits:
    """What a date that stands over a sentence gives, where the clause of its holder says that something changes."""
    at = segment_of(status.scene, status.holder.unit)
    if len(at) == 1 and at.start - 2 in status.holder.sentence:  # two accessions: Gabon and Togo
        at = range(segment_of(status.scene, at.start - 2).start, at.stop)
    others = (OTHERS & status.triggers(at)) - OWN[status.kind] - {"member"}
    if others or status.kind in {"basedIn", "foundingMemberOf", *OFFICES}:
        return Limits()
    role = _part(status, status.holder.unit)
    if role == "gives" or status.says("Left", at):
        return Limits("", when.start)
    if role == "takes" or status.says(status.taking, at):
        return Limits(when.start, "")
    if status.kind == "chairOf" and _is_span(when):
        return Limits(when.start, when.end)
    return Limits()


def _given_up(status: Status) -> str:
    """The day on which a holder hands its office, or seat, over to another one."""
    if status.kind not in {"chairOf", "basedIn"}:
        return ""
    when = given_up(status.holder, "Moved" if status.kind == "basedIn" else "Gives")
    periods = (status.mentions[m].period for g in status.scene.groups if g.unit == when for m in g.members)
    return next((p.start or p.end for p in periods if p is not None), "")


def _limits(status: Status, dated: Dated, *, begun: bool) -> Limits:
    """The day that a date gives as a status's first and as its last; empty for none."""
    segment = segment_of(status.scene, dated.unit)
    period, span = dated.period, _is_span(dated.period)
    since, until = marks(status, dated.unit, begun=begun)
    if of_something_else(status, dated, segment, marked=since or until):
        return Limits()
    role = _part(status, dated.unit)
    if until:
        return Limits("", period.end)
    if since and (role == "gives" or status.says(status.leaving, segment)):
        return Limits("", period.start)
    if since:
        return Limits(period.start, period.end if span else "")
    if role is not None:
        return _transferred(status, role == "gives", dated, span=span)
    if span:
        return Limits(period.start, period.end)
    return _plain(status, dated, segment)


def _part(status: Status, unit: int) -> Part | None:
    """The part of a holder in a handing over, or in a move; nobody hands a membership over."""
    if status.kind in JOINED:
        return None
    return part(status.holder, unit, ("Moved",)) if status.kind == "basedIn" else part(status.holder, unit)


def _transferred(status: Status, gives: bool, dated: Dated, *, span: bool) -> Limits:
    """What a date says of one who hands a status over, or of one who takes it."""
    period = dated.period
    if gives:
        return Limits("", period.start)
    whole = span or _is_for(status, dated)
    return Limits(period.start, period.end if whole else "")


def _plain(status: Status, dated: Dated, segment: range) -> Limits:
    """What a day, month or year says that no word beside it marks as a beginning or an end."""
    period = dated.period
    if _is_for(status, dated):
        return Limits(period.start, period.end)
    kind, sure = _change(status, dated, segment)
    if kind:
        return Limits("", period.end, sure) if kind == "Left" else Limits(period.start, "", sure)
    if status.kind in JOINED and (dated.beside or _is_listed(status, dated)):
        return Limits(period.start, "")
    if status.kind in HELD and len(period.start) < DAY and _is_held(status, dated, segment):
        return Limits(period.start, period.end)
    return Limits()


def _is_listed(status: Status, dated: Dated) -> bool:
    """Whether the heading over a list tells of the status, and the line only of whom and when (Белиз – в 1974 году)."""
    between = range(min(dated.unit, status.holder.unit), max(dated.unit, status.holder.unit) + 1)
    return bool(status.scene.above & OWN[status.kind]) and not status.triggers(between)


def _change(status: Status, dated: Dated, segment: range) -> tuple[str, bool]:
    """Whether the words nearest to a date speak of leaving ("Left") or taking on, and whether they stand beside it."""
    for at in (segment, *_wider(status, dated)):
        left, took = status.says(status.leaving, at), status.says(status.taking, at)
        if left or took:
            return "Left" if left and not took else "Joined", at is segment
    return "", False


def _wider(status: Status, dated: Dated) -> list[range]:
    """Where else the verb of a date may stand: up to its holder; where that says nothing, before (…, Niue in 1996)."""
    if status.kind in STRICT:
        return []
    between = range(min(dated.unit, status.holder.unit), max(dated.unit, status.holder.unit) + 1)
    own = segment_of(status.scene, status.holder.unit)
    elliptic = not status.triggers(between)
    return [between, own, range(status.holder.sentence.start, between.stop)] if elliptic else [between, own]


def _is_for(status: Status, dated: Dated) -> bool:
    """Whether an office is held for a year: for 2025, на первую половину 2025 года."""
    near = range(max(0, dated.unit - 4), dated.unit)
    words = range(max([near.start, *(g + 1 for g in near if status.scene.units[g].group >= 0)]), near.stop)
    return status.kind in HELD and len(dated.period.start) < DAY and status.says("For", words)


def _is_held(status: Status, dated: Dated, segment: range) -> bool:
    """Whether a year or a month is one in which an office is held."""
    around = range(min(segment.start, status.holder.unit), max(segment.stop, status.holder.unit + 1))
    if not status.triggers(around):  # 2024 chaired Russia, 2025 — Tajikistan
        around = range(status.holder.sentence.start, around.stop)
    if status.kind != "chairOf":
        return False
    chairs = "presidency" in status.triggers(around) or bool(status.groups(around, {"Office"}))
    return chairs or dated.beside or _is_listed(status, dated) or status.says("Term", segment)


def _is_span(period: Period) -> bool:
    """Whether a period is one of months or years (2019–2021), and no meeting's days."""
    if not (period.start and period.end) or period.start == period.end:
        return False
    return len(period.start) < DAY or period.start[:7] != period.end[:7]
