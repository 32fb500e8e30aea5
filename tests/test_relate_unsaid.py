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


@pytest.mark.parametrize(
    ("text", "name", "fact"),
    [
        (
            "France is a founding member of the Andean Community.", "en_f.txt",
            ("France", "foundingMemberOf", "Andean Community"),
        ),
        (
            "Франция является страной-основательницей Андского сообщества.", "ru_f.txt",
            ("Франция", "foundingMemberOf", "Андское сообщество"),
        ),
        ("法国是安第斯共同体的创始成员国。", "zh_f.txt", ("法国", "foundingMemberOf", "安第斯共同体")),
    ],
)  # fmt: skip
def test_one_state_that_is_called_a_founding_member_is_one(text: str, name: str, fact: Fact) -> None:
    assert fact in facts(text, name)


def test_an_office_is_no_observer_of_its_own_body() -> None:
    found = facts("来自上合组织成员国、观察员国、对话伙伴和上合组织秘书处等代表与会。", "zh_o.txt")
    assert not [f for f in found if f[1] in {"observerOf", "memberOf", "dialoguePartnerOf"}]


@pytest.mark.parametrize(
    ("text", "name", "out"),
    [
        ("All members except Bolivia endorsed the Belt and Road Initiative.", "en_e.txt", {"Bolivia"}),
        (
            "All members other than Bolivia and Chile supported the Belt and Road Initiative.", "en_e.txt",
            {"Bolivia", "Chile"},
        ),
        ("Kenya, but not Chile, supported the Belt and Road Initiative.", "en_e.txt", {"Chile"}),
        ("除玻利维亚外，所有成员国支持“一带一路”倡议。", "zh_e.txt", {"玻利维亚"}),
        ("除玻利维亚和智利以外，所有成员国支持“一带一路”倡议。", "zh_e.txt", {"玻利维亚", "智利"}),
        ("Все страны, кроме Боливии, поддержали инициативу «Пояс и путь».", "ru_e.txt", {"Боливия"}),
        ("За исключением Чили, страны поддержали инициативу «Пояс и путь».", "ru_e.txt", {"Чили"}),
    ],
)  # fmt: skip
def test_who_is_left_out_does_not_do_what_the_others_do(text: str, name: str, out: set[str]) -> None:
    assert not [f for f in facts(text, name) if f[1] == "supports" and f[0] in out]


def test_who_does_something_besides_others_does_it() -> None:
    assert ("智利", "supports", "一带一路") in facts("除玻利维亚外，智利也支持“一带一路”倡议。", "zh_e.txt")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("智利未支持“一带一路”倡议。", "zh_n.txt"),
        ("智利弃权，未支持“一带一路”倡议。", "zh_n.txt"),
        ("Chile abstained from endorsing the Belt and Road Initiative.", "en_n.txt"),
        ("Chile stopped short of endorsing the Belt and Road Initiative.", "en_n.txt"),
        ("Chile was reluctant to endorse the Belt and Road Initiative.", "en_n.txt"),
        ("Чили воздержалась от поддержки инициативы «Пояс и путь».", "ru_n.txt"),
        ("Чили отказалась поддержать инициативу «Пояс и путь».", "ru_n.txt"),
        ("The leaders urged Kenya to join the Andean Community.", "en_n.txt"),
        ("The leaders called on Kenya to support the Belt and Road Initiative.", "en_n.txt"),
        ("Kenya was invited to join the Andean Community.", "en_n.txt"),
        ("Peru should join the Andean Community.", "en_n.txt"),
        ("Перу должно присоединиться к Андскому сообществу.", "ru_n.txt"),
        ("Лидеры призвали Перу присоединиться к Андскому сообществу.", "ru_n.txt"),
        ("敦促智利加入安第斯共同体。", "zh_n.txt"),
    ],
)
def test_what_is_denied_or_only_asked_for_is_not_stated(text: str, name: str) -> None:
    assert not [f for f in facts(text, name) if f[1] in {"supports", "memberOf"}]


def test_what_one_supports_is_not_what_another_does_not_in_the_sentence_before() -> None:
    found = facts("智利未支持“一带一路”倡议。中方支持数字丝绸之路。", "zh_n.txt")
    assert ("中国", "supports", "数字丝绸之路") in found
    assert not [f for f in found if f[1] == "supports" and (f[0] == "智利" or f[2] == "一带一路")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("「智利是安第斯共同體成員國嗎？」", "zh_q.txt"),
        ("“智利是安第斯共同体成员国吗？”部长问。", "zh_q.txt"),
        ('"Is Chile a member of the Andean Community?" asked the minister.', "en_q.txt"),
        ('"Chile opposes the Belt and Road Initiative?" asked the minister.', "en_q.txt"),
        ("«Чили является членом Андского сообщества?» — спросил министр.", "ru_q.txt"),
    ],
)
def test_a_question_in_quotation_marks_states_nothing(text: str, name: str) -> None:
    assert not [f for f in facts(text, name) if f[1] in {"memberOf", "opposes"}]


def test_two_sides_are_no_body_that_is_named_only_later() -> None:
    found = facts(
        "Kenya and Norway met in Nairobi. The two sides supported the Ocean Initiative.\n\n"
        "The Lake Council was founded in 2010. The Lake Council is a body.",
        "en_s.txt",
    )
    assert not [f for f in found if f[1] == "supports" and f[0] == "Lake Council"]


@pytest.mark.parametrize(
    ("text", "name", "mode"),
    [
        ("Peru proposed to sign the Lima Protocol in 2036.", "en_p.txt", "Proposed"),
        ("Перу предложило подписать Лимский протокол в 2036 году.", "ru_p.txt", "Proposed"),
        ("秘鲁建议于2036年签署《利马议定书》。", "zh_p.txt", "Proposed"),
        ("The Lima Protocol proposed by Peru was signed in 2036.", "en_p.txt", "Asserted"),
    ],
)
def test_a_signing_that_is_proposed_is_not_done(text: str, name: str, mode: str) -> None:
    found = extract([read(text.encode("utf-8"), name)], workers=1)
    assert {c.modality for c in found.claims if c.property in {"date", "party"}} == {mode}


@pytest.mark.parametrize(
    ("text", "name", "property_", "paired"),
    [
        (
            "The Reed Protocol and the Lake Convention were signed in Geneva and Nairobi respectively.", "en_r.txt",
            "concludedIn", {("Reed Protocol", "Geneva"), ("Lake Convention", "Nairobi")},
        ),
        (
            "Kenya and Norway hosted the 5th Andean Community Summit and the 6th Andean Community Summit respectively.",
            "en_r.txt", "organizer",
            {("5th Andean Community Summit", "Kenya"), ("6th Andean Community Summit", "Norway")},
        ),
        (
            "5-й саммит Андского сообщества и 6-й саммит Андского сообщества прошли в Лиме и Кито соответственно.",
            "ru_r.txt", "heldIn",
            {("5-й саммит Андского сообщества", "Лима"), ("6-й саммит Андского сообщества", "Кито")},
        ),
        (
            "第五次安第斯共同体峰会和第六次安第斯共同体峰会分别在利马和基多举行。", "zh_r.txt", "heldIn",
            {("第五次安第斯共同体峰会", "利马"), ("第六次安第斯共同体峰会", "基多")},
        ),
    ],
)  # fmt: skip
def test_lists_that_belong_together_one_by_one(
    text: str, name: str, property_: str, paired: set[tuple[str, str]]
) -> None:
    subjects, objects = {s for s, _ in paired}, {o for _, o in paired}
    found = {(s, o) for s, p, o in facts(text, name) if p == property_}
    assert {(s, o) for s, o in found if s in subjects and o in objects} == paired


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
    passage = Reading.__new__(Reading)
    object.__setattr__(passage, "index", 0)
    scene = Scene(passage, (), (), ())
    measures = {"sentences": 0.0}
    return judge.Option("memberOf", Candidate(group, group, scene, scene, "same"), measures, phrase)
