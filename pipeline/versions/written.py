"""Whether a name or a year is written in a text in some form, recognised or not: then it is not missing there."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import numeric

from pipeline import authority

LETTERS = 2  # at the end of a long word that its forms may change
LONG = 6
SHORT = 3  # words up to here are looked for as they are


def names_it(text: str, tag: str, known: str) -> bool:
    """Whether a text in a language ("zh", "ru", "en") has a name of a listed thing, in whatever form of its words."""
    return any(pattern.search(text) for pattern in _patterns(known, tag))


@cache
def _patterns(known: str, tag: str) -> tuple[re.Pattern[str], ...]:
    entry = authority.load().by_id.get(known)
    if entry is None:
        return ()
    names = (*entry.names(tag), *entry.demonyms_in(tag))
    return tuple(re.compile(_form(name, tag), re.IGNORECASE) for name in names)


def _form(name: str, tag: str) -> str:
    """All words of a name, in any order and form; a Chinese name as it is."""
    if tag == "zh":
        return re.escape(name)
    return "".join(rf"(?=.*\b{_stem(word)})" for word in re.findall(r"\w+", name))


def _stem(word: str) -> str:
    if len(word) <= SHORT:
        return rf"{re.escape(word)}\b"
    return re.escape(word[: -LETTERS if len(word) >= LONG else -1])


def figures(text: str) -> str:
    """A text with every numeral of one digit as that digit: 二〇二二年 is 2022年."""
    return "".join(_figure(c) for c in text)


def _figure(character: str) -> str:
    value = numeric(character, -1.0)
    return str(int(value)) if value in range(10) else character
