"""Names by their shape, Russian."""

from __future__ import annotations

from pipeline.model import Mention, Span
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
    listed = [span for span, _, form in reading.known if form == "name"]
    return [m for m in found if m.cls in {"Office", "Theme"} or _stands(m, listed)]


def _stands(mention: Mention, listed: list[Span]) -> bool:
    """Whether a name found by its shape is neither a listed name, nor a part of one, nor a word that is none."""
    return mention.name.lower() not in words().stop and not any(span.contains(mention.span) for span in listed)
