"""What `snapshot diff` finds between two graphs: documents and facts."""

from __future__ import annotations

import pytest

from pipeline.snapshots.update import update_of
from tests.changed import (
    CLAIMS,
    DECLARATION,
    NEWS,
    TEXTS,
    claims,
    compared,
    facts,
    graph,
    identity,
    said,
)
from tests.composed import since

__all__ = ["compared"]  # a fixture


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
