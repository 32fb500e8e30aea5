"""Accuracy per stage, so that an error can be placed.

    language         of annotated passages that were read, by their own language
    furniture        the annotated passages that were left out, against those that should be
    mentions exact   names of gold entities in the text, at exactly their place; "loose": about there
    dates in quotes  dates of gold facts, read in the fact's quote; "in text": anywhere
    identity         B-cubed over the names that were recognised

What the gold does not annotate is not measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.evaluate.gold import Gold, document_of, gold_files, load_gold
from pipeline.evaluate.marked import SUFFIX, load_marked
from pipeline.evaluate.mentions import measure_mentions
from pipeline.evaluate.passages import Outcome, measure_passages
from pipeline.evaluate.tally import Tally, shown
from pipeline.model import Document
from pipeline.workers import Progress, Team, silent

STAGES: Final = (
    "language", "furniture", "mentions exact", "mentions loose", "dates in quotes", "dates in text", "identity",
)  # fmt: skip
COLUMNS: Final = ("stage", "language", "documents", "items", "P", "R", "F1")
_LANGUAGES: Final = ("zh", "zh-hans", "zh-hant", "ru", "en")
_OF_PASSAGES: Final = frozenset({"language", "furniture"})


@dataclass(frozen=True, slots=True)
class StageScore:
    """How the stages fared in one gold document; `annotated` names those that its gold lets us measure."""

    gold: Path
    annotated: frozenset[str]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """One line of the table; `language` is "all" for the sum, `documents` those in which it was measured."""

    stage: str
    language: str
    documents: int
    tally: Tally


def evaluate_stages(
    inputs: Iterable[Path], *, progress: Progress = silent, workers: int | None = None
) -> tuple[StageScore, ...]:
    """Measure each stage on each gold document alone; folders are searched for gold (*.json) and *.marked files.

    Raises `StopRun` for a gold file or a document that can't be read.
    """
    files = gold_files(inputs, (".json", SUFFIX))
    with Team([_work(path) for path in files], workers) as team:
        return tuple(team.map("stages", _measure, [(path,) for path in files], progress))


def _work(path: Path) -> int:
    """How much a document asks for: what is only read needs no language model, so no process of its own."""
    return 0 if path.suffix == SUFFIX else document_of(path, load_gold(path)).stat().st_size


def _measure(path: Path) -> StageScore:
    document, gold, language = _read(path)
    outcomes: list[Outcome] = []
    annotated: set[str] = set()
    if gold.passages is not None:
        outcomes += measure_passages(document, gold.passages)
        annotated |= _OF_PASSAGES
    if gold.entities:
        outcomes += _measure_mentions(document, gold, language)
        annotated |= set(STAGES) - _OF_PASSAGES
    return StageScore(path, frozenset(annotated), tuple(outcomes))


def _read(path: Path) -> tuple[Document, Gold, str]:
    """The document as the pipeline reads it, its gold, and the language that it counts under."""
    from pipeline.evaluate import language_of
    from pipeline.reading import read
    from pipeline.run import read_all

    if path.suffix == SUFFIX:
        text, gold = load_marked(path)
        return read(text.encode("utf-8"), f"{path.stem}.txt"), gold, ""
    gold = load_gold(path)
    source = document_of(path, gold)
    documents, skipped = read_all([source])
    if skipped:
        raise StopRun(str(skipped[0]))
    if gold.passages and gold.passages[-1].end > (length := len(documents[0].text)):
        raise StopRun(f"{path}: passages end at {gold.passages[-1].end}, the text at {length}")
    return documents[0], gold, language_of(source, documents[0])


def _measure_mentions(document: Document, gold: Gold, language: str) -> list[Outcome]:
    from pipeline.recognise import recognise
    from pipeline.resolve import resolve

    mentions = recognise(document)
    entities = resolve([document], {document.id: mentions})
    return list(measure_mentions(document, gold, mentions, entities, language))


def sets_of(scores: Sequence[StageScore]) -> list[tuple[str, Sequence[StageScore]]]:
    """The documents of each folder, which make a set, and "all" of them where there are several."""
    folders = sorted({score.gold.parent for score in scores})
    sets: list[tuple[str, Sequence[StageScore]]] = [
        (str(folder), tuple(score for score in scores if score.gold.parent == folder)) for folder in folders
    ]
    return [*sets, *([("all", scores)] if len(sets) > 1 else [])]


def stage_rows(scores: Sequence[StageScore]) -> list[StageRow]:
    """The table of a set: each stage over all languages, then by language; 0 documents where none is annotated."""
    rows: list[StageRow] = []
    for stage in STAGES:
        counted = [outcome for score in scores for outcome in score.outcomes if outcome.stage == stage]
        documents = sum(stage in score.annotated for score in scores)
        rows.append(StageRow(stage, "all", documents, _sum(counted)))
        for language in _LANGUAGES:
            own = [outcome for outcome in counted if outcome.language == language]
            if own:
                rows.append(StageRow(stage, language, documents, _sum(own)))
    return rows


def _sum(outcomes: Iterable[Outcome]) -> Tally:
    return sum((outcome.tally for outcome in outcomes), start=Tally())


def cells(row: StageRow) -> tuple[str, ...]:
    """A row as it is printed under `COLUMNS`."""
    if not row.documents:
        return (row.stage, "not annotated")
    figures = (row.tally.precision, row.tally.recall, row.tally.f1)
    return (row.stage, row.language, str(row.documents), str(row.tally.wanted), *map(shown, figures))


def stages_json(rows: Sequence[StageRow]) -> dict[str, dict[str, dict[str, float | int | None]] | None]:
    """Stage → language → figures; None for a stage that the gold does not annotate."""
    measured: dict[str, dict[str, dict[str, float | int | None]] | None] = {}
    for row in rows:
        own = measured.setdefault(row.stage, {} if row.documents else None)
        if own is not None:
            own[row.language] = {"documents": row.documents, **row.tally.as_json()}
    return measured
