"""What a person types about a graph → a correction in a file: names become keys, and what can't be meant is refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from rdflib import Literal, URIRef
from rdflib.namespace import RDFS

from pipeline.correct.facts import check_order, cites, claims_of, says_as_much, shown, source_of, stated
from pipeline.correct.keys import key_for
from pipeline.correct.parts import check_parts
from pipeline.correct.said import Said
from pipeline.correct.things import Things
from pipeline.corrections.files import FILE, FOLDER, append, read_corrections
from pipeline.corrections.model import Add, Correction, EntityKey, Filed, FixDate, Merge, Reject, Rename, Retype, Split
from pipeline.corrections.words import correction_id, in_words, substance
from pipeline.errors import StopRun
from pipeline.model import LANGUAGES
from pipeline.schema import accepts, schema
from pipeline.scripts import simplify

Made = TypeVar("Made", Reject, Add, FixDate, Retype, Rename, Merge, Split)


class Desk:
    """A graph, opened to be corrected, and the folder that the corrections go to."""

    def __init__(self, graph: Path, folder: Path | None = None, file: str = FILE) -> None:
        self.things = Things(graph)
        self.folder = folder or graph / FOLDER
        self.file = file

    # --- one method a kind; each returns what was written ---------------------------------------------------------

    def reject(
        self, said: Said, subject: str, property_: str, value: str = "", *, document: str = "", quote: str = ""
    ) -> Filed:
        """Reject what documents state; with no value, all that they state of the property."""
        name = _property(property_)
        node, other, literal = self._fact(subject, name, value)
        about = {
            "subject": key_for(self.things, node, subject),
            "property": name,
            **self._object(other, literal, value),
        }
        correction = _make(Reject, said, **about, document=source_of(self.things, document), quote=quote)
        if not claims_of(self.things, node, name, other, literal, correction):
            so = ", ".join(sorted({shown(self.things, o) for _, o in stated(self.things, node, name)})) or "nothing"
            raise StopRun(f"no document states so; of {subject} {name} they state: {so}")
        return self._file(correction)

    def add(
        self, said: Said, subject: str, property_: str, value: str, source: str, *, quote: str = "",
        modality: str = "Asserted", since: str = "", until: str = "",
    ) -> Filed:  # fmt: skip
        """State a fact with its source: a document of the graph and words in it, or anything else by name."""
        name = _property(property_)
        node, other, literal = self._fact(subject, name, value)
        classes = self.things.class_of(node), literal or self.things.class_of(other or node)
        if not accepts(name, *classes):
            raise StopRun(f"{name} does not join {classes[0]} and {classes[1]}")
        if node == other:
            raise StopRun(f"{subject} and {value} are one thing")
        cited = cites(self.things, source, quote)
        key = key_for(self.things, node, subject)
        about = {"subject": key, "property": name, **self._object(other, literal, value), **cited}
        correction = _make(Add, said, **about, modality=modality, since=since, until=until)
        if any(says_as_much(self.things, c, correction) for c in claims_of(self.things, node, name, other, literal)):
            raise StopRun(f"the graph states so already: {in_words(correction)}")
        return self._file(correction)

    def retype(self, said: Said, name: str, to: str) -> Filed:
        """Say that a thing is of another class, or kind of its class."""
        node = self.things.one(name)
        to = to.removeprefix("smt:")
        if self.things.class_of(node) == to:
            raise StopRun(f"{name} is of class {to} already")
        return self._file(_make(Retype, said, entity=key_for(self.things, node, name), to=to))

    def rename(self, said: Said, name: str, label: str, language: str = "") -> Filed:
        """Say by which name a thing is to be shown in a language; by default the one that the name is in."""
        node = self.things.one(name)
        label = " ".join(label.split())
        tag = language or _language(label)
        if tag not in LANGUAGES:
            raise StopRun(f"{tag}: no language of names; there are {', '.join(LANGUAGES)}")
        if Literal(label, lang=tag) in self.things.store.graph.objects(node, RDFS.label):
            raise StopRun(f"{name} is called {label} ({tag}) already")
        return self._file(_make(Rename, said, entity=key_for(self.things, node, name), language=tag, label=label))

    def merge(self, said: Said, names: Sequence[str]) -> Filed:
        """Say that several things are one; labels and class are those of the first."""
        nodes = {self.things.one(name): name for name in names}
        if len(nodes) < 2:
            raise StopRun(f"{' and '.join(names)} are one thing already" if names else "name the things that are one")
        return self._file(
            _make(Merge, said, entities=tuple(key_for(self.things, node, name) for node, name in nodes.items()))
        )

    def split(
        self, said: Said, name: str, names: Sequence[str], documents: Sequence[str], quotes: Sequence[str]
    ) -> Filed:
        """Say that a thing is two: by which names, in which documents and quotes it is the other one."""
        node = self.things.one(name)
        sources = [source_of(self.things, document) for document in documents]
        check_parts(self.things, node, name, names=names, sources=sources, quotes=quotes)
        parts = {"names": tuple(names), "documents": tuple(sources), "quotes": tuple(quotes)}
        return self._file(_make(Split, said, entity=key_for(self.things, node, name), **parts))

    def fix_date(
        self, said: Said, subject: str, property_: str, value: str, *, was: str = "", source: str = "", quote: str = ""
    ) -> Filed:
        """Say that a date is another: the only one that is stated, or `was`."""
        name = _property(property_)
        node = self.things.one(subject, schema().properties[name].domain)
        dates = sorted({str(o) for _, o in stated(self.things, node, name)})
        cited = cites(self.things, source, quote) if source or quote else {}
        correction = _make(
            FixDate, said, subject=key_for(self.things, node, subject), property=name, was=was, value=value, **cited
        )
        if not dates:
            raise StopRun(f"no document states {name} of {subject}; `summitry correct add` states it, with a source")
        if was and was not in dates or not was and len(dates) > 1:
            raise StopRun(f"of {subject} {name} is stated as {', '.join(dates)}; say with --was which is wrong")
        if not was and dates == [value]:
            raise StopRun(f"of {subject} {name} is stated as {value} already")
        correction = correction.model_copy(update={"was": was or dates[0]})
        check_order(self.things, node, correction, [d for d in dates if d != correction.was])
        return self._file(correction)

    def _fact(self, subject: str, name: str, value: str) -> tuple[URIRef, URIRef | None, str]:
        """Subject, object where it is a thing, and the kind of literal where it is none."""
        stated = schema().properties[name]
        node = self.things.one(subject, stated.domain)
        if stated.literal or not value:
            return node, None, stated.literal
        return node, self.things.one(value, stated.range), ""

    def _object(self, other: URIRef | None, literal: str, value: str) -> dict[str, Any]:
        return (
            {"object": key_for(self.things, other, value)}
            if other is not None
            else {"value": value}
            if literal and value
            else {}
        )

    # --- files ----------------------------------------------------------------------------------------------------

    def _file(self, correction: Correction) -> Filed:
        """Write it, unless a correction says so already or says otherwise."""
        for filed in read_corrections(self.folder):
            if substance(filed.correction) == substance(correction):
                raise StopRun(f"{filed.place} says so already")
            if self._at_odds(filed.correction, correction):
                undo = f"`summitry correct undo {correction_id(filed.correction)[:8]}` takes it back"
                raise StopRun(f"{filed.place} says otherwise; {undo}")
        return append(self.folder, correction, self.file)

    def _at_odds(self, old: Correction, new: Correction) -> bool:
        match old, new:
            case Retype(), Retype():
                return self._meant(old.entity, old.to) == self._meant(new.entity)
            case Rename(), Rename():
                return old.language == new.language and self._meant(old.entity) == self._meant(new.entity)
            case (Reject() as reject, Add() as add) | (Add() as add, Reject() as reject):
                return not (reject.document or reject.quote) and self._same_fact(reject, add)
            case _:
                return False

    def _same_fact(self, one: Reject | Add, other: Reject | Add) -> bool:
        if one.property != other.property or self._meant(one.subject) != self._meant(other.subject):
            return False
        values = [self._meant(c.object) if c.object else c.value for c in (one, other)]
        return values[0] == values[1] or any(not value for value in values)

    def _meant(self, key: EntityKey, cls: str = "") -> tuple[str, ...] | EntityKey:
        return self.things.index.match(key, cls=cls).ids or self.things.index.match(key).ids or key


def _make(model: type[Made], said: Said, **fields: Any) -> Made:
    try:
        return model(author=said.author, date=said.date, reason=said.reason, **fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise StopRun(f"{field}: {message}" if field else message) from error


def _property(typed: str) -> str:
    name = typed.removeprefix("smt:")
    if name not in schema().facts:
        raise StopRun(f"no property is called {name}; there are {', '.join(schema().facts)}")
    return name


def _language(name: str) -> str:
    """The language that a name looks to be in."""
    if any("\u3400" <= c <= "\u9fff" for c in name):
        return "zh-hans" if simplify(name) == name else "zh-hant"
    return "ru" if any("а" <= c <= "я" or c == "ё" for c in name.lower()) else "en"
