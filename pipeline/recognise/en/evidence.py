"""What speaks for a run of capitals that no list and no head names: is it somebody, or somewhere?

Each sign is a small question about the run or the words beside it; its weight is how much an answer of yes is worth.
A run is taken for what its signs add up to `ENOUGH` for; most runs are neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pipeline.languages.words_en import ordinary
from pipeline.paths import ONTOLOGY
from pipeline.recognise.en.offices import office_words
from pipeline.recognise.en.words import Words, listed

ENOUGH = 3
INITIAL = re.compile(r"[A-Z]\.$")
NEAR = 5  # words within which an office after a comma, or a verb before "to", speaks of a run
Sign = tuple[int, Callable[[Words, int, int], bool]]


@cache
def given_names() -> frozenset[str]:
    """Given names of many languages."""
    lines = (ONTOLOGY / "lexicon" / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def given(w: Words, i: int) -> bool:
    """Whether a unit is a given name, or a double one."""
    parts = re.split(r"[-‑]", w.units[i].text) if 0 <= i < len(w) else []
    return bool(parts) and all(p in given_names() or p.capitalize() in given_names() for p in parts)


def strange(w: Words, i: int) -> bool:
    """Whether a unit is no word of the dictionary."""
    return not ordinary(w.units[i].text)


def forename(w: Words, i: int) -> bool:
    """Whether a unit is a given name and no ordinary word: Ingunn, but not Viking."""
    return given(w, i) and strange(w, i)


def label(w: Words, start: int, end: int, name: str) -> bool:
    """Whether the tagger gives a label to some of the units."""
    span = w.span(start, end)
    return any(
        e.label_ == name and e.start_char < span.end and span.start < e.end_char for e in w.reading.doc.spans["tagged"]
    )


def _all_strange(w: Words, start: int, end: int) -> bool:
    return all(strange(w, k) for k in range(start, end) if w.units[k].text[0].isupper())


def _first_ordinary(w: Words, start: int, _: int) -> bool:
    return not strange(w, start) and not given(w, start)


def _other_ordinary(w: Words, start: int, end: int) -> bool:
    return any(not strange(w, k) and not given(w, k) for k in range(start + 1, end))


def _later_given(w: Words, start: int, end: int) -> bool:
    return not given(w, start) and any(given(w, k) for k in range(start + 1, end))


def _among_persons(w: Words, start: int, end: int) -> bool:
    """In a list with somebody the tagger knows: X and Soichiro Takashima."""
    after = end + 1 if w.lower(end) in {",", "and"} else len(w)
    before = start - 2 if w.lower(start - 1) in {",", "and"} else -1
    return after < len(w) and label(w, after, after + 1, "PER") or before >= 0 and label(w, before, before + 1, "PER")


def _initials(w: Words, start: int, end: int) -> bool:
    return end - start > 1 and any(INITIAL.match(w.units[k].text) for k in range(start, end))


def _initial_only(w: Words, start: int, end: int) -> bool:
    """A. Less: the letter of an answer and its first word."""
    last = end - 1
    return bool(INITIAL.match(w.units[start].text)) and not strange(w, last) and not label(w, last, end, "PER")


def _double(w: Words, _: int, end: int) -> bool:
    """A double-barrelled surname."""
    parts = w.units[end - 1].text.split("-")
    return len(parts) == 2 and all(p[:1].isupper() and not ordinary(p) for p in parts)


def _filial(w: Words, start: int, end: int) -> bool:
    return any(w.units[k].text in listed("filial") for k in range(start, end))


def _after_article(w: Words, start: int, _: int) -> bool:
    return w.lower(start - 1) == "the"


def _after_meeting(w: Words, start: int, _: int) -> bool:
    """Met, thanked, by, with: words before somebody."""
    return w.lower(start - 1) in listed("before_person")


def _after_offices(w: Words, start: int, _: int) -> bool:
    """Foreign Ministers | X of A: an office of several."""
    return w.lower(start - 1) == "ministers" or w.lower(start - 1).removesuffix("s") in office_words()


def _who(w: Words, _: int, end: int) -> bool:
    return w.lower(end) == "who" or w.lower(end) == "," and w.lower(end + 1) in {"who", "whose", "whom"}


def _acting(w: Words, _: int, end: int) -> bool:
    return w.lower(end) in listed("acts") or w.lower(end) in listed("had") and w.lower(end + 1) in listed("acts")


def _held(w: Words, _: int, end: int) -> bool:
    """An office in the words after a comma: …, newly appointed executive secretary of."""
    if w.lower(end) not in {",", "("}:
        return False
    for k in range(end + 1, min(len(w), end + 1 + NEAR)):
        if w.lower(k) in {",", ";", "and"}:
            return False
        if w.lower(k) in office_words() - {"states", "member", "foreign", "head"} | listed("callings"):
            return True
    return False


def _from_state(w: Words, _: int, end: int) -> bool:
    """Nikoloz Abuladze of Georgia, Ana Lima (Brazil)."""
    at = end + 1 + (w.lower(end + 1) == "the")
    return w.lower(end) in {"of", "("} and w.cls(at) in {"State", "Organization"}


def _in_place(w: Words, start: int, _: int) -> bool:
    return w.lower(start - 1) in listed("locatives")


def _towards(w: Words, start: int, _: int) -> bool:
    """To, from, through: of a place where nobody is spoken to."""
    before = {w.lower(k) for k in range(max(0, start - NEAR), start - 1)}
    return w.lower(start - 1) in listed("directions") and not before & listed("addressing")


def _before_date(w: Words, start: int, end: int) -> bool:
    """Under a picture, in a programme: …, Lakeba, 6 May 2029."""
    return w.lower(start - 1) == "," and w.lower(end) == "," and w.dated(end + 1)


def _whose_home(w: Words, start: int, _: int) -> bool:
    """Salma Juma Haji of Pemba."""
    return start > 1 and w.lower(start - 1) == "of" and label(w, start - 2, start - 1, "PER")


def _reached(w: Words, start: int, _: int) -> bool:
    return w.lower(start - 1) in listed("place_verbs")


def _seat_of_office(w: Words, start: int, _: int) -> bool:
    """The mayor of X."""
    return w.lower(start - 1) == "of" and w.lower(start - 2) in listed("place_offices")


def _before_country(w: Words, _: int, end: int) -> bool:
    """Nacala, Mozambique."""
    return w.lower(end) in {",", "("} and w.cls(end + 1) in {"State", "Place"}


def _among_states(w: Words, start: int, end: int) -> bool:
    """In a list of states: Angola, X, Zambia and Zimbabwe."""
    after = w.lower(end + 2) in {",", "and", "or"} and w.cls(end + 3) == "State"
    return w.lower(start - 1) in {",", "and", ":"} and w.cls(start - 2) == "State" or w.lower(end) == "," and after


def _beside_place(w: Words, start: int, _: int) -> bool:
    """In Leticia and X; from Oslo to X."""
    return w.lower(start - 1) in {"and", "or", ",", "to", "–"} and w.cls(start - 2) == "Place"


def somewhere(w: Words, i: int) -> bool:
    """Whether a unit after "in" or the like is a place, or begins the name of one."""
    return w.cls(i) == "Place" or i < len(w) and not w.cls(i) and w.names(i) and _in_place(w, i, i) and strange(w, i)


def _tagged(name: str) -> Callable[[Words, int, int], bool]:
    return lambda w, start, end: label(w, start, end, name)


def _tagged_twice(w: Words, start: int, end: int) -> bool:
    """Somebody by the tagger: of a single word it knows too little."""
    return end - start > 1 and label(w, start, end, "PER")


def _namesake(w: Words, start: int, end: int) -> bool:
    """A strange name before the surname of somebody known: another of that surname."""
    return end - start > 1 and w.cls(end - 1) == "Person" and strange(w, start)


def _given_first(w: Words, start: int, _: int) -> bool:
    return given(w, start)


PERSON: tuple[Sign, ...] = (
    (2, _given_first), (1, _later_given), (2, _initials), (-3, _initial_only), (2, _tagged("PER")),
    (-1, _tagged("LOC")), (1, _all_strange), (-2, _first_ordinary), (-1, _other_ordinary), (1, _double),
    (1, _among_persons), (3, _filial), (-3, _after_article), (1, _after_meeting), (2, _after_offices), (2, _who),
    (1, _acting), (2, _held), (1, _from_state), (-2, _in_place), (-1, _towards), (-2, _seat_of_office), (2, _namesake),
)  # fmt: skip
PLACE: tuple[Sign, ...] = (
    (3, _in_place), (2, _towards), (2, _reached), (3, _before_date), (2, _whose_home), (2, _seat_of_office),
    (1, _tagged("LOC")), (-1, _tagged_twice), (1, _all_strange), (-2, _first_ordinary), (-2, _other_ordinary),
    (-3, _after_article), (2, _before_country), (1, _beside_place), (-3, _among_states), (-1, _given_first),
    (-2, _initials), (-2, _acting),
)  # fmt: skip


def weight(signs: tuple[Sign, ...], w: Words, start: int, end: int) -> int:
    """What the signs about the units from `start` up to `end` add up to."""
    return sum(worth for worth, holds in signs if holds(w, start, end))
