"""Russian editions of a series that a number alone names: первый прошёл в Актау, второй, 5 октября, – в Баку.

The thing counted was named before, its head of the ordinal's gender; its name with the new number is the
edition's full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline import authority
from pipeline.languages.nominative import Reading as Form, agree, case_of, parses
from pipeline.model import Mention
from pipeline.recognise.overlap import place
from pipeline.recognise.reading import Reading
from pipeline.recognise.ru.make import number, ordinal
from pipeline.recognise.ru.nounphrase import GOVERNED
from pipeline.recognise.ru.rows import REACH, edition_of_item, editions_of_row
from pipeline.recognise.ru.words import DASHES, Words, heads, listed, plain

CLAUSE_ENDS = {";", ".", "!", "?", "|", ":"}
AFTER = {",", "–", "—", "-", ":", "(", ")", ".", ";", "»"}
SINGLE = "visits attacks".split()  # never counted on: the first visit, the second
GENDER_BY_END = {"й": "masc", "го": "masc", "му": "masc", "м": "masc", "я": "femn", "ю": "femn", "е": "neut"}
TOWN = re.compile(r"\s(?:в|во)\s[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)*$|\s\d{4}\s(?:года|г\.)$")
ROMAN = re.compile(r"[IVXLC]+")


def numbered(readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of editions named by their number or place in the series; each stands for its full name."""
    found: list[Mention] = []
    for reading in readings:
        if reading.passage.language != "ru":
            continue
        w = Words(reading)
        near = [m for m in mentions if reading.index - REACH <= m.passage <= reading.index and m.language == "ru"]
        found += _by_abbreviation(w, near)
        if reading.passage.kind == "row":
            found += editions_of_row(w, near, readings)
        elif reading.passage.kind == "item":
            found += edition_of_item(w, near, readings)
        taken = [m.span for m in [*near, *found] if m.passage == reading.index and m.cls in {"Event", "Agreement"}]
        for start, end in _alone(w):
            span = w.span(start, end)
            apposed = re.search(r"[,(] (?:уже )?$", reading.plain[: span.start])
            if apposed and any(other.end == apposed.start() for other in taken):
                continue  # форум, уже девятый
            if any(span.overlaps(other) for other in taken) or not _settled(w, start, end):
                continue
            mention = _edition(w, start, end, [*near, *found])
            if mention is not None:
                found.append(mention)
    return found


def _by_abbreviation(w: Words, near: Sequence[Mention]) -> Iterator[Mention]:
    """ТИКАД-8: the abbreviation of a conference or forum that was named, and a number."""
    names = {m.name for m in near if m.name.isupper() and len(m.name) > 2 and _gathers(m)}
    for i, text in enumerate(w.texts):
        name, dash, value = text.partition("-")
        if dash and name in names and value.isdigit() and len(value) <= 2:
            yield w.reading.mention(w.span(i, i + 1), "Event", text, ordinal=int(value))


def _gathers(mention: Mention) -> bool:
    """Whether an abbreviation stands for a conference, a forum, a congress."""
    known = authority.load().by_id.get(mention.known)
    names = [mention.stands_for, *(known.ru if known else ())]
    return any(plain(word) in listed("gatherings") for name in names for word in name.split())


def _alone(w: Words) -> Iterator[tuple[int, int]]:
    """Ordinals, and adjectives such as "следующий", that no noun follows."""
    for i in range(len(w)):
        counted = number(w, i) is not None and not ROMAN.fullmatch(w.texts[i])
        if not counted and w.lemmas[i] not in listed("edition_adjectives") and not _placed(w, i) or i in w.dated:
            continue
        if _nounless(w, i, counted) and _gender(w.texts[i], w.texts[i - 1].lower() if i else ""):
            yield (i - 1 if i and plain(w.texts[i - 1]) in listed("cardinal_tens") else i), i + 1


def _placed(w: Words, i: int) -> bool:
    """An adjective of a place that stands for the gathering there: Бейрутский – 2002 год."""
    if not w.capital(i) or w.texts[i + 1 : i + 2] not in (["–"], ["—"], [","], ["("]) or i + 2 not in w.dated:
        return False
    return w.lemmas[i].endswith("ский") and authority.load().demonym(w.lemmas[i]) is not None


def _nounless(w: Words, i: int, counted: bool) -> bool:
    """Whether what follows an ordinal closes it off: a comma, a dash, a preposition, a finite verb."""
    if i and (w.texts[i - 1] in {"№", "/"} or w.lemmas[i - 1] in heads("Event")):
        return False
    if i and w.lemmas[i - 1] in {"стать", "быть", "являться", "оказаться", "раз"}:
        return False  # стала первой
    if i + 1 == len(w):
        return True
    if w.texts[i + 1 : i + 3] == ["по", "счету"] or w.texts[i + 1 : i + 3] == ["по", "счёту"]:
        return False
    after = w.texts[i + 1]
    if after == "," and not counted and i + 2 < len(w) and number(w, i + 2) is not None:
        return False  # предыдущий, второй
    if after == ",":
        return not (i + 2 < len(w) and i + 2 not in w.dated and w.modifier(i + 2) and _noun_soon(w, i + 2))
    if after in AFTER or i + 1 in w.dated and not counted:
        return counted or after not in {":", ")", "."}
    if (w.tokens[i + 1].pos_ == "VERB" or parses(after)[0].tag.POS == "VERB") and not w.modifier(i + 1):
        return True
    return counted and w.tokens[i + 1].pos_ == "ADP" and after != "из"


def _noun_soon(w: Words, i: int) -> bool:
    """очередной, третий саммит: a second modifier and the noun of both."""
    while i < len(w) and w.modifier(i):
        i += 1
    return i < len(w) and w.tokens[i].pos_ == "NOUN"


def _settled(w: Words, start: int, end: int) -> bool:
    """Whether the clause tells when or where, or that it was held."""
    first = next((i + 1 for i in range(start - 1, -1, -1) if w.texts[i] in CLAUSE_ENDS - {":"}), 0)
    last = next((i for i in range(end, len(w)) if w.texts[i] in CLAUSE_ENDS and i not in w.dated), len(w))
    inside = range(first, last)
    placed = (i in w.known and w.known[i].known.cls in {"Place", "State"} for i in inside)
    tagged = (w.tokens[i].pos_ == "PROPN" and w.texts[i - 1] in {"в", "на", *DASHES} for i in inside if i)
    held = (w.lemmas[i] in listed("holding") for i in inside)
    return any(i in w.dated for i in inside) or any(placed) or any(held) or any(tagged)


def _gender(word: str, before: str = "") -> str:
    """The gender of an ordinal by its form; empty of a plural."""
    digits = re.fullmatch(r"\d+-([а-яё]{1,3})", word)
    if digits:
        return GENDER_BY_END.get(digits.group(1), "")
    governed = before in GOVERNED  # на второй is of a session, второй of a summit
    for parse in sorted(parses(word.lower()), key=lambda p: (case_of(p) == "nomn") is governed):
        if parse.tag.POS == "ADJF":
            return str(parse.tag.gender or "") if parse.tag.number == "sing" else "plur"
    return ""


@lru_cache(maxsize=4096)
def counted_noun(name: str) -> tuple[str, str]:
    """The head of a name, an event's or a text's, and its gender; empty when there is none."""
    for word in name.split():
        for parse in parses(word.strip("«»,").lower()):
            if parse.tag.POS == "NOUN" and case_of(parse) == "nomn":
                lemma = plain(parse.normal_form)
                counted = lemma in heads("Event") and not any(lemma in listed(name) for name in SINGLE)
                if counted or lemma in heads("Agreement"):
                    return lemma, "plur" if parse.tag.number == "plur" else str(parse.tag.gender or "")
    return "", ""


def _edition(w: Words, start: int, end: int, before: Sequence[Mention]) -> Mention | None:
    gender = _gender(w.texts[end - 1], w.texts[start - 1].lower() if start else "")
    here = w.span(start, end)
    fitting = [
        m
        for m in before
        if m.cls in {"Event", "Initiative", "Agreement"}
        and (m.passage, m.span.end) <= (w.reading.index, here.start)
        and m.kind != "ThematicYear"
        and counted_noun(m.stands_for or m.name)[1] == gender
    ]
    counted = [m for m in fitting if m.ordinal is not None and m.cls == "Event"]
    to = max(counted or fitting, key=place, default=None)
    elsewhere = to is None or to.cls == "Agreement" or to.passage < w.reading.index and not counted
    noun = _noun_before(w, start, gender) if elsewhere else ""
    to = None if noun else to
    if to is None and not noun or to is not None and to.cls == "Agreement":
        return None
    value = ordinal(w, start, end)
    number_of, of = ("plur", "") if gender == "plur" else ("sing", gender)
    told = agree(w.text(end - 1, end), Form("nomn", number_of, of))
    if end - start == 2:
        told = f"{'сорок' if w.texts[start].lower() == 'сорок' else w.texts[start].lower()} {told}"
    told = told if _placed(w, start) else told.lower()
    full = _renumbered(to.stands_for or to.name, told) if to is not None else f"{told} {noun}"
    return w.reading.mention(here, "Event", told, form="short", stands_for=full, ordinal=value[0] if value else None)


def _noun_before(w: Words, start: int, gender: str) -> str:
    """The nearest gathering of a gender that is told before in the passage, if only in the plural."""
    for i in range(start - 1, -1, -1):
        if w.lemmas[i] in listed("gatherings"):
            normal = next((p for p in parses(w.texts[i].lower()) if plain(p.normal_form) == w.lemmas[i]), None)
            if normal is not None and counted_noun(str(normal.normal_form))[1] == gender:
                return str(normal.normal_form)
    return ""


def _renumbered(name: str, told: str) -> str:
    """The same name with another number: Третий саммит СПЕКА → четвёртый саммит СПЕКА."""
    words = TOWN.sub("", name).split()
    for i, word in enumerate(words):
        lemma = plain(parses(word.lower())[0].normal_form)
        if ROMAN.fullmatch(word) or re.fullmatch(r"\d+-[а-яё]{1,3}", word) or lemma in listed("ordinals"):
            return " ".join([told, *words[i + 1 :]])
    return " ".join([told, *words])
