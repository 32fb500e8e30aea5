"""How long the store takes: to be made, to be opened, to answer each named query, to be served.

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
from time import perf_counter, process_time

from benchmarks.generated import generate
from pipeline.disk import FOLDER, open_disk
from pipeline.endpoint.data import deal_out, take
from pipeline.queries import ask_named, named_queries
from pipeline.store import Store, open_store

BARS = {"load": 10.0, "open": 0.3, "p95": 0.2, "take": 0.5}  # seconds
RANKS = (2, 12, 40)  # of what is asked for: the 0th is spoken of in most documents
ROUNDS = 5
ASKED = {  # each rank takes the place of N; a query that is not here has no parameter
    "absent-supporters": "cause=Initiative N;organisation=Organization N",
    "adopted": "since=2014;until=2016",
    "adopted-at": "event=Meeting N",
    "amendments": "text=Text N1",
    "attendance": "event=Meeting N",
    "conflicts": "about=State N",
    "coverage": "source=document-0000NN.txt",
    "dialogue-partners": "organisation=Organization N",
    "doubtful": "below=0.52",
    "events": "body=Organization N",
    "founded": "since=1940;until=1960",
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


def timed(store: Store, query: str, rank: int) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    began, worked = perf_counter(), process_time()
    ask_named(store, query, values_of(query, rank))
    return perf_counter() - began, process_time() - worked


def measure(folder: Path, rounds: int) -> dict[str, float]:
    """Seconds for each of the bars; what each query takes is printed on the way, the slowest last."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    began, worked = perf_counter(), process_time()
    count = len(open_disk(folder).triples)
    found, cpu = {"load": perf_counter() - began}, {"load": process_time() - worked}
    print(f"{count:,} triples; {os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}")
    opening = []
    for _ in range(rounds):
        began = perf_counter()
        store = open_store(folder)
        opening.append(perf_counter() - began)
    times = {query: [timed(store, query, rank) for _ in range(rounds) for rank in (RANKS if query in ASKED else (0,))]
             for query in named_queries()}  # fmt: skip
    for query, taken in sorted(times.items(), key=lambda item: median(item[1])):
        clock, processor = (1000 * median(column) for column in zip(*taken, strict=True))
        print(f"{query:20} {clock:8.1f} ms, of the processor {processor:8.1f}")
    clocks, processors = zip(*(pair for taken in times.values() for pair in taken), strict=True)
    found |= {"open": max(opening), "p50": median(clocks), "p95": quantiles(clocks, n=20)[-1]}
    cpu |= {"p50": median(processors), "p95": quantiles(processors, n=20)[-1]}
    print(f"{len(clocks)} answers; load average {os.getloadavg()[0]:.1f}; of the processor alone:")
    print("  ".join(f"{name} {seconds:.3f} s" for name, seconds in cpu.items()))
    return found


def served(folder: Path) -> dict[str, float]:
    """Seconds until `summitry serve` can answer (`take`), and then until it has all documents' graphs (`deal`)."""
    with TemporaryDirectory() as scratch:
        clock = [perf_counter()]
        for step in (lambda: take(folder, Path(scratch)), lambda: deal_out(Path(scratch))):
            step()
            clock.append(perf_counter())
    return {"take": clock[1] - clock[0], "deal": clock[2] - clock[1]}


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
        found = measure(folder, given.rounds) | served(folder)
    for name, seconds in found.items():
        bar = f"  (bar {BARS[name]} s: {'held' if seconds < BARS[name] else 'NOT HELD'})" if name in BARS else ""
        print(f"{name:5} {seconds:8.3f} s{bar}")
    return int(any(found[name] >= bar for name, bar in BARS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
