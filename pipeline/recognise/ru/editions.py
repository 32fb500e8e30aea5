"""Russian names that a year closes: «Запад-2025», Экспо-2017, Повестка-2063, саммит-2024.

A year to come by which something is to be reached tells a text (Видение – 2030), any other one an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.languages.nominative import nominative, parses
from pipeline.model import Mention, Period
from pipeline.recognise.ru.make import make, opening
from pipeline.recognise.ru.modifiers import leftward
from pipeline.recognise.ru.words import Words, heads, listed, plain

CLOSING_YEAR = re.compile(r"[\s–—-]\s*((?:19|20)\d\d)$")
YEARED = re.compile(r"([А-ЯЁа-яёA-Za-z][\w-]*?)[-–—]((?:19|20)\d\d)")
AIM = 2030  # from this year on a round year is an aim
LONGEST = 8  # words in quotes


def yeared(w: Words) -> Iterator[Mention]:
    """Quoted and hyphenated names that end with a year."""
    for i, text in enumerate(w.texts):
        if text in {"«", "“", "„"}:
            close = w.closing(i, LONGEST + 2)
            if close is not None and close > i + 1:
                yield from _quoted(w, i, close)
        elif YEARED.fullmatch(text):
            yield from _hyphenated(w, i)


def _quoted(w: Words, start: int, close: int) -> Iterator[Mention]:
    match = CLOSING_YEAR.search(w.text(start + 1, close))
    before = w.lemmas[start - 1] if start else ""
    if match is None or not w.capital(start + 1) or any(before in heads(c) for c in ("Organization", "Place")):
        return
    if any(before in heads(c) for c in ("Agreement", "Initiative", "Event")):
        return
    year = match.group(1)
    cls = "Agreement" if _aimed(w.lemmas[start + 1 : close], year) else "Event"
    yield w.reading.mention(w.span(start + 1, close), cls, _name(w, start + 1, close), period=_period(cls, year))


def _name(w: Words, start: int, end: int) -> str:
    return " ".join(nominative(w.tokens[start:end]).split())


def _period(cls: str, year: str) -> Period:
    return Period(year, year) if cls == "Event" else Period("", year)


def _aimed(lemmas: list[str], year: str) -> bool:
    return any(x in heads("Agreement") or x in listed("aims") for x in lemmas) or int(year) >= AIM and year[-1] in "05"


def _hyphenated(w: Words, at: int) -> Iterator[Mention]:
    match = YEARED.fullmatch(w.texts[at])
    if match is None or w.texts[at - 1 : at] in (["«"], ["“"], ["№"]) or at in w.dated:
        return
    word, year = match.groups()
    told = _lemma(word)
    if told in heads("Event"):
        start = opening(w, leftward(w, at), at)
        yield make(w, start, at + 1, "Event", period=Period(year, year))
    elif w.capital(at) and len(word) > 2:
        if at and w.tokens[at - 1].pos_ in {"NOUN", "PROPN"} and w.lemmas[at - 1] not in heads("Event"):
            return  # Программа действий ОИС-2025
        cls = "Agreement" if _aimed([told], year) else "Event"
        yield w.reading.mention(w.span(at, at + 1), cls, w.texts[at], period=_period(cls, year))


def _lemma(word: str) -> str:
    """The lemma of one word by the dictionary."""
    return plain(parses(word.lower())[0].normal_form)
