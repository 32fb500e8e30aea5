"""Which language a stretch of text is in: its script, and for Chinese what conversion would change.

Undecided stretches (numbers, or characters that both Chinese scripts share) take the language of their
neighbours: `settle` does that for a whole document.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any, Literal

from pipeline.model import Language
from pipeline.scripts import simplify

Script = Literal["han", "cyrillic", "latin"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CYRILLIC = "\u0400-\u052f"
LATIN = "A-Za-z\uff21-\uff3a\uff41-\uff5a\u00c0-\u024f\u1e00-\u1eff"

_HAN, _CYRILLIC, _LATIN = (re.compile(f"[{letters}]") for letters in (HAN, CYRILLIC, LATIN))

_WORDS = re.compile(f"[{LATIN}]+")
_BRACKETS = " ()[]〔〕【】（）.:："

# A Chinese character says about as much as two or three letters, so a Chinese sentence that quotes a
# long Latin name is still Chinese.
HAN_WEIGHT = 2.5


@cache
def _to_traditional() -> Any:
    from opencc import OpenCC  # late: its dictionaries cost start-up time

    return OpenCC("s2t")


def is_mixed(text: str) -> bool:
    """Whether letters of more than one script stand in the text."""
    return sum(script.search(text) is not None for script in (_HAN, _CYRILLIC, _LATIN)) > 1


def script_of(text: str) -> Script | None:
    """The script that carries most of the text; None where it has no letters."""
    weights: dict[Script, float] = {
        "han": len(_HAN.findall(text)) * HAN_WEIGHT,
        "cyrillic": len(_CYRILLIC.findall(text)),
        "latin": len(_LATIN.findall(text)),
    }
    script = max(weights, key=lambda name: weights[name])
    return script if weights[script] else None


def chinese_of(text: str) -> Language | None:
    """Simplified or traditional, by which conversion would change more; None if neither changes any."""
    han = "".join(_HAN.findall(text))
    changed = sum(a != b for a, b in zip(han, simplify(han), strict=True))
    traditional = _to_traditional().convert(han)
    unchanged = sum(a != b for a, b in zip(han, traditional, strict=False))
    if changed == unchanged:
        return None
    return "zh-hant" if changed > unchanged else "zh-hans"


def language_of(text: str) -> Language | None:
    """The language of a text by itself; None where nothing in it decides."""
    match script_of(text):
        case "han":
            return chinese_of(text)
        case "cyrillic":
            return "ru"
        case "latin":
            # An abbreviation alone is at home in every language.
            return "en" if len(_WORDS.findall(text)) > 1 or not text.strip(_BRACKETS).isupper() else None
    return None


def settle(texts: list[str]) -> list[Language]:
    """The language of each of a document's texts, in order.

    Chinese that could be either takes that of the nearest Chinese around it; a text without letters
    takes that of the text before it, or after it, or simplified Chinese if there is none at all.
    """
    scripts = [script_of(text) for text in texts]
    found = [language_of(text) for text in texts]
    majority = _majority(texts, found)
    for index, script in enumerate(scripts):
        if script == "han" and (found[index] is None or _is_weak(texts[index], majority)):
            found[index] = majority
    return _fill(found)


def _is_weak(text: str, majority: Language) -> bool:
    """Whether at most one character speaks against the document's kind of Chinese."""
    han = "".join(_HAN.findall(text))
    other: str = simplify(han) if majority == "zh-hans" else _to_traditional().convert(han)
    return sum(a != b for a, b in zip(han, other, strict=False)) <= 1


def _majority(texts: list[str], found: list[Language | None]) -> Language:
    """The document's kind of Chinese; one text's few odd characters do not outvote the rest."""
    weights: Counter[Language] = Counter()
    for text, language in zip(texts, found, strict=True):
        if language in ("zh-hans", "zh-hant"):
            weights[language] += len(text)
    return "zh-hant" if weights["zh-hant"] > weights["zh-hans"] else "zh-hans"


def _fill(found: list[Language | None]) -> list[Language]:
    first: Language = next((language for language in found if language is not None), "zh-hans")
    filled: list[Language] = []
    for language in found:
        filled.append(language or (filled[-1] if filled else first))
    return filled
