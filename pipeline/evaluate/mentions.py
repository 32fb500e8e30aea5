"""The later stages against the gold: mentions, dates, identity.

Each is measured on what the stages before it left: names in passages that were read, identity of names that
were recognised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pipeline.evaluate.bcubed import b_cubed
from pipeline.evaluate.gold import Gold, GoldFact
from pipeline.evaluate.occurrences import Occurrence, core, lowered, occurrences, outermost
from pipeline.evaluate.passages import Outcome
from pipeline.evaluate.tally import Tally, one
from pipeline.model import Document, Entity, Mention, Span

_VALUES: Final = frozenset({"Date", "Office", "Theme"})  # what is no entity
_Found = dict[int, list[tuple[int, Mention, Span]]]  # passage → its mentions: index, mention, span of the bare name


def measure_mentions(
    document: Document, gold: Gold, mentions: Sequence[Mention], entities: Iterable[Entity], language: str
) -> Iterator[Outcome]:
    """The outcomes of mentions, dates and identity of one document, all under the document's language."""
    everywhere = occurrences(document, gold.entities)
    wanted = [one for one in outermost(everywhere) if not one.optional]
    found = _by_passage(document, mentions)
    yield from _recall(document, wanted, everywhere, found, language)
    yield from _precision(document, everywhere, found, language)
    yield from _dates(document, gold, mentions, language)
    yield _identity(document, wanted, found, entities, language)


def _by_passage(document: Document, mentions: Sequence[Mention]) -> _Found:
    found: _Found = defaultdict(list)
    for index, mention in enumerate(mentions):
        if mention.cls not in _VALUES:
            text = lowered(document.passages[mention.passage])
            found[mention.passage].append((index, mention, core(text, mention.span)))
    return found


def _recall(
    document: Document, wanted: Iterable[Occurrence], everywhere: Iterable[Occurrence], found: _Found, language: str
) -> Iterator[Outcome]:
    """Is each name in the text a mention of its class, at exactly its place, or about there?

    A shorter form that the gold lists too is exact: of 习近平主席 and 习近平 either will do.
    """
    places = {(name.passage, name.span) for name in everywhere}
    for name in wanted:
        near = [s for _, m, s in found[name.passage] if m.cls in name.classes and s.overlaps(name.span)]
        exact = any(name.span.contains(span) and (name.passage, span) in places for span in near)
        shown = f"{'/'.join(sorted(name.classes))} {_show(document, name.passage, name.span)}"
        yield Outcome("mentions exact", language, one(hit=exact), f"off: {shown}" if near and not exact else "")
        yield Outcome("mentions loose", language, one(hit=bool(near)), "" if near else f"missed: {shown}")


def _precision(document: Document, everywhere: Iterable[Occurrence], found: _Found, language: str) -> Iterator[Outcome]:
    """Is each mention at the place of a name of its class? Where the gold has an optional one, it is not asked."""
    names: dict[int, list[Occurrence]] = defaultdict(list)
    for name in everywhere:
        names[name.passage].append(name)
    for passage in sorted(found):
        for _, mention, span in found[passage]:
            near = [name for name in names[passage] if name.span.overlaps(span)]
            same = [name for name in near if mention.cls in name.classes]
            if near and not same and all(name.optional for name in near):
                continue
            shown = f"wrong: {mention.cls} {_show(document, passage, mention.span)}"
            yield Outcome("mentions exact", language, one(right=any(name.span == span for name in same)))
            yield Outcome("mentions loose", language, one(right=bool(same)), "" if same else shown)


def _show(document: Document, passage: int, span: Span) -> str:
    place = document.passages[passage]
    return f"{place.original(span).start} {span.of(place.text)}"


def _dates(document: Document, gold: Gold, mentions: Sequence[Mention], language: str) -> Iterator[Outcome]:
    """Is each date that a fact gives read in the fact's quote, and anywhere in the text?"""
    periods = [
        (document.passages[mention.passage].original(mention.span), mention.period)
        for mention in mentions
        if mention.period is not None
    ]
    anywhere = {end for _, period in periods for end in (period.start, period.end)}
    for fact in _dated(gold.facts):
        shown = f"{fact.p} {fact.o[0]}: {' '.join(fact.quote.split())}"
        known = not anywhere.isdisjoint(fact.o)
        yield Outcome("dates in text", language, one(hit=known), "" if known else shown)
        start = document.text.find(fact.quote) if fact.quote else -1
        if start >= 0:
            quote = Span(start, start + len(fact.quote))
            said = {end for span, period in periods if span.overlaps(quote) for end in (period.start, period.end)}
            hit = not said.isdisjoint(fact.o)
            yield Outcome("dates in quotes", language, one(hit=hit), "" if hit else shown)


def _dated(facts: Iterable[GoldFact]) -> Iterator[GoldFact]:
    from pipeline.schema import schema

    properties = schema().properties
    for fact in facts:
        if not fact.optional and fact.p in properties and properties[fact.p].literal == "date":
            yield fact


def _identity(
    document: Document, wanted: Iterable[Occurrence], found: _Found, entities: Iterable[Entity], language: str
) -> Outcome:
    """B-cubed over the recognised names that the gold gives to one entity."""
    cluster = {index: entity.id for entity in entities for of, index in entity.mentions if of == document.id}
    system: dict[tuple[int, Span], str] = {}
    gold: dict[tuple[int, Span], str] = {}
    for name in wanted:
        if len(name.entities) == 1 and (index := _mention_of(name, found)) in cluster:
            place = (name.passage, name.span)
            gold[place], system[place] = name.entities[0].id, cluster[index]
    precision, recall, _ = b_cubed(system, gold)
    amount = len(gold)
    tally = Tally(recall * amount, amount, precision * amount, amount)
    return Outcome("identity", language, tally, _mixed(system, gold))


def _mention_of(name: Occurrence, found: _Found) -> int:
    """The mention of a name: of its class, exactly there, else the longest about there; -1 if there is none."""
    same = [
        (span == name.span, len(span), -index)
        for index, mention, span in found[name.passage]
        if mention.cls in name.classes and span.overlaps(name.span)
    ]
    return -max(same)[2] if same else -1


def _mixed(system: Mapping[tuple[int, Span], str], gold: Mapping[tuple[int, Span], str]) -> str:
    """Which entities hold several gold ones, and which gold ones were taken apart; "" if none."""
    ours, theirs = defaultdict(set), defaultdict(set)
    for place, known in gold.items():
        ours[system[place]].add(known)
        theirs[known].add(system[place])
    merged = [f"{one} is {', '.join(sorted(all_))}" for one, all_ in sorted(ours.items()) if len(all_) > 1]
    split = [f"{one} as {', '.join(sorted(all_))}" for one, all_ in sorted(theirs.items()) if len(all_) > 1]
    return "; ".join([*merged, *split])
