"""What a document says by one mention, as identity is decided on it: the name in full, its listed thing, its dates.

«восемнадцатое заседание СГП»      the eighteenth meeting of what СГП is short for here
2017年《阿斯塔纳宣言》              the declaration of 2017
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import authority
from pipeline.model import Document, Language, Mention, Period, Span
from pipeline.resolve.listed import bodies, leading, may_own, organ, person, titled
from pipeline.resolve.traits import Traits
from pipeline.resolve.words import beside_name, concepts, spelled, telling
from pipeline.scripts import fold, plain

GIVEN_AND_SURNAME = 2
DATED = {"Agreement", "Event"}  # classes whose namesakes their dates tell apart


@dataclass(frozen=True, slots=True)
class Naming:
    """A mention and what its document adds to it. `mention.name` has the short names within it in full."""

    mention: Mention
    known: str = ""  # the listed thing it names
    dates: tuple[Period, ...] = ()  # that stand right beside it
    owner: str = ""  # the body that the document is about
    short_for: str = ""  # the longer name that this one always stands for in the document

    @property
    def cls(self) -> str:
        return self.mention.cls

    @property
    def language(self) -> Language:
        return self.mention.language

    @property
    def own_name(self) -> str:
        """What it is short for, unless its head says otherwise: a treaty is not the protocol to it."""
        mention = self.mention
        full = mention.stands_for or mention.name
        heads = [concepts(mention.cls, name, mention.language) for name in (mention.name, full)]
        other = mention.cls == "Agreement" and mention.form == "short" and all(heads) and not heads[0] & heads[1]
        return mention.name if other else full

    @property
    def is_full(self) -> bool:
        """Whether it names its thing by itself."""
        return self.mention.form == "name" and not self.mention.stands_for

    def traits(self) -> Traits:
        """What tells it apart from others."""
        mention = self.mention
        years = mention.period
        says_little = mention.ordinal is None and not mention.known and not _tells(mention)
        if years is None and says_little and self.dates:
            years = self.dates[0]
        given = _given(mention) if mention.cls == "Person" and self.is_full else ""
        return Traits(
            mention.cls,
            frozenset([self.known] if self.known else ()),
            frozenset([mention.ordinal] if mention.ordinal is not None and mention.cls == "Event" else ()),
            frozenset([(years.start[:4], years.end[:4])] if years and mention.cls in DATED else ()),
            frozenset([mention.kind == "ThematicYear"] if mention.cls == "Event" and mention.form == "name" else ()),
            frozenset([(mention.language[:2], given)] if given else ()),
            frozenset([mention.language[:2]] if mention.form != "reference" else ()),
        )


def namings(document: Document, mentions: Sequence[Mention]) -> list[Naming]:
    """One naming for each mention, in their order."""
    named = bodies(mentions)
    others = _others(mentions)
    known = [_listed(m, named, others[i]) for i, m in enumerate(mentions)]
    owner = leading(bodies(replace(m, known=k) for m, k in zip(mentions, known, strict=True)))
    names = _in_full(document, mentions, known)
    dates = beside(document, mentions)
    short = _short_of(mentions)
    full = {(m.cls, m.name): name for m, name in zip(mentions, names, strict=True)}
    return [
        Naming(
            replace(m, name=names[i], stands_for=full.get((m.cls, m.stands_for), m.stands_for)),
            known[i],
            tuple(d for d in [dates.get(i)] if d),
            owner if may_own(owner, others[i]) else "",
            short.get((m.cls, fold(m.name)), ""),
        )
        for i, m in enumerate(mentions)
    ]


def _others(mentions: Sequence[Mention]) -> list[frozenset[str]]:
    """For each name of a body, those named before that a bare name (the Secretariat) may go by; "" for an unlisted one.

    These are the bodies of the last passage that named any; in the same passage only one that is said to be another's
    organ (the Energy Council of the League): other names there rather make a list of organs with it.
    """
    there: dict[int, list[Mention]] = {}
    for m in mentions:
        if m.cls == "Organization" and m.form != "reference":
            there.setdefault(m.passage, []).append(m)
    found: list[frozenset[str]] = []
    for m in mentions:
        before = [o for o in there.get(m.passage, ()) if m.cls == "Organization" and o.span.end <= m.span.start]
        if before:
            before = [o for o in before if not o.known and spelled(o.name, o.language)[0]]
        elif m.cls == "Organization" and min(there, default=m.passage) < m.passage:
            before = there[max(p for p in there if p < m.passage)]
        found.append(frozenset(o.known for o in before if fold(o.name) != fold(m.name)))
    return found


def _listed(mention: Mention, named: Counter[str], others: frozenset[str]) -> str:
    if mention.known:
        return mention.known
    if mention.cls == "Person":
        return person(mention.name, mention.language)
    found = ""
    if mention.cls == "Organization" and mention.form != "reference":
        found = organ(mention.stands_for or mention.name, mention.language, named, others)
    return found or titled(mention.name, mention.cls, mention.language) if mention.form == "name" else ""


def _in_full(document: Document, mentions: Sequence[Mention], known: Sequence[str]) -> list[str]:
    """The name of each mention with the listed names of bodies in it for what else these are called there."""
    by_passage: dict[int, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.cls == "Organization" and known[index]:
            by_passage.setdefault(mention.passage, []).append(index)
    names = []
    for outer in mentions:
        name = outer.name
        for i in by_passage.get(outer.passage, ()) if outer.form != "reference" else ():
            inner = mentions[i]
            if inner is not outer and outer.span.contains(inner.span) and len(inner.span) < len(outer.span):
                text = inner.span.of(document.passages[inner.passage].text)
                name = _put(name, text, known[i], outer.language)
        names.append(name)
    return names


def _put(name: str, text: str, known: str, language: Language) -> str:
    """A name with a text in it replaced by the listed thing's canonical name, unless a listed name is seen there."""
    canonical = authority.load().by_id[known].names(language)[:1]
    if not canonical or name.count(text) != 1:
        return name
    place = Span(name.index(text), name.index(text) + len(text))
    seen = (span for span, _, _ in authority.load().scan(plain(name), language) if span.overlaps(place))
    if any(span == place or not place.contains(span) for span in seen):
        return name
    space = "" if language.startswith("zh") else " "
    return f"{name[: place.start]}{space}{canonical[0]}{space}{name[place.end :]}".strip()


def _short_of(mentions: Sequence[Mention]) -> dict[tuple[str, str], str]:
    """Names that, where they stand for a longer one, always stand for the same."""
    found: dict[tuple[str, str], set[str]] = {}
    for m in mentions:
        if m.stands_for and m.form == "short":
            found.setdefault((m.cls, fold(m.name)), set()).add(m.stands_for)
    return {key: next(iter(to)) for key, to in found.items() if len(to) == 1}


def _tells(mention: Mention) -> bool:
    """Whether a name says more than a kind and a place: that of the Astana Declaration does not."""
    name = mention.stands_for or mention.name
    return bool(telling(spelled(name, mention.language)[1], mention.language))


def _given(mention: Mention) -> str:
    """The given name of a person called by two words; nothing where one is an initial, or in Chinese."""
    words = mention.name.replace("·", " ").split()
    plain = len(words) > 1 and not mention.language.startswith("zh") and not any(w.endswith(".") for w in words)
    return fold(words[0]) if plain and len(words) == GIVEN_AND_SURNAME else ""


def beside(document: Document, mentions: Sequence[Mention]) -> dict[int, Period]:
    """Dates that stand right beside mentions: 2017年《阿斯塔纳宣言》, Декларация от 15 июня 2001 года.

    Of an event that opens an entry of a chronicle, the date above the entry.
    """
    by_passage: dict[int, list[tuple[int, Mention]]] = {}
    for index, mention in enumerate(mentions):
        by_passage.setdefault(mention.passage, []).append((index, mention))
    found: dict[int, Period] = {}
    for passage, there in by_passage.items():
        text = document.passages[passage].plain
        index, first = there[0]
        if first.cls == "Event" and first.span.start == 0 and (above := _heading_date(document, passage, by_passage)):
            found[index] = above
        dates = [m for _, m in there if m.cls == "Date" and m.period is not None]
        for index, mention in there if dates else ():
            if mention.cls in DATED and (date := _date_of(mention, dates, text)) is not None:
                found[index] = date
    return found


def _heading_date(
    document: Document, passage: int, by_passage: Mapping[int, Sequence[tuple[int, Mention]]]
) -> Period | None:
    """The date that the heading over a passage consists of."""
    parent = document.passages[passage].parent
    there = by_passage.get(parent, ()) if parent is not None else ()
    if parent is None or len(there) != 1 or there[0][1].cls != "Date":
        return None
    date, heading = there[0][1], document.passages[parent].plain
    return date.period if date.span.of(heading) == heading.strip() else None


def _date_of(mention: Mention, dates: Iterable[Mention], text: str) -> Period | None:
    before, after = beside_name(mention.language)
    for date in dates:
        if date.span.end <= mention.span.start:
            way, gap = before, text[date.span.end : mention.span.start]
        else:
            way, gap = after, text[mention.span.end : max(mention.span.end, date.span.start)]
        if way and not date.span.overlaps(mention.span) and way.fullmatch(gap):
            return date.period
    return None
