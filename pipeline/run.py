"""The run: the composition of the stages, over one process or several.

    files → read → recognise → resolve → relate → conflicts, versions → write

Nothing here depends on how many processes there are: documents are taken in order of their ids, and
what each stage makes of a document depends on nothing but its arguments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from pipeline.corrections import FOLDER, NOTHING_CORRECTED, Corrected, Corrections, read_corrections
from pipeline.errors import SkipDocument, StopRun
from pipeline.model import NOTHING_FOUND, Claim, Document, Entity, Findings, Mention
from pipeline.relate.relation import Relation
from pipeline.versions.sentences import Sentence
from pipeline.versions.texts import Parallel
from pipeline.workers import Progress, Team, silent

SUFFIXES: Final = frozenset({".txt", ".html", ".htm", ".md"})  # what a folder is searched for


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in some documents; `mentions` is by document id."""

    documents: tuple[Document, ...]
    mentions: Mapping[str, tuple[Mention, ...]]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    findings: Findings = NOTHING_FOUND
    corrected: Corrected = NOTHING_CORRECTED


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    documents: int
    entities: Mapping[str, int]  # by class
    facts: Mapping[str, int]  # by property
    skipped: tuple[SkipDocument, ...]
    seconds: float
    corrected: Corrected = NOTHING_CORRECTED


def build(
    inputs: Iterable[Path],
    out: Path,
    *,
    progress: Progress = silent,
    waiting: Callable[[str], None] | None = None,
    workers: int | None = None,
    min_confidence: float | None = None,
    corrections: Path | None = None,
) -> Report:
    """Read files and folders, and leave their graph in the folder `out`, without claims below a confidence.

    What people corrected is read from the folder `corrections`, that in `out` if none is named, and left as it is.
    A document that can't be read is in the report's `skipped`; the others go on. Where another run is writing in
    `out` it says so to `waiting`, once, and waits. Raises `StopRun` if no document can be read, the graph breaks
    its own rules, `out` can't be written or there is no such confidence; what was in `out` before is then untouched.
    """
    from pipeline.confident import check_minimum
    from pipeline.graph import OURS
    from pipeline.locks import locked
    from pipeline.replace import ready

    began = perf_counter()
    check_minimum(min_confidence)
    filed = read_corrections(corrections or out / FOLDER, wanted=corrections is not None)
    documents, skipped = _readable(inputs, out, progress)
    with locked(out, waiting=waiting):
        ready(out, OURS)  # before the long work
        extraction = extract(
            documents, progress=progress, workers=workers, min_confidence=min_confidence, corrections=Corrections(filed)
        )
        _write(extraction, out, progress)
    return _report(len(documents), skipped, extraction, perf_counter() - began)


def _readable(inputs: Iterable[Path], out: Path, progress: Progress) -> tuple[list[Document], list[SkipDocument]]:
    documents, skipped = read_all(inputs, progress)
    if not documents:
        raise StopRun("\n".join([*map(str, skipped), f"no document could be read; {out} is left as it was"]))
    return documents, skipped


def _report(documents: int, skipped: Sequence[SkipDocument], extraction: Extraction, seconds: float) -> Report:
    triples = {(claim.subject, claim.property, claim.object) for claim in extraction.claims}
    entities = Counter(entity.cls for entity in extraction.entities)
    facts = Counter(property_ for _, property_, _ in triples)
    return Report(documents, entities, facts, tuple(skipped), seconds, extraction.corrected)


def _write(extraction: Extraction, out: Path, progress: Progress) -> None:
    from pipeline.disk import refresh
    from pipeline.graph import write

    found, corrected = extraction.findings, extraction.corrected
    progress("write", 0, 1)
    write(extraction.documents, extraction.entities, extraction.claims, out, extraction.mentions, found, corrected)
    progress("write", 1, 1)
    progress("store", 0, 1)
    refresh(out)
    progress("store", 1, 1)


def read_all(inputs: Iterable[Path], progress: Progress = silent) -> tuple[list[Document], list[SkipDocument]]:
    """The documents in the files and folders named, each once, in order of id; and those that can't be read."""
    documents: dict[str, Document] = {}
    paths, skipped = sources(inputs)
    for done, path in enumerate(paths):
        progress("read", done, len(paths))
        try:
            document = _read(path)
        except SkipDocument as reason:
            skipped.append(reason)
        else:
            documents.setdefault(document.id, document)
    progress("read", len(paths), len(paths))
    return [documents[key] for key in sorted(documents)], sorted(skipped, key=str)


def _read(path: Path) -> Document:
    from pipeline.reading import read_file

    try:
        return read_file(path)
    except OSError as error:
        raise SkipDocument(path, error.strerror or "can't be opened") from error


def sources(inputs: Iterable[Path]) -> tuple[list[Path], list[SkipDocument]]:
    """The files named and those found in the folders named, sorted; and what names no file at all."""
    found: set[Path] = set()
    missing: list[SkipDocument] = []
    for path in inputs:
        if path.is_dir():
            within = {p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file()}
            if not within:
                missing.append(SkipDocument(path, f"the folder holds no {', '.join(sorted(SUFFIXES))} file"))
            found |= within
        elif path.exists():
            found.add(path)
        else:
            missing.append(SkipDocument(path, "no such file or folder"))
    return sorted(found), missing


def extract(
    documents: Sequence[Document],
    *,
    progress: Progress = silent,
    workers: int | None = None,
    named: Iterable[tuple[str, str]] = (),
    min_confidence: float | None = None,
    corrections: Corrections | None = None,
) -> Extraction:
    """Everything the documents mention and state, in memory; `workers` defaults to what pays on this machine.

    Claims below `min_confidence` are left out, and with them whatever rests on them.
    `corrections` go before all that is read. `named` are pairs of documents (ids) that somebody says are language
    versions of one text.
    """
    from pipeline.confident import confident
    from pipeline.resolve import resolve
    from pipeline.versions import versions

    ordered = sorted(documents, key=lambda d: d.id)
    with Team([len(d.text) for d in ordered], workers) as team:
        found = team.map("recognise", _recognise, [(d,) for d in ordered], progress)
    mentions = {d.id: m for d, (m, _, _) in zip(ordered, found, strict=True)}
    sentences = {d.id: s for d, (_, _, s) in zip(ordered, found, strict=True)}
    corrections = corrections or Corrections()
    entities = corrections.entities(ordered, mentions, resolve(ordered, mentions))
    read = [(d, m, relations) for d, (m, relations, _) in zip(ordered, found, strict=True)]
    claims = corrections.claims(*_relate(read, entities, corrections, progress))
    claims = claims if min_confidence is None else confident(claims, min_confidence)
    findings = _compare(versions(ordered, sentences, mentions, entities, named), claims, ordered)
    corrected = corrections.outcome
    mentions |= {cited.id: () for cited in corrected.cited}
    return Extraction((*ordered, *corrected.cited), mentions, entities, tuple(claims), findings, corrected)


def _relate(
    read: Sequence[tuple[Document, Sequence[Mention], Sequence[Relation]]],
    entities: Iterable[Entity],
    corrections: Corrections,
    progress: Progress,
) -> tuple[list[Claim], list[Claim]]:
    """The claims of all documents; and those of documents with something retyped, as if nothing were."""
    from pipeline.relate import relate

    local = _entities_by_document(entities)
    claims: list[Claim] = []
    former: list[Claim] = []
    for done, (document, mentions, relations) in enumerate(read):
        progress("relate", done, len(read))
        own = local.get(document.id, [])
        claims += relate(document, mentions, own, relations)
        if before := corrections.retyped(own):
            former += relate(document, mentions, before, relations)
    progress("relate", len(read), len(read))
    return claims, former


def _compare(parallel: Sequence[Parallel], claims: Sequence[Claim], documents: Sequence[Document]) -> Findings:
    """What is at odds: facts that can't both hold, and language versions that disagree."""
    from pipeline.conflicts import conflicts
    from pipeline.versions import differences

    pairs = tuple((p.left.document.id, p.right.document.id) for p in parallel)
    return Findings(conflicts(claims, documents), differences(parallel, claims), pairs)


def _entities_by_document(entities: Iterable[Entity]) -> dict[str, list[Entity]]:
    local: dict[str, list[Entity]] = {}
    for entity in entities:
        for document in dict.fromkeys(document for document, _ in entity.mentions):
            local.setdefault(document, []).append(entity)
    return local


def _recognise(document: Document) -> tuple[tuple[Mention, ...], tuple[Relation, ...], tuple[Sentence, ...]]:
    """What needs the text of one document and nothing else: its mentions, what it says between them, its sentences."""
    from pipeline.recognise import recognise
    from pipeline.relate import connect
    from pipeline.versions import sentences_of

    mentions = recognise(document)
    return mentions, connect(document, mentions), sentences_of(document)
