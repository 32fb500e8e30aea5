"""A passage as recognition sees it: its text, its tokens, and the known names and dates in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.model import Form, Mention, Passage, Period, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.authority import Known


@dataclass(frozen=True, slots=True)
class Reading:
    """One passage (`index` in its document), analysed. All spans count in `passage.plain`."""

    index: int
    passage: Passage
    doc: Doc
    known: tuple[tuple[Span, Known, Form], ...]
    dates: tuple[tuple[Span, Period], ...]

    @property
    def plain(self) -> str:
        """The text to match against: simplified, half-width."""
        return self.passage.plain

    def surface(self, span: Span) -> str:
        """A stretch as it was written, in its own script."""
        return span.of(self.passage.text)

    def mention(self, span: Span, cls: str, name: str = "", **rest: Any) -> Mention:
        """A mention in this passage; its name is the surface unless given."""
        return Mention(self.index, span, cls, name or self.surface(span), self.passage.language, **rest)
