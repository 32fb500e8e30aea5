"""Gold annotations as examples: every option of a document, and whether the gold says so right there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluate import nodes_of
from pipeline.evaluate.gold import Gold, GoldFact, document_of, load_gold
from pipeline.evaluate.scoring import align, same_text
from pipeline.model import Document, Entity, Mention, Span
from pipeline.reading import read_file
from pipeline.recognise import recognise
from pipeline.relate import scenes_of
from pipeline.relate.context import pairs
from pipeline.relate.context.views import Views, views_of
from pipeline.relate.judge import Option, options
from pipeline.resolve import resolve

LINKS = ("same", "heading", "before", "focus")  # the nearer first
FREE_TEXT = {"Office", "Theme"}


@dataclass(frozen=True, slots=True)
class Example:
    """An option with its label: 1 stated, 0 not; None where the gold leaves it open. `weight`: facts it stands for."""

    option: Option
    label: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class Study:
    """A gold document as far as relating: what it is judged by and what there is to learn from it."""

    path: Path
    gold: Gold
    document: Document
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    examples: list[Example]
    views: Views


class Labeller:
    """Labels the options of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention], entities: Sequence[Entity], gold: Gold) -> None:
        self._mentions = mentions
        self.node = {index: e.id for e in entities for _, index in e.mentions}
        exact, loose = align({n.iri: n for n in nodes_of(entities)}, (), gold)
        self._gold_id = {**loose, **exact}
        self._facts: dict[tuple[str, str], list[GoldFact]] = defaultdict(list)
        for fact in gold.facts:
            for subject in fact.s:
                self._facts[subject, fact.p].append(fact)
        self._places = {id(f): quote_spans(document.text, f.quote) for f in gold.facts}
        self._spans = [document.passages[m.passage].original(m.span) for m in mentions]
        self._open = {e.id for e in gold.entities if e.optional}

    def examples(self, found: Sequence[Option]) -> list[Example]:
        """All options labelled; a fact stated by no option within its quote takes the nearest half within it."""
        labels = [self._label(o) for o in found]
        stated = {fact for states, _ in labels for fact in states}
        for fact, at in self._halves(found).items():
            if fact not in stated:
                labels[at] = (frozenset({fact}), 1)
        return [Example(o, label, _weight(o)) for o, (_, label) in zip(found, labels, strict=True)]

    def _pairs(self, option: Option) -> Iterator[tuple[int, int]]:
        for subject in option.candidate.subject.members:
            for object_ in option.candidate.object.members:
                if self.node[subject] != self.node.get(object_):
                    yield subject, object_

    def _label(self, option: Option) -> tuple[frozenset[int], int | None]:
        """The facts stated right there, and the label that most pairs of a list give."""
        votes: list[int | None] = []
        stated: set[int] = set()
        for subject, object_ in self._pairs(option):
            facts = self._meant(option.property, subject, object_)
            here = {id(f) for f in facts if not f.optional and self._within(f, subject, all_=object_)}
            stated |= here
            unsure = bool(facts) or self._open_end(subject) or self._open_end(object_)
            votes.append(1 if here else None if unsure else 0)
        if not votes or votes.count(None) * 2 > len(votes):
            return frozenset(stated), None
        return frozenset(stated), int(votes.count(1) * 2 >= len(votes) - votes.count(None))

    def _meant(self, property_: str, subject: int, object_: int) -> list[GoldFact]:
        """The gold facts that a pair of mentions would state."""
        facts = self._facts.get((self._gold_id.get(self.node[subject], ""), property_), ())
        return [f for f in facts if self._is(f, object_)]

    def _is(self, fact: GoldFact, object_: int) -> bool:
        mention = self._mentions[object_]
        if mention.cls in FREE_TEXT:
            return any(same_text(mention.name, text) for text in fact.o)
        if mention.cls == "Date" and mention.period is not None:
            return bool({mention.period.start, mention.period.end} & set(fact.o))
        return self._gold_id.get(self.node.get(object_, "")) in fact.o

    def _open_end(self, mention: int) -> bool:
        return self._gold_id.get(self.node.get(mention, "")) in self._open

    def _within(self, fact: GoldFact, one: int, all_: int | None = None) -> bool:
        """Whether a mention (or both) stands within the fact's quote."""
        ends = [self._spans[i] for i in (one, all_) if i is not None]
        return any(all(place.contains(end) for end in ends) for place in self._places[id(fact)])

    def _halves(self, found: Sequence[Option]) -> dict[int, int]:
        """For each fact the nearest option of which one end stands within its quote."""
        best: dict[int, tuple[tuple[float, ...], int]] = {}
        for at, option in enumerate(found):
            distance = (
                LINKS.index(option.candidate.link),
                option.measures["words"] + 5 * option.measures["groups"],
                at,
            )
            for subject, object_ in self._pairs(option):
                for fact in self._meant(option.property, subject, object_):
                    if not fact.optional and (self._within(fact, subject) or self._within(fact, object_)):
                        best[id(fact)] = min(best.get(id(fact), (distance, at)), (distance, at))
        return {fact: at for fact, (_, at) in best.items()}


def _weight(option: Option) -> float:
    """A list states many facts at once; it counts for more than one, but not for all of them."""
    return float(len(option.candidate.subject.members) * len(option.candidate.object.members)) ** 0.7


def quote_spans(text: str, quote: str) -> list[Span]:
    """Where a quote stands in a text, white space aside."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    flat, wanted = re.sub(r"\s+", "", text), re.sub(r"\s+", "", quote)
    found, at = [], flat.find(wanted) if wanted else -1
    while at >= 0:
        found.append(Span(places[at], places[at + len(wanted) - 1] + 1))
        at = flat.find(wanted, at + 1)
    return found


def study(path: Path) -> Study:
    """A gold file's document, read as the pipeline reads it, with its examples."""
    gold = load_gold(path)
    document = read_file(document_of(path, gold))
    mentions = recognise(document)
    entities = resolve([document], {document.id: mentions})
    scenes, focus = scenes_of(document, mentions)
    labeller = Labeller(document, mentions, entities, gold)
    found = options(scenes, mentions, focus)
    views = views_of(pairs([(o.candidate, o.property) for o in found]), scenes, mentions)
    return Study(path, gold, document, mentions, entities, labeller.examples(found), views)
