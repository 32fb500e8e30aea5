"""How Russian names end that no dictionary holds, in every case: ontology/lexicon/person_endings_ru.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.paths import ONTOLOGY

ORDER = ("nomn", "gent", "datv", "accs", "ablt", "loct")
VOWEL, CONSONANT = "[аеёиоуыэюя]", "[бвгджзйклмнпрстфхцчшщьъ]"


@dataclass(frozen=True, slots=True)
class Ending:
    """How names of one case and gender end, what the nominative has instead, and how sure that is."""

    pattern: re.Pattern[str]
    length: int
    nominative: str
    weight: float

    def replaced(self, word: str) -> str:
        """The word in the nominative."""
        return word[: len(word) - self.length] + self.nominative


@lru_cache(maxsize=20000)
def ending_of(word: str, case: str, gender: str) -> Ending | None:
    """The longest ending that a word of that case and gender may have."""
    return next((e for e in _endings().get((case, gender), ()) if e.pattern.search(word.lower())), None)


@cache
def _endings() -> dict[tuple[str, str], tuple[Ending, ...]]:
    """The table of endings, the longest first."""
    table: dict[tuple[str, str], list[tuple[int, Ending]]] = {}
    for line in (ONTOLOGY / "lexicon" / "person_endings_ru.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            ending, cases, genders, nominative, weight = line.split("\t")
            entry = (len(ending), _made(ending, nominative, float(weight)))
            for case in ORDER if cases == "all" else cases.split(","):
                for gender in ("masc", "femn") if genders == "any" else (genders,):
                    table.setdefault((case, gender), []).append(entry)
    return {key: tuple(e for _, e in sorted(rows, key=lambda row: -row[0])) for key, rows in table.items()}


def _made(ending: str, nominative: str, weight: float) -> Ending:
    """An ending of the table: what of it stays is not counted in its length."""
    pattern = re.compile(f".{ending.replace('V', VOWEL).replace('C', CONSONANT)}$")
    if nominative == "=":
        return Ending(pattern, 0, "", weight)
    return Ending(pattern, len(ending.lstrip("VC")), nominative.replace("-", ""), weight)
