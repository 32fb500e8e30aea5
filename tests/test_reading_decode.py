"""Decoding: every encoding there and back, and what is plausible in each."""

from __future__ import annotations

import pytest

from pipeline.errors import SkipDocument
from pipeline.reading.decode import decode, plausibility

SIMPLIFIED = "湖区国家论坛第三次会议2021年7月8日在坎帕拉举行，会议通过了《恩德培宪章》，各方同意加强渔业合作。"
TRADITIONAL = "湖區國家論壇第三次會議2021年7月8日在坎帕拉舉行，會議通過了《恩德培憲章》，各方同意加強漁業合作。"
RUSSIAN = "Третье заседание Форума озёрных государств прошло 8 июля 2021 года в Кампале; принята «Хартия Энтеббе»."
ENGLISH = "The Forum’s third meeting — Kampala, 8 July 2021 — adopted the “Entebbe Charter” at the Café Röntgen."

ALL = (SIMPLIFIED, TRADITIONAL, RUSSIAN, ENGLISH)
CASES = [
    *[(text, name) for text in ALL for name in ("utf-8", "utf-8-sig", "utf-16")],
    *[(text, name) for text in (SIMPLIFIED, TRADITIONAL, RUSSIAN) for name in ("utf-16-le", "utf-16-be", "gb18030")],
    (TRADITIONAL, "big5"),
    (RUSSIAN, "windows-1251"),
    (RUSSIAN.replace("«", "<").replace("»", ">"), "koi8-r"),
    (RUSSIAN.replace("«", "<").replace("»", ">"), "cp866"),
    (ENGLISH, "windows-1252"),
    (ENGLISH, "utf-16-le"),
]


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_there_and_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_there_and_back_in_a_long_document(text: str, encoding: str) -> None:
    document = (text + "\r\n") * 40
    assert decode(document.encode(encoding), "a.txt") == document


def test_a_declared_encoding_is_believed() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body>{SIMPLIFIED}</body></html>'
    assert decode(page.encode("gb18030"), "a.html") == page


def test_a_file_cut_within_a_character_is_read() -> None:
    text = SIMPLIFIED * 10
    assert decode(text.encode()[:-1], "a.txt").startswith(SIMPLIFIED)


@pytest.mark.parametrize("wrong", ["koi8-r", "windows-1251", "big5hkscs", "utf-16-le"])
def test_the_right_text_is_the_most_plausible(wrong: str) -> None:
    garbled = SIMPLIFIED.encode("gb18030").decode(wrong, errors="replace")
    assert plausibility(SIMPLIFIED) > plausibility(garbled) + 0.3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + b"\0" * 64, "save it as plain text"),
        (bytes(range(256)) * 10, "not text"),
        (b"abc\0\0\0\x01\x02\x03" * 100, "not text"),
    ],
)
def test_what_to_do_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(SkipDocument, match=reason):
        decode(data, "a.bin")
