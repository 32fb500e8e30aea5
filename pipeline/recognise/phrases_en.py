"""Where an English name begins and ends around its head word.

the | BRICS Leaders' Framework | Declaration | on Climate Finance | (July 7)
      `------ modifiers -----'     head        `- tail: prepositions before capitals
"""

from __future__ import annotations

import re

from pipeline.recognise.words_en import Words, head_classes, listed, ordinal, roman

YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d))?$")
YEARS_ASIDE = re.compile(r"\(\s*(?:for\s+)?(?:19|20)\d\d(?:\s?(?:[-–—]|to)\s?(?:19|20)?\d\d)?\s*\)")
VERSION = re.compile(r"\d+\.\d+$|[IVX]+$")
ACRONYM = re.compile(r"[A-Z][\w&.-]*[A-Z\d][\w]*$")
LIST_LIMIT = 12  # units within which a list in a tail must come to its "and"
NAMED = {"State", "Place", "Organization", "Agreement", "Initiative", "Person"}


def apostrophe(w: Words, i: int) -> bool:
    """Whether a unit is a possessive ending: 's, or the bare mark after a plural."""
    if not 0 < i < len(w):
        return False
    text = w.units[i].text
    if len(text) > 1:
        return text[0] in "’'‘" and text[1:].lower() == "s"
    return text in "’'" and w.units[i - 1].end == w.units[i].start and w.lower(i - 1).endswith("s")


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
        inside = bool(YEARS.match(unit.text)) and not (i > 0 and w.dated(i - 1) and w.dated(i))
        return i if inside and cls in {"Agreement", "Event"} or re.fullmatch(r"\d\.\d", unit.text) else None
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
    return w.lower(i) in listed("possessors") and (w.capital(i) or w.heading) and not w.cls(i)


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
    return not (w.opens(i - 1) and i - 1 == start) and not any(w.cls(k) in {"Person", "State"} for k in range(start, i))


def tail(w: Words, end: int, cls: str, *, own: bool) -> int:
    """Where the name ends whose head is the unit before `end`; `own`: the head has modifiers of its own."""
    prepositions = listed(f"{cls.lower()}_tail") if f"{cls.lower()}_tail" in _lists() else frozenset[str]()
    first = end
    between = 0
    while end < len(w):
        if (
            w.text[w.units[end - 1].end : w.units[end].start].count("\n")
            or "  " in w.text[w.units[end - 1].end : w.units[end].start]
        ):
            break
        step = _years(w, end, cls, own or end > first) or _preposition(w, end, cls, prepositions, first, own)
        if step is None and end > first:
            step = _joined(w, end, cls, bool(between)) or _colon(w, end, cls)
        if step is None:
            break
        if w.lower(end) in {"between", "among"}:
            between = 1
        end = step
    return end


def _lists() -> frozenset[str]:
    return frozenset({"agreement_tail", "organization_tail", "event_tail", "initiative_tail", "place_tail"})


def _years(w: Words, at: int, cls: str, own: bool) -> int | None:
    """Years and numbers that belong to a name: Roadmap 2025-2027, Protocol No. 15, Plan 2021 to 2030, Act (1996)."""
    if cls not in {"Agreement", "Event", "Initiative"}:
        return None
    text = w.units[at].text
    if text.lower() in {"no.", "nos.", "number"} and w.number(at + 1) and cls == "Agreement":
        return at + 2
    if YEARS.match(text) and own:
        if w.lower(at + 1) in {"to", "-", "–", "—"} and at + 2 < len(w) and YEARS.match(w.units[at + 2].text):
            return at + 3
        return at + 1
    if cls == "Agreement" and own:
        aside = YEARS_ASIDE.match(w.text, w.units[at].start)
        if aside:
            return w.index(aside.end())
        if text.lower() in {"for", "until", "to", "till"} or text.lower() == "for" and w.lower(at + 1) == "the":
            return _span_after(w, at + 1)
        if re.fullmatch(r"\d{1,4}(?:/\d+)?", text) and w.lower(at - 1) in {"resolution", "decision", "document"}:
            return at + 1
    return (
        at + 1
        if VERSION.match(text) and own and w.lower(at - 1) != "and" and (text[0].isdigit() or len(text) > 1)
        else None
    )


def _span_after(w: Words, at: int) -> int | None:
    """For 2022-2024, for the period 2021–2025, until 2035."""
    while w.lower(at) in {"the", "period", "years", "up", "to", "of"}:
        at += 1
    if at < len(w) and (YEARS_ASIDE.match(w.text, w.units[at].start)):
        return w.index(YEARS_ASIDE.match(w.text, w.units[at].start).end())  # type: ignore[union-attr]
    if (
        at < len(w)
        and YEARS.match(w.units[at].text)
        and (len(w.units[at].text) > 5 or w.lower(at - 1) in {"until", "to", "till"})
    ):
        return at + 1
    return None


def _preposition(w: Words, at: int, cls: str, prepositions: frozenset[str], first: int, own: bool) -> int | None:
    """Past a preposition and the capitals after it."""
    word = w.lower(at)
    if word == "(" and at > first - 1:
        return _aside(w, at, prepositions)
    if word not in prepositions:
        return None
    begin = at + 1
    while w.lower(begin) in listed("articles") or w.heading and w.lower(begin) in {"the", "a"}:
        begin += 1
    if begin >= len(w) or w.dated(begin) and (w.number(begin) or w.lower(begin) in listed("determiners")):
        if word == "of" and begin < len(w) and YEARS.match(w.units[begin].text) and cls in {"Event"}:
            return begin + 1
        return None
    if w.cls(begin) == "Person" and word not in {"by"} or not _capital_phrase(w, begin, word):
        return None
    if word == "in" and not _region(w, begin, cls):
        return None
    if cls == "Organization" and word == "on" and at > first:
        return None
    if word == "to" and not _addressed(w, at, begin, cls):
        return None
    if word in {"by", "from", "through", "as", "over", "without"} and (
        cls != "Agreement" or begin == at + 1 and w.cls(begin) and word != "by"
    ):
        return None
    if (
        word == "by"
        and (not own or w.lower(begin) in head_classes())
        or word == "by"
        and w.lower(at - 1) not in {"statement", "declaration", "communiqué", "communique", "appeal"}
    ):
        return None
    if word == "on" and cls == "Event" and w.cls(begin) in {"State", "Place"}:
        return None
    if (
        word == "for"
        and w.cls(begin) in {"State", "Person", "Organization"}
        and cls in {"Agreement", "Event"}
        and not (own and at == first)
    ):
        return None
    end = phrase(w, begin)
    if word == "to" and cls == "Agreement" and begin == at + 1 and w.lower(end) in {"the", "a"} and w.names(end + 1):
        return phrase(w, end + 1)  # to Amend the …
    return end


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


def phrase(w: Words, begin: int) -> int:
    """The end of the run of capitals that begins at a unit: possessives, years and lists inside."""
    at = begin
    while at < len(w):
        if at > begin and not w.tight(at) or w.lower(at) in {"no.", "nos."}:
            break
        if w.names(at) or w.heading and w.capital(at) or at == begin and (w.number(at) or ordinal(w.units[at].text) is not None) or (
            w.number(at)
            and YEARS.match(w.units[at].text)
            and not w.dated(at - 1)
            and (w.capital(at + 1) or w.lower(at + 1) in {":", "and", ",", "."} or at + 1 == len(w))
            and w.lower(at - 1) != "of"
        ):
            at += 1
        elif w.hyphen(at) and w.names(at + 1):
            at += 2
        elif apostrophe(w, at) and w.capital(at + 1) and (w.tight(at + 1)) or w.lower(at) in {"meeting", "session", "summit"} and ordinal(w.units[at - 1].text) is not None:
            at += 1
        else:
            break
    return at


def _joined(w: Words, at: int, cls: str, between: bool) -> int | None:
    """Past "and" or a list of capitals that ends in one."""
    word = w.lower(at)
    if word == ",":
        return _list(w, at)
    if word not in {"and", "&", "or"}:
        if word == "(" and cls == "Event":
            return _acronym_and(w, at)
        return None
    begin = at + 1
    article = w.lower(begin) in {"the", "its"}
    if article:
        begin += 1
    if begin >= len(w) or not (w.names(begin)) or w.dated(begin):
        return None
    if between:
        return phrase(w, begin)
    if article:
        return phrase(w, begin) if _same_sort(w, at, begin, cls) else None
    return phrase(w, begin) if _goes_on(w, at, begin, cls) else None


def _acronym_and(w: Words, at: int) -> int | None:
    """The Community of … (CELAC) and the European Union: an abbreviation amid an event's parties."""
    if (
        w.lower(at + 2) == ")"
        and ACRONYM.match(w.units[at + 1].text)
        and w.lower(at + 3) == "and"
        and w.lower(at + 4) == "the"
    ):
        return phrase(w, at + 5) if w.cls(at + 5) == "Organization" else None
    return None


def _same_sort(w: Words, at: int, begin: int, cls: str) -> bool:
    """Two parties of one event, or two things of one title: "of the AU and the EU", "of the Nurse and the Midwife"."""
    if cls == "Event":
        return (
            w.cls(begin) == w.cls(at - 1) == "Organization"
            or not w.cls(begin)
            and not w.cls(at - 1)
            and w.lower(begin) not in head_classes()
            and w.pos(begin) != "VERB"
            and _short_run(w, begin)
        )
    return cls == "Agreement" and w.cls(begin) == w.cls(at - 1) == "State" and False


def _short_run(w: Words, begin: int) -> bool:
    return not w.capital(begin + 1)


def _goes_on(w: Words, at: int, begin: int, cls: str) -> bool:
    """Whether "and" continues the name and does not begin another one."""
    if w.cls(begin) in {"Person", "Agreement", "Initiative"} or w.cls(at - 1) in {"Person"}:
        return False
    if w.cls(begin) in {"State", "Organization", "Place"} and w.cls(at - 1) != w.cls(begin):
        return w.cls(begin) == "Place" and w.cls(at - 1) == ""
    if w.cls(begin) in {"State", "Organization"} and cls not in {"Agreement", "Event"}:
        return False
    end = phrase(w, begin)
    last = w.lower(end - 1)
    if (
        ordinal(w.units[begin].text) is not None
        or w.lower(begin) in head_classes()
        and w.lower(begin + 1) in listed("connectors")
    ):
        return False
    classes = head_classes().get(last, ())
    heads = {"Agreement", "Event"} if cls != "Organization" else {"Agreement", "Event", "Organization"}
    return not (end - begin > 1 and set(classes) & heads and w.lower(at - 1) not in {"peace", "trade"})


def _list(w: Words, at: int) -> int | None:
    """ ", Progress and Shared Prosperity": a list of capitals that comes to an "and"."""
    i, items = at + 1, 0
    while i < min(len(w), at + LIST_LIMIT):
        if not w.names(i) or w.cls(i) or w.dated(i) or w.lower(i) in head_classes():
            return None
        end = phrase(w, i)
        if any(w.cls(k) for k in range(i, end)):
            return None
        items += 1
        if w.lower(end) == ",":
            i = end + 1
            if w.lower(i) in {"and", "&"} and w.names(i + 1) and not w.cls(i + 1):
                return phrase(w, i + 1)
        elif w.lower(end) in {"and", "&"}:
            if w.names(end + 1) and not w.cls(end + 1) and w.tight(end + 1):
                return phrase(w, end + 1)
            return None
        else:
            return None
    return None


def _colon(w: Words, at: int, cls: str) -> int | None:
    """A subtitle after a title's colon: capitals throughout."""
    if (
        cls != "Agreement"
        or w.lower(at) != ":"
        or not w.tight(at)
        or w.units[at].start != w.units[at - 1].end
        or at + 2 >= len(w)
    ):
        return None
    if not (w.number(at - 1) or w.capital(at - 1)) or w.heading or not w.capital(at + 1) or w.cls(at + 1):
        return None
    end = phrase(w, at + 1)
    return end if end - at > 2 and not any(w.cls(k) == "Person" for k in range(at, end)) else None
