"""Entities and claims → RDF: the only module that writes triples.

    graph.ttl          entities, their names, and the facts as plain triples
    evidence.ttl       documents, what came of each of their passages, claims, evidence
    background.ttl     what the authority lists add to the entities: no node and no fact
    documents/ID.txt   the exact text that offsets count in

A fact is in the graph because a claim states it, and a claim is there because a document's text does:
`write` checks all of that before a file is touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from pipeline import turtle
from pipeline.background import Background, background
from pipeline.corrections.record import NOTHING_CORRECTED, Corrected
from pipeline.graph.nodes import (
    background_node,
    claim_node,
    correction_nodes,
    document_node,
    entity_node,
    evidence_node,
    file_of,
    finding_nodes,
    passage_node,
)
from pipeline.ids import claim_id
from pipeline.model import (
    NOTHING_FOUND,
    Claim,
    Document,
    Entity,
    Evidence,
    Findings,
    Mention,
    Period,
)
from pipeline.outcomes import Outcome, outcomes
from pipeline.replace import replacing
from pipeline.verify import verify

OURS = ("graph.ttl", "evidence.ttl", "background.ttl", "documents/" + "[0-9a-f]" * 16 + ".txt")
"""What a build writes into its folder, as patterns: ids of documents are made so (`ids.py`)."""

_SOURCES = ("<https://www.geonames.org/>", "<https://www.naturalearthdata.com/>", "<https://www.wikidata.org/>")
_LICENSE = "<https://creativecommons.org/licenses/by/4.0/>"  # of the coordinates; all else is freer (NOTICE)


def write(
    documents: Iterable[Document],
    entities: Iterable[Entity],
    claims: Iterable[Claim],
    out: Path,
    mentions: Mapping[str, Sequence[Mention]] = MappingProxyType({}),
    findings: Findings = NOTHING_FOUND,
    corrected: Corrected = NOTHING_CORRECTED,
) -> None:
    """Write a graph into the folder `out`, in the place of a former one, all of it or nothing (`replace.py`).

    `mentions`, by document id, tell names that documents use from those that are background, and what came of
    each passage. `findings` are what comparing the claims and the documents found;
    `corrected` is what came of corrections.
    Raises BadGraph, naming the claim, if something is not as the documents or the vocabulary have it;
    StopRun if `out` can't be written.
    """
    documents = sorted({d.id: d for d in sorted(documents, key=lambda d: d.source)}.values(), key=lambda d: d.id)
    entities, claims = mentioned(entities), merge(claims)
    findings = _about(findings, claims)
    verify(documents, entities, claims, findings)
    came = outcomes(documents, mentions, entities, claims)
    files = {
        "graph.ttl": graph_ttl(entities, claims),
        "evidence.ttl": evidence_ttl(documents, entities, claims, came, findings, corrected),
        "background.ttl": background_ttl(background(entities, mentions)),
        **{f"documents/{document.id}.txt": document.text for document in documents},
    }
    with replacing(out, OURS) as folder:
        (folder / "documents").mkdir()
        for name, text in files.items():
            (folder / name).write_bytes(text.encode("utf-8"))  # bytes: line ends stay as they are


def mentioned(entities: Iterable[Entity]) -> list[Entity]:
    """The entities that some document mentions, in order of id: only these become nodes."""
    return sorted((e for e in entities if e.mentions), key=lambda e: e.id)


def merge(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for each thing that one document says, with all its evidence, in the order of the text.

    The surest statement gives the confidence. A claim without evidence stays, for `verify` to refuse.
    """
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        parts: dict[str, set[Evidence]] = defaultdict(set)
        for evidence in claim.evidence:
            parts[evidence.document].add(evidence)
        for document, evidence_there in (parts or {"": set()}).items():
            found[claim_id(claim, document)].append(replace(claim, evidence=tuple(evidence_there)))
    return sorted(map(_merged, found.values()), key=_order)


def _about(findings: Findings, claims: Iterable[Claim]) -> Findings:
    """What was found about the claims that are written: some may have been left out since."""
    ids = {claim_id(c, e.document) for c in claims for e in c.evidence}

    def written(compared: Iterable[Claim]) -> tuple[Claim, ...]:
        return tuple(c for c in compared if claim_id(c, c.evidence[0].document) in ids)

    left = [replace(c, first=written(c.first), second=written(c.second)) for c in findings.conflicts]
    conflicts = tuple(c for c in left if c.first and c.second)
    differences = tuple(replace(d, claims=written(d.claims)) for d in findings.differences)
    return replace(findings, conflicts=conflicts, differences=differences)


def _merged(same: Sequence[Claim]) -> Claim:
    evidence = tuple(sorted({e for claim in same for e in claim.evidence}))
    reason = " ".join(sorted({claim.reason for claim in same if claim.reason}))
    return replace(same[0], evidence=evidence, confidence=max(c.confidence for c in same), reason=reason)


def _order(claim: Claim) -> tuple[object, ...]:
    valid = claim.valid or Period("", "")
    return (claim.evidence[:1], claim.subject, claim.property, claim.object, claim.modality, valid)


def graph_ttl(entities: Iterable[Entity], claims: Iterable[Claim]) -> str:
    """The entities that documents mention, and the facts, as Turtle."""
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        facts[claim.subject][claim.property].add(claim.object)
    return file_of(entity_node(e, facts[e.id]) for e in mentioned(entities))


def evidence_ttl(
    documents: Iterable[Document],
    entities: Iterable[Entity],
    claims: Iterable[Claim],
    came: Iterable[Outcome] = (),
    findings: Findings = NOTHING_FOUND,
    corrected: Corrected = NOTHING_CORRECTED,
) -> str:
    """The documents and what they mention, what came of their passages, claims, quotes and corrections, as Turtle."""
    claims = merge(claims)
    rejected = [c.evidence for o in corrected.outcomes for c in o.rejected]
    stated = [*(c.evidence for c in claims), *(d.evidence for d in findings.differences), *rejected]
    quotes = sorted({e for places in stated for e in places})
    return file_of(
        [
            *_document_nodes(documents, entities, findings, corrected),
            *map(passage_node, came),
            *map(claim_node, claims),
            *map(evidence_node, quotes),
            *finding_nodes(findings),
            *correction_nodes(corrected),
        ],
        "passage",
        *(("conflict",) if findings.conflicts else ()),
        *(("difference",) if findings.differences else ()),
        *(("correction", "curator", "schema") if corrected.outcomes else ()),
        *(("rejected",) if rejected else ()),
    )


def _document_nodes(
    documents: Iterable[Document], entities: Iterable[Entity], findings: Findings, corrected: Corrected
) -> Iterator[str]:
    """The documents, in order of id, each with what it mentions and its other versions."""
    mentions: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for document, _ in entity.mentions:
            mentions[document].add(entity.id)
    others: dict[str, set[str]] = defaultdict(set)
    for a, b in findings.versions:
        others[a].add(b)
        others[b].add(a)
    cited = {d.id for d in corrected.cited}
    for d in sorted(documents, key=lambda d: d.id):
        yield document_node(d, mentions[d.id], others[d.id], cited=d.id in cited)


def background_ttl(known: Iterable[Background]) -> str:
    """What the authority lists add, as Turtle, under a line that says what the file is."""
    about = [("a", ["smt:Background"]), ("dcterms:source", _SOURCES), ("dcterms:license", [_LICENSE])]
    lists = turtle.block("smt:authorityLists", about)
    return file_of([lists, *map(background_node, known)], "geo", "owl", "wd")
