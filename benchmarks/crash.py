"""kill -9 at random moments of the real `summitry build`, models and all.

    python -m benchmarks.crash [--kills 200] [--seed 5]

Builds a graph over another one, again and again, each time killed: half of the times anywhere in the run, half of the
times while it writes (from when its files begin to grow, at random within the time that this takes). After each
kill the graph has to be wholly the former or wholly the new one for a reader; after each fourth, the next run,
undisturbed, has to leave the bytes that it leaves otherwise. What those find who open the files as they are is counted
beside. Prints counts; exit code 1 at the first failure. Some seconds a kill.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter, sleep

from pipeline.replace import NEW
from pipeline.shapes import validate
from tests.crashes import contents, plain, seen

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    "minsk.txt": "The Russian Federation and the Republic of Belarus met in Minsk on 3 July 2024.\n",
    "delta.txt": "Kazakhstan and Uzbekistan joined the Delta Water Forum in 2019.\n",
    "astana.txt": "The Astana Summit was held in Astana on 4 July 2024. Kazakhstan attended the Astana Summit.\n",
}
FORMER, NEWER = ("minsk.txt", "delta.txt"), ("delta.txt", "astana.txt")


def main() -> int:
    """Print what became of each kind of kill; 0, or 1 where a state was broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return Series(Path(scratch)).run(options.kills, random.Random(options.seed))


class Series:
    """The two states, the seconds a build takes and those it writes, and what has been found."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.graph, self.former = folder, folder / "graph", folder / "former"
        for name, text in TEXTS.items():
            (folder / name).write_text(text, encoding="utf-8")
        self._started(FORMER).wait()
        shutil.copytree(self.graph, self.former)
        began = perf_counter()
        process = self._started(NEWER)
        self.before = self._writing(process) - began
        process.wait()
        self.seconds = perf_counter() - began
        self.states = {"former": contents(self.former), "new": contents(self.graph)}
        faults = [*validate(self.former), *validate(self.graph)]
        assert not faults, faults
        self.counts: Counter[str] = Counter()

    def run(self, kills: int, chance: random.Random) -> int:
        print(f"a build takes {self.seconds:.1f} s, and writes from {self.before:.1f} s on")
        for number in range(kills):
            shutil.rmtree(self.graph)
            shutil.copytree(self.former, self.graph)
            self._kill(chance, aimed=number % 2 == 1)
            fault = self._fault(again=number % 4 == 3)
            if fault:
                print(f"kill {number + 1}: {fault}")
                return 1
        for what, count in sorted(self.counts.items()):
            print(f"{count:5}  {what}")
        return 0

    def _kill(self, chance: random.Random, *, aimed: bool) -> None:
        process = self._started(NEWER)
        if aimed:
            self._writing(process)
            sleep(chance.uniform(0, 0.1))
        else:
            sleep(chance.uniform(0, self.seconds))
        process.send_signal(signal.SIGKILL)
        died = process.wait() == -signal.SIGKILL
        self.counts[
            f"{'aimed at the writing' if aimed else 'anywhere'}: {'killed' if died else 'was done before'}"
        ] += 1

    def _fault(self, *, again: bool) -> str:
        bare = plain(self.graph)
        self.counts[f"files as they are: {self._named(bare)}"] += 1
        state = self._named(seen(self.graph))
        self.counts[f"for a reader: {state}"] += 1
        if state == "mixed":
            return "a reader sees a mix"
        if again:
            self._started(NEWER).wait()
            self.counts["run again"] += 1
        return "the next run is not right" if again and contents(self.graph) != self.states["new"] else ""

    def _named(self, files: object) -> str:
        return next((name for name, state in self.states.items() if state == files), "mixed")

    def _started(self, sources: tuple[str, ...]) -> subprocess.Popen[bytes]:
        inputs = [self.folder / source for source in sources]
        command = [sys.executable, "-m", "cli", "build", *inputs, "--out", self.graph, "--workers", "1"]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _writing(self, process: subprocess.Popen[bytes]) -> float:
        """Wait until files begin to grow; when that was."""
        while process.poll() is None and not (self.graph / NEW).exists():
            sleep(0.0002)
        return perf_counter()


if __name__ == "__main__":
    raise SystemExit(main())
