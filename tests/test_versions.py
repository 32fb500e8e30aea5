"""Language versions that disagree: seeded edits, what is no version of another, and what users see."""

from __future__ import annotations

from pathlib import Path

import pytest
from seeded import VERSIONS, Case, Outcome, cases, figures, files, outcome
from typer.testing import CliRunner

from cli import app
from pipeline.compared import compare, versions_in
from pipeline.errors import StopRun
from pipeline.ids import difference_id
from pipeline.queries import ask_named
from pipeline.reading import read
from pipeline.run import build, extract
from pipeline.shapes import validate
from pipeline.store import open_store

PRECISION, RECALL = 0.85, 0.80
LAYOUTS = {"interleaved", "halves", "documents"}


@pytest.fixture(scope="module", params=["open", "blind"])
def outcomes(request: pytest.FixtureRequest) -> list[Outcome]:
    return [outcome(case) for case in cases(VERSIONS / request.param)]


def test_seeded_edits_are_found_and_nothing_else_is(outcomes: list[Outcome]) -> None:
    precision, recall = figures(outcomes)
    assert precision >= PRECISION
    assert recall >= RECALL


def test_of_the_base_texts_nothing_is_told(outcomes: list[Outcome]) -> None:
    untouched = [o for o in outcomes if o.case.at is None]
    assert len(untouched) >= 4
    assert sum(len(o.wrong) for o in untouched) <= 1


def test_there_are_edits_of_every_kind_in_every_layout() -> None:
    seeded = {name: list(cases(VERSIONS / name)) for name in ("open", "blind")}
    edits = {name: [c for c in found if c.at is not None] for name, found in seeded.items()}
    assert len(edits["open"]) + len(edits["blind"]) >= 60
    assert 2 * len(edits["blind"]) >= len(edits["open"]), "a third of them was never read"
    for found in edits.values():
        assert {c.layout for c in found} == LAYOUTS
        assert {"date", "place", "member", "ordinal", "negation", "planned", "dropped", "added"} <= {
            c.kind for c in found
        }


def case(name: str) -> Case:
    return next(c for c in cases(VERSIONS / "open") if c.name == name)


def saved(folder: Path, name: str) -> Path:
    folder.mkdir()
    for file, text in files(case(name)).items():
        (folder / file.replace(" ", "_")).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bilingual document with another day in its Russian half; two documents, the Russian one naming one more state."""
    folder = tmp_path_factory.mktemp("versions")
    inputs = [saved(folder / "one", "caspian 1"), saved(folder / "two", "membership_ru_zh 5")]
    build(inputs, folder / "graph", workers=1)
    return folder / "graph"


def test_a_difference_is_a_node_with_both_sentences_and_their_claims(graph: Path) -> None:
    assert validate(graph) == []
    found = versions_in(open_store(graph), "caspian_1.txt")
    assert found.versions == ("caspian_1.txt",)
    [told] = found.differences
    assert told.kind == "OtherValue"
    assert told.values == (("ru", "2022-06-28"), ("zh-hans", "2022-06-29"))
    assert [len(s.text) for s in told.sayings] == [27, 64]
    assert {f.value for f in told.facts if f.property == "startDate"} == {"2022-06-28", "2022-06-29"}


def test_two_documents_are_found_to_be_versions(graph: Path) -> None:
    left, right = "membership_ru_zh_5-left.txt", "membership_ru_zh_5-right.txt"
    store = open_store(graph)
    here, there = versions_in(store, left), versions_in(store, right)
    assert (here.versions, there.versions) == ((right,), (left,))
    assert here.differences == there.differences
    assert [(d.kind, [language for language, _ in d.values]) for d in here.differences] == [("Missing", ["ru"])]


def test_the_named_query_gives_what_the_command_does(graph: Path) -> None:
    given = ask_named(open_store(graph), "version-differences", {"source": "caspian_1.txt"})
    values = {str(row[given.columns.index("values")]) for row in given.rows}
    assert values == {"2022-06-28 (ru), 2022-06-29 (zh-hans)"}
    assert len(given.rows) == 2


def test_the_commands_print_them(graph: Path) -> None:
    told = CliRunner().invoke(app, ["versions", "caspian_1.txt", "--graph", str(graph)])
    assert told.exit_code == 0
    assert told.output.startswith("OtherValue: 2022-06-28 (ru), 2022-06-29 (zh-hans)  id:difference/")
    told = CliRunner().invoke(app, ["conflicts", "--graph", str(graph)])
    assert "startDate  2022-06-28" in told.output
    assert "startDate  2022-06-29" in told.output


def test_no_such_document(graph: Path) -> None:
    with pytest.raises(StopRun, match="no such file, and no such document in the graph"):
        versions_in(open_store(graph), "nothing.txt")


ZH = "毛里求斯于2019年5月4日加入该组织。\n\n博茨瓦纳尚未加入。\n"
EN = "Mauritius joined the organisation on 6 May 2019.\n\nBotswana has joined.\n"


def test_two_that_are_too_short_to_be_found_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    documents = [read(text.encode(), name) for name, text in (("zh.txt", ZH), ("en.txt", EN))]
    assert extract(documents, workers=1).findings.versions == ()
    found = compare(str(tmp_path / "zh.txt"), str(tmp_path / "en.txt"))
    assert {d.kind for d in found.differences} == {"OtherValue", "OtherModality"}


def test_a_document_is_no_version_of_itself(graph: Path, tmp_path: Path) -> None:
    """Named twice, or by two paths to the same file: nothing is to be compared."""
    name = "caspian_1.txt"
    with pytest.raises(
        StopRun, match=f"^{name}: one document, no two; `summitry versions {name}` compares the languages"
    ):
        compare(name, name, graph)
    one, other = tmp_path / "a" / "note.txt", tmp_path / "b" / "note.txt"
    for path in (one, other):
        path.parent.mkdir()
        path.write_text("Egypt joined BRICS.\n", encoding="utf-8")
    with pytest.raises(StopRun, match=f"^{one} and {other}: one document, no two"):
        compare(str(one), str(other))


def test_two_documents_on_one_meeting_are_no_versions() -> None:
    """The same summit, two reports: what the one tells besides, the other does not lack."""
    left = case("caspian").left
    right = (
        "Президент Казахстана прибыл в Ашхабад 28 июня 2022 года.",
        "На следующий день он участвовал в саммите прикаспийских государств.",
        "Он встретился с президентами Ирана и Азербайджана.",
        "Обсуждались транзит грузов и рыболовство.",
        "30 июня глава государства вернулся в Астану.",
    )
    documents = [read("\n\n".join(p).encode(), name) for name, p in (("zh.txt", left), ("ru.txt", right))]
    assert extract(documents, workers=1).findings.versions == ()


def test_the_order_of_documents_makes_no_difference() -> None:
    documents = [read(text.encode(), name) for name, text in files(case("forum_zh_en_docs 2")).items()]
    one, other = (extract(d, workers=1).findings.differences for d in (documents, documents[::-1]))
    assert one == other
    assert len({difference_id(d) for d in one}) == len(one) > 0
