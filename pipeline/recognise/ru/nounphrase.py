"""Russian noun phrases inside names: where one that begins at a word, in a wanted case, ends.

Совет | глав | государств | – | членов | Шанхайской организации сотрудничества
        gen.   gen.             gen.     a listed name, taken whole
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.recognise.ru.words import Words, heads, listed, listed_as_written

Cases = frozenset[str]
GENITIVE: Cases = frozenset({"gent"})
ANY: Cases = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
GOVERNED: dict[str, Cases] = {
    word: frozenset(cases.split())
    for word, cases in {
        "о": "loct", "об": "loct", "обо": "loct", "по": "datv", "в": "loct accs", "во": "loct accs", "на": "loct accs",
        "с": "ablt", "со": "ablt", "между": "ablt", "для": "gent", "против": "gent", "от": "gent", "из": "gent",
        "без": "gent", "при": "loct", "за": "ablt accs", "под": "ablt accs", "перед": "ablt", "к": "datv", "ко": "datv",
        "через": "accs",
    }.items()
}  # fmt: skip
MEETINGS = {"визит", "поездка", "встреча", "переговоры", "беседа"}  # of persons, by their names
UNIONS = {"и", "или", "а"}
APPOSED = {"appos", "flat:name", "flat:foreign", "nmod"}
NOMINAL = {"NOUN", "PROPN"}


def noun_phrase(words: Words, head: int, start: int, cases: Cases) -> int | None:
    """Where the noun phrase at `start` ends, inside the name that `head` heads; None if none stands there in a case."""
    at: int | None = start
    while at is not None and at < len(words):
        end = _whole(words, head, at)
        if end is not None:
            return end
        if at in words.dated:
            return None
        step = _modifying(words, start, at, cases)
        if step is None:
            return None
        if step == 0:
            return _with_quoted(words, at, _noun_at(words, head, at, cases))
        at += step
    return None


def noun_of(words: Words, start: int, end: int) -> int:
    """The head noun of a noun phrase: its first noun."""
    nouns = (i for i in range(start, end) if words.tokens[i].pos_ in NOMINAL and not words.modifier(i))
    return next(nouns, end - 1)


def _whole(words: Words, head: int, at: int) -> int | None:
    """The end of a listed name (also in quotes), or of the name of a person who meets or travels."""
    inner = words.known.get(at + 1)
    if words.texts[at] in {"«", "“"} and inner is not None and words.texts[inner.end : inner.end + 1] in (["»"], ["”"]):
        return inner.end + 1
    if at in words.people and words.lemmas[head] in MEETINGS:
        return words.people[at]
    hit = words.known.get(at)
    if hit is None or hit.form != "name" or at in words.dated:
        return None
    honoured = at == head + 1 and words.lemmas[head] in listed("honouring")
    if hit.known.cls == "Person" and not honoured or any(words.subject(i) for i in range(at, hit.end)):
        return None
    return hit.end


def _modifying(words: Words, start: int, at: int, cases: Cases) -> int | None:
    """How many words at `at` modify a noun to come: 0 if none, None if they stand in another case."""
    next_modifies = at + 1 < len(words) and words.modifier(at + 1)
    if words.modifier(at) or words.lemmas[at] in listed("cardinal_tens") and next_modifies:
        fits = (
            words.tokens[at].pos_ == "NUM" or not words.case(at) or words.case(at) in cases or words.can_be(at, cases)
        )
        return 1 if fits and not _foreign(words, at) else None
    if words.texts[at] == "(" and words.texts[at + 2 : at + 3] == [")"] and next_modifies:
        return 3
    between = at > start and words.texts[at] in UNIONS | {","} or words.tokens[at].pos_ == "ADV"
    return 1 if between and next_modifies else 0


def _foreign(words: Words, at: int) -> bool:
    """Whether a listed name begins here that is not to be taken (a subject, a person)."""
    hit = words.known.get(at)
    return hit is not None and hit.form == "name"


def _noun_at(words: Words, head: int, at: int, cases: Cases) -> int | None:
    if not _may_be_noun(words, head, at):
        return None
    latin = words.texts[at].isascii()
    if latin:
        fits = words.acronym(at)
    else:
        tied = head <= words.head(at) < at
        fits = words.case(at) in cases or words.can_be(at, cases) and (tied or words.heading)
    return at + 1 + sum(1 for _ in _apposed(words, at, cases)) if fits else None


def _with_quoted(words: Words, at: int, end: int | None) -> int | None:
    """Past the quoted name of a body: ПАО «Ростелеком», фонда «Русский мир»."""
    if end is None or end >= len(words) or words.texts[end] != "«":
        return end
    if words.texts[at] in listed_as_written("legal_forms") or words.lemmas[at] in heads("Organization"):
        close = words.closing(end)
        return close + 1 if close is not None else end
    return end


def _may_be_noun(words: Words, head: int, at: int) -> bool:
    text = words.texts[at]
    if words.tokens[at].pos_ not in NOMINAL | {"X", "ADJ"} or not text[-1:].isalnum() or text.isdigit():
        return False
    initial = len(text) == 1 and words.texts[at + 1 : at + 2] == ["."]
    seat = words.lemmas[at] == "столица" and words.lemmas[head] in heads("Place")  # Дворец нации | таджикской столицы
    return not (initial or seat or words.subject(at))


def _apposed(words: Words, at: int, cases: Cases) -> Iterator[int]:
    """Proper names that follow a noun in its case: Республики Беларусь, города Москвы."""
    i = at + 1
    if words.lemmas[at] in heads("Place") and words.texts[at].islower() and _place_name(words, i):
        yield i  # бассейна | Убанги
        i += 1
    while i < len(words) and (words.capital(at) or i > at + 1) and _apposes(words, at, i, cases):
        yield i
        i += 1


def _place_name(words: Words, i: int) -> bool:
    """Whether an unlisted name of a place follows its kind."""
    if i >= len(words) or i in words.known or i in words.people or words.acronym(i):
        return False
    return i in words.spots and words.tokens[i].pos_ == "PROPN"


def _apposes(words: Words, at: int, i: int, cases: Cases) -> bool:
    token = words.tokens[i]
    if i in words.known or i in words.people or not words.capital(i):
        return False
    if token.pos_ != "PROPN" or token.dep_ not in APPOSED:
        return False
    if words.subject(i) or words.acronym(i) or words.texts[i + 1 : i + 2] == ["."]:
        return False
    return words.case(i) in cases and at <= words.head(i) <= i
