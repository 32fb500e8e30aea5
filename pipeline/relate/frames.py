"""Frames as data: which words set which property off, from `ontology/frames/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from pipeline.errors import StopRun
from pipeline.languages import ANALYSERS
from pipeline.model import Language, Span
from pipeline.paths import ONTOLOGY

FOLDER = ONTOLOGY / "frames"
CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
Table = TypeVar("Table")


class Triggers(BaseModel):
    """The words of one trigger set, by language file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: tuple[str, ...]
    ru: tuple[str, ...]
    en: tuple[str, ...]


class Frame(BaseModel):
    """What a property needs besides its classes: its trigger sets, and whether a subject has only one object.

    `one`: the best-supported object is kept; `few`: those nearly as well supported as it, too. `alone`: how sure the
    scorer must be of what no phrase states.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    triggers: tuple[str, ...]
    one: bool = False
    few: bool = False
    alone: float = Field(default=0.0, ge=0.0, le=1.0)


@dataclass(frozen=True, slots=True)
class Trigger:
    """An occurrence of a trigger set in a text (span in the text that was searched)."""

    set: str
    span: Span


@cache
def frames() -> dict[str, Frame]:
    """The frame of every property, in the order of the file."""
    return load("frames.toml", dict[str, Frame])


@cache
def trigger_sets() -> dict[str, Triggers]:
    """Every trigger set by name."""
    return load("triggers.toml", dict[str, Triggers])


@cache
def modal_words() -> dict[str, Triggers]:
    """What makes a clause planned, proposed or negated, by kind."""
    return load("modality.toml", dict[str, Triggers])


def load(name: str, form: type[Table]) -> Table:
    """The content of a file of the frames' folder, of the form asked for; StopRun, naming the file, if it is not."""
    path = FOLDER / name
    try:
        return TypeAdapter(form).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise StopRun(f"{path}: {' '.join(str(error).split())}") from error


def find_triggers(text: str, language: Language) -> Iterator[Trigger]:
    """Occurrences of trigger words: in Chinese in the plain text, else in lemmas joined by spaces.

    One stretch may set off several trigger sets; within one set the longest word wins.
    """
    for name, pattern in _patterns(language):
        for match in pattern.finditer(text):
            yield Trigger(name, Span(*match.span()))


@cache
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    file = ANALYSERS[language]
    return tuple((name, _pattern(getattr(words, file), file)) for name, words in trigger_sets().items())


def _pattern(words: tuple[str, ...], file: str) -> re.Pattern[str]:
    body = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(body if file == "zh" else rf"(?<!\S)(?:{body})(?!\S)")
