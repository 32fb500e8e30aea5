"""Text as it may be shown: names and quotes come from documents that anybody may have written."""

from __future__ import annotations

import re
from typing import Final

STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What steers a terminal or turns the order of letters: control characters but newline and tab, and those of bidi."""


def visible(text: str) -> str:
    r"""A text with each of these characters written as \uXXXX."""
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04X}", text)
