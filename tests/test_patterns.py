"""The language of phrases, step by step: what each kind of step joins, what it leaves alone, and how it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import Told, told

from pipeline.errors import StopRun
from pipeline.languages import ANALYSERS
from pipeline.relate import frames, patterns
from pipeline.relate.patterns import compiled
from pipeline.relate.phrases import phrases

LET = {"held": "be? hold", "met": "[ =held / meet ]", "adj": "ancient|old"}


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch):
    """What some patterns, and no others, join in a document: pairs of names, several of a group by "+"."""

    def find(given: Told, *sources: str, property_: str = "heldIn") -> set[tuple[str, str]]:
        language = given.document.passages[0].language
        made = tuple(compiled(property_, source, ANALYSERS[language], LET) for source in sources)
        monkeypatch.setattr(patterns, "patterns", lambda _: made)
        found = phrases(given.scenes, given.mentions, given.focus)
        return {("+".join(given.names(p.subject)), "+".join(given.names(p.object))) for p in found}

    return find


SUMMIT, LAKEPORT = "{Event:Summit}", "{Place:Lakeport}"
HELD = {("Summit", "Lakeport")}
NONE: set[tuple[str, str]] = set()
STEPS = [
    # words: lemmas, one of several, one that may be missing, of a trigger set, two in one
    ("{s:Event} be hold in {o:Place}", f"The {SUMMIT} was held in {LAKEPORT}.", HELD),
    ("{s:Event} be hold in {o:Place}", f"The {SUMMIT} was opened in {LAKEPORT}.", NONE),
    ("{s:Event} be hold|open in {o:Place}", f"The {SUMMIT} was opened in {LAKEPORT}.", HELD),
    ("{s:Event} be? meet in {o:Place}", f"The {SUMMIT} met in {LAKEPORT}.", HELD),
    ("{s:Event} be @hold in {o:Place}", f"The {SUMMIT} was held in {LAKEPORT}.", HELD),
    ("{s:Event} @hold? in {o:Place}", f"The {SUMMIT} in {LAKEPORT}.", HELD),
    # groups: classes, subclasses, one that has to be there, one that may be missing
    ("{s:Event} in {o:Place|State}", "The {Event:Summit} in {State:Norway}.", {("Summit", "Norway")}),
    ("{s:Event} in {o:Place}", "The {Event:Summit} in {State:Norway}.", NONE),
    (
        "{s:ThematicYear} in {o:Place}",
        "The {Event:Year of Birds;ThematicYear} in {Place:Turku}.",
        {("Year of Birds", "Turku")},
    ),
    ("{s:ThematicYear} in {o:Place}", f"The {SUMMIT} in {LAKEPORT}.", NONE),
    ("{s:Event} of {:Date} in {o:Place}", f"The {SUMMIT} of {{Date:2031;2031}} in {LAKEPORT}.", HELD),
    ("{s:Event} of {:Date} in {o:Place}", f"The {SUMMIT} of {{Person:Ada Lind}} in {LAKEPORT}.", NONE),
    ("{s:Event} {:Date}? in {o:Place}", f"The {SUMMIT} in {LAKEPORT}.", HELD),
    ("{s:Event} in {o:Place}", "The {Event:Summit} in {Place:Bergen} and {Place:Turku}.", {("Summit", "Bergen+Turku")}),
    # gaps: how far each goes, and what stops it
    ("{s:Event} .. {o:Place}", f"The {SUMMIT} came at last to {LAKEPORT}.", HELD),
    ("{s:Event} .. {o:Place}", f"The {SUMMIT} came one very late day to {LAKEPORT}.", NONE),
    ("{s:Event} ... {o:Place}", f"The {SUMMIT} came one very late day to {LAKEPORT}.", HELD),
    ("{s:Event} ... {o:Place}", f"The {SUMMIT} {'came ' * 13} {LAKEPORT}.", NONE),
    ("{s:Event} ... {o:Place}", f"The {SUMMIT} ended. {LAKEPORT} is far.", NONE),
    ("{s:Event} .. {o:Place}", f"The {SUMMIT}, then, in {LAKEPORT}.", HELD),
    ("{s:Event} . {o:Place}", f"The {SUMMIT}, then, in {LAKEPORT}.", NONE),
    ("{s:Event} ... {o:Place}", "The {Event:Summit} saw {Person:Ada Lind} in {Place:Lakeport}.", HELD),
    ("{s:Event} ...-Person {o:Place}", "The {Event:Summit} saw {Person:Ada Lind} in {Place:Lakeport}.", NONE),
    ("{s:Event} ... far {o:Place}", "The {Event:Summit} saw {Place:Turku} far {Place:Lakeport}.", NONE),
    (
        "{s:Event} .... {o:Place}",
        "The {Event:Summit} and the {Event:Talks} in {Place:Lakeport}.",
        {("Talks", "Lakeport")},
    ),
    # what must not stand there
    ("{s:Event} ... hold in {o:Place}", f"The {SUMMIT} was not held in {LAKEPORT}.", NONE),
    ("{s:Event} in {o:Place} !{:Office}", f"The {SUMMIT} in {LAKEPORT} {{Office:mayor}}.", NONE),
    ("{s:Event} in {o:Place} !{:Office}", f"The {SUMMIT} in {LAKEPORT} mayor.", HELD),
    ("{s:Event} in {o:Place} !hall|palace", f"The {SUMMIT} in {LAKEPORT} palace.", NONE),
    ("<!former|last {s:Event} in {o:Place}", f"The last {SUMMIT} in {LAKEPORT}.", NONE),
    ("<!former|last {s:Event} in {o:Place}", f"The next {SUMMIT} in {LAKEPORT}.", HELD),
    # edges of sentences and passages
    ("^ {s:Event} {o:Place}", f"{SUMMIT} {LAKEPORT}", HELD),
    ("^ {s:Event} {o:Place}", f"So {SUMMIT} {LAKEPORT}", NONE),
    ("{s:Event} {o:Place} $", f"{SUMMIT} {LAKEPORT} now", NONE),
    ("{s:Event} end .|. ¶ {o:Place}", f"The {SUMMIT} ended. {LAKEPORT} is far.", HELD),
    ("^¶ {o:Place} host {s:Event}", f"So it was. {LAKEPORT} hosts {SUMMIT}.", HELD),
    # rows of steps, one of several or none; names of [let]
    ("{s:Event} [ be hold / meet ] in {o:Place}", f"The {SUMMIT} met in {LAKEPORT}.", HELD),
    ("{s:Event} [ be hold / meet ] in {o:Place}", f"The {SUMMIT} was held in {LAKEPORT}.", HELD),
    ("{s:Event} [ be hold ]? in {o:Place}", f"The {SUMMIT} in {LAKEPORT}.", HELD),
    ("{s:Event} =met in =adj? {o:Place}", f"The {SUMMIT} was held in ancient {LAKEPORT}.", HELD),
    ("{s:Event} =met in =adj? {o:Place}", f"The {SUMMIT} met in {LAKEPORT}.", HELD),
    # tried also without what stands in brackets
    ("{s:Event} in {o:Place}", f"The {SUMMIT} (the {{Ordinal:third}} one) in {LAKEPORT}.", HELD),
]


@pytest.mark.parametrize(("source", "text", "found"), STEPS)
def test_steps(joined, source, text, found) -> None:
    assert joined(told("en", text.replace("{Ordinal:third}", "third")), source) == found


OTHER_LANGUAGES = [
    ("ru", "{s:Event} пройти в {o:Place}", "{Event:Саммит} прошёл в {Place:Минске}.", {("Саммит", "Минске")}),
    ("ru", "{s:Event/Ins} ... {o:Place}", "Перед {Event:саммитом} был {Place:Минск}.", {("саммитом", "Минск")}),
    ("ru", "{s:Event/Ins} ... {o:Place}", "{Event:Саммит} был там же, где {Place:Минск}.", NONE),
    ("ru", "{s:Event} ... {o:Place}", "{Event:Саммит} не прошёл в {Place:Минске}.", NONE),
    ("zh-hans", "{s:Event} .. 在 {o:Place} 举行", "{Event:峰会}将在{Place:昆明}举行。", {("峰会", "昆明")}),
    ("zh-hans", "{s:Event} .. 在 {o:Place} 举行", "{Event:峰会}没有在{Place:昆明}举行。", NONE),
    ("zh-hant", "{s:Event} 在 {o:Place} 举行", "{Event:峰會}在{Place:蘇瓦}舉行。", {("峰會", "蘇瓦")}),
]


@pytest.mark.parametrize(("language", "source", "text", "found"), OTHER_LANGUAGES)
def test_steps_in_other_languages(joined, language, source, text, found) -> None:
    assert joined(told(language, text), source) == found


def test_all_that_is_listed_with_an_end(joined) -> None:
    text = "The {Agreement:First Plan}, the {Agreement:Second Plan} and the {Agreement:Third Plan} were signed by {State:Norway}."
    found = joined(told("en", text), "{s:Agreement+} be sign by {o:State}", property_="party")
    assert {name for subject, _ in found for name in subject.split("+")} == {"First Plan", "Second Plan", "Third Plan"}


def test_all_persons_of_a_chain(joined) -> None:
    text = "The {Event:Summit} met {Person:Ada Lind} ({State:Norway}), {Person:Bo Falk} ({State:Sweden}) and {Person:Eva Salo}."
    found = joined(told("en", text), "{s:Event} meet {o:Person+}", property_="attendedBy")
    assert found == {("Summit", "Ada Lind"), ("Summit", "Bo Falk"), ("Summit", "Eva Salo")}


HEADED = ("# {Event:Summit}", "All went well.", "Held in {Place:Lakeport}.")
EARLIER = ("The {Event:Summit} is over.", "It was held in {Place:Lakeport}.")
WITHIN = ("The {Event:Summit} is over. It was held in {Place:Lakeport}.",)
CONTEXTS = [
    ("<s:Event> hold in {o:Place}", HEADED, HELD),
    ("<s:Event> hold in {o:Place}", EARLIER, HELD),
    ("<s:Event> hold in {o:Place}", WITHIN, HELD),
    ("<s:Event^> hold in {o:Place}", HEADED, HELD),
    ("<s:Event^> hold in {o:Place}", EARLIER, NONE),
    ("<s:Event^> hold in {o:Place}", WITHIN, NONE),
    ("<s:Event-> hold in {o:Place}", HEADED, NONE),
    ("<s:Event-> hold in {o:Place}", EARLIER, NONE),
    ("<s:Event-> hold in {o:Place}", WITHIN, HELD),
    ("<s:Event> hold in {o:Place}", ("Held in {Place:Lakeport}.", "The {Event:Summit} is over."), NONE),
]


@pytest.mark.parametrize(("source", "passages", "found"), CONTEXTS)
def test_an_end_that_was_named_before(joined, source, passages, found) -> None:
    assert joined(told("en", *passages), source) == found


def test_the_nearest_one_before_is_meant(joined) -> None:
    given = told("en", "After the {Event:Talks} came the {Event:Summit}. It was held in {Place:Lakeport}.")
    assert joined(given, "<s:Event> hold in {o:Place}") == HELD


def test_the_body_that_the_document_is_about(joined) -> None:
    far = ("The {Organization:Forum} meets.", *["Nothing more."] * 4, "{State:Norway} joined.")
    assert joined(told("en", *far), "<o:Organization!> {s:State} join", property_="memberOf") == {("Norway", "Forum")}
    assert joined(told("en", *far), "<o:Organization> {s:State} join", property_="memberOf") == NONE


UNDER = "<under:observer|observers> <o:Organization!> ^ {s:State}"
FORUM = "The {Organization:Forum} met."


@pytest.mark.parametrize(
    ("passages", "found"),
    [
        ((FORUM, "# Observers", "- {State:Norway}"), {("Norway", "Forum")}),
        (
            (FORUM, "The observers are", "- {State:Sweden}", "- {State:Norway}"),
            {("Norway", "Forum"), ("Sweden", "Forum")},
        ),
        ((FORUM, "| Observers | Since", "| {State:Norway} | {Date:2004;2004}"), {("Norway", "Forum")}),
        ((FORUM, "# Members", "- {State:Norway}"), NONE),
    ],
)
def test_what_a_heading_or_lead_in_says_of_a_list(joined, passages, found) -> None:
    assert joined(told("en", *passages), UNDER, property_="observerOf") == found


def test_a_pattern_that_says_what_is_not_so(joined) -> None:
    given = told("en", f"The {SUMMIT} in {LAKEPORT} was cancelled.")
    assert joined(given, "{s:Event} in {o:Place}") == HELD
    assert joined(given, "{s:Event} in {o:Place}", "NOT {s:Event} in {o:Place} be cancel") == NONE


BROKEN = [
    ("held", "{s:Event} in {o:Place}", "held"),  # no such property
    ("heldIn", "{s:Event} [ be hold {o:Place}", "[ be hold"),
    ("heldIn", "{s:Event} =nothing {o:Place}", "nothing"),
    ("heldIn", "{s:Event} =round {o:Place}", "=round"),
    ("heldIn", "{s:Event} @nothing {o:Place}", "@nothing"),
    ("heldIn", "{s:Evnt} in {o:Place}", "Evnt"),
    ("heldIn", "{x:Event} in {o:Place}", "{x:Event}"),
    ("heldIn", "{s:Event} in somewhere", "in somewhere"),
    ("heldIn", "{s:Event} join <o:Place>", "join <o:Place>"),  # a context stands first
    ("heldIn", "<x:Event> in {o:Place}", "<x:Event>"),
    ("heldIn", "<s:Evnt> in {o:Place}", "Evnt"),
    ("heldIn", "{s:Event} ..-Evnt {o:Place}", "Evnt"),
]


@pytest.mark.parametrize(("property_", "source", "named"), BROKEN)
def test_a_broken_pattern_is_named_with_its_file(property_, source, named) -> None:
    with pytest.raises(StopRun) as stopped:
        compiled(property_, source, "en", LET | {"round": "a =round"})
    assert str(stopped.value).startswith("patterns_en.toml: ")
    assert named in str(stopped.value)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("content", ["heldIn = [", 'heldIn = "one"', "heldIn = [1]", 'let = ["a"]'])
def test_a_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    (tmp_path / "patterns_en.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(frames, "FOLDER", tmp_path)
    with pytest.raises(StopRun, match=r"patterns_en\.toml: \S") as stopped:
        patterns.patterns.__wrapped__("en")
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_every_pattern_that_ships_is_well_formed(language) -> None:
    for pattern in patterns.patterns(language):
        ends = {*pattern.regex.groupindex, *([pattern.context.end] if pattern.context else [])}
        assert ends == {"s", "o"}, pattern.source
