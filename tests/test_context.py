"""What the words around a pair say: a network over an encoder, in three languages, beside the other measures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from told import Told, told

from pipeline.errors import StopRun
from pipeline.relate import scenes_of
from pipeline.relate.candidates import Candidate
from pipeline.relate.context import ALONE, context_measures, measures
from pipeline.relate.context.network import Network, network, write
from pipeline.relate.context.views import VIEWS, views_of
from pipeline.relate.frames import FOLDER
from pipeline.relate.judge import Option, options

# Each: a sentence that states the property between its first two names, and one that names both and does not.
SAID = (
    ("en", "concludedIn", "The {Agreement:Reed Protocol} was signed in {Place:Port Elm}.",
     "The {Agreement:Reed Protocol} is known well beyond {Place:Port Elm}."),
    ("en", "proposedBy", "{State:Latvia} proposed the {Agreement:Reed Protocol}.",
     "{State:Latvia} has not yet answered what the {Agreement:Reed Protocol} asks."),
    ("ru", "concludedIn", "{Agreement:Тростниковый протокол} был подписан в городе {Place:Вязово}.",
     "{Agreement:Тростниковый протокол} хорошо знают далеко за пределами города {Place:Вязово}."),
    ("ru", "memberOf", "{State:Латвия} вступила в {Organization:Озёрный совет}.",
     "{State:Латвия} ничего не ответила на вопросы, которые задал {Organization:Озёрный совет}."),
    ("zh-hans", "concludedIn", "{Agreement:芦苇议定书}在{Place:榆港}签署。", "{Agreement:芦苇议定书}在{Place:榆港}以外也广为人知。"),
    ("zh-hant", "memberOf", "{State:拉脫維亞}加入了{Organization:湖泊理事會}。", "{State:拉脫維亞}沒有回答{Organization:湖泊理事會}提出的問題。"),
)  # fmt: skip


def found_in(given: Told, read: Network | None = None) -> list[Option]:
    scenes, focus = scenes_of(given.document, given.mentions)
    return options(scenes, given.mentions, focus, read)


def context(language: str, text: str, property_: str) -> float:
    return max(o.measures["context"] for o in found_in(told(language, text), network()) if o.property == property_)


@pytest.mark.parametrize(("language", "property_", "stating", "idle"), SAID)
def test_words_that_state_a_property_speak_for_it(language: str, property_: str, stating: str, idle: str) -> None:
    assert context(language, stating, property_) > context(language, idle, property_) + 0.5


def test_without_a_network_nothing_is_measured() -> None:
    assert not any("context" in option.measures for option in found_in(told("en", SAID[0][2])))


def test_a_pair_has_ten_views_and_empty_ones_are_nothing() -> None:
    given = told("en", "{Place:Port Elm} {Agreement:Reed Protocol}")
    scenes, _ = scenes_of(given.document, given.mentions)
    pair = found_in(given)[0].candidate
    views = views_of([pair], scenes, given.mentions)
    assert views.vectors().shape == (1, VIEWS, 384)
    between, before, after = views.vectors()[0][2:5]
    assert not between.any() and not before.any() and not after.any()  # noqa: PT018
    assert views.vectors()[0][:2].any(axis=1).all()


def test_groups_far_apart_are_seen_with_their_own_neighbours() -> None:
    filler = "and the talk went on about reeds and birds and nets " * 12
    given = told("en", f"The {{Agreement:Reed Protocol}} {filler} came from {{Place:Port Elm}} at last.")
    scenes, _ = scenes_of(given.document, given.mentions)
    scene = scenes[0]
    agreement, place = scene.groups
    views = views_of([Candidate(agreement, place, scene, scene, "same")], scenes, given.mentions)
    assert views.vectors()[0].any(axis=1).all()
    middle = views.places[0, 2]  # between: what follows the one, and what leads to the other
    assert middle[0, 1] < middle[1, 0]


def test_a_lead_is_over_the_rivals_for_the_same_end() -> None:
    given = told("en", "The {Agreement:Reed Protocol} was signed in {Place:Port Elm}, not in {Place:Lakeport}.")
    asked = [(o.candidate, o.property) for o in found_in(given) if o.property == "concludedIn"]
    first, second = measures(asked, [3.0, 1.0])
    assert (first["context"], first["context s lead"], first["context o lead"]) == (3.0, 2.0, ALONE)
    assert (second["context"], second["context s lead"], second["context o lead"]) == (1.0, -2.0, ALONE)


def test_a_network_kept_is_the_network_read_and_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    write(network(), one)
    write(network(), two)
    assert one.read_bytes() == two.read_bytes()
    from pipeline.relate.context import network as module

    again = module._read(one)
    assert again.properties == network().properties
    assert all(
        np.array_equal(a[name], b[name]) for a, b in zip(again.members, network().members, strict=True) for name in a
    )


@pytest.mark.parametrize("kept", [b"", b"nothing of the kind", (FOLDER / "context.npz").read_bytes()[:20_000]])
def test_a_broken_network_is_named(kept: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "context.npz").write_bytes(kept)
    monkeypatch.setattr("pipeline.relate.context.network.FOLDER", tmp_path)
    network.cache_clear()
    try:
        with pytest.raises(StopRun, match=r"context\.npz: .+ grow it again"):
            network()
    finally:
        network.cache_clear()


def test_of_a_property_it_never_met_a_network_thinks_little() -> None:
    given = told("en", SAID[0][2])
    asked = [(found_in(given)[0].candidate, "unheardOf")]
    scenes, _ = scenes_of(given.document, given.mentions)
    assert context_measures(asked, scenes, given.mentions, network())[0]["context"] < -2
