"""Russian bodies by the tagger where no head word tells them: Красный Полумесяц Анкары, Kobe Heavy Works.

The tagger takes much for a body that is none, so its word counts only for what is written as a name: several
large words, Latin letters, or quotes that nothing else explains.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.ru.make import make
from pipeline.recognise.ru.offices import is_office
from pipeline.recognise.ru.words import DASHES, NOMINAL, Words, heads, listed

CLASSES = ("Organization", "Event", "Agreement", "Initiative", "Place")


def tagged(w: Words) -> Iterator[Mention]:
    """Every body that only the tagger sees."""
    if w.heading:
        return
    for entity in w.reading.doc.spans["tagged"]:
        inside = [w.place[t.i] for t in entity if t.i in w.place] if entity.label_ == "ORG" else []
        if not inside:
            continue
        start, end = inside[0], inside[-1] + 1
        if any(w.lemmas[i] in heads(c) for i in inside for c in CLASSES) or _listed(w, start, end):
            continue
        if _quoted(w, start, end):
            yield w.reading.mention(w.span(start, end), "Organization")
        elif w.texts[start - 1 : start] not in (["«"], ["“"]) and (_latin(w, start, end) or _large(w, start, end)):
            yield make(w, start, end, "Organization")


def _listed(w: Words, start: int, end: int) -> bool:
    """Whether listed names make up all of it, or a person's name lies in it."""
    people = {i for first, last in w.people.items() for i in range(first, last)}
    return all(i in w.covered for i in range(start, end)) or bool(people & set(range(start, end)))


def _quoted(w: Words, start: int, end: int) -> bool:
    """Whether it is all that stands in quotes, and no noun before them says that it is something else."""
    if start == 0 or w.texts[start - 1] not in {"«", "“"} or w.texts[end : end + 1] not in (["»"], ["”"]):
        return False
    before = start - 2
    common = before >= 0 and w.tokens[before].pos_ in NOMINAL and w.texts[before].islower()
    joined = any(w.texts[i] in DASHES for i in range(start, end))  # «Азия – Япония» is a format
    return w.capital(start) and not joined and not common


def _latin(w: Words, start: int, end: int) -> bool:
    words = [w.texts[i] for i in range(start, end)]
    return len(words) > 1 and all(t.isascii() and t[0].isalnum() and not t.isupper() or t == "&" for t in words)


def _large(w: Words, start: int, end: int) -> bool:
    """Whether the first two words are large though neither opens a sentence: Красный Полумесяц."""
    if (
        end - start < 2
        or w.texts[start - 1 : start] == ["("]
        or not w.signals(start)
        or not w.signals(start + 1)
        or start + 1 in w.known
    ):
        return False
    plain = all(w.texts[i].replace("-", "").isalpha() and not w.acronym(i) for i in range(start, start + 2))
    return plain and w.lemmas[start] not in listed("determiners") and not is_office(w, start)
