"""Mentions → claims: what names say, whom offices stand for, what can't be, how a clause limits a fact, what stands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from told import Told, told

from pipeline.authority import load
from pipeline.model import Claim, Mention, Period, Span
from pipeline.relate import connect, patterns, relate
from pipeline.relate.confidence import along, confidence
from pipeline.relate.dated import Holder
from pipeline.relate.decide import MOST_EVIDENCE, decide
from pipeline.relate.inside import inside
from pipeline.relate.offices import for_the_state
from pipeline.relate.patterns import compiled
from pipeline.relate.qualify import modality
from pipeline.relate.relation import Relation
from pipeline.relate.scorer import Forest, forest
from pipeline.relate.validity import validity
from pipeline.relate.veto import possible

NOTHING = Forest.model_validate({"measures": [], "base": -1.0, "trees": [], "threshold": 0.5, "thresholds": {}})
EVERYTHING = NOTHING.model_copy(update={"base": 9.0})
CONTRARY = NOTHING.model_copy(update={"base": -9.0})

# --- what names say by themselves


def stated(given: Told) -> set[tuple[str, str, str]]:
    return {
        (given.name(r.subject), r.property, r.value or given.name(r.object)) for r in inside(given.mentions)
    }  # fmt: skip


SECRETARIAT = told("en", "The {Organization:Secretariat of the Lake Forum} met.")
SUMMIT = told("en", "The {Event:Lakeport Summit} met.")
CENTRE = told("zh-hans", "{Organization:湖区论坛经济中心}成立。")


def test_a_body_named_with_its_parent_is_part_of_it() -> None:
    given = SECRETARIAT.with_mention("Lake Forum", "Organization")
    assert stated(given) == {("Secretariat of the Lake Forum", "partOf", "Lake Forum")}


def test_a_chinese_body_begins_with_its_parent() -> None:
    assert stated(CENTRE.with_mention("湖区论坛", "Organization")) == {("湖区论坛经济中心", "partOf", "湖区论坛")}
    assert stated(CENTRE.with_mention("经济中心", "Organization")) == set()


def test_an_event_named_by_its_place_is_held_there() -> None:
    assert stated(SUMMIT.with_mention("Lakeport", "Place")) == {("Lakeport Summit", "heldIn", "Lakeport")}


@pytest.mark.parametrize(
    ("given", "side", "other"),
    [
        (told("en", "The {Agreement:Memorandum between the Lake Bank and the River Forum} runs."), "Lake Bank", "River Forum"),
        (told("ru", "{Agreement:Меморандум между Озёрным банком и Речным форумом} действует."), "Озёрным банком", "Речным форумом"),
        (told("zh-hans", "《{Agreement:湖区银行与河流论坛合作备忘录}》生效。"), "湖区银行", "河流论坛"),
    ],
)  # fmt: skip
def test_a_title_names_the_sides_of_a_text(given: Told, side: str, other: str) -> None:
    both = given.with_mention(side, "Organization").with_mention(other, "Organization")
    assert {(p, o) for _, p, o in stated(both)} == {("party", side), ("party", other)}


def test_a_title_that_names_a_body_otherwise_names_no_side() -> None:
    given = told("en", "The {Agreement:Programme of the River Forum} runs.").with_mention("River Forum", "Organization")
    assert not any(p == "party" for _, p, _ in stated(given))


def test_a_reference_says_nothing() -> None:
    given = told("en", "The {Event:Lakeport Summit;=Lakeport Summit} met.").with_mention("Lakeport", "Place")
    assert stated(given) == set()


def test_only_the_outermost_inner_name_counts() -> None:
    given = told("en", "The {Event:meeting of the Secretariat of the Lake Forum} ended.")
    given = given.with_mention("Secretariat of the Lake Forum", "Organization").with_mention(
        "Lake Forum", "Organization"
    )
    assert stated(given) == {
        ("meeting of the Secretariat of the Lake Forum", "meetingOf", "Secretariat of the Lake Forum"),
        ("Secretariat of the Lake Forum", "partOf", "Lake Forum"),
    }


VALUES = [
    ("Event", {"ordinal": 24}, {"ordinal": "24"}),
    ("Event", {"period": Period("2031", "2031")}, {"startDate": "2031", "endDate": "2031"}),
    ("Event", {"period": Period("2031-05", "")}, {"startDate": "2031-05", "endDate": "2031-05"}),
    ("Agreement", {"period": Period("2022", "2024")}, {"validFrom": "2022", "validTo": "2024"}),
    ("Agreement", {"period": Period("", "2035")}, {"validTo": "2035"}),
    ("Initiative", {"period": Period("2022", "")}, {"validFrom": "2022"}),
    ("Organization", {"period": Period("2022", "2024")}, {}),
    ("Agreement", {"ordinal": 3}, {}),
]


@pytest.mark.parametrize(("cls", "rest", "values"), VALUES)
def test_numbers_and_years_in_a_name(cls, rest, values) -> None:
    mention = Mention(0, Span(0, 4), cls, "Name", "en", **rest)
    assert {r.property: r.value for r in inside([mention])} == values


# --- whom an office-holder stands for


def relation(property_: str, subject: int, object_: int = -1, value: str = "", **rest: object) -> Relation:
    given = {"places": ((0, Span(0, 1)),), "probability": 0.9, "reason": "said"} | rest
    return Relation(property_, subject, object_, value=value, **given)


def mention(cls: str, name: str, known: str = "", **rest: object) -> Mention:
    return Mention(0, Span(0, 1), cls, name, rest.pop("language", "en"), known=known, **rest)


def test_a_minister_stands_for_the_state() -> None:
    minister, ministry, state = (
        mention("Person", "Ada Lind"), mention("Organization", "Ministry of Water of Norway"), mention("State", "Norway", "Q20"),
    )  # fmt: skip
    said = [relation("affiliation", 0, 1), relation("jobTitle", 0, value="Minister of Water")]
    everybody = [minister, ministry, state]
    ids = dict(enumerate(("ada", "ministry", "norway")))
    assert [r.object for r in for_the_state(said, everybody, ids)] == [2, -1]
    head = [said[0], relation("jobTitle", 0, value="Head of Department")]
    assert [r.object for r in for_the_state(head, everybody, ids)] == [1, -1]


def test_where_the_state_is_not_mentioned_the_ministry_stays() -> None:
    said = [relation("affiliation", 0, 1), relation("jobTitle", 0, value="Minister of Water")]
    found = for_the_state(
        said, [mention("Person", "Ada Lind"), mention("Organization", "Ministry of Water")], {0: "a", 1: "b"}
    )
    assert [r.object for r in found] == [1, -1]


# --- what can't be


@pytest.mark.parametrize(
    ("subject", "object_", "kept"),
    [
        (("Place", "Bergen"), ("State", "Norway"), True),
        (("Place", "Bergen"), ("State", "China"), False),
        (("Place", "Somewhere"), ("State", "China"), True),
        (("Organization", "SCO"), ("Organization", "SCO Secretariat"), False),
        (("Organization", "SCO Secretariat"), ("Organization", "SCO"), True),
    ],
)
def test_background_refuses_what_it_knows_to_be_otherwise(subject, object_, kept) -> None:
    from pipeline import authority

    names = authority.load()
    both = []
    for cls, name in (subject, object_):
        found = [known.id for span, known, _ in names.scan(name, "en") if len(span) == len(name)]
        both.append(mention(cls, name, *found))
    assert list(possible([relation("partOf", 0, 1)], both)) == ([relation("partOf", 0, 1)] if kept else [])


@pytest.mark.parametrize(
    ("name", "place", "source", "kept"),
    [
        ("Paris Summit", "Astana", "scorer", False),
        ("Paris Summit", "Paris", "scorer", True),
        ("Paris Summit", "Astana", "phrase", True),  # said outright
        ("River Summit", "Astana", "scorer", True),
        ("Paris Summit", "France", "scorer", True),  # no city
    ],
)
def test_a_summit_named_after_a_city_is_hardly_held_in_another(name: str, place: str, source: str, kept: bool) -> None:
    known = [found.id for span, found, _ in load().scan(place, "en") if len(span) == len(place)]
    both = [mention("Event", name), mention("Place", place, *known)]
    said = replace(relation("heldIn", 0, 1), source=source)
    assert list(possible([said], both)) == ([said] if kept else [])


# --- planned, proposed, limited in time

MODES = [
    ("en", "The {Event:Summit} will be held in {Place:Turku}.", "heldIn", "Planned"),
    ("en", "The {Event:Summit} was held in {Place:Turku}.", "heldIn", "Asserted"),
    ("en", "{State:Norway} will come, and the {Event:Summit} met in {Place:Turku}.", "heldIn", "Asserted"),
    ("en", "It was proposed that the {Event:Summit} meet in {Place:Turku}.", "heldIn", "Proposed"),
    ("en", "{State:Norway} will support the {Initiative:Clean Lakes}.", "supports", "Asserted"),
    ("ru", "{Event:Саммит} запланирован в {Place:Минске}.", "heldIn", "Planned"),
    ("ru", "{Event:Саммит} прошёл в {Place:Минске}.", "heldIn", "Asserted"),
    ("ru", "{Event:Саммит} состоится в {Place:Минске}.", "heldIn", "Planned"),
    ("ru", "{Event:Саммит} будет открыт в {Place:Минске}.", "heldIn", "Planned"),
    ("ru", "{Organization:Форум} был основан в {Place:Минске}.", "foundedIn", "Asserted"),
    ("zh-hans", "{Event:峰会}将在{Place:昆明}举行。", "heldIn", "Planned"),
    ("zh-hans", "{Event:峰会}在{Place:昆明}举行。", "heldIn", "Asserted"),
    ("zh-hans", "中方建议{Event:峰会}在{Place:昆明}举行。", "heldIn", "Proposed"),
]


@pytest.mark.parametrize(("language", "text", "property_", "mode"), MODES)
def test_modality_is_that_of_the_clause(language, text, property_, mode) -> None:
    scene = told(language, text).scenes[0]
    first, second = scene.groups[-2:]
    assert modality(property_, scene, first.unit, second.unit) == mode


PERIODS = [
    ("memberOf", "{State:Norway} has been a member of the {Organization:Forum} since {Date:2004;2004}.", "2004", ""),
    ("memberOf", "{State:Norway} was a member of the {Organization:Forum} until {Date:2004;2004}.", "", "2004"),
    ("memberOf", "{State:Norway} joined the {Organization:Forum} in {Date:2004;2004}.", "2004", ""),
    ("memberOf", "{State:Norway} left the {Organization:Forum} in {Date:2004;2004}.", "", "2004"),
    ("memberOf", "{State:Norway} is a member of the {Organization:Forum}.", "", ""),
    ("memberOf", "{Organization:Forum} members: {State:Norway} ({Date:2004;2004}), Chad.", "2004", ""),
    ("memberOf", "In {Date:2004;2004} it rained; {State:Norway} is a member of the {Organization:Forum}.", "", ""),
    ("party", "{State:Norway} signed the pact of the {Organization:Forum} on {Date:4 May;2004-05-04}.", "", ""),
    ("chairOf", "{State:Norway} chairs the {Organization:Forum} in {Date:2031-2032;2031/2032}.", "2031", "2032"),
    ("chairOf", "{State:Norway} chairs the {Organization:Forum} in {Date:2031;2031}.", "2031", "2031"),
    ("chairOf", "{State:Norway} chaired the {Organization:Forum} at its session on {Date:4 May;2004-05-04}.", "", ""),
    ("memberOf", "{State:Норвегия} была членом {Organization:Форума} до {Date:2004 года;2004}.", "", "2004"),
    ("memberOf", "{State:Норвегия} — член {Organization:Форума} с {Date:2004 года;2004}.", "2004", ""),
    ("memberOf", "{State:挪威}自{Date:2004年;2004}起是{Organization:论坛}成员国。", "2004", ""),
    ("chairOf", "{State:挪威}担任{Date:2031年;2031}{Organization:论坛}轮值主席国。", "2031", "2031"),
]


@pytest.mark.parametrize(("property_", "text", "start", "end"), PERIODS)
def test_a_date_in_the_clause_limits_a_status(property_, text, start, end) -> None:
    language = "ru" if re.search("[а-я]", text) else "en" if re.search(r"[a-z] [a-z]", text) else "zh-hans"
    given = told(language, text)
    scene = given.scenes[0]
    state, forum = (next(g for g in scene.groups if g.cls == cls) for cls in ("State", "Organization"))
    norway = Holder(scene, state.unit, other=forum.unit)
    assert validity(property_, norway, given.mentions) == (Period(start, end) if start or end else None)
    assert validity("supports", norway, given.mentions) is None


# --- which readings stand

ENDS = {0: "summit", 1: "turku", 2: "finland", 3: "ada", 4: "forum"}
PAGE = told("en", "First sentence.", "Second sentence.")


def kept(*relations: Relation) -> dict[tuple[str, str, str], Claim]:
    return {(c.subject, c.property, c.object): c for c in decide(PAGE.document, relations, ENDS)}


def test_of_what_there_is_only_one_the_surest_stands() -> None:
    found = kept(
        relation("startDate", 0, value="2031", probability=0.7), relation("startDate", 0, value="2032", probability=0.8),
    )  # fmt: skip
    assert list(found) == [("summit", "startDate", "2032")]


def test_what_is_said_goes_before_what_a_name_implies() -> None:
    found = kept(
        relation("startDate", 0, value="2031", probability=0.7),
        relation("startDate", 0, value="2032", probability=0.95, reason="name"),
    )
    assert list(found) == [("summit", "startDate", "2031")]


def test_of_what_there_are_few_those_nearly_as_sure_stand() -> None:
    titles = [("President", 0.9), ("Chair", 0.8), ("Secretary", 0.5)]
    found = kept(*(relation("jobTitle", 3, value=title, probability=p) for title, p in titles))
    assert list(found) == [("ada", "jobTitle", "Chair"), ("ada", "jobTitle", "President")]


def test_of_what_there_are_many_all_stand() -> None:
    assert len(kept(relation("attendedBy", 0, 2), relation("attendedBy", 0, 3, probability=0.4))) == 2


def test_the_most_precise_place_stands() -> None:
    both = [relation("heldIn", 0, 1, probability=0.5), relation("heldIn", 0, 2, probability=0.9)]
    assert ("summit", "heldIn", "finland") in kept(*both)
    found = kept(*both, relation("partOf", 1, 2))
    assert set(found) == {("summit", "heldIn", "turku"), ("turku", "partOf", "finland")}


def test_of_what_excludes_each_other_the_surest_stands() -> None:
    member, observer = relation("memberOf", 2, 4, probability=0.8), relation("observerOf", 2, 4, probability=0.7)
    assert list(kept(member, observer)) == [("finland", "memberOf", "forum")]
    former = replace(observer, valid=Period("", "2004"))
    assert len(kept(member, former)) == 2
    assert len(kept(member, replace(observer, subject=3))) == 2


def test_what_goes_one_way_goes_the_surer_way() -> None:
    there, back = relation("implements", 0, 4, probability=0.6), relation("implements", 4, 0, probability=0.8)
    assert list(kept(there, back)) == [("forum", "implements", "summit")]


def test_nothing_is_said_of_itself_or_of_what_is_no_thing() -> None:
    assert kept(relation("partOf", 1, 1), relation("partOf", 1, 9), relation("partOf", 9, 1)) == {}


def test_one_fact_has_all_its_evidence_and_its_surest_reading() -> None:
    first = relation("attendedBy", 0, 3, places=((0, Span(0, 5)),), probability=0.6, valid=Period("2031", ""))
    second = relation("attendedBy", 0, 3, places=((1, Span(0, 6)),), probability=0.876, modality="Planned")
    claim = kept(first, second)["summit", "attendedBy", "ada"]
    assert [e.quote for e in claim.evidence] == ["First", "Second"]
    assert (claim.modality, claim.valid) == ("Planned", Period("2031", ""))
    assert claim.confidence == round(max(confidence(first), confidence(second)), 2)


def test_confidence_is_read_off_the_curve_of_the_source() -> None:
    curve = [(0.4, 0.2), (0.8, 0.6)]
    assert [round(along(curve, at), 3) for at in (0.0, 0.4, 0.6, 0.8, 1.0)] == [0.2, 0.2, 0.4, 0.6, 0.6]
    assert set(forest().curves) == {"name", "phrase", "scorer"}
    doubted, sure = (relation("attendedBy", 0, 3, source="scorer", raw=raw) for raw in (0.45, 0.95))
    assert 0 < confidence(doubted) < confidence(sure) <= 1


def test_of_much_evidence_the_surest_is_kept() -> None:
    many = [relation("attendedBy", 0, 3, places=((0, Span(i, i + 1)),), probability=0.5 + i / 100) for i in range(9)]
    claim = kept(*many)["summit", "attendedBy", "ada"]
    assert [e.span.start for e in claim.evidence] == list(range(9 - MOST_EVIDENCE, 9))


# --- the whole


def related(given: Told, grown: Forest = NOTHING) -> tuple[Claim, ...]:
    relations = connect(given.document, given.mentions, grown=grown)
    return relate(given.document, given.mentions, given.entities, relations)


def claims(given: Told, grown: Forest = NOTHING) -> set[tuple[str, str, str]]:
    return {(c.subject, c.property, c.object) for c in related(given, grown)}


@pytest.fixture
def one_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language of one phrase."""
    made = (
        compiled("startDate", "{s:Event} .. on {o:Date}", "en"),
        compiled("attendedBy", "{o:State} attend {s:Event}", "en"),
    )
    monkeypatch.setattr(patterns, "patterns", lambda _: made)


def test_a_phrase_states_a_fact_that_the_forest_doubts(one_phrase) -> None:
    given = told("en", "{State:Norway} and {State:Sweden} attended {Event:Lakeport Summit}.")
    assert claims(given) == {("Lakeport Summit", "attendedBy", "Norway"), ("Lakeport Summit", "attendedBy", "Sweden")}
    assert claims(given, CONTRARY) == set()


def test_a_date_gives_both_ends_of_an_event(one_phrase) -> None:
    days = told("en", "{Event:Lakeport Summit} met on {Date:3-4 July 2031;2031-07-03/2031-07-04}.")
    assert claims(days) == {
        ("Lakeport Summit", "startDate", "2031-07-03"),
        ("Lakeport Summit", "endDate", "2031-07-04"),
    }


def test_where_no_phrase_stands_the_forest_decides(one_phrase) -> None:
    given = told("en", "{Event:Lakeport Summit}, as ever, {Place:Lakeport}.")
    assert claims(given) == set()
    assert ("Lakeport Summit", "heldIn", "Lakeport") in claims(given, EVERYTHING)


DENIALS = [
    ("en", "{State:Norway} declined to join the {Organization:Forum}.", "memberOf", False),
    ("en", "{State:Norway} joined the {Organization:Forum}.", "memberOf", True),
    ("en", "{State:Norway} did not come late and, a member of the {Organization:Forum}, spoke.", "memberOf", True),
    ("ru", "{State:Исландия} не подписала {Agreement:Конвенцию}.", "party", False),
    ("ru", "{State:Исландия} подписала {Agreement:Конвенцию}.", "party", True),
    ("zh-hans", "{State:冰岛}拒绝签署{Agreement:公约}。", "party", False),
    ("zh-hans", "{State:冰岛}签署{Agreement:公约}。", "party", True),
]


@pytest.mark.parametrize(("language", "text", "property_", "stated"), DENIALS)
def test_what_is_denied_is_not_stated_however_sure_the_forest(language, text, property_, stated) -> None:
    assert (property_ in {p for _, p, _ in claims(told(language, text), EVERYTHING)}) == stated


@pytest.mark.parametrize(("text", "likely", "stated"), [
    ("The {Organization:Forum}, of old, {State:Norway}.", NOTHING.model_copy(update={"base": 0.5}), True),
    ("The {Organization:Forum} met. Then came {State:Norway}.", NOTHING.model_copy(update={"base": 0.5}), False),
    ("The {Organization:Forum} met. Then came {State:Norway}.", EVERYTHING, True),
])  # fmt: skip
def test_a_status_is_carried_into_another_sentence_only_if_sure(one_phrase, text, likely, stated) -> None:
    assert (("Norway", "observerOf", "Forum") in claims(told("en", text), likely)) == stated


def test_evidence_is_the_sentence_and_exact(one_phrase) -> None:
    given = told(
        "en", "It rained.", "It was late.  {State:Norway} attended {Event:Lakeport Summit}.  Then it was over."
    )
    (claim,) = related(given)
    (evidence,) = claim.evidence
    assert evidence.quote == "Norway attended Lakeport Summit."
    assert evidence.span.of(given.document.text) == evidence.quote


def test_evidence_of_a_heading_and_what_it_governs_is_both() -> None:
    given = told("en", "# {Event:Lakeport Summit}", "It rained. It was held in {Place:Turku}.")
    found = related(given, EVERYTHING)
    claim = next(c for c in found if c.property == "heldIn")
    assert [e.quote for e in claim.evidence] == ["Lakeport Summit", "It was held in Turku."]
    assert all(e.span.of(given.document.text) == e.quote for e in claim.evidence)


TEXTS = [
    (
        "en",
        "The {Event:Summit} was held in {Place:Turku} on {Date:3 July 2031;2031-07-03} and chaired by {Person:Ada Lind}.",
    ),
    (
        "ru",
        "{Event:Саммит} прошёл в {Place:Минске} {Date:3 июля 2031 года;2031-07-03}. Председательствовала {Person:Ада Линд}.",
    ),
    ("zh-hans", "{Event:峰会}于{Date:2031年7月3日;2031-07-03}在{Place:昆明}举行，由{Person:林远舟}主持。"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_the_phrases_that_ship_state_these(language, text) -> None:
    found = {property_ for _, property_, _ in claims(told(language, text))}
    assert found == {"heldIn", "startDate", "endDate", "chairedBy"}


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_claims_are_exact_and_alike_each_time(language, text) -> None:
    given = told(language, "# {Organization:Forum}", text, f"- {text}")
    found = related(given, EVERYTHING)
    relations = connect(given.document, given.mentions, grown=EVERYTHING)
    assert found == relate(given.document, given.mentions, given.entities[::-1], relations)
    assert found == tuple(sorted(found, key=lambda c: (c.subject, c.property, c.object)))
    for claim in found:
        assert claim.evidence
        assert all(e.span.of(given.document.text) == e.quote and e.quote == e.quote.strip() for e in claim.evidence)
