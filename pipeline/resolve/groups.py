"""Things put together, unless something tells them apart.

Union–find whose unions may be refused: a reason to join (its score) and all reasons to keep apart (theirs) are
added up. So one doubtful reason can't weld two things that are known to differ. Candidates come from keys: two
things are compared only where both have one, never all with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from pipeline.resolve.decisions import Opinion, against
from pipeline.resolve.traits import Traits


class Groups:
    """Members 0 … n−1, each at first alone."""

    def __init__(self, traits: Iterable[Traits]) -> None:
        self.traits = list(traits)
        self._parent = list(range(len(self.traits)))
        self._keys: dict[Hashable, list[int]] = {}

    def root(self, member: int) -> int:
        """The first member of the group."""
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def languages(self, root: int) -> frozenset[str]:
        """The languages that name a group."""
        return self.traits[root].languages

    def join(self, a: int, b: int, score: float) -> Sequence[Opinion]:
        """Make one group of two if a reason of this score outweighs all against it; else what spoke against."""
        a, b = sorted((self.root(a), self.root(b)))
        if a == b:
            return ()
        opposed = against(self.traits[a], self.traits[b])
        if score + sum(o.score for o in opposed) <= 0:
            return opposed
        self._parent[b] = a
        self.traits[a] = self.traits[a].joined(self.traits[b])
        return ()

    def add(self, member: int, keys: Iterable[tuple[Hashable, float]]) -> None:
        """Join a member to the group that had each key last, if they agree, or else to an earlier one."""
        for key, score in keys:
            having = self._keys.setdefault(key, [])
            if not any(not self.join(other, member, score) for other in reversed(having)):
                having.append(member)
            elif having and self.root(having[-1]) != self.root(member):
                having.append(member)  # it is the last one now: what follows rather means this

    def sets(self) -> list[list[int]]:
        """The groups, in order of their first members."""
        found: dict[int, list[int]] = defaultdict(list)
        for member in range(len(self._parent)):
            found[self.root(member)].append(member)
        return [found[root] for root in sorted(found)]
