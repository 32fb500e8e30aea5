"""English bodies that a text names by their abbreviation alone: SAMIM, AFAD."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention, Span
from pipeline.recognise.en.places import dateline
from pipeline.recognise.en.words import Words

ACRONYM = re.compile(r"(?<![\w/“\"«&.-])(?!COVID|NOTE|PDF|FAQ|PAGE)[A-Z]{4,8}(?![\w/&.-]*\w)(?! \d)")
ACTING = re.compile(
    r"(?:’s|'s)?,? (?:has|had|will|was|is|were|said|says|opened|hosted|held|signed|agreed|met|joined|adopted|approved|"
    r"elected|launched|left|went|reported|the \w+|an? \w+)\b|’s |'s "
)
BEFORE = re.compile(
    r"\b(?:by|with|joined|of|between|and|from|within|through|to|at|for|into|left)(?: the)? $|[,.;:] $|^$"
)


def acronyms(w: Words) -> Iterator[Mention]:
    """Abbreviations of a passage that is not written large itself, where the words around speak of a body."""
    if w.heading or w.reading.passage.kind == "heading":
        return
    for match in ACRONYM.finditer(w.text):
        i = w.index(match.start())
        if i < dateline(w):
            continue
        if i >= len(w) or w.units[i].text != match.group() or w.cls(i) or w.capital(i + 1) and w.tight(i + 1):
            continue
        before, after = w.text[: match.start()], w.text[match.end() :]
        shouted = sum(u.text.isupper() and len(u.text) > 3 for u in w.units[max(0, i - 3) : i + 4]) > 2
        if shouted or i and w.capital(i - 1) and w.tight(i) and not w.opens(i) and not w.cls(i - 1):
            continue
        if BEFORE.search(before[-14:]) and (ACTING.match(after) or re.match(r"[,.;)]| and\b", after)):
            yield w.reading.mention(Span(*match.span()), "Organization")
