"""Exports as networks: every thing a node, every fact between two an edge, read back by networkx."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest

from pipeline.export import Filters, export
from pipeline.export.content import local
from pipeline.export.selection import select
from tests.export_graphs import strange
from tests.exported import NOT_XML, content_of, folder, network

__all__ = ["folder", "strange"]  # fixtures


@pytest.mark.parametrize("format_", ["graphml", "gexf", "cytoscape"])
def test_a_network_has_every_thing_and_every_fact_between_two(folder: Path, tmp_path: Path, format_: str) -> None:
    graph, content = network(folder, format_, tmp_path / "out"), content_of(folder)
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph) == {local(key) for key in content.entities}
    expected = Counter(
        (local(f.subject), local(f.value.text), f.predicate) for f in content.facts() if f.value.is_entity
    )
    assert Counter((u, v, edge["label"]) for u, v, edge in graph.edges(data=True)) == expected
    selection = select(content, Filters())
    for key, entity in content.entities.items():
        node = graph.nodes[local(key)]
        shown = selection.label(key)
        for sign in NOT_XML:
            shown = shown.replace(sign, "\ufffd")
        assert node["label"] == shown
        assert (node["class"], node["iri"], node["documents"]) == (entity.classes[0], key, len(entity.documents))


@pytest.mark.parametrize("format_", ["graphml", "gexf", "cytoscape"])
def test_attributes_of_a_network_are_typed_and_never_none(folder: Path, tmp_path: Path, format_: str) -> None:
    graph = network(folder, format_, tmp_path / "out")
    types: dict[tuple[str, str], set[type]] = {}
    for scope, elements in (("node", graph.nodes.values()), ("edge", (e for *_, e in graph.edges(data=True)))):
        for attributes in elements:
            for name, value in attributes.items():
                types.setdefault((scope, name), set()).add(type(value))
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}
    assert all(kinds <= {str, int, float} for kinds in types.values())
    assert types["edge", "confidence"] == types["edge", "weight"] == {float}
    assert types["node", "ordinal"] == {int}


@pytest.mark.parametrize("format_", ["graphml", "gexf", "cytoscape"])
def test_what_an_edge_and_a_node_say(strange: Path, tmp_path: Path, format_: str) -> None:
    graph = network(strange, format_, tmp_path / "out")
    edges = {edge["label"]: edge for edge in graph["estria"]["crs"].values()}
    assert set(edges) == {"memberOf", "foundingMemberOf"}  # two facts between two things are two edges
    founding = edges["foundingMemberOf"]
    assert (founding["confidence"], founding["weight"], founding["modality"]) == (0.95, 2.0, "Asserted")
    assert founding["sources"] == 'a, "b".txt; c.txt'
    assert founding["quote"].startswith("@quote 14: “foundingMemberOf” — 引文\nцитата")
    assert graph.nodes["norland"]["latitude"] == 1.5
    summit = graph.nodes["summit"]
    assert (summit["ordinal"], summit["startDate"]) == (10, "2024-07-03")
    assert summit["theme"].split("\n") == ["line one", "line two", "tab\there <b>&amp;</b> _x0041_"]
    assert "valid_from" not in founding


def test_graphml_has_no_key_that_gephi_takes_for_another(world: Path, tmp_path: Path) -> None:
    export(world, "graphml", tmp_path / "out")
    keys = re.findall(r'<key id="([^"]+)"', (tmp_path / "out").read_text(encoding="utf-8"))
    assert len(keys) == len(set(keys)) > 10
    assert {"node_label", "edge_label"} <= set(keys)
    assert not {"d3", "d7"} & set(keys)


def test_gexf_tells_parallel_edges_apart_and_knows_no_time(strange: Path, tmp_path: Path) -> None:
    export(strange, "gexf", tmp_path / "out")
    text = (tmp_path / "out").read_text(encoding="utf-8")
    kinds = re.findall(r'<edge .*?source="estria" target="crs".*?>', text)
    assert sorted(re.search(r'kind="(\w+)"', edge)[1] for edge in kinds) == ["foundingMemberOf", "memberOf"]
    assert "lastmodified" not in text
    assert "networkx" not in text.lower()


def test_cytoscape_elements_have_ids_of_their_own(strange: Path, tmp_path: Path) -> None:
    export(strange, "cytoscape", tmp_path / "out")
    elements = json.loads((tmp_path / "out").read_text(encoding="utf-8"))["elements"]
    ids = [element["data"]["id"] for kind in ("nodes", "edges") for element in elements[kind]]
    assert len(ids) == len(set(ids))
    assert next(n["data"]["name"] for n in elements["nodes"] if n["data"]["id"] == "crs") == "CRS"
