"""A tiny graph, made by hand, for the tests of what writes and checks graphs."""

from __future__ import annotations

from pipeline.ids import document_id
from pipeline.model import Claim, Document, Entity, Evidence, Passage, Period, Span

TEXT = 'The League\r\nof «Rivers» met in Port on 3–4 May 2031.\nIts 7th session named Ada Nord "Chair".\n'
SOURCE = "league.txt"
ID = document_id(SOURCE, TEXT)
PASSAGE = Passage(Span(0, len(TEXT)), "paragraph", "en", TEXT, TEXT, tuple(range(len(TEXT))))
DOCUMENT = Document(ID, TEXT, SOURCE, (PASSAGE,), title='On "Rivers"', date="2031-05", publisher="Harbour News")


def evidence(quote: str, document: Document = DOCUMENT) -> Evidence:
    start = document.text.index(quote)
    return Evidence(document.id, Span(start, start + len(quote)), quote)


def entity(id_: str, cls: str, name: str, *others: str, kind: str = "") -> Entity:
    return Entity(id_, cls, kind, (("en", name),), tuple(("en", other) for other in others), ((ID, 0),))


LEAGUE = entity("league", "Organization", "League of Rivers", "League")
SESSION = entity("session-7", "Event", "7th session")
PORT = entity("port", "State", "Port")
ADA = entity("ada-nord", "Person", "Ada Nord")
ENTITIES = (LEAGUE, SESSION, PORT, ADA)

MET = evidence("met in Port on 3–4 May 2031")
NAMED = evidence('named Ada Nord "Chair"')
CLAIMS = (
    Claim("session-7", "meetingOf", "league", (evidence("Its 7th session"),), confidence=0.9),
    Claim("session-7", "heldIn", "port", (MET,)),
    Claim("session-7", "startDate", "2031-05-03", (MET,)),
    Claim("session-7", "endDate", "2031-05-04", (MET,)),
    Claim("session-7", "ordinal", "7", (evidence("7th session"),)),
    Claim("ada-nord", "jobTitle", "Chair", (NAMED,)),
    Claim("ada-nord", "affiliation", "league", (NAMED,), "Planned", Period("2031", "2033-01"), 0.725),
)
