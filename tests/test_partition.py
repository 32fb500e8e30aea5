"""Named graphs: together the graph, and each just what its document supports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import claims, documents, entities, mentions
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from pipeline.errors import StopRun
from pipeline.folder import FILES, triples, turtle_files
from pipeline.graph import write
from pipeline.model import Document
from pipeline.partition import BACKGROUND, named_graphs, partition

ID = "https://w3id.org/summitry/id/"
SAMPLE = Path(__file__).parent.parent / "data" / "graph"
PREFIXES = (
    "@prefix : <https://w3id.org/summitry/id/> . @prefix smt: <https://w3id.org/summitry/ontology#> . "
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
)


def whole(folder: Path) -> set[Triple]:
    return {triple for path in turtle_files(folder) for triple in triples(path)}


def union(graphs: Iterable[list[Triple]]) -> set[Triple]:
    return {triple for graph in graphs for triple in graph}


def dealt(turtle: str) -> dict[str, set[Triple]]:
    stated = [quad.triple for quad in parse(f"{PREFIXES} {turtle}", RdfFormat.TURTLE)]
    return {name.value.removeprefix(ID): set(graph) for name, graph in partition(stated)}


def said(*parts: str) -> Triple:
    [quad] = parse(f"{PREFIXES} {' '.join(parts)} .", RdfFormat.TURTLE)
    return quad.triple


@pytest.fixture(scope="module", params=["world", "sample"])
def folder(request: pytest.FixtureRequest, world: Path) -> Path:
    return world if request.param == "world" else SAMPLE


def test_together_they_are_the_graph(folder: Path) -> None:
    graphs = dict(named_graphs(folder))
    assert union(graphs.values()) == whole(folder)
    documents = [
        t.subject for t in whole(folder) if t.object == NamedNode("https://w3id.org/summitry/ontology#Document")
    ]
    assert sorted(graphs, key=str) == sorted([*documents, BACKGROUND], key=str)


def test_each_time_they_are_the_same(folder: Path) -> None:
    first, second = list(named_graphs(folder)), list(named_graphs(folder))
    assert first == second
    assert all(len(set(graph)) == len(graph) for _, graph in first)


@pytest.mark.parametrize("gone", documents(), ids=lambda document: document.source)
def test_without_a_document_the_rest_is_what_a_build_without_it_gives(
    tmp_path: Path, world: Path, gone: Document
) -> None:
    graphs = {str(name.value): graph for name, graph in named_graphs(world)}
    del graphs[f"{ID}document/{gone.id}"]
    left = [replace(e, mentions=tuple(m for m in e.mentions if m[0] != gone.id)) for e in entities()]
    named = {document: found for document, found in mentions().items() if document != gone.id}
    stated = [claim for claim in claims() if claim.evidence[0].document != gone.id]
    write([d for d in documents() if d.id != gone.id], left, stated, tmp_path / "graph", named)
    assert union(graphs.values()) == whole(tmp_path / "graph")


def test_a_fact_that_two_documents_state_is_in_both() -> None:
    graphs = dealt(
        ":d1 a smt:Document ; smt:mentions :a , :b . :d2 a smt:Document ; smt:mentions :a . :a a smt:State ; smt:memberOf :b , :c ."
        ":e1 smt:document :d1 . :e2 smt:document :d2 . :c1 a smt:Claim ; smt:evidence :e1 , :e2 ;"
        " rdf:subject :a ; rdf:predicate smt:memberOf ; rdf:object :b . :c2 a smt:Claim ; smt:evidence :e2 ;"
        " rdf:subject :a ; rdf:predicate smt:memberOf ; rdf:object :c ."
    )
    for document in ("d1", "d2"):
        assert said(":a a smt:State") in graphs[document]
        assert said(":a smt:memberOf :b") in graphs[document]
        assert said(":c1 a smt:Claim") in graphs[document]
    assert said(":a smt:memberOf :c") in graphs["d2"] - graphs["d1"]
    assert said(":c1 smt:evidence :e1") in graphs["d1"] - graphs["d2"]
    assert said(":c1 smt:evidence :e2") in graphs["d2"] - graphs["d1"]


def test_what_compares_two_documents_is_in_both() -> None:
    graphs = dealt(
        ":d1 a smt:Document . :d2 a smt:Document . :d3 a smt:Document . :e1 smt:document :d1 . :e2 smt:document :d2 ."
        ":c1 smt:evidence :e1 . :c2 smt:evidence :e2 . :x a smt:Conflict ; smt:claim :c1 , :c2 ."
        ":y a smt:VersionDifference ; smt:version :d1 , :d2 ; smt:versionSays :e2 ."
    )
    for node in (":x a smt:Conflict", ":y a smt:VersionDifference"):
        assert [said(node) in graphs[document] for document in ("d1", "d2", "d3")] == [True, True, False]
    assert said(":x smt:claim :c1") in graphs["d1"] - graphs["d2"]
    assert said(":y smt:version :d2") in graphs["d2"] - graphs["d1"]


def test_what_nothing_ties_to_a_document_is_not_lost() -> None:
    stray = Triple(NamedNode("x:a"), NamedNode("x:b"), Literal("上合组织", language="zh-hans"))
    assert list(partition([stray])) == [(BACKGROUND, [stray])]
    assert list(partition([])) == []


def test_blank_nodes_of_another_make_are_called_the_same_each_time(tmp_path: Path) -> None:
    for name in FILES[:2]:
        text = f"{PREFIXES} :d a smt:Document . :c smt:evidence [ smt:document :d ; smt:quote '{name}' ] , [] ."
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, second = list(named_graphs(tmp_path)), list(named_graphs(tmp_path))
    assert first == second
    assert sum(str(t.predicate).endswith("#quote>") for t in union(dict(first).values())) == 2


def test_a_folder_without_a_graph_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match="summitry build"):
        list(named_graphs(tmp_path))
    for name in FILES:
        (tmp_path / name).write_text("\n<x:a> <x:b>", encoding="utf-8")
    with pytest.raises(StopRun, match="not Turtle from line 2"):
        list(named_graphs(tmp_path))
