"""Graphs to export, and the whole of a graph as rdflib reads it: what the tests of exports share."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rdflib import Dataset, Graph
from rdflib.term import Node

PREFIXES = """\
@prefix claim: <https://w3id.org/summitry/id/claim/> .
@prefix conflict: <https://w3id.org/summitry/id/conflict/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix difference: <https://w3id.org/summitry/id/difference/> .
@prefix document: <https://w3id.org/summitry/id/document/> .
@prefix evidence: <https://w3id.org/summitry/id/evidence/> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix id: <https://w3id.org/summitry/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix passage: <https://w3id.org/summitry/id/passage/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smt: <https://w3id.org/summitry/ontology#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
GRAPH = r"""
id:summit a smt:Event ; rdfs:label "=SUM(A1:A9)"@en , "@саммит «Река», \"встреча\""@ru ; skos:altLabel "+1 | a;b\u001Fc"@en ;
    smt:heldIn id:河城 , id:delta ; smt:startDate "2024-07-03"^^xsd:date ; smt:endDate "2024-07"^^xsd:gYearMonth ;
    smt:ordinal 10 , 11 ; smt:theme "line one\r\nline two\rtab\there <b>&amp;</b> _x0041_" .
id:河城 a smt:Place ; rdfs:label "河城"@zh-hans ; smt:partOf id:norland .
id:delta a smt:Place ; rdfs:label "-Delta"@en .
id:norland a smt:State , smt:Place ; rdfs:label "Норландия"@ru , "诺兰德"@zh-hans , "諾蘭德"@zh-hant , "Norland"@en .
id:ada a smt:Person ; rdfs:label "Ada \u0001\u000B\uFFFE Lind"@en ; smt:affiliation id:norland ; smt:jobTitle "President" .
id:charter a smt:Charter , smt:Agreement ; rdfs:label "Charter"@en ; smt:date "1998"^^xsd:gYear .
id:crs a smt:Organization ; rdfs:label "CRS"@en .
id:quiet a smt:Organization ; rdfs:label "Quiet 😀"@en .
<https://elsewhere.example/body?x=1&y=%20#z> a smt:Organization ; rdfs:label "Elsewhere"@en ; smt:partOf id:crs .
id:estria a smt:State , smt:Place ; rdfs:label "Estria"@en ; smt:foundingMemberOf id:crs ; smt:memberOf id:crs .
"""
CLAIMS = (  # id, subject, property, object, document, and what differs from a sure assertion
    ("c01", "id:summit", "heldIn", "id:河城", "a", ""),
    ("c02", "id:summit", "heldIn", "id:delta", "b", "smt:confidence 0.60 ;"),
    ("c03", "id:summit", "startDate", '"2024-07-03"^^xsd:date', "a", ""),
    ("c04", "id:summit", "endDate", '"2024-07"^^xsd:gYearMonth', "a", "smt:confidence 0.50 ;"),
    ("c05", "id:summit", "ordinal", "10", "a", ""),
    ("c06", "id:summit", "ordinal", "11", "b", "smt:confidence 0.40 ;"),
    ("c07", "id:summit", "theme", r'"line one\r\nline two\rtab\there <b>&amp;</b> _x0041_"', "a", ""),
    ("c08", "id:河城", "partOf", "id:norland", "b", ""),
    ("c09", "id:ada", "affiliation", "id:norland", "b", 'smt:validFrom "2019"^^xsd:gYear ;'),
    ("c10", "id:ada", "jobTitle", '"President"', "b", 'smt:validTo "2018"^^xsd:gYear ;'),
    ("c11", "id:charter", "date", '"1998"^^xsd:gYear', "c", ""),
    ("c12", "id:estria", "foundingMemberOf", "id:crs", "c", ""),
    ("c13", "id:estria", "memberOf", "id:crs", "a", "smt:modality smt:Planned ;"),
    ("c14", "id:estria", "foundingMemberOf", "id:crs", "a", "smt:confidence 0.95 ;"),
    ("c15", "<https://elsewhere.example/body?x=1&y=%20#z>", "partOf", "id:crs", "c", ""),
)
OTHER_EVIDENCE = r"""
document:a a smt:Document ; dcterms:source "a, \"b\".txt" ; dcterms:language "en" , "ru" ; dcterms:date "2024-07-05"^^xsd:date ;
    smt:otherVersion document:b ; smt:mentions id:summit , id:河城 , id:estria , id:crs , id:quiet .
document:b a smt:Document ; dcterms:source "新闻.txt" ; dcterms:language "zh-hans" ; dcterms:title "=HYPERLINK(\"x\")" ;
    smt:otherVersion document:a ; smt:mentions id:summit , id:delta , id:河城 , id:norland , id:ada .
document:c a smt:Document ; dcterms:source "c.txt" ; dcterms:language "en" ; dcterms:date "1999-01"^^xsd:gYearMonth ;
    smt:mentions id:charter , id:estria , id:crs , <https://elsewhere.example/body?x=1&y=%20#z> .
passage:p1 a smt:Passage ; smt:document document:a ; smt:start 0 ; smt:end 9 ; dcterms:language "en" ;
    smt:outcome smt:Facts ; smt:speaksOf id:summit .
conflict:k1 a smt:Conflict ; smt:conflictKind smt:TwoValues ; smt:claim claim:c01 , claim:c02 .
difference:d1 a smt:VersionDifference ; smt:differenceKind smt:OtherValue ; smt:version document:a , document:b ;
    smt:versionStates "10"@en , "11"@zh-hans ; smt:versionSays evidence:e05 , evidence:e06 ; smt:claim claim:c05 , claim:c06 .
claim:c05 smt:notedBy [ rdfs:label "a note that no build writes" ] .
"""
BACKGROUND = """
smt:authorityLists a smt:Background ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
id:norland owl:sameAs wd:Q1 ; smt:isoCode "NL" ; geo:lat 1.50 ; geo:long -2.25 ; rdfs:label "Norland"@en ;
    smt:backgroundName "Kingdom of Norland"@en , "Королевство Норландия"@ru .
"""
LONG = "長" * 40_000


def evidence_ttl() -> str:
    """Claims with their quotes: one of each, but c05's is blank and c07's longer than a cell of a spreadsheet."""
    blocks = []
    for number, (claim, subject, property_, object_, document, more) in enumerate(CLAIMS, 1):
        quote = LONG if claim == "c07" else f"@quote {number}: “{property_}” — 引文\\r\\nцитата"
        about = f'a smt:Evidence ; smt:document document:{document} ; smt:start {number} ; smt:end {number + 5} ; smt:quote "{quote}"'
        evidence = "[ " + about + " ]" if claim == "c08" else f"evidence:e{number:02}"
        modality = "" if "modality" in more else "smt:modality smt:Asserted ;"
        confidence = "" if "confidence" in more else "smt:confidence 0.90 ;"
        blocks.append(
            f"claim:{claim} a smt:Claim ; rdf:subject {subject} ; rdf:predicate smt:{property_} ; rdf:object {object_} ;"
            f" {modality} {confidence} {more} smt:evidence {evidence} ."
        )
        if claim != "c08":
            blocks.append(f"evidence:e{number:02} {about} .")
    return "\n".join([PREFIXES, OTHER_EVIDENCE, *blocks])


@pytest.fixture(scope="session")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph full of what formats stumble over, with a conflict, a difference, a blank node."""
    folder = tmp_path_factory.mktemp("strange") / "graph"
    folder.mkdir()
    (folder / "graph.ttl").write_text(PREFIXES + GRAPH, encoding="utf-8")
    (folder / "evidence.ttl").write_text(evidence_ttl(), encoding="utf-8")
    (folder / "background.ttl").write_text(PREFIXES + BACKGROUND, encoding="utf-8")
    return folder


def whole(folder: Path) -> Graph:
    """All of a built graph, read by rdflib."""
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def parsed(path: Path, format_: str) -> Graph:
    """An export in RDF, read by rdflib; the union of its named graphs."""
    if format_ in ("trig", "nquads"):
        union = Graph()
        for *triple, _ in quads(path, format_):
            union.add(tuple(triple))
        return union
    with _quiet():
        names = {"rdfxml": "xml", "jsonld": "json-ld", "ntriples": "nt"}
        return Graph().parse(data=path.read_bytes(), format=names.get(format_, format_))


def quads(path: Path, format_: str) -> list[tuple[Node, Node, Node, Node | None]]:
    """The triples of an export by named graph."""
    with _quiet():
        dataset = Dataset()
        dataset.parse(data=path.read_bytes(), format=format_)
        return list(dataset.quads())


@contextmanager
def _quiet() -> Iterator[None]:
    """The parsers of JSON-LD, TriG and N-Quads use what rdflib itself has deprecated."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* is deprecated, use Dataset", DeprecationWarning)
        yield
