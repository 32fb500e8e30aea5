"""A Russian passage word by word: what a word is, whether its capital says anything, which known name begins at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.languages.nominative import CASES, case_of, is_known, is_modifier, parses
from pipeline.model import Span
from pipeline.recognise.lexicon import Lexicon, lexicon
from pipeline.recognise.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.authority import Known

NOMINAL = {"NOUN", "PROPN", "X"}  # what the head of a name may be tagged
OPENERS = set('«"“„([')
CLOSERS = set('»"”)]')
DASHES = {"-", "–", "—", "−"}
SENTENCE_BREAKS = {".", "!", "?", ":", ";", "•", "·", "|", "■", "►", "→", "*", "…", "№"} | DASHES
NUMBERED = re.compile(r"[A-Z]{3,}-\d+")  # COVID-19
FOOTNOTES = "¹²³⁴⁵⁶⁷⁸⁹⁰"
RELATIONAL = re.compile(r"[сц]к(?:ий|ая|ое|ие|ого|ой|их|ому|им|ую|ом|ими|ою)$")
HEADING = 0.7  # share of capitals among a passage's letters from which a capital says nothing


def plain(word: str) -> str:
    """A word as lists hold it: small letters, е for ё."""
    return word.lower().replace("ё", "е")


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words of the Russian lexicon."""
    return frozenset(plain(w) for w in words().words[name] if w)


@cache
def listed_as_written(name: str) -> frozenset[str]:
    """A list of words of the Russian lexicon whose capitals count."""
    return frozenset(words().words[name])


def words() -> Lexicon:
    """The Russian lexicon."""
    return lexicon("ru")


@cache
def heads(cls: str) -> dict[str, str]:
    """Head words of a class and their subclasses."""
    return {plain(w): kind for w, kind in words().heads[cls].items()}


@dataclass(frozen=True, slots=True)
class Listed:
    """A known name in words: it ends before word `end`."""

    end: int
    known: Known
    form: str


class Words:
    """The words of a reading without whitespace tokens; positions count in them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens: list[Token] = [t for t in reading.doc if t.pos_ != "SPACE" and t.text.strip()]
        self.texts = [t.text for t in self.tokens]
        self.lemmas = [_lemma(t) for t in self.tokens]
        self.place = {t.i: i for i, t in enumerate(self.tokens)}
        starts = {t.idx: i for i, t in enumerate(self.tokens)}
        ends = {t.idx + len(t): i + 1 for i, t in enumerate(self.tokens)}
        self.known = {
            starts[s.start]: Listed(ends[s.end], k, form)
            for s, k, form in reading.known
            if s.start in starts and s.end in ends
        }
        self.dated = {i for i, t in enumerate(self.tokens) for s, _ in reading.dates if s.start <= t.idx < s.end}
        self.covered = {i for start, hit in self.known.items() for i in range(start, hit.end)}
        self.spots = {
            self.place[t.i] for e in reading.doc.spans["tagged"] if e.label_ == "LOC" for t in e if t.i in self.place
        }
        self.people: dict[int, int] = {}  # the first word of each person's name → the word after its last
        letters = [c for c in reading.plain if c.isalpha()]
        self.heading = bool(letters) and sum(c.isupper() for c in letters) > HEADING * len(letters)

    def __len__(self) -> int:
        return len(self.tokens)

    def span(self, start: int, end: int) -> Span:
        """The characters of the words from `start` up to `end`."""
        last = self.tokens[end - 1]
        return Span(self.tokens[start].idx, last.idx + len(last.text.rstrip(FOOTNOTES)))

    def text(self, start: int, end: int) -> str:
        """The words from `start` up to `end` as they are written."""
        return self.span(start, end).of(self.reading.plain)

    def capital(self, i: int) -> bool:
        """Whether a word is written large."""
        return self.texts[i][:1].isupper()

    def opens(self, i: int) -> bool:
        """Whether a word opens a sentence, an item or a cell, so that its capital says nothing."""
        while i > 0 and self.texts[i - 1] in OPENERS:
            i -= 1
        if i == 0:
            return True
        before = self.texts[i - 1]
        if before == "№":
            return False
        if before in {".", "…"} and i > 1 and len(self.texts[i - 2]) <= 2 and self.texts[i - 2].islower():
            return False  # г. Астана, ст. 5
        return before in SENTENCE_BREAKS or self.tokens[i].is_sent_start is True or self._numbered(i)

    def _numbered(self, i: int) -> bool:
        """After an item's number: "1)", "а)", "I."."""
        return self.texts[i - 1] == ")" and i >= 2 and len(self.texts[i - 2]) <= 2 and i <= 4

    def signals(self, i: int) -> bool:
        """Whether a capital here marks a name."""
        return self.capital(i) and not self.heading and not self.opens(i)

    def acronym(self, i: int) -> bool:
        """An abbreviation in capitals, or a mixed one such as РАТС, ЕврАзЭС, МПА, CBAM."""
        text = self.texts[i].rstrip(FOOTNOTES)
        if len(text) > 5 and text.isupper() and is_known(text):
            return False  # a word of a heading
        large = any(sum(c.isupper() for c in part) >= 2 for part in text.split("-"))
        return large and (text.replace("-", "").isalpha() or NUMBERED.fullmatch(text) is not None)

    def case(self, i: int) -> str:
        """The case that the tagger gives a word, as pymorphy writes it; empty if none."""
        return CASES.get(feature(self.tokens[i], "Case"), "")

    def can_be(self, i: int, cases: frozenset[str]) -> bool:
        """Whether the dictionary allows a word one of the cases."""
        return any(case_of(p) in cases for p in parses(self.texts[i]) if p.tag.case) or self.acronym(i)

    def plural(self, i: int) -> bool:
        """Whether the tagger takes a word for a plural."""
        return feature(self.tokens[i], "Number") == "Plur"

    def modifier(self, i: int) -> bool:
        """Whether a word is an adjective, participle, ordinal or possessive."""
        token = self.tokens[i]
        if plain(token.text) in {"ее", "его", "их"}:
            return token.pos_ == "DET" or token.dep_ == "det"
        if not token.text[:1].isalnum() or token.pos_ in {"ADP", "CCONJ", "SCONJ", "PART", "PRON"}:
            return False
        if self.acronym(i) and not self.heading:
            return False
        return is_modifier(token)

    def head(self, i: int) -> int:
        """The syntactic head of a word; itself at a root."""
        return self.place.get(self.tokens[i].head.i, i)

    def within(self, i: int, start: int, end: int) -> bool:
        """Whether a word's chain of heads enters `start`–`end` before it meets a verb outside."""
        for _ in range(6):
            up = self.head(i)
            if start <= up < end:
                return True
            if up == i or self.tokens[up].pos_ in {"VERB", "AUX"} and not self.modifier(up):
                return False
            i = up
        return False

    def together(self, i: int, j: int) -> bool:
        """Whether two words stand in one sentence."""
        sentence = self.tokens[j].sent
        return bool(sentence.start <= self.tokens[i].i < sentence.end)

    def subject(self, i: int) -> bool:
        """Whether the parse makes a word the subject of a clause."""
        return self.tokens[i].dep_.startswith("nsubj") and self.case(i) == "nomn"

    def closing(self, i: int, limit: int = 40) -> int | None:
        """The place of the quote that closes the one at `i`; nested ones are skipped."""
        depth = 0
        for j in range(i, min(len(self), i + limit)):
            text = self.texts[j]
            if text in {"«", "“", "„"} or (text == '"' and j == i):
                depth += 1
            elif text in {"»", "”"} or text == '"':
                depth -= 1
                if depth == 0:
                    return j
        return None


def relational(text: str) -> bool:
    """Whether a word has the ending of an adjective of a place or people: хивинские, Карлсбадского."""
    return RELATIONAL.search(text.lower()) is not None


def feature(token: Token, name: str) -> str:
    """A morphological feature of a word as the tagger gives it; empty if it has none."""
    return str(token.morph.to_dict().get(name, ""))


def common_word(text: str) -> bool:
    """Whether the dictionary knows a word and knows it as no name of a person or place."""
    names = {"Name", "Surn", "Patr", "Geox", "Orgn"}
    return is_known(text) and not any(names & set(p.tag.grammemes) for p in parses(text))


def _lemma(token: Token) -> str:
    """A word's lemma; that of a word all in capitals by the dictionary."""
    lemma = plain(token.lemma_)
    if token.text.isupper() and len(token.text) > 3:
        return plain(parses(token.text.lower())[0].normal_form)
    return lemma
