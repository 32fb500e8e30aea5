"""Names by their shape, zh."""

from __future__ import annotations

from pipeline.model import Mention
from pipeline.recognise.reading import Reading


def names(reading: Reading) -> list[Mention]:
    """Mentions of names that no list holds: bodies, texts, events, initiatives, persons, offices, places."""
    return []
