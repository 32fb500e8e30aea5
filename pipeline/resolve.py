"""Mentions → Entities: one real thing is one node, across languages, scripts, forms and documents.

Every mention offers keys; mentions that share a key are one thing. Within a document a name is a key;
across documents only what names one thing everywhere is: a listed name, or a name specific enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline import authority
from pipeline.ids import entity_id
from pipeline.model import LANGUAGES, Document, Entity, Language, Mention
from pipeline.recognise.overlap import VALUES
from pipeline.scripts import fold, plain

Place = tuple[str, int]  # (document id, index into its mentions)
Key = tuple[str, ...]
BACKGROUND: tuple[Language, ...] = ("zh-hans", "ru", "en")  # languages that the authority names things in
SPECIFIC = {"zh-hans": 6, "zh-hant": 6, "ru": 14, "en": 14}  # letters from which a name is specific enough


def resolve(documents: Sequence[Document], mentions: Mapping[str, Sequence[Mention]]) -> tuple[Entity, ...]:
    """The things that the documents mention, in order of id; `mentions` is by document id."""
    groups = _Groups()
    for document in sorted(documents, key=lambda d: d.id):
        for index, mention in enumerate(mentions[document.id]):
            if mention.cls not in VALUES:
                groups.add((document.id, index), _keys(document.id, mention))
    entities = [_entity(places, mentions) for places in groups.sets()]
    return tuple(sorted(entities, key=lambda e: e.id))


class _Groups:
    """Union–find over keys."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}
        self._places: dict[Key, list[Place]] = defaultdict(list)

    def add(self, place: Place, keys: Sequence[Key]) -> None:
        """Put a mention where any of its keys is, and make all its keys one."""
        roots = sorted(self._root(k) for k in keys)
        for root in roots[1:]:
            self._parent[root] = roots[0]
        self._places[keys[0]].append(place)

    def sets(self) -> Iterator[list[Place]]:
        """The mentions of each thing."""
        merged: dict[Key, list[Place]] = defaultdict(list)
        for key, places in self._places.items():
            merged[self._root(key)].extend(places)
        return (sorted(merged[root]) for root in sorted(merged))

    def _root(self, key: Key) -> Key:
        self._parent.setdefault(key, key)
        while self._parent[key] != key:
            key = self._parent[key]
        return key


def _keys(document: str, mention: Mention) -> list[Key]:
    """Keys of a mention; the first is always there."""
    name = fold(mention.stands_for or mention.name)
    keys: list[Key] = [("in", document, mention.cls, name)]
    if mention.known:
        keys.append(("known", mention.known))
    elif _specific(mention):
        keys.append(("name", mention.cls, name))
    spelled = _spelled_out(mention.stands_for or mention.name, mention.language)
    if spelled != name:
        keys.append(("spelled", document, mention.cls, spelled))
    return keys


@lru_cache(maxsize=4096)
def _spelled_out(name: str, language: Language) -> str:
    """A name with every listed name in it replaced by its id: two short forms of a body make one name."""
    text, at, parts = plain(name), 0, []
    for span, known, _ in authority.load().scan(text, language):
        parts += [text[at : span.start], known.id]
        at = span.end
    return fold("".join([*parts, text[at:]]))


def _specific(mention: Mention) -> bool:
    """Whether a name means the same thing in any document."""
    name = mention.stands_for or mention.name
    if mention.cls == "Person":
        return len(name.split()) > 1 or "·" in name or (mention.language.startswith("zh") and len(name) >= 3)
    return mention.cls != "Event" and len(name) >= SPECIFIC[mention.language]


def _entity(places: list[Place], mentions: Mapping[str, Sequence[Mention]]) -> Entity:
    found = [mentions[document][index] for document, index in places]
    named = [m for m in found if m.form == "name"] or found
    counts = Counter((m.language, m.name) for m in named)
    names = _canonical(counts)
    known = min((m.known for m in found if m.known), default="")
    others = {(m.language, m.name) for m in found if m.form in {"name", "short"}}
    if known:
        names, more = _background(known, names)
        others |= more
    cls = Counter(m.cls for m in found).most_common(1)[0][0]
    kind = min((m.kind for m in named if m.kind), default="")
    key = min(fold(n) for _, n in names)
    return Entity(
        entity_id(cls, key if _specific(named[0]) else f"{places[0][0]} {key}", known),
        cls,
        kind,
        tuple(sorted(names, key=lambda n: LANGUAGES.index(n[0]))),
        tuple(sorted(others - set(names))),
        tuple(places),
        known,
    )


def _canonical(counts: Counter[tuple[Language, str]]) -> list[tuple[Language, str]]:
    """For each language the fullest name, the more frequent where two are as long."""
    best: dict[Language, str] = {}
    for (language, name), _ in sorted(counts.items(), key=lambda c: (-len(c[0][1]), -c[1], c[0])):
        best.setdefault(language, name)
    return sorted(best.items())


def _background(
    known: str, names: list[tuple[Language, str]]
) -> tuple[list[tuple[Language, str]], set[tuple[Language, str]]]:
    """The authority's names: canonical in every language it has, all others as other names."""
    entry = authority.load().by_id[known]
    canonical = dict(names)
    others = set(names)
    for tag in BACKGROUND:
        first, *rest = entry.names(tag) or (None,)
        if first is not None:
            canonical[tag] = first
            others |= {(tag, name) for name in rest}
    return sorted(canonical.items()), others
