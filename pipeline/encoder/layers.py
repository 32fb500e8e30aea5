"""The encoder's layers in numpy: attention, then two linear steps, each added to what came in and levelled.

(Vaswani et al. 2017, as BERT has it: Devlin et al. 2019.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.encoder.packing import Packed

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Matrix = NDArray[float32]

LEAST = -60.0  # of a logarithm: below, numbers lose their leading bit, and arithmetic with such is fifty times slower


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights of one layer; matrices are turned so that rows of pieces are multiplied from the left."""

    query: Matrix
    key: Matrix
    value: Matrix
    mixed: Matrix
    widen: Matrix
    narrow: Matrix
    biases: dict[str, Matrix]


@dataclass(frozen=True, slots=True)
class Layers:
    """The lowest layers of an encoder; called with the ids of a window, they give a row for each."""

    file: Packed
    layers: tuple[Layer, ...]

    @property
    def width(self) -> int:
        """Numbers in a row."""
        return self.file.width

    def __call__(self, ids: list[int]) -> Matrix:
        """A row for each id, in order; at most 512 ids."""
        file = self.file
        place = file.floats("emb.pos").reshape(-1, file.width)[: len(ids)]
        rows = file.rows("emb.word", file.width, ids) + place + file.floats("emb.type")[: file.width]
        rows = _levelled(rows, file.floats("emb.ln.w"), file.floats("emb.ln.b"), file.epsilon)
        for layer in self.layers:
            rows = self._through(layer, rows)
        return rows

    def _through(self, layer: Layer, rows: Matrix) -> Matrix:
        bias, epsilon = layer.biases, self.file.epsilon
        seen = _attended(layer, rows, self.file.heads) @ layer.mixed + bias["ao.b"]
        rows = _levelled(rows + seen, bias["aln.w"], bias["aln.b"], epsilon)
        inner = _gelu(rows @ layer.widen + bias["fi.b"])
        return _levelled(rows + (inner @ layer.narrow + bias["fo.b"]), bias["oln.w"], bias["oln.b"], epsilon)


def load_layers(file: Packed, count: int) -> Layers:
    """The lowest layers of a file."""
    return Layers(file, tuple(_layer(file, f"l{at}.") for at in range(count)))


def _layer(file: Packed, prefix: str) -> Layer:
    import numpy as np

    square = {name: file.matrix(f"{prefix}{name}.w", file.width) for name in ("q", "k", "v", "ao", "fi")}
    turned = {name: np.ascontiguousarray(weights.T) for name, weights in square.items()}
    narrow = np.ascontiguousarray(file.matrix(f"{prefix}fo.w", file.inner).T)
    names = ("q.b", "k.b", "v.b", "ao.b", "aln.w", "aln.b", "fi.b", "fo.b", "oln.w", "oln.b")
    biases = {name: file.floats(prefix + name) for name in names}
    return Layer(turned["q"], turned["k"], turned["v"], turned["ao"], turned["fi"], narrow, biases)


def _attended(layer: Layer, rows: Matrix, heads: int) -> Matrix:
    """For each piece what all the others offer, weighted by how well their keys meet its query, head by head."""
    import numpy as np

    size = rows.shape[1] // heads
    query, key, value = (
        rows @ weights + layer.biases[bias]
        for weights, bias in ((layer.query, "q.b"), (layer.key, "k.b"), (layer.value, "v.b"))
    )
    query *= np.float32(size**-0.5)
    seen = np.empty_like(rows)
    for head in range(0, rows.shape[1], size):  # one by one: for stacks of matrices numpy has no fast product
        part = slice(head, head + size)
        fit = query[:, part] @ key[:, part].T
        fit = np.exp(np.maximum(fit - fit.max(axis=1, keepdims=True), LEAST))
        seen[:, part] = (fit @ value[:, part]) / fit.sum(axis=1, keepdims=True)
    return seen


def _levelled(rows: Matrix, scale: Matrix, shift: Matrix, epsilon: float) -> Matrix:
    import numpy as np

    rows = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt((rows * rows).mean(axis=1, keepdims=True) + np.float32(epsilon))
    return np.asarray(rows / spread * scale + shift)


def _gelu(x: Matrix) -> Matrix:
    """Each x times Φ(x), by formula 7.1.26 of Abramowitz and Stegun: off by less than 2e-7."""
    import numpy as np

    z = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    terms = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
    total = np.zeros_like(t)
    for term in terms:
        total = (total + np.float32(term)) * t
    tail = total * np.exp(-z * z)
    return np.asarray(x * np.where(x > 0, 1 - tail / 2, tail / 2), dtype=np.float32)
