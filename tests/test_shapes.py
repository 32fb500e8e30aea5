"""Every shape lets the right graph pass and names what is wrong with a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH, Graph, Namespace
from rdflib.collection import Collection
from sample_graph import CLAIMS, DOCUMENT, ENTITIES, ID, MET

from pipeline.errors import StopRun
from pipeline.graph import write
from pipeline.ids import claim_id
from pipeline.paths import ONTOLOGY
from pipeline.schema import schema
from pipeline.shapes import validate

SMT = Namespace("https://w3id.org/summitry/ontology#")
CLAIM = f"claim:{claim_id(CLAIMS[1], ID)}"  # session-7 heldIn port, in full, at MET
EVIDENCE = f"evidence:{ID}-{MET.span.start}-{MET.span.end}"
DOC = f"document:{ID}"
A = "claim:aaaaaaaaaaaaaaaa"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write([DOCUMENT], ENTITIES, CLAIMS, tmp_path / "graph")
    return tmp_path / "graph"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def add(folder: Path, triples: str) -> None:
    """Facts with a claim for each, so that only what they say is at fault."""
    claims = ""
    for number, line in enumerate(filter(None, triples.strip().splitlines())):
        if "smt:" in line and " a " not in line:
            s, p, o = line.strip(" .").split(" ", 2)
            claims += (
                f"claim:{number:016x} a smt:Claim ; rdf:subject {s} ; rdf:predicate {p} ; rdf:object {o} ;"
                f" smt:modality smt:Asserted ; smt:confidence 1.0 ; smt:evidence {EVIDENCE} .\n"
            )
    for name, text in (("graph.ttl", triples), ("evidence.ttl", claims)):
        path = folder / name
        path.write_bytes(path.read_bytes() + b"\n" + text.encode())


def test_a_graph_as_it_was_written_conforms(folder):
    assert validate(folder) == []


def test_the_shared_world_conforms(world):
    assert validate(world) == []


# Each: facts added to the graph, and the line that is said of them; "" if nothing is.
ADDED = [
    ('id:session-7 smt:theme "Water" .', ""),
    ('id:session-7 smt:theme " " .', 'id:session-7 (7th session): theme takes a text: " "'),
    ('id:ada-nord smt:jobTitle "Chair"@en .', 'jobTitle takes a text: "Chair"@en'),
    ("id:port smt:memberOf id:league .", ""),
    ("id:port smt:memberOf id:session-7 .", "id:port (Port): memberOf takes an Organization: id:session-7"),
    ("id:ada-nord smt:memberOf id:league .", "id:ada-nord (Ada Nord): memberOf is said of an Organization or a State"),
    ("id:league smt:foundingMemberOf id:league .", "foundingMemberOf is said of a State"),
    ("id:session-7 smt:attendedBy id:port .\nid:session-7 smt:attendedBy id:ada-nord .", ""),
    ("id:session-7 smt:attendedBy id:session-7 .",
     "attendedBy takes an Organization, a Person or a State: id:session-7"),
    ("id:league smt:partOf id:league .\nid:port smt:partOf id:port .\nid:session-7 smt:partOf id:session-7 .", ""),
    ("id:session-7 smt:partOf id:league .",
     "id:session-7 (7th session): partOf joins two Organizations, two Events or two Places"),
    ("id:league smt:partOf id:port .", "partOf joins two Organizations, two Events or two Places"),
    ('id:league smt:foundedOn "1998"^^xsd:gYear .', ""),
    ('id:league smt:foundedOn "1998-05"^^xsd:gYearMonth .', ""),
    ('id:league smt:foundedOn "1998" .', 'foundedOn takes a date, a month or a year: "1998"'),
    ('id:league smt:foundedOn "1998-13"^^xsd:gYearMonth .', "foundedOn takes a date, a month or a year"),
    ('id:league smt:foundedOn "98"^^xsd:gYear .', "foundedOn takes a date, a month or a year"),
    ('id:league smt:foundedOn "1998-02-30"^^xsd:date .', "foundedOn takes a date, a month or a year"),
    ('id:session-7 smt:ordinal "7" .', 'ordinal takes a whole number: "7"'),
    ("id:session-7 smt:ordinal -1 .", 'ordinal takes a whole number: "-1"'),
    ("id:session-7 smt:declaredBy id:league .", "declaredBy is said of a ThematicYear"),
    # the days of an event
    ('id:session-7 smt:startDate "2031"^^xsd:gYear .', ""),
    ('id:session-7 smt:endDate "2031-05"^^xsd:gYearMonth .', ""),
    ('id:session-7 smt:startDate "2031-06-01"^^xsd:date .\nid:session-7 smt:endDate "2031-06-02"^^xsd:date .', ""),
    ('id:session-7 smt:startDate "2031-06"^^xsd:gYearMonth .',
     "id:session-7 (7th session): the event ends before it starts"),
    ('id:session-7 smt:endDate "2030"^^xsd:gYear .', "id:session-7 (7th session): the event ends before it starts"),
]  # fmt: skip


@pytest.mark.parametrize(("triples", "fault"), ADDED, ids=[t for t, _ in ADDED])
def test_facts(triples, fault, folder):
    add(folder, triples)
    found = validate(folder)
    assert all(fault in line for line in found)
    assert len(found) == bool(fault), found


# Each: file, what stands in it, what is put there, and a line that must then be among the faults.
CHANGED = [
    ("graph.ttl", '    smt:endDate "2031-05-04"^^xsd:date ;\n', "",
     "id:session-7 (7th session): an event with a startDate has an endDate"),
    ("graph.ttl", ' ;\n    smt:startDate "2031-05-03"^^xsd:date', "",
     "id:session-7 (7th session): an event with an endDate has a startDate"),
    ("graph.ttl", '    rdfs:label "Port"@en', '    skos:note "Port"@en',
     "id:port: an entity has a label, one in each of zh-hans, zh-hant, ru, en at most"),
    ("graph.ttl", '"Port"@en', '"Port"@en , "Haven"@en',
     "id:port (Haven): an entity has a label, one in each of zh-hans, zh-hant, ru, en at most"),
    ("graph.ttl", '"Port"@en', '"Port"@fr',
     'id:port (Port): an entity has a label, one in each of zh-hans, zh-hant, ru, en at most: "Port"@fr'),
    ("graph.ttl", '"Port"@en', '" "@en',
     'id:port ( ): an entity has a label, one in each of zh-hans, zh-hant, ru, en at most: " "@en'),
    ("graph.ttl", '"League"@en', '"League"',
     'id:league (League of Rivers): another name is in one of zh-hans, zh-hant, ru, en: "League"'),
    ("graph.ttl", "a smt:Place , smt:State", "a smt:State", "id:port (Port): a State is a Place too"),
    ("graph.ttl", "a smt:Place , smt:State", "a smt:Place , smt:Event , smt:State",
     "id:port (Port): an entity is of one class, and its subclasses"),
    ("graph.ttl", "a smt:Event", "a smt:ThematicYear", "id:session-7 (7th session): a ThematicYear is an Event too"),
    ("graph.ttl", "a smt:Organization", "a smt:Treaty",
     "id:league (League of Rivers): a kind of Agreement is an Agreement too"),
    ("graph.ttl", "a smt:Person", "a smt:Persona", "id:ada-nord (Ada Nord): no such class: smt:Persona"),
    ("graph.ttl", "a smt:Person", "a smt:Persona", f"{DOC}: a document mentions things that have a class: id:ada-nord"),
    ("graph.ttl", "smt:heldIn", "smt:heldAt", "id:session-7 (7th session): no such property: smt:heldAt"),
    ("graph.ttl", "smt:heldIn", "smt:heldAt",
     f"{CLAIM}: its fact is not in the graph: id:session-7 smt:heldIn id:port"),
    ("graph.ttl", "smt:heldIn id:port", "smt:heldIn id:port , id:league",
     "id:session-7 (7th session): no claim states this: smt:heldIn id:league"),
    ("evidence.ttl", "smt:mentions id:ada-nord , id:league", "smt:mentions id:league",
     "id:ada-nord (Ada Nord): a document mentions every entity"),
    ("evidence.ttl", "    a smt:Document ;", "    a smt:Document , smt:Person ;",
     f"{DOC}: an entity has a label, one in each of zh-hans, zh-hant, ru, en at most"),
    ("evidence.ttl", '    dcterms:source "league.txt" ;\n', "", f"{DOC}: a document has one source"),
    ("evidence.ttl", '"league.txt"', '"league.txt" , "x"', f"{DOC}: a document has one source"),
    ("evidence.ttl", 'dcterms:language "en"', 'dcterms:language "EN"',
     f'{DOC}: a document\'s languages are among zh-hans, zh-hant, ru, en: "EN"'),
    ("evidence.ttl", "dcterms:title", 'dcterms:title "Other" ; dcterms:title',
     f"{DOC}: a document has one title at most"),
    ("evidence.ttl", '"2031-05"^^xsd:gYearMonth', '"May"',
     f'{DOC}: a document has one date at most: "May"'),
    ("evidence.ttl", "    a smt:Document ;\n", "", f"{EVIDENCE}: evidence stands in one document: {DOC}"),
    ("evidence.ttl", "    a smt:Document ;\n", "", f"{DOC}: mentions is said of a Document"),
    ("evidence.ttl", f"{CLAIM}\n    a smt:Claim", f"{CLAIM}\n    a smt:Evidence",
     f"{CLAIM}: what has a modality, a confidence or evidence is a Claim"),
    ("evidence.ttl", f"{CLAIM}\n    a smt:Claim ;\n    rdf:subject id:session-7 ;", f"{CLAIM}\n    a smt:Claim ;",
     f"{CLAIM}: a claim has one subject"),
    ("evidence.ttl", "rdf:object id:port ;", "rdf:object id:port , id:league ;", f"{CLAIM}: a claim has one object"),
    ("evidence.ttl", "rdf:predicate smt:heldIn ;", "rdf:predicate smt:mentions ;",
     f"{CLAIM}: a claim has one predicate, of those that state facts: smt:mentions"),
    ("evidence.ttl", "smt:modality smt:Planned", "smt:modality smt:Rumoured",
     "{last}: a claim has one modality: Asserted, Planned or Proposed: smt:Rumoured"),
    ("evidence.ttl", "    smt:modality smt:Planned ;\n", "",
     "{last}: a claim has one modality: Asserted, Planned or Proposed"),
    ("evidence.ttl", "smt:confidence 0.72", "smt:confidence 0.0",
     '{last}: a claim has one confidence, a decimal in (0, 1]: "0.0"^^xsd:decimal'),
    ("evidence.ttl", "smt:confidence 0.72", "smt:confidence 1.01",
     '{last}: a claim has one confidence, a decimal in (0, 1]: "1.01"^^xsd:decimal'),
    ("evidence.ttl", "smt:confidence 0.72", "smt:confidence 7e-1",
     '{last}: a claim has one confidence, a decimal in (0, 1]: "0.7"^^xsd:double'),
    ("evidence.ttl", "    smt:confidence 0.72 ;\n", "", "{last}: a claim has one confidence, a decimal in (0, 1]"),
    ("evidence.ttl", "smt:confidence 0.72 ;\n    smt:evidence", "smt:confidence 0.72 ;\n    rdfs:seeAlso",
     "{last}: a claim has evidence"),
    ("evidence.ttl", '"2033-01"^^xsd:gYearMonth', '"2030"^^xsd:gYear',
     "{last}: what the claim says ceases to hold before it begins to"),
    ("evidence.ttl", '"2033-01"^^xsd:gYearMonth', '"2033-01"^^xsd:gYearMonth , "2034"^^xsd:gYear',
     "{last}: a claim ceases to hold once"),
    ("evidence.ttl", 'smt:validFrom "2031"^^xsd:gYear', 'smt:validFrom "2031"^^xsd:gYear , "2030"^^xsd:gYear',
     "{last}: a claim begins to hold once"),
    ("evidence.ttl", 'smt:validFrom "2031"^^xsd:gYear', "smt:validFrom 2031",
     '{last}: validFrom takes a date, a month or a year: "2031"^^xsd:integer'),
    ("evidence.ttl", f"smt:start {MET.span.start} ;", f"smt:start {MET.span.end} ;",
     f'{EVIDENCE}: evidence starts at one place, from 0, before its end: "{MET.span.end}"^^xsd:integer'),
    ("evidence.ttl", f"smt:start {MET.span.start} ;", "smt:start -1 ;",
     f'{EVIDENCE}: evidence starts at one place, from 0, before its end: "-1"^^xsd:integer'),
    ("evidence.ttl", f"smt:start {MET.span.start} ;\n", "\n",
     f"{EVIDENCE}: evidence starts at one place, from 0, before its end"),
    ("evidence.ttl", f"smt:end {MET.span.end} ;", f'smt:end "{MET.span.end}" ;',
     f'{EVIDENCE}: evidence ends at one place: "{MET.span.end}"'),
    ("evidence.ttl", f'smt:quote "{MET.quote}"', 'smt:quote ""', f'{EVIDENCE}: evidence has one quote: ""'),
    ("evidence.ttl", f'smt:quote "{MET.quote}"', 'smt:quote "met in Porto"',
     f'{EVIDENCE}: its quote does not stand at {MET.span.start}:{MET.span.end}: "met in Porto"'),
    (f"documents/{ID}.txt", "The League\r\n", "The League\n",
     f'{EVIDENCE}: its quote does not stand at {MET.span.start}:{MET.span.end}: "{MET.quote}"'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "fault"), CHANGED, ids=[f"{o} → {n}" for _, o, n, _ in CHANGED])
def test_changed(file, old, new, fault, folder):
    change(folder / file, old, new)
    found = validate(folder)
    assert fault.format(last=f"claim:{claim_id(CLAIMS[-1], ID)}") in found
    assert all("\n" not in line for line in found)
    assert found == sorted(set(found))


def test_nodes_without_an_iri(folder):
    (folder / "graph.ttl").write_text((folder / "graph.ttl").read_text() + '[] a smt:Person ; rdfs:label "X"@en .')
    blank = "[] a smt:Document ; dcterms:source 'x' .\n"
    (folder / "evidence.ttl").write_text((folder / "evidence.ttl").read_text() + blank)
    found = [line for line in validate(folder) if "IRI" in line]
    assert found == ["[] (X): an entity has an IRI", "[]: a document has an IRI"]


def test_a_document_without_its_text(folder):
    (folder / "documents" / f"{ID}.txt").unlink()
    assert validate(folder) == [f"{DOC}: its text can't be read: {ID}.txt: FileNotFoundError"]
    (folder / "documents" / f"{ID}.txt").write_bytes(b"\xff")
    assert validate(folder) == [f"{DOC}: its text can't be read: {ID}.txt: UnicodeDecodeError"]


def test_a_folder_without_a_graph(tmp_path, folder):
    with pytest.raises(StopRun, match=r"graph.ttl: no such file; `summitry build` makes one"):
        validate(tmp_path)
    (folder / "evidence.ttl").write_text("id:x a .")
    with pytest.raises(StopRun, match=r"evidence.ttl: is not Turtle: [^\n]+$"):
        validate(folder)


# Shapes and ontology say the same


def classes(graph, node) -> set[str]:
    """The classes that `sh:class`, or an `sh:or` of it, asks for."""
    options = graph.value(node, SH["or"])
    nodes = [node] if options is None else Collection(graph, options)
    return {str(c).removeprefix(SMT) for n in nodes for c in graph.objects(n, SH["class"])}


@pytest.mark.parametrize("name", sorted(set(schema().facts) - {"partOf"}))
def test_shapes_and_ontology_agree(name):
    graph = Graph().parse(ONTOLOGY / "shapes.ttl")
    [shape] = graph.subjects(SH.targetSubjectsOf, SMT[name]) if not name.endswith("Date") else [
        s for s in graph.subjects(SH.targetSubjectsOf, SMT[name]) if str(s).endswith(f"#{name}")
    ]  # fmt: skip
    [about] = graph.objects(shape, SH.property)
    stated = schema().properties[name]
    assert graph.value(about, SH.path) == SMT[name]
    assert classes(graph, shape) == set(stated.domain)
    if stated.literal == "date":
        assert str(graph.value(about, SH.node)).endswith("#reducedDate")
    elif stated.literal:
        kinds = {"integer": "integer", "text": "string"}
        assert str(graph.value(about, SH.datatype)).endswith(f"#{kinds[stated.literal]}")
    else:
        assert classes(graph, about) == set(stated.range)


def test_claims_may_state_every_fact_property():
    graph = Graph().parse(ONTOLOGY / "shapes.ttl")
    lists = [Collection(graph, o) for o in graph.objects(None, SH["in"])]
    assert {SMT[name] for name in schema().facts} in [set(items) for items in lists]


def test_every_entity_class_has_a_shape():
    graph = Graph().parse(ONTOLOGY / "shapes.ttl")
    targets = {str(c).removeprefix(SMT) for c in graph.objects(None, SH.targetClass)}
    found = {"Conflict", "VersionDifference", "Correction", "Curator", "RejectedClaim"}
    assert targets == {*schema().entities, "Document", "Passage", "Claim", "Evidence", *found}
