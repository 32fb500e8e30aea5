"""Language versions of one text, and what they state differently: no version is the right one here.

sentences   what each sentence says of whether it is so
texts       what a document says in one language; which texts, and which of their sentences, translate one another
values      what two sentences name differently; written: whether a name is there though nobody recognised it
compare     what the one says otherwise, or not at all
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.model import Claim, Document, Entity, Mention, VersionDifference
from pipeline.versions.compare import compared
from pipeline.versions.sentences import Sentence, sentences_of
from pipeline.versions.texts import Parallel, parallels, texts_of

__all__ = ["Parallel", "Sentence", "differences", "sentences_of", "versions"]


def versions(
    documents: Sequence[Document],
    read: Mapping[str, Sequence[Sentence]],
    mentions: Mapping[str, Sequence[Mention]],
    entities: Sequence[Entity],
    named: Iterable[tuple[str, str]] = (),
) -> tuple[Parallel, ...]:
    """The texts that are language versions of one another, within a document and across documents.

    `read` and `mentions` are by document id; `named` are pairs of documents (ids) that are versions by somebody's word.
    """
    ordered = sorted(documents, key=lambda d: d.id)
    of: dict[str, list[Entity]] = {}
    for entity in entities:
        for document in dict.fromkeys(document for document, _ in entity.mentions):
            of.setdefault(document, []).append(entity)
    found = [t for d in ordered for t in texts_of(d, read[d.id], mentions[d.id], of.get(d.id, []))]
    return tuple(parallels(found, named))


def differences(found: Iterable[Parallel], claims: Iterable[Claim]) -> tuple[VersionDifference, ...]:
    """What versions state differently, in order of place; each difference once."""
    claims = list(claims)
    by: dict[str, list[Claim]] = {}
    for claim in claims:
        by.setdefault(claim.evidence[0].document, []).append(claim)
    told: dict[tuple[object, ...], VersionDifference] = {}
    for parallel in found:
        ids = dict.fromkeys((parallel.left.document.id, parallel.right.document.id))
        own = [c for i in ids for c in by.get(i, [])]
        for difference in compared(parallel, own):
            told.setdefault((difference.kind, difference.values, difference.evidence), difference)
    return tuple(sorted(told.values(), key=lambda d: (d.evidence, d.kind, d.values)))
