"""Graphs that are empty or break their own rules are exported as far as they go."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from pipeline.errors import StopRun
from pipeline.export import FORMATS, Filters, export
from tests.export_graphs import PREFIXES, parsed, strange, whole
from tests.exported import network

__all__ = ["strange"]  # a fixture


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_graph_and_an_empty_part_can_be_exported(tmp_path: Path, strange: Path, format_: str) -> None:
    empty = tmp_path / "graph"
    empty.mkdir()
    for name in ("graph.ttl", "evidence.ttl"):
        (empty / name).write_text("", encoding="utf-8")
    done = export(empty, format_, tmp_path / "out")
    assert (done.entities, done.facts, done.documents) == (0, 0, 0)
    done = export(strange, format_, tmp_path / "out", Filters(properties=("opposes",), classes=("Person",)))
    assert (done.entities, done.facts, done.documents) == (0, 0, 0)


BROKEN_GRAPH = """
id:a a smt:State , <http://x/OtherClass> ; rdfs:label ""@en , "\\u0000NUL"@ru ; <http://x/Own> id:b ; smt:ordinal "abc" .
id:b a smt:State ; smt:partOf id:b .
<urn:x:y> a smt:Event ; smt:startDate "-0500"^^xsd:gYear , "12024-01-01"^^xsd:date .
<https://w3id.org/summitry/id//double> a smt:Place .
[] a smt:Person ; rdfs:label "nobody"@en .
"""
BROKEN_EVIDENCE = """
claim:1 a smt:Claim ; rdf:subject id:a ; rdf:predicate smt:ordinal ; rdf:object "abc" ; smt:confidence "NaN"^^xsd:double .
claim:2 a smt:Claim ; rdf:subject id:a ; rdf:predicate smt:ordinal ; rdf:object 99999999999999999999999 ; smt:confidence "x" .
claim:3 a smt:Claim ; rdf:subject id:b ; rdf:predicate smt:partOf ; rdf:object id:b ;
    smt:evidence [ a smt:Evidence ; smt:start 99999999999999999999999 ; smt:quote "" ] .
claim:4 a smt:Claim ; rdf:subject id:missing ; rdf:predicate <http://x/odd> ; rdf:object id:gone ; smt:evidence id:nothing .
claim:5 a smt:Claim ; rdf:subject "no node" ; rdf:predicate smt:partOf ; rdf:object id:b .
claim:6 a smt:Claim ; rdf:subject <urn:x:y> .
document:d a smt:Document ; smt:mentions id:a , id:unheard .
conflict:c a smt:Conflict ; smt:claim claim:1 , claim:99 .
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A graph that breaks its rules in many ways, and is Turtle all the same."""
    folder = tmp_path / "graph"
    folder.mkdir()
    (folder / "graph.ttl").write_text(PREFIXES + BROKEN_GRAPH, encoding="utf-8")
    (folder / "evidence.ttl").write_text(PREFIXES + BROKEN_EVIDENCE, encoding="utf-8")
    return folder


@pytest.mark.parametrize("format_", FORMATS)
def test_a_graph_that_breaks_its_rules_is_exported_as_it_is(broken: Path, tmp_path: Path, format_: str) -> None:
    done = export(broken, format_, tmp_path / "out.xlsx")
    assert (done.entities, done.facts, done.documents) == (7, 4, 1)
    match format_:
        case "graphml" | "gexf" | "cytoscape":
            assert len(network(broken, format_, tmp_path / "again")) == 7
        case "rdfxml" | "dcat":
            assert len(Graph().parse(tmp_path / "out.xlsx", format="xml" if format_ == "rdfxml" else "turtle")) > 20
        case "xlsx":
            assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Entities"].max_row == 8
        case "csv" | "parquet" | "neo4j":
            assert len(list((tmp_path / "out.xlsx").iterdir())) > 4
        case _:
            assert isomorphic(parsed(tmp_path / "out.xlsx", format_), whole(broken))
    export(broken, format_, tmp_path / "out.xlsx", Filters(classes=("State",), since="2000", languages=("ru",)))


def test_a_property_that_xml_has_no_name_for_is_said(broken: Path, tmp_path: Path) -> None:
    with (broken / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write("id:a <http://x/123> id:b .")
    with pytest.raises(StopRun, match="XML has no name for http://x/123; export another format"):
        export(broken, "rdfxml", tmp_path / "out")
    export(broken, "turtle", tmp_path / "out")
