"""Sentences that join two things and state nothing of them: questions, and dates that are no day of what is dated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Mention
from pipeline.relate.candidates import Candidate
from pipeline.relate.qualify import text_of, words_of
from pipeline.relate.scene import JOINERS, Scene

ASKED = {"?", "？"}
CLOSERS = " \"'»”’)）」』〉》"
QUOTED_QUESTION = re.compile(r"[^.!。！;；]*[?？][\"'»”’」』]")  # … asked the minister
ACTS = {"date"}  # done on a day, in a month, in a year: never from one year to another, nor ever since
TAKEN_FOR_GRANTED = {"affiliation", "jobTitle", "partOf"}  # what a question does not ask: "does President Nord agree?"
LISTED = JOINERS - {"as", "well"}  # within the list of what is left out
BEFORE = 4  # words that an excepting phrase has at most
OUTSIDE = re.compile(r"[^,，。;；]{0,8}外")  # what closes it in Chinese: 除玻利维亚外, 除玻利维亚和智利两国之外
YEAR = 4  # digits of a date that are its year


def unsaid(property_: str, candidate: Candidate, mentions: Sequence[Mention]) -> bool:
    """Whether a candidate's sentence only asks, or leaves an end out of what it says; or its date is no day."""
    if property_ not in TAKEN_FOR_GRANTED and (_asked(candidate) or _left_out(candidate)):
        return True
    if property_ == "affiliation" and candidate.object.cls == "State":
        return _only_national(candidate.object_scene, candidate.object.unit)
    return property_ in ACTS and _is_span(candidate, mentions)


def _only_national(scene: Scene, unit: int) -> bool:
    """Whether a state is but a person's nationality: the Jordanian-born, 埃及籍, 约旦人."""
    after = text_of(scene, range(unit + 1, min(unit + 3, len(scene.units))))
    return words_of("National", scene.reading.passage.language).match(after) is not None


def _asked(candidate: Candidate) -> bool:
    """Whether both ends stand in one sentence that ends with a question mark, or before a quoted question's end."""
    scene = candidate.subject_scene
    if scene is not candidate.object_scene:
        return False
    one, two = (scene.units[g.unit] for g in (candidate.subject, candidate.object))
    if one.sentence != two.sentence:
        return False
    sentence = scene.sentences[one.sentence].of(scene.reading.plain)
    rest = scene.reading.plain[max(one.span.end, two.span.end) : scene.sentences[one.sentence].end]
    return sentence.rstrip(CLOSERS)[-1:] in ASKED or QUOTED_QUESTION.match(rest) is not None


def _left_out(candidate: Candidate) -> bool:
    """Whether one end stands in an exception: all members except Bolivia endorsed it."""
    ends = ((candidate.subject_scene, candidate.subject), (candidate.object_scene, candidate.object))
    return any(_excepted(scene, group.unit) for scene, group in ends)


def _excepted(scene: Scene, at: int) -> bool:
    """Whether an excepting word stands right before a unit, or before the list that the unit closes."""
    language = scene.reading.passage.language
    same = [i for i, u in enumerate(scene.units) if u.sentence == scene.units[at].sentence]
    first = at
    while first > same[0] and (scene.units[first - 1].group >= 0 or scene.units[first - 1].word in LISTED):
        first -= 1
    before = text_of(scene, range(max(same[0], first - BEFORE), first))
    after = text_of(scene, range(at + 1, same[-1] + 1))
    if words_of("Besides", language).search(after):
        return False
    said = next((m for m in words_of("Except", language).finditer(before) if m.end() == len(before)), None)
    if not language.startswith("zh"):
        return said is not None
    return after.startswith("除外") or (said is not None and OUTSIDE.match(after) is not None)


def _is_span(candidate: Candidate, mentions: Sequence[Mention]) -> bool:
    period = mentions[candidate.object.members[0]].period
    if period is None:
        return False
    if period.start and period.end and period.start != period.end:
        return len(period.start) == YEAR or period.start[:YEAR] != period.end[:YEAR]
    scene, unit = candidate.object_scene, candidate.object.unit
    before = text_of(scene, range(max(0, unit - 1), unit))
    return words_of("Ever", scene.reading.passage.language).search(before) is not None
