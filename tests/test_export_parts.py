"""A part of a graph is consistent in itself, keeps the rules of a graph, and is the same in every format."""

from __future__ import annotations

import csv
import json
import shutil
from itertools import product
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from pyarrow import parquet
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from pipeline.export import Filters, export
from pipeline.export.content import Content, local
from pipeline.export.filters import checked
from pipeline.export.gather import gather
from pipeline.export.kept import kept
from pipeline.export.reading import Triples, read
from pipeline.export.selection import Selection, select
from pipeline.schema import schema
from pipeline.shapes import validate
from pipeline.sparql import ID, SMT
from tests.export_graphs import parsed, quads, strange, whole

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "graph"

__all__ = ["strange"]  # a fixture


@pytest.fixture(scope="module")
def found(strange: Path) -> Triples:
    return read(strange)


@pytest.fixture(scope="module")
def sample() -> Content:
    return gather(read(SAMPLE).all)


def left(found: Triples, **filters: object) -> Selection:
    return select(gather(found.all), checked(Filters(**filters)))


def ids(part: object) -> set[str]:
    return {local(key) for key in part}


SOME = [
    Filters(classes=classes, properties=properties, since=since, min_confidence=least, documents=documents)
    for classes, properties, since, least, documents in product(
        ((), ("Person", "Agreement")),
        ((), ("heldIn", "memberOf")),
        ("", "2022-06"),
        (None, 0.85),
        ((), ("03_kazan_news.txt", "05_eaeu_outcomes.txt")),
    )
]


@pytest.mark.parametrize("filters", SOME)
def test_no_id_of_a_part_leads_out_of_it(sample: Content, filters: Filters) -> None:
    content = select(sample, filters).content
    for claim in content.claims.values():
        assert claim.subject in content.entities
        assert not claim.value.is_entity or claim.value.text in content.entities
        assert claim.evidence
        assert all(content.evidence[key].document in content.documents for key in claim.evidence)
    for document in content.documents.values():
        assert set(document.mentions) <= content.entities.keys()
        assert set(document.versions) <= content.documents.keys()
    for entity in content.entities.values():
        assert set(entity.documents) <= content.documents.keys()
        assert entity.documents  # every thing that is left is mentioned in what is left
    for finding in content.findings.values():
        assert set(finding.claims) <= content.claims.keys()
        assert set(finding.documents) <= content.documents.keys()
        assert set(finding.evidence) <= content.evidence.keys()
    if filters.of_facts_alone:
        cited = {key for claim in content.claims.values() for key in claim.evidence}
        cited |= {key for finding in content.findings.values() for key in finding.evidence}
        assert content.evidence.keys() == cited


PARTS = [
    {"classes": ("State",)},
    {"properties": ("heldIn", "ordinal")},
    {"since": "2024-07-04"},
    {"languages": ("ru",)},
    {"min_confidence": 0.9},
    {"documents": ("b",)},
    {
        "classes": ("Event",),
        "since": "2020",
        "languages": ("zh-hans",),
        "min_confidence": 0.45,
        "documents": ("a", "b"),
    },
]


@pytest.mark.parametrize("part", PARTS)
def test_every_format_holds_the_same_part(
    strange: Path, found: Triples, tmp_path: Path, part: dict[str, object]
) -> None:
    selection = left(found, **part)
    content, filters = selection.content, checked(Filters(**part))
    entities, facts = ids(content.entities), content.facts()
    for format_ in ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"):
        export(strange, format_, tmp_path / format_, filters)
        graph = parsed(tmp_path / format_, format_)
        things = {s for cls in schema().entities for s in graph.subjects(RDF.type, SMT[cls])}
        assert ids(map(str, things)) == entities
        assert ids(map(str, graph.subjects(RDF.type, SMT.Claim))) == ids(content.claims)
        assert ids(map(str, graph.subjects(RDF.type, SMT.Document))) == ids(content.documents)
        stated = {
            (s, p) for name in schema().facts for s, p, _ in graph.triples((None, SMT[name], None)) if s in things
        }
        assert {(local(s), p.removeprefix(SMT)) for s, p in stated} == {(local(f.subject), f.predicate) for f in facts}
        known = set(whole(strange).subjects())
        dangling = {o for o in graph.objects() if isinstance(o, URIRef) and o in known} - set(graph.subjects())
        assert dangling == set()
    between = sorted((local(f.subject), local(f.value.text)) for f in facts if f.value.is_entity)
    for format_, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        export(strange, format_, tmp_path / format_, filters)
        network = reader(tmp_path / format_)
        assert set(network) == entities
        assert sorted(network.edges()) == between
    export(strange, "cytoscape", tmp_path / "cytoscape", filters)
    elements = json.loads((tmp_path / "cytoscape").read_text(encoding="utf-8"))["elements"]
    assert {node["data"]["id"] for node in elements["nodes"]} == entities
    assert sorted((edge["data"]["source"], edge["data"]["target"]) for edge in elements["edges"]) == between
    for format_, name in (
        ("csv", "csv"),
        ("parquet", "parquet"),
        ("neo4j", "neo4j"),
        ("xlsx", "x.xlsx"),
        ("dcat", "dcat"),
    ):
        export(strange, format_, tmp_path / name, filters)
    with (tmp_path / "csv" / "entities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = {local(key): selection.label(key) for key in content.entities}
    assert {row["id"]: row["label"] for row in rows} == labels
    table = parquet.read_table(tmp_path / "parquet" / "facts.parquet").to_pylist()
    assert [(row["id"], row["subject_label"]) for row in table] == [(f.id, labels[local(f.subject)]) for f in facts]
    with (tmp_path / "neo4j" / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id:ID(Claim)"] for row in csv.DictReader(file)} == ids(content.claims)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx", read_only=True)
    assert {row[-1] for row in book["Entities"].iter_rows(min_row=2, values_only=True)} == entities
    book.close()
    described = Graph().parse(tmp_path / "dcat", format="turtle")
    expected = len(parsed(tmp_path / "ntriples", "ntriples"))
    assert {
        int(o) for s, p, o in described if p.endswith("void#triples") and s.startswith(f"{ID}dataset/") and "#" not in s
    } == {expected}


@pytest.mark.parametrize("format_", ["trig", "nquads"])
def test_a_named_graph_holds_only_what_its_document_still_says(strange: Path, tmp_path: Path, format_: str) -> None:
    export(strange, format_, tmp_path / "out", Filters(min_confidence=0.95))
    fact = (ID.estria, SMT.foundingMemberOf, ID.crs)
    assert {str(name) for *triple, name in quads(tmp_path / "out", format_) if tuple(triple) == fact} == {
        f"{ID}document/a"
    }


@pytest.mark.parametrize(
    "filters",
    [
        Filters(documents=("communique.txt", "news.txt")),
        Filters(classes=("Person",)),
        Filters(properties=("heldIn",)),
        Filters(since="2024"),
        Filters(min_confidence=0.85),
        Filters(languages=("zh-hans",)),
    ],
)
def test_a_part_keeps_the_rules_of_a_graph(world: Path, tmp_path: Path, filters: Filters) -> None:
    """Its shapes, its quotes, facts and claims that are the same: what `summitry validate` looks at."""
    folder = tmp_path / "graph"
    shutil.copytree(world / "documents", folder / "documents")
    selection = select(gather(read(world).all), checked(filters))
    part = kept(selection, read(world))
    for name, triples in (("graph.ttl", part.stated), ("background.ttl", part.background)):
        (folder / name).write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")
    (folder / "evidence.ttl").write_text("", encoding="utf-8")
    assert validate(folder) == []
