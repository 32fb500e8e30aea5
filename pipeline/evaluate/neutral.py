"""Facts that are neither right nor wrong: they follow from what the gold says another way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pipeline.evaluate.gold import GoldEntity, GoldFact
from pipeline.evaluate.values import Fact


class Neutral:
    """Is a fact neither right nor wrong: another reading of what the gold already says?"""

    def __init__(self, entities: Mapping[str, GoldEntity], facts: Iterable[GoldFact]) -> None:
        self.entities = entities
        self.said = {(s, fact.p, o) for fact in facts for s in fact.s for o in fact.o}
        self.adopting: dict[str, set[str]] = defaultdict(set)  # a text → the events that adopted it
        self.near: dict[str, set[str]] = defaultdict(set)  # an event → what it is part of, and its parts
        for s, p, o in self.said:
            if p == "adopted":
                self.adopting[o].add(s)
            elif p == "partOf":
                self.near[s].add(o)
                self.near[o].add(s)

    def __call__(self, subject: str, fact: Fact, object_: str | None) -> bool:
        if fact.literal:
            return self._literal(subject, fact)
        return object_ is not None and self._relation(subject, fact.property, object_)

    def _literal(self, subject: str, fact: Fact) -> bool:
        if fact.property in ("validFrom", "validTo"):  # a year that stands in the name
            return any(fact.object[:4] in name for name in self.entities[subject].keys)
        if fact.property == "date":  # the day of the meeting that adopted it
            return self._any_said(self.adopting[subject], ("startDate", "endDate"), fact.object)
        return False

    def _relation(self, subject: str, property_: str, object_: str) -> bool:
        match property_:
            case "foundedBy":
                return (object_, "foundingMemberOf", subject) in self.said
            case "party" | "partOf":  # named in the title, in the body's full name
                return self._named_within(object_, subject)
            case "meetingOf":
                return self.entities[object_].type == "Initiative"
            case "attendedBy" if (subject, "chairedBy", object_) in self.said:
                return True
            case "attendedBy" | "organizer" | "chairedBy":  # said of the whole event or of its part
                return self._any_said(self.near[subject], (property_,), object_)
            case "concludedIn" | "adoptedBy":  # follows from the event that adopted the text
                return self._any_said(self.adopting[subject], ("heldIn", "meetingOf", "attendedBy"), object_)
        return False

    def _named_within(self, part: str, whole: str) -> bool:
        names = self.entities[whole].keys
        return any(len(inner) > 1 and inner in name for name in names for inner in self.entities[part].keys)

    def _any_said(self, subjects: Iterable[str], properties: tuple[str, ...], object_: str) -> bool:
        return any((s, p, object_) in self.said for s in subjects for p in properties)
