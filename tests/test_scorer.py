"""The scorer: what a forest small enough to reckon by hand answers, and what a broken file says."""

from __future__ import annotations

import json
from math import exp
from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.errors import StopRun
from pipeline.relate import scorer
from pipeline.relate.scorer import LEAF, Forest, forest, matrix, probabilities, reason

# words <= 3 ? (link=same <= 0.5 ? -1 : 2) : -3
STUMP = {
    "measure": [0, 1, LEAF, LEAF, LEAF],
    "threshold": [3.0, 0.5, 0.0, 0.0, 0.0],
    "left": [1, 2, 0, 0, 0],
    "right": [4, 3, 0, 0, 0],
    "value": [0.0, 1.0, -1.0, 2.0, -3.0],
}
LEAFLET = {"measure": [LEAF], "threshold": [0.0], "left": [0], "right": [0], "value": [0.5]}
GIVEN = {
    "measures": ["words", "link=same"],
    "base": -0.25,
    "trees": [STUMP, LEAFLET],
    "threshold": 0.5,
    "thresholds": {"supports": 0.9},
}
TINY = Forest.model_validate(GIVEN)


def logistic(total: float) -> float:
    return 1 / (1 + exp(-total))


ROWS = [
    ({"words": 2.0, "link=same": 1.0}, 2.25),
    ({"words": 3.0, "link=same": 1.0}, 2.25),  # a threshold belongs to the left
    ({"words": 2.0}, -0.75),  # what is not measured is 0
    ({"words": 4.0, "link=same": 1.0}, -2.75),
    ({"words": 4.0, "unheard of": 9.0}, -2.75),
]


def test_a_forest_adds_up_what_its_trees_answer() -> None:
    found = probabilities([row for row, _ in ROWS], TINY)
    assert found == pytest.approx([logistic(total) for _, total in ROWS])


def test_nothing_to_judge() -> None:
    assert probabilities([], TINY) == []


def test_a_table_has_a_column_for_each_measure() -> None:
    assert matrix([row for row, _ in ROWS], TINY.measures).tolist() == [[2, 1], [3, 1], [2, 0], [4, 1], [4, 0]]


def test_a_property_may_have_a_threshold_of_its_own() -> None:
    assert [TINY.accepts("heldIn", p) for p in (0.4, 0.5, 0.6)] == [False, True, True]
    assert [TINY.accepts("supports", p) for p in (0.6, 0.9)] == [False, True]


def test_a_reason_names_what_raised_the_answer() -> None:
    assert reason({"words": 2.0, "link=same": 1.0}, TINY) == "link=same 1, words 2"
    assert reason({"words": 4.0}, TINY) == ""


def test_the_forest_that_ships_can_be_read() -> None:
    grown = forest()
    size = len(grown.measures)
    assert grown.trees
    for tree in grown.trees:
        assert len({len(row) for row in (tree.measure, tree.threshold, tree.left, tree.right, tree.value)}) == 1
        assert all(LEAF <= measure < size for measure in tree.measure)
    assert all(0 < p < 1 for p in probabilities([{}, dict.fromkeys(grown.measures, 1.0)], grown))


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", json.dumps(GIVEN | {"trees": None}), json.dumps(GIVEN | {"more": 1}), json.dumps({"measures": []})],
)
def test_a_broken_file_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    (tmp_path / "scorer.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr(scorer, "FOLDER", tmp_path)
    with pytest.raises(StopRun, match=r"scorer\.json: .*make train") as stopped:
        forest.__wrapped__()
    assert "\n" not in str(stopped.value)


def test_a_missing_file_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorer, "FOLDER", tmp_path)
    with pytest.raises(StopRun, match=r"scorer\.json"):
        forest.__wrapped__()


def test_a_forest_holds_nothing_else() -> None:
    with pytest.raises(ValidationError):
        Forest.model_validate(GIVEN | {"trees": [STUMP | {"leaf": []}]})
