"""Mentions put together into things, unless something tells them apart.

Union–find whose unions may be refused: a group has at most one listed id and one number in a series, its
class, and its years agree. So one doubtful key can't weld two things that are known to differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Traits:
    """What can tell two things apart. Empty sets tell nothing."""

    cls: str
    known: frozenset[str] = frozenset()
    ordinals: frozenset[int] = frozenset()
    years: frozenset[tuple[str, str]] = frozenset()  # in its name, or right beside a name that says little
    thematic: frozenset[bool] = frozenset()  # a thematic year, or another event
    languages: frozenset[str] = frozenset()  # that name it; these don't tell it apart

    def joined(self, other: Traits) -> Traits:
        """The traits of both."""
        return Traits(
            self.cls, self.known | other.known, self.ordinals | other.ordinals, self.years | other.years,
            self.thematic | other.thematic, self.languages | other.languages,
        )  # fmt: skip


def clash(a: Traits, b: Traits) -> str:
    """Why two are not one thing; empty where nothing says so."""
    if a.cls != b.cls:
        return "class"
    if a.known and b.known:
        return "" if a.known == b.known else "known"
    if a.ordinals and b.ordinals and a.ordinals != b.ordinals:
        return "ordinal"
    if a.thematic and b.thematic and a.thematic != b.thematic:
        return "kind"
    return "years" if a.years and b.years and not a.years & b.years else ""


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

    def join(self, a: int, b: int) -> str:
        """Make one group of two; the reason if they are told apart, else nothing."""
        a, b = sorted((self.root(a), self.root(b)))
        if a == b:
            return ""
        reason = clash(self.traits[a], self.traits[b])
        if not reason:
            self._parent[b] = a
            self.traits[a] = self.traits[a].joined(self.traits[b])
        return reason

    def add(self, member: int, keys: Iterable[Hashable]) -> None:
        """Join a member to the group that had each key last, if they agree, or else to an earlier one."""
        for key in keys:
            having = self._keys.setdefault(key, [])
            if not any(not self.join(other, member) for other in reversed(having)):
                having.append(member)
            elif having and self.root(having[-1]) != self.root(member):
                having.append(member)  # it is the last one now: what follows rather means this

    def sets(self) -> list[list[int]]:
        """The groups, in order of their first members."""
        found: dict[int, list[int]] = defaultdict(list)
        for member in range(len(self._parent)):
            found[self.root(member)].append(member)
        return [found[root] for root in sorted(found)]
