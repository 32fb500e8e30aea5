"""Where a Russian name begins and ends around its head word.

Куньминско-Монреальская глобальная рамочная | программа | в области биоразнообразия | была принята
`------------- modifiers -----------------'     head     `----- tail: genitives and ----'
                                                           prepositions the parse ties to it
"""

from __future__ import annotations

import re

from pipeline.recognise.ru.joined import joined
from pipeline.recognise.ru.nounphrase import ANY, GENITIVE, GOVERNED, MEETINGS, noun_of, noun_phrase
from pipeline.recognise.ru.words import DASHES, Words, feature, heads, listed

# Years that belong to a name: "на 2021–2030 годы", "на период до 2030 года", "до 2035 года".
VALIDITY = re.compile(
    r"(?:на\s+)?(?:период\s+)?(?:(?:на|до|с)\s+)?"
    r"(?:\d{4}\s*[-–—]\s*\d{4}|до\s+\d{4}|(?<=на )\d{4}|с\s+\d{4}\s+по\s+\d{4})\s+(?:год(?:ов|ы|а)?|гг?\.)"
)
YEAR_OF = re.compile(r"(?:от\s+)?(?:19|20)\d\d\s+(?:года|г\.)")  # меморандум 2014 года
WITH_SIGN = re.compile(r"№\s*[\d/IVX-]+(?:-[А-Я]+)?")
CENTURY = re.compile(r"в\s+[XVI]+\s+веке")
CODE = r"[A-ZА-Я]{1,3}/?(?:[A-Z]{2,3}/)?\d+[-/.]\d+(?:/[\w.]+)*"
NUMBER = re.compile(CODE + r"|№\s*[\d/IVX-]+(?:-[А-Я]+)?|\d+/\d+|\d+\s*\(\d{4}\)|\d+(?=\s*\()|\d{3,4}(?=\s+Совета)")
PLAIN_NUMBER = re.compile(rf"{NUMBER.pattern}|\d{{2,4}}(?![\d.])")
ADDED_TO = {"протокол", "поправка", "приложение", "дополнение", "изменение"}  # texts that are added to another one
GROUP = {"член", "участник", "наблюдатель", "партнер", "основатель", "подписант"}  # государств – членов X
SEEKING = {"год", "совещание", "конференция"}  # events whose name may hold a region: по мерам доверия в Азии
PROPER = {"appos", "conj", "flat:name", "flat:foreign"}


def tail(words: Words, head: int, prepositions: frozenset[str], *, occasions: bool = False, deep: bool = True) -> int:
    """Where the name that `head` begins ends: past its genitives and the prepositions that may follow in its class.

    `occasions` lets in "по итогам" and "по случаю"; `deep` the years, numbers and clauses of a text's title.
    """
    return _Tail(words, head, prepositions, occasions, deep).end


def paired(words: Words, head: int, end: int) -> bool:
    """Whether a name is told by two names with a dash between: комиссия Лунда — Окафора."""
    return end > head + 3 and words.capital(head + 1) and any(t in DASHES for t in words.texts[head + 2 : end - 1])


def abbreviated(words: Words, end: int) -> bool:
    """Whether an abbreviation in parentheses follows: трансграничный механизм (ТМ)."""
    return words.texts[end : end + 1] == ["("] and words.texts[end + 2 : end + 3] == [")"] and words.acronym(end + 1)


class _Tail:
    """The walk along a tail; `end` grows only past whole noun phrases."""

    def __init__(self, words: Words, head: int, prepositions: frozenset[str], occasions: bool, deep: bool) -> None:
        self.words, self.head, self.prepositions = words, head, prepositions
        self.occasions, self.deep = occasions, deep
        self.end = head + 1
        self.prepositional = 0
        self.between = False  # whether the last preposition was "между", which wants an "и"
        self._ways = (
            self._person, self._honour, self._years, self._aside, self._twins, self._group, self._genitive,
            self._preposition, self._joined, self._clause,
        )  # fmt: skip
        while self._step():
            pass

    def _step(self) -> bool:
        at = self.end
        if at < len(self.words):
            for way in self._ways:
                end = way(at)
                if end is not None and end > at:
                    self.end = end
                    return True
        return False

    def _person(self, at: int) -> int | None:
        """визит Владимира Путина, встреча президентов В. Путина и К.-Ж. Токаева."""
        words = self.words
        if words.lemmas[self.head] not in MEETINGS:
            return None
        if words.texts[at] in {"и", "с", "со"} and at > self.head + 1 and at + 1 in words.people:
            return words.people[at + 1]
        return words.people.get(at)

    def _honour(self, at: int) -> int | None:
        """имени М. В. Ломоносова, им. Чингиза Айтматова."""
        texts, words = self.words.texts, self.words
        if at == self.head + 1 and words.people.get(at, at) > at + 1 and words.lemmas[self.head] in listed("honouring"):
            return words.people[at]
        if texts[at].lower() not in {"имени", "им"}:
            return None
        first = end = at + 2 if texts[at + 1 : at + 2] == ["."] else at + 1
        while end < min(len(texts), first + 7) and (
            texts[end][0].isupper() or texts[end] == "." and len(texts[end - 1]) <= 2
        ):
            end += 1
        return end if end > first else None

    def _years(self, at: int) -> int | None:
        """A number or a validity span."""
        if not self.deep:
            return None
        words = self.words
        first = at == self.head + 1
        number = PLAIN_NUMBER if words.lemmas[self.head] in listed("numbered_texts") else NUMBER
        patterns = (VALIDITY, CENTURY, number, YEAR_OF) if first else (VALIDITY, CENTURY, WITH_SIGN)
        for pattern in patterns:
            match = pattern.match(words.reading.plain, words.tokens[at].idx)
            if match:
                return next((i for i in range(at, len(words)) if words.tokens[i].idx >= match.end()), len(words))
        return None

    def _aside(self, at: int) -> int | None:
        """Parentheses inside a name: an explanation in small letters, or an abbreviation that a genitive follows."""
        words = self.words
        close = next((i for i in range(at, min(len(words) - 1, at + 6)) if words.texts[i] == ")"), None)
        if words.texts[at] != "(" or close is None:
            return None
        inside = range(at + 1, close)
        if all(words.texts[i].islower() and words.tokens[i].pos_ in {"NOUN", "ADJ"} for i in inside):
            return close + 1 if all(words.can_be(i, GENITIVE) for i in inside) else None
        if len(inside) == 1 and words.acronym(at + 1) and words.capital(close + 1):
            end = noun_phrase(words, self.head, close + 1, GENITIVE)
            return end if end and not words.subject(end - 1) and words.within(end - 1, self.head, at) else None
        return None

    def _twins(self, at: int) -> int | None:
        """Right after the head two names or more with dashes between: комиссия Лунда — Окафора, трасса Баку — Газах."""
        words = self.words
        first = at == self.head + 1 or words.lemmas[at - 1] in listed("routes")
        end = self._proper(at) if first else None
        last = None
        while end is not None and end + 1 < len(words) and words.texts[end] in DASHES:
            end = self._proper(end + 1)
            last = end or last
        return last

    def _proper(self, at: int) -> int | None:
        """The end of one name of a person or place, listed or not."""
        words, hit = self.words, self.words.known.get(at)
        if hit is not None:
            return hit.end if hit.form == "name" and hit.known.cls in {"Place", "Person"} else None
        named = words.capital(at) and words.tokens[at].pos_ in {"PROPN", "X"} and not words.acronym(at)
        return at + 1 if named else None

    def _group(self, at: int) -> int | None:
        """государств – членов X, стран – участниц X; Баку – Тбилиси – Карс."""
        words = self.words
        if words.texts[at] not in DASHES or at + 1 >= len(words):
            return None
        if words.lemmas[at + 1] in GROUP:
            return at + 2
        named = at > self.head + 1 and words.capital(at - 1) and not words.acronym(at - 1) and words.capital(at + 1)
        after = words.tokens[at + 1]
        route = after.pos_ == "PROPN" and (at == self.head + 2 or after.dep_ in PROPER)
        return at + 2 if named and route else None

    def _genitive(self, at: int) -> int | None:
        words = self.words
        if words.texts[at - 1] in {"года", "."}:  # Декларация 2013 года | …
            return None
        person = at in words.people and (at > self.head + 1 or words.people[at] > at + 1)
        if person and words.lemmas[self.head] not in listed("honouring"):
            return None  # секретарь Совета | Иван Петров
        return noun_phrase(words, self.head, at, GENITIVE)

    def _preposition(self, at: int) -> int | None:
        words = self.words
        word = words.texts[at].lower()
        if word not in self.prepositions or word not in GOVERNED or at + 1 in words.dated:
            return None
        end = noun_phrase(words, self.head, at + 1, GOVERNED[word])
        if end is None:
            return None
        noun = noun_of(words, at + 1, end)
        if words.subject(noun) or self._stops(word, noun, at) or not self._tied(word, noun, at):
            return None
        self.prepositional += 1
        self.between = word == "между"
        return end

    def _stops(self, word: str, noun: int, at: int) -> bool:
        """Whether a preposition and its noun never belong to a name: по инициативе, в рамках, к нему."""
        lemma = self.words.lemmas[noun]
        first = at == self.head + 1
        if lemma in listed("occasions"):
            return not (self.occasions and first)
        if lemma == "дело" and not self.deep and not self.words.plural(noun):
            return True  # решение суда по делу, but Совет по делам
        if lemma in listed("tail_stops"):
            return not self._frames(word, noun, at)
        return word in {"к", "ко"} and first and self.words.lemmas[self.head] not in ADDED_TO

    def _frames(self, word: str, noun: int, at: int) -> bool:
        """… в рамках Союзного государства: a frame that a name follows is part of a title."""
        words = self.words
        if word != "в" or words.lemmas[noun] != "рамка" or not self.deep or self.prepositional == 0:
            return False
        return noun + 1 < len(words) and words.capital(noun + 1) and words.within(noun, self.head, at)

    def _tied(self, word: str, noun: int, at: int) -> bool:
        """Whether the parse (or the preposition itself) makes the phrase part of the name."""
        words = self.words
        lemma, first = words.lemmas[self.head], at == self.head + 1
        if word in {"о", "об", "обо", "между"} or word in {"в", "к"} and first and lemma in ADDED_TO:
            return True
        inside = words.within(noun, self.head, at)
        if word in {"по", "для", "против"} or words.lemmas[noun] in {"область", "сфера"}:
            return inside or words.tokens[noun].dep_ == "nmod"
        if word in {"в", "во"}:
            return inside and not first and self._regional(at)
        return (
            inside
            and (not first or word in {"за", "при", "к"})
            or word in {"с", "со"}
            and (inside or lemma in MEETINGS)
        )

    def _regional(self, at: int) -> bool:
        """Whether "в" begins a field or a region rather than the town where something took place."""
        words = self.words
        hit = words.known.get(at + 1)
        last = hit.end - 1 if hit else at + 1
        placed = hit is not None or last in words.spots
        town = words.capital(last) and words.lemmas[last] not in listed("regions") and placed
        gathering = words.lemmas[self.head] in heads("Event") and words.lemmas[self.head] not in SEEKING
        return not town and not gathering

    def _joined(self, at: int) -> int | None:
        end = joined(self.words, self.head, at, self.prepositions, between=self.between)
        if end is not None:
            self.between = self.between and self.words.texts[at] == ","
        return end

    def _clause(self, at: int) -> int | None:
        """A comma and an active participle: "Протокол, изменяющий Договор о ЕАЭС"."""
        words = self.words
        if words.texts[at] != "," or at + 2 >= len(words) or not self.deep or "в" not in self.prepositions:
            return None
        if at > self.head + 1:  # a text that has a title of its own
            return None
        token = words.tokens[at + 1]
        told = (feature(token, "VerbForm"), feature(token, "Voice"), feature(token, "Tense"))
        return noun_phrase(words, self.head, at + 2, ANY) if told == ("Part", "Act", "Pres") else None
