"""What is served is the state of one build, from the start of the server to its end, whatever becomes of the folder."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Store
from servers import Answered, ask, queried, served, serving
from test_endpoint_limits import workers_of

from benchmarks.generated import generate
from pipeline.disk import FOLDER, open_disk
from pipeline.endpoint import data
from pipeline.endpoint.data import DEALT, WHOLE, deal_out, take
from pipeline.endpoint.dealing import Dealing
from pipeline.endpoint.jobs import Job, Outcome
from pipeline.errors import StopRun
from pipeline.folder import turtle_files
from pipeline.partition import named_graphs

WHAT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    generate(tmp_path / "graph", 4_000)
    return tmp_path / "graph"


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def counted(url: str, query: str) -> int:
    done = queried(url, query, accept="text/csv")
    assert done.status == 200, done.text
    return int(done.text.split()[1])


def quads(store: Path) -> set[str]:
    return {str(quad) for quad in Store.read_only(str(store))}


def test_the_builds_store_is_taken_as_it_is(folder: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    triples = open_disk(folder).triples

    def load(*_: object) -> None:
        raise AssertionError("nothing is to be loaded anew")

    monkeypatch.setattr(data, "load", load)
    take(folder, scratch)
    assert quads(scratch / WHOLE) == {str(quad) for quad in triples}


def test_each_documents_share_is_added(folder: Path, scratch: Path) -> None:
    take(folder, scratch)
    shares = {name.value: len(share) for name, share in named_graphs(folder)}
    shutil.rmtree(folder)
    deal_out(scratch)
    store = Store.read_only(str(scratch / DEALT))
    assert {
        name.value: len(list(store.quads_for_pattern(None, None, None, name))) for name in store.named_graphs()
    } == shares
    assert quads(scratch / WHOLE) < quads(scratch / DEALT)


def test_a_store_that_can_not_be_linked_is_loaded(folder: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Held:
        class triples:  # noqa: N801 - in the place of a store
            @staticmethod
            def backup(path: str) -> None:
                Path(path).mkdir()
                raise OSError("no")

    triples = {str(quad) for quad in open_disk(folder).triples}
    monkeypatch.setattr(data, "open_disk", lambda _: Held)
    take(folder, scratch)
    assert quads(scratch / WHOLE) == triples


def test_a_folder_without_a_graph_is_none(tmp_path: Path, scratch: Path) -> None:
    with pytest.raises(StopRun, match="summitry build"):
        take(tmp_path, scratch)


def test_a_build_changes_nothing_of_what_is_served(folder: Path, tmp_path: Path) -> None:
    """Another graph takes its place, the store is made anew, the folder goes; and new workers open what there was."""
    with served(folder, "--concurrency", "1") as (url, process):
        before = counted(url, WHAT), counted(url, NAMED)
        generate(tmp_path / "other", 8_000)
        for path in turtle_files(tmp_path / "other"):
            path.replace(folder / path.name)
        assert len(open_disk(folder).triples) > before[0]
        assert (counted(url, WHAT), counted(url, NAMED)) == before
        for remove in (folder / FOLDER, folder):
            shutil.rmtree(remove)
            for worker in workers_of(process):
                os.kill(worker, signal.SIGKILL)
            queried(url, WHAT)  # finds out that its worker is gone
            assert (counted(url, WHAT), counted(url, NAMED)) == before


def test_updates_do_not_touch_the_builds_store(folder: Path) -> None:
    before = {str(quad) for quad in open_disk(folder).triples}
    with serving(folder, SUMMITRY_UPDATE_TOKEN="t") as url:  # noqa: S106
        done = ask(url, "POST", "CLEAR ALL", content_type="application/sparql-update", authorization="Bearer t")
        assert (done.status, counted(url, WHAT)) == (204, 0)
        assert {str(quad) for quad in open_disk(folder).triples} == before
    assert {str(quad) for quad in open_disk(folder).triples} == before


def test_the_whole_is_answered_while_graphs_are_dealt_out(tmp_path: Path) -> None:
    """A question that names a graph waits for them meanwhile; a signal ends it all."""
    generate(tmp_path / "graph", 100_000)
    open_disk(tmp_path / "graph")
    (tmp_path / "tmp").mkdir()
    with served(tmp_path / "graph", TMPDIR=str(tmp_path / "tmp")) as (url, process), ThreadPoolExecutor(1) as one:
        waiting = one.submit(queried, url, NAMED)
        assert counted(url, WHAT) > 90_000
        assert not waiting.done()
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - began < 8
        assert waiting.exception() or _refused_or_whole(waiting.result())
    assert not list((tmp_path / "tmp").iterdir())


def _refused_or_whole(answer: Answered) -> bool:
    """Whether a question was sent away, or, the graphs being dealt out in time, counts all that they hold."""
    return answer.status >= 500 or json.loads(answer.body)["results"]["bindings"][0]["n"]["value"] == "110018"


def test_graphs_that_can_not_be_dealt_out_are_a_fault(
    folder: Path, scratch: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    take(folder, scratch)
    shutil.rmtree(scratch / "turtle")

    async def asked() -> list[Outcome | None]:
        stores = Dealing(scratch)
        await stores.begin()
        jobs = (Job("query", "ASK { GRAPH ?g { ?s ?p ?o } }"), Job("query", "ASK {}"))
        found = [await stores.ready_for(job, 30) for job in jobs]
        await stores.close()
        return found

    named, plain = asyncio.run(asked())
    assert (named and named.status, plain) == (500, None)
    assert "graph.ttl" in capfd.readouterr().err, "who runs the server reads why"


@pytest.mark.parametrize(
    ("job", "waits"),
    [
        (Job("query", "ASK { ?s ?p ?o }"), False),
        (Job("query", "ASK { graph ?g { ?s ?p ?o } }"), True),
        (Job("query", "ASK FROM <x:a> { ?s ?p ?o }"), True),
        (Job("query", "ASK { GR\\u0041PH ?g { ?s ?p ?o } }"), True),
        (Job("query", "ASK {}", default=("x:a",), named=()), True),
        (Job("query", "ASK {}", default=(), named=("x:a",)), True),
        (Job("graph", graphs=None), False),
        (Job("graph", graphs=("x:a",)), True),
        (Job("update", "CLEAR ALL"), True),
        (Job("description"), True),
    ],
)
def test_what_names_graphs_waits_for_them(job: Job, waits: bool, scratch: Path) -> None:
    told = asyncio.run(Dealing(scratch).ready_for(job, 0.01))
    assert (told.status if told else None) == (503 if waits else None)
