"""English disasters and attacks that a description names: what happened, and to whom, where or when."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.en.described import small_noun
from pipeline.recognise.en.make import Found, make
from pipeline.recognise.en.runs import YEARS, phrase
from pipeline.recognise.en.words import Words, listed

STRUCK = {"struck", "hit", "swept", "killed", "destroyed", "devastated", "ravaged", "flooded", "claimed"}
STORMS = {"cyclone", "typhoon", "hurricane", "storm"}


def calamities(w: Words) -> Iterator[Mention]:
    """Terrorist attack in Jammu, attack on guards at Port Elm, bombing of Flight 12, Port Elm massacre."""
    for i in range(len(w)):
        if w.lower(i) in STORMS and w.capital(i) and w.names(i + 1) and w.tight(i + 1) and not w.cls(i + 1):
            yield make(w, Found(i, i, i + 2, "Event"))
        if w.lower(i) not in listed("calamities") or w.capital(i) and not w.opens(i) and not w.cls(i - 1):
            continue
        start = i
        while (
            start > 0
            and w.tight(start)
            and i - start < 2
            and not w.capital(start - 1)
            and (w.lower(start - 1) in listed("event_adjectives") or small_noun(w, start - 1))
        ):
            start -= 1
        end = _calamity_end(w, i)
        dated_by = (
            w.lower(i + 1) == "of"
            and w.dated(i + 2)
            and (w.lower(start - 1) == "the" or w.names(start - 1))
            or _which(w, start, i)
        )
        if end == i + 1 or dated_by:
            while (
                start > 0
                and w.tight(start)
                and w.names(start - 1)
                and w.cls(start - 1) != "Person"
                and not w.dated(start - 1)
            ):
                start -= 1
            yeared = start > 0 and w.number(start - 1) and bool(YEARS.match(w.units[start - 1].text)) and w.tight(start)
            capitals = any(w.capital(k) for k in range(start, i))
            if not yeared and not dated_by and not capitals:
                continue
            start -= yeared
        if (
            w.units[i].text.endswith("s")
            and w.lower(i) in {"attacks", "bombings", "floods"}
            and not any(w.dated(k) for k in range(max(0, start - 4), min(len(w), end + 5)))
        ):
            continue
        yield make(w, Found(start, i, end, "Event"))


def _which(w: Words, start: int, i: int) -> bool:
    """The floods that swept the valley in January 2030."""
    clause = range(i + 2, min(len(w), i + 12))
    return (
        w.lower(start - 1) == "the"
        and w.lower(i + 1) in {"that", "which"}
        and (w.lower(i + 2) in STRUCK or any(w.dated(k) for k in clause))
    )


def _calamity_end(w: Words, i: int) -> int:
    """Past "on guards at Port Elm": small nouns between prepositions, then a capital."""
    at, seen = i + 1, 0
    while at < len(w) and w.lower(at) in listed("calamity_prepositions") and seen < 3:
        begin = at + 1
        while w.lower(begin) in listed("articles"):
            begin += 1
        if begin >= len(w) or w.dated(begin):
            break
        if w.names(begin):
            end = phrase(w, begin)
            while end < min(len(w), begin + 6) and w.tight(end) and small_noun(w, end) and w.pos(end) == "NOUN":
                end += 1  # the bombing of the Bahari bridge
            return end + 1 if w.number(end) and not YEARS.match(w.units[end].text) else end
        nouns = begin
        while nouns < len(w) and w.units[nouns].text.islower() and w.pos(nouns) in {"NOUN", "ADJ"}:
            nouns += 1
        if nouns == begin:
            break
        at, seen = nouns, seen + 1
    return i + 1
