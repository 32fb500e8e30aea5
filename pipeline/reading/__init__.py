"""Bytes → Document: decode, find the passages, leave the furniture out, say what language each is in."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from pipeline.errors import SkipDocument
from pipeline.ids import content_id
from pipeline.model import Document
from pipeline.reading.daylines import date_in
from pipeline.reading.decode import decode
from pipeline.reading.markup import Page, extract, is_html
from pipeline.reading.masthead import creator_of, date_of, publisher_of, title_of
from pipeline.reading.passages import passages_of

__all__ = ["read", "read_file"]

LONGEST = 200_000  # characters of a passage: a model's memory grows with them


def read_file(path: Path | str) -> Document:
    """The document in a file; SkipDocument if it can't be opened or holds no text."""
    path = Path(path)
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise SkipDocument(path, "can't be read: is no file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SkipDocument(path, f"can't be read: {error.strerror or error}") from error
    return read(data, os.fsencode(path.name).decode("utf-8", "replace"))  # a name may be any bytes


def read(data: bytes, source: str) -> Document:
    """The document that bytes hold; `source` is its file name or URL. SkipDocument if they hold no text.

    The text of a plain-text document is its decoded content; of a web page, what there is to read on it.
    """
    text = decode(data, source)
    page = extract(text) if is_html(text, source) else Page(text)
    if not page.text.strip():
        raise SkipDocument(source, "is a page without text; save the text that a browser shows")
    passages = passages_of(page.text)
    longest = max((len(p.text) for p in passages if p.kind != "furniture"), default=0)
    if longest > LONGEST:
        raise SkipDocument(source, f"has a line of {longest} characters; break it into lines, of {LONGEST} at most")
    about = page.about
    return Document(
        id=content_id(PurePath(source).name, page.text),
        text=page.text,
        source=source,
        passages=passages,
        title=title_of(passages) or page.title,
        date=date_in(about.get("date", "")) or date_of(passages),
        publisher=about.get("publisher", "") or publisher_of(passages),
        creator=about.get("creator", "") or creator_of(passages),
    )
