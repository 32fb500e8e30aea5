"""Stated themes and mottoes in Russian: под девизом «…», на тему «…», «…» – под таким девизом."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.ru.words import Words, words

BEFORE = re.compile(r"«(?P<theme>[^«»]+)»\s*[–—-]\s*(?:под\s+)?(?:таким|таков|такой|такова)\s+(?:девиз|тем|лозунг)")


def themes(w: Words) -> Iterator[Mention]:
    """The text of every stated theme or motto, without its quotes."""
    for pattern in (_after_introducer(), BEFORE):
        for match in pattern.finditer(w.reading.plain):
            yield w.reading.mention(Span(*match.span("theme")), "Theme")


@cache
def _after_introducer() -> re.Pattern[str]:
    body = "|".join(re.escape(p) for p in sorted(words().words["theme_introducers"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})\s*[:—–-]?\s*«(?P<theme>[^»]+(?:«[^»]+»[^»]*)*)»", re.IGNORECASE)
