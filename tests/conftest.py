"""A small world of its own that the tests share: invented bodies, three documents, every claim with its quote."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.graph import write
from pipeline.ids import document_id
from pipeline.model import Claim, Document, Entity, Evidence, Mention, Passage, Period, Span
from pipeline.store import Store, open_store

HISTORY = """\
The Council of River States (CRS) was founded in Lakeport on 4 May 1998 by Norland and Sudland.
Estria joined the CRS in 2007. Westmark has been an observer since 2010 and Ostania a dialogue partner since 2012.
Norland holds the presidency of the CRS in 2023-2024; Sudland takes it over in 2025.
The CRS Secretariat is based in Lakeport. The River Fund was launched in 2015.
The River Charter of 1998 was amended by the Second River Charter, which the Third River Charter of 2020 replaced.
The Estrian parliament plans to found the Delta Institute.
"""
COMMUNIQUE = """\
The Lakeport Summit, the tenth meeting of the CRS Council, was held in Lakeport on 3-4 July 2024.
It was chaired by President Ada Lind of Norland and attended by Sudland and Estria.
The Lakeport Declaration was adopted there on 4 July 2024 and signed by Norland, Sudland and Estria.
The Action Plan 2024-2026 carries out the Lakeport Declaration.
The ninth meeting of the CRS Council took place in Southhaven in 2023.
Norland and Sudland support the Clean Rivers Initiative, which Sudland proposed; Ostania opposes it.
The CRS proclaimed 2025 the Year of Rivers.
"""
NEWS = """\
阿达·林德总统表示,诺兰德支持清洁河流倡议。
河流国家理事会成立于1998年5月4日。
诺兰德代表团听了音乐会。
会场气氛热烈。
© 河流通讯社
"""
SOURCES = {"history.txt": HISTORY, "communique.txt": COMMUNIQUE, "news.txt": NEWS}

ENTITIES = {  # id → class, subclass, names by language (the first of each is canonical)
    "crs": ("Organization", "", {"en": ("Council of River States", "CRS"), "zh-hans": ("河流国家理事会",)}),
    "crs-council": ("Organization", "", {"en": ("CRS Council",)}),
    "crs-secretariat": ("Organization", "", {"en": ("CRS Secretariat",)}),
    "delta-institute": ("Organization", "", {"en": ("Delta Institute",)}),
    "norland": ("State", "", {"en": ("Norland",), "zh-hans": ("诺兰德",)}),
    "sudland": ("State", "", {"en": ("Sudland",)}),
    "estria": ("State", "", {"en": ("Estria",)}),
    "westmark": ("State", "", {"en": ("Westmark",)}),
    "ostania": ("State", "", {"en": ("Ostania",)}),
    "lakeport": ("Place", "", {"en": ("Lakeport",)}),
    "southhaven": ("Place", "", {"en": ("Southhaven",)}),
    "river-fund": ("Initiative", "", {"en": ("River Fund",)}),
    "clean-rivers": ("Initiative", "", {"en": ("Clean Rivers Initiative",), "zh-hans": ("清洁河流倡议",)}),
    "ada-lind": ("Person", "", {"en": ("Ada Lind",), "zh-hans": ("阿达·林德",)}),
    "charter-1": ("Agreement", "Charter", {"en": ("River Charter",)}),
    "charter-2": ("Agreement", "Charter", {"en": ("Second River Charter",)}),
    "charter-3": ("Agreement", "Charter", {"en": ("Third River Charter",)}),
    "declaration": ("Agreement", "Declaration", {"en": ("Lakeport Declaration",)}),
    "action-plan": ("Agreement", "Plan", {"en": ("Action Plan 2024-2026",)}),
    "summit": ("Event", "", {"en": ("Lakeport Summit",)}),
    "ninth-meeting": ("Event", "", {"en": ("ninth meeting of the CRS Council",)}),
    "year-of-rivers": ("Event", "ThematicYear", {"en": ("Year of Rivers",)}),
}

FOUNDED = "The Council of River States (CRS) was founded in Lakeport on 4 May 1998 by Norland and Sudland"
HELD = "The Lakeport Summit, the tenth meeting of the CRS Council, was held in Lakeport on 3-4 July 2024"
CHAIRED = "It was chaired by President Ada Lind of Norland and attended by Sudland and Estria"
ADOPTED = "The Lakeport Declaration was adopted there on 4 July 2024 and signed by Norland, Sudland and Estria"
NINTH = "The ninth meeting of the CRS Council took place in Southhaven in 2023"
SUPPORT = "Norland and Sudland support the Clean Rivers Initiative, which Sudland proposed; Ostania opposes it"
YEAR = "The CRS proclaimed 2025 the Year of Rivers"
AMENDED = "was amended by the Second River Charter, which the Third River Charter of 2020 replaced"
PLAN = "The Action Plan 2024-2026 carries out the Lakeport Declaration"

CLAIMS = (  # subject, property, object, source, quote, and what differs from a plain assertion
    ("crs", "foundedOn", "1998-05-04", "history.txt", FOUNDED),
    ("crs", "foundedOn", "1998-05-04", "news.txt", "河流国家理事会成立于1998年5月4日"),
    ("crs", "foundedIn", "lakeport", "history.txt", FOUNDED),
    ("norland", "foundingMemberOf", "crs", "history.txt", FOUNDED),
    ("sudland", "foundingMemberOf", "crs", "history.txt", FOUNDED),
    ("estria", "memberOf", "crs", "history.txt", "Estria joined the CRS in 2007", {"valid": Period("2007", "")}),
    ("westmark", "observerOf", "crs", "history.txt", "Westmark has been an observer since 2010",
     {"valid": Period("2010", "")}),
    ("ostania", "dialoguePartnerOf", "crs", "history.txt", "Ostania a dialogue partner since 2012",
     {"valid": Period("2012", "")}),
    ("norland", "chairOf", "crs", "history.txt", "Norland holds the presidency of the CRS in 2023-2024",
     {"valid": Period("2023", "2024")}),
    ("sudland", "chairOf", "crs", "history.txt", "Sudland takes it over in 2025",
     {"valid": Period("2025", ""), "modality": "Planned", "confidence": 0.5}),
    ("crs-secretariat", "partOf", "crs", "history.txt", "The CRS Secretariat"),
    ("crs-secretariat", "basedIn", "lakeport", "history.txt", "The CRS Secretariat is based in Lakeport"),
    ("crs-council", "partOf", "crs", "communique.txt", "the CRS Council"),
    ("river-fund", "foundedOn", "2015", "history.txt", "The River Fund was launched in 2015"),
    ("delta-institute", "foundedBy", "estria", "history.txt",
     "The Estrian parliament plans to found the Delta Institute", {"modality": "Planned", "confidence": 0.8}),
    ("charter-1", "date", "1998", "history.txt", "The River Charter of 1998"),
    ("charter-3", "date", "2020", "history.txt", "the Third River Charter of 2020"),
    ("charter-2", "amends", "charter-1", "history.txt", AMENDED),
    ("charter-3", "supersedes", "charter-2", "history.txt", AMENDED),
    ("summit", "meetingOf", "crs-council", "communique.txt", HELD),
    ("summit", "ordinal", "10", "communique.txt", HELD),
    ("summit", "heldIn", "lakeport", "communique.txt", HELD),
    ("summit", "startDate", "2024-07-03", "communique.txt", HELD),
    ("summit", "endDate", "2024-07-04", "communique.txt", HELD),
    ("summit", "chairedBy", "ada-lind", "communique.txt", CHAIRED),
    ("summit", "attendedBy", "sudland", "communique.txt", CHAIRED),
    ("summit", "attendedBy", "estria", "communique.txt", CHAIRED),
    ("ada-lind", "affiliation", "norland", "communique.txt", CHAIRED),
    ("ada-lind", "jobTitle", "President", "communique.txt", "President Ada Lind"),
    ("summit", "adopted", "declaration", "communique.txt", ADOPTED),
    ("declaration", "date", "2024-07-04", "communique.txt", ADOPTED),
    ("declaration", "party", "norland", "communique.txt", ADOPTED),
    ("declaration", "party", "sudland", "communique.txt", ADOPTED),
    ("declaration", "party", "estria", "communique.txt", ADOPTED),
    ("action-plan", "implements", "declaration", "communique.txt", PLAN),
    ("action-plan", "validFrom", "2024", "communique.txt", PLAN),
    ("action-plan", "validTo", "2026", "communique.txt", PLAN),
    ("ninth-meeting", "meetingOf", "crs-council", "communique.txt", NINTH),
    ("ninth-meeting", "ordinal", "9", "communique.txt", NINTH),
    ("ninth-meeting", "heldIn", "southhaven", "communique.txt", NINTH),
    ("ninth-meeting", "startDate", "2023", "communique.txt", NINTH),
    ("ninth-meeting", "endDate", "2023", "communique.txt", NINTH),
    ("norland", "supports", "clean-rivers", "communique.txt", SUPPORT),
    ("sudland", "supports", "clean-rivers", "communique.txt", SUPPORT),
    ("clean-rivers", "proposedBy", "sudland", "communique.txt", SUPPORT),
    ("ostania", "opposes", "clean-rivers", "communique.txt", SUPPORT),
    ("norland", "supports", "clean-rivers", "news.txt", "诺兰德支持清洁河流倡议"),
    ("year-of-rivers", "declaredBy", "crs", "communique.txt", YEAR),
    ("year-of-rivers", "startDate", "2025", "communique.txt", YEAR),
    ("year-of-rivers", "endDate", "2025", "communique.txt", YEAR),
)  # fmt: skip


def documents() -> list[Document]:
    """The world's documents, each line a passage."""
    return [_document(source, text) for source, text in SOURCES.items()]


def _document(source: str, text: str) -> Document:
    language = "zh-hans" if source == "news.txt" else "en"
    passages, start = [], 0
    for line in text.splitlines():
        kind = "furniture" if line.startswith("©") else "paragraph"
        span = Span(start, start + len(line))
        passages.append(Passage(span, kind, language, line, line, tuple(range(span.start, span.end))))
        start += len(line) + 1
    return Document(document_id(source, text), text, source, tuple(passages), date="2024-07-05")


def mentions() -> dict[str, list[Mention]]:
    """Each name of the world's things wherever it stands in a document, by the document's id."""
    return {
        document.id: [
            Mention(index, Span(passage.text.index(form), passage.text.index(form) + len(form)), cls, form, language)
            for index, passage in enumerate(document.passages) if passage.kind != "furniture"
            for cls, _, names in ENTITIES.values()
            for language, forms in names.items()
            for form in forms if form in passage.text
        ]
        for document in documents()
    }  # fmt: skip


def entities() -> list[Entity]:
    """The world's things, mentioned wherever one of their names stands."""
    named = mentions()
    return [
        Entity(
            key,
            cls,
            kind,
            tuple((language, forms[0]) for language, forms in names.items()),
            tuple((language, form) for language, forms in names.items() for form in forms[1:]),
            tuple((document, index) for document, found in named.items() for index, mention in enumerate(found)
                  if any(mention.name in forms for forms in names.values())),
        )
        for key, (cls, kind, names) in ENTITIES.items()
    ]  # fmt: skip


def claims() -> list[Claim]:
    """What the world's documents state."""
    ids = {document.source: document.id for document in documents()}
    found = []
    for subject, property_, object_, source, quote, *rest in CLAIMS:
        start = SOURCES[source].index(quote)
        evidence = Evidence(ids[source], Span(start, start + len(quote)), quote)
        found.append(Claim(subject, property_, object_, (evidence,), **(rest[0] if rest else {"confidence": 0.9})))
    return found


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the world's graph, as a build leaves it."""
    folder = tmp_path_factory.mktemp("world") / "graph"
    write(documents(), entities(), claims(), folder, mentions())
    return folder


@pytest.fixture(scope="session")
def store(world: Path) -> Store:
    """The world's graph, opened."""
    return open_store(world)
