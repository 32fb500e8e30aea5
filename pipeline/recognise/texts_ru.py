"""Russian names of adopted texts and of undertakings: by a head word, by a quoted title after it, by a date in the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.make_ru import determiner, make, named_from, opening, quoted_after, validity
from pipeline.recognise.phrases_ru import leftward, tail
from pipeline.recognise.words_ru import Words, heads, listed

# Heads too common to name a text without much else: "решение проблемы", "план на неделю", "итоги дня".
COMMON = {
    "решение", "план", "положение", "правило", "акт", "рамка", "карта", "направление", "приложение", "изменение", "поправка", "ориентир",
    "принцип", "итог", "заключение", "контракт", "видение", "повестка", "обращение", "рекомендация", "доклад", "инструкция", "руководство",
    "программа", "закон", "консенсус", "доктрина",
}  # fmt: skip
NEED_MORE = {"принцип", "итог", "видение", "рамка", "карта", "направление", "изменение", "поправка", "заключение", "доклад", "ориентир", "консенсус"}
TAILED = {"о", "об", "обо", "между", "по", "от", "на", "в"}
PLANNED = {"план", "программа", "стратегия", "концепция"}
AMENDING = {"изменение", "поправка", "приложение", "дополнение"}
PLANTS = {"гэс", "аэс", "тэц", "гэс-1", "гэс-2", "грэс", "мост", "порт", "газопровод", "нефтепровод", "магистраль", "дорога"}
BUILDING = {"строительство", "построить", "строить", "проект", "поддержка", "возведение", "соорудить", "сооружение", "реализация", "поддержать"}
FROM_DATE = re.compile(r"\s+от\s+\d{1,2}\s+[а-я]+\s+\d{4}\s+(?:года|г\.)")
UNDERTAKING_QUOTED = {"платформа", "коридор", "проект", "сеть", "формат", "процесс", "система", "кампания", "магистраль", "инициатива",
    "механизм", "партнерство", "диалог", "операция", "экспедиция", "премия", "газопровод", "нефтепровод", "дорога", "пояс"}  # fmt: skip


def texts(w: Words) -> Iterator[Mention]:
    """Every adopted text that a head word names in a passage."""
    prepositions = listed("agreement_prepositions")
    for head in range(len(w)):
        kind = heads("Agreement").get(w.lemmas[head])
        if kind is None or w.tokens[head].pos_ not in {"NOUN", "PROPN", "X", "ADJ"}:
            continue
        mention = _text(w, head, kind, prepositions)
        if mention is not None:
            yield mention


def _text(w: Words, head: int, kind: str, prepositions: frozenset[str]) -> Mention | None:
    left = leftward(w, head)
    quoted = quoted_after(w, head + 1)
    if quoted is not None:
        return _titled(w, left, head, quoted, kind)
    end = tail(w, head, prepositions, occasions=True)
    start = named_from(w, left, head)
    if start is None:
        start = left if _in_quotes(w, left, end) and left < head else _unmarked(w, left, head, end)
        if start is None:
            return _dated(w, left, head, kind)
    if w.plural(head) and not _plural_title(w, start, head, end):
        return None
    bare = start == head and end == head + 1
    if w.lemmas[head] == "протокол" and w.lemmas[head + 1 : head + 2] in (["заседание"], ["собрание"]):
        return None  # minutes
    roadmap = w.lemmas[head] == "карта" and w.lemmas[head - 1 : head] == ["дорожный"]
    if w.lemmas[head] == "карта" and not roadmap:
        return None
    if not roadmap and w.lemmas[head] in NEED_MORE and (bare or start == head and not _titled_tail(w, head, end)):
        return None
    if bare and (w.lemmas[head] in COMMON or w.opens(head)):
        return None
    if bare and w.lemmas[head - 1 : head] and w.lemmas[head - 1] in {"настоящий", "данный", "этот", "указанный"}:
        return None
    name_only = bare or (end == head + 1 and not _proper(w, start, head))
    name = w.span(start, end).of(w.reading.plain)
    return make(w, start, end, "Agreement", kind=kind, form="short" if name_only else "name", period=validity(name))


def _in_quotes(w: Words, start: int, end: int) -> bool:
    """Whether quotes hold just these words: «дорожная карта»."""
    return start > 0 and end < len(w) and w.texts[start - 1] in {"«", "“", "„", '"'} and w.texts[end] in {"»", "”", '"'}


def _titled(w: Words, left: int, head: int, end: int, kind: str) -> Mention | None:
    """A head word and its title in quotes; a small head word only says what the title is."""
    if w.plural(head):
        return None
    start = named_from(w, left, head)
    quote = head + 1
    if w.lemmas[head] in {"карта", "направление"}:
        return None
    if start is None:
        inner = make(w, quote, end, "Agreement", kind=kind)
        return inner
    return make(w, start, end, "Agreement", kind=kind)


def _unmarked(w: Words, left: int, head: int, end: int) -> int | None:
    """The beginning of a title that no capital marks: one that opens a sentence, or a small one that is signed."""
    start = opening(w, left, head)
    lemma = w.lemmas[head]
    tailed = end > head + 2 and w.texts[head + 1].lower() in TAILED
    if w.capital(start) and w.opens(start) or w.heading:
        if tailed or (start < head and (lemma not in COMMON or end > head + 1)) or end > head + 3 or (w.heading and start == head and lemma not in COMMON):
            return start
        return start if end > head + 1 and lemma not in COMMON else None
    if (lemma not in NEED_MORE or lemma == "карта") and end > head + 2 and _adopted(w, head, left):
        told = tailed and w.texts[head + 1].lower() in {"о", "об", "между", "по"}
        if told or validity(w.span(head, end).of(w.reading.plain)) is not None:
            return opening(w, left, head)
    if lemma in PLANNED and validity(w.span(head, end).of(w.reading.plain)) is not None:
        return opening(w, left, head)
    if lemma == "план" and w.lemmas[head + 1 : head + 2] in (["мероприятие"], ["действие"], ["мера"]) and w.texts[head + 2 : head + 3] == ["по"]:
        return head
    if lemma == "резолюция" and end > head + 1:
        return head
    if lemma in AMENDING and w.lemmas[head - 1] not in {"внесение", "вносить", "внести"} and end > head + 2 and w.texts[head + 1].lower() in {"в", "к"} and w.capital(head + 2):
        return head
    return None


def _adopted(w: Words, head: int, left: int) -> bool:
    """Whether a verb of adopting governs the head, or its noun stands before it."""
    up = w.head(head)
    near = {w.lemmas[up]} | ({w.lemmas[left - 1]} if left else set())
    return bool(near & listed("adopting"))


def _plural_title(w: Words, start: int, head: int, end: int) -> bool:
    """Plural titles: "Основные направления …", "Изменения в …"."""
    return w.lemmas[head] in {"направление", "изменение", "поправка", "правило", "принцип", "ориентир", "рекомендация"} and end > head + 1


def _titled_tail(w: Words, head: int, end: int) -> bool:
    return end > head + 2 and (w.texts[head + 1].lower() in TAILED or w.lemmas[head] in AMENDING)


def _proper(w: Words, start: int, head: int) -> bool:
    """Whether a modifier names a place or person: Астанинская, Нахичеванское, Киотский."""
    return any(w.capital(i) and not (i == start and w.opens(i) or determiner(w, i)) for i in range(start, head)) and (
        head - start > 1 or not w.lemmas[start] in {"совместный", "настоящий"}
    )


def _dated(w: Words, left: int, head: int, kind: str) -> Mention | None:
    """"межправительственное соглашение от 14 февраля 1992 года": a small head told by its date."""
    span = w.span(head, head + 1)
    match = FROM_DATE.match(w.reading.plain, span.end)
    if match is None or w.lemmas[head] in NEED_MORE or w.plural(head):
        return None
    start = opening(w, left, head)
    end = next((i for i in range(head, len(w)) if w.tokens[i].idx >= match.end()), len(w))
    return make(w, start, end, "Agreement", kind=kind)


def _to_be_built(w: Words, at: int) -> bool:
    """Whether a sentence speaks of building a plant rather than of one that stands."""
    sentence = w.tokens[at].sent
    return any(t.lemma_.lower() in BUILDING for t in sentence)


def undertakings(w: Words) -> Iterator[Mention]:
    """Every continuing undertaking that a head word names."""
    prepositions = listed("initiative_prepositions")
    for head in range(len(w)):
        if w.lemmas[head] not in heads("Initiative") or w.tokens[head].pos_ not in {"NOUN", "PROPN", "X"} or w.plural(head):
            continue
        quoted = quoted_after(w, head + 1)
        left = leftward(w, head)
        start = named_from(w, left, head)
        if quoted is not None and w.lemmas[head] in UNDERTAKING_QUOTED:
            if "год" in w.lemmas[head + 2 : head + 7] and any(w.texts[i] in {"Год", "год"} for i in range(head + 2, head + 7)):
                continue  # a thematic year, put forward as an initiative
            text = w.texts[head + 2] in {"О", "Об"}  # a title: Инициатива «О …»
            yield make(w, head + 1 if start is None else start, quoted, "Agreement" if text else "Initiative")
            continue
        if w.lemmas[head] in PLANTS:
            if start is not None and start < head:
                yield make(w, start, tail(w, head, frozenset(), deep=False), "Initiative" if _to_be_built(w, start) else "Place")
            continue
        if w.lemmas[head] in heads("Event") or quoted is not None:
            continue
        end = tail(w, head, prepositions, deep=False)
        if start is None and not (w.capital(left) and w.opens(left)):
            continue
        start = opening(w, left, head) if start is None else start
        if start < head and not determiner(w, start) or end > head + 1:
            yield make(w, start, end, "Initiative")
