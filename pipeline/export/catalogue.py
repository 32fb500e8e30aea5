"""What an export holds, told to catalogues: a description of the data set in DCAT and VoID, as Turtle.

The data set is named by the content that it describes, the sum of its N-Triples: the same graph and filters give the
same name, and so does anybody who counts again.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph as ox

from pipeline import turtle
from pipeline.counted import counted
from pipeline.export.content import DCTERMS, ID, RDF, SAME_AS, SMT, key_of
from pipeline.export.reading import Triples
from pipeline.schema import schema

if TYPE_CHECKING:
    from pipeline.export.filters import Filters
    from pipeline.export.selection import Selection

Values: TypeAlias = "list[tuple[str, Iterable[str]]]"

PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": DCTERMS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPE: Final = "<https://www.iana.org/assignments/media-types/application/n-triples>"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
LISTS: Final = f"{SMT}authorityLists"
TITLES: Final = {
    "en": "Summitry knowledge graph",
    "ru": "Граф знаний Summitry",
    "zh-hans": "Summitry 知识图谱",
    "zh-hant": "Summitry 知識圖譜",
}
_DATE: Final = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def write_catalogue(selection: Selection, found: Triples, path: Path) -> None:
    """Write the description of a selection, whose triples are `found`."""
    summed = _Sum()
    ox.serialize(found.all, summed, ox.RdfFormat.N_TRIPLES)
    base = f"{ID}dataset/{summed.sha256.hexdigest()[:16]}"
    counts = _Counts.of(found)
    blocks = [
        turtle.block(f"<{base}>", [*_about(selection, found, counts), *_parts(base, counts)]),
        turtle.block(f"<{base}#ntriples>", _distribution(summed)),
        *(turtle.block(f"<{base}#{_slug(iri)}>", [("void:class", [_iri(iri)]), ("void:entities", [str(n)])])
          for iri, n in sorted(counts.classes.items())),
        *(turtle.block(f"<{base}#{_slug(iri)}>", [("void:property", [_iri(iri)]), ("void:triples", [str(n)])])
          for iri, n in sorted(counts.properties.items())),
        *_links(base, counts),
    ]  # fmt: skip
    path.write_bytes(turtle.file(blocks, PREFIXES).encode("utf-8"))


class _Sum(io.BytesIO):
    """Counts and sums up what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the serialiser hands over bytes
        self.sha256.update(data)
        self.size += len(data)
        return len(data)


@dataclass(frozen=True, slots=True)
class _Counts:
    triples: int
    subjects: int
    objects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    wikidata: int

    @classmethod
    def of(cls, found: Triples) -> _Counts:
        types = Counter(
            t.object.value
            for t in found.all
            if t.predicate.value == f"{RDF}type" and isinstance(t.object, ox.NamedNode)
        )
        linked = (t for t in found.all if t.predicate.value == SAME_AS and key_of(t.object).startswith(WIKIDATA))
        return cls(
            len(found.all),
            len({t.subject for t in found.all}),
            len({t.object for t in found.all}),
            types,
            Counter(t.predicate.value for t in found.all),
            sum(1 for _ in linked),
        )


def _about(selection: Selection, found: Triples, counts: _Counts) -> Values:
    content = selection.content
    dates = [d.date for d in content.documents.values() if d.date]
    languages = {language.partition("-")[0] for d in content.documents.values() for language in d.languages}
    vocabularies = {_namespace(iri) for iri in (*counts.classes, *counts.properties)} - {""}
    return [
        ("a", ["dcat:Dataset", "void:Dataset"]),
        ("dcterms:title", [turtle.text(title, language) for language, title in TITLES.items()]),
        ("dcterms:description", [turtle.text(_described(selection), "en")]),
        ("dcterms:conformsTo", ["<https://w3id.org/summitry/ontology>"]),
        ("dcterms:language", [_iri(f"http://id.loc.gov/vocabulary/iso639-1/{code}") for code in languages]),
        ("dcterms:source", [_iri(key) for key in content.documents if _is_iri(key)]),
        ("dcterms:temporal", [_period(dates)] if dates else []),
        ("dcterms:rights", _rights(found)),
        ("void:uriSpace", [turtle.text(ID)]),
        ("void:vocabulary", map(_iri, vocabularies)),
        ("void:exampleResource", [_iri(key) for key in content.entities if _is_iri(key)][:3]),
        *_figures(counts, len(content.entities)),
    ]


def _figures(counts: _Counts, entities: int) -> Values:
    return [
        ("void:triples", [str(counts.triples)]),
        ("void:entities", [str(entities)]),
        ("void:distinctSubjects", [str(counts.subjects)]),
        ("void:distinctObjects", [str(counts.objects)]),
        ("void:classes", [str(len(counts.classes))]),
        ("void:properties", [str(len(counts.properties))]),
    ]


def _parts(base: str, counts: _Counts) -> Values:
    return [
        ("dcat:distribution", [f"<{base}#ntriples>"]),
        ("void:classPartition", [f"<{base}#{_slug(iri)}>" for iri in counts.classes]),
        ("void:propertyPartition", [f"<{base}#{_slug(iri)}>" for iri in counts.properties]),
        ("void:subset", [f"<{base}#wikidata>"] if counts.wikidata else []),
    ]


def _distribution(summed: _Sum) -> Values:
    sha256 = turtle.typed(summed.sha256.hexdigest(), "xsd:hexBinary")
    return [
        ("a", ["dcat:Distribution"]),
        ("dcterms:title", [turtle.text("What `summitry export ntriples` writes with the same filters", "en")]),
        ("dcat:mediaType", [MEDIA_TYPE]),
        ("dcat:byteSize", [turtle.typed(str(summed.size), "xsd:nonNegativeInteger")]),
        ("spdx:checksum", [f"[ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue {sha256} ]"]),
    ]


def _links(base: str, counts: _Counts) -> list[str]:
    """The links to Wikidata, if there are any."""
    about: Values = [
        ("a", ["void:Linkset"]),
        ("void:linkPredicate", ["owl:sameAs"]),
        ("void:subjectsTarget", [f"<{base}>"]),
        ("void:objectsTarget", ["<http://www.wikidata.org/>"]),
        ("void:triples", [str(counts.wikidata)]),
    ]
    return [turtle.block(f"<{base}#wikidata>", about)] if counts.wikidata else []


def _described(selection: Selection) -> str:
    content = selection.content
    size = ((content.entities, "thing"), (content.facts(), "fact"), (content.documents, "document"))
    said = ", ".join(counted(len(found), what) for found, what in size)
    return f"What diplomatic documents state, with a quote for every fact: {said}." + _filtered(selection.filters)


def _filtered(filters: Filters) -> str:
    named: list[tuple[str, Iterable[object]]] = [
        ("class", filters.classes),
        ("property", filters.properties),
        ("since", [filters.since] if filters.since else []),
        ("lang", filters.languages),
        ("min-confidence", [] if filters.min_confidence is None else [f"{filters.min_confidence:g}"]),
        ("documents", filters.documents),
    ]
    said = ", ".join(f"{name} {' or '.join(map(str, values))}" for name, values in named if values)
    return f" A part of a graph: {said}." if said else ""


def _rights(found: Triples) -> list[str]:
    """The licences that the graph names for what it takes from elsewhere."""
    named = {t.object.value for t in found.all if t.predicate.value == f"{DCTERMS}license"
             and key_of(t.subject) == LISTS and isinstance(t.object, ox.NamedNode)}  # fmt: skip
    return [turtle.text(f"Names, codes and coordinates of background: {iri}", "en") for iri in sorted(named)]


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _slug(iri: str) -> str:
    """A class or property as part of an IRI: its prefixed name, with a hyphen for the colon."""
    for prefix, namespace in schema().prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}-{iri.removeprefix(namespace)}"
    return hashlib.sha256(iri.encode("utf-8")).hexdigest()[:16]


def _is_iri(key: str) -> bool:
    return not key.startswith("_:")


def _iri(iri: str) -> str:
    return str(ox.NamedNode(iri))


def _period(dates: list[str]) -> str:
    first, last = _date(min(dates)), _date(max(dates))
    return f"[ a dcterms:PeriodOfTime ; dcat:startDate {first} ; dcat:endDate {last} ]"


def _date(date: str) -> str:
    return turtle.typed(date, _DATE[len(date)]) if len(date) in _DATE else turtle.text(date)
