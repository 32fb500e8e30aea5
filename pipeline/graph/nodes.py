"""Each thing that a graph says as a block of Turtle: an entity, a document, a claim, a quote, a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline import turtle
from pipeline.background import Background
from pipeline.corrections.record import Corrected, Outcome as CorrectionOutcome
from pipeline.corrections.words import correction_id, in_words
from pipeline.ids import claim_id, conflict_id, content_id, difference_id, evidence_id
from pipeline.model import Claim, Conflict, Document, Entity, Evidence, Findings, VersionDifference
from pipeline.outcomes import Outcome
from pipeline.schema import schema

_USED = ("claim", "dcterms", "document", "evidence", "id", "rdf", "rdfs", "skos", "smt", "xsd")
_DATE = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""The datatype of a reduced ISO date, by its length."""


def background_node(known: Background) -> str:
    """What the authority lists add to one entity."""
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


def entity_node(entity: Entity, facts: dict[str, set[str]]) -> str:
    """An entity: its classes, its names and its facts, by property."""
    cls = entity.kind or entity.cls
    labels = [turtle.text(name, language) for language, name in entity.names]
    others = {turtle.text(name, language) for language, name in entity.others}.difference(labels)
    about = [(_smt(p), [term(p, o) for o in facts[p]]) for p in sorted(facts)]
    classes = [_smt(c) for c in (cls, *schema().superclasses(cls))]
    return turtle.block(_id(entity.id), [("a", classes), ("rdfs:label", labels), ("skos:altLabel", others), *about])


def document_node(document: Document, mentions: Iterable[str], others: Iterable[str], *, cited: bool = False) -> str:
    """A document, what it mentions, and its versions in other languages; `cited` if only a correction names it."""
    known = {"title": document.title, "publisher": document.publisher, "creator": document.creator}
    return turtle.block(
        _id(document.id, "document"),
        [
            ("a", ["smt:Document", *(["smt:CitedSource"] if cited else [])]),
            ("dcterms:source", [turtle.text(document.source)]),
            ("dcterms:language", map(turtle.text, document.languages)),
            *((f"dcterms:{p}", [turtle.text(value)]) for p, value in known.items() if value),
            ("dcterms:date", _dates(document.date)),
            ("smt:otherVersion", [_id(other, "document") for other in others]),
            ("smt:mentions", map(_id, mentions)),
        ],
    )


def passage_node(outcome: Outcome) -> str:
    """A passage, and what came of it."""
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


def claim_node(claim: Claim) -> str:
    """A claim, with the names of its evidence."""
    valid = (claim.valid.start, claim.valid.end) if claim.valid is not None else ("", "")
    return turtle.block(
        name_of_claim(claim),
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


def finding_nodes(findings: Findings) -> Iterator[str]:
    """The nodes of what comparing found, in order of id."""
    yield from (node for _, node in sorted((conflict_id(c), _conflict(c)) for c in findings.conflicts))
    yield from (node for _, node in sorted((difference_id(d), _difference(d)) for d in findings.differences))


def _conflict(conflict: Conflict) -> str:
    return turtle.block(
        _id(conflict_id(conflict), "conflict"),
        [
            ("a", ["smt:Conflict"]),
            ("smt:conflictKind", [_smt(conflict.kind)]),
            ("smt:claim", map(name_of_claim, (*conflict.first, *conflict.second))),
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
            ("smt:claim", map(name_of_claim, difference.claims)),
        ],
    )


KINDS = {
    "reject": "Reject", "add": "Add", "date": "FixDate", "retype": "Retype", "rename": "Rename", "merge": "Merge",
    "split": "Split",
}  # fmt: skip
"""Kinds of correction as the vocabulary names them."""


def correction_nodes(corrected: Corrected) -> Iterator[str]:
    """The corrections and who made them, then the claims that they reject, in order of id."""
    outcomes = {correction_id(o.filed.correction): o for o in reversed(corrected.outcomes)}  # one said twice is one
    yield from (_correction(key, outcomes[key]) for key in sorted(outcomes))
    yield from (_curator(author) for author in sorted({o.filed.correction.author for o in outcomes.values()}))
    yield from (node for key in sorted(outcomes) for node in _rejected(key, outcomes[key]))


def _correction(key: str, outcome: CorrectionOutcome) -> str:
    correction = outcome.filed.correction
    return turtle.block(
        _id(key, "correction"),
        [
            ("a", ["smt:Correction"]),
            ("smt:correctionKind", [_smt(KINDS[correction.kind])]),
            ("smt:correctionStatus", [_smt(outcome.status)]),
            ("smt:correctionNote", [turtle.text(outcome.note)] if outcome.note else []),
            ("smt:correctionSays", [turtle.text(in_words(correction))]),
            ("smt:correctedBy", [_id(content_id(correction.author), "curator")]),
            ("smt:reason", [turtle.text(correction.reason)]),
            ("dcterms:date", _dates(correction.date.isoformat())),
            ("dcterms:source", [turtle.text(outcome.filed.file)]),
            ("smt:corrects", [*map(_id, outcome.entities), *map(name_of_claim, outcome.claims)]),
            ("smt:rejects", [_id(_rejected_id(key, claim), "rejected") for claim in outcome.rejected]),
        ],
    )


def _curator(author: str) -> str:
    about = [("a", ["smt:Curator"]), ("schema:name", [turtle.text(author)])]
    return turtle.block(_id(content_id(author), "curator"), about)


def _rejected_id(key: str, claim: Claim) -> str:
    return content_id(key, claim_id(claim, claim.evidence[0].document))


def _rejected(key: str, outcome: CorrectionOutcome) -> Iterator[str]:
    """What documents state and a person rejects: no claim, so that nobody who asks for claims takes it for one."""
    for name, claim in sorted(((_rejected_id(key, c), c) for c in outcome.rejected), key=lambda pair: pair[0]):
        literal = schema().properties[claim.property].literal
        yield turtle.block(
            _id(name, "rejected"),
            [
                ("a", ["smt:RejectedClaim"]),
                ("smt:rejectedSubject", [_id(claim.subject)]),
                ("smt:rejectedProperty", [_smt(claim.property)]),
                ("smt:rejectedObject", [] if literal else [_id(claim.object)]),
                ("smt:rejectedValue", [turtle.text(claim.object)] if literal else []),
                ("smt:rejectedEvidence", [_id(evidence_id(e.document, e.span), "evidence") for e in claim.evidence]),
            ],
        )


def name_of_claim(claim: Claim) -> str:
    return _id(claim_id(claim, claim.evidence[0].document), "claim")


def evidence_node(evidence: Evidence) -> str:
    """A quote: where it stands, and what it says."""
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


def file_of(blocks: Iterable[str], *more: str) -> str:
    """The blocks as a file, with the prefixes that all files have and `more`."""
    return turtle.file(blocks, {prefix: schema().prefixes[prefix] for prefix in (*_USED, *more)})
