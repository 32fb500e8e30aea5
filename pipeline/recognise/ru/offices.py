"""Russian job titles, with the adjectives before and the field after their head: заместитель министра финансов."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.languages.nominative import nominative
from pipeline.languages.words_ru import Reading, agree, case_of, like, nouns
from pipeline.model import Mention
from pipeline.recognise.ru.bodies import unit
from pipeline.recognise.ru.nounphrase import GENITIVE
from pipeline.recognise.ru.words import DASHES, Words, listed, plain, words


@cache
def offices() -> frozenset[str]:
    """Head words of job titles."""
    return frozenset(plain(o) for o in words().offices)


def posts(w: Words) -> Iterator[Mention]:
    """Every job title of a passage, without body or country, in the nominative."""
    for start, end in titles(w):
        name = " ".join(nominative(w.tokens[start:end]).split())
        yield w.reading.mention(w.span(start, end), "Office", _of_one(name))


def _of_one(name: str) -> str:
    """An office of several as one holds it: генеральные секретари → генеральный секретарь."""
    words = name.split()
    found = ((i, p) for i, word in enumerate(words) for p in nouns(word) if p.normal_form in offices())
    head, parse = next(((i, p) for i, p in found if case_of(p) == "nomn"), (0, None))
    one = parse.inflect({"sing", "nomn"}) if parse is not None and parse.tag.number == "plur" else None
    if one is None:
        return name
    reading = Reading("nomn", "sing", str(one.tag.gender or ""))
    return " ".join([*(agree(word, reading) for word in words[:head]), like(one.word, words[head]), *words[head + 1 :]])


def titles(w: Words) -> Iterator[tuple[int, int]]:
    """Where each job title begins and ends."""
    at = 0
    while at < len(w):
        if not is_office(w, at):
            at += 1
            continue
        start = at
        while start > 0 and _titular(w, start - 1):
            start -= 1
        at = _end(w, at)
        yield start, at


def is_office(w: Words, i: int) -> bool:
    """Whether a word is the head of a job title."""
    return w.lemmas[i] in offices() and w.tokens[i].pos_ in {"NOUN", "PROPN"} and not w.acronym(i)


def _titular(w: Words, i: int) -> bool:
    if w.texts[i] == "и" and i > 0:
        return w.lemmas[i - 1] in listed("office_adjectives") and w.modifier(i - 1)
    return w.lemmas[i] in listed("office_adjectives") and w.modifier(i)


def _end(w: Words, at: int) -> int:
    """Past the field of an office (иностранных дел), a second office after a dash, a department after глава."""
    end = _field(w, at) if w.lemmas[at] in listed("fielded_offices") else at + 1
    if end + 1 < len(w) and w.texts[end] in DASHES and w.lemmas[end + 1] in offices():
        return _end(w, end + 1)
    return end


def _field(w: Words, at: int) -> int:
    end = at + 1
    while end < len(w):
        if w.lemmas[end] in offices() and w.case(end) == "gent":
            return _end(w, end)
        if w.lemmas[end] in listed("office_tails") and end == at + 1:
            return end + 1
        if unit(w, end):
            break  # начальник | отдела печати Министерства
        if not _of_field(w, end) and not (end > at + 1 and _second_field(w, end)):
            break
        end += 1
    return end


def _of_field(w: Words, i: int) -> bool:
    """Whether a small word may tell an office's field: a genitive noun or its modifier."""
    genitive = w.modifier(i) and w.can_be(i, GENITIVE) or w.tokens[i].pos_ == "NOUN" and w.case(i) == "gent"
    return w.texts[i].islower() and genitive


def _second_field(w: Words, i: int) -> bool:
    """Whether a comma or "и" leads to another field: министр энергетики и водных ресурсов."""
    if w.texts[i] not in {"и", ","} or i + 1 >= len(w) or not w.texts[i + 1].islower():
        return False
    token = w.tokens[i + 1]
    return token.pos_ in {"NOUN", "ADJ"} and w.can_be(i + 1, GENITIVE) and token.dep_ in {"conj", "amod"}
