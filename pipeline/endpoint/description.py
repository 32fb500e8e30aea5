"""The service description: what an endpoint can do, in the W3C's vocabulary for that."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS: Final = tuple(
    NamedNode(f"http://www.w3.org/ns/formats/{name}")
    for name in ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
                 "Turtle", "N-Triples", "JSON-LD", "RDF_XML")
)  # fmt: skip
_WRITTEN: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
DESCRIPTIONS: Final = tuple(_WRITTEN)
"""Media types that a description is to be had in, the preferred first."""


def describe(endpoint: str, graphs: Sequence[str], media: str, *, updates: bool) -> bytes:
    """The description of the service at this URL, with the names of its graphs, in one of `DESCRIPTIONS`."""
    triples = _triples(NamedNode(endpoint), graphs, updates=updates)
    out = BytesIO()
    serialize(triples, out, _WRITTEN[media], prefixes=_PREFIXES if media in _DECLARES else None)
    return out.getvalue()


_PREFIXES: Final[dict[str, str]] = {"sd": _SD, "format": "http://www.w3.org/ns/formats/"}
_DECLARES: Final = ("text/turtle", "application/rdf+xml")


def _triples(service: NamedNode, graphs: Sequence[str], *, updates: bool) -> list[Triple]:
    dataset, default = BlankNode("dataset"), BlankNode("default")
    languages = ("SPARQL11Query", *(("SPARQL11Update",) if updates else ()))
    found = [
        Triple(service, _TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), service),
        *(Triple(service, _sd("supportedLanguage"), _sd(language)) for language in languages),
        *(Triple(service, _sd("resultFormat"), form) for form in _FORMATS),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, _TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, _TYPE, _sd("Graph")),
    ]
    for number, name in enumerate(graphs):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        found += [
            Triple(dataset, _sd("namedGraph"), named),
            Triple(named, _TYPE, _sd("NamedGraph")),
            Triple(named, _sd("name"), NamedNode(name)),
            Triple(named, _sd("graph"), graph),
            Triple(graph, _TYPE, _sd("Graph")),
        ]
    return found


def _sd(name: str) -> NamedNode:
    return NamedNode(f"{_SD}{name}")
