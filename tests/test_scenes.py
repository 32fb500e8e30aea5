"""Passages as rows of units, lists of mentions as groups, chains of persons, pairs within reach, trigger words."""

from __future__ import annotations

import pytest
from told import Told, told

from pipeline.languages import ANALYSERS
from pipeline.relate.candidates import Candidate, candidates, joins
from pipeline.relate.frames import find_triggers, frames, trigger_sets

GROUPS = [
    ("en", "{State:Norway}, {State:Sweden} and {State:Finland} met.", [["Norway", "Sweden", "Finland"]]),
    ("en", "{State:Norway} met {State:Sweden}.", [["Norway"], ["Sweden"]]),
    ("en", "{State:Norway} and {Organization:NATO}", [["Norway"], ["NATO"]]),
    ("en", "{Place:Nations Palace}, {Place:Geneva}", [["Nations Palace"], ["Geneva"]]),
    ("en", "{Place:Bergen} and {Place:Turku}", [["Bergen", "Turku"]]),
    ("en", "{Date:2019;2019} and {Date:2021;2021}", [["2019"], ["2021"]]),
    ("ru", "{State:Россия}, {State:Китай} и {State:Монголия} подписали", [["Россия", "Китай", "Монголия"]]),
    ("ru", "{State:Россия}, а также {State:Китай}", [["Россия", "Китай"]]),
    ("zh-hans", "{State:中国}、{State:老挝}和{State:泰国}出席", [["中国", "老挝", "泰国"]]),
    ("zh-hans", "{State:中国}支持{State:老挝}", [["中国"], ["老挝"]]),
]


@pytest.mark.parametrize(("language", "text", "groups"), GROUPS)
def test_lists_are_groups(language, text, groups) -> None:
    given = told(language, text)
    assert [given.names(group) for group in given.scenes[0].groups] == groups


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "The {Event:Lakeport Summit} was held in {Place:Lakeport}.", ["the", "", "be", "hold", "in", "", "."]),
        ("ru", "{Event:Саммит} прошёл в {Place:Минске}.", ["", "пройти", "в", "", "."]),
        ("zh-hans", "{Event:峰会}在{Place:昆明}举行。", ["", "在", "", "举行", "。"]),
    ],
)
def test_a_scene_is_lemmas_and_groups(language, text, words) -> None:
    assert [unit.word for unit in told(language, text).scenes[0].units] == words


def test_numbers_are_all_alike() -> None:
    given = told("en", "The {Event:Lakeport Summit} adopted 24 texts.")
    assert [unit.word for unit in given.scenes[0].units] == ["the", "", "adopt", "0", "text", "."]


def test_names_within_names_are_no_units() -> None:
    given = told("en", "The {Organization:Secretariat of the Lake Forum} met.").with_mention(
        "Lake Forum", "Organization"
    )
    assert [given.names(group) for group in given.scenes[0].groups] == [["Secretariat of the Lake Forum"]]


def test_brackets_are_depth_and_sentences_are_counted() -> None:
    given = told("en", "{State:Norway} (since {Date:2004;2004}) met. {State:Sweden} met.")
    units = {given.names(group)[0]: given.scenes[0].units[group.unit] for group in given.scenes[0].groups}
    assert {name: (unit.depth, unit.sentence) for name, unit in units.items()} == {
        "Norway": (0, 0),
        "2004": (1, 0),
        "Sweden": (0, 1),
    }


CHAINS = [
    "{Person:Ada Lind} ({State:Norway}), {Person:Bo Falk} ({State:Sweden}) and {Person:Eva Salo} ({State:Finland}) came.",
    (
        "{Office:President} of {State:Norway} {Person:Ada Lind}, {Office:President} of {State:Sweden} {Person:Bo Falk} "
        "and {Office:President} of {State:Finland} {Person:Eva Salo} came."
    ),
]


@pytest.mark.parametrize("text", CHAINS)
def test_persons_with_offices_between_them_are_a_chain(text) -> None:
    given = told("en", text)
    persons = [group for group in given.scenes[0].groups if group.cls == "Person"]
    assert [given.names(group) for group in persons] == [["Ada Lind"], ["Bo Falk"], ["Eva Salo"]]
    assert {(group.lead, group.tail) for group in persons} == {(persons[0].unit, persons[-1].unit)}


def test_persons_with_a_verb_between_them_are_none() -> None:
    given = told("en", "{Person:Ada Lind}, who met {Person:Bo Falk}, came.")
    assert all(group.lead == group.unit == group.tail for group in given.scenes[0].groups)


def pairs(given: Told) -> set[tuple[str, str, str]]:
    def name(candidate: Candidate) -> tuple[str, str, str]:
        return given.names(candidate.subject)[0], given.names(candidate.object)[0], candidate.link

    return {name(c) for c in candidates(given.scenes, given.focus)}


def test_a_pair_is_a_candidate_where_a_property_joins_its_classes() -> None:
    given = told("en", "The {Event:Lakeport Summit} in {Place:Lakeport} and {Date:2031;2031}.")
    assert pairs(given) == {("Lakeport Summit", "Lakeport", "same"), ("Lakeport Summit", "2031", "same")}


def test_a_heading_governs_what_stands_below_it() -> None:
    given = told("en", "# {Event:Lakeport Summit}", "Nothing here.", "Held in {Place:Lakeport}.")
    assert ("Lakeport Summit", "Lakeport", "heading") in pairs(given)


def test_what_closes_a_passage_reaches_into_the_next() -> None:
    given = told(
        "en", "The {Event:Lakeport Summit} is over.", "It was held in {Place:Lakeport}.", "{Date:2031;2031} ends."
    )
    assert pairs(given) == {("Lakeport Summit", "Lakeport", "before")}


def test_what_stands_too_far_away_is_no_candidate() -> None:
    given = told("en", f"The {{Event:Lakeport Summit}} {'and so on ' * 40} in {{Place:Lakeport}}.")
    assert pairs(given) == set()


def test_the_body_a_document_is_about_reaches_everywhere() -> None:
    given = told("en", "The {Organization:Lake Forum} meets.", "The {Organization:Lake Forum} talks.", "No more.",
                 "Its members are {State:Norway} and others.")  # fmt: skip
    scene, body = given.focus
    assert (scene.reading.index, given.names(body)) == (0, ["Lake Forum"])
    assert ("Norway", "Lake Forum", "focus") in pairs(given)


def test_a_document_without_bodies_is_about_none() -> None:
    assert told("en", "{State:Norway} met.").focus is None


@pytest.mark.parametrize(
    ("subject", "object_", "kind", "some", "none"),
    [
        ("Event", "Place", "", {"heldIn"}, {"basedIn", "concludedIn"}),
        ("Agreement", "Agreement", "", {"implements", "amends", "supersedes"}, {"adopted"}),
        ("Person", "Office", "", {"jobTitle"}, {"theme", "affiliation"}),
        ("Event", "Theme", "", {"theme"}, {"jobTitle"}),
        ("Event", "State", "ThematicYear", {"declaredBy"}, set()),
        ("Event", "State", "", {"attendedBy"}, {"declaredBy"}),
        ("Event", "Date", "", {"startDate"}, {"endDate", "date"}),
        ("Date", "Event", "", set(), {"startDate"}),
    ],
)
def test_which_properties_join_two_classes(subject, object_, kind, some, none) -> None:
    found = set(joins(subject, object_, kind))
    assert some <= found
    assert not none & found


def test_triggers_are_whole_words_and_the_longest_wins() -> None:
    found = [(t.set, t.span.of("be a dialogue partner of")) for t in find_triggers("be a dialogue partner of", "en")]
    assert ("partner", "dialogue partner") in found
    assert not list(find_triggers("unadopted partnerships", "en"))


def test_triggers_of_a_scene_are_units() -> None:
    for language, text, word in (
        ("en", "The {Agreement:River Charter} was adopted in {Place:Turku}.", "adopt"),
        ("ru", "{Agreement:Устав} был принят в {Place:Турку}.", "принять"),
        ("zh-hans", "会议通过了{Agreement:河流宪章}。", "通过"),
    ):
        scene = told(language, text).scenes[0]
        assert [scene.units[at].word for at in scene.triggers["adopt"]] == [word]


def test_a_name_is_no_trigger() -> None:
    assert told("en", "{Organization:Member States Forum} met.").scenes[0].triggers.get("member", ()) == ()


def test_every_frame_has_its_triggers_in_every_language() -> None:
    for frame in frames().values():
        for name in frame.triggers:
            assert all(getattr(trigger_sets()[name], file) for file in set(ANALYSERS.values())), name
