"""kill -9 at random moments of real builds, models and all, of snapshots and of the making of the store.

    python -m benchmarks.crash [--kills 200] [--processes 20] [--seed 5]

Builds a graph over another one, saves and restores snapshots of it and has its store made, again and again, each time
killed, at random within the time that it takes: `kills` in all, shared among the four. These are forks of a process
that has its models loaded (`tests/crashes.py`); of `processes` more, each is a `summitry build` of its own, killed
while it writes. After each kill the graph has to be wholly the former or wholly the new one for a reader, and the
next run, undisturbed, has to leave the bytes that it leaves otherwise. What those find who open the files as they are
is counted beside. Prints counts; an AssertionError tells of a broken state.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, sleep

from pipeline.replace import NEW
from pipeline.shapes import validate
from tests.crashes import ASKED, GRAPH, ROOT, Attack, Range, Trial, snapshot, without_store

TEXTS = {
    "minsk.txt": "The Russian Federation and the Republic of Belarus met in Minsk on 3 July 2024.\n",
    "delta.txt": "Kazakhstan and Uzbekistan joined the Delta Water Forum in 2019.\n",
    "astana.txt": "The Astana Summit was held in Astana on 4 July 2024. Kazakhstan attended the Astana Summit.\n",
}
FORMER, NEWER = ("minsk.txt", "delta.txt"), ("delta.txt", "astana.txt")


def main() -> None:
    """Print what became of the kills."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--processes", type=int, default=20)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, text in TEXTS.items():
            (folder / name).write_text(text, encoding="utf-8")
        forks = Range([folder / name for name in TEXTS], folder)
        trials = {name: Trial(attack, forks, folder / name) for name, attack in attacks(folder).items()}
        assert validate(trials["build"].graph) == []
        counts: Counter[str] = Counter()
        for name, trial in trials.items():
            found = random_kills(trial, options.kills // len(trials), random.Random(options.seed))
            counts += Counter({f"{name}: {what}": count for what, count in found.items()})
        counts += kills_of_processes(trials["build"], options.processes, random.Random(options.seed))
        forks.close()
    for what, count in sorted(counts.items()):
        print(f"{count:5}  {what}")


def attacks(folder: Path) -> dict[str, Attack]:
    """A build over another one, a snapshot of it and one put back, a question that makes the store."""
    former, newer = build(folder, FORMER), build(folder, NEWER)
    saved = [former, snapshot("save", "former"), newer]
    return {
        "build": Attack(newer, [former], [ASKED]),
        "snapshot save": Attack(snapshot("save", "newer", "--replace"), saved, [snapshot("verify")]),
        "snapshot restore": Attack(snapshot("restore", "former"), saved, [ASKED]),
        "store load": Attack(ASKED, [newer], [ASKED], before_each=without_store),
    }


def build(folder: Path, sources: Sequence[str]) -> list[str]:
    return ["build", *(str(folder / source) for source in sources), "--out", GRAPH, "--workers", "1"]


def random_kills(trial: Trial, kills: int, chance: random.Random) -> Counter[str]:
    """Kills of forks, at random within the time that the command takes."""
    began = perf_counter()
    trial.range.run(trial.attack.command, trial.graph)
    seconds = perf_counter() - began
    counts: Counter[str] = Counter()
    for _ in range(kills):
        hit, files = trial.fire(after=chance.uniform(0.001, seconds))
        counts[f"forks: {'killed' if hit.code == -signal.SIGKILL else 'done before'}, files as they are: {files}"] += 1
    return counts


def kills_of_processes(trial: Trial, kills: int, chance: random.Random) -> Counter[str]:
    """Kills of processes of their own, at random within a moment from when their files begin to grow."""
    counts: Counter[str] = Counter()
    for _ in range(kills):
        trial.prepare()
        words = [word.replace(GRAPH, str(trial.graph)) for word in trial.attack.command]
        command = [sys.executable, "-m", "cli", *words]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and not (trial.graph / NEW).exists():
                sleep(0.0002)
            sleep(chance.uniform(0, 0.1))
            process.kill()
        files = trial.check(f"a process: {process.returncode}")
        died = process.returncode == -signal.SIGKILL
        counts[f"processes: {'killed' if died else 'done before'}, files as they are: {files}"] += 1
    return counts


if __name__ == "__main__":
    main()
