"""What a clause says of a fact besides: that it is only planned or proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.languages import ANALYSERS
from pipeline.model import Language, Modality
from pipeline.relate.frames import modal_words
from pipeline.relate.scene import Scene, Unit

# What is so even of a thing that is still to come, and what is a statement in itself.
TIMELESS = {"partOf", "meetingOf", "ordinal", "theme", "supports", "opposes", "proposedBy", "implements", "declaredBy"}
OFFICES = {"affiliation", "jobTitle"}  # … unless the text says from when
# What is proposed where its clause says so; elsewhere the proposal is of something else.
PROPOSED = {"foundedBy", "heldIn", "startDate", "organizer", "chairOf", "basedIn"}
# What is done, not only talked of: proposed where the clause proposes to do it, not where the thing was once proposed.
DONE = {"date", "party", "concludedIn", "memberOf"}
STATUSES = {"memberOf", "observerOf", "dialoguePartnerOf"}  # given by the decision itself
CLAUSE = {",", ";", ":", "—", "–"}


@cache
def words_of(kind: str, language: Language) -> re.Pattern[str]:
    """The words of one kind of `modality.toml`, in a scene's text."""
    file = ANALYSERS[language]
    words = sorted(getattr(modal_words()[kind], file), key=lambda w: (-len(w), w))
    body = "|".join(re.escape(w) for w in words) or "(?!)"  # no word: nothing fits
    return re.compile(body if file == "zh" else rf"(?<!\S)(?:{body})(?!\S)")


def modality(property_: str, scene: Scene, first: int, second: int, *, limited: bool = False) -> Modality:
    """Whether the clause around two units says that it is so, or only that it is planned or proposed.

    `limited`: the text says from when, or until when.
    """
    if property_ in TIMELESS or (property_ in OFFICES and not limited):
        return "Asserted"
    clause = _with_verb(scene, clause_of(scene.units, min(first, second), max(first, second)))
    language = scene.reading.passage.language
    text = words_of("Settled", language).sub("", text_of(scene, clause))
    if not language.startswith("zh"):
        text = f"{text} {_written(scene, clause)}"
    decided = text_of(scene, range(clause.start, max(first, clause.start)))
    if property_ not in STATUSES and words_of("Decided", language).search(decided):
        return "Planned"
    if words_of("Planned", language).search(text) or _in_future(scene, clause):
        return "Planned"
    if property_ in PROPOSED and words_of("Proposed", language).search(text):
        return "Proposed"
    if property_ in DONE and words_of("ProposedTo", language).search(text):
        return "Proposed"
    return "Asserted"


def _with_verb(scene: Scene, clause: range) -> range:
    """A clause, and the one before it if it only goes on with that (我们建议……，并于2027年举行)."""
    units, low = scene.units, clause.start
    goes_on = low > 1 and words_of("Further", scene.reading.passage.language).match(text_of(scene, clause))
    if not goes_on or units[low - 2].sentence != units[low].sentence:
        return clause
    return range(clause_of(units, low - 2, low - 2).start, clause.stop)


def _written(scene: Scene, at: range) -> str:
    """The words as written: a lemma has lost its tense (будет, был)."""
    return " ".join(scene.units[i].span.of(scene.reading.plain).lower() for i in at if scene.units[i].group < 0)


def _in_future(scene: Scene, at: range) -> bool:
    """Whether a verb of the clause stands in the future tense, where the language has one (состоится)."""
    starts = {scene.units[i].span.start for i in at if scene.units[i].group < 0}
    return any("Fut" in token.morph.get("Tense", []) for token in scene.reading.doc if token.idx in starts)


def clause_of(units: Sequence[Unit], first: int, second: int) -> range:
    """From the clause border before the first unit to the one after the second, within their sentences."""
    low, high, last = first, second, len(units) - 1
    while low > 0 and units[low - 1].sentence == units[first].sentence and units[low - 1].word not in CLAUSE:
        low -= 1
    while high < last and units[high + 1].sentence == units[second].sentence and units[high].word not in CLAUSE:
        high += 1
    return range(low, high + 1)


def text_of(scene: Scene, at: range) -> str:
    joiner = "" if scene.reading.passage.language.startswith("zh") else " "
    return joiner.join(scene.units[i].word or "□" for i in at)
