"""The triples of a built folder, as they are exported: blank nodes named, sorted, what documents state apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, DefaultGraph, Quad, Triple

from pipeline.folder import OPTIONAL, triples, turtle_files


@dataclass(frozen=True)
class Triples:
    """What documents state (`graph.ttl`, `evidence.ttl`) and what background adds (`background.ttl`)."""

    stated: tuple[Triple, ...]
    background: tuple[Triple, ...]

    @cached_property
    def all(self) -> tuple[Triple, ...]:
        """Every triple once, sorted: those of one subject stand together."""
        return tuple(sorted({*self.stated, *self.background}, key=str))


def read(directory: Path) -> Triples:
    """The triples in a built folder; raises StopRun where there is no graph, or one that is not Turtle."""
    stated: list[Triple] = []
    background: list[Triple] = []
    for path in turtle_files(directory):
        (background if path.name in OPTIONAL else stated).extend(triples(path))
    return Triples(tuple(_named(stated)), tuple(_named(background)))


def _named(found: list[Triple]) -> Iterable[Triple]:
    """Blank nodes, which no build writes, called by what is said of them, so that they have one name in every run."""
    if not any(isinstance(node, BlankNode) for triple in found for node in (triple.subject, triple.object)):
        return found
    dataset = Dataset(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in found)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return (quad.triple for quad in dataset)
