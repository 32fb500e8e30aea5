"""English offices of several: Presidents Sandu, Aliyev and Tokayev; two Directors: A of Italy and B of Peru."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention
from pipeline.recognise.en.person_words import common, grow, honorific
from pipeline.recognise.en.words import Words, words

SEVERAL = "Several"  # what an office in the plural is, so that phrases tell it from one person's
FIELD = 8  # units of "of Italy", "(Peru)" between two names


@cache
def _plurals() -> re.Pattern[str]:
    offices = frozenset(words().offices) - {"speaker"}  # at a conference those who take the floor are called so
    body = "|".join(re.escape(o) for o in sorted(offices, key=lambda o: (-len(o), o)))
    return re.compile(rf"(?<![\w-])(?P<office>(?i:{body}))s(?= |:)")


def several(w: Words) -> Iterator[tuple[Mention, tuple[tuple[int, int], ...]]]:
    """Each such office, named in the singular, and the units of its holders."""
    for match in _plurals().finditer(w.text):
        start, at = w.index(match.start()), w.index(match.end())
        if start >= len(w) or not w.units[start].text[0].isupper() or w.units[start].start != match.start():
            continue
        holders = tuple(_holders(w, at + 1 if w.lower(at) == ":" else at))
        if len(holders) > 1:
            office = w.reading.mention(w.span(start, at), "Office", match.group("office"), kind=SEVERAL)
            yield office, holders


def _holders(w: Words, at: int) -> Iterator[tuple[int, int]]:
    """The names of a list, each with or without the country it is of."""
    while at < len(w):
        while honorific(w, at):
            at += 1
        end = grow(w, at)
        if end == at or common(w, end - 1) or end - at == 1 and w.cls(at) not in {"", "Person"}:
            return
        yield at, end
        at = _past_field(w, end)
        if w.lower(at) not in {",", "and"}:
            return
        at += 2 if w.lower(at) == "," and w.lower(at + 1) == "and" else 1


def _past_field(w: Words, at: int) -> int:
    """Past "of Italy", "(Peru)"."""
    if w.lower(at) not in {"of", "("}:
        return at
    stops = {",", "and", ")"}
    end = next((k for k in range(at + 1, min(len(w), at + FIELD)) if w.lower(k) in stops), at)
    return end + 1 if w.lower(end) == ")" else end
