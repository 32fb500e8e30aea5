"""Russian places that no list holds: by a head word (дворец, река), after "г.", by the tagger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.languages.nominative import is_known, nominative
from pipeline.model import Mention, Span
from pipeline.recognise.ru.make import make, named_from, quoted_after
from pipeline.recognise.ru.modifiers import leftward
from pipeline.recognise.ru.phrases import tail
from pipeline.recognise.ru.words import NOMINAL, Words, common_word, heads, listed, plain, relational

if TYPE_CHECKING:
    from spacy.tokens import Span as Entity

TOWN = re.compile(r"(?<!\w)(?<!\d )(?:г|гор|пос|с|дер|пгт)\.\s?(?=[А-ЯЁ])")


def places(w: Words) -> Iterator[Mention]:
    """Every place of a passage that its surroundings mark."""
    for head in range(len(w)):
        if w.lemmas[head] in heads("Place") and w.tokens[head].pos_ in NOMINAL and not w.plural(head):
            mention = _by_head(w, head)
            if mention is not None:
                yield mention
    yield from _towns(w)
    yield from _tagged(w)
    yield from _located(w)


def _by_head(w: Words, head: int) -> Mention | None:
    lemma, named = w.lemmas[head], head + 1 < len(w) and w.capital(head + 1)
    if lemma in listed("streets") and named and w.signals(head + 1):
        return _street(w, head)
    start = named_from(w, leftward(w, head), head)
    quoted = quoted_after(w, head + 1)
    if quoted is not None and w.capital(head + 2):
        return make(w, head if start is None else start, quoted, "Place")
    if lemma in listed("called_places") and named and head + 1 not in w.known and not w.acronym(head + 1):
        return _called(w, head)
    end = tail(w, head, frozenset(), deep=False)
    if start is None and w.capital(head) and not w.heading and end > head + 1 and quoted_after(w, end):
        start = head  # Дворец культуры «Октябрь», at the beginning of a sentence
    if start is not None and end + 1 < len(w) and w.capital(end + 1):
        end = quoted_after(w, end) or end
    return make(w, start, end, "Place") if start is not None and (start < head or end > head + 1) else None


def _street(w: Words, head: int) -> Mention:
    """улице Садовой, 5: the head belongs to the name, and so does the house."""
    end = head + 1
    while end < len(w) and w.capital(end) and end - head <= 2:
        end += 1
    house = w.texts[end : end + 1] == [","] and end + 1 < len(w) and w.texts[end + 1].isdigit()
    return make(w, head, end + 2 if house else end, "Place")


def _called(w: Words, head: int) -> Mention:
    """городе Циндао, реке Зеравшан: the name is what stands after the head."""
    end = head + 1
    while end < len(w) and w.capital(end) and end - head <= 2 and end not in w.known:
        end += 1
    agrees = w.case(head) == w.case(head + 1)
    name = nominative(w.tokens[head + 1 : end]) if agrees else w.text(head + 1, end)
    return w.reading.mention(w.span(head + 1, end), "Place", name)


def _towns(w: Words) -> Iterator[Mention]:
    """г. Красногорск."""
    starts = {t.idx: i for i, t in enumerate(w.tokens)}
    for match in TOWN.finditer(w.reading.plain):
        at = starts.get(match.end())
        if at is not None and at not in w.known:
            end = at + 1
            while end < len(w) and w.capital(end) and w.tokens[end].dep_.startswith("flat") and end not in w.known:
                end += 1
            yield make(w, at, end, "Place")


def _tagged(w: Words) -> Iterator[Mention]:
    """Names of places by the tagger, where no list knows better."""
    taken = [s for s, _, _ in w.reading.known]
    for entity in w.reading.doc.spans["tagged"]:
        span = Span(entity.start_char, entity.end_char)
        at = w.place.get(entity.start)
        if entity.label_ != "LOC" or at is None or any(span.overlaps(other) for other in taken):
            continue
        if w.texts[at - 1 : at] in (["«"], ["“"], ["„"]):
            continue  # форум «Тихая гавань»
        if w.capital(at) and _placelike(w, at, at + len(entity)):
            yield w.reading.mention(span, "Place", nominative(list(entity)))


def _located(w: Words) -> Iterator[Mention]:
    """An unknown name after "в" or "из" that the tagger overlooked: прошла в Эрмуполисе."""
    tagged = {i for e in w.reading.doc.spans["tagged"] if len(e) == 1 or e.label_ != "ORG" for i in _words_of(w, e)}
    persons = {i for start, end in w.people.items() for i in range(start, end)}
    for i in range(1, len(w)):
        if w.texts[i - 1].lower() not in listed("locating") or i in w.known or i in tagged | persons | w.dated:
            continue
        if w.tokens[i].pos_ == "PROPN" and w.tokens[i].dep_ in {"obl", "nmod"} and _unknown_name(w, i):
            yield make(w, i, i + 1, "Place")


def _words_of(w: Words, entity: Entity) -> list[int]:
    return [w.place[t.i] for t in entity if t.i in w.place]


def _unknown_name(w: Words, i: int) -> bool:
    """Whether a word is written as a name, is none of the dictionary's words and no abbreviation or adjective."""
    plainly = w.capital(i) and len(w.texts[i]) > 3 and w.texts[i][-1].isalpha() and not w.acronym(i)
    followed = i + 1 < len(w) and w.capital(i + 1) and w.tokens[i + 1].dep_.startswith("flat")
    return plainly and not followed and not w.modifier(i) and not is_known(w.texts[i]) and not relational(w.texts[i])


def _placelike(w: Words, start: int, end: int) -> bool:
    """Whether the tagger's place is no abbreviation, adjective, body, or common word that opens a sentence."""
    inside = w.tokens[start:end]
    if all(t.pos_ not in NOMINAL for t in inside) or all(t.text.isupper() for t in inside):
        return False
    if any(plain(t.lemma_) in heads("Organization") or plain(t.lemma_) in heads("Agreement") for t in inside):
        return False
    return not (end - start == 1 and common_word(w.texts[start]))
