"""Which words an English name of a person is made of."""

from __future__ import annotations

import re
from functools import cache

from pipeline.recognise.en.evidence import given, label, strange
from pipeline.recognise.en.offices import office_words
from pipeline.recognise.en.words import Words, head_classes, listed

NAME = re.compile(r"[^\W\d_][\w’'‘ʻ`.-]*$")
ARABIC = re.compile(r"(?:al|el|as|ar|ad|an|ash|at|az|ul|ud)[-‑][A-Z]")  # al-Kaabi
INITIAL = re.compile(r"[A-Z]\.$")
SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "vi", "vii", "viii", "xiv", "xvi"}
LONGEST = 7  # units of a person's name
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


@cache
def honorifics() -> frozenset[str]:
    return frozenset({*listed("honorifics"), *(f"{h}." for h in listed("honorifics"))})


def honorific(w: Words, i: int) -> bool:
    """Whether a unit is a title before a name; Sultan bin Hamdan is called so himself."""
    return w.lower(i) in honorifics() and not (i + 1 < len(w) and w.units[i + 1].text in listed("filial"))


def common(w: Words, i: int) -> bool:
    """Whether a word is a head of other names in the plural, or all in capitals: no surname."""
    return (
        w.lower(i).rstrip("s") in head_classes()
        or w.units[i].text.isupper()
        and len(w.units[i].text) > 3
        and not w.heading
        or w.heading
        and w.lower(i) == "copy"
    )


def part(w: Words, i: int) -> bool:
    """Whether a unit may be part of a person's name."""
    if not 0 <= i < len(w):
        return False
    if _homonym(w, i):
        return True
    if w.cls(i) in {"Agreement", "Initiative", "joined"} or w.dated(i):
        return False
    unit = w.units[i]
    if (
        not (unit.text[:1].isupper() or ARABIC.match(unit.text))
        or not NAME.match(unit.text)
        or unit.lower in listed("determiners") - {"may", "will", "mr"}
        and not INITIAL.match(unit.text)
    ):
        return False
    if unit.cls in {"State", "Organization"} or unit.cls == "Place" and not w.capital(i + 1):
        return unit.cls == "Place" and i > 1 and all(w.tight(k) and label(w, k - 1, k, "PER") for k in (i, i - 1))
    if unit.text.isupper() and len(unit.text) > 1 and not w.heading and unit.lower not in SUFFIXES:
        return bool(INITIAL.match(unit.text))
    if unit.lower in honorifics():
        return not honorific(w, i) or unit.lower not in office_words()
    return unit.lower not in head_classes() and unit.lower not in office_words()


def _homonym(w: Words, i: int) -> bool:
    """Chad, Jordan, April, Victoria before a surname: a given name that is a state's, a town's or a month's too."""
    if w.cls(i) == "Organization" and i and w.tight(i) and w.units[i].text.istitle() and given(w, i - 1):
        return label(w, i - 1, i + 1, "PER")  # Michael Bloomberg
    homonym = w.cls(i) in {"State", "Place"} or w.lower(i) in listed("determiners")
    if not homonym or not given(w, i) or i + 1 >= len(w) or not w.tight(i + 1):
        return False
    after = w.units[i + 1]
    if (
        after.cls not in {"", "Place"}
        or not after.text[:1].isupper()
        or after.text.isupper()
        or not NAME.match(after.text)
    ):
        return False
    return after.lower not in head_classes() and (label(w, i, i + 1, "PER") or strange(w, i + 1))


def grow(w: Words, at: int) -> int:
    """The end of a person's name that begins at a unit: capitals, particles, initials, a suffix."""
    end = at
    while end < len(w) and end - at < LONGEST:
        if end > at and not w.tight(end):
            break
        if part(w, end) or end > at and w.units[end].text.lower() in SUFFIXES:
            end += 1
        elif end > at and w.units[end].text in listed("particles") and part(w, end + 1):
            end += 2
        elif (
            end > at
            and w.units[end].text in listed("particles")
            and w.units[min(end + 1, len(w) - 1)].text in listed("particles")
            and part(w, end + 2)
        ):
            end += 3
        elif end == at and w.units[end].text in {"von", "van", "de", "al"} and part(w, end + 1):
            end += 2
        else:
            break
    return end


def person_like(w: Words, begin: int, end: int) -> bool:
    span = w.span(begin, end)
    return any(
        e.label_ == "PER" and e.start_char < span.end and span.start < e.end_char for e in w.reading.doc.spans["tagged"]
    )


def is_place(w: Words, start: int, end: int) -> bool:
    span = w.span(start, end)
    return (
        any(
            e.label_ == "LOC" and e.start_char <= span.start and span.end <= e.end_char
            for e in w.reading.doc.spans["tagged"]
        )
        and w.lower(end) not in VERBS
    )


def adjective(w: Words, i: int) -> bool:
    return w.pos(i) == "ADJ" or any(
        s.start <= w.units[i].start < s.end and form == "demonym" for s, _, form in w.reading.known
    )


def headed(w: Words, end: int) -> bool:
    """Whether a capital follows that the run belongs to: Kwame Nkrumah | University."""
    return end < len(w) and w.tight(end) and (w.names(end) or w.hyphen(end)) and not w.dated(end)
