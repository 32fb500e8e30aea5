"""What is written is what was claimed, to the byte; what was not said by a document is not written."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef
from sample_graph import ADA, CLAIMS, DOCUMENT, ENTITIES, ID, LEAGUE, MET, NAMED, SESSION, TEXT, entity, evidence

from pipeline.errors import BadGraph, StopRun
from pipeline.graph import background_ttl, evidence_ttl, graph_ttl, merge, write
from pipeline.ids import claim_id
from pipeline.model import Claim, Entity, Evidence, Period, Span
from pipeline.verify import reduced, verify

SMT = "https://w3id.org/summitry/ontology#"
PREFIXES = """\
@prefix claim: <https://w3id.org/summitry/id/claim/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix document: <https://w3id.org/summitry/id/document/> .
@prefix evidence: <https://w3id.org/summitry/id/evidence/> .
@prefix id: <https://w3id.org/summitry/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smt: <https://w3id.org/summitry/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
WITH_PASSAGES = PREFIXES.replace(
    "@prefix rdf:", "@prefix passage: <https://w3id.org/summitry/id/passage/> .\n@prefix rdf:"
)

GRAPH = f"""{PREFIXES}
id:ada-nord
    a smt:Person ;
    rdfs:label "Ada Nord"@en ;
    smt:affiliation id:league ;
    smt:jobTitle "Chair" .

id:league
    a smt:Organization ;
    rdfs:label "League of Rivers"@en ;
    skos:altLabel "League"@en .

id:port
    a smt:Place , smt:State ;
    rdfs:label "Port"@en .

id:session-7
    a smt:Event ;
    rdfs:label "7th session"@en ;
    smt:endDate "2031-05-04"^^xsd:date ;
    smt:heldIn id:port ;
    smt:meetingOf id:league ;
    smt:ordinal 7 ;
    smt:startDate "2031-05-03"^^xsd:date .
"""


def name(claim: Claim) -> str:
    return f"claim:{claim_id(claim, claim.evidence[0].document)}"


def build(folder: Path, **other: object) -> None:
    write(**{"documents": [DOCUMENT], "entities": ENTITIES, "claims": CLAIMS, "out": folder, **other})


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_graph():
    assert graph_ttl(ENTITIES, CLAIMS) == GRAPH


def test_evidence_of_one_claim():
    claim = CLAIMS[-1]
    start = TEXT.index("named")
    assert evidence_ttl([DOCUMENT], [ADA, LEAGUE], [claim]) == (
        f"""{WITH_PASSAGES}
document:{ID}
    a smt:Document ;
    dcterms:source "league.txt" ;
    dcterms:language "en" ;
    dcterms:title "On \\"Rivers\\"" ;
    dcterms:publisher "Harbour News" ;
    dcterms:date "2031-05"^^xsd:gYearMonth ;
    smt:mentions id:ada-nord , id:league .

{name(claim)}
    a smt:Claim ;
    rdf:subject id:ada-nord ;
    rdf:predicate smt:affiliation ;
    rdf:object id:league ;
    smt:validFrom "2031"^^xsd:gYear ;
    smt:validTo "2033-01"^^xsd:gYearMonth ;
    smt:modality smt:Planned ;
    smt:confidence 0.72 ;
    smt:evidence evidence:{ID}-{start}-{start + 22} .

evidence:{ID}-{start}-{start + 22}
    a smt:Evidence ;
    smt:document document:{ID} ;
    smt:start {start} ;
    smt:end {start + 22} ;
    smt:quote "named Ada Nord \\"Chair\\"" .
"""
    )


def test_a_kind_is_of_its_classes_and_a_name_is_said_once():
    pact = Entity(
        "p", "Agreement", "Treaty", (("zh-hans", "条约"), ("ru", "Договор")), (("ru", "Договор"),), ((ID, 0),)
    )
    assert graph_ttl([pact], []).endswith(
        'id:p\n    a smt:Agreement , smt:Treaty ;\n    rdfs:label "Договор"@ru , "条约"@zh-hans .\n'
    )


def test_what_no_document_mentions_is_no_node():
    assert "id:port" not in graph_ttl([replace(e, mentions=()) if e.id == "port" else e for e in ENTITIES], [])


def test_a_confidence_that_rounds_to_nothing_stays_above_it():
    ttl = evidence_ttl([DOCUMENT], ENTITIES, [replace(CLAIMS[0], confidence=0.0001)])
    assert "smt:confidence 0.01 ;" in ttl


def test_same_claims_are_one_with_all_their_evidence():
    first, second = (Claim("session-7", "heldIn", "port", (e,), confidence=c) for e, c in ((MET, 0.4), (NAMED, 0.8)))
    [one] = merge([second, first, first])
    assert one.evidence == (MET, NAMED)
    assert one.confidence == 0.8
    assert merge([one]) == [one]


def test_claims_of_two_documents_or_times_or_modalities_are_several():
    claim = CLAIMS[1]
    elsewhere = Evidence("0" * 16, Span(0, 1), "x")
    several = [
        replace(claim, evidence=(MET, elsewhere)),
        replace(claim, modality="Planned"),
        replace(claim, valid=Period("2031", "")),
    ]
    assert len(merge(several)) == 4
    assert [[e.document for e in c.evidence] for c in merge(several[:1])] == [["0" * 16], [ID]]


def test_written_files(tmp_path):
    build(tmp_path / "new" / "graph")
    found = everything(tmp_path / "new" / "graph")
    assert found == {
        "graph.ttl": GRAPH.encode(),
        "evidence.ttl": evidence_ttl([DOCUMENT], ENTITIES, CLAIMS).encode(),
        "background.ttl": background_ttl([]).encode(),
        f"documents/{ID}.txt": TEXT.encode(),  # with the line ends it came with
    }


def test_every_fact_has_its_claim_and_every_claim_its_fact():
    graph, claims = (Graph().parse(data=d) for d in (graph_ttl(ENTITIES, CLAIMS), evidence_ttl([], ENTITIES, CLAIMS)))
    facts = {(s, p, o) for s, p, o in graph if p.startswith(SMT)}
    parts = (RDF.subject, RDF.predicate, RDF.object)
    claimed = {tuple(claims.value(c, part) for part in parts) for c in claims.subjects(RDF.type, URIRef(SMT + "Claim"))}
    assert len(facts) == len(CLAIMS)
    assert facts == claimed


def test_same_bytes_whatever_the_order(tmp_path):
    twin = replace(DOCUMENT, id="f" * 16, source="twin.txt")
    documents, entities = [DOCUMENT, twin], [replace(e, mentions=((ID, 0), (twin.id, 3))) for e in ENTITIES]
    claims = [*CLAIMS, *(replace(c, evidence=tuple(replace(e, document=twin.id) for e in c.evidence)) for c in CLAIMS)]
    claims += [replace(c, confidence=0.3, evidence=(NAMED,)) for c in CLAIMS]
    results = []
    for turn in range(4):
        for part in (documents, entities, claims):
            part[:] = [*part[turn:], *part[:turn]][::-1]
        write(documents, entities, claims, tmp_path / "graph")
        results.append(everything(tmp_path / "graph"))
    assert len(results[0]) == 5
    assert results == results[:1] * 4


def test_same_bytes_whatever_the_hash_seed():
    code = """from sample_graph import *; from pipeline.graph import *; import sys
sys.stdout.buffer.write((graph_ttl(ENTITIES, CLAIMS) + evidence_ttl([DOCUMENT], ENTITIES, CLAIMS)).encode())"""
    here = Path(__file__).parent
    results = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, cwd=here,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{here.parent}{os.pathsep}{here}"},
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert results == {(GRAPH + evidence_ttl([DOCUMENT], ENTITIES, CLAIMS)).encode()}


def claim(**other: object) -> Claim:
    return replace(CLAIMS[1], **other)


FAULTS = [
    (claim(evidence=()), "has no evidence"),
    (claim(evidence=(replace(MET, quote="met in Port "),)), "its quote does not stand at"),
    (claim(evidence=(replace(MET, span=Span(MET.span.start + 1, MET.span.end + 1)),)), "its quote does not stand at"),
    (claim(evidence=(Evidence(ID, Span(4, 4), ""),)), "its quote does not stand at 4:4"),
    (claim(evidence=(replace(MET, document="0" * 16),)), "quotes an unknown document"),
    (claim(property="heldAt"), "no such property: heldAt"),
    (claim(property="mentions"), "no such property: mentions"),
    (claim(subject="nobody"), "no document mentions nobody"),
    (claim(object="nowhere"), "no document mentions nowhere"),
    (claim(object="ada-nord"), "heldIn does not join Event and Person"),
    (claim(subject="league"), "heldIn does not join Organization and State"),
    (claim(property="partOf", object="league"), "partOf does not join Event and Organization"),
    (claim(property="startDate", object="2031-02-29"), "no such date: 2031-02-29"),
    (claim(property="startDate", object="3 May"), "no such date: 3 May"),
    (claim(property="ordinal", object="VII"), "not a number: VII"),
    (claim(property="ordinal", object="07"), "not a number: 07"),
    (claim(property="theme", object=" "), "states an empty text"),
    (claim(modality="Rumoured"), "no such modality: Rumoured"),
    (claim(confidence=0.0), "confidence 0.0 is not in"),
    (claim(confidence=1.01), "confidence 1.01 is not in"),
    (claim(valid=Period("2031-13", "")), "valid at no date: 2031-13"),
]


@pytest.mark.parametrize(("bad", "reason"), FAULTS, ids=[reason for _, reason in FAULTS])
def test_a_bad_claim_is_named_and_nothing_is_written(bad, reason, tmp_path):
    with pytest.raises(BadGraph) as error:
        build(tmp_path / "graph", claims=[bad])
    message = str(error.value)
    assert reason in message
    assert message.startswith(f"claim {claim_id(bad, bad.evidence[0].document if bad.evidence else '')} (")
    assert "\n" not in message
    assert not list(tmp_path.iterdir())


BAD_ENTITIES = [
    (entity("x", "Planet", "X"), "entity x: no such class: Planet"),
    (entity("x", "Claim", "X"), "entity x: no such class: Claim"),
    (entity("x", "Event", "X", kind="Treaty"), "entity x: Treaty is no kind of Event"),
    (entity("x", "Event", " "), "entity x: has no name"),
    (replace(entity("x", "Event", "X"), names=()), "entity x: has no name"),
    (replace(entity("x", "Event", "X"), others=(("fr", "Y"),)), "entity x: has a name in an unknown language: fr"),
    (replace(entity("x", "Event", "X"), mentions=(("1", 0),)), "entity x: is mentioned in an unknown document: 1"),
    (entity("league", "Event", "X"), "entity league: stands for more than one thing"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_ENTITIES, ids=[reason for _, reason in BAD_ENTITIES])
def test_a_bad_entity_is_named(bad, reason):
    with pytest.raises(BadGraph) as error:
        verify([DOCUMENT], [LEAGUE, bad], [])
    assert str(error.value) == reason


def test_a_claim_about_what_no_document_mentions_is_refused():
    entities = [replace(e, mentions=()) if e.id == "port" else e for e in ENTITIES]
    with pytest.raises(BadGraph, match="no document mentions port"):
        verify([DOCUMENT], entities, CLAIMS)


def test_the_first_fault_is_told_and_the_others_counted():
    with pytest.raises(BadGraph, match=r"has no evidence \(and 1 more\)$"):
        verify([DOCUMENT], ENTITIES, [claim(evidence=()), claim(evidence=())])


def test_what_is_right_passes():
    verify([DOCUMENT], ENTITIES, CLAIMS)
    verify([], [], [])


@pytest.mark.parametrize(
    ("value", "right"),
    [("2024", True), ("2024-02", True), ("2024-02-29", True), ("2023-02-29", False), ("2024-13", False), ("", False),
     ("0000", False), ("24", False), ("2024-2", False), ("20240208", False), ("2024-02-29T00", False),
     ("２０２４", False)],
)  # fmt: skip
def test_reduced_dates(value, right):
    assert reduced(value) is right


def test_a_bad_graph_leaves_the_former_one(tmp_path):
    build(tmp_path / "graph")
    before = everything(tmp_path)
    with pytest.raises(BadGraph):
        build(tmp_path / "graph", claims=[claim(evidence=())])
    assert everything(tmp_path) == before


def test_a_write_that_breaks_off_leaves_the_former_graph(tmp_path, monkeypatch):
    build(tmp_path / "graph")
    before = everything(tmp_path)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", path.name)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StopRun, match=r"/graph: can't be written: No space left on device"):
        build(tmp_path / "graph", entities=[SESSION], claims=[])
    assert everything(tmp_path) == before


def test_a_new_graph_takes_the_place_of_the_whole_former_one(tmp_path):
    build(tmp_path / "graph")
    other = replace(DOCUMENT, id="e" * 16, text="Nothing.", passages=())
    write([other], [], [], tmp_path / "graph")
    names = ("background.ttl", f"documents/{other.id}.txt", "evidence.ttl", "graph.ttl")
    assert sorted(everything(tmp_path)) == [f"graph/{name}" for name in names]


def test_quotes_count_code_points():
    text = "𠮷野会议 was held"
    document = replace(DOCUMENT, text=text)
    verify([document], ENTITIES, [claim(evidence=(evidence("野会议", document),))])
    assert evidence("野会议", document).span == Span(1, 4)
