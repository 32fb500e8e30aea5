"""Bytes → Document: decode, find the passages, leave the furniture out, say what language each is in."""

from __future__ import annotations

from pathlib import Path, PurePath

from pipeline.errors import SkipDocument
from pipeline.ids import content_id
from pipeline.model import Document
from pipeline.reading.decode import decode
from pipeline.reading.masthead import creator_of, date_of, publisher_of, title_of
from pipeline.reading.passages import passages_of

__all__ = ["read", "read_file"]


def read_file(path: Path | str) -> Document:
    """The document in a file; SkipDocument if it can't be opened or holds no text."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SkipDocument(path, f"can't be read: {error.strerror or error}") from error
    return read(data, path.name)


def read(data: bytes, source: str) -> Document:
    """The document that bytes hold; `source` is its file name or URL. SkipDocument if they hold no text."""
    text = decode(data, source)
    passages = passages_of(text)
    return Document(
        id=content_id(PurePath(source).name, text),
        text=text,
        source=source,
        passages=passages,
        title=title_of(passages),
        date=date_of(passages),
        publisher=publisher_of(passages),
        creator=creator_of(passages),
    )
