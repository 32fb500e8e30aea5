"""Bytes of unknown encoding → text: strict decoding first, then by how plausible the characters are.

A byte-order mark decides; then valid UTF-8; then whatever the page says of itself; else every candidate
encoding is tried and the most plausible text wins.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache

from pipeline.errors import SkipDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "windows-1251", "koi8-r", "cp866", "utf-16-le", "utf-16-be", "windows-1252")
_FORMATS = (
    (b"%PDF", "a PDF, not text; extract its text first"),
    (b"PK\x03\x04", "a ZIP or office file, not text; save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an office file, not text; save it as plain text"),
    (b"{\\rtf", "RTF, not plain text; save it as plain text"),
)
_DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")

# Below this mean score the winning text reads as noise: right decodings of prose score 0.4 to 0.8, wrong
# ones under 0.1 (measured on prose of the three languages in each encoding).
MIN_PLAUSIBILITY = 0.2
# A few broken bytes (a file cut in mid-character) are no reason to refuse a document.
MAX_BROKEN = 0.005

# Valid UTF-8 with more NULs than this is UTF-16; with fewer, a file that some program padded: they are left out.
MAX_NULS = 0.1

# The characters that carry about 40 % of running Chinese text, in either script.
_COMMON_HAN = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着"
    "等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新"
    "线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活"
    "设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理府研"
    "這個們來為國時說產種後過經發進對會動還沒間樣關與內數應開實現電氣變條結問無軍題黨員總長資邊圖統較將組見計別論運農幾區強決戰則處據務協議聯"
)
_COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпу")


def decode(data: bytes, source: str) -> str:
    """The text of a document's bytes, without a byte-order mark and NULs; SkipDocument if they are no text."""
    for magic, reason in _FORMATS:
        if data.startswith(magic):
            raise SkipDocument(source, reason)
    if not data.strip():
        raise SkipDocument(source, "is empty; there is nothing to read")
    found = (decoded for attempt in (_by_mark, _by_validity, _by_declaration) if (decoded := attempt(data)) is not None)
    text = next(found, None)
    if text is None:
        text = _by_plausibility(data, source)
    text = text.replace("\0", "")
    if not text.strip():
        raise SkipDocument(source, "is empty; there is nothing to read")
    if len(_CONTROL.findall(text)) > MAX_BROKEN * len(text):
        raise SkipDocument(source, "is binary, not text; save it as UTF-8 text")
    return text


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    return None


def _by_validity(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.count("\0") <= MAX_NULS * len(text) else None  # ASCII in UTF-16 is valid UTF-8 full of NULs


def _by_declaration(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:4096])
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared.group(1).decode("ascii")).name
        return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
    except (LookupError, UnicodeDecodeError):
        return None


def _by_plausibility(data: bytes, source: str) -> str:
    best, best_score = "", 0.0
    for encoding in ("utf-8", *_CANDIDATES):
        if encoding.startswith("utf-16") and len(data) % 2:
            continue
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= MAX_BROKEN * len(text) and (score := plausibility(text)) > best_score:
            best, best_score = text, score
    if best_score < MIN_PLAUSIBILITY:
        raise SkipDocument(source, "is not text in a known encoding; save it as UTF-8")
    return best


def plausibility(text: str) -> float:
    """How much a text reads like Chinese, Russian or English, from below 0 (noise) to 1."""
    score, count, before = 0.0, 0, " "
    for character in text[:20_000]:
        if not character.isspace():
            score += _points(character, before)
            count += 1
        before = character
    return score / count if count else 0.0


def _points(character: str, before: str) -> float:
    if character.isascii():
        return _ascii_points(character, before)
    after_latin = before.isascii() and before.isalpha()
    if "\u3400" <= character <= "\u9fff":
        return (1.0 if character in _COMMON_HAN else _rarity(character)) - after_latin * 0.8
    if "\u0400" <= character <= "\u04ff":
        return -1.0 if after_latin else _cyrillic_points(character, before)
    if "\uff10" <= character <= "\uff5a" or character in "，。、；：？！“”‘’《》（）「」—–…«»№·€•¥":
        return 0.5
    if character.isalpha() and "\u00c0" <= character <= "\u024f":
        return 0.5 if after_latin else -0.3
    return -1.0


def _ascii_points(character: str, before: str) -> float:
    if character.isalpha():
        # Latin letters amid another script's are what a wrong decoding leaves.
        return 0.5 if before.isascii() else -0.3
    return 0.3 if character.isprintable() else -2.0


def _cyrillic_points(character: str, before: str) -> float:
    if not ("а" <= character.lower() <= "я" or character in "ёЁ"):
        return -0.8
    if character.islower():
        return 1.0 if character in _COMMON_CYRILLIC else 0.5
    return -1.5 if before.islower() or unicodedata.category(before) == "Lo" else 0.2


@cache
def _rarity(character: str) -> float:
    """Points for a Chinese character that is not among the commonest: is it in either standard's first level?"""
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = character.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        if first <= lead <= last:
            return 0.3
    return -0.7
