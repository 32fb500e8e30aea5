"""Which facts were added, removed or changed, under one identity for both states (`FactChange` says what counts)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipeline.exclusions import exclusions
from pipeline.show import Quote
from pipeline.snapshots.changes import FactChange, FactKind, IdentityChange, Saying, Who
from pipeline.snapshots.effects import Both, who
from pipeline.snapshots.terms import value_of
from pipeline.snapshots.view import Fact, Stated

ALIKE: Final = 0.5  # quotes of one document, for the one to stand in the other's place
LITERAL: Final = -1

Key = tuple[int, str, int | str]  # group of the subject, property, group of the object or the literal
Manner = tuple[str, str, str, str]  # document, modality, since, until


@dataclass(frozen=True)
class _Held:
    """A fact as one state holds it: the triples that are one by identity, and the claims of them."""

    number: int  # 0 the earlier state, 1 the later
    facts: tuple[Fact, ...]
    claims: tuple[Stated, ...]
    keys: Mapping[str, str]

    @cached_property
    def manners(self) -> Mapping[Manner, tuple[str, frozenset[str]]]:
        """How each document states it → the confidence and the quotes."""
        found: dict[Manner, tuple[str, frozenset[str]]] = {}
        for claim in self.claims:
            manner = (self.key(claim), claim.modality, claim.since, claim.until)
            confidence, quotes = found.get(manner, ("", frozenset()))
            found[manner] = (max(confidence, claim.confidence), quotes | {said.text for said in claim.quotes})
        return found

    @cached_property
    def said(self) -> frozenset[tuple[str, str]]:
        """The quotes, each with its document."""
        return frozenset((self.key(claim), said.text) for claim in self.claims for said in claim.quotes)

    def key(self, claim: Stated) -> str:
        return self.keys.get(claim.document, claim.document)

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(map(self.key, self.claims))


def fact_changes(both: Both, altered: Set[str], identity: Iterable[IdentityChange]) -> tuple[FactChange, ...]:
    """All changes of facts, by subject, property and object; `altered` are the keys of documents that are."""
    because: dict[int, list[str]] = defaultdict(list)
    for change in identity:
        for group in change.groups if change.kind != "id" else ():
            because[group].append((change.after or change.before)[0].name)
    return _Comparison(both, altered, because).changes()


@dataclass(frozen=True)
class _Comparison:
    both: Both
    altered: Set[str]
    because: Mapping[int, list[str]]

    def changes(self) -> tuple[FactChange, ...]:
        before, after = self._held(0), self._held(1)
        gone = {key: held for key, held in before.items() if key not in after}
        new = {key: held for key, held in after.items() if key not in before}
        both = before.keys() & after.keys()
        found = [self._restated(k, before[k], after[k]) for k in both if before[k].manners != after[k].manners]
        for old, other in _replaced(gone, new, self.altered):
            found.append(self._change(other, gone.pop(old), new.pop(other)))
        found += [self._change(key, held, None) for key, held in gone.items()]
        found += [self._change(key, None, held) for key, held in new.items()]
        return tuple(sorted(found, key=_order))

    def _held(self, number: int) -> dict[Key, _Held]:
        view, groups = self.both.views[number], self.both.identity.group[number]
        facts: dict[Key, list[Fact]] = defaultdict(list)
        for fact in view.by_fact:
            s, p, o = fact
            if s in groups:
                facts[groups[s], p, groups.get(o, o)].append(fact)
        keys = self.both.sides[number].keys
        return {key: _Held(number, tuple(same), tuple(c for f in same for c in view.by_fact[f]), keys)
                for key, same in facts.items()}  # fmt: skip

    def _restated(self, key: Key, before: _Held, after: _Held) -> FactChange:
        """A fact that both states have, and do not have from the same documents in the same words and manner."""
        manners = before.manners.items() ^ after.manners.items()
        documents = {manner[0] for manner, _ in manners}
        ordered = sorted(documents, key=lambda document: (self._source(document), document))
        details = [detail for document in ordered for detail in self._details(document, before, after)]
        return self._made(key, before, after, documents, tuple(details))

    def _change(self, key: Key, before: _Held | None, after: _Held | None) -> FactChange:
        documents = {document for held in (before, after) if held for document in held.documents}
        return self._made(key, before, after, documents, ())

    def _made(
        self, key: Key, before: _Held | None, after: _Held | None, documents: Set[str], details: tuple[str, ...]
    ) -> FactChange:
        edited = bool(documents & self.altered)
        ends = {self._group(f[n], held) for held in (before, after) if held for f in held.facts for n in (0, 2)}
        through = () if edited else tuple(sorted({name for end in ends for name in self.because.get(end, ())}))
        kind: FactKind = "changed" if before and after else "removed" if before else "added"
        sources = tuple(sorted({self._source(document) for document in documents}))
        old, new = (self._saying(held, documents) if held else None for held in (before, after))
        last = key[2] if isinstance(key[2], int) else LITERAL
        return FactChange(kind, key[1], old, new, details, sources, edited, through, (key[0], last))

    def _group(self, term: str, held: _Held) -> int:
        return self.both.identity.group[held.number].get(term, LITERAL)

    def _saying(self, held: _Held, documents: Set[str]) -> Saying:
        subject, _, object_ = held.facts[0]
        quotes = {
            Quote(self._source(held.key(c)), said.start, said.text, c.modality, c.since, c.until, c.confidence)
            for c in held.claims if held.key(c) in documents or not documents
            for said in c.quotes
        }  # fmt: skip
        return Saying(self._who(subject, held), self._who(object_, held), tuple(sorted(quotes)))

    def _who(self, term: str, held: _Held) -> Who:
        things = self.both.views[held.number].things
        return who(things[term]) if term in things else Who(value_of(term), "")

    def _source(self, document: str) -> str:
        return self.both.sources.get(document, document)

    def _details(self, document: str, before: _Held, after: _Held) -> Iterator[str]:
        """What is another in how one document states a fact, in words."""
        source = self._source(document)
        old, new = ({m: v for m, v in held.manners.items() if m[0] == document} for held in (before, after))
        if not old or not new:
            yield f"also stated in {source}" if new else f"no longer stated in {source}"
            return
        if old.keys() != new.keys():
            yield from _turned("modality", {m[1].lower() for m in old}, {m[1].lower() for m in new})
            yield from _turned("valid", {_period(m) for m in old}, {_period(m) for m in new})
        yield from _turned("confidence", {v[0] for v in old.values()}, {v[0] for v in new.values()})
        if {q for v in old.values() for q in v[1]} != {q for v in new.values() for q in v[1]}:
            yield f"other words in {source}"


def _turned(what: str, old: Set[str], new: Set[str]) -> Iterator[str]:
    if old != new:
        yield f"{what} {', '.join(sorted(old))} → {', '.join(sorted(new))}"


def _period(manner: Manner) -> str:
    return f"{manner[2]}–{manner[3]}" if manner[2] or manner[3] else "always"


def _stand_ins(
    gone: Mapping[Key, _Held], new: Mapping[Key, _Held], altered: Set[str]
) -> Iterator[tuple[float, int, Key, Key]]:
    """How likely, and by which end, each new fact stands for one that is gone: another object, or another subject."""
    at: dict[tuple[object, ...], list[Key]] = defaultdict(list)
    for key in new:
        at["object", key[0], key[1]].append(key)
        at["subject", key[1], key[2]].append(key)
    for key, held in gone.items():
        objects, subjects = at.get(("object", key[0], key[1]), ()), at.get(("subject", key[1], key[2]), ())
        yield from ((_alike(held, new[other]), 0, key, other) for other in objects)
        told = {quote for quote in held.said if quote[0] not in altered}
        yield from ((1.0, 1, key, other) for other in subjects if told & new[other].said)


def _replaced(gone: Mapping[Key, _Held], new: Mapping[Key, _Held], altered: Set[str]) -> list[tuple[Key, Key]]:
    """Which of the facts that are gone a new one stands for; the likeliest first, each at most once."""
    ranked = sorted(
        _stand_ins(gone, new, altered), key=lambda item: (-item[0], item[1], gone[item[2]].facts, new[item[3]].facts)
    )
    pairs: dict[Key, Key] = {}
    taken: set[Key] = set()
    for likeness, _, key, other in ranked:
        single = key[1] in exclusions().single and key[0] == other[0]
        if (single or likeness >= ALIKE) and key not in pairs and other not in taken:
            pairs[key] = other
            taken.add(other)
    return list(pairs.items())


def _alike(one: _Held, other: _Held) -> float:
    """How alike the nearest two of their quotes are that one document gives: 1 for the same words, 0 for nothing."""
    return max((_dice(q, r) for d, q in one.said for e, r in other.said if d == e), default=0.0)


def _dice(one: str, other: str) -> float:
    if one == other:
        return 1.0
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}, {other[i : i + 2] for i in range(len(other) - 1)}
    return min(0.99, 2 * len(pairs[0] & pairs[1]) / max(1, len(pairs[0]) + len(pairs[1])))


def _order(change: FactChange) -> tuple[object, ...]:
    kinds = ("changed", "removed", "added")
    return (change.now.subject, change.name, change.now.object, kinds.index(change.kind), change.before is None,
            change.before or change.after)  # fmt: skip
