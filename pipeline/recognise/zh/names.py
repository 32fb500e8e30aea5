"""Names by their shape, Chinese in both scripts."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline import authority
from pipeline.model import Mention, Span
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.bodies import bodies, facilities
from pipeline.recognise.zh.events import happenings
from pipeline.recognise.zh.occasions import arrivals
from pipeline.recognise.zh.persons import offices, people
from pipeline.recognise.zh.places import cities, letters, places
from pipeline.recognise.zh.texts import texts, undertakings
from pipeline.recognise.zh.titles import marked
from pipeline.recognise.zh.units import Units

SESSION = re.compile(
    r"(?:\([^()]*\))?(?:成员国|[理董监]事会|[主席团]{2,3})?(?:第[^次届]{1,6}[次届]|首[次届]|下一?次|上一?次|[0-9]{4}年?)?"
    r"(?:国家元首|政府首脑|领导人|元首|首脑|部长级|例行|特别|非正式|紧急|年度|全体|扩大|联席|主席|筹备|专家|高官)*"
    r"(?:会议|年会|大会|峰会|全会|会晤|首脑会议|例会|论坛|磋商|部长会议?|外长会议?|续会|缔约方大会)?(?:\([^)]*\))?(?:第[一二三]阶段会议)?"
)


NUMERAL = re.compile("[0-9第]")
TIMES = re.compile(r"(?:[两三四五六七八九十]{1,3}|\d{1,2})届(?=.{4})")  # 三届…大赛: so many editions of a series


def names(reading: Reading) -> list[Mention]:
    """Mentions of names that no list holds: bodies, texts, events, initiatives, persons, offices, places."""
    units = Units(reading)
    titles = list(marked(reading))
    found = [
        *bodies(reading, units),
        *texts(reading, units),
        *happenings(reading, units),
        *undertakings(reading, units),
        *facilities(reading, units),
    ]
    marks = [m.span for m in titles if m.cls in {"Agreement", "Theme"}]
    found = [m for m in found if not any(_idle(m, mark) for mark in marks)]
    sessions = [m for m in found if m.cls == "Event"]
    found = [m for m in found if not any(_mere_topic(reading.plain, m, event) for event in sessions)]
    storms = [m for m in found if m.cls == "Event" and not NUMERAL.search(m.name)]
    persons = [p for p in people(reading) if not _is_storm(reading.plain, p.span, storms)]
    shaped = [*titles, *found, *persons, *arrivals(reading, persons), *places(reading)]
    return [*(_listed(_series(m)) for m in shaped), *offices(reading), *letters(reading), *cities(reading)]


def _series(mention: Mention) -> Mention:
    """The series that a name counts editions of; any other mention as it is."""
    times = TIMES.match(mention.name)
    if times is None or mention.cls != "Event" or mention.ordinal is not None:
        return mention
    span = Span(mention.span.start + times.end(), mention.span.end)
    return replace(mention, cls="Initiative", kind="", name=mention.name[times.end() :], span=span)


def _is_storm(text: str, span: Span, storms: list[Mention]) -> bool:
    """台风“玛丽亚”: a person's name that is a storm's."""
    marks = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return marks in {("“", "”"), ("「", "」")} and any(storm.span.contains(span) for storm in storms)


def _listed(mention: Mention) -> Mention:
    """The same, with the authority's id where its name but for marks and script is a listed one."""
    known = authority.load().lookup(mention.name, mention.cls)
    return mention if known is None else replace(mention, known=known.id, kind=known.kind or mention.kind)


def _mere_topic(text: str, mention: Mention, event: Mention) -> bool:
    """媒体智库高端论坛, 妇女组织论坛: a body inside an event's name that does not meet in it."""
    if mention.cls != "Organization" or not event.span.contains(mention.span):
        return False
    rest = text[mention.span.end : event.span.end]
    return mention.span != event.span and SESSION.fullmatch(rest) is None


def _idle(mention: Mention, mark: Span) -> bool:
    """Whether a name is cut by a title's marks, or is inside one and no more than part of the title.

    A title holds bodies and numbered sessions; the texts it speaks of have marks of their own.
    """
    span = mention.span
    if not span.overlaps(mark) or span.contains(mark):
        return False
    if not mark.contains(span):
        return True
    if mention.cls == "Organization" and not mention.known:
        return mention.name.endswith(("智库", "智庫", "机构", "機構", "组织", "組織", "集团", "集團"))
    return mention.cls in {"Agreement", "Initiative", "Place"} or (mention.cls == "Event" and mention.ordinal is None)
