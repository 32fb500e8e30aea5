"""A property read between two mentions, before anybody asked which things they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import Modality, Period, Span

Source = Literal["name", "phrase", "scorer"]


@dataclass(frozen=True, slots=True)
class Relation:
    """One reading: mentions by index, where it stands (passage, span of its reading text), how sure it is.

    `object` is -1 where `value` holds the literal: an ISO date, a number, a text. `source` is what read it, and
    `raw` what the forest gave it; `probability` weighs readings against each other. `occasion` is the event (a mention)
    at which a status began, or (`ends`) was over, where no date says when.
    """

    property: str
    subject: int
    object: int
    places: tuple[tuple[int, Span], ...]
    probability: float
    reason: str
    value: str = ""
    modality: Modality = "Asserted"
    valid: Period | None = None
    occasion: int = -1
    ends: bool = False
    source: Source = "name"
    raw: float = 1.0
