"""Facts that can't both hold: which pairs are told, and which only look like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.compared import conflicts_in
from pipeline.conflicts import conflicts
from pipeline.errors import StopRun
from pipeline.exclusions import exclusions
from pipeline.graph import write
from pipeline.ids import conflict_id
from pipeline.model import Claim, Document, Entity, Evidence, Findings, Passage, Period, Span
from pipeline.queries import ask_named
from pipeline.reading import read
from pipeline.run import extract
from pipeline.schema import schema
from pipeline.shapes import validate
from pipeline.store import open_store

TEXT = "The Council met. It met again. It met a third time.\n"
SENTENCES = {"": (0, 16), "2": (17, 30), "3": (31, 51)}  # by the mark after a document's name


def document(name: str, date: str = "") -> Document:
    passage = Passage(Span(0, len(TEXT)), "paragraph", "en", TEXT, TEXT, tuple(range(len(TEXT))))
    return Document(name, TEXT, f"{name}.txt", (passage,), date=date)


DOCUMENTS = [document("a"), document("b"), document("old", "2015-06-01"), document("new", "2024-06-01")]


def claim(said: str) -> Claim:
    """`where subject property object [modality] [since..until] [confidence]`, where: "a", "a.2" (its sentence 2)."""
    where, subject, property_, object_, *rest = said.split()
    name, _, sentence = where.partition(".")
    start, end = SENTENCES[sentence]
    evidence = Evidence(name, Span(start, end), TEXT[start:end])
    modality = next((r for r in rest if r.isalpha()), "Asserted")
    period = next((Period(*r.split("..")) for r in rest if ".." in r), None)
    confidence = next((float(r) for r in rest if r[:2] == "0." and ".." not in r), 0.9)
    return Claim(subject, property_, object_, (evidence,), modality, period, confidence)  # type: ignore[arg-type]


AT_ODDS = [
    ("TwoValues", "a crs foundedOn 1998-05-04", "b crs foundedOn 1999"),
    ("TwoValues", "a crs foundedOn 2001", "a.2 crs foundedOn 2002-06-15"),
    ("TwoValues", "a text date 2001-06-15", "a.2 text date 2001-06-16"),
    ("TwoValues", "a text signedOn 2001-06-15", "a text signedOn 2001-06-16"),
    ("TwoValues", "old summit ordinal 9", "new summit ordinal 10"),
    ("TwoValues", "old summit heldIn q956", "new summit heldIn q8686"),  # Beijing, Shanghai
    ("TwoValues", "a centre basedIn q956", "b centre basedIn q8686"),
    ("TwoValues", "a centre basedIn q956 2010..", "b centre basedIn q8686 2010-05.."),
    ("TwoValues", "a centre basedIn q956 2010..2015", "b centre basedIn q8686 2012..2020"),
    ("TwoValues", "a summit startDate 2030-05-04 Planned", "a.2 summit startDate 2030-05-05 Planned"),
    ("TwoStatuses", "a estria memberOf crs", "b estria observerOf crs"),
    ("TwoStatuses", "a estria foundingMemberOf crs", "b estria observerOf crs"),
    ("TwoStatuses", "a estria memberOf crs 2017..", "new estria observerOf crs"),
    ("TwoStatuses", "a estria observerOf crs 2005..2020", "b estria memberOf crs 2017.."),
    ("TwoStatuses", "a estria supports plan", "a.2 estria opposes plan"),
    ("BothWays", "a council partOf crs", "b crs partOf council"),
    ("BothWays", "a charter supersedes treaty", "b treaty supersedes charter"),
    ("EndsFirst", "a summit startDate 2024-07-05", "a.2 summit endDate 2024-07-04"),
    ("EndsFirst", "a plan validFrom 2026", "a plan validTo 2024"),
]
BESIDE_EACH_OTHER = [
    ("a crs foundedOn 2001", "b crs foundedOn 2001-06-15"),  # the one says less
    ("a crs foundedOn 1998-05-04", "b fund foundedOn 1999"),  # two things
    ("a crs foundedOn 1998-05-04", "b crs foundedOn 1999 0.3"),  # not sure enough
    ("a crs foundedOn 1998-05-04", "b crs foundedOn 1999 Planned"),
    ("a text date 2001-06-15", "a text date 2001-06-16"),  # one sentence tells them apart
    ("old summit startDate 2030-05-04 Planned", "new summit startDate 2030-05-05 Planned"),  # plans change
    ("a summit heldIn q956", "b summit heldIn q148"),  # Beijing lies in China
    ("a summit heldIn q956", "b summit heldIn hall-of-mirrors"),  # which may lie in Beijing
    ("a summit heldIn q956", "a summit heldIn q8686"),  # in two cities, one sentence says
    ("a centre basedIn q956 ..2014", "b centre basedIn q8686 2014.."),
    ("old centre basedIn q956", "new centre basedIn q8686"),  # it may have moved
    ("old estria observerOf crs", "new estria memberOf crs"),
    ("a estria observerOf crs 2005..", "a.2 estria memberOf crs 2017.."),  # from the one to the other
    ("a estria observerOf crs 2005..", "new estria memberOf crs"),
    ("a estria memberOf crs 2017..", "old estria observerOf crs"),
    ("a estria memberOf crs Planned", "b estria observerOf crs"),
    ("a estria memberOf crs", "b estria observerOf league"),
    ("a summit attendedBy estria", "b summit attendedBy norland"),
    ("a summit startDate 2024-07-04", "a.2 summit endDate 2024-07"),
    ("a summit startDate 2024-07-05", "b summit endDate 2024-07-04"),  # the days of two documents
]


@pytest.mark.parametrize(("kind", "one", "other"), AT_ODDS)
def test_two_facts_that_cannot_both_hold(kind: str, one: str, other: str) -> None:
    pair = [claim(one), claim(other)]
    [found] = conflicts(pair, DOCUMENTS)
    assert found.kind == kind
    assert {*found.first, *found.second} == set(pair)
    assert conflicts(pair[::-1], DOCUMENTS) == (found,), "the order of claims makes no difference"


@pytest.mark.parametrize(("one", "other"), BESIDE_EACH_OTHER)
def test_two_facts_that_can(one: str, other: str) -> None:
    assert conflicts([claim(one), claim(other)], DOCUMENTS) == ()


def test_all_claims_of_a_side_are_in_one_conflict() -> None:
    said = ["a crs foundedOn 1998", "b crs foundedOn 1998", "old crs foundedOn 1999", "new crs foundedOn 1998-05"]
    found = conflicts(map(claim, said), DOCUMENTS)
    assert [(len(c.first), len(c.second)) for c in found] == [(2, 1), (1, 1)]


def test_days_that_fit_another_day_of_the_document_end_in_order() -> None:
    said = [f"a{s} summit {p} 2024-07-0{d}" for s, d in (("", 3), (".2", 5)) for p in ("startDate", "endDate")]
    assert {c.kind for c in conflicts(map(claim, said), DOCUMENTS)} == {"TwoValues"}


def test_an_id_is_that_of_the_two_facts_wherever_they_stand() -> None:
    [one] = conflicts([claim("a crs foundedOn 1998"), claim("b crs foundedOn 1999")], DOCUMENTS)
    [other] = conflicts([claim("new crs foundedOn 1999"), claim("old crs foundedOn 1998")], DOCUMENTS)
    assert conflict_id(one) == conflict_id(other)
    [third] = conflicts([claim("a crs foundedOn 1997"), claim("b crs foundedOn 1999")], DOCUMENTS)
    assert conflict_id(third) != conflict_id(one)


def test_what_excludes_what_is_said_of_properties_there_are() -> None:
    data = exclusions()
    named = {*data.single, *data.one_way.properties, *(r for e in data.exclusive for r in e.ranks)}
    assert named | {p for o in data.order for p in (o.first, o.last)} <= set(schema().facts)


ENTITIES = [
    Entity("crs", "Organization", "", (("en", "Council of Rivers"),), (), (("a", 0),)),
    Entity("q956", "Place", "", (("en", "Beijing"),), (), (("a", 0),)),
    Entity("q8686", "Place", "", (("en", "Shanghai"),), (), (("a", 0),)),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    claims = [claim("a crs basedIn q956"), claim("b crs basedIn q8686")]
    findings = Findings(conflicts=conflicts(claims, DOCUMENTS))
    write(DOCUMENTS, ENTITIES, claims, tmp_path / "graph", findings=findings)
    return tmp_path / "graph"


def test_a_conflict_is_a_node_that_can_be_asked_for(folder: Path) -> None:
    assert validate(folder) == []
    store = open_store(folder)
    [found] = conflicts_in(store, "Beijing")
    assert [(f.property, f.value, [q.source for q in f.quotes]) for f in found.facts] == [
        ("basedIn", "Beijing", ["a.txt"]),
        ("basedIn", "Shanghai", ["b.txt"]),
    ]
    answer = ask_named(store, "conflicts", {"about": "Council of Rivers"})
    assert [str(row[answer.columns.index("value")]) for row in answer.rows] == ["Beijing", "Shanghai"]
    with pytest.raises(StopRun, match="nothing is called Lyon"):
        conflicts_in(store, "Lyon")


def test_a_conflict_goes_with_a_claim_that_is_left_out(tmp_path: Path) -> None:
    claims = [claim("a crs basedIn q956"), claim("b crs basedIn q8686")]
    findings = Findings(conflicts=conflicts(claims, DOCUMENTS))
    write(DOCUMENTS, ENTITIES, claims[:1], tmp_path / "graph", findings=findings)
    assert conflicts_in(open_store(tmp_path / "graph")) == ()


def test_a_conflict_between_fewer_than_two_claims_is_a_fault(folder: Path) -> None:
    path = folder / "evidence.ttl"
    text = path.read_text(encoding="utf-8")
    at = text.index("smt:claim ")
    path.write_text(text[:at] + text[at:].split(" , ", 1)[0] + " .\n", encoding="utf-8")
    assert any("a conflict is between claims, two at least" in fault for fault in validate(folder))


def test_what_one_document_says_twice_otherwise_is_kept() -> None:
    text = (
        "The Delta Institute was founded on 3 May 2010. It has forty staff.\n\n"
        "The Delta Institute was founded on 7 June 2011.\n"
    )
    found = extract([read(text.encode(), "delta.txt")], workers=1)
    days = sorted(c.object for c in found.claims if c.property == "foundedOn")
    assert days == ["2010-05-03", "2011-06-07"]
    assert [c.kind for c in found.findings.conflicts] == ["TwoValues"]
