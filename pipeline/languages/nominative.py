"""Russian names in the nominative: `Шанхайской организации сотрудничества` → `Шанхайская организация сотрудничества`.

Совета        глав государств ШОС        the head changes
двадцать третьего  заседания  СГП        so do the modifiers that agree with it (of a compound ordinal the last word)
Протокола,  изменяющего  Договор …       and a participle that follows it; genitive tails stay as they are
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Token

# Universal features as pymorphy's grammemes.
CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
NUMBERS = {"Sing": "sing", "Plur": "plur"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
OTHER_CASES = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "voct": "nomn"}
NUMERAL = re.compile(r"^(\d+)-?([а-яё]{1,3})$", re.IGNORECASE)
ORDINAL_ENDS = {"masc": "й", "femn": "я", "neut": "е", "plur": "е"}
CARDINALS = {"сорок", "девяносто", "сто"}  # of a compound ordinal, taken for nouns
BETWEEN_MODIFIERS = {",", "и", "или", "-", "–", "—", "(", ")", "«", "»", '"', "“", "”", "„"}
# What a reading is worth: the tagger saw the sentence, the dictionary only the word.
TAGGER_CASE, TAGGER_NUMBER, AGREEMENT, DICTIONARY = 1.5, 1.0, 2.0, 0.5


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


def nominative(tokens: Sequence[Token]) -> str:
    """A noun phrase in the nominative, its number kept: its head and what agrees with it; the rest as written."""
    words = [t.text for t in tokens]
    head = head_of(tokens)
    if head is None:
        return join(tokens, words)
    reading = _reading(tokens, head) if _inflects(words[head]) else _of_modifiers(tokens, head)
    if reading is None or reading.case == "nomn":
        return join(tokens, words)
    words[head] = _noun(words[head], reading) if _inflects(words[head]) else words[head]
    for i in (*_modifiers(tokens, head), *_participles(tokens, head)):
        words[i] = agree(words[i], reading)
    return join(tokens, words)


def join(tokens: Sequence[Token], words: Sequence[str]) -> str:
    """The words with the spaces of the tokens, outer spaces cut."""
    return "".join(w + t.whitespace_ for w, t in zip(words, tokens, strict=True)).strip()


def head_of(tokens: Sequence[Token]) -> int | None:
    """The place of the head: the first noun after what modifies it."""
    for i, token in enumerate(tokens):
        if token.text in BETWEEN_MODIFIERS or is_modifier(token) or _is_numeral(token):
            continue
        return i if token.pos_ in {"NOUN", "PROPN", "X", "ADJ", "VERB"} else None
    return None


def is_modifier(token: Token) -> bool:
    """Whether a word is an adjective, participle or ordinal before a noun."""
    if NUMERAL.match(token.text):
        return True
    found = parses(token.text)
    if token.pos_ == "NOUN" and any(p.tag.POS == "NOUN" for p in found):
        return False
    likely = found if token.pos_ in {"ADJ", "DET"} else found[:4]
    return any(p.tag.POS in {"ADJF", "PRTF"} for p in likely)


def _is_numeral(token: Token) -> bool:
    if token.pos_ == "NUM" or token.text.lower() in CARDINALS or token.text.isdigit():
        return True
    return bool(re.fullmatch(r"[IVXLCХІМ]+", token.text))


def _inflects(word: str) -> bool:
    """Abbreviations do not (МИД, ООН); a word in a heading all in capitals does."""
    if not re.search(r"[а-яё]", word, re.IGNORECASE):
        return False
    return not word.isupper() or (len(word) > 4 and is_known(word))


def _reading(tokens: Sequence[Token], head: int) -> Reading | None:
    """The likeliest reading of the phrase, of those the head's form allows."""
    word, morph = tokens[head].text, tokens[head].morph.to_dict()
    modifiers = [tokens[i].text for i in _modifiers(tokens, head)]
    best: tuple[float, int, Reading] | None = None
    for rank, parse in enumerate(p for p in parses(word) if p.tag.POS == "NOUN"):
        reading = Reading(case_of(parse), parse.tag.number or "sing", parse.tag.gender or "")
        score = (
            DICTIONARY * parse.score
            + TAGGER_CASE * (CASES.get(morph.get("Case", "")) == reading.case)
            + TAGGER_NUMBER * (NUMBERS.get(morph.get("Number", "")) == reading.number)
            + AGREEMENT * sum(_agrees(m, reading) for m in modifiers)
        )
        if best is None or score > best[0]:
            best = (score, rank, reading)
    return best[2] if best else None


def _of_modifiers(tokens: Sequence[Token], head: int) -> Reading | None:
    """The reading of a phrase whose head does not decline, from its first modifier: Яванской ГЭС."""
    for i in _modifiers(tokens, head):
        seen = CASES.get(tokens[i].morph.to_dict().get("Case", ""))
        found = [p for p in parses(tokens[i].text) if p.tag.POS in {"ADJF", "PRTF"}]
        for parse in sorted(found, key=lambda p: case_of(p) != seen):
            return Reading(case_of(parse), parse.tag.number or "sing", parse.tag.gender or "")
    return None


def case_of(parse: Any) -> str:
    """A parse's case, the rare second ones as the six common ones."""
    case = str(parse.tag.case or "nomn")
    return OTHER_CASES.get(case, case)


def _agrees(modifier: str, reading: Reading) -> bool:
    return any(
        case_of(p) == reading.case
        and (p.tag.number == reading.number)
        and (reading.number == "plur" or p.tag.gender == reading.gender)
        for p in parses(modifier)
        if p.tag.POS in {"ADJF", "PRTF"}
    ) or bool(NUMERAL.match(modifier))


def _modifiers(tokens: Sequence[Token], head: int) -> Iterator[int]:
    return (i for i in range(head) if is_modifier(tokens[i]))


def _participles(tokens: Sequence[Token], head: int) -> Iterator[int]:
    """A participle right after the head and a comma, which agrees with it."""
    if head + 2 < len(tokens) and tokens[head + 1].text == ",":
        found = tokens[head + 2]
        same = found.morph.to_dict().get("Case") == tokens[head].morph.to_dict().get("Case")
        if same and any(p.tag.POS == "PRTF" for p in parses(found.text)):
            yield head + 2


def _noun(word: str, reading: Reading) -> str:
    for parse in parses(word):
        tag = parse.tag
        if tag.POS == "NOUN" and (case_of(parse), tag.number or "sing", tag.gender or "") == (
            reading.case, reading.number, reading.gender,
        ):  # fmt: skip
            form = parse.inflect({"nomn", reading.number})
            return like(form.word, word) if form else word
    return word


def agree(word: str, reading: Reading) -> str:
    """A modifier in the nominative, agreeing with a head of that reading."""
    number = NUMERAL.match(word)
    if number:
        end = ORDINAL_ENDS.get(reading.gender if reading.number == "sing" else "plur", number.group(2))
        return f"{number.group(1)}-{end}"
    wanted = {"nomn", "plur"} if reading.number == "plur" else {"nomn", "sing", reading.gender} - {""}
    for parse in sorted(parses(word), key=lambda p: (case_of(p) != reading.case, p.normal_form == "больший")):
        if parse.tag.POS in {"ADJF", "PRTF"}:
            forms = [f for f in parse.lexeme if wanted <= set(f.tag.grammemes) and f.tag.POS == parse.tag.POS]
            return like(max((f.word for f in forms), key=lambda f: _shared(f, word), default=word), word)
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
