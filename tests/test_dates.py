"""The date grammar: tables of expressions with their values, texts without dates, and properties of any text."""

from __future__ import annotations

import calendar
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from pipeline.dates import find, resolve, years_in
from pipeline.model import Language, Period

HERE = Path(__file__).parent
LANGUAGES: dict[str, Language] = {"zh": "zh-hans", "ru": "ru", "en": "en"}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"dates_{name}.toml").read_text(encoding="utf-8"))


def _cases() -> list[tuple[str, str, str, str]]:
    cases = []
    for name in LANGUAGES:
        for table in (_table(name), _table(f"forms_{name}"), _table(f"more_{name}")):
            dated = {"": {**table["absolute"], **table["context"]}, **table["dated"]}
            cases += [(name, date, text, value) for date, rows in dated.items() for text, value in rows.items()]
    return cases


def _written(period: Period | None) -> str:
    if period is None:
        return "None"
    return period.start if period.start == period.end else f"{period.start}/{period.end}"


def _values(text: str, name: str, date: str = "") -> str:
    """The values in a text whose passages are parted by a pilcrow."""
    found = [find(part.strip(), LANGUAGES[name]) for part in text.split("¶")]
    return ", ".join(_written(value) for values in resolve(found, document_date=date) for value in values)


def test_the_tables_are_broad() -> None:
    assert len(_cases()) >= 2600


@pytest.mark.parametrize(("name", "date", "text", "value"), _cases())
def test_value(name: str, date: str, text: str, value: str) -> None:
    assert _values(text, name, date) == value


_PASSAGES = [(name, row) for name, rows in _table("passages").items() for row in rows]


@pytest.mark.parametrize(("name", "row"), _PASSAGES)
def test_value_in_passages(name: str, row: dict[str, str]) -> None:
    assert _values(row["text"], name, row["date"]) == row["values"]


_NONE = [(name, text) for name, texts in _table("none").items() for text in texts]


@pytest.mark.parametrize(("name", "text"), _NONE)
def test_no_date(name: str, text: str) -> None:
    assert _values(text, name, "2024-10-16") == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("zh", "会议于{}在阿斯塔纳举行。"),
        ("ru", "Заседание прошло ({}) в Астане."),
        ("en", "The session, held on {}, was short."),
    ],
)
def test_spans_in_a_sentence(name: str, text: str) -> None:
    for expression, value in _table(name)["absolute"].items():
        if "," in value or "|" in expression or not expression[0].isdigit() or len(value) == 4:
            continue
        sentence = text.format(expression)
        found = find(sentence, LANGUAGES[name])
        assert [_written(e.period) for e in found] == [value], expression
        assert all(e.span.of(sentence) in expression for e in found)


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("自2023年起", "zh-hans", "from"),
        ("2018年以来", "zh-hans", "from"),
        ("至2025年发展战略", "zh-hans", "until"),
        ("с 2004 года", "ru", "from"),
        ("до 2030 года", "ru", "until"),
        ("в 2030 году", "ru", ""),
        ("since 1967", "en", "from"),
        ("until 2018", "en", "until"),
        ("in 2018", "en", ""),
    ],
)
def test_bound(text: str, language: Language, bound: str) -> None:
    assert [e.bound for e in find(text, language)] == [bound]


@pytest.mark.parametrize(
    ("text", "precision", "fixed"),
    [
        ("8 July 2024", "day", True),
        ("July 2024", "month", True),
        ("in 2024", "year", True),
        ("8 July", "day", False),
        ("in July", "month", False),
        ("last year", "year", False),
        ("the following day", "day", False),
    ],
)
def test_precision(text: str, precision: str, fixed: bool) -> None:
    [expression] = find(text, "en")
    assert (expression.precision, expression.fixed) == (precision, fixed)


_YEARS = {
    "2024中国—东盟论坛": ("2024", "2024"),
    "和平使命—2021": ("2021", "2021"),
    "2022年至2024年合作纲要": ("2022", "2024"),
    "《至2035年发展战略》": ("", "2035"),
    "Стратегия развития до 2030 года": ("", "2030"),
    "План на 2026–2030 годы": ("2026", "2030"),
    "Expo 2025": ("2025", "2025"),
    "the 2030 Agenda": ("2030", "2030"),
    "Roadmap 2025-2027": ("2025", "2027"),
    "Plan 2021 to 2030": ("2021", "2030"),
    "第2396号决议": None,
    "20周年峰会": None,
    "Resolution 73/2019": None,
}


@pytest.mark.parametrize(("name", "years"), _YEARS.items())
def test_years_in_a_name(name: str, years: tuple[str, str] | None) -> None:
    assert years_in(name) == (None if years is None else Period(*years))


def test_without_context_nothing_is_guessed() -> None:
    for text in ("29 January", "the following day", "today", "last year", "on Sunday"):
        assert _values(text, "en") == "None"
    assert _values("today", "en", "2024") == "None"
    assert _values("today", "en", "no date") == "None"


def test_a_heading_governs_its_passages() -> None:
    passages = [find("2013", "en"), find("2015", "en"), find("on 11 March", "en")]
    assert resolve(passages, parents={2: 0})[2] == (Period("2013-03-11", "2013-03-11"),)


def test_the_document_dates_news_and_the_year_before_it_a_chronicle() -> None:
    news = [find("It was founded on 28 May 1975. Mali left on 29 January.", "en")]
    assert resolve(news, document_date="2025-06-23")[0][1] == Period("2025-01-29", "2025-01-29")
    chronicle = [find("1949   Eight governments meet. On 26 April they issue a text.", "en")]
    assert resolve(chronicle, document_date="2025-06-23")[0][1] == Period("1949-04-26", "1949-04-26")


_PIECES = [text for name in LANGUAGES for part in ("absolute", "context") for text in _table(name)[part]]
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=12)), max_size=6).map(" ".join)
_ANY = st.sampled_from(["zh-hans", "zh-hant", "ru", "en"])


@settings(max_examples=200, deadline=None)
@given(_TEXTS, _ANY)
def test_spans_lie_in_the_text_in_order(text: str, language: Language) -> None:
    found = find(text, language)
    assert all(len(e.span) and e.span.end <= len(text) for e in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    for values in resolve([found, found], document_date="2024-10-16"):
        assert all(value is None or _sound(value) for value in values)


def _sound(period: Period) -> bool:
    return all(_in_calendar(date) for date in (period.start, period.end))


def _in_calendar(date: str) -> bool:
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


_WRITTEN: dict[Language, list[str]] = {
    "zh-hans": ["{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}-{m:02d}-{d:02d}"],
    "ru": ["{d} {name} {y} года", "{d:02d}.{m:02d}.{y}", "«{d}» {name} {y} г."],
    "en": ["{d} {name} {y}", "{name} {d}, {y}", "{d:02d}/{m:02d}/{y}", "the {d}th of {name} {y}"],
}
_NAMES = {
    "zh-hans": [""] * 12,
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "en": [name for name in calendar.month_name if name],
}
_DATED_FORMS = st.sampled_from([(language, form) for language, forms in _WRITTEN.items() for form in forms])


@settings(max_examples=300, deadline=None)
@given(_DATED_FORMS, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 31))
def test_a_day_is_read_if_and_only_if_it_exists(written: tuple[Language, str], y: int, m: int, d: int) -> None:
    language, form = written
    text = form.format(y=y, m=m, d=d, name=_NAMES[language][m - 1])
    found = find(text, language)
    if d > calendar.monthrange(y, m)[1]:
        assert not found
        return
    [expression] = found
    assert expression.period == Period(*[f"{y:04d}-{m:02d}-{d:02d}"] * 2)
    [again] = find(expression.span.of(text), language)
    assert again.period == expression.period
