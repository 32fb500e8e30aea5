"""The first two stages against the gold: the language of passages, and what is furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.evaluate.gold import GoldPassage
from pipeline.evaluate.tally import Tally, one
from pipeline.model import Document

_SHOWN = 60  # characters of a passage in a message


@dataclass(frozen=True, slots=True)
class Outcome:
    """One count: which stage, in which language, and what was wrong ("" if nothing)."""

    stage: str
    language: str
    tally: Tally
    error: str = ""


def measure_passages(document: Document, passages: tuple[GoldPassage, ...]) -> Iterator[Outcome]:
    """Each annotated passage as it was read; IndexError if one lies outside the text."""
    languages, outer = _by_character(document)
    for passage in passages:
        letters = [i for i in range(passage.start, passage.end) if document.text[i].isalnum()]
        places = letters or [i for i in range(passage.start, passage.end) if not document.text[i].isspace()]
        if not places or not (letters or passage.furniture):  # a bar between two texts is neither's
            continue
        shown = f"{passage.start} {document.text[passage.start : passage.end].strip()[:_SHOWN]}"
        dropped = 2 * sum(i not in languages or outer[i] for i in places) > len(places)
        yield _furniture(passage, dropped, shown)
        read = Counter(languages[i] for i in letters if i in languages and document.text[i].isalpha())
        if read and not dropped and not passage.furniture:
            yield from _language(passage, max(sorted(read), key=lambda tag: read[tag]), shown)


def _by_character(document: Document) -> tuple[dict[int, str], dict[int, bool]]:
    """For each place that was read: the language of its passage, and whether that is furniture."""
    languages: dict[int, str] = {}
    outer: dict[int, bool] = {}
    for passage in document.passages:
        for offset in passage.offsets:
            languages[offset] = passage.language
            outer[offset] = passage.kind == "furniture"
    return languages, outer


def _furniture(passage: GoldPassage, dropped: bool, shown: str) -> Outcome:
    """Furniture is what is sought; what isn't read at all is dropped as furniture is."""
    error = "" if dropped == passage.furniture else f"{'missed' if passage.furniture else 'wrong'} furniture: {shown}"
    tally = one(hit=dropped if passage.furniture else None, right=passage.furniture if dropped else None)
    return Outcome("furniture", passage.language, tally, error)


def _language(passage: GoldPassage, found: str, shown: str) -> Iterator[Outcome]:
    """Wanted in one language, found in one: two counts where they differ."""
    right = found == passage.language
    error = "" if right else f"language: {found}, not {passage.language}: {shown}"
    yield Outcome("language", passage.language, one(hit=right), error)
    yield Outcome("language", found, one(right=right))
