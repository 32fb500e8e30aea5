"""Growing the scorer: gold facts as labels of options, a forest as text that answers as the grown one does."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from told import Told, told

from pipeline.evaluate.gold import Gold, document_of, gold_files, load_gold
from pipeline.model import Span
from pipeline.relate.judge import options
from pipeline.relate.scorer import Forest, matrix, probabilities
from pipeline.schema import schema
from training.examples import Example, Labeller, quote_spans, study

COMPOSED = [Path(__file__).resolve().parent.parent / "training" / folder for folder in ("gold", "heldout")]

ENTITIES = [
    {"id": "e1", "type": "Event", "names": ["Lakeport Summit"]},
    {"id": "e2", "type": "Place", "names": ["Lakeport"]},
    {"id": "e3", "type": "Place", "names": ["Turku"]},
    {"id": "e4", "type": "Person", "names": ["Ada Lind"], "optional": True},
]
HELD = {"s": "e1", "p": "heldIn", "o": "e2", "quote": "was held in Lakeport"}
TEXT = "The {Event:Lakeport Summit} was held in {Place:Lakeport}. Then {Person:Ada Lind} went to {Place:Turku}."


def labels(given: Told, *facts: dict[str, object]) -> dict[tuple[str, str, str], int | None]:
    """Each option of a document, by names, with its label."""
    gold = Gold.model_validate({"document": "d.txt", "entities": ENTITIES, "facts": facts})
    found = Labeller(given.document, given.mentions, given.entities, gold).examples(
        options(given.scenes, given.mentions, given.focus)
    )
    return {
        (
            given.names(e.option.candidate.subject)[0],
            e.option.property,
            given.names(e.option.candidate.object)[0],
        ): e.label
        for e in found
    }


def test_what_the_gold_says_right_there_is_stated_and_the_rest_is_not() -> None:
    found = labels(told("en", TEXT), {**HELD, "quote": "Lakeport Summit was held in Lakeport"})
    assert found["Lakeport Summit", "heldIn", "Lakeport"] == 1
    assert found["Lakeport Summit", "heldIn", "Turku"] == 0


def test_a_fact_stated_elsewhere_is_no_example() -> None:
    given = told("en", TEXT, "The {Event:Lakeport Summit}, late. {Place:Lakeport} is far.")
    passages = options(given.scenes, given.mentions, given.focus)
    gold = Gold.model_validate(
        {
            "document": "d.txt",
            "entities": ENTITIES,
            "facts": [{**HELD, "quote": "Lakeport Summit was held in Lakeport"}],
        }
    )
    found = Labeller(given.document, given.mentions, given.entities, gold).examples(passages)
    held = [
        (e.option.candidate.subject_scene.reading.index, e.option.candidate.object_scene.reading.index, e.label)
        for e in found
        if e.option.property == "heldIn" and given.names(e.option.candidate.object) == ["Lakeport"]
    ]
    assert (0, 0, 1) in held
    assert {label for here, there, label in held if (here, there) != (0, 0)} == {None}


def test_where_a_quote_holds_one_end_only_the_nearest_option_is_stated() -> None:
    assert labels(told("en", TEXT), HELD)["Lakeport Summit", "heldIn", "Lakeport"] == 1


def test_what_the_gold_leaves_open_is_no_example() -> None:
    found = labels(told("en", TEXT))
    assert found["Lakeport Summit", "attendedBy", "Ada Lind"] is None
    assert labels(told("en", TEXT), {**HELD, "optional": True})["Lakeport Summit", "heldIn", "Lakeport"] is None


def test_dates_and_texts_are_compared_as_values() -> None:
    given = told("en", "The {Event:Lakeport Summit} met on {Date:3-4 July 2031;2031-07-03/2031-07-04}.")
    dated = {"s": "e1", "p": "startDate", "o": "2031-07-03", "quote": "Lakeport Summit met on 3-4 July 2031"}
    assert labels(given, dated) == {("Lakeport Summit", "startDate", "3-4 July 2031"): 1}
    assert labels(given, {**dated, "o": "2030-01-01"}) == {("Lakeport Summit", "startDate", "3-4 July 2031"): 0}


@pytest.mark.parametrize(
    ("text", "quote", "places"),
    [
        ("met in Turku", "in Turku", [(4, 12)]),
        ("met in\n  Turku", "in Turku", [(4, 14)]),
        ("a b a b", "a b", [(0, 3), (4, 7)]),
        ("met in Turku", "in Bergen", []),
        ("met in Turku", "", []),
    ],
)
def test_where_a_quote_stands(text, quote, places) -> None:
    assert quote_spans(text, quote) == [Span(*place) for place in places]


def made_up(count: int) -> list[Example]:
    """Examples in which near pairs with the right trigger between them state a fact, with some noise."""
    chance = Random(7)  # noqa: S311
    found = []
    for _ in range(count):
        measures = {"words": float(chance.randint(0, 20)), "own_between": float(chance.random() < 0.5)}
        label = int(measures["words"] < 8 and measures["own_between"] > 0 and chance.random() < 0.95)
        found.append(Example(SimpleNamespace(measures=measures), label, 1.0))
    return found


@pytest.fixture(scope="module")
def grow():
    pytest.importorskip("sklearn")
    from training.forest import grow as grown

    return grown


def test_the_same_examples_grow_the_same_forest(grow) -> None:
    assert json.dumps(grow(made_up(600))) == json.dumps(grow(made_up(600)))


def test_a_forest_learns_what_states_a_fact(grow) -> None:
    grown = Forest.model_validate(json.loads(json.dumps(grow(made_up(2000)))))
    near, far, bare = probabilities(
        [{"words": 2.0, "own_between": 1.0}, {"words": 18.0, "own_between": 1.0}, {"words": 2.0}], grown
    )
    assert near > 0.8
    assert far < 0.1
    assert bare < 0.1


def test_a_forest_as_text_answers_as_the_grown_one(grow, monkeypatch: pytest.MonkeyPatch) -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    models = []
    fit = HistGradientBoostingClassifier.fit
    monkeypatch.setattr(
        HistGradientBoostingClassifier, "fit", lambda self, *args, **rest: models.append(fit(self, *args, **rest))
    )
    examples = made_up(800)
    grown = Forest.model_validate(grow(examples))
    rows = [example.option.measures for example in examples]
    expected = models[0].predict_proba(matrix(rows, grown.measures))[:, 1]
    assert probabilities(rows, grown) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("file", gold_files(COMPOSED), ids=lambda file: file.stem)
def test_composed_gold_says_what_its_text_says(file: Path) -> None:
    gold = load_gold(file)
    text = document_of(file, gold).read_text(encoding="utf-8")
    ids = {entity.id for entity in gold.entities}
    classes = {entity.type for entity in gold.entities}
    assert len(ids) == len(gold.entities)
    assert classes <= set(schema().classes)
    absent = [e.names for e in gold.entities if not any(quote_spans(text, name) for name in e.names)]
    assert absent == []
    for fact in gold.facts:
        assert quote_spans(text, fact.quote), fact
        assert set(fact.s) <= ids, fact
        assert fact.p in schema().facts, fact
        literal = schema().properties[fact.p].literal
        assert literal or set(fact.o) <= ids, fact


def test_a_document_is_studied_as_the_pipeline_reads_it(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("The Second Lakeport Summit was held in Oslo on 3 July 2031.\n", encoding="utf-8")
    gold = {
        "document": "d.txt",
        "entities": [
            {"id": "e1", "type": "Event", "names": ["Second Lakeport Summit"]},
            {"id": "e2", "type": "Place", "names": ["Oslo"]},
        ],
        "facts": [{"s": "e1", "p": "heldIn", "o": "e2", "quote": "Summit was held in Oslo"}],
    }
    (tmp_path / "d.json").write_text(json.dumps(gold), encoding="utf-8")
    found = study(tmp_path / "d.json")
    assert [e.option.property for e in found.examples if e.label] == ["heldIn"]


def test_a_network_kept_answers_as_the_grown_one() -> None:
    """What torch learned is what numpy answers; two runs learn the same."""
    pytest.importorskip("torch")
    import numpy as np

    from pipeline.relate.context.views import VIEWS, Views
    from training.network import PROPERTIES, Material, grow_network

    chance = np.random.default_rng(3)
    labels = np.full((300, len(PROPERTIES)), -1, dtype=np.int8)
    labels[:, 0] = chance.random(300) < 0.3
    states = chance.standard_normal((600, 384))
    states[::2] += 2 * labels[:, :1]  # every second piece tells
    places = np.zeros((300, VIEWS, 2, 2), dtype=np.int64)
    places[:, 2, 0] = [(2 * at, 2 * at + 1) for at in range(300)]
    sums = np.concatenate([np.zeros((1, 384)), np.cumsum(states, axis=0)])
    views = Views(sums, places, np.zeros((300, 4), dtype=np.int64))
    known = Material(views, labels, (labels >= 0).astype(np.float32))
    one, two = grow_network([known]), grow_network([known])
    found = one(known.views)[:, 0]
    assert found[labels[:, 0] == 1].mean() > found[labels[:, 0] == 0].mean() + 2
    assert np.array_equal(found, two(known.views)[:, 0])
