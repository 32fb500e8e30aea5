"""Lines that hold more than one thing: agencies in datelines, credits, languages side by side, escapes."""

from __future__ import annotations

from time import perf_counter

import pytest

from pipeline.model import Document
from pipeline.reading import read
from pipeline.reading.halves import part_languages
from pipeline.reading.lines import columns, split_lines

PROSE = (
    "The Council of the Forum met in Entebbe on 5 May 2021 and adopted a plan of action for the next decade of work."
)


def doc(text: str) -> Document:
    return read(text.encode("utf-8"), "a.txt")


def middle(line: str) -> list[tuple[str, str]]:
    """What is read of a line between two paragraphs: text or furniture."""
    found = doc(f"{PROSE}\n\n{line}\n\n{PROSE}").passages[1:-1]
    return [("outer" if passage.kind == "furniture" else "text", passage.text) for passage in found]


@pytest.mark.parametrize(
    ("line", "text", "agency"),
    [
        ("ENTEBBE, May 3 (Xinhua) -- The ministers met.", "ENTEBBE, May 3 -- The ministers met.", "(Xinhua)"),
        ("Entebbe, 3 May (Reuters) — The ministers met.", "Entebbe, 3 May — The ministers met.", "(Reuters)"),
        ("KAMPALA, Uganda, Aug. 30 (AP) — They met.", "KAMPALA, Uganda, Aug. 30 — They met.", "(AP)"),
        ("KAMPALA | Xinhua | The ministers met.", "KAMPALA The ministers met.", "| Xinhua |"),
        ("ЭНТЕББЕ, 3 мая. /ТАСС/. Министры встретились.", "ЭНТЕББЕ, 3 мая. Министры встретились.", "/ТАСС/."),
        ("ЭНТЕББЕ, 3 мая – РИА Новости. Они собрались.", "ЭНТЕББЕ, 3 мая – Они собрались.", "РИА Новости."),
        ("ЭНТЕББЕ. КАЗИНФОРМ – Министры собрались.", "ЭНТЕББЕ. – Министры собрались.", "КАЗИНФОРМ"),
        ("(Kyodo) The ministers met in Entebbe.", "The ministers met in Entebbe.", "(Kyodo)"),
        ("The ministers met in Entebbe. - PTI", "The ministers met in Entebbe.", "- PTI"),
        ("The ministers met. JANE DOE / CHINA DAILY", "The ministers met.", "JANE DOE / CHINA DAILY"),
        ("（中央社記者林舟台北3日電）部長會議今天召開。", "部長會議今天召開。", "（中央社記者林舟台北3日電）"),
        ("【湖区时报特派记者 林舟】部长会议今天召开。", "部长会议今天召开。", "【湖区时报特派记者 林舟】"),
        ("部長抵達會場。（圖／記者林舟攝）", "部長抵達會場。", "（圖／記者林舟攝）"),
    ],
)
def test_the_agency_is_no_part_of_the_text(line: str, text: str, agency: str) -> None:
    assert sorted(middle(line)) == [("outer", agency), ("text", text)]


@pytest.mark.parametrize(
    "line",
    [
        "The African Development Bank (ADB) -- set up in 1964 -- has many members.",
        "The Action Plan (AP) was adopted by the ministers.",
        "In 2019 (TASS) was met by the ministers.",
        "Международное агентство ТАСС подписало соглашение.",
        "Реклама совместных проектов поручена министерствам.",
        "По словам министра, АПА (ТАСС) объединяет агентства.",
        "By consensus, the ministers agreed.",
        "Contact between the ministries dates from 1992.",
        "来源国标签问题在会上得到讨论。",
        "任何一方未经许可不得使用该徽标。",
    ],
)
def test_text_that_only_looks_like_it_stays_whole(line: str) -> None:
    assert middle(line) == [("text", line)]


def test_publisher_of_a_dateline() -> None:
    assert doc(f"Ministers meet\n\nENTEBBE, May 3 (Xinhua) -- {PROSE}").publisher == "Xinhua"


def test_what_stands_below_a_text_is_furniture_to_the_end() -> None:
    below = "Most read\n1. Ferry runs aground\n2. New bridge opened"
    passages = doc(f"Ministers meet\n\n{PROSE}\n\n{below}").passages
    assert [passage.text for passage in passages if passage.kind != "furniture"] == ["Ministers meet", PROSE]
    above = doc(f"Ministers meet\n\n{PROSE}\n\nRelated topics\nTrade in fish\n\n{PROSE}").passages
    assert "Trade in fish" in [passage.text for passage in above if passage.kind != "furniture"]


def test_the_foot_of_a_page_goes_as_most_of_it_does() -> None:
    foot = "Print this page\nTrade in fish\nCookie policy\nTerms of use\nLake Press"
    passages = doc(f"Ministers meet\n\n{PROSE}\n\n{foot}").passages
    assert [passage.text for passage in passages if passage.kind != "furniture"] == ["Ministers meet", PROSE]


def test_a_list_at_the_foot_of_a_page_is_kept() -> None:
    foot = "Print this page\nMembers of the Forum\nRepublic of Kenya\nRepublic of Uganda\nRepublic of Rwanda\nCookie policy\nTerms of use"
    kept = [
        passage.text for passage in doc(f"Ministers meet\n\n{PROSE}\n\n{foot}").passages if passage.kind != "furniture"
    ]
    assert {"Members of the Forum", "Republic of Kenya", "Republic of Uganda", "Republic of Rwanda"} <= set(kept)


def test_a_row_of_a_menu_and_the_head_of_a_table() -> None:
    menu = "Head of State   Cabinet   State Council\nEvents   Documents   Contacts   Search"
    assert [p.text for p in doc(f"{menu}\n\nA visit\n\n{PROSE}").passages if p.kind != "furniture"] == [
        "A visit",
        PROSE,
    ]
    table = "Country   Status   Since\nKenya   member   1998\nUganda   member   2001"
    kept = " ".join(p.text for p in doc(f"{table}\n\n{PROSE}").passages if p.kind != "furniture")
    assert "Country Status Since" in kept


def test_a_title_set_wide_is_kept() -> None:
    assert doc(f"联　合　声　明\n\n{PROSE}").passages[0].kind == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "成员国 Государства-члены Member States",
        "亚信会议 / СВМДА / Conference on Confidence Building",
        "中心隶属于水利部。It trains officials of six countries.",
        "The Center was set up in 2017. 中心于2017年成立。",
        "合作伙伴 Partners",
        "Устав Организации Charter of the Organization",
    ],
)
def test_each_language_is_a_passage(line: str) -> None:
    [whole] = split_lines(line)
    parts = part_languages(whole)
    assert len(parts) == line.count("/") + 1 if "/" in line else len(parts) == (3 if "члены" in line else 2)
    assert all(whole.span.contains(part.span) for part in parts)


@pytest.mark.parametrize(
    "line",
    [
        "Zoom会议由秘书处主持。",
        "第21届APEC 峰会",
        "Компания Black Rock Capital",
        "Он посетил штаб-квартиру Организации и встретился с главой Carnegie Endowment",
        "会议通过了“Lake Charter”文件",
    ],
)
def test_a_foreign_name_is_no_second_language(line: str) -> None:
    [whole] = split_lines(line)
    assert part_languages(whole) == (whole,)


def test_a_long_line_of_two_scripts_costs_no_more_than_its_length() -> None:
    """Eight times the words: in quadratic time sixty-four times the work, in linear time eight."""

    def seconds(words: int) -> float:
        [line] = split_lines("上海 Ivanov 北京 Петров " * words)
        took = []
        for _ in range(3):
            began = perf_counter()
            part_languages(line)
            took.append(perf_counter() - began)
        return min(took)

    assert seconds(8000) < 24 * seconds(1000)


def test_escapes_are_read_as_what_they_stand_for() -> None:
    text = "Учение &laquo;Рубеж-2021&raquo; прошло в&nbsp;Таджикистане и России.<br/>"
    [passage] = doc(text).passages
    assert passage.text == "Учение «Рубеж-2021» прошло в Таджикистане и России."
    assert text[passage.offsets[passage.text.index("«")] :].startswith("&laquo;")


def test_nuls_are_left_out() -> None:
    document = read(f"{PROSE}\0\0\nThe next meeting\0 is in Kampala.".encode(), "a.txt")
    assert "\0" not in document.text
    assert "The next meeting is in Kampala." in [passage.text for passage in document.passages]


def test_utf16_without_a_mark_is_no_text_padded_with_nuls() -> None:
    assert doc(PROSE).text == read(PROSE.encode("utf-16-le"), "a.txt").text
    assert columns(PROSE) == len(PROSE)
