"""What a person may correct, as the entries of a TOML file say it: by names, words and values, never by id or place.

[[correction]]
kind = "reject"
author = "Ada Lind"
date = 2026-11-21
reason = "Invited, not admitted."
subject = { class = "State", names = ["Egypt", "Египет", "埃及"] }
property = "memberOf"
object = { class = "Organization", names = ["BRICS", "БРИКС"] }
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from pipeline.model import Language, Modality
from pipeline.schema import schema
from pipeline.verify import INTEGER, reduced
from pipeline.visible import STEERING, visible

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
BASES = ("State", "Place", "Organization", "Person", "Event", "Agreement", "Initiative")


def base(cls: str) -> str:
    """The class of section 1 that a class is, or is a kind of: Agreement for Treaty, State for State."""
    return cls if cls in BASES else next(c for c in schema().superclasses(cls) if c in BASES)


def _known_class(cls: str) -> str:
    if cls not in schema().entities:
        raise ValueError(f"no class of things is called {cls}; there are {', '.join(sorted(schema().entities))}")
    return cls


ClassName = Annotated[Text, AfterValidator(_known_class)]


def _plain(label: str) -> str:
    if STEERING.search(label):
        raise ValueError(f"{visible(label)}: a label has no control characters")
    return label


Label = Annotated[Text, AfterValidator(_plain)]


def _known_property(name: str) -> str:
    if name not in schema().facts:
        raise ValueError(f"no property that states facts is called {name}; `summitry query overview` names some")
    return name


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class EntityKey(_Entry):
    """A thing by its content: its class, some of its names in any language; where it is mentioned, if that is needed.

    All the names are said to be of one thing. `quote` stands in a document that mentions it, there.
    """

    cls: ClassName = Field(alias="class")
    names: tuple[Text, ...] = Field(min_length=1)
    document: str = ""
    quote: str = ""


class _Correction(_Entry):
    author: Text
    date: date
    reason: Text

    def keys(self) -> tuple[EntityKey, ...]:
        """The things that it is about."""
        values = (getattr(self, name) for name in type(self).model_fields)
        found = (v if isinstance(v, tuple) else (v,) for v in values)
        return tuple(key for several in found for key in several if isinstance(key, EntityKey))


class _Fact(_Correction):
    subject: EntityKey
    property: Annotated[Text, AfterValidator(_known_property)]


class Reject(_Fact):
    """A fact that is not so, wherever it is stated; or as one document, or the sentence with a quote, states it.

    With neither object nor value: no fact of that property is so.
    """

    kind: Literal["reject"] = "reject"
    object: EntityKey | None = None
    value: str = ""
    document: str = ""
    quote: str = ""

    @model_validator(mode="after")
    def _one_object(self) -> Reject:
        if self.object is not None and self.value:
            raise ValueError("a fact has an object or a value, not both")
        if self.object is not None or self.value:
            _check_object(self.property, self.object, self.value)
        return self


class Add(_Fact):
    """A fact that is so, with its source: a document of the build and the words there, or anything else, by name."""

    kind: Literal["add"] = "add"
    object: EntityKey | None = None
    value: str = ""
    document: str = ""
    source: str = ""
    quote: str = ""
    modality: Modality = "Asserted"
    since: str = ""
    until: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Add:
        if (self.object is None) == (not self.value):
            raise ValueError("a fact has an object or a value, one of them")
        _check_object(self.property, self.object, self.value)
        _check_source(self.document, self.source, self.quote, needed=True)
        for day in filter(None, (self.since, self.until)):
            _check_date(day)
        if self.since and self.until and self.since > self.until and not self.since.startswith(self.until):
            raise ValueError(f"it would end ({self.until}) before it begins ({self.since})")
        return self


class FixDate(_Fact):
    """A date that is another: `was`, or whatever is stated, becomes `value`; the quote stays, or a source is given."""

    kind: Literal["date"] = "date"
    was: str = ""
    value: Text
    document: str = ""
    source: str = ""
    quote: str = ""

    @model_validator(mode="after")
    def _whole(self) -> FixDate:
        if schema().properties[self.property].literal != "date":
            raise ValueError(f"{self.property} takes no date; reject the fact and add another")
        for day in filter(None, (self.was, self.value)):
            _check_date(day)
        if self.was == self.value:
            raise ValueError(f"the date is {self.value} before and after")
        _check_source(self.document, self.source, self.quote, needed=False)
        return self


class Retype(_Correction):
    """A thing that is of another class, or of another kind of its class."""

    kind: Literal["retype"] = "retype"
    entity: EntityKey
    to: ClassName


class Rename(_Correction):
    """The name by which a thing is to be shown in a language; the former one stays another name of it."""

    kind: Literal["rename"] = "rename"
    entity: EntityKey
    language: Language
    label: Label


class Merge(_Correction):
    """Things that are one."""

    kind: Literal["merge"] = "merge"
    entities: tuple[EntityKey, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _alike(self) -> Merge:
        classes = sorted({base(key.cls) for key in self.entities})
        if len(classes) > 1:
            raise ValueError(f"things of two classes can't be one ({', '.join(classes)}); retype one of them first")
        return self


class Split(_Correction):
    """A thing that is two: what goes by one of the names, or is in one of the documents or quotes, goes off."""

    kind: Literal["split"] = "split"
    entity: EntityKey
    names: tuple[Text, ...] = ()
    documents: tuple[Text, ...] = ()
    quotes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _parts(self) -> Split:
        if not (self.names or self.documents or self.quotes):
            raise ValueError("say what goes off: names, documents or quotes")
        return self


Correction = Reject | Add | FixDate | Retype | Rename | Merge | Split


class CorrectionFile(BaseModel):
    """A file of corrections."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    correction: tuple[Annotated[Correction, Field(discriminator="kind")], ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """A correction, and where it stands: the name of the file, and the number of the entry, from 1."""

    correction: Correction
    file: str
    entry: int

    @property
    def place(self) -> str:
        return f"{self.file}, entry {self.entry}"


def _check_object(name: str, key: EntityKey | None, value: str) -> None:
    literal = schema().properties[name].literal
    if bool(literal) == (key is not None):
        raise ValueError(f"{name} takes {'a value: ' + literal if literal else 'a thing, not a value'}")
    if literal == "date":
        _check_date(value)
    if literal == "integer" and not INTEGER.fullmatch(value):
        raise ValueError(f"{value}: not a number")


def _check_date(value: str) -> None:
    if not reduced(value):
        raise ValueError(f"{value}: no such date; write 2024-07-03, 2024-07 or 2024")


def _check_source(document: str, source: str, quote: str, *, needed: bool) -> None:
    if document and source:
        raise ValueError("a source is a document of the build or something else, not both")
    if document and not quote.strip():
        raise ValueError(f"say which words of {document} state it: quote")
    if needed and not (document.strip() or source.strip()):
        raise ValueError("an added fact has a source")
    if quote and not (document or source):
        raise ValueError("a quote has a source")
