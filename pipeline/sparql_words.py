"""SPARQL as text: what a request asks for, told from its words alone, without a parser's tree.

For what stands between a client and a store: which form a query has, which prefixes it lacks, whether it would reach
out over the network, and how a dataset named beside an update comes into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.errors import StopRun
from pipeline.sparql_text import quoted, tokens

_SPACE = r"(?:\s|\#[^\n\r]*[\n\r])*"
_TARGET = r"(?:<[^>]*>|[?$]\w+|[^\s<>{}?$\"']*:[^\s{}]*)"
# Whatever a lexer takes for a string, a comment or an IRI, no clause of this kind can be written that these do not
# match: they look at what must follow the word, not at what stands around it. A text in quotes may match too.
_SERVICE: Final = re.compile(rf"(?<![:?$])SERVICE{_SPACE}(?:SILENT{_SPACE})?{_TARGET}{_SPACE}\{{", re.IGNORECASE)
_LOAD: Final = re.compile(rf"(?<![\w:?$])LOAD{_SPACE}(?:SILENT{_SPACE})?(?:<|[^\s<>{{}}?$\"']*:)", re.IGNORECASE)
# "?a<b:c#>" is a comparison before a comment or holds an IRI: only a parser can tell. After "//" it must be an IRI.
_DOUBTFUL: Final = re.compile(r"<(?![A-Za-z][\w+.-]*://)[^>]*[#'][^>]*>")
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_OWN_DATASET: Final = {"USING", "WITH"}


def reaches_out(text: str) -> str:
    """The word that would make a store fetch something over the network ("SERVICE", "LOAD"), or nothing."""
    said = _said(text)
    for word, clause in (("SERVICE", _SERVICE), ("LOAD", _LOAD)):
        if any(not any(a <= hit.start() and hit.end() <= b for a, b in said) for hit in clause.finditer(text)):
            return word
    return ""


def _said(text: str) -> list[tuple[int, int]]:
    """Where strings and comments are; none where escapes or a doubtful "<" could make a parser see others."""
    if "\\" in text:
        return []
    if any(token.kind == "iri" and _DOUBTFUL.fullmatch(token.text) for token in tokens(text)):
        return []
    return list(quoted(text))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a query's words say of its answer: its form, whether rows have an order, whether it takes all columns."""

    form: str
    ordered: bool
    all_columns: bool


def shape_of(query: str) -> Shape:
    """The shape of a query; the form is empty where there is none to be seen."""
    words = [token for token in tokens(query) if token.depth == 0]
    start = next((i for i, token in enumerate(words) if token.is_word(*_FORMS)), len(words))
    form = words[start].text.upper() if start < len(words) else ""
    rest = words[start + 1 :]
    ordered = any(first.is_word("ORDER") and then.is_word("BY") for first, then in pairwise(rest))
    after = next((token.text for token in rest if not token.is_word("DISTINCT", "REDUCED")), "")
    return Shape(form, ordered, after == "*")


def with_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with those of the prefixes declared that it uses and does not declare, on its first line."""
    found = list(tokens(query))
    own = {then.text for first, then in pairwise(found) if first.is_word("PREFIX")}
    used = {f"{token.prefix}:" for token in found if token.kind == "name"}
    lacking = [name for name in prefixes if f"{name}:" in used - own]
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in lacking) + query


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """An update whose patterns are matched in these graphs: `USING` clauses where the protocol's parameters say so.

    Raises StopRun where the update names a dataset of its own: the protocol forbids both.
    """
    clauses = "".join([*(f"USING <{iri}> " for iri in default), *(f"USING NAMED <{iri}> " for iri in named)])
    found = [token for token in tokens(update) if token.depth == 0]
    if any(token.is_word(*_OWN_DATASET) for token in found):
        raise StopRun("using-graph-uri and using-named-graph-uri can't go with an update that says WITH or USING")
    out, done = [], 0
    for before, token in pairwise(found):
        if not token.is_word("WHERE"):
            continue
        if before.is_word(
            "DELETE"
        ):  # DELETE WHERE takes no USING: its pattern is said twice, as template and as pattern
            opening = next((t for t in found if t.start >= token.end and t.text == "{"), None)
            closing = next((t for t in found if t.start >= token.end and t.text == "}"), None)
            if opening and closing:
                out.append(f"{update[done : token.start]}{update[opening.start : closing.end]} ")
                done = token.start
        out.append(f"{update[done : token.start]}{clauses}")
        done = token.start
    return "".join([*out, update[done:]])


def with_lenient_clear(update: str) -> str:
    """An update in which clearing a graph that is not there is no failure, as in stores without empty graphs."""
    out, done = [], 0
    found = list(tokens(update))
    for token, then in pairwise(found):
        if token.depth == 0 and token.is_word("CLEAR") and not then.is_word("SILENT"):
            out.append(f"{update[done : token.end]} SILENT")
            done = token.end
    return "".join([*out, update[done:]])
