"""Names by their shape, Russian."""

from __future__ import annotations

from pipeline.model import Mention
from pipeline.recognise.bodies_ru import bodies
from pipeline.recognise.events_ru import happenings
from pipeline.recognise.persons_ru import people, posts
from pipeline.recognise.places_ru import places, themes
from pipeline.recognise.reading import Reading
from pipeline.recognise.texts_ru import texts, undertakings
from pipeline.recognise.words_ru import Words, words


def names(reading: Reading) -> list[Mention]:
    """Mentions of names that no list holds: bodies, texts, events, initiatives, persons, offices, places."""
    w = Words(reading)
    found = [*themes(w), *texts(w), *bodies(w), *happenings(w), *undertakings(w), *places(w), *people(w), *posts(w)]
    listed = {span for span, known, _ in reading.known}
    stop = set(words().stop)
    return [m for m in found if m.span not in listed and (m.cls in {"Office", "Theme"} or m.name.lower() not in stop)]
