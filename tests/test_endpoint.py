"""The endpoint as a client meets it: SPARQL 1.1 Protocol, content negotiation, service description, graphs."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from pyoxigraph import (
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
    serialize,
)
from rdflib import RDF, Graph, Namespace, URIRef
from servers import ask, queried, serving

from pipeline.folder import triples, turtle_files
from pipeline.partition import BACKGROUND, named_graphs

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORM = "application/x-www-form-urlencoded"
HELD = "SELECT ?where { id:summit smt:heldIn ?where }"
LAKEPORT = "https://w3id.org/summitry/id/lakeport"
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def url(world: Path) -> Iterator[str]:
    with serving(world) as url:
        yield url


def as_stored(found: Iterable[Triple]) -> set[Triple]:
    """Triples as a store gives them back: 0.90 is 0.9 there."""
    store = Store()
    store.extend(Quad(*triple) for triple in found)
    return {quad.triple for quad in store}


def built(world: Path) -> set[Triple]:
    return as_stored(triple for path in turtle_files(world) for triple in triples(path))


def read(answered, form: RdfFormat) -> set[Triple]:
    assert answered.status == 200, answered.body
    return {quad.triple for quad in parse(answered.body, form)}


def where(answered) -> list[str]:
    assert answered.status == 200, answered.body
    return [row["where"]["value"] for row in json.loads(answered.body)["results"]["bindings"]]


# --- queries ----------------------------------------------------------------------------------------------------------


def test_a_query_by_get(url: str) -> None:
    done = queried(url, HELD)
    assert where(done) == [LAKEPORT]
    assert done.headers["content-type"] == "application/sparql-results+json"
    assert where(queried(f"{url}/", HELD)) == [LAKEPORT], "the slash at the end is no other place"


def test_a_query_by_form(url: str) -> None:
    assert where(ask(url, "POST", urlencode({"query": HELD}), content_type=FORM)) == [LAKEPORT]
    typed = f"{FORM}; charset=UTF-8"
    assert where(ask(url, "POST", urlencode({"query": HELD}), content_type=typed)) == [LAKEPORT]


def test_a_query_by_post(url: str) -> None:
    assert where(ask(url, "POST", HELD, content_type="application/sparql-query")) == [LAKEPORT]


def test_the_named_queries_run_as_they_stand(url: str) -> None:
    """Their prefixes are declared, and Chinese and Russian come as they are."""
    done = queried(
        url, "SELECT ?where { ?s rdfs:label '清洁河流倡议'@zh-hans ; rdfs:label ?where FILTER (lang(?where) = 'en') }"
    )
    assert where(done) == ["Clean Rivers Initiative"]


@pytest.mark.parametrize(
    ("parameters", "status", "said"),
    [
        ("query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", 400, "2 times"),
        ("query=ASK%20%7B", 400, "line 1, column 6: the query ends too soon; expected a whole pattern or"),
        ("query=", 400, "line 1, column 1: the query ends too soon; expected SELECT, ASK"),
        ("query=%ff", 400, "UTF-8"),
        ("update=CLEAR%20ALL", 400, "POST"),
        ("default-graph-uri=http%3A%2F%2Fexample.org%2F", 400, "query is missing"),
        ("query=ASK%20%7B%7D&default-graph-uri=not%20an%20iri", 400, "not an iri"),
        ("query=SELECT%20(%3Chttp%3A%2F%2Fe%2Ff%3E(1)%20AS%20%3Fx)%20%7B%7D", 400, "http://e/f"),
        (f"query={quote('SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }')}", 400, "SERVICE"),
        (f"query={quote('SELECT * { service silent ?x { ?s ?p ?o } }')}", 400, "SERVICE"),
        (f"query={quote('ASK {' + '{' * 50_000 + '}' * 50_000 + '}')}", 400, ""),
    ],
)  # fmt: skip
def test_a_bad_query_by_get(url: str, parameters: str, status: int, said: str) -> None:
    done = ask(f"{url}?{parameters}")
    assert done.status == status
    assert said in done.text
    assert done.text.count("\n") == 1


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("ASK {}", "text/plain", 415),
        ("ASK {}", "", 415),
        ("query=ASK%20%7B%7D", "", 415),
        ("ASK {}".encode("utf-16"), "application/sparql-query; charset=UTF-16", 415),
        ("ASK {}".encode("utf-16"), "application/sparql-query", 400),
        ("ASK {", "application/sparql-query", 400),
        ("query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM, 400),
        ("query=ASK%20%7B%7D&update=CLEAR+ALL", FORM, 400),
        ("nothing=1", FORM, 400),
        ("", FORM, 400),
        ("update=CLEAR%20ALL", FORM, 403),
        ("CLEAR ALL", "application/sparql-update", 403),
        ("update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, 400),
        ("CLEAR ALL".encode("utf-16"), "application/sparql-update; charset=UTF-16", 415),
    ],
)
def test_a_bad_request_by_post(url: str, body: bytes | str, content_type: str, status: int) -> None:
    headers = {"content_type": content_type} if content_type else {}
    done = ask(url, "POST", body, **headers)
    assert done.status == status
    assert ("accept-post" in done.headers) == (status == 415)


def test_a_query_beside_the_body_is_one_too_many(url: str) -> None:
    asked = f"{url}?{urlencode({'query': HELD})}"
    assert ask(asked, "POST", HELD, content_type="application/sparql-query").status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["", "/../graphs?default"])
def test_other_methods_are_refused_with_those_allowed(url: str, method: str, path: str) -> None:
    done = ask(url.replace("/sparql", "") + (path.removeprefix("/..") or "/sparql"), method, "x")
    assert done.status == 405
    assert "GET" in done.headers["allow"]


def test_other_paths_name_the_right_ones(url: str) -> None:
    done = ask(url.replace("/sparql", "/"))
    assert (done.status, "/sparql" in done.text) == (404, True)


def test_head_is_get_without_the_body(url: str) -> None:
    asked = f"{url}?{urlencode({'query': HELD})}"
    got, head = ask(asked), ask(asked, "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(got.body)))


def test_any_page_may_ask(url: str) -> None:
    preflight = ask(url, "OPTIONS", Origin="https://example.org", Access_Control_Request_Method="POST",
                    Access_Control_Request_Headers="content-type")  # fmt: skip
    assert preflight.status in (200, 204)
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"]
    assert queried(url, HELD, Origin="https://example.org").headers["access-control-allow-origin"] == "*"
    refused = queried(url, "ASK {", Origin="https://example.org")
    assert refused.headers["access-control-allow-origin"] == "*", "or a page could not read what is wrong"
    assert ask(url, "OPTIONS").headers["allow"] == "GET, HEAD, POST, OPTIONS"


# --- formats ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("APPLICATION/SPARQL-RESULTS+XML", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("text/html, application/sparql-results+xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
        ("nonsense, text/csv;q=x, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
    ],
)
def test_rows_come_in_the_format_liked_best(url: str, accept: str, media: str) -> None:
    done = queried(url, HELD, **({"accept": accept} if accept else {}))
    assert (done.status, done.media) == (200, media)
    assert ("charset=utf-8" in done.headers["content-type"]) == media.startswith("text/")


@pytest.mark.parametrize("query", [HELD, "ASK {}"])
@pytest.mark.parametrize("accept", ["text/turtle", "image/png", "*/*;q=0", "application/sparql-results+json;q=0"])
def test_a_format_that_is_not_there(url: str, query: str, accept: str) -> None:
    done = queried(url, query, accept=accept)
    assert done.status == 406
    assert "application/sparql-results+json" in done.text


AWKWARD = r"""
SELECT ?number ?text ?plain ?iri ?none ?node ?date WHERE {
  VALUES (?number ?text ?plain ?iri ?date) {
    (1 "з\"а\\б,\tв\r\n<г>&]]>"@ru "" <https://example.org/ü?a=b&c=d> "2024"^^xsd:gYear)
    (-1.5e0 "金砖"@zh-hans "'" UNDEF true)
  }
  BIND (IF(?number = 1, BNODE(), ?nothing) AS ?node)
}"""


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
    ],
)
def test_awkward_values_are_read_back_as_they_are(url: str, media: str, form: QueryResultsFormat) -> None:
    done = queried(url, AWKWARD, accept=media)
    found = parse_query_results(done.body, form)
    assert isinstance(found, QuerySolutions)
    assert [variable.value for variable in found.variables] == "number text plain iri none node date".split()
    first, second = found
    assert str(first["text"]) == '"з\\"а\\\\б,\\tв\\r\\n<г>&]]>"@ru'
    assert (str(first["plain"]), first["iri"].value) == ('""', "https://example.org/ü?a=b&c=d")
    assert str(first["date"]) == '"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    assert (first["none"], first["node"] is None, second["iri"], second["node"]) == (None, False, None, None)
    assert (second["text"].language, second["text"].value, second["date"].value) == ("zh-hans", "金砖", "true")
    assert (float(second["number"].value), first["number"].value) == (-1.5, "1")


def test_csv_is_as_the_w3c_has_it(url: str) -> None:
    done = queried(
        url, 'SELECT ?a ?b ?c { VALUES (?a ?b) { ("x,\\"y\\"\\n" <https://example.org/>) } }', accept="text/csv"
    )
    assert done.body == b'a,b,c\r\n"x,""y""\n",https://example.org/,\r\n'


def test_no_character_makes_xml_unreadable(url: str) -> None:
    done = queried(url, 'SELECT ("a\\u0001b" AS ?x) {}', accept="application/sparql-results+xml")
    [row] = parse_query_results(done.body, QueryResultsFormat.XML)
    assert row["x"].value == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize(
    ("media", "true"),
    [("application/sparql-results+json", b'"boolean":true'), ("application/sparql-results+xml", b"<boolean>true<"),
     ("text/csv", b"true")],
)  # fmt: skip
def test_an_ask_is_answered(url: str, media: str, true: bytes) -> None:
    done = queried(url, "ASK { id:summit smt:heldIn id:lakeport }", accept=media)
    assert (done.status, done.media, true in done.body) == (200, media, True)


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("", "text/turtle", RdfFormat.TURTLE),
        ("text/turtle", "text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_the_format_asked_for(url: str, world: Path, accept: str, media: str, form: RdfFormat) -> None:
    done = queried(url, EVERYTHING, **({"accept": accept} if accept else {}))
    assert (done.status, done.media) == (200, media)
    assert read(done, form) == built(world)
    assert queried(url, EVERYTHING, accept="text/csv").status == 406


def test_an_iri_is_relative_to_the_endpoint(url: str) -> None:
    done = queried(url, "CONSTRUCT { <s> <p> 1 } WHERE {}", accept="application/n-triples")
    assert done.text.split()[0] == f"<{url.removesuffix('sparql')}s>"


# --- datasets ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graphs(world: Path) -> dict[str, int]:
    return {name.value: len(share) for name, share in named_graphs(world)}


def count(done) -> int:
    assert done.status == 200, done.body
    return int(done.body.split()[1])


def test_the_default_graph_is_the_whole(url: str, world: Path) -> None:
    assert count(queried(url, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", accept="text/csv")) == len(built(world))


def test_each_document_is_a_named_graph(url: str, graphs: dict[str, int]) -> None:
    done = queried(url, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", accept="text/csv")
    assert {row.split(",")[0]: int(row.split(",")[1]) for row in done.text.split()[1:]} == graphs


@pytest.mark.parametrize("how", ["get", "form", "direct", "url beside a form"])
def test_a_dataset_is_named_beside_the_query(url: str, graphs: dict[str, int], how: str) -> None:
    first, *_, last = sorted(graphs)
    chosen = [("default-graph-uri", first), ("named-graph-uri", last)]
    query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    match how:
        case "get":
            done = queried(url, query, *chosen, accept="text/csv")
        case "form":
            done = ask(url, "POST", urlencode([("query", query), *chosen]), content_type=FORM, accept="text/csv")
        case "direct":
            done = ask(
                f"{url}?{urlencode(chosen)}", "POST", query, content_type="application/sparql-query", accept="text/csv"
            )
        case _:
            done = ask(
                f"{url}?{urlencode(chosen)}", "POST", urlencode({"query": query}), content_type=FORM, accept="text/csv"
            )
    assert count(done) == graphs[first] + graphs[last]


def test_the_requests_dataset_goes_before_the_querys(url: str, graphs: dict[str, int]) -> None:
    first, second, *_ = sorted(graphs)
    query = "SELECT (COUNT(*) AS ?n) FROM <SECOND> { ?s ?p ?o }".replace("SECOND", second)
    assert count(queried(url, query, accept="text/csv")) == graphs[second]
    assert count(queried(url, query, ("default-graph-uri", first), accept="text/csv")) == graphs[first]
    assert count(queried(url, query, ("named-graph-uri", first), accept="text/csv")) == 0


def test_a_triple_of_two_graphs_is_one(url: str, world: Path, graphs: dict[str, int]) -> None:
    chosen = [("default-graph-uri", name) for name in graphs]
    assert sum(graphs.values()) > len(built(world))
    assert count(queried(url, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", *chosen, accept="text/csv")) == len(built(world))


def test_a_graph_that_is_not_there_is_empty(url: str) -> None:
    done = queried(url, "ASK {}", ("default-graph-uri", "http://example.org/none"))
    assert json.loads(done.body)["boolean"] is True
    assert (
        json.loads(queried(url, "ASK { ?s ?p ?o }", ("default-graph-uri", "http://example.org/none")).body)["boolean"]
        is False
    )


# --- service description ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("*/*", RdfFormat.TURTLE),
    ],
)
@pytest.mark.parametrize("slash", ["", "/"])
def test_the_endpoint_describes_itself(
    url: str, accept: str, form: RdfFormat, slash: str, graphs: dict[str, int]
) -> None:
    done = ask(url + slash, **({"accept": accept} if accept else {}))
    assert done.status == 200
    as_n_triples = serialize(parse(done.body, form), format=RdfFormat.N_TRIPLES)
    said = Graph().parse(data=as_n_triples, format="nt")
    service = said.value(predicate=RDF.type, object=SD.Service)
    assert said.value(service, SD.endpoint) == URIRef(url + slash)
    assert set(said.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert URIRef("http://www.w3.org/ns/formats/SPARQL_Results_JSON") in said.objects(service, SD.resultFormat)
    dataset = said.value(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in said
    assert {str(name) for name in said.objects(None, SD.name)} == set(graphs)


def test_a_description_in_no_format(url: str) -> None:
    assert ask(url, accept="text/csv").status == 406


# --- graphs -----------------------------------------------------------------------------------------------------------


def test_graphs_are_given_out(url: str, world: Path) -> None:
    store = url.replace("/sparql", "/graphs")
    for name, share in named_graphs(world):
        assert read(ask(f"{store}?{urlencode({'graph': name.value})}"), RdfFormat.TURTLE) == as_stored(share)
        if name != BACKGROUND:
            local = name.value.removeprefix("https://w3id.org/summitry/id/")
            by_path = read(ask(f"{store}/{local}"), RdfFormat.TURTLE)
            assert by_path == as_stored(share)
    assert read(ask(f"{store}?default"), RdfFormat.TURTLE) == built(world)


@pytest.mark.parametrize(
    ("path", "status"),
    [("?graph=http%3A%2F%2Fexample.org%2Fnone", 404), ("/document/none", 404), ("?graph=none", 400), ("", 400),
     ("/a%20b", 404), ("/%00", 404), ("/%ff", 404), ("/a%0Ab", 404), ("/%E6%B2%B3", 404), ("/%zz", 400),
     ("?default&graph=http%3A%2F%2Fexample.org%2F", 400), ("/document/none?default", 400)],
)  # fmt: skip
def test_graphs_that_are_not_there(url: str, path: str, status: int) -> None:
    done = ask(url.replace("/sparql", "/graphs") + path)
    assert done.status == status
    assert done.text.count("\n") == 1


def sent(url: str, head: str) -> bytes:
    """The answer to a request's head as it is written here."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), 30) as client:
        client.sendall(f"{head}\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: client.recv(1 << 16), b""))


@pytest.mark.parametrize("target", ["", "http://example.org", "HTTP://example.org:80"])
def test_a_target_has_either_form(url: str, target: str) -> None:
    answer = sent(url, f"GET {target}/sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: example.org")
    assert answer.startswith(b"HTTP/1.1 200")
    query = quote("CONSTRUCT { <s> <p> 1 } {}")
    answer = sent(
        url, f"GET {target}/sparql?query={query} HTTP/1.1\r\nHost: example.org\r\nAccept: application/n-triples"
    )
    assert b"<http://example.org/s>" in answer.replace(b":80/", b"/")


@pytest.mark.parametrize("host", ["a b", "<x>", "a/b", "x:y", "a@b", "хост", "[::1"])
def test_a_host_that_is_none_is_refused(url: str, host: str) -> None:
    assert sent(url, f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: {host}").startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("host", ["x", "", "localhost:80", "[::1]:80", "a_b.example"])
def test_a_host_may_have_any_name(url: str, host: str) -> None:
    assert sent(url, f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: {host}").startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(("coding", "status"), [("Identity", 200), ("identity", 200), ("gzip", 415)])
def test_a_body_comes_as_it_is(url: str, coding: str, status: int) -> None:
    done = ask(url, "POST", "ASK {}", content_type="application/sparql-query", content_encoding=coding)
    assert done.status == status


def test_a_graph_in_a_format_and_its_head(url: str) -> None:
    whole = url.replace("/sparql", "/graphs?default")
    done = ask(whole, accept="application/n-triples")
    assert re.fullmatch(r"<.*", done.text.splitlines()[0])
    head = ask(whole, "HEAD", accept="application/n-triples")
    assert (head.status, head.headers["content-length"], head.body) == (200, str(len(done.body)), b"")
    assert ask(whole, accept="image/png").status == 406
