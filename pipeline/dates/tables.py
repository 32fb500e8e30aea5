"""The words of the grammar, read from `tables.toml`, and what regular expressions are made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from pipeline.dates.values import Base, Relative, Unit

_FILE = Path(__file__).with_name("tables.toml")


@cache
def table(language: str) -> Mapping[str, Any]:
    """The section of one language ("zh", "ru", "en"); a missing section is a KeyError."""
    with _FILE.open("rb") as file:
        return cast("Mapping[str, Any]", tomllib.load(file)[language])


def either(patterns: Iterable[str]) -> str:
    """One group that matches any of the patterns, longest first; a space stands for any white space."""
    ordered = sorted(patterns, key=lambda p: (-len(p), p))
    return "(?:" + "|".join(p.replace(" ", r"\s+") for p in ordered) + ")"


class Lookup:
    """A table from patterns to numbers: `pattern` matches any of its keys, `[text]` is the value of the key met."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self.pattern = either(rows)
        self._rows = [(re.compile(either([key]), re.IGNORECASE), value) for key, value in rows.items()]
        self._met: dict[str, int | None] = {}

    def __getitem__(self, text: str) -> int | None:
        """The value of the first key that matches the whole text; None if none does."""
        if text not in self._met:
            self._met[text] = next((value for key, value in self._rows if key.fullmatch(text)), None)
        return self._met[text]


class Relatives:
    """A table from patterns to `Relative`s, written "base unit shift" in the file; its patterns may look around."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        self.pattern = either(rows)
        self._rows = [(re.compile(either([key]), re.IGNORECASE), _relative(value)) for key, value in rows.items()]

    def read(self, match: re.Match[str], group: str) -> Relative | None:
        """What a group of a match is relative to; None if no key matches just there."""
        for key, value in self._rows:
            met = key.match(match.string, match.start(group))
            if met and met.end() == match.end(group):
                return value
        return None


def _relative(row: str) -> Relative:
    base, unit, shift = row.split()
    return Relative(cast("Base", base), cast("Unit", unit), int(shift))
