"""The border where a tagger's output becomes a spaCy `Doc`: foreign types go no further than this folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a text: where it stands and what a tagger says of it.

    `head` is the index of its syntactic head among the tokens (its own index at a root).
    """

    start: int
    end: int
    lemma: str = ""
    pos: str = "X"
    tag: str = ""
    morph: str = ""
    head: int = -1
    dep: str = "dep"
    sentence_start: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch that a tagger takes for a name: "PER", "LOC" or "ORG", in characters."""

    start: int
    end: int
    label: str


@cache
def vocabulary() -> Vocab:
    """One vocabulary for the languages that have no spaCy model of their own."""
    from spacy.vocab import Vocab

    return Vocab()


def make_doc(text: str, tokens: Sequence[Token], names: Sequence[Name]) -> Doc:
    """A spaCy Doc whose text is exactly `text`; gaps between tokens become spaces or whitespace tokens."""
    from spacy.tokens import Doc

    rows, index = _with_gaps(text, tokens)
    doc = Doc(
        vocabulary(),
        words=[text[t.start : t.end] for t, _ in rows],
        spaces=[space for _, space in rows],
        lemmas=[t.lemma or text[t.start : t.end] for t, _ in rows],
        pos=[t.pos for t, _ in rows],
        tags=[t.tag for t, _ in rows],
        morphs=[t.morph for t, _ in rows],
        **_structure(tokens, rows, index),  # type: ignore[arg-type]
    )
    return _with_names(doc, names)


def _structure(
    tokens: Sequence[Token], rows: Sequence[tuple[Token, bool]], index: Sequence[int]
) -> dict[str, list[Any]]:
    """Heads and labels where there is a parse, from which sentences follow; else where sentences start."""
    if not any(t.head >= 0 for t in tokens):
        return {"sent_starts": [t.sentence_start or i == 0 for i, (t, _) in enumerate(rows)]}
    heads = [index[t.head] if t.head >= 0 else max(0, i - 1) for i, (t, _) in enumerate(rows)]
    return {"heads": heads, "deps": [t.dep for t, _ in rows]}


def _with_gaps(text: str, tokens: Sequence[Token]) -> tuple[list[tuple[Token, bool]], list[int]]:
    """Tokens with "a space follows", gaps filled; and for each given token its place among them."""
    rows: list[tuple[Token, bool]] = []
    index: list[int] = []
    at = 0
    for token in tokens:
        if token.start > at:
            at = _fill(text, at, token.start, rows)
        index.append(len(rows))
        rows.append((token, False))
        at = token.end
    if at < len(text):
        _fill(text, at, len(text), rows)
    return rows, index


def _fill(text: str, start: int, end: int, rows: list[tuple[Token, bool]]) -> int:
    if text[start] == " " and rows and not rows[-1][1]:
        rows[-1] = (rows[-1][0], True)
        start += 1
    if start < end:
        rows.append((Token(start, end, pos="SPACE"), False))
    return end


def _with_names(doc: Doc, names: Sequence[Name]) -> Doc:
    spans = [doc.char_span(n.start, n.end, label=n.label, alignment_mode="expand") for n in names]
    kept: list[Any] = []
    for span in sorted((s for s in spans if s is not None), key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    doc.spans["tagged"] = kept
    return doc
