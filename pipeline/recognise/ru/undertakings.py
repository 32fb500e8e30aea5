"""Russian names of continuing undertakings: by a head word, by a quoted name; plants that are still to be built."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.ru.eventsigns import dated
from pipeline.recognise.ru.make import determiner, make, named_from, opening, ordinal, quoted_after
from pipeline.recognise.ru.modifiers import leftward
from pipeline.recognise.ru.phrases import abbreviated, paired, tail
from pipeline.recognise.ru.words import DASHES, NOMINAL, Words, heads, listed, plain
from pipeline.recognise.ru.years import YEAR

YEAR_WITHIN = 5  # words of a quoted name within which "год" makes it a thematic year


def undertakings(w: Words) -> Iterator[Mention]:
    """Every continuing undertaking that a head word names, and every plant."""
    for head in range(len(w)):
        if w.lemmas[head] not in heads("Initiative") or w.tokens[head].pos_ not in NOMINAL or w.plural(head):
            continue
        if w.lemmas[head] in heads("Event") and ordinal(w, leftward(w, head), head):
            continue
        quoted = quoted_after(w, head + 1)
        if quoted is not None and w.lemmas[head] not in listed("plants"):
            mention = _quoted(w, head, quoted)
        elif w.lemmas[head] in listed("plants") and not _route(w, head):
            mention = _plant(w, head)
        elif (titled := _after_tail(w, head)) is not None:
            mention = w.reading.mention(w.span(titled[0] + 1, titled[1] - 1), "Initiative")
        else:
            mention = None if w.lemmas[head] in heads("Event") else _named(w, head)
        if mention is not None:
            yield mention
    yield from _recurring(w)


def _recurring(w: Words) -> Iterator[Mention]:
    """A quoted name that is said to be held again and again: «Щит» проводят раз в два года."""
    for i, text in enumerate(w.texts):
        end = quoted_after(w, i) if text in {"«", "“", "„"} and w.capital(i + 1) else None
        if end is None or end + 1 >= len(w) or YEAR.search(w.text(i, end)) or i and w.lemmas[i - 1] in heads("Event"):
            continue
        held = w.lemmas[end] in listed("founding") and any(
            {plain(t.text), plain(t.lemma_)} & listed("regular") for t in w.tokens[i].sent
        )
        if held or w.texts[end] in DASHES and w.lemmas[end + 1] in listed("regular"):
            yield w.reading.mention(w.span(i + 1, end - 1), "Initiative")


def _quoted(w: Words, head: int, end: int) -> Mention | None:
    """проект «Север – Юг»; a title («О …») is a text, and "2025 год – Год …" an event."""
    inside = [plain(t) for t in w.texts[head + 2 : min(end, head + 2 + YEAR_WITHIN)]]
    if w.lemmas[head] not in listed("quoted_undertakings") or "год" in inside:
        return None
    if w.lemmas[head] in heads("Event") and YEAR.search(w.text(head + 1, end)):
        return None  # экспедиция «Пик-2027»
    start = named_from(w, leftward(w, head), head)
    if w.lemmas[head] in listed("held_undertakings") and dated(w, head):
        return make(w, head + 1 if start is None else start, end, "Event")
    titled = w.texts[head + 2] in {"О", "Об"}
    return make(w, head + 1 if start is None else start, end, "Agreement" if titled else "Initiative")


def _after_tail(w: Words, head: int) -> tuple[int, int] | None:
    """The quoted name after a small head and its genitives: система раннего предупреждения «Щит»."""
    if w.signals(head) or w.lemmas[head] not in listed("quoted_undertakings"):
        return None
    end = tail(w, head, frozenset(), deep=False)
    quoted = quoted_after(w, end)
    named = quoted is not None and w.capital(end + 1) and w.texts[end + 1] not in {"О", "Об"}
    return (end, quoted) if quoted is not None and named and end > head + 1 else None


def _plant(w: Words, head: int) -> Mention | None:
    """Яванская ГЭС: a place, but an undertaking where its sentence speaks of building it."""
    start = named_from(w, leftward(w, head), head)
    end = quoted_after(w, head + 1) or tail(w, head, frozenset(), deep=False)
    if end > head + 1 and w.texts[end - 1] in {"»", "”"}:
        start = head if start is None else start  # дамба «Рассвет»
    elif start is None or start == head:
        if end > head + 1 or w.lemmas[head] not in listed("stations") or not _own_name(w, head + 1):
            return None
        start, end = head, head + 2  # ГЭС Рогун
    planned = any(plain(t.lemma_) in listed("building") for t in w.tokens[head].sent)
    return make(w, start, end, "Initiative" if planned else "Place")


def _own_name(w: Words, i: int) -> bool:
    named = i < len(w) and w.capital(i) and w.tokens[i].pos_ in {"PROPN", "X"} and not w.acronym(i)
    return named and (i not in w.known or w.known[i].known.cls == "Place")


def _route(w: Words, head: int) -> bool:
    """дорога Баку — Газах."""
    return paired(w, head, tail(w, head, frozenset(), deep=False))


def _named(w: Words, head: int) -> Mention | None:
    left = leftward(w, head)
    start, end = named_from(w, left, head), tail(w, head, listed("initiative_prepositions"), deep=False)
    certain = paired(w, head, end) or abbreviated(w, end) and end > left + 1
    if start is None and not certain and not (w.capital(left) and w.opens(left)):
        return None
    start = opening(w, left, head) if start is None else start
    if w.texts[end : end + 1] == ["№"]:
        end += 2
    if start < head or w.signals(head):
        named = end + 1 < len(w) and w.capital(end + 1)
        end = quoted_after(w, end) or end if named else end  # Система оповещения «Маяк»
    enough = start < head and not determiner(w, start) or end > head + 1
    return make(w, start, end, "Initiative") if enough else None
