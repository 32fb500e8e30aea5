"""What a page says of itself: its title, date, publisher and author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from pipeline.model import Passage
from pipeline.reading.daylines import date_in, document_date, is_dated, is_labelled, only_date
from pipeline.reading.phrases import lexicon
from pipeline.scripts import plain

_STOP_WORDS = re.compile("and$|и$|发布|阅读|浏览|评论|未经|来源|编辑|责编|字[号体]|点击|打印")
_SIGNED = re.compile(r"[日年]\s*[于於]\s*\S{2,8}$")
_SUBJECT = re.compile(r"Subject:\s*(?:=\?=\s*)?(?=\S)")
_BUTTONS = re.compile(
    r"(?i)\blog in\b|\blogged in\b|create account|sign in|отписа|подпис(?:ать|ка)|会员|登录|登入|註冊|注册"
)
MENU_WORD = 5  # characters of a button in a Chinese menu at most
# A text's first passage is its title if it is no longer than this (characters).
LONGEST_TITLE = 160
# Titles and their dates stand among so many passages at the head, signatures among so many at the foot.
HEAD, FOOT = 6, 2


def title_of(passages: Sequence[Passage]) -> str:
    """The first heading that is more than a date, else the first passage if it is short."""
    content = [passage for passage in passages if passage.kind != "furniture"]
    for passage in passages:
        if passage.kind == "furniture" and (subject := _SUBJECT.match(passage.text)):
            return passage.text[subject.end() :]
    headings = [passage.text for passage in content[:HEAD] if passage.kind == "heading" and not only_date(passage.text)]
    if headings:
        return next((text for text in headings if not _is_menu(text)), headings[0])
    return content[0].text if content and len(content[0].text) <= LONGEST_TITLE else ""


def _is_menu(text: str) -> bool:
    """Whether a line at the head is a trail of crumbs, a row of buttons or an address to the reader."""
    words = text.split()
    short = bool(words) and max(map(len, words)) <= MENU_WORD and len(words) > 1 and "\u4e00" <= words[0][0] <= "\u9fff"
    return ">>" in text or " > " in text or short or bool(_BUTTONS.search(text))


def date_of(passages: Sequence[Passage]) -> str:
    """The document's date: from bylines and the like, else from its title lines or its signature."""
    content = [passage for passage in passages if passage.kind != "furniture"]
    outer = [passage.text for passage in passages if passage.kind == "furniture"]
    head = [passage.text for passage in content[:HEAD] if passage.kind != "row" and _dates(passage.text)]
    foot = [passage.text for passage in content[-FOOT:] if passage.kind != "row" and _dates(passage.text)]
    foot += [passage.text for passage in content if len(passage.text) <= 60 and _SIGNED.search(passage.text)]
    edges = [passage.text for passage in (*content[:1], *content[-1:])]
    return document_date(outer, [*head, *_datelines(content), *foot], [*outer, *edges])


def _dates(text: str) -> bool:
    """Whether a short line dates the document: a place and a date, or a note of when it was issued."""
    return len(text) <= 90 and bool(date_in(text)) and (is_labelled(text) or is_dated(text))


def _datelines(content: Sequence[Passage]) -> list[str]:
    """The start of the first paragraph, where agencies put place and date before a dash."""
    first = next((passage.text for passage in content if passage.kind == "paragraph"), "")
    found = re.match(r"[^.。]{2,40}(?:\d|\.)[^.。]{0,60}?(?:--|—|–)\s", first)
    return [found.group()] if found else []


def publisher_of(passages: Sequence[Passage]) -> str:
    """Who published it, where a source line or an agency's dateline says so."""
    return _named(lexicon().publisher, passages)


def creator_of(passages: Sequence[Passage]) -> str:
    """Who wrote it, where a byline says so."""
    return _named(lexicon().creator, passages)


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(r"our (?:own |staff )?(?:correspondent|reporter)|staff|综合|本站|the .*|desk", re.IGNORECASE)


def _named(pattern: re.Pattern[str], passages: Sequence[Passage]) -> str:
    """The first name that a pattern finds in furniture, as it is written there."""
    for passage in passages:
        if passage.kind != "furniture":
            continue
        lowered = plain(passage.text).lower()
        if len(lowered) != len(passage.text) or (found := pattern.search(lowered)) is None:
            continue
        group = next(index for index, value in enumerate(found.groups(), 1) if value)
        words = passage.text[found.start(group) : found.end(group)].split()
        name = " ".join(takewhile(lambda word: not _STOP_WORDS.match(plain(word)), words))
        if name and not _nobody().fullmatch(name):
            return name
    return ""
