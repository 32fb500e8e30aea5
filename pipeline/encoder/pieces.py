"""Text cut into pieces of the encoder's vocabulary: of all ways to cut a word, the one whose pieces score highest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.encoder.packing import Packed

SPACE: Final = "▁"  # stands for a space, and before the first word
LONGEST_PIECE: Final = 16  # characters
LONGEST_WORD: Final = 64  # … that are cut as one, for scripts that write no spaces
BLANK: Final = frozenset("\n\t\r\u3000\xa0")
PENALTY: Final = 10.0  # by which an unknown character scores below the worst piece


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the vocabulary, and where it stands in the text."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """A vocabulary; called with a text, it cuts it. `begin` and `end` are the ids that frame every window."""

    begin: int
    end: int
    _unknown: int
    _ids: dict[str, int]
    _scores: list[float]
    _replaced: dict[str, str]
    _cut: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)  # words that were cut before

    def __call__(self, text: str) -> list[Piece]:
        """The pieces of a text in order; a space that is a piece of its own has the place of the letter after it."""
        letters, places = self._spread(text)
        found: list[Piece] = []
        start = 0
        while start < len(letters):
            end = self._word_end(letters, start)
            for id_, low, high in self._word("".join(letters[start:end])):
                first = start + low + (letters[start + low] == SPACE and high > low + 1)
                found.append(Piece(id_, places[first], places[start + high - 1] + 1))
            start = end
        return found

    def _spread(self, text: str) -> tuple[list[str], list[int]]:
        """The characters that are cut, normal forms and spaces as the vocabulary has them, each with its place."""
        letters, places = [SPACE], [0]
        for at, character in enumerate(text):
            for letter in " " if character in BLANK else self._replaced.get(character, character):
                if letter != " ":
                    letters.append(letter)
                    places.append(at)
                elif letters[-1] != SPACE:
                    letters.append(SPACE)
                    places.append(at)
        return letters, places

    @staticmethod
    def _word_end(letters: list[str], start: int) -> int:
        end = start + 1
        while end < len(letters) and letters[end] != SPACE and end - start < LONGEST_WORD:
            end += 1
        return end

    def _word(self, word: str) -> list[tuple[int, int, int]]:
        if len(word) > LONGEST_PIECE:  # hardly ever met again
            return self._best(word)
        if word not in self._cut:
            self._cut[word] = self._best(word)
        return self._cut[word]

    def _best(self, word: str) -> list[tuple[int, int, int]]:
        """The best way to cut a word, as (id, start, end): the best way to each place, from the left."""
        best: list[tuple[float, int, int]] = [(0.0, 0, 0), *[(float("-inf"), 0, 0)] * len(word)]
        for start in range(len(word)):
            before = best[start][0]
            for end in range(start + 1, min(len(word), start + LONGEST_PIECE) + 1):
                id_ = self._ids.get(word[start:end], self._unknown)
                if (id_ != self._unknown or end == start + 1) and before + self._scores[id_] > best[end][0]:
                    best[end] = (before + self._scores[id_], id_, start)
        found, end = [], len(word)
        while end:
            _, id_, start = best[end]
            found.append((id_, start, end))
            end = start
        return found[::-1]


def load_pieces(file: Packed) -> Pieces:
    """The vocabulary of a file."""
    scores = file.scores.tolist()
    scores[file.unknown] = min(scores) - PENALTY
    ids = {piece: at for at, piece in enumerate(file.pieces) if piece}
    return Pieces(file.begin, file.end, file.unknown, ids, scores, file.replaced)
