"""Words that tell things apart, from `ontology/resolve/words.toml`: heads of names by what they mean, generic words."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline import authority
from pipeline.errors import StopRun
from pipeline.model import Language
from pipeline.paths import ONTOLOGY
from pipeline.recognise.en.ordinals import ordinal as english_ordinal
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.zh.occasions import NUMBERED
from pipeline.scripts import plain

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
RUSSIAN_NUMBER = re.compile(r"[ivxlc]+|\d+(?:-?[а-я]{1,3})?")
LITTLE = {
    "ru": frozenset("о об по в во на с со и из к у от до за его ее их не что как".split()),
    "en": frozenset("a an the of on for and in to by at or its their as from s into within under".split()),
}
SERIES = re.compile(r"(?:cop|кс)-?\d*|\d+")  # a number, with or without the letters of its series: COP15
ORDER = ("zh", "ru", "en")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    concepts: dict[str, dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]]
    terms: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]
    fluff: dict[str, str]
    silent: dict[str, str]
    weak: dict[str, str]
    members: dict[str, str]
    everywhere: tuple[str, ...]
    beside: dict[str, tuple[str, str]]
    generic: dict[str, str]


@cache
def _table() -> _Words:
    path = ONTOLOGY / "resolve" / "words.toml"
    try:
        return _Words.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise StopRun(f"{path}: {' '.join(str(error).split())}") from error


@lru_cache(maxsize=16384)
def concepts(cls: str, name: str, language: Language) -> frozenset[str]:
    """What the head of a name says the thing is: 论坛, форум and "forum" are all {"forum"}; often nothing."""
    lower = plain(name).casefold().replace("ё", "е").strip(" \"'“”«»》」』)")
    column = ORDER.index(language[:2])
    rows = {concept: row[column] for concept, row in _table().concepts.get(cls, {}).items()}
    if column == 0:
        longest = max((len(end) for ends in rows.values() for end in ends if lower.endswith(end)), default=0)
        return frozenset(c for c, ends in rows.items() if any(len(e) == longest and lower.endswith(e) for e in ends))
    for word in _head_first(lower, language):
        found = frozenset(c for c, heads in rows.items() if _is_head(word, heads, language))
        if found:
            return found
    return frozenset()


@lru_cache(maxsize=16384)
def terms(name: str, language: Language) -> frozenset[str]:
    """What a name is about, in words that any language has: 绿色发展论坛 is about green, development."""
    lower = plain(name).casefold().replace("ё", "е")
    return frozenset(meaning for meaning, pattern in _term_patterns(ORDER.index(language[:2])) if pattern.search(lower))


@cache
def _term_patterns(column: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lead = "" if column == 0 else r"(?<![^\W_])"
    return tuple(
        (meaning, re.compile(lead + "(?:" + "|".join(map(re.escape, row[column])) + ")"))
        for meaning, row in sorted(_table().terms.items())
    )


@cache
def term_strings(language: Language) -> tuple[str, ...]:
    """Every string that has a meaning in the table of terms."""
    column = ORDER.index(language[:2])
    return tuple(sorted({text for row in _table().terms.values() for text in row[column]}))


@cache
def heads_of(cls: str, language: Language) -> tuple[str, ...]:
    """Every word that says what sort of thing of a class a name is of."""
    column = ORDER.index(language[:2])
    return tuple(sorted({text for row in _table().concepts.get(cls, {}).values() for text in row[column]}))


def _head_first(lower: str, language: Language) -> list[str]:
    """Words in the order in which they may be the head: in English from the last one before a preposition."""
    if language == "en":
        before, *after = re.split(r" (?:of|on|for|to|in|between|among|against|by|with|at) ", lower, maxsplit=1)
        return [*reversed(WORD.findall(before)), *(w for part in after for w in WORD.findall(part))]
    return WORD.findall(lower)


def _is_head(word: str, heads: tuple[str, ...], language: Language) -> bool:
    if language == "ru":
        return any(word.startswith(h) and len(word) - len(h) <= 3 for h in heads)
    return word in heads


@lru_cache(maxsize=16384)
def remainder(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The words of an event's name but for the number, the head, and what goes without saying; often none."""
    words = without_ordinal(words, language)
    column = ORDER.index(language[:2])
    heads = {h for row in _table().concepts["Event"].values() for h in row[column]}
    fluff = _table().fluff[language[:2]].split()
    if language.startswith("zh"):
        cut = re.compile("|".join(sorted({*heads, *fluff}, key=lambda w: (-len(w), w))))
        return tuple(w for part in words if (w := cut.sub("", part)))
    if language == "ru":
        return tuple(w for w in words if not _is_head(w, (*sorted(heads), *fluff), language))
    return tuple(w for w in words if w not in heads and w not in fluff)


@cache
def _generic(tag: str) -> frozenset[str]:
    return frozenset(_table().generic[tag].split())


@cache
def _generic_chinese() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_generic("zh"), key=lambda w: (-len(w), w))))


@lru_cache(maxsize=16384)
def spelled(name: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A name taken apart: (ids of the listed names in it, in order; the words of the rest, lower case).

    In Chinese the stretches between listed names are the words.
    """
    text, at, ids, rest = plain(name).replace("\u00ad", ""), 0, [], []
    for span, known, _ in authority.load().scan(text, language):
        rest.append(text[at : span.start])
        ids.append(known.id)
        at = span.end
    rest.append(text[at:])
    words = [w.casefold().replace("ё", "е") for part in rest for w in WORD.findall(part)]
    if language.startswith("zh"):
        return tuple(ids), tuple(w for w in words if w)
    owners = {w: land.id for w in words if language == "ru" and (land := authority.load().demonym(w)) is not None}
    ids += [owners[w] for w in words if w in owners]  # Астанинская декларация is named by Astana
    return tuple(ids), tuple(w for w in words if w not in LITTLE[language] and w not in owners)


def without_ordinal(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The words of a name but for the number it has in a series: 第24次, одиннадцатое, 6th."""
    if language.startswith("zh"):
        cut = (NUMBERED.sub("", w, count=1) for w in words)
        return tuple(w for w in cut if w)
    return tuple(w for w in words if not _numeral(w, language))


def _numeral(word: str, language: Language) -> bool:
    if language == "en":
        return english_ordinal(word) is not None or bool(re.fullmatch(r"[ivxlc]+", word))
    return bool(RUSSIAN_NUMBER.fullmatch(word)) or any(
        word.startswith(stem) and len(word) - len(stem) <= 3 for stem in _russian_ordinals()
    )


@cache
def _russian_ordinals() -> tuple[str, ...]:
    lists = lexicon("ru").words
    listed = (*lists.get("ordinals", ()), *lists.get("ordinal_tens", ()), *lists.get("cardinal_tens", ()))
    return tuple(sorted({w.replace("ё", "е")[:-2] for w in listed if len(w) > 4}))


@lru_cache(maxsize=16384)
def telling(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Of the words of a name those that are not generic: what makes it one thing in any document."""
    if language.startswith("zh"):
        rest = (_generic_chinese().sub("", w) for w in words)
        return tuple(w for w in rest if w and not SERIES.fullmatch(w))
    generic = _generic(language)
    if language == "ru":
        generic_word = re.compile("(?:" + "|".join(sorted(generic)) + r")\w{0,4}")
        return tuple(w for w in words if not generic_word.fullmatch(w) and not SERIES.fullmatch(w))
    return tuple(w for w in words if w not in generic and not SERIES.fullmatch(w))


@cache
def beside_name(language: Language) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What may stand between a name and the date that is its own, where that is before it and where it is after it."""
    before, after = (re.compile(text) if text else None for text in _table().beside[language[:2]])
    return before, after


@cache
def weak() -> frozenset[str]:
    """Meanings that so many names have that they part none from another."""
    return frozenset(_table().weak["meanings"].split())


@cache
def silent(language: Language) -> tuple[str, ...]:
    """Words of a name that say nothing of what it is about; of Russian and English ones the beginnings."""
    return tuple(_table().silent[language[:2]].split())


def everywhere() -> tuple[str, ...]:
    """Listed bodies that documents about any other name too."""
    return _table().everywhere


@lru_cache(maxsize=16384)
def without_fluff(words: tuple[str, ...], language: Language) -> frozenset[str]:
    """The words of a body's name but for what any body's may have (member states); Russian ones without endings."""
    cut = _table().members[language[:2]].split()
    if language.startswith("zh"):
        stripped = ("".join(w.split()) for w in words)
        return frozenset(rest for w in stripped if (rest := re.sub("|".join(cut), "", w)))
    kept = [w for w in words if not any(w.startswith(c) for c in cut)]
    return frozenset(w[: max(4, len(w) - 3)] if language == "ru" else w.removesuffix("s") for w in kept)
