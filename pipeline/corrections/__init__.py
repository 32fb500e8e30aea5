"""What people correct, kept over rebuilds: a folder of TOML files beside the graph that a build reads and never writes.

model    what may be corrected: rejected, added, retyped, renamed, merged, split, dated otherwise
files    the files: read, added to, taken from
match    names, words and documents of a correction → the things and places that they mean in this build
apply    identity: who is who, what they are and are called; before anything is said of them
unfit    facts that what was retyped can't have any more
claims   facts
record   what came of each

    files ──>  Filed ──┐
    Entity ────────────┴──> Corrections.entities ──> relate ──> Corrections.claims ──> Claim, Corrected
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.corrections.apply import correct_entities
from pipeline.corrections.claims import correct_claims
from pipeline.corrections.files import FOLDER, read_corrections
from pipeline.corrections.identity import Identity
from pipeline.corrections.model import Filed
from pipeline.corrections.record import NOTHING_CORRECTED, Corrected, Outcome
from pipeline.corrections.unfit import as_before, note_unfit
from pipeline.corrections.words import substance
from pipeline.model import Claim, Document, Entity, Mention

__all__ = ["FOLDER", "NOTHING_CORRECTED", "Corrected", "Corrections", "Filed", "Outcome", "read_corrections"]


class Corrections:
    """Some corrections, on their way through one build: first `entities`, then `claims`, then `outcome`."""

    def __init__(self, filed: Sequence[Filed] = ()) -> None:
        self.filed = tuple(filed)
        self._identity: Identity | None = None
        self._cited: list[Document] = []

    def entities(
        self, documents: Sequence[Document], mentions: Mapping[str, Sequence[Mention]], entities: Iterable[Entity]
    ) -> tuple[Entity, ...]:
        """The entities, corrected, in order of id; as they are where there is nothing to correct."""
        entities = tuple(entities)
        if not self.filed:
            return entities
        self._identity = Identity(documents, mentions, {e.id: e for e in entities}, self._once())
        correct_entities(self._identity.filed, self._identity)
        return tuple(self._identity.entities[i] for i in sorted(self._identity.entities))

    def retyped(self, entities: Iterable[Entity]) -> tuple[Entity, ...]:
        """The entities by their former classes, where some were retyped: what is stated of these may be left out."""
        return as_before(entities, self._identity) if self._identity is not None else ()

    def claims(self, claims: Sequence[Claim], former: Sequence[Claim] = ()) -> list[Claim]:
        """The claims of those entities, corrected; `former` are those of entities that `retyped` gives."""
        if self._identity is None:
            return list(claims)
        note_unfit(self._identity, former)
        corrected, self._cited = correct_claims(self._identity.filed, self._identity, claims)
        return corrected

    @property
    def outcome(self) -> Corrected:
        """What came of each correction."""
        if self._identity is None:
            return NOTHING_CORRECTED
        found = {**self._identity.outcomes, **{o.filed.place: o for o in self._repeated()}}
        return Corrected(tuple(found[f.place] for f in self.filed), tuple(self._cited))

    def _once(self) -> tuple[Filed, ...]:
        """The corrections without those that say what one before them says."""
        first: dict[str, Filed] = {}
        for f in self.filed:
            first.setdefault(substance(f.correction), f)
        return tuple(first.values())

    def _repeated(self) -> list[Outcome]:
        once = {substance(f.correction): f for f in self._once()}
        return [
            Outcome(f, "NotNeeded", f"it says the same as {same.place}")
            for f in self.filed
            if (same := once[substance(f.correction)]) is not f
        ]
