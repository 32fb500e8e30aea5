"""Russian names of adopted texts: by a head word and its title, by a quoted title, by the date in a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Mention
from pipeline.recognise.ru.make import determiner, make, named_from, opening, ordinal, quoted_after, validity
from pipeline.recognise.ru.modifiers import leftward
from pipeline.recognise.ru.phrases import paired, tail
from pipeline.recognise.ru.textsigns import (
    amending,
    defines,
    done_after,
    planned,
    signed_joint,
    told_small,
    typed,
)
from pipeline.recognise.ru.words import NOMINAL, Words, feature, heads, listed

TAILED = {"о", "об", "обо", "между", "по", "от", "на", "в"}  # what begins a title after its head
QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}
FROM_DATE = re.compile(r"\s+от\s+(?:\d{1,2}\s+[а-я]+\s+)?\d{4}\s+(?:года|г\.)")
POINTING = {"настоящий", "данный", "этот", "указанный"}  # настоящее Соглашение: no name by itself
NAMED_BY_PLACE = {"документ"}  # Оландский документ


def texts(w: Words) -> Iterator[Mention]:
    """Every adopted text that a head word names in a passage."""
    for head in range(len(w)):
        kind = heads("Agreement").get(w.lemmas[head])
        if kind is not None and w.tokens[head].pos_ in NOMINAL | {"ADJ"}:
            mention = _text(w, head, kind)
            if mention is not None:
                yield mention


def _text(w: Words, head: int, kind: str) -> Mention | None:
    left = leftward(w, head)
    quoted = quoted_after(w, head + 1)
    if quoted is not None:
        return _titled(w, left, head, quoted, kind)
    whole = in_quotes(w, left, head)
    if whole is not None:
        return make(w, left, whole, "Agreement", kind=kind, period=validity(w.text(left, whole)))
    end = _with_quoted(w, head, tail(w, head, listed("agreement_prepositions"), occasions=True))
    start = _numbered(w, left, head, end)
    start = named_from(w, left, head) if start is None else start
    if start is None:
        start = left if left < head and _in_quotes(w, left, end) else _unmarked(w, left, head, end)
    if start is None:
        return _dated(w, left, head, kind)
    if defines(w, left, head):
        return None
    if _is_none(w, start, head, end):
        return None
    bare = end == head + 1 and not _proper(w, start, head)
    name = w.text(start, end)
    mention = make(w, start, end, "Agreement", kind=kind, form="short" if bare else "name", period=validity(name))
    listed_part = w.known.get(start)  # Оттавская конвенция | о запрете противопехотных мин
    same = listed_part is not None and listed_part.known.cls == "Agreement" and listed_part.end > head
    return replace(mention, known=listed_part.known.id) if same and listed_part else mention


def _is_none(w: Words, start: int, head: int, end: int) -> bool:
    """Whether a head word with this much about it names no text after all: minutes, a map, "the agreement"."""
    lemma, before = w.lemmas[head], w.lemmas[head - 1] if head else ""
    bare = start == head and end == head + 1
    roadmap = lemma == "карта" and before == "дорожный"
    placed = start < head and w.signals(start) and w.lemmas[start].endswith("ский")
    many = lemma in listed("plural_texts") and (end > head + 1 or placed) or validity(w.text(head, end)) is not None
    if w.plural(head) and not many:
        return True
    if (
        lemma == "карта"
        and not roadmap
        or lemma == "протокол"
        and any(w.lemmas[i] in listed("gatherings") for i in range(head + 1, min(end, head + 5)))
    ):
        return True
    titled = end > head + 2 and (w.texts[head + 1].lower() in TAILED or lemma in listed("amending_texts"))
    if lemma in listed("untitled_texts") and not roadmap and start == head and not titled:
        return True
    if lemma in NAMED_BY_PLACE:
        return not any(w.capital(i) and w.lemmas[i].endswith("ский") for i in range(start, head))
    if bare and w.opens(head) and done_after(w, head):
        return False
    return bare and (lemma in listed("common_texts") or w.opens(head) or before in POINTING)


def _with_quoted(w: Words, head: int, end: int) -> int:
    """Past the quoted title that follows a genitive: Закон Туркменистана «О нейтралитете», План действий «Видение»."""
    quoted = quoted_after(w, end)
    if quoted is None or end == head + 1 or not w.capital(head) or not w.capital(end + 1):
        return end
    return quoted


def in_quotes(w: Words, left: int, head: int) -> int | None:
    """The end of a quoted name whose first words lead to the head: «Видение Ассоциации до 2030 года»."""
    if left == 0 or w.texts[left - 1] not in QUOTES or not w.capital(left):
        return None
    before = w.lemmas[left - 2] if left > 1 else ""
    if any(before in heads(c) for c in ("Initiative", "Event", "Organization", "Place")):
        return None
    close = w.closing(left - 1)
    if close is None or close <= head + 1 or any(_finite(w, i) for i in range(left, close)):
        return None  # a speech
    return close


def _finite(w: Words, i: int) -> bool:
    return feature(w.tokens[i], "VerbForm") == "Fin"


def _numbered(w: Words, left: int, head: int, end: int) -> int | None:
    """Where a protocol's own number begins: Второй факультативный протокол, одиннадцатый протокол к нему."""
    counted = ordinal(w, left, head)
    if counted is None or w.lemmas[head] not in listed("counted_texts") or w.plural(head):
        return None
    added = w.texts[end : end + 1] == ["к"]  # второй протокол | к нему
    return counted[1] if added or any(w.capital(i) for i in range(counted[1], end)) else None


def _in_quotes(w: Words, start: int, end: int) -> bool:
    """Whether quotes hold just these words: «дорожная карта»."""
    return start > 0 and end < len(w) and QUOTES.get(w.texts[start - 1]) == w.texts[end]


def _titled(w: Words, left: int, head: int, end: int, kind: str) -> Mention | None:
    """A head word and its title in quotes; a small head word only says what the title is."""
    roadmap = w.lemmas[head] == "карта" and w.lemmas[head - 1 : head] == ["дорожный"]
    if w.plural(head) or w.lemmas[head] in {"карта", "направление"} and not roadmap:
        return None
    start = named_from(w, left, head)
    return make(w, head + 1 if start is None else start, end, "Agreement", kind=kind)


def _unmarked(w: Words, left: int, head: int, end: int) -> int | None:
    """The beginning of a title that no capital marks: one that opens a sentence, or a small one that is certain."""
    start = opening(w, left, head)
    if w.capital(start) and w.opens(start) or w.heading:
        return start if _opens_title(w, start, head, end) else None
    if paired(w, head, end):
        return head
    if planned(w, left, head, end):
        return start
    if signed_joint(w, left, head):
        return start
    if told_small(w, head, end):
        return typed(w, left, head)
    return head if amending(w, head, end) or w.lemmas[head] == "резолюция" and end > head + 1 else None


def _opens_title(w: Words, start: int, head: int, end: int) -> bool:
    """Whether the words that open a sentence or make a heading are enough of a title."""
    if end > head + 2 and w.texts[head + 1].lower() in TAILED or end > head + 3 or start < head and end > head + 1:
        return True
    if done_after(w, head):
        return True
    common = w.lemmas[head] in listed("common_texts")
    return not common and (start < head or end > head + 1 or w.heading)


def _proper(w: Words, start: int, head: int) -> bool:
    """Whether a modifier names a place or person: Астанинская, Нахичеванское, Киотский."""
    if head - start == 1 and w.lemmas[start] in POINTING | {"совместный"}:
        return False
    large = (i for i in range(start, head) if w.capital(i))
    return any(not (i == start and w.opens(i) or determiner(w, i)) for i in large)


def _dated(w: Words, left: int, head: int, kind: str) -> Mention | None:
    """A text written small and told by its date: межправительственное соглашение от 14 февраля 1992 года."""
    told = tail(w, head, frozenset({"о", "об"}), deep=False)
    ends = (w.span(head, head + 1).end, w.span(head, told).end)
    match = next((m for m in (FROM_DATE.match(w.reading.plain, e) for e in ends) if m), None)
    if match is None or w.lemmas[head] in listed("untitled_texts") or w.plural(head):
        return None
    end = next((i for i in range(head, len(w)) if w.tokens[i].idx >= match.end()), len(w))
    return make(w, opening(w, left, head), end, "Agreement", kind=kind)
