"""Runs of capitals in English: the pieces that names are made of."""

from __future__ import annotations

import re

from pipeline.recognise.en.evidence import given, label
from pipeline.recognise.en.offices import office_words
from pipeline.recognise.en.ordinals import ordinal
from pipeline.recognise.en.words import Words, listed

YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d))?$")
RELIEF = {"valley", "delta", "lowlands", "highlands", "plateau", "estuary", "basin"}  # the Tana delta
NAMED = {"State", "Place", "Organization", "Agreement", "Initiative", "Person"}


def apostrophe(w: Words, i: int) -> bool:
    """Whether a unit is a possessive ending: 's, or the bare mark after a plural."""
    if not 0 < i < len(w):
        return False
    text = w.units[i].text
    if len(text) > 1:
        return text[0] in "’'‘" and text[1:].lower() == "s"
    return text in "’'" and w.units[i - 1].end == w.units[i].start and w.lower(i - 1).endswith("s")


def _holder(w: Words, at: int) -> bool:
    """University of Guam | President Robert Underwood: an office and who holds it."""
    after = at + 1
    while after < len(w) and w.lower(after) in listed("honorifics"):
        after += 1
    if (
        w.lower(at) not in office_words() - {"foreign", "states", "state", "first"}
        or after >= len(w)
        or not w.tight(after)
    ):
        return False
    return w.cls(after) == "Person" or given(w, after) and label(w, after, after + 1, "PER")


def phrase(w: Words, begin: int) -> int:
    """The end of the run of capitals that begins at a unit: possessives, years and lists inside."""
    at = begin
    while at < len(w):
        if at > begin and (not w.tight(at) or _holder(w, at)) or w.lower(at) in {"no.", "nos."}:
            break
        if (
            w.names(at)
            or w.heading
            and w.capital(at)
            or at == begin
            and (w.number(at) or ordinal(w.units[at].text) is not None)
            or (
                w.number(at)
                and YEARS.match(w.units[at].text)
                and not w.dated(at - 1)
                and (w.capital(at + 1) or w.lower(at + 1) in {":", "and", ",", "."} or at + 1 == len(w))
                and w.lower(at - 1) != "of"
            )
        ):
            at += 1
        elif w.hyphen(at) and (w.names(at + 1) or w.word(at + 1) and w.names(at + 2) and w.tight(at + 2)):
            at += 2
        elif (
            at > begin
            and w.lower(at) in RELIEF
            and w.names(at - 1)
            and not w.capital(at + 1)
            or apostrophe(w, at)
            and w.capital(at + 1)
            and (w.tight(at + 1))
            or w.lower(at) == "level"
            and w.names(at + 1)
            or w.lower(at) in {"meeting", "session", "summit"}
            and ordinal(w.units[at - 1].text) is not None
        ):
            at += 1
        else:
            break
    return at
