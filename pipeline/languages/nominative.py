"""Russian names in the nominative: `Шанхайской организации сотрудничества` → `Шанхайская организация сотрудничества`.

Совета        глав государств ШОС        the head changes
двадцать третьего  заседания  СГП        so do the modifiers that agree with it (of a compound ordinal the last word)
Протокола,  изменяющего  Договор …       and a participle that follows it; genitive tails stay as they are
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.languages.words_ru import (
    CASES,
    GENDERS,
    NUMBERS,
    NUMERAL,
    Reading,
    agree,
    agrees,
    as_reading,
    case_of,
    is_known,
    is_town,
    last_part,
    noun,
    nouns,
    parses,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["CASES", "Reading", "agree", "case_of", "is_known", "is_modifier", "nominative", "parses"]

CARDINALS = {"сорок", "девяносто", "сто"}  # of a compound ordinal, taken for nouns
BETWEEN_MODIFIERS = {",", "и", "или", "-", "–", "—", "(", ")", "«", "»", '"', "“", "”", "„"}
JOINTS = {",", "и", "-", "–", "—"}
APPOSED = {"город", "река", "озеро", "остров", "село", "посёлок", "деревня", "станица", "пустыня", "гора", "порт"}
DECLINED_ABBREVIATION = re.compile(r"^([А-ЯЁ]{1,9}[БВГДЖЗКЛМНПРСТФХЦЧШЩ])-?(?:а|у|ом|е)$")  # МИДа, БРИКСом
# What a reading is worth: the tagger saw the sentence, the dictionary only the word.
TAGGER_CASE, TAGGER_NUMBER, TAGGER_GENDER, AGREEMENT, DICTIONARY = 1.5, 1.0, 0.3, 3.0, 0.5


def nominative(tokens: Sequence[Token]) -> str:
    """A noun phrase in the nominative, its number kept: its head and what agrees with it; the rest as written."""
    return join(tokens, _words(tokens))


def _words(tokens: Sequence[Token], case: str = "") -> list[str]:
    """The words of a phrase in the nominative; `case`, where given, is the only one it can stand in."""
    words = [t.text for t in tokens]
    head = _substantive(tokens, head_of(tokens))
    reading = _reading_of(tokens, head, case) if head is not None else None
    if head is None or reading is None:
        return words
    if reading.case != "nomn":
        for i in (*_modifiers(tokens, head), *_participles(tokens, head)):
            words[i] = agree(words[i], _of_one(words[i], reading))
    words[head] = _head_word(tokens[head], reading)
    shared = "" if _is_fixed(words[head]) else reading.case
    start = _joined(tokens, head, shared)
    return words if start is None else [*words[:start], *_words(tokens[start:], shared)]


def _substantive(tokens: Sequence[Token], head: int | None) -> int | None:
    """The head, or the participle that governs what looks like one: исполняющего обязанности."""
    if head is None:
        return None
    readings = nouns(tokens[head].text)
    for i in _modifiers(tokens, head):
        active = any("actv" in p.tag for p in parses(tokens[i].text))
        if active and not any(agrees(tokens[i].text, as_reading(p)) for p in readings):
            return i
    return head


def _reading_of(tokens: Sequence[Token], head: int, case: str) -> Reading | None:
    if is_modifier(tokens[head]) or not _inflects(tokens[head].text):
        return _of_modifiers(tokens, head)
    return _reading(tokens, head, case)


def _head_word(token: Token, reading: Reading) -> str:
    """The head in the nominative: МИДа is МИД, исполняющего is исполняющий."""
    abbreviation = DECLINED_ABBREVIATION.match(token.text)
    if abbreviation:
        return abbreviation.group(1)
    if reading.case == "nomn" or not _inflects(token.text):
        return token.text
    return agree(token.text, reading) if is_modifier(token) else noun(token.text, reading)


def _is_fixed(word: str) -> bool:
    """Whether a noun is the same in every case: Антигуа, whose case only what is joined to it tells."""
    return bool(nouns(word)) and all("Fixd" in p.tag for p in nouns(word))


def _joined(tokens: Sequence[Token], head: int, case: str) -> int | None:
    """Where a second phrase in the same case begins: Одного пояса, одного пути; Боснии и Герцеговины; реки Волги."""
    start = _second(tokens, head)
    if case == "nomn" or start is None:
        return None
    rest = tokens[start:]
    other = head_of(rest)
    if other is None or rest[other].text.isupper():
        return None
    modified = [rest[i].text for i in _modifiers(rest, other)]
    found = (as_reading(p) for p in nouns(rest[other].text))
    return start if any(case in {"", r.case} and all(agrees(m, r) for m in modified) for r in found) else None


def _second(tokens: Sequence[Token], head: int) -> int | None:
    """Where a second phrase may begin: after "and", a comma or a dash, or right after "city", "river"."""
    after = head + 1
    if after >= len(tokens):
        return None
    if tokens[after].text in JOINTS:
        return after + 1 if after + 1 < len(tokens) else None
    apposed = any(p.normal_form in APPOSED for p in nouns(tokens[head].text))
    return after if apposed and tokens[after].text[:1].isupper() else None


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
    if is_town(token.text):
        return False
    if token.pos_ == "NOUN" and any(p.tag.POS == "NOUN" for p in found):
        return False
    if last_part(token.text) != token.text:
        return True
    likely = found if token.pos_ in {"ADJ", "DET"} else found[:4]
    return any(p.tag.POS in {"ADJF", "PRTF"} and ("Fixd" not in p.tag or p.is_known) for p in likely)


def _is_numeral(token: Token) -> bool:
    if token.pos_ == "NUM" or token.text.lower() in CARDINALS or token.text.isdigit():
        return True
    return bool(re.fullmatch(r"[IVXLCХІМ]+", token.text))


def _inflects(word: str) -> bool:
    """Abbreviations do not (МИД, ООН); a word in a heading all in capitals does."""
    if not re.search(r"[а-яё]", word, re.IGNORECASE) or DECLINED_ABBREVIATION.match(word):
        return False
    return not word.isupper() or (len(word) > 4 and is_known(word))


def _reading(tokens: Sequence[Token], head: int, case: str = "") -> Reading | None:
    """The likeliest reading of the phrase, of those the head's form allows."""
    word, morph = tokens[head].text, tokens[head].morph.to_dict()
    agreeing = [tokens[i].text for i in (*_modifiers(tokens, head), *_participles(tokens, head))]
    listed = any(t.text == "и" for t in tokens[:head])
    best, result = -1.0, None
    for parse in (p for p in nouns(word) if case in {"", case_of(p)}):
        reading = as_reading(parse)
        score = (
            DICTIONARY * parse.score
            + TAGGER_CASE * (CASES.get(morph.get("Case", "")) == reading.case)
            + TAGGER_NUMBER * (NUMBERS.get(morph.get("Number", "")) == reading.number)
            + TAGGER_GENDER * (GENDERS.get(morph.get("Gender", "")) == reading.gender)
            + AGREEMENT * sum(agrees(m, reading) or listed and agrees(m, _one(reading)) for m in agreeing)
        )
        if score > best:
            best, result = score, reading
    return result


def _one(reading: Reading) -> Reading:
    return replace(reading, number="sing")


def _of_one(modifier: str, reading: Reading) -> Reading:
    """The reading a modifier agrees with: of one only in "Ошскую и Баткенскую области"."""
    return _one(reading) if not agrees(modifier, reading) and agrees(modifier, _one(reading)) else reading


def _of_modifiers(tokens: Sequence[Token], head: int) -> Reading | None:
    """The reading of a phrase whose head does not decline, from its first modifier: Яванской ГЭС."""
    for i in (*_modifiers(tokens, head), head):
        seen = CASES.get(tokens[i].morph.to_dict().get("Case", ""))
        found = [p for p in parses(tokens[i].text) if p.tag.POS in {"ADJF", "PRTF"}]
        for parse in sorted(found, key=lambda p: case_of(p) != seen):
            return as_reading(parse)
    return Reading("gent", "sing", "masc") if DECLINED_ABBREVIATION.match(tokens[head].text) else None


def _modifiers(tokens: Sequence[Token], head: int) -> Iterator[int]:
    return (i for i in range(head) if is_modifier(tokens[i]))


def _participles(tokens: Sequence[Token], head: int) -> Iterator[int]:
    """A participle right after the head and a comma, which can agree with it."""
    if head + 2 < len(tokens) and tokens[head + 1].text == ",":
        found = tokens[head + 2].text
        readings = [as_reading(p) for p in nouns(tokens[head].text)]
        if any(p.tag.POS == "PRTF" for p in parses(found)) and any(agrees(found, r) for r in readings):
            yield head + 2
