"""Exports as RDF, and the description of one: the triples of the graph, read back; the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, OWL, RDF, VOID

from pipeline.export import FORMATS, Filters, export
from pipeline.sparql import ID, SMT
from tests.export_graphs import parsed, quads, strange, whole
from tests.exported import NOT_XML, content_of, files, folder

__all__ = ["folder", "strange"]  # fixtures


ROOT = Path(__file__).resolve().parent.parent
RDF_FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")


@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_rdf_holds_the_triples_of_the_graph(folder: Path, tmp_path: Path, format_: str) -> None:
    export(folder, format_, tmp_path / "out")
    found, expected = parsed(tmp_path / "out", format_), whole(folder)
    if format_ == "rdfxml":  # XML has no place for control characters
        assert len(found) == len(expected)
        text = expected.serialize(format="nt").translate({ord(sign): "\ufffd" for sign in NOT_XML})
        for escape in ("\\u0001", "\\u000B", "\\u001F", "\\uFFFE"):
            text = text.replace(escape, "\ufffd")
        expected = Graph().parse(data=text, format="nt")
    assert len(found) > 300 or folder.parent.name.startswith("strange")
    assert isomorphic(found, expected)


def test_without_blank_nodes_the_very_triples_are_there(world: Path, tmp_path: Path) -> None:
    expected = set(whole(world))
    for format_ in RDF_FORMATS:
        export(world, format_, tmp_path / format_)
        assert set(parsed(tmp_path / format_, format_)) == expected


@pytest.mark.parametrize("format_", ["trig", "nquads"])
def test_quads_are_dealt_by_document(strange: Path, tmp_path: Path, format_: str) -> None:
    export(strange, format_, tmp_path / "out")
    graphs: dict[URIRef, set[tuple[object, ...]]] = {}
    for s, p, o, name in quads(tmp_path / "out", format_):
        graphs.setdefault(name, set()).add((s, p, o))
    assert set(graphs) == {ID["document/a"], ID["document/b"], ID["document/c"], SMT.authorityLists}
    fact = (ID.estria, SMT.foundingMemberOf, ID.crs)
    assert [name for name in sorted(graphs) if fact in graphs[name]] == [ID["document/a"], ID["document/c"]]


def test_jsonld_has_names_of_its_own_for_the_vocabulary(world: Path, tmp_path: Path) -> None:
    export(world, "jsonld", tmp_path / "out")
    document = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    summit = next(node for node in document["@graph"] if node["@id"] == "id:summit")
    assert summit["heldIn"] == "id:lakeport"
    assert summit["ordinal"] == 10
    assert summit["startDate"] == {"@value": "2024-07-03", "@type": "xsd:date"}
    assert document["@context"]["smt"] == str(SMT)
    keys = {key for node in document["@graph"] for key in node}
    assert not {key for key in keys if ":" in key and not key.startswith(("dcterms:", "geo:"))}


# --- the description --------------------------------------------------------------------------------------------------


def test_the_description_counts_what_is_exported(folder: Path, tmp_path: Path) -> None:
    export(folder, "dcat", tmp_path / "out.ttl")
    export(folder, "ntriples", tmp_path / "out.nt")
    found, graph = Graph().parse(tmp_path / "out.ttl", format="turtle"), whole(folder)
    [dataset] = found.subjects(RDF.type, DCAT.Dataset)
    assert (dataset, RDF.type, VOID.Dataset) in found
    counts = {VOID.triples: len(graph), VOID.distinctSubjects: len(set(graph.subjects())),
              VOID.properties: len(set(graph.predicates())), VOID.entities: len(content_of(folder).entities)}  # fmt: skip
    assert {p: int(found.value(dataset, p)) for p in counts} == counts
    of_class = {str(found.value(part, VOID["class"])): int(found.value(part, VOID.entities))
                for part in found.objects(dataset, VOID.classPartition)}  # fmt: skip
    assert of_class == {str(cls): len(set(graph.subjects(RDF.type, cls))) for cls in graph.objects(None, RDF.type)}
    of_property = {str(found.value(part, VOID.property)): int(found.value(part, VOID.triples))
                   for part in found.objects(dataset, VOID.propertyPartition)}  # fmt: skip
    assert of_property == Counter(map(str, graph.predicates(unique=False)))
    data = (tmp_path / "out.nt").read_bytes()
    distribution = found.value(dataset, DCAT.distribution)
    assert int(found.value(distribution, DCAT.byteSize)) == len(data)
    sums = [str(o) for p, o in found.predicate_objects() if p.endswith("checksumValue")]
    assert sums == [hashlib.sha256(data).hexdigest()]
    assert dataset.endswith(sums[0][:16])


def test_the_description_tells_of_filters_links_and_rights(strange: Path, tmp_path: Path) -> None:
    export(strange, "dcat", tmp_path / "out", Filters(classes=("State",), since="2001"))
    found = Graph().parse(tmp_path / "out", format="turtle")
    [dataset] = found.subjects(RDF.type, DCAT.Dataset)
    assert "A part of a graph: class State, since 2001." in str(found.value(dataset, DCTERMS.description))
    assert "licenses/by/4.0" in str(found.value(dataset, DCTERMS.rights))
    [links] = found.subjects(RDF.type, VOID.Linkset)
    assert (found.value(links, VOID.linkPredicate), int(found.value(links, VOID.triples))) == (OWL.sameAs, 1)


# --- the same each time -----------------------------------------------------------------------------------------------

ALL_FORMATS = """
import sys
from pathlib import Path
from pipeline.export import FORMATS, Filters, export
for format_ in FORMATS:
    export(Path(sys.argv[1]), format_, Path(sys.argv[2]) / format_)
    export(Path(sys.argv[1]), format_, Path(sys.argv[2]) / ("part-" + format_), Filters(languages=("ru",), min_confidence=0.5))
"""


def test_every_format_is_the_same_bytes_at_any_hash_seed_and_time(strange: Path, tmp_path: Path) -> None:
    runs = [("0", "Asia/Shanghai"), ("1", "America/New_York")]  # another zone: another local time, mostly another day
    for seed, zone in runs:
        subprocess.run(
            [sys.executable, "-c", ALL_FORMATS, strange, tmp_path / seed], cwd=ROOT, check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
        )  # fmt: skip
    first, second = ({p.name: files(p) for p in (tmp_path / seed).iterdir()} for seed, _ in runs)
    assert first.keys() == {name for format_ in FORMATS for name in (format_, f"part-{format_}")}
    assert [name for name in first if first[name] != second[name]] == []
