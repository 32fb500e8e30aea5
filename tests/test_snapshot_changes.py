"""What `snapshot diff` finds between two graphs: documents, entities, facts; and the SPARQL UPDATE that it prints."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph
import pytest

from pipeline.errors import StopRun
from pipeline.snapshots import Changes, diff, save
from pipeline.snapshots.update import update_of
from pipeline.snapshots.words import as_json, rows, words
from tests.composed import Graph, since
from tests.test_cli import summitry

DECLARATION = """\
The SCO Summit was held in Astana on 4 July.
Norland joined the SCO in 2005.
The SCO has its seat in Beijing.
"""
NEWS = """\
Sudland attended the SCO Summit.
上合组织 welcomes Sudland.
"""
ENTITIES = {
    "sco": ("Organization", "SCO", "上合组织"),
    "summit": ("Event", "SCO Summit"),
    "astana": ("Place", "Astana"),
    "tianjin": ("Place", "Tianjin"),
    "beijing": ("Place", "Beijing"),
    "norland": ("State", "Norland"),
    "sudland": ("State", "Sudland"),
}
CLAIMS = [
    ("summit", "heldIn", "astana", "declaration.txt", "The SCO Summit was held in Astana on 4 July."),
    ("norland", "memberOf", "sco", "declaration.txt", "Norland joined the SCO in 2005.", since("2005")),
    ("sco", "basedIn", "beijing", "declaration.txt", "The SCO has its seat in Beijing."),
    ("summit", "attendedBy", "sudland", "news.txt", "Sudland attended the SCO Summit."),
    ("sco", "supports", "sudland-initiative", "news.txt", "上合组织 welcomes Sudland."),
][:4]
TEXTS = {"declaration.txt": DECLARATION, "news.txt": NEWS}


def graph(texts: dict[str, str] = TEXTS, entities: dict = ENTITIES, claims: list = CLAIMS, **more) -> Graph:
    return Graph(dict(texts), dict(entities), list(claims), **more)


def claims(*changed: tuple[int, tuple | None]) -> list:
    """CLAIMS with some put in the place of others, or left out."""
    other = dict(changed)
    return [row for n, was in enumerate(CLAIMS) if (row := other.get(n, was)) is not None]


@pytest.fixture
def compared(tmp_path: Path):
    """Both graphs written to one folder, one after the other, and what differs; the update is tried on each."""

    def compare(before: Graph, after: Graph, **wanted: str) -> Changes:
        folder = before.write(tmp_path / "graph")
        save(folder, "before", overwrite=True)
        after.write(folder)
        save(folder, "after", overwrite=True)
        check_update(folder, "before", "after")
        return diff(folder, "before", "after", **wanted)

    return compare


def triples(folder: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for name in ("graph.ttl", "evidence.ttl", "background.ttl"):
        store.load(path=str(folder / name), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def check_update(folder: Path, before: str, after: str) -> None:
    """What `--format update` prints makes the one graph the other, both ways."""
    from pipeline.snapshots import restore

    stores = []
    for name in (before, after):
        restore(folder, name)
        stores.append(triples(folder))
    update = update_of(diff(folder, before, after))
    if update:
        stores[0].update(update)
    assert set(stores[0]) == set(stores[1])


def facts(changes: Changes) -> set[tuple[str, str, str, str]]:
    return {(c.kind, c.now.subject.name, c.name, c.now.object.name) for c in changes.facts}


def identity(changes: Changes) -> set[tuple[str, str, str]]:
    return {(c.kind, ", ".join(w.name for w in c.before), ", ".join(w.name for w in c.after)) for c in changes.identity}


def said(changes: Changes) -> str:
    return "\n".join(words(changes))


# --- facts ------------------------------------------------------------------------------------------------------------


def test_two_graphs_that_are_the_same(compared) -> None:
    changes = compared(graph(), graph())
    assert not changes.any
    assert said(changes) == "before and after are the same"
    assert update_of(changes) == ""


def test_another_place_is_one_change_of_one_fact(compared) -> None:
    edited = DECLARATION.replace("Astana", "Tianjin")
    row = ("summit", "heldIn", "tianjin", "declaration.txt", "The SCO Summit was held in Tianjin on 4 July.")
    changes = compared(graph(), graph(TEXTS | {"declaration.txt": edited}, claims=claims((0, row))))
    [change] = changes.facts
    assert (change.kind, change.before.object.name, change.after.object.name) == ("changed", "Astana", "Tianjin")
    assert (
        "SCO Summit: heldIn changed from Astana to Tianjin (declaration.txt: “The SCO Summit was held in Tian"
        in said(changes)
    )
    assert [(d.kind, d.source) for d in changes.documents] == [("edited", "declaration.txt")]
    assert identity(changes) == {("gone", "Astana", ""), ("new", "", "Tianjin")}


def test_offsets_that_shift_are_no_change(compared) -> None:
    changes = compared(graph(), graph(TEXTS | {"declaration.txt": "A new first line.\n\n" + DECLARATION}))
    assert changes.facts == ()
    assert changes.identity == ()
    assert [d.kind for d in changes.documents] == ["edited"]
    assert changes.removed  # the document's id is another, and with it those of its claims


def test_a_fact_less_and_a_fact_more(compared) -> None:
    changes = compared(graph(claims=claims((2, None))), graph(claims=claims((1, None))))
    assert facts(changes) == {("added", "SCO", "basedIn", "Beijing"), ("removed", "Norland", "memberOf", "SCO")}
    assert "Norland: memberOf SCO removed (declaration.txt: “Norland joined the SCO in 2005.”)" in said(changes)


@pytest.mark.parametrize(
    ("how", "detail"),
    [
        (since("2006"), "valid 2005– → 2006–"),
        (since("2005") | {"modality": "Planned"}, "modality asserted → planned"),
        (since("2005") | {"confidence": 0.5}, "confidence 0.90 → 0.50"),
        ({}, "valid 2005– → always"),
    ],
)
def test_a_fact_stated_otherwise_is_changed(compared, how: dict, detail: str) -> None:
    row = ("norland", "memberOf", "sco", "declaration.txt", "Norland joined the SCO in 2005.", how)
    changes = compared(graph(), graph(claims=claims((1, row))))
    [change] = changes.facts
    assert change.kind == "changed"
    assert change.details == (detail,)
    assert change.edited is False


def test_another_document_that_states_a_fact_is_a_change_of_it(compared) -> None:
    third = TEXTS | {"third.txt": "Norland joined the SCO.\n"}
    row = ("norland", "memberOf", "sco", "third.txt", "Norland joined the SCO.", since("2005"))
    changes = compared(graph(), graph(third, claims=[*CLAIMS, row]))
    [change] = changes.facts
    assert change.details == ("also stated in third.txt",)
    assert change.documents == ("third.txt",)
    assert change.edited
    [back] = compared(graph(third, claims=[*CLAIMS, row]), graph()).facts
    assert back.details == ("no longer stated in third.txt",)


def test_of_many_values_only_those_of_one_sentence_change_into_one_another(compared) -> None:
    """Attending is no single value: a guest that left and one of another document are two facts."""
    texts = TEXTS | {"third.txt": "Norland came to the SCO Summit as well.\n"}
    row = ("summit", "attendedBy", "norland", "third.txt", "Norland came to the SCO Summit as well.")
    changes = compared(graph(), graph(texts, claims=claims((3, row))))
    assert facts(changes) == {
        ("removed", "SCO Summit", "attendedBy", "Sudland"),
        ("added", "SCO Summit", "attendedBy", "Norland"),
    }


def test_documents_that_come_and_go_and_change_their_names(compared) -> None:
    renamed = {"declaration.txt": DECLARATION, "new name.txt": NEWS}
    rows_ = claims((3, ("summit", "attendedBy", "sudland", "new name.txt", "Sudland attended the SCO Summit.")))
    changes = compared(graph(), graph(renamed, claims=rows_))
    assert [(d.kind, d.source, d.before) for d in changes.documents] == [("renamed", "new name.txt", "news.txt")]
    assert changes.facts == ()
    changes = compared(graph(), graph({"news.txt": NEWS}, claims=[CLAIMS[3]]))
    assert [(d.kind, d.source) for d in changes.documents] == [("removed", "declaration.txt")]
    assert {c.kind for c in changes.facts} == {"removed"}


# --- identity ---------------------------------------------------------------------------------------------------------

TWO = {"sco": ("Organization", "SCO"), "shanghai": ("Organization", "上合组织")}
APART = {key: value for key, value in ENTITIES.items() if key != "sco"} | TWO
NEWS_CLAIM = ("summit", "organizer", "shanghai", "news.txt", "上合组织 welcomes Sudland.")


def test_two_that_become_one_are_merged_and_no_fact_changes(compared) -> None:
    one = graph(claims=[*CLAIMS, ("summit", "organizer", "sco", *NEWS_CLAIM[3:])])
    two = graph(entities=APART, claims=[*CLAIMS, NEWS_CLAIM])
    changes = compared(two, one)
    assert identity(changes) == {("merged", "SCO, 上合组织", "SCO")}
    assert changes.facts == ()
    assert "SCO, 上合组织: merged into SCO (declaration.txt, news.txt)" in said(changes)
    back = compared(one, two)
    assert identity(back) == {("split", "SCO", "SCO, 上合组织")}
    assert back.facts == ()


def test_merged_under_a_new_id_is_merged_all_the_same(compared) -> None:
    new = {key: value for key, value in ENTITIES.items() if key != "sco"} | {"q485207": ENTITIES["sco"]}
    rows_ = [(*(("q485207" if part == "sco" else part) for part in row[:3]), *row[3:]) for row in CLAIMS]
    changes = compared(graph(entities=APART), graph(entities=new, claims=rows_))
    assert identity(changes) == {("merged", "SCO, 上合组织", "SCO")}
    assert changes.facts == ()


def test_another_id_alone_is_told_and_changes_no_fact(compared) -> None:
    new = {key: value for key, value in ENTITIES.items() if key != "summit"} | {"summit-2": ENTITIES["summit"]}
    rows_ = [(*(("summit-2" if part == "summit" else part) for part in row[:3]), *row[3:]) for row in CLAIMS]
    changes = compared(graph(), graph(entities=new, claims=rows_))
    assert identity(changes) == {("id", "SCO Summit", "SCO Summit")}
    assert changes.facts == ()
    assert "the same with another id: SCO Summit" in said(changes)


def test_another_canonical_name_is_a_new_name_of_the_same_thing(compared) -> None:
    """The id changes with the name: that is neither one thing gone and one new, nor a fact removed and added."""
    new = {key: value for key, value in ENTITIES.items() if key != "sco"} | {
        "shos": ("Organization", "上合组织", "SCO")
    }
    rows_ = [(*(("shos" if part == "sco" else part) for part in row[:3]), *row[3:]) for row in CLAIMS]
    changes = compared(graph(), graph(entities=new, claims=rows_))
    assert identity(changes) == {("renamed", "SCO", "上合组织")}
    assert changes.facts == ()


def test_ids_that_changed_places_decide_nothing(compared) -> None:
    swapped = ENTITIES | {"norland": ENTITIES["sudland"], "sudland": ENTITIES["norland"]}
    other = {"norland": "sudland", "sudland": "norland"}
    rows_ = [(*(other.get(part, part) for part in row[:3]), *row[3:]) for row in CLAIMS]
    changes = compared(graph(), graph(entities=swapped, claims=rows_))
    assert identity(changes) == {("id", "Norland", "Norland"), ("id", "Sudland", "Sudland")}
    assert changes.facts == ()


def test_a_name_given_by_hand_keeps_the_thing(compared) -> None:
    """Nothing is the same but the passages of texts that did not change: the thing is renamed."""
    text = {"a.txt": "The Lakeport meeting of ministers closed on Friday in Rome.\n"}
    named = {"x1": ("Event", "Lakeport meeting of ministers"), "rome": ("Place", "Rome")}
    quote = "The Lakeport meeting of ministers closed on Friday in Rome."
    before = Graph(text, named, [("x1", "heldIn", "rome", "a.txt", quote)])
    after = Graph(text, {"y2": ("Event", "closed on Friday"), "rome": named["rome"]},
                  [("y2", "heldIn", "rome", "a.txt", quote)])  # fmt: skip
    changes = compared(before, after)
    assert identity(changes) == {("renamed", "Lakeport meeting of ministers", "closed on Friday")}
    assert changes.facts == ()


def test_in_an_edited_document_another_name_is_another_thing(compared) -> None:
    before = Graph({"a.txt": "The forum met in Rome.\n"}, {"rome": ("Place", "Rome"), "f": ("Event", "forum")},
                   [("f", "heldIn", "rome", "a.txt", "The forum met in Rome.")])  # fmt: skip
    after = Graph({"a.txt": "The forum met in Oslo.\n"}, {"oslo": ("Place", "Oslo"), "f": ("Event", "forum")},
                  [("f", "heldIn", "oslo", "a.txt", "The forum met in Oslo.")])  # fmt: skip
    changes = compared(before, after)
    assert identity(changes) == {("gone", "Rome", ""), ("new", "", "Oslo")}
    assert [(c.kind, c.before.object.name, c.after.object.name) for c in changes.facts] == [("changed", "Rome", "Oslo")]


def test_another_class_and_other_names(compared) -> None:
    other = ENTITIES | {"astana": ("Place", "Astana", "Астана"), "beijing": ("State", "Beijing")}
    changes = compared(graph(), graph(TEXTS, other))
    assert identity(changes) == {("names", "Astana", "Astana"), ("retyped", "Beijing", "Beijing")}
    assert "Beijing: was Place, is now Place, State" in said(changes)
    assert "Astana: + Астана (ru)" in said(changes)


COUNCILS = {
    "a": ("Organization", "Council", "Council of Norland"),
    "b": ("Organization", "Council of Sudland", "Council"),
}


def test_a_mention_that_goes_to_another_thing_is_named_and_so_is_what_follows(compared) -> None:
    """`The Council` of c.txt was Norland's and is Sudland's: c.txt was not edited, its fact is of another subject."""
    texts = {"a.txt": "The Council of Norland met.\n", "b.txt": "The Council of Sudland met.\n",
             "c.txt": "The Council has its seat in Lakeport.\n"}  # fmt: skip
    things = COUNCILS | {"l": ("Place", "Lakeport")}
    seat = "The Council has its seat in Lakeport."
    before = Graph(texts, things, [("a", "basedIn", "l", "c.txt", seat)], {"a": ("a.txt", "c.txt"), "b": ("b.txt",)})
    after = Graph(texts, things, [("b", "basedIn", "l", "c.txt", seat)], {"a": ("a.txt",), "b": ("b.txt", "c.txt")})
    changes = compared(before, after)
    assert identity(changes) == {("moved", "Council", "Council of Sudland")}
    [change] = changes.facts
    assert (change.kind, change.before.subject.name, change.after.subject.name) == (
        "changed", "Council", "Council of Sudland"
    )  # fmt: skip
    assert change.edited is False
    assert change.through == ("Council of Sudland",)
    assert "Council of Sudland: basedIn Lakeport was said of Council" in said(changes)


# --- what is asked for, and how it is shown ---------------------------------------------------------------------------


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
