"""How differences are shown: words, table, JSON, SPARQL UPDATE; in part; and of a real build."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.snapshots import diff, save
from pipeline.snapshots.update import update_of
from pipeline.snapshots.words import as_json, rows
from tests.changed import (
    DECLARATION,
    TEXTS,
    check_update,
    claims,
    compared,
    graph,
    identity,
)
from tests.composed import Graph, since
from tests.test_cli import summitry

__all__ = ["compared"]  # a fixture


def test_only_an_entity_or_a_property(compared) -> None:
    edited = DECLARATION.replace("Astana", "Tianjin").replace("2005", "2006")
    rows_ = claims(
        (0, ("summit", "heldIn", "tianjin", "declaration.txt", "The SCO Summit was held in Tianjin on 4 July.")),
        (1, ("norland", "memberOf", "sco", "declaration.txt", "Norland joined the SCO in 2006.", since("2006"))),
    )
    before, after = graph(), graph(TEXTS | {"declaration.txt": edited}, claims=rows_)
    assert {c.name for c in compared(before, after, property_="memberOf").facts} == {"memberOf"}
    assert {c.name for c in compared(before, after, property_="smt:heldIn").facts} == {"heldIn"}
    for name in ("上合組織", "sco", "id:sco"):  # traditional characters, another case, the id
        assert {c.name for c in compared(before, after, entity=name).facts} >= {"memberOf"}
        assert "heldIn" not in {c.name for c in compared(before, after, entity=name).facts}
    changes = compared(before, after, entity="Astana", property_="memberOf")
    assert not changes.facts
    with pytest.raises(StopRun, match="heldIn"):
        compared(before, after, property_="held")


def test_an_update_of_a_part_holds_that_part(compared) -> None:
    row = ("summit", "heldIn", "beijing", "declaration.txt", "The SCO Summit was held in Astana on 4 July.")
    changes = compared(graph(), graph(claims=claims((0, row), (1, None))), property_="heldIn")
    update = update_of(changes)
    assert "heldIn" in update
    assert "memberOf" not in update
    assert {p.rpartition("#")[2] for _, p, _ in changes.added} > {"heldIn>", "object>", "confidence>"}


def test_every_form_tells_the_same(compared) -> None:
    edited = DECLARATION.replace("Astana", "Tianjin")
    row = ("summit", "heldIn", "tianjin", "declaration.txt", "The SCO Summit was held in Tianjin on 4 July.")
    changes = compared(graph(), graph(TEXTS | {"declaration.txt": edited}, claims=claims((0, row))))
    found = json.loads(as_json(changes))
    [fact] = found["facts"]
    assert (fact["property"], fact["before"]["object"]["name"], fact["after"]["object"]["id"]) == (
        "heldIn", "Astana", "id:tianjin"
    )  # fmt: skip
    assert fact["after"]["quotes"][0]["source"] == "declaration.txt"
    assert [e["kind"] for e in found["entities"]] == ["new", "gone"]
    assert ("changed", "SCO Summit", "heldIn", "Astana", "Tianjin", "declaration.txt") in {r[:6] for r in rows(changes)}


def test_the_command_takes_the_graph_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = graph().write(tmp_path / "graph")
    save(folder, "早")
    graph(claims=claims((1, None))).write(folder)
    assert (folder / "snapshots").is_dir()
    for form, expected in (("words", "memberOf SCO removed"), ("table", "memberOf"), ("json", '"kind": "removed"'),
                           ("update", "DELETE DATA {")):  # fmt: skip
        for ends in (["早"], ["早", "now"]):
            done = summitry("snapshot", "diff", *ends, "--graph", folder, "--format", form, capsys=capsys,
                            monkeypatch=monkeypatch)  # fmt: skip
            assert done.code == 0
            assert expected in done.out
    done = summitry("snapshot", "diff", "now", "早", "--graph", folder, capsys=capsys, monkeypatch=monkeypatch)
    assert "memberOf SCO added" in done.out


def test_strange_text_comes_through_the_update(tmp_path: Path) -> None:
    name = 'A "quoted"\t\\ name \u0007 \U0001f600 é'
    folder = Graph({"a.txt": f"{name} met.\n"}, {"a": ("Event", name)}).write(tmp_path / "graph")
    save(folder, "a")
    Graph({"a.txt": f"{name} met!\n"}, {"b": ("Event", name)}).write(folder)
    save(folder, "b")
    check_update(folder, "a", "b")
    check_update(folder, "b", "a")
    assert identity(diff(folder, "a", "b")) == {("id", name, name)}


def test_blank_nodes_can_be_compared_but_not_updated(world: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(world, tmp_path / "graph")
    save(folder, "a")
    with (folder / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write('\nid:summit rdfs:seeAlso [ rdfs:label "x" ] .\n')
    save(folder, "b")
    assert not diff(folder, "b").any  # what they are called is by chance
    changes = diff(folder, "a")
    assert len(changes.added) == 2
    assert not changes.facts
    with pytest.raises(StopRun, match="blank node"):
        update_of(changes)


# --- a real build -----------------------------------------------------------------------------------------------------

CORPUS = {
    "en.txt": "The 15th BRICS Summit was held in Johannesburg on 22-24 August 2023.\n"
    "It was chaired by the President of South Africa, Cyril Ramaphosa.\n",
    "other.txt": "The Johannesburg Declaration was adopted at the 15th BRICS Summit.\n"
    "India attended the 15th BRICS Summit.\n",
}


def test_editing_one_document_changes_only_what_cites_it_and_identity_by_name(tmp_path: Path) -> None:
    from pipeline.run import build

    (tmp_path / "notes").mkdir()
    for name, text in CORPUS.items():
        (tmp_path / "notes" / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "graph"
    build([tmp_path / "notes"], folder, workers=1)
    save(folder, "before")
    edited = CORPUS["en.txt"].replace("Johannesburg", "Durban").replace("15th", "16th")
    (tmp_path / "notes" / "en.txt").write_text(edited, encoding="utf-8")
    build([tmp_path / "notes"], folder, workers=1)
    save(folder, "after")
    check_update(folder, "before", "after")
    changes = diff(folder, "before", "after")
    assert [(d.kind, d.source) for d in changes.documents] == [("edited", "en.txt")]
    assert changes.facts
    for change in changes.facts:
        assert "en.txt" in change.documents or change.through, change
    named = {(c.kind, w.name) for c in changes.identity for w in (*c.before, *c.after)}
    assert any("16th BRICS Summit" in name for _, name in named)
    heldin = {(c.now.subject.name, c.now.object.name) for c in changes.facts if c.name == "heldIn"}
    assert any(place == "Durban" for _, place in heldin)
    others = [c for c in changes.facts if "en.txt" not in c.documents]
    assert all(change.before and change.after for change in others)  # what others state is still stated
