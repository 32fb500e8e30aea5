"""Where a Russian name begins and ends around its head word.

    Куньминско-Монреальская глобальная рамочная | программа | в области биоразнообразия | была принята
    `------------- modifiers -----------------'     head     `----- tail: genitives and ----'
                                                               prepositions the parse ties to it
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.recognise.words_ru import DASHES, Words, heads, listed

GENITIVE = frozenset({"gent"})
ANY = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
GOVERNED = {
    "о": {"loct"}, "об": {"loct"}, "обо": {"loct"}, "по": {"datv"}, "в": {"loct", "accs"}, "во": {"loct", "accs"},
    "на": {"loct", "accs"}, "с": {"ablt"}, "со": {"ablt"}, "между": {"ablt"}, "для": {"gent"}, "против": {"gent"},
    "от": {"gent"}, "из": {"gent"}, "без": {"gent"}, "при": {"loct"}, "за": {"ablt", "accs"}, "под": {"ablt", "accs"},
    "перед": {"ablt"}, "к": {"datv"}, "ко": {"datv"}, "через": {"accs"},
}  # fmt: skip
# Years that belong to a name: "на 2021–2030 годы", "на период до 2030 года", "до 2035 года".
VALIDITY = re.compile(
    r"(?:на\s+)?(?:период\s+)?(?:(?:на|до|с)\s+)?(?:\d{4}\s*[-–—]\s*\d{4}|до\s+\d{4}|(?<=на )\d{4}|с\s+\d{4}\s+по\s+\d{4})"
    r"\s+(?:год(?:ов|ы|а)?|гг?\.)"
)
CENTURY = re.compile(r"в\s+[XVI]+\s+веке")
NUMBER = re.compile(r"№\s*[\d/IVX-]+(?:-[А-Я]+)?|\d+/\d+|\d+\s*\(\d{4}\)|\d+(?=\s*\()|\d{3,4}(?=\s+Совета)")
UNIONS = {"и", "или", "а"}
MEETINGS = {"визит", "поездка", "встреча", "переговоры", "беседа"}  # of persons, by their names
ADDED_TO = {"протокол", "поправка", "приложение", "дополнение", "изменение"}  # texts that are added to another one
GROUP = re.compile(r"^(?:член|участник|наблюдатель|партнер|основатель|подписант)$")


def leftward(words: Words, head: int) -> int:
    """The first of the modifiers that stand before a head without a gap."""
    at = head
    while at > 0:
        before = at - 1
        if _attributive(words, before, head):
            at = before
        elif words.texts[before] in UNIONS | {",", "-"} and at < head and before > 0 and _attributive(
            words, before - 1, head
        ) and words.tokens[before - 1].pos_ != "VERB":
            at = before - 1
        elif words.texts[before] == ")" and before >= 2 and words.texts[before - 2] == "(" and words.modifier(
            before - 1
        ):
            at = before - 2
        else:
            break
    return at


def _attributive(words: Words, i: int, head: int) -> bool:
    if re.fullmatch(r"[IVXLC]+|[ІХV]+", words.texts[i]):
        return True
    if re.fullmatch(r"\d+-?[а-яё]{1,3}", words.texts[i]) and i not in words.dated:
        return True
    if words.tokens[i].pos_ == "NUM" or words.lemmas[i] in listed("cardinal_tens"):
        return i + 1 < head and words.lemmas[i] in listed("cardinal_tens")
    inside_name = i in words.known and words.known[i].form == "name" and words.known[i].end <= head
    if not words.modifier(i) or inside_name:
        return False
    case, wanted = words.case(i), words.case(head)
    return not case or not wanted or case == wanted or words.can_be(i, frozenset({wanted}))


def tail(words: Words, head: int, prepositions: frozenset[str], *, occasions: bool = False, deep: bool = True) -> int:
    """Where the name that `head` begins ends: past its genitives and the prepositions that may follow in its class."""
    return _Tail(words, head, prepositions, occasions, deep).end


class _Tail:
    """The walk along a tail; `end` grows only past whole noun phrases."""

    def __init__(self, words: Words, head: int, prepositions: frozenset[str], occasions: bool, deep: bool) -> None:
        self.words, self.head, self.prepositions, self.occasions = words, head, prepositions, occasions
        self.end = head + 1
        self.cases = GENITIVE
        self.prepositional = 0
        self.between = False  # whether the last preposition was "между", which wants an "и"
        self.deep = deep
        while self._step():
            pass

    def _step(self) -> bool:
        at = self.end
        if at >= len(self.words):
            return False
        for way in (self._person, self._honour, self._years, self._aside, self._group, self._genitive, self._preposition, self._joined, self._clause):
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
        words = self.words
        if words.texts[at].lower() not in {"имени", "им"}:
            return None
        end = at + 2 if words.texts[at + 1 : at + 2] == ["."] else at + 1
        first = end
        while end < len(words) and end - first < 7 and (words.capital(end) or words.texts[end] == "." and len(words.texts[end - 1]) <= 2):
            end += 1
        return end if end > first else None

    def _years(self, at: int) -> int | None:
        """A number or a validity span."""
        text, start = self.words.reading.plain, self.words.tokens[at].idx
        patterns = [VALIDITY, CENTURY] if self.deep else []
        if at == self.head + 1 and self.deep:
            patterns.append(NUMBER)
        for pattern in patterns:
            match = pattern.match(text, start)
            if match:
                return next((i for i in range(at, len(self.words)) if self.words.tokens[i].idx >= match.end()), len(self.words))
        return None

    def _aside(self, at: int) -> int | None:
        """Parentheses inside a name: an explanation in small letters, or an abbreviation that a genitive follows."""
        words = self.words
        if words.texts[at] != "(":
            return None
        close = next((i for i in range(at, min(len(words), at + 6)) if words.texts[i] == ")"), None)
        if close is None or close + 1 >= len(words):
            return None
        inside = range(at + 1, close)
        if all(words.texts[i].islower() and words.tokens[i].pos_ in {"NOUN", "ADJ"} and words.can_be(i, GENITIVE) for i in inside):
            return close + 1
        if len(inside) == 1 and words.acronym(at + 1) and words.capital(close + 1):
            end = self.noun_phrase(close + 1, GENITIVE)
            return end if end and not words.subject(end - 1) and words.within(end - 1, self.head, at) else None
        return None

    def _group(self, at: int) -> int | None:
        """государств – членов X, стран – участниц X."""
        words = self.words
        if words.texts[at] in DASHES and at + 1 < len(words) and GROUP.match(words.lemmas[at + 1]):
            return at + 2
        if (
            words.texts[at] in DASHES and at + 1 < len(words) and at > self.head + 1
            and words.capital(at - 1) and not words.acronym(at - 1) and words.capital(at + 1)
            and words.tokens[at + 1].pos_ == "PROPN"
            and (at == self.head + 2 or words.tokens[at + 1].dep_ in {"appos", "conj", "flat:name", "flat:foreign"})
        ):  # fmt: skip
            return at + 2
        return None

    def _genitive(self, at: int) -> int | None:
        return self.noun_phrase(at, GENITIVE)

    def _preposition(self, at: int) -> int | None:
        words = self.words
        word = words.texts[at].lower()
        if word not in self.prepositions or word not in GOVERNED or at + 1 >= len(words) or (at + 1) in words.dated:
            return None
        end = self.noun_phrase(at + 1, frozenset(GOVERNED[word]))
        if end is None:
            return None
        noun = self._noun(at + 1, end)
        if words.lemmas[noun] in listed("tail_stops") and not self._within_frame(word, noun, at) or words.subject(noun):
            return None
        if word in {"к", "ко"} and at == self.head + 1 and words.lemmas[self.head] not in ADDED_TO:
            return None
        if words.lemmas[noun] in listed("occasions") and not (self.occasions and at == self.head + 1):
            return None
        if not self._tied(word, noun, at):
            return None
        self.prepositional += 1
        self.between = word == "между"
        return end

    def _within_frame(self, word: str, noun: int, at: int) -> bool:
        """… в рамках Союзного государства: a frame that a name follows is part of a title."""
        words = self.words
        return (
            word == "в" and words.lemmas[noun] == "рамка" and self.deep and self.prepositional > 0
            and noun + 1 < len(words) and words.capital(noun + 1) and words.within(noun, self.head, at)
        )  # fmt: skip

    def _tied(self, word: str, noun: int, at: int) -> bool:
        """Whether the parse (or the preposition itself) makes the phrase part of the name."""
        words = self.words
        inside = words.within(noun, self.head, at)
        if at == self.head + 1 and word in {"в", "к"} and words.lemmas[self.head] in ADDED_TO:
            return True
        if word in {"о", "об", "обо", "между"}:
            return True
        if word in {"по", "для", "против"}:
            return inside or words.tokens[noun].dep_ == "nmod"
        if word in {"в", "во"}:
            if words.lemmas[noun] in {"область", "сфера"}:
                return inside or words.tokens[noun].dep_ == "nmod"
            last = self._last(at + 1)
            settled = words.capital(last) and words.lemmas[last] not in listed("regions") and noun in words.known
            gathering = words.lemmas[self.head] in heads("Event") and words.lemmas[self.head] not in {"год", "совещание", "конференция"}
            return inside and at > self.head + 1 and not settled and not gathering
        if word in {"с", "со"} and words.lemmas[self.head] in MEETINGS:
            return True
        return inside and (at > self.head + 1 or word in {"с", "со", "за", "при", "к"})

    def _last(self, start: int) -> int:
        """The last word of the known name that begins at a word, or the word itself."""
        hit = self.words.known.get(start)
        return hit.end - 1 if hit else start

    def _joined(self, at: int) -> int | None:
        """и, или or a comma, and a second part of the same case that the parse ties into the tail."""
        words = self.words
        if words.texts[at] not in UNIONS | {",", "/"} or at == self.head + 1 or at + 1 >= len(words):
            return None
        at_preposition = at + 1 if words.texts[at + 1].lower() in self.prepositions else None
        if at_preposition is not None:
            return self._again(at, at_preposition)
        pair = self._pair(at)
        if pair is not None:
            return pair
        last = "ablt" if self.between else self._last_case(at)
        end = self.noun_phrase(at + 1, frozenset({last}) if last else GENITIVE)
        if end is None:
            return None
        noun = self._noun(at + 1, end)
        if self.between and words.texts[at] in UNIONS | {","} and (words.case(noun) == "ablt" or noun in words.known):
            self.between = words.texts[at] == ","
            return end
        named = words.capital(at + 1) and any(words.lemmas[noun] in heads(c) for c in ("Agreement", "Organization", "Event"))
        tied = words.head(noun) if words.tokens[noun].dep_ == "conj" else None
        inside = tied is not None and self.head < tied < at
        clear = not words.capital(at + 1) and (
            last in {"loct", "datv", "ablt"}
            or last == "gent" and words.texts[at] == "и" and (tied is None or tied <= self.head) and words.case(noun) == "gent"
        )
        if words.texts[at] == ",":
            return end if inside and not words.capital(at + 1) and self._list_goes_on(end) else None
        return end if (inside or clear) and not named else None

    def _pair(self, at: int) -> int | None:
        """Two states in a row: Республики Казахстан и Китайской Народной Республики."""
        words = self.words
        after = words.known.get(at + 1)
        before = any(k.end == at and k.known.cls == "State" for i, k in words.known.items() if self.head < i < at)
        if not before or after is None or after.known.cls != "State" or after.form != "name" or words.texts[at] == "а":
            return None
        return None if any(words.subject(i) for i in range(at + 1, after.end)) else after.end

    def _again(self, at: int, preposition: int) -> int | None:
        """о А и о Б; для А и для Б; с А и с Б."""
        words = self.words
        word = words.texts[preposition].lower()
        if words.texts[at] == "," or word not in [t.lower() for t in words.texts[self.head : at]] or word in {"в", "на"}:
            return None
        return self.noun_phrase(preposition + 1, frozenset(GOVERNED.get(word, set())))

    def _list_goes_on(self, end: int) -> bool:
        """Whether an "и" closes the list within the sentence."""
        words = self.words
        for i in range(end, min(len(words), end + 14)):
            if words.texts[i] in UNIONS:
                return True
            if words.texts[i] in {".", ";", ":", "–", "—"} or words.tokens[i].pos_ == "VERB" and not words.modifier(i):
                return False
        return False

    def _clause(self, at: int) -> int | None:
        """A comma and an active participle: "Протокол, изменяющий Договор о ЕАЭС"."""
        words = self.words
        if words.texts[at] != "," or at + 2 >= len(words) or "в" not in self.prepositions or not self.deep:
            return None
        morph = words.tokens[at + 1].morph
        if "Part" not in morph.get("VerbForm") or "Act" not in morph.get("Voice") or "Pres" not in morph.get("Tense"):
            return None
        return self.noun_phrase(at + 2, ANY)

    def _last_case(self, at: int) -> str:
        words = self.words
        for i in range(at - 1, self.head, -1):
            if words.tokens[i].pos_ in {"NOUN", "PROPN"} and words.case(i):
                return words.case(i)
        return ""

    def _noun(self, start: int, end: int) -> int:
        """The head noun of a noun phrase: its first noun."""
        words = self.words
        if start in words.known:
            return start
        return next((i for i in range(start, end) if words.tokens[i].pos_ in {"NOUN", "PROPN"} and not words.modifier(i)), end - 1)

    def noun_phrase(self, start: int, cases: frozenset[str]) -> int | None:
        """Where a noun phrase that begins at `start` in one of the cases ends; None if there is none."""
        words = self.words
        at = start
        while at < len(words):
            if words.texts[at] in {"«", "“"} and at + 1 in words.known and words.texts[words.known[at + 1].end :][:1] in (["»"], ["”"]):
                return words.known[at + 1].end + 1
            if at in words.people and words.lemmas[self.head] in MEETINGS:
                return words.people[at]
            if at in words.known and words.known[at].form == "name" and at not in words.dated:
                return self._known(at)
            if at in words.dated:
                return None
            if words.modifier(at) or words.lemmas[at] in listed("cardinal_tens") and at + 1 < len(words) and words.modifier(at + 1):
                if words.tokens[at].pos_ != "NUM" and words.case(at) and not ({words.case(at)} & cases or words.can_be(at, cases)):
                    return None
                at += 1
            elif at > start and words.texts[at] in UNIONS | {","} and at + 1 < len(words) and words.modifier(at + 1):
                at += 1
            elif words.texts[at] == "(" and words.texts[at + 2 : at + 3] == [")"] and words.modifier(at + 1):
                at += 3
            elif words.tokens[at].pos_ == "ADV" and at + 1 < len(words) and words.modifier(at + 1):
                at += 1
            else:
                return self._noun_at(at, cases)
        return None

    def _known(self, at: int) -> int | None:
        hit = self.words.known[at]
        honoured = at == self.head + 1 and self.words.lemmas[self.head] in listed("honouring")
        if self.words.subject(at) or hit.known.cls == "Person" and not honoured:
            return None
        if any(self.words.subject(i) for i in range(at, hit.end)):
            return None
        return hit.end

    def _noun_at(self, at: int, cases: frozenset[str]) -> int | None:
        words = self.words
        token = words.tokens[at]
        if token.pos_ not in {"NOUN", "PROPN", "X", "ADJ"} or not token.text[-1:].isalnum() or token.text.isdigit() or words.subject(at):
            return None
        if len(token.text) == 1 and words.texts[at + 1 : at + 2] == ["."] :
            return None
        if words.lemmas[at] == "столица" and words.lemmas[self.head] in heads("Place"):
            return None
        tied = self.head <= words.head(at) < at
        latin = token.text.isascii()
        if not (words.case(at) in cases or (words.can_be(at, cases) and (tied or words.heading)) or latin):
            return None
        if latin and not words.acronym(at):
            return None
        return at + 1 + sum(1 for _ in self._apposed(at, cases))

    def _apposed(self, at: int, cases: frozenset[str]) -> Iterator[int]:
        """Proper names that follow a noun in its case: Республики Беларусь, города Москвы."""
        words = self.words
        i = at + 1
        while (
            i < len(words) and i not in words.known and words.capital(i) and words.capital(at) and words.tokens[i].pos_ == "PROPN"
            and words.tokens[i].dep_ in {"appos", "flat:name", "flat:foreign", "nmod"} and not words.subject(i)
            and words.case(i) in cases and at <= words.head(i) <= i and not words.acronym(i) and words.texts[i + 1 : i + 2] != ["."]
        ):  # fmt: skip
            yield i
            i += 1
