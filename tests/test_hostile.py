"""What nobody means to give: it is refused in one line, or read; never a traceback, never a hang."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph
import pytest

from pipeline.errors import SkipDocument
from pipeline.queries import NamedQuery, Parameter, fill
from pipeline.reading import LONGEST, read, read_file
from pipeline.sparql import QueryError, answer
from pipeline.store import Store


def test_a_file_name_of_any_bytes_is_text_in_the_document(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"bad\xff.txt")
    path.write_text("The summit was held in Johannesburg.", encoding="utf-8")
    assert read_file(path).source == "bad\ufffd.txt"


def test_a_pipe_is_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SkipDocument, match="no file"):
        read_file(tmp_path / "pipe.txt")


def test_a_value_that_looks_like_a_slot_is_only_text() -> None:
    kinds = [Parameter(name, "text", True, "", "") for name in ("a", "b")]
    query = NamedQuery("q", "", "", tuple(kinds), "ASK { VALUES ?a { UNDEF } VALUES ?b { UNDEF } }")
    filled = fill(query, {"a": "VALUES ?b { UNDEF }", "b": "x"}, Store(pyoxigraph.Store()))
    assert filled == 'ASK { VALUES ?a { "VALUES ?b { UNDEF }" } VALUES ?b { "x" } }'


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o } LIMIT 99999999999999999999",
        f"SELECT ({'(' * 300}1{')' * 300} AS ?x) {{}}",
    ],
)
def test_what_the_engine_breaks_on_is_an_error_in_the_query(text: str) -> None:
    with pytest.raises(QueryError):
        answer(pyoxigraph.Store(), text)


def test_a_long_line_of_one_script_is_not_searched_for_a_second_language() -> None:
    line = "a – b, " * 20_000
    assert read(line.encode(), "long.txt").text == line  # minutes, were each border to cost the whole line


def test_a_line_too_long_for_the_models_costs_its_own_document_only(tmp_path: Path) -> None:
    with pytest.raises(SkipDocument, match="break it into lines"):
        read(b"a" * (LONGEST + 1), "long.txt")
