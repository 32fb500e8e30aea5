"""Updates: only with the token, as the protocol has them, on a copy."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from servers import Answered, ask, queried, serving

TOKEN = "для-проверки"  # noqa: S105
DATA = "http://kasei.us/2009/09/sparql/data"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-update"
SET_UP = f"""
PREFIX dc: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
DROP ALL ;
INSERT DATA {{
  GRAPH <{DATA}/data1.rdf> {{ <{DATA}/data1.rdf> a foaf:Document }}
  GRAPH <{DATA}/data2.rdf> {{ <{DATA}/data2.rdf> a foaf:Document }}
  GRAPH <{DATA}/data3.rdf> {{ <{DATA}/data3.rdf> a foaf:Document }}
}} ;
"""


@pytest.fixture(scope="module")
def url(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = tmp_path_factory.mktemp("token") / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    with serving(world, "--update-token-file", str(file)) as url:
        yield url


BEARER = f"Bearer {TOKEN}".encode()


def update(url: str, text: str, *parameters: tuple[str, str]) -> Answered:
    return ask(f"{url}?{urlencode(parameters)}", "POST", text, content_type=DIRECT, authorization=BEARER)


def holds(url: str, pattern: str) -> bool:
    return bool(json.loads(queried(url, f"ASK {{ {pattern} }}").body)["boolean"])


def data(number: int) -> str:
    return f"{DATA}/data{number}.rdf"


def test_an_update_in_either_form(url: str) -> None:
    assert update(url, "INSERT DATA { id:новый rdfs:label '金砖' }").status == 204
    assert holds(url, "id:новый rdfs:label '金砖'")
    form = urlencode({"update": "DELETE DATA { id:новый rdfs:label '金砖' }"})
    basic = b64encode(f"anybody:{TOKEN}".encode()).decode()
    assert ask(url, "POST", form, content_type=FORM, authorization=f"Basic {basic}").status == 204
    assert not holds(url, "id:новый ?p ?o")


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer wrong", "Basic !!!", "Basic d3Jvbmc6d3Jvbmc=", "Digest x"])
def test_without_the_token_nothing_is_updated(url: str, shown: str) -> None:
    done = ask(url, "POST", "CLEAR ALL", content_type=DIRECT, **({"authorization": shown} if shown else {}))
    assert (done.status, "Bearer" in done.headers["www-authenticate"]) == (401, True)
    assert TOKEN not in done.text


def test_without_a_token_file_or_variable_nobody_may_update(world: Path) -> None:
    with serving(world) as url:
        assert update(url, "CLEAR ALL").status == 403
        assert ask(url, "POST", "update=CLEAR+ALL", content_type=FORM).status == 403


def test_updates_do_not_outlive_the_server(world: Path) -> None:
    before = {path.name: path.read_bytes() for path in world.glob("*.ttl")}
    with serving(world, SUMMITRY_UPDATE_TOKEN=TOKEN) as url:
        assert update(url, "CLEAR ALL").status == 204
        assert not holds(url, "?s ?p ?o")
    assert {path.name: path.read_bytes() for path in world.glob("*.ttl")} == before


def test_a_description_tells_of_updates(url: str) -> None:
    assert "SPARQL11Update" in ask(url).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CLEAR XYZ", "line 1, column 42: not understood: “CLEAR XYZ”; expected INSERT"),
        ("LOAD <http://127.0.0.1:1/>", "LOAD"),
        ("load silent <http://127.0.0.1:1/> INTO GRAPH <http://e/>", "LOAD"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("CREATE GRAPH <http://e/1> ; CREATE GRAPH <http://e/1>", "already exists"),
    ],
)
def test_an_update_that_is_refused_changes_nothing(url: str, text: str, said: str) -> None:
    done = update(url, f"INSERT DATA {{ id:half rdfs:label 'x' }} ; {text}")
    assert (done.status, said in done.text) == (400, True)
    assert not holds(url, "id:half ?p ?o")


def test_an_update_that_runs_away_changes_nothing(world: Path) -> None:
    with serving(world, "--time-limit", "1", SUMMITRY_UPDATE_TOKEN=TOKEN) as url:
        runaway = "INSERT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        done = update(url, f"INSERT DATA {{ id:half rdfs:label 'x' }} ; {runaway}")
        assert (done.status, "retry-after" in done.headers) == (503, True)
        assert not holds(url, "id:half ?p ?o")
        assert holds(url, "id:summit smt:heldIn id:lakeport")
        assert update(url, "CLEAR ALL").status == 204


# --- the dataset of an update, in the spirit of the W3C's tests -------------------------------------------------------

MARK = "INSERT { GRAPH <http://e/marked> { ?s a dc:BibliographicResource } } WHERE { ?s a foaf:Document }"
MARK_NAMED = (
    "INSERT { GRAPH <http://e/marked> { ?s a dc:BibliographicResource } } WHERE { GRAPH ?g { ?s a foaf:Document } }"
)


@pytest.mark.parametrize(
    ("operation", "parameters", "marked"),
    [
        (MARK, [("using-graph-uri", data(1))], {1}),
        (MARK, [("using-graph-uri", data(1)), ("using-graph-uri", data(2))], {1, 2}),
        (MARK, [("using-named-graph-uri", data(1))], set()),
        (MARK, [], set()),
        (MARK_NAMED, [("using-named-graph-uri", data(1)), ("using-named-graph-uri", data(2))], {1, 2}),
        (MARK_NAMED, [("using-graph-uri", data(1)), ("using-named-graph-uri", data(2))], {2}),
        (MARK_NAMED, [], {1, 2, 3}),
    ],
)
def test_the_graphs_that_an_update_matches(url: str, operation: str, parameters: list, marked: set[int]) -> None:
    assert update(url, SET_UP + operation, *parameters).status == 204
    found = {n for n in (1, 2, 3) if holds(url, f"GRAPH <http://e/marked> {{ <{data(n)}> ?p ?o }}")}
    assert found == marked


def test_the_graphs_that_delete_where_matches(url: str) -> None:
    assert (
        update(url, SET_UP + "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", ("using-named-graph-uri", data(1))).status == 204
    )
    assert [holds(url, f"GRAPH <{data(n)}> {{ ?s ?p ?o }}") for n in (1, 2, 3)] == [False, True, True]


@pytest.mark.parametrize("clause", ["WITH <http://e/x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
                                    "INSERT { ?s ?p ?o } USING <http://e/x> WHERE { ?s ?p ?o }",
                                    "INSERT { ?s ?p ?o } using named <http://e/x> WHERE { ?s ?p ?o }"])  # fmt: skip
def test_a_dataset_named_twice_is_refused(url: str, clause: str) -> None:
    assert update(url, clause, ("using-named-graph-uri", "http://example/people")).status == 400
    form = urlencode({"update": clause, "using-graph-uri": "http://example/people"})
    assert ask(url, "POST", form, content_type=FORM, authorization=BEARER).status == 400
    assert update(url, clause).status == 204


def test_a_graph_name_can_not_smuggle_an_update(url: str) -> None:
    assert (
        update(url, MARK_PREFIXED, ("using-graph-uri", "http://e/> WHERE {} ; DROP ALL ; INSERT {} USING <x")).status
        == 400
    )


MARK_PREFIXED = "PREFIX foaf: <http://xmlns.com/foaf/0.1/> INSERT { ?s a foaf:x } WHERE { ?s a foaf:Document }"


def test_clearing_what_is_not_there_and_relative_names(url: str) -> None:
    text = "CLEAR GRAPH <http://e/base> ; INSERT DATA { GRAPH <http://e/base> { <http://e/s> <http://e/p> <test> } }"
    assert update(url, text).status == 204
    done = queried(url, "SELECT ?o { GRAPH <http://e/base> { <http://e/s> <http://e/p> ?o } }")
    [row] = json.loads(done.body)["results"]["bindings"]
    assert row["o"] == {"type": "uri", "value": url.removesuffix("sparql") + "test"}


def test_two_graphs_joined_by_an_escaped_ampersand(url: str) -> None:
    """One request of the W3C's tests escapes what stands between two parameters."""
    assert update(url, SET_UP).status == 204
    joined = f"{data(1)}&named-graph-uri={data(2)}"
    query = f"ASK FROM <{data(3)}> {{ GRAPH ?a {{ <{data(1)}> a ?x }} GRAPH ?b {{ <{data(2)}> a ?y }} }}"
    done = ask(
        f"{url}?{urlencode({'named-graph-uri': joined})}", "POST", query, content_type="application/sparql-query"
    )
    assert json.loads(done.body)["boolean"] is True
