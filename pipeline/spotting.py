"""Where listed strings stand in a text as names: whole words, in the case of a name, the longest first.

Chinese writes no borders between words, so there the longest listed string decides (白俄罗斯, not 俄罗斯),
and stop phrases take what only looks like a name (发展中国家).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pipeline.model import Form, Span

Known = TypeVar("Known")  # what a string names is the caller's affair


def _bare_latin() -> dict[int, int]:
    """Accented Latin letters to their bare ones, one for one (й is a letter of its own, and not among them)."""
    codes = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    bases = ((code, unicodedata.normalize("NFD", chr(code).lower())[0]) for code in codes)
    return {code: ord(base) for code, base in bases if base.isalpha()}


_SAME: Final = (
    _bare_latin()
    | {ord("Ё"): ord("е"), ord("ё"): ord("е"), 0xA0: 0x20, 0x202F: 0x20}
    | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {ord(dash): ord("-") for dash in "‐‑‒–—―−"}
    | {ord(mark): ord("'") for mark in "’‘ʼʻ`´"}
)
_SPACED_DASH: Final = re.compile(r"\s+[-–—]\s+")
_LANGUAGE_WORD: Final = re.compile(r"\s+(?:язык|language)")
# What after 方 makes another word of it: 方面, 方式, 方案 … (but 中方面临, "China faces").
_NO_SIDE: Final = re.compile(r"[式法案针程块略便说圆]|面(?![临对])")
# Characters that write foreign names. A short name between two of them is most likely a piece of a longer one:
# 丹尼斯 is no visit to 尼斯, 拉法兰 does not come from 拉法.
_SOUNDS: Final = frozenset(
    "阿埃艾安巴贝彼比波伯布查达丹德蒂迪杜厄恩尔法弗夫福盖戈格古哈赫霍基吉加杰卡凯坎科克肯库拉莱兰劳勒雷里利丽莉林卢鲁伦罗"
    "洛马麦曼梅米莫姆穆内纳娜尼涅努诺帕佩皮普奇乔切琴萨塞桑沙舍圣史斯苏索塔泰坦汤特滕提图托瓦万威维温沃乌西希夏谢辛休雅亚扬"
    "耶叶伊尤约泽扎詹兹佐"
)
_SOUNDS_BEFORE: Final = frozenset(
    "阿埃艾贝丹德蒂迪厄尔弗戈赫霍卡凯坎库拉莱兰勒莉卢鲁伦罗姆穆娜尼涅帕佩皮乔琴萨塞桑斯滕瓦沃耶泽扎詹兹佐"
)
_SOUNDS_AFTER: Final = frozenset("埃尔弗戈兰勒莉鲁伦姆娜尼涅帕佩皮琴萨塞桑斯滕瓦蒂迪德丹兹佐泽扎耶沃穆霍赫")
_SENTENCE_END: Final = ".!?…:;\n•-–—"
_ARABIC_ARTICLE: Final = ("al-", "el-")  # Al-Sabah is a family, not a state of Malaysia
_ABBREVIATION: Final = 3  # letters of the longest name that is written as an abbreviation is, if not in capitals


@dataclass(frozen=True, slots=True)
class Term(Generic[Known]):
    """A string that names a thing: one form of one name."""

    text: str
    known: Known
    form: Form

    def fits(self, written: str) -> bool:
        """Whether the letters, as written, have the case of a name.

        An abbreviation stands in capitals. A name may stand wholly in capitals (a heading); else its first
        letter is a capital where the name's is, and in an English name of two words the second's too.
        """
        name = self.text
        if written == name:
            return True
        if name.isupper() or len(name) <= _ABBREVIATION:
            return written.isupper() == name.isupper() and written[0].isupper() == name[0].isupper()
        if written.isupper():
            return True
        words, model = written.split(), name.split()
        if len(model) == 2 and _is_cyrillic(name):  # Дворец Нации, Дворец нации
            return words[0][0].isupper() or not name[0].isupper()
        if len(model) > 2:
            return not name[0].isupper() or any(word[0].isupper() for word in words)
        return all(w[0].isupper() or not n[0].isupper() for w, n in zip(words, model, strict=False))


def key_of(text: str) -> str:
    """The text as it is matched: of the same length; without case, accents, ё, or kinds of dashes and quotes."""
    same = text.translate(_SAME)
    lower = same.lower()
    return lower if len(lower) == len(same) else "".join(c.lower()[0] for c in same)


def spellings(name: str) -> tuple[str, ...]:
    """A name, and the same with a spaced dash closed up (Папуа — Новая Гвинея, Папуа-Новая Гвинея)."""
    closed = _SPACED_DASH.sub("-", name) if any(dash in name for dash in (" - ", " – ", " — ")) else name
    return (name,) if closed == name else (name, closed)


class Spotter(Generic[Known]):
    """Finds terms in texts. Of two terms spelt alike, the one given first is meant."""

    def __init__(self, terms: Iterable[Term[Known]], stops: Iterable[str], homographs: Iterable[str]) -> None:
        from ahocorasick import Automaton

        table: dict[str, list[Term[Known]]] = {key_of(stop): [] for stop in stops}
        every = list(terms)
        for key, term in zip(key_of("\n".join(term.text for term in every)).split("\n"), every, strict=True):
            table.setdefault(key, []).append(term)
        self._homographs = frozenset(map(key_of, homographs))
        self._automaton: Any = Automaton()
        for key, spelt_alike in table.items():
            self._automaton.add_word(key, (len(key), spelt_alike))
        self._automaton.make_automaton()

    def spot(self, text: str) -> list[tuple[Span, Term[Known]]]:
        """The terms in a text: leftmost, of these the longest, none overlapping."""
        hits = sorted(self._hits(text), key=lambda hit: (hit[0], -hit[1]))
        starts, ends = {hit[0] for hit in hits}, {hit[1] for hit in hits}
        found: list[tuple[Span, Term[Known]]] = []
        reached = 0
        for start, end, term in hits:
            if start >= reached and not _in_longer_name(text, start, end, starts, ends):
                reached = end
                if term is not None:
                    found.append((Span(start, end), term))
        return found

    def _hits(self, text: str) -> Iterator[tuple[int, int, Term[Known] | None]]:
        """Every place where a listed string stands as a whole word, in any order; None marks a stop phrase."""
        key = key_of(text)
        for last, (length, terms) in self._automaton.iter(key):
            start, end = last + 1 - length, last + 1
            if _inside_word(text, start) or _inside_word(text, end) or _inside_date(text, start):
                continue
            if _in_office(text, end):
                continue
            if not terms:
                yield start, end, None
            elif not (key[start:end] in self._homographs and _case_says_nothing(text, start, end)):
                term = _meant(terms, text[start:end])
                if term is not None and not (term.form == "demonym" and _other_sense(text, end)):
                    yield start, end, term


def _meant(terms: list[Term[Known]], written: str) -> Term[Known] | None:
    """Of terms that differ in case alone the one written so (GUAM, the body; Guam, the island); else the first."""
    exact = (term for term in terms if term.text == written)
    fitting = (term for term in terms if term.fits(written))
    return next(exact, None) or next(fitting, None)


def _inside_word(text: str, at: int) -> bool:
    """Whether a border at this position would cut a word, an address or an Arabic name in two."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if "\u3400" <= after <= "\u9fff":
        return False
    if before == "-":
        return text[max(0, at - 3) : at].lower() in _ARABIC_ARTICLE
    if _is_letter(after):
        return before == "@" or _is_letter(before)
    return before == "S" and after == "$"


def _is_letter(char: str) -> bool:
    return not "\u3400" <= char <= "\u9fff" and char.isalnum()


def _inside_date(text: str, start: int) -> bool:
    """日 of a date and the next word make no name: 8日本次会议 is not about Japan."""
    return text[start] in "年月日" and start > 0 and text[start - 1] in "0123456789一二三四五六七八九十"


def _in_office(text: str, end: int) -> bool:
    """Whether a Chinese body's name is only part of an office: 俄罗斯外交部长, 中国国务院总理 name the state."""
    if text[end - 1] in "部局署厅处司":
        return text[end : end + 1] == "长"
    return text[end - 3 : end] == "国务院" and text.startswith(("总理", "副总理"), end)


def _in_longer_name(text: str, start: int, end: int, starts: set[int], ends: set[int]) -> bool:
    """Whether the string is a piece of a foreign name that is not listed.

    A raised dot ties it to one (约旦·皮克福德, but 中国·青岛), or, two characters long, it stands among
    characters that write sounds (丹尼斯), unless these are a listed name themselves (秘鲁利马).
    """
    tied_after = text[end : end + 1] == "·" and _is_han(text, end + 1) and end + 1 not in starts
    tied_before = start > 0 and text[start - 1] == "·" and _is_han(text, start - 2) and start - 1 not in ends
    if end - start != 2 or not _SOUNDS.issuperset(text[start:end]):
        return tied_after or tied_before
    runs_on = text[end : end + 1] in _SOUNDS_AFTER and end not in starts
    runs_in = text[max(0, start - 1) : start] in _SOUNDS_BEFORE and start not in ends
    return tied_after or tied_before or runs_on or runs_in


def _is_cyrillic(name: str) -> bool:
    return "\u0400" <= name[-1] <= "\u04ff"


def _is_han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and "\u3400" <= text[at] <= "\u9fff"


def _other_sense(text: str, end: int) -> bool:
    """Whether what follows takes the sense of a state from an adjective or short form: узбекский язык, 中方案."""
    return bool(_LANGUAGE_WORD.match(text, end) or (text[end - 1] == "方" and _NO_SIDE.match(text, end)))


def _case_says_nothing(text: str, start: int, end: int) -> bool:
    """Whether a capital here marks no name: it opens a sentence, or the words about are all in capitals."""
    before = text[max(0, start - 40) : start].rstrip(" \t\u00a0«“\"'(")
    written = text[start:end]
    if written.isupper():
        return len(written) > _ABBREVIATION or before.split(" ")[-1].isupper()
    return not before or before[-1] in _SENTENCE_END
