"""Small documents told with their mentions, so that relating is tested apart from recognising.

    told("en", "# {Event:Lakeport Summit}", "Held in {Place:Lakeport} on {Date:3 July 2031;2031-07-03}.")

A passage is a paragraph; one that begins with "# " is a heading over those after it, "- " a list's item, "| " a
table's row. A mention is {Class:text}, after ";" a date's period ("2031-07" or "2031/2033"), another kind of
mention's subclass, or the name it stands for ("=Lakeport Summit").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Document, Entity, Language, Mention, Passage, PassageKind, Period, Span
from pipeline.relate import scenes_of
from pipeline.relate.scene import Group, Scene
from pipeline.scripts import plain

MARK = re.compile(r"\{(\w+):([^{};]+)(?:;([^{}]*))?\}")
KINDS: dict[str, PassageKind] = {"# ": "heading", "- ": "item", "| ": "row"}


@dataclass(frozen=True)
class Told:
    """A document with its mentions, and what relating makes of them."""

    document: Document
    mentions: tuple[Mention, ...]

    @property
    def scenes(self) -> list[Scene]:
        return scenes_of(self.document, self.mentions)[0]

    @property
    def focus(self) -> tuple[Scene, Group] | None:
        return scenes_of(self.document, self.mentions)[1]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """One thing for each class and name; its id is the name."""
        things: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for index, mention in enumerate(self.mentions):
            if mention.cls not in {"Date", "Office", "Theme"}:
                things.setdefault((mention.cls, mention.stands_for or mention.name), []).append(("d", index))
        return tuple(Entity(name, cls, "", (("en", name),), (), tuple(at)) for (cls, name), at in things.items())

    def name(self, mention: int) -> str:
        return self.mentions[mention].name

    def names(self, group: Group) -> list[str]:
        return [self.name(m) for m in group.members]

    def with_mention(self, text: str, cls: str, **rest: object) -> Told:
        """The same with one more mention, at the first place of a text: for names within names."""
        index, at = next((i, p.text.index(text)) for i, p in enumerate(self.document.passages) if text in p.text)
        language = self.document.passages[index].language
        more = Mention(index, Span(at, at + len(text)), cls, text, language, **rest)
        return replace(self, mentions=ordered([*self.mentions, more]))


def ordered(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.passage, m.span.start, -m.span.end)))


def told(language: Language, *marked: str) -> Told:
    """A document of marked passages, one a line."""
    passages: list[Passage] = []
    mentions: list[Mention] = []
    start, heading, blocks = 0, None, 0
    for index, line in enumerate(marked):
        kind = KINDS.get(line[:2], "paragraph")
        text, found = _unmarked(line[2:] if kind != "paragraph" else line, index, language)
        blocks += not passages or passages[-1].kind != kind
        span = Span(start, start + len(text))
        offsets = tuple(range(span.start, span.end))
        parent = None if kind == "heading" else heading
        passages.append(Passage(span, kind, language, text, plain(text), offsets, blocks, parent))
        mentions += found
        start, heading = span.end + 1, index if kind == "heading" else heading
    return Told(Document("d", "\n".join(p.text for p in passages), "d.txt", tuple(passages)), ordered(mentions))


def _unmarked(line: str, passage: int, language: Language) -> tuple[str, list[Mention]]:
    text, end, mentions = "", 0, []
    for match in MARK.finditer(line):
        text += line[end : match.start()]
        span = Span(len(text), len(text) + len(match[2]))
        mentions.append(Mention(passage, span, match[1], match[2], language, **dict(_rest(match[1], match[3] or ""))))
        text, end = text + match[2], match.end()
    return text + line[end:], mentions


def _rest(cls: str, after: str) -> Iterator[tuple[str, object]]:
    if cls == "Date" and after:
        start, _, end = after.partition("/")
        yield "period", Period(start, end or start)
    elif after.startswith("="):
        yield "stands_for", after[1:]
        yield "form", "reference"
    elif after:
        yield "kind", after
