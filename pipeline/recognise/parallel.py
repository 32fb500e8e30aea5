"""A bilingual document's two names for one thing: passages that translate one another, their names paired.

    金砖国家领导人第十七次会晤 …     Event 17
    The 17th BRICS Summit …          Event 17   -> stands for the first

Runs of passages in the document's first language are paired with the runs of the other that follow them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise

from pipeline import authority
from pipeline.model import Language, Mention, Passage
from pipeline.recognise.overlap import place
from pipeline.scripts import plain

PAIRED = ("Person", "Place", "Organization", "Agreement", "Event", "Initiative")
ENOUGH = 2.5  # points from which two names are taken for one thing
NEVER = -100.0


def paired(passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions; one in a translation stands for the name that the original gives."""
    links: dict[tuple[str, str], Mention] = {}
    by_passage: dict[int, list[Mention]] = {}
    for mention in sorted(mentions, key=place):
        by_passage.setdefault(mention.passage, []).append(mention)
    for first, second in _translations(passages):
        ours = [m for i in first for m in by_passage.get(i, ())]
        theirs = [m for i in second for m in by_passage.get(i, ())]
        for a, b in _matches(ours, theirs, links):
            links.setdefault((b.cls, b.name), a)
    return [_linked(m, links) for m in mentions]


def _linked(mention: Mention, links: dict[tuple[str, str], Mention]) -> Mention:
    to = links.get((mention.cls, mention.stands_for or mention.name))
    if to is None or to.language == mention.language:
        return mention
    return replace(
        mention, stands_for=to.stands_for or to.name, known=mention.known or to.known, kind=mention.kind or to.kind
    )


def _translations(passages: Sequence[Passage]) -> Iterator[tuple[list[int], list[int]]]:
    """Passages of the first language and those of the other that follow: one by one where they are as many."""
    indices = [i for i, p in enumerate(passages) if p.kind != "furniture"]
    runs = [list(group) for _, group in groupby(indices, key=lambda i: _language(passages[i]))]
    languages = {_language(passages[i]) for i in indices}
    if len(languages) != 2:
        return
    lead = _language(passages[indices[0]])
    for first, second in pairwise(runs):
        if _language(passages[first[0]]) != lead:
            continue
        if len(first) == len(second):
            yield from (([a], [b]) for a, b in zip(first, second, strict=True))
        else:
            yield first, second


def _language(passage: Passage) -> Language:
    return "zh-hans" if passage.language == "zh-hant" else passage.language


def _matches(
    ours: Sequence[Mention], theirs: Sequence[Mention], links: dict[tuple[str, str], Mention]
) -> Iterator[tuple[Mention, Mention]]:
    for cls in PAIRED:
        left, right = _open(ours, theirs, cls), _open(theirs, ours, cls)
        done = {links[(cls, m.name)].name for m in right if (cls, m.name) in links}
        right = [m for m in right if (cls, m.name) not in links]
        left = [m for m in left if m.name not in done]
        yield from _best(left, right)


def _open(mentions: Sequence[Mention], others: Sequence[Mention], cls: str) -> list[Mention]:
    """Full names of a class, each once, that no listed name ties to the other side already."""
    known = {m.known for m in others if m.known}
    found: dict[str, Mention] = {}
    for mention in mentions:
        if mention.cls == cls and mention.form == "name" and not mention.stands_for and mention.known not in known:
            found.setdefault(mention.name, mention)
    return list(found.values())


def _best(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs by falling likeness, each name in one pair only."""
    scored = [
        (_likeness(a, b) + _position(i, len(left), j, len(right)), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score >= ENOUGH and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield left[i], right[j]


def _position(i: int, n: int, j: int, m: int) -> float:
    """Up to two points where names stand in the same place of as long a row."""
    alone = 1.0 if n == m == 1 else 0.0
    same = 1.0 if n == m else 0.5
    return alone + same * (1.0 - abs(i / max(1, n - 1) - j / max(1, m - 1)) if max(n, m) > 1 else 1.0)


def _likeness(a: Mention, b: Mention) -> float:
    if a.known and b.known or a.ordinal is not None and b.ordinal is not None and a.ordinal != b.ordinal:
        return NEVER
    score = 0.0
    if a.ordinal is not None or b.ordinal is not None:
        score += 3.0 if a.ordinal == b.ordinal else -1.5
    if a.period is not None and b.period is not None:
        score += 2.0 if a.period == b.period else -3.0
    if a.kind and b.kind:
        score += 0.5 if a.kind == b.kind else -0.5
    inside, within = _known_inside(a.name, a.language), _known_inside(b.name, b.language)
    if inside or within:
        score += 2.0 * len(inside & within) / len(inside | within) - 0.5
    return score + 0.5


@lru_cache(maxsize=4096)
def _known_inside(name: str, language: Language) -> frozenset[str]:
    return frozenset(known.id for _, known, _ in authority.load().scan(plain(name), language))
