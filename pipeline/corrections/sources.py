"""What a person cites: a place in a document of the build, or a source that was never read."""

from __future__ import annotations

from pipeline.corrections.match import Texts
from pipeline.corrections.model import Add, FixDate
from pipeline.ids import document_id
from pipeline.model import Document, Evidence, Passage, Span
from pipeline.reading.language import language_of
from pipeline.scripts import plain


def misquoted(correction: Add | FixDate, texts: Texts) -> str:
    """Why its source can't be cited: it names a document of the build, where its quote does not stand; or nothing."""
    documents = texts.of(correction.source) if correction.source else []
    if not documents or texts.places(correction.quote, documents):
        return ""
    if not correction.quote.strip():
        return f"{correction.source} is a document of the build: say which words of it state it: quote"
    return f"“{correction.quote}” does not stand in {correction.source}"


def evidence_of(correction: Add | FixDate, texts: Texts, cited: dict[str, Document]) -> tuple[Evidence, str]:
    """Where the source states it: in a document of the build, else in the source as the person names and quotes it."""
    name = correction.document or correction.source
    documents = texts.of(name)
    places = texts.places(correction.quote, documents)
    if not places and correction.document:  # it may go by another name now
        places = texts.places(correction.quote)
    if places:
        return texts.evidence(min(places)), ""
    document = _cited(name, correction.quote or name)
    cited[document.id] = document
    why = (
        f"its quote does not stand in {name} any more; it is cited as the correction has it"
        if correction.document
        else ""
    )
    return Evidence(document.id, Span(0, len(document.text)), document.text), why


def _cited(source: str, text: str) -> Document:
    """A source that is no document of the build: its text is what a person quotes from it, or its name."""
    language = language_of(text) or "en"
    passage = Passage(Span(0, len(text)), "paragraph", language, text, plain(text), tuple(range(len(text))))
    return Document(document_id(source, text), text, source, (passage,))
