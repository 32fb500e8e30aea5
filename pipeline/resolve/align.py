"""Which passages of a bilingual document translate one another.

    p1 zh   p2 en   p3 zh   p4 en        interleaved
    p1 zh   p2 zh … p9 ru   p10 ru       one whole text after the other

Both are one alignment: the passages of either language in their order, put side by side by what they share
(listed things, dates, numbers), their kind and their length; one may be translated by two, or by none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Document, Language, Mention

LEAST_SHARE = 0.12  # of a document's letters that its second language has, at least
SKIPPED = -0.3  # a passage that nothing translates
DOUBTFUL = 0.3  # likeness from which two passages are taken for translations
BAND = 40  # passages that an alignment may stray from the diagonal
STEPS = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))
NUMBER = re.compile(r"\d+")
WEIGHT = {"zh": 3.0, "ru": 0.95, "en": 1.0}  # a letter of Chinese says as much as three


@dataclass(frozen=True, slots=True)
class Bead:
    """Passages of two languages that say the same, by index."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    score: float
    tags: tuple[str, str]  # the languages


def beads(document: Document, mentions: Sequence[Mention]) -> Iterator[Bead]:
    """The aligned passages; none unless the document is written in just two languages throughout."""
    sides = _sides(document)
    if sides is None:
        return
    anchors = _anchors(document, mentions)
    left, right = ([_stretch(i, document, anchors) for i in side] for side in sides)
    yield from (b for b in path(left, right) if b.left and b.right and b.score >= DOUBTFUL)


def script(language: Language) -> str:
    """Both Chinese scripts are one language here."""
    return language[:2]


def _sides(document: Document) -> tuple[list[int], list[int]] | None:
    by: dict[str, list[int]] = {}
    letters: Counter[str] = Counter()
    for i, p in enumerate(document.passages):
        if p.kind != "furniture":
            by.setdefault(script(p.language), []).append(i)
            letters[script(p.language)] += round(len(p.text) * WEIGHT[script(p.language)])
    total = sum(letters.values())
    tags = [tag for tag in by if letters[tag] >= LEAST_SHARE * total]
    return (by[tags[0]], by[tags[1]]) if len(tags) == 2 else None


def _anchors(document: Document, mentions: Sequence[Mention]) -> list[frozenset[str]]:
    """What each passage holds that is the same in any language."""
    found: list[set[str]] = [set(NUMBER.findall(p.plain)) for p in document.passages]
    for m in mentions:
        if m.known:
            found[m.passage].add(m.known)
        if m.ordinal is not None:
            found[m.passage].add(f"#{m.ordinal}")
        if m.cls == "Date" and m.period is not None:
            found[m.passage].add(f"{m.period.start}/{m.period.end}")
    return [frozenset(f) for f in found]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage, or a sentence of one, as alignment sees it.

    `index` is what beads name it by, `place` the passage; `anchors` are what is the same in any language.
    """

    index: int
    place: int
    kind: str
    tag: str
    weight: float
    anchors: frozenset[str]


def weight(text: str, tag: str) -> float:
    """How much a text says, as alignment compares it across languages."""
    return len(text) * WEIGHT[tag] + 1.0


def _stretch(index: int, document: Document, anchors: Sequence[frozenset[str]]) -> Stretch:
    passage = document.passages[index]
    tag = script(passage.language)
    return Stretch(index, index, passage.kind, tag, weight(passage.text, tag), anchors[index])


def likeness(a: Sequence[Stretch], b: Sequence[Stretch]) -> float:
    """How much one or two passages look like a translation of one or two others; about −1 to 3."""
    ours = frozenset().union(*(p.anchors for p in a))
    theirs = frozenset().union(*(p.anchors for p in b))
    shared, either = len(ours & theirs), len(ours | theirs)
    weights = sum(p.weight for p in a), sum(p.weight for p in b)
    ratio = min(weights) / max(weights)
    score = (1.0 + 0.15 * min(shared, 6)) * 2 * shared / (len(ours) + len(theirs)) if either else 0.2
    score += 0.6 * ratio - 0.3
    score += 0.2 if a[0].kind == b[0].kind else 0.0
    score += 0.3 if min(abs(x.place - y.place) for x in a for y in b) == 1 else 0.0
    return score - 0.25 * (len(a) + len(b) - 2)


def path(left: Sequence[Stretch], right: Sequence[Stretch], steps: Sequence[tuple[int, int]] = STEPS) -> list[Bead]:
    """The best way through both texts, by dynamic programming near the diagonal; some beads have one side only.

    `steps` are how many of either side a bead may hold.
    """
    n, m = len(left), len(right)
    best: dict[tuple[int, int], tuple[float, int, int, float]] = {(0, 0): (0.0, 0, 0, 0.0)}
    for i in range(n + 1):
        for j in _near(i, n, m):
            came = [
                (best[i - di, j - dj][0] + gain, di, dj, gain)
                for di, dj in steps
                if (i - di, j - dj) in best
                for gain in [likeness(left[i - di : i], right[j - dj : j]) if di and dj else SKIPPED]
            ]
            if came:
                best[i, j] = max(came, key=lambda c: (c[0], -c[1] - c[2], c[1]))
    return _back(best, left, right) if (n, m) in best else []


def _near(i: int, n: int, m: int) -> range:
    middle = round(i * m / max(1, n))
    reach = max(BAND, abs(n - m))
    return range(max(0, middle - reach), min(m, middle + reach) + 1)


def _back(
    best: dict[tuple[int, int], tuple[float, int, int, float]], left: Sequence[Stretch], right: Sequence[Stretch]
) -> list[Bead]:
    i, j, found = len(left), len(right), []
    tags = left[0].tag, right[0].tag
    while i or j:
        _, di, dj, gain = best[i, j]
        found.append(
            Bead(tuple(p.index for p in left[i - di : i]), tuple(p.index for p in right[j - dj : j]), gain, tags)
        )
        i, j = i - di, j - dj
    return found[::-1]
