"""Which listed thing a name means in its document, where the list doesn't have it letter by letter.

К.-Ж. Токаев              the listed Токаев whose given name begins so; М. Токаев is another
the Secretariat           in a document that names CICA: the listed Secretariat of CICA
инициатива «Чистый воздух»    the listed initiative Чистый воздух
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from pipeline import authority
from pipeline.authority import Known
from pipeline.model import Language, Mention
from pipeline.resolve.words import concepts, everywhere, heads_of, spelled, without_fluff
from pipeline.scripts import fold, plain

INITIALS = re.compile(r"(?:\w+\.[ -]?)+\w")
IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
INITIAL = re.compile(r"\w+\.")
ORGANS = {"council", "secretariat", "committee", "parliament", "board", "structure", "centre"}
ANY_KIND = (
    frozenset({"initiative"}),
    frozenset({"organization"}),
)  # words for any text or undertaking, and for any body
SOLE = frozenset({"secretariat"})  # what a body has but one of, so that any name of that sort is its name
FULL = 2  # words of a person's name that is a given name and a surname
LEAD = 2  # times that a document names the body it is about more often than any other, where it is not most it names


@lru_cache(maxsize=16384)
def initialled(name: str, language: Language) -> str:
    """The listed person that initials and a surname name, where only one has them; else nothing."""
    if language.startswith("zh") or not INITIALS.match(name):
        return ""
    initials = [i[0].casefold() for i in INITIAL.findall(name)]
    words = INITIAL.sub(" ", name).replace("-", " ").split()
    fitting = {i for i, given in _by_surname(language).get(fold(words[-1]), ()) if _fits(given, initials, words[:-1])}
    return next(iter(fitting)) if len(fitting) == 1 else ""


def _fits(given: Sequence[str], initials: Sequence[str], written: Sequence[str]) -> bool:
    """The first initial is a given name's, and what is written out is one; the others may be of a patronymic."""
    firsts = {g[0] for g in given}
    if written:
        return fold(written[0]) in given
    return initials[0] == given[0][0] and (len(given) == 1 or len(initials) == 1 or set(initials) <= firsts)


@cache
def _by_surname(language: Language) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Surname → (id, given names) of every listed person."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for known in authority.load().by_id.values():
        for name in known.names(language) if known.cls == "Person" else ():
            *given, surname = [fold(w) for w in re.split(r"[ -]", name) if fold(w)]
            if given:
                found[surname].append((known.id, tuple(given)))
    return dict(found)


@lru_cache(maxsize=16384)
def person(name: str, language: Language) -> str:
    """The listed person whose name this is with an initial, or with a title, patronymic or second given name more."""
    if INITIALS.match(name) and not language.startswith("zh"):
        return initialled(name, language)
    words = name.split()
    shorter = [" ".join(words[:i] + words[i + 1 :]) for i in range(len(words) - 1)] if len(words) > FULL else []
    found = {known.id for text in shorter if (known := authority.load().lookup(text, "Person"))}
    return next(iter(found)) if len(found) == 1 else ""


def titled(name: str, cls: str, language: Language) -> str:
    """The listed thing that a name gives with its kind before it; a protocol to a treaty is not the treaty."""
    ids, words = spelled(name, language)
    if len(ids) != 1 or len(words) > 1 or cls not in {"Agreement", "Initiative", "Organization"}:
        return ""
    known = authority.load().by_id[ids[0]]
    kinds = concepts(cls, " ".join(words), language)
    said = not words or kinds in ANY_KIND or (cls != "Organization" and kinds & _kinds(known))
    return known.id if said and known.cls == cls else ""


def _kinds(known: Known) -> frozenset[str]:
    tags: tuple[Language, ...] = ("zh-hans", "ru", "en")
    return frozenset().union(*(concepts(known.cls, n, tag) for tag in tags for n in known.names(tag)))


def bodies(mentions: Iterable[Mention]) -> Counter[str]:
    """The listed bodies that a document names and how often; naming an organ names its body too."""
    return Counter(i for m in mentions if m.cls == "Organization" and m.known for i in _upwards(m.known))


def leading(found: Counter[str]) -> str:
    """The body that a document is about, where it names one and its organs far more often than others."""
    tops = {i: n for i, n in found.items() if _top(i) == i and i not in everywhere()}
    first, second, *_ = [*sorted(tops, key=lambda i: (-tops[i], i)), "", ""]
    most = 2 * tops.get(first, 0) > sum(tops.values())
    return first if most or tops.get(first, 0) > LEAD * tops.get(second, 0) else ""


def may_own(owner: str, others: Iterable[str]) -> bool:
    """Whether all that was named before are organs of the body, so that what is said of no body is said of that."""
    return bool(owner) and all(other and _top(other) == owner for other in others)


def _top(known: str) -> str:
    return list(_upwards(known))[-1]


def _upwards(known: str) -> Iterator[str]:
    """A body, and while it is an organ the body it is one of."""
    listed = authority.load().by_id
    yield known
    while _is_organ(listed[known]) and listed[known].parent in listed and _is_body(listed[listed[known].parent]):
        known = listed[known].parent
        yield known


def _is_body(known: Known) -> bool:
    return known.cls == "Organization"


@cache
def _is_organ(known: Known) -> bool:
    return bool(known.en) and bool(concepts("Organization", known.en[0], "en") & ORGANS)


def organ(name: str, language: Language, named: Counter[str], others: Iterable[str]) -> str:
    """The listed organ that a name means which leaves its body out: that of the one body here that has such an organ.

    `named` are the bodies of the document, `others` those that were named before: where these are others, one word
    (the Secretariat) is too little.
    """
    if "(" in name or "（" in name:  # Council of Heads of Government (Prime Ministers): called so with it or without
        short = IN_BRACKETS.sub(" ", name)
        return organ(short, language, named, others) if short.strip() and not IN_BRACKETS.search(short) else ""
    ids, words = spelled(name, language)
    rest = without_fluff(words, language)
    bare = _heads(language).issuperset(words) or (len(words) == 1 and not language.startswith("zh"))
    if len(ids) > 1 or not rest:
        return ""
    table, owners = _organs(language[:2]), ids or sorted(named)
    having = {o: table[o, rest] for o in owners if table.get((o, rest), "?") != "?"}
    if not having and bare and concepts("Organization", name, language) == SOLE:
        having = {o: table[o, SOLE] for o in owners if table.get((o, SOLE), "?") != "?"}
    if len(having) > 1:
        having = {o: found for o, found in having.items() if _top(o) == leading(named)}
    if len(having) != 1 or (bare and not ids and not may_own(_top(next(iter(having))), others)):
        return ""
    return next(iter(having.values()))


@cache
def _heads(language: Language) -> frozenset[str]:
    """Words that say what sort a body is of, or what sort of body has it: Forum Secretariat."""
    return frozenset((*heads_of("Organization", language), *heads_of("Event", language)))


@cache
def _organs(tag: str) -> dict[tuple[str, frozenset[str]], str]:
    """(body, words of the rest of the name) → its organ of that name; "?" where it has several."""
    language: Language = {"zh": "zh-hans", "ru": "ru", "en": "en"}[tag]  # type: ignore[assignment]
    found: dict[tuple[str, frozenset[str]], str] = {}
    for known in authority.load().by_id.values():
        parent = authority.load().by_id.get(known.parent)
        if parent is None or not (_is_body(known) and _is_body(parent)) or not _is_organ(known):
            continue
        names = dict.fromkeys(n for name in known.names(tag) for n in (name, IN_BRACKETS.sub(" ", name)))
        rests = {r for name in names if (r := _without_parent(name, parent, language))}
        sole = {SOLE} if known.en and concepts("Organization", known.en[0], "en") == SOLE else set()
        for rest in rests | (sole if any(len(r) == 1 for r in rests) else set()):
            key = parent.id, rest
            found[key] = known.id if found.get(key, known.id) == known.id else "?"
    return found


def _without_parent(name: str, parent: Known, language: Language) -> frozenset[str]:
    """The words of an organ's name but for its body's; nothing where the name doesn't have that."""
    forms = authority.load().forms
    own = {f for n in parent.names(language) for f in (forms.get(n, (n,)) if language == "ru" else (n,))}
    text = plain(name)
    for form in sorted(map(plain, own), key=lambda f: (-len(f), f)):
        if form in text:
            rest = text.replace(form, " ", 1)
            return without_fluff(spelled(rest, language)[1], language)
    return frozenset()
