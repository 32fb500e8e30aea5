"""What the words around a pair say: for each property that might join it, log-odds from a small network.

    views     a pair as what an encoder makes of its ends, of the words between them and of those beside them
    network   views → log-odds for each property

The network (`ontology/frames/context.npz`, grown by `python -m training`) sees meanings, not names, and no word of one
language: what it has learned of "signed" holds for подписали and 签署. It decides nothing: what it finds are measures
beside the others, for the forest to weigh.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.model import Mention
from pipeline.relate.candidates import Candidate
from pipeline.relate.context.network import Network
from pipeline.relate.context.views import Views, views_of
from pipeline.relate.scene import Scene

Asked = Sequence[tuple[Candidate, str]]
DIGITS: Final = 2  # more would only carry the machine's rounding along
ALONE: Final = 9.0  # the lead of what has no rival
UNKNOWN: Final = -4.0  # log-odds of a property that the network has never met: about as rare as any


def context_measures(
    asked: Asked, scenes: Sequence[Scene], mentions: Sequence[Mention], network: Network
) -> list[dict[str, float]]:
    """For each candidate and property: its log-odds, and by how much they lead those of its ends' other pairs."""
    if not asked:
        return []
    views = views_of(pairs(asked), scenes, mentions)
    return measures(asked, odds(asked, views, network))


def pairs(asked: Asked) -> list[Candidate]:
    """The candidates asked about, each once, in order."""
    return list({id(candidate): candidate for candidate, _ in asked}.values())


def odds(asked: Asked, views: Views, network: Network) -> list[float]:
    """The log-odds of each candidate and property."""
    row = {id(candidate): at for at, candidate in enumerate(pairs(asked))}
    found = network(views)
    column = {name: at for at, name in enumerate(network.properties)}
    return [
        round(float(found[row[id(candidate)], column[property_]]), DIGITS) if property_ in column else UNKNOWN
        for candidate, property_ in asked
    ]


def measures(asked: Asked, found: Sequence[float]) -> list[dict[str, float]]:
    """Log-odds as measures: their own value, and their lead over rivals for either end."""
    subjects, objects = _best_two(asked, found, subject=True), _best_two(asked, found, subject=False)
    return [
        {
            "context": own,
            "context s lead": _lead(own, subjects[_end(candidate, property_, subject=True)]),
            "context o lead": _lead(own, objects[_end(candidate, property_, subject=False)]),
        }
        for (candidate, property_), own in zip(asked, found, strict=True)
    ]


def _end(candidate: Candidate, property_: str, *, subject: bool) -> tuple[str, int, int]:
    scene, group = (
        (candidate.subject_scene, candidate.subject) if subject else (candidate.object_scene, candidate.object)
    )
    return property_, scene.reading.index, group.unit


def _best_two(asked: Asked, found: Sequence[float], *, subject: bool) -> Mapping[tuple[str, int, int], list[float]]:
    best: dict[tuple[str, int, int], list[float]] = defaultdict(list)
    for (candidate, property_), own in zip(asked, found, strict=True):
        key = _end(candidate, property_, subject=subject)
        best[key] = sorted([*best[key], own], reverse=True)[:2]
    return best


def _lead(own: float, best: Sequence[float]) -> float:
    if len(best) == 1:
        return ALONE
    return round(own - (best[1] if own >= best[0] else best[0]), DIGITS)
