"""English job titles: where they stand, how far their field reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.languages.words_en import ordinary
from pipeline.model import Mention, Span
from pipeline.recognise.en.words import Words, head_classes, listed, words

FIELD = 4  # words of a field that may stand before an office


@cache
def office_words() -> frozenset[str]:
    return (
        frozenset(o.split()[0] for o in words().offices)
        | frozenset(o.split()[-1] for o in words().offices)
        | {"member", "states", "ministers", "leaders", "heads", "foreign"}
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
    word = r"[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?"
    more = rf"(?:(?:,\s+{word}){{1,3}},?\s+and\s+{word}|\s+and\s+{word}|\s+{word})*"
    field = rf"(?:\s+(?:of|for)\s+(?:the\s+)?{word}{more})"
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
        if w.lower(end) == "of" and w.lower(end - 1) in {"deputy", "head"} and not w.capital(start):
            continue
        if w.units[start].text[0].isupper() or _held(w, start, end):
            yield _from_field(w, start), end


def _from_field(w: Words, start: int) -> int:
    """The first unit of an office with the field before it: as | Energy Secretary; (Chief Climate Negotiator."""
    at = start
    while at > 0 and w.tight(at) and start - at < FIELD and _field_word(w, at - 1):
        at -= 1
    introduced = w.lower(at - 1) in {"as", "the", "its", "our", "a", "(", ",", "–", "—"}
    return at if introduced and w.units[start].text[0].isupper() else start


def _field_word(w: Words, i: int) -> bool:
    """Whether a unit is a plain word written large that may tell what an office is for."""
    unit = w.units[i]
    plain = w.capital(i) and not unit.cls and not unit.text.isupper() and ordinary(unit.text)
    demonym = any(s.start == unit.start and form == "demonym" for s, _, form in w.reading.known)
    no_title = unit.lower not in listed("honorifics") | listed("determiners") | frozenset(words().offices)
    return plain and not demonym and no_title and unit.lower not in head_classes() and not w.heading


def _field_end(w: Words, start: int, end: int) -> int:
    """A field is no country, body or person: Minister of | Malaysia is none, Minister of Foreign Affairs is."""
    for known, entry, form in w.reading.known:
        if form == "name" and start < known.start < end and entry.cls in {"State", "Organization", "Place", "Person"}:
            end = known.start
    for tagged in w.reading.doc.spans["tagged"]:
        if tagged.label_ == "PER" and start < tagged.start_char < end:
            end = tagged.start_char
    if _body(w, start, end):
        return start
    text = w.text[start:end]
    cut = re.sub(r"(?:\s+(?:of|for|and|the|The)|,)+\s*$", "", text)
    return start + len(cut)


def _body(w: Words, start: int, end: int) -> bool:
    """Executive secretary of the | Volta–Comoé River Authority: what follows goes on to a body's head."""
    at = w.index(start)
    while at < len(w) and (w.units[at].start < end or w.tight(at) and w.capital(at)):
        at += 1
    last = w.lower(at - 1)
    return "Organization" in head_classes().get(last, ()) and w.units[at - 1].end > end


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
