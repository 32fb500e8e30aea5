"""A bilingual document's two names for one thing, told by what they share and where they stand.

金砖国家领导人第十七次会晤 …        Event 17
The 17th BRICS Summit …            Event 17    one thing: same number, same passage, BRICS in both
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.model import Document, Mention
from pipeline.recognise.overlap import VALUES
from pipeline.resolve.align import Bead, beads, script
from pipeline.resolve.decisions import translated
from pipeline.resolve.groups import Groups
from pipeline.resolve.likeness import Side
from pipeline.resolve.words import spelled

CLASSES = ("Person", "Place", "Organization", "Event", "Agreement", "Initiative")
ROUNDS = (5.0, 4.0, 3.0, 3.0)  # points that make two names one thing, surest first


def join_translations(document: Document, mentions: Sequence[Mention], groups: Groups) -> None:
    """Join the groups that are one thing named in two languages."""
    found = list(beads(document, mentions))
    if not found:
        return
    by_passage: dict[int, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.cls not in VALUES:
            by_passage.setdefault(mention.passage, []).append(index)
    for least in ROUNDS:
        _round(least, found, mentions, by_passage, groups)


def _round(
    least: float, found: Sequence[Bead], mentions: Sequence[Mention], by_passage: dict[int, list[int]], groups: Groups
) -> None:
    """Join every pair that has enough points, by falling points; then what is known helps the next round."""
    sides = _sides(mentions, by_passage, groups)
    points, seen = _places(found, mentions, by_passage, groups)
    scored = [(_points(sides, pair, found[0].tags, places, seen), pair) for pair, places in points.items()]
    taken: set[int] = set()
    for score, (a, b) in sorted(scored, key=lambda s: (-s[0], s[1])):
        if score >= least and not {a, b} & taken and not groups.join(a, b, score):
            taken |= {a, b}


def _places(
    found: Sequence[Bead], mentions: Sequence[Mention], by_passage: dict[int, list[int]], groups: Groups
) -> tuple[dict[tuple[int, int], list[float]], Counter[int]]:
    """Of each pair of one class that may translate each other, how alike their places are; how often each is met."""
    points: dict[tuple[int, int], list[float]] = {}
    seen: Counter[int] = Counter()
    for bead in found:
        left, right = (_named(passages, mentions, by_passage, groups) for passages in (bead.left, bead.right))
        left, right = [r for r in left if r not in right], [r for r in right if r not in left]
        seen.update((*left, *right))
        for cls in CLASSES:
            ours, theirs = ([r for r in s if groups.traits[r].cls == cls] for s in (left, right))
            for i, a in enumerate(ours):
                for j, b in enumerate(theirs):
                    points.setdefault((a, b), []).append(position(i, len(ours), j, len(theirs)))
    return points, seen


def _points(
    sides: dict[int, dict[str, Side]],
    pair: tuple[int, int],
    tags: tuple[str, str],
    places: Sequence[float],
    seen: Counter[int],
) -> float:
    """Likeness, how they stand in the passages that have both, and how often only one is there."""
    first, second = (sides[root][tag] for root, tag in zip(pair, tags, strict=True))
    missed = seen[pair[0]] + seen[pair[1]] - 2 * len(places)
    together = sum(places) / len(places) + 0.5 * min(3, len(places) - 1)
    named = sum(len(sides[root]) > 1 for root in pair)  # by the other language already
    return sum(o.score for o in translated(first, second)) + together - 0.4 * min(2, missed) - 0.5 * named


def _named(
    passages: Sequence[int], mentions: Sequence[Mention], by_passage: dict[int, list[int]], groups: Groups
) -> list[int]:
    """Groups named in passages, in order."""
    roots = (groups.root(i) for p in passages for i in by_passage.get(p, ()) if mentions[i].form != "reference")
    return list(dict.fromkeys(roots))


def _sides(mentions: Sequence[Mention], by_passage: dict[int, list[int]], groups: Groups) -> dict[int, dict[str, Side]]:
    named: dict[int, dict[str, list[int]]] = {}
    for indices in by_passage.values():
        for i in indices:
            if mentions[i].form != "reference":
                named.setdefault(groups.root(i), {}).setdefault(script(mentions[i].language), []).append(i)
    return {
        root: {
            tag: Side(root, tag, tuple(mentions[i] for i in of), _parts(of, mentions, by_passage, groups))
            for tag, of in by.items()
        }
        for root, by in named.items()
    }


def _parts(
    indices: Sequence[int], mentions: Sequence[Mention], by_passage: dict[int, list[int]], groups: Groups
) -> frozenset[object]:
    inside: set[object] = set()
    for i in indices:
        outer = mentions[i]
        inside |= {
            mentions[k].known or groups.root(k)
            for k in by_passage[outer.passage]
            if k != i and outer.span.contains(mentions[k].span)
        }
        inside |= set(spelled(outer.name, outer.language)[0])
    return frozenset(inside - {m.known for m in (mentions[i] for i in indices)} - {groups.root(indices[0])})


def position(i: int, n: int, j: int, m: int) -> float:
    """Up to two points where two stand in the same place of rows as long; two in all where both stand alone."""
    if n == m == 1:
        return 2.0
    apart = abs(i / max(1, n - 1) - j / max(1, m - 1))
    return (1.25 if n == m else 0.75) * (1.0 - apart)
