"""Changes as SPARQL UPDATE: what is run on the earlier graph makes it the later one, triple for triple."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from pipeline.errors import StopRun
from pipeline.snapshots.changes import Changes
from pipeline.snapshots.terms import SMT, local
from pipeline.snapshots.view import Triple, View

AT_ONCE = 1000  # triples of one operation: servers have limits


def update_of(changes: Changes) -> str:
    """The update, deletions first; StopRun where a graph holds blank nodes, which no update can name."""
    operations = [*_operations("DELETE DATA", changes.removed), *_operations("INSERT DATA", changes.added)]
    return ";\n".join(operations) + "\n" if operations else ""


def _operations(what: str, triples: Sequence[Triple]) -> Iterator[str]:
    for start in range(0, len(triples), AT_ONCE):
        lines = "".join(f"  {_line(triple)}\n" for triple in triples[start : start + AT_ONCE])
        yield f"{what} {{\n{lines}}}"


def _line(triple: Triple) -> str:
    if any(term.startswith("_:") for term in triple):
        raise StopRun(f"{' '.join(triple)}: an update can't name a blank node; take another format")
    return f"{' '.join(triple)} ."


def triples_of(view: View, entities: Set[str], property_: str) -> frozenset[Triple]:
    """The triples of a state that are about these entities (all, if none) and this property.

    They are the facts, their claims and quotes; without a property also the entities' names and what mentions them.
    """

    def wanted(subject: str, name: str, value: str) -> bool:
        return (not entities or subject in entities or value in entities) and property_ in {"", name}

    claims = {claim.id for claim in view.claims if wanted(*claim.fact)}
    quotes = {o for s, p, o in view.triples if s in claims and p == f"<{SMT}evidence>"}
    nodes = claims | quotes
    return frozenset(t for t in view.triples if t[0] in nodes or wanted(t[0], local(t[1]), t[2]) and t[0] not in nodes)
