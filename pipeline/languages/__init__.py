"""What each language is analysed with: `analyse` gives a spaCy Doc for any of them.

Adding a language is a file here with `analyse(text) -> Doc`, a line in `ANALYSERS`, a lexicon in
`ontology/lexicon/` and a date table in `pipeline/dates/`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.model import Passage

ANALYSERS = {"zh-hans": "zh", "zh-hant": "zh", "ru": "ru", "en": "en"}


def analyse(passage: Passage) -> Doc:
    """Tokens, tags, sentences, parse (not in Chinese) and tagged names of a passage's `plain` text.

    The Doc's text is exactly `passage.plain`; names that the tagger found are in `doc.spans["tagged"]`
    with labels "PER", "LOC", "ORG" (English also "LAW", "EVENT").
    """
    module = import_module(f"pipeline.languages.{ANALYSERS[passage.language]}")
    doc: Doc = module.analyse(passage.plain)
    return doc
