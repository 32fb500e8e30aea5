"""English thematic years: the International Year of Glass, and the year that it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention, Period, Span
from pipeline.recognise.en.make import written
from pipeline.recognise.en.phrases import leftward
from pipeline.recognise.en.runs import phrase
from pipeline.recognise.en.words import Words, listed

YEAR_OF = re.compile(r"\bYears? (?:of|for) (?:the )?(?=[A-Z])")


def thematic_years(w: Words) -> Iterator[Mention]:
    """The International Year of Glass; its year stands near by."""
    for match in YEAR_OF.finditer(w.text):
        head = w.index(match.start())
        start = leftward(w, head, "Initiative")
        while start < head and (w.lower(start) in listed("determiners") or w.lower(start) in {"years", "year"}):
            start += 1
        end = _end_of_year(w, w.index(match.end()))
        span = w.span(start, end)
        year = _near_year(w, span)
        yield w.reading.mention(
            span, "Event", written(w, start, end), kind="ThematicYear", period=Period(year, year) if year else None
        )


def _end_of_year(w: Words, begin: int) -> int:
    end = phrase(w, begin)
    while end < len(w):
        word, after = w.lower(end), end + 1
        if w.lower(after) in {"the", "its"}:
            after += 1
        if word == "between" and w.cls(after) in {"State", "Organization"} and w.lower(after + 1) == "and":
            return phrase(w, after + 3 if w.lower(after + 2) == "the" else after + 2)
        if (
            word in {"and", "of", "for", "in", "through", "to", "on", ","}
            and w.names(after)
            and not w.dated(after)
            and w.cls(after) != "Person"
        ):
            if (
                word == ","
                and not re.match(r"[^.;]{0,40}\band [A-Z]", w.text[w.units[end].start :])
                or word == "in"
                and w.cls(after) in {"State", "Place"}
                or word == "and"
                and w.cls(after)
            ):
                break
            end = phrase(w, after)
        else:
            break
    return end


def _near_year(w: Words, span: Span) -> str:
    """The year that the name was given to: "2025 is our …", "2020, …", "declared 2026 the …"."""
    before = re.search(r"((?:19|20)\d\d)[^.;\d]{0,45}$", w.text[: span.start])
    after = re.match(r"[”\"]?\s*(?:\(|in |for |– )((?:19|20)\d\d)", w.text[span.end :])
    return before.group(1) if before else after.group(1) if after else ""
