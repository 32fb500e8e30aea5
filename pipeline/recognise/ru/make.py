"""A Russian name from its words to a mention: its first word, its nominative, its number and years."""

from __future__ import annotations

import re

from pipeline.languages.nominative import nominative, parses
from pipeline.model import Form, Mention, Period
from pipeline.recognise.ru.words import FOOTNOTES, Words, listed, plain, words

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
DIGITS = re.compile(r"^(\d{1,4})(?:-?[а-яё]{1,3})?$")
YEARS = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})|с\s+(\d{4})\s+по\s+(\d{4})")
LIMIT = re.compile(r"до\s+(\d{4})")
ONE_YEAR = re.compile(r"на\s+(\d{4})\s+год")
DROPPED = str.maketrans("", "", '«»„“”"')


def named_from(w: Words, left: int, head: int) -> int | None:
    """Where a name begins among the modifiers of its head: at the first capital that marks one; None without any.

    Where a capital in it marks a name, so does the capital of a modifier that opens the sentence.
    """
    first = opening(w, left, head)
    if first < head and w.capital(first) and w.opens(first) and any(w.signals(i) for i in range(first + 1, head + 1)):
        return first
    for i in range(left, head + 1):
        if w.signals(i):
            return i
    return None


def determiner(w: Words, i: int) -> bool:
    """A word that may stand before a name without belonging to it: настоящий, новый, a demonym."""
    demonym = i in w.known and w.known[i].form == "demonym" and not w.capital(i)
    return w.lemmas[i] in listed("determiners") or demonym or w.lemmas[i] in {"она", "он", "они", "ее", "его", "их"}


def opening(w: Words, left: int, head: int) -> int:
    """Where a phrase begins whose capital says nothing: after its determiners."""
    at = left
    while at < head and determiner(w, at):
        at += 1
    return at


def quoted_after(w: Words, at: int) -> int | None:
    """The end of a quoted name that begins at a word."""
    if at < len(w) and w.texts[at] in {"«", "“", "„", '"'}:
        close = w.closing(at)
        return None if close is None or close == at + 1 else close + 1
    return None


def make(w: Words, start: int, end: int, cls: str, *, kind: str = "", form: Form = "name", ordinal: int | None = None,
         period: Period | None = None) -> Mention:  # fmt: skip
    """A mention of the words from `start` up to `end`, named in the nominative."""
    span = w.span(start, end)
    name = " ".join(nominative(w.tokens[start:end]).split()).rstrip(FOOTNOTES)
    if w.heading or w.texts[start].isupper() and len(w.texts[start]) > 5:
        name = sentence_case(w, start, end, name)
    return w.reading.mention(span, cls, unquoted(name), kind=kind, form=form, ordinal=ordinal, period=period)


def unquoted(name: str) -> str:
    """A name without quotes around the whole of it."""
    if name[:1] in '«“„"' and name[-1:] in '»”"' and not re.search(r"[«»“”„]", name[1:-1]):
        return name[1:-1]
    return name


def sentence_case(w: Words, start: int, end: int, name: str) -> str:
    """A heading in capitals as it would stand in a text: the first letter, names and abbreviations large."""
    if len([c for c in name if c.isalpha()]) < 6 or w.acronym(start) and end - start == 1 and len(name) < 8:
        return name
    parts = []
    for word in name.split(" "):
        at = next((i for i in range(start, end) if w.texts[i] == word.strip("«»()")), None)
        keep = at is not None and (len(word) <= 5 and w.tokens[at].pos_ == "PROPN" or at in w.known)
        parts.append(word.title() if keep and len(word) > 5 else word if keep or not word.isupper() else word.lower())
    cased = " ".join(parts)
    return cased[:1].upper() + cased[1:]


def ordinal(w: Words, start: int, head: int) -> tuple[int, int] | None:
    """The number among the modifiers of a head, and the word it begins at: двадцать третье, 47-я, XI."""
    for i in range(start, head):
        value = number(w, i)
        if value is not None:
            tens = plain(w.texts[i - 1]) if i > 0 else ""
            tens = tens if tens in listed("cardinal_tens") else w.lemmas[i - 1]
            if value < 10 and tens in listed("cardinal_tens"):
                return 10 * list(map(plain, words().words["cardinal_tens"])).index(tens) + value, i - 1
            return value, i
    return None


def number(w: Words, i: int) -> int | None:
    """The value of one ordinal word."""
    text, lemma = w.texts[i], w.lemmas[i]
    if lemma.endswith("ые"):  # a plural that the tagger takes for a name: Четвёртые
        lemma = plain(parses(text.lower())[0].normal_form)
    if re.fullmatch(r"[IVXLC]+", text):
        return roman(text)
    digits = DIGITS.match(text)
    if digits and (text[-1].isalpha()):
        return int(digits.group(1))
    for name, factor in (("ordinals", 1), ("ordinal_tens", 10)):
        values = [plain(v) for v in words().words[name]]
        if lemma and lemma in values:
            return values.index(lemma) * factor
    return None


def roman(text: str) -> int:
    """The value of a Roman number."""
    values = [ROMAN[c] for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def validity(name: str) -> Period | None:
    """The years a text's name gives it: "на 2021–2030 годы", "до 2030 года"."""
    span = YEARS.search(name)
    if span:
        first, last = (g for g in span.groups() if g)
        return Period(first, last)
    limit = LIMIT.search(name)
    if limit:
        return Period("", limit.group(1))
    one = ONE_YEAR.search(name)
    return Period(one.group(1), one.group(1)) if one else None
