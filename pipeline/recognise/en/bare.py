"""English names that a bare head word or a number gives: its Charter, the Secretariat, Resolution 2231 (2015)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention, Span
from pipeline.recognise.en.runs import apostrophe
from pipeline.recognise.en.words import Words, listed, words

OWN = re.compile(r"(?:\b(?:its|their|whose|our)|[’']s?)\s+(?:own\s+)?$", re.IGNORECASE)
ARTICLE = re.compile(r"\b(?:Articles?|Rules?|Chapters?|Annex(?:es)?|Preamble)\b[^.;:]{0,30} (?:of|to) the $")
NUMBERED = re.compile(
    r"(?:(?:(?:UN |United Nations )?(?:Security Council|General Assembly)|UNSC|UNGA|Council|[A-Z][a-z]+ Council|"
    r"[A-Z][A-Za-z]+) )?"
    r"(?:[Rr]esolutions?|RESOLUTION|[Dd]ecision|Order|Decree|Regulation|Directive|Measure|Recommendation) "
    r"(?:\((?:EU|EC|EEC)\) )?(?:[A-Z]{2,6} )?(?:[Nn]o\.? ?)?"
    r"(?:[A-Z]{1,8}[./-]?)?\d+(?:[./-][\dA-Z]+)*(?:/[A-Z]{2,3})?(?: ?\((?:(?:19|20)\d\d|[XVI]+)\))?(?![\w%])"
)
SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,5}(?:\(\d+\))?(?:/[A-Z\d.-]+)*/(?P<kind>RES|DEC)/\d(?:[\w/.]*\w)?")
_PATTERNS: dict[tuple[str, ...], re.Pattern[str]] = {}


def undertakings(w: Words) -> Iterator[Mention]:
    """ASEAN Green Guarantees (AGG) initiative, ASEAN rice trading platform: a head in small letters."""
    for i in range(1, len(w)):
        if w.lower(i) not in listed("small_undertakings") or w.capital(i):
            continue
        end = _before_aside(w, i)
        nouns = _small_nouns(w, end)
        start = nouns
        start = _capitals(w, nouns)
        bodied = any(w.cls(k) == "Organization" for k in range(start, nouns))
        if w.lower(i) in listed("routes") and start < nouns == i and not w.opens(start):
            yield w.reading.mention(w.span(start, i + 1), "Initiative")
            continue
        if (
            start == nouns
            or apostrophe(w, nouns - 1)
            or (nouns - start < 2 and not _abbreviated(w, start) if nouns == end else not bodied)
        ):
            continue
        yield w.reading.mention(w.span(start, end if end < i and nouns == end else i + 1), "Initiative")


def _capitals(w: Words, end: int) -> int:
    """The first of the capitals that stand before a unit, with "of" or "for" between: Rays of Hope | programme."""
    at = end
    while at > 0 and w.tight(at) and not w.dated(at - 1):
        if w.names(at - 1) or w.hyphen(at - 1):
            at -= 1
        elif at < end and w.lower(at - 1) in {"of", "for", "and"} and at > 1 and w.names(at - 2) and not w.cls(at - 2):
            at -= 2
        elif at < end and w.units[at - 1].text == "No" and not w.opens(at - 1):
            at -= 1
        else:
            break
    return at


def _abbreviated(w: Words, i: int) -> bool:
    return w.units[i].text.isupper() and len(w.units[i].text) > 3


def _before_aside(w: Words, i: int) -> int:
    """Where an abbreviation in parentheses begins that stands before a unit."""
    aside = i > 3 and w.units[i - 1].text == ")" and w.units[i - 3].text == "(" and w.units[i - 2].text.isupper()
    return i - 3 if aside else i


def _small_nouns(w: Words, end: int) -> int:
    """The first of at most three nouns in small letters that stand before a unit."""
    at = end
    while at > 0 and end - at < 3 and w.tight(at) and w.units[at - 1].text.islower():
        if w.pos(at - 1) not in {"NOUN", "ADJ", "VERB"}:
            break
        at -= 1
    return at


def numbered_texts(w: Words) -> Iterator[Mention]:
    """Resolution 2231 (2015), Decision No. 74, Regulation (EU) 2023/955."""
    yield from _symbols(w)
    for match in NUMBERED.finditer(w.text):
        word = re.search(r"resolution|decision|order|decree|regulation|directive", match.group().lower())
        yield w.reading.mention(
            Span(*match.span()), "Agreement", kind=words().heads["Agreement"].get(word.group() if word else "", "")
        )


def _symbols(w: Words) -> Iterator[Mention]:
    """Documents by their symbol: A/RES/79/1, GC(69)/DEC/9."""
    for match in SYMBOL.finditer(w.text):
        kind = "Resolution" if match.group("kind") == "RES" else "Decision"
        yield w.reading.mention(Span(*match.span()), "Agreement", kind=kind)


def own_heading(w: Words) -> Iterator[Mention]:
    """A heading that is a text's head word and no more names the document itself: Communiqué."""
    text = w.text.strip().rstrip(":.")
    key = text.lower()
    if w.reading.passage.kind == "heading" and key in {
        "communiqué",
        "communique",
        "declaration",
        "final declaration",
        "joint statement",
        "joint declaration",
        "joint communiqué",
        "final communiqué",
    }:
        at = w.text.index(text)
        yield w.reading.mention(
            Span(at, at + len(text)),
            "Agreement",
            text.capitalize() if text.isupper() else text,
            kind=words().heads["Agreement"][key.split()[-1]],
        )


def bare_names(w: Words) -> Iterator[Mention]:
    """Names that are a head word alone: its Charter, the Secretariat, the joint communiqué."""
    phrases = sorted((*listed("bare_bodies"), *listed("bare_texts"), *listed("own_texts")), key=lambda p: (-len(p), p))
    pattern = _pattern(tuple(phrases))
    for match in pattern.finditer(w.text):
        text = match.group()
        key = text.lower().replace("’", "'")
        before = w.text[: match.start()]
        at = w.index(match.start())
        if _belongs_to_longer(w, at, match.end()):
            continue
        if key in listed("own_texts"):
            if text[0].isupper() and (OWN.search(before[-12:]) or ARTICLE.search(before[-60:])):
                yield w.reading.mention(
                    Span(*match.span()), "Agreement", text, kind=words().heads["Agreement"].get(key, "")
                )
        elif key in listed("bare_texts"):
            if (
                text[0].isupper()
                or key.startswith(("final", "joint"))
                and re.search(r"\b(?:the|a)\s+$", before[-6:], re.IGNORECASE)
            ):
                yield w.reading.mention(
                    Span(*match.span()), "Agreement", text, kind=words().heads["Agreement"].get(key.split()[-1], "")
                )
        elif text[0].isupper() and text.split()[-1][0].isupper() and not w.heading:
            yield w.reading.mention(Span(*match.span()), "Organization", text)


def _belongs_to_longer(w: Words, at: int, end: int) -> bool:
    """Whether capitals before or after make the words part of a longer name."""
    after = w.index(end)
    if (
        at >= len(w)
        or after < len(w)
        and w.tight(after)
        and (
            w.names(after) and w.cls(after) not in {"Person", "State"} or w.lower(after) == "of" and w.names(after + 1)
        )
    ):
        return True
    return at > 0 and w.tight(at) and w.names(at - 1) and not apostrophe(w, at - 1) and not w.opens(at - 1)


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if phrases not in _PATTERNS:
        body = "|".join(re.escape(p).replace("'", "[’']") for p in phrases)
        _PATTERNS[phrases] = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)
    return _PATTERNS[phrases]
