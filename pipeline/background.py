"""What the authority lists know of the things that documents mention: names, ids, codes, coordinates.

    Entity + Known  ──>  Background     decorates a node that is there; adds none, and no fact

`graph.py` writes it into a file of its own, so that graph.ttl and evidence.ttl are what documents gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline import authority
from pipeline.authority import Known
from pipeline.model import LANGUAGES, Entity, Language, Mention

Name = tuple[Language, str]


@dataclass(frozen=True, slots=True)
class Background:
    """Of one entity: its label in each language that has one, and those of its names that no document uses.

    `wikidata` is an item's id ("Q232") or empty, `iso` an ISO 3166-1 alpha-2 code or empty, `point` WGS84
    latitude and longitude in degrees.
    """

    id: str
    labels: tuple[Name, ...]
    unsaid: tuple[Name, ...]
    wikidata: str = ""
    iso: str = ""
    point: tuple[float, float] | None = None


def background(entities: Iterable[Entity], mentions: Mapping[str, Sequence[Mention]]) -> list[Background]:
    """What is known of those entities that the authority lists hold, in order of id.

    `mentions`, by document id, say which names documents use; of a document that is not there none are.
    """
    by_id = authority.load().by_id
    known = sorted((e for e in entities if e.known in by_id and e.mentions), key=lambda e: e.id)
    return [_of(entity, by_id[entity.known], _said(entity, mentions)) for entity in known]


def _of(entity: Entity, known: Known, said: set[Name]) -> Background:
    labels = labels_of(known) | dict(entity.names)  # one label a language: the graph's own goes first
    names = {*labels.items(), *entity.others}
    return Background(
        entity.id,
        tuple((language, labels[language]) for language in LANGUAGES if language in labels),
        tuple(sorted(names - said)),
        known.wikidata,
        known.iso,
        None if known.lat is None or known.lon is None else (known.lat, known.lon),
    )


def labels_of(known: Known) -> dict[Language, str]:
    """The canonical name in each language that the row has; traditional characters follow from simplified ones."""
    labels: dict[Language, str] = {}
    for language in LANGUAGES:
        if names := known.names(language):
            labels[language] = known.traditional if language == "zh-hant" else names[0]
    return labels


def _said(entity: Entity, mentions: Mapping[str, Sequence[Mention]]) -> set[Name]:
    """The names by which documents call the entity, as resolved: whole, nominative."""
    found = (mentions[document][index] for document, index in entity.mentions if document in mentions)
    return {(m.language, name) for m in found for name in (m.name, m.stands_for) if name}
