"""From when to when a fact holds, and whether it is so, as short texts say it: `qualified.toml`, read by the whole pipeline."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from pipeline.model import Claim, Document, Entity
from pipeline.reading import read
from pipeline.run import extract

MOST = 0.85  # of the facts
TEXTS = tomllib.loads((Path(__file__).parent / "qualified.toml").read_text(encoding="utf-8"))["text"]
FACTS = [
    pytest.param(index, *fact, *["Asserted"][len(fact) - 4 :], id=f"{index}-{'-'.join(fact)}")
    for index, text in enumerate(TEXTS)
    for fact in text["facts"]
]


@cache
def extracted(index: int) -> tuple[dict[str, set[str]], list[Claim]]:
    """The names of each thing of a text, and its claims."""
    document: Document = read(TEXTS[index]["says"].strip().encode(), "text.txt")
    found = extract([document], workers=1)
    return {e.id: _names(e) for e in found.entities}, list(found.claims)


def _names(entity: Entity) -> set[str]:
    return {name.casefold() for _, name in (*entity.names, *entity.others)}


def found(index: int, subject: str, property_: str, object_: str) -> list[tuple[str, str]]:
    """The period and modality of each claim of these ends: by the beginning of one of their names."""
    names, claims = extracted(index)
    return [
        ("" if c.valid is None else f"{c.valid.start}/{c.valid.end}", c.modality)
        for c in claims
        if c.property == property_
        and _called(subject, names.get(c.subject, set()))
        and _called(object_, names.get(c.object, {c.object.casefold()}))
    ]


def _called(name: str, names: set[str]) -> bool:
    return any(name.casefold() in one for one in names)


@pytest.mark.parametrize(("index", "subject", "property_", "object_", "period", "modality"), FACTS)
def test_what_a_text_says_of_a_fact(index, subject, property_, object_, period, modality) -> None:
    """Of a fact that is found: whether it is, is the scorer's to say, and another scorer may say otherwise."""
    assert found(index, subject, property_, object_) in ([], [(period, modality)])


def test_most_facts_are_found() -> None:
    listed = [(index, *fact[:3]) for index, text in enumerate(TEXTS) for fact in text["facts"]]
    assert sum(bool(found(*fact)) for fact in listed) >= MOST * len(listed)
