"""Every reason for which two names are one thing, or are not: the table, and how it is asked.

    Alike        both have a key: they are compared for nothing else, and it says how sure that makes it
    Apart        what is known of both differs
    Translated   two languages of one document, in passages that say the same: points that add up

A reason to merge and the reasons to keep apart are added up; what comes out above zero is one thing. So nothing but
the id of a listed thing outweighs another number, year or given name, and nothing at all another class.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.resolve.anywhere import (
    dated_event,
    dated_name,
    event_number,
    event_place,
    only_edition,
    person_name,
    same_meaning,
    secretariat,
    telling_name,
)
from pipeline.resolve.here import initials, known_id, numbered_event, same_name, same_spelling
from pipeline.resolve.likeness import (
    Side,
    both_persons,
    head_words,
    kinds_of_text,
    latin_words,
    numbers,
    one_listed,
    parts_named,
    sounding,
    subjects,
    years_named,
)
from pipeline.resolve.naming import Naming
from pipeline.resolve.traits import (
    Traits,
    other_class,
    other_given_name,
    other_id,
    other_kind,
    other_number,
    other_years,
)

Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one reason says of two things: for it to be one where the score is above zero."""

    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A reason to merge: what both have a key for."""

    name: str
    score: float
    keys: Callable[[Naming], Iterator[Key]]
    reason: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A reason to keep apart; the question answers in words."""

    name: str
    score: float
    question: Callable[[Traits, Traits], str]


@dataclass(frozen=True, slots=True)
class Translated:
    """Points for two names in two languages, or against them."""

    name: str
    points: Callable[[Side, Side], float]
    reason: str


HERE = (  # in one document
    Alike("listed", 50, known_id, "both are the listed thing"),
    Alike("same name", 5, same_name, "the document calls both so, or says that one is short for the other"),
    Alike("same spelling", 4, same_spelling, "the same words, a listed name in them written in two ways"),
    Alike("numbered event", 4, numbered_event, "the same number and the same words but for how it is written"),
    Alike("initials", 3, initials, "one surname, and the given name begins with the initial"),
)
ANYWHERE = (  # in two documents; the surest first, as things are named by it
    Alike("known", 50, known_id, "both are the listed thing"),
    Alike("event", 5, event_number, "an event of the same body, number and sort"),
    Alike("event", 5, event_place, "an event of the same body, place, year and sort"),
    Alike("person", 5, person_name, "given name and surname"),
    Alike("name", 4, secretariat, "a body's secretariat"),
    Alike("name", 4, telling_name, "a name that says whose it is and what about"),
    Alike("dated", 4, dated_event, "a telling name and the date beside it"),
    Alike("dated", 4, dated_name, "the same name and the date beside it"),
    Alike("meaning", 3, same_meaning, "the same owner, sort and subject, each word of it understood"),
)
EDITION = Alike("only edition", 2, only_edition, "the same body and place, and no other year of it is named")

APART = (
    Apart("class", -100, other_class),
    Apart("other listed thing", -100, other_id),
    Apart("number", -10, other_number),
    Apart("years", -10, other_years),
    Apart("thematic year", -10, other_kind),
    Apart("given name", -10, other_given_name),
)

TRANSLATED = (
    Translated("number", numbers, "the number in a series"),
    Translated("years", years_named, "the years in the name"),
    Translated("kind", kinds_of_text, "the kind of text"),
    Translated("head", head_words, "what the head word says it is"),
    Translated("letters", latin_words, "a Latin name within both"),
    Translated("listed", one_listed, "one is listed, and not under the other's name"),
    Translated("parts", parts_named, "what is named within both"),
    Translated("terms", subjects, "what the names are about"),
    Translated("person", both_persons, "two persons"),
    Translated("sound", sounding, "how the names sound"),
)


def for_keys(naming: Naming, reasons: Sequence[Alike]) -> Iterator[tuple[Key, float]]:
    """The keys of a name, each with the name of its reason before it, and how much it weighs; the surest sort first."""
    for reason in reasons:
        for key in reason.keys(naming):
            yield (reason.name, *key), reason.score


def against(a: Traits, b: Traits) -> tuple[Opinion, ...]:
    """What speaks against two things being one."""
    told = ((row, row.question(a, b)) for row in APART)
    return tuple(Opinion(row.name, row.score, words) for row, words in told if words)


def in_favour(a: Iterable[Naming], b: Iterable[Naming], reasons: Sequence[Alike]) -> tuple[Opinion, ...]:
    """What speaks for two things being one, by what both have a key for."""
    ours, theirs = list(a), list(b)
    found = []
    for reason in reasons:
        left, right = ({key for naming in side for key in reason.keys(naming)} for side in (ours, theirs))
        if shared := sorted(left & right, key=repr):
            found.append(Opinion(reason.name, reason.score, f"{reason.reason}: {_words(shared[0])}"))
    return tuple(found)


def translated(a: Side, b: Side) -> tuple[Opinion, ...]:
    """What speaks for and against two names in two languages of one document."""
    told = ((row, row.points(a, b)) for row in TRANSLATED)
    return tuple(Opinion(row.name, points, row.reason) for row, points in told if points)


def _words(key: Key) -> str:
    return ", ".join(str(part) for part in key if part)
