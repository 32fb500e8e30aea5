"""English texts whose head is in small letters: the London convention of 1972, a memorandum between A and B on ….

A name before the head, the parties between whom it is, or a topic where somebody signs it make a name of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.en.make import Found, make
from pipeline.recognise.en.runs import YEARS, apostrophe, phrase
from pipeline.recognise.en.words import Words, listed, words

NOUNS = 8  # words in small letters that a text's kind or topic may have
DONE = re.compile(
    r"\b(?:sign|initial|conclu|adopt|ratif|exchang|approv|denounc|acced)\w*|"
    r"\benter\w* into force|\bin force\b|\bt(?:ak|ook)\w* effect",
    re.IGNORECASE,
)
SPAN_OF_YEARS = re.compile(r"20\d\d[-–—/]\d{2,4}$")
BREAK = re.compile(r"[.;:](?:\s|$)|\n")


def small_texts(w: Words) -> Iterator[Mention]:
    """Texts of a passage whose head is written small."""
    for i in range(len(w)):
        if w.units[i].text not in listed("small_texts") or w.lower(i + 1) in listed("small_texts"):
            continue
        kinds = _kinds(w, i)
        start = _named(w, kinds)
        end = _between(w, i + 1)
        reach = topic(w, end)
        party = _party(w, i + 1)
        if party > i + 1 and DONE.search(_before(w, i)):
            start, end = min(start, kinds), party
        elif end > i + 1 or reach > end and DONE.search(_before(w, i)):
            start, end = min(start, kinds), reach
        elif w.lower(i + 1) == "for" and i + 2 < len(w) and SPAN_OF_YEARS.match(w.units[i + 2].text):
            start, end = min(start, kinds), i + 3
        elif start == kinds or not _telling(w, start, kinds):
            continue
        if w.lower(end) == "of" and YEARS.match(w.units[end + 1].text if end + 1 < len(w) else "") and reach == i + 1:
            end += 2
        if end < len(w) and w.units[end].text in {'"', "“", "«"}:
            continue
        if w.lower(start - 1) in {"no", "any", "every", "such", "draft", "possible"} or w.lower(kinds) == "draft":
            continue
        yield make(w, Found(start, i, end, "Agreement", words().heads["Agreement"].get(w.lower(i), "")))


def _kinds(w: Words, head: int) -> int:
    """The first of the small words that say what kind of text it is: free trade | agreement."""
    at = head
    while at > 0 and head - at < NOUNS and w.tight(at) and _noun(w, at - 1):
        at -= 1
    return at


def _named(w: Words, kinds: int) -> int:
    """The first of the names that stand right before: EU-Mercosur | agreement."""
    at = kinds
    while at > 0 and w.tight(at) and not w.dated(at - 1) and (w.names(at - 1) or w.hyphen(at - 1)):
        if w.cls(at - 1) in {"Person", "Agreement"} or w.number(at - 1):
            break
        at -= 1
    if at > 0 and w.number(at - 1) and YEARS.match(w.units[at - 1].text) and w.tight(at) and w.lower(at - 2) == "the":
        at -= 1
    while at < kinds and (w.units[at].text in {"-", "–", "—"} or apostrophe(w, at)):
        at += 1
    return at


def _telling(w: Words, start: int, end: int) -> bool:
    """Whether the words before the head are a name and not a demonym, an office or a sentence's first word."""
    if end - start == 1 and (w.opens(start) and not w.cls(start) or w.number(start)):
        return False
    demonyms = [s for s, _, form in w.reading.known if form == "demonym"]
    return any(
        (w.cls(k) or w.word(k)) and w.lower(k) not in listed("generic") and w.span(k, k + 1) not in demonyms
        for k in range(start, end)
    )


def _between(w: Words, at: int) -> int:
    """Past "between A and B" or "with A"."""
    if w.lower(at) != "between":
        return at
    begin = _past_article(w, at + 1)
    if not w.names(begin):
        return at
    end = phrase(w, begin)
    while w.lower(end) in {",", "and", "of"} and w.names(_past_article(w, end + 1)):
        end = phrase(w, _past_article(w, end + 1))
    return end


def _party(w: Words, at: int) -> int:
    """Past "with Mongolia"."""
    begin = _past_article(w, at + 1)
    return phrase(w, begin) if w.lower(at) == "with" and w.cls(begin) in {"State", "Organization"} else at


def topic(w: Words, end: int) -> int:
    """Past "on museum exchanges", "concerning a grant for a ferry"."""
    if w.lower(end) not in {"on", "concerning", "regarding", "about"}:
        return end
    begin = at = _past_article(w, end + 1)
    while at < len(w) and at - begin < NOUNS and w.tight(at) and not w.dated(at):
        link = w.lower(at) in {"and", "of", "for", "in"} and at > begin
        if not (_noun(w, at) or w.names(at) or link and (_noun(w, at + 1) or w.names(at + 1)) and not _away(w, at)):
            break
        at += 1
    while at > begin and w.lower(at - 1) in {"and", "of", "for", "in"}:
        at -= 1
    return at if at > begin else end


def _away(w: Words, at: int) -> bool:
    """Whether "in" leads to the town where it was signed."""
    return w.lower(at) == "in" and w.cls(at + 1) in {"Place", "State"} or w.dated(at + 1)


def _past_article(w: Words, at: int) -> int:
    while w.lower(at) in listed("articles"):
        at += 1
    return at


def _noun(w: Words, i: int) -> bool:
    return (
        0 <= i < len(w)
        and w.units[i].text.islower()
        and w.word(i)
        and w.pos(i) in {"NOUN", "ADJ", "PROPN"}
        and not w.cls(i)
        and w.lower(i) not in listed("vague")
    )


def _before(w: Words, i: int) -> str:
    """The clause up to a unit."""
    stop = w.units[i].start
    begin = max((m.end() for m in BREAK.finditer(w.text, 0, stop)), default=0)
    after = BREAK.search(w.text, stop)
    return w.text[begin : after.start() if after else len(w.text)]
