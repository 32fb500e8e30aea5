"""The triples of a built folder, as they are exported: blank nodes named, sorted, what documents state apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Triple

from pipeline.folder import OPTIONAL, triples, turtle_files, with_names
from pipeline.replace import reading


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
    with reading(directory):
        for path in turtle_files(directory):
            (background if path.name in OPTIONAL else stated).extend(triples(path))
    return Triples(tuple(with_names(stated)), tuple(with_names(background)))
