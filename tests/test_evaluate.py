"""Scoring: the contract's rules one by one, and the same figures as the contract's own scorer."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

import conftest
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from pipeline.errors import StopRun
from pipeline.evaluate import (
    DocumentScore,
    Figures,
    by_language,
    facts_of,
    language_of,
    nodes_of,
    rows,
    totals,
    worst,
)
from pipeline.evaluate.gold import Gold, document_of, gold_files, load_gold, normal
from pipeline.evaluate.scoring import Score, same_text, score
from pipeline.evaluate.values import Fact, Node
from pipeline.graph import merge, write
from pipeline.model import Claim, Document, Entity, Passage, Span

SCORER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "score.py"

CRS = {"id": "g1", "type": "Organization", "names": ["Council of River States", "CRS"]}
NORLAND = {"id": "g2", "type": "State", "names": ["Norland"]}
NODES = [
    Node("crs", "Organization", frozenset({"crs"}), "CRS"),
    Node("norland", "State", frozenset({"norland"}), "Norland"),
]


def gold_of(entities: list[dict], facts: list[dict]) -> Gold:
    return Gold.model_validate({"document": "d.txt", "entities": entities, "facts": facts})


def outcome(nodes: list[Node], facts: list[tuple], entities: list[dict], known: list[dict]) -> dict[str, str]:
    """Each class and property with its outcomes, as "tp1 fp2"."""
    given_facts = [Fact(s, p, o, literal=not any(n.iri == o for n in nodes)) for s, p, o in facts]
    found = score(nodes, given_facts, gold_of(entities, known)).tally
    return {
        name: " ".join(f"{k}{counts[k]}" for k in ("tp", "fp", "fn") if counts[k])
        for (kind, name), counts in found.items()
        if kind in ("entity", "fact")
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("The “Shanghai Spirit”", "shanghai spirit"), ("ＳＣＯ", "sco"), ("上海合作組織", "上海合作组织"),
     ("Ёлка-2", "елка 2"), ("К.-Ж. Токаев", "К. Ж. Токаев"), ("和平使命—2021", "和平使命2021")],
)  # fmt: skip
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_what_is_found_wrong_and_missed() -> None:
    memberships = [{"s": "g2", "p": "memberOf", "o": "g1"}, {"s": "g1", "p": "foundedOn", "o": "1998"}]
    found = outcome(NODES, [("norland", "memberOf", "crs"), ("crs", "foundedOn", "1999")], [CRS, NORLAND], memberships)
    assert found == {"Organization": "tp1", "State": "tp1", "memberOf": "tp1", "foundedOn": "fp1 fn1"}


def test_what_is_said_besides_is_measured_on_the_facts_found() -> None:
    known = [
        {"s": "g2", "p": "memberOf", "o": "g1", "validFrom": "1998", "quote": "It met. Norland joined."},
        {"s": "g1", "p": "foundedOn", "o": "1998", "modality": "Planned"},
        {"s": "g2", "p": "supports", "o": "g1", "quote": "It met. We agree."},
    ]
    facts = [
        Fact("norland", "memberOf", "crs", literal=False, valid=("1998", "")),
        Fact("crs", "foundedOn", "1998", literal=True, valid=("1998", "")),
        Fact("norland", "opposes", "crs", literal=False, quote="No.\nNever."),
    ]
    tally = score(NODES, facts, gold_of([CRS, NORLAND], known)).tally
    assert tally["modality", "Asserted"] == {"tp": 1}
    assert tally["modality", "Planned"] == {"fn": 1}
    assert tally["validity", "memberOf"] == tally["limited", "memberOf"] == {"tp": 1}
    assert tally["validity", "foundedOn"] == tally["limited", "foundedOn"] == {"fn": 1}
    assert tally["across", "sentences"] == {"tp": 1, "fp": 1, "fn": 1}


@pytest.mark.parametrize(
    ("gold", "said"),
    [({"entities": [CRS], "facts": [{"s": "g9", "p": "partOf", "o": "g1"}]}, "g9, which is no entity"),
     ({"entities": [CRS | {"names": []}], "facts": []}, "entities.0.names")],
)  # fmt: skip
def test_gold_that_contradicts_itself_is_refused(gold: dict, said: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"document": "d.txt"} | gold), encoding="utf-8")
    with pytest.raises(StopRun, match=said):
        load_gold(path)


def test_two_nodes_for_one_thing_cost_precision() -> None:
    twin = Node("twin", "Organization", frozenset({normal("Council of River States")}), "Council of River States")
    assert outcome([*NODES, twin], [], [CRS, NORLAND], []) == {"Organization": "tp1 fp1", "State": "tp1"}


def test_a_wrong_class_is_wrong_but_its_facts_may_be_right() -> None:
    nodes = [NODES[1], Node("crs", "Event", frozenset({"crs"}), "CRS")]
    found = outcome(nodes, [("norland", "memberOf", "crs")], [CRS, NORLAND], [{"s": "g2", "p": "memberOf", "o": "g1"}])
    assert found == {"State": "tp1", "Event": "fp1", "Organization": "fn1", "memberOf": "tp1"}


def test_what_is_optional_costs_and_earns_nothing() -> None:
    entities = [CRS | {"optional": True}, NORLAND]
    assert outcome(NODES, [("norland", "observerOf", "crs")], entities, []) == {"State": "tp1"}
    assert outcome(NODES[1:], [], entities, []) == {"State": "tp1"}


def test_each_accepted_end_will_do() -> None:
    known = [{"s": ["g1", "g2"], "p": "foundedOn", "o": ["1998", "1998-05"]}]
    assert outcome(NODES, [("norland", "foundedOn", "1998-05")], [CRS, NORLAND], known)["foundedOn"] == "tp1"


def test_a_founding_member_may_be_called_a_member() -> None:
    known = [{"s": "g2", "p": "foundingMemberOf", "o": "g1"}]
    found = outcome(NODES, [("norland", "memberOf", "crs")], [CRS, NORLAND], known)
    assert found == {"Organization": "tp1", "State": "tp1", "foundingMemberOf": "fn1"}
    assert "foundedBy" not in outcome(NODES, [("crs", "foundedBy", "norland")], [CRS, NORLAND], known)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Deputy Minister", "deputy minister", True), ("Minister", "Prime Minister", True),
     ("President", "Minister", False),
     ("head", "head of the department of water", False), ("", "", True), ("", "x", False)],
)  # fmt: skip
def test_free_texts_agree_by_containment(one: str, other: str, *, same: bool) -> None:
    assert same_text(one, other) is same


def test_errors_are_said_in_words() -> None:
    found = score(NODES, [Fact("crs", "foundedOn", "1999", literal=True)],
                  gold_of([CRS], [{"s": "g1", "p": "foundedOn", "o": "1998"}]))  # fmt: skip
    assert found.errors == ["entity + State Norland", "fact + CRS · foundedOn · 1999",
                            "fact - Council of River States · foundedOn · 1998"]  # fmt: skip


def test_figures() -> None:
    half = Figures(2, 2, 2)
    assert (half.precision, half.recall, half.f1) == (0.5, 0.5, 0.5)
    assert Figures(0, 0, 0).f1 == 1.0
    assert Figures(0, 1, 1).f1 == 0.0
    assert Figures(1, 2, 3).as_json() == {"p": 0.3333, "r": 0.25, "f": 0.2857, "tp": 1, "fp": 2, "fn": 3}


def scored(language: str, right: int, wrong: int) -> DocumentScore:
    tally = defaultdict(Counter, {("fact", "date"): Counter(tp=right, fp=wrong), ("entity", "State"): Counter(tp=1)})
    return DocumentScore(Path(f"{language}{right}.json"), language, Score(tally))


def test_breakdown_by_language_and_document() -> None:
    scores = [scored("ru", 1, 1), scored("zh", 3, 0), scored("ru", 2, 0)]
    assert [(language, facts.tp, facts.fp) for language, _, facts in by_language(scores)] == [
        ("zh", 3, 0),
        ("ru", 3, 1),
    ]
    assert [item.gold.name for item, _ in worst(scores, 2)] == ["ru1.json", "ru2.json"]
    assert rows(scores, "fact") == [("date", Figures(6, 1, 0))]
    assert totals(scores, "entity") == Figures(3, 0, 0)


@pytest.mark.parametrize(
    ("name", "language"), [("ru_x.txt", "ru"), ("zh_a.txt", "zh"), ("000.txt", "en"), ("fr_x.txt", "en")]
)
def test_a_document_counts_under_its_file_name_or_its_text(name: str, language: str) -> None:
    texts = [("Menu " * 20, "furniture", "ru"), ("文" * 3, "paragraph", "zh-hant"), ("text", "paragraph", "en")]
    passages = tuple(Passage(Span(0, len(t)), kind, tag, t, t, tuple(range(len(t)))) for t, kind, tag in texts)
    assert language_of(Path(name), Document("d", "", name, passages)) == language


def test_gold_files_are_found_and_their_documents(tmp_path: Path) -> None:
    (tmp_path / "gold" / "dev").mkdir(parents=True)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("A", encoding="utf-8")
    path = tmp_path / "gold" / "dev" / "a.json"
    path.write_text(json.dumps({"document": "corpus/a.txt", "entities": [], "facts": []}), encoding="utf-8")
    assert gold_files([tmp_path / "gold", path]) == [path]
    assert document_of(path, load_gold(path)) == (tmp_path / "corpus" / "a.txt").resolve()


@pytest.mark.parametrize(
    ("text", "said"),
    [("{}", "document: Field required"), ("[", "Invalid JSON"),
     ('{"document": "no/such.txt", "entities": [], "facts": []}', "in no folder")],
)  # fmt: skip
def test_bad_gold_is_said_so(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StopRun, match=said):
        document_of(path, load_gold(path))


def test_no_gold_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match="no gold"):
        gold_files([tmp_path])
    with pytest.raises(StopRun, match="no such file"):
        gold_files([tmp_path / "none"])


# --- against the contract's own scorer, where it is there -------------------------------------------------------------


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.is_file():
        pytest.skip("the contract's scorer is not there")
    spec = importlib.util.spec_from_file_location("contract_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_json(entities: list[Entity], claims: list[Claim]) -> dict:
    """Gold that says what some entities and claims say."""
    known = [{"id": e.id, "type": e.cls, "names": [name for _, name in (*e.names, *e.others)]} for e in entities]
    return {
        "document": "d",
        "entities": known,
        "facts": [{"s": c.subject, "p": c.property, "o": c.object} for c in claims],
    }


def theirs(scorer: ModuleType, graph: Path, gold: Path) -> tuple[dict, set[str]]:
    tally: dict = defaultdict(Counter)
    errors: list[str] = []
    scorer.score(str(graph), str(gold), tally, errors)
    return {key: dict(counts) for key, counts in tally.items()}, {error.removeprefix(f"{gold}: ") for error in errors}


WORLD = (conftest.entities(), conftest.claims())
CLASSES = ["State", "Place", "Organization", "Person", "Event", "Agreement", "Initiative"]


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")  # its files
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_figures_are_the_contracts(
    scorer: ModuleType, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Gold that differs from the world in any way: less, other classes, shared names, optional, several accepted."""
    entities, claims = WORLD
    gold = gold_json(
        data.draw(st.lists(st.sampled_from(entities), unique_by=lambda e: e.id, min_size=8)),
        data.draw(st.lists(st.sampled_from(claims), unique_by=id)),
    )
    ids = [entity["id"] for entity in gold["entities"]]
    some = st.sampled_from(gold["entities"])
    for entity in data.draw(st.lists(some, max_size=6)):
        entity["optional"] = True
    for entity in data.draw(st.lists(some, max_size=4)):
        entity["type"] = data.draw(st.sampled_from(CLASSES))
    for entity in data.draw(st.lists(some, max_size=4)):
        entity["names"] = [*entity["names"], *data.draw(some)["names"]]
    gold["facts"] = [fact for fact in gold["facts"] if fact["s"] in ids]
    for fact in gold["facts"]:
        change = data.draw(st.integers(0, 9))
        if change == 0:
            fact["optional"] = True
        elif change == 1:
            fact["s"] = [fact["s"], data.draw(st.sampled_from(ids))]
        elif change == 2:
            fact["o"] = [fact["o"], data.draw(st.sampled_from([*ids, "2024", "2025"]))]
        elif change == 3:
            fact["p"] = data.draw(st.sampled_from(["party", "partOf", "attendedBy", "organizer", "meetingOf", "adopted",
                                                   "foundedBy", "concludedIn", "adoptedBy"]))  # fmt: skip
    folder = tmp_path_factory.mktemp("gold")
    path = folder / "gold.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    write(conftest.documents(), entities, claims, folder / "graph")
    tally, errors = theirs(scorer, folder / "graph" / "graph.ttl", path)
    found = score(nodes_of(entities), facts_of(merge(claims)), load_gold(path))
    assert {key: dict(counts) for key, counts in found.tally.items() if key[0] in ("entity", "fact")} == tally
    assert set(found.errors) == errors


@pytest.mark.parametrize(
    "name", ["The “A” — b", "上海合作組織（上合）", "«ШОС» – Ёж", "ＳＣＯ·２０２４", "An x", "a", "«»"]
)
def test_names_are_compared_as_the_contract_does(scorer: ModuleType, name: str) -> None:
    assert normal(name) == scorer.normal(name)


def test_a_share_of_nothing_is_printed_as_none() -> None:
    from pipeline.console import _figures

    assert Figures(0, 0, 3).as_json() == {"p": None, "r": 0.0, "f": 0.0, "tp": 0, "fp": 0, "fn": 3}
    assert _figures(Figures(0, 0, 3)) == "P –      R 0.000  F 0.000"
    assert _figures(Figures(1, 1, 0)) == "P 0.500  R 1.000  F 0.667"
