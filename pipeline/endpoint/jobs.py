"""What the server hands to a worker and gets back: plain values that go through a pipe as a line of JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, and where the answer goes.

    A query or an update (`text`), a graph to fetch (`graphs`: the first of these names that there is), or the
    description of the service at `base`, which takes `updates` or not.
    `default` and `named` are the dataset that the protocol's parameters name, None where they name none.
    `rows`, `triples` are the media types that the client takes for either kind of answer, "" for none;
    the answer is written into the file `out`.
    """

    kind: Literal["query", "update", "graph", "description"]
    text: str = ""
    base: str = ""
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    graphs: tuple[str, ...] | None = None
    rows: str = ""
    triples: str = ""
    out: str = ""
    most: int = 0
    updates: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """An HTTP status; with 200 the media type of what stands in the job's file, else what to tell the client."""

    status: int
    media: str = ""
    message: str = ""
