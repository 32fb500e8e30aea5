"""The Turtle of a state as typed values: documents with their passages, entities with their names, claims with quotes.

Terms are written as in N-Triples, which makes them comparable and sortable: `<https://…>`, `"2024"^^<…>`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pipeline.errors import StopRun
from pipeline.schema import schema
from pipeline.snapshots.state import State
from pipeline.snapshots.terms import (
    ALT_LABEL,
    DCTERMS,
    ID,
    LABEL,
    RDF,
    SMT,
    TYPE,
    language_of,
    local,
    short,
    value_of,
)

if TYPE_CHECKING:
    from pyoxigraph import Quad

GRAPH: Final = "graph.ttl"
SUFFIX: Final = ".ttl"

Triple = tuple[str, str, str]
Fact = tuple[str, str, str]  # subject, local name of the property, object
Node = Mapping[str, list[str]]  # property → values


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A quote, and where in its document it begins."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim: one fact as one document states it."""

    id: str
    fact: Fact
    document: str
    modality: str
    since: str
    until: str
    confidence: str
    quotes: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage of a document, and what it speaks of; `text` is the whole document's where no passage is known."""

    start: int
    text: str
    entities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """A document: `about` is what else is said of it (title, date …)."""

    id: str
    source: str
    text: str
    about: tuple[tuple[str, str], ...]
    stretches: tuple[Stretch, ...]
    mentions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its classes, and its names as (language, name), the canonical ones apart."""

    id: str
    classes: frozenset[str]
    labels: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The one to show: in English where there is one, else the first by language, else the id."""
        ranked = sorted((language != "en", language, name) for language, name in self.labels)
        return ranked[0][2] if ranked else short(self.id)

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return frozenset((*self.labels, *self.others))


@dataclass(frozen=True)
class View:
    """All that is compared of one state."""

    triples: frozenset[Triple]
    documents: Mapping[str, Text]
    things: Mapping[str, Thing]
    claims: tuple[Stated, ...]
    facts: frozenset[Fact]

    @cached_property
    def by_fact(self) -> Mapping[Fact, list[Stated]]:
        """The claims of each fact, by document; a fact that no claim states has none."""
        found: dict[Fact, list[Stated]] = {fact: [] for fact in sorted(self.facts)}
        for claim in self.claims:
            found.setdefault(claim.fact, []).append(claim)
        return found

    def named(self, term: str) -> str:
        """A term as a person reads it: an entity by its name, a literal by its text."""
        return self.things[term].name if term in self.things else value_of(term)


def view(state: State, place: str) -> View:
    """Read a state; StopRun, naming the file under `place`, where it is not Turtle."""
    every: set[Triple] = set()
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    own: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))  # as graph.ttl has it: no background
    for path in sorted(state):
        if path.endswith(SUFFIX) and "/" not in path:
            triples = _parsed(state[path], f"{place}/{path}")
            every.update(triples)
            for s, p, o in triples:
                nodes[s][p].append(o)
                if path == GRAPH:
                    own[s][p].append(o)
    things = {s: _thing(s, node) for s, node in sorted(own.items()) if LABEL in node and s.startswith(f"<{ID}")}
    claims = _claims(nodes)
    stating = {f"<{SMT}{name}>": name for name in schema().facts}
    facts = {(s, stating[p], o) for s in things for p, objects in own[s].items() if p in stating for o in objects}
    return View(frozenset(every), _documents(nodes, state), things, claims, frozenset(facts))


def _parsed(turtle: bytes, place: str) -> list[Triple]:
    from pipeline.folder import with_names

    found = with_names(quad.triple for quad in _quads(turtle, place))
    return [(str(t.subject), str(t.predicate), str(t.object)) for t in found]


def _quads(turtle: bytes, place: str) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, parse

    try:
        yield from parse(turtle, format=RdfFormat.TURTLE)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise StopRun(f"{place}: not Turtle" + (f" from line {line} on" if line else "")) from error


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a state holds."""

    documents: int
    entities: int
    facts: int
    claims: int


def counts(state: State, place: str) -> Counts:
    """Count without comparing, in a fraction of the time; StopRun, naming the file, where a file is not Turtle."""
    found: Counter[str] = Counter()
    entities: set[str] = set()
    facts = {f"{SMT}{name}" for name in schema().facts}
    for path in (path for path in sorted(state) if path.endswith(SUFFIX) and "/" not in path):
        for quad in _quads(state[path], f"{place}/{path}"):
            predicate = quad.predicate.value
            found["facts"] += path == GRAPH and predicate in facts
            if predicate == TYPE[1:-1]:
                found[str(quad.object)] += 1
            elif path == GRAPH and predicate == LABEL[1:-1]:
                entities.add(str(quad.subject))
    return Counts(found[f"<{SMT}Document>"], len(entities), found["facts"], found[f"<{SMT}Claim>"])


def _thing(id_: str, node: Node) -> Thing:
    classes = frozenset(local(cls) for cls in node.get(TYPE, ()))
    return Thing(id_, classes, _names(node.get(LABEL, ())), _names(node.get(ALT_LABEL, ())))


def _names(literals: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((language_of(literal), value_of(literal)) for literal in literals))


def _of_class(nodes: Mapping[str, Node], cls: str) -> list[tuple[str, Node]]:
    wanted = f"<{SMT}{cls}>"
    return sorted(((s, node) for s, node in nodes.items() if wanted in node.get(TYPE, ())), key=lambda item: item[0])


def _claims(nodes: Mapping[str, Node]) -> tuple[Stated, ...]:
    found = []
    for s, node in _of_class(nodes, "Claim"):
        evidence = [nodes[e] for e in sorted(node.get(f"<{SMT}evidence>", ())) if e in nodes]
        quotes = {Said(_number(e, "start"), _one(e, SMT, "quote")) for e in evidence}
        fact = (_raw(node, RDF, "subject"), local(_raw(node, RDF, "predicate")), _raw(node, RDF, "object"))
        document = min((_raw(e, SMT, "document") for e in evidence), default="")
        modality = _one(node, SMT, "modality").rpartition("#")[2]
        since, until, confidence = (_one(node, SMT, p) for p in ("validFrom", "validTo", "confidence"))
        found.append(Stated(s, fact, document, modality, since, until, confidence, tuple(sorted(quotes))))
    return tuple(found)


def _documents(nodes: Mapping[str, Node], state: State) -> dict[str, Text]:
    passages: dict[str, list[tuple[int, int, frozenset[str]]]] = defaultdict(list)
    for _, node in _of_class(nodes, "Passage"):
        place = _number(node, "start"), _number(node, "end")
        passages[_raw(node, SMT, "document")].append((*place, frozenset(node.get(f"<{SMT}speaksOf>", ()))))
    found = {}
    for s, node in _of_class(nodes, "Document"):
        text = state.get(f"documents/{value_of(s).rpartition('/')[2]}.txt", b"").decode("utf-8", "replace")
        mentions = frozenset(node.get(f"<{SMT}mentions>", ()))
        known = [Stretch(start, text[start:end], things) for start, end, things in sorted(passages[s], key=_place)]
        whole = Stretch(0, text, mentions)
        about = sorted((local(p), value_of(o)) for p, values in node.items() if p.startswith(f"<{DCTERMS}")
                       for o in values)  # fmt: skip
        stretches = tuple(known) if any(stretch.entities for stretch in known) else (whole,)
        found[s] = Text(s, _one(node, DCTERMS, "source") or short(s), text, tuple(about), stretches, mentions)
    return found


def _place(passage: tuple[int, int, frozenset[str]]) -> tuple[int, int]:
    return passage[:2]


def _raw(node: Node, namespace: str, name: str) -> str:
    return min(node.get(f"<{namespace}{name}>", ()), default="")


def _one(node: Node, namespace: str, name: str) -> str:
    found = _raw(node, namespace, name)
    return value_of(found) if found else ""


def _number(node: Node, name: str) -> int:
    found = _one(node, SMT, name)
    return int(found) if found.isdecimal() else 0
