"""A bilingual document's two names for one thing, told by what they share and where they stand.

金砖国家领导人第十七次会晤 …        Event 17
The 17th BRICS Summit …            Event 17    one thing: same number, same passage, BRICS in both
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import authority
from pipeline.model import Document, Mention
from pipeline.recognise.overlap import VALUES
from pipeline.resolve.align import Bead, beads, script
from pipeline.resolve.groups import Groups
from pipeline.resolve.sounds import alike, misshapen
from pipeline.resolve.words import ORDER, concepts, spelled, terms

CLASSES = ("Person", "Place", "Organization", "Event", "Agreement", "Initiative")
ROUNDS = (5.0, 4.0, 3.0, 3.0)  # points that make two names one thing, surest first
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]{2,}|[A-Z]{2,}\d*")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Side:
    """What one language says of a thing in a document."""

    root: int
    language: str
    mentions: tuple[Mention, ...]
    parts: frozenset[object]  # groups of what is named within its names

    @property
    def cls(self) -> str:
        return self.mentions[0].cls


def translated(document: Document, mentions: Sequence[Mention], groups: Groups) -> None:
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
    scored = [(_points(sides, pair, found[0].tags, places, seen), pair) for pair, places in points.items()]
    taken: set[int] = set()
    for score, (a, b) in sorted(scored, key=lambda s: (-s[0], s[1])):
        if score >= least and not {a, b} & taken and not groups.join(a, b):
            taken |= {a, b}


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
    return likeness(first, second)[0] + together - 0.4 * min(2, missed) - 0.5 * named


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


def likeness(a: Side, b: Side) -> tuple[float, str]:
    """Points for one thing under two names, and why."""
    reasons = {name: value for name, value in _compared(a, b).items() if value}
    return sum(reasons.values()), " ".join(f"{name}{value:+.1f}" for name, value in reasons.items())


def _compared(a: Side, b: Side) -> dict[str, float]:
    scores = {
        "number": _number(a, b),
        "years": _years(a, b),
        "kind": _same({m.kind for m in a.mentions} - {""}, {m.kind for m in b.mentions} - {""}, 1.0, -0.5),
        "head": _same(_heads(a), _heads(b), 1.5, -1.5),
        "letters": 2.5 if _letters(a) & _letters(b) else 0.0,
    }
    if a.cls != "Person" and bool(_known(a)) != bool(_known(b)):
        scores["listed"] = _listed(*((a, b) if _known(a) else (b, a)))
    if a.cls not in {"Person", "Place"}:
        scores["parts"] = _parts_shared(a, b)
        scores["terms"] = _terms_shared(a, b)
    if a.cls == "Person":
        scores["person"], scores["sound"] = 1.0, _sound(a, b)
    return scores


def _parts_shared(a: Side, b: Side) -> float:
    """What is named within both. A listed name is seen as a whole: that nothing was found in it says nothing."""
    if not a.parts and not b.parts:
        return 0.0
    score = 2.0 * len(a.parts & b.parts) / len(a.parts | b.parts) - 0.4
    return max(0.0, score) if _known(a) or _known(b) else score


def _terms_shared(a: Side, b: Side) -> float:
    ours, theirs = _terms(a), _terms(b)
    if not ours or not theirs:
        return 0.0
    return 2.5 * len(ours & theirs) / len(ours | theirs) - 0.75


def _terms(side: Side) -> frozenset[str]:
    named = [m for m in side.mentions if m.form == "name"] or side.mentions
    return frozenset().union(*(terms(m.name, m.language) for m in named))


def _known(side: Side) -> str:
    return next((m.known for m in side.mentions if m.known), "")


def _listed(known: Side, other: Side) -> float:
    """A listed thing seldom goes by a name that its list doesn't have, and the shorter that is the less."""
    entry = authority.load().by_id[_known(known)]
    return -1.0 if entry.names(other.language) else 0.0


def _number(a: Side, b: Side) -> float:
    if a.cls != "Event":
        return 0.0
    ours, theirs = ({m.ordinal for m in s.mentions} - {None} for s in (a, b))
    if not ours and not theirs:
        return 0.0
    return 3.0 if ours & theirs else -3.0 if ours and theirs else -1.5


def _years(a: Side, b: Side) -> float:
    ours, theirs = ({y for m in s.mentions for y in DIGITS.findall(m.name) if len(y) == 4} for s in (a, b))
    if not ours and not theirs:
        return 0.0
    return 2.0 if ours == theirs else -3.0 if ours and theirs and not ours & theirs else -1.0


def _same(ours: set[str] | frozenset[str], theirs: set[str] | frozenset[str], yes: float, no: float) -> float:
    return 0.0 if not ours or not theirs else yes if ours & theirs else no


def _sound(a: Side, b: Side) -> float:
    """How well the sounds of two persons' names agree, as far as their scripts let that be told."""
    first, second = sorted((a, b), key=lambda s: ORDER.index(s.language))
    pairs = [(m.name, n.name) for m in first.mentions for n in second.mentions]
    if (first.language, second.language) == ("ru", "en"):
        return max(alike(x, y) for x, y in pairs)
    return -2.0 if second.language == "en" and all(misshapen(x, y) for x, y in pairs) else 0.0


def _heads(side: Side) -> frozenset[str]:
    named = [m for m in side.mentions if m.form == "name"] or side.mentions
    return frozenset().union(*(concepts(m.cls, m.name, m.language) for m in named))


def _letters(side: Side) -> frozenset[str]:
    """Latin words within names: COP30 and CSEC are the same in any language."""
    if side.language == "en":
        return frozenset(w.casefold() for m in side.mentions for w in LATIN.findall(m.name))
    return frozenset(w.casefold() for m in side.mentions for w in LATIN.findall(m.name) if len(w) > 2)
