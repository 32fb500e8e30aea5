"""The network: each view through a matrix of its own, then all together through one more; several such, averaged."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from pipeline.errors import StopRun
from pipeline.relate.context.views import Views
from pipeline.relate.frames import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import float32, int64
    from numpy.typing import NDArray

    Matrix = NDArray[float32]

FILE: Final = "context.npz"
AT_ONCE: Final = 512  # pairs
WEIGHTS: Final = ("views", "view bias", "link", "subject", "object", "distance", "inner", "inner bias", "outer",
                  "outer bias")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of each member of the committee, by name, and the properties that are answered for."""

    properties: tuple[str, ...]
    members: tuple[dict[str, Matrix], ...]

    def __call__(self, views: Views) -> Matrix:
        """Log-odds: a row a pair, a column a property."""
        import numpy as np

        found = np.zeros((len(views.kinds), len(self.properties)), dtype=np.float32)
        for at in range(0, len(found), AT_ONCE):
            part = slice(at, at + AT_ONCE)
            vectors = views.vectors(part)
            for weights in self.members:
                found[part] += _answers(weights, vectors, views.kinds[part]) / len(self.members)
        return found


def _answers(weights: dict[str, Matrix], vectors: Matrix, kinds: NDArray[int64]) -> Matrix:
    import numpy as np

    seen = [vectors[:, at] @ matrix + weights["view bias"][at] for at, matrix in enumerate(weights["views"])]
    subject, object_, between = seen[:3]
    known = [weights[name][kinds[:, at]] for at, name in enumerate(("link", "subject", "object", "distance"))]
    joined = np.concatenate([*map(_gelu, seen), subject * object_, subject * between, *known], axis=1)
    return np.asarray(_gelu(joined @ weights["inner"] + weights["inner bias"]) @ weights["outer"]
                      + weights["outer bias"])  # fmt: skip


def _gelu(x: Matrix) -> Matrix:
    """By the hyperbolic tangent (Hendrycks and Gimpel 2016), as the network was grown with."""
    import numpy as np

    return np.asarray(x / 2 * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x))))


@cache
def network() -> Network:
    """The network as grown; StopRun if its file is broken."""
    path = FOLDER / FILE
    try:
        return _read(path)
    except (OSError, EOFError, KeyError, ValueError, BadZipFile, zlib.error) as error:
        raise StopRun(f"{path}: {' '.join(str(error).split())[:200]}; grow it again (make train)") from error


def _read(path: Path) -> Network:
    import numpy as np

    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        members = [
            {name: kept[f"{at}/{name}"].astype(np.float32) for name in WEIGHTS} for at in range(int(kept["members"]))
        ]
        return Network(tuple(kept["properties"].tolist()), tuple(members))


def write(grown: Network, path: Path) -> None:
    """Keep a network, in half precision; the same one gives the same bytes."""
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    import numpy as np

    arrays = {"properties": np.array(grown.properties), "members": np.array(len(grown.members))}
    for at, weights in enumerate(grown.members):
        arrays |= {f"{at}/{name}": weights[name].astype(np.float16) for name in WEIGHTS}
    with ZipFile(path, "w") as file:
        for name, array in arrays.items():
            out = BytesIO()
            np.save(out, array, allow_pickle=False)
            file.writestr(ZipInfo(f"{name}.npy"), out.getvalue(), ZIP_DEFLATED)
