"""What came of the corrections: the record that goes into the graph beside the facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.corrections.model import Filed
from pipeline.model import Claim, Document

Status = Literal["Applied", "NotNeeded", "Unmatched"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one correction: whether it was applied, what is to be said of it, and the things and claims that it bears on.

    `rejected` are claims, of one document each, that documents state and the graph leaves out.
    """

    filed: Filed
    status: Status
    note: str = ""
    entities: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """The outcomes in the order of the corrections; `cited` are sources that are no document of the build.

    Such a source is a document whose text is no more than the words that a person quotes from it.
    """

    outcomes: tuple[Outcome, ...] = ()
    cited: tuple[Document, ...] = ()


NOTHING_CORRECTED = Corrected()
