"""Tables: what the heads of columns say of rows, in three languages and four ways to draw them."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Mention
from pipeline.reading import read
from pipeline.recognise import recognise
from pipeline.recognise.en.rows import edition as edition_en
from pipeline.recognise.zh.rows import edition as edition_zh
from pipeline.relate import connect
from pipeline.run import extract

Fact = tuple[str, str, str]

GAPS = """\
EXERCISES AT SEA, 2023 (from a yearbook)

Name                 When                 Where
Grey Heron 2023      6-14 March           Varna, Bulgaria
Silver Oar 23        2 May-9 May          Batumi, Georgia
"""
BARS = """\
Всемирная метеорологическая организация

Мероприятие | Дата | Место | Организатор
Тихая вода-2022 | 5–9 июня 2022 г. | Ливерпуль | Канада
Тихая вода-2024 | 11–15 июня 2024 г. | Гданьск | Польша
"""
SEMICOLONS = """\
Учения на реках

Название; дата; место; участники
«Заслон-2021»; 3–8 мая 2021 г.; Братислава; Австрия, Венгрия
«Заслон-2023»; 6–9 мая 2023 г.; Линц; Словакия, Чехия
"""
NUMBERS = """\
Union for the Mediterranean

ORDINARY SESSIONS OF THE ASSEMBLY

No.   Date               Place
11    27 May 2019        Valletta
12    22 June 2021       Limassol
"""
CHINESE = """\
太平洋联盟

历次领导人会议

次别｜时间｜地点｜主持
首次｜2012年3月5日｜利马｜乌马拉
第二次｜2013年5月23日｜卡利｜桑托斯
"""
MEMBERS = """\
Nordic Investment Bank

MEMBER STATES        JOINED
Denmark              1 August 1976
Latvia, Estonia      1 January 2005
"""
TEXTS = """\
Convention on Wetlands

Document | Signed | Place | Signatories
Protocol on Delta Monitoring | 3 December 1982 | Paris | France, Spain
"""


def read_in(text: str) -> tuple[Document, tuple[Mention, ...]]:
    document = read(text.encode("utf-8"), "table.txt")
    return document, recognise(document)


def facts(text: str) -> set[Fact]:
    """The facts of a text, by every name of their ends; values as they are."""
    found = extract([read(text.encode("utf-8"), "table.txt")], workers=1)
    names = {e.id: {n for _, n in (*e.names, *e.others)} for e in found.entities}
    return {(s, c.property, o) for c in found.claims for s in names[c.subject] for o in names.get(c.object, {c.object})}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (GAPS, ("Grey Heron 2023", "startDate", "2023-03-06")),  # the year is the heading's
        (GAPS, ("Grey Heron 2023", "heldIn", "Varna")),
        (GAPS, ("Silver Oar 23", "endDate", "2023-05-09")),
        (BARS, ("Тихая вода-2022", "heldIn", "Ливерпуль")),
        (BARS, ("Тихая вода-2024", "organizer", "Польша")),
        (BARS, ("Тихая вода-2024", "startDate", "2024-06-11")),
        (SEMICOLONS, ("Заслон-2021", "attendedBy", "Венгрия")),
        (SEMICOLONS, ("Заслон-2023", "heldIn", "Линц")),
        (NUMBERS, ("12th ordinary session of the assembly", "heldIn", "Limassol")),
        (NUMBERS, ("11th ordinary session of the assembly", "ordinal", "11")),
        (NUMBERS, ("11th ordinary session of the assembly", "meetingOf", "Union for the Mediterranean")),
        (CHINESE, ("首次领导人会议", "heldIn", "利马")),
        (CHINESE, ("第二次领导人会议", "startDate", "2013-05-23")),
        (CHINESE, ("第二次领导人会议", "meetingOf", "太平洋联盟")),
        (MEMBERS, ("Denmark", "memberOf", "Nordic Investment Bank")),
        (MEMBERS, ("Estonia", "memberOf", "Nordic Investment Bank")),
        (TEXTS, ("Protocol on Delta Monitoring", "concludedIn", "Paris")),
        (TEXTS, ("Protocol on Delta Monitoring", "party", "Spain")),
    ],
)
def test_a_row_says_what_its_columns_are_headed(text: str, fact: Fact) -> None:
    assert fact in facts(text)


def test_a_row_says_nothing_under_heads_that_name_no_roles() -> None:
    text = GAPS.replace(
        "Name                 When                 Where", "Ships                Crew                 Flag "
    )
    assert not any(subject == "Grey Heron 2023" for subject, _, _ in facts(text))


def test_one_head_for_hosts_and_guests_leaves_open_who_is_which() -> None:
    text = BARS.replace("Организатор", "Организаторы и участники")
    said = {r.reason for r in connect(*read_in(text))}
    assert "column: date" in said
    assert not said & {"column: host", "column: participants"}


def test_rows_that_are_counted_are_no_editions() -> None:
    text = NUMBERS.replace("11    27", "1     27").replace("12    22", "2     22")
    assert not any("session" in subject for subject, _, _ in facts(text))


def test_semicolons_in_prose_draw_no_table() -> None:
    prose = "Austria spoke first; Hungary agreed; Slovakia did not.\nPoland left; Latvia came; Estonia stayed.\n" * 2
    assert all(p.kind != "row" for p in read(prose.encode(), "prose.txt").passages)


def test_a_row_may_hold_a_remark_wider_than_a_cell() -> None:
    remark = "Bulgaria with Romania and Greece; Ukraine and Moldova came along for two days; Serbia sent its engineers"
    wide = GAPS.replace("Varna, Bulgaria", "Varna, Bulgaria      " + remark).replace(
        "Where", "Where                Who"
    )
    wide = wide.replace("Batumi, Georgia", "Batumi, Georgia      none")
    rows = [p for p in read(wide.encode(), "wide.txt").passages if p.kind == "row"]
    assert [len(row.cells) for row in rows] == [4, 4, 4]


@pytest.mark.parametrize(
    ("told", "headings", "found"),
    [
        ("22", ["ORDINARY SUMMITS OF THE HEADS OF STATE"], ("22nd ordinary summit of the heads of state", 22)),
        ("113", ["Regular sessions"], ("113th Regular session", 113)),
        ("3", ["Members and observers"], None),
        ("third", ["Sessions"], None),
    ],
)
def test_english_editions(told: str, headings: list[str], found: tuple[str, int] | None) -> None:
    assert edition_en(told, headings) == found


@pytest.mark.parametrize(
    ("told", "headings", "found"),
    [
        ("首届", ["表1 历届峰会"], ("首届峰会", 1)),
        ("第十二次", ["（单位：人）", "外长会议一览表"], ("第十二次外长会议", 12)),
        ("第20次", ["委员会由两部分组成。理事会历次会议摘录:"], ("理事会第20次会议", 20)),
        ("12", ["外长会议"], None),
        ("第二次", ["成员国"], None),
    ],
)
def test_chinese_editions(told: str, headings: list[str], found: tuple[str, int] | None) -> None:
    assert edition_zh(told, headings) == found
