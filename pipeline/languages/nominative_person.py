"""Russian names of persons back in the nominative: `Валентиной Матвиенко` → `Валентина Матвиенко`.

All words of a name stand in one case and gender. Every pair of the two is tried; the one that the dictionary
of names, the endings of names it lacks and the tagger support best wins. Foreign names that end in a vowel or name
a woman mostly do not decline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.languages.nominative import join
from pipeline.languages.words_ru import CASES, GENDERS, case_of, is_known, like, parses
from pipeline.paths import ONTOLOGY

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDER = ("nomn", "gent", "datv", "accs", "ablt", "loct")
INITIAL = re.compile(r"^(?:[А-ЯЁA-Z][а-яё]?\.?-?)+$")
NAMES = {"Name", "Surn", "Patr"}
KIN = {"оглы", "кызы", "уулу", "оглу", "гызы", "улы"}  # son, daughter: what stands before them does not decline
VOWEL, CONSONANT = "[аеёиоуыэюя]", "[бвгджзйклмнпрстфхцчшщьъ]"
# What supports a case and gender, a word: the tagger's, the dictionary of names; what speaks against them.
TAGGER_CASE, TAGGER_GENDER, IN_DICTIONARY, UNNAMED = 1.0, 0.6, 1.2, 0.2
CONTRADICTED, UNFIT, LIKELIER = -1.2, -0.8, 1e-6
ALONE = 0.2  # a name that is all of a line or a cell stands in the nominative


@dataclass(frozen=True, slots=True)
class Ending:
    """How names of one case and gender end, what the nominative has instead, and how sure that is."""

    pattern: re.Pattern[str]
    length: int
    nominative: str
    weight: float


def nominative_person(tokens: Sequence[Token]) -> str:
    """A person's name in the nominative; initials and particles stay."""
    case, gender = _reading(tokens)
    changing = set(_changing(tokens)) if case != "nomn" else set()
    words = [restore(t.text, case, gender) if i in changing else t.text for i, t in enumerate(tokens)]
    return join(tokens, words)


def _changing(tokens: Sequence[Token]) -> Iterator[int]:
    """The places of the words that decline: not initials, nor a father's name before "son of"."""
    for i, (token, after) in enumerate(pairwise([*tokens, None])):
        if token is not None and _declines(token.text) and not (after is not None and after.text.lower() in KIN):
            yield i


def _declines(word: str) -> bool:
    return bool(re.search(r"[а-яё]{2}", word)) and not INITIAL.match(word) and word[:1].isupper()


def _reading(tokens: Sequence[Token]) -> tuple[str, str]:
    """The case and gender the whole name most likely stands in, the earlier in `ORDER` where two are even."""
    changing = list(_changing(tokens))
    alone = ALONE if tokens and len(tokens) == len(tokens[0].doc) else 0.0
    best, result = -99.0, ("nomn", "masc")
    for case in ORDER:
        for gender in ("masc", "femn"):
            score = alone * (case == "nomn")
            score += sum(_support(tokens[i], case, gender, last=i == changing[-1]) for i in changing)
            if score > best + LIKELIER:
                best, result = score, (case, gender)
    return result


def _support(token: Token, case: str, gender: str, *, last: bool) -> float:
    """What one word says for a case and gender; a tagger that contradicts the word's form is believed by half."""
    morph = token.morph.to_dict()
    seen, sex = CASES.get(morph.get("Case", "")), GENDERS.get(morph.get("Gender", ""))
    support = TAGGER_GENDER * (sex == gender)
    if not last and _one_syllable(token.text):
        return support
    believed = 1.0 if _fit(token.text, seen or "nomn", sex or "masc") > 0 else 0.5
    return support + TAGGER_CASE * believed * (seen == case) + _fit(token.text, case, gender)


def _one_syllable(word: str) -> bool:
    """Whether a word may be the first part of a Chinese or Korean name, which does not decline: Чжан Мина."""
    return len(re.findall(VOWEL, word.lower())) == 1 and bool(re.search(f"{CONSONANT}$", word))


@lru_cache(maxsize=20000)
def _fit(word: str, case: str, gender: str) -> float:
    """How well a word's form suits a case and gender."""
    last = word.rsplit("-", 1)[-1]
    named = any(NAMES & set(p.tag.grammemes) for p in parses(last)) and is_known(last)
    fits = [p.score for p in _readings(last, case, gender) if NAMES & set(p.tag.grammemes)]
    if named:
        return IN_DICTIONARY * float(max(fits)) ** 0.25 if fits else CONTRADICTED
    ending = _ending(last, case, gender)
    if ending is not None:
        return ending.weight
    return UNNAMED if is_known(last) and _readings(last, case, gender) else UNFIT


def _readings(word: str, case: str, gender: str) -> list[Any]:
    return [
        p
        for p in parses(word)
        if case_of(p) == case and p.tag.number != "plur" and p.tag.POS in {"NOUN", "ADJF"}
        and (p.tag.gender in {gender, "ms-f", None} or "ms-f" in p.tag.grammemes)
        and "inan" not in p.tag.grammemes
    ]  # fmt: skip


@lru_cache(maxsize=20000)
def restore(word: str, case: str, gender: str) -> str:
    """One word of a name that stands in that case, in the nominative."""
    *first, last = word.split("-")
    return "-".join([*(_first_part(p, case, gender) for p in first), _restored(last, case, gender)])


def _first_part(part: str, case: str, gender: str) -> str:
    """Of a double name the first part: Мамина-Сибиряка, Анны-Марии; but Касым-Жомарта."""
    russian = re.search(r"(?:ск|ов|ев|ёв|ин)[а-яё]{1,3}$", part)
    named = is_known(part) and not any(case_of(p) == "nomn" for p in parses(part))
    return _restored(part, case, gender) if russian or named else part


def _restored(word: str, case: str, gender: str) -> str:
    known = [p for p in _readings(word, case, gender) if is_known(word)]
    for parse in sorted(known, key=lambda p: (not NAMES & set(p.tag.grammemes), -p.score)):
        if NAMES & set(parse.tag.grammemes) or parse.tag.POS == "ADJF":
            form = parse.inflect({"nomn"}) if "Fixd" not in parse.tag.grammemes else None
            return like(form.word, word) if form else word
    ending = _ending(word, case, gender)
    return word[: len(word) - ending.length] + ending.nominative if ending else word


@lru_cache(maxsize=20000)
def _ending(word: str, case: str, gender: str) -> Ending | None:
    """The longest ending that a word of that case and gender may have."""
    return next((e for e in _endings().get((case, gender), ()) if e.pattern.search(word.lower())), None)


@cache
def _endings() -> dict[tuple[str, str], tuple[Ending, ...]]:
    """The table of endings, the longest first."""
    table: dict[tuple[str, str], list[tuple[int, Ending]]] = {}
    for line in (ONTOLOGY / "lexicon" / "person_endings_ru.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            ending, cases, genders, nominative, weight = line.split("\t")
            entry = (len(ending), _made(ending, nominative, float(weight)))
            for case in ORDER if cases == "all" else cases.split(","):
                for gender in ("masc", "femn") if genders == "any" else (genders,):
                    table.setdefault((case, gender), []).append(entry)
    return {key: tuple(e for _, e in sorted(rows, key=lambda row: -row[0])) for key, rows in table.items()}


def _made(ending: str, nominative: str, weight: float) -> Ending:
    """An ending of the table: what of it stays is not counted in its length."""
    pattern = re.compile(f".{ending.replace('V', VOWEL).replace('C', CONSONANT)}$")
    if nominative == "=":
        return Ending(pattern, 0, "", weight)
    return Ending(pattern, len(ending.lstrip("VC")), nominative.replace("-", ""), weight)
