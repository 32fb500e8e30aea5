"""What an endpoint serves, in a folder of its own: the whole at once, each document's graph as soon as it is dealt out.

    whole/     the triples, as the store of the built folder has them: its files, linked where the disk allows
    turtle/    the Turtle files of the same build
    dealt/     the whole once more, and each document's share under the document's name

A copy, so that a build may replace the folder while it is served, and an update changes nothing but the copy.
Started by `dealing.py` as `python -m`, to deal out the graphs while what names none is answered already.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store

from pipeline.disk import open_disk
from pipeline.folder import load, turtle_files
from pipeline.partition import named_graphs
from pipeline.replace import reading

WHOLE: Final = "whole"
DEALT: Final = "dealt"
_TURTLE: Final = "turtle"


def take(directory: Path, scratch: Path) -> None:
    """Lay a copy of a built graph down in an empty folder; raises StopRun where there is no graph."""
    (scratch / _TURTLE).mkdir()
    with reading(directory):  # store and files are of one build
        _take_store(directory, scratch / WHOLE)
        for path in turtle_files(directory):
            shutil.copyfile(path, scratch / _TURTLE / path.name)


def deal_out(scratch: Path) -> None:
    """Make the store with the documents' graphs out of what `take` laid down."""
    Store.read_only(str(scratch / WHOLE)).backup(str(scratch / DEALT))
    store = Store(str(scratch / DEALT))
    store.bulk_extend(_quads(scratch / _TURTLE))
    store.flush()


def _take_store(directory: Path, whole: Path) -> None:
    """The store as it is, or loaded anew where it can't be linked or copied."""
    opened = open_disk(directory)
    try:
        opened.triples.backup(str(whole))
    except (OSError, RuntimeError):  # RuntimeError: it is in memory
        shutil.rmtree(whole, ignore_errors=True)
        store = Store(str(whole))
        for path in turtle_files(directory):
            load(store, path, path.read_bytes())
        store.flush()


def _quads(turtle: Path) -> Iterator[Quad]:
    for name, share in named_graphs(turtle):
        for triple in share:
            yield Quad(triple.subject, triple.predicate, triple.object, name)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the server alone decides
    deal_out(Path(sys.argv[1]))
