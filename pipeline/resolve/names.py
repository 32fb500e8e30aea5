"""What a thing is called: for each language the canonical name, and every other name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline import authority
from pipeline.languages.nominative import parses
from pipeline.model import LANGUAGES, Language, Mention
from pipeline.scripts import fold, simplify

Name = tuple[Language, str]
BACKGROUND: tuple[Language, ...] = ("zh-hans", "ru", "en")  # languages that the authority names things in
LISTED = ("State", "Organization", "Agreement", "Initiative")
CUT_OFF = re.compile(r"(?:^|\s)(?:of|the|on|for|and|in|to|by|with|между|по|о|об|в|на|и|для|с|за)$|[关與于与和及的—–-]$")
PAIRS = ("()", "（）", "«»", "《》", "“”", "「」")
INITIAL = re.compile(r"\b\w[а-яё]?\.")
SHOUTED = 4  # letters from which a word in capitals is no abbreviation


def names_of(mentions: Sequence[Mention], known: str) -> tuple[list[Name], set[Name]]:
    """(the canonical name of each language, every other name); a phrase that only refers is no name."""
    counts = _full_names(mentions)
    if not counts:
        named = Counter((m.language, m.name) for m in mentions if m.form == "short")
        counts = named or Counter((m.language, m.stands_for or m.name) for m in mentions)
    others = {(m.language, m.name) for m in mentions if m.form == "name" or _is_own(m, known)} | set(counts)
    canonical = _canonical(counts)
    if known:
        _add_background(known, canonical, others)
    others -= _declined(others, set(canonical.items()), known)
    names = sorted(canonical.items(), key=lambda n: LANGUAGES.index(n[0]))
    return names, others - set(names)


def _is_own(mention: Mention, known: str) -> bool:
    """Whether a short name is this thing's; one that a list gives to another thing is not."""
    listed = (authority.load().lookup(mention.name, cls) for cls in LISTED)
    return mention.form == "short" and all(entry is None or entry.id == known for entry in listed)


def _full_names(mentions: Sequence[Mention]) -> Counter[Name]:
    """Full names and how often each is used; those that stand for another only where a language has no other."""
    own = {m.language for m in mentions if m.form == "name" and not m.stands_for}
    full = (m for m in mentions if m.form == "name" and not (m.stands_for and m.language in own))
    return Counter((m.language, m.name) for m in full)


def _canonical(counts: Counter[Name]) -> dict[Language, str]:
    """For each language the fullest name: whole, not shouted, nominative, long, frequent."""
    best: dict[Language, str] = {}
    for language, name in sorted(counts, key=lambda n: (*_worth(n, counts), n)):
        best.setdefault(language, name)
    return best


def _worth(name: Name, counts: Counter[Name]) -> tuple[int | bool, ...]:
    """Sort key, the best name first."""
    language, text = name
    letters = len(INITIAL.sub("", text))  # an initial is no part of a full name
    oblique = language == "ru" and _oblique(text, counts)
    return cut_off(text), shouted(text), oblique, -letters, -len(text), -counts[name]


def cut_off(text: str) -> bool:
    """Whether a name stops short: at a preposition, within brackets or quotation marks."""
    return bool(CUT_OFF.search(text)) or any(text.count(pair[0]) != text.count(pair[1]) for pair in PAIRS)


def shouted(text: str) -> bool:
    """Whether all of a name is in capitals that are no abbreviation."""
    return text.isupper() and any(len(w) >= SHOUTED for w in re.findall(r"[^\W\d_]+", text)) and len(text) > 2 * SHOUTED


def _oblique(text: str, others: Iterable[Name]) -> bool:
    """Whether a Russian name stands in another case than one that is the same but for its endings."""
    return any(
        tag == "ru" and other != text and _stems(other) == _stems(text) and _nominative(other) and not _nominative(text)
        for tag, other in others
    )


@lru_cache(maxsize=16384)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(w[: max(3, len(w) - 3)] for w in fold_words(text))


def fold_words(text: str) -> list[str]:
    """The words of a name, lower case."""
    return re.findall(r"[^\W_]+", text.casefold().replace("ё", "е"))


@lru_cache(maxsize=16384)
def _nominative(text: str) -> bool:
    """Whether the first word of a name, its noun or what agrees with it, can be a nominative."""
    words = fold_words(text)
    return bool(words) and any("nomn" in p.tag for p in parses(words[0]))


def _declined(others: set[Name], canonical: set[Name], known: str) -> set[Name]:
    """Declined Russian forms of other names: those are no names."""
    russian = sorted(n for n in others | canonical if n[0] == "ru")
    stems = {_stems(text) for tag, text in canonical if tag == "ru"}
    listed = _listed_forms(known) if known else frozenset()
    return {
        n
        for n in russian
        if n not in canonical and (fold(n[1]) in listed or _stems(n[1]) in stems or _oblique(n[1], russian))
    }


@lru_cache(maxsize=4096)
def _listed_forms(known: str) -> frozenset[str]:
    """Every form of a listed thing's Russian names and adjectives that is no name of it."""
    names = authority.load()
    entry = names.by_id[known]
    forms = (form for name in (*entry.ru, *entry.demonyms_in("ru")) for form in names.forms.get(name, (name,)))
    return frozenset(map(fold, forms)) - frozenset(map(fold, entry.ru))


def _add_background(known: str, canonical: dict[Language, str], others: set[Name]) -> None:
    """The authority's names: canonical in every language it has, all others as other names."""
    entry = authority.load().by_id[known]
    others |= set(canonical.items())
    for tag in BACKGROUND:
        first, *rest = entry.names(tag) or (None,)
        if first is not None:
            canonical[tag] = first
            others |= {(tag, name) for name in rest}
    if entry.zh and "zh-hant" in canonical and fold(simplify(canonical["zh-hant"])) != fold(entry.zh[0]):
        canonical["zh-hant"] = entry.traditional
