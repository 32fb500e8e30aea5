"""Names by their shape, Russian."""

from __future__ import annotations

from pipeline.model import Mention, Span
from pipeline.recognise.reading import Reading
from pipeline.recognise.ru.bodies import bodies
from pipeline.recognise.ru.editions import yeared
from pipeline.recognise.ru.events import happenings
from pipeline.recognise.ru.governments import governments
from pipeline.recognise.ru.offices import posts
from pipeline.recognise.ru.persons import people
from pipeline.recognise.ru.places import places
from pipeline.recognise.ru.tagged import tagged
from pipeline.recognise.ru.texts import texts
from pipeline.recognise.ru.themes import themes
from pipeline.recognise.ru.undertakings import undertakings
from pipeline.recognise.ru.words import Words, words


def names(reading: Reading) -> list[Mention]:
    """Mentions of names that no list holds: bodies, texts, events, initiatives, persons, offices, places."""
    w = Words(reading)
    persons = list(people(w))
    kinds = (themes, texts, bodies, tagged, happenings, yeared, undertakings, places, posts, governments)
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
