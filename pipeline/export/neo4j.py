"""CSV for `neo4j-admin database import`: nodes and relationships under the headers that it reads.

    nodes           Entity (and its classes), Document, Claim
    relationships   each fact between two things under its property's name, with its quotes; and how it comes about:
                    (Document)-[mentions]->(Entity), (Claim)-[subject|object]->(Entity), (Claim)-[quotedIn]->(Document)

A date, number or text that a fact states is a property of its node too, a list as there may be several.
Lists are parted by U+001F, as names and quotes may hold any other sign; where a text holds it, U+FFFD stands for it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from pipeline.export.content import Fact, local
from pipeline.model import LANGUAGES
from pipeline.schema import schema

if TYPE_CHECKING:
    from pipeline.export.selection import Selection

Row: TypeAlias = list[str | int | float | None]

SEPARATOR: Final = "\x1f"
NODES: Final = ("entities", "documents", "claims")
RELATIONSHIPS: Final = ("facts", "mentions", "subjects", "objects", "quotes")
COMMAND: Final = " ".join([
    "neo4j-admin database import full",
    *(f"--nodes={name}.csv" for name in NODES),
    *(f"--relationships={name}.csv" for name in RELATIONSHIPS),
    "--array-delimiter=U+001F --multiline-fields=true neo4j",
])  # fmt: skip
README: Final = f"""\
Load into an empty Neo4j 5 database, from this folder, while the database is stopped:

{COMMAND}
"""


def write_neo4j(selection: Selection, folder: Path) -> None:
    """Write the files that the import command reads into a folder."""
    facts = selection.content.facts()
    writers = {
        "entities": _entities(selection, facts),
        "documents": _documents(selection),
        "claims": _claims(selection),
        "facts": _facts(selection, facts),
        "mentions": _mentions(selection),
        "subjects": _ends(selection, "subject"),
        "objects": _ends(selection, "object"),
        "quotes": _quotes(selection),
    }
    for name, rows in writers.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


def _list(values: Iterable[str]) -> str:
    return SEPARATOR.join(value.replace(SEPARATOR, "\ufffd") for value in values)


def _entities(selection: Selection, facts: Iterable[Fact]) -> Iterator[Row]:
    literals = {name: p.literal for name, p in schema().properties.items() if name in schema().facts and p.literal}
    stated: Mapping[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.predicate in literals:
            stated[fact.subject][fact.predicate].append(fact.value.text)
    kinds = (f"{name}:{'long' if kind == 'integer' else 'string'}[]" for name, kind in literals.items())
    labels = (f"label_{language.replace('-', '_')}" for language in LANGUAGES)
    yield ["id:ID(Entity)", "iri", "label", *labels, "names:string[]", "wikidata", "isoCode", "latitude:double",
           "longitude:double", *kinds, ":LABEL"]  # fmt: skip
    for key, entity in selection.content.entities.items():
        label = selection.label(key)
        names = dict.fromkeys(name.text for name in entity.names if name.text != label)
        yield [
            local(key), key, label, *(entity.labels.get(language) for language in LANGUAGES), _list(names),
            entity.same_as, entity.iso_code, entity.latitude, entity.longitude,
            *(_list(_fitting(stated[key][name], kind)) for name, kind in literals.items()),
            _list(["Entity", *entity.classes]),
        ]  # fmt: skip


def _fitting(values: Iterable[str], kind: str) -> list[str]:
    return [v for v in values if kind != "integer" or v.removeprefix("-").isdecimal() and abs(int(v)) < 2**63]


def _documents(selection: Selection) -> Iterator[Row]:
    yield ["id:ID(Document)", "iri", "source", "languages:string[]", "title", "publisher", "creator", "date", ":LABEL"]
    for key, d in selection.content.documents.items():
        yield [local(key), key, d.source, _list(d.languages), d.title, d.publisher, d.creator, d.date, "Document"]


def _claims(selection: Selection) -> Iterator[Row]:
    yield [
        "id:ID(Claim)",
        "iri",
        "property",
        "value",
        "modality",
        "validFrom",
        "validTo",
        "confidence:double",
        ":LABEL",
    ]
    for key, c in selection.content.claims.items():
        value = "" if c.value.is_entity else c.value.text
        yield [local(key), key, c.predicate, value, c.modality, c.valid_from, c.valid_to, c.confidence, "Claim"]


def _facts(selection: Selection, facts: Iterable[Fact]) -> Iterator[Row]:
    content = selection.content
    yield [":START_ID(Entity)", ":END_ID(Entity)", ":TYPE", "fact", "modality", "validFrom", "validTo",
           "confidence:double", "documents:string[]", "quotes:string[]"]  # fmt: skip
    for fact in facts:
        if not fact.value.is_entity:
            continue
        claim, documents = fact.surest, map(local, content.documents_of(fact))
        quotes = dict.fromkeys(quote.quote for c in fact.claims for quote in content.quotes(c))
        yield [local(fact.subject), local(fact.value.text), fact.predicate, fact.id, claim.modality, claim.valid_from,
               claim.valid_to, claim.confidence, _list(documents), _list(quotes)]  # fmt: skip


def _mentions(selection: Selection) -> Iterator[Row]:
    yield [":START_ID(Document)", ":END_ID(Entity)", ":TYPE"]
    for key, document in selection.content.documents.items():
        for entity in document.mentions:
            if entity in selection.content.entities:
                yield [local(key), local(entity), "mentions"]


def _ends(selection: Selection, end: str) -> Iterator[Row]:
    yield [":START_ID(Claim)", ":END_ID(Entity)", ":TYPE"]
    for key, claim in selection.content.claims.items():
        if end == "subject" or claim.value.is_entity:
            yield [local(key), local(claim.subject if end == "subject" else claim.value.text), end]


def _quotes(selection: Selection) -> Iterator[Row]:
    content = selection.content
    yield [":START_ID(Claim)", ":END_ID(Document)", ":TYPE", "start:long", "end:long", "quote"]
    for key, claim in content.claims.items():
        for quote in content.quotes(claim):
            if quote.document in content.documents:
                place = (None, None) if quote.start < 0 else (quote.start, quote.end)
                yield [local(key), local(quote.document), "quotedIn", *place, quote.quote]
