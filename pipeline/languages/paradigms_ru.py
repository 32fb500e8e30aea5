"""How a Russian word declines that no dictionary holds, most often a foreign name: by how it ends."""

from __future__ import annotations

from typing import Final

CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_HUSHING: Final = "гкхжчшщ"
_ENDINGS: Final = {
    "а": "ы е у ой/ей е",
    "я": "и е ю ей е",
    "й": "я ю й/я ем е",
    "ь": "я/и ю/и ь/я ем/ью е/и",  # its gender is not to be seen
}
_AFTER_CONSONANT: Final = "а у /а ом е"
_AFTER_HUSHING: Final = "а у /а ем/ом е"
_FIXED_TAIL: Final = "оеёиуыэю"  # a foreign name that ends so is not declined

# One word in each case; more than one way to decline it in a case is more than one string.
Paradigm = dict[str, tuple[str, ...]]


def unchanged(word: str) -> Paradigm:
    return dict.fromkeys(CASES, (word,))


def by_ending(word: str) -> Paradigm:
    """A word the dictionary lacks, most often a foreign name: by how it ends."""
    stem, last = word[:-1], word[-1].lower()
    if last in _FIXED_TAIL or not last.isalpha() or word.isupper():
        return unchanged(word)
    if last not in _ENDINGS:
        return _with_endings(word, word, _AFTER_HUSHING if last in "жчшщц" else _AFTER_CONSONANT)
    endings = _ENDINGS[last]
    if last == "а" and stem[-1:].lower() in _HUSHING:
        endings = endings.replace("ы", "и", 1)
    if last == "я" and stem.endswith("и"):
        endings = endings.replace("е", "и", 1).replace(" е", " и")
    return _with_endings(word, stem, endings)


def _with_endings(word: str, stem: str, endings: str) -> Paradigm:
    """Endings of the cases but the first, in the order of `CASES`; a `/` stands between two for one case."""
    cells = (tuple(stem + ending for ending in cell.split("/")) for cell in endings.split())
    return {"nomn": (word,), **dict(zip(CASES[1:], cells, strict=True))}
