"""Shorter English names of a thing in its own document: the same words, some left out, in any order.

12th Summit of the Gulf Cooperation Council … 12th GCC Summit     known names count by what they name
CICA Secretariat … the Secretariat            23rd meeting of the SCO Council … 23rd meeting
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline import authority
from pipeline.model import Mention
from pipeline.recognise.en.ordinals import ordinal
from pipeline.recognise.en.words import listed
from pipeline.recognise.overlap import place
from pipeline.recognise.reading import Reading
from pipeline.scripts import plain

SHORTENED = {"Organization", "Agreement", "Event", "Initiative"}
WORD = re.compile(r"\w+(?:[-’'+]\w+)*")
PREPOSITION = re.compile(r" (?:of|on|for|to|in|between|among|against|by|with|concerning|regarding) ")
FILLERS = {"of", "the", "on", "for", "and", "in", "to", "a", "an", "its", "their", "by", "s", "at", "or"}


def shortened(_: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions; of two English names of one thing the shorter stands for the longer."""
    full = [m for m in sorted(mentions, key=place) if _candidate(m) and m.form == "name"]
    return [_linked(m, full) if _candidate(m) and not m.known and not m.stands_for else m for m in mentions]


def _candidate(mention: Mention) -> bool:
    return mention.language == "en" and mention.cls in SHORTENED


def _linked(mention: Mention, full: Sequence[Mention]) -> Mention:
    mine = _key(mention.name)
    if not mine or mention.name.lower() in listed("own_texts"):
        return mention
    fitting = [m for m in full if _fits(mention, mine, m)]
    distinct = {m.known or _key(m.name): m for m in reversed(fitting)}
    if len(distinct) > 1:
        before = [m for m in fitting if place(m) < place(mention)]
        longest = {k: m for k, m in distinct.items() if not any(_key(m.name) < _key(o.name) for o in distinct.values())}
        distinct = longest if len(longest) == 1 else {0: before[-1]} if before and len(mine) == 1 else {}  # type: ignore[dict-item]
    if not distinct:
        return mention
    to = next(iter(distinct.values()))
    return replace(
        mention, form="short", stands_for=to.name, known=to.known, kind=to.kind or mention.kind,
        ordinal=mention.ordinal or to.ordinal, period=mention.period or to.period,
    )  # fmt: skip


def _fits(mention: Mention, mine: frozenset[str], other: Mention) -> bool:
    """Whether another name of the class says the same and more, or the same in more letters."""
    if other.cls != mention.cls or other.name == mention.name or other.ordinal != mention.ordinal:
        return False
    if mention.cls == "Agreement" and (
        other.period != mention.period or len(mine) < 2 and place(other) > place(mention)
    ):
        return False
    if _head(mention.name) != _head(other.name):
        return False
    theirs = _key(other.name)
    if mine == theirs:
        return (len(other.name), other.name) > (len(mention.name), mention.name)
    if (
        mention.cls == "Agreement"
        and mention.name.lower() in listed("bare_texts")
        and not place(other) < place(mention)
    ):
        return False
    return mine < theirs and not (mention.ordinal is None and len(mine) == 1 and mention.cls == "Event")


@lru_cache(maxsize=8192)
def _head(name: str) -> str:
    """The word that a name is headed by: the last one before its first preposition."""
    first = PREPOSITION.split(name)[0]
    found = [w for w in WORD.findall(first) if w[0].isalpha()]
    return found[-1].lower() if found else name


@lru_cache(maxsize=8192)
def _key(name: str) -> frozenset[str]:
    """The telling words of a name: known names by their id, numbers by their value."""
    text, parts, at = plain(name), [], 0
    for span, known, _ in authority.load().scan(text, "en"):
        parts += _words(text[at : span.start])
        if span.end - span.start < len(text):
            parts.append(known.id)
        else:
            parts += _words(text[span.start : span.end])
        at = span.end
    return frozenset([*parts, *_words(text[at:])])


def _words(text: str) -> list[str]:
    found = []
    for match in WORD.finditer(text):
        word = match.group().lower()
        value = ordinal(word)
        if word not in FILLERS:
            found.append(f"#{value}" if value is not None else word)
    return found
