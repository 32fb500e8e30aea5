"""Rows of a SELECT, written as they come, in the W3C's formats: JSON, XML, CSV and TSV.

pyoxigraph writes these formats too, but only to the end; here the count is kept, and what grows past the limit stopped.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import BinaryIO, Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
)


class TooMany(Exception):
    """An answer that would be larger than the endpoint gives."""


def write_rows(solutions: QuerySolutions, media: str, out: BinaryIO, most: int) -> int:
    """Write the rows in a format and return how many there are; raises `TooMany` at the first above `most`."""
    names = [variable.value for variable in solutions.variables]
    counted = _Counted(([row[name] for name in names] for row in solutions), most)
    out.writelines(text.encode() for text in _WRITERS[media](names, counted))
    return counted.count


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterable[list[Term | None]], most: int) -> None:
        self.rows, self.most, self.count = rows, most, 0

    def __iter__(self) -> Iterator[list[Term | None]]:
        for row in self.rows:
            self.count += 1
            if self.count > self.most:
                raise TooMany
            yield row


def _json(names: list[str], rows: Iterable[list[Term | None]]) -> Iterator[str]:
    yield f'{{"head":{{"vars":{json.dumps(names)}}},"results":{{"bindings":['
    before = ""
    for row in rows:
        bound = {name: _as_json(term) for name, term in zip(names, row, strict=True) if term is not None}
        yield before + json.dumps(bound, ensure_ascii=False, separators=(",", ":"))
        before = ","
    yield "]}}"


def _as_json(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _as_json(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == _STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _xml(names: list[str], rows: Iterable[list[Term | None]]) -> Iterator[str]:
    yield _XML_HEAD + "".join(f"<variable name={quoteattr(name)}/>" for name in names) + "</head><results>"
    for row in rows:
        bound = [
            f"<binding name={quoteattr(name)}>{_as_xml(term)}</binding>"
            for name, term in zip(names, row, strict=True)
            if term is not None
        ]
        yield f"<result>{''.join(bound)}</result>"
    yield "</results></sparql>"


def _as_xml(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{name}>{_as_xml(part)}</{name}>' for name, part in parts.items())}</triple>"
    # XML can't hold most control characters in any form: a document with one would be unreadable as a whole.
    value = escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", term.value), {"\r": "&#13;"})
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{value}</literal>"
    if term.datatype.value == _STRING:
        return f"<literal>{value}</literal>"
    return f"<literal datatype={quoteattr(term.datatype.value)}>{value}</literal>"


def _csv(names: list[str], rows: Iterable[list[Term | None]]) -> Iterator[str]:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in _then(names, rows):
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _then(names: list[str], rows: Iterable[list[Term | None]]) -> Iterator[list[str]]:
    yield names
    for row in rows:
        yield [_plain(term) for term in row]


def _plain(term: Term | None) -> str:
    """A term as CSV has it: a value without its kind."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _tsv(names: list[str], rows: Iterable[list[Term | None]]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


_WRITERS: Final = {
    "application/sparql-results+json": _json,
    "application/json": _json,
    "application/sparql-results+xml": _xml,
    "application/xml": _xml,
    "text/xml": _xml,
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
}
