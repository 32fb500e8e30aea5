"""What a sentence joins and does not state: questions, spans, dates within an event's days, lone founders, organs."""

from __future__ import annotations

import pytest

from pipeline.reading import read
from pipeline.recognise.reading import Reading
from pipeline.relate import judge
from pipeline.relate.candidates import Candidate
from pipeline.relate.frames import frames
from pipeline.relate.scene import Group, Scene
from pipeline.relate.scorer import forest
from pipeline.run import extract

Fact = tuple[str, str, str]


def facts(text: str, name: str) -> set[Fact]:
    """The facts of a text of one document, by the names of their ends; values as they are."""
    found = extract([read(text.encode("utf-8"), name)], workers=1)
    names = {e.id: {n for _, n in (*e.names, *e.others)} for e in found.entities}
    return {(s, c.property, o) for c in found.claims for s in names[c.subject] for o in names.get(c.object, {c.object})}


@pytest.mark.parametrize(
    ("text", "name", "fact"),
    [
        ("Is Chile a member of the Andean Community?", "en_q.txt", ("Chile", "memberOf", "Andean Community")),
        ("Является ли Чили членом Андского сообщества?", "ru_q.txt", ("Чили", "memberOf", "Андское сообщество")),
        ("智利是安第斯共同体成员国吗？", "zh_q.txt", ("智利", "memberOf", "安第斯共同体")),
    ],
)
def test_a_question_states_nothing(text: str, name: str, fact: Fact) -> None:
    assert fact not in facts(text, name)


@pytest.mark.parametrize(
    ("text", "name", "fact"),
    [
        ("Chile is a member of the Andean Community.", "en_q.txt", ("Chile", "memberOf", "Andean Community")),
        ("Чили является членом Андского сообщества.", "ru_q.txt", ("Чили", "memberOf", "Андское сообщество")),
        ("智利是安第斯共同体成员国。", "zh_q.txt", ("智利", "memberOf", "安第斯共同体")),
    ],
)
def test_the_same_words_as_an_answer_state_it(text: str, name: str, fact: Fact) -> None:
    assert fact in facts(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Pact Action Plan: 2031–2035.", "en_s.txt"),
        ("План действий «Гавань»: 2031–2035 годы.", "ru_s.txt"),
        ("《港口行动计划》：2031年至2035年。", "zh_s.txt"),
    ],
)
def test_a_span_of_years_is_no_day_of_signing(text: str, name: str) -> None:
    assert not [f for f in facts(text, name) if f[1] == "date"]


@pytest.mark.parametrize(
    ("text", "name", "days"),
    [
        (
            "The 9th Andean Community Summit was held in Lima on 3–5 May 2031. The Summit met on 4 May 2031.",
            "en_r.txt", ("2031-05-03", "2031-05-05"),
        ),
        (
            "IX саммит Андского сообщества прошёл в Лиме 3–5 мая 2031 года. Саммит собрался 4 мая 2031 года.",
            "ru_r.txt", ("2031-05-03", "2031-05-05"),
        ),
        (
            "安第斯共同体第九次峰会于2031年5月3日至5日在利马举行。峰会于2031年5月4日举行。",
            "zh_r.txt", ("2031-05-03", "2031-05-05"),
        ),
    ],
)  # fmt: skip
def test_a_day_within_the_days_of_an_event_is_not_its_first_or_last(
    text: str, name: str, days: tuple[str, str]
) -> None:
    found = facts(text, name)
    assert {v for _, p, v in found if p == "startDate"} == {days[0]}
    assert {v for _, p, v in found if p == "endDate"} == {days[1]}


def test_what_one_state_founds_has_it_for_no_founding_member() -> None:
    found = facts("In 2031 Kenya founded the Nairobi Climate Centre.", "en_f.txt")
    assert not [f for f in found if f[1] == "foundingMemberOf"]


def test_an_office_is_no_observer_of_its_own_body() -> None:
    found = facts("来自上合组织成员国、观察员国、对话伙伴和上合组织秘书处等代表与会。", "zh_o.txt")
    assert not [f for f in found if f[1] in {"observerOf", "memberOf", "dialoguePartnerOf"}]


@pytest.mark.parametrize(
    ("probability", "phrase", "heard"), [(0.6, "", False), (0.95, "", True), (0.6, "a phrase", True)]
)
def test_a_status_that_no_phrase_states_needs_a_scorer_that_is_all_but_certain(
    probability: float, phrase: str, heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bar of the property's frame counts for what the scorer says alone, not for what a phrase states."""
    assert frames()["memberOf"].alone == pytest.approx(0.75)
    option = _option(phrase)
    monkeypatch.setattr(judge, "probabilities", lambda rows, grown: [probability for _ in rows])
    monkeypatch.setattr(judge, "unsaid", lambda *_: False)
    assert bool(list(judge.verdicts([option], [], forest()))) is heard


def _option(phrase: str) -> judge.Option:
    group = Group("State", (0,), 0, 0, 0)
    scene = Scene(Reading.__new__(Reading), (), (), ())
    measures = {"sentences": 0.0}
    return judge.Option("memberOf", Candidate(group, group, scene, scene, "same"), measures, phrase)
