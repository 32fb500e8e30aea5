"""Where a Russian name begins before its head word: its adjectives, ordinals and what joins them.

Куньминско-Монреальская | глобальная | рамочная | программа
'---------------- modifiers --------------------'     head
"""

from __future__ import annotations

import re

from pipeline.recognise.ru.nounphrase import UNIONS
from pipeline.recognise.ru.words import Words, listed

ORDINAL = re.compile(r"[IVXLC]+|[ІХV]+|\d+-?[а-яё]{1,3}")


def leftward(words: Words, head: int) -> int:
    """The first of the modifiers that stand before a head without a gap."""
    at = head
    while at > 0:
        step = _back(words, at, head)
        if step == 0:
            break
        at -= step
    return at


def _back(words: Words, at: int, head: int) -> int:
    """How many words right before `at` modify the head."""
    before = at - 1
    if _attributive(words, before, head):
        return 1
    if words.texts[before] == ")" and words.texts[max(0, before - 2)] == "(" and words.modifier(before - 1):
        return 3
    aside = at == head and words.texts[before] == "," and words.texts[max(0, before - 2)] == ","
    if aside and _attributive(words, before - 1, head):
        return 2  # следующее, семнадцатое, заседание
    joined = words.texts[before] in UNIONS | {",", "-"} and before > 0 and at < head
    if joined and _attributive(words, before - 1, head) and words.tokens[before - 1].pos_ != "VERB":
        return 2
    return 0


def _attributive(words: Words, i: int, head: int) -> bool:
    if ORDINAL.fullmatch(words.texts[i]) and i not in words.dated:
        return True
    if words.tokens[i].pos_ == "NUM" or words.lemmas[i] in listed("cardinal_tens"):
        return i + 1 < head and words.lemmas[i] in listed("cardinal_tens")
    hit = words.known.get(i)
    if not words.modifier(i) or hit is not None and hit.form == "name" and hit.end <= head:
        return False
    case, wanted = words.case(i), words.case(head)
    return not case or not wanted or case == wanted or words.can_be(i, frozenset({wanted}))
