"""Whether two persons' names in two scripts can be one name, by their sound."""

from __future__ import annotations

import re

PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:i?ao|i?ang?|i?ong|u?ai|u?ang?|uo|üe|ue|ei|ie|iu|ou|eng?|ing?|ui|u?n|er|[aeiouü])'?){1,2}"
)
CYRILLIC = str.maketrans(
    {
        "б": "b", "в": "v", "г": "g", "д": "d", "ж": "z", "з": "z", "й": "", "к": "k", "л": "l", "м": "m", "н": "n",
        "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "h", "ц": "s", "ч": "s", "ш": "s", "щ": "s",
        "ъ": "", "ь": "",
        "а": "", "е": "", "ё": "", "и": "", "о": "", "у": "", "ы": "", "э": "", "ю": "", "я": "",
    }
)  # fmt: skip
ENGLISH = (("shch", "s"), ("kh", "h"), ("zh", "z"), ("ch", "s"), ("sh", "s"), ("ts", "s"), ("tz", "s"), ("j", "z"),
           ("c", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("ph", "f"))  # fmt: skip


def alike(a: str, b: str) -> float:
    """Two points where the consonants of two surnames agree, two less where they differ at both ends."""
    ours, theirs = skeleton(a), skeleton(b)
    if ours == theirs:
        return 2.0
    return 0.0 if ours[:2] == theirs[:2] or ours[-2:] == theirs[-2:] else -2.0


def misshapen(chinese: str, english: str) -> bool:
    """A dotted Chinese name is a foreigner's, an English name of pinyin syllables a Chinese one's: never one person."""
    return "·" in chinese and all(PINYIN.fullmatch(w) for w in english.casefold().split())


def skeleton(name: str) -> str:
    """The consonants of a surname, in Latin letters that Russian and English spellings share."""
    last = name.casefold().split()[-1]
    if re.search("[а-яё]", last):
        return re.sub(r"(.)\1+", r"\1", last.translate(CYRILLIC))
    for letters, sound in ENGLISH:
        last = last.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy'’\W]", "", last))
