"""Sentences that join two things and state nothing of them: questions, and dates that are no day of what is dated."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Mention
from pipeline.relate.candidates import Candidate
from pipeline.relate.qualify import text_of, words_of

ASKED = {"?", "？"}
ACTS = {"date"}  # done on a day, in a month, in a year: never from one year to another, nor ever since
TAKEN_FOR_GRANTED = {"affiliation", "jobTitle", "partOf"}  # what a question does not ask: "does President Nord agree?"
YEAR = 4  # digits of a date that are its year


def unsaid(property_: str, candidate: Candidate, mentions: Sequence[Mention]) -> bool:
    """Whether a candidate's sentence only asks, or its date is a span of years or a beginning rather than a day."""
    return (property_ not in TAKEN_FOR_GRANTED and _asked(candidate)) or (
        property_ in ACTS and _is_span(candidate, mentions)
    )


def _asked(candidate: Candidate) -> bool:
    """Whether both ends stand in one sentence that ends with a question mark."""
    scene = candidate.subject_scene
    if scene is not candidate.object_scene:
        return False
    one, two = (scene.units[g.unit].sentence for g in (candidate.subject, candidate.object))
    written = scene.sentences[one].of(scene.reading.plain).rstrip(" \"'»”’)")
    return one == two and written[-1:] in ASKED


def _is_span(candidate: Candidate, mentions: Sequence[Mention]) -> bool:
    period = mentions[candidate.object.members[0]].period
    if period is None:
        return False
    if period.start and period.end and period.start != period.end:
        return len(period.start) == YEAR or period.start[:YEAR] != period.end[:YEAR]
    scene, unit = candidate.object_scene, candidate.object.unit
    before = text_of(scene, range(max(0, unit - 1), unit))
    return words_of("Ever", scene.reading.passage.language).search(before) is not None
