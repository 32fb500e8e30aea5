"""A build put into a store elsewhere: what is there and the same is left, what is no longer in the build is removed.

Only graphs that a push has put there are ever written or removed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.remote.client import Client, Credentials, checked_url
from pipeline.remote.layout import query_urls
from pipeline.remote.manifest import UNDONE, lines, manifest_of, read_manifest, select
from pipeline.remote.shares import Share, shares
from pipeline.remote.writing import Method, Wrong, first_that_writes, writers

NAME: Final = "summitry"
_AT_ONCE: Final = 100  # graphs asked about in one query

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Target:
    """A store: its endpoint, who pushes, the name under which what is pushed goes together, and how it takes graphs.

    Addresses for the Graph Store Protocol and for updates are found by themselves where they are empty.
    """

    endpoint: str
    who: Credentials
    name: str = NAME
    method: Method = "auto"
    gsp_url: str = ""
    update_url: str = ""


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many graphs were written, left as they were, and removed; and the triples of those written."""

    written: int
    same: int
    removed: int
    triples: int


def push(directory: Path, target: Target, *, everything: bool = False, progress: Progress | None = None) -> Pushed:
    """Make the store hold what the build holds; `everything` writes graphs anew that are there and the same.

    Raises StopRun where there is no graph or no such store, and where a graph of one of the names is not ours.
    """
    manifest = manifest_of(target.name)
    for url in filter(None, (target.gsp_url, target.update_url)):
        checked_url(url)
    with Client(target.endpoint, target.who) as client:
        local = shares(directory, f"{manifest}/shared")
        query_url = find_query_url(client)
        there = read_manifest(client, query_url, manifest)
        owned = there or {}
        _refuse_foreign(client, query_url, [share.name for share in local if share.name not in owned])
        return _bring_up_to_date(client, query_url, target, local, there, everything, progress or _silent)


def find_query_url(client: Client) -> str:
    """Where the store takes queries: at the address given, or below it."""
    said: StopRun | None = None
    for url in query_urls(client.endpoint):
        try:
            select(client, url, "SELECT ?x WHERE { VALUES ?x { 1 } }")
        except StopRun as error:
            if "no answer" in str(error):
                raise
            said = said or error
        else:
            return url
    raise said or StopRun(f"{client.endpoint}: does not answer SPARQL")


def _refuse_foreign(client: Client, query_url: str, new: Sequence[str]) -> None:
    for start in range(0, len(new), _AT_ONCE):
        names = " ".join(f"<{name}>" for name in new[start : start + _AT_ONCE])
        text = f"SELECT DISTINCT ?g WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        if found := select(client, query_url, text):
            name = found[0]["g"]["value"]
            raise StopRun(f"{client.endpoint}: {name} is there and no push of this name put it there; remove it first")


def _bring_up_to_date(
    client: Client, query_url: str, target: Target, local: Sequence[Share], there: dict[str, str] | None,
    everything: bool, progress: Progress,
) -> Pushed:  # fmt: skip
    owned = there or {}
    wanted = {share.name: share.digest for share in local}
    changed = [share for share in local if everything or owned.get(share.name) != wanted[share.name]]
    stale = sorted(set(owned) - set(wanted))
    done = Pushed(len(changed), len(local) - len(changed), len(stale), sum(len(share.lines) for share in changed))
    if there is not None and not changed and not stale:
        return done
    manifest = manifest_of(target.name)
    touched = {share.name for share in changed} | set(stale)
    ways = writers(client, query_url, target.method, target.gsp_url, target.update_url)
    writer = first_that_writes(client, ways, manifest, lines(manifest, _open({**owned, **wanted}, touched)))
    try:
        for number, share in enumerate(changed, start=1):
            writer.put(share.name, share.lines)
            progress("push", number, len(changed))
        for name in stale:
            writer.remove(name)
        writer.put(manifest, lines(manifest, wanted))
    except Wrong as error:
        raise StopRun(f"{client.endpoint}: {error}") from error
    return done


def _open(graphs: dict[str, str], touched: Collection[str]) -> dict[str, str]:
    return {name: UNDONE if name in touched else digest for name, digest in graphs.items()}


def _silent(*_: object) -> None:
    pass
