"""The ontology says what the contract says, in four languages, and the code reads it right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, Graph, URIRef

from pipeline.model import LANGUAGES, PassageKind
from pipeline.outcomes import Came
from pipeline.paths import ONTOLOGY
from pipeline.schema import accepts, read, schema, superclasses

ENTITIES = "State Place Organization Person Event ThematicYear Agreement Initiative"
KINDS = """Treaty Charter Convention Protocol Memorandum Declaration Statement Communique Resolution Decision Programme
Plan Strategy Concept Framework Roadmap"""

# The contract's table of facts, as it stands there: property | from | to
FACTS = """
memberOf | State Organization | Organization
foundingMemberOf | State | Organization
observerOf | State Organization | Organization
dialoguePartnerOf | State Organization | Organization
chairOf | State | Organization
basedIn | Organization | Place
foundedOn | Organization Initiative | date
foundedIn | Organization Initiative | Place
foundedBy | Organization Initiative | State Place Organization Person
proposedBy | Agreement Organization Initiative Event | State Place Organization Person
affiliation | Person | State Organization
jobTitle | Person | text
startDate | Event | date
endDate | Event | date
heldIn | Event | Place Organization
organizer | Event | State Place Organization Person
chairedBy | Event | Person State Organization
attendedBy | Event | Person State Organization
meetingOf | Event | Organization Initiative
ordinal | Event | integer
theme | Event | text
adopted | Event | Agreement
date | Agreement | date
signedOn | Agreement | date
adoptedOn | Agreement | date
issuedOn | Agreement | date
concludedIn | Agreement | Place
adoptedBy | Agreement | Organization Person
party | Agreement | State Organization Person
validFrom | Agreement Initiative | date
validTo | Agreement Initiative | date
implements | Agreement | Agreement
amends | Agreement | Agreement
supersedes | Agreement | Agreement
supports | State Organization Person | Initiative Agreement Organization Event
opposes | State Organization Person | Initiative Agreement Event
declaredBy | ThematicYear | State Organization Event
"""
TABLE = [[part.split() for part in line.split("|")] for line in FACTS.strip().splitlines()]


def test_entity_classes_are_the_contracts():
    assert set(schema().entities) == {*ENTITIES.split(), *KINDS.split()}


def test_fact_properties_are_the_contracts():
    assert set(schema().facts) == {name for [name], _, _ in TABLE} | {"partOf"}


@pytest.mark.parametrize(("name", "domain", "range_"), TABLE, ids="-".join)
def test_every_property_joins_what_the_contract_joins_and_nothing_else(name, domain, range_):
    def within(cls, wanted):
        return bool({cls, *superclasses(cls)} & {*wanted})

    for subject in schema().entities:
        for value in (*schema().entities, "date", "integer", "text"):
            fits = value in range_ if value in ("date", "integer", "text") else within(value, range_)
            assert accepts(name[0], subject, value) == (within(subject, domain) and fits), (subject, value)


def test_part_of_joins_like_with_like():
    kinds = {"Organization": "Organization", "Event": "Event", "Place": "Place"}
    kinds |= {"ThematicYear": "Event", "State": "Place"}
    for subject in schema().entities:
        for value in schema().entities:
            alike = subject in kinds and kinds.get(value) == kinds[subject]
            assert accepts("partOf", subject, value) == alike, (subject, value)


@pytest.mark.parametrize(
    ("cls", "above"), [("State", ("Place",)), ("ThematicYear", ("Event",)), ("Treaty", ("Agreement",)), ("Person", ())]
)
def test_superclasses(cls, above):
    assert superclasses(cls) == above


def test_every_kind_of_agreement_is_one():
    assert all(superclasses(kind) == ("Agreement",) for kind in KINDS.split())


@pytest.mark.parametrize(
    ("name", "above"),
    [("foundingMemberOf", ("memberOf",)), ("signedOn", ("date",)), ("adoptedOn", ("date",)), ("issuedOn", ("date",)),
     ("memberOf", ())],
)  # fmt: skip
def test_superproperties(name, above):
    assert schema().properties[name].superproperties == above


def test_properties_that_state_no_facts():
    ranges = {n: p.range for n, p in schema().properties.items() if n not in schema().facts}
    assert ranges == {
        **dict.fromkeys(
            ("mentions", "speaksOf"), ("Agreement", "Event", "Initiative", "Organization", "Person", "Place")
        ),
        "kind": ("PassageKind",), "outcome": ("Outcome",),
        "modality": ("Modality",), "confidence": ("decimal",), "evidence": ("Evidence",),
        "document": ("Document",), "start": ("integer",), "end": ("integer",), "quote": ("text",),
        "claim": ("Claim",), "conflictKind": ("ConflictKind",), "differenceKind": ("DifferenceKind",),
        "otherVersion": ("Document",), "version": ("Document",), "versionSays": ("Evidence",),
        "versionStates": ("text",),
        "correctionKind": ("CorrectionKind",), "correctionStatus": ("CorrectionStatus",),
        **dict.fromkeys(("correctionNote", "correctionSays", "reason", "rejectedValue"), ("text",)),
        "correctedBy": ("Curator",), "rejects": ("RejectedClaim",), "rejectedProperty": ("Property",),
        "rejectedEvidence": ("Evidence",),
        **dict.fromkeys(
            ("rejectedSubject", "rejectedObject"),
            ("Agreement", "Event", "Initiative", "Organization", "Person", "Place"),
        ),
        "corrects": ("Agreement", "Claim", "Event", "Initiative", "Organization", "Person", "Place"),
        "backgroundName": ("text",), "isoCode": ("text",),
    }  # fmt: skip
    assert "Claim" in schema().properties["validFrom"].domain
    assert schema().properties["validTo"].literal == "date"
    assert schema().properties["heldIn"].literal == ""


def test_an_unknown_class_is_an_error():
    with pytest.raises(KeyError):
        superclasses("Planet")


def test_everything_is_described_in_every_language():
    for term in (*schema().classes.values(), *schema().properties.values()):
        assert set(term.labels) == set(term.definitions) == set(LANGUAGES), term.name
        for language, definition in term.definitions.items():
            assert definition[-1] == ("。" if language.startswith("zh") else "."), (term.name, definition)


def test_no_two_terms_of_a_kind_have_one_label():
    for terms in (schema().classes.values(), schema().properties.values()):
        for language in LANGUAGES:
            labels = [t.labels[language] for t in terms]
            assert len(labels) == len(set(labels)), language


def test_modalities():
    graph = Graph().parse(ONTOLOGY / "summitry.ttl")
    smt = schema().prefixes["smt"]
    found = {str(s).removeprefix(smt) for s in graph.subjects(RDF.type, URIRef(smt + "Modality"))}
    assert found == {"Asserted", "Planned", "Proposed"}


def test_what_comes_of_passages_is_what_the_code_knows():
    graph = Graph().parse(ONTOLOGY / "summitry.ttl")
    smt = schema().prefixes["smt"]
    for cls, known in (("Outcome", get_args(Came)), ("PassageKind", get_args(PassageKind))):
        found = {str(s).removeprefix(smt) for s in graph.subjects(RDF.type, URIRef(smt + cls))}
        assert found == {name.capitalize() if name.islower() else name for name in known} - {"Furniture"}


def test_alignments_exist_and_join_class_to_class_and_property_to_property():
    graph = Graph().parse(ONTOLOGY / "summitry.ttl")
    aligned = {"class": set(), "property": set()}
    for kind, relation in (("class", RDFS.subClassOf), ("property", RDFS.subPropertyOf)):
        aligned[kind] = {o for o in graph.objects(None, relation) if isinstance(o, URIRef)}
        for term in aligned[kind]:
            name = str(term)
            if name.startswith(schema().prefixes["smt"]):
                continue
            [space] = [n for n in (ORG, PROV, SDO, SKOS, DCTERMS, RDF) if name.startswith(str(n))]
            assert term in space, f"{term} is not in its vocabulary"
            local = name.removeprefix(str(space))
            assert local[0].isupper() == (kind == "class"), term
    spaces = [str(n) for n in (ORG, PROV, SDO, SKOS, DCTERMS)]
    everything = aligned["class"] | aligned["property"]
    assert all(any(str(t).startswith(space) for t in everything) for space in spaces)


# What PROV-O and ORG say of the properties we align to: whatever we say with ours must make sense with theirs.
ELSEWHERE = {
    PROV.wasAssociatedWith: (PROV.Activity, PROV.Agent),
    PROV.wasAttributedTo: (PROV.Entity, PROV.Agent),
    PROV.wasDerivedFrom: (PROV.Entity, PROV.Entity),
    PROV.hadPrimarySource: (PROV.Entity, PROV.Entity),
    ORG.memberOf: (PROV.Agent, ORG.Organization),
}
ABOVE = {PROV.Person: PROV.Agent, PROV.Organization: PROV.Agent}


def test_alignments_put_no_class_where_it_does_not_belong():
    graph = Graph().parse(ONTOLOGY / "summitry.ttl")
    smt = schema().prefixes["smt"]

    def is_a(cls, wanted):
        level = {o for c in (cls, *superclasses(cls)) for o in graph.objects(URIRef(smt + c), RDFS.subClassOf)}
        return wanted in level | {ABOVE.get(c) for c in level}

    checked = 0
    for stated, (subject, value) in ELSEWHERE.items():
        for ours in graph.subjects(RDFS.subPropertyOf, stated):
            about = schema().properties[str(ours).removeprefix(smt)]
            assert all(is_a(cls, subject) for cls in about.domain), about.name
            assert all(is_a(cls, value) for cls in about.range), about.name
            checked += 1
    assert checked >= len(ELSEWHERE)


def test_every_property_has_one_kind():
    graph = Graph().parse(ONTOLOGY / "summitry.ttl")
    for name, p in schema().properties.items():
        kind = OWL.DatatypeProperty if p.literal else OWL.ObjectProperty
        kind = OWL.AnnotationProperty if name in ("backgroundName", "isoCode") else kind
        assert [*graph.objects(URIRef(schema().prefixes["smt"] + name), RDF.type)] == [kind], name


def test_importing_the_reader_does_not_import_rdflib():
    code = "import sys, pipeline.schema, pipeline.ids; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parent.parent).returncode == 0


SMALL = """
@prefix smt: <https://example.org/o#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
smt:A a owl:Class ; rdfs:label "a"@en ; skos:definition "A."@en .
smt:B a owl:Class ; rdfs:subClassOf smt:A ; rdfs:label "b"@en ; skos:definition "B."@en .
smt:C a owl:Class ; rdfs:label "c"@en ; skos:definition "C."@en ;
    rdfs:subClassOf smt:B , [ a owl:Restriction ; owl:onProperty smt:near ; owl:allValuesFrom smt:C ] .
smt:D a owl:Class ; rdfs:label "d"@en ; skos:definition "D."@en .
smt:near a owl:ObjectProperty ; rdfs:label "near"@en ; skos:definition "Near."@en ;
    rdfs:domain smt:A ; rdfs:range [ owl:unionOf ( smt:A smt:D ) ] .
smt:mentions a owl:ObjectProperty ; rdfs:label "mentions"@en ; skos:definition "M."@en ;
    rdfs:domain smt:D ; rdfs:range smt:A .
"""


def test_reading_another_ontology(tmp_path):
    path = tmp_path / "small.ttl"
    path.write_text(SMALL, encoding="utf-8")
    small = read(path)
    assert small.superclasses("C") == ("B", "A")
    assert small.entities == ("A", "B", "C")
    assert small.facts == ("near",)
    assert small.properties["near"].range == ("A", "D")
    assert small.accepts("near", "B", "D")
    assert small.accepts("near", "C", "C")
    assert not small.accepts("near", "C", "B")  # narrowed
    assert not small.accepts("near", "D", "A")
    assert small.classes["C"].labels == {"en": "c"}


def test_a_property_without_a_range_is_an_error(tmp_path):
    path = tmp_path / "small.ttl"
    path.write_text(SMALL.replace("rdfs:domain smt:D ; rdfs:range smt:A", "rdfs:domain smt:D"), encoding="utf-8")
    with pytest.raises(ValueError, match="smt:mentions: one rdfs:range"):
        read(path)
