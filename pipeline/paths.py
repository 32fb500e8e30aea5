"""Where the program's own data lies: beside `pipeline/`, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
"""Vocabulary, shapes, authority data, lexicons and named queries."""

QUERIES = ONTOLOGY / "queries"
"""The named queries: one `NAME.rq` each."""
