"""What on a page is not its text: menus, share buttons, bylines, credits, contacts, page numbers, spam.

A line is judged by its parts. The phrases are data (`ontology/lexicon/furniture.toml`); what no phrase
names is seen by its build: a chain of short parts at the head or foot of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.reading.daylines import only_date
from pipeline.reading.layout import (
    POSTER,
    after_tail,
    contents,
    foot,
    like_columns,
    mail_head,
    posters,
    running_heads,
    without_number,
    word_columns,
)
from pipeline.reading.lines import Line, columns, wide_gaps
from pipeline.reading.parts import is_margin
from pipeline.reading.phrases import (
    ORNAMENT,
    WIDEST_LABEL,
    Verdict,
    is_page_mark,
    judge_part,
    lexicon,
    normal,
    parts_of,
)
from pipeline.scripts import plain

_CHAIN = re.compile(r"»|›|::|→|\s>\s|(?<=\w)>(?=\w)| / |｜|\||丨| · | - ")
_STOP = re.compile(r"[。！？!?；;]|\.(?:\s|$)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_NO_LABEL = re.compile(r"[\d:：.。,，、;；|｜┃]")
_WIDE = re.compile(r"\S(?:\s{2,}|\u3000)\S")
_DIGIT = re.compile(r"\d")

# Parts of a menu are short: columns of the widest.
WIDEST_PART = 48
# A site's own menu stands on one of so many lines.
TOP = 3
# Labels side by side that no mark parts are shorter.
WIDEST_WORDS = 24
# Prose begins where a line is this wide, or this wide and a whole sentence.
PROSE, SENTENCE = 100, 44


def is_prose(line: Line) -> bool:
    """Whether a line reads as running text: long, or a whole sentence."""
    return line.width >= PROSE or (line.width >= SENTENCE and bool(re.search(r"[。！？；;:：]$|[.!?]$", line.text)))


def judge(lines: Sequence[Line]) -> list[Verdict]:
    """For each line whether it is furniture, as a whole."""
    repeated = running_heads(lines) | posters(lines)
    alone = [_judge_line(line, repeated) for line in lines]
    for index in (*mail_head(lines), *contents(lines)):
        alone[index] = "furniture"
    first, last = _body(lines, alone)
    for index in (*word_columns(lines, first, last), *after_tail(lines, last)):
        alone[index] = "furniture"
    verdicts = [_placed(lines, alone, index, margin=not first <= index <= last) for index in range(len(lines))]
    for index in foot(lines, [verdict == "furniture" for verdict in verdicts]):
        verdicts[index] = "furniture"
    return verdicts


def _placed(lines: Sequence[Line], alone: Sequence[Verdict], index: int, *, margin: bool) -> Verdict:
    """A line's verdict in view of its neighbours; `margin`: it stands above or below the running text."""
    line = lines[index]
    beside = any(alone[i] == "furniture" for i in (index - 1, index + 1) if 0 <= i < len(lines))
    heads_table = index + 1 < len(lines) and lines[index + 1].gap == 0 and like_columns(line, lines[index + 1])
    margin = margin and not (heads_table and alone[index] == "content")
    if index < TOP and margin and alone[index] == "content" and _is_menu_row(line):
        return "content" if _in_columns(lines, index) else "furniture"
    return _in_context(line, alone[index], margin=margin, beside=beside)


def _judge_line(line: Line, repeated: frozenset[str]) -> Verdict:
    """A line by its own wording."""
    known, words = lexicon(), normal(line.text)
    if not words or (len(words) == 1 and words.isascii()) or is_page_mark(line.text):
        return "furniture"
    if is_margin(line.text):
        return "furniture"
    if {line.text, without_number(line.text)} & repeated or POSTER.match(line.text):
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
    words = [word.strip(ORNAMENT) for word in normal(line.text[gap.end() :]).split()]
    return all(not word or word in lexicon().menu for word in words)


def _holds_sentences(line: Line) -> bool:
    return line.width > PROSE and len(_STOP.findall(line.text)) > 1


def _in_context(line: Line, alone: Verdict, *, margin: bool, beside: bool) -> Verdict:
    """A line's verdict in view of where it stands: at the head or foot of a page, beside furniture."""
    one_part = len(parts_of(line.text)) == 1
    if alone == "furniture":
        # A word of menus may head a section: "History", "Documents".
        word = normal(line.text)
        is_word = one_part and word in lexicon().menu and line.text[:1] not in "[【<"
        alone_counts = margin and word not in lexicon().topics
        return "furniture" if alone_counts or beside or not is_word else "content"
    if alone == "neutral":
        several = len(parts_of(line.text)) > 1 or not only_date(line.text) or bool(_CLOCK.search(line.text))
        return "furniture" if several and (margin or (beside and not only_date(line.text))) else "content"
    return "furniture" if margin and (_is_chain(line) or (beside and _is_menu_row(line))) else "content"


def _in_columns(lines: Sequence[Line], index: int) -> bool:
    """Whether a line has as many parts as the next one: rows of a table, though no figures stand in them."""
    return index + 1 < len(lines) and len(parts_of(lines[index].text)) == len(parts_of(lines[index + 1].text))


def _is_menu_row(line: Line) -> bool:
    """Whether a line is three or more short labels far apart, no figures among them, as a row of a menu is.

    Single characters far apart are a title that is set wide.
    """
    parts = [part.of(line.text) for part in parts_of(line.text)]
    if len(parts) < 3 or not all(len(part) > 1 and columns(part) <= WIDEST_WORDS for part in parts):
        return False
    return bool(_WIDE.search(line.text)) and not _NO_LABEL.search(line.text)


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
