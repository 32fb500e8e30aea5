"""What is said of one in a list is said of all: across parentheses, semicolons and a body among states."""

from __future__ import annotations

import pytest

from pipeline.reading import read
from pipeline.run import extract


def holders(text: str, property_: str) -> set[str]:
    """Every name of who holds a property in a text."""
    found = extract([read(text.encode("utf-8"), "list.txt")], workers=1)
    names = {e.id: {n for _, n in (*e.names, *e.others)} for e in found.entities}
    return {n for c in found.claims if c.property == property_ for n in names[c.subject]}


@pytest.mark.parametrize(
    ("text", "property_", "last"),
    [
        ("Members of the Pacific Alliance: Chile; Peru (since 2011); Mexico; Colombia.", "memberOf", "Colombia"),
        ("Members of the Arab Maghreb Union are Libya, Tunisia (from 1989) and Morocco.", "memberOf", "Morocco"),
        ("太平洋联盟成员国：智利、秘鲁（2011年加入）、墨西哥、哥伦比亚。", "memberOf", "哥伦比亚"),
        ("Члены Тихоокеанского альянса: Чили, Перу (с 2011 года), Мексика, Колумбия.", "memberOf", "Колумбия"),
    ],
)
def test_the_last_of_a_list_is_what_the_first_is(text: str, property_: str, last: str) -> None:
    assert last in holders(text, property_)


def test_a_list_may_be_a_paragraph_of_its_own_after_a_colon() -> None:
    text = (
        "Report of the Arab Maghreb Union\n\nFive Contracting Parties made up the Arab Maghreb Union:\n\n"
        "Algeria; Libya; Mauritania (with its river basin); Morocco; Tunisia.\n"
    )
    assert {"Algeria", "Mauritania", "Tunisia"} <= holders(text, "memberOf")


def test_a_list_ends_with_its_sentence() -> None:
    text = "Members of the Pacific Alliance: Chile; Peru (since 2011). Mexico sent a note."
    assert "Mexico" not in holders(text, "memberOf")
