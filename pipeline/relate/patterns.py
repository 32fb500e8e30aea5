"""Frames as data: phrases that state a property, written down per language in `ontology/frames/patterns_*.toml`.

    [organizer]
    en = "{o:State|Organization} will? host ... {s:Event}"

A pattern is a row of steps, matched within a sentence against a scene's units:

    {s:Event}  {o:State|Place}   the subject, the object: a group of one of the classes (or subclasses)
    {s:Organ}                    a body whose name is but a word for an organ (`plain.toml`)
    {s:Sitting}  {s:Numbered}    an event that is named by its number and kind, by its number alone (`plain.toml`)
    {o:Several}                  an office in the plural: Presidents, президенты
    {o:Person+}                  … with all persons of its chain ("A (X), B (Y) and C (Z)")
    {o:Agreement+}               … with all that it is listed with ("the “A”, the “B” and the “C”")
    {:Person}  {:Place}?         a group that only has to be there; one that may be missing
    {o:State/Ins|Gen}            a group in one of the cases (its first declined word's; a person's last one's), or
                                 whose case nobody can tell
    host|stage   will?           a word (lemma; as written in Chinese), one of several, one that may be missing
    @hold        @hold?          a word of the trigger set `hold`
    ..           ...             up to 4 words; up to 12 units (never past a group of the next slot's classes)
    .                            like .., but never past a comma or colon; no gap passes a negation (`modality.toml`),
                                 and none may stand right before the whole
    ...-Event|Person             … nor past a group of these classes
    !{:Office}                   no group of the class stands here
    !leave|quit  <!former|ex     none of these words stands here; none stands right before here
    ....                         like ..., and never past a group of the classes of the slot before it
    ¶   ^¶   ^   $               the end of a sentence, its beginning; the beginning of the passage, its end
    <s:Event>                    (first) the subject does not stand in the pattern: it is the nearest one before it,
                                 in the passage, else in the headings above it, else in the passages before
    <o:Organization!>            … else the body that the document is about
    <o:Organization*>            it stands in the headings above, else is the body that the document is about
    <o:Organization~>            … in this passage before, else as with *: never in the passages before
    <o:Date^>   <s:Event->       it stands in the headings above; earlier in this passage: nowhere else
    <o:Date=>                    a heading above begins with it
    <under:member|members>       (first) one of the words stands in the heading above, in the line that introduces
                                 the list, or in the first row of the table
    <no:Agreement>               (first) no heading above names a thing of the class
    [ be hold / meet ]           one of several rows of steps
    [ at .. ]?                   a row of steps that may be missing
    =name   =name?               what the table [let] of the file calls by that name, as if it stood in brackets

Each pattern is tried with and without what stands in parentheses. A pattern that begins with NOT says what
is not so: no phrase of that property joins the two groups it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import StopRun
from pipeline.languages import ANALYSERS
from pipeline.model import Language
from pipeline.relate.frames import frames, load, modal_words
from pipeline.relate.steps import SLOT, classes_of, expression, space

CONTEXT = re.compile(r"<([so]):([\w|.]+)([!^*=~-]?)>")
UNDER = re.compile(r"<under:(.+)>")
WITHOUT = re.compile(r"<no:([\w|]+)>")
NAMED = re.compile(r"=([a-z_]+)(\??)")
EMPTY: Mapping[str, str] = MappingProxyType({})
DEEP = 8  # names within names in [let] at most

UNDERTAKEN = {"memberOf", "foundingMemberOf", "observerOf", "dialoguePartnerOf", "party", "supports", "opposes"}
# A group and what tells that it is to do something: in Chinese and Russian its verb, in English "to".
BEGINS = {
    file: re.compile(rf"{space}⟦[^⟧]*⟧{then}")
    for file, space, then in (("en", " ", " to "), ("ru", " ", ""), ("zh", "", ""))
}


class Phrasebook(BaseModel):
    """A file of patterns: those of each property, and in `let` the steps that they call by a name."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, list[str]] = Field(init=False)
    let: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Context:
    """An end that the pattern leaves to what was named before."""

    end: str
    classes: tuple[str, ...]
    where: str  # "!" also the document's body, "^" only in headings, "-" only in this passage, "~" not those before


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern. `words`: of each set at least one must stand in the text, else it can't match.

    `under`: of these words one must stand in what governs the passage; `without`: no heading above names such a thing.
    """

    property: str
    source: str
    regex: re.Pattern[str]
    context: Context | None
    chained: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    under: tuple[str, ...] = ()
    negative: bool = False
    without: tuple[str, ...] = ()

    def may_match(self, text: str) -> bool:
        """A quick look before the slow one."""
        return all(any(w in text for w in words) for words in self.words)


@cache
def patterns(language: Language) -> tuple[Pattern, ...]:
    """The patterns of a language, in the order of its file; a malformed one is a StopRun."""
    file = ANALYSERS[language]
    book = load(f"patterns_{file}.toml", Phrasebook)
    return tuple(compiled(p, one, file, book.let) for p, sources in (book.model_extra or {}).items() for one in sources)


def compiled(property_: str, source: str, file: str, let: Mapping[str, str] = EMPTY) -> Pattern:
    """One pattern from its text; `file` is the language file ("zh", "ru", "en") whose trigger words it uses.

    StopRun, naming the file and the pattern, if it is malformed or names what there is not.
    """
    try:
        return _compiled(property_, source, file, let)
    except (ValueError, re.error) as error:
        raise StopRun(f"patterns_{file}.toml: {property_}: {source!r}: {error}") from error


def _compiled(property_: str, source: str, file: str, let: Mapping[str, str]) -> Pattern:
    if property_ not in frames():
        raise ValueError(f"no frame for {property_}")
    steps = _written_out(source, let)
    negative = steps[0] == "NOT"
    steps = steps[negative:]
    steps, under, without, context = _conditions(steps)
    body, words = expression(steps, file)
    regex = re.compile(body)
    if {*regex.groupindex, *([context.end] if context else ())} != {"s", "o"}:
        raise ValueError("a pattern has a subject, s, and an object, o")
    chained = frozenset(end for end, _, plus, _ in SLOT.findall(source) if plus and end)
    return Pattern(property_, source, regex, context, chained, words, under, negative, without)


def _conditions(steps: list[str]) -> tuple[list[str], tuple[str, ...], tuple[str, ...], Context | None]:
    """The steps that stand in the text; before them: the words above, the classes not above, the end left unsaid."""
    under: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    context = None
    while steps and steps[0].startswith("<") and not steps[0].startswith("<!"):
        if governed := UNDER.fullmatch(steps[0]):
            under = tuple(governed[1].split("|"))
        elif barred := WITHOUT.fullmatch(steps[0]):
            classes_of(barred[1])
            without = tuple(barred[1].split("|"))
        else:
            context = _context(steps[0])
        steps = steps[1:]
    return steps, under, without, context


def _written_out(source: str, let: Mapping[str, str]) -> list[str]:
    """The steps of a pattern, with what [let] names put in the place of its names."""
    steps = source.split()
    for _ in range(DEEP):
        if not any(NAMED.fullmatch(s) for s in steps):
            return steps
        steps = [one for step in steps for one in _named(step, let)]
    raise ValueError("names in [let] go round in a circle")


def _named(step: str, let: Mapping[str, str]) -> list[str]:
    name = NAMED.fullmatch(step)
    if name is None:
        return [step]
    if name[1] not in let:
        raise ValueError(f"nothing in [let] is called {name[1]}")
    steps = let[name[1]].split()
    return [steps[0] + name[2]] if len(steps) == 1 else ["[", *steps, f"]{name[2]}"]


def _context(step: str) -> Context:
    match = CONTEXT.fullmatch(step)
    if match is None:
        raise ValueError(f"what is {step}?")
    classes_of(match[2])
    return Context(match[1], tuple(match[2].split("|")), match[3])


def matches(language: Language, text: str) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """All matches of a language's patterns in an encoded scene; those of one pattern may overlap."""
    for pattern in patterns(language):
        if pattern.may_match(text):
            at = 0
            while (match := pattern.regex.search(text, at)) is not None:
                file = ANALYSERS[language]
                if not _denied(file, text[: match.start()]) and not _asked(file, pattern.property, text, match):
                    yield pattern, match
                at = match.start() + 1


def _denied(file: str, before: str) -> bool:
    """Whether a negation stands right before a phrase."""
    return any(before.endswith(space(file) + w) for w in getattr(modal_words()["Negated"], file))


def _asked(file: str, property_: str, text: str, match: re.Match[str]) -> bool:
    """Whether a phrase begins with one who is only asked to do what it says (urged Kenya to join)."""
    if property_ not in UNDERTAKEN or not BEGINS[file].match(match[0]):
        return False
    before = text[: match.start()]
    return any(before.endswith(space(file) + w) for w in _asking(file))


def _asking(file: str) -> tuple[str, ...]:
    words: tuple[str, ...] = getattr(modal_words()["Asked"], file)
    return words
