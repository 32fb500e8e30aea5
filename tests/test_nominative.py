"""Russian phrases and persons' names, declined and in the nominative: nominative_ru.tsv, alone or [in a sentence]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from spacy.tokens import Token

from pipeline.languages.nominative import nominative
from pipeline.languages.nominative_person import nominative_person
from pipeline.languages.ru import analyse
from pipeline.reading import read_file
from pipeline.recognise import recognise
from pipeline.resolve import resolve

TABLE = (Path(__file__).parent / "nominative_ru.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in TABLE if line]


def named(row: str) -> Sequence[Token]:
    """The tokens of a name: of what stands in square brackets, or of all of a row."""
    at = re.search(r"\[(.+)\]", row)
    doc = analyse(row.replace("[", "").replace("]", ""))
    return list(doc.char_span(at.start(), at.end() - 2) if at else doc)


@pytest.mark.parametrize(("sort", "declined", "expected"), ROWS, ids=[row[1] for row in ROWS])
def test_declined(sort: str, declined: str, expected: str) -> None:
    restore = nominative_person if sort == "person" else nominative
    assert restore(named(declined)) == expected


def test_the_table_is_long_enough() -> None:
    assert len({row[1] for row in ROWS}) >= 600


@pytest.mark.parametrize("expected", sorted({row[2] for row in ROWS if "[" not in row[1] and row[0] == "phrase"}))
def test_nominative_stays(expected: str) -> None:
    assert nominative(list(analyse(expected))) == expected


@pytest.mark.parametrize("expected", sorted({row[2] for row in ROWS if "[" not in row[1] and row[0] == "person"}))
def test_a_name_alone_is_a_nominative(expected: str) -> None:
    assert nominative_person(list(analyse(expected))) == expected


def test_context_decides() -> None:
    doc = analyse("Соглашение подписано Касым-Жомартом Токаевым и Рустамом Эмомали в Астане.")
    assert nominative_person(list(doc[2:4])) == "Касым-Жомарт Токаев"
    assert nominative_person(list(doc[5:7])) == "Рустам Эмомали"
    doc = analyse("Письмо Генерального секретаря ООН Антониу Гутерриша зачитано Садыром Жапаровым.")
    assert nominative_person(list(doc[4:6])) == "Антониу Гутерриш"
    assert nominative_person(list(doc[7:9])) == "Садыр Жапаров"


DECLINED_TEXT = """Совместное коммюнике

Стороны провели встречу в Ташкенте и Иркутске с участием Касым-Жомарта Токаева, Марии Захаровой и Шухрата Ганиева.
Главы делегаций поблагодарили Секретариат Шанхайской организации сотрудничества и правительство Республики Беларусь.
Участники отметили роль Лугинского фонда развития горных районов (далее – Фонд) и подписали Меморандум с Фондом.
Азербайджану, Сингапуру и Республике Казахстан передано приглашение; работу Фонда одобрила Еврокомиссия.
"""


def test_no_label_is_a_declined_form(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(DECLINED_TEXT, encoding="utf-8")
    document = read_file(file)
    found = resolve([document], {document.id: recognise(document)})
    labels = {name for entity in found for tag, name in (*entity.names, *entity.others) if tag == "ru"}
    nominatives = {"Ташкент", "Иркутск", "Касым-Жомарт Токаев", "Мария Захарова", "Шухрат Ганиев", "Сингапур", "Фонд",
                   "Лугинский фонд развития горных районов", "Республика Беларусь", "Азербайджан", "Казахстан"}  # fmt: skip
    assert nominatives <= labels
    assert not labels & {"Ташкенте", "Иркутске", "Марии Захаровой", "Сингапуру", "Азербайджану", "Фонда", "Фондом"}
    assert not any(name.startswith(("Республики ", "Республике ", "Лугинского", "Касым-Жомарта")) for name in labels)
