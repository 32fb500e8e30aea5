"""Work shared among processes gives what one process gives."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, strategies as st

from pipeline.errors import StopRun
from pipeline.workers import Team, share


def where(word: str, number: int) -> tuple[str, int]:
    return word * number, os.getpid()


def fail(word: str, number: int) -> str:
    if word == "b":
        raise StopRun(f"{word}{number}")
    return word


TASKS = [("a", 1), ("b", 2), ("c", 3), ("d", 4)]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers: int) -> None:
    seen: list[tuple[str, int, int]] = []
    with Team([40, 10, 30, 20], workers) as team:
        first = team.map("one", where, TASKS, lambda *step: seen.append(step))
        second = team.map("two", where, TASKS)
    assert [word for word, _ in first] == ["a", "bb", "ccc", "dddd"]
    assert [pid for _, pid in first] == [pid for _, pid in second], "a document stays with its worker"
    assert len({pid for _, pid in first}) == workers
    assert seen == [("one", done, 4) for done in range(5)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_worker_is_raised(workers: int) -> None:
    with Team([1] * 4, workers) as team, pytest.raises(StopRun, match="b2"):
        team.map("one", fail, TASKS)


def test_little_text_needs_no_processes() -> None:
    with Team([100, 100]) as team:
        assert {pid for _, pid in team.map("one", where, TASKS[:2])} == {os.getpid()}


def test_no_documents_at_all() -> None:
    with Team([]) as team:
        assert team.map("one", where, []) == []


@given(st.lists(st.integers(0, 10_000)), st.integers(1, 8))
def test_work_is_shared_fairly(sizes: list[int], count: int) -> None:
    owners = share(sizes, count)
    loads = [sum(size for size, owner in zip(sizes, owners, strict=True) if owner == worker) for worker in range(count)]
    assert len(owners) == len(sizes)
    assert max(loads) - min(loads) <= max(sizes, default=0)
