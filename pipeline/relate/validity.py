"""From when to when a status holds, where the text says so.

    India has been a member since 2017.          2017 –
    Kenya chairs the Union until 2027.                – 2027
    joined in 1995 · Nepal (1995) · 任期自2019年至2021年 · took over from Peru in 2023

A date that merely stands nearby (of a signing, of a meeting) limits nothing.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from pipeline.model import Mention, Period
from pipeline.relate.dated import CLAUSE, Dated, Holder, dates_of
from pipeline.relate.qualify import text_of, words_of
from pipeline.relate.scene import Scene
from pipeline.relate.transfer import Part, part

JOINED = {"memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf", "party"}  # begin on the day of joining
HELD = {"chairOf", "affiliation", "jobTitle"}  # held for a year or a month
SEATED = {"basedIn"}
LIMITED = JOINED | HELD | SEATED
STRICT = {"party", "foundingMemberOf", "affiliation", "jobTitle"}  # only what is said right beside the date counts
OBJECTS = {"party", "basedIn"}  # of several objects of one subject each has its own dates
DAY = 10  # letters of a date that names the day
# The trigger sets that speak of a status: of its own, or of another one.
OWN = {
    "memberOf": {"member"}, "foundingMemberOf": {"member", "founder"}, "observerOf": {"observer"},
    "dialoguePartnerOf": {"partner"}, "party": {"sign"}, "chairOf": {"presidency", "preside"},
    "affiliation": {"office", "presidency", "preside"}, "jobTitle": {"office", "presidency", "preside"},
    "basedIn": {"based"},
}  # fmt: skip
NOUNS = ("observer", "partner")
ELSE = ("hold", "adopt", "found", "attend", "propose", "sign", "organize", "implement")
OFFICES = {"jobTitle": {"Office"}, "affiliation": {"State", "Organization"}}


@dataclass(frozen=True, slots=True)
class _Status:
    """A status told of a holder, as the words around it tell it."""

    property: str
    holder: Holder
    mentions: Sequence[Mention]

    @property
    def scene(self) -> Scene:
        return self.holder.scene

    def says(self, kind: str, at: range) -> bool:
        """Whether a stretch has a word of a kind."""
        return words_of(kind, self.scene.reading.passage.language).search(text_of(self.scene, at)) is not None

    def groups(self, at: range, classes: Set[str]) -> list[int]:
        """The units of a stretch at which things of some classes stand."""
        return [g.unit for g in self.scene.groups if g.unit in at and g.cls in classes]

    def triggers(self, at: range) -> set[str]:
        return {name for name, units in self.scene.triggers.items() if any(u in at for u in units)}


def validity(property_: str, holder: Holder, mentions: Sequence[Mention]) -> Period | None:
    """The period that the sentence of a holder (a state of a body, a person of an office, …) gives a status, or None."""
    if property_ not in LIMITED:
        return None
    status = _Status(property_, holder, mentions)
    start = end = ""
    for dated in dates_of(holder, mentions):
        opens, closes = _limits(status, dated, begun=bool(start))
        if opens and end and end <= opens:
            start, end = opens, ""  # back after having left
        start, end = start or opens, end or closes
    return Period(start, end) if start or end else None


def holder_of(property_: str) -> str:
    """Which end of a property its dates are told of: "subject" or "object"."""
    return "object" if property_ in OBJECTS else "subject"


def _limits(status: _Status, dated: Dated, *, begun: bool) -> tuple[str, str]:
    """The day that a date gives as a status's first and as its last; empty for none."""
    segment = _segment(status.scene, dated.unit)
    period, span = dated.period, _is_span(dated.period)
    after, before = _marks(status, dated.unit, begun=begun)
    if _of_something_else(status, dated, segment, marked=after or before):
        return "", ""
    role = part(status.holder, dated.unit)
    if before:
        return "", period.end
    if after and (role == "gives" or status.says("Left", segment)):
        return "", period.start
    if after:
        return period.start, period.end if span else ""
    if role is not None:
        return _transferred(status, role, dated, span=span)
    if span:
        return period.start, period.end
    return _plain(status, dated, segment)


def _transferred(status: _Status, role: Part, dated: Dated, *, span: bool) -> tuple[str, str]:
    """What a date says of one who hands a status over, or of one who takes it."""
    period = dated.period
    if role == "gives":
        return "", period.start
    whole = span or (status.property in HELD and len(period.start) < DAY and status.says("For", _before(dated.unit)))
    return period.start, period.end if whole else ""


def _plain(status: _Status, dated: Dated, segment: range) -> tuple[str, str]:
    """What a day, month or year says that no word beside it marks as a beginning or an end."""
    period = dated.period
    kind = _change(status, dated, segment)
    if kind == "Left":
        return "", period.end
    if kind == "Joined":
        return period.start, ""
    if status.property in JOINED and dated.beside:
        return period.start, ""
    if status.property in HELD and len(period.start) < DAY and _is_held(status, dated, segment):
        return period.start, period.end
    return "", ""


def _change(status: _Status, dated: Dated, segment: range) -> str:
    """Whether the words nearest to a date speak of leaving ("Left") or of taking on ("Joined"); "" for neither."""
    joined = "Took" if status.property in HELD else "Moved" if status.property in SEATED else "Joined"
    between = [] if status.property in STRICT else [_between(status.scene, dated.unit, status.holder.unit)]
    for at in (segment, *between):
        left, took = status.says("Left", at), status.says(joined, at)
        if left or took:
            return "Left" if left and not took else "Joined"
    return ""


def _is_held(status: _Status, dated: Dated, segment: range) -> bool:
    """Whether a year or a month is one in which an office is held."""
    if status.says("For", _before(dated.unit)):
        return True
    around = range(min(segment.start, status.holder.unit), max(segment.stop, status.holder.unit + 1))
    chairs = "presidency" in status.triggers(around) or status.groups(around, {"Office"})
    return status.property == "chairOf" and (dated.beside or bool(chairs))


def _of_something_else(status: _Status, dated: Dated, segment: range, *, marked: bool) -> bool:
    """Whether the words around a date speak of another status, or of something that is none."""
    told, own = status.triggers(segment), OWN[status.property]
    if status.property in OFFICES and not _of_this_office(status, dated.unit):
        return True
    if status.property == "foundingMemberOf" and not status.says("Joined", segment):
        return True
    if status.property == "party":
        return not (status.says("Joined", segment) or status.says("Left", segment)) or "valid" in told
    if told & own or (dated.beside and not told):
        return False
    if any(noun in told for noun in NOUNS) or (status.property in JOINED and "presidency" in told):
        return True
    if any(status.says(kind, segment) for kind in ("Joined", "Left", "Took", "Term", "Moved")):
        return "member" in told and status.property in {"observerOf", "dialoguePartnerOf"} and not marked
    return any(name in told for name in ELSE)


def _of_this_office(status: _Status, unit: int) -> bool:
    """Whether the office, or its body, nearest to a date is the one that the status is of."""
    others = status.groups(status.holder.sentence, OFFICES[status.property])
    nearest = min(others, key=lambda u: (abs(u - unit), u), default=status.holder.other)
    return nearest == status.holder.other


def _segment(scene: Scene, unit: int) -> range:
    """The stretch between two borders in which a unit stands."""
    units, depth = scene.units, scene.units[unit].depth
    low = high = unit
    while low > 0 and _goes_on(scene, low - 1, unit, depth):
        low -= 1
    while high + 1 < len(units) and _goes_on(scene, high + 1, unit, depth):
        high += 1
    return range(low, high + 1)


def _goes_on(scene: Scene, at: int, unit: int, depth: int) -> bool:
    one = scene.units[at]
    return one.sentence == scene.units[unit].sentence and one.depth >= depth and not (
        one.word in CLAUSE and one.depth == depth
    )  # fmt: skip


def _between(scene: Scene, one: int, other: int) -> range:
    low, high = sorted((one, other))
    return range(low, high + 1)


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
    until = status.says("Until", _before(unit)) or _follows(status, "Ended", after)
    until = until or (begun and status.says("To", _before(unit)))
    since = status.says("Since", _before(unit)) or _follows(status, "Onward", after)
    return since and not until, until


def _follows(status: _Status, kind: str, at: range) -> bool:
    return words_of(kind, status.scene.reading.passage.language).match(text_of(status.scene, at)) is not None
