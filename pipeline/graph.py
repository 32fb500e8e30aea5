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
from pipeline.ids import claim_id, conflict_id, difference_id, evidence_id
from pipeline.model import (
    NOTHING_FOUND,
    Claim,
    Conflict,
    Document,
    Entity,
    Evidence,
    Findings,
    Mention,
    Period,
    VersionDifference,
)
from pipeline.outcomes import Outcome, outcomes
from pipeline.replace import replacing
from pipeline.schema import schema
from pipeline.verify import verify

OURS = ("graph.ttl", "evidence.ttl", "background.ttl", "documents")
"""What a build writes into its folder."""

_USED = ("claim", "dcterms", "document", "evidence", "id", "rdf", "rdfs", "skos", "smt", "xsd")
_SOURCES = ("<https://www.geonames.org/>", "<https://www.naturalearthdata.com/>", "<https://www.wikidata.org/>")
_LICENSE = "<https://creativecommons.org/licenses/by/4.0/>"  # of the coordinates; all else is freer (NOTICE)

_DATE = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""The datatype of a reduced ISO date, by its length."""


def write(
    documents: Iterable[Document],
    entities: Iterable[Entity],
    claims: Iterable[Claim],
    out: Path,
    mentions: Mapping[str, Sequence[Mention]] = MappingProxyType({}),
    findings: Findings = NOTHING_FOUND,
) -> None:
    """Write a graph into the folder `out`, in the place of a former one, all of it or nothing.

    `mentions`, by document id, tell names that documents use from those that are background, and what came of
    each passage. `findings` are what comparing the claims and the documents found.
    Raises BadGraph, naming the claim, if something is not as the documents or the vocabulary have it;
    StopRun if `out` can't be written.
    """
    documents = sorted({d.id: d for d in sorted(documents, key=lambda d: d.source)}.values(), key=lambda d: d.id)
    entities, claims = mentioned(entities), merge(claims)
    findings = _about(findings, claims)
    verify(documents, entities, claims, findings)
    with replacing(out, OURS) as folder:
        _save(folder / "graph.ttl", graph_ttl(entities, claims))
        came = outcomes(documents, mentions, entities, claims)
        _save(folder / "evidence.ttl", evidence_ttl(documents, entities, claims, came, findings))
        _save(folder / "background.ttl", background_ttl(background(entities, mentions)))
        (folder / "documents").mkdir()
        for document in documents:
            _save(folder / "documents" / f"{document.id}.txt", document.text)


def _save(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))  # bytes: line ends stay as they are


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
    return _file(_entity(e, facts[e.id]) for e in mentioned(entities))


def evidence_ttl(
    documents: Iterable[Document],
    entities: Iterable[Entity],
    claims: Iterable[Claim],
    came: Iterable[Outcome] = (),
    findings: Findings = NOTHING_FOUND,
) -> str:
    """The documents and what they mention, what came of their passages, the claims, and the quotes, as Turtle."""
    mentions: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for document, _ in entity.mentions:
            mentions[document].add(entity.id)
    others: dict[str, set[str]] = defaultdict(set)
    for a, b in findings.versions:
        others[a].add(b)
        others[b].add(a)
    claims = merge(claims)
    stated = [*(c.evidence for c in claims), *(d.evidence for d in findings.differences)]
    quotes = sorted({e for places in stated for e in places})
    return _file(
        [
            *(_document(d, mentions[d.id], others[d.id]) for d in sorted(documents, key=lambda d: d.id)),
            *map(_passage, came),
            *map(_claim, claims),
            *map(_evidence, quotes),
            *_found(findings),
        ],
        "passage",
        *(("conflict",) if findings.conflicts else ()),
        *(("difference",) if findings.differences else ()),
    )


def background_ttl(known: Iterable[Background]) -> str:
    """What the authority lists add, as Turtle, under a line that says what the file is."""
    about = [("a", ["smt:Background"]), ("dcterms:source", _SOURCES), ("dcterms:license", [_LICENSE])]
    lists = turtle.block("smt:authorityLists", about)
    return _file([lists, *map(_background, known)], "geo", "owl", "wd")


def _background(known: Background) -> str:
    lat, lon = ([], []) if known.point is None else ([f"{degrees:.2f}"] for degrees in known.point)
    return turtle.block(
        _id(known.id),
        [
            ("owl:sameAs", [turtle.name("wd", known.wikidata, schema().prefixes)] if known.wikidata else []),
            ("rdfs:label", [turtle.text(name, language) for language, name in known.labels]),
            ("smt:backgroundName", [turtle.text(name, language) for language, name in known.unsaid]),
            ("smt:isoCode", [turtle.text(known.iso)] if known.iso else []),
            ("geo:lat", lat),
            ("geo:long", lon),
        ],
    )


def _entity(entity: Entity, facts: dict[str, set[str]]) -> str:
    cls = entity.kind or entity.cls
    labels = [turtle.text(name, language) for language, name in entity.names]
    others = {turtle.text(name, language) for language, name in entity.others}.difference(labels)
    about = [(_smt(p), [term(p, o) for o in facts[p]]) for p in sorted(facts)]
    classes = [_smt(c) for c in (cls, *schema().superclasses(cls))]
    return turtle.block(_id(entity.id), [("a", classes), ("rdfs:label", labels), ("skos:altLabel", others), *about])


def _document(document: Document, mentions: Iterable[str], others: Iterable[str]) -> str:
    known = {"title": document.title, "publisher": document.publisher, "creator": document.creator}
    return turtle.block(
        _id(document.id, "document"),
        [
            ("a", ["smt:Document"]),
            ("dcterms:source", [turtle.text(document.source)]),
            ("dcterms:language", map(turtle.text, document.languages)),
            *((f"dcterms:{p}", [turtle.text(value)]) for p, value in known.items() if value),
            ("dcterms:date", _dates(document.date)),
            ("smt:otherVersion", [_id(other, "document") for other in others]),
            ("smt:mentions", map(_id, mentions)),
        ],
    )


def _passage(outcome: Outcome) -> str:
    return turtle.block(
        _id(evidence_id(outcome.document, outcome.span), "passage"),
        [
            ("a", ["smt:Passage"]),
            ("smt:document", [_id(outcome.document, "document")]),
            ("smt:start", [str(outcome.span.start)]),
            ("smt:end", [str(outcome.span.end)]),
            ("dcterms:language", [turtle.text(outcome.language)]),
            ("smt:kind", [_smt(outcome.kind.capitalize())] if outcome.came != "NotRead" else []),
            ("smt:outcome", [_smt(outcome.came)]),
            ("smt:speaksOf", map(_id, outcome.mentions)),
        ],
    )


def stated_confidence(claim: Claim) -> str:
    """A claim's confidence as the graph states it: two digits, above 0."""
    return f"{max(claim.confidence, 0.01):.2f}"


def _claim(claim: Claim) -> str:
    valid = (claim.valid.start, claim.valid.end) if claim.valid is not None else ("", "")
    return turtle.block(
        _claim_node(claim),
        [
            ("a", ["smt:Claim"]),
            ("rdf:subject", [_id(claim.subject)]),
            ("rdf:predicate", [_smt(claim.property)]),
            ("rdf:object", [term(claim.property, claim.object)]),
            ("smt:validFrom", _dates(valid[0])),
            ("smt:validTo", _dates(valid[1])),
            ("smt:modality", [_smt(claim.modality)]),
            ("smt:confidence", [stated_confidence(claim)]),
            ("smt:evidence", [_id(evidence_id(e.document, e.span), "evidence") for e in claim.evidence]),
        ],
    )


def _found(findings: Findings) -> Iterator[str]:
    """The nodes of what comparing found, in order of id."""
    yield from (node for _, node in sorted((conflict_id(c), _conflict(c)) for c in findings.conflicts))
    yield from (node for _, node in sorted((difference_id(d), _difference(d)) for d in findings.differences))


def _conflict(conflict: Conflict) -> str:
    return turtle.block(
        _id(conflict_id(conflict), "conflict"),
        [
            ("a", ["smt:Conflict"]),
            ("smt:conflictKind", [_smt(conflict.kind)]),
            ("smt:claim", map(_claim_node, (*conflict.first, *conflict.second))),
        ],
    )


def _difference(difference: VersionDifference) -> str:
    return turtle.block(
        _id(difference_id(difference), "difference"),
        [
            ("a", ["smt:VersionDifference"]),
            ("smt:differenceKind", [_smt(difference.kind)]),
            ("smt:version", [_id(document, "document") for document in difference.documents]),
            ("smt:versionStates", [turtle.text(value, language) for language, value in difference.values]),
            ("smt:versionSays", [_id(evidence_id(e.document, e.span), "evidence") for e in difference.evidence]),
            ("smt:claim", map(_claim_node, difference.claims)),
        ],
    )


def _claim_node(claim: Claim) -> str:
    return _id(claim_id(claim, claim.evidence[0].document), "claim")


def _evidence(evidence: Evidence) -> str:
    return turtle.block(
        _id(evidence_id(evidence.document, evidence.span), "evidence"),
        [
            ("a", ["smt:Evidence"]),
            ("smt:document", [_id(evidence.document, "document")]),
            ("smt:start", [str(evidence.span.start)]),
            ("smt:end", [str(evidence.span.end)]),
            ("smt:quote", [turtle.text(evidence.quote)]),
        ],
    )


def term(name: str, value: str) -> str:
    """The object of a fact in Turtle: an entity, or a literal of the kind that the property takes."""
    match schema().properties[name].literal:
        case "date":
            return _dates(value)[0]
        case "integer":
            return str(int(value))
        case "text":
            return turtle.text(value)
        case _:
            return _id(value)


def _dates(value: str) -> list[str]:
    """A reduced ISO date, typed by how precise it is; nothing for an empty one."""
    return [turtle.typed(value, _DATE[len(value)])] if value else []


def _id(local: str, prefix: str = "id") -> str:
    return turtle.name(prefix, local, schema().prefixes)


def _smt(local: str) -> str:
    return f"smt:{local}"


def _file(blocks: Iterable[str], *more: str) -> str:
    return turtle.file(blocks, {prefix: schema().prefixes[prefix] for prefix in (*_USED, *more)})
