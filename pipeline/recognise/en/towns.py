"""English events called by the town they are held in: the Umeå meeting, the Bali conference.

One that was named before, with that town by it, is called so again; else the words name one by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Mention, Span
from pipeline.recognise.overlap import place
from pipeline.recognise.reading import Reading

HEAD = re.compile(
    r" (?:summit|meeting|conference|congress|session|forum|talks|plenary)(?![\w-]| (?:[A-Z]|of |on |for ))"
)
NEAR = 150  # letters between an event and the town that its passage says it is held in


def by_town(readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of events by their town; each stands for the event named before that is held there."""
    events = [m for m in sorted(mentions, key=place) if m.cls == "Event"]
    by_index = {reading.index: reading for reading in readings}
    found: list[Mention] = []
    for reading in readings:
        if reading.passage.language == "en":
            for town, span in _called(reading):
                if not any(m.passage == reading.index and m.span.overlaps(span) for m in (*events, *found)):
                    found.append(_mention(reading, by_index, span, town, events))
    return found


def _called(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Each "the TOWN meeting" of a passage: the town's id, and where the words stand."""
    for span, known, _ in reading.known:
        head = HEAD.match(reading.plain, span.end)
        if known.cls == "Place" and head and re.search(r"\b[Tt]he $", reading.plain[: span.start]):
            yield known.id, Span(span.start, head.end())


def _mention(
    reading: Reading, readings: Mapping[int, Reading], span: Span, town: str, events: Sequence[Mention]
) -> Mention:
    held = [m for m in events if m.kind != "ThematicYear" and _held_there(readings[m.passage], m, town)]
    if not held:
        return reading.mention(span, "Event")
    before = [m for m in held if m.passage <= reading.index] or held
    to = before[-1]
    return reading.mention(
        span, "Event", form="short", stands_for=to.stands_for or to.name, ordinal=to.ordinal, known=to.known
    )


def _held_there(reading: Reading, event: Mention, town: str) -> bool:
    """Whether a town stands in an event's name, or soon after it in its sentence."""
    places = [span for span, known, _ in reading.known if known.id == town and span.start >= event.span.start]
    near = (reading.plain[event.span.end : span.start] for span in places)
    return any(len(between) <= NEAR and ". " not in between for between in near)
