"""What is said how in a language, from `ontology/lexicon/LANG.toml`: heads of names, offices, references."""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import StopRun
from pipeline.languages import ANALYSERS
from pipeline.model import Language
from pipeline.paths import ONTOLOGY


class Reference(BaseModel):
    """A phrase that points to a thing named before: 本组织, «Организация», "the Forum"."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    phrase: str
    cls: str
    heads: tuple[str, ...] = ()  # words of which the antecedent's name holds one; none: any of the class


class Lexicon(BaseModel):
    """The words of one language that recognition works with."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    heads: dict[str, dict[str, str]] = {}  # class → head word of a name → subclass ("" where there is none)
    offices: tuple[str, ...] = ()  # job titles
    former: tuple[str, ...] = ()  # marks of an office held no more
    introducers: tuple[str, ...] = ()  # 以下简称, далее —, hereinafter
    references: tuple[Reference, ...] = ()
    stop: tuple[str, ...] = ()  # never a name by itself
    words: dict[str, tuple[str, ...]] = {}  # any further lists a language's file needs, by name


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language; both Chinese scripts share one (in simplified characters)."""
    path = ONTOLOGY / "lexicon" / f"{ANALYSERS[language]}.toml"
    try:
        return Lexicon.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise StopRun(f"{path}: {' '.join(str(error).split())}") from error
