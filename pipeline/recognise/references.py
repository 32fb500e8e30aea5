"""Phrases that point to a thing named before: 本组织, «Организация», "the Forum", 中方 — resolved in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from pipeline import authority
from pipeline.languages.declension import declined
from pipeline.model import Language, Mention, Span
from pipeline.recognise.lexicon import Reference, lexicon
from pipeline.recognise.overlap import place
from pipeline.recognise.reading import Reading


def referring(readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions by reference, each standing for the nearest earlier fitting thing."""
    taken: dict[int, list[Span]] = {}
    titles: dict[int, list[Span]] = {}
    for mention in mentions:
        taken.setdefault(mention.passage, []).append(mention.span)
        if mention.cls == "Agreement":
            titles.setdefault(mention.passage, []).append(mention.span)
    found = []
    for reading in readings:
        for span, senses in _phrases(reading):
            if any(span.overlaps(other) for other in taken.get(reading.index, ())):
                continue
            antecedents = (_antecedent(reading.index, span, sense, mentions, titles) for sense in senses)
            antecedent = max((a for a in antecedents if a is not None), key=place, default=None)
            if antecedent is not None:
                found.append(_point(reading, span, antecedent))
    return found


def _phrases(reading: Reading) -> Iterator[tuple[Span, tuple[Reference, ...]]]:
    table = _table(reading.passage.language)
    if table is None:
        return
    pattern, by_phrase = table
    for match in pattern.finditer(reading.plain):
        yield Span(*match.span()), by_phrase[match.group()]


@cache
def _table(language: Language) -> tuple[re.Pattern[str], dict[str, tuple[Reference, ...]]] | None:
    """The phrases of a language as one pattern, and each one's senses: a forum is a body or a meeting."""
    references: dict[str, tuple[Reference, ...]] = {}
    for reference in lexicon(language).references:
        forms = sorted(declined(reference.phrase)) if language == "ru" else [reference.phrase]
        for phrase in dict.fromkeys(spelling for form in forms for spelling in (form, form[:1].upper() + form[1:])):
            references[phrase] = tuple(dict.fromkeys((*references.get(phrase, ()), reference)))
    if not references:
        return None
    body = "|".join(re.escape(p) for p in sorted(references, key=lambda p: (-len(p), p)))
    whole = body if language.startswith("zh") else rf"(?<!\w)(?:{body})(?!\w)"
    return re.compile(whole), references


def _antecedent(
    passage: int, span: Span, reference: Reference, mentions: Sequence[Mention], titles: Mapping[int, Sequence[Span]]
) -> Mention | None:
    """The nearest earlier mention of the class (and head) that the phrase asks for; those inside a text's name last."""
    before = [
        m
        for m in mentions
        if m.cls == reference.cls
        and (m.passage, m.span.end) <= (passage, span.start)
        and (not reference.heads or any(h.casefold() in _called(m) for h in reference.heads))
    ]
    outside = [m for m in before if not any(t.contains(m.span) and t != m.span for t in titles.get(m.passage, ()))]
    return max(outside or before, key=place, default=None)


def _called(mention: Mention) -> str:
    """A thing's name and, of a listed one, its Russian and English names: СНГ is a Содружество too."""
    return _all_names(mention.stands_for or mention.name, mention.known)


@lru_cache(maxsize=4096)
def _all_names(name: str, known: str) -> str:
    entry = authority.load().by_id.get(known)
    return " ".join((name, *(entry.ru + entry.en if entry else ()))).casefold()


def _point(reading: Reading, span: Span, to: Mention) -> Mention:
    mention = reading.mention(span, to.cls, form="reference", stands_for=to.stands_for or to.name)
    return replace(mention, known=to.known, kind=to.kind, ordinal=to.ordinal, period=to.period)
