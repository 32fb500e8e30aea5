"""Where an English name begins and ends around its head word.

the | BRICS Leaders' Framework | Declaration | on Climate Finance | (July 7)
      `------ modifiers -----'     head        `- tail: prepositions before capitals
"""

from __future__ import annotations

import re

from pipeline.languages.words_en import ordinary
from pipeline.recognise.en.evidence import strange
from pipeline.recognise.en.joined import joined, subtitle
from pipeline.recognise.en.ordinals import ordinal, roman
from pipeline.recognise.en.runs import NAMED, YEARS, apostrophe, phrase
from pipeline.recognise.en.words import Words, head_classes, listed
from pipeline.recognise.en.years_after import years_after

AUTHORED = {"statement", "declaration", "communiqué", "communique", "appeal"}


def leftward(w: Words, head: int, cls: str) -> int:
    """The first of the modifiers that stand before a head without a gap."""
    at = head
    while at > 0 and w.tight(at):
        step = _modifier(w, at - 1, at, cls)
        if step is None:
            break
        at = step
    while at < head and (
        w.units[at].text in {"&", "-", "–"} or w.lower(at) in {"and", "of", "or"} or apostrophe(w, at)
    ):
        at += 1
    return at


def _modifier(w: Words, i: int, first: int, cls: str) -> int | None:
    """Where the name would begin if the unit before it belonged to it; None if it does not."""
    unit = w.units[i]
    if w.hyphen(i):
        return i - 1 if w.names(i - 1) and w.cls(i - 1) != "Person" else None
    if re.fullmatch(r"[A-Z]\.", unit.text):
        return None
    if apostrophe(w, i):
        return i - 1 if _inner_possessor(w, i - 1) else None
    if w.number(i):
        opening = i == 0 and w.reading.passage.kind != "heading" and len(unit.text) == 4  # 1998  Agenda for Action, …
        inside = bool(YEARS.match(unit.text)) and not opening and not (i > 0 and w.dated(i - 1) and w.dated(i))
        version = i > 0 and re.fullmatch(r"\d\.\d", unit.text)  # at the head of a passage its own number
        return i if inside and cls in {"Agreement", "Event"} or version else None
    if ordinal(unit.text) is not None or roman(unit.text) is not None and w.capital(i):
        return i if cls == "Event" or w.capital(i) or unit.text[0].isdigit() else None
    if unit.lower in {"and", "&"} and _joins_left(w, i, first):
        return i - 1
    if unit.text in {"“", '"'}:
        return None
    if not w.names(i) or w.dated(i) and unit.lower in listed("determiners"):
        return None
    if unit.cls in {"Agreement", "Person"} or unit.cls == "Initiative" and cls == "Organization":
        return i if unit.cls == "Agreement" and cls in {"Organization", "Event"} else None
    return i


def _inner_possessor(w: Words, i: int) -> bool:
    plural = w.lower(i).endswith("s") and len(w.units[i + 1].text) == 1 and ordinary(w.lower(i))  # Weavers' Union
    return (w.lower(i) in listed("possessors") or plural) and (w.capital(i) or w.heading) and not w.cls(i)


def _joins_left(w: Words, i: int, first: int) -> bool:
    """Economic and | Social Council: what stands before the "and" is no name of its own."""
    if not w.names(i - 1) or not w.names(first) or not w.tight(i) or not w.tight(first):
        return False
    if w.cls(i - 1) in NAMED or w.cls(first) in NAMED - {"Place"}:
        return False
    if w.lower(i - 1) in head_classes() or w.number(i - 1):
        return False
    start = i - 1
    while start > 0 and w.names(start - 1) and w.tight(start):
        start -= 1
    if start > 1 and w.lower(start - 1) in {"of", "for"} and w.capital(start - 2) and strange(w, first):
        return False  # the Institute of Limnology and | Qarabulaq University
    return not (w.opens(i - 1) and i - 1 == start) and not any(w.cls(k) in {"Person", "State"} for k in range(start, i))


def tail(w: Words, end: int, cls: str, *, own: bool) -> int:
    """Where the name ends whose head is the unit before `end`; `own`: the head has modifiers of its own."""
    prepositions = listed(f"{cls.lower()}_tail") if f"{cls.lower()}_tail" in _lists() else frozenset[str]()
    first = end
    between = 0
    while end < len(w):
        if not w.tight(end):
            break
        step = years_after(w, end, cls, own or end > first) or _preposition(w, end, cls, prepositions, first, own)
        if step is None and end > first:
            step = joined(w, end, cls, bool(between)) or subtitle(w, end, cls)
        if step is None:
            break
        if w.lower(end) in {"between", "among"}:
            between = 1
        end = step
    return end


def _lists() -> frozenset[str]:
    return frozenset({"agreement_tail", "organization_tail", "event_tail", "initiative_tail", "place_tail"})


def _preposition(w: Words, at: int, cls: str, prepositions: frozenset[str], first: int, own: bool) -> int | None:
    """Past a preposition and the capitals after it."""
    word = w.lower(at)
    if word == "(":
        return _aside(w, at, prepositions)
    if word not in prepositions:
        return None
    begin = at + 1
    while w.lower(begin) in listed("articles") or w.heading and w.lower(begin) in {"the", "a"}:
        begin += 1
    if begin >= len(w):
        return None
    if w.dated(begin) and (w.number(begin) or w.lower(begin) in listed("determiners")):
        year = word == "of" and cls == "Event" and YEARS.match(w.units[begin].text)
        return begin + 1 if year else None
    if word == "with" and w.cls(begin) == "State" and apostrophe(w, begin + 1):
        return None
    if w.cls(begin) == "Person" and word != "by" or not _capital_phrase(w, begin, word):
        return None
    if not _governs(w, at, begin, cls, own=own, direct=at == first):
        return None
    end = phrase(w, begin)
    if word == "to" and cls == "Agreement" and begin == at + 1 and w.lower(end) in {"the", "a"} and w.names(end + 1):
        return phrase(w, end + 1)  # to Amend the …
    return end


def _governs(w: Words, at: int, begin: int, cls: str, *, own: bool, direct: bool) -> bool:
    """Whether a preposition ties what follows to the name; `direct`: it stands right after the head."""
    word = w.lower(at)
    if word == "of" and cls == "Initiative" and w.cls(begin) in {"State", "Organization"}:
        return False  # whose it is
    if word == "with" and cls == "Event":
        return not direct
    if word == "in":
        return _region(w, begin, cls)
    if word == "to":
        return _addressed(w, at, begin, cls)
    if word == "on":
        return (
            direct
            if cls == "Organization"
            else cls != "Event" or w.capital(at - 1) or w.cls(begin) not in {"State", "Place"}
        )
    if word == "by":
        return own and w.lower(begin) not in head_classes() and w.lower(at - 1) in AUTHORED
    if word in {"from", "through", "as", "over", "without"}:
        return cls == "Agreement" and not (begin == at + 1 and w.cls(begin))
    if word == "for" and w.cls(begin) in {"State", "Person", "Organization"} and cls in {"Agreement", "Event"}:
        return own and direct  # Framework for Nepal; but signed … for Russia
    return True


def _capital_phrase(w: Words, begin: int, word: str) -> bool:
    """Whether capitals follow that name something; ordinals and "Member States" do too."""
    if w.number(begin):
        return bool(YEARS.match(w.units[begin].text)) and w.capital(begin + 1)
    if ordinal(w.units[begin].text) is not None:
        return w.capital(begin + 1) or w.lower(begin + 1) in {"meeting", "session", "summit"}
    return w.names(begin) or w.heading and w.word(begin) and word != "by"


def _region(w: Words, begin: int, cls: str) -> bool:
    """After "in": a part of the world or a field, not the town where something happened."""
    if w.cls(begin) == "State" or cls == "Event" and w.cls(begin) != "Place":
        return False
    first = re.split(r"[\s-]", w.lower(begin))[0]
    if first in listed("regions") or w.lower(begin) in listed("regions"):
        return not (w.lower(begin).startswith("south africa") or w.lower(begin) in {"south korea", "north korea"})
    if w.cls(begin):
        return False
    tagged = any(
        e.start_char <= w.units[begin].start < e.end_char and e.label_ == "LOC" for e in w.reading.doc.spans["tagged"]
    )
    return not tagged and cls == "Agreement"


def _addressed(w: Words, at: int, begin: int, cls: str) -> bool:
    """After "to": the text that is amended, the body that a mission is at; a verb only in a text's title."""
    if cls == "Agreement":
        return w.cls(begin) not in {"State", "Place"} and (
            begin > at + 1 or not w.cls(begin) or w.cls(begin) == "Agreement"
        )
    return w.lower(at - 1) in {
        "parties",
        "mission",
        "delegation",
        "representation",
        "representative",
        "ambassador",
        "embassy",
    } or any(w.lower(k) in {"mission", "delegation"} for k in range(max(0, at - 5), at))


def _aside(w: Words, at: int, prepositions: frozenset[str]) -> int | None:
    """Council of Heads of Government (Prime Ministers) of …: an aside that the name goes on after."""
    close = next((i for i in range(at + 1, min(len(w), at + 6)) if w.units[i].text == ")"), None)
    if (
        close is None
        or close + 1 >= len(w)
        or not all(w.capital(i) or w.lower(i) == "and" for i in range(at + 1, close))
    ):
        return None
    word = w.lower(close + 1)
    begin = close + 2
    while w.lower(begin) in listed("articles"):
        begin += 1
    if word in {"of", "on"} & prepositions and w.names(begin) and not w.dated(begin) and close > at + 1:
        return close + 1
    return None
