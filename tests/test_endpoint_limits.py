"""What an endpoint does not let a request do: run on, answer without end, come in crowds, change what is served."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from servers import ROOT, ask, queried, served

from pipeline.endpoint.server import serve
from pipeline.endpoint.settings import Settings, update_token
from pipeline.errors import StopRun

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SECONDS = 1.0


@pytest.fixture(scope="module")
def server(world: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    options = ("--time-limit", str(SECONDS), "--max-rows", "50", "--max-request", "4000", "--concurrency", "2")
    with served(world, *options) as running:
        yield running


def workers_of(process: subprocess.Popen[str]) -> dict[int, float]:
    """The server's workers, and the seconds of processor time that each has had."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            command = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == process.pid and b"pipeline.endpoint.worker" in command:
            found[int(stat.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def still_busy(process: subprocess.Popen[str]) -> bool:
    """Whether any worker computes."""
    before = workers_of(process)
    time.sleep(0.3)
    return any(seconds > before.get(pid, 0) + 0.1 for pid, seconds in workers_of(process).items())


def test_a_query_that_runs_away_is_stopped(server) -> None:
    url, process = server
    began = time.monotonic()
    done = queried(url, RUNAWAY)
    assert time.monotonic() - began < SECONDS + 2
    assert (done.status, "1 second" in done.text) == (503, True)
    assert int(done.headers["retry-after"]) > 0
    assert not still_busy(process), "it must be stopped, not only forgotten"
    assert queried(url, "ASK {}").status == 200, "others are answered as before"


def test_a_query_that_nobody_waits_for_is_stopped(server) -> None:
    url, process = server
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as client:
        client.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.3)
    time.sleep(0.3)
    assert not still_busy(process)


def test_a_crowd_is_answered_or_told_to_come_again(server) -> None:
    url, process = server
    with ThreadPoolExecutor(60) as crowd:
        done = list(crowd.map(lambda _: queried(url, RUNAWAY), range(60)))
    assert {answered.status for answered in done} == {503}
    assert sum("too many" in answered.text for answered in done) > 20
    assert all("retry-after" in answered.headers for answered in done)
    assert len(workers_of(process)) <= 2
    with ThreadPoolExecutor(10) as crowd:
        assert {answered.status for answered in crowd.map(lambda _: queried(url, "ASK {}"), range(10))} == {200}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 50", 200),
        ("SELECT * { ?s ?p ?o } LIMIT 51", 400),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 400),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 50", 200),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 400),
    ],
)
def test_an_answer_that_is_too_long_is_refused_not_cut(server, query: str, status: int) -> None:
    for accept in ("application/sparql-results+json, text/turtle", "text/csv, application/ld+json"):
        done = queried(server[0], query, accept=accept)
        assert (done.status, "more than 50" in done.text) == (status, status == 400)


def test_a_request_that_is_too_long_is_refused(server) -> None:
    url, _ = server
    long = f"ASK {{ }} # {'x' * 5000}"
    assert queried(url, long).status == 413
    assert ask(url, "POST", long, content_type="application/sparql-query").status == 413
    assert ask(url, "POST", iter([b"ASK {} #", *[b"x" * 100] * 50]), content_type="application/sparql-query").status == 413  # fmt: skip
    assert queried(url, "ASK {} # " + "x" * 3500).status == 200
    assert ask(f"{url}?query={'x' * 100_000}").status in (400, 413)


def test_a_query_that_needs_too_much_memory_fails_alone(world: Path) -> None:
    sorting = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g LIMIT 1"
    with served(world, "--memory", "1000", "--time-limit", "30") as (url, _):
        done = queried(url, sorting)
        assert (done.status, "memory" in done.text) == (503, True)
        assert queried(url, "ASK {}").status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_good_order(world: Path, number: signal.Signals, tmp_path: Path) -> None:
    with served(world, "--time-limit", "60", TMPDIR=str(tmp_path)) as (url, process):
        assert queried(url, "ASK {}").status == 200
        with ThreadPoolExecutor(1) as one:
            running = one.submit(queried, url, RUNAWAY)
            time.sleep(0.3)
            before = workers_of(process)
            process.send_signal(number)
            assert process.wait(10) == 0
            assert running.exception() or running.result().status >= 500
    assert before
    assert not any(Path(f"/proc/{worker}").exists() for worker in before)
    assert not list(tmp_path.iterdir()), "its copy is gone"


def test_a_worker_outlives_no_server_that_was_killed(world: Path) -> None:
    with served(world, "--time-limit", "0.8") as (url, process):
        with ThreadPoolExecutor(1) as one:
            running = one.submit(queried, url, RUNAWAY)
            time.sleep(0.5)
            [worker] = workers_of(process)
            process.kill()
            assert running.exception()
        for _ in range(60):
            if not Path(f"/proc/{worker}").exists():
                return
            time.sleep(0.1)
    raise AssertionError("it still runs")


def opened(url: str, sent: bytes) -> socket.socket:
    parts = urlsplit(url)
    client = socket.create_connection((parts.hostname or "", parts.port or 0), 10)
    client.sendall(sent)
    return client


@pytest.mark.parametrize(
    "sent", [b"", b"G", b"GET /sparql HTTP/1.1\r\nHost: x\r\n", b"GET /sparql HTTP/1.1\r\nHost: x\r\n\r\nG"]
)
def test_a_head_that_does_not_come_is_not_waited_for(server, sent: bytes) -> None:
    with opened(server[0], sent) as client:
        began = time.monotonic()
        while client.recv(1 << 16):
            pass
        assert SECONDS - 0.5 < time.monotonic() - began < SECONDS + 2


LONG = "BIND (CONCAT(?{0}, ?{0}) AS ?{1})"
LARGE = f"SELECT ?k {{ ?s ?p ?o BIND ('0123456789abcdef' AS ?a) {' '.join(LONG.format(*pair) for pair in pairwise('abcdefghijk'))} }}"


def answer_of(client: socket.socket, seconds: float) -> int:
    """How many bytes come until the end, read piece by piece with a rest after each."""
    taken = 0
    try:
        while piece := client.recv(1 << 18):
            taken += len(piece)
            time.sleep(seconds)
    except ConnectionError:
        pass
    return taken


@pytest.mark.parametrize("close", ["", "Connection: close\r\n"])
def test_who_does_not_take_an_answer_is_sent_away(world: Path, close: str) -> None:
    """The answer is far larger than what the system keeps for a socket."""
    with served(world, "--time-limit", "4") as (url, process):
        size = len(queried(url, LARGE).body)
        assert size > 6_000_000
        asked = f"GET /sparql?query={quote(LARGE)} HTTP/1.1\r\nHost: x\r\n{close}\r\n".encode()
        with opened(url, asked) as asleep, opened(url, asked) as slow:
            assert answer_of(slow, 0.02) > size, "who is slow, and takes it, has it whole"
            time.sleep(5)
            held = [str(file.readlink()) for file in Path(f"/proc/{process.pid}/fd").iterdir()]
            assert not [name for name in held if "summitry-" in name], "nor is the answer kept"
            assert answer_of(asleep, 0) < size


def test_idle_connections_keep_nobody_out(world: Path, tmp_path: Path) -> None:
    """Far more than there are files for: the idle ones go, a request is answered, and the log stays empty."""
    few = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (400, 400)); sys.argv[0] = 'cli'; "
    command = [sys.executable, "-c", f"{few}runpy.run_module('cli', run_name='__main__')", "serve", "--port", "0"]
    with (tmp_path / "log").open("w") as log, ExitStack() as crowd:
        process = crowd.enter_context(
            subprocess.Popen([*command, "--graph", str(world)], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, encoding="utf-8",
                             env=os.environ | {"PYTHONUNBUFFERED": "1"})
        )  # fmt: skip
        crowd.callback(process.terminate)
        line = process.stdout.readline() if process.stdout else ""
        url = next(word for word in line.split() if word.startswith("http://"))
        for _ in range(600):
            crowd.enter_context(opened(url, b"G"))
        began = time.monotonic()
        assert [queried(url, "ASK {}").status for _ in range(3)] == [200] * 3
        assert time.monotonic() - began < 8, "before the idle ones have timed out"
    assert (tmp_path / "log").read_text() == ""


def test_it_listens_to_this_machine_alone(server) -> None:
    assert urlsplit(server[0]).hostname == "127.0.0.1"


def test_what_stops_it_from_starting_is_said(world: Path, tmp_path: Path, server) -> None:
    port = urlsplit(server[0]).port or 0
    for directory, settings, said in (
        (tmp_path, Settings(port=0), "summitry build"),
        (world, Settings(port=port), "--port"),
        (world, Settings(host="no.such.host.invalid"), "no.such.host.invalid"),
    ):
        with pytest.raises(StopRun, match=said) as raised:
            serve(directory, settings, {"id": "https://w3id.org/summitry/id/"})
        assert "\n" not in str(raised.value)


def test_a_token_comes_from_a_file_or_the_environment(tmp_path: Path) -> None:
    assert update_token(None, {}) == ""
    assert update_token(None, {"SUMMITRY_UPDATE_TOKEN": " a\n"}) == "a"
    for name, text, said in (
        ("none", None, "none: No such file"),
        ("empty", b"\n", "is empty"),
        ("bytes", b"\xff", "UTF-8"),
    ):
        if text is not None:
            (tmp_path / name).write_bytes(text)
        with pytest.raises(StopRun, match=said):
            update_token(tmp_path / name, {"SUMMITRY_UPDATE_TOKEN": "a"})


def test_a_fault_is_no_secret_and_no_end(world: Path) -> None:
    """A worker that dies of a fault of its own answers 500; the next request has a new one."""
    with served(world, "--concurrency", "1") as (url, process):
        with ThreadPoolExecutor(1) as one:
            running = one.submit(queried, url, RUNAWAY)
            time.sleep(0.5)
            [worker] = workers_of(process)
            os.kill(worker, signal.SIGTERM)
            assert running.result().status == 500
        assert json.loads(queried(url, "ASK {}").body)["boolean"] is True
