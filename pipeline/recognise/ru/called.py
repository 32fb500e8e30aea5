"""Russian bodies whose own name follows a common noun: телеканал «Эхо», компании «А» и «Б», фирма Nord Link.

The noun is no part of the name where it only says what the body is. Newspapers and agencies also stand in
quotes by themselves where they are said to report something: как пишет «Эхо», по данным «Эха».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.ru.make import quoted_after
from pipeline.recognise.ru.modifiers import leftward
from pipeline.recognise.ru.phrases import tail
from pipeline.recognise.ru.words import DASHES, NOMINAL, Words, feature, heads, listed, listed_as_written

LONGEST = 8  # words of a quoted name
LATIN = re.compile(r"[A-Z][\w&.’'-]*")
INSIDE_LATIN = re.compile(r"[A-Z&][\w&.’'-]*|\d{1,4}|of|de|and|for|the|du|des|la|del")


def called(w: Words) -> Iterator[Mention]:
    """Every body that a common noun introduces by its quoted or Latin name, and quoted media that report."""
    for head in range(len(w)):
        if _introduces(w, head):
            yield from _names_after(w, head)
    for i, text in enumerate(w.texts):
        if text not in {"«", "“", "„"}:
            continue
        cls = "Organization" if _reports(w, i) else _explained(w, i)
        if cls:
            yield from _inside(w, i, cls)


def common(w: Words, head: int) -> bool:
    """Whether a head says what a body is without belonging to its quoted name."""
    left = leftward(w, head)
    if not w.heading and any(w.signals(i) for i in range(left, head + 1)):
        return False  # Международная ассоциация «Заря»
    large = any(w.capital(i) for i in range(left, head + 1))
    return not large or w.lemmas[head] in listed("common_bodies")


def _introduces(w: Words, head: int) -> bool:
    lemma = w.lemmas[head]
    if w.tokens[head].pos_ not in NOMINAL or lemma not in heads("Organization").keys() | listed("common_bodies"):
        return False
    return not any(lemma in heads(c) for c in ("Event", "Initiative", "Agreement")) and common(w, head)


def _names_after(w: Words, head: int) -> Iterator[Mention]:
    """The quoted names after a head and its genitives, all of a list after a plural; or a Latin name."""
    at = head + 1 if quoted_after(w, head + 1) else tail(w, head, frozenset(), deep=False)
    end = quoted_after(w, at)
    if end is None:
        latin = latin_end(w, head + 1)
        if latin > head + 1 and head + 1 not in w.known:
            yield w.reading.mention(w.span(head + 1, latin), "Organization")
        return
    yield from _inside(w, at)
    while w.plural(head) and end + 1 < len(w) and w.texts[end] in {",", "и"} and (after := quoted_after(w, end + 1)):
        yield from _inside(w, end + 1)
        end = after


def latin_end(w: Words, at: int) -> int:
    """The end of a name in Latin letters that begins at a word; the word itself where there is none."""
    if at >= len(w) or not LATIN.fullmatch(w.texts[at]):
        return at
    end = at + 1
    while end < len(w) and INSIDE_LATIN.fullmatch(w.texts[end]) and end not in w.dated:
        end += 1
    while not LATIN.fullmatch(w.texts[end - 1]) and not w.texts[end - 1].isdigit():
        end -= 1
    return end


def _inside(w: Words, opening: int, cls: str = "Organization") -> Iterator[Mention]:
    """What stands in quotes, where it is written as a name."""
    close = w.closing(opening, LONGEST + 2)
    if close is None or close == opening + 1 or not _namelike(w, opening + 1, close):
        return
    if opening + 1 in w.known and w.known[opening + 1].end == close:
        return
    yield w.reading.mention(w.span(opening + 1, close), cls)


def _namelike(w: Words, start: int, end: int) -> bool:
    large = w.capital(start) or w.texts[start][0].isdigit()
    spoken = any(feature(w.tokens[i], "VerbForm") == "Fin" for i in range(start, end)) and end - start > 1
    return large and not spoken and w.texts[end - 1] not in {".", "!", "?", ","}


def _explained(w: Words, opening: int) -> str:
    """The class of a quoted name that a noun explains after a dash or comma: «Щит» — проект соседних стран."""
    close = w.closing(opening, LONGEST + 2)
    if close is None or close + 2 >= len(w) or w.texts[close + 1] not in DASHES | {","}:
        return ""
    before = w.lemmas[opening - 1] if opening else ""
    if any(before in heads(c) for c in ("Organization", "Initiative", "Event", "Agreement", "Place")):
        return ""
    noun = close + 2
    while noun < len(w) - 1 and w.modifier(noun):
        noun += 1
    apposed = w.texts[close + 1] in DASHES or w.tokens[noun].dep_ == "appos"
    if not apposed or w.case(noun) != "nomn" or w.capital(noun) or w.lemmas[noun] in heads("Event"):
        return ""
    return next((c for c in ("Initiative", "Organization") if w.lemmas[noun] in heads(c)), "")


def _reports(w: Words, opening: int) -> bool:
    """Whether quotes hold a medium: a verb or noun of reporting stands before, or a verb after them."""
    close = w.closing(opening, LONGEST + 2)
    if close is None or opening == 0:
        return False
    before = w.lemmas[opening - 1]
    if before in listed("reporting") or before in listed("reported_by"):
        return True
    source = w.lemmas[max(0, opening - 2) : opening] == ["ссылка", "на"]
    after = w.lemmas[close + 1] if close + 1 < len(w) else ""
    told = w.opens(opening) and after in listed("reporting")
    return source or told and w.texts[opening - 1] not in listed_as_written("legal_forms")
