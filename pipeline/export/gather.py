"""Triples → records: what the nodes of a graph say, gathered by subject.

A graph that breaks its own rules is gathered as far as it goes: what has no number has none, what no claim can state
is no claim, and an end of a claim that nothing is said of is a thing all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from math import isfinite
from typing import TypeAlias

from pyoxigraph import Literal, Triple

from pipeline.export.content import (
    DCTERMS,
    GEO,
    NAMES,
    RDF,
    SAME_AS,
    SMT,
    Claim,
    Content,
    Document,
    Entity,
    Evidence,
    Finding,
    Name,
    Term,
    key_of,
    value_of,
)
from pipeline.schema import schema

Said: TypeAlias = Mapping[str, list[Term]]


def gather(triples: Iterable[Triple]) -> Content:
    """The records in some triples, of which those of one subject stand together."""
    found: dict[str, dict[str, Said]] = defaultdict(dict)
    for key, said in _by_subject(triples):
        found[_kind(said)][key] = said
    documents = {key: _document(key, said) for key, said in found["Document"].items()}
    claims = {key: _claim(key, said) for key, said in found["Claim"].items() if _is_whole(said)}
    evidence = {key: _evidence(key, said) for key, said in found["Evidence"].items()}
    findings = found["Conflict"] | found["VersionDifference"]
    return Content(
        _entities(found["Entity"], claims, documents),
        documents,
        {key: _backed(claim, evidence) for key, claim in claims.items()},
        evidence,
        {key: _finding(key, said) for key, said in findings.items()},
        {key: _one(said, f"{SMT}document") for key, said in found["Passage"].items()},
    )


def _entities(
    found: Mapping[str, Said], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> dict[str, Entity]:
    """The things by key, with the documents that mention each; the ends of claims too that nothing is said of."""
    ends = {c.subject for c in claims.values()} | {c.value.text for c in claims.values() if c.value.is_entity}
    nameless: dict[str, Said] = {key: {} for key in ends}
    mentioned: dict[str, list[str]] = defaultdict(list)
    for document in documents.values():
        for key in document.mentions:
            mentioned[key].append(document.key)
    things = nameless | dict(found)
    return {key: _entity(key, things[key], mentioned.get(key, ())) for key in sorted(things)}


def _by_subject(triples: Iterable[Triple]) -> Iterator[tuple[str, Said]]:
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        said: dict[str, list[Term]] = defaultdict(list)
        for triple in group:
            said[triple.predicate.value].append(triple.object)
        yield key_of(subject), said


def _kind(said: Said) -> str:
    """The kind of node by its types: "Entity", one of those that stand for themselves, or "" for any other."""
    types = {_smt(term) for term in said.get(f"{RDF}type", ())}
    if not types.isdisjoint(schema().entities):
        return "Entity"
    kinds = ("Document", "Claim", "Evidence", "Passage", "Conflict", "VersionDifference")
    return next((kind for kind in kinds if kind in types), "")


def _entity(key: str, said: Said, documents: Iterable[str]) -> Entity:
    classes = {_smt(term) for term in said.get(f"{RDF}type", ())}
    names = sorted(
        (NAMES.index(predicate), Name(predicate, term.language or "", term.value))
        for predicate in NAMES
        for term in said.get(predicate, ())
        if isinstance(term, Literal)
    )
    return Entity(
        key,
        tuple(sorted(classes, key=lambda cls: (-_depth(cls), cls))),
        tuple(name for _, name in names),
        tuple(sorted(documents)),
        _one(said, SAME_AS),
        _one(said, f"{SMT}isoCode"),
        _number(_one(said, f"{GEO}lat")),
        _number(_one(said, f"{GEO}long")),
    )


def _depth(cls: str) -> int:
    return len(schema().superclasses(cls)) if cls in schema().classes else 0


def _document(key: str, said: Said) -> Document:
    known = {name: _one(said, f"{DCTERMS}{name}") for name in ("title", "publisher", "creator", "date")}
    languages = tuple(sorted(_values(said, f"{DCTERMS}language")))
    links = (tuple(sorted(_values(said, f"{SMT}{name}"))) for name in ("mentions", "otherVersion"))
    mentions, versions = links
    return Document(key, _one(said, f"{DCTERMS}source"), languages, **known, mentions=mentions, versions=versions)


def _is_whole(said: Said) -> bool:
    """Whether a claim says what it states, of a node at that."""
    parts = [said.get(f"{RDF}{part}", []) for part in ("subject", "predicate", "object")]
    return all(parts) and not any(isinstance(term, Literal) for term in (*parts[0], *parts[1]))


def _claim(key: str, said: Said) -> Claim:
    return Claim(
        key,
        _one(said, f"{RDF}subject"),
        _one(said, f"{RDF}predicate").removeprefix(SMT),
        value_of(min(said[f"{RDF}object"], key=str)),
        _one(said, f"{SMT}modality").removeprefix(SMT),
        _one(said, f"{SMT}validFrom"),
        _one(said, f"{SMT}validTo"),
        _number(_one(said, f"{SMT}confidence"), 1.0) or 0.0,
        tuple(sorted(_values(said, f"{SMT}evidence"))),
    )


def _backed(claim: Claim, evidence: Mapping[str, Evidence]) -> Claim:
    """The claim with such evidence as the graph holds."""
    if all(key in evidence for key in claim.evidence):
        return claim
    return replace(claim, evidence=tuple(key for key in claim.evidence if key in evidence))


def _evidence(key: str, said: Said) -> Evidence:
    start, end = (_whole_number(_one(said, f"{SMT}{name}")) for name in ("start", "end"))
    return Evidence(key, _one(said, f"{SMT}document"), start, end, _one(said, f"{SMT}quote"))


def _finding(key: str, said: Said) -> Finding:
    claims, versions, sayings = (tuple(sorted(_values(said, f"{SMT}{n}"))) for n in ("claim", "version", "versionSays"))
    return Finding(key, claims, versions, sayings)


def _values(said: Said, predicate: str) -> list[str]:
    return [term.value if isinstance(term, Literal) else key_of(term) for term in said.get(predicate, ())]


def _one(said: Said, predicate: str) -> str:
    """The value of a property; the first by the alphabet of several, "" of none."""
    return min(_values(said, predicate), default="")


def _number(text: str, otherwise: float | None = None) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if isfinite(number) else otherwise


def _whole_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else -1  # as many digits as 64 bits hold


def _smt(term: Term) -> str:
    return key_of(term).removeprefix(SMT)
