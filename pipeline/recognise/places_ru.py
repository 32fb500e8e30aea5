"""Russian places that no list holds: by a head word, after "г.", by the tagger; and stated themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.languages.nominative import nominative
from pipeline.model import Mention, Span
from pipeline.recognise.make_ru import make, named_from, quoted_after
from pipeline.recognise.phrases_ru import leftward, tail
from pipeline.recognise.words_ru import Words, common_word, heads, words

TOWN = re.compile(r"(?<!\w)(?:г|гор|пос|с|дер|пгт)\.\s?(?=[А-ЯЁ])")
NATURAL = {"город", "река", "озеро", "море", "остров", "село", "поселок", "деревня", "аул", "кишлак", "улица", "проспект", "площадь", "бульвар",
    "набережная", "район", "округ", "провинция", "штат", "залив", "пролив", "канал", "хребет", "перевал", "долина", "аэропорт"}  # fmt: skip

STREETS = {"улица", "проспект", "площадь", "бульвар", "набережная", "переулок", "шоссе"}


def places(w: Words) -> Iterator[Mention]:
    """Every place of a passage that its surroundings mark."""
    yield from _by_head(w)
    yield from _towns(w)
    yield from _tagged(w)


def _by_head(w: Words) -> Iterator[Mention]:
    for head in range(len(w)):
        lemma = w.lemmas[head]
        if lemma not in heads("Place") or w.tokens[head].pos_ not in {"NOUN", "PROPN", "X"} or w.plural(head):
            continue
        quoted = quoted_after(w, head + 1)
        if lemma in STREETS and w.signals(head + 1) if head + 1 < len(w) else False:
            yield from _called(w, head)
            continue
        left = leftward(w, head)
        start = named_from(w, left, head)
        if quoted is not None:
            yield make(w, head if start is None else start, quoted, "Place")
            continue
        if lemma in NATURAL and head + 1 < len(w) and w.capital(head + 1) and head + 1 not in w.known and not w.acronym(head + 1):
            yield from _called(w, head)
            continue
        end = tail(w, head, frozenset(), deep=False)
        if start is not None and (start < head or end > head + 1):
            yield make(w, start, end, "Place")


def _called(w: Words, head: int) -> Iterator[Mention]:
    """городе Циндао, реке Зеравшан, улице Кирова: the name after the head; a street with its head."""
    end = head + 1
    street = w.lemmas[head] in STREETS
    while end < len(w) and w.capital(end) and end - head <= 2 and (street or end not in w.known):
        end += 1
    if street and end + 1 < len(w) and w.texts[end] == "," and w.texts[end + 1].isdigit():
        end += 2
    if street:
        yield make(w, head, end, "Place")
    else:
        name = nominative(w.tokens[head + 1 : end]) if w.case(head) == w.case(head + 1) else w.span(head + 1, end).of(w.reading.plain)
        yield w.reading.mention(w.span(head + 1, end), "Place", name)


def _towns(w: Words) -> Iterator[Mention]:
    known = {k for k in w.known}
    starts = {t.idx: i for i, t in enumerate(w.tokens)}
    for match in TOWN.finditer(w.reading.plain):
        at = starts.get(match.end())
        if at is not None and at not in known:
            end = at + 1
            while end < len(w) and w.capital(end) and w.tokens[end].dep_.startswith("flat") and end not in known:
                end += 1
            yield make(w, at, end, "Place")


def _tagged(w: Words) -> Iterator[Mention]:
    """Names of places by the tagger, where no list knows better."""
    taken = [s for s, _, _ in w.reading.known]
    for entity in w.reading.doc.spans["tagged"]:
        span = Span(entity.start_char, entity.end_char)
        if entity.label_ != "LOC" or any(span.overlaps(other) for other in taken) or not entity.text[:1].isupper():
            continue
        if all(t.pos_ not in {"NOUN", "PROPN"} for t in entity) or entity.text.isupper():
            continue
        if any(t.lemma_.lower() in heads("Organization") or t.lemma_.lower() in heads("Agreement") for t in entity):
            continue
        at = w.place.get(entity.start)
        if at is None or len(entity) == 1 and w.opens(at) and common_word(w.texts[at]):
            continue
        yield w.reading.mention(span, "Place", nominative(list(entity)))


@cache
def _theme() -> re.Pattern[str]:
    body = "|".join(re.escape(p) for p in sorted(words().words["theme_introducers"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})\s*[:—–-]?\s*«(?P<theme>[^»]+(?:«[^»]+»[^»]*)*)»", re.IGNORECASE)


BEFORE = re.compile(r"«(?P<theme>[^«»]+)»\s*[–—-]\s*(?:под\s+)?(?:таким|таков|такой|такова)\s+(?:девиз|тем|лозунг)")


def themes(w: Words) -> Iterator[Mention]:
    """The text of every stated theme or motto, without its quotes."""
    for pattern in (_theme(), BEFORE):
        for match in pattern.finditer(w.reading.plain):
            yield w.reading.mention(Span(*match.span("theme")), "Theme")
