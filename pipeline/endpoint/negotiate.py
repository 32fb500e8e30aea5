"""Content negotiation: which of the formats that the endpoint writes a client likes best (RFC 9110, section 12.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

ROWS: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
"""Formats of a SELECT's rows, and of an ASK's answer, the preferred first; the last ones are other names."""

GRAPHS: Final = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/x-turtle",
    "text/plain",
    "application/json",
    "application/xml",
)
"""Formats of triples, the preferred first; the last ones are other names of Turtle, N-Triples, JSON-LD and RDF/XML."""

_QUALITY: Final = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.IGNORECASE)


def best(accept: str | None, offered: Sequence[str]) -> str:
    """The media type to answer in, of those offered; "" where the client takes none of them.

    Of types liked equally well the first offered wins; no header means that anything will do.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [found for part in accept.split(",") if (found := _range(part))]
    liked = [(_quality(media, ranges), -place, media) for place, media in enumerate(offered)]
    quality, _, media = max(liked)
    return media if quality > 0 else ""


def with_charset(media: str) -> str:
    """The Content-Type of a media type: text says that it is UTF-8, the others are so by definition."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _range(part: str) -> tuple[str, float] | None:
    """`text/*;q=0.5` as a range and a quality; none where it is not of that form."""
    name, *parameters = part.split(";")
    name = name.strip().lower()
    if name.count("/") != 1:
        return None
    found = [match for parameter in parameters if (match := _QUALITY.fullmatch(parameter))]
    named = [parameter for parameter in parameters if parameter.strip().lower().startswith("q=")]
    if named and not found:
        return None
    return name, float(found[0][1]) if found else 1.0


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How well a type is liked: as the most specific range says that it falls under."""
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0
