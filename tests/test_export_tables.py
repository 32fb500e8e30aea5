"""Exports as tables: every cell of CSV and Parquet, and what Neo4j's importer reads."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from pyarrow import parquet

from pipeline.export import Filters, export
from pipeline.export.content import local
from pipeline.export.selection import select
from pipeline.export.tables import tables
from tests.export_graphs import strange
from tests.exported import content_of, folder, rows

__all__ = ["folder", "strange"]  # fixtures


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
