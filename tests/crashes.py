"""Commands of the command line, killed or starved of space at a moment of one's choosing.

A `Range` is a process that has everything imported and forks itself for each command, so that one costs milliseconds.
What documents state can be handed to it, so that no language model runs: what is shot at is the writing. In the fork each
operation in the graph's folder (audit events: a file opened for writing, moved, removed, a folder made, removed, locked;
half of a file's bytes written, a sync) is a moment: `kill=n` is kill -9 just before the n-th, `full=n` a disk
without space from the n-th on. `after=s` is kill -9 from outside, at any instant.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.graph import OURS
from pipeline.model import Document
from pipeline.replace import reading
from pipeline.run import Extraction

ROOT = Path(__file__).resolve().parent.parent
GRAPH = "{graph}"  # in a command: the folder
ASKED = ["query", "SELECT * { ?s ?p ?o }", "--format", "csv", "--graph", GRAPH]
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
NEEDS_SPACE = {"open", "os.mkdir", "os.rename", "write", "sync"}
CHANGES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"}

OF_STORE = re.compile(r"store/(data-|lock$|manifest\.json$|\.gitignore$)")

Files = Mapping[str, bytes]
Result = TypeVar("Result")


def contents(folder: Path) -> Files:
    """Every file, hidden ones too, but for the store: it is another one each time, and what it answers is a view."""
    files = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not OF_STORE.match(name)}


@dataclass(frozen=True)
class Shot:
    """One command, and what becomes of it."""

    command: Sequence[str]
    graph: str
    kill: int = 0
    full: int = 0
    after: float = 0.0


@dataclass(frozen=True)
class Hit:
    """What became of it: the exit code (-9 where it was killed), the moments it lived through, what it said."""

    code: int
    moments: Sequence[str]
    out: str
    err: str


@dataclass(frozen=True)
class Attack:
    """A command to shoot at: where it starts from, and what a reader sees of it.

    A reader sees the graph's files, and what the `views` say: that must be wholly of the former or the new state.
    """

    command: Sequence[str]
    before: Sequence[Sequence[str]] = ()  # what makes the former state
    views: Sequence[Sequence[str]] = ()  # commands whose exit codes and output are a part of what a reader sees
    leaves: Callable[[Path], Files] = contents  # to be the same after the next run
    before_each: Callable[[Path], object] = bool  # what else makes the former state
    every: int = 1  # of the moments that each is shot at, where many are alike


def snapshot(command: str, *arguments: str) -> list[str]:
    """A command of `summitry snapshot`."""
    return ["snapshot", command, *arguments, "--graph", GRAPH]


def without_store(graph: Path) -> None:
    """Takes the store away."""
    shutil.rmtree(graph / "store", ignore_errors=True)


def seen(graph: Path) -> Files:
    """What a reader has of a graph's files."""
    with reading(graph):
        return plain(graph)


def plain(graph: Path) -> Files:
    """What one has who opens the files and knows nothing of this program."""
    return {str(p.relative_to(graph)): p.read_bytes() for pattern in OURS for p in sorted(graph.glob(pattern))}


class Range:
    """A process that forks itself for each shot."""

    def __init__(self, inputs: Iterable[Path], folder: Path, extractions: Iterable[Extraction] = ()) -> None:
        """`inputs` are built once; `folder` is for a file of it; `extractions` are what a build finds in documents.

        Without them the models run. With them a build leaves the store to who asks, which is shot at by itself.
        """
        known = folder / "extractions.pickle"
        known.write_bytes(pickle.dumps({frozenset(d.id for d in e.documents): e for e in extractions}))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crashes", known, *inputs],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def close(self) -> None:
        self._process.communicate()

    def together(self, *shots: Shot) -> list[Hit]:
        """Several commands at once."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(shot) for shot in shots]).encode() + b"\n")
        self._process.stdin.flush()
        return [Hit(**hit) for hit in json.loads(self._process.stdout.readline())]

    def shoot(self, command: Sequence[str], graph: Path, *, kill: int = 0, full: int = 0, after: float = 0.0) -> Hit:
        """One command; its folder is written `{graph}`."""
        words = [word.replace(GRAPH, str(graph)) for word in command]
        return self.together(Shot(words, str(graph), kill, full, after))[0]

    def run(self, command: Sequence[str], graph: Path) -> Hit:
        """One command that nothing befalls."""
        hit = self.shoot(command, graph)
        assert hit.code == 0, hit
        return hit


class Trial:
    """An attack, with the states before and after it."""

    def __init__(self, attack: Attack, range_: Range, folder: Path) -> None:
        self.attack, self.range, self.graph = attack, range_, folder / "graph"
        folder.mkdir(parents=True, exist_ok=True)
        self._start = folder / "start"
        for command in attack.before:
            range_.run(command, self._start)
        self.prepare()
        self.former = self.state()
        self.moments = range_.run(attack.command, self.graph).moments
        self.new = self.state()
        self.left = attack.leaves(self.graph)

    def prepare(self) -> None:
        """The folder as it is before the command."""
        shutil.rmtree(self.graph, ignore_errors=True)
        if self._start.exists():
            shutil.copytree(self._start, self.graph, symlinks=True)
        self.attack.before_each(self.graph)

    def state(self) -> object:
        """What a reader sees."""
        shots = [self.range.shoot(view, self.graph) for view in self.attack.views]
        return seen(self.graph), [(shot.code, shot.out) for shot in shots]

    def fire(self, *, kill: int = 0, full: int = 0, after: float = 0.0) -> tuple[Hit, str]:
        """Shoot, and `check`."""
        self.prepare()
        hit = self.range.shoot(self.attack.command, self.graph, kill=kill, full=full, after=after)
        return hit, self.check(f"kill={kill} full={full} after={after}: {hit}")

    def check(self, moment: str) -> str:
        """See what a reader sees, and run again; what the files are for those who open them as they are."""
        bare = plain(self.graph) if self.graph.exists() else {}
        assert self.state() in (self.former, self.new), moment
        self.range.run(self.attack.command, self.graph)
        assert self.state() == self.new, moment
        assert self.attack.leaves(self.graph) == self.left, moment
        return self._kind(bare)

    def _kind(self, files: Files) -> str:
        former, new = (state[0] for state in (self.former, self.new) if isinstance(state, tuple))
        return "former" if files == former else "new" if files == new else "mixed"


def main() -> None:
    """Take shots from stdin, a list of them a line, and answer each line with what became of them."""
    import pipeline.disk
    import pipeline.run

    known: dict[frozenset[str], Extraction] = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301

    def extract(documents: Iterable[Document], **_: object) -> Extraction:
        return known[frozenset(document.id for document in documents)]

    if known:
        pipeline.run.extract = extract  # type: ignore[assignment]
    refresh, pipeline.disk.refresh = pipeline.disk.refresh, lambda _: None
    _warm(sys.argv[2:])
    if not known:
        pipeline.disk.refresh = refresh
    gc.freeze()  # what is shared by all forks is not to be copied by counting what points where
    for line in sys.stdin:
        with contextlib.ExitStack() as stack:
            answers = [stack.enter_context(_fired(Shot(**shot))) for shot in json.loads(line)]
            sys.stdout.write(json.dumps([asdict(answer()) for answer in answers]) + "\n")
            sys.stdout.flush()


def _warm(inputs: Sequence[str]) -> None:
    """Import and load everything once, for all forks; no store, as its engine's threads would be wanting in a fork."""
    import cli
    import pipeline.queries
    import pipeline.snapshots  # noqa: F401

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        cli.app(["build", *inputs, "--out", f"{folder}/graph", "--workers", "1"], standalone_mode=False)


@contextlib.contextmanager
def _fired(shot: Shot) -> Iterator[Callable[[], Hit]]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as moments:
        child = os.fork()
        if child == 0:
            _command(shot, out.fileno(), err.fileno(), moments.fileno())
        if shot.after:
            time.sleep(shot.after)
            os.kill(child, signal.SIGKILL)

        def wait() -> Hit:
            _, status = os.waitpid(child, 0)
            for file in (out, err, moments):
                file.seek(0)
            texts = [file.read().decode("utf-8", "surrogateescape") for file in (moments, out, err)]
            return Hit(os.waitstatus_to_exitcode(status), texts[0].split(), *texts[1:])

        yield wait


def _command(shot: Shot, out: int, err: int, moments: int) -> None:
    """The command line, in a fork of its own that never comes back."""
    import cli

    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), encoding="utf-8", line_buffering=True)
    sys.argv = ["summitry", *shot.command]
    _watch(shot, moments)
    code = 1
    try:
        cli.main()
    except SystemExit as done:
        code = int(done.code or 0)
    except BaseException as error:  # noqa: BLE001
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _watch(shot: Shot, moments: int) -> None:
    """Count the moments from here on, and do what is to be done at one."""
    count = 0

    def moment(kind: str) -> None:
        nonlocal count
        count += 1
        if count == shot.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(moments, f"{kind}\n".encode())
        if shot.full and count >= shot.full and kind in NEEDS_SPACE:
            raise OSError(28, "No space left on device")

    def heard(event: str, args: tuple[object, ...]) -> None:
        if event == "fcntl.flock" or event in CHANGES and _here(event, args, shot.graph):
            moment(event)

    _slow_down(Path, "write_bytes", moment)
    os.fsync = lambda _: moment("sync")  # what a sync is for, the loss of power, can't be tried here; and it is slow
    sys.addaudithook(heard)


def _slow_down(cls: type[Path], name: str, moment: Callable[[str], None]) -> None:
    """Files are written in two halves, with a moment between."""

    def write_bytes(path: Path, data: bytes) -> int:
        with path.open("wb", buffering=0) as file:
            file.write(data[: len(data) // 2])
            moment("write")
            file.write(data[len(data) // 2 :])
        return len(data)

    setattr(cls, name, write_bytes)


def _here(event: str, args: tuple[object, ...], graph: str) -> bool:
    """Whether the event is in the graph's folder; a bare name is of a folder being removed."""
    if event == "open" and not (isinstance(args[2], int) and args[2] & WRITES):
        return False
    paths = [os.fsdecode(arg) for arg in args if isinstance(arg, str | bytes | os.PathLike)]
    root = os.path.realpath(graph)
    return any(path.startswith((graph, root)) or not path.startswith("/") for path in paths[:2] if path)


if __name__ == "__main__":
    main()
