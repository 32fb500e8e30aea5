"""The examples that `query --list` gives are of the sample graph; a document that is not in a graph is said so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import cli
from pipeline.queries import ask_named, named_queries, strangers
from pipeline.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
QUERIES = named_queries()
# What the sample has no fact of: no text there amends or carries out another, no two facts or versions differ, nobody
# corrected it.
# They are asked of the tests' own worlds (test_queries.py, test_conflicts.py, test_versions.py, test_corrections.py).
NONE_THERE = {"amendments", "implementation", "conflicts", "version-differences", "corrections"}
EXAMPLES = [
    (query.name, {p.name: p.example for p in query.parameters if not p.optional or p.name == chosen})
    for query in QUERIES.values()
    for chosen in ("", *(p.name for p in query.parameters if p.optional))
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The committed graph, copied: its index is made beside it."""
    copy = tmp_path_factory.mktemp("sample")
    for file in (ROOT / "data" / "graph").glob("*.ttl"):
        (copy / file.name).write_bytes(file.read_bytes())
    return open_store(copy)


@pytest.mark.parametrize(("name", "values"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else " ".join(v))
def test_every_example_has_rows_in_the_sample(sample: Store, name: str, values: dict[str, str]) -> None:
    given = ask_named(sample, name, values)
    assert bool(given.rows) is (name not in NONE_THERE)
    assert strangers(sample.ask, name, values) == []


def test_examples_are_of_every_query_and_parameter() -> None:
    assert {name for name, _ in EXAMPLES} == set(QUERIES)
    parameters = {(q.name, p.name) for q in QUERIES.values() for p in q.parameters}
    assert {(name, key) for name, values in EXAMPLES for key in values} == parameters


@pytest.fixture
def typed(world: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run `summitry query …` on the tests' world; gives the exit code and what was printed."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["summitry", "query", *arguments, "--graph", str(world)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    return run


@pytest.mark.parametrize("name", ["mentions", "coverage", "without-fact", "version-differences"])
def test_a_document_that_is_not_there_is_said_so(typed, name: str) -> None:
    code, out, err = typed(name, "source=nosuch.txt", "--format", "csv")
    assert (code, out.count("\n")) == (0, 1), "the columns, and no row"
    assert err == (
        "source=nosuch.txt: no document of this name is in the graph; `summitry query documents` lists them\n"
    )


def test_a_part_of_a_name_leads_to_the_name(typed) -> None:
    code, _, err = typed("mentions", "source=NEWS")
    assert (code, err) == (
        0, "0 rows\nsource=NEWS: no document of this name is in the graph; near it: news.txt\n"
    )  # fmt: skip


def test_a_document_without_such_a_row_is_no_stranger(typed) -> None:
    assert typed("without-fact", "source=history.txt")[::2] == (0, "0 rows\n")
    assert typed("version-differences", "source=news.txt")[::2] == (0, "0 rows\n")


def test_a_query_of_ones_own_takes_no_values(typed) -> None:
    code, out, err = typed("ASK {}", "source=news.txt")
    assert (code, out) == (2, "")
    assert err.startswith("summitry: source=news.txt: only a ready-made query takes values")
