"""`summitry why`: the verdict is resolution's, and every reason is said with its score."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from pipeline.errors import StopRun
from pipeline.run import build
from pipeline.why import why, why_in_graph
from tests.told_apart import nodes


def names_of(reasons: object) -> list[str]:
    return [opinion.name for opinion in reasons]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("first", "second", "one", "reasons"),
    [
        ("ШОС", "上海合作组织", True, ["known"]),
        ("К.-Ж. Токаев", "Касым-Жомарт Токаев", True, ["known"]),
        ("XVI саммит БРИКС", "16th BRICS Summit", True, ["event"]),
        ("SCO", "SCO Secretariat", False, ["other listed thing"]),
        ("16th BRICS Summit", "17th BRICS Summit", False, ["number"]),
        ("Astana", "Astana Declaration", False, ["class"]),
        ("Sergey Timofeev", "Semyon Timofeev", False, ["given name"]),
        ("ASEAN Action Plan 2021–2025", "ASEAN Action Plan 2026–2030", False, ["years"]),
        ("Tropical Forests Fund", "Northern Rivers Fund", False, []),
    ],
)
def test_two_names(first: str, second: str, one: bool, reasons: list[str]) -> None:
    answer = why(first, second)
    assert answer.one == one
    assert names_of(answer.opinions)[: len(reasons)] == reasons
    assert all((o.score > 0) == one for o in answer.opinions[: len(reasons)])


@pytest.mark.parametrize(
    ("first", "second"),
    [("ШОС", "SCO"), ("Guinea", "Guinea-Bissau"), ("XVI саммит БРИКС", "17th BRICS Summit"), ("Казань", "Kazan")],
)
def test_the_verdict_is_that_of_two_documents(first: str, second: str) -> None:
    tags = ["ru" if any("а" <= c.lower() <= "я" for c in name) else "en" for name in (first, second)]
    (a, b), _ = nodes(f"{tags[0]} [{first}] ‖ {tags[1]} [{second}]")
    assert a is not None
    assert b is not None
    assert why(first, second).one == (a.id == b.id)


def test_a_translation_is_weighed_too() -> None:
    assert "head" in names_of(why("Фонд тропических лесов", "Tropical Forests Fund").translated)


@pytest.mark.parametrize(
    ("names", "options", "said"),
    [
        (("", "SCO"), {}, "empty name"),
        (("SCO", "ШОС"), {"language": "la"}, "la: no such language"),
        (("SCO", "ШОС"), {"cls": "Body"}, "Body: no such class"),
        (("qwe", "SCO"), {}, "qwe: nothing says what it names"),
    ],
)
def test_what_can_not_be_told_is_one_line(names: tuple[str, str], options: dict[str, str], said: str) -> None:
    with pytest.raises(StopRun, match=said) as error:
        why(*names, **options)  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    notes, out = tmp_path_factory.mktemp("notes"), tmp_path_factory.mktemp("graph") / "out"
    (notes / "a.txt").write_text("The SCO leaders adopted the Astana Declaration of 9 June 2017.\n", encoding="utf-8")
    (notes / "b.txt").write_text("ШОС приняла Астанинскую декларацию 4 июля 2024 года.\n", encoding="utf-8")
    (notes / "c.txt").write_text("The Astana Declaration of 4 July 2024 was adopted in Astana.\n", encoding="utf-8")
    build([notes], out, workers=1)
    return out


def test_nodes_of_a_graph(graph: Path) -> None:
    (same,) = why_in_graph("ШОС", "SCO", graph)
    assert same.one
    (two,) = why_in_graph("Astana Declaration", "Astana Declaration", graph)
    assert not two.one
    assert names_of(two.opinions)[-1] == "years"
    with pytest.raises(StopRun, match="nothing is called"):
        why_in_graph("ОДКБ", "SCO", graph)


def test_the_command_prints_scores_and_reasons(graph: Path) -> None:
    run = CliRunner().invoke(cli.app, ["why", "SCO", "CICA"])
    assert run.exit_code == 0
    assert run.output.splitlines()[0] == "two things"
    assert "-100.0  other listed thing: " in run.output
    run = CliRunner().invoke(cli.app, ["why", "SCO", "ШОС", "--graph", str(graph)])
    assert run.output.splitlines()[0] == "one thing"
    assert CliRunner().invoke(cli.app, ["why", "SCO"]).exit_code == 2
