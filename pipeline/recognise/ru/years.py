"""Russian events that no gathering's head word names: thematic years, and sessions told by a number (КС-29)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention, Period, Span
from pipeline.recognise.ru.make import make, named_from, opening, quoted_after
from pipeline.recognise.ru.modifiers import leftward
from pipeline.recognise.ru.phrases import tail
from pipeline.recognise.ru.words import Words, words

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NEAR = 120  # letters within which a year belongs to a thematic year


def thematic_year(w: Words, head: int) -> Mention | None:
    """Год волонтёрского движения, Международный год диалога, «Год культуры»."""
    left = leftward(w, head)
    start = named_from(w, left, head)
    if start is None and w.capital(opening(w, left, head)):
        start = opening(w, left, head)
    if start is None or head in w.dated and not w.capital(head):
        return None
    end = quoted_after(w, head + 1) or _end(w, head)
    if end == head + 1 and start == head:
        return None
    return make(w, start, end, "Event", kind="ThematicYear", period=_which(w, start, end))


def _end(w: Words, head: int) -> int:
    """Past "Год русского языка" and "как языка общения"."""
    end = tail(w, head, frozenset({"с", "в"}), deep=False)
    compared = head + 1 < end < len(w) - 1 and w.texts[end].lower() == "как"
    return tail(w, end + 1, frozenset(), deep=False) if compared else end


def _which(w: Words, start: int, end: int) -> Period | None:
    """The year nearest to a thematic year's name in its passage."""
    span = w.span(start, end)
    found = [
        (min(abs(m.start() - span.end), abs(span.start - m.end())), m.group()) for m in YEAR.finditer(w.reading.plain)
    ]
    distance, year = min(found, default=(NEAR, ""))
    return Period(year, year) if distance < NEAR else None


def numbered(w: Words) -> Iterator[Mention]:
    """КС-29, COP28: a session told by its number; the convention may follow."""
    names = "|".join(re.escape(n) for n in words().words["numbered"])
    ends = {t.idx + len(t): i for i, t in enumerate(w.tokens)}
    starts = {t.idx for t in w.tokens}
    for match in re.finditer(rf"(?<!\w)(?:{names})[-‑ ]?(\d{{1,3}})(?!\w)", w.reading.plain):
        last = ends.get(match.end())
        if match.start() in starts and last is not None:
            span = Span(match.start(), w.span(last, tail(w, last, frozenset(), deep=False)).end)
            yield w.reading.mention(span, "Event", span.of(w.reading.plain), ordinal=int(match.group(1)))
