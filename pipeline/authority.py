"""Known names: the authority files, and where their names stand in a text.

    ontology/authority/*.csv          one known thing a row: its id, class and names
    ontology/authority/forms_ru.tsv   the declined forms of every Russian name (made by languages/declension.py)
    ontology/authority/hant.tsv       what OpenCC gets wrong in traditional names
    ontology/authority/stops.tsv      what looks like a name and is none; names that are also common words

The files are background: they say what a thing is called, never that a document mentions it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipeline.errors import StopRun
from pipeline.model import Form, Language, Span
from pipeline.paths import ONTOLOGY
from pipeline.scripts import convert, fold, plain
from pipeline.spotting import Spotter, Term, spellings

FOLDER = ONTOLOGY / "authority"

KnownClass = Literal["State", "Place", "Organization", "Person", "Agreement", "Initiative"]
# One name, two things: the class that stands first here has it.
_PREFERENCE: tuple[KnownClass, ...] = ("State", "Place", "Organization", "Person", "Agreement", "Initiative")


@dataclass(frozen=True, slots=True)
class Known:
    """One row: a thing with an id of its own and the names it goes by in Chinese, Russian and English.

    `zh`, `ru` and `en` each begin with the canonical name (none: an empty tuple). `demonyms` holds the
    adjectives and short forms that name a state in context, by language. `parent` is the id of the body
    it is an organ of, or of the state it lies in. `wikidata` is the id of its item there.
    """

    id: str
    cls: KnownClass
    kind: str
    parent: str
    zh: tuple[str, ...]
    ru: tuple[str, ...]
    en: tuple[str, ...]
    demonyms: tuple[tuple[str, tuple[str, ...]], ...]
    iso: str = ""
    lat: float | None = None
    lon: float | None = None
    wikidata: str = ""

    @property
    def traditional(self) -> str:
        """The canonical Chinese name in traditional characters; empty where there is no Chinese one."""
        return traditional(self.zh[0]) if self.zh else ""

    def names(self, language: str) -> tuple[str, ...]:
        """Its names in a language ("zh-hans", "zh-hant", "zh", "ru" or "en"), the canonical one first."""
        return {"zh": self.zh, "ru": self.ru, "en": self.en}[language[:2]]

    def demonyms_in(self, language: str) -> tuple[str, ...]:
        """Its demonyms in a language."""
        return dict(self.demonyms).get(language[:2], ())


class _Row(BaseModel):
    """A row of an authority file, as it is checked on the way in."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: str = Field(pattern=r"^(Q[1-9]\d*|[a-z][a-z0-9]*(-[a-z0-9]+)+)$")
    cls: KnownClass = Field(alias="class")
    kind: str = ""
    parent: str = ""
    zh: str = ""
    ru: str = ""
    en: str = ""
    zh_alt: tuple[str, ...] = ()
    ru_alt: tuple[str, ...] = ()
    en_alt: tuple[str, ...] = ()
    demonym_zh: tuple[str, ...] = ()
    demonym_ru: tuple[str, ...] = ()
    demonym_en: tuple[str, ...] = ()
    iso: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    wikidata: str = Field(default="", pattern=r"^(Q[1-9]\d*)?$")

    @field_validator("zh_alt", "ru_alt", "en_alt", "demonym_zh", "demonym_ru", "demonym_en", mode="before")
    @classmethod
    def _parts(cls, cell: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cell.split("|") if part.strip())

    @field_validator("lat", "lon", mode="before")
    @classmethod
    def _number(cls, cell: str) -> str | None:
        return cell or None

    @model_validator(mode="after")
    def _is_named(self) -> _Row:
        if not any((self.zh, self.ru, self.en)):
            raise ValueError("a row without a name")
        return self

    def known(self) -> Known:
        """The same as a value of the pipeline."""
        zh, ru, en = ((name, *alt) if name else alt for name, alt in self._names())
        peoples = (("zh", self.demonym_zh), ("ru", self.demonym_ru), ("en", self.demonym_en))
        demonyms = tuple(pair for pair in peoples if pair[1])
        item = self.wikidata or (self.id if self.id.startswith("Q") else "")
        where = self.iso, self.lat, self.lon
        return Known(self.id, self.cls, self.kind, self.parent, zh, ru, en, demonyms, *where, item)

    def _names(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (self.zh, self.zh_alt), (self.ru, self.ru_alt), (self.en, self.en_alt)


@dataclass(frozen=True, slots=True)
class Authority:
    """All known things, by id, by name, and where they are named in a text."""

    by_id: dict[str, Known]
    forms: dict[str, tuple[str, ...]]
    stops: tuple[str, ...]
    homographs: tuple[str, ...]
    _spotters: dict[str, Spotter[Known]] = field(default_factory=dict, compare=False, repr=False)
    _by_name: dict[tuple[str, str], Known] = field(default_factory=dict, compare=False, repr=False)
    _by_demonym: dict[str, Known] = field(default_factory=dict, compare=False, repr=False)

    def scan(self, text: str, language: Language) -> list[tuple[Span, Known, Form]]:
        """The known names in a passage's plain text: leftmost, of these the longest, none overlapping.

        Names of the text's own language are looked for, and Latin ones in every text. A state's
        adjectives and short forms come back as "demonym", all else as "name".
        """
        spotter = self._spotters.get(language[:2])
        if spotter is None:
            terms = [term for tag in dict.fromkeys((language[:2], "en")) for term in self.terms(tag)]
            spotter = self._spotters[language[:2]] = Spotter(terms, self.stops, self.homographs)
        return [(span, term.known, term.form) for span, term in spotter.spot(text)]

    def lookup(self, name: str, cls: str) -> Known | None:
        """The known thing of a class that goes by this name, whatever its case, script and punctuation."""
        if not self._by_name:
            for known in self.by_id.values():
                for alias in (*known.zh, *known.ru, *known.en):
                    self._by_name.setdefault((fold(alias), known.cls), known)
        return self._by_name.get((fold(plain(name)), cls))

    def demonym(self, word: str) -> Known | None:
        """The state or place that an adjective belongs to, in any form: астанинского, Uzbek."""
        if not self._by_demonym:
            for known in self._by_preference():
                for tag, words in known.demonyms:
                    for form in (form for demonym in words for form in self._forms(demonym, tag)):
                        self._by_demonym.setdefault(fold(form), known)
        return self._by_demonym.get(fold(word))

    def terms(self, language: str) -> Iterator[Term[Known]]:
        """Every string that names something in texts of a language ("zh", "ru", "en"), the preferred first."""
        for known in self._by_preference():
            for name in known.names(language):
                yield from (Term(form, known, "name") for form in self._forms(name, language))
        for known in self._by_preference():
            for name in known.demonyms_in(language) if known.cls == "State" else ():
                yield from (Term(form, known, "demonym") for form in self._forms(name, language))

    def _by_preference(self) -> list[Known]:
        """States before places before organisations …, each in the order of the files."""
        return sorted(self.by_id.values(), key=lambda known: _PREFERENCE.index(known.cls))

    def _forms(self, name: str, language: str) -> Iterator[str]:
        for form in self.forms.get(name, (name,)) if language == "ru" else (name,):
            yield from spellings(form)


def traditional(name: str) -> str:
    """A simplified Chinese name in traditional characters, as newspapers and governments write them."""
    converted = convert(name, "s2t")
    for wrong, right in _corrections():
        converted = converted.replace(wrong, right)
    return converted


@cache
def _corrections() -> tuple[tuple[str, str], ...]:
    lines = (FOLDER / "hant.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if not line.startswith("#"))
    return tuple((wrong, right) for wrong, _, right in pairs)


@cache
def load(folder: Path = FOLDER) -> Authority:
    """Read every authority file of a folder, in the order of their names.

    Raises StopRun, naming file and line, when a row is not what it should be or its id is taken.
    """
    by_id: dict[str, Known] = {}
    for path in sorted(folder.glob("*.csv")):
        for line, known in _read(path):
            if known.id in by_id:
                raise StopRun(f"{path}:{line}: the id {known.id} is taken by {by_id[known.id].en[:1]}")
            by_id[known.id] = known
    stops, homographs = _read_stops(folder / "stops.tsv")
    return Authority(by_id, read_forms(folder / "forms_ru.tsv"), stops, homographs)


def _read(path: Path) -> Iterator[tuple[int, Known]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            try:
                yield rows.line_num, _Row.model_validate(row).known()
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                raise StopRun(f"{path}:{rows.line_num}: {where}: {first['msg']}") from error


def read_forms(path: Path) -> dict[str, tuple[str, ...]]:
    """The table of declined forms: name → its forms; empty when there is none."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line)
    return {name: tuple(forms.split("|")) for name, forms in pairs}


def _read_stops(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    stops, homographs = (tuple(text for sort, text in pairs if sort == wanted) for wanted in ("stop", "homograph"))
    return stops, homographs
