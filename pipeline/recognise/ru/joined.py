"""The second half of a Russian name's tail: "и", "или" or a comma, and what of it belongs to the name.

о добрососедстве | и союзничестве          the same case, and the parse ties it in
между А          | и Б                     "между" wants it
Протокол о А     | и Соглашение о Б        the next name
"""

from __future__ import annotations

from pipeline.recognise.ru.nounphrase import GENITIVE, GOVERNED, UNIONS, noun_of, noun_phrase
from pipeline.recognise.ru.words import Words, heads

LIST_SPAN = 14  # words within which a list of things is closed by an "и"
NAMED = ("Agreement", "Organization", "Event")


def joined(words: Words, head: int, at: int, prepositions: frozenset[str], *, between: bool) -> int | None:
    """и, или or a comma, and a second part of the same case that the parse ties into the tail."""
    if words.texts[at] not in UNIONS | {",", "/"} or at == head + 1 or at + 1 >= len(words):
        return None
    if words.texts[at + 1].lower() in prepositions:
        return _again(words, head, at)
    pair = _pair(words, head, at)
    if pair is not None:
        return pair
    case = "ablt" if between else _last_case(words, head, at)
    end = noun_phrase(words, head, at + 1, frozenset({case}) if case else GENITIVE)
    if end is None:
        return None
    noun = noun_of(words, at + 1, end)
    if between and (words.case(noun) == "ablt" or at + 1 in words.known):
        return end
    return end if _continues(words, head, at, noun, end, case) else None


def _continues(words: Words, head: int, at: int, noun: int, end: int, case: str) -> bool:
    """Whether what follows "и" or a comma goes on with the tail rather than naming the next thing."""
    large = words.capital(at + 1)
    tied = words.head(noun) if words.tokens[noun].dep_ == "conj" else None
    inside = tied is not None and head < tied < at
    if words.texts[at] == ",":
        return inside and not large and _list_goes_on(words, end)
    if large:
        return inside and not any(words.lemmas[noun] in heads(c) for c in ("Agreement", "Organization", "Event"))
    genitives = case == "gent" == words.case(noun) and words.texts[at] == "и" and (tied is None or tied <= head)
    return inside or case in {"loct", "datv", "ablt"} or genitives


def _pair(words: Words, head: int, at: int) -> int | None:
    """Two states in a row: Республики Казахстан и Китайской Народной Республики."""
    after = words.known.get(at + 1)
    before = any(k.end == at and k.known.cls == "State" for i, k in words.known.items() if head < i < at)
    if not before or after is None or after.known.cls != "State" or after.form != "name" or words.texts[at] == "а":
        return None
    return None if any(words.subject(i) for i in range(at + 1, after.end)) else after.end


def _again(words: Words, head: int, at: int) -> int | None:
    """о А и о Б; для А и для Б; с А и с Б."""
    word = words.texts[at + 1].lower()
    said = any(t.lower() == word for t in words.texts[head:at])
    if words.texts[at] == "," or not said or word not in GOVERNED or word in {"в", "на"}:
        return None
    return noun_phrase(words, head, at + 2, GOVERNED[word])


def _list_goes_on(words: Words, end: int) -> bool:
    """Whether an "и" closes the list within the sentence."""
    for i in range(end, min(len(words), end + LIST_SPAN)):
        if words.texts[i] in UNIONS:
            return True
        if words.texts[i] in {".", ";", ":", "–", "—"} or words.tokens[i].pos_ == "VERB" and not words.modifier(i):
            return False
    return False


def _last_case(words: Words, head: int, at: int) -> str:
    nouns = (i for i in range(at - 1, head, -1) if words.tokens[i].pos_ in {"NOUN", "PROPN"})
    return next((words.case(i) for i in nouns if words.case(i)), "")
