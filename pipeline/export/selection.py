"""What part of a graph is exported: filters → claims → the facts they state and all that these need.

A filtered graph is, for every format:

    claims      those of all the filters at once: from one of `documents`; with a `classes` thing at either end
                (subclasses count); of one of `properties` (sub-properties count); at least `min_confidence` sure;
                not over before `since`. A quote in a document that is left out is left out.
    facts       what these claims state
    entities    both ends of the facts. If neither properties nor `since` ask for facts alone: also each thing of
                `classes` that a chosen document mentions, whether or not a fact tells of it
    documents   those that the quotes are in. If neither properties nor `since` ask for facts alone: also each chosen
                document that mentions a thing of `classes`, or all chosen ones where no class is named
    findings    conflicts and version differences all of whose facts and documents are left
    passages    all of a chosen document if no filter looks at claims; else none, as what came of them would be untrue
    corrections those of which a claim that they make or reject is left; of identity, a thing that they are about.
                What is rejected is left with both its ends and a quote, and if no filter looks at claims

So no id points to what is left out. When a claim is over before a day: by the end of its own validity (one with a
beginning alone goes on); else by the last date stated of its subject, if that is an event or an agreement; else by
the date that it states; else by the date of the document. What has no date is left out. The first and last day of an
event go together: where `min_confidence` leaves out all that a document says of one, the other is left out too.

`languages` leave out no fact: they choose names. A thing is shown by its label in the first of them that it has one
in, and by its nearest other one if in none: the other script of Chinese, English, simplified Chinese, traditional
Chinese, Russian. Its other names are kept in these languages only, and of labels besides the one shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.errors import StopRun
from pipeline.export.content import (
    LABEL,
    Claim,
    Content,
    Document,
    Entity,
    Finding,
    Name,
    Value,
    local,
)
from pipeline.export.filters import Filters
from pipeline.schema import schema

FALLBACK: Final = ("en", "zh-hans", "zh-hant", "ru")
SCRIPTS: Final = {"zh-hans": "zh-hant", "zh-hant": "zh-hans"}
DATED: Final = ("Event", "Agreement")  # what is stated of these is of their day
DAYS: Final = {"startDate", "endDate"}


@dataclass(frozen=True)
class Selection:
    """What is exported: `content` is what is left of the `whole`."""

    content: Content
    whole: Content
    filters: Filters

    def label(self, key: str) -> str:
        """The name to show for a thing."""
        return shown(self.content.entities[key], self.filters.languages).text


def select(whole: Content, filters: Filters) -> Selection:
    """What the filters leave; StopRun for a document that the graph does not have."""
    chosen = _chosen_documents(whole, filters.documents)
    claims = _claims(whole, filters, chosen)
    findings = _findings(whole, claims, filters)
    wanted = {key for key, entity in whole.entities.items() if _is_wanted(entity, filters, chosen)}
    cited = {key for claim in claims.values() for key in claim.evidence}
    quoted = {whole.evidence[key].document for key in cited}
    documents = quoted | {key for key, d in whole.documents.items() if key in chosen and _mentions(d, wanted, filters)}
    findings = {key: f for key, f in findings.items() if documents.issuperset(f.documents)}
    cited |= {key for finding in findings.values() for key in finding.evidence}
    cited |= set() if filters.of_claims or filters.documents else whole.evidence.keys()
    entities = wanted | _ends(claims.values())
    content = Content(
        {key: _entity(e, documents, filters) for key, e in whole.entities.items() if key in entities},
        {key: _document(d, entities, documents) for key, d in whole.documents.items() if key in documents},
        claims,
        {key: e for key, e in whole.evidence.items() if key in cited},
        findings,
        {} if filters.of_claims else {key: d for key, d in whole.passages.items() if d in documents},
    )
    return Selection(content, whole, filters)


def _ends(claims: Iterable[Claim]) -> set[str]:
    return {end for claim in claims for end in (claim.subject, claim.value.text if claim.value.is_entity else "")}


def shown(entity: Entity, languages: Iterable[str] = ()) -> Name:
    """The label by which a thing is shown, in one of these languages if it has one; its id if it has none at all."""
    labels = entity.labels
    languages = tuple(languages)
    others = (SCRIPTS[language] for language in languages if language in SCRIPTS)
    for language in (*languages, *others, *FALLBACK, *sorted(labels)):
        if language in labels:
            return Name(LABEL, language, labels[language])
    return Name("", "", local(entity.key))


def _chosen_documents(whole: Content, wanted: Iterable[str]) -> set[str]:
    """The documents with these sources or ids; all if none is named."""
    chosen: set[str] = set()
    for name in wanted:
        id_ = name.removeprefix("document:")
        found = {key for key, d in whole.documents.items() if d.source == name or id_ in (key, local(key))}
        if not found:
            raise StopRun(f"--documents {name}: no such document; `summitry query documents` lists them")
        chosen |= found
    return chosen if wanted else {*whole.documents, ""}  # "": a quote that names no document


def _claims(whole: Content, filters: Filters, chosen: set[str]) -> dict[str, Claim]:
    dates = _dates(whole) if filters.since else {}
    found = {}
    for key, claim in whole.claims.items():
        evidence = tuple(e for e in claim.evidence if whole.evidence[e].document in chosen)
        if filters.documents and not evidence:
            continue
        if _fits(claim, whole, filters) and (not filters.since or _reaches(claim, evidence, whole, filters, dates)):
            found[key] = replace(claim, evidence=evidence)
    return found if filters.min_confidence is None else _in_pairs(found, filters.min_confidence, whole)


def _fits(claim: Claim, whole: Content, filters: Filters) -> bool:
    stated = schema().properties.get(claim.predicate)
    above = stated.superproperties if stated else ()
    if filters.properties and {claim.predicate, *above}.isdisjoint(filters.properties):
        return False
    ends = (claim.subject, claim.value.text) if claim.value.is_entity else (claim.subject,)
    return not filters.classes or any(_is_a(whole.entities[end], filters.classes) for end in ends)


def _is_a(entity: Entity, classes: Iterable[str]) -> bool:
    return not {above for cls in entity.classes for above in _with_superclasses(cls)}.isdisjoint(classes)


def _with_superclasses(cls: str) -> tuple[str, ...]:
    return (cls, *schema().superclasses(cls)) if cls in schema().classes else (cls,)


def _dates(whole: Content) -> Mapping[str, list[str]]:
    """The dates stated of each event and agreement."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in whole.claims.values():
        if _is_date(claim.value) and _is_a(whole.entities[claim.subject], DATED):
            found[claim.subject].append(claim.value.text)
    return found


def _is_date(value: Value) -> bool:
    return value.datatype in ("date", "gYearMonth", "gYear")


def _reaches(
    claim: Claim, evidence: Iterable[str], whole: Content, filters: Filters, dates: Mapping[str, list[str]]
) -> bool:
    """Whether a claim is not over before `since`; a month or year is over on its last day."""
    if claim.valid_from and not claim.valid_to:
        return True
    documents = {whole.evidence[key].document for key in evidence}
    written = [whole.documents[key].date for key in documents if key in whole.documents]
    own = [claim.value.text] if _is_date(claim.value) else []
    known = [claim.valid_to] if claim.valid_to else dates.get(claim.subject) or own or written
    first = f"{filters.since}-01-01"[:10] if len(filters.since) == 4 else f"{filters.since}-01"[:10]
    return any(_last_day(date) >= first for date in known if date)


def _last_day(date: str) -> str:
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")


def _in_pairs(claims: Mapping[str, Claim], minimum: float, whole: Content) -> dict[str, Claim]:
    """The sure claims, without a first day whose document is not sure of any last day, or the other way round."""
    sure = {key: claim for key, claim in claims.items() if claim.confidence >= minimum}
    before, after = (_days(found.values(), whole) for found in (claims, sure))
    return {
        key: claim for key, claim in sure.items()
        if claim.predicate not in DAYS or all(after[day] == before[day] for day in _places(claim, whole))
    }  # fmt: skip


def _days(claims: Iterable[Claim], whole: Content) -> Mapping[tuple[str, str], set[str]]:
    """Which of its days each document tells of an event."""
    days: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.predicate in DAYS:
            for place in _places(claim, whole):
                days[place].add(claim.predicate)
    return days


def _places(claim: Claim, whole: Content) -> list[tuple[str, str]]:
    return [(claim.subject, whole.evidence[key].document) for key in claim.evidence]


def _findings(whole: Content, claims: Mapping[str, Claim], filters: Filters) -> dict[str, Finding]:
    """The findings all of whose facts are still stated."""
    found = {}
    for key, finding in whole.findings.items():
        there = [claim for claim in finding.claims if claim in whole.claims]
        left = tuple(claim for claim in finding.claims if claim in claims)
        facts, stated = ({whole.claims[claim].fact for claim in some} for some in (there, left))
        if facts == stated and (facts or not filters.of_claims):
            found[key] = replace(finding, claims=left)
    return found


def _is_wanted(entity: Entity, filters: Filters, chosen: set[str]) -> bool:
    """Whether a thing stands though no fact tells of it."""
    if filters.of_facts_alone or filters.documents and chosen.isdisjoint(entity.documents):
        return False
    return not filters.classes or _is_a(entity, filters.classes)


def _mentions(document: Document, wanted: set[str], filters: Filters) -> bool:
    if filters.of_facts_alone:
        return False
    return not filters.classes or not wanted.isdisjoint(document.mentions)


def _entity(entity: Entity, documents: set[str], filters: Filters) -> Entity:
    there = tuple(key for key in entity.documents if key in documents)
    if not filters.languages:
        return replace(entity, documents=there)
    first = shown(entity, filters.languages)
    names = tuple(name for name in entity.names if name == first or name.language in filters.languages)
    return replace(entity, documents=there, names=names)


def _document(document: Document, entities: set[str], documents: set[str]) -> Document:
    mentions = tuple(key for key in document.mentions if key in entities)
    versions = tuple(key for key in document.versions if key in documents)
    return replace(document, mentions=mentions, versions=versions)
