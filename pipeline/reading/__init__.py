"""Bytes → Document."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from pipeline.ids import content_id
from pipeline.model import Document, Language, Passage, Span
from pipeline.reading.decode import decode
from pipeline.reading.language import language_of
from pipeline.scripts import plain

__all__ = ["read", "read_file"]


def read_file(path: Path | str) -> Document:
    """Read one file."""
    path = Path(path)
    return read(path.read_bytes(), path.name)


def read(data: bytes, source: str) -> Document:
    """Read a document's bytes."""
    text = decode(data, source)
    passages: list[Passage] = []
    language: Language = "zh-hans" if language_of(text) is None else language_of(text) or "zh-hans"
    for match in re.finditer(r"\S[^\n\r]*\S|\S", text):
        span = Span(match.start(), match.end())
        language = language_of(match.group()) or language
        passages.append(Passage(span, "paragraph", language, match.group(), plain(match.group()),
                                tuple(range(span.start, span.end))))
    title = passages[0].text if passages else ""
    return Document(content_id(PurePath(source).name, text), text, source, tuple(passages), title)
