"""RDF in its own formats: triples as Turtle, N-Triples, RDF/XML and JSON-LD; by document as TriG and N-Quads.

All but RDF/XML hold the very triples of the graph. XML has no place for most control characters: U+FFFD stands there.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from pipeline.errors import StopRun
from pipeline.export.content import RDF, XSD, Term, key_of
from pipeline.export.reading import Triples
from pipeline.export.text import for_xml
from pipeline.partition import partition
from pipeline.schema import schema

_ELEMENT: Final = re.compile(r"[^\W\d][\w.-]*$")

Json: TypeAlias = "str | int | Mapping[str, Json] | list[Json]"

FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
_LINKS: Final = ("mentions", "otherVersion", "document", "evidence", "claim", "version", "versionSays", "speaksOf",
                 "modality", "kind", "outcome", "conflictKind", "differenceKind", "corrects", "correctedBy",
                 "correctionKind", "correctionStatus", "rejects", "rejectedSubject", "rejectedProperty",
                 "rejectedObject", "rejectedEvidence")  # fmt: skip
"""Properties of provenance whose objects are nodes; those of facts the vocabulary tells."""


def write_triples(found: Triples, format_: str, path: Path) -> None:
    """Write a graph as Turtle or N-Triples, in order of subject."""
    ox.serialize(found.all, str(path), FORMATS[format_], prefixes=dict(schema().prefixes))


def write_quads(found: Triples, format_: str, path: Path) -> None:
    """Write a graph as TriG or N-Quads: a named graph for each document, one for corrections, one for background."""
    quads = (
        ox.Quad(triple.subject, triple.predicate, triple.object, name)
        for name, triples in partition(found.stated, found.background)
        for triple in triples
    )
    ox.serialize(quads, str(path), FORMATS[format_], prefixes=dict(schema().prefixes))


def write_xml(found: Triples, path: Path) -> None:
    """Write a graph as RDF/XML; StopRun for a property or class whose IRI ends in no name that an element may have."""
    for iri in sorted({iri for triple in found.all for iri in _elements(triple)}):
        if not _ELEMENT.search(iri):
            raise StopRun(f"rdfxml: XML has no name for {iri}; export another format")
    with path.open("wb") as file:
        triples = (ox.Triple(t.subject, t.predicate, _for_xml(t.object)) for t in found.all)
        ox.serialize(triples, _Returns(file), ox.RdfFormat.RDF_XML, prefixes=dict(schema().prefixes))


def _elements(triple: ox.Triple) -> tuple[str, ...]:
    """The IRIs of a triple that become names of elements."""
    if triple.predicate.value == f"{RDF}type" and isinstance(triple.object, ox.NamedNode):
        return triple.predicate.value, triple.object.value
    return (triple.predicate.value,)


class _Returns(io.BytesIO):
    """Writes on with carriage returns as references, for a reader of XML takes a plain one for a line feed."""

    def __init__(self, file: io.BufferedWriter) -> None:
        super().__init__()
        self._file = file

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the serialiser hands over bytes
        self._file.write(data.replace(b"\r", b"&#13;"))
        return len(data)


def _for_xml(term: Term) -> Term:
    if not isinstance(term, ox.Literal) or (text := for_xml(term.value)) == term.value:
        return term
    if term.language:
        return ox.Literal(text, language=term.language)
    return ox.Literal(text, datatype=term.datatype)


def write_jsonld(found: Triples, path: Path) -> None:
    """Write a graph as JSON-LD: one object a subject, under a context by which properties go by their own names."""
    context = _context()
    short = _Short(context)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {_dumped(context)},\n"@graph": [')
        for number, (subject, triples) in enumerate(groupby(found.all, key=lambda triple: triple.subject)):
            file.write((",\n" if number else "\n") + _dumped(short.node(subject, triples)))
        file.write("\n]}\n")


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _context() -> dict[str, Json]:
    """The prefixes, and the vocabulary's properties; those that lead to nodes say so."""
    terms: dict[str, Json] = {
        "label": {"@id": "rdfs:label"},
        "altLabel": {"@id": "skos:altLabel"},
        "sameAs": {"@id": "owl:sameAs", "@type": "@id"},
    }
    for part in ("subject", "predicate"):
        terms[part] = {"@id": f"rdf:{part}", "@type": "@id"}
    terms["object"] = {"@id": "rdf:object"}
    for name in sorted({*schema().properties, *_LINKS}):
        leads = name in _LINKS or name in schema().facts and not schema().properties[name].literal
        terms[name] = {"@id": f"smt:{name}", "@type": "@id"} if leads else {"@id": f"smt:{name}"}
    prefixes = {name: iri for name, iri in schema().prefixes.items() if name not in terms}  # `document` is a property
    return {**prefixes, **dict(sorted(terms.items()))}


class _Short:
    """Terms in the short forms of a context."""

    def __init__(self, context: Mapping[str, Json]) -> None:
        namespaces = {iri: prefix for prefix, iri in context.items() if isinstance(iri, str)}
        self._prefixes = sorted(namespaces.items(), key=lambda item: -len(item[0]))
        self._terms = {term["@id"]: name for name, term in context.items() if isinstance(term, Mapping)}
        self._leads = {n for n, term in context.items() if isinstance(term, Mapping) and "@type" in term}

    def node(self, subject: Term, triples: Iterable[ox.Triple]) -> dict[str, Json]:
        node: dict[str, Json] = {"@id": self.iri(key_of(subject))}
        for predicate, group in groupby(triples, key=lambda triple: triple.predicate.value):
            objects = [triple.object for triple in group]
            if predicate == f"{RDF}type" and not any(isinstance(o, ox.Literal) for o in objects):
                node["@type"] = [self.iri(key_of(o)) for o in objects]
            else:
                short = self.iri(predicate)
                name = str(self._terms.get(short, short))
                values = [self._value(o, leads=name in self._leads) for o in objects]
                node[name] = values[0] if len(values) == 1 else values
        return node

    def iri(self, iri: str) -> str:
        for namespace, prefix in self._prefixes:
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def _value(self, term: Term, *, leads: bool) -> Json:
        if not isinstance(term, ox.Literal):
            return self.iri(key_of(term)) if leads else {"@id": self.iri(key_of(term))}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if datatype == f"{XSD}integer" and _is_plain(term.value):
            return {"@value": int(term.value)} if leads else int(term.value)
        if datatype == f"{XSD}string":
            return {"@value": term.value} if leads else term.value
        return {"@value": term.value, "@type": self.iri(datatype)}


def _is_plain(number: str) -> bool:
    """Whether JSON's own number comes back as it was; readers may hold it in 53 bits."""
    return number.isascii() and number.removeprefix("-").isdecimal() and str(int(number)) == number and len(number) < 16
