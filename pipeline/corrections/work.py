"""The corrections of facts at work: what each is about in this build, the claims so far, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.corrections.identity import Identity
from pipeline.corrections.match import Index, key_of
from pipeline.corrections.model import Filed
from pipeline.corrections.record import Outcome
from pipeline.ids import claim_id
from pipeline.model import Claim, Document
from pipeline.schema import schema


@dataclass(frozen=True, slots=True)
class Fact:
    """A correction of a fact, with the things that it means in this build; `values` is None for any."""

    filed: Filed
    subjects: tuple[str, ...]
    property: str
    values: tuple[str, ...] | None

    def says(self, claim: Claim) -> bool:
        if claim.property != self.property or claim.subject not in self.subjects:
            return False
        return self.values is None or comparable(claim.property, claim.object) in self.values


@dataclass
class Work:
    """The claims as far as they are corrected, and the sources that are no documents."""

    identity: Identity
    index: Index
    claims: list[Claim]
    cited: dict[str, Document]


def comparable(property_: str, value: str) -> str:
    """What literals are compared by: of texts, neither case nor marks matter."""
    return key_of(value) if schema().properties[property_].literal == "text" else value


def applied(fact: Fact, note: str, work: Work, made: Sequence[Claim] = (), rejected: Sequence[Claim] = ()) -> None:
    work.identity.outcomes[fact.filed.place] = Outcome(
        fact.filed, "Applied", note, about(fact, work), _once(made), _once(rejected)
    )


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """One claim for each thing that one document says: the graph has no more."""
    found: Mapping[str, Claim] = {claim_id(c, c.evidence[0].document): c for c in claims}
    return tuple(found[key] for key in sorted(found))


def about(fact: Fact, work: Work) -> tuple[str, ...]:
    """The things that a correction is about."""
    objects = fact.values if getattr(fact.filed.correction, "object", None) is not None else ()
    return tuple(sorted({*fact.subjects, *(objects or ())} & set(work.identity.entities)))
