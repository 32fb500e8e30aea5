"""Every named query, asked of the tests' own world."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Literal
from rdflib.namespace import RDF, RDFS

from pipeline.errors import StopRun
from pipeline.queries import ask_named, fill, named_queries
from pipeline.sparql import ID, SMT
from pipeline.store import Store, shorten

QUERIES = named_queries()

ASKED = [  # query, values, columns looked at, their rows
    ("members", "organisation=CRS", "name since status",
     ["Estria 2007 smt:memberOf", "Norland 1998-05-04 smt:foundingMemberOf",
      "Sudland 1998-05-04 smt:foundingMemberOf"]),
    ("observers", "organisation=河流国家理事会", "name since until", ["Westmark 2010 -"]),
    ("dialogue-partners", "organisation=crs", "name since source", ["Ostania 2012 history.txt"]),
    ("presidencies", "organisation=CRS", "name since until modality",
     ["Norland 2023 2024 smt:Asserted", "Sudland 2025 - smt:Planned"]),
    ("organs", "organisation=CRS", "organ seat", ["id:crs-council -", "id:crs-secretariat Lakeport"]),
    ("founded", "", "founded date place founders",
     ["id:crs 1998-05-04 Lakeport Norland, Sudland", "id:river-fund 2015 - -"]),
    ("founded", "since=1999", "founded", ["id:river-fund"]),
    ("founded", "until=1998", "founded", ["id:crs"]),
    ("adopted", "", "text date", ["id:charter-1 1998", "id:charter-3 2020", "id:declaration 2024-07-04"]),
    ("adopted", "since=2024 until=2024-07", "text place source", ["id:declaration Lakeport communique.txt"]),
    ("adopted", "since=2024-07-05", "text", []),
    ("implementation", "", "plan aim source", ["id:action-plan id:declaration communique.txt"]),
    ("implementation", "text=action-plan", "plan aim", ["id:action-plan id:declaration"]),
    ("implementation", "text=River_Charter", "plan aim", []),
    ("amendments", "", "newer relation older date",
     ["id:charter-2 smt:amends id:charter-1 -", "id:charter-3 smt:supersedes id:charter-2 2020"]),
    ("amendments", "text=Lakeport_Declaration", "newer", []),
    ("amendments", "text=charter-1", "newer", ["id:charter-2", "id:charter-3"]),
    ("signatories", "text=declaration", "name role", ["Estria smt:party", "Norland smt:party", "Sudland smt:party"]),
    ("in-force", "day=2025", "text from to", ["id:action-plan 2024 2026"]),
    ("in-force", "day=2026-12-31", "text", ["id:action-plan"]),
    ("in-force", "day=2023-12", "text", []),
    ("in-force", "day=2027-01-01", "text", []),
    ("events", "body=CRS", "event number start place",
     ["id:ninth-meeting 9 2023 Southhaven", "id:summit 10 2024-07-03 Lakeport"]),
    ("events", "body=CRS_Secretariat", "event", []),
    ("host-cities", "", "name events first", ["Lakeport 1 2024-07-03", "Southhaven 1 2023"]),
    ("attendance", "event=summit", "role who",
     ["smt:attendedBy id:estria", "smt:attendedBy id:sudland", "smt:chairedBy id:ada-lind"]),
    ("adopted-at", "event=Lakeport_Summit", "text", ["id:declaration"]),
    ("offices", "", "name office of", ["Ada Lind President Norland"]),
    ("offices", "body=Sudland", "name", []),
    ("proposals", "", "subject proposer", ["id:clean-rivers id:sudland"]),
    ("proposals", "proposer=Norland", "subject", []),
    ("supporters", "cause=清洁河流倡议", "who stance source",
     ["id:norland smt:supports communique.txt", "id:norland smt:supports news.txt",
      "id:sudland smt:supports communique.txt", "id:ostania smt:opposes communique.txt"]),
    ("absent-supporters", "cause=clean-rivers organisation=CRS", "member", ["id:estria"]),
    ("shared-members", "one=CRS other=CRS", "name", ["Estria", "Norland", "Sudland"]),
    ("shared-members", "one=CRS other=CRS_Council", "name", []),
    ("timeline", "entity=declaration", "date property thing",
     ["2024 smt:validFrom id:action-plan", "2024-07-03 smt:startDate id:summit", "2024-07-04 smt:date id:declaration",
      "2024-07-04 smt:endDate id:summit", "2026 smt:validTo id:action-plan"]),
    ("statuses", "entity=Norland", "status since until",
     ["smt:foundingMemberOf - -", "smt:chairOf 2023 2024"]),
    ("statuses", "entity=Ada_Lind", "status body", ["smt:affiliation id:norland"]),
    ("quotes", "subject=CRS property=foundedOn", "value source start",
     ["1998-05-04 history.txt 0", "1998-05-04 news.txt 23"]),
    ("quotes", "subject=Norland object=CRS", "predicate", ["smt:chairOf", "smt:foundingMemberOf"]),
    ("thematic-years", "", "name start end declared_by", ["Year of Rivers 2025 2025 Council of River States"]),
    ("documents", "", "source date languages entities claims",
     ["communique.txt 2024-07-05 en 15 31", "history.txt 2024-07-05 en 13 17", "news.txt 2024-07-05 zh-hans 4 2"]),
    ("mentions", "source=news.txt", "thing class",
     ["id:clean-rivers smt:Initiative", "id:crs smt:Organization", "id:ada-lind smt:Person", "id:norland smt:State"]),
    ("mentions", "entity=charter-1", "file", ["history.txt"]),
    ("planned", "", "subject predicate modality",
     ["id:delta-institute smt:foundedBy smt:Planned", "id:sudland smt:chairOf smt:Planned"]),
    ("planned", "property=foundedBy", "subject value", ["id:delta-institute Estria"]),
    ("doubtful", "below=0.85", "name confidence", ["Sudland 0.50", "Delta Institute 0.80"]),
    ("doubtful", "below=0.5", "name", []),
    ("coverage", "", "file language passages furniture no_mention no_fact facts",
     ["communique.txt en 7 0 0 0 7", "history.txt en 6 0 0 0 6", "news.txt zh-hans 5 1 1 1 2"]),
    ("coverage", "source=history.txt", "facts", ["6"]),
    ("without-fact", "", "file kind mentions", ["news.txt smt:Paragraph Norland"]),
    ("without-fact", "entity=CRS", "file", []),
    ("without-fact", "within=CRS", "file start", ["news.txt 44"]),
    ("without-fact", "within=Estria", "file", []),
    ("without-fact", "source=news.txt entity=Norland", "start end", ["44 56"]),
    ("conflicts", "", "name", []),  # this world is at one with itself: tests/test_conflicts.py, tests/test_versions.py
    ("version-differences", "", "quote", []),
    ("corrections", "", "says", []),  # nobody has corrected it: tests/test_corrections.py
    ("identifiers", "", "name", []),  # nothing of this world is known: tests/test_background.py has what is
    ("names", "entity=CRS", "language name kind",
     ["en CRS skos:altLabel", "en Council of River States rdfs:label", "zh-hans 河流国家理事会 rdfs:label"]),
]  # fmt: skip


def values_of(text: str) -> dict[str, str]:
    return dict(pair.replace("_", " ").split("=", 1) for pair in text.split())


@pytest.mark.parametrize(("name", "values", "columns", "rows"), ASKED)
def test_a_named_query_gives_its_rows(store: Store, name: str, values: str, columns: str, rows: list[str]) -> None:
    given = ask_named(store, name, values_of(values))
    wanted = [given.columns.index(column) for column in columns.split()]
    found = [" ".join("-" if str(row[i]) in ("None", "") else shorten(row[i]) for i in wanted) for row in given.rows]
    assert found == rows


def test_overview_counts_entities_and_facts(store: Store) -> None:
    rows = {(str(of), str(name)): int(number) for of, name, number in ask_named(store, "overview", {}).rows}
    assert rows["entities", "State"] == 5
    assert rows["facts", "supports"] == 2, "two claims of one fact are one fact"


def test_every_query_is_asked_here() -> None:
    assert {name for name, *_ in ASKED} | {"overview"} == set(QUERIES)
    assert len(QUERIES) >= 20


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_file_is_sparql_as_it_stands(store: Store, query) -> None:
    """Without any value it limits nothing, and any store can answer it."""
    assert store.ask(query.text).columns
    assert query.title
    assert query.description.endswith(".")


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("no-such", {}, "--list"),
        ("members", {}, "needs organisation="),
        ("members", {"organisation": "CRS", "color": "red"}, "no parameter color: it takes organisation"),
        ("members", {"organisation": "River"}, "no Organization of that name; near it: Council of River States"),
        ("members", {"organisation": "Norland"}, "no Organization of that name"),
        ("adopted", {"since": "last year"}, "no date"),
        ("adopted", {"since": "2024-13"}, "since=2024-13: no date"),
        ("adopted", {"until": "2023-02-29"}, "until=2023-02-29: no date"),
        ("in-force", {"day": "0000"}, "day=0000: no date"),
        ("in-force", {"day": "２０２４"}, "no date"),
        ("doubtful", {"below": "0.5 || true"}, "no number"),
        ("quotes", {"subject": "CRS", "property": "heldIn> ?x"}, "no property"),
        ("planned", {"property": "heldAt"}, "property=heldAt: no property; e.g. chairOf"),
        ("corrections", {"status": "Done"}, "status=Done: no status; e.g. Unmatched"),
        ("mentions", {"source": ""}, "source=: no document; e.g. "),
        ("thematic-years", {"year": "2025"}, "it takes none"),
    ],
)
def test_a_wrong_value_is_said_so(store: Store, name: str, values: dict[str, str], said: str) -> None:
    with pytest.raises(StopRun, match=re.escape(said)):
        ask_named(store, name, values)


@pytest.mark.parametrize("value", ['" } DROP ALL #', "\\", '"', "\n", "' . ?s ?p ?o . #", "$1 \\1 \\g<0>"])
def test_a_value_is_never_read_as_sparql(store: Store, value: str) -> None:
    given = ask_named(store, "mentions", {"source": value})
    assert given.rows == ()
    assert fill(QUERIES["mentions"], {"source": value}, store) != QUERIES["mentions"].text


def test_a_name_of_two_things_asks_for_both(store: Store) -> None:
    both = Store(pyoxigraph.Store())
    both.triples.extend(store.triples)
    both.graph.add((ID["namesake"], RDFS.label, Literal("CRS", lang="en")))
    both.graph.add((ID["namesake"], RDF.type, SMT.Organization))
    both.graph.add((ID["westmark"], SMT.memberOf, ID["namesake"]))
    given = ask_named(both, "names", {"entity": "CRS"})
    assert {shorten(row[-1]) for row in given.rows} == {"id:crs", "id:namesake"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?s ?p ?o }", "title"),
        ("# title: T\n# description: D.\n# param x (text): what; e.g. y\nSELECT * { ?s ?p ?x }", "parameter x"),
    ],
)
def test_a_query_without_its_header_is_an_error(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.rq").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        named_queries(tmp_path)
