"""The values that flow through the pipeline: Document → Mention → Entity → Claim.

All are frozen; a stage returns new values and changes none. Offsets are code points, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh-hans", "zh-hant", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-hans", "zh-hant", "ru", "en")

PassageKind = Literal["paragraph", "heading", "item", "row", "caption", "furniture"]
Form = Literal["name", "short", "reference", "demonym"]
Modality = Literal["Asserted", "Planned", "Proposed"]
ConflictKind = Literal["TwoValues", "TwoStatuses", "BothWays", "EndsFirst"]
DifferenceKind = Literal["OtherValue", "OtherModality", "Missing"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text: `text[start:end]`.

    |--a--|            a.end <= b.start: apart, whatever their order
          |--b--|
    |----a----|        a.contains(b); every span contains itself
       |-b-|
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one position."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The stretch of `text` that this span marks."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is read as one: a paragraph, a heading, a list item, a table row.

    `text` is the reading text in the script it was written in, its broken lines joined. `plain` is the
    same text character for character (so one span serves both) in simplified characters, half-width
    letters and digits, and plain quotes' width untouched: what recognition looks at. `offsets[i]` is the
    position in the document of `text[i]`; it has one entry a character.
    """

    span: Span
    kind: PassageKind
    language: Language
    text: str
    plain: str
    offsets: tuple[int, ...]
    block: int = 0  # passages of one list or table share a block
    parent: int | None = None  # the heading (index of its passage) that governs this one
    cells: tuple[Span, ...] = ()  # of a row: its cells, in reading text

    def original(self, span: Span) -> Span:
        """Where a span of the reading text lies in the document."""
        if len(span) == 0:
            raise ValueError("an empty span has no place in the document")
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its exact text and the passages that cover what is worth reading in it.

    `id` is made from the text and the source's name; `text` is what all offsets count in; `source` is
    the file name or URL; `date` is a reduced ISO date ("2024-07-08", "2024-07", "2024") or empty.
    """

    id: str
    text: str
    source: str
    passages: tuple[Passage, ...]
    title: str = ""
    date: str = ""
    publisher: str = ""
    creator: str = ""

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages of what was read, in the order of `LANGUAGES`."""
        found = {p.language for p in self.passages if p.kind != "furniture"}
        return tuple(tag for tag in LANGUAGES if tag in found)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """First and last day of something, each a reduced ISO date: "2024-07-08", "2024-07" or "2024".

    One day, month or year has both equal. An open end is the empty string.
    """

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a passage that names, or points to, one thing — or one value (a date, an office, a theme).

    `cls` is a class of the ontology's section 1 ("State" … "Initiative") or a value class: "Date",
    "Office" (a job title as written), "Theme". `name` is what the thing is called here, in the script of
    the document, nominative in Russian, without quotation marks. `stands_for` is the `name` of the
    earlier mention of the same class that a short form or a reference points to. `known` is the
    authority's id where a listed name was met. `kind` is the subclass ("Declaration", "ThematicYear").
    `ordinal` is the number in its series of an event; `period` is the value of a Date, and the years
    that stand in the name of anything else.

    Mentions may nest: an event inside whose name its body is named, a body named with its parent.
    """

    passage: int
    span: Span
    cls: str
    name: str
    language: Language
    form: Form = "name"
    known: str = ""
    kind: str = ""
    ordinal: int | None = None
    period: Period | None = None
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing: its class, the names it goes by (language, name), and where it is mentioned.

    `mentions` holds (document id, index into that document's mentions).
    """

    id: str
    cls: str
    kind: str
    names: tuple[tuple[Language, str], ...]  # the canonical name of each language, in the order of LANGUAGES
    others: tuple[tuple[Language, str], ...]  # every other name, sorted
    mentions: tuple[tuple[str, int], ...]
    known: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The exact place that states something: `document.text[span.start:span.end] == quote`."""

    document: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact as one document states it.

    `object` is an entity's id, or the lexical form of a literal whose type is the property's range.
    `valid` limits it in time where the text does. `reason` says which frame found it.
    """

    subject: str
    property: str
    object: str
    evidence: tuple[Evidence, ...]
    modality: Modality = "Asserted"
    valid: Period | None = None
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two facts that can't both hold, each with the claims that state it; neither is the right one here.

    Every claim of the one side is at odds with some claim of the other.
    """

    kind: ConflictKind
    first: tuple[Claim, ...]
    second: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """What one language version of a text says and another says otherwise, or not at all.

    `documents` is one bilingual document or two that translate one another. `values` are what the versions state
    (a date, a number, a name), each in its language; `evidence` the sentences compared, of one version alone where
    nothing in the other answers to it; `claims` the facts concerned, as far as they were found.
    """

    kind: DifferenceKind
    documents: tuple[str, ...]
    values: tuple[tuple[Language, str], ...]
    evidence: tuple[Evidence, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What comparing facts and texts found; `versions` are the pairs of documents that are versions of one text."""

    conflicts: tuple[Conflict, ...] = ()
    differences: tuple[VersionDifference, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()  # a bilingual document with itself


NOTHING_FOUND = Findings()
