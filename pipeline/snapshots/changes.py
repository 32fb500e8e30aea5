"""What is another in one graph than in another: values that say so, and can be shown as words, a table or JSON.

DocumentChange   added, removed, edited, renamed, read otherwise (align.py)
IdentityChange   what became of an entity
FactChange       a fact that was added, removed or changed
Changes          all of it, and the triples behind it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.show import Quote
from pipeline.snapshots.align import DocumentChange
from pipeline.snapshots.view import Triple

IdentityKind = Literal["merged", "split", "regrouped", "renamed", "retyped", "moved", "names", "id", "new", "gone"]
FactKind = Literal["changed", "removed", "added"]


@dataclass(frozen=True, slots=True, order=True)
class Who:
    """An entity of one of the graphs: the name to show, and its id there."""

    name: str
    id: str


@dataclass(frozen=True, slots=True, order=True)
class IdentityChange:
    """What became of an entity.

    merged     several are one now                      split   one is several now
    regrouped  several are several, otherwise parted     moved   passages that spoke of the first speak of the second
    renamed    another name is the one to show          names   other names came or went
    retyped    of another class                         id      nothing but its id is another
    new, gone  no passage of the other graph answers to it

    `details` say which names, classes; `documents` (sources) are those that mention it, of `moved` those concerned.
    """

    kind: IdentityKind
    before: tuple[Who, ...]
    after: tuple[Who, ...]
    details: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Saying:
    """A fact as it stands in one of the graphs, with the quotes that differ from the other graph, or all."""

    subject: Who
    object: Who  # of a literal the text, without an id
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is in one graph alone, or in both and not the same.

    Changed is one whose subject and property stayed and whose object is another, where one document states both or
    only one value can be; one whose subject is another though the document and the quote are the same (an effect of
    identity); and one that stayed and is stated otherwise: with other validity, modality, confidence or quotes, by
    more documents or by fewer (`details` say what). Offsets that shifted and ids that are new are no change.

    `documents` are the sources where it is stated otherwise. `edited` says whether one of them was added, removed or
    edited; if none was, `through` names the changes of identity that reach the fact.
    """

    kind: FactKind
    name: str  # of the property
    before: Saying | None
    after: Saying | None
    details: tuple[str, ...]
    documents: tuple[str, ...]
    edited: bool
    through: tuple[str, ...]
    groups: tuple[int, int]  # of the subject, of the object: -1 for a literal

    @property
    def now(self) -> Saying:
        """How it stands in the later graph, or stood."""
        found = self.after or self.before
        assert found is not None, "a change is of something"  # noqa: S101
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two graphs; `removed` and `added` are triples, those of passages and ids among them."""

    names: tuple[str, str]
    documents: tuple[DocumentChange, ...]
    identity: tuple[IdentityChange, ...]
    facts: tuple[FactChange, ...]
    removed: tuple[Triple, ...]
    added: tuple[Triple, ...]

    @property
    def any(self) -> bool:
        return bool(self.documents or self.identity or self.facts or self.removed or self.added)
