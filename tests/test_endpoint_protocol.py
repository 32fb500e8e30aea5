"""SPARQL 1.1 Protocol as raw requests, one for each case that the W3C's suite has, and what HTTP allows besides.

On a server that takes updates, at an address with a slash at its end and under another host's name, as the suite asks.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from servers import serving

TOKEN = "t"  # noqa: S105
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
DATA = "http://kasei.us/2009/09/sparql/data/data"
FOAF, TERMS = "http://xmlns.com/foaf/0.1/", "http://purl.org/dc/terms/"
MARKED = "http://example.org/marked/"
ROWS = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
TRIPLES = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"}
BAD = range(400, 500)


def graph(number: int) -> str:
    return f"{DATA}{number}.rdf"


def a_document(number: int) -> str:
    return f"<{graph(number)}> a <{FOAF}Document>"


LOADED = "INSERT DATA {" + "".join(f"GRAPH <{graph(n)}> {{ {a_document(n)} }} " for n in (1, 2, 3)) + "}"


class Answer:
    """A response as it came."""

    def __init__(self, came: bytes) -> None:
        head, _, self.body = came.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split()[1])
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def truth(self) -> bool:
        assert self.status == 200, self.body
        return bool(json.loads(self.body)["boolean"])


def exchange(url: str, request: bytes) -> bytes:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), 30) as client:
        client.sendall(request)
        return b"".join(iter(lambda: client.recv(1 << 16), b""))


def head(method: str, target: str, *headers: str) -> bytes:
    return "\r\n".join([f"{method} {target} HTTP/1.1", "Host: www.example", *headers, "", ""]).encode()


def send(url: str, method: str, target: str, *headers: str, body: bytes | str = b"") -> Answer:
    """A request, its body of the length that it has; nothing is kept open after."""
    content = body.encode() if isinstance(body, str) else body
    length = [f"Content-Length: {len(content)}"] if method in ("POST", "PUT") else []
    return Answer(exchange(url, head(method, target, *length, *headers, "Connection: close") + content))


def get(url: str, *parameters: tuple[str, str], accept: str = "") -> Answer:
    return send(
        url,
        "GET",
        f"/sparql/?{urlencode(parameters, quote_via=quote, safe='')}",
        *([f"Accept: {accept}"] if accept else []),
    )


def post(url: str, media: str, body: bytes | str, *parameters: tuple[str, str]) -> Answer:
    target = f"/sparql/?{urlencode(parameters, quote_via=quote, safe='')}" if parameters else "/sparql/"
    said = [f"content-type: {media}"] if media else []
    return send(url, "POST", target, *said, f"Authorization: Bearer {TOKEN}", body=body)


@pytest.fixture(scope="module")
def server(world: Path) -> Iterator[str]:
    with serving(world, SUMMITRY_UPDATE_TOKEN=TOKEN) as url:
        yield url


@pytest.fixture
def url(server: str) -> str:
    assert post(server, UPDATE, f"DROP ALL ; {LOADED}").status == 204
    return server


# --- queries ----------------------------------------------------------------------------------------------------------

NOWHERE = ("default-graph-uri", graph(0))
BOTH = f"ASK {{ <{graph(1)}> a ?type . <{graph(2)}> a ?type }}"
BOTH_NAMED = f"ASK {{ GRAPH ?g1 {{ <{graph(1)}> a ?type }} GRAPH ?g2 {{ <{graph(2)}> a ?type }} }}"
ALL = f"ASK {{ <{graph(3)}> a ?type GRAPH ?g1 {{ <{graph(1)}> a ?type }} GRAPH ?g2 {{ <{graph(2)}> a ?type }} }}"


def test_a_query_in_each_form_of_request(url: str) -> None:
    assert get(url, ("query", "ASK {}"), NOWHERE).truth
    assert post(url, FORM, "query=ASK%20%7B%7D", NOWHERE).truth
    assert post(url, f"{FORM}; charset=UTF-8", "query=ASK+%7b+%7d").truth
    assert post(url, QUERY, "ASK {}").truth
    assert post(url, 'Application/SPARQL-Query;charset="utf-8"', "ASK {}").truth
    assert post(url, QUERY, b"\xef\xbb\xbfASK {}").truth, "some editors begin a file so"


@pytest.mark.parametrize(
    ("query", "kind", "graphs"),
    [(BOTH, "default", (1, 2)), (BOTH_NAMED, "named", (1, 2)), (ALL, "default", (3,)), (BOTH, "named", (1, 2))],
)
def test_graphs_named_beside_a_query(url: str, query: str, kind: str, graphs: tuple[int, ...]) -> None:
    chosen = [(f"{kind}-graph-uri", graph(n)) for n in graphs]
    if query == ALL:
        chosen += [("named-graph-uri", graph(1)), ("named-graph-uri", graph(2))]
    expected = not (query == BOTH and kind == "named")
    assert get(url, ("query", query), *chosen).truth == expected
    assert post(url, QUERY, query, *chosen).truth == expected
    assert post(url, FORM, urlencode([("query", query), *chosen])).truth == expected
    assert not post(url, QUERY, query, NOWHERE).truth, "graphs that are not there are empty"


def test_graphs_of_the_request_go_before_those_of_the_query(url: str) -> None:
    query = BOTH_NAMED.replace("ASK", f"ASK FROM <{graph(3)}>")
    assert post(url, QUERY, query, ("named-graph-uri", graph(1)), ("named-graph-uri", graph(2))).truth
    assert not post(url, QUERY, query).truth
    assert not post(
        url,
        QUERY,
        "ASK FROM <http://e/none> FROM NAMED <http://e/none> { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    ).truth


@pytest.mark.parametrize(
    ("prologue", "first"),
    [
        ("", f"<{graph(1)}>"),
        (f"PREFIX d: <{DATA}>", "d:1.rdf"),
        (f"BASE <{DATA}>", "<data1.rdf>"),
        ("# FROM <x>\n", f"<{graph(1)}>"),
    ],
)
def test_a_triple_of_two_graphs_after_from_is_one(url: str, prologue: str, first: str) -> None:
    assert post(url, UPDATE, f"INSERT DATA {{ GRAPH <{graph(2)}> {{ {a_document(1)} }} }}").status == 204
    query = f"{prologue} SELECT (COUNT(*) AS ?n) FROM NAMED <{graph(3)}> FROM {first} from <{graph(2)}> "  # noqa: S608
    query += "{ ?s ?p ?o GRAPH ?g { ?x ?y ?z } }"
    assert get(url, ("query", query), accept="text/csv").body == b"n\r\n2\r\n"


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("SELECT (1 AS ?value) {}", ROWS),
        ("ASK {}", ROWS),
        ("DESCRIBE <http://example.org/>", TRIPLES),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", TRIPLES),
    ],
)
@pytest.mark.parametrize("accept", [(), ("Accept: */*",), ("Accept: image/png;q=0.9", "Accept: */*;q=0.1")])
def test_the_type_of_an_answer(url: str, query: str, offered: set[str], accept: tuple[str, ...]) -> None:
    done = send(url, "POST", f"/sparql/?{urlencode([NOWHERE])}", f"Content-Type: {QUERY}", *accept, body=query)
    assert (done.status, done.media in offered) == (200, True)


def test_two_lines_of_accept_are_one_list(url: str) -> None:
    lines = ("Accept: text/csv;q=0.1", "accept: application/sparql-results+xml")
    done = send(url, "GET", "/sparql?query=SELECT(1%20AS%20?x)%7B%7D", *lines)
    assert done.media == "application/sparql-results+xml"


# --- updates ----------------------------------------------------------------------------------------------------------


def marks(found: str) -> str:
    return f"PREFIX foaf: <{FOAF}> DROP ALL ; {LOADED} ; INSERT {{ GRAPH <{MARKED}> {{ ?s a <{TERMS}BibliographicResource> }} }} WHERE {{ {found} }}"


PLAIN, NAMED = marks("?s a foaf:Document"), marks("GRAPH ?g { ?s a foaf:Document }")


@pytest.mark.parametrize(
    ("update", "using", "using_named", "expected"),
    [(PLAIN, (1,), (), {1}), (PLAIN, (1, 2), (), {1, 2}), (NAMED, (), (1, 2), {1, 2}), (NAMED, (1,), (2,), {2}),
     (PLAIN, (1,), (2,), {1}), (PLAIN, (0,), (), set())],
)  # fmt: skip
def test_graphs_named_beside_an_update(
    url: str, update: str, using: tuple[int, ...], using_named: tuple[int, ...], expected: set[int]
) -> None:
    chosen = [("using-graph-uri", graph(n)) for n in using] + [("using-named-graph-uri", graph(n)) for n in using_named]
    for done in (post(url, UPDATE, update, *chosen), post(url, FORM, urlencode([("update", update), *chosen]))):
        assert done.status == 204
        found = {n for n in (1, 2, 3) if post(url, QUERY, f"ASK {{ GRAPH <{MARKED}> {{ <{graph(n)}> ?p ?o }} }}").truth}
        assert found == expected


def test_an_update_in_each_form_of_request(url: str) -> None:
    for media, body in ((FORM, "update=CLEAR+ALL"), (UPDATE, "CLEAR ALL"), (f"{UPDATE}; charset=utf-8", "CLEAR ALL")):
        assert post(url, UPDATE, LOADED).status == 204
        assert post(url, media, body).status == 204
        assert not post(url, QUERY, "ASK { GRAPH ?g { ?s ?p ?o } }").truth


def test_a_relative_name_is_below_the_endpoint(url: str) -> None:
    update = "CLEAR GRAPH <http://e/g> ; INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> <test> } }"
    assert post(url, UPDATE, update).status == 204
    done = get(url, ("query", "SELECT ?o WHERE { GRAPH <http://e/g> { <http://e/s> <http://e/p> ?o } }"))
    [row] = json.loads(done.body)["results"]["bindings"]
    assert row["o"] == {"type": "uri", "value": "http://www.example/sparql/test"}


def test_the_description_names_the_graphs_that_there_are_now(url: str) -> None:
    named = re.findall(rb"sd:name <([^>]*)>", send(url, "GET", "/sparql/").body)
    assert [name.decode() for name in named] == [graph(1), graph(2), graph(3)]


def test_a_graph_at_its_own_address(url: str) -> None:
    """An update makes the graph that a path of the graph store names: it is there by either name, until it is dropped."""
    name = "http://www.example/graphs/person/1.ttl"
    asked = [
        ("GET", "/graphs/person/1.ttl"),
        ("HEAD", "/graphs/person/1.ttl"),
        ("GET", f"/graphs?{urlencode([('graph', name)])}"),
    ]
    for update, status in (
        (f"INSERT DATA {{ GRAPH <{name}> {{ <{name}> a <{FOAF}Person> }} }}", 200),
        (f"DROP GRAPH <{name}>", 404),
    ):
        assert post(url, UPDATE, update).status == 204
        found = [send(url, method, target, "Accept: text/turtle") for method, target in asked]
        assert [done.status for done in found] == [status] * 3
        assert [b"Person" in done.body for done in found] == [status == 200, False, status == 200]


# --- requests that are none -------------------------------------------------------------------------------------------

CONFLICT = "WITH <http://example/addresses> DELETE { ?s ?p 'Bill' } INSERT { ?s ?p 'William' } WHERE { ?s ?p 'Bill' }"


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/plain", "ASK {}"), ("", "ASK {}"), ("", "query=ASK%20%7B%7D"), ("", ""), ("nonsense", "ASK {}"),
        ("multipart/form-data; boundary=x", "--x--"),
        (f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16")), (QUERY, "ASK {}".encode("utf-16")),
        (QUERY, "CLEAR ALL"), (QUERY, ""), (FORM, ""), (FORM, "query=ASK%20%7B"), (FORM, "query=ASK%7B%7D&query=ASK%7B%7D"),
        ("text/plain", "CLEAR NAMED"), ("", "update=CLEAR%20NAMED"), ("", "CLEAR NAMED"),
        (FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"), (FORM, "update=CLEAR%20XYZ"), (FORM, "query=ASK%7B%7D&update=CLEAR+ALL"),
        (f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")), (UPDATE, "CLEAR NAMED".encode("utf-16")), (UPDATE, "ASK {}"),
    ],
)  # fmt: skip
def test_a_bad_request_by_post(url: str, media: str, body: bytes | str) -> None:
    done = post(url, media, body)
    assert done.status in BAD
    assert (done.body[-1:], done.body.count(b"\n")) == (b"\n", 1)
    assert post(url, QUERY, "ASK { GRAPH ?g { ?s ?p ?o } }").truth, "nothing is changed"


def test_a_dataset_named_twice(url: str) -> None:
    assert post(url, UPDATE, CONFLICT, ("using-named-graph-uri", "http://example/people")).status in BAD
    assert post(url, UPDATE, CONFLICT).status == 204


@pytest.mark.parametrize(
    "parameters",
    [[("query", "ASK {")], [("query", "ASK {}"), ("query", "SELECT * {}")], [("update", "CLEAR ALL")],
     [("update", "CLEAR ALL"), ("query", "ASK {}")], [NOWHERE], [("query", "")]],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_bad_request_by_get(url: str, method: str, parameters: list[tuple[str, str]]) -> None:
    assert send(url, method, f"/sparql/?{urlencode(parameters)}").status in BAD


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "QUERY", "get"])
def test_other_methods(url: str, method: str) -> None:
    done = send(url, method, f"/sparql/?query=ASK%20%7B%7D&{urlencode([NOWHERE])}", f"Content-Type: {FORM}")
    assert (done.status, done.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


# --- HTTP ---------------------------------------------------------------------------------------------------------------


def test_a_body_in_chunks(url: str) -> None:
    asked = head("POST", "/sparql", f"Content-Type: {QUERY}", "Transfer-Encoding: chunked", "Connection: close")
    assert Answer(exchange(url, asked + b"3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n")).truth


def test_a_body_that_waits_to_be_called_for(url: str) -> None:
    asked = head(
        "POST", "/sparql", f"Content-Type: {QUERY}", "Content-Length: 6", "Expect: 100-continue", "Connection: close"
    )
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), 30) as client:
        client.sendall(asked)
        assert client.recv(1 << 16).startswith(b"HTTP/1.1 100 ")
        client.sendall(b"ASK {}")
        assert Answer(b"".join(iter(lambda: client.recv(1 << 16), b""))).truth


def test_one_connection_for_many_requests(url: str) -> None:
    """Those that are refused leave nothing of their bodies to the next."""
    bad = [
        head(method, "/sparql/", "Content-Type: text/plain", "Content-Length: 6") + b"ASK {}"
        for method in ("POST", "PUT")
    ]
    good = head("GET", "/sparql/?query=ASK%7B%7D")
    came = exchange(url, b"".join([*bad, good, *bad, head("HEAD", "/sparql/", "Connection: close")]))
    assert re.findall(rb"HTTP/1\.1 (\d+)", came) == [b"415", b"405", b"200", b"415", b"405", b"200"]


def test_http_of_1996(url: str) -> None:
    assert Answer(exchange(url, b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n")).truth
