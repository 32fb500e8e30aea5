"""Shorter Russian names of a thing in its own document, made to stand for the longer ones.

Валентина Матвиенко … В. Матвиенко … Матвиенко              the surname, initials that fit
Парламентская ассамблея ОДКБ … Парламентская ассамблея      its words in order in an earlier, longer name
XI саммит Организации тюркских государств … XI саммит ОТГ   the same but for another name of what is named inside
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline import authority
from pipeline.model import Mention
from pipeline.recognise.overlap import place
from pipeline.recognise.reading import Reading

Key = tuple[str, ...]
SHORTENED = {"Organization", "Agreement", "Event", "Initiative"}
INITIAL = re.compile(r"^\w[а-яё]?\.(?:-?\w[а-яё]?\.)*$")
PREPOSITIONS = {"в", "к", "о", "об", "по", "между", "с", "на", "при", "для"}
PUNCTUATION = re.compile(r"[«»\"“”(),]")
STEM = 4  # letters of a surname that no case changes


def shortened(readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions, in order of place; of two names of one thing the shorter stands for the longer."""
    ordered = sorted(mentions, key=place)
    people = _People(ordered)
    names = _Names(ordered, {r.index: r.plain for r in readings})
    return [_shortened(m, people, names) for m in ordered]


def _shortened(mention: Mention, people: _People, names: _Names) -> Mention:
    if mention.stands_for or mention.form in {"reference", "demonym"} or mention.language != "ru":
        return mention
    if mention.cls == "Person":
        return _linked(mention, people.fullest(mention))
    if mention.cls in SHORTENED:
        names.add(mention)
        return mention if mention.known else _linked(mention, names.longer(mention))
    return mention


def _linked(mention: Mention, to: Mention | None) -> Mention:
    if to is None:
        return replace(mention, form="name") if mention.form == "short" else mention
    return replace(
        mention,
        form="short",
        stands_for=to.stands_for or to.name,
        known=to.known or mention.known,
        kind=to.kind or mention.kind,
        ordinal=mention.ordinal or to.ordinal,
        period=mention.period or to.period,
    )


class _People:
    """The full names of persons in a document, by the beginning of their surname."""

    def __init__(self, ordered: Sequence[Mention]) -> None:
        self._by_stem: dict[str, list[Mention]] = defaultdict(list)
        for mention in ordered:
            if mention.cls == "Person" and mention.language == "ru" and mention.form != "reference":
                given, surname = _parts(mention.name)
                for name in (
                    (*(given[1:] if len(given) > 1 and "." not in mention.name else ()), surname) if given else ()
                ):
                    self._by_stem[name[:STEM]].append(mention)

    def fullest(self, mention: Mention) -> Mention | None:
        """The fullest name that the surname and initials of a name fit; of two as full the first."""
        weight = _weight(mention.name)
        fitting = [
            m
            for m in self._by_stem[_parts(mention.name)[1][:STEM]]
            if _weight(m.name) > weight and _same_person(mention.name, m.name)
        ]
        return max(fitting, key=lambda m: _weight(m.name), default=None)


def _weight(name: str) -> int:
    """How much of a name is written out: letters of words that are no initials, then the initials."""
    return sum(len(w) for w in _words(name) if not INITIAL.match(w)) + name.count(".")


def _words(name: str) -> list[str]:
    return re.sub(r"\.(?=[^\s.-])", ". ", name.replace("ё", "е").replace("Ё", "Е")).split()


def _parts(name: str) -> tuple[list[str], str]:
    """Given names or initials, and the surname: the last word, or the first where initials follow it."""
    words = _words(name)
    if len(words) > 1 and all(INITIAL.match(w) for w in words[1:]):
        return words[1:], words[0]
    given = [part for w in words[:-1] for part in (w.split("-") if INITIAL.match(w) else [w])]
    return given, words[-1]


def _same_person(short: str, full: str) -> bool:
    """Whether a surname (declined or not) and initials, if any, fit a full name."""
    given, surname = _parts(short)
    names, last = _parts(full)
    if not given and len(names) > 1 and any(_same_surname(surname, name) for name in names[1:]):
        return True  # Кастельяно of Ренцо Кастельяно Уаман
    if not _same_surname(surname, last):
        return False
    return all(n.startswith(g.rstrip(".")) or g.startswith(n.rstrip(".")) for g, n in zip(given, names, strict=False))


def _same_surname(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    stem = short[:-1] if len(short) > STEM and short == b else short
    return a == b or len(stem) >= STEM and long.startswith(stem) and len(long) - len(short) <= 2


class _Names:
    """The names of a document's things so far, by the words in them."""

    def __init__(self, ordered: Sequence[Mention], texts: dict[int, str]) -> None:
        self._texts = texts
        self._told: dict[int, list[Mention]] = defaultdict(list)  # what is known, or stands for something, by passage
        self._by_word: dict[tuple[str, str], list[tuple[Mention, Key]]] = defaultdict(list)
        for mention in ordered:
            if mention.known or mention.stands_for:
                self._told[mention.passage].append(mention)

    def add(self, mention: Mention) -> None:
        """Keep a name (of a known thing all its names) for those that come after it."""
        keys = [self._key(mention)]
        if mention.known:
            keys += [_split(name) for name in authority.load().by_id[mention.known].ru]
        for key in keys:
            for word in dict.fromkeys(key):
                self._by_word[mention.cls, word].append((mention, key))

    def longer(self, mention: Mention) -> Mention | None:
        """The nearest earlier name that holds all words of this one in order, or is the same otherwise written."""
        mine = self._key(mention)
        candidates = min((self._by_word[mention.cls, word] for word in mine), key=len, default=[])
        fitting = (
            m
            for m, key in reversed(candidates)
            if m.name != mention.name and place(m) < place(mention) and _compatible(mention, m) and _holds(key, mine)
        )
        return next(fitting, None)

    def _key(self, mention: Mention) -> Key:
        """A name as words; names inside it are replaced by what they name."""
        text = mention.name
        inner = [m for m in self._told[mention.passage] if m is not mention and mention.span.contains(m.span)]
        for m in sorted(inner, key=lambda m: len(m.span)):
            text = text.replace(m.span.of(self._texts[m.passage]), f"@{m.known or m.stands_for}".replace(" ", "_"))
        return _split(text)


def _split(text: str) -> Key:
    return tuple(PUNCTUATION.sub(" ", text.casefold().replace("ё", "е")).split())


def _compatible(short: Mention, full: Mention) -> bool:
    return short.ordinal is None or full.ordinal is None or short.ordinal == full.ordinal


def _holds(full: Key, short: Key) -> bool:
    """Whether `short` is `full` with words left out, none of which makes it a part: поправки в | Договор."""
    if short and short[0] in full and PREPOSITIONS & set(full[: full.index(short[0])]):
        return False
    rest = iter(full)
    return len(short) <= len(full) and all(word in rest for word in short)
