"""Russian names of persons, in the nominative, and the offices before or after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.languages.nominative import nominative
from pipeline.languages.nominative_person import nominative_person
from pipeline.model import Mention, Span
from pipeline.recognise.ru.nounphrase import GENITIVE
from pipeline.recognise.ru.words import DASHES, Words, common_word, feature, listed, plain, words

UPPER, WORD = "А-ЯЁA-Z", "[А-ЯЁA-Z][а-яёa-z'’]+"
FULL = rf"{WORD}(?:-(?:{WORD}|[а-яё]{{2,}}))*"
INITIAL = rf"[{UPPER}][а-яё]?\."
INITIALS = re.compile(
    rf"(?<![\w.])(?:{INITIAL}(?:\s?-\s?{INITIAL})?\s?){{1,3}}{FULL}(?:\s{FULL}(?=\W))?|{FULL}\s(?:{INITIAL}\s?){{2,3}}(?!\w)"
)
PARTICLES = {"фон", "дер", "ван", "де", "ди", "дель", "бен", "ибн", "аль", "оглы", "кызы", "заде", "уулу", "да", "дос"}


def people(w: Words) -> Iterator[Mention]:
    """Every person named in a passage: by initials, by the tagger, or by two capitals after an office."""
    found: list[Span] = []
    for span in (*_initialled(w), *_tagged(w), *_after_office(w)):
        if any(span.overlaps(other) for other in found):
            continue
        found.append(span)
        start, end = _range(w, span)
        if w.texts[start - 1 : start] == ["имени"] or w.texts[max(0, start - 2) : start] == ["им", "."]:
            continue
        w.people[start] = end
        name = " ".join(nominative_person(w.tokens[start:end]).split())
        single = end - start == 1
        yield w.reading.mention(span, "Person", name, form="short" if single else "name")


def _range(w: Words, span: Span) -> tuple[int, int]:
    inside = [i for i, t in enumerate(w.tokens) if span.start <= t.idx < span.end]
    return inside[0], inside[-1] + 1


def _initialled(w: Words) -> Iterator[Span]:
    starts = {t.idx for t in w.tokens}
    ends = {t.idx + len(t) for t in w.tokens}
    for match in INITIALS.finditer(w.reading.plain):
        if match.group()[0] in "IVX" and match.group()[1:3] == ". ":
            continue  # the number of a section
        span = Span(match.start(), match.start() + len(match.group().rstrip()))
        at = next((i for i, t in enumerate(w.tokens) if t.idx + len(t) >= span.end), len(w) - 1)
        second = w.texts[at]
        if " " in match.group().split(".")[-1].strip() and (
            at in w.known or plain(second) in listed("determiners") or w.tokens[at].pos_ not in {"PROPN", "NOUN", "X"}
        ):
            span = Span(span.start, span.end - len(second) - 1)
        if span.start in starts and span.end in ends:
            yield span


def _tagged(w: Words) -> Iterator[Span]:
    """Persons by the tagger, grown to the words that belong to the name; known things are none."""
    hits = [s for s, k, form in w.reading.known if k.cls != "Person"]
    for entity in w.reading.doc.spans["tagged"]:
        if entity.label_ != "PER":
            continue
        inside = [i for i, t in enumerate(w.tokens) if entity.start_char <= t.idx < entity.end_char]
        if not inside:
            continue
        start, end = inside[0], inside[-1] + 1
        while start < end and (w.lemmas[start] in offices() or not w.capital(start) or w.texts[start] == "."):
            start += 1
        while end < len(w) and end not in w.known and _belongs(w, end, start):
            end += 1
        while end > start and not (w.capital(end - 1) or w.texts[end - 1] in PARTICLES):
            end -= 1
        if start >= end or not re.search(r"[а-яёa-z]{2}", w.span(start, end).of(w.reading.plain)):
            continue
        span = w.span(start, end)
        if (
            any(span.overlaps(hit) for hit in hits)
            or _quoted(w, start)
            or end - start == 1
            and not _plausible(w, start)
        ):
            continue
        yield span


def _belongs(w: Words, i: int, start: int) -> bool:
    return (
        w.capital(i)
        and w.tokens[i].dep_ in {"flat:name", "flat:foreign"}
        and start <= w.head(i) < i
        and w.texts[i].isalpha()
    ) or (w.texts[i] in PARTICLES and i + 1 < len(w) and w.capital(i + 1))


def _quoted(w: Words, start: int) -> bool:
    return start > 0 and w.texts[start - 1] in {"«", "“", "„"}


def _plausible(w: Words, i: int) -> bool:
    """A single word that may be a surname: no abbreviation, no adjective, and of a person by the tagger's features."""
    if w.opens(i) and common_word(w.texts[i]) or w.texts[i][-1].isdigit():
        return False
    return not w.acronym(i) and len(w.texts[i]) > 2 and feature(w.tokens[i], "Animacy") == "Anim"


def _after_office(w: Words) -> Iterator[Span]:
    """Two or three capitalised unknown words right after an office and its body."""
    for start, end in _offices(w):
        at = end
        if at in w.known and w.known[at].form == "name" and w.known[at].known.cls != "Person":
            at = w.known[at].end
        stop = at
        while (
            stop < len(w)
            and stop not in w.known
            and w.capital(stop)
            and stop - at < 3
            and w.texts[stop].replace("-", "").isalpha()
            and not w.acronym(stop)
        ):
            stop += 1
        if stop - at >= 2 and all(w.tokens[i].pos_ in {"PROPN", "X"} for i in range(at, stop)) and start < at:
            yield w.span(at, stop)


@cache
def offices() -> frozenset[str]:
    """Head words of job titles."""
    return frozenset(plain(o) for o in words().offices)


def posts(w: Words) -> Iterator[Mention]:
    """Every job title of a passage, without body or country, in the nominative."""
    for start, end in _offices(w):
        yield w.reading.mention(w.span(start, end), "Office", " ".join(nominative(w.tokens[start:end]).split()))


def _offices(w: Words) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(w):
        if w.lemmas[at] in offices() and w.tokens[at].pos_ in {"NOUN", "PROPN"} and not w.acronym(at):
            start = at
            while start > 0 and _titular(w, start - 1):
                start -= 1
            end = _office_end(w, at)
            yield start, end
            at = end
        else:
            at += 1


def _titular(w: Words, i: int) -> bool:
    if w.texts[i] == "и" and i > 0:
        return w.lemmas[i - 1] in listed("office_adjectives") and w.modifier(i - 1)
    return w.lemmas[i] in listed("office_adjectives") and w.modifier(i)


def _office_end(w: Words, at: int) -> int:
    """Past the field of an office (иностранных дел), a second office after a dash, a department after глава."""
    end = at + 1
    if w.lemmas[at] in listed("fielded_offices"):
        end = _field(w, at)
    if end + 1 < len(w) and w.texts[end] in DASHES and w.lemmas[end + 1] in offices():
        return _office_end(w, end + 1)
    return end


def _field(w: Words, at: int) -> int:
    end = at + 1
    while end < len(w):
        text = w.texts[end]
        if w.lemmas[end] in offices() and w.case(end) == "gent":
            return _office_end(w, end)
        if w.lemmas[end] in listed("office_tails") and end == at + 1:
            return end + 1
        if (
            text.islower()
            and (w.modifier(end) and w.can_be(end, GENITIVE) or w.tokens[end].pos_ == "NOUN" and w.case(end) == "gent")
            or text in {"и", ","}
            and end > at + 1
            and end + 1 < len(w)
            and w.texts[end + 1].islower()
            and w.tokens[end + 1].pos_ in {"NOUN", "ADJ"}
            and w.can_be(end + 1, GENITIVE)
            and w.tokens[end + 1].dep_ in {"conj", "amod"}
        ):
            end += 1
        else:
            break
    return end
