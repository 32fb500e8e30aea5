"""A pair of groups as vectors: the mean of the encoder's states over each of ten stretches of text.

     …   on 15 June   the States      signed      the Convention     in Port Elm   …
       └─ before ──┘ └─ subject ─┘ └─ between ─┘ └── object ──┘ └─── after ────┘
       └──────────────────────────────── around ───────────────────────────────┘
    and the few pieces left and right of either end

Of two groups that stand far apart, what is between is what follows the first and what leads to the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.encoder import States, encode
from pipeline.model import Mention, Span
from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Group, Scene

if TYPE_CHECKING:
    from numpy import float32, float64, int64
    from numpy.typing import NDArray

CLASSES: Final = ("", "State", "Place", "Organization", "Person", "Event", "Agreement", "Initiative", "Date", "Office",
                  "Theme")  # fmt: skip
LINKS: Final = ("same", "before", "heading", "focus")
VIEWS: Final = 10
NEAR: Final = 64  # pieces from the start of one group to the end of the other
AROUND: Final = 96  # pieces that are looked at in all …
MARGIN: Final = 20  # … but no more than this on either side
LEADING, FOLLOWING = 16, 24  # pieces before and after a group that stands far from the other
BESIDE, CLOSE = 8, 4
STEPS: Final = 12  # of a distance, each way: single pieces first, then in growing strides
Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Views:
    """A row a pair. `kinds` are the link, both classes and the distance as numbers.

    `sums` are the states of the document's pieces summed up to each place, and `places` the stretches of each view.
    """

    sums: NDArray[float64]
    places: NDArray[int64]
    kinds: NDArray[int64]

    def vectors(self, rows: slice = slice(None)) -> NDArray[float32]:
        """VIEWS vectors for each of some pairs: the means over their stretches; 0 where there are no pieces.

        They are big, so that of a long document only a part should be asked for at once.
        """
        import numpy as np

        places = self.places[rows]
        total = sum(self.sums[places[:, :, part, 1]] - self.sums[places[:, :, part, 0]] for part in (0, 1))
        counts = (places[..., 1] - places[..., 0]).sum(axis=2)
        return np.asarray(total / np.maximum(counts, 1)[..., None], dtype=np.float32)


def views_of(pairs: Sequence[Candidate], scenes: Sequence[Scene], mentions: Sequence[Mention]) -> Views:
    """The views of some candidates of one document."""
    import numpy as np

    states, begins = _states(scenes)
    spans = {m: _pieces(states, begins, mention) for m, mention in enumerate(mentions) if mention.passage in begins}
    ends = [_nearest(candidate, spans) for candidate in pairs]
    whole = [[(*view, (0, 0))[:2] for view in _stretches(*pair, len(states.starts))] for pair in ends]
    kinds = [_kinds(candidate, *pair) for candidate, pair in zip(pairs, ends, strict=True)]
    return Views(
        _sums(states),
        np.array(whole, dtype=np.int64).reshape(len(pairs), VIEWS, 2, 2),
        np.array(kinds, dtype=np.int64).reshape(len(pairs), 4),
    )


def _sums(states: States) -> NDArray[float64]:
    import numpy as np

    sums = np.zeros((len(states.vectors) + 1, states.vectors.shape[1]))
    np.cumsum(states.vectors, axis=0, out=sums[1:])
    return sums


def _states(scenes: Sequence[Scene]) -> tuple[States, dict[int, int]]:
    """The states of all passages, one after the other, and where each passage begins."""
    begins: dict[int, int] = {}
    length = 0
    for scene in scenes:
        begins[scene.reading.index] = length
        length += len(scene.reading.plain) + 1
    return encode("\n".join(scene.reading.plain for scene in scenes)), begins


def _pieces(states: States, begins: dict[int, int], mention: Mention) -> Span:
    """The pieces that a mention covers, one at least."""
    import numpy as np

    start, end = (begins[mention.passage] + at for at in (mention.span.start, mention.span.end))
    first = min(int(np.searchsorted(states.ends, start, "right")), len(states.ends) - 1)
    return Span(first, max(first + 1, int(np.searchsorted(states.starts, end, "left"))))


def _nearest(candidate: Candidate, spans: dict[int, Span]) -> tuple[Span, Span]:
    """Of two lists the members that stand nearest to each other."""

    def gap(pair: tuple[int, int]) -> tuple[int, int, int]:
        one, two = spans[pair[0]], spans[pair[1]]
        return max(one.start, two.start) - min(one.end, two.end), *pair

    subjects, objects = candidate.subject.members, candidate.object.members
    subject, object_ = min(((s, o) for s in _ends(subjects) for o in _ends(objects)), key=gap)
    return spans[subject], spans[object_]


def _ends(members: Sequence[int]) -> Sequence[int]:
    return members if len(members) <= 2 else (members[0], members[-1])


def _stretches(subject: Span, object_: Span, length: int) -> tuple[Stretches, ...]:
    """The stretches of each view."""
    first, second = sorted((subject, object_), key=lambda s: (s.start, s.end))
    low, high = first.start, max(first.end, second.end)
    if high - low <= NEAR:
        margin = min((AROUND - (high - low)) // 2, MARGIN)
        between: Stretches = ((first.end, second.start),)
        around: Stretches = ((low - margin, high + margin),)
    else:
        middle = (first.end + second.start) // 2
        ahead, back = min(first.end + FOLLOWING, middle), max(second.start - LEADING, middle)
        between = ((first.end, ahead), (back, second.start))
        around = ((first.start - LEADING, ahead), (back, second.end + FOLLOWING))
    beside = [((end.start - CLOSE, end.start), (end.end, end.end + CLOSE)) for end in (subject, object_)]
    views = (
        ((subject.start, subject.end),), ((object_.start, object_.end),), between, ((low - BESIDE, low),),
        ((high, high + BESIDE),), around, *((stretch,) for sides in beside for stretch in sides),
    )  # fmt: skip
    return tuple(tuple(_within(a, b, length) for a, b in view) for view in views)


def _within(start: int, end: int, length: int) -> tuple[int, int]:
    start = min(max(0, start), length)
    return start, max(start, min(end, length))


def _kinds(candidate: Candidate, subject: Span, object_: Span) -> tuple[int, int, int, int]:
    distance = 0
    if candidate.link == "same":
        after, before = object_.start - subject.end + 1, subject.start - object_.end + 1
        distance = after if after > 0 else -before if before > 0 else 0
    return LINKS.index(candidate.link), _class(candidate.subject), _class(candidate.object), _step(distance)


def _class(group: Group) -> int:
    return CLASSES.index(group.cls) if group.cls in CLASSES else 0


def _step(distance: int) -> int:
    """A distance as one of 2 · STEPS + 1 numbers."""
    import math

    size = abs(distance)
    step = size if size < 4 else min(4 + int(2 * math.log2(size / 4)), STEPS)
    return STEPS + (step if distance >= 0 else -step)
