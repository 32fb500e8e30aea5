r"""Graphs composed by hand, for tests of what differs between two: documents of lines, entities by their names in them.

Graph({"a.txt": "Ana met Bo.\n"}, {"ana": ("Person", "Ana"), "bo": ("Person", "Bo")},
      [("summit", "heldIn", "astana", "a.txt", "held in Astana")])
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.graph import write
from pipeline.ids import document_id
from pipeline.model import Claim, Document, Entity, Evidence, Mention, Passage, Period, Span

Named = tuple[str, ...]  # class, then the names; the first is canonical
Row = tuple[object, ...]  # subject, property, object, source, quote, and {} of what is not as usual


@dataclass
class Graph:
    """What a graph is to hold. An entity is mentioned wherever a name of it stands, unless `only` says in which files."""

    texts: dict[str, str]
    entities: dict[str, Named]
    claims: list[Row] = field(default_factory=list)
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write it as a build does."""
        documents = [_document(source, text) for source, text in self.texts.items()]
        found = {d.id: self._mentions(d) for d in documents}
        entities = [self._entity(key, found) for key in self.entities]
        mentions = {d: [mention for _, mention in pairs] for d, pairs in found.items()}
        write(documents, entities, [self._claim(row) for row in self.claims], folder, mentions)
        return folder

    def _mentions(self, document: Document) -> list[tuple[str, Mention]]:
        return [
            (key, Mention(index, Span(p.text.index(name), p.text.index(name) + len(name)), cls, name, p.language))
            for index, p in enumerate(document.passages)
            for key, (cls, *names) in self.entities.items()
            if document.source in self.only.get(key, (document.source,))
            for name in names if name in p.text
        ]  # fmt: skip

    def _entity(self, key: str, found: dict[str, list[tuple[str, Mention]]]) -> Entity:
        cls, first, *others = self.entities[key]
        places = tuple((d, n) for d, pairs in found.items() for n, (whose, _) in enumerate(pairs) if whose == key)
        return Entity(key, cls, "", ((_language(first), first),), tuple((_language(o), o) for o in others), places)

    def _claim(self, row: Row) -> Claim:
        subject, property_, object_, source, quote, *rest = row
        text = self.texts[source]
        start = text.index(quote)
        evidence = Evidence(document_id(source, text), Span(start, start + len(quote)), quote)
        return Claim(subject, property_, object_, (evidence,), **({"confidence": 0.9} | (rest[0] if rest else {})))


def _document(source: str, text: str) -> Document:
    passages, start = [], 0
    for line in text.split("\n"):
        if line:
            places = tuple(range(start, start + len(line)))
            passages.append(Passage(Span(start, start + len(line)), "paragraph", _language(line), line, line, places))
        start += len(line) + 1
    return Document(document_id(source, text), text, source, tuple(passages))


def _language(text: str) -> str:
    if any("一" <= character <= "鿿" for character in text):
        return "zh-hans"
    return "ru" if any("а" <= character.lower() <= "я" for character in text) else "en"


def since(start: str, end: str = "") -> dict[str, Period]:
    """What a row says of validity."""
    return {"valid": Period(start, end)}
