"""What comparing found, read from a graph for people: conflicts, and what language versions state differently.

Two files, or two documents of a graph, can be compared as versions by the user's word: they are then read again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from pipeline.errors import StopRun
from pipeline.model import Document
from pipeline.replace import reading
from pipeline.show import Quote, quotes_of
from pipeline.sparql import ID, SMT
from pipeline.store import Store, open_store, shorten

DOCUMENTS = f"{ID}document/"


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """A fact by the names of its ends, with the quotes of every claim of it that is concerned."""

    subject: str
    property: str
    value: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """A conflict: its kind, its two facts, its id."""

    facts: tuple[Fact, ...]
    kind: str
    id: str


@dataclass(frozen=True, slots=True, order=True)
class Saying:
    """A sentence that was compared: its document and place, and its text."""

    source: str
    start: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Discrepancy:
    """A version difference: the sentences, the kind, what each version gives (language, value), the facts."""

    sayings: tuple[Saying, ...]
    kind: str
    values: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document, by its source, with its other versions, and all that differs."""

    source: str
    versions: tuple[str, ...]
    differences: tuple[Discrepancy, ...]


def conflicts_in(store: Store, name: str = "") -> tuple[Contradiction, ...]:
    """The conflicts of a graph, in order of what they are about; of the things that go by a name, if one is given.

    StopRun if nothing goes by it.
    """
    wanted = set(store.find(name)) if name else set()
    if name and not wanted:
        raise StopRun(f"nothing is called {name}")
    found = []
    for node in store.graph.subjects(RDF.type, SMT.Conflict):
        claims = list(store.graph.objects(node, SMT.claim))
        if not wanted or any(_ends(store, claim) & wanted for claim in claims):
            found.append(Contradiction(_facts(store, claims), _local(store, node, SMT.conflictKind), shorten(node)))
    return tuple(sorted(found))


def versions_in(store: Store, document: str) -> Comparison:
    """What differs between a document (its id or source) and its other versions; StopRun if there is none."""
    node = _document(store, document)
    others = sorted(_source(store, other) for other in store.graph.objects(node, SMT.otherVersion))
    told = store.graph.subjects(SMT.version, node)
    return Comparison(_source(store, node), tuple(others), tuple(sorted(_discrepancy(store, d) for d in told)))


def compare(first: str, second: str = "", folder: Path | None = None) -> Comparison:
    """What differs between two files, or documents of the graph in `folder`, taken for versions of one text.

    With one alone, between the languages of that one. StopRun for what is neither file nor document.
    """
    from pipeline.graph import write
    from pipeline.run import extract

    documents = [_read(name, folder) for name in (first, second) if name]
    if second and documents[0].id == documents[1].id:
        both = first if first == second else f"{first} and {second}"
        raise StopRun(f"{both}: one document, no two; `summitry versions {first}` compares the languages within it")
    with TemporaryDirectory() as scratch:
        found = extract(documents, named=[(documents[0].id, documents[-1].id)])
        out = Path(scratch) / "graph"
        write(found.documents, found.entities, found.claims, out, found.mentions, found.findings)
        return versions_in(open_store(out), documents[0].id)


def _read(name: str, folder: Path | None) -> Document:
    """A file; else a document of the graph, from the text that is kept of it."""
    from pipeline.reading import read, read_file

    if Path(name).exists() or folder is None:
        return read_file(name)
    with reading(folder):
        store = open_store(folder)
        node = _document(store, name)
        path = folder / "documents" / f"{str(node).removeprefix(DOCUMENTS)}.txt"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StopRun(f"{path}: {error.strerror}") from error
    return read(data, _source(store, node))


def _document(store: Store, name: str) -> URIRef:
    """The document with this id or source."""
    found = [
        node
        for node in sorted(store.graph.subjects(RDF.type, SMT.Document), key=str)
        if isinstance(node, URIRef)
        and name in (str(node), shorten(node), str(node).removeprefix(DOCUMENTS), _source(store, node))
    ]
    if not found:
        raise StopRun(f"{name}: no such file, and no such document in the graph")
    if len(found) > 1:
        raise StopRun(f"{name}: {len(found)} documents have this source; ask by id: {', '.join(map(shorten, found))}")
    return found[0]


def _discrepancy(store: Store, node: Node) -> Discrepancy:
    values = (v for v in store.graph.objects(node, SMT.versionStates) if isinstance(v, Literal))
    return Discrepancy(
        tuple(sorted(_sayings(store, node))),
        _local(store, node, SMT.differenceKind),
        tuple(sorted((value.language or "", str(value)) for value in values)),
        _facts(store, list(store.graph.objects(node, SMT.claim))),
        shorten(node),
    )


def _sayings(store: Store, node: Node) -> Iterator[Saying]:
    for evidence in store.graph.objects(node, SMT.versionSays):
        source, start, quote = (store.graph.value(evidence, p) for p in (SMT.document, SMT.start, SMT.quote))
        if source is not None:
            yield Saying(_source(store, source), int(str(start)), str(quote))


def _facts(store: Store, claims: list[Node]) -> tuple[Fact, ...]:
    """The facts that claims state, each with all their quotes."""
    quotes: dict[tuple[str, str, str], set[Quote]] = {}
    for claim in claims:
        subject, predicate, value = (store.graph.value(claim, p) for p in (RDF.subject, RDF.predicate, RDF.object))
        if subject is not None and predicate is not None and value is not None:
            fact = (store.label(subject), shorten(predicate).removeprefix("smt:"), store.label(value))
            quotes.setdefault(fact, set()).update(quotes_of(store, claim))
    return tuple(Fact(*fact, tuple(sorted(found))) for fact, found in sorted(quotes.items()))


def _ends(store: Store, claim: Node) -> set[Node]:
    return {end for p in (RDF.subject, RDF.object) for end in store.graph.objects(claim, p)}


def _source(store: Store, node: Node) -> str:
    return str(store.graph.value(node, DCTERMS.source))


def _local(store: Store, node: Node, predicate: URIRef) -> str:
    return str(store.graph.value(node, predicate)).removeprefix(str(SMT))
