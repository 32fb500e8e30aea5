"""What an endpoint serves: the whole graph by default, and each document's share under the document's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad, Store

from pipeline.folder import load, turtle_files
from pipeline.partition import named_graphs
from pipeline.replace import reading


def serve_copy(directory: Path, store: Path) -> tuple[str, ...]:
    """Lay a copy of a built graph down as a store on disk; returns the names of its graphs.

    A copy, so that a build may replace the folder while it is served, and an update changes nothing but the copy.
    Raises StopRun where there is no graph.
    """
    opened = Store(str(store))
    names: list[str] = []
    with reading(directory):  # what is there twice is of one build
        for path in turtle_files(directory):
            load(opened, path, path.read_bytes())
        opened.bulk_extend(_quads(directory, names))
    opened.flush()
    return tuple(names)


def _quads(directory: Path, names: list[str]) -> Iterator[Quad]:
    for name, share in named_graphs(directory):
        names.append(name.value)
        for triple in share:
            yield Quad(triple.subject, triple.predicate, triple.object, name)
