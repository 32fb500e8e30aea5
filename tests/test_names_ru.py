"""What Russian sentences of many genres mention, and nothing more."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pipeline import authority, dates
from pipeline.languages import analyse
from pipeline.model import Mention, Passage, Span
from pipeline.reading import read_file
from pipeline.recognise import recognise
from pipeline.recognise.known import known_names, whole
from pipeline.recognise.overlap import settle
from pipeline.recognise.reading import Reading
from pipeline.recognise.ru.names import names

CASES = tomllib.loads((Path(__file__).parent / "names_ru.toml").read_text(encoding="utf-8"))["case"]


def read(text: str) -> Reading:
    """One paragraph as recognition gets it."""
    passage = Passage(Span(0, len(text)), "paragraph", "ru", text, text, tuple(range(len(text))))
    expressions = dates.find(text, "ru")
    periods = dates.resolve([expressions], document_date="")[0]
    fixed = tuple((e.span, p) for e, p in zip(expressions, periods, strict=True) if p is not None)
    return Reading(0, passage, analyse(passage), tuple(whole(authority.load().scan(text, "ru"), text)), fixed)


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


def editions(text: str, tmp_path: Path) -> list[tuple[str, int | None]]:
    """The events of a whole document by the names they stand for, with their numbers."""
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    found = [m for m in recognise(read_file(file)) if m.cls == "Event"]
    return [(m.stands_for or m.name, m.ordinal) for m in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "В 2019 году Каспийский экономический форум провела Аваза. Второй, 5–6 октября 2022 года, – в Москве.",
            ("второй Каспийский экономический форум", 2),
        ),
        (
            "Первый саммит СПЕКА прошёл в Баку в 2023 году. Следующий состоится в Ашхабаде в ноябре 2025 года.",
            ("следующий саммит СПЕКА", None),
        ),
        (
            "V Игры доброй воли прошли в Минске в 2018 году. Шестые состоялись в Баку.",
            ("шестые Игры доброй воли", 6),
        ),
        ("Сессии созываются дважды в год. Сорок восьмую провела Тирана в мае.", ("сорок восьмая сессия", 48)),
        (
            "Саммиты организации\n\n№ | Дата | Город\nXIV | 4 марта 2021 г. | Баку\nXV | 28 мая 2022 г. | Ашхабад\n",
            ("XV саммит", 15),
        ),
    ],
)
def test_editions_told_by_number_alone(text: str, wanted: tuple[str, int | None], tmp_path: Path) -> None:
    assert wanted in editions(text, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "III саммит прошёл в Баку в мае 2020 года. Азербайджан стал первым, кто подписал документ.",
        "Саммит прошёл в Баку. Протокол подписан в 2001 году, второй – в 2005 году в Минске.",
    ],
)
def test_numbers_that_are_no_editions(text: str, tmp_path: Path) -> None:
    assert len(editions(text, tmp_path)) <= 1


def test_items_under_a_heading_of_their_series_are_editions(tmp_path: Path) -> None:
    text = "Саянский горный форум:\n\n- I – Кызыл, 4 мая 2011 года\n- II – Абакан, 5–6 июня 2013 года\n"
    assert {("I Саянский горный форум", 1), ("II Саянский горный форум", 2)} <= set(editions(text, tmp_path))
