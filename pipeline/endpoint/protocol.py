"""A request of the SPARQL 1.1 Protocol, understood: method, parameters, media type and body become an operation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import parse_qsl

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_ACCEPTED: Final = {"Accept-Post": ", ".join((FORM, QUERY, UPDATE))}
_DATASET: Final = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
_MARK: Final = "\ufeff"  # what some editors put before a text in UTF-8
_FIELDS: Final = 10_000  # parameters in one request: a dataset may name many graphs
# Some clients escape the ampersand between two graphs too, and so does one request of the W3C's test suite.
_ESCAPED_JOINT: Final = re.compile(r"&(?:default|named|using|using-named)-graph-uri=")


class Refused(Exception):
    """A request that is not carried out: an HTTP status, what to tell the client, and headers that belong to it."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, dict(headers or {})


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update with the dataset that the request's parameters name, None where they name none."""

    kind: Literal["query", "update"]
    text: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What the protocol looks at: the part of the URL after "?", the Content-Type, the body."""

    method: str
    parameters: str
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)


def operation(request: Request) -> Operation | None:
    """What a request asks for; None where it asks for the service description. Raises `Refused`."""
    given = _pairs(request.parameters.encode("ascii", "surrogateescape"), "URL")
    if request.method in ("GET", "HEAD"):
        return _got(given)
    media = _media(request.content_type)
    if media == FORM:
        return _form([*given, *_pairs(request.body, "form")])
    if media not in (QUERY, UPDATE):
        message = f"a request is sent as {FORM}, {QUERY} or {UPDATE}, not as {media or 'nothing in particular'}"
        raise Refused(415, message, _ACCEPTED)
    kind: Literal["query", "update"] = "query" if media == QUERY else "update"
    if any(name in ("query", "update") for name, _ in given):
        raise Refused(400, "the request's text is in its body; the URL must not hold another")
    return _operation(kind, _text(request.body, "body"), given)


def _got(given: list[tuple[str, str]]) -> Operation | None:
    names = {name for name, _ in given}
    if "update" in names:
        raise Refused(400, "an update is sent by POST")
    if "query" in names:
        return _operation("query", _only("query", given), given)
    if names & {*_DATASET["query"], *_DATASET["update"]}:
        raise Refused(400, "the parameter query is missing")
    return None


def _form(given: list[tuple[str, str]]) -> Operation:
    kinds: list[Literal["query", "update"]] = ["query", "update"]
    found = [kind for kind in kinds if any(name == kind for name, _ in given)]
    if len(found) != 1:
        raise Refused(400, "a form holds one parameter query, or one parameter update")
    return _operation(found[0], _only(found[0], given), given)


def _operation(kind: Literal["query", "update"], text: str, given: Iterable[tuple[str, str]]) -> Operation:
    default, named = ([iri for name, value in given if name == wanted for iri in _ESCAPED_JOINT.split(value)]
                      for wanted in _DATASET[kind])  # fmt: skip
    if not default and not named:
        return Operation(kind, text)
    return Operation(kind, text, tuple(default), tuple(named))


def _only(wanted: str, given: Iterable[tuple[str, str]]) -> str:
    values = [value for name, value in given if name == wanted]
    if len(values) > 1:
        raise Refused(400, f"the parameter {wanted} is given {len(values)} times; it must be given once")
    return values[0]


def _pairs(encoded: bytes, where: str) -> list[tuple[str, str]]:
    """Names and values as they come, percent-encoded UTF-8."""
    try:
        pairs = parse_qsl(_text(encoded, where), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise Refused(400, f"the {where}'s parameters are not UTF-8") from error
    except ValueError as error:
        raise Refused(400, f"the {where} has more than {_FIELDS} parameters") from error
    return pairs


def _text(encoded: bytes, where: str) -> str:
    try:
        return encoded.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        raise Refused(400, f"the {where} is not UTF-8 text from byte {error.start} on") from error


def _media(content_type: str) -> str:
    """The media type of a body; a charset beside it can only be UTF-8."""
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(" \"'") not in ("utf-8", "utf8", "us-ascii"):
            raise Refused(415, f"charset {value}: a request is UTF-8", _ACCEPTED)
    return media
