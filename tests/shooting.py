"""A range to shoot at commands on, with what is built there: two states of the tests' world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.run import Extraction
from tests import conftest as world
from tests.crashes import Range

STATES = (("history.txt", "communique.txt"), ("communique.txt", "news.txt"))


def extraction(sources: Sequence[str]) -> Extraction:
    """What a build finds in some of the world's documents."""
    documents = [d for d in world.documents() if d.source in sources]
    ids = {d.id for d in documents}
    entities = [replace(e, mentions=tuple(m for m in e.mentions if m[0] in ids)) for e in world.entities()]
    claims = [c for c in world.claims() if c.evidence[0].document in ids]
    named = {key: tuple(found) for key, found in world.mentions().items() if key in ids}
    return Extraction(tuple(documents), named, tuple(e for e in entities if e.mentions), tuple(claims))


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    for name, text in world.SOURCES.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture(scope="module")
def shooting(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    warm = [inputs / source for source in STATES[0]]
    range_ = Range(warm, tmp_path_factory.mktemp("range"), map(extraction, STATES))
    yield range_
    range_.close()
