"""Russian: natasha's segmenter, morphology, syntax and names (all in its wheel)."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.languages.build import Name, Token, make_doc

if TYPE_CHECKING:
    from spacy.tokens import Doc


@cache
def _tools() -> dict[str, Any]:
    import pymorphy3

    # natasha imports pymorphy2, which needs the pkg_resources that newer setuptools no longer ship.
    sys.modules.setdefault("pymorphy2", pymorphy3)
    import natasha

    embedding = natasha.NewsEmbedding()
    return {
        "doc": natasha.Doc,
        "segmenter": natasha.Segmenter(),
        "morph": natasha.NewsMorphTagger(embedding),
        "syntax": natasha.NewsSyntaxParser(embedding),
        "names": natasha.NewsNERTagger(embedding),
        "vocabulary": natasha.MorphVocab(),
    }


def analyse(text: str) -> Doc:
    """Tokens with lemma, universal tag, features and dependency, sentences, and tagged names."""
    tools = _tools()
    doc = tools["doc"](text)
    doc.segment(tools["segmenter"])
    if not doc.tokens:
        return make_doc(text, [], [])
    doc.tag_morph(tools["morph"])
    doc.parse_syntax(tools["syntax"])
    doc.tag_ner(tools["names"])
    for token in doc.tokens:
        token.lemmatize(tools["vocabulary"])
    names = [Name(s.start, s.stop, s.type) for s in doc.spans]
    return make_doc(text, _adapt(doc.tokens), names)


def _adapt(tokens: list[Any]) -> list[Token]:
    """The tagger's tokens as ours; a head that is missing or 0 is a root, and heads never cross sentences.

    Where the parser leaves a sentence in pieces, their roots hang on the first: for spaCy each tree is a sentence.
    """
    place = {token.id: i for i, token in enumerate(tokens)}
    acyclic = list(_acyclic(tokens, place))
    roots: dict[str, int] = {}
    for i, token in enumerate(acyclic):
        if place.get(token.head_id, i) == i:
            roots.setdefault(_sentence(token), i)
    return [
        Token(
            token.start,
            token.stop,
            token.lemma or token.text,
            token.pos or "X",
            token.pos or "",
            "|".join(f"{k}={v}" for k, v in sorted((token.feats or {}).items())),
            roots[_sentence(token)] if place.get(token.head_id, i) == i else place[token.head_id],
            token.rel or "dep",
        )
        for i, token in enumerate(acyclic)
    ]


def _sentence(token: Any) -> str:
    """The number of a token's sentence: ids are "sentence_token"."""
    return str(token.id).partition("_")[0]


def _acyclic(tokens: list[Any], place: dict[str, int]) -> list[Any]:
    """The parser picks each head by itself, so heads may form a ring; a ring is cut at its first token."""
    for i, token in enumerate(tokens):
        seen, at = {i}, place.get(token.head_id, i)
        while at not in seen and place.get(tokens[at].head_id, at) != at:
            seen.add(at)
            at = place[tokens[at].head_id]
        if at == i and place.get(token.head_id, i) != i:
            token.head_id = token.id
    return tokens
