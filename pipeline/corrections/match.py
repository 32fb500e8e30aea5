"""What a correction means, in names and words, → the things and places that these are in this build.

A key's names are all of one thing. Of things that share some of them with the key, those that share the most are meant;
two that share different ones are both meant (an extraction may take one thing for two), two that share the same ones
are namesakes, and only a document or a quote can tell which of them is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.corrections.model import EntityKey, base
from pipeline.model import Evidence, Span
from pipeline.scripts import fold, simplify

Place = tuple[str, Span]  # a document's id, and a stretch of its text


@lru_cache(maxsize=1 << 16)
def key_of(name: str) -> str:
    """What names are compared by: neither case nor marks nor the script of Chinese matter."""
    return fold(simplify(name)) or " ".join(name.split())


class Texts:
    """The documents of a build, or of a graph: their sources and texts, by id."""

    def __init__(self, documents: Iterable[tuple[str, str, str]]) -> None:
        """`documents` are (id, source, text)."""
        self.texts: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        for id_, source, text in sorted(documents):
            self.texts[id_], self.sources[id_] = text, source

    def of(self, source: str) -> list[str]:
        """The ids of the documents of this name: the file's, without folders, or the whole of it; or an id."""
        local = source.removeprefix("document:")
        return [i for i, own in self.sources.items() if own == source or i == local or _file(own) == source]

    def places(self, quote: str, documents: Sequence[str] | None = None) -> list[Place]:
        """Where a quote stands, whatever the spaces and line ends in it; in all documents, or in these."""
        if not quote.strip():
            return []
        pattern = re.compile(r"\s*".join(re.escape(c) for c in quote if not c.isspace()))
        ids = self.texts if documents is None else documents
        return [(i, Span(*m.span())) for i in ids for m in pattern.finditer(self.texts[i])]

    def evidence(self, place: Place) -> Evidence:
        document, span = place
        return Evidence(document, span, span.of(self.texts[document]))


def _file(source: str) -> str:
    return re.split(r"[/\\]", source)[-1]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity as keys are compared with it; `label` is for messages."""

    id: str
    label: str
    classes: frozenset[str]  # of `BASES`
    names: frozenset[str]  # as `key_of` gives them
    documents: frozenset[str]  # ids


@dataclass(frozen=True, slots=True)
class Match:
    """The ids of the things that a key means, the likeliest first; or none, and why."""

    ids: tuple[str, ...]
    why: str = ""
    several: bool = False  # things of that name that nothing tells apart


@dataclass
class Index:
    """The things of a build by their names; `places` gives where one is mentioned.

    `apart` are pairs that a person split: no key means both, and of two that it may mean, not the one that went `off`.
    `same` gives what a person says is one with a thing: a key that means one of these means all.
    """

    things: Mapping[str, Thing]
    texts: Texts
    places: Callable[[str], Sequence[Place]]
    apart: Collection[frozenset[str]] = ()
    off: Collection[str] = ()
    same: Mapping[str, Collection[str]] = field(default_factory=dict)
    _by_name: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_name = defaultdict(list)
        for id_ in sorted(self.things):
            for name in self.things[id_].names:
                self._by_name[name].append(id_)

    def match(self, key: EntityKey, *, cls: str = "") -> Match:
        """The things that a key means; `cls` instead of the class that it names."""
        wanted, named = base(cls or key.cls), {key_of(name) for name in key.names}
        shared: dict[str, set[str]] = defaultdict(set)
        for name in sorted(named):
            for id_ in self._by_name.get(name, ()):
                shared[id_].add(name)
        of_class = {i: names for i, names in shared.items() if wanted in self.things[i].classes}
        if not of_class:
            others = ", ".join(sorted({c for i in shared for c in self.things[i].classes}))
            seen = f" (of that name there is: {others})" if others else ""
            return Match((), f"no {wanted} is called {' or '.join(key.names)}{seen}")
        narrowed = self._narrowed(key, of_class) if key.document or key.quote else of_class
        if not narrowed:
            return Match((), f"no {wanted} called {' or '.join(key.names)} is mentioned where the correction says")
        return self._chosen(key, narrowed)

    def _narrowed(self, key: EntityKey, shared: dict[str, set[str]]) -> dict[str, set[str]]:
        """Those mentioned where the key says: by the quote if it stands anywhere, else in the document if it is there.

        None is rather not there than a namesake: a place is named only where names don't tell things apart.
        """
        there = self.texts.of(key.document) if key.document else []
        quoted = self.texts.places(key.quote, there or None)
        if not quoted and key.quote:
            quoted = self.texts.places(key.quote)
        if quoted:
            return {i: names for i, names in shared.items() if any(meet(p, q) for p in self.places(i) for q in quoted)}
        return {i: names for i, names in shared.items() if self.things[i].documents & set(there)}

    def _chosen(self, key: EntityKey, shared: Mapping[str, set[str]]) -> Match:
        chosen: list[str] = []
        for id_ in sorted(shared, key=lambda i: (-len(shared[i]), i in self.off, i)):
            if any(frozenset([id_, other]) in self.apart for other in chosen):
                continue
            if any(id_ in self.same.get(other, ()) for other in chosen):
                chosen.append(id_)
                continue
            rivals = [other for other in chosen if shared[other] & shared[id_]]
            if not rivals:
                chosen.append(id_)
            elif any(len(shared[other]) == len(shared[id_]) for other in rivals):
                both = ", ".join(f"{self.things[i].label} (id:{i})" for i in sorted((*rivals, id_)))
                why = f"{' or '.join(key.names)} names several: {both}; a document or quote can tell which"
                return Match((), why, several=True)
        return Match(tuple(chosen))


def meet(a: Place, b: Place) -> bool:
    """Whether two places share a character."""
    return a[0] == b[0] and a[1].overlaps(b[1])
