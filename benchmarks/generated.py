"""A graph of any size in the vocabulary of a build, the same each time: nothing in it is read from a document.

Bodies, states and places are few and much spoken of, as in real documents; events and texts come with each document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pipeline.background import Background
from pipeline.graph import background_ttl, evidence_ttl, graph_ttl
from pipeline.ids import document_id
from pipeline.model import Claim, Document, Entity, Evidence, Language, Passage, Period, Span
from pipeline.outcomes import Outcome

A_DOCUMENT = 1180  # triples that come with one, about
STANDING = {"State": 120, "Organization": 300, "Place": 400, "Person": 1500, "Initiative": 150}  # in a million triples
KINDS = ("Declaration", "Treaty", "Plan", "Memorandum", "Resolution")
STATUSES = ("memberOf", "memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf", "chairOf")
PASSAGES = 30
MEETINGS = 3  # and texts, of one document
FILE = ("graph.ttl", "evidence.ttl", "background.ttl")
WORDS = {"en": ("North", "River", "Lake", "Union", "Spring", "Harbour"), "ru": ("Север", "Река", "Озеро", "Союз"),
         "zh-hans": ("河流", "北方", "联盟", "春天")}  # fmt: skip


def generate(folder: Path, triples: int = 1_000_000, seed: int = 5) -> None:
    """Leave the Turtle files of a graph with about so many triples in a folder."""
    made = _Maker(Random(seed), triples / 1_000_000)  # noqa: S311: nothing is kept secret by it
    for number in range(max(1, round(triples / A_DOCUMENT))):
        made.document(number)
    folder.mkdir(parents=True, exist_ok=True)
    entities = [
        Entity(e.id, e.cls, e.kind, e.names, e.others, tuple(made.mentions.get(e.id, ()))) for e in made.entities
    ]
    known = (_background(e) for e in entities if e.mentions and e.cls in ("State", "Place"))
    parts = (
        graph_ttl(entities, made.claims),
        evidence_ttl(made.documents, entities, made.claims, made.outcomes),
        background_ttl(known),
    )
    for name, text in zip(FILE, parts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")


def _background(entity: Entity) -> Background:
    number = sum(entity.id.encode())
    return Background(entity.id, entity.names, entity.others, f"Q{number}", "", (number % 90, number % 180))


@dataclass
class _Maker:
    random: Random
    scale: float
    entities: list[Entity] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    mentions: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    standing: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cls, count in STANDING.items():
            self.standing[cls] = [self.entity(cls, f"{cls} {n}") for n in range(max(6, round(count * self.scale)))]

    def entity(self, cls: str, name: str, kind: str = "") -> str:
        """A new thing with names in three languages."""
        id_ = name.lower().replace(" ", "-")
        words: dict[Language, str] = {
            "zh-hans": f"{self.random.choice(WORDS['zh-hans'])}{name}",
            "ru": f"{self.random.choice(WORDS['ru'])} {name}",
            "en": name,
        }
        short: tuple[Language, str] = ("en", f"{self.random.choice(WORDS['en'])} {name}")
        self.entities.append(Entity(id_, cls, kind, tuple(words.items()), (short,), ()))
        return id_

    def one(self, cls: str) -> str:
        """One of those that stand; the first are much spoken of."""
        among = self.standing[cls]
        return among[int(len(among) * self.random.random() ** 3)]

    def document(self, number: int) -> None:
        source = f"document-{number:06}.txt"
        text = f"{source}: what was said. " * 2 * PASSAGES
        document = Document(document_id(source, text), text, source, (), f"Document {number}", self.day())
        language: Language = self.random.choice(("zh-hans", "ru", "en"))
        passage = Passage(Span(0, len(text)), "paragraph", language, "", "", ())
        self.documents.append(Document(document.id, text, source, (passage,), document.title, document.date))
        width = len(text) // PASSAGES
        said = [fact for n in range(MEETINGS) for fact in self.facts(number * MEETINGS + n)]
        for index in range(PASSAGES):
            span = Span(index * width, (index + 1) * width)
            facts = said[index::PASSAGES]
            for subject, property_, object_, valid in facts:
                self.claim(document, span, (subject, property_, object_), valid)
            named = {n for s, _, o, _ in facts for n in (s, o) if n in self._ids()} or {self.one("State")}
            for id_ in sorted(named):
                self.mentions.setdefault(id_, []).append((document.id, index))
            came = "Facts" if facts else "NoFact"
            self.outcomes.append(Outcome(document.id, span, "paragraph", language, came, tuple(sorted(named))))

    def _ids(self) -> set[str]:
        if len(self._known) != len(self.entities):
            self._known |= {entity.id for entity in self.entities[len(self._known) :]}
        return self._known

    _known: set[str] = field(default_factory=set)

    def claim(self, document: Document, span: Span, fact: tuple[str, str, str], valid: Period | None) -> None:
        place = Span(span.start + 1, span.end - 1)
        evidence = Evidence(document.id, place, document.text[place.start : place.end])
        modality = self.random.choices(("Asserted", "Planned", "Proposed"), (90, 7, 3))[0]
        confidence = 0.98 if self.random.random() < 0.9 else 0.5 + self.random.random() / 2
        self.claims.append(Claim(*fact, (evidence,), modality, valid, confidence))

    def facts(self, number: int) -> Iterator[tuple[str, str, str, Period | None]]:
        """What a document states: of a meeting, a text, and of those that stand."""
        start, body, person = self.day(), self.one("Organization"), self.one("Person")
        event = self.entity("Event", f"Meeting {number}")
        text = self.entity("Agreement", f"Text {number}", self.random.choice(KINDS))
        yield event, "meetingOf", body, None
        yield event, "ordinal", str(number % 30 + 1), None
        yield event, "heldIn", self.one("Place"), None
        yield event, "startDate", start, None
        yield event, "endDate", start, None
        yield event, "chairedBy", person, None
        yield event, "organizer", self.one("State"), None
        for _ in range(4):
            yield event, "attendedBy", self.one("State"), None
        yield event, "adopted", text, None
        yield text, "date", start, None
        yield text, "party", self.one("State"), None
        yield text, "validTo", str(int(start[:4]) + 5), None
        yield text, "implements", f"text-{self.random.randrange(number + 1)}", None
        if number % 10 == 1:
            yield text, "amends", f"text-{self.random.randrange(number)}", None
        yield person, "affiliation", self.one("State"), None
        yield person, "jobTitle", self.random.choice(("President", "主席", "министр")), None
        for _ in range(3):
            yield self.one("State"), self.random.choice(STATUSES), body, self.period()
        yield self.one("State"), self.random.choice(("supports", "supports", "opposes")), self.one("Initiative"), None
        yield body, "foundedOn", str(self.random.randrange(1945, 2020)), None
        yield body, "foundedBy", self.one("State"), None
        yield self.one("Initiative"), "proposedBy", self.one("State"), None
        if number % 3 == 0 and body != (parent := self.standing["Organization"][number % 6]):
            yield body, "partOf", parent, None

    def day(self) -> str:
        return (
            f"{self.random.randrange(1996, 2026)}-{self.random.randrange(1, 13):02}-{self.random.randrange(1, 29):02}"
        )

    def period(self) -> Period | None:
        return Period(str(self.random.randrange(1991, 2020)), "") if self.random.random() < 0.3 else None
