"""What stands in the columns of a table, by the words at their head: No. | Date | Place | In the chair."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from pipeline.errors import StopRun
from pipeline.languages import ANALYSERS
from pipeline.model import Span
from pipeline.paths import ONTOLOGY
from pipeline.recognise.reading import Reading

FILE = ONTOLOGY / "lexicon" / "columns.toml"
LONGEST = 40  # characters of a column's head
DIGIT = re.compile(r"\d")
APART = frozenset({"host", "participants"})  # one head for both leaves open who is which


class Column(BaseModel):
    """A role that a column may have; the fields are explained at the top of its file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    names: str = ""
    states: dict[str, str] = {}
    of_body: str = ""
    en: tuple[str, ...]
    ru: tuple[str, ...]
    zh: tuple[str, ...]


Cells = tuple[tuple[Span, tuple[str, ...]], ...]  # each cell of a row with the roles of its column


@cache
def columns() -> dict[str, Column]:
    """The roles by name, in the order of the file."""
    try:
        return TypeAdapter(dict[str, Column]).validate_python(tomllib.loads(FILE.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise StopRun(f"{FILE}: {' '.join(str(error).split())}") from error


def headed(readings: Sequence[Reading]) -> Mapping[int, Cells]:
    """The rows (by index of their passage) that stand under a head with a role, as many cells as it has."""
    tables: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.passage.kind == "row":
            tables[reading.passage.block].append(reading)
    found: dict[int, Cells] = {}
    for rows in tables.values():
        roles = _roles(rows[0])
        if sum(map(bool, roles)) > 1:
            for row in rows[1:]:
                if len(row.passage.cells) == len(roles):
                    found[row.index] = tuple(zip(row.passage.cells, roles, strict=True))
    return found


def _roles(head: Reading) -> list[tuple[str, ...]]:
    """The roles of each column; none where the first row is no head."""
    texts = [cell.of(head.plain).strip().lower() for cell in head.passage.cells]
    if head.dates or any(len(text) > LONGEST or DIGIT.search(text) for text in texts):
        return []
    return [_role(text, ANALYSERS[head.passage.language]) for text in texts]


def _role(text: str, language: str) -> tuple[str, ...]:
    found = tuple(name for name, column in columns().items() if _says(text, getattr(column, language), language))
    return () if set(found) >= APART else found


def _says(text: str, words: Sequence[str], language: str) -> bool:
    if language == "zh":
        return any(word in text for word in words)
    return any(re.search(rf"(?<!\w){re.escape(word)}", text) for word in words)
