"""A status told of a holder, and what the words around a date say of it: since, until, of this status or of another."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from pipeline.model import Mention
from pipeline.relate.dated import Dated, Holder, segment_of
from pipeline.relate.qualify import text_of, words_of
from pipeline.relate.scene import Scene
from pipeline.relate.transfer import places

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
GIVEN = ("memberOf", "observerOf", "dialoguePartnerOf")  # statuses that a body gives
# Words of two meanings, by the kind that they may be of.
MAYBE = {"Joined": "MaybeJoined", "Left": "MaybeLeft"}
NEAR = 3  # units after a verb in which its object stands
BRIEF = 3  # units of a clause that is but a date


@dataclass(frozen=True, slots=True)
class Status:
    """A status told of a holder, and the words around it."""

    kind: str  # the property
    holder: Holder
    mentions: Sequence[Mention]

    @property
    def scene(self) -> Scene:
        return self.holder.scene

    @property
    def taking(self) -> str:
        """The kind of the words that speak of taking it on."""
        if self.kind == "party":
            return "Acceded"
        return "Took" if self.kind in HELD else "Moved" if self.kind == "basedIn" else "Joined"

    @property
    def leaving(self) -> str:
        """The kind of the words that speak of giving it up."""
        return "Resigned" if self.kind in OFFICES else "Left"

    def says(self, kind: str, at: range) -> bool:
        """Whether a stretch has a word of a kind; one of two meanings counts only if the status is what it is about."""
        if words_of(kind, self.scene.reading.passage.language).search(text_of(self.scene, at)) is not None:
            return True
        if kind == "Joined" and any(self._is_taken(v) or self._is_alone(v) for v in places(self.scene, "Came", at)):
            return True
        return any(self._is_taken(v) for v in places(self.scene, MAYBE[kind], at)) if kind in MAYBE else False

    def _is_taken(self, verb: int) -> bool:
        """Whether the status, its body or (as whom a body takes in) its holder is what a verb is about."""
        clause = segment_of(self.scene, verb)
        if any(self.triggers(clause) & OWN[kind] for kind in GIVEN) or self.scene.above & OWN[self.kind]:
            return True
        near = range(verb + 1, min(verb + 1 + NEAR, clause.stop))
        ends = {self.holder.unit, self.holder.other}
        first = next((u for u in near if self.scene.units[u].group >= 0), -1)
        return first in ends

    def _is_alone(self, verb: int) -> bool:
        """Whether a verb has no object: a date follows it, or nothing."""
        after = range(verb + 1, min(verb + 1 + NEAR, segment_of(self.scene, verb).stop))
        return not after or any(
            self.scene.groups[g].cls == "Date" for u in after if (g := self.scene.units[u].group) >= 0
        )

    def follows(self, kind: str, at: range) -> bool:
        """Whether a stretch begins with a word of a kind."""
        return words_of(kind, self.scene.reading.passage.language).match(text_of(self.scene, at)) is not None

    def groups(self, at: range, classes: Set[str]) -> list[int]:
        """The units of a stretch at which things of some classes stand."""
        return [g.unit for g in self.scene.groups if g.unit in at and g.cls in classes]

    def triggers(self, at: range) -> set[str]:
        """The trigger sets of which a word stands in a stretch."""
        return {name for name, units in self.scene.triggers.items() if any(u in at for u in units)}


def of_something_else(status: Status, dated: Dated, segment: range, *, marked: bool) -> bool:
    """Whether the words around a date speak of another status, or of something that is none."""
    told, own = status.triggers(segment), OWN[status.kind]
    if status.kind in STRICT:
        return _not_right_beside(status, dated, segment, told)
    if told & own:
        return _nearer_to_another(status, dated, segment)
    if dated.beside and not told:
        return False
    if told & {"observer", "partner"} or (status.kind in JOINED and "presidency" in told):
        return True
    if any(status.says(kind, segment) for kind in CHANGES):
        return "member" in told and status.kind in {"observerOf", "dialoguePartnerOf"} and not marked
    return bool(told & ELSE)


def _nearer_to_another(status: Status, dated: Dated, segment: range) -> bool:
    """Of a clause that tells of two statuses (a member until 2006 and an observer since 2012): the other one's date."""
    if status.kind not in GIVEN:
        return False
    own = _spoken_of(status, OWN[status.kind], segment)
    others = {u for kind in GIVEN for u in _spoken_of(status, OWN[kind], segment) if not _is_verb(status, u)} - own
    if not own or not others:
        return False

    def away(unit: int) -> tuple[bool, int, int]:
        low, high = sorted((unit, dated.unit))
        return status.says("And", range(low + 1, high)), high - low, unit

    return min(own | others, key=away) in others


def _spoken_of(status: Status, sets: Set[str], at: range) -> set[int]:
    return {u for name in sets for u in status.scene.triggers.get(name, ()) if u in at}


def _is_verb(status: Status, unit: int) -> bool:
    """Whether a word says that a status was taken on, which it may be said of any."""
    return status.says("Joined", range(unit, unit + 1))


def _not_right_beside(status: Status, dated: Dated, segment: range, told: Set[str]) -> bool:
    """The same of a status that dates limit only if the words beside them say so."""
    if status.kind == "foundingMemberOf":
        return not status.says("Joined", segment) or "found" in told
    if status.kind == "party":
        return not (status.says("Acceded", segment) or status.says("Left", segment))
    offices = status.groups(status.holder.sentence, OFFICES[status.kind])
    told_of = [u for u in offices if (u > status.holder.unit) == (dated.unit > status.holder.unit)] or offices
    nearest = min(told_of, key=lambda u: (abs(u - dated.unit), u), default=status.holder.other)
    if nearest != status.holder.other or _is_of_state(status):
        return True
    spoken = dated.beside or status.groups(segment, {"Office"}) or any(status.says(kind, segment) for kind in SERVED)
    return not (spoken or "office" in told or (not told and len(segment) <= BRIEF))


def _is_of_state(status: Status) -> bool:
    """Whether a person stands for a State: when its government is in office is not what such a date tells."""
    unit = status.holder.other
    if status.kind != "affiliation" or unit < 0:
        return False
    return status.scene.groups[status.scene.units[unit].group].cls == "State"


def marks(status: Status, unit: int, *, begun: bool) -> tuple[bool, bool]:
    """Whether the words beside a date say that something holds since then, and that it holds until then.

    "To" a date is until then only where a beginning was named.
    """
    after = range(unit + 1, min(unit + 2, len(status.scene.units)))
    until = status.says("Until", before(unit)) or status.follows("Ended", after)
    until = until or (begun and (status.says("To", before(unit)) or _closes_between(status, unit)))
    since = status.says("Since", before(unit)) or status.follows("Onward", after)
    return since and not until, until


def _closes_between(status: Status, unit: int) -> bool:
    """Whether a date is the second one of "between 2001 and 2003"."""
    first = max((d for d in status.groups(range(unit), {"Date"})), default=-1)
    both = first >= 0 and status.says("And", range(first + 1, unit))
    return both and status.says("Between", before(first))


def before(unit: int) -> range:
    """The two units right before one."""
    return range(max(0, unit - 2), unit)
