"""Russian names of events: by number, by place, by body, by a quoted or Latin name; thematic years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import authority
from pipeline.model import Mention, Period, Span
from pipeline.recognise.make_ru import determiner, make, named_from, opening, ordinal, quoted_after
from pipeline.recognise.phrases_ru import MEETINGS, leftward, tail
from pipeline.recognise.words_ru import Words, heads, listed

GATHERINGS = {"саммит", "заседание", "сессия", "встреча", "форум", "конференция", "конгресс", "съезд", "совещание", "собрание", "семинар",
    "симпозиум", "консультация", "переговоры", "слушание", "раунд"}  # fmt: skip
TITLED = {"форум", "конференция", "конгресс", "симпозиум", "семинар", "выставка", "фестиваль", "неделя", "чтение", "диалог", "бизнес-форум",
    "вебинар", "ярмарка", "лагерь", "марафон", "конкурс"}  # fmt: skip
VISITS = {"визит", "поездка"}
GAMES = {"чемпионат", "турнир", "олимпиада", "универсиада", "спартакиада"}
ATTACKS = {"теракт", "нападение", "землетрясение", "наводнение", "взрыв", "авария", "катастрофа", "обстрел", "цунами"}
PLACED = {"саммит", "встреча", "конференция", "форум", "совещание", "сессия"}  # named by their place: встреча в Будапеште
BARE = {"саммит", "заседание", "сессия", "встреча", "форум", "конференция", "визит", "переговоры"}  # told by date and verb alone
PLURAL_ONLY = {"учение", "игра", "переговоры", "консультация", "чтение", "маневр", "слушание"}
SESSION = re.compile(r"(?<!\w)(?:КС|COP|СОР|МС|ЮНКТАД|UNCTAD)[-‑ ]?(\d{1,3})(?!\w)")
YEAR = re.compile(r"\b(19|20)\d\d\b")
NEVER_ALONE = {"парад", "стол", "неделя", "декада", "стихия", "игра"}


def happenings(w: Words) -> Iterator[Mention]:
    """Every event that a head word names in a passage."""
    for head in range(len(w)):
        lemma = w.lemmas[head]
        if lemma not in heads("Event") or w.tokens[head].pos_ not in {"NOUN", "PROPN", "X"}:
            continue
        if w.plural(head) and lemma not in PLURAL_ONLY:
            continue
        mention = _year(w, head) if lemma == "год" else _event(w, head)
        if mention is not None:
            yield mention
            yield from _places_of(w, mention, head)
    yield from _numbered(w)


def _places_of(w: Words, mention: Mention, head: int) -> Iterator[Mention]:
    """The place that an event is named by: Парижский саммит."""
    for i in range(max(0, head - 2), head):
        if w.capital(i) and mention.span.contains(w.span(i, i + 1)) and w.modifier(i):
            known = authority.load().demonym(w.lemmas[i])
            if known is not None and known.cls == "Place":
                yield w.reading.mention(w.span(i, i + 1), "Place", known.ru[0], known=known.id)


def _numbered(w: Words) -> Iterator[Mention]:
    """КС-29, COP28: a session told by its number; the convention may follow."""
    starts = {t.idx: i for i, t in enumerate(w.tokens)}
    for match in SESSION.finditer(w.reading.plain):
        last = next((i for i, t in enumerate(w.tokens) if t.idx + len(t) >= match.end()), None)
        if match.start() not in starts or last is None:
            continue
        end = tail(w, last, frozenset(), deep=False)
        span = Span(match.start(), w.span(last, end).end)
        yield w.reading.mention(span, "Event", span.of(w.reading.plain), ordinal=int(match.group(1)))


def _event(w: Words, head: int) -> Mention | None:
    left = _left(w, head)
    end = _end(w, head)
    counted = ordinal(w, left, head)
    start = _start(w, left, head, end, counted)
    if start is None:
        return None
    value = counted[0] if counted and counted[1] >= start else None
    plain = end == head + 1 and not any(w.capital(i) for i in range(start + 1, head))
    form = "short" if plain and (value is not None or start == head) else "name"
    name = w.span(start, end).of(w.reading.plain)
    year = YEAR.search(name)
    period = Period(year.group(), year.group()) if year else None
    if value is None and year is None and _series(w, head, end) and named_from(w, left, head) is not None:
        return make(w, start, end, "Initiative")
    return make(w, start, end, "Event", ordinal=value, period=period, form=form)  # type: ignore[arg-type]


def _series(w: Words, head: int, end: int) -> bool:
    """Whether what follows a name speaks of the series: it was founded, or is defined after a dash."""
    if end + 1 >= len(w):
        return False
    if w.texts[end] == ",":
        return w.lemmas[end + 1] in listed("founding")
    if w.lemmas[end] in listed("founding") and "Pres" in w.tokens[end].morph.get("Tense"):
        return w.lemmas[end + 1] in {"ежегодно", "регулярно", "раз", "каждый", "поочередно", "один"} or w.texts[end + 1] in {"с", "раз"}
    return w.texts[end] in {"–", "—"} and w.case(end + 1) == "nomn" and w.texts[end + 1].islower() and w.tokens[end + 1].pos_ in {"NOUN", "ADJ"}


def _left(w: Words, head: int) -> int:
    return leftward(w, head)


def _end(w: Words, head: int) -> int:
    """Where an event's name ends; a Latin or quoted name after the head belongs to it."""
    quoted = quoted_after(w, head + 1)
    if quoted is not None:
        return quoted
    latin = head + 1
    while latin < len(w) and (w.texts[latin].isascii() and w.texts[latin][:1].isupper() or latin > head + 1 and YEAR.fullmatch(w.texts[latin])):
        latin += 1
    if latin > head + 1:
        return latin
    lemma = w.lemmas[head]
    prepositions = listed("event_prepositions") if lemma in TITLED | GAMES or w.capital(head) else frozenset()
    if lemma in MEETINGS:
        prepositions |= {"с", "со"}
    end = tail(w, head, prepositions, deep=False)
    if lemma in VISITS and end > head + 1 or lemma in ATTACKS:
        end = _aimed(w, end)
    elif end == head + 1 and lemma in PLACED and (lemma == "саммит" or _dated(w, head)):
        end = _aimed(w, end, town=True)
    return end


def _aimed(w: Words, end: int, *, town: bool = False) -> int:
    """… в Москву, на посольство Азербайджана в Тегеране, в «Крокус Сити Холле»; or only a town: саммит в Вильнюсе."""
    first = end
    if town:
        hit = w.known.get(end + 1) if w.texts[end : end + 1] in (["в"], ["во"]) else None
        return hit.end if hit and hit.known.cls == "Place" and hit.form == "name" else end
    while end + 1 < len(w) and w.texts[end] in {"в", "во", "на"}:
        quoted = quoted_after(w, end + 1)
        if quoted is not None:
            end = quoted
        elif end > first and w.texts[end] == "и":
            break
        elif end + 1 in w.known and w.known[end + 1].form == "name":
            end = w.known[end + 1].end
        elif w.lemmas[end + 1] in heads("Organization"):
            end = tail(w, end + 1, frozenset(), deep=False)
        elif w.capital(end + 1) and end + 1 not in w.dated:
            end += 2
        else:
            break
        joined = w.known.get(end + 1) if w.texts[end : end + 1] == ["и"] else None
        if joined is not None and joined.form == "name" and not w.subject(end + 1):
            end = joined.end
    return end


def _start(w: Words, left: int, head: int, end: int, counted: tuple[int, int] | None) -> int | None:
    """The first word of an event's name; None when nothing makes it one certain event."""
    lemma = w.lemmas[head]
    named = named_from(w, left, head)
    if counted is not None:
        first = counted[1]
        capital = next((i for i in range(left, first) if w.signals(i) and not determiner(w, i)), None)
        return first if capital is None else capital
    if quoted_after(w, head + 1) == end:
        return _adjectives(w, left, head)
    if w.texts[end - 1].isascii() and end > head + 1:
        return _adjectives(w, left, head) if lemma in heads("Event") else None
    if lemma in NEVER_ALONE and (named is None or named == head and end == head + 1):
        return None
    if named is not None and (named < head or end > head + 1):
        return named
    if lemma in PLACED and end > head + 1 and w.texts[head + 1] in {"в", "во"}:
        return _adjectives(w, left, head)
    if lemma in VISITS and not _of_person(w, head, end):
        return _visit(w, left, head, end)
    if lemma in ATTACKS:
        sure = end > head + 1 or lemma == "теракт" and _dated(w, head)
        return _adjectives(w, left, head) if sure else None
    if lemma in GATHERINGS and _of_body(w, head + 1, end):
        return _adjectives(w, left, head)
    if lemma in MEETINGS and _of_person(w, head, end) and _located(w, head):
        return _adjectives(w, left, head)
    if lemma in GATHERINGS | GAMES | {"церемония"} and end > head + 1 and _held(w, head) and _located(w, head):
        return _adjectives(w, left, head)
    start = opening(w, left, head)
    if start == head and lemma in TITLED and w.capital(head) and end > head + 2 and not w.heading:
        return head
    if start < head and w.capital(start) and w.opens(start) and _placed(w, start, head) and start not in w.known:
        return start
    if _marked(w, left, head) and _located(w, head) and lemma in GATHERINGS | {"церемония"}:
        return _adjectives(w, left, head)
    if lemma in BARE and _dated(w, head) and (_held(w, head) or _described(w, head)) and end == head + 1:
        return head
    return None


def _adjectives(w: Words, left: int, head: int) -> int:
    """The first of the adjectives that belong to an event's name."""
    at = head
    while at > left and (w.lemmas[at - 1] in listed("event_adjectives") or w.signals(at - 1)):
        at -= 1
    return at


def _visit(w: Words, left: int, head: int, end: int) -> int | None:
    start = _adjectives(w, left, head)
    if start < head and (end > head + 1 or _located(w, head)):
        return start
    official = end > head + 1 and any(w.lemmas[i] in {"президент", "премьер-министр", "премьер", "глава", "министр", "король"} for i in range(head, end))
    return head if official and _located(w, head) else None


def _of_person(w: Words, head: int, end: int) -> bool:
    """Whether persons are named in the tail, as those who meet or travel."""
    return any(head < i < end for i in w.people) or any(
        head < i < end and k.known.cls == "Person" for i, k in w.known.items()
    )


def _of_body(w: Words, start: int, end: int) -> bool:
    """Whether the tail begins with a body: a known one, an abbreviation, or a head word written large."""
    if start >= end:
        return False
    if start in w.known and w.known[start].form == "name":
        return w.known[start].known.cls in {"Organization", "Initiative"}
    first = next((i for i in range(start, end) if not w.modifier(i)), start)
    return w.acronym(start) or (w.capital(start) and w.lemmas[first] in heads("Organization"))


def _placed(w: Words, start: int, head: int) -> bool:
    """Whether an adjective that opens a sentence is made from a place's name: Парижский, Астанинский."""
    return any(w.texts[i][:1].isupper() and w.lemmas[i].endswith("ский") for i in range(start, head)) and head - start <= 2


def _marked(w: Words, left: int, head: int) -> bool:
    return any(w.lemmas[i] in listed("marking_adjectives") for i in range(left, head))


def _held(w: Words, head: int) -> bool:
    """Whether a verb says that the event takes place: состоялась, прошла, открылось, провели."""
    up = w.head(head)
    return up != head and w.lemmas[up] in listed("holding")


def _described(w: Words, head: int) -> bool:
    """Whether a participle after a comma tells of the event: Саммит, принимавшийся Астаной …"""
    return w.texts[head + 1 : head + 2] == [","] and head + 2 < len(w) and "Part" in w.tokens[head + 2].morph.get("VerbForm")


def _dated(w: Words, head: int) -> bool:
    sentence = w.tokens[head].sent
    return any(sentence.start_char <= w.tokens[i].idx < sentence.end_char for i in w.dated)


def _located(w: Words, head: int) -> bool:
    """Whether a date or a place stands in the head's sentence."""
    sentence = w.tokens[head].sent
    places = any(
        k.form == "name" and k.known.cls in {"Place", "State"} and sentence.start_char <= w.tokens[i].idx < sentence.end_char
        for i, k in w.known.items()
    )
    return places or _dated(w, head)


def _year(w: Words, head: int) -> Mention | None:
    """Год волонтёрского движения, Международный год диалога, «Год культуры»."""
    left = leftward(w, head)
    start = named_from(w, left, head)
    if start is None and w.capital(opening(w, left, head)):
        start = opening(w, left, head)
    if start is None or head in w.dated and not w.capital(head):
        return None
    end = tail(w, head, frozenset({"с", "в"}), deep=False)
    if end < len(w) and w.texts[end].lower() == "как" and end > head + 1:
        more = tail(w, end + 1, frozenset(), deep=False) if end + 1 < len(w) else end
        end = more
    quoted = quoted_after(w, head + 1)
    if quoted is not None:
        end = quoted
    if end == head + 1 and start == head:
        return None
    return make(w, start, end, "Event", kind="ThematicYear", period=_which_year(w, start, end))


def _which_year(w: Words, start: int, end: int) -> Period | None:
    """The year nearest to a thematic year's name in its passage."""
    text, span = w.reading.plain, w.span(start, end)
    found = [(min(abs(m.start() - span.end), abs(span.start - m.end())), m.group()) for m in YEAR.finditer(text)]
    near = [f for f in found if f[0] < 120]
    return Period(min(near)[1], min(near)[1]) if near else None
