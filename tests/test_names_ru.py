"""What Russian sentences of many genres mention, and nothing more."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pipeline import authority, dates
from pipeline.languages import analyse
from pipeline.model import Mention, Passage, Span
from pipeline.recognise.known import known_names
from pipeline.recognise.names_ru import names
from pipeline.recognise.overlap import settle
from pipeline.recognise.reading import Reading

CASES = tomllib.loads((Path(__file__).parent / "names_ru.toml").read_text(encoding="utf-8"))["case"]


def read(text: str) -> Reading:
    """One paragraph as recognition gets it."""
    passage = Passage(Span(0, len(text)), "paragraph", "ru", text, text, tuple(range(len(text))))
    expressions = dates.find(text, "ru")
    periods = dates.resolve([expressions], document_date="")[0]
    fixed = tuple((e.span, p) for e, p in zip(expressions, periods, strict=True) if p is not None)
    return Reading(0, passage, analyse(passage), tuple(authority.load().scan(text, "ru")), fixed)


def mentions(text: str) -> list[Mention]:
    """What one paragraph names by itself."""
    reading = read(text)
    return settle([*known_names(reading), *names(reading)])


def label(mention: Mention, wanted: set[str]) -> str:
    """A mention as a case writes it; a listed thing by whichever of its names the case uses."""
    known = authority.load().by_id.get(mention.known)
    labels = [f"{mention.cls}: {name}" for name in (mention.name, *(known.ru if known else ()))]
    return next((x for x in labels if x in wanted), labels[0])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_mentions(case: dict[str, list[str]]) -> None:
    text = str(case["text"])
    found = [m for m in mentions(text) if m.cls not in {"Office", "Date"}]
    wanted = set(case["mentions"])
    assert Counter(label(m, wanted) for m in found) == Counter(case["mentions"])


@pytest.mark.parametrize("case", [c for c in CASES if "offices" in c], ids=lambda c: c["text"][:40])
def test_offices(case: dict[str, list[str]]) -> None:
    found = [m.name for m in mentions(str(case["text"])) if m.cls == "Office"]
    assert found == case["offices"]


def test_numbers_and_years() -> None:
    text = "Двадцать первое заседание Совета глав правительств утвердило Стратегию развития до 2035 года; XII саммит позже."
    found = {m.name: m for m in mentions(text)}
    assert found["Двадцать первое заседание Совета глав правительств"].ordinal == 21
    assert found["XII саммит"].ordinal == 12
    period = found["Стратегия развития до 2035 года"].period
    assert period is not None
    assert (period.start, period.end) == ("", "2035")
