"""Bytes of unknown encoding → text."""

from __future__ import annotations

from pipeline.errors import SkipDocument

CANDIDATES = ("gb18030", "big5", "windows-1251", "koi8-r")


def decode(data: bytes, source: str) -> str:
    """Decode a document's bytes; raises SkipDocument if they hold no text."""
    for encoding in ("utf-8-sig", *CANDIDATES):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SkipDocument(source, "not text in a known encoding; save it as UTF-8")
