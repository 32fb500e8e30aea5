"""Identifiers made from content: the same content always gets the same one.

    document  sha256 of the source's name and the text       9f2c…            (16 hexadecimal digits)
    entity    the authority's id, or words and a hash         q1234, 绿色发展论坛-5d41402a
    claim     sha256 of what is claimed, and where            03ab…
    evidence  document, start, end                            9f2c…-120-168
    conflict  sha256 of the two facts                         5d41…
    difference  sha256 of what versions state, and where      7c21…

They are the last part of an IRI; `graph.py` puts the namespace before it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import normalize

from pipeline.model import Claim, Conflict, Span, VersionDifference

_NOT_IN_SLUG = re.compile(r"[^0-9a-zÀ-ÖØ-öø-ʯΆ-ώЀ-ҁҊ-ԯ㐀-䶿一-鿿]+")
"""Latin, Greek, Cyrillic and Chinese letters and digits stay: all may stand in an IRI and in a Turtle local name."""

_SLUG_LENGTH = 48  # long enough to know a treaty by, short enough for one line of Turtle


def content_id(*parts: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the parts, joined by a character that no text holds."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def document_id(source: str, text: str) -> str:
    """The id of a document: of its file's name (not its folder) and its text."""
    return content_id(re.split(r"[/\\]", source)[-1], text)


def entity_id(cls: str, key: str, known: str = "") -> str:
    """The id of a thing: the authority's, where it is known; else its words, told apart by a hash of class and key.

    `key` is what makes the thing the one it is: its canonical name, and whatever parts it from namesakes.
    """
    return slug(known) if known else f"{slug(key)}-{content_id(cls, key)[:8]}".lstrip("-")


def claim_id(claim: Claim, document: str) -> str:
    """The id of what a claim says as that document states it; evidence and confidence make no difference."""
    period = (claim.valid.start, claim.valid.end) if claim.valid is not None else ("", "")
    return content_id(claim.subject, claim.property, claim.object, claim.modality, *period, document)


def evidence_id(document: str, span: Span) -> str:
    """The id of a stretch of a document."""
    return f"{document}-{span.start}-{span.end}"


def conflict_id(conflict: Conflict) -> str:
    """The id of two facts that can't both hold, whatever documents state them."""
    facts = ((c.subject, c.property, c.object) for c in (conflict.first[0], conflict.second[0]))
    return content_id(conflict.kind, *(part for fact in sorted(facts) for part in fact))


def difference_id(difference: VersionDifference) -> str:
    """The id of what versions state differently, and where."""
    values = (part for value in difference.values for part in value)
    places = (evidence_id(e.document, e.span) for e in difference.evidence)
    return content_id(difference.kind, *values, *places)


def slug(text: str) -> str:
    """The words of a name in lower case, joined by hyphens: readable, and safe in an IRI."""
    words = _NOT_IN_SLUG.sub("-", normalize("NFKC", text).lower()).strip("-")
    return words[:_SLUG_LENGTH].rstrip("-")
