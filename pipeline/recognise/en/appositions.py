"""English names that a common noun beside them explains: the NGO Rivers First; Northern Lantern, a drill; Shire valley.

firm | Bonifica     a noun before the name      Bluefin, | a yearly rescue | drill    after it
Radio | Tamazgha    a noun that begins it        Sidi Belmahdi | training area    that ends it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention
from pipeline.recognise.en.evidence import INITIAL, forename, strange
from pipeline.recognise.en.make import written, years
from pipeline.recognise.en.offices import office_words
from pipeline.recognise.en.words import Words, head_classes, listed

CLASSES = ("Organization", "Place", "Initiative", "Event")
REACH = 6  # words between a name and the noun that explains it
LONGEST = 5  # units of such a name
AGAIN = re.compile(r"\b(?:every|each|annual(?:ly)?|yearly|biennial|regular(?:ly)?|series|since|again|always|in turn)\b")
LEGAL = re.compile(
    r"(?:Oyj?|AG|GmbH|Ltd|Limited|Inc|LLC|LLP|Plc|PLC|plc|S\.?A|SAS|SARL|S\.?p\.?A|A/S|ASA|AS|AB|N\.?V|B\.?V|Pte|Pty|Bhd|"
    r"Berhad|PJSC|JSC|OJSC|Corp|Co|Lda|Ltda|S\.?R\.?L|Tbk|KK)$"
)


def explained(w: Words) -> Iterator[Mention]:
    """Names of a passage by the noun that stands before, after, or at either end of them."""
    if w.heading:
        return
    for start, end, cls in (*_before(w), *_after(w), *_companies(w), *_begun(w), *_ended(w)):
        name = written(w, start, end)
        yield w.reading.mention(w.span(start, end), cls, name, period=years(name, cls))


@cache
def _nouns(way: str) -> dict[str, str]:
    """Noun → the class of what it explains."""
    return {noun: cls for cls in CLASSES for noun in listed(f"{way}_{cls.lower()}")}


def _plain(w: Words, i: int) -> bool:
    """Whether a unit may be part of a name that only a noun beside it explains."""
    return (
        0 <= i < len(w)
        and w.names(i)
        and w.cls(i) in {"", "Place"}
        and not w.dated(i)
        and w.lower(i) not in office_words()
        and not w.number(i)
        and not INITIAL.match(w.units[i].text)
    )


def _run(w: Words, at: int) -> int:
    """The end of the capitals that begin at a unit, with particles between."""
    end = at
    while end < len(w) and end - at < LONGEST and (end == at or w.tight(end)):
        if _plain(w, end):
            end += 1
        elif end > at and _plain(w, _past_particles(w, end)) and w.tight(end + 1):
            end = _past_particles(w, end) + 1
        else:
            break
    return end


def _past_particles(w: Words, at: int) -> int:
    """Past "de", "de los", "da"."""
    end = at
    while end < min(len(w), at + 2) and w.units[end].text in listed("name_particles"):
        end += 1
    return end


def _backward(w: Words, end: int) -> int:
    """The first of the capitals that end before a unit."""
    start = end
    while start > 0 and end - start < LONGEST and (start == end or w.tight(start)):
        if _plain(w, start - 1):
            start -= 1
        elif end > start > 1 and w.units[start - 1].text in listed("name_particles") | {"&"} and _plain(w, start - 2):
            start -= 2
        else:
            break
    return start


def _before(w: Words) -> Iterator[tuple[int, int, str]]:
    """The Italian firm | Bonifica; a scheme named | Bodhi."""
    for i in range(len(w) - 1):
        cls = _nouns("before").get(w.lower(i), "")
        if not cls or w.capital(i):
            continue
        at = i + 1
        while w.lower(at) in listed("called") and at < i + 4:
            at += 1
        if at >= len(w) or at == i + 1 and not w.tight(at):
            continue
        end = _run(w, at)
        if end > at and w.lower(end - 1) not in head_classes() and not forename(w, at):
            yield at, end, cls


def _after(w: Words) -> Iterator[tuple[int, int, str]]:
    """Northern Lantern, | a search-and-rescue | drill."""
    for i in range(1, len(w) - 2):
        if w.lower(i) not in {",", "is", "was"} or w.lower(i + 1) not in {"a", "an", "the", "its", "their"}:
            continue
        cls = _noun_after(w, i + 2)
        start = _backward(w, i)
        if not cls or start == i or start and w.tight(start) and (w.capital(start - 1) or w.lower(start - 1) == "of"):
            continue
        if w.lower(i - 1) in head_classes() or forename(w, start) or cls == "Place" and not strange(w, start):
            continue
        yield start, i, _edition(w, start, i, cls)


def _noun_after(w: Words, at: int) -> str:
    """The class by the noun that ends the small words from a unit on."""
    for k in range(at, min(len(w), at + REACH)):
        cls = _nouns("after").get(w.lower(k), "")
        if cls and not w.capital(k) and not (k + 1 < len(w) and w.tight(k + 1) and _nounish(w, k + 1)):
            return cls
        if not (w.word(k) or w.number(k) or w.hyphen(k)) or w.lower(k) in listed("connectors"):
            return ""
    return ""


def _nounish(w: Words, i: int) -> bool:
    return w.units[i].text.islower() and w.pos(i) == "NOUN"


def _edition(w: Words, start: int, end: int, cls: str) -> str:
    """A drill without a year that is held again and again is a series."""
    numbered = re.search(r"\d", w.surface(start, end))
    return "Initiative" if cls == "Event" and not numbered and AGAIN.search(w.text) else cls


def _companies(w: Words) -> Iterator[tuple[int, int, str]]:
    """Aalto Consulting | Oy: a company by its legal form."""
    for i in range(1, len(w)):
        if LEGAL.match(w.units[i].text) and w.tight(i) and not (w.names(i + 1) and w.tight(i + 1)):
            start = _backward(w, i)
            dotted = "." in w.units[i].text and w.text[w.units[i].end : w.units[i].end + 1] == "."
            if start < i and not (w.opens(start) and i - start == 1):
                yield start, i + 1 + dotted, "Organization"


def _begun(w: Words) -> Iterator[tuple[int, int, str]]:
    """Radio | Tamazgha, Lake | Abbe, Project | Blue Sidr, Exercise | Copper Falcon 28."""
    for i in range(len(w) - 1):
        cls = _nouns("first").get(w.lower(i), "")
        inside = i and w.tight(i) and (_plain(w, i - 1) or w.units[i - 1].text in listed("name_particles"))
        if not cls or not w.capital(i) or w.cls(i) or not w.tight(i + 1) or inside:
            continue
        begin = _past_particles(w, i + 1)
        end = _run(w, begin)
        if cls == "Place" and w.cls(begin) == "Person":  # Port Blair
            end = begin + 1
        if end == begin or w.lower(end - 1) in head_classes() or not w.capital(begin) or not w.tight(begin):
            continue
        if cls in {"Event", "Initiative"} and w.number(end) and w.tight(end) and not w.lower(end + 1).startswith("%"):
            end += 1
        yield i, end, cls


def _ended(w: Words) -> Iterator[tuple[int, int, str]]:
    """Shire | valley, Sidi Belmahdi | training area: a small noun that says what kind of place it is."""
    for i in range(1, len(w)):
        if w.lower(i) not in listed("place_ends") or w.capital(i) or not w.tight(i):
            continue
        first = i - 1 if w.lower(i - 1) in listed("place_fields") else i
        start = _backward(w, first)
        if (
            start < first
            and (w.lower(start - 1) == "the" or strange(w, start))
            and w.lower(first - 1) not in head_classes()
        ):
            yield start, i + 1, "Place"
