"""Languages, which are no states: done in Spanish and Dutch, the French text, French: Commission du Bassin."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages.words_en import ordinary
from pipeline.model import Form, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading

QUESTIONS = {"who", "us", "it"}
LISTED = r"(?:(?:,? and |, )(?:the )?[A-Z][a-z]+)*"  # the other languages of a list


def question(reading: Reading, span: Span, form: Form) -> bool:
    """Whether an abbreviation is an ordinary word among words in capitals: WHO SITS WHERE."""
    text = span.of(reading.plain)
    if form != "name" or reading.passage.language != "en" or text.lower() not in QUESTIONS or not text.isupper():
        return False
    after = re.match(r",? ([A-Z]{2,})\b", reading.plain[span.end :])
    return after is not None and ordinary(after.group(1))


def tongue(reading: Reading, span: Span, form: Form) -> bool:
    """Whether a word for what is of a country stands for its language here."""
    if form != "demonym" or reading.passage.language != "en":
        return False
    before, after = reading.plain[max(0, span.start - 60) : span.start], reading.plain[span.end : span.end + 60]
    if _named().match(after):
        return True
    return bool(_written().search(before)) and bool(re.match(rf"{LISTED}\s*(?:[.,;:)]|$|and\b|or\b)", after))


@cache
def _named() -> re.Pattern[str]:
    nouns = "|".join(lexicon("en").words["language_nouns"])
    return re.compile(rf"(?:: ?[A-Z]|{LISTED}(?: language)? (?:{nouns})\b)")


@cache
def _written() -> re.Pattern[str]:
    """In, into or from, and languages of a list before this one."""
    return re.compile(
        r"\b(?:in|into|from|speaks?|spoke|spoken)(?: the)? (?:(?:[A-Z][a-z]+)(?:,? and |, | or )(?:the )?)*$"
    )
