"""Russian names of persons back in the nominative: `Валентиной Матвиенко` → `Валентина Матвиенко`.

All words of a name stand in one case and gender. Every pair of the two is tried; the one that the dictionary
of names and the tagger support best wins. Foreign names that end in a vowel or name a woman mostly do not decline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.languages.nominative import CASES, GENDERS, case_of, is_known, join, like, parses

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDER = ("nomn", "gent", "datv", "accs", "ablt", "loct")
INITIAL = re.compile(r"^(?:[А-ЯЁA-Z][а-яё]?\.?-?)+$")
NAMES = {"Name", "Surn", "Patr"}
# What supports a case and gender, a word: the tagger's case and gender, a reading as a name, a word that just fits.
TAGGER_CASE, TAGGER_GENDER, IN_DICTIONARY, NAMED, FITS, UNFIT = 1.0, 0.6, 0.8, 0.5, 0.2, -0.5
# Endings of names the dictionary does not know: case and gender → (ending, what replaces it), longest first.
ENDINGS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("gent", "masc"): (
        ("ского", "ский"), ("цкого", "цкий"), ("ого", "ый"), ("ия", "ий"), ("я", "й"), ("а", ""), ("ы", "а"),
    ),
    ("datv", "masc"): (("скому", "ский"), ("цкому", "цкий"), ("ому", "ый"), ("ию", "ий"), ("ю", "й"), ("у", "")),
    ("accs", "masc"): (("ского", "ский"), ("цкого", "цкий"), ("ого", "ый"), ("ия", "ий"), ("я", "й"), ("а", "")),
    ("ablt", "masc"): (
        ("ским", "ский"), ("цким", "цкий"), ("овым", "ов"), ("евым", "ев"), ("ёвым", "ёв"), ("иным", "ин"),
        ("ыным", "ын"), ("ом", ""), ("ем", ""),
    ),
    ("loct", "masc"): (("ском", "ский"), ("цком", "цкий"), ("ии", "ий"), ("е", "")),
    ("gent", "femn"): (("ской", "ская"), ("овой", "ова"), ("евой", "ева"), ("ёвой", "ёва"), ("иной", "ина"),
                       ("ии", "ия"), ("ы", "а"), ("ги", "га"), ("ки", "ка"), ("хи", "ха"), ("ши", "ша"), ("чи", "ча")),
    ("datv", "femn"): (("ской", "ская"), ("овой", "ова"), ("евой", "ева"), ("ёвой", "ёва"), ("иной", "ина"),
                       ("ии", "ия"), ("е", "а")),
    ("accs", "femn"): (("скую", "ская"), ("у", "а"), ("ю", "я")),
    ("ablt", "femn"): (("ской", "ская"), ("ой", "а"), ("ей", "я")),
    ("loct", "femn"): (("ской", "ская"), ("овой", "ова"), ("евой", "ева"), ("ёвой", "ёва"), ("иной", "ина"),
                       ("ии", "ия"), ("е", "а")),
}  # fmt: skip
INVARIABLE = ("зода", "заде", "оглы", "кызы", "уулу")
VOWELS = "аеёиоуыэюя"


def nominative_person(tokens: Sequence[Token]) -> str:
    """A person's name in the nominative; initials and particles stay."""
    words = [t.text for t in tokens]
    case, gender = _reading(tokens)
    if case == "nomn":
        return join(tokens, words)
    return join(tokens, [restore(w, case, gender) for w in words])


def _reading(tokens: Sequence[Token]) -> tuple[str, str]:
    """The case and gender the whole name most likely stands in."""
    best, result = -99.0, ("nomn", "masc")
    for case in ORDER:
        for gender in ("masc", "femn"):
            score = sum(_support(t, case, gender) for t in tokens if _declines(t.text))
            if score > best + 1e-6:
                best, result = score, (case, gender)
    return result


def _support(token: Token, case: str, gender: str) -> float:
    morph = token.morph.to_dict()
    seen = CASES.get(morph.get("Case", ""))
    score = TAGGER_CASE * (seen == case) + TAGGER_GENDER * (GENDERS.get(morph.get("Gender", "")) == gender)
    fit = _fit(token.text, case, gender)
    return score + fit


@lru_cache(maxsize=20000)
def _fit(word: str, case: str, gender: str) -> float:
    """How well a word's form suits a case and gender."""
    last = word.rsplit("-", 1)[-1]
    best = UNFIT
    for parse in _readings(last, case, gender):
        named = NAMED if NAMES & set(parse.tag.grammemes) else 0.0
        best = max(best, named + (IN_DICTIONARY if named and is_known(last) else FITS) * parse.score**0.25)
    if best > 0:
        return best
    if case == "nomn":
        return UNFIT if any(NAMES & set(p.tag.grammemes) for p in parses(last)) else 0.0
    return FITS if _by_ending(last, case, gender) != last else best


def _readings(word: str, case: str, gender: str) -> list[Any]:
    return [
        p
        for p in parses(word)
        if case_of(p) == case and p.tag.number != "plur" and p.tag.POS in {"NOUN", "ADJF"}
        and (p.tag.gender in {gender, "ms-f", None} or "ms-f" in p.tag.grammemes)
        and "inan" not in p.tag.grammemes
    ]  # fmt: skip


def _declines(word: str) -> bool:
    return bool(re.search(r"[а-яё]{2}", word)) and not INITIAL.match(word) and word[:1].isupper()


@lru_cache(maxsize=20000)
def restore(word: str, case: str, gender: str) -> str:
    """One word of a name that stands in that case, in the nominative."""
    if not _declines(word) or word.lower().endswith(INVARIABLE):
        return word
    *first, last = word.split("-")
    kept = [restore(p, case, gender) if re.search(r"(?:ск|ов|ев|ин)[а-яё]{1,3}$", p) else p for p in first]
    return "-".join([*kept, _restored(last, case, gender)])


def _restored(word: str, case: str, gender: str) -> str:
    found = sorted(_readings(word, case, gender), key=lambda p: (not NAMES & set(p.tag.grammemes), -p.score))
    for parse in found:
        if "Fixd" in parse.tag.grammemes:
            return word
        if not NAMES & set(parse.tag.grammemes) and _by_ending(word, case, gender) != word:
            break
        form = parse.inflect({"nomn"})
        if form:
            return like(form.word, word)
    return _by_ending(word, case, gender)


def _by_ending(word: str, case: str, gender: str) -> str:
    if word[-1] in "ою" and case not in {"accs", "datv"}:
        return word
    for ending, nominative in ENDINGS.get((case, gender), ()):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            soft = nominative == "й" and stem[-1] not in VOWELS  # Мигеля → Мигель, Сергея → Сергей
            return stem + ("ь" if soft else nominative)
    return word
