"""Two states compared: the documents first, then which entity is which, then the facts."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from pipeline.errors import StopRun
from pipeline.schema import schema
from pipeline.scripts import fold, simplify
from pipeline.snapshots.align import aligned
from pipeline.snapshots.changes import Changes
from pipeline.snapshots.effects import Both, effects
from pipeline.snapshots.facts import fact_changes
from pipeline.snapshots.identity import identity, sides
from pipeline.snapshots.state import State
from pipeline.snapshots.terms import short
from pipeline.snapshots.update import triples_of
from pipeline.snapshots.view import View, view


def compare(names: tuple[str, str], states: tuple[State, State], *, entity: str = "", property_: str = "") -> Changes:
    """All that differs between two states, or what concerns an entity (any of its names, an id) or a property.

    `names` are what the states are called. StopRun if a state is not Turtle, or there is no such entity or property.
    """
    a, b = (view(state, name) for name, state in zip(names, states, strict=True))
    documents = aligned(a, b)
    both_sides = sides(a, b, documents)
    which = identity(*both_sides)
    sources = {documents.keys.get(d, d): text.source for d, text in a.documents.items()}
    sources |= {d: text.source for d, text in b.documents.items()}
    both = Both((a, b), both_sides, which, sources)
    became = effects(both)
    facts = fact_changes(both, documents.altered, became)
    removed, added = (tuple(sorted(one.triples - other.triples)) for one, other in ((a, b), (b, a)))
    found = Changes(names, documents.changes, became, facts, removed, added)
    if not entity and not property_:
        return found
    return _about(found, both, _groups(both, entity), checked_property(property_))


def checked_property(name: str) -> str:
    """The local name of a property of facts (`smt:heldIn` and `heldIn` alike); StopRun if there is none."""
    bare = name.removeprefix("smt:")
    if bare and bare not in schema().facts:
        raise StopRun(f"{name}: no such property of facts; there are: {', '.join(sorted(schema().facts))}")
    return bare


def _about(found: Changes, both: Both, groups: Set[int], property_: str) -> Changes:
    """What concerns these entities (all, if none are given) and this property."""
    facts = tuple(
        f for f in found.facts
        if (not groups or groups & {*f.groups}) and (not property_ or f.name == property_)
    )  # fmt: skip
    identity_ = () if property_ and not groups else tuple(c for c in found.identity if not groups or c.groups & groups)
    cited = {source for fact in facts for source in fact.documents} | {s for c in identity_ for s in c.documents}
    documents = tuple(change for change in found.documents if cited & {change.source, change.before})
    members = {t for group in groups for n in (0, 1) for t in both.identity.partners(group, n)}
    removed, added = (triples_of(v, members, property_) for v in both.views)
    return replace(found, documents=documents, identity=identity_, facts=facts,
                   removed=tuple(sorted(removed - both.views[1].triples)),
                   added=tuple(sorted(added - both.views[0].triples)))  # fmt: skip


def _groups(both: Both, entity: str) -> frozenset[int]:
    """The groups of all entities of either state that go by this name."""
    if not entity:
        return frozenset()
    found = {both.identity.group[n][t] for n, v in enumerate(both.views) for t in _called(v, entity)}
    if not found:
        raise StopRun(f"nothing is called {entity} in either graph")
    return frozenset(found)


def _called(found: View, name: str) -> set[str]:
    key = fold(simplify(name))
    ids = {name, f"<{name.strip('<>')}>"}
    return {
        t for t, thing in found.things.items()
        if t in ids or short(t) in {name, f"id:{name}"} or any(_is(own, name, key) for _, own in thing.names)
    }  # fmt: skip


def _is(own: str, name: str, key: str) -> bool:
    return own == name or bool(key) and fold(simplify(own)) == key
