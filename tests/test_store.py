"""A built graph, opened: answers, names, and what is refused."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from rdflib import Graph, Literal

from pipeline.errors import StopRun
from pipeline.show import card
from pipeline.sparql import ID, PREFIXES, SMT, QueryError, serialise
from pipeline.store import Store, open_store, shorten


def local(nodes: list) -> list[str]:
    return [node.removeprefix(str(ID)) for node in nodes]


@pytest.mark.parametrize("name", ["Council of River States", "the council of  river states", "CRS", "crs", "id:crs",
                                  "河流国家理事会", "河流國家理事會", str(ID) + "crs"])  # fmt: skip
def test_a_thing_is_found_by_any_name_or_id(store: Store, name: str) -> None:
    assert local(store.find(name)) == ["crs"]


def test_a_class_limits_what_is_found(store: Store) -> None:
    assert local(store.find("Lakeport", ("Place",))) == ["lakeport"]
    assert store.find("Lakeport", ("Person", "State")) == []
    assert local(store.find("Norland", ("Place",))) == ["norland"], "a state is a place"


def test_suggestions_are_the_nearest_in_length_first(store: Store) -> None:
    assert local(store.suggest("charter")) == ["charter-1", "charter-3", "charter-2"]
    assert store.suggest("") == []
    assert store.suggest("no such thing") == []


def test_every_usual_prefix_is_declared(store: Store) -> None:
    for prefix in PREFIXES:
        assert store.ask(f"ASK {{ {prefix}:nothing ?p ?o }}").truth is False


def test_columns_come_as_asked_and_rows_sorted(store: Store) -> None:
    given = store.ask("SELECT ?o ?s { ?s smt:heldIn ?o }")
    assert given.columns == ("o", "s")
    assert [tuple(map(shorten, row)) for row in given.rows] == [
        ("id:lakeport", "id:summit"),
        ("id:southhaven", "id:ninth-meeting"),
    ]
    assert store.ask("SELECT * { ?s smt:heldIn ?o }").columns == ("s", "o")


def test_the_order_that_a_query_gives_is_kept(store: Store) -> None:
    given = store.ask("SELECT ?o { ?s smt:heldIn ?o } ORDER BY DESC(?o)")
    assert [shorten(row[0]) for row in given.rows] == ["id:southhaven", "id:lakeport"]


def test_rows_that_a_query_orders_alike_come_by_column(store: Store) -> None:
    given = store.ask("SELECT ?s (STR(?c) AS ?cls) { ?s a ?c . ?s smt:party|smt:ordinal ?x } ORDER BY ?cls LIMIT 4")
    assert list(given.rows) == sorted(given.rows, key=lambda row: (str(row[1]), str(row[0])))
    assert store.ask("SELECT * { ?b smt:heldIn ?a } ORDER BY ?none LIMIT 1").columns == ("b", "a")


def test_a_short_construct_is_one(store: Store) -> None:
    given = store.ask("CONSTRUCT WHERE { ?s smt:heldIn ?o }")
    assert [shorten(row[0]) for row in given.rows] == ["id:ninth-meeting", "id:summit"]


def test_what_is_well_formed_and_means_nothing_is_said_why(store: Store) -> None:
    with pytest.raises(QueryError, match="variable that is unbound"):
        store.ask("SELECT ?s ?o { ?s ?p ?o } GROUP BY ?s")


def test_rdflib_reads_the_same_triples(store: Store, world: Path) -> None:
    summit = store.graph.value(predicate=SMT.ordinal, object=Literal(10))
    assert summit == ID["summit"]
    assert len(list(store.graph.query("SELECT ?s { ?s a smt:State }"))) == 5


def test_csv_and_json_hold_the_same_rows(store: Store) -> None:
    given = store.ask("SELECT ?s ?label ?n { ?s smt:meetingOf ?b ; rdfs:label ?label OPTIONAL { ?s smt:theme ?n } }")
    rows = list(csv.reader(StringIO(serialise(given, "csv"))))
    assert rows == [
        ["s", "label", "n"],
        [str(ID["ninth-meeting"]), "ninth meeting of the CRS Council", ""],
        [str(ID["summit"]), "Lakeport Summit", ""],
    ]
    found = json.loads(serialise(given, "json"))
    assert found["head"] == {"vars": ["s", "label", "n"]}
    assert found["results"]["bindings"][1] == {
        "s": {"type": "uri", "value": str(ID["summit"])},
        "label": {"type": "literal", "value": "Lakeport Summit", "xml:lang": "en"},
    }


def test_a_literal_keeps_its_type_in_json(store: Store) -> None:
    given = store.ask("SELECT ?n { id:summit smt:ordinal ?n }")
    [row] = json.loads(serialise(given, "json"))["results"]["bindings"]
    assert row["n"] == {"type": "literal", "value": "10", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}


def test_ask_is_a_word_in_every_form(store: Store) -> None:
    given = store.ask("ASK { id:summit smt:heldIn id:lakeport }")
    assert (given.truth, serialise(given, "csv"), json.loads(serialise(given, "json"))["boolean"]) == (
        True,
        "true\n",
        True,
    )


@pytest.mark.parametrize("query", ["CONSTRUCT { ?s smt:heldIn ?o } WHERE { ?s smt:heldIn ?o }", "DESCRIBE id:summit"])
def test_triples_come_as_turtle(store: Store, query: str) -> None:
    given = store.ask(query)
    back = Graph().parse(data=serialise(given, "turtle"), format="turtle")
    assert given.graph is not None
    assert set(back) == set(given.graph)
    assert len(given.rows) == len(back) > 0


def test_rows_are_no_turtle(store: Store) -> None:
    with pytest.raises(StopRun, match="CONSTRUCT"):
        serialise(store.ask("SELECT ?s { ?s a smt:State }"), "turtle")


@pytest.mark.parametrize(
    ("query", "line", "column", "said"),
    [
        ("SELECT ?s WHERE { ?s smt:heldIn }", 1, 19, "not understood"),
        ("SELECT ?s WHERE {\n  ?s a smt:State .\n  ?s smt:heldIn \n}", 3, 3, "not understood"),
        ("SELECT ?s\n\tWHERE { ?s a smt:State } LIMT 3", 2, 27, "not understood"),
        ("SELCT ?s { ?s ?p ?o }", 1, 1, "not understood"),
        ("SELECT ?s {\n ?s ?p ?o ", 2, 11, "ends too soon"),
        ("", 1, 1, "ends too soon"),
        ("SELECT ?s {\n ?s foo:bar ?o }", 2, 5, "unknown prefix foo:"),
        ("SELECT ?s { ?s :bar ?o }", 1, 16, "unknown prefix :"),
        ("SELECT ?s {\n SERVICE <http://example.org/> { ?s ?p ?o } }", 2, 2, "SERVICE"),
        ("SELECT ?s\nFROM <http://example.org/> { ?s ?p ?o }", 2, 1, "FROM"),
        ("SELECT ?s { GRAPH ?g { ?s ?p ?o } }", 1, 13, "GRAPH"),
        ("INSERT DATA { id:a a smt:State }", 1, 1, "not understood"),
    ],
)
def test_an_error_says_where(store: Store, query: str, line: int, column: int, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        store.ask(query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"line {line}, column {column}: ")


def test_a_prefix_of_ones_own_may_be_declared(store: Store) -> None:
    assert store.ask("PREFIX own: <https://w3id.org/summitry/id/> ASK { own:summit smt:ordinal 10 }").truth


def test_no_graph_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match="summitry build"):
        open_store(tmp_path)


def test_what_is_not_turtle_is_said_so(tmp_path: Path, world: Path) -> None:
    (tmp_path / "graph.ttl").write_text("id:a a smt:State", encoding="utf-8")
    (tmp_path / "evidence.ttl").write_bytes((world / "evidence.ttl").read_bytes())
    with pytest.raises(StopRun, match="not Turtle from line 1"):
        open_store(tmp_path)


def test_a_rebuilt_graph_is_read_anew(tmp_path: Path) -> None:
    for text in ('<x:a> <x:b> "1" .', '<x:a> <x:b> "2" .'):
        for name in ("graph.ttl", "evidence.ttl"):
            (tmp_path / name).write_text(text, encoding="utf-8")
        [[value]] = open_store(tmp_path).ask("SELECT ?o { <x:a> <x:b> ?o }").rows
        assert str(value) == text.split('"')[1]


def test_a_card_gathers_names_facts_and_quotes(store: Store) -> None:
    found = card(store, ID["crs"])
    assert (found.id, found.label, found.classes) == ("id:crs", "Council of River States", ("Organization",))
    assert found.names == (("en", "Council of River States"), ("zh-hans", "河流国家理事会"), ("en", "CRS"))
    assert found.documents == ("communique.txt", "history.txt", "news.txt")
    founded = next(s for s in found.statements if s.property == "foundedOn")
    assert [quote.source for quote in founded.quotes] == ["history.txt", "news.txt"]
    planned = next(s for s in found.statements if (s.property, s.value) == ("chairOf", "Sudland"))
    assert planned.inverse
    assert (planned.quotes[0].modality, planned.quotes[0].since, planned.quotes[0].until) == ("Planned", "2025", "")
