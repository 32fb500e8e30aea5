"""English words by the dictionary: which ones are ordinary, so that a capital alone makes no name of them.

The dictionary is WordNet's list of base forms, which comes with the lemmatiser of the English model.
"""

from __future__ import annotations

from functools import cache, lru_cache

# What may be cut off a form, and what is put in its place.
ENDINGS = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
)
SHORTEST = 3  # letters of a stem


@lru_cache(maxsize=65536)
def ordinary(word: str) -> bool:
    """Whether a word, or each part of a hyphenated one, is in the dictionary in some form."""
    parts = [p for p in word.lower().replace("–", "-").split("-") if p]
    return bool(parts) and all(_known(p) for p in parts)


def _known(word: str) -> bool:
    stems = (word[: len(word) - len(old)] + new for old, new in ENDINGS if word.endswith(old))
    return word in _base_forms() or any(len(s) >= SHORTEST and s in _base_forms() for s in stems)


@cache
def _base_forms() -> frozenset[str]:
    """Nouns, verbs, adjectives and adverbs."""
    from pipeline.languages.en import lemmas

    return frozenset(lemmas())
