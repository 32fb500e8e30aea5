"""Precision, recall and F1 against gold annotations: each gold document built alone, then compared.

The figures are those of the contract's own scorer (`tests/test_evaluate.py` compares the two).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun
from pipeline.evaluate.gold import Gold, document_of, gold_files, load_gold, normal
from pipeline.evaluate.scoring import PROPERTIES, Score, score
from pipeline.evaluate.values import Fact, Node
from pipeline.model import Claim, Document, Entity
from pipeline.workers import Progress, Team, silent

__all__ = [
    "DocumentScore", "Figures", "by_language", "calibration", "evaluate", "qualifiers", "rows", "totals", "worst",
]  # fmt: skip

BINS: Final = 10
LANGUAGES: Final = ("zh", "ru", "en")


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """How one gold document fared."""

    gold: Path
    language: str
    score: Score
    stated: tuple[tuple[float, bool], ...] = ()  # of each fact that counts: its confidence, and whether it is right


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1, and the counts behind them; a share of nothing counts as 1 and is shown as none."""

    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def as_json(self) -> dict[str, float | None]:
        """Figures to four digits, and the counts; a share of nothing is None."""
        p = round(self.precision, 4) if self.tp + self.fp else None
        r = round(self.recall, 4) if self.tp + self.fn else None
        return {"p": p, "r": r, "f": round(self.f1, 4), "tp": self.tp, "fp": self.fp, "fn": self.fn}


def evaluate(
    inputs: Iterable[Path], *, progress: Progress = silent, workers: int | None = None
) -> tuple[DocumentScore, ...]:
    """Build the document of each gold file alone and score it; folders are searched for gold files.

    Raises `StopRun` for a gold file or a document that can't be read.
    """
    files = gold_files(inputs)
    golds = [load_gold(path) for path in files]
    documents = [document_of(path, gold) for path, gold in zip(files, golds, strict=True)]
    tasks = list(zip(files, golds, documents, strict=True))
    with Team([path.stat().st_size for path in documents], workers) as team:
        return tuple(team.map("evaluate", _evaluate, tasks, progress))


def _evaluate(path: Path, gold: Gold, source: Path) -> DocumentScore:
    from pipeline.graph import mentioned, merge
    from pipeline.run import extract, read_all
    from pipeline.verify import verify

    documents, skipped = read_all([source])
    if skipped:
        raise StopRun(str(skipped[0]))
    found = extract(documents, workers=1)
    entities, claims = mentioned(found.entities), merge(found.claims)
    verify(documents, entities, claims)  # what no build would write can't be scored
    scored = score(nodes_of(entities), facts_of(claims), gold)
    sure = [(c.confidence, (c.subject, c.property, c.object)) for c in claims]
    stated = tuple((confidence, scored.right[fact]) for confidence, fact in sure if fact in scored.right)
    return DocumentScore(path, language_of(source, documents[0]), scored, stated)


def nodes_of(entities: Iterable[Entity]) -> list[Node]:
    """Entities as the scorer sees them: what it would read in the graph they make."""
    return [
        Node(entity.id, entity.cls, frozenset(map(normal, named)) - {""}, named[0])
        for entity in entities
        if (named := [name for _, name in (*entity.names, *entity.others)])
    ]


def facts_of(claims: Iterable[Claim]) -> list[Fact]:
    """The facts that claims make, each once."""
    by_triple: dict[tuple[str, str, str], Claim] = {}
    for claim in claims:
        by_triple.setdefault((claim.subject, claim.property, claim.object), claim)
    return [_fact(*found) for found in sorted(by_triple.items(), key=lambda f: f[0]) if found[0][1] in PROPERTIES]


def _fact(triple: tuple[str, str, str], claim: Claim) -> Fact:
    from pipeline.schema import schema

    valid = (claim.valid.start, claim.valid.end) if claim.valid else ("", "")
    literal = bool(schema().properties[claim.property].literal)
    quote = "\n".join(e.quote for e in claim.evidence)
    return Fact(*triple, literal, claim.modality, valid, quote)


def language_of(source: Path, document: Document) -> str:
    """The language that a document counts under: the one its file name begins with, else most of its text."""
    prefix = source.name.split("_")[0]
    if prefix in LANGUAGES:
        return prefix
    amount: Counter[str] = Counter()
    for passage in document.passages:
        if passage.kind != "furniture":
            amount[passage.language.split("-")[0]] += len(passage.text)
    return max(LANGUAGES, key=lambda language: amount[language])


def rows(scores: Sequence[DocumentScore], kind: str) -> list[tuple[str, Figures]]:
    """Figures by class ("entity") or property ("fact"), the most frequent in the gold first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in scores:
        for (of, name), outcome in item.score.tally.items():
            if of == kind:
                counts[name].update(outcome)
    found = [(name, Figures(count["tp"], count["fp"], count["fn"])) for name, count in counts.items()]
    return sorted(found, key=lambda row: (-(row[1].tp + row[1].fn), row[0]))


def totals(scores: Sequence[DocumentScore], kind: str) -> Figures:
    """Figures over all classes or all properties."""
    parts = [figures for _, figures in rows(scores, kind)]
    return Figures(sum(f.tp for f in parts), sum(f.fp for f in parts), sum(f.fn for f in parts))


def qualifiers(scores: Sequence[DocumentScore]) -> list[tuple[str, Figures]]:
    """How many of the facts found have the right modality, the right validity, and that where either names a time.

    Then the figures of the facts that only several sentences together state.
    """
    return [(kind, totals(scores, kind)) for kind in ("modality", "validity", "limited", "across")]


def calibration(scores: Sequence[DocumentScore]) -> float:
    """By how much stated confidence and observed precision differ, on average over the facts of ten equal bins."""
    stated = [pair for item in scores for pair in item.stated]
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in stated:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    gaps = [abs(sum(c for c, _ in pairs) - sum(right for _, right in pairs)) for pairs in bins.values()]
    return sum(gaps) / len(stated) if stated else 0.0


def by_language(scores: Sequence[DocumentScore]) -> list[tuple[str, Figures, Figures]]:
    """Each language with the figures of its documents, of entities and of facts."""
    groups = [(language, [item for item in scores if item.language == language]) for language in LANGUAGES]
    return [(language, totals(own, "entity"), totals(own, "fact")) for language, own in groups if own]


def worst(scores: Sequence[DocumentScore], count: int) -> list[tuple[DocumentScore, Figures]]:
    """The documents whose facts have the lowest F1, lowest first."""
    each = [(item, totals([item], "fact")) for item in scores]
    return sorted(each, key=lambda pair: (pair[1].f1, pair[0].gold))[:count]
