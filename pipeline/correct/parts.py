"""What is to go off a thing that is two: it must be of that thing, and something must stay."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from pipeline.correct.things import Things, local_name
from pipeline.corrections.match import Thing, key_of, meet
from pipeline.errors import StopRun


def check_parts(
    things: Things, node: URIRef, typed: str, *, names: Sequence[str], sources: Sequence[str], quotes: Sequence[str]
) -> None:
    """Refuse, as StopRun, names, documents and quotes that are not of the thing `typed`, or that are all of it."""
    thing = things.index.things[local_name(node)]
    for wrong in [n for n in names if key_of(n) not in thing.names]:
        raise StopRun(f"{typed} is not called {wrong}; its names: {', '.join(things.names(node))}")
    if names and not (sources or quotes) and thing.names <= {key_of(n) for n in names}:
        raise StopRun(f"these are all names of {typed}: nothing would stay")
    _check_documents(things, thing, typed, sources, alone=not (names or quotes))
    for quote in quotes:
        if not any(meet(p, q) for p in things.texts.places(quote) for q in things.places(thing.id)):
            raise StopRun(f"“{quote}” stands in no passage that mentions {typed}")


def _check_documents(things: Things, thing: Thing, typed: str, sources: Sequence[str], *, alone: bool) -> None:
    for source in sources:
        if not thing.documents & set(things.texts.of(source)):
            raise StopRun(f"{source} does not mention {typed}")
    if sources and alone and thing.documents <= {i for s in sources for i in things.texts.of(s)}:
        raise StopRun(f"these are all documents that mention {typed}: nothing would stay")
