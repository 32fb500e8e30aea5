"""Chinese short names that a document explains by its full ones: 习主席, 林大使; 瑞方 of Sweden or of Switzerland."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Mention
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.zh.units import character_set

SIDE = "方"


def shortened(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with surnames before an office and sides of two characters standing for what is named in full."""
    return [_of_person(m, mentions) if m.cls == "Person" else _of_state(m, mentions) for m in mentions]


def _of_person(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """习主席: the one person of that surname whom the document names in full."""
    surname, office = mention.name[:1], mention.name[1:]
    if mention.known or surname not in character_set("surnames") or office not in lexicon("zh-hans").offices:
        return mention
    full = {
        m.known or m.name: m
        for m in mentions
        if m.cls == "Person" and m.name.startswith(surname) and 1 < len(m.name) <= 4 and m.name[1:] not in _offices()
    }
    if len(full) != 1:
        return mention
    to = next(iter(full.values()))
    return replace(mention, form="short", stands_for=to.name, known=to.known)


def _offices() -> tuple[str, ...]:
    return lexicon("zh-hans").offices


def _of_state(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """瑞方: the one state of that first character that the document names, where it never names the listed one."""
    if mention.cls != "State" or mention.form != "demonym" or len(mention.name) != 2 or mention.name[1] != SIDE:
        return mention
    named = {m.known: m for m in mentions if m.cls == "State" and m.form == "name" and m.known}
    fitting = [m for m in named.values() if m.name.startswith(mention.name[0])]
    if mention.known in named or len(fitting) != 1:
        return mention
    return replace(mention, known=fitting[0].known, stands_for=fitting[0].name)
