"""Is every claim what a document says, and what the vocabulary allows? Checked before anything is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from pipeline.errors import BadGraph
from pipeline.ids import claim_id
from pipeline.model import LANGUAGES, NOTHING_FOUND, Claim, Document, Entity, Evidence, Findings, Modality
from pipeline.schema import accepts, schema

_MODALITIES = get_args(Modality)
_REDUCED = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
INTEGER = re.compile(r"0|[1-9][0-9]*")


def verify(
    documents: Iterable[Document],
    entities: Iterable[Entity],
    claims: Iterable[Claim],
    findings: Findings = NOTHING_FOUND,
) -> None:
    """Raise BadGraph, with one line that names the first claim at fault, unless all of this holds.

    Every claim has evidence; every quote stands in its document at its offsets; subject and object are
    entities that a document mentions, of classes that the property joins, or a literal of its kind;
    modality, confidence and validity are what the contract says; every entity has a class and a name; the
    sentences of versions that were compared stand where they are said to.
    """
    texts = {d.id: d.text for d in documents}
    entities = list(entities)
    classes = {e.id: e.kind or e.cls for e in entities if e.mentions}
    twice = sorted(i for i, n in Counter(e.id for e in entities).items() if n > 1)
    faults = [f"entity {i}: stands for more than one thing" for i in twice]
    faults += [fault for e in entities for fault in _entity_faults(e, texts)]
    faults += [f"{_named(c)}: {fault}" for c in claims for fault in _claim_faults(c, texts, classes)]
    faults += _finding_faults(findings, texts)
    if faults:
        raise BadGraph(faults[0] + (f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""))


def reduced(value: str) -> bool:
    """Whether this is a day, a month or a year that there is: "2024-02-29", "2024-07", "2024"."""
    if not _REDUCED.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _entity_faults(entity: Entity, texts: Mapping[str, str]) -> Iterator[str]:
    kind = entity.kind or entity.cls
    if kind not in schema().entities:
        yield f"entity {entity.id}: no such class: {kind}"
    elif not schema().fits(kind, [entity.cls]):
        yield f"entity {entity.id}: {kind} is no kind of {entity.cls}"
    if not any(name.strip() for _, name in entity.names):
        yield f"entity {entity.id}: has no name"
    for document in sorted({document for document, _ in entity.mentions}.difference(texts)):
        yield f"entity {entity.id}: is mentioned in an unknown document: {document}"
    for language, _ in (*entity.names, *entity.others):
        if language not in LANGUAGES:
            yield f"entity {entity.id}: has a name in an unknown language: {language}"


def _claim_faults(claim: Claim, texts: Mapping[str, str], classes: Mapping[str, str]) -> Iterator[str]:
    if claim.property not in schema().facts:
        yield f"no such property: {claim.property}"
    elif claim.subject not in classes:
        yield f"no document mentions {claim.subject}"
    else:
        yield from _object_faults(claim, classes)
    if claim.modality not in _MODALITIES:
        yield f"no such modality: {claim.modality}"
    if not 0 < claim.confidence <= 1:
        yield f"confidence {claim.confidence} is not in (0, 1]"
    for end in () if claim.valid is None else (claim.valid.start, claim.valid.end):
        if end and not reduced(end):
            yield f"valid at no date: {end}"
    if not claim.evidence:
        yield "has no evidence"
    for evidence in claim.evidence:
        yield from _evidence_faults(evidence, texts)


def _object_faults(claim: Claim, classes: Mapping[str, str]) -> Iterator[str]:
    kind = schema().properties[claim.property].literal
    if not kind and claim.object not in classes:
        yield f"no document mentions {claim.object}"
    elif not accepts(claim.property, classes[claim.subject], kind or classes[claim.object]):
        yield f"{claim.property} does not join {classes[claim.subject]} and {kind or classes[claim.object]}"
    elif kind == "date" and not reduced(claim.object):
        yield f"no such date: {claim.object}"
    elif kind == "integer" and not INTEGER.fullmatch(claim.object):
        yield f"not a number: {claim.object}"
    elif kind == "text" and not claim.object.strip():
        yield "states an empty text"


def _evidence_faults(evidence: Evidence, texts: Mapping[str, str]) -> Iterator[str]:
    if evidence.document not in texts:
        yield f"quotes an unknown document: {evidence.document}"
    elif not evidence.quote or evidence.span.of(texts[evidence.document]) != evidence.quote:
        yield f"its quote does not stand at {evidence.span.start}:{evidence.span.end}: {evidence.quote[:40]!r}"


def _finding_faults(findings: Findings, texts: Mapping[str, str]) -> Iterator[str]:
    """Sentences compared that do not stand where they are said to."""
    for difference in findings.differences:
        for evidence in difference.evidence:
            yield from (f"a difference of versions: {fault}" for fault in _evidence_faults(evidence, texts))


def _named(claim: Claim) -> str:
    document = claim.evidence[0].document if claim.evidence else ""
    value = " ".join(claim.object.split())[:60]
    return f"claim {claim_id(claim, document)} ({claim.subject} {claim.property} {value}, document {document or '?'})"
