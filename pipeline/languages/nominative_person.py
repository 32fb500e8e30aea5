"""Russian names of persons back in the nominative: `Валентиной Матвиенко` → `Валентина Матвиенко`.

All words of a name stand in one case and gender. Every pair of the two is tried; the one that the dictionary
of names, the endings of names it lacks and the tagger support best wins. Foreign names that end in a vowel or name
a woman mostly do not decline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.languages.endings_ru import CONSONANT, ORDER, VOWEL, ending_of
from pipeline.languages.nominative import join
from pipeline.languages.words_ru import CASES, GENDERS, case_of, is_known, like, parses

if TYPE_CHECKING:
    from spacy.tokens import Token

INITIAL = re.compile(r"^(?:[А-ЯЁA-Z][а-яё]?\.?-?)+$")
NAMES = {"Name", "Surn", "Patr"}
KIN = {"оглы", "кызы", "уулу", "оглу", "гызы", "улы"}  # son, daughter: what stands before them does not decline
# What supports a case and gender, a word: the tagger's, the dictionary of names; what speaks against them.
TAGGER_CASE, TAGGER_GENDER, IN_DICTIONARY, UNNAMED = 1.0, 0.6, 1.2, 0.2
CONTRADICTED, FOREIGN, UNFIT, LIKELIER = -1.2, -0.3, -0.8, 1e-6
INVARIABLE = "оёуэ"  # the dictionary may know only another name that ends so: Санду is not of Санда
# A name that is all of a line or a cell mostly stands in the nominative, and the tagger has nothing to go by.
ALONE, ALONE_TAGGED = 0.2, 0.05
SUBJECT, FAIR = 1.8, 0.2
DOUBTED, HARDLY, DISBELIEVED = 0.5, -0.5, 0.15  # how far a tagger is believed that the form of a word contradicts
LOCATIVE = {"о", "об", "обо", "в", "во", "на", "при", "по"}  # no locative without one of these before it
REACH = 8


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
    changing = [tokens[i] for i in _changing(tokens)]
    alone = bool(tokens) and len(tokens) == len(tokens[0].doc)
    subject = _subject(tokens)
    best, result = -99.0, ("nomn", "masc")
    for case in ORDER if alone or _may_be_locative(tokens) else ORDER[:-1]:
        for gender in ("masc", "femn"):
            told = case == "nomn" and gender == subject and all(_fit(t.text, case, gender) > FAIR for t in changing)
            score = _score(changing, case, gender, alone=alone) + SUBJECT * told
            if score > best + LIKELIER:
                best, result = score, (case, gender)
    return result


def _score(words: Sequence[Token], case: str, gender: str, *, alone: bool) -> float:
    tagged = sum(_tagged(word, case, gender, last=word is words[-1]) for word in words)
    fit = sum(_form(word.text, case, gender, last=word is words[-1]) for word in words)
    return fit + (ALONE_TAGGED * tagged + ALONE * (case == "nomn") if alone else tagged)


def _may_be_locative(tokens: Sequence[Token]) -> bool:
    """Whether a preposition of the locative stands not far before."""
    first = tokens[0]
    return any(t.text.lower() in LOCATIVE for t in first.doc[max(0, first.i - REACH) : first.i])


def _subject(tokens: Sequence[Token]) -> str:
    """The gender of a short participle right before the name, whose subject it then is: утверждена С. Каримова."""
    before = tokens[0].nbor(-1).morph.to_dict() if tokens and tokens[0].i else {}
    return GENDERS.get(before.get("Gender", ""), "") if before.get("Variant") == "Short" else ""


def _tagged(token: Token, case: str, gender: str, *, last: bool) -> float:
    """What the tagger says for a case and gender; where it contradicts the word's form it is believed less."""
    morph = token.morph.to_dict()
    seen, sex = CASES.get(morph.get("Case", "")), GENDERS.get(morph.get("Gender", ""))
    fit = _fit(token.text, seen or "nomn", sex or "masc")
    believed = 1.0 if fit > 0 else DOUBTED if fit > HARDLY else DISBELIEVED
    counts = last or not _one_syllable(token.text)
    return TAGGER_GENDER * (sex == gender) + TAGGER_CASE * believed * (seen == case) * counts


def _form(word: str, case: str, gender: str, *, last: bool) -> float:
    return _fit(word, case, gender) if last or not _one_syllable(word) else 0.0


def _one_syllable(word: str) -> bool:
    """Whether a word may be the first part of a Chinese or Korean name, which does not decline: Чжан Мина."""
    return len(re.findall(VOWEL, word.lower())) == 1 and bool(re.search(f"{CONSONANT}$", word))


@lru_cache(maxsize=20000)
def _fit(word: str, case: str, gender: str) -> float:
    """How well a word's form suits a case and gender."""
    last = word.rsplit("-", 1)[-1]
    named = any(NAMES & set(p.tag.grammemes) for p in parses(last)) and is_known(last)
    fits = [p.score for p in _readings(last, case, gender) if NAMES & set(p.tag.grammemes)]
    ending = ending_of(last, case, gender)
    if named and not fits:
        other = ending is not None and ending.weight >= 0 and (ending.length > 0 or last[-1] in INVARIABLE)
        return FOREIGN if other else CONTRADICTED
    if named:
        return float(IN_DICTIONARY * max(fits) ** 0.25)
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
    return "-".join([*(_first_part(p, last, case, gender) for p in first), _restored(last, case, gender)])


def _first_part(part: str, last: str, case: str, gender: str) -> str:
    """Of a double name the first part: Мамина-Сибиряка, Анны-Марии, Коскинена-Ярви; but Касым-Жомарта."""
    if re.search(r"(?:ск|ов|ев|ёв|ин)[а-яё]{1,3}$", part):
        return _restored(part, case, gender)
    ending = ending_of(part, case, gender)
    changes = ending is not None and ending.length > 0 and (gender == "femn" or last[-1] in INVARIABLE + "и")
    named = is_known(part) and not any(case_of(p) == "nomn" for p in parses(part))
    return _restored(part, case, gender) if changes or named else part


def _restored(word: str, case: str, gender: str) -> str:
    known = [p for p in _readings(word, case, gender) if is_known(word)]
    for parse in sorted(known, key=lambda p: (not NAMES & set(p.tag.grammemes), -p.score)):
        if NAMES & set(parse.tag.grammemes) or parse.tag.POS == "ADJF":
            form = parse.inflect({"nomn"}) if "Fixd" not in parse.tag.grammemes else None
            return like(form.word, word) if form else word
    ending = ending_of(word, case, gender)
    return ending.replaced(word) if ending else word
