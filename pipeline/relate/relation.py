"""A property read between two mentions, before anybody asked which things they are."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Modality, Period, Span


@dataclass(frozen=True, slots=True)
class Relation:
    """One reading: mentions by index, where it stands (passage, span of its reading text), how sure it is.

    `object` is -1 where `value` holds the literal: an ISO date, a number, a text.
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
