"""`summitry correct`: what a person says of a graph as it is, written down so that the next build follows it.

said    who corrects, when and why
things  a graph, opened: names → things
keys    things → the names and words by which another build finds them
facts   what the graph states, and by which document
parts   what may go off a thing that is two
desk    one method for each kind of correction

Nothing in the graph changes: `build` does that. A correction is checked against the graph as it is now, so that a
slip of the keys is seen at once and not at the next build.
"""

from __future__ import annotations

from pipeline.correct.desk import Desk
from pipeline.correct.said import Said, author_of
from pipeline.corrections.model import Correction
from pipeline.corrections.words import correction_id
from pipeline.sparql import ID, SMT
from pipeline.store import Store, shorten

__all__ = ["Desk", "Said", "author_of", "status_of"]


def status_of(store: Store, correction: Correction) -> tuple[str, str]:
    """What came of a correction in the build that made a graph, and what there is to say of it; "" if it is newer."""
    node = ID[f"correction/{correction_id(correction)}"]
    status, note = (store.graph.value(node, p) for p in (SMT.correctionStatus, SMT.correctionNote))
    return ("" if status is None else shorten(status).removeprefix("smt:"), "" if note is None else str(note))
