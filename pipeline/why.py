"""Why two names are one thing, or are not: every reason of the table of decisions that speaks for it or against it.

Names alone are taken as if each stood in a document of its own; nodes of a graph by all that the graph says of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import authority
from pipeline.dates.names import years_in
from pipeline.errors import StopRun
from pipeline.model import LANGUAGES, Document, Language, Mention, Passage, Period, Span
from pipeline.recognise import recognise
from pipeline.recognise.overlap import VALUES
from pipeline.resolve import Thing, things_in
from pipeline.resolve.align import script
from pipeline.resolve.decisions import ANYWHERE, EDITION, Opinion, against, in_favour, translated
from pipeline.resolve.likeness import Side
from pipeline.resolve.naming import Naming
from pipeline.resolve.traits import Traits
from pipeline.resolve.words import concepts
from pipeline.scripts import fold, plain, simplify

if TYPE_CHECKING:
    from rdflib import URIRef

    from pipeline.store import Store

DATED = {"Agreement", "Event"}  # a year beside one is its own: "Astana Declaration 2017"
CLASSES = ("State", "Place", "Organization", "Person", "Event", "Agreement", "Initiative")


@dataclass(frozen=True, slots=True)
class Named:
    """One of the two: the name asked for, its class, its id in the list or in the graph ("" where it has none)."""

    name: str
    cls: str
    id: str


@dataclass(frozen=True, slots=True)
class Why:
    """Whether two are one, and what speaks for it and against it; `translated` holds if they translate one another."""

    one: bool
    named: tuple[Named, Named]
    opinions: tuple[Opinion, ...]
    translated: tuple[Opinion, ...] = ()


def why(first: str, second: str, *, language: str = "", cls: str = "") -> Why:
    """Compare two names, each as if alone in a document; `language` and `cls` are seen from the names if not given.

    Raises `StopRun` for a language or class there isn't, and for a name that can't be told to be a name of anything.
    """
    _check(language, LANGUAGES, "language")
    _check(cls, CLASSES, "class")
    a, b = (_thing(name, language, cls) for name in (first, second))
    for_, opposed = _favour(a.namings, b.namings), against(a.traits, b.traits)
    named = tuple(Named(n, t.traits.cls, min(t.traits.known, default="")) for n, t in ((first, a), (second, b)))
    return Why(_is_one(for_, opposed), (named[0], named[1]), (*for_, *opposed), _translation(a, b))


def why_in_graph(first: str, second: str, folder: Path) -> tuple[Why, ...]:
    """Compare every node of a graph that goes by the one name with every one that goes by the other.

    Raises `StopRun` where there is no graph, or nothing in it goes by a name.
    """
    from pipeline.store import open_store

    store = open_store(folder)
    ours, theirs = (_found(store, name) for name in (first, second))
    pairs = list(combinations(ours, 2)) if ours == theirs and len(ours) > 1 else list(product(ours, theirs))
    return tuple(_nodes(store, (first, a), (second, b)) for a, b in pairs)


def _check(value: str, allowed: Sequence[str], what: str) -> None:
    if value and value not in allowed:
        raise StopRun(f"{value}: no such {what}; there are {', '.join(allowed)}")


def _is_one(for_: Sequence[Opinion], opposed: Sequence[Opinion]) -> bool:
    """As things are put together: the strongest reason for it must outweigh all against it."""
    return max((o.score for o in for_), default=0.0) + sum(o.score for o in opposed) > 0


def _favour(ours: Sequence[Naming], theirs: Sequence[Naming]) -> tuple[Opinion, ...]:
    return in_favour(ours, theirs, (*ANYWHERE, EDITION))


def _translation(a: Thing, b: Thing) -> tuple[Opinion, ...]:
    sides = [Side(0, script(t.namings[0].language), tuple(n.mention for n in t.namings), frozenset()) for t in (a, b)]
    same = sides[0].language == sides[1].language or a.traits.cls != b.traits.cls
    return () if same else translated(*sides)


def _thing(name: str, language: str, cls: str) -> Thing:
    """What a document that holds nothing but a name says."""
    name = " ".join(name.encode("utf-8", "replace").decode("utf-8").split())
    if not name:
        raise StopRun("an empty name names nothing")
    tag: Language = language or _language(name)  # type: ignore[assignment]
    passage = Passage(Span(0, len(name)), "paragraph", tag, name, plain(name), tuple(range(len(name))))
    document = Document("name", name, "name", (passage,))
    mention = None if cls else _recognised(document)
    mention = mention or Mention(0, Span(0, len(name)), cls or _class(name, tag), name, tag)
    if mention.cls in DATED and mention.period is None:
        mention = replace(mention, period=years_in(name))
    listed = authority.load().lookup(mention.name, mention.cls)
    thing = next(things_in(document, [mention]), None)
    if thing is None or not thing.namings:
        raise StopRun(f"{name}: stands for nothing by itself")
    if listed is None or thing.traits.known:
        return thing
    return next(things_in(document, [replace(mention, known=listed.id)]))


def _recognised(document: Document) -> Mention | None:
    """The mention that is the whole of a document, but for an article or quotation marks."""
    whole = len(document.text.strip(" \"'«»“”‘’《》"))
    found = (m for m in recognise(document) if m.cls not in VALUES and m.form != "reference")
    return next((m for m in found if len(m.span) >= whole - len("the ") and _ends(m, document.text)), None)


def _ends(mention: Mention, text: str) -> bool:
    return not text[mention.span.end :].strip(" \"'«»“”‘’《》")


def _language(name: str) -> Language:
    if any("\u3400" <= c <= "\u9fff" for c in name):
        return "zh-hans" if simplify(name) == name else "zh-hant"
    return "ru" if any("а" <= c <= "я" or c == "ё" for c in name.lower()) else "en"


def _class(name: str, language: Language) -> str:
    """The class that the list or the head of a name says it is of."""
    listed = (cls for cls in CLASSES if authority.load().lookup(name, cls))
    headed = (cls for cls in ("Agreement", "Event", "Organization", "Initiative") if concepts(cls, name, language))
    found = next(iter((*listed, *headed)), "")
    if not found:
        raise StopRun(f"{name}: nothing says what it names; --class does ({', '.join(CLASSES)})")
    return found


def _found(store: Store, name: str) -> list[URIRef]:
    found = store.find(name)
    if not found:
        near = ", ".join(store.label(node) for node in store.suggest(name)[:3])
        raise StopRun(f"nothing is called {name}" + (f"; near it: {near}" if near else ""))
    return found


def _nodes(store: Store, first: tuple[str, URIRef], second: tuple[str, URIRef]) -> Why:
    ours, theirs = (tuple(_namings(store, node)) for _, node in (first, second))
    traits = [_traits(namings) for namings in (ours, theirs)]
    if first[1] == second[1]:  # why the names asked for are names of it
        opinions = _favour(*(_called(name, namings) for (name, _), namings in ((first, ours), (second, theirs))))
    else:
        opinions = (*_favour(ours, theirs), *against(*traits))
    named = [Named(name, n[0].cls, _local(node)) for (name, node), n in ((first, ours), (second, theirs))]
    return Why(first[1] == second[1], (named[0], named[1]), opinions)


def _called(name: str, namings: Sequence[Naming]) -> Sequence[Naming]:
    return [n for n in namings if fold(n.mention.name) == fold(name)] or namings


def _traits(namings: Sequence[Naming]) -> Traits:
    found = namings[0].traits()
    for naming in namings[1:]:
        found = found.joined(naming.traits())
    return found


def _local(node: URIRef) -> str:
    from pipeline.store import shorten

    return shorten(node)


def _namings(store: Store, node: URIRef) -> Iterator[Naming]:
    """A node's names, each with its class, number and years in the graph."""
    from rdflib import Literal
    from rdflib.namespace import RDF, RDFS, SKOS

    from pipeline.sparql import SMT

    cls = next((c for c in CLASSES if (node, RDF.type, SMT[c]) in store.graph), "")
    if not cls:
        raise StopRun(f"{_local(node)}: is no thing that documents name")
    number = store.graph.value(node, SMT.ordinal)
    days = sorted(str(d) for p in (SMT.startDate, SMT.endDate, SMT.date) for d in store.graph.objects(node, p))
    dates = (Period(days[0], days[-1]),) if days else ()
    kind = "ThematicYear" if (node, RDF.type, SMT.ThematicYear) in store.graph else ""
    labels = [o for p in (RDFS.label, SKOS.altLabel) for o in store.graph.objects(node, p) if isinstance(o, Literal)]
    for tag, name in sorted({(tag, str(o)) for o in labels for tag in LANGUAGES if tag == o.language}):
        listed = authority.load().lookup(name, cls)
        mention = Mention(0, Span(0, len(name)), cls, name, tag, known=listed.id if listed else "", kind=kind,
                          ordinal=int(str(number)) if number is not None else None)  # fmt: skip
        yield Naming(mention, mention.known, dates)
