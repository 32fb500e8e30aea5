"""Counts behind precision and recall that may be added up over documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Of what the gold wants, how much was found; of what was found, how much is right.

    Shares are not always of whole items (B-cubed's are means), hence fractions. What a stage can't be asked
    has nothing counted, and its figure is None.
    """

    hits: float = 0.0  # of what is wanted
    wanted: int = 0
    right: float = 0.0  # of what was found
    found: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.hits + other.hits,
            self.wanted + other.wanted,
            self.right + other.right,
            self.found + other.found,
        )

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.hits / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """None where either of the two is."""
        p, r = self.precision, self.recall
        if p is None or r is None:
            return None
        return 2 * p * r / (p + r) if p + r else 0.0

    def as_json(self) -> dict[str, float | int | None]:
        """How many items, and the figures to four digits."""
        figures = {"p": self.precision, "r": self.recall, "f": self.f1}
        rounded = {name: None if value is None else round(value, 4) for name, value in figures.items()}
        return {"items": self.wanted} | rounded


def one(*, hit: bool | None = None, right: bool | None = None) -> Tally:
    """One item: whether what was wanted was found, whether what was found is right; None where there is no such."""
    return Tally(float(bool(hit)), int(hit is not None), float(bool(right)), int(right is not None))


def shown(value: float | None) -> str:
    """A figure to three digits; a share of nothing is none."""
    return "–" if value is None else f"{value:.3f}"
