"""The text of a SPARQL query, before an engine sees it: what it may not hold, and how its answer is to be arranged.

Only words are told apart here (keywords, names, strings, comments); whether they make a query is for the engine.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.errors import StopRun

ELSEWHERE: Final = frozenset({"SERVICE", "FROM", "GRAPH"})
"""What would reach out of the one graph that is asked, and over the network at that."""

DEEPEST: Final = 100  # brackets in brackets: the engine's parser goes down with each, and thousands end the process
MOST: Final = 1000  # joints of a query (triples, operators, paths): the time to plan grows with their square

_TOKEN: Final = re.compile(
    r"""
    (?P<skip>\s+|\#[^\r\n]*)
  | (?P<iri><[^\x00-\x20<>"{}|^`]*>)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
             |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<blank>_:[\w.\-]*)
  | (?P<name>(?P<prefix>(?:[^\W\d_](?:[\w.\-·]*[\w\-·])?)?):(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+\-]?\d+)?)
  | (?P<word>\w+)
  | (?P<mark>&&|\|\||[!<>]=|\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_JOINTS: Final = frozenset("+ - * / | || && ! != = < > <= >= ^ . ;".split()) | frozenset(
    {"OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "EXISTS", "LATERAL"}
)
_OPEN, _CLOSED = frozenset("([{"), frozenset(")]}")
_AFTER_ORDER: Final = frozenset({"LIMIT", "OFFSET", "VALUES"})


class QueryError(StopRun):
    """A query that can't be understood; the message says where, in the user's own lines and columns."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        self.line, self.column = line, column
        super().__init__(f"line {line}, column {column}: {reason}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a query: `kind` is a group of the pattern, `depth` how many brackets it stands in."""

    kind: str
    text: str
    start: int
    depth: int
    prefix: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.upper() in words


@dataclass(frozen=True, slots=True)
class QueryText:
    """A query that may be asked. `text` is what to ask; `columns` are the variables as they come, for `SELECT *`."""

    text: str
    columns: tuple[str, ...] | None
    ordered: bool


def examine(text: str, prefixes: Collection[str]) -> QueryText:
    """Refuse what would reach out of the graph or bring the engine down, and prefixes neither known nor declared.

    What a query's order leaves equal is ordered by its columns, so that rows never come by chance.
    Raises `QueryError`.
    """
    words = list(tokens(text))
    _refuse(words, text, prefixes)
    plain = _ESCAPED.sub(lambda escape: chr(min(int(escape[1] or escape[2], 16), 0x10FFFF)), text)
    if plain != text:  # an engine may read keywords so, too
        _refuse(list(tokens(plain)), plain, prefixes)
    return QueryText(_wholly_ordered(words, text), _columns(words), _order(words) is not None)


def place(text: str, start: int) -> tuple[int, int]:
    """Line and column, from 1, of a position."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def tokens(text: str) -> Iterator[Token]:
    """The words of a query or update in order, without comments; a bracket has the depth of what is around it."""
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        kind = "name" if kind == "prefix" else kind
        if kind == "skip":
            continue
        depth -= match[0] in _CLOSED
        yield Token(kind, match[0], match.start(), depth, match["prefix"] or "")
        depth += match[0] in _OPEN


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Where the strings and comments of a query or update are."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "string" or match[0].startswith("#"):
            yield match.span()


def _refuse(tokens: Sequence[Token], text: str, prefixes: Collection[str]) -> None:
    known = {*prefixes, *_declared(tokens)}
    joints = 0
    for token in tokens:
        if token.is_word(*ELSEWHERE):
            raise QueryError(f"{token.text.upper()}: only the one graph is asked", *place(text, token.start))
        if token.kind == "name" and token.prefix not in known:
            raise QueryError(f"unknown prefix {token.prefix}:", *place(text, token.start))
        joints += token.text in _JOINTS or token.is_word(*_JOINTS)
        if token.depth > DEEPEST:
            raise QueryError("nested too deep", *place(text, token.start))
        if joints > MOST:
            raise QueryError(f"too long: more than {MOST} parts", *place(text, token.start))


def _declared(tokens: Sequence[Token]) -> Iterator[str]:
    for word, name in pairwise(tokens):
        if word.is_word("PREFIX") and name.kind == "name":
            yield name.prefix


def _columns(tokens: Sequence[Token]) -> tuple[str, ...] | None:
    """The variables in order of appearance, where all are asked for."""
    for position, token in enumerate(tokens):
        if token.is_word("SELECT"):
            following = [t for t in tokens[position + 1 : position + 3] if not t.is_word("DISTINCT", "REDUCED")]
            if following and following[0].text == "*":
                return tuple(dict.fromkeys(t.text[1:] for t in tokens if t.kind == "variable"))
        if token.is_word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return None
    return None


def _order(tokens: Sequence[Token]) -> int | None:
    """Where the conditions of the outermost ORDER BY begin, among the tokens."""
    for position, (word, following) in enumerate(pairwise(tokens)):
        if word.depth == 0 and word.is_word("ORDER") and following.is_word("BY"):
            return position + 2
    return None


def _wholly_ordered(tokens: Sequence[Token], text: str) -> str:
    start = _order(tokens)
    if start is None or start >= len(tokens):
        return text
    rest = [t for t in tokens[start:] if not (t.depth == 0 and t.is_word(*_AFTER_ORDER))]
    last = next(
        (i for i, t in enumerate(tokens) if i >= start and t.depth == 0 and t.is_word(*_AFTER_ORDER)), len(tokens)
    )
    end = tokens[last - 1].end
    columns = _columns(tokens) or _selected(tokens)
    return f"{text[:end]} {' '.join(f'?{name}' for name in columns)} {text[end:]}" if rest and columns else text


def _selected(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The variables that the outermost SELECT names."""
    names: list[str] = []
    for position, token in enumerate(tokens):
        if token.text == "{" or (token.depth == 0 and token.is_word("WHERE")):
            break
        as_ = token.depth == 1 and tokens[position - 1].is_word("AS")
        if token.kind == "variable" and (token.depth == 0 or as_):
            names.append(token.text[1:])
    return tuple(names) if any(token.is_word("SELECT") for token in tokens[: position + 1]) else ()
