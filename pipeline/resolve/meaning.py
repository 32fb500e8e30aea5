"""What a name says in words that any language has; nothing where a word of it is not understood.

BRICS Leaders’ Statement on Clean Water       statement; leaders, water, clean
Заявление лидеров БРИКС о чистой воде         the same
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.model import Language
from pipeline.resolve.words import LITTLE, heads_of, silent, spelled, term_strings, terms, without_ordinal


@lru_cache(maxsize=16384)
def meaning(cls: str, name: str, language: Language) -> frozenset[str]:
    """What a name is about, if all of it but its kind, number and the listed names in it is understood."""
    words = without_ordinal(spelled(name, language)[1], language)
    words = tuple(w for w in words if not re.fullmatch(r"[\d–-]+", w))
    if any(_unknown(cls, word, language) for word in words):
        return frozenset()
    return terms(" ".join(words), language)


def _unknown(cls: str, word: str, language: Language) -> bool:
    if language.startswith("zh"):
        return bool(_understood(cls).sub("", word))
    starts = (*term_strings(language), *silent(language))
    heads = heads_of(cls, language)
    is_head = word in heads or (language == "ru" and any(word.startswith(h) and len(word) - len(h) <= 3 for h in heads))
    return word not in LITTLE[language] and not is_head and not word.startswith(starts)


@cache
def _understood(cls: str) -> re.Pattern[str]:
    known = {*term_strings("zh-hans"), *heads_of(cls, "zh-hans")}
    longest_first = sorted(known, key=lambda w: (-len(w), w))
    return re.compile("|".join([*map(re.escape, (*longest_first, *silent("zh-hans"))), r"[\d—–-]+"]))
