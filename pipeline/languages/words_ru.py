"""Russian words by the dictionary: what case, number and gender a form may be, and a form that agrees with another.

Used for whole phrases (`nominative`) and for names of persons (`nominative_person`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pipeline.languages.endings_ru import ending_of

# Universal features as pymorphy's grammemes.
CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
NUMBERS = {"Sing": "sing", "Plur": "plur"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
OTHER_CASES = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "voct": "nomn"}
NUMERAL = re.compile(r"^(\d+)-?([а-яё]{1,3})$", re.IGNORECASE)
STRESSED = re.compile("([сц]к)ой$")  # an adjective of a place that no dictionary holds hardly ever ends so
ORDINAL_ENDS = {"masc": "й", "femn": "я", "neut": "е", "plur": "е"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One case, number and gender that a noun phrase may stand in."""

    case: str
    number: str
    gender: str


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=20000)
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word by the dictionary (or by its ending, where it is unknown)."""
    return tuple(_analyzer().parse(word))


@lru_cache(maxsize=20000)
def is_known(word: str) -> bool:
    """Whether the dictionary holds the word."""
    return bool(_analyzer().word_is_known(word.lower()))


def case_of(parse: Any) -> str:
    """A parse's case, the rare second ones as the six common ones."""
    case = str(parse.tag.case or "nomn")
    return OTHER_CASES.get(case, case)


def as_reading(parse: Any) -> Reading:
    return Reading(case_of(parse), str(parse.tag.number or "sing"), str(parse.tag.gender or ""))


def agrees(modifier: str, reading: Reading) -> bool:
    return any(
        case_of(p) == reading.case
        and (p.tag.number == reading.number)
        and (reading.number == "plur" or p.tag.gender == reading.gender)
        for p in parses(last_part(modifier))
        if p.tag.POS in {"ADJF", "PRTF"}
    ) or bool(NUMERAL.match(modifier))


def last_part(word: str) -> str:
    """Of a compound adjective what declines: Пражско-Братиславской; of all else the word itself."""
    first, _, last = word.rpartition("-")
    adjectives = [at for at, p in enumerate(parses(last)) if p.tag.POS == "ADJF" and (at == 0 or p.is_known)]
    return last if first.endswith("о") and adjectives else word


def is_town(word: str) -> bool:
    """Whether a word is a town and an adjective of its own: Каменска-Уральского."""
    first, _, last = word.partition("-")
    if not (first[:1].isupper() and last[:1].isupper() and is_known(first)):
        return False
    return any("Geox" in p.tag for p in parses(first)) and parses(last)[0].tag.POS == "ADJF"


def nouns(word: str) -> list[Any]:
    """The readings of a word as a noun; of a town with an adjective those of the town."""
    return [p for p in parses(word.partition("-")[0] if is_town(word) else word) if p.tag.POS == "NOUN"]


def noun(word: str, reading: Reading) -> str:
    """A noun of that reading in the nominative, its number kept."""
    first, *rest = word.split("-")
    if len(rest) > 1 and rest[0].islower() and not is_known(word):  # Славянска-на-Кубани
        return "-".join([noun(first, _nearest(first, reading)), *rest])
    if is_town(word):
        town = _nearest(first, reading)
        return "-".join([noun(first, town), *(agree(part, town) for part in rest)])
    ending = None if is_known(word) or not word.istitle() else ending_of(word, reading.case, reading.gender)
    if ending is not None and ending.length and reading.number == "sing":
        return ending.replaced(word)
    form = next((p.inflect({"nomn", reading.number}) for p in nouns(word) if as_reading(p) == reading), None)
    return like(form.word, word) if form else word


def _nearest(word: str, reading: Reading) -> Reading:
    """Of a noun's readings the first in the case of another."""
    return next((r for r in map(as_reading, nouns(word)) if r.case == reading.case), reading)


def agree(word: str, reading: Reading) -> str:
    """A modifier in the nominative, agreeing with a head of that reading."""
    number = NUMERAL.match(word)
    if number:
        end = ORDINAL_ENDS.get(reading.gender if reading.number == "sing" else "plur", number.group(2))
        return f"{number.group(1)}-{end}"
    part = last_part(word)
    if part != word:
        return word.removesuffix(part) + agree(part, reading)
    wanted = {"nomn", "plur"} if reading.number == "plur" else {"nomn", "sing", reading.gender} - {""}
    for parse in sorted(parses(word), key=lambda p: (case_of(p) != reading.case, p.normal_form == "больший")):
        if parse.tag.POS in {"ADJF", "PRTF"}:
            forms = [f for f in parse.lexeme if wanted <= set(f.tag.grammemes) and f.tag.POS == parse.tag.POS]
            form = max((f.word for f in forms), key=lambda f: _shared(f, word), default=word)
            return like(form if is_known(word) else STRESSED.sub(r"\1ий", form), word)
    return word


def _shared(form: str, word: str) -> tuple[int, int]:
    """How much of the beginning two forms share: высшего is высший and not высочайший."""
    same = next((i for i, (a, b) in enumerate(zip(form, word.lower(), strict=False)) if a != b), len(form))
    return same, -len(form)


def like(form: str, word: str) -> str:
    """A form with the capitals of the word that it replaces, also after hyphens; no ё guessed in unknown words."""
    if "ё" in form and "ё" not in word.lower() and not is_known(word):
        form = form.replace("ё", "е")
    if word.isupper() and len(word) > 1:
        return form.upper()
    parts, models = form.split("-"), word.split("-")
    if len(parts) != len(models):
        return form.capitalize() if word[:1].isupper() else form
    return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for p, m in zip(parts, models, strict=True))
