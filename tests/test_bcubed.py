"""B-cubed against partitions whose figures are known."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from pipeline.evaluate.bcubed import b_cubed

PARTITIONS = st.dictionaries(st.integers(0, 12), st.sampled_from("abcd"), min_size=1)


def clusters(*groups: str) -> dict[str, str]:
    """Items are letters; each group is named by its first."""
    return {item: group[0] for group in groups for item in group}


@pytest.mark.parametrize(
    ("system", "gold", "precision", "recall"),
    [
        (["abc", "de"], ["abc", "de"], 1, 1),
        (["abcde"], ["abc", "de"], (3 * 3 + 2 * 2) / 25, 1),  # all in one
        (["a", "b", "c", "d", "e"], ["abc", "de"], 1, (3 * 1 / 3 + 2 * 1 / 2) / 5),  # all apart
        (["abcd", "e"], ["abc", "de"], (3 * 3 / 4 + 1 / 4 + 1) / 5, (3 + 1 / 2 + 1 / 2) / 5),
        (["12345", "67", "89abc"], ["12345", "67", "89abc"], 1, 1),
        (["12345", "6789abc"], ["12345", "67", "89abc"], (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12, 1),  # the paper's first
        (
            ["1234589abc", "67"],
            ["12345", "67", "89abc"],
            (10 * 5 / 10 + 2) / 12,
            1,
        ),  # its second: worse, as it should be
    ],
)
def test_known_figures(system: list[str], gold: list[str], precision: float, recall: float) -> None:
    found = b_cubed(clusters(*system), clusters(*gold))
    assert found == pytest.approx((precision, recall, 2 * precision * recall / (precision + recall)))


def test_an_item_that_the_system_lacks_is_alone() -> None:
    assert b_cubed({"a": "x"}, {"a": "1", "b": "1"}) == b_cubed({"a": "x", "b": "y"}, {"a": "1", "b": "1"})
    assert b_cubed({"a": "b"}, {"a": "1", "b": "2"}) == (1, 1, 1)  # whatever the cluster is called


def test_an_item_that_only_the_system_has_counts_nothing() -> None:
    assert b_cubed({"a": "x", "b": "y", "c": "x"}, {"a": "1", "b": "2"}) == (1, 1, 1)
    assert b_cubed({}, {}) == (1, 1, 1)


@given(PARTITIONS)
def test_a_partition_agrees_with_itself(partition: dict[int, str]) -> None:
    assert b_cubed(partition, partition) == pytest.approx((1, 1, 1))


@given(PARTITIONS, PARTITIONS)
def test_precision_one_way_is_recall_the_other(one: dict[int, str], other: dict[int, str]) -> None:
    one = {item: one.get(item, "a") for item in other}
    assert b_cubed(one, other)[:2] == pytest.approx(b_cubed(other, one)[1::-1])
