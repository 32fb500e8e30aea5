"""One document's mentions → groups: what it calls by one name, in one spelling or another, is one thing there."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache

from pipeline import authority
from pipeline.model import Document, Language, Mention, Period
from pipeline.recognise.overlap import VALUES
from pipeline.resolve.groups import Groups, Traits
from pipeline.resolve.words import concepts, remainder, spelled, telling, without_ordinal
from pipeline.scripts import fold, plain

BESIDE = {  # what may stand between a thing and the date that is its own
    "zh": (re.compile(r"[,，的《“\"「]?\s*"), re.compile(r"[》”\"」]?\s?[（(]\s*")),
    "ru": (None, re.compile(r"[»”\"]?(?: от | |\s?\()")),
    "en": (re.compile(r",? (?:the |The )?[“\"]?"), re.compile(r"[”\"]?(?: of | \(|, | on )")),
}
DATED = {"Agreement", "Event"}  # classes whose namesakes their dates tell apart
INITIALS = re.compile(r"(?:\w+\.[ -]?)+\w")
ABBREVIATION = re.compile(r"[A-Z][A-Z0-9+&-]{2,}")


def grouped(document: Document, mentions: Sequence[Mention]) -> Groups:
    """Groups of the mentions, by index; values (dates, offices, themes) stay alone."""
    dates = beside(document, mentions)
    groups = Groups(_traits(m, dates.get(i)) for i, m in enumerate(mentions))
    bare = _short_of(mentions)
    for index, mention in enumerate(mentions):
        if mention.cls not in VALUES:
            groups.add(index, _keys(mention, bare))
    return groups


def _traits(mention: Mention, date: Period | None) -> Traits:
    known = mention.known or (mention.cls == "Person" and initialled(mention.name, mention.language)) or ""
    years = mention.period
    if years is None and mention.cls in DATED and mention.ordinal is None and not mention.known and not _tells(mention):
        years = date
    return Traits(
        mention.cls,
        frozenset([known] if known else ()),
        frozenset([mention.ordinal] if mention.ordinal is not None and mention.cls == "Event" else ()),
        frozenset([(years.start[:4], years.end[:4])] if years and mention.cls in DATED else ()),
        frozenset([mention.kind == "ThematicYear"] if mention.cls == "Event" and mention.form == "name" else ()),
        frozenset([mention.language[:2]] if mention.form != "reference" else ()),
    )


@lru_cache(maxsize=16384)
def initialled(name: str, language: Language) -> str:
    """The listed person that initials and a surname name: К.-Ж. Токаев is the listed Токаев, М. Токаев is not."""
    if language.startswith("zh") or not INITIALS.match(name):
        return ""
    persons = [k for _, k, _ in authority.load().scan(plain(name), language) if k.cls == "Person"]
    letters = [w[0].casefold() for w in re.findall(r"(\w+)\.", name)]
    if len(persons) != 1:
        return ""
    full = [[p.casefold() for p in re.split(r"[ -]", n)] for n in persons[0].names(language)]
    fits = any(len(n) > 1 and n[0][0] == letters[0] and {*letters} <= {p[0] for p in n if p} for n in full)
    return persons[0].id if fits else ""


def _is_listed(mention: Mention) -> bool:
    return authority.load().lookup(mention.name, mention.cls) is not None


def _own_name(mention: Mention) -> str:
    """What a mention's name is short for, unless its head says otherwise: a treaty is not the protocol to it."""
    names = mention.name, mention.stands_for or mention.name
    short, full = (concepts(mention.cls, name, mention.language) for name in names)
    if mention.cls == "Agreement" and mention.form == "short" and short and full and not short & full:
        return mention.name
    return mention.stands_for or mention.name


def _tells(mention: Mention) -> bool:
    """Whether a name says more than a kind and a place: that of the Astana Declaration does not."""
    name = mention.stands_for or mention.name
    return bool(telling(spelled(name, mention.language)[1], mention.language))


def _short_of(mentions: Sequence[Mention]) -> dict[tuple[str, str], str]:
    """Names that, where they stand for a longer one, always stand for the same."""
    found: dict[tuple[str, str], set[str]] = {}
    for m in mentions:
        if m.stands_for and m.form == "short":
            found.setdefault((m.cls, fold(m.name)), set()).add(m.stands_for)
    return {key: next(iter(to)) for key, to in found.items() if len(to) == 1}


def _keys(mention: Mention, bare: dict[tuple[str, str], str]) -> Iterator[Hashable]:
    cls, name = mention.cls, _own_name(mention)
    if mention.known:
        yield "known", mention.known
    yield "name", cls, fold(name)
    if not mention.known and not mention.stands_for and mention.form != "reference" and (cls, fold(name)) in bare:
        yield "name", cls, fold(bare[cls, fold(name)])
    if mention.form == "short" and ABBREVIATION.fullmatch(mention.name) and not _is_listed(mention):
        yield "name", cls, fold(mention.name)
    whole = _spelled_out(name, mention.language)
    yield "spelled", cls, whole
    if cls == "Event" and mention.ordinal is not None and not mention.stands_for:
        yield from numbered(mention)


@lru_cache(maxsize=16384)
def _spelled_out(name: str, language: Language) -> str:
    """A name with every listed name in it replaced by its id: two short forms of a body make one name."""
    ids, words = spelled(name, language)
    return fold(" ".join([*sorted(ids), *words])) if ids else fold(name)


def numbered(mention: Mention) -> Iterator[Hashable]:
    """An event by its number and the rest of its name, wherever and however the number is written."""
    ids, words = spelled(mention.name, mention.language)
    rest = without_ordinal(words, mention.language)
    joined = "".join(rest) if mention.language.startswith("zh") else " ".join(sorted(rest))
    yield "numbered", mention.ordinal, tuple(sorted(set(ids))), joined
    heads = concepts("Event", mention.name, mention.language)
    if ids and not remainder(words, mention.language):
        yield from (("numbered", mention.ordinal, tuple(sorted(set(ids))), ("is", head)) for head in sorted(heads))


def beside(document: Document, mentions: Sequence[Mention]) -> dict[int, Period]:
    """Dates that stand right beside mentions: 2017年《阿斯塔纳宣言》, Декларация от 15 июня 2001 года."""
    by_passage: dict[int, list[tuple[int, Mention]]] = {}
    for index, mention in enumerate(mentions):
        by_passage.setdefault(mention.passage, []).append((index, mention))
    found: dict[int, Period] = {}
    for passage, there in by_passage.items():
        text = document.passages[passage].plain
        dates = [m for _, m in there if m.cls == "Date" and m.period is not None]
        for index, mention in there if dates else ():
            if mention.cls in DATED and (date := _date_of(mention, dates, text)) is not None:
                found[index] = date
    return found


def _date_of(mention: Mention, dates: Sequence[Mention], text: str) -> Period | None:
    before, after = BESIDE[mention.language[:2]]
    for date in dates:
        if date.span.end <= mention.span.start:
            way, gap = before, text[date.span.end : mention.span.start]
        else:
            way, gap = after, text[mention.span.end : max(mention.span.end, date.span.start)]
        if way and not date.span.overlaps(mention.span) and way.fullmatch(gap):
            return date.period
    return None
