"""Russian names of bodies: by a head word with its genitives, and by a department's abbreviation with its state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import authority
from pipeline.model import Mention, Span
from pipeline.recognise.make_ru import determiner, make, named_from, opening, quoted_after
from pipeline.recognise.phrases_ru import leftward, tail
from pipeline.recognise.words_ru import Words, heads, listed

VAGUE = {"сила", "группа", "структура", "база", "движение", "фронт", "сектор", "механизм", "система", "партнерство", "общество", "отдел",
    "конференция", "совещание", "предприятие", "компания", "аппарат", "школа", "объединение"}  # fmt: skip
INSIDE = re.compile(r"(?<!\w)\(([А-ЯЁA-Z]{2,12})\)(?=\s\w)")
MINISTRY = re.compile(r"^(?:Мин|Гос|Рос|Глав|Нац)[а-яё]{4,}$")


def bodies(w: Words) -> Iterator[Mention]:
    """Every body that a head word names in a passage, and the states of listed ministries and governments."""
    yield from _states(w)
    for head in range(len(w)):
        if w.lemmas[head] in heads("Organization") and w.tokens[head].pos_ in {"NOUN", "PROPN", "X"}:
            mention = _by_head(w, head)
            if mention is not None:
                yield mention
                yield from _abbreviated(w, mention)
        elif w.texts[head] in listed_departments() or MINISTRY.match(w.texts[head]):
            mention = _department(w, head)
            if mention is not None:
                yield mention


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
        at = mention.span.start + match.start(1)
        yield w.reading.mention(Span(at, at + len(match.group(1))), "Organization", form="short", stands_for=mention.name)


def listed_departments() -> frozenset[str]:
    """Abbreviations such as МИД, as they are written."""
    from pipeline.recognise.words_ru import words

    return frozenset(words().words["departments"])


def _by_head(w: Words, head: int) -> Mention | None:
    left = leftward(w, head)
    end = body_end(w, head)
    start = named_from(w, left, head)
    if left == head and end == head + 1 and w.lemmas[head] in listed("bare_bodies") and w.capital(head) and not w.heading:
        return make(w, head, end, "Organization", form="short")
    if start is None:
        start = _small(w, left, head, end)
    if start is None or w.plural(head) and w.lemmas[head] not in {"сила"} and not _plural_name(w, head):
        return None
    if end > head + 1 and w.texts[head + 1] == "по" and w.lemmas[start - 1 : start] == ["партнер"]:
        return None  # партнёр Организации по диалогу
    if not _weighty(w, start, head, end):
        return None
    return make(w, start, end, "Organization", kind="")


def _plural_name(w: Words, head: int) -> bool:
    return "nomn" != w.case(head) and any(w.texts[head].endswith(e) for e in ("а", "я"))


def body_end(w: Words, head: int) -> int:
    """Where a body's name ends: quoted name, genitives, and its field; a seat only of an embassy or a branch."""
    quoted = quoted_after(w, head + 1)
    if quoted is not None:
        return quoted
    prepositions = listed("organization_prepositions")
    end = tail(w, head, prepositions, deep=False)
    if w.lemmas[head] in {"посольство", "консульство", "генконсульство", "филиал", "представительство", "миссия", "постпредство"}:
        if end + 1 < len(w) and w.texts[end] in {"в", "во", "при"}:
            seat = w.known.get(end + 1)
            return seat.end if seat else end + 2 if w.capital(end + 1) else end
    quoted = quoted_after(w, end)
    return end if quoted is None or end != head + 1 else quoted


def _small(w: Words, left: int, head: int, end: int) -> int | None:
    """The beginning of a body's name that no capital marks: at a sentence's head, in a heading, or a small word
    such as посольство with its state."""
    start = opening(w, left, head)
    if (w.capital(start) and w.opens(start)) or w.heading:
        demonym = start in w.known and w.known[start].form == "demonym"
        content = end > head + 1 or start < head and not demonym
        return start if content and (w.lemmas[head] not in VAGUE or _owned(w, head + 1, end)) else None
    if w.lemmas[head] in listed("small_bodies") and _owned(w, head + 1, end):
        return head
    return None


def _owned(w: Words, start: int, end: int) -> bool:
    """Whether a state's, a place's or a body's name stands in a tail."""
    return any(
        (i in w.known and w.known[i].form == "name") or w.acronym(i) for i in range(start, end)
    )


def _weighty(w: Words, start: int, head: int, end: int) -> bool:
    """Whether there is more to a name than "the council": a modifier, a genitive, a quoted name."""
    if start < head:
        return not all(determiner(w, i) for i in range(start, head)) or end > head + 1
    return end > head + 1


def _department(w: Words, at: int) -> Mention | None:
    """МИД Азербайджана, Минприроды России, литовский МИД."""
    after = w.known.get(at + 1)
    if after is not None and after.known.cls in {"State", "Organization"} and after.form == "name":
        return make(w, at, after.end, "Organization")
    before = w.known.get(at - 1)
    if before is not None and before.form == "demonym" and before.end == at:
        return make(w, at - 1, at + 1, "Organization")
    if MINISTRY.match(w.texts[at]) and w.lemmas[at] not in heads("Organization") and w.tokens[at].pos_ in {"NOUN", "PROPN"}:
        if w.texts[at].startswith("Мин") and not re.search(r"[а-яё]{3,}(?:ск|ан|ец)[а-яё]*$", w.texts[at]):
            return make(w, at, at + 1, "Organization") if w.signals(at) and w.texts[at].endswith("ы") else None
    return None
