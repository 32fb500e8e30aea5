"""What can go wrong with input, as one tree.

    SummitryError            anything a user can mend; one line that names the file and what to do
    ├── SkipDocument         this document can't be read; the others go on
    └── StopRun              the run can't go on (bad settings, an output that can't be written)
        └── BadGraph         a graph that breaks its own rules (shapes, evidence)

A programming error is none of these and is never caught.
"""

from __future__ import annotations


class SummitryError(Exception):
    """An error with a one-line message for the person at the keyboard."""


class SkipDocument(SummitryError):
    """One document can't be used: `SkipDocument(path, reason)`."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class StopRun(SummitryError):
    """The whole run can't go on."""


class BadGraph(StopRun):
    """A graph that breaks its shapes or whose quotes do not stand where they say."""
