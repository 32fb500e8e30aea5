"""What came of each passage, so that "no result" means something.

Document + Mentions + Entities + Claims  ──>  Outcome     one a passage, in the order of the text

NotRead      furniture: a menu, a page number
NoMention    read; it mentions no entity
NoFact       read; it mentions entities, and no evidence stands in it
Facts        read; evidence of a claim stands in it
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from pipeline.model import Claim, Document, Entity, Language, Mention, Passage, PassageKind, Span

Came = Literal["NotRead", "NoMention", "NoFact", "Facts"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one passage: where it lies, what it is, what came of it, and the ids of the entities it mentions, sorted."""

    document: str
    span: Span
    kind: PassageKind
    language: Language
    came: Came
    mentions: tuple[str, ...]


def outcomes(
    documents: Iterable[Document],
    mentions: Mapping[str, Sequence[Mention]],
    entities: Iterable[Entity],
    claims: Iterable[Claim],
) -> list[Outcome]:
    """What came of every passage, by document, then in the order of the text.

    `mentions` are by document id; of a document that is not there nothing is known, and nothing is said.
    Entities and claims are those of the graph: what is left out of it counts for nothing here.
    """
    named, quoted = _named(mentions, entities), _quoted(claims)
    found: list[Outcome] = []
    for document in sorted(documents, key=lambda d: d.id):
        if document.id in mentions:
            evidence = _Spans(quoted.get(document.id, ()))
            found += _of_document(document, named, evidence)
    return found


def _of_document(document: Document, named: Mapping[tuple[str, int], set[str]], evidence: _Spans) -> list[Outcome]:
    places: dict[Span, Outcome] = {}
    for index, passage in enumerate(document.passages):
        entities = tuple(sorted(named.get((document.id, index), ())))
        came = _came(passage, evidence, mentioned=bool(entities))
        outcome = Outcome(document.id, passage.span, passage.kind, passage.language, came, entities)
        places.setdefault(passage.span, outcome)  # a place has one outcome
    return [places[span] for span in sorted(places)]


def _came(passage: Passage, evidence: _Spans, *, mentioned: bool) -> Came:
    if passage.kind == "furniture":
        return "NotRead"
    if evidence.meet(passage.span):
        return "Facts"
    return "NoFact" if mentioned else "NoMention"


def _named(mentions: Mapping[str, Sequence[Mention]], entities: Iterable[Entity]) -> dict[tuple[str, int], set[str]]:
    """The entities that each passage mentions, by document and index of the passage."""
    named: dict[tuple[str, int], set[str]] = {}
    for entity in entities:
        for document, index in entity.mentions:
            if document in mentions:
                named.setdefault((document, mentions[document][index].passage), set()).add(entity.id)
    return named


def _quoted(claims: Iterable[Claim]) -> dict[str, set[Span]]:
    quoted: dict[str, set[Span]] = {}
    for claim in claims:
        for evidence in claim.evidence:
            quoted.setdefault(evidence.document, set()).add(evidence.span)
    return quoted


class _Spans:
    """Spans of one text, asked whether any of them meets another one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._furthest = list(accumulate((span.end for span in ordered), max))  # end of what starts here or before

    def meet(self, span: Span) -> bool:
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._furthest[before - 1] > span.start
