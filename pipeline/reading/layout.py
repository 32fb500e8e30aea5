"""Furniture that is known by where it stands among other lines: running heads, heads of mails, columns of menus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.reading.lines import Line
from pipeline.reading.marks import ends_sentence, marker_of
from pipeline.reading.phrases import is_page_mark, lexicon, normal

POSTER = re.compile(
    r"(?P<name>\S{2,24})\s{2,}(?:вчера|сегодня|today|yesterday|昨天|今天|刚刚|"
    r"\d+ \w+ (?:ago|назад))(?:.{0,3}\d{1,2}:\d{2})?",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|От|Кому|Копия|Дата|Тема|发件人|收件人|抄送|日期|主题)\s*[:：]"
)
_ISSUE = re.compile(
    r"\s{3,}(?:выпуск|вып\.|том|№|no\.|vol\.|issue|第\s*\d+\s*[期卷辑])\s*\d*(?:\s{3,}|$)", re.IGNORECASE
)
_GAP = re.compile(r"\S(?:\s{2,}|\u3000+)(?=\S)")
_CONTENTS = re.compile(r"contents|table of contents|содержание|оглавление|目\s?录|目次")

# A foot has so many lines known by their wording, this share of all, and no longer run of others.
FEWEST_FEET, FOOT_SHARE, LONGEST_RUN = 2, 0.34, 2
# A menu set one word a line: so many lines of so many columns, of which this share are words of menus.
MENU_LINES, WIDEST_WORD, MENU_SHARE = 4, 16, 0.4


def like_columns(line: Line, after: Line) -> bool:
    """Whether two lines have as many bars, or wide gaps before figures: then the first heads a table, not a page."""
    bars = len(re.findall(r"[|｜┃]", line.text))
    if bars:
        return bars == len(re.findall(r"[|｜┃]", after.text))
    gaps = len(_GAP.findall(line.text))
    return gaps > 0 and gaps == len(_GAP.findall(after.text)) and bool(re.search(r"\d", after.text))


def posters(lines: Sequence[Line]) -> frozenset[str]:
    """Names that stand over contributions to a forum."""
    return frozenset(found["name"] for line in lines if (found := POSTER.match(line.text)))


def mail_head(lines: Sequence[Line]) -> list[int]:
    """The lines of an e-mail's head: From, To, Date, Subject, one under another."""
    run: list[int] = []
    for index, line in enumerate(lines[:12]):
        if _MAIL.match(line.text):
            run.append(index)
        elif run:
            break
    sender = any(re.match(r"(?:From|От|发件人)", lines[index].text) for index in run)
    return run if sender and len(run) > 1 else []


def contents(lines: Sequence[Line]) -> list[int]:
    """The lines of a table of contents: numbered, right under its title."""
    found: list[int] = []
    for start, line in enumerate(lines):
        if _CONTENTS.fullmatch(normal(line.text)):
            for index in range(start + 1, len(lines)):
                if lines[index].gap or not re.match(r"\d+(?:\.\d+)*\s+\S", lines[index].text):
                    break
                found += [start, index]
    return found


def word_columns(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """Menus set one word a line: a run of very short lines at a page's head or foot, words of menus among them."""
    found: list[int] = []
    run: list[int] = []
    for index, line in enumerate([*lines, None]):
        inside = line is not None and (index < first or index > last) and line.width <= WIDEST_WORD
        if inside and line is not None and (not run or not line.gap):
            run.append(index)
            continue
        known = sum(normal(lines[at].text) in lexicon().menu for at in run)
        if len(run) >= MENU_LINES and known >= MENU_SHARE * len(run):
            found += run
        run = [index] if inside else []
    return found


def after_tail(lines: Sequence[Line], last: int) -> list[int]:
    """The rest of a page below its text, from where it turns to other pages or to its readers: "Most read"."""
    known = lexicon().tails
    start = next((i for i in range(last + 1, len(lines)) if normal(lines[i].text) in known), len(lines))
    return list(range(start, len(lines)))


def foot(lines: Sequence[Line], outer: Sequence[bool]) -> range:
    """The foot of a page, if there is one: lines below the last sentence, a third of them or more furniture by wording.

    What the wording does not show (a topic, a headline, a name under a photograph) goes with the rest, but for
    several such lines on end: those may be a list.
    """
    start, run = len(lines), 0
    for index in range(len(lines) - 1, -1, -1):
        run = 0 if outer[index] else run + 1
        if run > LONGEST_RUN or (run and _says_something(lines[index])):
            break
        start = index if outer[index] else start
    known = sum(outer[i] and not is_page_mark(lines[i].text) for i in range(start, len(lines)))
    return range(start, len(lines) if known >= max(FEWEST_FEET, FOOT_SHARE * (len(lines) - start)) else start)


def _says_something(line: Line) -> bool:
    """Whether a line is or may be of the text: a sentence, an item, a line with a figure or a name in brackets."""
    return ends_sentence(line.text) or bool(re.search(r"\d|[(（《«“]", line.text)) or bool(marker_of(line.text)[0])


def without_number(text: str) -> str:
    """A line without the page number at its end, "" if it has none."""
    found = re.fullmatch(r"(?:\d{1,4}[ \u3000]{2,}(?P<after>\S.*)|(?P<before>.*\S)[ \u3000]{2,}\d{1,4})", text)
    return re.sub(r"\s+", " ", found["after"] or found["before"]) if found else ""


def running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """What stands on more than one page, beside a page number or with that of the issue in a column."""
    heads = Counter(head for line in lines if (head := without_number(line.text)))
    heads.update(line.text for line in lines if _ISSUE.search(line.text))
    return frozenset(head for head, count in heads.items() if count > 1)
