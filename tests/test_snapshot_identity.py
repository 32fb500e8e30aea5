"""What `snapshot diff` finds of entities: merged, split, renamed, retyped, mentioned elsewhere."""

from __future__ import annotations

from tests.changed import (
    APART,
    CLAIMS,
    ENTITIES,
    TEXTS,
    compared,
    graph,
    identity,
    said,
)
from tests.composed import Graph

__all__ = ["compared"]  # a fixture


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
