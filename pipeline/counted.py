"""Numbers with what they count: "1 fact", "2 facts"."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number and the word for what it counts; `many` is the plural where that is not the word with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
