"""English names of persons, and the offices before or after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.words_en import Words, head_classes, listed, words

NAME = re.compile(r"[^\W\d_][\w’'‘ʻ`.-]*$")
INITIAL = re.compile(r"[A-Z]\.$")
SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "vi", "vii", "viii", "xiv", "xvi"}
LONGEST = 7  # units of a person's name
AFTER_OFFICE = {"of", "from"}
LED_BY = re.compile(
    r"\b(?:(?:presidency|chairmanship|chairpersonship|leadership|gavel|guidance|patronage) of|(?:chaired|led|headed|opened|moderated|founded|conceived|delivered|presided over|signed into law) by) (?=[A-Z])"
)
VERBS = {
    "said",
    "told",
    "says",
    "met",
    "added",
    "noted",
    "stressed",
    "chaired",
    "presided",
    "addressed",
    "signed",
    "attended",
    "arrived",
}


def people(w: Words) -> Iterator[Mention]:
    """Every person named in a passage: after an office or title, before one, by initials, by the tagger."""
    found: list[Span] = []
    offices = list(office_spans(w))
    for start, end in (*_titled(w), *_beside_offices(w, offices), *_led_by(w), *_tagged(w)):
        span = w.span(start, end)
        if (
            any(span.overlaps(other) for other in found)
            or w.cls(end) == "Person"
            and w.tight(end)
            or _common(w, end - 1)
        ):
            continue
        found.append(span)
        name = " ".join(w.reading.surface(span).split())
        yield w.reading.mention(span, "Person", name, form="name")


@cache
def _honorifics() -> frozenset[str]:
    return frozenset({*listed("honorifics"), *(f"{h}." for h in listed("honorifics"))})


def _common(w: Words, i: int) -> bool:
    """Whether a word is a head of other names in the plural, or all in capitals: no surname."""
    return (
        w.lower(i).rstrip("s") in head_classes()
        or w.units[i].text.isupper()
        and len(w.units[i].text) > 3
        and not w.heading
        or w.heading
        and w.lower(i) == "copy"
    )


def _part(w: Words, i: int) -> bool:
    """Whether a unit may be part of a person's name."""
    if not 0 <= i < len(w) or w.cls(i) in {"Agreement", "Initiative", "joined"} or w.dated(i):
        return False
    unit = w.units[i]
    if (
        not unit.text[:1].isupper()
        or not NAME.match(unit.text)
        or unit.lower in listed("determiners") - {"may", "will", "mr"}
        and not INITIAL.match(unit.text)
    ):
        return False
    if unit.cls in {"State", "Organization"} or unit.cls == "Place" and not w.capital(i + 1):
        return False
    if unit.text.isupper() and len(unit.text) > 1 and not w.heading and unit.lower not in SUFFIXES:
        return bool(INITIAL.match(unit.text))
    return unit.lower not in head_classes() and unit.lower not in _office_words()


@cache
def _office_words() -> frozenset[str]:
    return (
        frozenset(o.split()[0] for o in words().offices)
        | frozenset(o.split()[-1] for o in words().offices)
        | {"member", "states", "ministers", "leaders", "heads", "foreign"}
    )


def _grow(w: Words, at: int) -> int:
    """The end of a person's name that begins at a unit: capitals, particles, initials, a suffix."""
    end = at
    while end < len(w) and end - at < LONGEST:
        if end > at and not w.tight(end):
            break
        if _part(w, end) or end > at and w.units[end].text.lower() in SUFFIXES:
            end += 1
        elif end > at and w.units[end].text in listed("particles") and _part(w, end + 1):
            end += 2
        elif (
            end > at
            and w.units[end].text in listed("particles")
            and w.units[min(end + 1, len(w) - 1)].text in listed("particles")
            and _part(w, end + 2)
        ):
            end += 3
        elif end == at and w.units[end].text in {"von", "van", "de", "al"} and _part(w, end + 1):
            end += 2
        else:
            break
    return end


def _titled(w: Words) -> Iterator[tuple[int, int]]:
    """Mr. Costa, Dr Kao Kim Hourn, Queen Elizabeth II, Marshal Tito, Lord Ismay."""
    for i in range(len(w) - 1):
        if w.lower(i) not in _honorifics() or not w.units[i].text[0].isupper() or not w.tight(i + 1):
            continue
        begin = i + 1
        while w.lower(begin) in _honorifics() | {".", "’", "'"} and begin - i < 4:
            begin += 1
        if w.cls(begin) == "Person":
            continue
        end = _grow(w, begin)
        if (
            end == begin
            or w.lower(i) in {"general", "chief", "major", "sultan", "prince", "justice"}
            and not _person_like(w, begin, end)
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


def _led_by(w: Words) -> Iterator[tuple[int, int]]:
    """Under the presidency of X Y, chaired by X Y."""
    for match in LED_BY.finditer(w.text):
        start = w.index(match.end())
        if start < len(w) and w.units[start].start == match.end():
            end = _grow(w, start)
            if end - start >= 2 and not _is_place(w, start, end):
                yield start, end


def _person_like(w: Words, begin: int, end: int) -> bool:
    span = w.span(begin, end)
    return any(
        e.label_ == "PER" and e.start_char < span.end and span.start < e.end_char for e in w.reading.doc.spans["tagged"]
    )


def _beside_offices(w: Words, offices: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """President | Thabo Mbeki; Foreign Minister, Robert Dussey; Elina Valtonen, Foreign Minister of …; Director: A B."""
    for start, end in offices:
        at = end
        if w.lower(at) in AFTER_OFFICE:
            at = _past_body(w, at)
        if w.lower(at) in {",", ":", "–", "—", "("}:
            at += 1
        if w.lower(at) in {"his", "her"}:
            at += 1
        while w.lower(at) in _honorifics() and w.units[at].text[0].isupper():
            at += 1
        stop = _grow(w, at)
        if (
            stop - at >= 2
            or stop - at == 1
            and at == end
            and w.tight(at)
            and not w.cls(at)
            and (w.units[start].text[0].isupper())
            and _person_like(w, at, stop)
        ):
            if not _is_place(w, at, stop):
                yield at, stop
        yield from _before_office(w, start)


def _is_place(w: Words, start: int, end: int) -> bool:
    span = w.span(start, end)
    return (
        any(
            e.label_ == "LOC" and e.start_char <= span.start and span.end <= e.end_char
            for e in w.reading.doc.spans["tagged"]
        )
        and w.lower(end) not in VERBS
    )


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
    """X Y, [the] [Kazakh] President of …"""
    at = start
    while at > 0 and (
        w.lower(at - 1) in {"the", "its", "a", "then", "new", "current", "acting", "present", "as", "and"}
        or w.capital(at - 1)
        and not w.cls(at - 1)
        and w.units[at - 1].text not in {",", ")"}
        and _adjective(w, at - 1)
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
        and (_part(w, begin - 1) or w.units[begin - 1].text in listed("particles") and _part(w, begin - 2))
        and end - begin < LONGEST
    ):
        begin -= 1
    while begin < end and w.lower(begin) in _honorifics():
        begin += 1
    if end - begin >= 2 and not _is_place(w, begin, end):
        yield begin, end


def _adjective(w: Words, i: int) -> bool:
    return w.pos(i) in {"ADJ"} or any(
        s.start <= w.units[i].start < s.end and form == "demonym" for s, _, form in w.reading.known
    )


def _tagged(w: Words) -> Iterator[tuple[int, int]]:
    """Persons by the tagger, cut to units that can be a name."""
    for entity in w.reading.doc.spans["tagged"]:
        if entity.label_ != "PER":
            continue
        start, stop = w.index(entity.start_char), w.index(entity.end_char)
        while start < stop and (not _part(w, start) or w.lower(start) in _honorifics()):
            start += 1
        end = min(_grow(w, start), max(stop, start)) if start < stop else start
        grown = _grow(w, start) if start < stop else start
        if grown > end and all(_part(w, k) for k in range(end, grown)):
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
        if end - start >= 2 or end - start == 1 and _surname(w, start):
            if start < len(w) and not any(w.cls(k) == "Person" for k in range(start, end)):
                yield start, end


def _introduces(w: Words, i: int) -> bool:
    """Whether a capital right before a person's name does not belong to it: a title, an office, a country's adjective."""
    return (
        w.lower(i) in _honorifics() | _office_words() | listed("determiners")
        or _adjective(w, i)
        or bool(w.cls(i))
        or w.opens(i)
        or w.units[i].text.isupper()
    )


def _surname(w: Words, i: int) -> bool:
    """A single word that may be a surname: no acronym, not only large because it opens a sentence or stands in a title."""
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


def posts(w: Words, persons: Sequence[Span]) -> Iterator[Mention]:
    """Every job title of a passage, without body or country."""
    for start, end in office_spans(w):
        span = w.span(start, end)
        if not any(span.overlaps(p) for p in persons):
            yield w.reading.mention(span, "Office", " ".join(w.reading.surface(span).split()))


@cache
def _offices() -> re.Pattern[str]:
    body = "|".join(re.escape(o).replace("'", "[’']") for o in sorted(words().offices, key=lambda o: (-len(o), o)))
    prefix = "|".join(re.escape(o) for o in sorted(listed("office_prefixes"), key=lambda o: (-len(o), o)))
    field = r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w-]+(?:(?:,\s+[A-Z][\w-]+){1,3},?\s+and\s+[A-Z][\w-]+|\s+and\s+[A-Z][\w-]+|\s+[A-Z][\w-]+)*)?"
    fielded = "|".join(re.escape(o) for o in sorted(listed("fielded_offices"), key=lambda o: (-len(o), o)))
    return re.compile(
        rf"(?<![\w-])(?:(?:(?i:{prefix})[\s-]+)*(?i:(?:{fielded}))(?P<field>{field})|(?:(?i:{prefix})[\s-]+)*(?i:{body}))(?![\w-])"
    )


def office_spans(w: Words) -> Iterator[tuple[int, int]]:
    """Units of each job title; "minister" only where a capital, a person or a country's name tells an office."""
    for match in _offices().finditer(w.text):
        end_char = match.end()
        field = match.group("field")
        if field:
            end_char = _field_end(w, match.start("field"), match.end("field"))
        start, end = w.index(match.start()), w.index(end_char)
        if start >= end or start >= len(w) or w.units[start].start != match.start():
            continue
        if w.lower(end) in {"of"} and w.lower(end - 1) in {"deputy", "head"} and not w.capital(start):
            continue
        if w.units[start].text[0].isupper() or _held(w, start, end):
            yield start, end


def _field_end(w: Words, start: int, end: int) -> int:
    """A field is no country, body or person: Minister of | Malaysia is none, Minister of Foreign Affairs is."""
    for known, entry, form in w.reading.known:
        if form == "name" and start < known.start < end and entry.cls in {"State", "Organization", "Place", "Person"}:
            end = known.start
    text = w.text[start:end]
    cut = re.sub(r"(?:\s+(?:of|for|and|the|The)|,)+\s*$", "", text)
    return start + len(cut)


def _held(w: Words, start: int, end: int) -> bool:
    """Whether a title in small letters is somebody's here: a name or "of X" stands beside it."""
    after = end + 1 if w.lower(end) in {",", ":"} else end
    before = start - 1
    return (
        w.cls(after) == "Person"
        or w.capital(after)
        and w.word(after)
        or w.lower(end) == "of"
        and w.capital(end + 1)
        or w.lower(end) == "of"
        and w.lower(end + 1) == "the"
        and w.capital(end + 2)
        or before >= 0
        and (w.cls(before) in {"State", "Organization"} or w.units[before].text in {"’s", "'s"} or w.capital(before))
    )
