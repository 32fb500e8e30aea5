"""A document as versions are compared: its sentences, and what each says of whether it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.languages import ANALYSERS
from pipeline.model import Document, Language, Span
from pipeline.recognise import read_passages
from pipeline.relate.frames import Triggers, load

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

    from pipeline.recognise.reading import Reading

UNTENSED = "zh"  # where what is not said to be planned is told as done
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|「[^」]*」|《[^》]*》")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its passage, and where it lies in the passage's reading text.

    Its signs are what its words say of it: "Negated", "Proposed", "Planned", "Done".
    """

    passage: int
    span: Span
    signs: frozenset[str] = frozenset()


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document, in order; furniture has none."""
    return tuple(sentence for reading in read_passages(document) for sentence in _in_passage(reading))


def _in_passage(reading: Reading) -> Iterator[Sentence]:
    for words in reading.doc.sents:
        start, end = words.start_char, words.end_char
        text = reading.plain[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
        if start < end:
            yield Sentence(reading.index, Span(start, end), _signs(words, reading.passage.language))


def _signs(words: Words, language: Language) -> frozenset[str]:
    """What the words say, by their lemmas and as written (a lemma has lost its tense); not what they quote."""
    quoted = [match.span() for match in QUOTED.finditer(words.text)]
    own = [t for t in words if not any(a <= t.idx - words.start_char < b for a, b in quoted)]
    text = f"{' '.join(t.lemma_.lower() for t in own)} | {QUOTED.sub(' ', words.text).lower()}"
    found = {kind for kind in _signs_listed() if _pattern(kind, language).search(text)}
    if any("Fut" in token.morph.get("Tense", []) for token in own):
        found.add("Planned")
    if language.startswith(UNTENSED) or any("Past" in token.morph.get("Tense", []) for token in own):
        found.add("Done")
    return frozenset(found)


@cache
def _signs_listed() -> dict[str, Triggers]:
    return load("versions.toml", dict[str, Triggers])


@cache
def _pattern(kind: str, language: Language) -> re.Pattern[str]:
    file = ANALYSERS[language]
    words = sorted(getattr(_signs_listed()[kind], file), key=lambda w: (-len(w), w))
    body = "|".join(re.escape(w) for w in words)
    return re.compile(body if file == "zh" else rf"(?<!\w)(?:{body})(?!\w|\.\s*\d)")
