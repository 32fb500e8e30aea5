"""A build as named graphs for a store elsewhere: a graph for each document, none with a triple of another.

    document D      what only D supports
    corrections     what people corrected, and what they reject
    background      what the authority lists add
    shared          what several documents support: types and names of what they all mention, facts they agree in

Most stores answer from the union of their graphs without looking whether two graphs hold the same triple, and then
give a row twice and count wrongly. With no triple in two graphs, the answers are those of the build everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from pipeline.partition import named_graphs

GENID: Final = "https://w3id.org/summitry/.well-known/genid/"
"""What takes the place of a blank node: an IRI, since no two stores call a blank node the same."""


@dataclass(frozen=True, slots=True)
class Share:
    """A graph's name, its triples as sorted lines of N-Triples, and the hash of these."""

    name: str
    lines: tuple[str, ...] = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the lines."""
        return sha256("".join(self.lines).encode()).hexdigest()


def shares(directory: Path, shared: str) -> list[Share]:
    """The graphs of a build, `shared` the name of the one for what several documents support.

    Raises StopRun where there is no graph.
    """
    dealt = list(named_graphs(directory))
    times = Counter(triple for _, triples in dealt for triple in triples)
    found = [_share(name.value, (t for t in triples if times[t] == 1)) for name, triples in dealt]
    several = _share(shared, (triple for triple, count in times.items() if count > 1))
    return sorted((share for share in (*found, several) if share.lines), key=lambda share: share.name)


def _share(name: str, triples: Iterator[Triple]) -> Share:
    return Share(name, tuple(sorted({_line(triple) for triple in triples})))


def _line(triple: Triple) -> str:
    return f"{_named(triple.subject)} {triple.predicate} {_named(triple.object)} .\n"


def _named(node: NamedNode | BlankNode | Literal | Triple) -> str:
    # The label is the canonical one that `partition` gives: the same each time.
    return f"<{GENID}{node.value}>" if isinstance(node, BlankNode) else str(node)
