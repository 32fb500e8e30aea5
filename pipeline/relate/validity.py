"""From when to when a status holds, where the text says so.

    India has been a member since 2017.          2017 –
    Kenya chairs the Union until 2027.                – 2027
    joined in 1995 · Nepal (1995) · 任期自2019年至2021年

A date that merely stands nearby (of a signing, of a meeting) limits nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Mention, Period
from pipeline.relate.qualify import clause_of, text_of, words_of
from pipeline.relate.scene import Group, Scene

JOINED = {"memberOf", "observerOf", "dialoguePartnerOf"}  # begin on the day of joining
HELD = {"chairOf"}  # held for a year or a month
LIMITED = JOINED | HELD | {"basedIn", "affiliation", "jobTitle", "party"}
NEAR = 10  # units from a status to the date that limits it
BESIDE = 3  # … to a date that needs no verb: Nepal (1995)
DAY = 10  # letters of a date that names the day


def validity(property_: str, scene: Scene, first: int, second: int, mentions: Sequence[Mention]) -> Period | None:
    """The period that the clause around two units gives a status, or None."""
    if property_ not in LIMITED:
        return None
    start = end = ""
    for date, period in _dates(scene, first, second, mentions):
        after, before = _marks(scene, date.unit, begun=bool(start))
        whole = property_ in HELD and not after and not before and len(period.start) < DAY
        if whole or (after and period.start != period.end):
            start, end = start or period.start, end or period.end
        elif before or (not after and _says("Left", scene, date)):
            end = end or period.end
        elif after or _begins(property_, scene, date, first):
            start = start or period.start
    return Period(start, end) if start or end else None


def _dates(scene: Scene, first: int, second: int, mentions: Sequence[Mention]) -> Iterator[tuple[Group, Period]]:
    """The dates of the clause that stand near either unit, the nearest first."""
    clause = clause_of(scene.units, min(first, second), max(first, second))
    dates = [g for g in scene.groups if g.cls == "Date" and g.unit in clause]
    for date in sorted(dates, key=lambda g: (_distance(g, first, second), g.unit)):
        period = mentions[date.members[0]].period
        if period is not None and _distance(date, first, second) <= NEAR:
            yield date, period


def _distance(date: Group, first: int, second: int) -> int:
    return min(abs(date.unit - first), abs(date.unit - second))


def _marks(scene: Scene, unit: int, *, begun: bool) -> tuple[bool, bool]:
    """Whether the words beside a date say that something holds since then, and that it holds until then.

    "To" a date is until then only where a beginning was named.
    """
    language = scene.reading.passage.language
    before, after = (text_of(scene, range(max(0, low), min(high, len(scene.units))))
                     for low, high in ((unit - 2, unit), (unit + 1, unit + 2)))  # fmt: skip
    since = words_of("Since", language).search(before) or words_of("Onward", language).match(after)
    until = words_of("Until", language).search(before) or words_of("Ended", language).match(after)
    if begun and not until:
        until = words_of("To", language).search(before)
    return bool(since), bool(until)


def _begins(property_: str, scene: Scene, date: Group, first: int) -> bool:
    """Whether a date without a word beside it that says so is the one from which the status holds."""
    if property_ not in JOINED:
        return False
    beside = abs(date.unit - first) <= BESIDE and scene.units[date.unit].depth > scene.units[first].depth
    return beside or _says("Joined", scene, date)


def _says(kind: str, scene: Scene, date: Group) -> bool:
    """Whether the sentence of a date has a word of a kind."""
    sentence = scene.units[date.unit].sentence
    units = [i for i, u in enumerate(scene.units) if u.sentence == sentence]
    text = text_of(scene, range(units[0], units[-1] + 1))
    return words_of(kind, scene.reading.passage.language).search(text) is not None
