"""The lines of a document, and the reading text that a run of them makes.

Offsets stay those of the document: `compose` says for each character of the reading text where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from typing import Any

from pipeline.model import Span
from pipeline.reading.language import CYRILLIC, HAN, LATIN

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Mirror sites put the reading behind a character: 会(huì).
_PINYIN = rf"(?<=[{HAN}])\([a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*\)"
_DROPPED = re.compile(
    rf"<!--.*?-->|{_PINYIN}|\[(?:edit(?: source)?|править(?: код)?(?: \| править код)?|编辑|編輯)\]|"
    rf"</?(?:a|b|br|div|em|font|i|img|li|p|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?/?>|\*\*|(?<!\w)__|__(?!\w)|[{_INVISIBLE}]",
    re.DOTALL,
)
# What a page was left with when its text was copied out of its source.
_ESCAPE = re.compile(
    r"&(?:nbsp|quot|amp|laquo|raquo|[lr][ds]quo|[nm]dash|hellip|middot|bull|copy|apos|shy|thinsp|e[nm]sp|"
    r"#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)
_HYPHEN = re.compile(rf"[{CYRILLIC}{LATIN}][-\u2010\u00ad\u00ac]$")
_LETTER = re.compile(rf"[{CYRILLIC}{LATIN}]")
# Between these no space is read where a line breaks.
_TIGHT = re.compile(rf"[{HAN}\u3000-\u303f\uff01-\uff65—…“”‘’·]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a part of one, without the white space around it.

    `gap` counts the blank lines before it (None: it goes on in the line of the part before it), `indent`
    the columns of white space, `width` its own columns (a Chinese character takes two).
    """

    span: Span
    text: str
    gap: int | None
    indent: int
    width: int

    def part(self, start: int, end: int, *, gap: int | None = None) -> Line:
        """A part of this line, by positions in its text, trimmed; it keeps the line's own gap where it starts it."""
        trimmed = trim(self.text, start, end)
        gap = self.gap if start == 0 else gap
        span = Span(self.span.start + trimmed.start, self.span.start + trimmed.end)
        text = trimmed.of(self.text)
        return replace(self, span=span, text=text, gap=gap, width=columns(text))


def trim(text: str, start: int, end: int) -> Span:
    """A stretch without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def columns(text: str) -> int:
    """How wide a text is on a page of fixed-width characters."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank."""
    start, gap = 0, 0
    ends = [(found.start(), found.end()) for found in _BREAK.finditer(text)] + [(len(text), len(text))]
    for end, after in ends:
        span = trim(text, start, end)
        content = span.of(text)
        if content.strip(_INVISIBLE):
            indent = columns(text[start : span.start].expandtabs(4))
            yield Line(span, content, gap, indent, columns(content))
            gap = 0
        else:
            gap += 1
        start = after


def compose(text: str, spans: Sequence[Span]) -> tuple[str, tuple[int, ...]]:
    """The reading text of stretches of a document, read one after another, and where each character stands.

    A run of white space becomes one space; a word broken by a hyphen becomes whole; where two stretches
    meet, a space stands unless Chinese goes on. Comments, markup and invisible characters are left out.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for span in spans:
        piece = list(_read(text, span))
        if not piece:
            continue
        if characters:
            _meet(text, characters, offsets, piece[0], "".join(character for character, _ in piece[:40]))
        characters.extend(character for character, _ in piece)
        offsets.extend(offset for _, offset in piece)
    return "".join(characters), tuple(offsets)


def _read(text: str, span: Span) -> Iterator[tuple[str, int]]:
    """The characters of one stretch with their places; white space only between others."""
    space: int | None = None
    begun = False
    for character, offset in _kept(text, span):
        if character.isspace():
            space = offset if space is None else space
            continue
        if space is not None and begun:
            yield " ", space
        begun, space = True, None
        yield character, offset


def _kept(text: str, span: Span) -> Iterator[tuple[str, int]]:
    position = span.start
    for dropped in _DROPPED.finditer(text, span.start, span.end):
        yield from _unescaped(text, position, dropped.start())
        position = dropped.end()
    yield from _unescaped(text, position, span.end)


def _unescaped(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The characters of a stretch; an escape is the character that it stands for, at the place where it begins."""
    position = start
    for escape in _ESCAPE.finditer(text, start, end):
        yield from zip(text[position : escape.start()], range(position, escape.start()), strict=True)
        character = unescape(escape.group())
        if len(character) == 1 and character not in _INVISIBLE:
            yield character, escape.start()
        position = escape.end()
    yield from zip(text[position:end], range(position, end), strict=True)


def _meet(text: str, characters: list[str], offsets: list[int], following: tuple[str, int], rest: str) -> None:
    """Prepare the end of a reading text for what follows: take the hyphen away, or add a space."""
    tail = "".join(characters[-40:])
    if _HYPHEN.search(tail) and _LETTER.match(following[0]):
        if is_broken(tail, rest, text):
            characters.pop()
            offsets.pop()
    elif not (_TIGHT.match(following[0]) and _TIGHT.match(tail[-1])):
        places = range(offsets[-1] + 1, following[1])
        if (place := next((i for i in places if text[i].isspace()), None)) is not None:
            characters.append(" ")
            offsets.append(place)


def is_broken(before: str, after: str, text: str) -> bool:
    """Whether the hyphen at the end of `before` is there only because the line broke within a word.

    It is the word's own if it stands so elsewhere in the text, or if the joined word is no word.
    """
    head = re.findall(rf"[{CYRILLIC}{LATIN}]+(?=.$)", before)[-1]
    second = "".join(re.findall(rf"^[{CYRILLIC}{LATIN}]+", after))
    if second[:1].isupper() and not head.isupper():
        return False
    if f"{head}-{second}" in text:
        return False
    return not ("а" <= second[:1].lower() <= "я") or is_russian(head + second) or not is_russian(second)


@cache
def is_russian(word: str) -> bool:
    """Whether a dictionary knows the word."""
    return bool(_morphology().word_is_known(word.lower()))


@cache
def _morphology() -> Any:
    from pymorphy3 import MorphAnalyzer  # late: it is only wanted where a Russian word is broken

    return MorphAnalyzer()


def wide_gaps(text: str, least: int = 3) -> Iterable[re.Match[str]]:
    """Stretches of white space wide enough to part columns: a tab, or that many columns of blanks."""
    for found in re.finditer(r"[ \u00a0]*\t\s*|[ \u00a0\u3000\u2000-\u200a]{2,}", text):
        if "\t" in found.group() or columns(found.group()) >= least:
            yield found
