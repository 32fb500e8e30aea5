"""Names that no list holds: persons, bodies, agreements, events and initiatives, in texts written for this."""

from __future__ import annotations

import pytest

from tests.unseen_names import figures, scored

LEAST = 0.85


@pytest.mark.parametrize("language", ["zh", "ru", "en"])
def test_names_that_no_list_holds_are_found(language: str) -> None:
    found = [score for _, score in scored(language)]
    assert len(found) >= 50
    assert figures(found).f1 >= LEAST
