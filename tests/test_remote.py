"""A build in a store of another make: pushed, pushed again, changed, asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import Quad, RdfFormat, Store, Triple, parse
from servers import ask, oxigraph, queried, serving

from pipeline.errors import StopRun
from pipeline.folder import triples, turtle_files
from pipeline.queries import ask_named, named_queries, strangers
from pipeline.remote.asking import elsewhere
from pipeline.remote.client import Client, Credentials
from pipeline.remote.manifest import manifest_of, read_manifest
from pipeline.remote.push import Pushed, Target, push
from pipeline.remote.shares import shares
from pipeline.store import open_store

NOBODY = Credentials()
FOREIGN = "<http://example.org/s> <http://example.org/p> 'чужое' ."
SHARED = "https://w3id.org/summitry/push/summitry/shared"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as url:
        yield url


@pytest.fixture
def empty(server: str) -> str:
    """The server, with nothing in it but a graph of somebody else's."""
    everything = f"DROP ALL ; INSERT DATA {{ {FOREIGN} GRAPH <http://example.org/g> {{ {FOREIGN} }} }}"
    assert ask(f"{server}/update", "POST", everything, content_type="application/sparql-update").status == 204
    return server


@pytest.fixture
def folder(world: Path, tmp_path: Path) -> Path:
    """A build to be changed."""
    for path in turtle_files(world):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def contents(server: str) -> dict[str, set[Triple]]:
    """What the server holds, by graph, "" for the one without a name; a manifest left out."""
    dump = ask(f"{server}/store", accept="application/n-quads")
    found: dict[str, set[Triple]] = {}
    for quad in parse(dump.body, RdfFormat.N_QUADS):
        found.setdefault(getattr(quad.graph_name, "value", ""), set()).add(quad.triple)
    return found


def as_stored(found: Iterable[Triple]) -> set[Triple]:
    """Triples as a store gives them back: 0.90 is 0.9 there."""
    store = Store()
    store.extend(Quad(*triple) for triple in found)
    return {quad.triple for quad in store}


def is_build(server: str, folder: Path) -> bool:
    """Whether the server holds the build, each triple once, what is somebody else's, and a manifest."""
    held = contents(server)
    assert held.pop("http://example.org/g") == held.pop("") != set()
    held.pop(manifest_of("summitry"))
    built = as_stored({triple for path in turtle_files(folder) for triple in triples(path)})
    assert sum(map(len, held.values())) == len(built), "each triple is in one graph"
    assert set(held) == {share.name for share in shares(folder, SHARED)}
    return as_stored({triple for graph in held.values() for triple in graph}) == built


@pytest.mark.parametrize("method", ["auto", "gsp", "update"])
def test_a_build_is_pushed_and_pushed_again(empty: str, world: Path, method) -> None:
    target = Target(empty, NOBODY, method=method)
    done = push(world, target)
    assert (done.written, done.same, done.removed) == (len(shares(world, SHARED)), 0, 0)
    assert is_build(empty, world)
    before = ask(f"{empty}/store", accept="application/n-quads").body
    assert push(world, target) == Pushed(0, done.written, 0, 0)
    assert ask(f"{empty}/store", accept="application/n-quads").body == before
    assert push(world, target, everything=True).written == done.written
    assert is_build(empty, world)


def without(folder: Path, source: str) -> None:
    """Take a document out of a built folder, as a build without it would leave it."""
    from conftest import claims, documents, entities, mentions

    from pipeline.graph import write

    kept = [document for document in documents() if document.source != source]
    ids = {document.id for document in kept}
    left = [replace(e, mentions=tuple(m for m in e.mentions if m[0] in ids)) for e in entities()]
    write(kept, [entity for entity in left if entity.mentions],
          [claim for claim in claims() if claim.evidence[0].document in ids], folder / "less",
          {document: found for document, found in mentions().items() if document in ids})  # fmt: skip
    for path in turtle_files(folder / "less"):
        path.replace(folder / path.name)


@pytest.mark.parametrize("method", ["gsp", "update"])
def test_a_document_that_is_gone_is_removed_there(empty: str, folder: Path, method) -> None:
    target = Target(f"{empty}/query", NOBODY, method=method)
    push(folder, target)
    without(folder, "news.txt")
    done = push(folder, target)
    assert done.removed == 1
    assert done.written > 0
    assert is_build(empty, folder)


def test_only_what_changed_is_written(empty: str, folder: Path) -> None:
    push(folder, Target(empty, NOBODY))
    evidence = (folder / "evidence.ttl").read_text(encoding="utf-8")
    (folder / "evidence.ttl").write_text(evidence.replace("诺兰德支持", "诺兰德不支持"), encoding="utf-8")
    assert push(folder, Target(empty, NOBODY)).written == 1
    assert is_build(empty, folder)


def test_a_push_that_broke_off_is_mended(empty: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    push(folder, Target(empty, NOBODY))
    without(folder, "news.txt")
    real, left = Client.send, iter(range(5))

    def breaks(self, method, *arguments, **named):
        if method != "POST" and next(left, None) is None:
            raise StopRun("the line is cut")
        return real(self, method, *arguments, **named)

    monkeypatch.setattr(Client, "send", breaks)
    left = iter(range(2))
    with pytest.raises(StopRun, match="cut"):
        push(folder, Target(empty, NOBODY, method="gsp"))
    monkeypatch.undo()
    with Client(empty, NOBODY) as client:
        assert "-" in (read_manifest(client, f"{empty}/query", manifest_of("summitry")) or {}).values()
    push(folder, Target(empty, NOBODY, method="gsp"))
    assert is_build(empty, folder)


def test_graphs_of_others_are_never_written(empty: str, world: Path) -> None:
    name = shares(world, SHARED)[0].name
    text = f"INSERT DATA {{ GRAPH <{name}> {{ {FOREIGN} }} }}"
    assert ask(f"{empty}/update", "POST", text, content_type="application/sparql-update").status == 204
    before = contents(empty)
    with pytest.raises(StopRun, match="no push of this name"):
        push(world, Target(empty, NOBODY))
    assert contents(empty) == before


def test_a_second_build_is_not_put_beside_the_first(empty: str, world: Path, folder: Path) -> None:
    push(world, Target(empty, NOBODY))
    before = contents(empty)
    with pytest.raises(StopRun, match="no push of this name"):
        push(folder, Target(empty, NOBODY, name="second"))
    assert contents(empty) == before


def test_a_blank_node_is_the_same_each_time(folder: Path) -> None:
    more = '\nid:summit smt:note [ rdfs:label "б"@ru ; smt:also [ rdfs:label "а"@ru ] ] .\n'
    turtle = (folder / "graph.ttl").read_text(encoding="utf-8")
    (folder / "graph.ttl").write_text(turtle + more, encoding="utf-8")
    first, second = shares(folder, SHARED), shares(folder, SHARED)
    assert [share.digest for share in first] == [share.digest for share in second]
    lines = "".join(line for share in first for line in share.lines)
    assert "_:" not in lines
    assert lines.count("/.well-known/genid/") == 5


# --- asking -----------------------------------------------------------------------------------------------------------


def examples() -> list[tuple[str, dict[str, str]]]:
    return [(query.name, values) for query in named_queries().values() for values in _values(query)]


def _values(query) -> list[dict[str, str]]:
    known = {"Organization": "CRS", "State": "诺兰德", "Agreement": "Lakeport Declaration", "Event": "lakeport summit",
             "Initiative": "清洁河流倡议", "Entity": "Norland", "date": "2007", "number": "0.5", "property": "heldIn",
             "document": "news.txt", "status": "Applied", "Place": "Lakeport", "Person": "Ada Lind"}  # fmt: skip
    given = {p.name: known[p.kind.split("|")[0]] for p in query.parameters}
    needed = {p.name: given[p.name] for p in query.parameters if not p.optional}
    return [needed] if needed == given else [needed, given]


@pytest.mark.parametrize("union", [False, True])
def test_every_named_query_answers_as_it_does_here(world: Path, tmp_path: Path, union: bool) -> None:
    here, differing = open_store(world), []
    with oxigraph(tmp_path / "data", *(["--union-default-graph"] if union else [])) as url:
        push(world, Target(url, NOBODY))
        with elsewhere(url, NOBODY) as there:
            assert bool(there.graphs) != union
            for name, values in examples():
                try:
                    expected = ask_named(here, name, values)
                except StopRun:
                    with pytest.raises(StopRun, match="no "):
                        there.ask_named(name, values)
                    continue
                found = there.ask_named(name, values)
                if (found.columns, _shown(found)) != (expected.columns, _shown(expected)):
                    differing.append((name, values))
            for source in ("nosuch.txt", "news", "news.txt"):
                values = {"source": source}
                assert strangers(there.ask, "mentions", values) == strangers(here.ask, "mentions", values)
    assert not differing


def _shown(answer) -> list[list[object]]:
    """Rows by value: a store may say 0.9 for 0.90, and join names into one in any order."""
    return sorted([[v.value if getattr(v, "datatype", None) else sorted(str(v).split(", ")) for v in row] for row in answer.rows],
                  key=str)  # fmt: skip


def test_free_sparql_in_all_formats(empty: str, world: Path, ran_there) -> None:
    push(world, Target(empty, NOBODY))
    asked = "SELECT ?n { id:summit smt:ordinal ?n }"
    assert ran_there(empty, asked, "--format", "csv").out == "n\n10\n"
    assert json.loads(ran_there(empty, asked, "--format", "json").out)["results"]["bindings"][0]["n"]["value"] == "10"
    assert ran_there(empty, "ASK { id:summit smt:ordinal 10 }").out == "true\n"
    assert "id:summit" in ran_there(empty, "CONSTRUCT WHERE { ?s smt:ordinal 10 }", "--format", "turtle").out
    assert "id:lakeport" in ran_there(empty, "SELECT * { ?s smt:heldIn ?o }").out
    assert "Westmark" in ran_there(empty, "observers", "organisation=河流国家理事会").out
    assert "чужое" not in ran_there(empty, "SELECT ?o { ?s ?p ?o }").out
    other = ran_there(empty, "SELECT ?o { ?s ?p ?o }", "--default-graph", "http://example.org/g")
    assert "чужое" in other.out


def test_a_query_the_store_refuses_is_one_line(empty: str, ran_there) -> None:
    done = ran_there(empty, "SELECT ?n { id:summit")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.endswith(
        'the query: line 1, column 13: not understood: “id:summit”; expected a whole pattern or "}"\n'
    )
    only_there = ran_there(empty, "SELECT (<http://example.org/f>(1) AS ?n) {}")
    assert only_there.err.endswith("the query: 500: The custom function <http://example.org/f> is not supported\n")


@pytest.fixture
def ran_there(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    from test_cli import summitry

    return lambda url, *arguments: summitry(
        "query", *arguments, "--endpoint", url, capsys=capsys, monkeypatch=monkeypatch
    )


def test_our_own_endpoint_is_asked_and_pushed_to(world: Path, folder: Path) -> None:
    token = "для-записи"  # noqa: S105
    with serving(world, SUMMITRY_UPDATE_TOKEN=token) as url:
        with elsewhere(url, NOBODY) as there:
            assert there.graphs == ()
            expected = ask_named(open_store(world), "members", {"organisation": "CRS"})
            assert there.ask_named("members", {"organisation": "CRS"}) == expected
        clear = urlencode({"update": "DROP ALL"})
        assert ask(url, "POST", clear, content_type="application/x-www-form-urlencoded",
                   authorization=f"Bearer {token}".encode()).status == 204  # fmt: skip
        with pytest.raises(StopRun, match="token"):
            push(world, Target(url, NOBODY))
        assert push(world, Target(url, Credentials("anybody", token))).written == len(shares(world, SHARED))
        assert push(world, Target(url, Credentials("", "", token))).written == 0
        assert push(world, Target(url, Credentials("", "", token)), everything=True).written > 0
        n = json.loads(queried(url, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s smt:heldIn ?o } }").body)
        assert int(n["results"]["bindings"][0]["n"]["value"]) == 2


# --- servers that are not as one would like ---------------------------------------------------------------------------


class Moody(BaseHTTPRequestHandler):
    """Answers from a list of statuses; the last one stays."""

    statuses: tuple[int, ...] = ()
    heard: list[str]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", "0")))
        self.heard.append(self.headers.get("authorization", ""))
        status = self.statuses[min(len(self.heard), len(self.statuses)) - 1]
        body = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}' if status == 200 else b"in no mood\n\ntoday"
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.send_header("retry-after", "0")
        self.send_header("www-authenticate", 'Basic realm="x"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def moody() -> Iterator[tuple[str, type[Moody]]]:
    kind = type("Mood", (Moody,), {"heard": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sparql", kind
        finally:
            server.shutdown()


def test_a_busy_store_is_asked_again(moody) -> None:
    url, kind = moody
    kind.statuses = (503, 429, 200)
    with Client(url, NOBODY, first_wait=0.01) as client:
        assert client.send("POST", url).status_code == 200
        assert len(kind.heard) == 3
        kind.statuses = (503,)
        assert client.send("POST", url).status_code == 503
    assert len(kind.heard) < 12


@pytest.mark.parametrize(
    ("statuses", "said"), [((500,), "500: in no mood today"), ((401,), "--user"), ((403,), "read-only")]
)
def test_a_store_that_refuses_is_one_line(moody, statuses: tuple[int, ...], said: str) -> None:
    url, kind = moody
    kind.statuses = statuses
    with pytest.raises(StopRun, match=said) as raised, elsewhere(url, NOBODY):
        pass
    assert str(raised.value).startswith(url)
    assert "\n" not in str(raised.value)


def test_credentials_are_shown_as_asked_for(moody) -> None:
    url, kind = moody
    kind.statuses = (401, 200)
    with Client(url, Credentials("я", "секрет")) as client:
        assert client.send("POST", url).status_code == 200
    assert kind.heard[0] == ""
    assert kind.heard[1].startswith("Basic ")
    with Client(url, Credentials("", "", "t")) as client:
        client.send("POST", url)
    assert kind.heard[2] == "Bearer t"


@pytest.mark.parametrize(
    ("endpoint", "said"),
    [("http://127.0.0.1:1/sparql", "no answer"), ("ftp://x/", "looks like"), ("nonsense", "looks like"),
     ("http://a:b@127.0.0.1/", "SUMMITRY_PASSWORD"), ("http://[x/", "looks like"), ("http://x:99999/", "looks like")],
)  # fmt: skip
def test_an_address_that_is_none(world: Path, endpoint: str, said: str) -> None:
    with pytest.raises(StopRun, match=said) as raised:
        push(world, Target(endpoint, NOBODY))
    assert "\n" not in str(raised.value)


def test_a_folder_without_a_graph_touches_no_store(empty: str, tmp_path: Path) -> None:
    before = contents(empty)
    with pytest.raises(StopRun, match="summitry build"):
        push(tmp_path, Target(empty, NOBODY))
    assert contents(empty) == before
