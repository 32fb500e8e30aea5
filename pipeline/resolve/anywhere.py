"""What makes things in two documents one thing: keys by which it is named in any document, most in any language.

A generic name (the Secretariat, 第七次会议, Joint Statement) gives no key: it names another thing in every document.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import cache, lru_cache

from pipeline import authority
from pipeline.model import Language, Period
from pipeline.recognise.lexicon import lexicon
from pipeline.resolve.meaning import meaning
from pipeline.resolve.naming import Naming
from pipeline.resolve.words import concepts, remainder, spelled, telling, weak, without_ordinal
from pipeline.scripts import fold, simplify

Keys = Iterator[tuple[Hashable, ...]]
OWN = {"Charter"}  # kinds of text of which a body has one: the SCO Charter
PATRONYMIC = ("ович", "евич", "овна", "евна", "ична", "инична", "оглы", "кызы", "улы", "уулу")
LONGEST_HEAD = 2  # words: Постоянный секретариат
ENOUGH = {"zh": 4, "ru": 14, "en": 14}  # letters of a name that names nothing listed, to be one thing everywhere
MEANT = {"Agreement": 3, "Initiative": 3, "Organization": 3, "Event": 2}  # meanings of a name that says no owner


def person_name(naming: Naming) -> Keys:
    """Given name and surname; a patronymic or a second given name makes no other person. Initials are too little."""
    if naming.cls != "Person":
        return
    name, language = naming.mention.name, naming.language
    if language.startswith("zh"):
        plain = fold(simplify(name))
        if "·" in name or len(plain) >= 3 or (len(plain) == 2 and plain[0] in _surnames()):
            yield "zh", plain
        return
    words = name.replace("ё", "е").split()
    if len(words) > 2 and language == "ru":
        words = [*words[1:], words[0]] if words[-1].endswith(PATRONYMIC) else words
        words = [w for w in words if not w.endswith(PATRONYMIC)] or words
    if len(words) > 1 and not any(len(w.rstrip(".")) < 2 or w.endswith(".") for w in (words[0], words[-1])):
        yield language, *(fold(w) for w in words if not w.endswith("."))


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


def event_number(naming: Naming) -> Keys:
    """An event's body, number and sort; a summit that names no body is of the one that the document is about."""
    mention, language = naming.mention, naming.language
    if not _is_event(naming) or mention.ordinal is None:
        return
    bodies, lands, rest = _taken_apart(mention.name, language)
    more = _more(mention.name, language)
    heads = _heads(bodies, mention.name, language)
    if not (bodies or rest) and "summit" in heads and naming.owner:
        bodies, heads = (naming.owner,), ["summit"]
    owners = " ".join((*bodies, *lands) if more else bodies)
    about = meaning("Event", mention.name, language) if more else frozenset()
    if bodies or rest or (lands and about):
        yield from ((owners, str(mention.ordinal), head, more) for head in heads or [more] if head)
    if about and (bodies or lands or len(about) > 1):
        yield from ((owners, str(mention.ordinal), head, " ".join(sorted(about))) for head in heads)


def event_place(naming: Naming) -> Keys:
    """An event's body, place and year."""
    found = _edition(naming)
    if found and naming.cls == "Event":
        owners, heads = found
        years = {p.start[:4] for p in _periods(naming) if p.start[:4] == p.end[:4]}
        yield from ((owners, year, head, "") for year in sorted(years) for head in heads)


def only_edition(naming: Naming) -> Keys:
    """A body and a place, of a summit or declaration: one thing while no two years of it are named."""
    found = _edition(naming)
    if found:
        yield from ((naming.cls, found[0], head) for head in found[1])


def _edition(naming: Naming) -> tuple[str, Sequence[str]] | None:
    """(bodies and places, sorts) of a name that says no more than these."""
    mention, language = naming.mention, naming.language
    if mention.ordinal is not None or not (_is_event(naming) or naming.cls == "Agreement"):
        return None
    bodies, lands, rest = _taken_apart(mention.name, language)
    bodies = bodies or ((naming.owner,) if naming.owner else ())
    if not bodies or not lands or rest or (naming.cls == "Event" and _more(mention.name, language)):
        return None
    heads = _heads(bodies, mention.name, language)
    heads = heads if naming.cls == "Event" else sorted(concepts(naming.cls, mention.name, language))
    return " ".join((*bodies, *lands)), heads


def dated_event(naming: Naming) -> Keys:
    """A telling name, and the day that stands in it or beside it."""
    mention, language = naming.mention, naming.language
    bodies, lands, rest = _taken_apart(mention.name, language)
    if not _is_event(naming) or mention.ordinal is not None or not rest:
        return
    days = [mention.period.start] if mention.period else sorted({d.start[:7] for d in naming.dates if len(d.start) > 6})
    heads = _heads(bodies, mention.name, language)
    owners, about = " ".join((*bodies, *lands)), " ".join(sorted(meaning("Event", mention.name, language)))
    says = dict.fromkeys((_more(mention.name, language), *([about] if owners and about else ())))
    yield from (("Event", owners, word, *heads, day) for word in says for day in days)


def _is_event(naming: Naming) -> bool:
    return naming.cls == "Event" and naming.mention.kind != "ThematicYear"


def _periods(naming: Naming) -> Sequence[Period]:
    return [naming.mention.period] if naming.mention.period else naming.dates


def _more(name: str, language: Language) -> str:
    """What an event's name says besides bodies, places, number and sort, as one string; in any order but in Chinese."""
    rest = remainder(spelled(name, language)[1], language)
    if language.startswith("zh"):
        return "".join(rest)
    return " ".join(sorted(w[: max(4, len(w) - 3)] if language == "ru" else w for w in rest))


def _heads(bodies: Sequence[str], name: str, language: Language) -> list[str]:
    """What sort of event: a council's meeting, session or summit are one sort, other bodies have several."""
    rest = "".join(without_ordinal(spelled(name, language)[1], language)) if language.startswith("zh") else name
    found = sorted(concepts("Event", rest, language))
    sessions = not rest or {"meeting", "summit"} & set(found)
    return ["session"] if sessions and len(bodies) == 1 and _is_organ(bodies[0]) else found


def _is_organ(body: str) -> bool:
    listed = authority.load().by_id
    parent = listed.get(listed[body].parent)
    return listed[body].cls == "Organization" and parent is not None and parent.cls == "Organization"


def secretariat(naming: Naming) -> Keys:
    """The body whose secretariat is meant: each has one, and it has no name but that."""
    name, language = naming.mention.name, naming.language
    bodies, lands, rest = _taken_apart(name, language)
    owners = bodies or ((naming.owner,) if naming.owner else ())
    bare = len(owners) == 1 and not lands and not rest and len(spelled(name, language)[1]) <= LONGEST_HEAD
    if naming.cls == "Organization" and bare and concepts("Organization", name, language) == {"secretariat"}:
        yield "Organization", owners[0], "secretariat"


def telling_name(naming: Naming) -> Keys:
    """A name that says enough: whose it is and what about, or whose plan for which years."""
    mention, cls = naming.mention, naming.cls
    if cls == "Person" or _is_event(naming):
        return
    bodies = _taken_apart(mention.name, naming.language)[0]
    covers = bool(mention.period) and cls == "Agreement" and bool(bodies)
    if covers or specific(cls, mention.name, naming.language, mention.kind):
        yield cls, whole_name(mention.name, naming.language)
    if mention.kind == "ThematicYear" and naming.owner and not bodies:
        yield cls, f"{naming.owner} {whole_name(mention.name, naming.language)}"


def dated_name(naming: Naming) -> Keys:
    """A name that says whose or what about, and the day beside it."""
    mention, cls, language = naming.mention, naming.cls, naming.language
    if cls == "Person" or _is_event(naming) or any(telling_name(naming)):
        return
    bodies, lands, rest = _taken_apart(mention.name, language)
    if bodies or lands or rest:
        days = {d.start for d in naming.dates if len(d.start) >= 7}
        years = {d.start[:4] for d in naming.dates if lands and cls == "Agreement"}  # the Astana Declaration of 2017
        yield from ((cls, whole_name(mention.name, language), day) for day in sorted(days | years))


def same_meaning(naming: Naming) -> Keys:
    """Whose it is, its sort, its years, and what it is about, in words that any language has."""
    mention, cls, language = naming.mention, naming.cls, naming.language
    year = mention.kind == "ThematicYear"
    if cls not in MEANT or _is_event(naming):
        return
    bodies, lands, _ = _taken_apart(mention.name, language)
    about = meaning(cls, mention.name, language)
    strong = len(about - weak())
    heads = ["year"] if year else sorted(concepts(cls, mention.name, language))
    charter = not about and len(bodies) == 1 and not lands and mention.kind in OWN
    covers = bool(bodies) and mention.period is not None
    if charter or covers or strong >= (1 if bodies else MEANT[cls]):
        years = "/".join((mention.period.start[:4], mention.period.end[:4])) if mention.period else ""
        owners = " ".join((*bodies, *lands))
        yield from ((cls, owners, head, years, " ".join(sorted(about))) for head in heads)


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
