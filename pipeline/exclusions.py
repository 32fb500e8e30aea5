"""Which facts can't both hold, as `ontology/conflicts.toml` says: the data, and what it means for two values."""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import StopRun
from pipeline.paths import ONTOLOGY
from pipeline.schema import schema


class Single(BaseModel):
    """A property of which a subject has one value.

    `apart`: what one sentence lists is not at odds; `changes`: at another time it may be another.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    apart: bool = False
    changes: bool = False


class Exclusive(BaseModel):
    """Properties of which one holds between two at one time; an earlier one may lead to a later one."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    ranks: tuple[str, ...]


class OneWay(BaseModel):
    """Properties that never hold both ways."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    properties: tuple[str, ...]


class Order(BaseModel):
    """Two dates of one thing, of which `last` is never the earlier."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    first: str
    last: str


class Exclusions(BaseModel):
    """All of `ontology/conflicts.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    single: dict[str, Single]
    exclusive: tuple[Exclusive, ...]
    one_way: OneWay
    order: tuple[Order, ...]


@cache
def exclusions() -> Exclusions:
    """What excludes what; StopRun, naming the file, if it is not as it should be."""
    path = ONTOLOGY / "conflicts.toml"
    try:
        return Exclusions.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise StopRun(f"{path}: {' '.join(str(error).split())}") from error


def agree(one: str, other: str) -> bool:
    """Whether two reduced dates may be one day: 2001-06 and 2001-06-15."""
    return one.startswith(other) or other.startswith(one)


def at_odds(property_: str, one: str, other: str) -> bool:
    """Whether a thing can't have both values of a property at one time; of two places one may lie in the other."""
    if property_ not in exclusions().single:
        return False
    return not agree(one, other) if schema().properties[property_].literal == "date" else one != other


def exclude(one: str, other: str) -> bool:
    """Whether two properties can't both hold between the same two at one time."""
    return one != other and any({one, other} <= set(family.ranks) for family in exclusions().exclusive)
