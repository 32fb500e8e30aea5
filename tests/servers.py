"""Servers for tests: started on a free port, waited for, and stopped whatever happens."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
WAIT = 30  # seconds for a server to answer on a busy machine


@dataclass(frozen=True)
class Answered:
    """What came back: status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(url: str, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Answered:
    """One raw request; `content_type="…"` is the header Content-Type."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=WAIT)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body.encode() if isinstance(body, str) else body, named)
        got = connection.getresponse()
        return Answered(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
    finally:
        connection.close()


def queried(url: str, query: str, *more: tuple[str, str], **headers: str) -> Answered:
    """A query by GET."""
    return ask(f"{url}?{urlencode([('query', query), *more])}", **headers)


@contextmanager
def serving(directory: Path, *options: str, **environment: str) -> Iterator[str]:
    """`summitry serve` in a process of its own; yields its URL."""
    with served(directory, *options, **environment) as (url, _):
        yield url


@contextmanager
def served(directory: Path, *options: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`summitry serve` in a process of its own; yields its URL and the process."""
    command = [sys.executable, "-m", "cli", "serve", "--graph", str(directory), "--port", "0", *options]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8",
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
    ) as process:  # fmt: skip
        try:
            line = process.stdout.readline() if process.stdout else ""
            assert "http://" in line, f"it did not start: {line}"
            yield next(word for word in line.split() if word.startswith("http://")), process
        finally:
            process.kill() if process.poll() is None and not _ended(process) else None


def _ended(process: subprocess.Popen[str]) -> bool:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        return False
    return True


@contextmanager
def oxigraph(location: Path, *options: str) -> Iterator[str]:
    """The Oxigraph server, another make; yields its root URL."""
    port = _free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "serve", "--location", location, "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _until_heard(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _until_heard(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        assert process.poll() is None, "the server stopped"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the server did not start")
