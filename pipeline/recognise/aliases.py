"""Short names that a document introduces itself: 以下简称, далее —, hereinafter, or a bare (ABBR) after a name.

They hold for that document only: every later occurrence of the short name is a mention of the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from pipeline import authority
from pipeline.model import Mention, Span
from pipeline.recognise.lexicon import Lexicon, lexicon
from pipeline.recognise.reading import Reading
from pipeline.scripts import fold

ALIASED = {"State", "Place", "Organization", "Event", "Agreement", "Initiative"}
PARENTHESIS = re.compile(r"\s*[\"”»》」』]?\s*[(（]([^()（）]{1,160})[)）]")
SPLIT = re.compile(r"[,，、;；]|\bor\b|\bили\b|\bи\b|或|\band\b|和")
OPENING = "“«「『《"
QUOTES = "\"'“”„‘’«»《》〈〉「」『』 "
ACRONYM = re.compile(r"^[A-ZА-ЯЁ][\w.&+-]{0,14}$")
LATIN_NAME = re.compile(r"^[A-Z][\w&'’.-]*(?: [\w&'’.-]+)*$")
SHORTEST, LONGEST = 2, 40  # characters of a short name


def introduced(readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """All mentions by short names the document introduces: in the parenthesis itself and everywhere else."""
    found: list[Mention] = []
    aliases: dict[str, Mention] = {}
    by_index = {r.index: r for r in readings}
    nested: dict[tuple[int, int], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.passage, m.span.start, m.span.end)):
        if mention.cls in ALIASED:
            nested.setdefault((mention.passage, mention.span.end), []).append(mention)
    for (passage, _), ending_here in nested.items():
        for mention in ending_here:
            for span, text in _announced(by_index[passage], mention):
                if mention in _owners(text, ending_here):
                    aliases.setdefault(text, mention)
                    found.append(_short(by_index[passage], span, mention))
    for reading in readings:
        found.extend(_repeats(reading, aliases))
    return found


def _owners(short: str, nested: Sequence[Mention]) -> Sequence[Mention]:
    """Of things whose names end together the innermost that a short name is taken from; all, where that is not seen.

    In "the 11th summit of the Organization of Turkic States (OTS, the Organization)" both stand for the body.
    """
    key = fold(short)
    taken = [m for m in nested if any(key in fold(name) or key == _initials(name) for name in _names(m))]
    return taken[-1:] or nested


def _names(mention: Mention) -> tuple[str, ...]:
    entry = authority.load().by_id.get(mention.known)
    return (mention.name, *(entry.names(mention.language) if entry else ()))


def _initials(name: str) -> str:
    return fold("".join(word[0] for word in re.findall(r"[^\W\d_]+", name)))


def _announced(reading: Reading, mention: Mention) -> Iterator[tuple[Span, str]]:
    """Short names in the parenthesis right after a mention."""
    match = PARENTHESIS.match(reading.plain, mention.span.end)
    if match is None:
        return
    words = lexicon(reading.passage.language)
    inside, told = _after_introducer(match.group(1), words)
    at = match.start(1) + len(match.group(1)) - len(inside)
    for part in map(_without_article, _parts(inside, at), repeat(reading.plain)):
        text = part.of(reading.plain)
        if _plausible(text, told, mention):
            yield part, text


def _without_article(part: Span, plain: str) -> Span:
    """Hereinafter "the AMA Treaty" is AMA Treaty; but "the Treaty" stays so."""
    text = part.of(plain)
    return Span(part.start + 4, part.end) if text[:4].lower() == "the " and " " in text[4:] else part


def _after_introducer(text: str, words: Lexicon) -> tuple[str, bool]:
    for phrase in sorted(words.introducers, key=len, reverse=True):
        at = text.find(phrase)
        if at >= 0:
            return text[at + len(phrase) :].lstrip(" :：,，-–—"), True
    return text, False


def _parts(text: str, offset: int) -> Iterator[Span]:
    at = 0
    for cut in [*SPLIT.finditer(text), None]:
        end = cut.start() if cut else len(text)
        part = text[at:end]
        opened = max(
            part.rstrip(QUOTES).rfind(quote) for quote in OPENING
        )  # 文中亦作“本组织”: the name is what is quoted
        start = at + opened + 1 if opened >= 0 else at + len(part) - len(part.lstrip(QUOTES + "-–—"))
        stop = at + len(part.rstrip(QUOTES))
        if start < stop:
            yield Span(offset + start, offset + stop)
        at = cut.end() if cut else end


def _plausible(text: str, told: bool, mention: Mention) -> bool:
    """Without an introducing word only an abbreviation, or a Latin name of a thing named otherwise, is one."""
    if not SHORTEST <= len(text) <= LONGEST or text == mention.name or text.isdigit():
        return False
    if told:
        return True
    if mention.cls in {"State", "Place"}:
        return False
    abbreviated = any(sum(c.isupper() for c in part) >= 2 for part in text.split("-"))  # no town with a hyphen
    return bool(ACRONYM.match(text) and abbreviated) or (
        mention.language.startswith("zh") and bool(LATIN_NAME.match(text))
    )


def _short(reading: Reading, span: Span, of: Mention, name: str = "") -> Mention:
    short = reading.mention(span, of.cls, name, form="short", stands_for=of.stands_for or of.name)
    return replace(short, known=of.known, kind=of.kind, ordinal=of.ordinal, period=of.period)


def _repeats(reading: Reading, aliases: dict[str, Mention]) -> Iterator[Mention]:
    for text, of in aliases.items():
        for match in _finder(text, reading.passage.language).finditer(reading.plain):
            declined = reading.passage.language == "ru"  # «Организации» is called «Организация»
            yield _short(reading, Span(*match.span()), of, text if declined else "")


def _finder(text: str, language: str) -> re.Pattern[str]:
    """Chinese short names stand anywhere; others as whole words, in Russian with their case ending."""
    body = re.escape(text)
    if language.startswith("zh") and not text.isascii():
        return re.compile(body)
    if language.startswith("zh"):  # COP15第二阶段会议: no space parts Latin letters from characters
        return re.compile(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])")
    if language == "ru" and len(text) > 4 and not text.isupper() and text[-1].isalpha():
        stem = re.escape(text[:-1] if text[-1] in "аяоеиыйь" else text)
        return re.compile(rf"(?<!\w){stem}\w{{0,3}}(?!\w)")
    return re.compile(rf"(?<!\w){body}(?!\w)")
