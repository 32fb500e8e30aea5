"""Terms as N-Triples writes them: `<https://…>`, `"2024"^^<…>`; and what a person reads in them."""

from __future__ import annotations

import re
from typing import Final

SMT: Final = "https://w3id.org/summitry/ontology#"
ID: Final = "https://w3id.org/summitry/id/"
TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL: Final = "<http://www.w3.org/2000/01/rdf-schema#label>"
ALT_LABEL: Final = "<http://www.w3.org/2004/02/skos/core#altLabel>"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCTERMS: Final = "http://purl.org/dc/terms/"


def local(iri: str) -> str:
    """The last part of an IRI: `<…#heldIn>` is heldIn."""
    return iri.strip("<>").rpartition("#")[2].rpartition("/")[2]


def short(iri: str) -> str:
    """An IRI of ours with its prefix: `id:q159`."""
    bare = iri.strip("<>")
    return f"id:{bare[len(ID) :]}" if bare.startswith(ID) else bare


def value_of(term: str) -> str:
    """The text of a literal, or an IRI without its brackets."""
    if not term.startswith('"'):
        return term.strip("<>")
    text = term[1 : term.rindex('"')]
    return _unescaped(text) if "\\" in text else text


def language_of(term: str) -> str:
    """The language of a literal, or ""."""
    rest = term[term.rindex('"') + 1 :]
    return rest[1:] if rest.startswith("@") else ""


_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def _unescaped(text: str) -> str:
    """What N-Triples wrote with backslashes."""

    def plain(found: re.Match[str]) -> str:
        mark = found[1]
        return chr(int(mark[1:], 16)) if mark[0] in "uU" else _ESCAPED[mark]

    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", plain, text, flags=re.DOTALL)
