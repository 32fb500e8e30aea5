"""HTML → the text that is read of it, and what its head says of itself.

Headings, list items and table rows keep their form as marks that the rest of the reader knows
(`#`, a bullet, bars); navigation, forms, scripts and styles are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Not `form`: whole pages are wrapped in one.
_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "nav", "button", "select", "svg", "iframe", "footer", "aside")
)
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "main", "header", "ul", "ol", "table", "blockquote", "figure", "pre", "dl", "hr")
)
_LINES = frozenset(("br", "tr", "li", "dt", "dd", "figcaption", "caption"))
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_STARTS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "col", "wbr", "source"))
_META = {
    "article:published_time": "date",
    "pubdate": "date",
    "publishdate": "date",
    "dc.date": "date",
    "dcterms.date": "date",
    "date": "date",
    "author": "creator",
    "dc.creator": "creator",
    "og:site_name": "publisher",
    "dc.publisher": "publisher",
}


@dataclass(slots=True)
class Page:
    """The text of a page, and its title, date, publisher and creator where its head gives them."""

    text: str = ""
    title: str = ""
    about: dict[str, str] = field(default_factory=dict)


def is_html(text: str, source: str) -> bool:
    """Whether a document is a web page, by its name or its start."""
    return source.lower().endswith((".html", ".htm", ".xhtml")) or bool(_STARTS.match(text))


def extract(html: str) -> Page:
    """What there is to read on a web page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r"[ \t\u00a0]+", " ", "".join(reader.pieces))
    text = re.sub(r" ?\n ?", "\n", text)
    return Page(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", " ".join(reader.title.split()), reader.about)


class _Reader(HTMLParser):
    """Collects the text of a page; `depth` counts the left-out elements it is in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.title = ""
        self.about: dict[str, str] = {}
        self._skipped: list[str] = []
        self._in_title = False
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self._read_meta(dict(attrs))
        elif tag == "title":
            self._in_title = True
        elif tag in _SKIPPED and tag not in _VOID:
            self._skipped.append(tag)
        elif not self._skipped:
            self._open(tag)

    def _open(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.pieces.append("\n\n" + _HEADINGS[tag])
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag in ("td", "th"):
            self.pieces.append(" | " if self._cells else "")
            self._cells += 1
        elif tag in _LINES:
            self._cells = 0
            self.pieces.append("\n• " if tag == "li" else "\n")

    def _read_meta(self, attributes: dict[str, str | None]) -> None:
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        content = (attributes.get("content") or "").strip()
        if name in _META and content:
            self.about.setdefault(_META[name], content)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in self._skipped:
            while self._skipped and self._skipped.pop() != tag:
                pass
        elif not self._skipped and (tag in _BLOCKS or tag in _HEADINGS):
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._skipped:
            self.pieces.append(re.sub(r"\s+", " ", data))
