"""What English sentences of many genres mention, and nothing more."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pipeline import authority, dates
from pipeline.languages import analyse
from pipeline.model import Mention, Passage, Span
from pipeline.reading import read
from pipeline.recognise import recognise
from pipeline.recognise.en.names import names
from pipeline.recognise.known import known_names
from pipeline.recognise.overlap import settle
from pipeline.recognise.reading import Reading
from pipeline.resolve import resolve

CASES = tomllib.loads((Path(__file__).parent / "names_en.toml").read_text(encoding="utf-8"))["case"]


def reading(text: str) -> Reading:
    """One paragraph as recognition gets it."""
    passage = Passage(Span(0, len(text)), "paragraph", "en", text, text, tuple(range(len(text))))
    expressions = dates.find(text, "en")
    periods = dates.resolve([expressions], document_date="")[0]
    fixed = tuple((e.span, p) for e, p in zip(expressions, periods, strict=True) if p is not None)
    return Reading(0, passage, analyse(passage), tuple(authority.load().scan(text, "en")), fixed)


def mentions(text: str) -> list[Mention]:
    """What one paragraph names by itself."""
    one = reading(text)
    return settle([*known_names(one), *names(one)])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_mentions(case: dict[str, list[str]]) -> None:
    found = [f"{m.cls}: {m.name}" for m in mentions(str(case["text"])) if m.cls not in {"Office", "Date"}]
    assert Counter(found) == Counter(case["mentions"])


@pytest.mark.parametrize("case", [c for c in CASES if "offices" in c], ids=lambda c: c["text"][:40])
def test_offices(case: dict[str, list[str]]) -> None:
    assert [m.name for m in mentions(str(case["text"])) if m.cls == "Office"] == case["offices"]


def test_spans_are_the_words_of_the_names() -> None:
    for case in CASES:
        text = str(case["text"])
        for mention in mentions(text):
            assert mention.span.of(text).split()[-1].strip("().,")[:2].lower() in mention.name.lower()


def test_numbers_and_years() -> None:
    text = "The Twenty-First Meeting of the Council adopted the Growth Strategy 2021-2030; 2026 is the Year of Clean Water."
    found = {m.name: m for m in mentions(text)}
    assert found["Twenty-First Meeting of the Council"].ordinal == 21
    strategy = found["Growth Strategy 2021-2030"].period
    assert strategy is not None
    assert (strategy.start, strategy.end) == ("2021", "2030")
    year = found["Year of Clean Water"]
    assert year.kind == "ThematicYear"
    assert year.period is not None
    assert year.period.start == "2026"


def in_document(text: str) -> dict[str, Mention]:
    """The mentions of a whole document by name."""
    return {m.name: m for m in recognise(read(text.encode(), "note.txt"))}


def test_shorter_names_stand_for_the_full_one() -> None:
    found = in_document(
        "The 44th Summit of the Gulf Cooperation Council was held in Doha. The 44th GCC Summit was chaired by\n"
        "Sheikh Tamim.\n\nThe Lake Victoria Basin Commission has its Secretariat in Kisumu. The Commission met in May.\n"
    )
    assert found["44th GCC Summit"].stands_for == "44th Summit of the Gulf Cooperation Council"
    assert found["Commission"].stands_for == "Lake Victoria Basin Commission"


def test_a_translation_names_the_same_things() -> None:
    text = (
        "金砖国家领导人第十二次会晤\n\nThe 12th BRICS Summit\n\n"
        "2020年11月17日，金砖国家领导人第十二次会晤以视频方式举行，通过《莫斯科宣言》。\n\n"
        "The 12th BRICS Summit was held by video link on 17 November 2020 and adopted the Moscow Declaration.\n"
    )
    document = read(text.encode(), "note.txt")
    things = resolve([document], {document.id: recognise(document)})
    names = {name for thing in things if thing.cls == "Event" for _, name in (*thing.names, *thing.others)}
    assert {"12th BRICS Summit", "金砖国家领导人第十二次会晤"} <= names
    assert sum(thing.cls == "Event" for thing in things) == 1


def test_an_ordinal_alone_names_an_edition() -> None:
    found = in_document(
        "The Fifth River Basin Summit was held in Asunción on 3 May 2018. Its successor, the sixth, took place in "
        "La Paz in 2020; Lima hosted the seventh in June 2022. First, let me thank the hosts. The parties' "
        "instrument, the fortieth, was received on 2 May 2023.\n"
    )
    numbers = {m.name: (m.ordinal, m.stands_for) for m in found.values() if m.cls == "Event"}
    assert numbers["sixth"] == (6, "sixth River Basin Summit")
    assert numbers["seventh"] == (7, "seventh River Basin Summit")
    assert not {"First", "first", "fortieth"} & set(numbers)


def test_the_council_met_for_the_nth_time() -> None:
    found = in_document(
        "The Fourth Meeting of the Lake Council was held in Entebbe. It met for the fifth time in Kisumu.\n"
    )
    assert found["fifth meeting"].ordinal == 5


def test_another_one_of_the_events_just_named() -> None:
    found = in_document(
        "The Lake Council held a summit in Kampala on 2 May 2019. The Nairobi one, in June, was called off.\n"
    )
    assert found["Nairobi one"].cls == "Event"
    other = in_document("Delegates liked the old hotel. The Nairobi one, in June, was called off.\n")
    assert "Nairobi one" not in other
