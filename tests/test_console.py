"""What is printed for people steers no terminal; what programs read is exact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from pipeline.console import NAMED, print_corrected
from pipeline.corrections import Corrected, Filed
from pipeline.corrections.model import EntityKey, Rename
from pipeline.corrections.record import Outcome
from pipeline.counted import counted
from pipeline.folder import FILES
from pipeline.visible import visible

NAME = "A\x1b[31m\x1b]0;title\x07\u202eB\x9b"
SHOWN = "A\\u001B[31m\\u001B]0;title\\u0007\\u202EB\\u009B"
TURTLE = """@prefix smt: <https://w3id.org/summitry/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/summitry/id/state/x> a smt:State ; rdfs:label "A\\u001B[31m\\u001B]0;title\\u0007\\u202EB\\u009B"@en .
"""


def test_newlines_tabs_and_letters_of_any_script_stay() -> None:
    text = "a\tb\nЙ 金砖 م\u200cی é 🙂"
    assert visible(text) == text
    assert visible(NAME) == SHOWN


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_table_is_shown_and_csv_is_exact(tmp_path: Path, form: str) -> None:
    for name in FILES:
        (tmp_path / name).write_text(TURTLE, encoding="utf-8")
    command = ["query", "SELECT ?o { ?s rdfs:label ?o }", "--graph", str(tmp_path), "--format", form]
    done = CliRunner().invoke(cli.app, command)
    assert done.exit_code == 0, done.output
    assert (SHOWN if form == "table" else NAME) in done.stdout
    assert ("\x1b" in done.stdout) == (form == "csv")


def test_a_card_is_shown(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text(TURTLE, encoding="utf-8")
    done = CliRunner().invoke(cli.app, ["show", "id:state/x", "--graph", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(SHOWN)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 entities"), (1, "1 entity"), (2, "2 entities"), (1234567, "1,234,567 entities")],
)
def test_what_is_counted_is_one_or_several(number: int, said: str) -> None:
    assert counted(number, "entity", "entities") == said
    assert counted(number, "fact") == said.replace("entity", "fact").replace("entities", "facts")


def test_one_of_a_kind_is_no_plural(tmp_path: Path) -> None:
    """What commands count is told in the singular where there is one."""
    for name in FILES:
        (tmp_path / name).write_text(TURTLE, encoding="utf-8")
    done = CliRunner().invoke(cli.app, ["query", "SELECT ?o { ?s rdfs:label ?o }", "--graph", str(tmp_path)])
    assert done.stderr == "1 row\n"
    out = tmp_path.parent / "one.ttl"
    done = CliRunner().invoke(cli.app, ["export", "turtle", "--out", str(out), "--graph", str(tmp_path)])
    assert done.stdout == f"{out}: 1 entity, 0 facts, 0 documents; {out.stat().st_size:,} bytes\n"


def test_of_many_corrections_some_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    entity = EntityKey.model_validate({"class": "State", "names": ("Egypt",)})
    correction = Rename(author="a", date=date(2026, 1, 2), reason="r", entity=entity, language="en", label="E")
    outcomes = tuple(Outcome(Filed(correction, "x.toml", n), "Unmatched", "no", (), ()) for n in range(1000))
    print_corrected(Corrected(outcomes))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == NAMED + 2
    assert lines[-2:] == ["… and 980 more; `summitry correct list` names all", "0 of 1,000 corrections applied"]
