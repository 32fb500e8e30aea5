"""From when to when a status holds, where the text says so.

    India has been a member since 2017.          2017 –
    Kenya chairs the Union until 2027.                – 2027
    joined in 1995 · Nepal (1995) · 任期自2019年至2021年 · took over from Peru in 2023

A date that merely stands nearby (of a signing, of a meeting) limits nothing.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Mention, Period
from pipeline.relate.dated import Dated, Holder, dates_of, segment_of
from pipeline.relate.qualify import text_of, words_of
from pipeline.relate.scene import Scene
from pipeline.relate.transfer import Part, given_up, part

JOINED = {"memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf", "party"}  # begin on the day of joining
OFFICES = {"jobTitle": {"Office"}, "affiliation": {"Organization"}}  # … and what their second end is
HELD = {"chairOf", *OFFICES}  # held for a year or a month
LIMITED = {*JOINED, *HELD, "basedIn"}
OBJECTS = {"party", "basedIn"}  # of several objects of one subject each has its own dates
STRICT = {"party", "foundingMemberOf", *OFFICES}  # only what is said right beside the date counts
DAY = 10  # letters of a date that names the day
# The trigger sets that speak of a status: of its own, or of another one.
OWN = {
    "memberOf": {"member"}, "foundingMemberOf": {"member", "founder"}, "observerOf": {"observer"},
    "dialoguePartnerOf": {"partner"}, "party": {"sign"}, "chairOf": {"presidency", "preside"},
    "affiliation": {"office"}, "jobTitle": {"office"}, "basedIn": {"based"},
}  # fmt: skip
OTHERS = {"member", "observer", "partner", "presidency", "based"}
ELSE = {"hold", "adopt", "found", "attend", "propose", "sign", "organize", "implement"}
CHANGES = ("Joined", "Left", "Took", "Term", "Moved")
SERVED = ("Took", "Term", "Resigned", "Succeeds")  # what is said of an office
BRIEF = 3  # units of a clause that is but a date


class Limits(NamedTuple):
    """What a date gives as a status's first day and as its last, and whether the words right beside it say so."""

    start: str = ""
    end: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Status:
    """A status told of a holder, and the words around it."""

    property: str
    holder: Holder
    mentions: Sequence[Mention]

    @property
    def scene(self) -> Scene:
        return self.holder.scene

    @property
    def taking(self) -> str:
        """The kind of the words that speak of taking it on."""
        if self.property == "party":
            return "Acceded"
        return "Took" if self.property in HELD else "Moved" if self.property == "basedIn" else "Joined"

    @property
    def leaving(self) -> str:
        """The kind of the words that speak of giving it up."""
        return "Resigned" if self.property in OFFICES else "Left"

    def says(self, kind: str, at: range) -> bool:
        """Whether a stretch has a word of a kind."""
        return words_of(kind, self.scene.reading.passage.language).search(text_of(self.scene, at)) is not None

    def follows(self, kind: str, at: range) -> bool:
        return words_of(kind, self.scene.reading.passage.language).match(text_of(self.scene, at)) is not None

    def groups(self, at: range, classes: Set[str]) -> list[int]:
        """The units of a stretch at which things of some classes stand."""
        return [g.unit for g in self.scene.groups if g.unit in at and g.cls in classes]

    def triggers(self, at: range) -> set[str]:
        return {name for name, units in self.scene.triggers.items() if any(u in at for u in units)}


def validity(
    property_: str, holder: Holder, mentions: Sequence[Mention], above: Period | None = None
) -> Period | None:
    """The period that the sentence of a holder (a state of a body, a person of an office, …) gives a status, or None.

    `above` is the date that stands over the sentence in a chronicle: it counts where the sentence names none.
    """
    if property_ not in LIMITED:
        return None
    status = _Status(property_, holder, mentions)
    dates = dates_of(holder, mentions)
    start = end = ""
    found: list[Limits] = []
    for dated in dates:
        found.append(_limits(status, dated, begun=any(f.start for f in found)))
    sure = any(f.sure and (f.start or f.end) for f in found)
    for opens, closes, beside in found:
        if beside or not sure:
            back = bool(opens and end and end <= opens)  # after having left
            finer = start if not (start and opens.startswith(start)) else opens  # ten years ago, in July 2014
            start, end = (opens, "") if back else (finer or opens, end or closes)
    end = end or _given_up(status)
    if not (start or end) and above is not None:
        start, end, _ = _at_a_change(status, above)
    return Period(start, end) if start or end else None


def changes(property_: str, holder: Holder, mentions: Sequence[Mention]) -> str:
    """Whether the sentence of a holder says that it takes a status on ("begins"), gives it up ("ends"), or neither ("")."""
    if property_ not in LIMITED:
        return ""
    status = _Status(property_, holder, mentions)
    if property_ not in OFFICES and any(status.says("SinceThen", _before(event)) for event in status.groups(holder.sentence, {"Event"})):
        return "begins"
    start, end, _ = _at_a_change(status, Period("x", "x"))
    return "begins" if start else "ends" if end else ""


def holder_of(property_: str) -> str:
    """Which end of a property its dates are told of: "subject" or "object"."""
    return "object" if property_ in OBJECTS else "subject"


def _at_a_change(status: _Status, when: Period) -> Limits:
    """What a date that stands over a sentence gives, where the clause of its holder says that something changes."""
    at = segment_of(status.scene, status.holder.unit)
    if len(at) == 1 and at.start - 2 in status.holder.sentence:  # two accessions: Gabon and Togo
        at = range(segment_of(status.scene, at.start - 2).start, at.stop)
    if status.property in {"basedIn", "foundingMemberOf", *OFFICES} or (OTHERS & status.triggers(at)) - OWN[status.property] - {"member"}:
        return Limits()
    role = _part(status, status.holder.unit)
    if role == "gives" or status.says("Left", at):
        return Limits("", when.start)
    if role == "takes" or status.says(status.taking, at):
        return Limits(when.start, "")
    if status.property == "chairOf" and _is_span(when):
        return Limits(when.start, when.end)
    return Limits()


def _given_up(status: _Status) -> str:
    """The day on which a holder hands its office, or seat, over to another one."""
    if status.property not in {"chairOf", "basedIn"}:
        return ""
    when = given_up(status.holder, "Moved" if status.property == "basedIn" else "Gives")
    periods = (status.mentions[m].period for g in status.scene.groups if g.unit == when for m in g.members)
    return next((p.start or p.end for p in periods if p is not None), "")


def _limits(status: _Status, dated: Dated, *, begun: bool) -> Limits:
    """The day that a date gives as a status's first and as its last; empty for none."""
    segment = segment_of(status.scene, dated.unit)
    period, span = dated.period, _is_span(dated.period)
    after, before = _marks(status, dated.unit, begun=begun)
    if _of_something_else(status, dated, segment, marked=after or before):
        return Limits()
    role = _part(status, dated.unit)
    if before:
        return Limits("", period.end)
    if after and (role == "gives" or status.says(status.leaving, segment)):
        return Limits("", period.start)
    if after:
        return Limits(period.start, period.end if span else "")
    if role is not None:
        return _transferred(status, role == "gives", dated, span=span)
    if span:
        return Limits(period.start, period.end)
    return _plain(status, dated, segment)


def _part(status: _Status, unit: int) -> Part | None:
    """The part of a holder in a handing over, or in a move; nobody hands a membership over."""
    if status.property in JOINED:
        return None
    return part(status.holder, unit, ("Moved",)) if status.property == "basedIn" else part(status.holder, unit)


def _transferred(status: _Status, gives: bool, dated: Dated, *, span: bool) -> Limits:
    """What a date says of one who hands a status over, or of one who takes it."""
    period = dated.period
    if gives:
        return Limits("", period.start)
    whole = span or _is_for(status, dated)
    return Limits(period.start, period.end if whole else "")


def _plain(status: _Status, dated: Dated, segment: range) -> Limits:
    """What a day, month or year says that no word beside it marks as a beginning or an end."""
    period = dated.period
    if _is_for(status, dated):
        return Limits(period.start, period.end)
    kind, sure = _change(status, dated, segment)
    if kind:
        return Limits("", period.end, sure) if kind == "Left" else Limits(period.start, "", sure)
    if status.property in JOINED and (dated.beside or _is_listed(status, dated)):
        return Limits(period.start, "")
    if status.property in HELD and len(period.start) < DAY and _is_held(status, dated, segment):
        return Limits(period.start, period.end)
    return Limits()


def _is_listed(status: _Status, dated: Dated) -> bool:
    """Whether the heading over a list tells of the status, and the line only of whom and when (Белиз – в 1974 году)."""
    between = range(min(dated.unit, status.holder.unit), max(dated.unit, status.holder.unit) + 1)
    return bool(status.scene.above & OWN[status.property]) and not status.triggers(between)


def _change(status: _Status, dated: Dated, segment: range) -> tuple[str, bool]:
    """Whether the words nearest to a date speak of leaving ("Left") or taking on, and whether they stand beside it."""
    for at in (segment, *_wider(status, dated)):
        left, took = status.says(status.leaving, at), status.says(status.taking, at)
        if left or took:
            return "Left" if left and not took else "Joined", at is segment
    return "", False


def _wider(status: _Status, dated: Dated) -> list[range]:
    """Where else the verb of a date may stand: up to its holder; where that says nothing, before (…, Niue in 1996)."""
    if status.property in STRICT:
        return []
    between = range(min(dated.unit, status.holder.unit), max(dated.unit, status.holder.unit) + 1)
    own = segment_of(status.scene, status.holder.unit)
    elliptic = not status.triggers(between)
    return [between, own, range(status.holder.sentence.start, between.stop)] if elliptic else [between, own]


def _is_for(status: _Status, dated: Dated) -> bool:
    """Whether an office is held for a year: for 2025, на первую половину 2025 года."""
    near = range(max(0, dated.unit - 4), dated.unit)
    words = range(max([near.start, *(g + 1 for g in near if status.scene.units[g].group >= 0)]), near.stop)
    return status.property in HELD and len(dated.period.start) < DAY and status.says("For", words)


def _is_held(status: _Status, dated: Dated, segment: range) -> bool:
    """Whether a year or a month is one in which an office is held."""
    around = range(min(segment.start, status.holder.unit), max(segment.stop, status.holder.unit + 1))
    if not status.triggers(around):  # 2024 chaired Russia, 2025 — Tajikistan
        around = range(status.holder.sentence.start, around.stop)
    chairs = "presidency" in status.triggers(around) or status.groups(around, {"Office"}) or status.says("Term", segment)
    return status.property == "chairOf" and (dated.beside or _is_listed(status, dated) or bool(chairs))


def _of_something_else(status: _Status, dated: Dated, segment: range, *, marked: bool) -> bool:
    """Whether the words around a date speak of another status, or of something that is none."""
    told, own = status.triggers(segment), OWN[status.property]
    if status.property in STRICT:
        return _not_right_beside(status, dated, segment, told)
    if told & own or (dated.beside and not told):
        return False
    if told & {"observer", "partner"} or (status.property in JOINED and "presidency" in told):
        return True
    if any(status.says(kind, segment) for kind in CHANGES):
        return "member" in told and status.property in {"observerOf", "dialoguePartnerOf"} and not marked
    return bool(told & ELSE)


def _not_right_beside(status: _Status, dated: Dated, segment: range, told: Set[str]) -> bool:
    """The same of a status that dates limit only if the words beside them say so."""
    if status.property == "foundingMemberOf":
        return not status.says("Joined", segment) or "found" in told
    if status.property == "party":
        return not (status.says("Acceded", segment) or status.says("Left", segment))
    offices = status.groups(status.holder.sentence, OFFICES[status.property])
    told_of = [u for u in offices if (u > status.holder.unit) == (dated.unit > status.holder.unit)] or offices
    nearest = min(told_of, key=lambda u: (abs(u - dated.unit), u), default=status.holder.other)
    if nearest != status.holder.other or _is_of_state(status):
        return True
    spoken = dated.beside or status.groups(segment, {"Office"}) or any(status.says(kind, segment) for kind in SERVED)
    return not (spoken or "office" in told or (not told and len(segment) <= BRIEF))


def _is_of_state(status: _Status) -> bool:
    """Whether a person stands for a State: when its government is in office is not what such a date tells."""
    unit = status.holder.other
    if status.property != "affiliation" or unit < 0:
        return False
    return status.scene.groups[status.scene.units[unit].group].cls == "State"


def _before(unit: int) -> range:
    return range(max(0, unit - 2), unit)


def _is_span(period: Period) -> bool:
    """Whether a period is one of months or years (2019–2021), and no meeting's days."""
    if not (period.start and period.end) or period.start == period.end:
        return False
    return len(period.start) < DAY or period.start[:7] != period.end[:7]


def _marks(status: _Status, unit: int, *, begun: bool) -> tuple[bool, bool]:
    """Whether the words beside a date say that something holds since then, and that it holds until then.

    "To" a date is until then only where a beginning was named.
    """
    after = range(unit + 1, min(unit + 2, len(status.scene.units)))
    until = status.says("Until", _before(unit)) or status.follows("Ended", after)
    until = until or (begun and status.says("To", _before(unit)))
    since = status.says("Since", _before(unit)) or status.follows("Onward", after)
    return since and not until, until
