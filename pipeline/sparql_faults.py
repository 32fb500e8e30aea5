"""What is wrong with a query or update, in a line: where, what stands there, and what would be right.

The engine names all that its grammar would take, and at a place that is often far past the fault. rdflib's parser
stops where what it understands ends, which is nearer; what it takes and the engine does not, the engine tells.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from threading import current_thread, main_thread
from typing import Final

from pipeline.sparql_text import place, tokens

_LONGEST: Final = 5_000  # characters that are parsed again
_MOMENT: Final = 1.0  # seconds of the processor for that: some short texts would take a parser in Python minutes
_SHOWN: Final = 30  # characters of what is not understood
_EXPECTED: Final = {
    "'}'": 'a whole pattern or "}"',
    "'{'": '"{"',
    "':'": 'a function that there is, or ":" after a prefix',
    "'?'": "a variable",
    "'SELECT'": "SELECT, ASK, CONSTRUCT or DESCRIBE",
    "end of text": "a whole clause (ORDER BY ?x, LIMIT 10 …) or the end",
}
_EXPECTED_OF_UPDATES: Final = {"end of text": "INSERT, DELETE, CLEAR, DROP or another update"}
_AT: Final = re.compile(r"error at (\d+):(\d+)")
# Among the tokens that the engine lists, its reasons are those that read as a sentence.
_REASON: Final = re.compile(r"(?:expected |one of |, )([A-Z][A-Za-z]+(?: [\w*]+){2,}[^,\[]*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: line and column, from 1."""

    reason: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.reason}"


def fault(text: str, said: str, prefixes: Collection[str], *, update: bool = False) -> Fault:
    """The fault of a query or update that the engine refused with what it `said`; `prefixes` need no declaration."""
    return _unknown_prefix(text, prefixes) or _not_understood(text, update=update) or _reason(said)


def _unknown_prefix(text: str, prefixes: Collection[str]) -> Fault | None:
    found = list(tokens(text))
    declared = {then.text for word, then in pairwise(found) if word.is_word("PREFIX")}
    known = declared | {f"{prefix}:" for prefix in prefixes}
    for token in found:
        if token.kind == "name" and f"{token.prefix}:" not in known:
            return Fault(f"unknown prefix {token.prefix}: (declare it with PREFIX)", *place(text, token.start))
    return None


def _not_understood(text: str, *, update: bool) -> Fault | None:
    """Where rdflib's parser stops; None where it does not, or can't tell."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    if len(text) > _LONGEST:
        return None
    try:
        with _for_a_moment():  # tabs would be widened by the parser, and columns miscounted
            (parseUpdate if update else parseQuery)(text.replace("\t", " "))
    except ParseException as error:
        wanted = str(getattr(error, "parser_element", ""))
        return Fault(_told(text, error.loc, wanted, update=update), error.lineno, error.column)
    except (RecursionError, TimeoutError, ValueError, TypeError):
        pass  # it is refused by then: only the place is wanting
    return None


@contextmanager
def _for_a_moment() -> Iterator[None]:
    """Raise TimeoutError when the block takes longer; only a main thread can be interrupted so."""
    if current_thread() is not main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _MOMENT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def _told(text: str, start: int, wanted: str, *, update: bool) -> str:
    brief = (_EXPECTED | _EXPECTED_OF_UPDATES if update else _EXPECTED).get(wanted, wanted.replace("'", '"'))
    expected = f"; expected {brief}" if len(brief) <= _SHOWN * 2 else ""
    rest = text[start:].strip()
    if not rest:
        return f"the {'update' if update else 'query'} ends too soon{expected}"
    line = " ".join(rest.splitlines()[0].split())
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    return f"not understood: “{shown}”{expected}"


def _reason(said: str) -> Fault:
    """What the engine says of a text that is well formed."""
    at, reason = _AT.search(said), _REASON.search(said)
    line, column = (int(at[1]), int(at[2])) if at else (1, 1)
    unsaid = "not understood before this (an IRI that is not absolute, or a variable bound twice?)"
    return Fault(reason[1].strip() if reason else unsaid, line, column)
