"""Facts of retyped things that their new class can't have: left out, named, and kept in the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipeline.corrections.identity import Identity
from pipeline.corrections.model import Retype
from pipeline.counted import counted
from pipeline.model import Claim, Entity
from pipeline.schema import accepts, schema

NAMED: Final = 5  # facts that are named; the record has all


def as_before(entities: Iterable[Entity], identity: Identity) -> tuple[Entity, ...]:
    """The entities with the classes that they had before they were retyped; none if none of them was."""
    entities, former = tuple(entities), identity.former
    if not any(e.id in former for e in entities):
        return ()
    return tuple(replace(e, cls=(was := former.get(e.id, e)).cls, kind=was.kind) for e in entities)


def note_unfit(identity: Identity, stated: Iterable[Claim]) -> None:
    """Note with each retyping which of the facts that documents state, by the former classes, there are no more."""
    classes = {e.id: e.kind or e.cls for e in identity.entities.values()}
    lost = [claim for claim in stated if not _fits(claim, classes)]
    for place, outcome in identity.outcomes.items():
        correction = outcome.filed.correction
        own = [c for c in lost if {c.subject, c.object} & set(outcome.entities)]
        if isinstance(correction, Retype) and own:
            note = _said(own, correction.to, identity)
            identity.outcomes[place] = replace(outcome, note=note, rejected=(*outcome.rejected, *own))


def _fits(claim: Claim, classes: dict[str, str]) -> bool:
    literal = schema().properties[claim.property].literal
    return accepts(claim.property, classes[claim.subject], literal or classes[claim.object])


def _said(claims: Sequence[Claim], cls: str, identity: Identity) -> str:
    facts = list(dict.fromkeys((c.subject, c.property, c.object) for c in claims))
    named = "; ".join(" ".join((_label(s, identity), p, _label(o, identity))) for s, p, o in facts[:NAMED])
    more = f"; and {len(facts) - NAMED} more" if len(facts) > NAMED else ""
    return f"{counted(len(facts), 'fact')} left out, which can't be of class {cls}: {named}{more}"


def _label(value: str, identity: Identity) -> str:
    """A thing by its English name, else by its first; a literal as it is."""
    entity = identity.entities.get(value)
    return value if entity is None else dict(entity.names).get("en", entity.names[0][1])
