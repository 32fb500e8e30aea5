"""The phrases that page furniture is known by, and what one part of a line is by them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from typing import Literal

from pipeline.model import Span
from pipeline.paths import ONTOLOGY
from pipeline.reading.daylines import only_date
from pipeline.reading.lines import columns, trim
from pipeline.scripts import plain

Verdict = Literal["furniture", "neutral", "content"]

_PARTING = re.compile(
    r"\s*(?:\|+|┃|丨|｜|»|›|‹|::|→|\s>\s|(?<=\w)>(?=\w)|//|⚡+)\s*|"
    r"\s+[/·•▪☆★♥↻✈☁⟲▶►]\s*|\t+|\s{2,}|\u3000|(?<=\S) - (?=\S)"
)
_SPACED = re.compile(r"(?:[\u4e00-\u9fff] ){4}")  # set with a blank after each character
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
ORNAMENT = " \t\u3000|-–—_=*+~^.…:,;·•●○◎■□▪▫◆◇★☆♥♡❤►▶◀◄▲△▼▽▾▸↑↓←→↻⟲⚡♦❖➤➢✓✔👁✈☰✉☎☁▩※【】[]()〔〕「」<>«»‹›/\\!\"'#"

# A part this wide (columns) is no longer a label, whatever it starts with.
WIDEST_LABEL = 170


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of the data file, compiled; all languages together, since pages mix them."""

    menu: frozenset[str]
    topics: frozenset[str]
    tails: frozenset[str]
    starts: re.Pattern[str]
    contains: re.Pattern[str]
    spam: re.Pattern[str]
    neutral: re.Pattern[str]
    pages: re.Pattern[str]
    creator: re.Pattern[str]
    publisher: re.Pattern[str]


@cache
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    with (ONTOLOGY / "lexicon" / "furniture.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def agency_pattern() -> str:
    """A pattern of the names of news agencies, the longest first."""
    names = {name for phrases in _data()["agencies"].values() for name in phrases}
    return f"(?:{'|'.join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))})"


@cache
def lexicon() -> Lexicon:
    """The phrases of `furniture.toml`."""
    data = _data()

    def one(section: str) -> re.Pattern[str]:
        patterns = [pattern for phrases in data[section].values() for pattern in phrases]
        # A group may have one name only once in a pattern; its number says as much.
        plain = [pattern.replace("?P<name>", "").replace("{agency}", agency_pattern()) for pattern in patterns]
        return re.compile("|".join(f"(?:{pattern})" for pattern in plain))

    def words(section: str) -> frozenset[str]:
        return frozenset(normal(word) for phrases in data[section].values() for word in phrases)

    patterns = (one(name) for name in ("starts", "contains", "spam", "neutral", "pages", "creator", "publisher"))
    menu = words("menu") | words("topics") | words("tails")
    return Lexicon(menu, words("topics"), words("tails"), *patterns)


def normal(text: str) -> str:
    """A text as the phrases are written: simplified, half-width, lower case, without tags and ornaments around it."""
    text = unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    text = re.sub(r"\s+", " ", plain(text).casefold()).strip(ORNAMENT)
    return text.replace(" ", "") if _SPACED.match(text) else text


def parts_of(text: str) -> list[Span]:
    """The parts of a line: what stands between bars, arrows, dots or wide gaps."""
    spans, start = [], 0
    for found in [*_PARTING.finditer(text), None]:
        end = found.start() if found else len(text)
        span = trim(text, start, end)
        if len(span):
            spans.append(span)
        start = found.end() if found else end
    return spans


def _lower(text: str) -> str:
    return plain(text).casefold()


@lru_cache(maxsize=1024)
def judge_part(text: str) -> Verdict:
    """What one part of a line is, taken alone."""
    words, known = normal(text), lexicon()
    if not words:
        return "neutral"
    if words in known.menu:
        return "furniture"
    if all(word.strip(ORNAMENT) in known.menu for word in words.split()):
        return "furniture"
    if known.pages.fullmatch(words) and not words.isdigit():
        return "furniture"
    if known.spam.search(words):
        return "furniture"
    label = columns(text) <= WIDEST_LABEL
    if label and any((known.starts.match(words), known.contains.search(words), known.contains.search(_lower(text)))):
        return "furniture"
    if known.neutral.fullmatch(words) or only_date(text):
        return "neutral"
    return "content"


def is_page_mark(text: str) -> bool:
    """Whether a line is a page number, with or without a running head, or a rule across the page."""
    words = normal(text)
    if re.fullmatch(r"(?:19|20)\d{2}", words):
        return False
    return bool(lexicon().pages.fullmatch(words) or lexicon().pages.fullmatch(text))
