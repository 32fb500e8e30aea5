"""Names by their shape, Russian."""

from __future__ import annotations

from pipeline.model import Mention, Span
from pipeline.recognise.bodies_ru import bodies
from pipeline.recognise.events_ru import happenings
from pipeline.recognise.governments_ru import governments
from pipeline.recognise.persons_ru import people, posts
from pipeline.recognise.places_ru import places, themes
from pipeline.recognise.reading import Reading
from pipeline.recognise.texts_ru import texts, undertakings
from pipeline.recognise.words_ru import Words, words


def names(reading: Reading) -> list[Mention]:
    """Mentions of names that no list holds: bodies, texts, events, initiatives, persons, offices, places."""
    w = Words(reading)
    persons = list(people(w))
    found = [
        *themes(w), *texts(w), *bodies(w), *happenings(w), *undertakings(w), *places(w), *persons, *posts(w), *governments(w),
    ]  # fmt: skip
    listed = [span for span, _, form in reading.known if form == "name"] + [m.span for m in found if m.cls == "Theme"]
    return [m for m in found if m.cls in {"Office", "Theme"} or m.known or _stands(m, listed)]


def _stands(mention: Mention, listed: list[Span]) -> bool:
    """Whether a name found by its shape neither lies in a listed name nor crosses one, and is no word that is none."""
    if mention.name.lower() in words().stop:
        return False
    return not any(span.overlaps(mention.span) and not (mention.span.contains(span) and mention.span != span) for span in listed)
