"""Which language a passage is in."""

from __future__ import annotations

import re

from pipeline.model import Language
from pipeline.scripts import convert

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

# A Chinese character says about as much as two and a half letters of a Latin or Cyrillic word.
HAN_WEIGHT = 2.5


def language_of(text: str) -> Language | None:
    """The language of a stretch of text, or None where nothing decides."""
    han = len(_HAN.findall(text)) * HAN_WEIGHT
    cyrillic = len(_CYRILLIC.findall(text))
    latin = len(_LATIN.findall(text))
    if not han and not cyrillic and not latin:
        return None
    if han >= max(cyrillic, latin):
        return _chinese(text)
    return "ru" if cyrillic >= latin else "en"


def _chinese(text: str) -> Language | None:
    traditional = sum(a != b for a, b in zip(text, convert(text, "t2s"), strict=True))
    simplified = sum(a != b for a, b in zip(text, convert(text, "s2t"), strict=True))
    if traditional == simplified == 0:
        return None
    return "zh-hant" if traditional > simplified else "zh-hans"
