"""What on a page is not its text: menus, share buttons, bylines, credits, contacts, page numbers, spam.

A line is judged by its parts. The phrases are data (`ontology/lexicon/furniture.toml`); what no phrase
names is seen by its build: a chain of short parts at the head or foot of a page.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.model import Span
from pipeline.paths import ONTOLOGY
from pipeline.reading.daylines import only_date
from pipeline.reading.lines import Line, columns, trim, wide_gaps
from pipeline.scripts import plain

Verdict = Literal["furniture", "neutral", "content"]

_PARTING = re.compile(
    r"\s*(?:\|+|┃|丨|｜|»|›|‹|::|→|\s>\s|(?<=\w)>(?=\w)|//|⚡+)\s*|"
    r"\s+[/·•▪☆★♥↻✈☁⟲▶►]\s*|\t+|\s{2,}|\u3000|(?<=\S) - (?=\S)"
)
_CHAIN = re.compile(r"»|›|::|→|\s>\s|(?<=\w)>(?=\w)| / |｜|\||丨| · | - ")
_ORNAMENT = " \t\u3000|-–—_=*+~^.…:,;·•●○◎■□▪▫◆◇★☆♥♡❤►▶◀◄▲△▼▽▾▸↑↓←→↻⟲⚡👁✈☰✉☎☁▩※【】[]()〔〕「」<>«»‹›/\\!\"'#"
_STOP = re.compile(r"[。！？!?；;]|\.(?:\s|$)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_POSTER = re.compile(
    r"(?P<name>\S{2,24})\s{2,}(?:вчера|сегодня|today|yesterday|昨天|今天|刚刚|"
    r"\d+ \w+ (?:ago|назад))(?:.{0,3}\d{1,2}:\d{2})?",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|От|Кому|Копия|Дата|Тема|发件人|收件人|抄送|日期|主题)\s*[:：]"
)
_DIGIT = re.compile(r"\d")

# A part this wide (columns) is no longer a label, whatever it starts with.
WIDEST_LABEL = 170
# Parts of a menu are short: columns of the widest.
WIDEST_PART = 48
# Prose begins where a line is this wide, or this wide and a whole sentence.
PROSE, SENTENCE = 100, 44


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of the data file, compiled; all languages together, since pages mix them."""

    menu: frozenset[str]
    topics: frozenset[str]
    starts: re.Pattern[str]
    contains: re.Pattern[str]
    spam: re.Pattern[str]
    neutral: re.Pattern[str]
    pages: re.Pattern[str]
    creator: re.Pattern[str]
    publisher: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The phrases of `furniture.toml`."""
    with (ONTOLOGY / "lexicon" / "furniture.toml").open("rb") as file:
        data = tomllib.load(file)

    def one(section: str) -> re.Pattern[str]:
        patterns = [pattern for phrases in data[section].values() for pattern in phrases]
        # A group may have one name only once in a pattern; its number says as much.
        return re.compile("|".join(f"(?:{pattern.replace('?P<name>', '')})" for pattern in patterns))

    def words(section: str) -> frozenset[str]:
        return frozenset(_normal(word) for phrases in data[section].values() for word in phrases)

    patterns = (one(name) for name in ("starts", "contains", "spam", "neutral", "pages", "creator", "publisher"))
    return Lexicon(words("menu") | words("topics"), words("topics"), *patterns)


def _normal(text: str) -> str:
    return re.sub(r"\s+", " ", plain(text).casefold()).strip(_ORNAMENT)


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


def judge_part(text: str) -> Verdict:
    """What one part of a line is, taken alone."""
    words, known = _normal(text), lexicon()
    if not words:
        return "neutral"
    if words in known.menu:
        return "furniture"
    if all(word.strip(_ORNAMENT) in known.menu for word in words.split()):
        return "furniture"
    if known.pages.fullmatch(words) and not words.isdigit():
        return "furniture"
    if known.spam.search(words):
        return "furniture"
    if columns(text) <= WIDEST_LABEL and (known.starts.match(words) or known.contains.search(plain(text).casefold())):
        return "furniture"
    if known.neutral.fullmatch(words) or only_date(text):
        return "neutral"
    return "content"


def is_prose(line: Line) -> bool:
    """Whether a line reads as running text: long, or a whole sentence."""
    return line.width >= PROSE or (line.width >= SENTENCE and bool(re.search(r"[。！？；;:：]$|[.!?]$", line.text)))


def judge(lines: Sequence[Line]) -> list[Verdict]:
    """For each line whether it is furniture, as a whole."""
    repeated = _running_heads(lines) | _posters(lines)
    alone = [_judge_line(line, repeated) for line in lines]
    for index in _mail_head(lines):
        alone[index] = "furniture"
    first, last = _body(lines, alone)
    verdicts: list[Verdict] = []
    for index, line in enumerate(lines):
        margin = index < first or index > last
        beside = any(alone[i] == "furniture" for i in (index - 1, index + 1) if 0 <= i < len(lines))
        heads_table = index + 1 < len(lines) and lines[index + 1].gap == 0 and _like_columns(line, lines[index + 1])
        margin = margin and not (heads_table and alone[index] == "content")
        verdicts.append(_in_context(line, alone[index], margin=margin, beside=beside))
    return verdicts


def _judge_line(line: Line, repeated: frozenset[str]) -> Verdict:
    """A line by its own wording."""
    known, words = lexicon(), _normal(line.text)
    if not words or (len(words) == 1 and words.isascii()) or is_page_mark(line.text):
        return "furniture"
    if {line.text, _without_number(line.text)} & repeated or _POSTER.match(line.text):
        return "furniture"
    parts = [part.of(line.text) for part in parts_of(line.text)]
    verdicts = Counter(judge_part(part) for part in parts)
    if verdicts["content"] == 0:
        return "furniture" if verdicts["furniture"] else "neutral"
    if known.spam.search(plain(line.text).casefold()) and line.width <= WIDEST_LABEL:
        return "furniture"
    if judge_part(line.text) == "furniture" and not _holds_sentences(line):
        return "furniture"
    short = all(columns(part) <= WIDEST_PART for part in parts if judge_part(part) == "content")
    most = verdicts["furniture"] + verdicts["neutral"] >= verdicts["content"]
    return "furniture" if verdicts["furniture"] and most and short and not _has_buttons(line) else "content"


def _has_buttons(line: Line) -> bool:
    """Whether a title stands at the left and nothing but buttons at the right."""
    gap = next(iter(wide_gaps(line.text)), None)
    if gap is None or judge_part(line.text[: gap.start()]) != "content":
        return False
    words = [word.strip(_ORNAMENT) for word in _normal(line.text[gap.end() :]).split()]
    return all(not word or word in lexicon().menu for word in words)


def is_page_mark(text: str) -> bool:
    """Whether a line is a page number, with or without a running head, or a rule across the page."""
    words = _normal(text)
    if re.fullmatch(r"(?:19|20)\d{2}", words):
        return False
    return bool(lexicon().pages.fullmatch(words) or lexicon().pages.fullmatch(text))


def _holds_sentences(line: Line) -> bool:
    return line.width > PROSE and len(_STOP.findall(line.text)) > 1


def _in_context(line: Line, alone: Verdict, *, margin: bool, beside: bool) -> Verdict:
    """A line's verdict in view of where it stands: at the head or foot of a page, beside furniture."""
    one_part = len(parts_of(line.text)) == 1
    if alone == "furniture":
        # A word of menus may head a section: "History", "Documents".
        word = _normal(line.text)
        is_word = one_part and word in lexicon().menu and line.text[:1] not in "[【<"
        alone_counts = margin and word not in lexicon().topics
        return "furniture" if alone_counts or beside or not is_word else "content"
    if alone == "neutral":
        several = len(parts_of(line.text)) > 1 or not only_date(line.text) or bool(_CLOCK.search(line.text))
        return "furniture" if margin and several else "content"
    return "furniture" if margin and _is_chain(line) else "content"


def _is_chain(line: Line) -> bool:
    """Whether a line is built like a menu or a trail of crumbs: short parts, no figures, no sentence."""
    marks = Counter(found.group().strip() for found in _CHAIN.finditer(line.text))
    if not marks or _STOP.search(line.text.rstrip("!?！？")) or re.search(r"[(（]|——", line.text):
        return False
    mark, count = marks.most_common(1)[0]
    least = 2 if mark in ("»", "›", ">", "::", "→") else 3
    parts = [part.of(line.text) for part in parts_of(line.text)]
    # A trail of crumbs ends with the page's own title, which may be long.
    parts = parts[:-1] if least == 2 and line.width <= WIDEST_LABEL else parts
    return count >= least and all(columns(part) <= WIDEST_PART for part in parts) and not _DIGIT.search(line.text)


def _body(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> tuple[int, int]:
    """The first and the last line of running text; the margins lie outside."""
    prose = [index for index, line in enumerate(lines) if is_prose(line) and verdicts[index] == "content"]
    return (prose[0], prose[-1]) if prose else (0, len(lines) - 1)


def _like_columns(line: Line, after: Line) -> bool:
    """Whether two lines have as many bars: then the first heads a table rather than a page."""
    bars = len(re.findall(r"[|｜┃]", line.text))
    return bars > 0 and bars == len(re.findall(r"[|｜┃]", after.text))


def _posters(lines: Sequence[Line]) -> frozenset[str]:
    """Names that stand over contributions to a forum."""
    return frozenset(found["name"] for line in lines if (found := _POSTER.match(line.text)))


def _mail_head(lines: Sequence[Line]) -> list[int]:
    """The lines of an e-mail's head: From, To, Date, Subject, one under another."""
    run: list[int] = []
    for index, line in enumerate(lines[:12]):
        if _MAIL.match(line.text):
            run.append(index)
        elif run:
            break
    sender = any(re.match(r"(?:From|От|发件人)", lines[index].text) for index in run)
    return run if sender and len(run) > 1 else []


def _without_number(text: str) -> str:
    """A line without the page number at its end, "" if it has none."""
    found = re.fullmatch(r"(?:\d{1,4}[ \u3000]{2,}(?P<after>\S.*)|(?P<before>.*\S)[ \u3000]{2,}\d{1,4})", text)
    return re.sub(r"\s+", " ", found["after"] or found["before"]) if found else ""


def _running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """What stands beside a page number on more than one page."""
    heads = Counter(head for line in lines if (head := _without_number(line.text)))
    return frozenset(head for head, count in heads.items() if count > 1)
