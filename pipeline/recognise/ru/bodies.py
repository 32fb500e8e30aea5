"""Russian names of bodies: by a head word with its genitives, and by a department's abbreviation with its state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline import authority
from pipeline.model import Mention, Span
from pipeline.recognise.ru.called import called, common, latin_end
from pipeline.recognise.ru.make import determiner, make, named_from, opening, ordinal, quoted_after
from pipeline.recognise.ru.modifiers import leftward
from pipeline.recognise.ru.phrases import paired, tail
from pipeline.recognise.ru.words import NOMINAL, Words, heads, listed, listed_as_written

INSIDE = re.compile(r"(?<!\w)\(([А-ЯЁA-Z]{2,12})\)(?=\s\w)")
MINISTRY = re.compile(r"Мин(?!ск|ист)[а-яё]{4,}|(?:Гос|Глав|Нац)[а-яё]{4,}")  # Минприроды, Госстандарт


def bodies(w: Words) -> Iterator[Mention]:
    """Every body that a head word names in a passage, and the states of listed ministries and governments."""
    yield from _states(w)
    named = list(_headed(w))
    yield from named
    ends = {m.span.end: m.span.start for m in named}  # Консорциум школ «Заря»: the quoted name is its own
    yield from (m for m in called(w) if min(ends.get(m.span.end + 1, m.span.start), m.span.start) == m.span.start)


def _headed(w: Words) -> Iterator[Mention]:
    for head in range(len(w)):
        if w.lemmas[head] in heads("Organization") and w.tokens[head].pos_ in NOMINAL:
            mention = _by_head(w, head)
        elif w.texts[head] in listed_as_written("legal_forms"):
            end = quoted_after(w, head + 1)
            mention = make(w, head, end, "Organization") if end is not None else None
        elif w.texts[head] in listed_as_written("departments") or MINISTRY.fullmatch(w.texts[head]):
            mention = _department(w, head)
        else:
            continue
        if mention is not None:
            yield mention
            yield from _abbreviated(w, mention)


def _states(w: Words) -> Iterator[Mention]:
    """The state that a listed body's name ends with: МИД Туркменистана, Правительство РФ."""
    for i, hit in w.known.items():
        if hit.known.cls == "Organization" and hit.form == "name" and hit.end > i + 1:
            rest = w.span(i + 1, hit.end)
            for span, known, form in authority.load().scan(rest.of(w.reading.plain), "ru"):
                if known.cls == "State" and form == "name" and span.end == len(rest):
                    yield w.reading.mention(Span(rest.start + span.start, rest.end), "State", known=known.id)


def _abbreviated(w: Words, mention: Mention) -> Iterator[Mention]:
    """The abbreviation in parentheses inside a name: Коллективные силы … (КСОР) ОДКБ."""
    match = INSIDE.search(mention.span.of(w.reading.plain))
    if match:
        start = mention.span.start
        span = Span(start + match.start(1), start + match.end(1))
        yield w.reading.mention(span, "Organization", form="short", stands_for=mention.name)


def _by_head(w: Words, head: int) -> Mention | None:
    left, end = leftward(w, head), _end(w, head)
    if common(w, head) and (quoted_after(w, head + 1) or latin_end(w, head + 1) > head + 1):
        return None  # компания «Эхо»
    alone = left == head and end == head + 1
    if alone and w.lemmas[head] in listed("bare_bodies") and w.capital(head) and not w.heading:
        return make(w, head, end, "Organization", form="short")
    start = named_from(w, left, head)
    if start is None:
        start = _small(w, left, head, end)
    if start is None or not _one(w, head) or not _weighty(w, start, head, end):
        return None
    partner = end > head + 1 and w.texts[head + 1] == "по" and w.lemmas[start - 1 : start] == ["партнер"]
    if partner:  # партнёр Организации по диалогу
        return None
    counted = ordinal(w, left, head)
    if counted is not None and w.lemmas[head] in listed("sitting_bodies"):
        return make(w, min(start, counted[1]), end, "Event", ordinal=counted[0])  # XVII Ассамблея городов
    mention = make(w, start, end, "Organization")
    inner = w.known.get(head + 2)  # Фонд «Росконгресс»
    if inner is None or inner.end != end - 1 or inner.known.cls != "Organization" or not quoted_after(w, head + 1):
        return mention
    return replace(mention, known=inner.known.id)


def _one(w: Words, head: int) -> bool:
    """Whether a head is one body: a singular, forces, or a genitive singular that the tagger takes for a plural."""
    return not w.plural(head) or w.lemmas[head] == "сила" or w.case(head) != "nomn" and w.texts[head][-1] in "ая"


def _end(w: Words, head: int) -> int:
    """Where a body's name ends: quoted name, genitives, and its field; a seat only of an embassy or a branch."""
    quoted = quoted_after(w, head + 1)
    if quoted is not None:
        return quoted
    end = tail(w, head, listed("organization_prepositions"), deep=False)
    if end > head + 1 and w.capital(end - 1) and w.lemmas[end - 1] in heads("Agreement"):
        end = tail(w, end - 1, listed("agreement_prepositions"), deep=False)  # Организация Договора о …
    if end == head + 1 and w.signals(head) and w.lemmas[head] in listed("honouring"):
        end = _after_person(w, end)
    if end > head + 1 and end + 1 < len(w) and w.signals(head) and w.capital(end + 1):
        end = quoted_after(w, end) or end  # Совет портов «Пять берегов»
    if w.lemmas[head] in listed("seated_bodies") and end + 1 < len(w) and w.texts[end] in {"в", "во", "при"}:
        seat = w.known.get(end + 1)
        return seat.end if seat else end + 2 if w.capital(end + 1) else end
    return end


def _after_person(w: Words, at: int) -> int:
    """Past the foreign name that an institute bears, as far as the tagger takes it: Университет Тон Дык Тханга."""
    for entity in w.reading.doc.spans["tagged"]:
        inside = [w.place[t.i] for t in entity if t.i in w.place]
        if entity.label_ == "ORG" and at - 1 in inside and inside[-1] >= at:
            named = all(
                w.capital(i) and w.tokens[i].pos_ == "PROPN" and i not in w.covered for i in range(at, inside[-1] + 1)
            )
            return inside[-1] + 1 if named else at
    return at


def _small(w: Words, left: int, head: int, end: int) -> int | None:
    """The beginning of a body's name that no capital marks: one that opens a sentence, a heading, посольство X."""
    start = opening(w, left, head)
    owned = any(_named(w, i, "") or _body(w, i) for i in range(head + 1, end))
    if w.capital(start) and w.opens(start) or w.heading:
        demonym = start in w.known and w.known[start].form == "demonym"
        content = end > head + 1 or start < head and not demonym
        vague = w.lemmas[head] in listed("vague_bodies") and not _fielded(w, start, head)
        return start if content and (owned or not vague) else None
    if paired(w, head, end) or owned and w.lemmas[head] in listed("small_bodies"):
        return head
    return head if w.lemmas[head] in listed("units") and _of_body(w, head, end) else None


def unit(w: Words, head: int) -> bool:
    """Whether a small word names a unit together with its body: отдела печати Министерства."""
    return w.lemmas[head] in listed("units") and w.texts[head].islower() and _of_body(w, head, _end(w, head))


def _of_body(w: Words, head: int, end: int) -> bool:
    inside = (i for i in range(head + 1, end) if _named(w, i, "Organization") or _body(w, i))
    return any(w.acronym(i) or w.case(i) in {"", "gent"} for i in inside)  # no управление фондом


def _named(w: Words, i: int, cls: str) -> bool:
    """Whether a listed name of a class (or any) or an abbreviation begins at a word."""
    return w.acronym(i) or i in w.known and w.known[i].form == "name" and cls in {"", w.known[i].known.cls}


def _body(w: Words, i: int) -> bool:
    return w.capital(i) and w.lemmas[i] in heads("Organization")


def _fielded(w: Words, start: int, head: int) -> bool:
    """Рабочая группа по …: an adjective of work and a field make a certain group."""
    return w.lemmas[start] in listed("working") and w.texts[head + 1 : head + 2] == ["по"]


def _weighty(w: Words, start: int, head: int, end: int) -> bool:
    """Whether there is more to a name than "the council": a modifier, a genitive, a quoted name."""
    return end > head + 1 or any(not determiner(w, i) for i in range(start, head))


def _department(w: Words, at: int) -> Mention | None:
    """МИД Азербайджана, Минприроды России, литовский МИД; Минприроды also alone."""
    after, before = w.known.get(at + 1), w.known.get(at - 1)
    if after is not None and after.known.cls in {"State", "Organization"} and after.form == "name":
        return make(w, at, after.end, "Organization")
    if before is not None and before.form == "demonym" and before.end == at:
        return make(w, at - 1, at + 1, "Organization")
    alone = w.texts[at].startswith("Мин") and w.texts[at].endswith("ы") and w.signals(at)
    return make(w, at, at + 1, "Organization") if alone else None
