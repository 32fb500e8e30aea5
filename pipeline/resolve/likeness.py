"""How alike two names in two languages are, seen from one side each: points for, and points against.

Each function looks at one thing only, and says nothing (0) where a side lacks it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import authority
from pipeline.model import Mention
from pipeline.resolve.sounds import alike, misshapen
from pipeline.resolve.words import ORDER, concepts, terms

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]{2,}|[A-Z]{2,}\d*")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Side:
    """What one language says of a thing in a document."""

    root: int
    language: str
    mentions: tuple[Mention, ...]
    parts: frozenset[object]  # groups of what is named within its names

    @property
    def cls(self) -> str:
        return self.mentions[0].cls

    @property
    def full(self) -> tuple[Mention, ...]:
        """The mentions that give a full name, if there are any."""
        return tuple(m for m in self.mentions if m.form == "name") or self.mentions


def numbers(a: Side, b: Side) -> float:
    """The same number in a series; or two; or one that only one of them has."""
    ours, theirs = ({m.ordinal for m in s.mentions} - {None} for s in (a, b))
    if a.cls != "Event" or not (ours or theirs):
        return 0.0
    return 3.0 if ours & theirs else -3.0 if ours and theirs else -1.5


def years_named(a: Side, b: Side) -> float:
    """The same years in the name; or others; or in one of them only."""
    ours, theirs = ({y for m in s.mentions for y in DIGITS.findall(m.name) if len(y) == 4} for s in (a, b))
    if not ours and not theirs:
        return 0.0
    return 2.0 if ours == theirs else -3.0 if ours and theirs and not ours & theirs else -1.0


def kinds_of_text(a: Side, b: Side) -> float:
    """The kind of text that both are said to be."""
    ours, theirs = (frozenset(m.kind for m in s.mentions) - {""} for s in (a, b))
    return _same(ours, theirs, 1.0, -0.5)


def head_words(a: Side, b: Side) -> float:
    """What the head words of the names mean."""
    ours, theirs = (frozenset().union(*(concepts(m.cls, m.name, m.language) for m in s.full)) for s in (a, b))
    return _same(ours, theirs, 1.5, -1.5)


def _same(ours: frozenset[str], theirs: frozenset[str], yes: float, no: float) -> float:
    return 0.0 if not ours or not theirs else yes if ours & theirs else no


def latin_words(a: Side, b: Side) -> float:
    """Latin words within names: COP30 and CSEC are the same in any language."""
    return 2.5 if _latin(a) & _latin(b) else 0.0


def _latin(side: Side) -> frozenset[str]:
    least = 0 if side.language == "en" else 3
    return frozenset(w.casefold() for m in side.mentions for w in LATIN.findall(m.name) if len(w) >= least)


def one_listed(a: Side, b: Side) -> float:
    """A listed thing seldom goes by a name that its list doesn't have."""
    if a.cls == "Person" or bool(_known(a)) == bool(_known(b)):
        return 0.0
    known, other = (a, b) if _known(a) else (b, a)
    return -1.0 if authority.load().by_id[_known(known)].names(other.language) else 0.0


def _known(side: Side) -> str:
    return next((m.known for m in side.mentions if m.known), "")


def parts_named(a: Side, b: Side) -> float:
    """What is named within both. A listed name is seen as a whole: that nothing was found in it says nothing."""
    if a.cls in {"Person", "Place"} or not (a.parts or b.parts):
        return 0.0
    score = 2.0 * len(a.parts & b.parts) / len(a.parts | b.parts) - 0.4
    return max(0.0, score) if _known(a) or _known(b) else score


def subjects(a: Side, b: Side) -> float:
    """What the names are about, in words that any language has."""
    ours, theirs = (frozenset().union(*(terms(m.name, m.language) for m in s.full)) for s in (a, b))
    if a.cls in {"Person", "Place"} or not ours or not theirs:
        return 0.0
    return 2.5 * len(ours & theirs) / len(ours | theirs) - 0.75


def both_persons(a: Side, b: Side) -> float:
    """Persons have few features: where they stand counts for more."""
    return 1.0 if a.cls == b.cls == "Person" else 0.0


def sounding(a: Side, b: Side) -> float:
    """How well the sounds of two persons' names agree, as far as their scripts let that be told."""
    if a.cls != "Person":
        return 0.0
    first, second = sorted((a, b), key=lambda s: ORDER.index(s.language))
    pairs = [(m.name, n.name) for m in first.mentions for n in second.mentions]
    if (first.language, second.language) == ("ru", "en"):
        return max(alike(x, y) for x, y in pairs)
    return -2.0 if second.language == "en" and all(misshapen(x, y) for x, y in pairs) else 0.0
