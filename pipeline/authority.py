"""Known names: the authority files, and where their names stand in a text.

    ontology/authority/*.csv          one known thing a row: its id, class and names
    ontology/authority/forms_ru.tsv   the declined forms of every Russian name (made by languages/declension.py)
    ontology/authority/stops.tsv      what looks like a name and is none; names that are also common words

The files are background: they say what a thing is called, never that a document mentions it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.errors import StopRun
from pipeline.model import Form, Language, Span
from pipeline.paths import ONTOLOGY
from pipeline.scripts import fold, plain

FOLDER = ONTOLOGY / "authority"

KnownClass = Literal["State", "Place", "Organization", "Person", "Agreement", "Initiative"]
# One name, two things: the class that stands first here has it.
_PREFERENCE: tuple[KnownClass, ...] = ("State", "Place", "Organization", "Person", "Agreement", "Initiative")


@dataclass(frozen=True, slots=True)
class Known:
    """One row: a thing with an id of its own and the names it goes by in Chinese, Russian and English.

    `zh`, `ru` and `en` each begin with the canonical name (none: an empty tuple). `demonyms` holds the
    adjectives and short forms that name a state in context, by language. `parent` is the id of the body
    it is an organ of, or of the state it lies in.
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

    @field_validator("zh_alt", "ru_alt", "en_alt", "demonym_zh", "demonym_ru", "demonym_en", mode="before")
    @classmethod
    def _parts(cls, cell: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cell.split("|") if part.strip())

    @field_validator("lat", "lon", mode="before")
    @classmethod
    def _number(cls, cell: str) -> str | None:
        return cell or None

    def known(self) -> Known:
        """The same as a value of the pipeline."""
        zh, ru, en = ((name, *alt) if name else alt for name, alt in self._names())
        demonyms = tuple(
            pair for pair in (("zh", self.demonym_zh), ("ru", self.demonym_ru), ("en", self.demonym_en)) if pair[1]
        )
        return Known(self.id, self.cls, self.kind, self.parent, zh, ru, en, demonyms, self.iso, self.lat, self.lon)

    def _names(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (self.zh, self.zh_alt), (self.ru, self.ru_alt), (self.en, self.en_alt)


# --- matching -----------------------------------------------------------------------------------------


def _latin_bases() -> dict[int, int]:
    """Accented Latin letters to their bare ones, one for one (й and ё are Cyrillic letters of their own)."""
    codes = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    bases = ((code, unicodedata.normalize("NFD", chr(code).lower())[0]) for code in codes)
    return {code: ord(base) for code, base in bases if base.isalpha()}


_SAME = (
    _latin_bases()
    | {ord("Ё"): ord("е"), ord("ё"): ord("е"), 0xA0: 0x20, 0x202F: 0x20}
    | {ord(dash): ord("-") for dash in "‐‑‒–—―−"}
    | {ord(mark): ord("'") for mark in "’‘ʼʻ`´"}
)
_WORD = re.compile(r"[^\W_]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LANGUAGE_WORD = re.compile(r"\s+(?:язык|language)")
# What after 方 makes another word of it: 方面, 方式, 方案 … (but 中方面临, "China faces").
_NO_SIDE = re.compile(r"[式法案针程块略便说圆]|面(?![临对])")
_SENTENCE_END = ".!?…:;\n•-–—"


def _key(text: str) -> str:
    """The text as it is matched: same length; no case, accents, ё or difference between dashes."""
    same = text.translate(_SAME)
    lower = same.lower()
    return lower if len(lower) == len(same) else "".join(c.lower()[0] for c in same)


@dataclass(frozen=True, slots=True)
class _Alias:
    """A string that names a thing: one form of one name."""

    text: str
    known: Known
    form: Form

    def fits(self, written: str) -> bool:
        """Whether the letters' case, as written, is that of a name.

        An abbreviation stands in capitals. A name may stand wholly in capitals (a heading); else its
        first letter is a capital where the name's is, and in a name of two words the second's too.
        """
        if written == self.text:
            return True
        if self.text.isupper() or len(self.text) < 4:
            return written.isupper() == self.text.isupper() and written[0].isupper() == self.text[0].isupper()
        if written.isupper():
            return True
        words, name = written.split(), self.text.split()
        if len(name) > 2:
            return not self.text[0].isupper() or any(word[0].isupper() for word in words)
        return all(w[0].isupper() or not n[0].isupper() for w, n in zip(words, name, strict=False))


def _spellings(name: str) -> Iterator[str]:
    """A name, and the same with a spaced dash closed up (Папуа — Новая Гвинея, Папуа-Новая Гвинея)."""
    yield name
    closed = re.sub(r"\s+[-–—]\s+", "-", name)
    if closed != name:
        yield closed


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The strings of one language's texts in an automaton: key → (length, aliases, best first)."""

    automaton: Any
    homographs: frozenset[str]

    def hits(self, text: str) -> Iterator[tuple[int, int, _Alias | None]]:
        """Every place where a known string stands as a whole word, in any order; None marks a stop phrase."""
        key = _key(text)
        for last, (length, aliases) in self.automaton.iter(key):
            start, end = last + 1 - length, last + 1
            if not _whole(text, start, end):
                continue
            if not aliases:
                yield start, end, None
            elif not (key[start:end] in self.homographs and _opens_sentence(text, start, end)):
                written = text[start:end]
                alias = next((a for a in aliases if a.fits(written)), None)
                if alias is not None and not (alias.form == "demonym" and _no_demonym(text, end)):
                    yield start, end, alias


def _whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins and ends where words do; Chinese has no such borders."""
    return not (_inside_word(text, start) or _inside_word(text, end) or _inside_date(text, start))


def _inside_word(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    pair = text[at - 1], text[at]
    return all(_WORD.match(char) and not _HAN.match(char) for char in pair) or pair[0] == "@" or pair == ("S", "$")


def _no_demonym(text: str, end: int) -> bool:
    """Whether what follows takes an adjective's or short form's sense of a state away: русский язык, 中方案."""
    return bool(_LANGUAGE_WORD.match(text, end) or (text[end - 1] == "方" and _NO_SIDE.match(text, end)))


def _inside_date(text: str, start: int) -> bool:
    """日 of a date and the next word make no name: 8日本次会议 is not about Japan."""
    return text[start] in "年月日" and start > 0 and text[start - 1] in "0123456789一二三四五六七八九十"


def _opens_sentence(text: str, start: int, end: int) -> bool:
    """Whether a capital here says nothing: it opens a sentence, or all letters about are capitals."""
    before = text[max(0, start - 40) : start].rstrip(" \t\u00a0«“\"'(")
    written = text[start:end]
    if written.isupper():
        return len(written) > 3 or before.split(" ")[-1].isupper()
    return not before or before[-1] in _SENTENCE_END


@dataclass(frozen=True, slots=True)
class Authority:
    """All known things, by id, by name, and where they are named in a text."""

    by_id: dict[str, Known]
    forms: dict[str, tuple[str, ...]]
    stops: tuple[str, ...]
    homographs: frozenset[str]
    _lexicons: dict[str, _Lexicon] = field(default_factory=dict, compare=False, repr=False)
    _by_name: dict[tuple[str, str], Known] = field(default_factory=dict, compare=False, repr=False)

    def scan(self, text: str, language: Language) -> list[tuple[Span, Known, Form]]:
        """The known names in a passage's plain text: leftmost, of these the longest, none overlapping.

        Names of the text's own language are looked for, and Latin ones in every text. A state's
        adjectives and short forms come back as "demonym", all else as "name".
        """
        found: list[tuple[Span, Known, Form]] = []
        reached = 0
        for start, end, alias in sorted(self._lexicon(language[:2]).hits(text), key=lambda hit: (hit[0], -hit[1])):
            if start >= reached:
                reached = end
                if alias is not None:
                    found.append((Span(start, end), alias.known, alias.form))
        return found

    def lookup(self, name: str, cls: str) -> Known | None:
        """The known thing of a class that goes by this name, whatever its case, script and punctuation."""
        if not self._by_name:
            for known in self.by_id.values():
                for alias in (*known.zh, *known.ru, *known.en):
                    self._by_name.setdefault((fold(alias), known.cls), known)
        return self._by_name.get((fold(plain(name)), cls))

    def aliases(self, language: str) -> dict[str, list[tuple[Known, Form]]]:
        """Every string that names something in texts of a language ("zh", "ru", "en"), and what it names."""
        table: dict[str, list[tuple[Known, Form]]] = {}
        for alias in self._aliases(language):
            table.setdefault(alias.text, []).append((alias.known, alias.form))
        return table

    def _aliases(self, language: str) -> Iterator[_Alias]:
        for known in self.by_id.values():
            for name in known.names(language):
                yield from (_Alias(form, known, "name") for form in self._forms(name, language))
            for name in known.demonyms_in(language):
                yield from (_Alias(form, known, "demonym") for form in self._forms(name, language))

    def _forms(self, name: str, language: str) -> Iterable[str]:
        forms = self.forms.get(name, (name,)) if language == "ru" else (name,)
        return (spelling for form in forms for spelling in _spellings(form))

    def _lexicon(self, language: str) -> _Lexicon:
        if language not in self._lexicons:
            self._lexicons[language] = self._build(language)
        return self._lexicons[language]

    def _build(self, language: str) -> _Lexicon:
        from ahocorasick import Automaton

        table: dict[str, list[_Alias]] = {_key(stop): [] for stop in self.stops}
        for tag in dict.fromkeys((language, "en")):
            for alias in self._aliases(tag):
                table.setdefault(_key(plain(alias.text) if tag == "zh" else alias.text), []).append(alias)
        automaton = Automaton()
        for key, aliases in table.items():
            aliases.sort(key=lambda alias: (alias.form == "demonym", _PREFERENCE.index(alias.known.cls)))
            automaton.add_word(key, (len(key), tuple(aliases)))
        automaton.make_automaton()
        return _Lexicon(automaton, self.homographs)


# --- reading the files --------------------------------------------------------------------------------


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


def _read_stops(path: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    stops = tuple(text for sort, text in pairs if sort == "stop")
    return stops, frozenset(_key(text) for sort, text in pairs if sort == "homograph")
