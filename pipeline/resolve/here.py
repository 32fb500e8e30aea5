"""What makes two mentions in one document one thing there: keys that both have."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache

from pipeline import authority
from pipeline.model import Language
from pipeline.resolve.naming import Naming
from pipeline.resolve.words import concepts, remainder, spelled, without_ordinal
from pipeline.scripts import fold

Keys = Iterator[tuple[Hashable, ...]]
ABBREVIATION = re.compile(r"[A-Z][A-Z0-9+&-]{2,}")
INITIALS = re.compile(r"((?:\w\.[ -]?)+) ?([\w’'-]{3,})")


def known_id(naming: Naming) -> Keys:
    """The listed thing that is meant."""
    if naming.known:
        yield (naming.known,)


def same_name(naming: Naming) -> Keys:
    """The name, but for case, quotes and spaces; what it is short for; an abbreviation, whatever it is said to mean."""
    mention = naming.mention
    yield naming.cls, fold(naming.own_name)
    if naming.short_for and not naming.known and not mention.stands_for and mention.form != "reference":
        yield naming.cls, fold(naming.short_for)
    short = mention.form == "short" and ABBREVIATION.fullmatch(mention.name)
    if short and authority.load().lookup(mention.name, naming.cls) is None:
        yield naming.cls, fold(mention.name)


def same_spelling(naming: Naming) -> Keys:
    """The name with every listed name in it for what it names: two short forms of a body make one name."""
    yield naming.cls, _spelled_out(naming.own_name, naming.language)


@lru_cache(maxsize=16384)
def _spelled_out(name: str, language: Language) -> str:
    ids, words = spelled(name, language)
    return fold(" ".join([*sorted(ids), *words])) if ids else fold(name)


def numbered_event(naming: Naming) -> Keys:
    """An event's number and the rest of its name, wherever and however the number is written."""
    mention = naming.mention
    if naming.cls != "Event" or mention.ordinal is None or mention.stands_for:
        return
    ids, words = spelled(mention.name, mention.language)
    owners = tuple(sorted(set(ids)))
    rest = without_ordinal(words, mention.language)
    yield mention.ordinal, owners, "".join(rest) if mention.language.startswith("zh") else " ".join(sorted(rest))
    if ids and not remainder(words, mention.language):
        heads = sorted(concepts("Event", mention.name, mention.language))
        yield from ((mention.ordinal, owners, ("is", head)) for head in heads)


def initials(naming: Naming) -> Keys:
    """A surname and the first letter of the given name: С. Тимофеев, Сергей Тимофеев."""
    if naming.cls != "Person" or naming.language.startswith("zh") or naming.mention.form != "name":
        return
    words = naming.mention.name.split()
    match = INITIALS.fullmatch(naming.mention.name)
    if match or len(words) == 2:
        surname = match[2] if match else words[-1]
        yield naming.language, fold(surname), words[0][0].casefold()
