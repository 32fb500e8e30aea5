"""What of a store is ours: a graph that lists the graphs put there, each with the hash of what was put.

    <…/push/NAME>  a prov:Collection ; dcterms:identifier "sha256 IRI" , …

Written before anything else, without the hashes of what is about to change, and again when all is done: a push that
breaks off leaves a list of all that is ours, and the next one mends what has no hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from pipeline.errors import StopRun
from pipeline.remote.client import Client

UNDONE: Final = "-"
"""In the place of a hash: a graph that is ours, and may be half-written."""

_HOME: Final = "https://w3id.org/summitry/push/"
_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_COLLECTION: Final = "<http://www.w3.org/ns/prov#Collection>"
_IDENTIFIER: Final = "<http://purl.org/dc/terms/identifier>"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def manifest_of(name: str) -> str:
    """The IRI of the manifest of a push; raises StopRun for a name that can't be part of one."""
    if not _NAME.fullmatch(name):
        raise StopRun(f"--name {name}: letters, digits, and after the first '-', '_' and '.'")
    return f"{_HOME}{name}"


def lines(manifest: str, graphs: Mapping[str, str]) -> tuple[str, ...]:
    """The manifest as lines of N-Triples, from hashes by graph."""
    listed = (f'<{manifest}> {_IDENTIFIER} "{digest} {name}" .\n' for name, digest in graphs.items())
    return tuple(sorted((f"<{manifest}> {_TYPE} {_COLLECTION} .\n", *listed)))


def read_manifest(client: Client, query_url: str, manifest: str) -> dict[str, str] | None:
    """Hashes by graph, as the store has them; None where it has no such manifest."""
    text = f"SELECT ?entry WHERE {{ GRAPH <{manifest}> {{ <{manifest}> ?property ?entry }} }}"
    entries = [row["entry"]["value"] for row in select(client, query_url, text)]
    if not entries:
        return None
    pairs = (entry.split(" ", 1) for entry in entries if " " in entry)
    return {name: digest for digest, name in pairs}


def select(client: Client, query_url: str, text: str) -> list[dict[str, dict[str, str]]]:
    """The rows of a query, as SPARQL's JSON has them."""
    answer = client.send("POST", query_url, form={"query": text}, Accept="application/sparql-results+json")
    if answer.status_code != 200:
        raise client.refused(answer, "a query")
    try:
        rows: list[dict[str, dict[str, str]]] = json.loads(answer.content)["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise StopRun(f"{client.endpoint}: does not answer SPARQL at {query_url}") from error
    return rows
