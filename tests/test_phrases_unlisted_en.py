"""English sentences with names that no list holds: almost all are found, and of each class most."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipeline.evaluate import nodes_of
from pipeline.evaluate.gold import Gold
from pipeline.evaluate.scoring import Score, score
from pipeline.reading import read
from pipeline.recognise import recognise
from pipeline.resolve import resolve

FILE = Path(__file__).parent / "phrases_unlisted_en.toml"
LEAST = 0.94  # F1 over all
LEAST_OF_CLASS = 0.88


def gold(names: list[str]) -> Gold:
    """A sentence's annotation: "Class: name = other name", "?Class: …" where it may be missed."""
    told = []
    for number, line in enumerate(names):
        cls, _, forms = line.partition(": ")
        entity = {"id": f"e{number}", "type": cls.lstrip("?"), "names": forms.split(" = ")}
        told.append({**entity, "optional": cls.startswith("?")})
    return Gold.model_validate({"document": "", "entities": told, "facts": []})


def scored(case: dict[str, list[str]], number: int) -> Score:
    document = read(str(case["text"]).encode(), f"{number}.txt")
    found = resolve([document], {document.id: recognise(document)})
    return score(nodes_of(found), (), gold(case["names"]))


@cache
def tallies() -> dict[str, Counter[str]]:
    """What was found, wrong and missed over all sentences, by class and under ""."""
    counts: dict[str, Counter[str]] = {"": Counter()}
    for number, case in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]):
        for (kind, cls), outcome in scored(case, number).tally.items():
            if kind == "entity":
                counts.setdefault(cls, Counter()).update(outcome)
                counts[""].update(outcome)
    return counts


def f1(count: Counter[str]) -> float:
    return 2 * count["tp"] / (2 * count["tp"] + count["fp"] + count["fn"])


def test_almost_all_are_found() -> None:
    assert f1(tallies()[""]) >= LEAST


@pytest.mark.parametrize("cls", ["Person", "Place", "State", "Organization", "Event", "Agreement", "Initiative"])
def test_most_of_a_class_are_found(cls: str) -> None:
    assert f1(tallies()[cls]) >= LEAST_OF_CLASS
