"""Writing systems: simplified from traditional characters, half-width from full-width, length kept.

And the key by which two spellings of one name compare.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_NOT_A_LETTER = re.compile(r"[\W_]+")


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC  # late: its dictionaries cost start-up time

    return OpenCC(name)


def convert(text: str, name: str) -> str:
    """Convert with one of OpenCC's tables (`t2s`, `s2t`), character for character."""
    result: str = _converter(name).convert(text)
    if len(result) == len(text):
        return result
    return "".join(_one(character, name) for character in text)


def _one(character: str, name: str) -> str:
    result: str = _converter(name).convert(character)
    return result if len(result) == 1 else character


def simplify(text: str) -> str:
    """Traditional characters to simplified ones; the length stays."""
    return convert(text, "t2s") if any("\u3400" <= character <= "\u9fff" for character in text) else text


def plain(text: str) -> str:
    """What recognition looks at: simplified, ASCII letters and digits half-width; the length stays."""
    return simplify(text).translate(_FULL_WIDTH)


def fold(name: str) -> str:
    """The key by which two spellings of one name in one script are equal.

    Without case, width, ё, a leading English article, and all quotes, brackets, spaces and punctuation.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return _NOT_A_LETTER.sub("", _ARTICLE.sub("", folded.strip()))
