"""What names a thing in any document: keys by which the things of different documents are one.

    Q485207                                     a listed name
    event  org-sco-chs  24  session             the 24th session of a known body, in any language
    name   Agreement  org-x соглашение …        a name that says enough: whose it is, and what about
    name+date                                   a name that says less, with the date beside it

A generic name (the Secretariat, 第七次会议, Joint Statement) gives no key: it names another thing in every document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from pipeline import authority
from pipeline.model import Language, Mention, Period
from pipeline.recognise.lexicon import lexicon
from pipeline.resolve.words import concepts, remainder, spelled, telling, without_ordinal
from pipeline.scripts import fold, simplify

Key = tuple[str, ...]
OWN = {"Charter"}  # kinds of text of which a body has one: the SCO Charter
PATRONYMIC = ("ович", "евич", "овна", "евна", "ична", "инична", "оглы", "кызы", "улы", "уулу")
ENOUGH = {"zh": 4, "ru": 14, "en": 14}  # letters of a name that names nothing listed, to be one thing everywhere


def keys(mentions: Sequence[Mention], known: str, dates: Iterable[Period]) -> list[Key]:
    """The keys of a thing, from its full names in one document; sorted, the surest sort first."""
    if known:
        return [("known", known)]
    dates = list(dates)
    found = {key for mention in mentions if _full(mention) for key in _keys(mention, dates)}
    return sorted(found, key=lambda k: (ORDER.index(k[0]), k))


ORDER = ("known", "event", "person", "name", "dated")


def _full(mention: Mention) -> bool:
    return mention.form == "name" and not mention.stands_for


def _keys(mention: Mention, dates: list[Period]) -> Iterator[Key]:
    if mention.cls == "Person":
        yield from _person(mention.name, mention.language)
    elif mention.cls == "Event" and mention.kind != "ThematicYear":
        yield from _event(mention.name, mention.language, mention.ordinal, mention.period, dates)
    else:
        yield from _thing(mention, dates)


def _person(name: str, language: Language) -> Iterator[Key]:
    """Given name and surname; a patronymic or a second given name makes no other person. Initials are too little."""
    if language.startswith("zh"):
        plain = fold(simplify(name))
        if "·" in name or len(plain) >= 3 or (len(plain) == 2 and plain[0] in _surnames()):
            yield "person", "zh", plain
        return
    words = name.replace("ё", "е").split()
    if len(words) > 2 and language == "ru":
        words = [*words[1:], words[0]] if words[-1].endswith(PATRONYMIC) else words
        words = [w for w in words if not w.endswith(PATRONYMIC)] or words
    if len(words) > 1 and not any(len(w.rstrip(".")) < 2 or w.endswith(".") for w in (words[0], words[-1])):
        yield "person", language, *(fold(w) for w in words if not w.endswith("."))


@cache
def _surnames() -> frozenset[str]:
    return frozenset("".join(lexicon("zh-hans").words.get("surnames", ())))


@lru_cache(maxsize=16384)
def _taken_apart(name: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(ids of listed bodies, ids of listed places and states, telling words) of a name."""
    ids, words = spelled(name, language)
    known = authority.load().by_id
    lands = tuple(sorted({i for i in ids if known[i].cls in {"State", "Place"}}))
    bodies = tuple(sorted({i for i in ids if known[i].cls not in {"State", "Place"}}))
    return bodies, lands, telling(without_ordinal(words, language), language)


def _event(
    name: str, language: Language, ordinal: int | None, period: Period | None, dates: list[Period]
) -> Iterator[Key]:
    """By body and number; by body, place and year; or by a telling name and the day that stands in it or beside it."""
    bodies, lands, rest = _taken_apart(name, language)
    more = _words(remainder(spelled(name, language)[1], language), language)
    heads = _heads(bodies, name, language)
    owners = " ".join((*bodies, *lands) if more else bodies)
    if ordinal is not None and (bodies or rest):
        yield from (("event", owners, str(ordinal), head, more) for head in heads or [more] if head)
    if ordinal is None and bodies and lands and not more:
        years = {p.start[:4] for p in ([period] if period else dates) if p.start[:4] == p.end[:4]}
        yield from (("event", " ".join((*bodies, *lands)), year, head, "") for year in sorted(years) for head in heads)
    elif ordinal is None and rest:
        days = [period.start] if period else sorted({d.start[:7] for d in dates if len(d.start) >= 7})
        yield from (("dated", "Event", " ".join((*bodies, *lands)), more, *heads, day) for day in days)


def _heads(bodies: Sequence[str], name: str, language: Language) -> list[str]:
    """What sort of event: a council's meeting, session or summit are one sort, other bodies have several."""
    found = sorted(concepts("Event", name, language))
    known = authority.load().by_id
    organ = len(bodies) == 1 and known[bodies[0]].cls == "Organization" and known[bodies[0]].parent in known
    if organ and known[known[bodies[0]].parent].cls == "Organization" and {"meeting", "summit"} & set(found):
        return ["session"]
    return found


def _words(rest: Sequence[str], language: Language) -> str:
    """The telling words as one string, in any order but in Chinese."""
    if language.startswith("zh"):
        return "".join(rest)
    return " ".join(sorted(w[: max(4, len(w) - 3)] if language == "ru" else w for w in rest))


def _thing(mention: Mention, dates: list[Period]) -> Iterator[Key]:
    """By a name that says enough; by one that says whose or what about, and the day beside it."""
    cls, name, language = mention.cls, mention.name, mention.language
    bodies, lands, rest = _taken_apart(name, language)
    whole = whole_name(name, language)
    covers = bool(mention.period) and cls == "Agreement" and bool(bodies)  # whose plan for which years
    if covers or specific(cls, name, language, mention.kind):
        yield "name", cls, whole
    elif bodies or lands or rest:
        days = {d.start for d in dates if len(d.start) >= 7}
        years = {d.start[:4] for d in dates if lands and cls == "Agreement"}  # the Astana Declaration of 2017
        yield from (("dated", cls, whole, day) for day in sorted(days | years))


def specific(cls: str, name: str, language: Language, kind: str = "") -> bool:
    """Whether a name means the same thing in any document: it says whose, and what about."""
    bodies, lands, rest = _taken_apart(name, language)
    letters = sum(map(len, rest))
    some = letters >= (2 if language.startswith("zh") else 4)
    if cls == "Place":
        return letters >= (2 if language.startswith("zh") else 4)
    if bodies or lands:
        owned = cls == "Organization" or (kind in OWN and len(bodies) == 1)
        return some or owned
    many = letters >= ENOUGH["zh"] if language.startswith("zh") else len(rest) >= (1 if cls == "Organization" else 2)
    return many and len(fold(name)) >= ENOUGH[language[:2]]


@lru_cache(maxsize=16384)
def whole_name(name: str, language: Language) -> str:
    """A name with every listed name in it replaced by its id: short forms of a body make one name."""
    ids, words = spelled(name, language)
    if not ids:
        return fold(simplify(name))
    return " ".join([*sorted(ids), fold("".join(words))])
