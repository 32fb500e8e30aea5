"""Reading: from bytes to passages, on sentences written for the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from pipeline.errors import SkipDocument
from pipeline.model import Document, Passage
from pipeline.reading import read, read_file


def doc(text: str, source: str = "sample.txt") -> Document:
    return read(text.encode(), source)


def content(text: str) -> list[Passage]:
    return [passage for passage in doc(text).passages if passage.kind != "furniture"]


def furniture(text: str) -> list[str]:
    return [passage.text for passage in doc(text).passages if passage.kind == "furniture"]


PROSE = "The Lake States Forum met in Entebbe on 3 March 2021 and adopted the Entebbe Charter on inland fisheries."


# --- the document ---------------------------------------------------------------------------------------------


def test_text_is_the_decoded_content_with_its_line_ends() -> None:
    text = "Первая строка.\r\n\r\n  Вторая строка.\r\n"
    assert doc(text).text == text
    assert read(b"\xef\xbb\xbf" + text.encode(), "a.txt").text == text


def test_id_depends_on_name_and_text_but_not_on_the_folder() -> None:
    assert doc("一段文字。", "x/a.txt").id == doc("一段文字。", "y/a.txt").id
    assert doc("一段文字。", "a.txt").id != doc("一段文字。", "b.txt").id
    assert doc("一段文字。", "a.txt").id != doc("两段文字。", "a.txt").id


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, b"%PDF-1.7 abc"])
def test_what_is_no_text_is_skipped(data: bytes) -> None:
    with pytest.raises(SkipDocument, match=r"odd\.bin"):
        read(data, "odd.bin")


def test_missing_file_is_skipped(tmp_path: Path) -> None:
    with pytest.raises(SkipDocument, match="can't be read"):
        read_file(tmp_path / "none.txt")


# --- furniture ------------------------------------------------------------------------------------------------

FURNITURE = [
    "Home > Regions > Africa",
    "Home | News | Events | About us | Contact",
    "首页 > 新闻 > 国际",
    "当前位置：首页 > 要闻",
    "Главная → Новости → Политика",
    "网站首页｜机构｜文件｜登录",
    "Share: Facebook | X | WhatsApp",
    "【字体：大 中 小】　打印",
    "Поделиться: ВКонтакте  Telegram",
    "By our staff correspondent | 4 May 2022 | 5 min read",
    "2022-05-04 10:12　来源：湖区日报　作者：林舟",
    "（责任编辑：何田）",
    "Фото: пресс-служба",
    "(Photos: pool)",
    "This site uses cookies. [Accept all] [Settings]",
    "Мы используем файлы cookie. [Принять] [Отказаться]",
    "Copyright © 2022 Lake Press. All Rights Reserved",
    "版权所有　未经许可不得转载",
    "Все права защищены. Карта сайта",
    "Tel.: +256 000 000  Fax: +256 000 001",
    "电话/Tel: 010-00000000",
    "- 12 -",
    "· 7 ·",
    "第3页 共9页",
    "Стр. 4 из 9",
    "p. 8",
    "上一篇：没有了　　下一篇：没有了",
    "Related: casino free spins",
    "казино онлайн - займ на карту - скачать торрент",
    "Was this page helpful?  Yes / No",
    "Версия для печати   Просмотров: 318",
    "=================",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_at_the_head_of_a_page(line: str) -> None:
    assert line.split(maxsplit=1)[0] in " ".join(furniture(f"{line}\n\n{PROSE}\n\n{PROSE}"))
    assert [passage.text for passage in content(f"{line}\n\n{PROSE}")] == [PROSE]


CONTENT = [
    "一、概况",
    "History",
    "Lake States Forum: who is who",
    "Secretary General: Ambassador Amina Okello",
    "Состав",
    "1990—2020：三十年大事",
    "Kenya (2019–2021) → Uganda (2021–2023) → Rwanda (since June 2023).",
    "Seat of the Secretariat ........... Entebbe",
    "编者按：本文件汇编收入湖区国家签署的三份文件。",
    "2019   Malawi joins the Forum, out since 2004.",
]


@pytest.mark.parametrize("line", CONTENT)
def test_content_is_kept(line: str) -> None:
    kept = " ".join(passage.text for passage in content(f"{PROSE}\n\n{line}\n{PROSE}"))
    assert " ".join(line.split()) in kept


def test_advertisement_amid_the_text() -> None:
    text = f"{PROSE}\n\n▶▶广告：注册即送88元◀◀\n\n{PROSE}"
    assert len(content(text)) == 2
    assert furniture(text) == ["▶▶广告：注册即送88元◀◀"]


def test_running_heads_of_a_book() -> None:
    text = f"Lake Treaties, vol. II   17\n\n{PROSE}\n\n18   Lake Treaties, vol. II\n\n{PROSE}"
    assert furniture(text) == ["Lake Treaties, vol. II 17", "18 Lake Treaties, vol. II"]


def test_text_and_furniture_side_by_side() -> None:
    passages = doc(f"Our story                     [Print] [Share]\n\n{PROSE}").passages
    assert [(passage.kind, passage.text) for passage in passages[:2]] == [
        ("heading", "Our story"),
        ("furniture", "[Print] [Share]"),
    ]


def test_credit_and_dateline_are_parted_from_the_sentence() -> None:
    passages = doc("论坛闭幕式现场。(湖区环境中心供图)\n\n新华社坎帕拉3月3日电(记者林舟)湖区国家论坛3日闭幕。").passages
    assert [(passage.kind, passage.text) for passage in passages] == [
        ("caption", "论坛闭幕式现场。"),
        ("furniture", "(湖区环境中心供图)"),
        ("furniture", "新华社坎帕拉3月3日电(记者林舟)"),
        ("paragraph", "湖区国家论坛3日闭幕。"),
    ]


def test_forum_contributors_and_email_heads() -> None:
    forum = "rybak_7   вчера, 21:14\nКто основал форум?\n\nrybak_7\nИ где он заседает?"
    assert furniture(forum) == ["rybak_7 вчера, 21:14", "rybak_7"]
    mail = doc(f"From: Lake Desk <desk@example.org>\nDate: Fri, 6 May 2022\nSubject: What was agreed\n\n{PROSE}")
    assert (mail.title, mail.date) == ("What was agreed", "2022-05-06")
    assert [passage.text for passage in mail.passages if passage.kind != "furniture"] == [PROSE]


# --- date, publisher, creator, title --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Published: 8 July 2021", "2021-07-08"),
        ("By staff | July 8, 2021 | 3 min read", "2021-07-08"),
        ("2021-07-08 09:21:00　来源：湖区日报", "2021-07-08"),
        ("更新时间：2021年7月　　打印本页", "2021-07"),
        ("08.07.2021 19:05   Просмотров: 12", "2021-07-08"),
        ("Главная » Новости » 8 июля 2021, 20:41", "2021-07-08"),
        ("湖区通讯　2021年第7期（总第12期）　　第1页", "2021"),
    ],
)
def test_date_from_furniture(head: str, date: str) -> None:
    assert doc(f"{head}\n\nA title\n\n{PROSE}").date == date


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("（2021年7月8日，坎帕拉）", "2021-07-08"),
        ("Kampala, 8 July 2021", "2021-07-08"),
        ("г. Кампала, 8 июля 2021 года", "2021-07-08"),
        ("Information note - updated 1 July 2021", "2021-07-01"),
    ],
)
def test_date_from_title_lines(title: str, date: str) -> None:
    assert doc(f"COMMUNIQUÉ\n{title}\n\n{PROSE}").date == date


def test_date_from_the_signature() -> None:
    assert doc("联合声明\n\n双方签署了三份文件。\n\n　　　　　二〇二一年七月八日于坎帕拉").date == "2021-07-08"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("发布：2023-10-30 09:02　　图文：本网摄影组　　共6张", "2023-10-30"),
        ("刊发：2022年3月8日　　摄影：林舟", "2022-03-08"),
        ("發佈：2021-07-08 16:40　　撰文：周寧", "2021-07-08"),
    ],
)
def test_date_from_a_byline_with_a_colon(line: str, date: str) -> None:
    assert doc(f"组图：港口的三天\n{line}\n\n【图1】27日，港口重新开放。").date == date


def test_a_version_of_a_text_does_not_date_the_document() -> None:
    text = "论坛问答\n2023年12月5日，坎帕拉\n\n第一问。\n\n读《湖区协议》（2020年3月31日生效的修订版），回答两个问题。"
    assert doc(text).date == "2023-12-05"


def test_date_of_what_is_told_is_not_the_documents() -> None:
    assert doc(f"Our history\n\n{PROSE}").date == ""


def test_publisher_and_creator() -> None:
    document = doc("论坛闭幕\n\n2021-07-08　来源：湖区日报　作者：林舟　阅读 120\n\n湖区国家论坛8日在坎帕拉闭幕。")
    assert (document.publisher, document.creator, document.title) == ("湖区日报", "林舟", "论坛闭幕")


# --- lines joined ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("论坛每年开会一次，由成员国轮流担任主席，总部设在乌干达首\n都坎帕拉，设有三个部门。", "首都坎帕拉"),
        ("理事会每年开会一次。秘书处设在乌干达首\n\n都坎帕拉，由秘书长主持工作。", "首都坎帕拉"),
        ("The charter was signed by Burundi, Kenya and Rwan-\nda in Entebbe.", "Kenya and Rwanda in"),
        ("Стороны подтвердили готовность к сотруд-\nничеству в области рыболовства.", "к сотрудничеству в"),
        ("Соглашение о социально-\nэкономическом развитии подписано.", "социально-экономическом"),
        ("The Asia-\nPacific group met.", "Asia-Pacific group"),
        ("The seat of the Forum is in the\n\n                       p. 2\ncapital of Uganda.", "in the capital"),
        ("Совет глав государств принял решение о\nсоздании комиссии.", "о создании комиссии"),
    ],
)
def test_broken_lines_are_joined(text: str, read_as: str) -> None:
    assert any(read_as in passage.text for passage in content(text))


def test_paragraphs_set_to_a_measure() -> None:
    text = (
        "The Forum was founded in 1998 by five states on the shores of the lake, which\n"
        "wanted to agree on fishing seasons and on the size of nets. Its Council meets\n"
        "once a year. Burundi joined later, in 2004, and brought the number of members\n"
        "to six.\n\nThe Secretariat has its seat in Entebbe and is led by a Secretary General for\n"
        "a term of four years."
    )
    assert [passage.text[-8:] for passage in content(text)] == [" to six.", "r years."]


@pytest.mark.parametrize(
    "text",
    [
        "一、概况\n湖区国家论坛成立于1998年。",
        "· 国家开发银行\n· 湖区银行",
        "2021年7月8日\n论坛在坎帕拉开幕。",
        "成立日期：1998年3月1日\n成立地点：恩德培",
        "Members\nFive states belong to the Forum today.",
        "论坛在坎帕拉开幕\nThe Forum opened in Kampala",
        "1. Первое решение\n2. Второе решение",
        "Напоминая о Хартии,\n\nпризнавая значение озера,",
    ],
)
def test_other_lines_are_not_joined(text: str) -> None:
    assert len(content(text)) == 2


def test_lists_of_signatories_and_place_and_date_are_read_together() -> None:
    signed = "President\nof the Lake Republic                              A. Okello"
    text = f"{PROSE}\n\n{signed}\n\nEntebbe, State House\n3 March 2021"
    assert [passage.text for passage in content(text)][1:] == [
        "President of the Lake Republic A. Okello",
        "Entebbe, State House 3 March 2021",
    ]


# --- languages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("湖区国家论坛在坎帕拉举行。\n\nThe Lake States Forum met in Kampala.", ["zh-hans", "en"]),
        ("論壇於坎帕拉舉行會議。\n\n1998", ["zh-hant", "zh-hant"]),
        ("成员国签署了协定。\n\n上海合作 RCEP 大会", ["zh-hans", "zh-hans"]),
        ("Форум прошёл в Кампале.\n\nФорум Digital Lake 2021 прошёл в Кампале.", ["ru", "ru"]),
        ("會議發表了聯合聲明。\n\n主席主持", ["zh-hant", "zh-hant"]),
    ],
)
def test_language_by_passage(text: str, languages: list[str]) -> None:
    assert [passage.language for passage in content(text)] == languages


@pytest.mark.parametrize(
    ("line", "halves"),
    [
        ("◆ 阶段性进展 | Interim results", ["◆ 阶段性进展", "Interim results"]),
        ("论坛成员 Members of the Forum", ["论坛成员", "Members of the Forum"]),
        ("论坛（Lake States Forum，简称“论坛”）", ["论坛（Lake States Forum，简称“论坛”）"]),
        ("出席 Digital Lake 论坛", ["出席 Digital Lake 论坛"]),
    ],
)
def test_lines_in_two_languages_are_parted(line: str, halves: list[str]) -> None:
    assert [passage.text for passage in content(f"{line}\n\n{PROSE}")][:-1] == halves


# --- structure ------------------------------------------------------------------------------------------------


def kinds(text: str) -> list[tuple[str, int | None]]:
    return [(passage.kind, passage.parent) for passage in doc(text).passages]


def test_headings_govern_what_follows() -> None:
    text = f"THE FORUM\n\nHistory\n{PROSE}\n\nMembers\n{PROSE}\n{PROSE}"
    assert kinds(text) == [
        ("heading", None),
        ("heading", 0),
        ("paragraph", 1),
        ("heading", 0),
        ("paragraph", 3),
        ("paragraph", 3),
    ]


def test_numbered_headings_and_numbered_items() -> None:
    text = "成果清单\n\n一、多边文件\n1. 湖区宪章\n2. 渔业议定书\n\n二、双边文件\n3. 恩德培备忘录\n4. 坎帕拉声明"
    assert kinds(text) == [
        ("heading", None),
        ("heading", 0),
        ("item", 1),
        ("item", 1),
        ("heading", 0),
        ("item", 4),
        ("item", 4),
    ]
    blocks = [passage.block for passage in doc(text).passages]
    assert blocks[2] == blocks[3] != blocks[5] == blocks[6]


def test_a_line_with_a_colon_announces_its_list() -> None:
    text = "论坛成立于1998年。现有成员：\n· 布隆迪\n· 肯尼亚\n论坛每年开会。"
    assert kinds(text) == [("paragraph", None), ("item", 0), ("item", 0), ("paragraph", None)]


def test_dates_head_the_entries_of_a_chronicle() -> None:
    text = "大事记\n\n1998年3月1日\n论坛成立。\n\n2004年6月\n布隆迪加入。\n\n论坛今后将每两年开会一次。"
    assert kinds(text) == [
        ("heading", None),
        ("heading", 0),
        ("paragraph", 1),
        ("heading", 0),
        ("paragraph", 3),
        ("paragraph", 0),
    ]


def test_sentences_that_start_with_a_date_are_paragraphs() -> None:
    text = "History\n\n1 March 1998, Entebbe. Five states found the Forum.\n\n6 June 2004, Kampala. Burundi joins."
    assert [kind for kind, _ in kinds(text)] == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "table",
    [
        "Year | Place | Result\n2019 | Kampala | Charter\n2021 | Entebbe | Protocol",
        "┃Year┃Place┃Result┃\n┃2019┃Kampala┃Charter┃\n┃2021┃Entebbe┃Protocol┃",
        "Year\tPlace\tResult\n2019\tKampala\tCharter\n2021\tEntebbe\tProtocol",
        "Year      Place       Result\n2019      Kampala     Charter\n2021      Entebbe     Protocol",
        "Year　　Place　　Result\n2019　　Kampala　　Charter\n2021　　Entebbe　　Protocol",
        " Year | Place   | Result\n------+---------+-------\n 2019 | Kampala | Charter\n 2021 | Entebbe | Protocol",
        "| Year | Place | Result |\n|---|---|---|\n| 2019 | Kampala | Charter |\n| 2021 | Entebbe | Protocol |",
    ],
)
def test_tables(table: str) -> None:
    rows = [passage for passage in doc(f"{PROSE}\n\n{table}\n\n{PROSE}").passages if passage.kind == "row"]
    assert [[cell.of(row.text) for cell in row.cells] for row in rows] == [
        ["Year", "Place", "Result"],
        ["2019", "Kampala", "Charter"],
        ["2021", "Entebbe", "Protocol"],
    ]
    assert len({row.block for row in rows}) == 1


def test_questions_head_their_answers() -> None:
    text = f"Where is it?\nIn Entebbe, Uganda, on the shore of the lake.\n\nWho leads it?\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["heading", "paragraph", "heading", "paragraph"]


def test_headings_in_two_languages_govern_each_their_own() -> None:
    text = "论坛简介\n\nAbout the Forum\n\n湖区国家论坛成立于1998年。\n\nThe Forum was founded in 1998."
    passages = doc(text).passages
    assert [passages[passage.parent].text for passage in passages[2:] if passage.parent is not None] == [
        "论坛简介",
        "About the Forum",
    ]


def test_web_page() -> None:
    html = (
        "<!DOCTYPE html><html><head><title>Forum</title><meta name='author' content='Lin Zhou'>"
        "<meta property='article:published_time' content='2021-07-08T09:00:00Z'></head><body>"
        "<nav><a>Home</a><a>News</a></nav><h1>The Forum &amp; its members</h1><script>var x = 1;</script>"
        f"<p>{PROSE}</p><ul><li>Kenya</li><li>Uganda</li></ul>"
        "<table><tr><th>Year</th><th>Place</th></tr><tr><td>2019</td><td>Kampala</td></tr></table></body></html>"
    )
    document = read(html.encode(), "page.html")
    assert (document.title, document.date, document.creator) == ("The Forum & its members", "2021-07-08", "Lin Zhou")
    assert [passage.kind for passage in document.passages] == ["heading", "paragraph", "item", "item", "row", "row"]
    assert "Home" not in document.text
    assert "var x" not in document.text


# --- invariants -----------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("湖区论坛", "論壇", "Форум", "Forum", "会(huì)", "Ａ", "é"),
        *("-", " ", "  ", "\t", "\u3000", "\n", "\n\n", "\r\n", "\x0c", "\u2028"),
        *("。", ".", ",", ":", "|", "(", ")", "1. ", "一、", "# ", "**", "* ", "»"),
        *(" > ", "——", "“", "”", "新华社北京7月8日电", "Home", "分享"),
        *("2021年7月8日", "8 July 2021", "http://a.b", "\u200b", "\u00ad", "<!--x-->", "\u0301", "\ufeff"),
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=60).map("".join) | st.text(max_size=80))
def test_every_character_has_its_place(text: str) -> None:
    try:
        document = read(text.encode("utf-8"), "any.txt")
    except SkipDocument:
        return
    assert document.text == text.removeprefix("\ufeff").replace("\0", "")
    for index, passage in enumerate(document.passages):
        check(document, passage, index)
    starts = [passage.span.start for passage in document.passages]
    assert starts == sorted(starts)


def check(document: Document, passage: Passage, index: int) -> None:
    assert len(passage.text) == len(passage.plain) == len(passage.offsets) > 0
    assert list(passage.offsets) == sorted(set(passage.offsets))
    assert passage.span.start == passage.offsets[0]
    assert passage.span.end == passage.offsets[-1] + 1
    for character, offset in zip(passage.text, passage.offsets, strict=True):
        there = document.text[offset]
        escaped = there == "&" and ";" in document.text[offset : offset + 9]
        assert there == character or (character == " " and there.isspace()) or escaped
    assert all(cell.end <= len(passage.text) for cell in passage.cells)
    if passage.parent is not None:
        assert passage.parent < index
        assert document.passages[passage.parent].kind != "furniture"


# --- whole pages of kinds not met above -----------------------------------------------------------------------


def test_a_menu_set_one_word_a_line() -> None:
    text = f"网站首页\n中心概况\n新闻动态\n政策法规\n联系我们\n\n湖区国家论坛闭幕\n\n{PROSE}"
    assert furniture(text) == ["网站首页", "中心概况", "新闻动态", "政策法规", "联系我们"]


def test_an_encyclopaedia_page() -> None:
    text = (
        "Озёрный форум\nМатериал из Википедии — свободной энциклопедии\n\n"
        "Озёрный форум — международная организация, основанная 1 марта 1998 года в Энтеббе.\n\n"
        "Содержание\n1 Члены\n2 Примечания\n\nЧлены [править | править код]\n\n    Кения\n    Уганда\n    Руанда\n\n"
        "Категории: Международные организации | Африка"
    )
    assert [(passage.kind, passage.text) for passage in content(text)] == [
        ("heading", "Озёрный форум"),
        ("paragraph", "Озёрный форум — международная организация, основанная 1 марта 1998 года в Энтеббе."),
        ("heading", "Члены"),
        ("item", "Кения"),
        ("item", "Уганда"),
        ("item", "Руанда"),
    ]


def test_subtitles() -> None:
    text = "1\n00:00:01,000 --> 00:00:04,200\nThe Forum was\nfounded in 1998.\n\n2\n00:00:04,300 --> 00:00:09,000\nIt meets yearly."
    assert [passage.text for passage in content(text)] == ["The Forum was founded in 1998.", "It meets yearly."]


def test_signatures_side_by_side_under_a_treaty() -> None:
    text = (
        f"{PROSE}\n\nЗа Озёрную Республику           За Горную Республику\n\n     А. Окелло                   Б. Мванги"
    )
    rows = [passage for passage in content(text) if passage.kind == "row"]
    assert [[cell.of(row.text) for cell in row.cells] for row in rows] == [
        ["За Озёрную Республику", "За Горную Республику"],
        ["А. Окелло", "Б. Мванги"],
    ]


def test_a_mirror_that_spells_characters_out() -> None:
    assert content("會(huì)議在坎帕拉舉行。")[0].text == "會議在坎帕拉舉行。"
