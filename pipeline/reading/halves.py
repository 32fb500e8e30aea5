"""Lines that say the same in two or three languages, taken apart where the language changes.

The letters of a line are counted once; what stands on either side of a border is then a difference of counts,
so that a line of thousands of words costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.reading.language import CYRILLIC, HAN, HAN_WEIGHT, LATIN, Script, is_mixed
from pipeline.reading.lines import Line
from pipeline.reading.marks import ends_sentence

# Where the language may change within a line: a bar, a slash, an asterisk, a blank before letters, a sentence's end.
_BORDER = re.compile(
    rf"(?<=\S)\s*[|｜/]\s*(?=\S)|(?<=\S)\s+\*?(?=[{LATIN}{CYRILLIC}{HAN}])|"
    rf"(?<=[。！？])(?=[{LATIN}{CYRILLIC}])|(?<=[.!?])(?=[{HAN}])"
)
# One word and its translation, alone on a line.
_PAIR = re.compile(
    rf"[{HAN}·]{{2,12}}\s+[A-ZА-ЯЁ][{LATIN}{CYRILLIC}-]{{3,}}|[A-ZА-ЯЁ][{LATIN}{CYRILLIC}-]{{3,}}\s+[{HAN}·]{{2,12}}"
)
_STRONG = re.compile(r"[|｜/*]")
_WORD = re.compile(rf"[{LATIN}{CYRILLIC}]{{2,}}")
_OPEN, _CLOSE = re.compile(r"[（(《“「«]"), re.compile(r"[）)》”」»]")
_SEEN = 40  # characters before a border that are looked at for an open bracket
# Russian and English side by side without a mark between them: each is at most so many times as long as the other.
_LONGER = 2.5


@dataclass(frozen=True, slots=True)
class _Half:
    """The letters of one half of a line."""

    han: int
    cyrillic: int
    latin: int
    words: int  # of two letters or more, not Chinese

    @property
    def script(self) -> Script | None:
        """The script that carries most of it, as `script_of` has it."""
        weights: dict[Script, float] = {
            "han": self.han * HAN_WEIGHT,
            "cyrillic": self.cyrillic,
            "latin": self.latin,
        }
        script = max(weights, key=lambda name: weights[name])
        return script if weights[script] else None

    @property
    def mixed(self) -> bool:
        """Whether letters of another script stand in it; one abbreviation in Chinese does not count."""
        return self.words > 1 if self.script == "han" else bool(self.han)


class _Counts:
    """Of a line, the letters of each script and the words before each place."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._sums = [
            self._before([found.start() for found in re.finditer(pattern, text)])
            for pattern in (f"[{HAN}]", f"[{CYRILLIC}]", f"[{LATIN}]", _WORD)
        ]

    def _before(self, places: list[int]) -> list[int]:
        marks = [0] * (self._length + 1)
        for place in places:
            marks[place + 1] = 1
        return list(accumulate(marks))

    def half(self, start: int, end: int) -> _Half:
        return _Half(*(sums[end] - sums[start] for sums in self._sums))


def part_languages(line: Line) -> tuple[Line, ...]:
    """A line whose parts say the same in two or three scripts, as so many lines."""
    if not is_mixed(line.text):
        return (line,)
    end = len(line.text.rstrip("*_ "))
    parts = list(_parts(line.text, _Counts(line.text), 0, end, within=False))
    return tuple(line.part(*part) for part in parts) if len(parts) > 1 else (line,)


def _parts(text: str, counts: _Counts, start: int, end: int, *, within: bool) -> Iterator[tuple[int, int]]:
    """The stretches that `start:end` falls into; within a line taken apart, Russian and English part sooner."""
    closed = ends_sentence(text[max(start, end - _SEEN) : end])
    for border in _BORDER.finditer(text, start, end):
        first, second = counts.half(start, border.start()), counts.half(border.end(), end)
        if _are_two(text, start, border, first, second, closed=closed, within=within):
            yield from _parts(text, counts, start, border.start(), within=True)
            yield from _parts(text, counts, border.end(), end, within=True)
            return
    yield start, end


def _are_two(
    text: str, start: int, border: re.Match[str], first: _Half, second: _Half, *, closed: bool, within: bool
) -> bool:
    """Whether two languages meet at a border; `closed`: what follows it ends as a sentence does."""
    one, other = first.script, second.script
    if one is None or other is None or one == other or first.mixed or second.mixed:
        return False
    before = text[max(start, border.start() - _SEEN) : border.start()]
    if _OPEN.search(before) and not _CLOSE.search(before):
        return False
    strong = bool(_STRONG.search(border.group()))
    if not strong and "han" not in (one, other) and not _side_by_side(text, border, first, second, within=within):
        return False
    letters = second if one == "han" else first
    if letters.latin + letters.cyrillic < 4 or not letters.words:
        return False
    if letters.words == 1 and not strong and not within and not _PAIR.fullmatch(text):
        return False
    return strong or not closed or ends_sentence(before)


def _side_by_side(text: str, border: re.Match[str], first: _Half, second: _Half, *, within: bool) -> bool:
    """Whether Russian and English stand one after the other, about as long: a name and its translation."""
    pure = not (first.cyrillic and first.latin) and not (second.cyrillic and second.latin)
    if not pure or not text[border.end()].isupper():
        return False
    lengths = sorted((first.cyrillic + first.latin, second.cyrillic + second.latin))
    return lengths[1] <= _LONGER * lengths[0] and (within or min(first.words, second.words) > 1)
