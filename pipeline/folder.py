"""The Turtle files of a built folder, read: which there are, and their triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from pipeline.errors import StopRun

FILES: Final = ("graph.ttl", "evidence.ttl", "background.ttl")
OPTIONAL: Final = FILES[2:]


def turtle_files(directory: Path) -> list[Path]:
    """The Turtle files in a built folder, in the order of `FILES`; raises StopRun where one is wanting."""
    found = []
    for name in FILES:
        path = directory / name
        if path.is_file():
            found.append(path)
        elif name not in OPTIONAL or path.exists():
            raise StopRun(f"{path}: no such file; `summitry build` makes it")
    return found


def triples(path: Path) -> Iterator[ox.Triple]:
    """The triples of one Turtle file, in its order; raises StopRun where it is not Turtle or can't be read.

    Blank nodes have names of their own, so that those of two files are never taken for one.
    """
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield quad.triple
    except SyntaxError as error:
        raise _not_turtle(path, error) from error
    except OSError as error:
        raise StopRun(f"{path}: {error.strerror or error}") from error


def load(store: ox.Store, path: Path, content: bytes) -> None:
    """Put what a Turtle file says into a store; raises StopRun where it is not Turtle."""
    try:
        store.bulk_load(content, ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise _not_turtle(path, error) from error


def with_names(stated: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Blank nodes, which no build writes, named by what is said of them, so that each time they are called the same.

    Without any, the triples as they come.
    """
    given = list(stated)
    if not any(isinstance(node, ox.BlankNode) for triple in given for node in (triple.subject, triple.object)):
        return given
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph()) for t in given)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def _not_turtle(path: Path, error: SyntaxError) -> StopRun:
    """What to say of a file that does not parse."""
    return StopRun(f"{path}: not Turtle from line {error.lineno or 1} on")
