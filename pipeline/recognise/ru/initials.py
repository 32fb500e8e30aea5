"""Russian names of persons with initials: А. С. Пушкин, Пушкин А. С., Р. Тейшейра душ Сантуш."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Span
from pipeline.recognise.ru.words import Words, common_word, listed, listed_as_written, plain

UPPER, WORD = "А-ЯЁA-Z", "[А-ЯЁA-Z][а-яёa-z'’]+"
FULL = rf"(?:[а-яё]{{1,4}}[-’'])?{WORD}(?:-(?:{WORD}|[а-яё]{{2,}}))*"
INITIAL = rf"[{UPPER}][а-яё]?\."


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Initials after the surname, and before it."""
    particles = rf"(?:(?:{'|'.join(sorted(listed_as_written('name_particles')))})\s)"
    surname = rf"{particles}{{0,2}}{FULL}(?:\s{particles}{{1,2}}{FULL})?"
    return (
        re.compile(rf"(?<![\w.-]){FULL}\s(?:{INITIAL}\s?){{2,3}}(?!\w)"),
        re.compile(
            rf"(?<![\w.])(?:{INITIAL}(?:\s?-\s?{INITIAL})?\s?){{1,3}}{surname}(?:\s{FULL}(?=\W))?",
        ),
    )


def initialled(w: Words) -> Iterator[Span]:
    """Every name with initials, from its first to its last letter or point."""
    last, first = _patterns()
    starts = {t.idx: i for i, t in enumerate(w.tokens)}
    ends = {t.idx + len(t): i for i, t in enumerate(w.tokens)}
    for pattern in (last, first):
        for match in pattern.finditer(w.reading.plain):
            start, stop = match.start(), match.start() + len(match.group().rstrip())
            if start in starts and stop in ends and not _other(w, pattern is last, starts[start], ends[stop]):
                yield w.span(starts[start], _without_next(w, starts[start], ends[stop]) + 1)


def _other(w: Words, family_first: bool, start: int, end: int) -> bool:
    """Whether the initials belong to the name that follows, or are the number of a section: "А. Предыстория"."""
    if family_first:
        after = end + 1 < len(w) and w.capital(end + 1) and not common_word(w.texts[end + 1])
        return common_word(w.texts[start]) or after
    numeral = w.texts[start] in {"I", "V", "X"} and w.reading.plain[w.tokens[start].idx + 2 :][:1] == " "
    section = end == start + 2 and w.opens(start) and common_word(w.texts[end])
    return numeral or section


def _without_next(w: Words, start: int, end: int) -> int:
    """The last word of a name; a second capital after the surname may begin something else."""
    before = w.texts[end - 1]
    if end - start < 2 or "." in {before, w.texts[end]} or before in listed_as_written("name_particles"):
        return end
    foreign = end in w.known or plain(w.texts[end]) in listed("determiners")
    return end - 1 if foreign or w.tokens[end].pos_ not in {"PROPN", "NOUN", "X"} else end
