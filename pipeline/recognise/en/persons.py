"""English names of persons, and the offices before or after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.en.evidence import ENOUGH, PERSON, weight
from pipeline.recognise.en.offices import office_spans, office_words
from pipeline.recognise.en.person_words import (
    LONGEST,
    SUFFIXES,
    VERBS,
    adjective,
    common,
    grow,
    headed,
    honorific,
    honorifics,
    is_place,
    part,
    person_like,
)
from pipeline.recognise.en.several import several
from pipeline.recognise.en.words import Words, listed

AFTER_OFFICE = {"of", "from"}


def people(w: Words) -> Iterator[Mention]:
    """Every person named in a passage: after an office or title, before one, by initials, by the tagger."""
    found: list[Span] = []
    offices = list(office_spans(w))
    beside = (*(units for _, holders in several(w) for units in holders), *_beside_offices(w, offices))
    for begin, end in (*_titled(w), *beside, *_led_by(w), *_tagged(w), *_shaped(w)):
        start = _initialled(w, begin)
        span = w.span(start, end)
        if (
            any(span.overlaps(other) for other in found)
            or w.cls(end) == "Person"
            and w.tight(end)
            or common(w, end - 1)
            and not honorific(w, start - 1)
        ):
            continue
        found.append(span)
        name = " ".join(w.reading.surface(span).split())
        yield w.reading.mention(span, "Person", name, form="name")


def _initialled(w: Words, start: int) -> int:
    """AKM | Enamul Hoque: initials written as one word belong to the name."""
    before = w.units[start - 1] if start and w.tight(start) else None
    if (
        before is None
        or before.cls
        or w.heading
        or not re.fullmatch(r"[A-Z]{1,3}", before.text)
        or before.text in {"I", "A"}
    ):
        return start
    return (
        start
        if start > 1 and w.tight(start - 1) and w.names(start - 2) and not _introduces(w, start - 2)
        else start - 1
    )


def _titled(w: Words) -> Iterator[tuple[int, int]]:
    """Mr. Costa, Dr Kao Kim Hourn, Queen Elizabeth II, Marshal Tito, Lord Ismay."""
    for i in range(len(w) - 1):
        if not honorific(w, i) or not w.units[i].text[0].isupper() or not w.tight(i + 1):
            continue
        begin = i + 1
        while w.lower(begin) in honorifics() | {".", "’", "'"} and begin - i < 4:
            begin += 1
        if w.cls(begin) == "Person":
            continue
        end = grow(w, begin)
        if (
            end == begin
            or w.lower(i) in {"general", "chief", "major", "sultan", "prince", "justice"}
            and not person_like(w, begin, end)
        ):
            continue
        keep = (
            end - begin == 1
            and w.lower(begin - 1) in listed("kept_honorifics")
            or w.units[end - 1].text.lower() in SUFFIXES
            and w.lower(begin - 1) in listed("kept_honorifics")
            or w.lower(begin - 1) in {"sheikh", "sheikha", "lord"}
        )
        yield (begin - 1 if keep else begin), end


@cache
def _led() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(listed('led')))}) (?=[A-Z])")


def _led_by(w: Words) -> Iterator[tuple[int, int]]:
    """Under the presidency of X Y, chaired by X Y."""
    for match in _led().finditer(w.text):
        start = w.index(match.end())
        if start < len(w) and w.units[start].start == match.end():
            end = grow(w, start)
            if end - start >= 2 and not is_place(w, start, end):
                yield start, end


def _beside_offices(w: Words, offices: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """President | Thabo Mbeki; Foreign Minister, Robert Dussey; Director: A B."""
    for start, end in offices:
        at = end
        if w.lower(at) in AFTER_OFFICE:
            at = _past_body(w, at)
        if w.lower(at) in {",", ":", "–", "—", "("}:
            at += 1
        if w.lower(at) in {"his", "her"}:
            at += 1
        while w.lower(at) in honorifics() and w.units[at].text[0].isupper():
            at += 1
        stop = grow(w, at)
        if (
            (
                stop - at >= 2
                or stop - at == 1
                and at == end
                and w.tight(at)
                and not w.cls(at)
                and (w.units[start].text[0].isupper())
                and person_like(w, at, stop)
            )
            and not is_place(w, at, stop)
            and (stop - at < 2 or weight(PERSON, w, at, stop) >= 0)
        ):
            yield at, stop
        yield from _before_office(w, start)


def _past_body(w: Words, at: int) -> int:
    """Past "of the Republic of X" between an office and a name."""
    begin = at + 1
    while w.lower(begin) in listed("articles"):
        begin += 1
    end = begin
    while (
        end < len(w)
        and end - begin < 8
        and (w.capital(end) or w.lower(end) in {"of", "for", "and", "the"} and w.capital(end + 1))
    ):
        end += 1
        if w.cls(end - 1) in {"State", "Organization"} and w.lower(end) != "of":
            break
    return end


def _before_office(w: Words, start: int) -> Iterator[tuple[int, int]]:
    """X Y, [the] [Kazakh] President of …."""
    at = start
    while at > 0 and (
        w.lower(at - 1) in {"the", "its", "a", "then", "new", "current", "acting", "present", "as", "and"}
        or w.capital(at - 1)
        and not w.cls(at - 1)
        and w.units[at - 1].text not in {",", ")"}
        and adjective(w, at - 1)
        or w.cls(at - 1) in {"Organization", "State"}
        or w.units[at - 1].text in {"'s", "’s", "'"}
    ):
        at -= 1
    if at == 0 or w.units[at - 1].text not in {",", "(", "–", "—"}:
        return
    end = at - 1
    begin = end
    while (
        begin > 0
        and w.tight(begin)
        and (part(w, begin - 1) or w.units[begin - 1].text in listed("particles") and part(w, begin - 2))
        and end - begin < LONGEST
    ):
        begin -= 1
    while begin < end and honorific(w, begin):
        begin += 1
    if end - begin >= 2 and not is_place(w, begin, end) and weight(PERSON, w, begin, end) >= 0:
        yield begin, end


def _tagged(w: Words) -> Iterator[tuple[int, int]]:
    """Persons by the tagger, cut to units that can be a name."""
    for entity in w.reading.doc.spans["tagged"]:
        if entity.label_ != "PER":
            continue
        start, stop = w.index(entity.start_char), w.index(entity.end_char)
        while start < stop and (not part(w, start) or honorific(w, start)):
            start += 1
        end = min(grow(w, start), max(stop, start)) if start < stop else start
        grown = grow(w, start) if start < stop else start
        if grown > end and all(part(w, k) for k in range(end, grown)):
            end = grown
        if (
            start < len(w)
            and start
            and w.tight(start)
            and w.capital(start - 1)
            and w.word(start - 1)
            and not _introduces(w, start - 1)
        ):
            continue
        named = end - start >= 2 and weight(PERSON, w, start, end) > 0 or end - start == 1 and _surname(w, start)
        if named and not any(w.cls(k) == "Person" for k in range(start, end)):
            yield start, end


def _shaped(w: Words) -> Iterator[tuple[int, int]]:
    """Runs of two to five capitals that are no other name, where what stands beside them speaks of somebody."""
    at = 0
    while at < len(w):
        end = grow(w, at)
        whole = not (at and w.tight(at) and w.names(at - 1) and not _introduces(w, at - 1)) and not headed(w, end)
        if end > at + 1 and whole and weight(PERSON, w, at, end) >= ENOUGH:
            yield at, end
        at = max(end, at + 1)


def _introduces(w: Words, i: int) -> bool:
    """Whether a capital right before a person's name does not belong to it: a title, a country's adjective."""
    return (
        w.lower(i) in honorifics() | office_words() | listed("determiners")
        or adjective(w, i)
        or bool(w.cls(i))
        or w.opens(i)
        or w.units[i].text.isupper()
    )


def _surname(w: Words, i: int) -> bool:
    """A single word that may be a surname: no acronym, not only large because it opens a sentence."""
    text = w.units[i].text
    return (
        len(text) > 2
        and text[1:].islower()
        and w.reading.passage.kind != "heading"
        and not w.opens(i)
        and not w.cls(i)
        and not w.capital(i - 1)
        and w.pos(i) == "PROPN"
        and (w.lower(i + 1) in VERBS or w.lower(i - 1) in {"mr", "mr.", "ms", "mrs", "by"})
    )
