"""Russian names of events by their head word: how far they reach, their number, year and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline import authority
from pipeline.languages.nominative import case_of, parses
from pipeline.model import Form, Mention, Period
from pipeline.recognise.ru.eventsigns import dated, first_word, held
from pipeline.recognise.ru.make import make, named_from, ordinal, quoted_after, unquoted
from pipeline.recognise.ru.modifiers import leftward
from pipeline.recognise.ru.nounphrase import MEETINGS
from pipeline.recognise.ru.phrases import tail
from pipeline.recognise.ru.words import Words, feature, heads, listed
from pipeline.recognise.ru.years import YEAR, numbered, thematic_year

REGULAR = {"ежегодно", "регулярно", "раз", "каждый", "поочередно", "один", "с"}


def happenings(w: Words) -> Iterator[Mention]:
    """Every event that a passage names, and the places that events are named by."""
    for head in range(len(w)):
        lemma = w.lemmas[head]
        if lemma not in heads("Event") or w.tokens[head].pos_ not in {"NOUN", "PROPN", "X"}:
            continue
        dated_attack = lemma in listed("attacks") and head + 1 in w.dated
        several = w.plural(head) or _several(w, head)
        if several and lemma not in listed("plural_events") and not dated_attack:
            continue
        mention = thematic_year(w, head) if lemma == "год" else _event(w, head)
        if mention is not None:
            yield mention
            yield from _place_of(w, mention, head)
    yield from numbered(w)


def _several(w: Words, head: int) -> bool:
    """Whether a number stands before a head and its adjectives: три последние конференции."""
    before = leftward(w, head) - 1
    return before >= 0 and w.tokens[before].dep_ == "nummod:gov" and w.head(before) == head


def _place_of(w: Words, mention: Mention, head: int) -> Iterator[Mention]:
    """The place that an event is named by: Парижский саммит."""
    for i in range(max(0, head - 2), head):
        if w.capital(i) and mention.span.contains(w.span(i, i + 1)) and w.modifier(i):
            known = authority.load().demonym(w.lemmas[i])
            if known is not None and known.cls == "Place":
                yield w.reading.mention(w.span(i, i + 1), "Place", known.ru[0], known=known.id)


def _event(w: Words, head: int) -> Mention | None:
    left, end = leftward(w, head), _end(w, head)
    counted = ordinal(w, left, head)
    start = first_word(w, left, head, end, counted[1] if counted else None)
    if start is None:
        return None
    value = counted[0] if counted and counted[1] >= start else None
    year = YEAR.search(w.span(start, end).of(w.reading.plain))
    if value is None and year is None and _series(w, end) and w.capital(start):
        return make(w, start, end, "Initiative")
    if value is None and year is None and _undated_series(w, left, head, start):
        return make(w, start, end, "Initiative")
    period = Period(year.group(), year.group()) if year else None
    plain = end == head + 1 and not any(w.capital(i) for i in range(start + 1, head))
    form: Form = "short" if plain and (value is not None or start == head) else "name"
    mention = make(w, start, end, "Event", ordinal=value, period=period, form=form)
    if counted and w.texts[start + 1 : start + 2] == [","] and start == counted[1]:
        mention = replace(mention, name=mention.name.replace(",", "", 1))  # следующее, семнадцатое, заседание
    return replace(mention, name=_as_written(w, start, end)) if _many(w, head) and not w.heading else mention


def _many(w: Words, head: int) -> bool:
    """Whether a head that is told in the plural stands in the nominative plural: Игры, учения."""
    if w.lemmas[head] not in listed("plural_events"):
        return False
    before = w.texts[head - 1].lower() if head else ""
    plural = any(case_of(p) == "nomn" and p.tag.number == "plur" for p in parses(w.texts[head].lower()))
    return plural and (head == 0 or not w.modifier(head - 1) or before.endswith(("ие", "ые", "и")))


def _as_written(w: Words, start: int, end: int) -> str:
    return unquoted(" ".join(w.text(start, end).split()))


def _undated_series(w: Words, left: int, head: int, start: int) -> bool:
    """Whether a forum or festival is named without anything of a single edition: no date, place or holding near."""
    if w.lemmas[head] not in heads("Initiative") or named_from(w, left, head) is None or start == head:
        return False
    near = (i for i in range(len(w)) if w.together(i, head))
    placed = (i for i in near if w.texts[i] in {"в", "во", "на"} and i + 1 in w.known.keys() | w.spots)
    return not dated(w, head) and not any(placed) and not held(w, head) and w.reading.passage.kind != "row"


def _series(w: Words, end: int) -> bool:
    """Whether what follows a name speaks of the series: founded, held regularly, or defined after a dash."""
    if end + 1 >= len(w):
        return False
    if w.texts[end] == ",":
        return w.lemmas[end + 1] in listed("founding")
    if w.lemmas[end] in listed("founding") and feature(w.tokens[end], "Tense") == "Pres":
        return bool({w.lemmas[end + 1], w.texts[end + 1]} & REGULAR)
    if w.lemmas[end] in listed("regular") and feature(w.tokens[end + 1], "Tense") == "Pres":
        return True  # ежегодно собирает
    defined = w.texts[end] in {"–", "—"} and w.case(end + 1) == "nomn" and w.texts[end + 1].islower()
    return defined and w.tokens[end + 1].pos_ in {"NOUN", "ADJ"}


def _end(w: Words, head: int) -> int:
    """Where an event's name ends; a Latin or quoted name after the head belongs to it."""
    named = quoted_after(w, head + 1) or _latin(w, head + 1)
    if named > head + 1:
        return named
    lemma = w.lemmas[head]
    titled = lemma in listed("titled_events") | listed("games") or w.capital(head)
    prepositions = listed("event_prepositions") if titled else frozenset()
    end = tail(w, head, prepositions | ({"с", "со"} if lemma in MEETINGS else set()), deep=False)
    end = _with_body(w, head, end)
    adjective = head > 0 and w.lemmas[head - 1] in listed("event_adjectives")  # государственный визит | в Душанбе
    if lemma in listed("attacks") and end > head + 1 and quoted_after(w, end):
        return quoted_after(w, end) or end  # крушение парома «Норд»
    if lemma in listed("attacks") or lemma in listed("visits") and (end > head + 1 or not adjective):
        return _aimed(w, end, past_date=lemma in listed("attacks"))
    if end > head + 1 and lemma in listed("titled_events") | listed("games") and quoted_after(w, end):
        return quoted_after(w, end) or end
    if end == head + 1 and lemma in listed("placed_events") and (lemma == "саммит" or dated(w, head)):
        return _town(w, end)
    return end


def _with_body(w: Words, head: int, end: int) -> int:
    """Past the whole name of the body that an event's tail runs into: сессия Комиссии | по торговле."""
    named = (i for i in range(head + 1, end) if w.lemmas[i] in heads("Organization") and w.capital(leftward(w, i)))
    return max((tail(w, i, listed("organization_prepositions"), deep=False) for i in named), default=end)


def _latin(w: Words, at: int) -> int:
    """The end of a name in Latin letters, its year with it: форум Digital Almaty 2023."""
    end = at
    while end < len(w) and (
        re.match(r"[A-Z]", w.texts[end]) and w.texts[end].isascii() or end > at and YEAR.fullmatch(w.texts[end])
    ):
        end += 1
    return end


def _town(w: Words, end: int) -> int:
    """Past the town after a head: саммит в Вильнюсе."""
    hit = w.known.get(end + 1) if w.texts[end : end + 1] in (["в"], ["во"]) else None
    if w.texts[end : end + 1] in (["в"], ["во"]) and end + 1 in w.spots - w.covered:
        return next((i for i in range(end + 1, len(w)) if i not in w.spots), len(w))
    return hit.end if hit and hit.known.cls == "Place" and hit.form == "name" else end


def _aimed(w: Words, end: int, *, past_date: bool = False) -> int:
    """Past where a visit or an attack is directed: в Минск, на посольство Чили в Осло, в «Орионе»."""
    after = end
    while past_date and after < len(w) and (after in w.dated or w.texts[after] == "года"):
        after += 1
    if after > end and after + 1 < len(w) and w.texts[after] in {"в", "во"} and _target(w, after + 1):
        end = after
    while end + 1 < len(w) and w.texts[end] in {"в", "во", "на"}:
        target = _target(w, end + 1)
        if target is None:
            break
        end = target
        second = w.known.get(end + 1) if w.texts[end : end + 1] == ["и"] else None
        if second is not None and second.form == "name" and not w.subject(end + 1):
            end = second.end
    return end


def _target(w: Words, at: int) -> int | None:
    quoted = quoted_after(w, at)
    if quoted is not None:
        return quoted
    hit = w.known.get(at)
    if hit is not None and hit.form == "name":
        return hit.end
    if w.lemmas[at] in heads("Organization"):
        return tail(w, at, frozenset(), deep=False)
    if w.lemmas[at] in heads("Place") and at + 1 < len(w) and w.capital(at + 1):
        return w.known[at + 1].end if at + 1 in w.known else at + 2  # в долине Суари
    return at + 1 if w.capital(at) and at not in w.dated else None
