"""Shorter Russian names of a thing in its own document: a surname after the full name, «Совет» after «Совет министров обороны».

    Валентина Матвиенко … В. Матвиенко … Матвиенко              the surname, initials that fit
    Парламентская ассамблея ОДКБ … Парламентская ассамблея      its words in order in an earlier, longer name
    XI саммит Организации тюркских государств … XI саммит ОТГ   the same but for another name of what is named inside
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline import authority
from pipeline.model import Mention
from pipeline.recognise.overlap import place
from pipeline.recognise.reading import Reading

Key = tuple[str, ...]

SHORTENED = {"Organization", "Agreement", "Event", "Initiative"}
INITIAL = re.compile(r"^\w[а-яё]?\.(?:-?\w[а-яё]?\.)*$")


def shortened_russian(readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions; of two names of one thing the shorter stands for the longer."""
    ordered = sorted(mentions, key=place)
    texts = {r.index: r.plain for r in readings}
    keys = {id(m): _keys(m, ordered, texts[m.passage]) for m in ordered if m.cls in SHORTENED and m.language == "ru"}
    result: list[Mention] = []
    for mention in ordered:
        if mention.stands_for or mention.form in {"reference", "demonym"} or mention.language != "ru":
            result.append(mention)
        elif mention.cls == "Person":
            result.append(_linked(mention, _person(mention, ordered)))
        elif id(mention) in keys and not mention.known:
            result.append(_linked(mention, _longer(mention, ordered, keys)))
        else:
            result.append(mention)
    return result


def _linked(mention: Mention, to: Mention | None) -> Mention:
    if to is None:
        return replace(mention, form="name") if mention.form == "short" else mention
    return replace(
        mention, form="short", stands_for=to.stands_for or to.name, known=to.known or mention.known,
        kind=to.kind or mention.kind, ordinal=mention.ordinal or to.ordinal, period=mention.period or to.period,
    )  # fmt: skip


def _person(mention: Mention, ordered: Iterable[Mention]) -> Mention | None:
    """The fullest name in the document that the surname and initials of a name fit."""
    fitting = [
        m for m in ordered
        if m.cls == "Person" and m.language == "ru" and m.form != "reference" and len(_words(m.name)) > 1 and _weight(m) > _weight(mention) and _same_person(mention.name, m.name)
    ]  # fmt: skip
    return max(fitting, key=lambda m: (_weight(m), -m.passage, -m.span.start), default=None)


def _weight(mention: Mention) -> int:
    """How much of a name is written out: letters of words that are no initials."""
    return sum(len(w) for w in _words(mention.name) if not INITIAL.match(w)) + 1 * mention.name.count(".")


def _words(name: str) -> list[str]:
    return re.sub(r"\.(?=[^\s.-])", ". ", name.replace("ё", "е").replace("Ё", "Е")).split()


def _same_person(short: str, full: str) -> bool:
    """Whether a surname (declined or not) and initials, if any, fit a full name."""
    given, surname = _parts(short)
    names, last = _parts(full)
    if not names or not _same_surname(surname, last):
        return False
    return all(n.startswith(g.rstrip(".")) or g.startswith(n.rstrip(".")) for g, n in zip(given, names, strict=False))


def _parts(name: str) -> tuple[list[str], str]:
    """Given names or initials, and the surname: the last word, or the first where initials follow it."""
    words = _words(name)
    if len(words) > 1 and all(INITIAL.match(w) for w in words[1:]):
        return words[1:], words[0]
    given = [part for w in words[:-1] for part in (w.split("-") if INITIAL.match(w) else [w])]
    return given, words[-1]


def _same_surname(a: str, b: str) -> bool:
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    stem = short[:-1] if len(short) > 4 and short == b else short
    return len(stem) > 3 and long.startswith(stem) and len(long) - len(short) <= 2


def _keys(mention: Mention, ordered: Sequence[Mention], passage: str) -> list[Key]:
    """A name as words, names inside it replaced by what they name; of a known thing all its names."""
    own = _key(mention, ordered, passage)
    if not mention.known:
        return [own]
    return [own, *(_split(name) for name in authority.load().by_id[mention.known].ru)]


def _split(text: str) -> Key:
    return tuple(re.sub(r"[«»\"“”(),]", " ", text.casefold().replace("ё", "е")).split())


def _key(mention: Mention, ordered: Sequence[Mention], passage: str) -> Key:
    text = mention.name
    inner = [
        m for m in ordered
        if m.passage == mention.passage and m is not mention and mention.span.contains(m.span) and (m.known or m.stands_for)
    ]  # fmt: skip
    for m in sorted(inner, key=lambda m: len(m.span)):
        text = text.replace(m.span.of(passage), f"@{m.known or m.stands_for}".replace(" ", "_"))
    return _split(text)


def _longer(mention: Mention, ordered: Sequence[Mention], keys: dict[int, list[Key]]) -> Mention | None:
    """The nearest earlier name that holds all words of this one in their order, or the same words otherwise written."""
    mine = keys[id(mention)][0]
    before = [
        m for m in ordered
        if m.cls == mention.cls and m.form != "reference" and id(m) in keys and place(m) < place(mention)
        and m.name != mention.name and _compatible(mention, m) and any(_holds(key, mine) for key in keys[id(m)])
    ]  # fmt: skip
    return before[-1] if before else None


def _compatible(short: Mention, full: Mention) -> bool:
    return short.ordinal is None or full.ordinal is None or short.ordinal == full.ordinal


def _holds(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether `short` is `full` with words left out."""
    rest = iter(full)
    return len(short) <= len(full) and all(word in rest for word in short)
