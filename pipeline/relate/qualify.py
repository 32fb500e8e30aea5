"""What a clause says of a fact besides: that it is only planned or proposed, and from when to when it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.languages import ANALYSERS
from pipeline.model import Language, Mention, Modality, Period
from pipeline.relate.frames import modal_words
from pipeline.relate.scene import Scene, Unit

# Statuses: what may begin and end.
LIMITED = {"memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf", "chairOf", "basedIn", "affiliation",
           "jobTitle", "party"}  # fmt: skip
# What is so even of a thing that is still to come, and what is a statement in itself.
TIMELESS = {"partOf", "meetingOf", "ordinal", "affiliation", "jobTitle", "supports", "opposes", "proposedBy",
            "implements"}  # fmt: skip
CLAUSE = {",", ";", ":", "—", "–"}
NEAR = 10  # units from a status to the date that limits it


@cache
def _pattern(kind: str, language: Language) -> re.Pattern[str]:
    file = ANALYSERS[language]
    words = sorted(getattr(modal_words()[kind], file), key=lambda w: (-len(w), w))
    body = "|".join(re.escape(w) for w in words)
    return re.compile(body if file == "zh" else rf"(?<!\S)(?:{body})(?!\S)")


def modality(property_: str, scene: Scene, first: int, second: int) -> Modality:
    """Whether the clause around two units says that it is so, or only that it is planned or proposed."""
    if property_ in TIMELESS:
        return "Asserted"
    clause = _clause(scene.units, min(first, second), max(first, second))
    text = f"{_text(scene, clause)} {_written(scene, clause)}"
    language = scene.reading.passage.language
    if _pattern("Planned", language).search(text) or _in_future(scene, clause):
        return "Planned"
    if property_ in {"foundedBy", "heldIn", "startDate", "chairOf"} and _pattern("Proposed", language).search(text):
        return "Proposed"
    return "Asserted"


def _written(scene: Scene, at: range) -> str:
    """The words as written: a lemma has lost its tense (будет, был)."""
    return " ".join(scene.units[i].span.of(scene.reading.plain).lower() for i in at if scene.units[i].group < 0)


def _in_future(scene: Scene, at: range) -> bool:
    """Whether a verb of the clause stands in the future tense, where the language has one (состоится)."""
    starts = {scene.units[i].span.start for i in at if scene.units[i].group < 0}
    return any("Fut" in token.morph.get("Tense", []) for token in scene.reading.doc if token.idx in starts)


def _clause(units: Sequence[Unit], first: int, second: int) -> range:
    """From the clause border before the first unit to the one after the second, within their sentences."""
    low, high, last = first, second, len(units) - 1
    while low > 0 and units[low - 1].sentence == units[first].sentence and units[low - 1].word not in CLAUSE:
        low -= 1
    while high < last and units[high + 1].sentence == units[second].sentence and units[high].word not in CLAUSE:
        high += 1
    return range(low, high + 1)


def _text(scene: Scene, at: range) -> str:
    joiner = "" if scene.reading.passage.language.startswith("zh") else " "
    return joiner.join(scene.units[i].word or "□" for i in at)


def validity(property_: str, scene: Scene, first: int, second: int, mentions: Sequence[Mention]) -> Period | None:
    """The period that a date in the same clause gives a status, or None."""
    if property_ not in LIMITED:
        return None
    clause = _clause(scene.units, min(first, second), max(first, second))
    dates = [g for g in scene.groups if g.cls == "Date" and g.unit in clause]
    if not dates:
        return None
    nearest = min(dates, key=lambda g: (min(abs(g.unit - first), abs(g.unit - second)), g.unit))
    period = mentions[nearest.members[0]].period
    if period is None or min(abs(nearest.unit - first), abs(nearest.unit - second)) > NEAR:
        return None
    if period.start != period.end:
        return period
    before = _text(scene, range(max(clause.start, nearest.unit - 2), nearest.unit))
    ends = _pattern("Until", scene.reading.passage.language).search(before)
    return Period("", period.start) if ends else Period(period.start, "")
