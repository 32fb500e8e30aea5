"""Russian names of persons, in the nominative: by initials, by the tagger, by an office before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.languages.nominative_person import nominative_person
from pipeline.model import Mention, Span
from pipeline.recognise.ru.initials import initialled
from pipeline.recognise.ru.offices import is_office, offices, titles
from pipeline.recognise.ru.words import Words, common_word, feature, heads, listed, listed_as_written

PARTICLED = re.compile(r"[а-яё]{1,4}[-’'][А-ЯЁ][\w’'-]+")  # аль-Утейби, д’Эстен
NAMED = {"PROPN", "X"}
PLACED = {"в", "во", "на", "из", "под", "близ", "около"}  # before a place rather than a person
LONGEST = 5  # words of a name


def people(w: Words) -> Iterator[Mention]:
    """Every person named in a passage; `w.people` keeps where each name begins and ends."""
    taken: set[int] = set()
    for span in (*initialled(w), *_tagged(w), *_of_office(w), *_animate(w)):
        start, end = _range(w, span)
        if taken & set(range(start, end)):
            continue
        taken.update(range(start, end))
        if w.texts[start - 1 : start] == ["имени"] or w.texts[max(0, start - 2) : start] == ["им", "."]:
            continue
        w.people[start] = end
        name = " ".join(nominative_person(w.tokens[start:end]).split())
        yield w.reading.mention(span, "Person", name, form="short" if end - start == 1 else "name")


def _range(w: Words, span: Span) -> tuple[int, int]:
    inside = [i for i, t in enumerate(w.tokens) if span.start <= t.idx < span.end]
    return inside[0], inside[-1] + 1


def _large(w: Words, i: int) -> bool:
    """Whether a word is written as part of a name: Рашед, аль-Рашед."""
    return w.capital(i) or PARTICLED.fullmatch(w.texts[i]) is not None


def _particle(w: Words, i: int) -> bool:
    return w.texts[i] in listed_as_written("name_particles")


def _tagged(w: Words) -> Iterator[Span]:
    """Persons by the tagger, grown to the words that belong to the name; known things are none."""
    for first, last in _entities(w, "PER"):
        start, end = _trimmed(w, first, last)
        if start < end and re.search(r"[а-яёa-z]{2}", w.text(start, end)) and not _no_person(w, start, end):
            yield w.span(start, end)


def _trimmed(w: Words, start: int, end: int) -> tuple[int, int]:
    """The name without offices and forms of address, and with the words that the tagger left out."""
    while start < end and not _begins(w, start):
        start += 1
    if start < end:
        start, end = _grown(w, start, end)
    while end > start and not (_large(w, end - 1) or _particle(w, end - 1)):
        end -= 1
    return start, end


def _entities(w: Words, label: str) -> Iterator[tuple[int, int]]:
    for entity in w.reading.doc.spans["tagged"]:
        inside = [w.place[t.i] for t in entity if t.i in w.place] if entity.label_ == label else []
        if inside:
            yield inside[0], inside[-1] + 1


def _begins(w: Words, i: int) -> bool:
    titled = any(w.lemmas[i] in words for words in (offices(), listed("honorifics"), heads("Organization")))
    return _large(w, i) and not titled and w.texts[i] != "."


def _grown(w: Words, start: int, end: int) -> tuple[int, int]:
    """The name with what the tagger left out: particles, a second surname, a given name that it took for a place."""
    while end < len(w) and end not in w.known and _belongs(w, end, start):
        end += 1
    while start > 0 and _given(w, start - 1):
        start -= 1
    return start, end


def _belongs(w: Words, i: int, start: int) -> bool:
    if PARTICLED.fullmatch(w.texts[i]):
        return True
    flat = w.tokens[i].dep_ in {"flat:name", "flat:foreign"} and start <= w.head(i) < i
    if flat and w.capital(i) and w.texts[i].isalpha():
        return True
    after = i + 1 < len(w) and (_large(w, i + 1) or _particle(w, i + 1) and i + 2 < len(w) and _large(w, i + 2))
    return _particle(w, i) and after


def _given(w: Words, i: int) -> bool:
    """A given name before a name: Лус | Марина Паукар; a word in a vowel may be a town in the genitive."""
    text = w.texts[i]
    if i in w.known or w.opens(i) or not w.capital(i) or w.acronym(i) or not re.search(r"[бвгджзклмнпрстфхц]$", text):
        return False
    return w.tokens[i].pos_ in NAMED and not common_word(text) and not is_office(w, i) and not _quoted(w, i)


def _no_person(w: Words, start: int, end: int) -> bool:
    """A listed thing (unless it is one word of a longer name), what is in quotes, a word that is no surname."""
    inside = [i for i in range(start, end) if i in w.known and w.known[i].known.cls != "Person"]
    hits = [s for s, k, _ in w.reading.known if k.cls != "Person" and s.overlaps(w.span(start, end))]
    given = inside == [start] and len(hits) == 1 and end - start > 1 and w.known[start].end == start + 1
    if hits and not (given and w.known[start].form == "name" and w.tokens[start + 1].dep_ == "flat:name"):
        return True
    return _quoted(w, start) or end - start == 1 and not _surname(w, start)


def _quoted(w: Words, start: int) -> bool:
    return start > 0 and w.texts[start - 1] in {"«", "“", "„"}


def _surname(w: Words, i: int) -> bool:
    """A single word that may be a surname: no abbreviation, no adjective, and of a person by the tagger's features."""
    if w.opens(i) and common_word(w.texts[i]) or w.texts[i][-1].isdigit():
        return False
    if i and w.capital(i - 1) and w.lemmas[i - 1] in listed("realms"):
        return False  # Республика Саян
    return not w.acronym(i) and len(w.texts[i]) > 2 and feature(w.tokens[i], "Animacy") == "Anim"


def _of_office(w: Words) -> Iterator[Span]:
    """Two or more unknown names right after an office and its listed body, or that the parse hangs on an office."""
    after = {end for _, end in titles(w)}
    after |= {w.known[end].end for end in after if end in w.known and w.known[end].known.cls != "Person"}
    for start, end in _runs(w):
        hung = any(is_office(w, w.head(i)) and w.head(i) < start for i in range(start, end))
        if start in after or hung and all(feature(w.tokens[i], "Animacy") == "Anim" for i in range(start, end)):
            yield w.span(start, end)


def _runs(w: Words) -> Iterator[tuple[int, int]]:
    """Two to five words in a row that are written as a name's and that no list holds."""
    at = 0
    while at < len(w):
        end = at
        while end < len(w) and end not in w.covered and (_nameword(w, end) or end > at and _particle(w, end)):
            end += 1
        if 2 <= end - at <= LONGEST and _large(w, end - 1):
            yield at, end
        at = max(end, at + 1)


def _nameword(w: Words, i: int) -> bool:
    letters = re.sub(r"[-’']", "", w.texts[i])
    named = _large(w, i) and letters.isalpha() and not w.acronym(i) and w.tokens[i].pos_ in NAMED
    return named and not any(w.lemmas[i] in heads(c) for c in ("Organization", "Place", "Event", "Agreement"))


def _animate(w: Words) -> Iterator[Span]:
    """What the tagger takes for a place though all its words are of persons: заявил Куаме Адингра-Тано."""
    runs = set(_runs(w))
    for start, end in _entities(w, "LOC"):
        living = all(feature(w.tokens[i], "Animacy") == "Anim" for i in range(start, end))
        flat = all(w.tokens[i].dep_.startswith("flat") for i in range(start + 1, end))
        placed = start and (w.texts[start - 1].lower() in PLACED or w.lemmas[start - 1] in listed("called_places"))
        if (start, end) in runs and living and flat and not placed:
            yield w.span(start, end)
