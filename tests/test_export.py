"""Every format: read back by its own library, the same bytes each time, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from pyarrow import parquet
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, OWL, RDF, VOID

from pipeline.errors import StopRun
from pipeline.export import FORMATS, Filters, export
from pipeline.export.content import Content, local
from pipeline.export.gather import gather
from pipeline.export.reading import read
from pipeline.export.selection import select
from pipeline.export.tables import tables
from pipeline.export.workbook import LONGEST, in_cell
from pipeline.sparql import ID, SMT
from tests.export_graphs import PREFIXES, parsed, quads, strange, whole
from tests.test_cli import ran

ROOT = Path(__file__).resolve().parent.parent
RDF_FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")
NOT_XML = "\x01\x0b\x1f\ufffe"

__all__ = ["ran", "strange"]  # fixtures


@pytest.fixture(params=["world", "strange"])
def folder(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def content_of(folder: Path) -> Content:
    return gather(read(folder).all)


def files(path: Path) -> dict[str, bytes]:
    """What an export wrote, by name."""
    found = [p for p in sorted(path.iterdir()) if not p.name.startswith(".")] if path.is_dir() else [path]
    return {p.name: p.read_bytes() for p in found}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


# --- RDF --------------------------------------------------------------------------------------------------------------


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


# --- networks ---------------------------------------------------------------------------------------------------------


def network(folder: Path, format_: str, out: Path) -> nx.MultiDiGraph[str]:
    export(folder, format_, out)
    match format_:
        case "graphml":
            return nx.read_graphml(out, force_multigraph=True)
        case "gexf":
            return nx.read_gexf(out)
        case _:
            return nx.cytoscape_graph(json.loads(out.read_text(encoding="utf-8")))


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


# --- tables -----------------------------------------------------------------------------------------------------------


def test_csv_holds_every_cell(folder: Path, tmp_path: Path) -> None:
    export(folder, "csv", tmp_path / "out")
    for table in tables(select(content_of(folder), Filters())):
        found = rows(tmp_path / "out" / f"{table.name}.csv")
        assert len(found) == len(table.rows) > 0
        for row, expected in zip(found, table.rows, strict=True):
            for (name, kind), cell in zip(table.columns.items(), expected, strict=True):
                text = row[name]
                read_back = {"list": json.loads, "integer": int, "number": float, "text": str}[kind]
                assert (read_back(text) if text else None) == cell


def test_parquet_holds_every_cell_in_its_type(folder: Path, tmp_path: Path) -> None:
    export(folder, "parquet", tmp_path / "out")
    for table in tables(select(content_of(folder), Filters())):
        found = parquet.read_table(tmp_path / "out" / f"{table.name}.parquet")
        assert [tuple(row.values()) for row in found.to_pylist()] == table.rows
        types = {"text": "string", "integer": "int64", "number": "double", "list": "list<element: string>"}
        assert {f.name: str(f.type) for f in found.schema} == {n: types[kind] for n, kind in table.columns.items()}


def test_the_tables_hang_together(folder: Path, tmp_path: Path) -> None:
    export(folder, "csv", tmp_path / "out")
    entities, facts, evidence, documents = (
        rows(tmp_path / "out" / f"{name}.csv") for name in ("entities", "facts", "evidence", "documents")
    )
    ids = [{row["id"] for row in table} for table in (entities, facts, documents)]
    assert [len(found) for found in ids] == [len(table) for table in (entities, facts, documents)]
    assert {f["subject"] for f in facts} | {f["object"] for f in facts if f["object"]} <= ids[0]
    assert {e["fact"] for e in evidence} == ids[1]
    assert {e["document"] for e in evidence} <= ids[2]
    assert all(bool(f["object"]) != bool(f["value"]) for f in facts)
    linked = {id_ for row in (*entities, *facts) for id_ in json.loads(row["documents"])}
    assert linked <= ids[2]


def test_a_row_of_each_table(strange: Path, tmp_path: Path) -> None:
    export(strange, "csv", tmp_path / "out")
    by_id = {row["id"]: row for row in rows(tmp_path / "out" / "entities.csv")}
    norland = by_id["norland"]
    assert (norland["class"], norland["label"], norland["label_zh_hant"]) == ("State", "Norland", "諾蘭德")
    assert json.loads(norland["names"]) == [
        "Норландия",
        "诺兰德",
        "諾蘭德",
        "Kingdom of Norland",
        "Королевство Норландия",
    ]
    assert (norland["facts"], norland["latitude"], norland["iso_code"]) == ("2", "1.5", "NL")
    assert by_id["summit"]["label"] == "=SUM(A1:A9)"  # a table for programs keeps text as it is
    fact = next(row for row in rows(tmp_path / "out" / "facts.csv") if row["property"] == "jobTitle")
    assert (fact["value"], fact["datatype"], fact["valid_to"], fact["object"]) == ("President", "string", "2018", "")
    founding = next(row for row in rows(tmp_path / "out" / "facts.csv") if row["property"] == "foundingMemberOf")
    assert (founding["claims"], founding["confidence"]) == ("2", "0.95")
    quotes = [row for row in rows(tmp_path / "out" / "evidence.csv") if row["fact"] == founding["id"]]
    assert [(q["claim"], q["document"], q["source"]) for q in quotes] == [
        ("c14", "a", 'a, "b".txt'),
        ("c12", "c", "c.txt"),
    ]
    assert quotes[0]["quote"] == "@quote 14: “foundingMemberOf” — 引文\r\nцитата"


# --- Neo4j ------------------------------------------------------------------------------------------------------------

FIELD = re.compile(r"(\w+)?(?::(ID\(\w+\)|START_ID\(\w+\)|END_ID\(\w+\)|TYPE|LABEL|(?:string|long|double)(?:\[\])?))?")


def neo4j(folder: Path, out: Path) -> dict[str, list[dict[str, str]]]:
    export(folder, "neo4j", out)
    return {path.stem: rows(path) for path in sorted(out.glob("*.csv"))}


def test_neo4j_headers_are_those_of_its_importer(folder: Path, tmp_path: Path) -> None:
    for name in neo4j(folder, tmp_path / "out"):
        header = (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
        kinds = [FIELD.fullmatch(field)[2] or "" for field in header]
        is_node = kinds.count("LABEL") == sum(kind.startswith("ID(") for kind in kinds) == 1
        ends = [kind.partition("(")[0] for kind in kinds]
        is_relationship = all(ends.count(part) == 1 for part in ("START_ID", "END_ID", "TYPE"))
        assert is_node != is_relationship
        assert len(set(header)) == len(header)


def test_neo4j_relationships_lead_from_node_to_node(folder: Path, tmp_path: Path) -> None:
    found = neo4j(folder, tmp_path / "out")
    ids = {
        space: [row[f"id:ID({space})"] for row in found[name]]
        for space, name in (("Entity", "entities"), ("Document", "documents"), ("Claim", "claims"))
    }
    assert all(len(set(those)) == len(those) > 0 for those in ids.values())
    for table in found.values():
        for row in table:
            for field, value in row.items():
                if end := re.fullmatch(r":(?:START|END)_ID\((\w+)\)", field):
                    assert value in ids[end[1]]
    content = content_of(folder)
    facts = Counter((local(f.subject), f.predicate, local(f.value.text)) for f in content.facts() if f.value.is_entity)
    stated = Counter((r[":START_ID(Entity)"], r[":TYPE"], r[":END_ID(Entity)"]) for r in found["facts"])
    assert stated == facts
    assert len(found["subjects"]) == len(found["claims"]) == len(content.claims)
    assert len(found["quotes"]) == sum(len(claim.evidence) for claim in content.claims.values())
    assert len(found["mentions"]) == sum(len(d.mentions) for d in content.documents.values())


def test_neo4j_lists_are_parted_by_a_sign_that_no_text_holds(strange: Path, tmp_path: Path) -> None:
    found = neo4j(strange, tmp_path / "out")
    by_id = {row["id:ID(Entity)"]: row for row in found["entities"]}
    summit = by_id["summit"]
    assert summit[":LABEL"].split("\x1f") == ["Entity", "Event"]
    assert summit["names:string[]"].split("\x1f") == ['@саммит «Река», "встреча"', "+1 | a;b\ufffdc"]
    assert summit["ordinal:long[]"].split("\x1f") == ["10", "11"]
    assert by_id["norland"][":LABEL"].split("\x1f") == ["Entity", "State", "Place"]
    quote = next(row for row in found["quotes"] if row[":START_ID(Claim)"] == "c09")
    assert (quote[":END_ID(Document)"], quote["start:long"], quote["quote"]) == (
        "b", "9", "@quote 9: “affiliation” — 引文\r\nцитата")  # fmt: skip


def test_the_neo4j_readme_names_every_file(world: Path, tmp_path: Path) -> None:
    export(world, "neo4j", tmp_path / "out")
    [command] = re.findall(
        r"^neo4j-admin .*$", (tmp_path / "out" / "README.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert command.startswith("neo4j-admin database import full --nodes=entities.csv")
    named = set(re.findall(r"--(?:nodes|relationships)=(\S+)", command))
    assert named == {path.name for path in (tmp_path / "out").glob("*.csv")}
    assert command.endswith("--array-delimiter=U+001F --multiline-fields=true neo4j")


# --- a workbook -------------------------------------------------------------------------------------------------------


def workbook(folder: Path, out: Path) -> openpyxl.Workbook:
    export(folder, "xlsx", out)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
    return openpyxl.load_workbook(out)


def test_a_workbook_has_a_sheet_each_ready_to_filter(folder: Path, tmp_path: Path) -> None:
    book, content = workbook(folder, tmp_path / "out.xlsx"), content_of(folder)
    assert book.sheetnames == ["Entities", "Facts", "Documents"]
    quotes = sum(len(claim.evidence) for claim in content.claims.values())
    for sheet, count in zip(book, (len(content.entities), quotes, len(content.documents)), strict=True):
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == count + 1
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{count + 1}"
        assert all(cell.font.bold for cell in sheet[1])
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(8 <= width <= 90 for width in widths)


def test_a_workbook_holds_the_facts_with_their_quotes(strange: Path, tmp_path: Path) -> None:
    facts = list(workbook(strange, tmp_path / "out.xlsx")["Facts"].iter_rows(min_row=2, values_only=True))
    assert ("Estria", "foundingMemberOf", "CRS", None, None, "Asserted", 0.95,
            "@quote 14: “foundingMemberOf” — 引文\nцитата", 'a, "b".txt', "2024-07-05", "14–19") in facts  # fmt: skip
    assert ("=SUM(A1:A9)", "ordinal", 10) in {row[:3] for row in facts}
    content = content_of(strange)
    selection = select(content, Filters())
    assert Counter(row[:2] for row in facts) == Counter(
        (in_cell(selection.label(c.subject)), c.predicate) for c in content.claims.values() for _ in c.evidence
    )


def test_no_text_of_a_workbook_runs_as_a_formula(strange: Path, tmp_path: Path) -> None:
    book = workbook(strange, tmp_path / "out.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    dangerous = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in dangerous} >= {"=SUM(A1:A9)", "-Delta", '=HYPERLINK("x")'}
    assert all(cell.quotePrefix for cell in dangerous)
    assert not any(cell.quotePrefix for cell in cells if cell.value[0].isalpha())


def test_a_cell_holds_what_it_can(strange: Path, tmp_path: Path) -> None:
    book = workbook(strange, tmp_path / "out.xlsx")
    values = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert "Ada \ufffd\ufffd\ufffd Lind" in values
    assert "長" * (LONGEST - 1) + "…" in values
    assert len(in_cell("😀" * 20_000).encode("utf-16-le")) // 2 <= LONGEST
    assert in_cell("_x0041_ _x_") == "_x005F_x0041_ _x_"  # or a spreadsheet program reads A


def test_a_workbook_knows_no_time(world: Path, tmp_path: Path) -> None:
    book = workbook(world, tmp_path / "out.xlsx")
    assert book.properties.created == book.properties.modified
    assert book.properties.created.year == 1980
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_too_many_rows_for_a_sheet_is_an_error_of_one_line(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.export.workbook.MOST_ROWS", 10)
    with pytest.raises(StopRun, match="Entities has more than 10 rows; filter, or export csv or parquet"):
        export(world, "xlsx", tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


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


# --- where it goes ----------------------------------------------------------------------------------------------------


def test_a_file_is_replaced_and_a_folder_that_is_needed_made(world: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "граф 图.ttl"
    export(world, "turtle", out)
    first = out.read_bytes()
    export(world, "ntriples", out)
    assert out.read_bytes() != first
    assert [path.name for path in out.parent.iterdir()] == [out.name]


@pytest.mark.parametrize("format_", FORMATS)
def test_what_fails_leaves_the_former_output(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    export(world, format_, tmp_path / "out", Filters(classes=("Person",)))
    before = files(tmp_path / "out")

    def fail(*given: object) -> None:
        target = given[-1]
        assert isinstance(target, Path)
        (target / "half" if target.is_dir() else target).write_bytes(b"half")
        raise OSError(28, "No space left on device", str(target))

    form = FORMATS[format_]
    monkeypatch.setitem(FORMATS, format_, type(form)(fail, form.names, form.about))
    with pytest.raises(StopRun, match="No space left on device"):
        export(world, format_, tmp_path / "out")
    assert files(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("format_", ["csv", "parquet", "neo4j"])
def test_a_former_export_is_replaced_and_no_other_folder(world: Path, tmp_path: Path, format_: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    export(world, format_, out)
    (out / ".DS_Store").write_bytes(b"desktop")
    export(world, format_, out, Filters(classes=("Person",)))
    assert (out / ".DS_Store").read_bytes() == b"desktop"
    other = "neo4j" if format_ == "csv" else "csv"
    before = files(out)
    with pytest.raises(StopRun, match=r"no part of such an export|no former export"):
        export(world, other, out)
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StopRun, match=r"holds mine\.txt, which is no part"):
        export(world, format_, out)
    assert files(out) == before | {"mine.txt": b"mine"}


def test_a_folder_with_a_file_of_our_name_alone_is_none_of_ours(world: Path, tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("my own", encoding="utf-8")
    with pytest.raises(StopRun, match="no former export of this format"):
        export(world, "csv", tmp_path)
    assert (tmp_path / "facts.csv").read_text(encoding="utf-8") == "my own"


def test_the_graph_itself_is_never_written_over(world: Path, tmp_path: Path) -> None:
    for out in (world / "graph.ttl", world / "new.ttl", world, world.parent):
        with pytest.raises(StopRun, match="in the way of the graph"):
            export(world, "turtle", out)


def test_a_file_is_no_folder_and_a_folder_no_file(world: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StopRun, match="is a file; name a folder"):
        export(world, "csv", tmp_path / "file")
    with pytest.raises(StopRun, match="is a folder; name a file"):
        export(world, "gexf", tmp_path)
    with pytest.raises(StopRun, match="no plain file"):
        export(world, "gexf", Path(os.devnull))
    with pytest.raises(StopRun, match=r"can't be written|Not a directory"):
        export(world, "gexf", tmp_path / "file" / "x")
    with pytest.raises(StopRun, match="File name too long"):
        export(world, "gexf", tmp_path / ("x" * 300))


def test_what_a_killed_run_left_is_cleared_away(world: Path, tmp_path: Path) -> None:
    (tmp_path / ".out[1].exporting-1").write_text("half", encoding="utf-8")
    (tmp_path / ".other.exporting-1").write_text("of another", encoding="utf-8")
    export(world, "ntriples", tmp_path / "out[1]")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.exporting-1", "out[1]"]


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


# --- killed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["xlsx", "neo4j"])
def test_a_killed_export_leaves_the_former_whole(world: Path, tmp_path: Path, format_: str) -> None:
    out = tmp_path / "out"
    export(world, format_, out)
    before, all_before = files(out), sorted(tmp_path.rglob("*"))
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom pipeline.export import FORMATS, export\n"
        "form = FORMATS[sys.argv[2]]\n"
        "def die(selection, found, path):\n    form.write(selection, found, path)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "FORMATS[sys.argv[2]] = type(form)(die, form.names, form.about)\n"
        "export(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))\n"
    )
    died = subprocess.run([sys.executable, "-c", code, world, format_, out], cwd=ROOT, check=False)
    assert died.returncode == -9
    assert files(out) == before
    assert sorted(tmp_path.rglob("*")) != all_before  # what it was writing
    export(world, format_, out)
    assert files(out) == before
    assert sorted(tmp_path.rglob("*")) == all_before


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_wrote(ran, world: Path, tmp_path: Path) -> None:
    done = ran("export", "csv", "--out", tmp_path / "out", "--graph", world, "--class", "person", "--lang", "zh-hans")
    assert (done.code, done.err) == (0, "")
    size = sum(path.stat().st_size for path in (tmp_path / "out").iterdir())
    assert done.out == f"{tmp_path / 'out'}: 3 entities, 3 facts, 2 documents; {size:,} bytes\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pdf"], "pdf: no format; there is turtle, trig, ntriples, nquads, jsonld, rdfxml, graphml, gexf"),
        (["csv", "--class", "Dog"], "--class Dog: there is Agreement, Charter"),
        (["csv", "--property", "evidence"], "--property evidence: there is adopted, adoptedBy"),
        (["csv", "--since", "2024-02-30"], "--since 2024-02-30: a day, month or year is wanted"),
        (["csv", "--since", "gestern"], "--since gestern: a day, month or year is wanted"),
        (["csv", "--lang", "fr"], "--lang fr: there is en, ru, zh-hans, zh-hant"),
        (["csv", "--min-confidence", "0"], "--min-confidence 0: a confidence is above 0"),
        (["csv", "--documents", "no.txt"], "--documents no.txt: no such document; `summitry query documents`"),
        (["csv", "--graph", "nowhere"], "no such file; `summitry build` makes it"),
    ],
)
def test_what_is_unknown_is_said_in_one_line(ran, world: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    where = [] if "--graph" in arguments else ["--graph", world]
    done = ran("export", *arguments, *where, "--out", tmp_path / "out")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_graph_is_said_in_one_line(ran, world: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / "graph.ttl").write_bytes((world / "graph.ttl").read_bytes()[:500])
    (graph / "evidence.ttl").write_bytes(b"")
    done = ran("export", "gexf", "--graph", graph, "--out", tmp_path / "out")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "not Turtle from line" in done.err
