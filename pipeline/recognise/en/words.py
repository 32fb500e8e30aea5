"""An English passage as a row of units: words, and known names and set phrases that count as one word.

the | Sixth | CICA  | Summit      in | Astana    a unit's capital tells a name from ordinary words,
word  ordinal known   word (head)      known      except in a heading written all in capitals
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from pipeline.model import Span
from pipeline.recognise.en.days import DAY, positions
from pipeline.recognise.en.ordinals import ordinal
from pipeline.recognise.lexicon import Lexicon, lexicon
from pipeline.recognise.reading import Reading

WORD = re.compile(
    r"\d{1,3}(?:st|nd|rd|th)\b"
    r"|(?:No|Nos|Art|Gen|Mr|Mrs|Ms|Dr|Prof|Hon|St|Jr|Sr|Lt|Col|Maj|Adm|Rev|Messrs|H\.\s?E|[A-Z])\.(?!\w)"
    r"|(?<=\w)[’'‘][sS](?!\w)"
    r"|\d+(?:[.,/–-]\d+)*(?!\w)"
    r"|\w+(?:[-‐‑–+/.’'‘ʻ]\w+)*"
    r"|[^\w\s]"
)
YEAR_LAST = re.compile(r"\D(?:19|20)\d\d$|^(?:19|20)\d\d$")
POSSESSIVE = re.compile(r"[’'‘][sS]$")
HEADING = 0.72  # share of capitals among a passage's letters from which a capital says nothing
FEW = 6  # letters below which a passage is no heading
SENTENCE_BREAKS = set(".!?:;•*|■►>»…") | {"--", "—", "–"}
WIDE = re.compile(r"\n|\t|\s\s|\u3000")
DASHES = {"-", "–", "—", "‑", "‐"}
OPENERS = set("\"“‘'«([")
TITLE_CASE = 0.75
FIXED_CLASSES = {"State", "Place", "Organization", "Agreement", "Initiative", "Person"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that a name holds whole or not at all; `cls` is the class of a known name, "joined" of a set phrase."""

    start: int
    end: int
    text: str
    cls: str = ""
    kind: str = ""

    @property
    def lower(self) -> str:
        """The unit in small letters, a word with its possessive cut off."""
        return self.text.lower()


@cache
def words() -> Lexicon:
    """The English lexicon."""
    return lexicon("en")


@cache
def listed(name: str) -> frozenset[str]:
    """A list of the English lexicon."""
    return frozenset(words().words[name])


@cache
def head_classes() -> dict[str, tuple[str, ...]]:
    """Head word → the classes that it can head a name of."""
    found: dict[str, tuple[str, ...]] = {}
    for cls, heads in words().heads.items():
        for head in heads:
            found[head] = (*found.get(head, ()), cls)
    return found


@cache
def _joined() -> re.Pattern[str]:
    body = "|".join(re.escape(p) for p in sorted(words().words["joined"], key=lambda p: (-len(p), p)))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)


class Words:
    """The units of one passage; positions count in them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.plain
        letters = [c for c in self.text if c.isalpha()]
        self.heading = len(letters) >= FEW and sum(c.isupper() for c in letters) > HEADING * len(letters)
        self.units = _units(reading)
        self.starts = [u.start for u in self.units]
        self._pos = {t.idx: t.pos_ for t in reading.doc}
        self._cells = {cell.start for cell in reading.passage.cells}
        days = (Span(*m.span()) for m in DAY.finditer(self.text))
        self._dated = positions([*(span for span, _ in reading.dates), *days])
        self.sentences = {s.start_char for s in reading.doc.sents}
        self.title_case = reading.passage.kind == "heading" and _title_case(self)

    def __len__(self) -> int:
        return len(self.units)

    def span(self, start: int, end: int) -> Span:
        """The characters of the units from `start` up to `end`."""
        return Span(self.units[start].start, self.units[end - 1].end)

    def surface(self, start: int, end: int) -> str:
        """The text of the units from `start` up to `end`."""
        return self.span(start, end).of(self.text)

    def index(self, position: int) -> int:
        """The first unit that begins at or after a position."""
        return bisect_left(self.starts, position)

    def lower(self, i: int) -> str:
        """A unit in small letters; empty outside the passage."""
        return self.units[i].lower if 0 <= i < len(self.units) else ""

    def cls(self, i: int) -> str:
        """The class of a known name that is this unit."""
        return self.units[i].cls if 0 <= i < len(self.units) else ""

    def pos(self, i: int) -> str:
        """The part of speech that the tagger gives the unit's first word."""
        return str(self._pos.get(self.units[i].start, "X"))

    def dated(self, i: int) -> bool:
        """Whether a unit is part of a date."""
        return 0 <= i < len(self.units) and self.units[i].start in self._dated

    def word(self, i: int) -> bool:
        """Whether a unit begins with a letter."""
        return 0 <= i < len(self.units) and self.units[i].text[:1].isalpha()

    def number(self, i: int) -> bool:
        """Whether a unit is a figure: a year, a span of years, 3.0."""
        return 0 <= i < len(self.units) and self.units[i].text[:1].isdigit() and ordinal(self.units[i].text) is None

    def capital(self, i: int) -> bool:
        """Whether a unit is written as (part of) a name; in a heading all in capitals any noun is."""
        if not 0 <= i < len(self.units):
            return False
        unit = self.units[i]
        if unit.cls:
            return unit.cls != "joined" or unit.text[:1].isupper()
        if not unit.text[:1].isupper():
            return False
        if self.heading or unit.text.isupper():
            small = unit.lower in listed("connectors") | listed("articles") | {"and", "or"}
            return not small or len(unit.text) == 1 and not self.heading
        return True

    def opens(self, i: int) -> bool:
        """Whether a unit opens a sentence, an item, a cell or a quotation, so that its capital says nothing."""
        while i > 0 and self.units[i - 1].text in OPENERS:
            i -= 1
        if i == 0 or self.units[i].start in self.sentences:
            return True
        before = self.units[i - 1]
        return (
            before.text in SENTENCE_BREAKS
            or self._entered(i)
            or before.end < self.units[i].start
            and "\n" in self.text[before.end : self.units[i].start]
        )

    def _entered(self, i: int) -> bool:
        """Whether a unit begins a chronicle's entry, right after its date."""
        return bool(YEAR_LAST.search(self.units[i - 1].text)) and all(self.dated(k) for k in range(i))

    def names(self, i: int) -> bool:
        """Whether a unit may be part of a name: written large, no determiner, no common word that opens a sentence."""
        if not self.capital(i):
            return False
        unit = self.units[i]
        if unit.cls:
            return unit.cls != "Person"
        if unit.lower in listed("adjectival") and not self.opens(i) and not self.heading:
            return True
        loud = (
            unit.text.isupper() and len(unit.text) > 1 and unit.text not in {"IN", "ON", "OF", "AND", "IT", "AT", "BY"}
        )
        if unit.lower in listed("determiners") and not (loud and not self.heading):
            return False
        if (
            self.opens(i)
            and not self.heading
            and not unit.text.isupper()
            and self.pos(i) in {"ADP", "DET", "PRON", "ADV", "SCONJ", "AUX", "PART", "CCONJ", "INTJ"}
        ):
            return ordinal(unit.text) is not None
        return True

    def tight(self, i: int) -> bool:
        """Whether nothing but spaces stands between a unit and the one before, no wide gap and no cell's border."""
        gap = self.text[self.units[i - 1].end : self.units[i].start]
        return not WIDE.search(gap) and self.units[i].start not in self._cells

    def hyphen(self, i: int) -> bool:
        """Whether a unit is a dash that ties the units beside it into one word: ASEAN-GCC, Romssa–Tromsø."""
        if not 0 < i < len(self.units) - 1 or self.units[i].text not in DASHES:
            return False
        return self.units[i - 1].end == self.units[i].start and self.units[i].end == self.units[i + 1].start


def _title_case(w: Words) -> bool:
    """A heading with all its long words written large: The Forum and Its Members."""
    long = [u.text for u in w.units if len(u.text) > 3 and u.text.isalpha()]
    return len(long) > 2 and sum(t[0].isupper() for t in long) >= TITLE_CASE * len(long)


def _units(reading: Reading) -> list[Unit]:
    """Known names and set phrases first, then words in what is left of the text."""
    text = reading.plain
    fixed = [
        Unit(s.start, s.end, s.of(text), known.cls, known.kind)
        for s, known, form in reading.known
        if form == "name" and known.cls in FIXED_CLASSES and text[s.end : s.end + 1] != "+"
    ]
    taken = sorted((u.start, u.end) for u in fixed)
    fixed += [
        Unit(m.start(), m.end(), m.group(), "joined")
        for m in _joined().finditer(text)
        if not any(s < m.end() and m.start() < e for s, e in taken)
    ]
    units: list[Unit] = []
    at = 0
    for unit in [*sorted(fixed, key=lambda u: u.start), None]:
        end = unit.start if unit else len(text)
        units += _split(text, at, end)
        if unit:
            units.append(unit)
            at = unit.end
    return units


def _split(text: str, start: int, end: int) -> list[Unit]:
    units = []
    for match in WORD.finditer(text, start, end):
        word = match.group()
        tail = POSSESSIVE.search(word)
        if tail and len(word) > len(tail.group()):
            cut = match.start() + tail.start()
            units += [
                Unit(match.start(), cut, text[match.start() : cut]),
                Unit(cut, match.end(), text[cut : match.end()]),
            ]
        else:
            units.append(Unit(match.start(), match.end(), word))
    return units
