"""Golden cases: each short document alone gives exactly the graph that stands beside it (see golden.py)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from golden import built, cases, difference, known_failures, parsed
from rdflib import Graph

from pipeline.model import LANGUAGES
from pipeline.reading import read_file
from pipeline.schema import schema

SMT = schema().prefixes["smt"]


def listed() -> Iterator[object]:
    failures = known_failures()
    for case in cases():
        reason = failures.get(case.name)
        marks = [pytest.mark.xfail(reason=reason, raises=AssertionError, strict=True)] if reason else []
        yield pytest.param(case, id=case.name, marks=marks)


def expected(case: Path) -> Graph:
    return parsed((case / "expected.ttl").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", list(listed()))
def test_case(case: Path) -> None:
    changes = difference(expected(case), parsed(built(case)))
    assert not changes, "\n".join(["", *changes])


def test_known_failures_are_cases() -> None:
    assert set(known_failures()) <= {case.name for case in cases()}


def test_cases_are_written_in_all_languages() -> None:
    found = [read_file(case / "input.txt").languages for case in cases()]
    assert {language for languages in found for language in languages} == set(LANGUAGES)
    assert any(len(languages) > 1 for languages in found)


def test_cases_state_every_property_of_facts() -> None:
    stated = {str(p).removeprefix(SMT) for case in cases() for p in expected(case).predicates()}
    assert sorted(set(facts()) - stated) == []


def facts() -> list[str]:
    """The properties that the frames speak of, and the two that only names and dates give."""
    from pipeline.relate.frames import frames

    return [*frames(), "endDate", "ordinal"]
