"""Text as XML and spreadsheets can hold it."""

from __future__ import annotations

import re
from typing import Final

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no place for, not even as a reference."""


def for_xml(text: str) -> str:
    """The text with U+FFFD for each character that XML has no place for."""
    return _NOT_XML.sub("\ufffd", text)


def on_lines(text: str) -> str:
    """As `for_xml`, with each line end a line feed: what a reader of XML makes of it anyhow."""
    return for_xml(text).replace("\r\n", "\n").replace("\r", "\n")
