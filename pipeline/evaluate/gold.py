"""Gold annotations, read and checked: one JSON file a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeInt, ValidationError, model_validator

from pipeline.errors import StopRun
from pipeline.model import Language, Modality
from pipeline.scripts import simplify

ARTICLE: Final = re.compile(r"^(the|a|an)\s+")
MARKS: Final = re.compile(
    r"[\s\"'“”„‘’«»《》〈〉「」『』()\[\]<>·•\-‐‑–—―,.，。、:：;；!?！？]+"
)  # spaces, quotes, dashes


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """A name as the contract compares it: without case, width, script, quotes, spaces, a leading article."""
    text = simplify(unicodedata.normalize("NFKC", name)).casefold().replace("ё", "е")
    return MARKS.sub("", ARTICLE.sub("", text.strip()))


def _listed(value: Any) -> Any:
    """One accepted value or several, as several; a number as it would be written."""
    return tuple(str(item) for item in (value if isinstance(value, list) else [value]))


Accepted = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class GoldEntity(BaseModel):
    """A thing that the document names, and every form it names it under."""

    model_config = ConfigDict(frozen=True)
    id: str
    type: str
    names: tuple[str, ...] = Field(min_length=1)
    optional: bool = False

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(normal(name) for name in self.names) - {""}


class GoldFact(BaseModel):
    """A fact that the document states; `s` and `o` hold every accepted subject and object."""

    model_config = ConfigDict(frozen=True)
    s: Accepted
    p: str
    o: Accepted
    optional: bool = False
    quote: str = ""  # a shortest passage of the document that states it
    modality: Modality = "Asserted"
    valid_from: str = Field("", alias="validFrom")
    valid_to: str = Field("", alias="validTo")

    def says(self, subject: str, property_: str, object_: str) -> bool:
        """Whether this is a reading of that triple."""
        return property_ == self.p and subject in self.s and object_ in self.o


class GoldPassage(BaseModel):
    """A stretch of the text (code points, half-open), its language, and whether it is the page's own furniture."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    start: NonNegativeInt
    end: NonNegativeInt
    language: Language
    furniture: bool

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"{self.start}:{self.end} holds nothing")
        return self


class Gold(BaseModel):
    """The annotations of one document; `passages` is None where nobody has annotated them."""

    model_config = ConfigDict(frozen=True)
    document: str
    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    passages: tuple[GoldPassage, ...] | None = None

    @model_validator(mode="after")
    def _facts_are_of_entities(self) -> Self:
        ids = {entity.id for entity in self.entities}
        for fact in self.facts:
            if unknown := sorted(set(fact.s) - ids):
                raise ValueError(f"{fact.p} is said of {unknown[0]}, which is no entity here")
        return self

    @model_validator(mode="after")
    def _passages_are_apart(self) -> Self:
        for before, after in pairwise(self.passages or ()):
            if after.start < before.end:
                raise ValueError(f"passages {before.start}:{before.end} and {after.start}:{after.end} overlap")
        return self


def load_gold(path: Path) -> Gold:
    """Read one gold file; raises `StopRun` with the first thing wrong in it."""
    try:
        return Gold.model_validate_json(path.read_bytes())
    except OSError as error:
        raise StopRun(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise StopRun(f"{path}: no gold annotation: {where or 'file'}: {first['msg']}") from error


def gold_files(inputs: Iterable[Path], suffixes: Iterable[str] = (".json",)) -> list[Path]:
    """The gold files named, and those in the folders named, in order; raises `StopRun` where there are none."""
    suffixes = tuple(suffixes)
    files: set[Path] = set()
    for path in inputs:
        if not path.exists():
            raise StopRun(f"{path}: no such file or folder")
        files |= {found for suffix in suffixes for found in path.rglob(f"*{suffix}")} if path.is_dir() else {path}
    if not files:
        raise StopRun(f"no gold annotation (*{', *'.join(suffixes)}) there")
    return sorted(files)


def document_of(path: Path, gold: Gold) -> Path:
    """The document a gold file is about: its path counts from a folder at or above the gold file's own."""
    for folder in path.resolve().parents:
        if (folder / gold.document).is_file():
            return folder / gold.document
    raise StopRun(f"{path}: its document {gold.document} is in no folder at or above it")
