"""A graph as the scorer sees it: nodes with their names, and facts."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Modality


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the graph, as the scorer sees it."""

    iri: str
    cls: str
    names: frozenset[str]
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple of the graph; `literal` tells a value from a node. Of its claim: modality, validity and a quote."""

    subject: str
    property: str
    object: str
    literal: bool
    modality: Modality = "Asserted"
    valid: tuple[str, str] = ("", "")
    quote: str = ""
