"""Rows of `tests/resolve`: documents of a sentence or two with two names marked, through recognition and resolution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.model import Document, Entity, Language, Mention, Passage, Span
from pipeline.recognise import recognise
from pipeline.resolve import resolve
from pipeline.scripts import plain

TABLES = Path(__file__).parent / "resolve"
LANGUAGE: dict[str, Language] = {"zh": "zh-hans", "hant": "zh-hant", "ru": "ru", "en": "en"}
VALUES = {"Date", "Office", "Theme"}
ALIKE = 0.6  # of both stretches that a mention shares with what is marked, at least
HEAD = 0.4  # … where it has the marked name's head, which is its first word in Russian, else its last


def rows(name: str) -> list[str]:
    """The rows of a table."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def document(text: str, name: str) -> tuple[Document, list[tuple[int, Span]]]:
    """A document written as in the tables, and what is marked in it: (passage, where)."""
    passages: list[Passage] = []
    marked: list[tuple[int, Span]] = []
    for index, part in enumerate(text.split("¶")):
        tag, _, body = part.strip().partition(" ")
        bare, starts = "", []
        for piece in re.split(r"([\[\]])", body):
            if piece == "[":
                starts.append(len(bare))
            elif piece == "]":
                marked.append((index, Span(starts.pop(), len(bare))))
            else:
                bare += piece
        bare = bare.strip()
        passages.append(
            Passage(Span(0, len(bare)), "paragraph", LANGUAGE[tag], bare, plain(bare), tuple(range(len(bare))))
        )
    return Document(name, "\n".join(p.text for p in passages), f"{name}.txt", tuple(passages)), marked


def nodes(row: str) -> tuple[list[Entity | None], tuple[Entity, ...]]:
    """The entity that each marked name is a mention of (none where none was recognised), and all entities."""
    documents, mentions, marks = [], {}, []
    for number, text in enumerate(row.split("‖")):
        read, marked = document(text, f"d{number}")
        documents.append(read)
        mentions[read.id] = recognise(read)
        marks += [(read.id, _named(mentions[read.id], *place)) for place in marked]
    entities = resolve(documents, mentions)
    return [next((e for e in entities if mark in e.mentions), None) for mark in marks], entities


def _named(mentions: Sequence[Mention], passage: int, span: Span) -> int:
    """The mention that is most nearly at a place; −1 where none is."""
    shares = [_share(m, span) if m.passage == passage else 0.0 for m in mentions]
    best = max(range(len(mentions)), key=lambda i: shares[i], default=-1)
    return best if best >= 0 and shares[best] else -1


def _share(mention: Mention, span: Span) -> float:
    """How much of what is marked is a mention's; 0 if that is another name."""
    ours = mention.span
    shared = (min(ours.end, span.end) - max(ours.start, span.start)) / max(len(ours), len(span))
    headed = ours.start == span.start if mention.language == "ru" else ours.end == span.end
    return shared if mention.cls not in VALUES and shared >= (HEAD if headed else ALIKE) else 0.0
