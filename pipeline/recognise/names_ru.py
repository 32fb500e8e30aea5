"""Names by their shape, Russian."""

from __future__ import annotations

from pipeline.model import Mention, Span
from pipeline.recognise.bodies_ru import bodies
from pipeline.recognise.editions_ru import yeared
from pipeline.recognise.events_ru import happenings
from pipeline.recognise.governments_ru import governments
from pipeline.recognise.persons_ru import people, posts
from pipeline.recognise.places_ru import places
from pipeline.recognise.reading import Reading
from pipeline.recognise.texts_ru import texts
from pipeline.recognise.themes_ru import themes
from pipeline.recognise.undertakings_ru import undertakings
from pipeline.recognise.words_ru import Words, words


def names(reading: Reading) -> list[Mention]:
    """Mentions of names that no list holds: bodies, texts, events, initiatives, persons, offices, places."""
    w = Words(reading)
    persons = list(people(w))
    kinds = (themes, texts, bodies, happenings, yeared, undertakings, places, posts, governments)
    found = [*persons, *(mention for kind in kinds for mention in kind(w))]
    listed = [span for span, _, form in reading.known if form == "name"] + [m.span for m in found if m.cls == "Theme"]
    return [m for m in found if m.cls in {"Office", "Theme"} or m.known or _stands(m, listed)]


def _stands(mention: Mention, listed: list[Span]) -> bool:
    """Whether a name found by its shape neither lies in a listed name nor crosses one, and is no word that is none."""
    if mention.name.lower() in words().stop:
        return False
    return not any(
        span.overlaps(mention.span) and not (mention.span.contains(span) and mention.span != span) for span in listed
    )
