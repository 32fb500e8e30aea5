"""Graphs written into a store: whole by the Graph Store Protocol, or in batches by SPARQL Update."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, Protocol

from pipeline.errors import StopRun
from pipeline.remote.client import Client
from pipeline.remote.layout import graph_urls, update_urls

Method = Literal["auto", "gsp", "update"]

_BATCH: Final = 500  # triples of an update, and characters: what stores with small limits still take
_LONGEST: Final = 200_000
_ELSEWHERE: Final = (404, 405, 400, 415, 501)
"""What an address answers that takes something else."""


class Writer(Protocol):
    """A way to write graphs: what it puts is all that a graph then holds."""

    def put(self, graph: str, lines: Sequence[str]) -> None: ...

    def remove(self, graph: str) -> None: ...


class Wrong(Exception):
    """An address that does not take this protocol; the message says what it answered."""


class GraphStore:
    """The SPARQL 1.1 Graph Store HTTP Protocol at an address."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url

    def put(self, graph: str, lines: Sequence[str]) -> None:
        # N-Triples is Turtle, which more stores take.
        body = "".join(lines).encode()
        answer = self.client.send("PUT", self.url, parameters={"graph": graph}, body=body, Content_Type="text/turtle")
        if answer.status_code in _ELSEWHERE:
            raise Wrong(f"{self.url}: {answer.status_code}")
        if not answer.is_success:
            raise self.client.refused(answer, f"PUT {graph}")

    def remove(self, graph: str) -> None:
        answer = self.client.send("DELETE", self.url, parameters={"graph": graph})
        if not answer.is_success and answer.status_code != 404:
            raise self.client.refused(answer, f"DELETE {graph}")


class Updates:
    """SPARQL 1.1 Update at an address."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url

    def put(self, graph: str, lines: Sequence[str]) -> None:
        before = f"CLEAR SILENT GRAPH <{graph}> ; "
        for batch in _batches(lines):
            self._update(f"{before}INSERT DATA {{ GRAPH <{graph}> {{\n{''.join(batch)}}} }}", graph)
            before = ""

    def remove(self, graph: str) -> None:
        # Some stores keep an empty graph after CLEAR, some forget to empty one at DROP.
        self._update(f"CLEAR SILENT GRAPH <{graph}> ; DROP SILENT GRAPH <{graph}>", graph)

    def _update(self, text: str, graph: str) -> None:
        answer = self.client.send("POST", self.url, body=text.encode(), Content_Type="application/sparql-update")
        if answer.status_code in _ELSEWHERE:
            raise Wrong(f"{self.url}: {answer.status_code}")
        if not answer.is_success:
            raise self.client.refused(answer, f"an update of {graph}")


def writers(
    client: Client, query_url: str, method: Method, gsp_url: str = "", update_url: str = ""
) -> Iterator[Writer]:
    """The ways to write that there may be, the likeliest first; an address given is the only one of its kind."""
    by_graph = [GraphStore(client, url) for url in ([gsp_url] if gsp_url else graph_urls(query_url))]
    by_update = [Updates(client, url) for url in ([update_url] if update_url else update_urls(query_url))]
    if method == "update" or (method == "auto" and update_url and not gsp_url):
        return iter(by_update)
    if method == "gsp" or (method == "auto" and gsp_url and not update_url):
        return iter(by_graph)
    return iter([*by_graph, *by_update])


def first_that_writes(client: Client, ways: Iterator[Writer], graph: str, lines: Sequence[str]) -> Writer:
    """The first way by which a graph can be put; raises StopRun where there is none."""
    tried = []
    for writer in ways:
        try:
            writer.put(graph, lines)
        except Wrong as error:
            tried.append(str(error))
        else:
            return writer
    what = "; ".join(tried)
    raise StopRun(f"{client.endpoint}: takes no graphs; name its --gsp-url or --update-url (tried {what})")


def _batches(lines: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    length = 0
    for line in lines:
        if batch and (len(batch) >= _BATCH or length + len(line) > _LONGEST):
            yield batch
            batch, length = [], 0
        batch.append(line)
        length += len(line)
    yield batch
