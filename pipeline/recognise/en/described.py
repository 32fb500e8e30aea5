"""English events that a description names: an attack and where it struck, a summit and where it is held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.en.certain import happens
from pipeline.recognise.en.evidence import somewhere
from pipeline.recognise.en.make import Found, make
from pipeline.recognise.en.ordinals import ordinal
from pipeline.recognise.en.phrases import tail
from pipeline.recognise.en.runs import apostrophe, phrase
from pipeline.recognise.en.words import Words, listed, words

MODIFIERS = 6  # words before an event's head, or after "on", that may describe it
UNCERTAIN = {"no", "not", "any", "every", "each", "annual", "regular", "future", "of every"}
TURNS = {"next", "previous", "last", "following", "coming", "preceding", "latest"}
AT = {"in", "at", "off", "near", "for", "("}


def described(w: Words) -> Iterator[Mention]:
    """A summit in Malabo, the AU's mid-year meeting planned for Malabo, next CHOGM, a drone symposium in Lima."""
    for i in range(len(w)):
        if w.lower(i) not in listed("descriptive_events") and not series(w, i):
            continue
        if w.pos(i) in {"VERB", "AUX"}:
            continue  # as the records show
        if _part_of_name(w, i):
            continue
        if w.lower(i + 1) in listed("descriptive_events") or w.hyphen(i + 1):
            continue
        start, visited = _description(w, i), _visit(w, i)
        if visited > i + 1:
            yield make(w, Found(start, i, visited, "Event"))
            continue
        before = w.lower(start - 1)
        marked = any(w.lower(k) in listed("marking_adjectives") or w.capital(k) for k in range(start, i))
        if before in TURNS and (before == "next" and series(w, i) or _placed(w, start, i, strict=False)):
            start -= 1
        elif not (_definite(w, start, i) or _large(w, i)) and (
            series(w, i) or before in UNCERTAIN or not _introduced(w, start, i, marked=marked)
        ):
            continue
        end = _topic(w, tail(w, i + 1, "Event", own=True))
        nearby = range(i + 1, min(len(w), i + 5))
        if (
            series(w, i)
            and any(w.cls(k) in {"State", "Place"} or w.dated(k) for k in nearby)
            or _whose(w, start, i, end)
            or _of_date(w, i)
            or _placed(w, start, end - 1, strict=not marked and start == i and end == i + 1)
        ):
            yield make(w, Found(start, i, _where(w, start, i, end), "Event"))


def _part_of_name(w: Words, i: int) -> bool:
    """Whether a head is written large as a name's is, or leads to a name written large."""
    large = w.capital(i) and not (series(w, i) or _large(w, i))
    return large or w.capital(i + 1) and w.tight(i + 1) and w.cls(i + 1) in {"", "Place"}


def _definite(w: Words, start: int, head: int) -> bool:
    """The regatta off Mindelo in 2025: where and when follow at once."""
    placed = start == head and w.lower(start - 1) == "the" and w.lower(head + 1) in AT and somewhere(w, head + 2)
    return placed and any(w.dated(k) for k in range(head + 3, min(len(w), head + 6)))


def _large(w: Words, head: int) -> bool:
    """Summit in Baku, at the beginning of an entry; the next Summit: a head whose capital says nothing."""
    opening = w.opens(head) and w.lower(head + 1) in {"in", "at"} and somewhere(w, head + 2)
    return w.capital(head) and not w.cls(head) and (opening or w.lower(head - 1) in TURNS)


def _where(w: Words, start: int, head: int, end: int) -> int:
    """A summit | in Rabat: a bare head takes its place with it."""
    bare = start == head and end == head + 1 and (w.lower(start - 1) in {"a", "an", "the"} or w.opens(head))
    return phrase(w, end + 1) if bare and w.lower(end) in AT and somewhere(w, end + 1) else end


def _visit(w: Words, i: int) -> int:
    """Where "visit of Queen Ingunn IV to Lithuania" ends; the next unit where it is no such visit."""
    if w.lower(i) not in {"visit", "trip", "pilgrimage"} or w.lower(i + 1) not in {"of", "by"}:
        return i + 1
    to = next((k for k in range(i + 3, min(len(w), i + 11)) if w.lower(k) == "to"), 0)
    begin = to + 2 if w.lower(to + 1) == "the" else to + 1
    return phrase(w, begin) if to and begin < len(w) and w.names(begin) else i + 1


def _of_date(w: Words, head: int) -> bool:
    """The summit of 14 June 2023."""
    return w.lower(head + 1) == "of" and w.dated(head + 2) and w.number(head + 2)


def _whose(w: Words, start: int, head: int, end: int) -> bool:
    """The V4 prime ministers' meeting, a meeting of the Contact Group: whose it is, where it is said to be held."""
    bodies = any(w.cls(k) == "Organization" for k in (*range(start, head), *range(head + 1, end)))
    own = end > head + 1 and any(w.capital(k) for k in range(head + 1, end))
    return (bodies or own) and w.units[head].text[-1] != "s" and happens(w, start)


def _description(w: Words, head: int) -> int:
    """The first of the words that describe an event: adjectives, nouns, names, "leaders'"."""
    start = head
    while start > 0 and w.tight(start) and head - start < MODIFIERS:
        at = start - 1
        if w.lower(at) == "anniversary" and ordinal(w.units[at - 1].text) is not None:
            start = at - 1
        elif _describes(w, at, start, head):
            start = at
        else:
            break
    while start < head and (apostrophe(w, start) or w.units[start].text in {"-", "–"}):
        start += 1
    return start


def _describes(w: Words, at: int, start: int, head: int) -> bool:
    """Whether a unit belongs to the description that begins right after it."""
    if w.lower(at) in listed("event_adjectives") or small_noun(w, at) or w.hyphen(at):
        return True
    if w.names(at) and w.cls(at) in {"", "Organization", "Place"} and not w.dated(at):
        return True
    if apostrophe(w, at):
        return w.lower(at - 1) in listed("possessors") or w.lower(at - 1).endswith("s") and small_noun(w, at - 1)
    return w.lower(at) in listed("possessors") and start < head and apostrophe(w, start)


def small_noun(w: Words, i: int) -> bool:
    """A noun or adjective in small letters that tells what an event is about."""
    return (
        w.units[i].text.islower()
        and w.word(i)
        and (w.pos(i) in {"NOUN", "ADJ", "PROPN"} or "-" in w.units[i].text)
        and not w.dated(i)
        and w.lower(i) not in listed("vague")
        and not w.lower(i).endswith(("-day", "-hour", "-week", "-minute"))
    )


def _introduced(w: Words, start: int, head: int, *, marked: bool) -> bool:
    """Whether a determiner, a possessive or the beginning of an item stands before a description."""
    before = w.lower(start - 1)
    if before in {"a", "an"} or apostrophe(w, start - 1):
        return True
    if before in {"the", "its", "their", "our", ""} or w.opens(start):
        return marked or head > start or before in {"the", "their"} and _of_date(w, head)
    return before in {"and", ",", "for", "of", "at"} and marked


def _topic(w: Words, end: int) -> int:
    """Past what a description's event was about, in small letters: on runway safety, for Pacific inspectors."""
    if w.lower(end) not in {"on", "for"}:
        return end
    at = end + 1
    while w.lower(at) in listed("articles"):
        at += 1
    begin = at
    while at < len(w) and at - begin < MODIFIERS and w.tight(at) and not w.dated(at):
        if not (
            small_noun(w, at) or w.names(at) or w.lower(at) == "and" and small_noun(w, at + 1) and small_noun(w, at - 1)
        ):
            break
        at += 1
    return at if at > begin and any(small_noun(w, k) for k in range(begin, at)) else end


def series(w: Words, i: int) -> bool:
    """An abbreviation that is the name of a series of meetings: CHOGM."""
    return w.cls(i) == "Initiative" and w.units[i].text.isupper() or w.units[i].text in words().words["numbered"]


def _placed(w: Words, start: int, head: int, *, strict: bool) -> bool:
    """Whether a date or a place stands right by the words, in the same clause."""
    stop = head + 1
    while stop < min(len(w), head + 10) and w.units[stop].text not in {".", ";", ":"}:
        stop += 1
    near = range(head + 1, stop)
    dated = any(w.dated(k) and (not strict or re.search(r"\d", w.surface(k, k + 1))) for k in near)
    placed = any(somewhere(w, k) and w.lower(k - 1) in AT for k in near)
    if not strict and not (dated or placed) and head > start:
        earlier = range(max(0, start - 10), start)
        clause = [k for k in earlier if not any(w.units[j].text in {".", ";", ":"} for j in range(k, start))]
        placed = any(w.cls(k) == "Place" and w.lower(k - 1) in {"in", "at", "to"} or w.dated(k) for k in clause)
    if strict:
        close = range(head + 1, min(stop, head + 6))
        return (
            any(somewhere(w, k) and w.lower(k - 1) in AT - {"for", "("} and k <= head + 3 for k in close)
            or dated
            and any(w.lower(k) in {"on", "from", "in"} for k in close)
            and w.lower(start - 1) in {"a", "an"}
        )
    return dated or placed
