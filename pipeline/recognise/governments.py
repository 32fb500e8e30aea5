"""Capitals that stand for their state's government: Минск отверг, Beijing said."""

from __future__ import annotations

from functools import cache

from pipeline import authority
from pipeline.authority import FOLDER, Known


def government(place: Known) -> Known | None:
    """The state whose government a capital's name may stand for; None for any other place."""
    return authority.load().by_id.get(place.parent) if place.id in _capitals() else None


@cache
def _capitals() -> frozenset[str]:
    lines = (FOLDER / "capitals.tsv").read_text(encoding="utf-8").splitlines()
    names = authority.load()
    found = (names.lookup(line, "Place") for line in lines if line and not line.startswith("#"))
    return frozenset(known.id for known in found if known is not None and known.parent)
