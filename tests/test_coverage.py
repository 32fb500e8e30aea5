"""What is said to have come of each passage is what came of it, in the graph and in what is printed of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import conftest
import pytest
from hypothesis import given, strategies as st
from sample_graph import ADA, CLAIMS, DOCUMENT, ID, LEAGUE, MET, PORT, TEXT

from pipeline.coverage import coverage
from pipeline.errors import StopRun
from pipeline.graph import evidence_ttl, write
from pipeline.model import Claim, Evidence, Mention, Passage, Span
from pipeline.outcomes import outcomes
from pipeline.shapes import validate

LINES = TEXT.splitlines(keepends=True)


def passages(*kinds: str) -> tuple[Passage, ...]:
    """The sample's lines as passages of these kinds."""
    starts = [sum(map(len, LINES[:i])) for i in range(len(LINES))]
    return tuple(
        Passage(Span(start, start + len(line)), kind, "en", line, line, tuple(range(start, start + len(line))))
        for start, line, kind in zip(starts, LINES, kinds, strict=True)
    )


DOC = replace(DOCUMENT, passages=passages("heading", "paragraph", "item"))
LEAGUE_THERE = Mention(0, Span(4, 10), "Organization", "League", "en")
ADA_THERE = Mention(2, Span(22, 30), "Person", "Ada Nord", "en")
ENTITIES = (replace(LEAGUE, mentions=((ID, 0),)), replace(ADA, mentions=((ID, 1),)))
MENTIONS = {ID: (LEAGUE_THERE, ADA_THERE)}
HELD = Claim("league", "basedIn", "port", (MET,))


def came(document=DOC, mentions=MENTIONS, claims=(HELD,)) -> list[tuple[str, tuple[str, ...]]]:
    return [(o.came, o.mentions) for o in outcomes([document], mentions, ENTITIES, claims)]


def test_each_passage_has_one_outcome():
    assert came() == [("NoFact", ("league",)), ("Facts", ()), ("NoFact", ("ada-nord",))]


def test_furniture_was_not_read_whatever_stands_in_it():
    assert came(replace(DOC, passages=passages("heading", "furniture", "item")))[1] == ("NotRead", ())


def test_a_passage_without_mention_or_evidence():
    assert came(claims=())[1] == ("NoMention", ())


def test_evidence_over_two_passages_is_a_fact_of_both():
    over = Evidence(ID, Span(3, DOC.passages[1].span.start + 1), TEXT[3 : DOC.passages[1].span.start + 1])
    assert [outcome for outcome, _ in came(claims=[replace(HELD, evidence=(over,))])] == ["Facts", "Facts", "NoFact"]


def test_evidence_that_ends_where_a_passage_starts_is_not_in_it():
    first = Evidence(ID, DOC.passages[0].span, LINES[0])
    assert [outcome for outcome, _ in came(claims=[replace(HELD, evidence=(first,))])] == [
        "Facts",
        "NoMention",
        "NoFact",
    ]


def test_of_a_document_without_mentions_nothing_is_said():
    other = replace(DOC, id="0" * 16)
    assert {outcome.document for outcome in outcomes([other, DOC], MENTIONS, ENTITIES, [HELD])} == {ID}


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 20))


@given(st.lists(spans, max_size=8), st.lists(spans, min_size=1, max_size=6, unique=True))
def test_facts_are_told_where_some_evidence_overlaps(quoted, read):
    document = replace(DOC, passages=tuple(Passage(s, "paragraph", "en", "x", "x", (s.start,)) for s in read))
    claims = [replace(HELD, evidence=(Evidence(ID, span, "x"),)) for span in quoted]
    found = {o.span: o.came for o in outcomes([document], {ID: ()}, (), claims)}
    assert found == {span: "Facts" if any(map(span.overlaps, quoted)) else "NoMention" for span in read}


def test_a_passage_in_turtle():
    written = evidence_ttl([DOC], ENTITIES, [], outcomes([DOC], MENTIONS, ENTITIES, []))
    start, end = DOC.passages[2].span.start, DOC.passages[2].span.end
    assert (
        f"passage:{ID}-{start}-{end}\n    a smt:Passage ;\n    smt:document document:{ID} ;\n    smt:start {start} ;\n"
        f'    smt:end {end} ;\n    dcterms:language "en" ;\n    smt:kind smt:Item ;\n    smt:outcome smt:NoFact ;\n'
        "    smt:speaksOf id:ada-nord .\n"
    ) in written


def test_the_coverage_of_a_graph(world: Path) -> None:
    found = coverage(world)
    assert [document.source for document in found] == ["communique.txt", "history.txt", "news.txt"]
    assert dict(found[2].outcomes) == {"Facts": 2, "NoFact": 1, "NoMention": 1, "NotRead": 1}
    assert [passage.text for passage in found[2].without_fact] == conftest.NEWS.splitlines()[2:]
    whole, furniture = ("".join(text.split()) for text in (conftest.NEWS, conftest.NEWS.splitlines()[-1]))
    assert (found[2].characters, found[2].read) == (len(whole), len(whole) - len(furniture))


def test_documents_are_named_by_source_or_id(world: Path) -> None:
    [one] = coverage(world, ["news.txt"])
    for name in (one.id, f"document:{one.id}", f"https://w3id.org/summitry/id/document/{one.id}"):
        assert coverage(world, [name, "news.txt"]) == [one]
    with pytest.raises(StopRun, match="no-such: no document of"):
        coverage(world, ["news.txt", "no-such"])


def test_a_graph_that_tells_nothing_of_passages(world: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes((world / "graph.ttl").read_bytes())
    (tmp_path / "evidence.ttl").write_text(evidence_ttl([DOC], ENTITIES, CLAIMS), encoding="utf-8")
    with pytest.raises(StopRun, match="tells nothing of passages; build it anew"):
        coverage(tmp_path)


def test_a_missing_text_is_named(world: Path, tmp_path: Path) -> None:
    for name in ("graph.ttl", "evidence.ttl"):
        (tmp_path / name).write_bytes((world / name).read_bytes())
    with pytest.raises(StopRun, match=r"\.txt: No such file"):
        coverage(tmp_path)


# What `validate` says of passages: what is changed in evidence.ttl, and the fault
SECOND, THIRD = (f"passage:{ID}-{p.span.start}-{p.span.end}" for p in DOC.passages[1:])
AT_ODDS = "a passage that was read has a kind; it speaks of something where its outcome says so, and nowhere else"
FAULTS = [
    ("smt:outcome smt:Facts", "smt:outcome smt:NoMention",
     f"{SECOND}: its outcome is not what its evidence tells: smt:NoMention"),
    ("smt:outcome smt:NoFact ;\n    smt:speaksOf id:ada-nord", "smt:outcome smt:Facts ;\n    smt:speaksOf id:ada-nord",
     f"{THIRD}: its outcome is not what its evidence tells: smt:Facts"),
    ("smt:outcome smt:Facts", "smt:outcome smt:Skipped",
     f"{SECOND}: a passage has one outcome: NotRead, NoMention, NoFact or Facts: smt:Skipped"),
    ("smt:outcome smt:Facts", "rdfs:comment 1", f"{SECOND}: a passage has one outcome: NotRead, NoMention, NoFact or Facts"),
    ("smt:kind smt:Paragraph ;\n    smt:outcome smt:Facts", "smt:outcome smt:Facts", f"{SECOND}: {AT_ODDS}"),
    ("smt:outcome smt:NoFact ;\n    smt:speaksOf id:ada-nord", "smt:outcome smt:NoFact", f"{THIRD}: {AT_ODDS}"),
    ("smt:outcome smt:NoFact ;\n    smt:speaksOf id:ada-nord", "smt:outcome smt:NoMention ;\n    smt:speaksOf id:ada-nord",
     f"{THIRD}: {AT_ODDS}"),
    ("smt:kind smt:Paragraph ;\n    smt:outcome smt:Facts", "smt:kind smt:Paragraph ;\n    smt:outcome smt:NotRead",
     f"{SECOND}: {AT_ODDS}"),
    ("smt:kind smt:Item", "smt:kind smt:Asserted",
     f"{THIRD}: a passage has one kind: Paragraph, Heading, Item, Row or Caption: smt:Asserted"),
    ("smt:speaksOf id:ada-nord", "smt:speaksOf id:nobody", f"{THIRD}: a passage speaks of things that have a class: id:nobody"),
    (f"smt:end {len(TEXT)} ", f"smt:end {len(TEXT) + 1} ", f"{THIRD}: its document ends at {len(TEXT)}"),
    ("smt:start 0 ;", "smt:start -1 ;",
     f'passage:{ID}-0-{len(LINES[0])}: a passage starts at one place, from 0, before its end: "-1"^^xsd:integer'),
    ('smt:end 12 ;\n    dcterms:language "en"', 'smt:end 12 ;\n    dcterms:language "fr"',
     f'passage:{ID}-0-12: a passage has one language of zh-hans, zh-hant, ru, en: "fr"'),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("passages") / "graph"
    port = replace(PORT, mentions=((ID, 0),))
    write([DOC], [*ENTITIES, port], [HELD], out, {ID: MENTIONS[ID]})
    return out


def test_a_graph_with_passages_conforms(folder: Path) -> None:
    assert validate(folder) == []


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS, ids=[f"{o} → {n}" for o, n, _ in FAULTS])
def test_validate_names_what_is_wrong_with_a_passage(
    folder: Path, tmp_path: Path, old: str, new: str, fault: str
) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / "evidence.ttl").read_bytes().decode()
    assert old in text
    (tmp_path / "evidence.ttl").write_bytes(text.replace(old, new, 1).encode())
    assert fault in validate(tmp_path)
