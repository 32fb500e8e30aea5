"""How much of each document was read, and what came of it: what a built graph says of its passages.

Counts of characters are of those that can be seen: spaces and line ends are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from pipeline.errors import StopRun
from pipeline.replace import reading
from pipeline.sparql import ID, SMT
from pipeline.store import open_store

DOCUMENT = f"{ID}document/"


@dataclass(frozen=True, slots=True, order=True)
class Covered:
    """A passage: where it lies, its language, kind ("" of furniture), outcome, and its text."""

    start: int
    end: int
    language: str
    kind: str
    outcome: str
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one document: its passages in the order of the text, and its characters, all and those that were read."""

    id: str
    source: str
    passages: tuple[Covered, ...]
    characters: int
    read: int

    @property
    def outcomes(self) -> Mapping[str, int]:
        """The number of passages by outcome ("NotRead", "NoMention", "NoFact", "Facts")."""
        return Counter(passage.outcome for passage in self.passages)

    @property
    def without_fact(self) -> tuple[Covered, ...]:
        """The passages that no fact comes from, read or not."""
        return tuple(passage for passage in self.passages if passage.outcome != "Facts")


def coverage(folder: Path, wanted: Sequence[str] = ()) -> list[Coverage]:
    """The coverage of the documents in the graph of a folder, by source; of those `wanted` (id or source) if any are.

    StopRun if there is no graph, or none that tells of passages, or no such document.
    """
    with reading(folder):
        return _coverages(folder, wanted)


def _coverages(folder: Path, wanted: Sequence[str]) -> list[Coverage]:
    graph = open_store(folder).graph
    if (None, RDF.type, SMT.Passage) not in graph:
        raise StopRun(f"{folder / 'evidence.ttl'}: tells nothing of passages; build it anew")
    sources = {node: str(graph.value(node, DCTERMS.source)) for node in graph.subjects(RDF.type, SMT.Document)}
    chosen = _chosen(sources, wanted, folder)
    passages: dict[Node | None, list[Node]] = defaultdict(list)
    for node in graph.subjects(RDF.type, SMT.Passage):
        passages[graph.value(node, SMT.document)].append(node)
    return [_coverage(graph, n, passages[n], folder) for n in sorted(chosen, key=lambda n: (sources[n], str(n)))]


def _chosen(sources: Mapping[Node, str], wanted: Sequence[str], folder: Path) -> set[Node]:
    if not wanted:
        return set(sources)
    chosen: set[Node] = set()
    for name in wanted:
        local = name.removeprefix(DOCUMENT).removeprefix("document:")
        found = {node for node, source in sources.items() if source == name or str(node) == DOCUMENT + local}
        if not found:
            raise StopRun(f"{name}: no document of {folder}; `summitry query documents` lists them")
        chosen |= found
    return chosen


def _coverage(graph: Graph, document: Node, nodes: Iterable[Node], folder: Path) -> Coverage:
    id_ = str(document).removeprefix(DOCUMENT)
    text = _text(folder / "documents" / f"{id_}.txt")
    passages = tuple(sorted(_covered(graph, node, text) for node in nodes))
    read = set(_visible(text, (p for p in passages if p.outcome != "NotRead")))
    unread = set(_visible(text, (p for p in passages if p.outcome == "NotRead")))
    whole = sum(not character.isspace() for character in text)
    return Coverage(id_, str(graph.value(document, DCTERMS.source)), passages, whole, len(read - unread))


def _covered(graph: Graph, node: Node, text: str) -> Covered:
    start, end = (int(str(graph.value(node, p))) for p in (SMT.start, SMT.end))
    kind, outcome = (str(graph.value(node, p) or "").removeprefix(str(SMT)) for p in (SMT.kind, SMT.outcome))
    return Covered(start, end, str(graph.value(node, DCTERMS.language)), kind, outcome, text[start:end])


def _visible(text: str, passages: Iterable[Covered]) -> Iterable[int]:
    """The positions of what can be seen in some passages; furniture may stand amid a paragraph."""
    return (i for p in passages for i in range(p.start, min(p.end, len(text))) if not text[i].isspace())


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise StopRun(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StopRun(f"{path}: is not UTF-8 text") from error
