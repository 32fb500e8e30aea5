"""The vocabulary as the ontology states it: classes, properties, what fits where.

    schema()  ──>  Schema ── classes["ThematicYear"].superclasses == ("Event",)
                         └── properties["heldIn"].range == ("Organization", "Place")

Names are local names of the `smt:` namespace. `ontology/summitry.ttl` is the only place where any of
this is said; the code learns it here. Read once a process, on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.paths import ONTOLOGY

_LITERALS = {"ReducedDate": "date", "integer": "integer", "string": "text", "langString": "text", "decimal": "decimal"}
"""Local names of the datatypes that the ontology uses, and what the code calls them."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class; `superclasses` are those of this vocabulary, nearest first; `narrowed` is property → fitting objects."""

    name: str
    superclasses: tuple[str, ...]
    labels: Mapping[str, str] = field(repr=False, hash=False)
    definitions: Mapping[str, str] = field(repr=False, hash=False)
    narrowed: Mapping[str, str] = field(repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Property:
    """A property; `range` is classes, or one of "date", "integer", "text", "decimal" alone."""

    name: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    superproperties: tuple[str, ...]
    labels: Mapping[str, str] = field(repr=False, hash=False)
    definitions: Mapping[str, str] = field(repr=False, hash=False)

    @property
    def literal(self) -> str:
        """The kind of literal that it takes, or "" where its objects are things."""
        return self.range[0] if self.range[0] in _LITERALS.values() else ""


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything the ontology says that the code needs."""

    prefixes: Mapping[str, str]
    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    entities: tuple[str, ...]  # classes whose members documents name: the contract's section 1
    facts: tuple[str, ...]  # properties of those, other than of provenance and background: the contract's section 2

    def superclasses(self, cls: str) -> tuple[str, ...]:
        """The superclasses of a class, nearest first, without itself; KeyError for an unknown one."""
        return self.classes[cls].superclasses

    def fits(self, cls: str, wanted: Iterable[str]) -> bool:
        """Whether a thing of class `cls` is a thing of one of the wanted classes."""
        return not {cls, *self.superclasses(cls)}.isdisjoint(wanted)

    def accepts(self, name: str, subject: str, value: str) -> bool:
        """Whether `subject —name→ value` may be stated: classes, or for `value` a kind of literal ("date" …)."""
        stated = self.properties[name]
        if not self.fits(subject, stated.domain):
            return False
        if stated.literal or value not in self.classes:
            return stated.literal == value
        narrower = [self.classes[c].narrowed.get(name) for c in (subject, *self.superclasses(subject))]
        return self.fits(value, stated.range) and all(self.fits(value, [c]) for c in narrower if c)


@cache
def schema() -> Schema:
    """The vocabulary that ships with the program."""
    return read(ONTOLOGY / "summitry.ttl")


@cache
def accepts(name: str, subject: str, value: str) -> bool:
    """Whether a fact with this property may join a subject and an object of these classes."""
    return schema().accepts(name, subject, value)


def superclasses(cls: str) -> tuple[str, ...]:
    """The superclasses of a class in this vocabulary, nearest first, without itself."""
    return schema().superclasses(cls)


def read(path: Path) -> Schema:
    """Read an ontology file. What it leaves unsaid of its own classes and properties is a KeyError or ValueError."""
    prefixes, terms = _parse(path)
    classes = {n: _class(n, terms) for n in _described(terms, "owl:Class")}
    stating = {*_described(terms, "owl:ObjectProperty"), *_described(terms, "owl:DatatypeProperty")}
    names = {*stating, *_described(terms, "owl:AnnotationProperty")}
    properties = {n: _property(n, terms) for n in sorted(names)}
    named = set(properties["mentions"].range)
    entities = tuple(n for n, c in classes.items() if named.intersection((n, *c.superclasses)))
    facts = tuple(n for n, p in properties.items() if n in stating and set(p.domain).intersection(entities))
    return Schema(prefixes, classes, properties, entities, facts)


_Terms = Mapping[str, Mapping[str, list[tuple[str, str]]]]
"""Term → property → its values as (text, language), sorted. An IRI with a known prefix is written `smt:State`."""


def _parse(path: Path) -> tuple[dict[str, str], _Terms]:
    """The file's prefixes, and what it says of each term: rdflib's own types go no further than this."""
    from rdflib import Graph, Literal  # late: costs a tenth of a second

    graph = Graph(bind_namespaces="none")
    graph.parse(path, format="turtle")
    prefixes = {prefix: str(iri) for prefix, iri in sorted(graph.namespaces())}
    shorter = sorted(((iri, prefix) for prefix, iri in prefixes.items()), key=lambda pair: -len(pair[0]))

    def text(term: str) -> str:
        return next((f"{prefix}:{term[len(iri) :]}" for iri, prefix in shorter if term.startswith(iri)), term)

    terms: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for s, p, o in graph:
        value = (str(o), o.language or "") if isinstance(o, Literal) else (text(str(o)), "")
        terms.setdefault(text(str(s)), {}).setdefault(text(str(p)), []).append(value)
    return prefixes, {s: {p: sorted(values) for p, values in said.items()} for s, said in terms.items()}


def _described(terms: _Terms, kind: str) -> list[str]:
    """Our own terms of that kind, by name."""
    return sorted(_local(t) for t, said in terms.items() if t.startswith("smt:") and (kind, "") in said["rdf:type"])


def _class(name: str, terms: _Terms) -> Class:
    restrictions = [terms[above] for above in _values(terms, f"smt:{name}", "rdfs:subClassOf") if above in terms]
    narrowed = {
        _local(said["owl:onProperty"][0][0]): _local(said["owl:allValuesFrom"][0][0])
        for said in restrictions
        if "owl:allValuesFrom" in said
    }
    return Class(name, _above(name, "rdfs:subClassOf", terms), *_words(name, terms), dict(sorted(narrowed.items())))


def _property(name: str, terms: _Terms) -> Property:
    domain, range_ = (_union(terms, f"smt:{name}", p) for p in ("rdfs:domain", "rdfs:range"))
    above = _above(name, "rdfs:subPropertyOf", terms)
    return Property(name, domain, tuple(_LITERALS.get(n, n) for n in range_), above, *_words(name, terms))


def _above(name: str, relation: str, terms: _Terms) -> tuple[str, ...]:
    """Our own terms above this one, level by level."""
    found: dict[str, None] = {}
    level = [name]
    while level:
        stated = (_values(terms, f"smt:{below}", relation) for below in level)
        level = sorted({_local(above) for values in stated for above in values if above.startswith("smt:")} - {*found})
        found.update(dict.fromkeys(level))
    return tuple(found)


def _union(terms: _Terms, term: str, relation: str) -> tuple[str, ...]:
    """The classes that a domain or range names: one, or the members of a union."""
    values = _values(terms, term, relation)
    if len(values) != 1:
        raise ValueError(f"{term}: one {relation} is wanted, not {len(values)}")
    [stated] = values
    if stated not in terms or "owl:unionOf" not in terms[stated]:
        return (_local(stated),)
    members, [rest] = [], _values(terms, stated, "owl:unionOf")
    while rest != "rdf:nil":
        members += _values(terms, rest, "rdf:first")
        [rest] = _values(terms, rest, "rdf:rest")
    return tuple(sorted(map(_local, members)))


def _words(name: str, terms: _Terms) -> tuple[dict[str, str], dict[str, str]]:
    """Labels and definitions by language tag."""
    said = terms[f"smt:{name}"]
    labels, definitions = (
        {language: text for text, language in sorted(said[p], key=lambda value: value[1])}
        for p in ("rdfs:label", "skos:definition")
    )
    return labels, definitions


def _values(terms: _Terms, term: str, relation: str) -> list[str]:
    return [text for text, _ in terms[term].get(relation, ())]


def _local(term: str) -> str:
    return term.rpartition(":")[2]
