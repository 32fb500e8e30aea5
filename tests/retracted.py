"""What is left when a document is taken out of a graph, held against what should be: files against files.

What only that document supported has to go: its text, its passages, claims and evidence, facts that no other claim
states, things that no other document mentions. All else stays as it is. But documents also tell of one another's
things: what it alone named a thing goes from that thing, and two things that it alone told to be one are two
again. That is `Moved`, for a test to list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from pipeline import run
from pipeline.model import Document
from pipeline.schema import schema

SMT, ID = "https://w3id.org/summitry/ontology#", "https://w3id.org/summitry/id/"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = f"{RDF}type"
PARTS = (f"{RDF}subject", f"{RDF}object")

Node = Mapping[str, frozenset[str]]  # property → objects
Claim = tuple[str, str, tuple[tuple[str, frozenset[str]], ...]]  # subject, object, all else


@dataclass(frozen=True)
class Moved:
    """Effects on the identity of things that other documents mention."""

    ids: Mapping[str, frozenset[str]]  # of a thing in their claims: what it is now
    names: Mapping[str, tuple[frozenset[str], frozenset[str]]]  # names that it lost, and got
    classes: Mapping[str, tuple[frozenset[str], frozenset[str]]]  # classes that it lost, and got


@contextmanager
def recognised_once() -> Iterator[None]:
    """Builds of this process recognise each document once."""
    known: dict[str, object] = {}
    recognise = run._recognise

    def once(document: Document) -> object:
        if document.id not in known:
            known[document.id] = recognise(document)
        return known[document.id]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_recognise", once)
        yield


def nodes(path: Path) -> dict[str, Node]:
    """All that a Turtle file says, by subject."""
    found: dict[str, dict[str, set[str]]] = {}
    for triple in parse(path=path, format=RdfFormat.TURTLE):
        node = found.setdefault(_short(str(triple.subject)), {})
        node.setdefault(triple.predicate.value, set()).add(_short(str(triple.object)))
    return {s: {p: frozenset(objects) for p, objects in node.items()} for s, node in found.items()}


def _short(term: str) -> str:
    return term.removeprefix("<").removesuffix(">").removeprefix(ID) if term.startswith("<") else term


def retracted(before: Path, after: Path, document: str) -> Moved:
    """What moved beside what had to, when a document (its id) was taken out; an AssertionError if anything else did."""
    full, left = nodes(before / "evidence.ttl"), nodes(after / "evidence.ttl")
    texts = {p.name: p.read_bytes() for p in (before / "documents").iterdir() if p.stem != document}
    assert texts == {p.name: p.read_bytes() for p in (after / "documents").iterdir()}
    assert not [node for node in left if document in node]
    ids = _claims(full, left, document)
    for kind in ("Document", "Passage"):
        expected = {s: n for s, n in _of(full, kind).items() if document not in s}
        assert expected.keys() == _of(left, kind).keys()
        for name, node in expected.items():
            _same(node, left[name], ids)
    _conflicts(full, left)
    things = nodes(before / "graph.ttl"), nodes(after / "graph.ttl")
    _facts(things[1], left)
    mentioned = {o for n in _of(left, "Document").values() for o in n.get(f"{SMT}mentions", ())}
    assert set(things[1]) == mentioned
    return Moved(ids, *(_changed(*things, properties) for properties in ((f"{RDFS}label", f"{SKOS}altLabel"), (TYPE,))))


def _of(graph: Mapping[str, Node], kind: str) -> dict[str, Node]:
    return {s: node for s, node in graph.items() if SMT + kind in node[TYPE]}


def _same(was: Node, now: Node, ids: Mapping[str, frozenset[str]]) -> None:
    """What is said of another document or its passage is the same; of the things in it, that they may have moved."""
    for property_ in (was.keys() | now.keys()) - {f"{SMT}otherVersion"}:
        before, after = was.get(property_, frozenset()), now.get(property_, frozenset())
        if property_ in {f"{SMT}mentions", f"{SMT}speaksOf"}:
            assert after - before <= {new for old in before for new in ids.get(old, ())}
            assert before - after <= ids.keys()
        else:
            assert before == after


def _claims(full: Mapping[str, Node], left: Mapping[str, Node], document: str) -> dict[str, frozenset[str]]:
    """The claims of other documents are all there, each with its evidence; which things in them are others now."""
    was, now = (Counter(_claim(n) for n in _of(graph, "Claim").values()) for graph in (full, left))
    was = Counter({claim: n for claim, n in was.items() if not _cites(claim, document)})
    lost, won = (sorted((was - now).elements(), key=_order), sorted((now - was).elements(), key=_order))
    assert Counter(claim[2] for claim in lost) == Counter(claim[2] for claim in won)
    for evidence in {e for claim in now for p, es in claim[2] if p == f"{SMT}evidence" for e in es}:
        assert left[evidence] == full[evidence]
    ids: dict[str, set[str]] = {}
    for old, new in zip(lost, won, strict=True):
        for a, b in zip(old[:2], new[:2], strict=True):
            if a != b:
                ids.setdefault(a, set()).add(b)
    return {thing: frozenset(others) for thing, others in ids.items()}


def _claim(node: Node) -> Claim:
    subject, object_ = (next(iter(node[part])) for part in PARTS)
    return subject, object_, tuple(sorted((p, o) for p, o in node.items() if p not in PARTS))


def _order(claim: Claim) -> tuple[object, ...]:
    return [(p, sorted(objects)) for p, objects in claim[2]], claim[:2]


def _cites(claim: Claim, document: str) -> bool:
    found = {e.removeprefix("evidence/").split("-")[0] for p, es in claim[2] if p == f"{SMT}evidence" for e in es}
    assert len(found) == 1, "a claim is of one document"
    return document in found


def _conflicts(full: Mapping[str, Node], left: Mapping[str, Node]) -> None:
    """A conflict of claims that are all still there is; none is of others."""
    claims = set(_of(left, "Claim"))
    now = {n[f"{SMT}claim"] for n in _of(left, "Conflict").values()}
    assert all(part <= claims for part in now)
    assert {n[f"{SMT}claim"] for n in _of(full, "Conflict").values() if n[f"{SMT}claim"] <= claims} <= now


def _facts(things: Mapping[str, Node], evidence: Mapping[str, Node]) -> None:
    """The facts are what the claims state."""
    facts = {(s, p, o) for s, n in things.items() for p, os in n.items() for o in os if p.removeprefix(SMT) in _words()}
    parts = ("subject", "predicate", "object")
    stated = {tuple(next(iter(n[RDF + part])) for part in parts) for n in _of(evidence, "Claim").values()}
    assert facts == stated


def _words() -> Iterable[str]:
    return schema().facts


def _changed(
    before: Mapping[str, Node], after: Mapping[str, Node], properties: Iterable[str]
) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    changed = {}
    for thing in before.keys() & after.keys():
        was, now = (frozenset(o for p in properties for o in n.get(p, ())) for n in (before[thing], after[thing]))
        if was != now:
            changed[thing] = (was - now, now - was)
    return changed
