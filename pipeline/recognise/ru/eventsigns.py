"""What makes a Russian gathering, visit or attack one certain event, and the first word of its name.

A number, a capital, a quoted or Latin name do so by themselves; a place, a body or a person after the head,
a verb of holding, an adjective such as "внеочередной" do so where a date or a place stands by.
"""

from __future__ import annotations

import re

from pipeline.recognise.ru.make import determiner, named_from, opening, quoted_after
from pipeline.recognise.ru.nounphrase import MEETINGS
from pipeline.recognise.ru.words import Words, feature, heads, listed, relational

PAIR = re.compile(r"\w{3}о-\w+[сц]кий$")  # российско-казахстанский, арабо-исламский
CEREMONY = {"церемония"}


def first_word(w: Words, left: int, head: int, end: int, counted: int | None) -> int | None:
    """Where an event's name begins; None when nothing makes it one. `counted` is the place of its number."""
    if counted is not None:
        large = (i for i in range(left, counted) if w.signals(i) and not determiner(w, i))
        return next(large, counted)
    named = named_from(w, left, head)
    latin = end > head + 1 and w.texts[end - 1].isascii()
    if quoted_after(w, head + 1) == end or latin:
        first = opening(w, left, head)
        return first if w.capital(first) and w.opens(first) else _adjectives(w, left, head)
    alone = named is None or end == head + 1
    told = end > head + 1 and (held(w, head) or w.capital(head) and _located(w, head, end))
    if w.lemmas[head] in listed("never_alone") and alone and not told and not _large_adjective(w, left, head):
        return None
    if named is not None and (named < head or end > head + 1):
        return named
    if _by_tail(w, left, head, end) or _by_circumstance(w, left, head, end):
        return _adjectives(w, left, head)
    return _opening(w, left, head, end)


def _adjectives(w: Words, left: int, head: int) -> int:
    """The first of the adjectives that belong to an event's name."""
    at = head
    while at > left and (
        w.lemmas[at - 1] in listed("event_adjectives") or w.signals(at - 1) or PAIR.search(w.lemmas[at - 1])
    ):
        at -= 1
    return at


def _by_tail(w: Words, left: int, head: int, end: int) -> bool:
    """Whether what follows the head tells the event: a place, a body, a person, what was attacked."""
    lemma, followed = w.lemmas[head], end > head + 1
    if lemma in listed("placed_events") and followed and w.texts[head + 1] in {"в", "во"}:
        return True
    if lemma in listed("attacks"):
        return followed or lemma == "теракт" and dated(w, head)
    if lemma in MEETINGS and _of_person(w, head, end):
        return _located(w, head, head + 1)
    if lemma in listed("visits"):
        return _visit(w, left, head, end)
    return lemma in listed("gatherings") and _of_body(w, head + 1, end)


def _by_circumstance(w: Words, left: int, head: int, end: int) -> bool:
    """Whether a verb of holding or a marking adjective, with a date or a place, makes the event a certain one."""
    lemma = w.lemmas[head]
    if end > head + 1 and lemma in listed("gatherings") | listed("games") | CEREMONY and held(w, head):
        return _located(w, head, end)
    if lemma in listed("gatherings") | CEREMONY and _marked(w, left, head):
        return _located(w, head, end)
    if lemma in listed("games") and end > head + 1 and _located(w, head, end):
        return True
    town = w.texts[end : end + 1] in (["в"], ["во"]) and end + 1 < len(w) and w.capital(end + 1)
    if town and lemma in listed("gatherings") and end > head + 1 and dated(w, head):
        return True
    bare = end == head + 1 and _adjectives(w, left, head) == head and lemma in listed("bare_events")
    if bare and lemma == "переговоры" and w.tokens[w.head(head)].pos_ != "VERB":
        return False
    return bare and dated(w, head) and (held(w, head) or _described(w, head))


def _opening(w: Words, left: int, head: int, end: int) -> int | None:
    """The beginning of a name that opens its sentence: Форум молодых учёных, Парижский саммит."""
    start = opening(w, left, head)
    if not w.capital(start) or not w.opens(start) or start in w.known or w.heading:
        return None
    if start == head:
        weekly = w.lemmas[head] in listed("never_alone") and end > head + 1 and _located(w, head, end)
        return head if weekly or w.lemmas[head] in listed("titled_events") and end > head + 2 else None
    if held(w, head) and end > head + 1 and start < head:
        return start
    if w.lemmas[start] in listed("marking_adjectives") and _located(w, head, end):
        return start
    if w.lemmas[head] in listed("never_alone") and end > head + 1 and _located(w, head, end):
        return start
    placed = _large_adjective(w, start, head)
    return start if placed else None


def _large_adjective(w: Words, start: int, head: int) -> bool:
    """Whether an adjective of a place, written large, leads to the head: Панарабские игры."""
    return head - start <= 2 and any(w.capital(i) and relational(w.texts[i]) for i in range(start, head))


def _visit(w: Words, left: int, head: int, end: int) -> bool:
    """Whether a visit is called state or working, or is told by the office of who travels."""
    if _adjectives(w, left, head) < head and (end > head + 1 or _located(w, head, end)):
        return True
    if end > head + 1 and w.texts[head + 1] in {"в", "во"} and dated(w, head):
        return True
    return any(w.lemmas[i] in listed("travellers") for i in range(head + 1, end)) and _located(w, head, head + 1)


def _of_person(w: Words, head: int, end: int) -> bool:
    """Whether persons are named in the tail, as those who meet or travel."""
    known = (i for i, k in w.known.items() if k.known.cls == "Person")
    return any(head < i < end for i in (*w.people, *known))


def _of_body(w: Words, start: int, end: int) -> bool:
    """Whether the tail begins with a body: a known one, an abbreviation, or a head word written large."""
    if start >= end:
        return False
    hit = w.known.get(start)
    if hit is not None and hit.form == "name":
        return hit.known.cls in {"Organization", "Initiative"}
    first = next((i for i in range(start, end) if not w.modifier(i)), start)
    return w.acronym(start) or w.capital(start) and w.lemmas[first] in heads("Organization")


def _marked(w: Words, left: int, head: int) -> bool:
    return any(w.lemmas[i] in listed("marking_adjectives") for i in range(left, head))


def held(w: Words, head: int) -> bool:
    """Whether a verb says that the event takes place: состоялась, прошла, открылось, провели."""
    up = w.head(head)
    return up != head and w.lemmas[up] in listed("holding")


def _described(w: Words, head: int) -> bool:
    """Whether a participle after a comma tells of the event: Саммит, принимавшийся Астаной."""
    comma = w.texts[head + 1 : head + 2] == [","] and head + 2 < len(w)
    return comma and feature(w.tokens[head + 2], "VerbForm") == "Part"


def dated(w: Words, head: int) -> bool:
    """Whether a date stands in the head's sentence, if only a day and month."""
    days = (i for i in range(1, len(w)) if w.lemmas[i] in listed("months") and w.texts[i - 1][-1].isdigit())
    return any(w.together(i, head) for i in (*w.dated, *days))


def _located(w: Words, head: int, end: int) -> bool:
    """Whether a date, or a place outside the name, stands in the head's sentence."""
    listed_ones = {i for i, k in w.known.items() if k.form == "name" and k.known.cls in {"Place", "State"}}
    places = listed_ones | w.spots
    return dated(w, head) or any(w.together(i, head) and not head < i < end for i in places)
