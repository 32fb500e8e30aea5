"""A thing of a graph → the names, and if need be the words, by which it is found again in another build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from rdflib import URIRef
from rdflib.namespace import RDFS
from rdflib.term import Node

from pipeline.correct.things import Things, local_name
from pipeline.corrections.match import key_of, meet
from pipeline.corrections.model import EntityKey
from pipeline.errors import StopRun

MOST_NAMES: Final = 8  # of a key: the labels, and a few names that nothing else goes by
LONGEST_QUOTE: Final = 300  # characters of a passage that tells two namesakes apart


def key_for(things: Things, node: URIRef, typed: str) -> EntityKey:
    """A thing by its content, so that it is found again when ids and documents are others."""
    id_ = local_name(node)
    key = EntityKey.model_validate({"class": things.class_of(node), "names": _key_names(things, node, typed)})
    if things.index.match(key).ids == (id_,):
        return key
    rivals = [i for i, t in things.index.things.items() if i != id_ and t.names & {key_of(n) for n in key.names}]
    for place in _apart(things, id_, rivals):
        told = key.model_copy(update=place)
        if things.index.match(told).ids == (id_,):
            return told
    others = ", ".join(f"id:{i}" for i in rivals)
    raise StopRun(f"{typed}: nothing in the documents tells id:{id_} from {others}, which goes by the same names")


def _key_names(things: Things, node: URIRef, typed: str) -> list[str]:
    own, called = things.names(node), _called(things)
    mine = [name for name in own if key_of(name) == key_of(typed)][:1] or [things.store.label(node)]
    labels = [str(o) for o in sorted(things.store.graph.objects(node, RDFS.label), key=_by_language)]
    rest = sorted((n for n in own if called[key_of(n)] == 1), key=lambda n: (-len(n), n))
    chosen = {key_of(name): name for name in reversed([*mine, *labels])}
    ordered = {key_of(name): chosen[key_of(name)] for name in [*mine, *labels]}
    for name in rest:
        if len(ordered) < MOST_NAMES:
            ordered.setdefault(key_of(name), name)
    return list(ordered.values())


def _apart(things: Things, id_: str, rivals: Iterable[str]) -> list[dict[str, str]]:
    """Documents and passages that mention a thing and not its namesakes: the shortest words first."""
    theirs = [place for rival in rivals for place in things.places(rival)]
    own = [p for p in things.places(id_) if not any(meet(p, other) for other in theirs)]
    quotes = sorted((len(p[1]), things.texts.sources[p[0]], p[1].of(things.texts.texts[p[0]])) for p in own)
    found = [{"document": source, "quote": quote} for size, source, quote in quotes if size <= LONGEST_QUOTE]
    only = things.index.things[id_].documents.difference(*(things.index.things[r].documents for r in rivals))
    return found + [{"document": source} for source in sorted(things.texts.sources[d] for d in only)]


def _called(things: Things) -> Counter[str]:
    """How many things go by each name."""
    return Counter(name for thing in things.index.things.values() for name in thing.names)


def _by_language(name: Node) -> tuple[bool, str, str]:
    language = getattr(name, "language", "") or ""
    return language != "en", language, str(name)
