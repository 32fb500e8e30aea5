"""How long the store takes: to be made, to be opened, to answer each named query.

Run: python -m benchmarks.store
It makes a graph of a million triples (`--triples`) in a temporary folder, and says how busy the machine was.
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.generated import generate
from pipeline.disk import FOLDER, open_disk
from pipeline.queries import ask_named, named_queries
from pipeline.store import Store, open_store

BARS = {"load": 10.0, "open": 0.3, "p95": 0.2}  # seconds
RANKS = (2, 12, 40)  # of what is asked for: the 0th is spoken of in most documents
ROUNDS = 5
ASKED = {  # each rank takes the place of N; a query that is not here has no parameter
    "absent-supporters": "cause=Initiative N;organisation=Organization N",
    "adopted": "since=2016-01;until=2016-06",
    "adopted-at": "event=Meeting N",
    "amendments": "text=Text N1",
    "attendance": "event=Meeting N",
    "conflicts": "about=State N",
    "coverage": "source=document-0000NN.txt",
    "dialogue-partners": "organisation=Organization N",
    "doubtful": "below=0.52",
    "events": "body=Organization N",
    "founded": "since=1990;until=2005",
    "identifiers": "entity=State N",
    "implementation": "text=Text N",
    "in-force": "day=2024",
    "members": "organisation=Organization N",
    "mentions": "source=document-0000NN.txt",
    "names": "entity=State N",
    "observers": "organisation=Organization N",
    "offices": "body=State N",
    "organs": "organisation=Organization N",
    "planned": "property=memberOf",
    "presidencies": "organisation=Organization N",
    "proposals": "proposer=State N",
    "quotes": "subject=Meeting N",
    "shared-members": "one=Organization N;other=Organization 1",
    "signatories": "text=Text N",
    "statuses": "entity=State N",
    "supporters": "cause=Initiative N",
    "timeline": "entity=Organization N",
    "version-differences": "source=document-0000NN.txt",
    "without-fact": "entity=Organization N",
}


def values_of(query: str, rank: int) -> dict[str, str]:
    pairs = (pair.split("=") for pair in ASKED.get(query, "").split(";") if pair)
    return {key: value.replace("NN", f"{rank:02}").replace("N", str(rank)) for key, value in pairs}


def timed(store: Store, query: str, rank: int) -> float:
    began = perf_counter()
    ask_named(store, query, values_of(query, rank))
    return perf_counter() - began


def measure(folder: Path, rounds: int) -> dict[str, float]:
    """Seconds for each of the bars; what each query takes is printed on the way, the slowest last."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    began = perf_counter()
    count = len(open_disk(folder).triples)
    found = {"load": perf_counter() - began}
    print(
        f"{count:,} triples loaded in {found['load']:.1f} s, load average {os.getloadavg()[0]:.1f} on {os.cpu_count()}"
    )
    opening = []
    for _ in range(rounds):
        began = perf_counter()
        store = open_store(folder)
        opening.append(perf_counter() - began)
    times = {query: [timed(store, query, rank) for _ in range(rounds) for rank in (RANKS if query in ASKED else (0,))]
             for query in named_queries()}  # fmt: skip
    for query, taken in sorted(times.items(), key=lambda item: median(item[1])):
        print(f"{query:20} {1000 * median(taken):8.1f} ms  at most {1000 * max(taken):8.1f}")
    taken = [second for one in times.values() for second in one]
    found |= {"open": max(opening), "p50": median(taken), "p95": quantiles(taken, n=20)[-1]}
    print(f"load average {os.getloadavg()[0]:.1f}; {len(taken)} answers")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, help="keep the graph there, or take the one that is there")
    given = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        if not (folder / "graph.ttl").exists():
            generate(folder, given.triples)
        found = measure(folder, given.rounds)
    for name, seconds in found.items():
        bar = f"  (bar {BARS[name]} s: {'held' if seconds < BARS[name] else 'NOT HELD'})" if name in BARS else ""
        print(f"{name:5} {seconds:8.3f} s{bar}")
    return int(any(found[name] >= bar for name, bar in BARS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
