"""A network of things: entities are nodes, facts between them edges; for Gephi, Cytoscape and networkx.

What a thing is stated to be by a date, a number or a text is an attribute of its node; of several values the surest.
Every attribute has one type and none is empty-handed: what is not known is left out. An edge shows what the surest
claim of its fact says; its weight is the number of documents that state the fact.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from xml.etree.ElementTree import Element

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from pipeline.export.content import Content, Entity, Fact, local
from pipeline.export.text import on_lines
from pipeline.schema import schema

if TYPE_CHECKING:
    from pipeline.export.selection import Selection

Attribute: TypeAlias = str | int | float
GEXF: Final = "{http://www.gexf.net/1.2draft}"


def write_graphml(selection: Selection, path: Path) -> None:
    """Write the network as GraphML."""
    writer = GraphMLWriter(network(selection), encoding="utf-8", prettyprint=True)
    _name_keys(writer.xml)
    with path.open("wb") as file:
        writer.dump(file)


def write_gexf(selection: Selection, path: Path) -> None:
    """Write the network as GEXF 1.2; an edge's kind is its property, so that Gephi keeps parallel ones apart."""
    graph = network(selection)
    for *_, key, edge in graph.edges(keys=True, data=True):
        edge["id"] = key
    writer = GEXFWriter(graph, encoding="utf-8", prettyprint=True, version="1.2draft")
    _say_kinds(writer.xml)
    _leave_out_clock(writer.xml)
    with path.open("wb") as file:
        writer.write(file)


def write_cytoscape(selection: Selection, path: Path) -> None:
    """Write the network as JSON for Cytoscape and Cytoscape.js."""
    graph = network(selection)
    for *_, key, edge in graph.edges(keys=True, data=True):
        edge["id"] = key
    for _, node in graph.nodes(data=True):
        node["name"] = node["label"]
    document = nx.cytoscape_data(graph)
    path.write_bytes((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def network(selection: Selection) -> nx.MultiDiGraph[str]:
    """The network: nodes by their short ids, edges by the ids of their facts."""
    content = selection.content
    facts = content.facts()
    literals = _literals(facts)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for key, entity in content.entities.items():
        graph.add_node(local(key), **_node(entity, selection.label(key), literals.get(key, ())))
    for fact in facts:
        if fact.value.is_entity:
            ends = local(fact.subject), local(fact.value.text)
            graph.add_edge(*ends, key=fact.id, **_edge(fact, content))
    return graph


def _literals(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """By entity the facts that give it a date, number or text: of each property the surest."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if not fact.value.is_entity:
            found.setdefault((fact.subject, fact.predicate), []).append(fact)
    by_entity: dict[str, list[Fact]] = {}
    for (subject, _), several in found.items():
        by_entity.setdefault(subject, []).append(min(several, key=lambda fact: -fact.surest.confidence))
    return by_entity


def _node(entity: Entity, label: str, literals: Iterable[Fact]) -> dict[str, Attribute]:
    known: dict[str, Attribute | None] = {
        "label": label,
        "class": entity.classes[0] if entity.classes else "",
        "iri": entity.key,
        "documents": len(entity.documents),
        "iso_code": entity.iso_code,
        "wikidata": entity.same_as,
        "latitude": entity.latitude,
        "longitude": entity.longitude,
        **{fact.predicate: _typed(fact) for fact in literals},
    }
    return _clean(known)


def _typed(fact: Fact) -> Attribute | None:
    """A whole number where the property takes one, else text; a number that is none is left out."""
    stated = schema().properties.get(fact.predicate)
    text = fact.value.text
    if stated is not None and stated.literal == "integer":
        return int(text) if text.removeprefix("-").isdecimal() and abs(int(text)) < 2**31 else None
    return text


def _edge(fact: Fact, content: Content) -> dict[str, Attribute]:
    claim = fact.surest
    documents = content.documents_of(fact)
    quotes = content.quotes(claim)
    known: dict[str, Attribute | None] = {
        "label": fact.predicate,
        "weight": float(max(len(documents), 1)),
        "confidence": claim.confidence,
        "modality": claim.modality,
        "valid_from": claim.valid_from,
        "valid_to": claim.valid_to,
        "sources": "; ".join(content.documents[key].source for key in documents if key in content.documents),
        "quote": quotes[0].quote if quotes else "",
    }
    return _clean(known)


def _clean(known: Mapping[str, Attribute | None]) -> dict[str, Attribute]:
    """What is known, as XML can hold it."""
    cleaned = {name: on_lines(value) if isinstance(value, str) else value for name, value in known.items()}
    return {name: value for name, value in cleaned.items() if value is not None and value != ""}


def _name_keys(root: Element) -> None:
    """Give attributes ids that say what they are; Gephi takes networkx's own `d3` and `d7` for yEd's labels."""
    ids: dict[str, str] = {}
    for key in root.iter("key"):
        ids[key.attrib["id"]] = f"{key.attrib['for']}_{key.attrib['attr.name']}"
        key.set("id", ids[key.attrib["id"]])
    for data in root.iter("data"):
        data.set("key", ids[data.attrib["key"]])


def _say_kinds(root: Element) -> None:
    """Say each edge's kind, and drop its key, which its id says already."""
    keys: dict[str, Any] = {}
    for attributes in root.iter("attributes"):
        for attribute in [a for a in attributes if a.get("title") == "networkx_key"]:
            keys[attribute.attrib["id"]] = attribute
            attributes.remove(attribute)
    for edge in root.iter("edge"):
        edge.set("kind", edge.attrib["label"])
        for values in edge.iter("attvalues"):
            for value in [v for v in values if v.get("for") in keys]:
                values.remove(value)


def _leave_out_clock(root: Element) -> None:
    for meta in root.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
        for creator in meta.iter("creator"):
            creator.text = "Summitry"
