"""Known names: the files are sound, and names are found as names and nowhere else."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from pipeline.authority import FOLDER, Authority, load
from pipeline.errors import StopRun
from pipeline.languages.declension import declined, table
from pipeline.model import Language
from pipeline.scripts import fold, plain, simplify
from pipeline.spotting import key_of

HEADER = "id,class,kind,parent,zh,ru,en,zh_alt,ru_alt,en_alt,demonym_zh,demonym_ru,demonym_en,iso,lat,lon,wikidata"

# Strings that two things of the lists share, and that are left to the order of classes (or of the files).
SHARED = {
    "zh": {"摩方"},  # Moldova, Morocco
    "ru": {"бразилией", "гуам"},  # Бразилия and Бразилиа in the instrumental; ГУАМ and Гуам, told apart by case
    "en": {"guam"},
}

# Words that name a thing only where a text has introduced it; alone they would be found everywhere.
COMMON = {
    *("совет", "форум", "организация", "секретариат", "конференция", "саммит", "хартия", "декларация", "фонд"),
    *("council", "forum", "organization", "organisation", "secretariat", "conference", "summit", "charter"),
    *("declaration", "fund", "convention", "agreement", "论坛", "峰会", "组织", "理事会", "秘书处", "宪章", "宣言"),
    *("基金", "公约", "协定", "中", "俄", "哈", "美"),
}


@pytest.fixture(scope="module")
def names() -> Authority:
    return load()


def found(text: str, language: Language) -> list[tuple[str, str, str]]:
    return [(span.of(text), known.en[0], form) for span, known, form in load().scan(plain(text), language)]


# --- the files ---


def test_enough_is_known(names: Authority) -> None:
    classes = [known.cls for known in names.by_id.values()]
    assert classes.count("State") >= 195
    assert classes.count("Place") >= 900
    assert {known.iso for known in names.by_id.values() if known.cls == "State"} >= {"CN", "RU", "KZ", "US", "VA", "NU"}


@pytest.mark.parametrize("cls", ["State", "Place"])
def test_rows_are_named_and_lie_somewhere(names: Authority, cls: str) -> None:
    for known in names.by_id.values():
        if known.cls == cls:
            assert known.zh or known.ru or known.en, known.id
            assert not known.parent or names.by_id[known.parent].cls == "State", known.id
            assert (known.lat is None) == (known.lon is None), known.id


def test_every_state_has_its_names_in_three_languages(names: Authority) -> None:
    states = [known for known in names.by_id.values() if known.cls == "State"]
    assert [known.id for known in states if not (known.zh and known.ru and known.en)] == []


def test_parents_exist(names: Authority) -> None:
    assert {known.parent for known in names.by_id.values() if known.parent} <= set(names.by_id)


def test_chinese_names_are_in_simplified_characters(names: Authority) -> None:
    written = [name for known in names.by_id.values() for name in known.zh]
    assert [name for name in written if simplify(name) != name] == []


def test_declined_forms_are_current() -> None:
    written = (FOLDER / "forms_ru.tsv").read_text(encoding="utf-8")
    assert written == table(), "run: python -m pipeline.languages.declension"


@pytest.mark.parametrize("language", ["zh", "ru", "en"])
def test_strings_that_two_things_share_are_few_and_known(names: Authority, language: str) -> None:
    owners: dict[str, set[str]] = {}
    for term in names.terms(language):
        owners.setdefault(key_of(term.text), set()).add(term.known.id)
    assert {text for text, ids in owners.items() if len(ids) > 1} == SHARED[language]


@pytest.mark.parametrize("language", ["zh", "ru", "en"])
def test_no_bare_common_word_is_a_name(names: Authority, language: str) -> None:
    assert {key_of(term.text) for term in names.terms(language)} & COMMON == set()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("nowhere,Place,,,某地,,,,,,,,,,,,", "rows.csv:2: id"),
        ("place-x,Town,,,某地,,,,,,,,,,,,", "rows.csv:2: class"),
        ("place-x,Place,,,某地,,,,,,,,,,91,0,", "rows.csv:2: lat"),
        ("place-x,Place,,,,,,,,,,,,,,,", "rows.csv:2: "),
        ("place-x,Place,,,某地,,,,,,,,,,,,\nplace-x,Place,,,另地,,,,,,,,,,,,", "rows.csv:3: the id place-x is taken"),
        ("place-x,Place,,,某地,,,,,,,,,,,,L956", "rows.csv:2: wikidata"),
    ],
)
def test_a_bad_row_stops_the_run(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "rows.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(StopRun, match=message.replace(".", r"\.")):
        load(tmp_path)


# --- finding names ---


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh-hans", "白俄罗斯共和国总统", [("白俄罗斯共和国", "Belarus", "name")]),
        ("zh-hans", "几内亚比绍与尼日利亚", [("几内亚比绍", "Guinea-Bissau", "name"), ("尼日利亚", "Nigeria", "name")]),
        ("zh-hans", "刚果(金)和刚果（布）", [
            ("刚果(金)", "Democratic Republic of the Congo", "name"), ("刚果（布）", "Congo", "name"),
        ]),
        ("zh-hant", "烏茲別克斯坦撒馬爾罕", [
            ("烏茲別克斯坦", "Uzbekistan", "name"), ("撒馬爾罕", "Samarkand", "name"),
        ]),
        ("zh-hant", "北韓與紐西蘭", [("北韓", "North Korea", "name"), ("紐西蘭", "New Zealand", "name")]),
        ("zh-hans", "中方向哈方提出", [("中方", "China", "demonym"), ("哈方", "Kazakhstan", "demonym")]),
        ("zh-hans", "各缔约方就该中方案交换意见，集中方式不变", []),
        ("zh-hans", "广大发展中国家", []),
        ("zh-hans", "7月8日本次会议闭幕", []),
        ("zh-hans", "射手约旦·皮克福德", []),
        ("zh-hans", "丹尼斯与拉法兰", []),
        ("zh-hans", "秘鲁利马、法国尼斯", [
            ("秘鲁", "Peru", "name"), ("利马", "Lima", "name"), ("法国", "France", "name"), ("尼斯", "Nice", "name"),
        ]),
        ("zh-hans", "中国·青岛", [("中国", "China", "name"), ("青岛", "Qingdao", "name")]),
        ("zh-hans", "US和UK，但USB不是", [("US", "United States", "name"), ("UK", "United Kingdom", "name")]),
        ("ru", "в Республике Беларусь и Киргизии", [
            ("Республике Беларусь", "Belarus", "name"), ("Киргизии", "Kyrgyzstan", "name"),
        ]),
        ("ru", "КАЗАХСТАН И РОССИЯ", [("КАЗАХСТАН", "Kazakhstan", "name"), ("РОССИЯ", "Russia", "name")]),
        ("ru", "в Соединенных Штатах", [("Соединенных Штатах", "United States", "name")]),
        ("ru", "Папуа–Новой Гвинее", [("Папуа–Новой Гвинее", "Papua New Guinea", "name")]),
        ("ru", "Того же мнения Бенин и Того", [("Бенин", "Benin", "name"), ("Того", "Togo", "name")]),
        ("ru", "на узбекском языке для узбекских гостей", [("узбекских", "Uzbekistan", "demonym")]),
        ("ru", "московское время", []),
        ("ru", "россиянин из Индианы", []),
        ("en", "tell us what may turn; the US may", [("US", "United States", "name")]),
        ("en", "CONTACT US", []),
        ("en", "Polish this, said the Polish side", [("Polish", "Poland", "demonym")]),
        ("en", "Cote d’Ivoire, Turkiye", [
            ("Cote d’Ivoire", "Côte d'Ivoire", "name"), ("Turkiye", "Türkiye", "name"),
        ]),
        ("en", "Latin American states", []),
        ("en", "Uzbekistan's capital", [("Uzbekistan", "Uzbekistan", "name")]),
        ("en", "IN GUAM, on Guam", [
            ("GUAM", "Organization for Democracy and Economic Development - GUAM", "name"), ("Guam", "Guam", "name"),
        ]),
        ("en", "Sheikh Al-Sabah", []),
        ("en", "The Hague", [("The Hague", "The Hague", "name")]),
    ],
)  # fmt: skip
def test_scan(language: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text, language) == expected


PARTS = st.sampled_from([
    *("中国", "白俄罗斯", "发展中国家", "中方", "·", "日", "8", "Россией", "США", "узбекский", "язык"),
    *("US", "Niger", "ia", "Ё", "İ", " ", "-", "ß", "Ａ"),
])  # fmt: skip


@given(st.lists(PARTS, max_size=12).map("".join), st.sampled_from(["zh-hans", "ru", "en"]))
def test_spans_are_in_order_apart_and_within_the_text(text: str, language: Language) -> None:
    spans = [span for span, _, _ in load().scan(text, language)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(len(span) > 0 and span.end <= len(text) for span in spans)


@given(st.text())
def test_keys_and_plain_text_keep_every_place(text: str) -> None:
    assert len(key_of(text)) == len(plain(text)) == len(text)


# --- by name ---


@pytest.mark.parametrize(
    ("name", "cls", "known"),
    [
        ("the Republic of Belarus", "State", "Belarus"),
        ("«КИРГИЗИЯ»", "State", "Kyrgyzstan"),
        ("埃里溫", "Place", "Yerevan"),
        ("刚果（金）", "State", "Democratic Republic of the Congo"),
        ("Алма - Ата", "Place", "Almaty"),
    ],
)
def test_lookup(names: Authority, name: str, cls: str, known: str) -> None:
    thing = names.lookup(name, cls)
    assert thing is not None
    assert thing.en[0] == known


def test_lookup_keeps_to_the_class(names: Authority) -> None:
    assert names.lookup("Belarus", "Place") is None
    assert names.lookup("Atlantis", "Place") is None


@pytest.mark.parametrize(
    ("word", "known"), [("Астанинского", "Astana"), ("узбекскую", "Uzbekistan"), ("Thai", "Thailand")]
)
def test_demonym(names: Authority, word: str, known: str) -> None:
    thing = names.demonym(word)
    assert thing is not None
    assert thing.en[0] == known


def test_fold_leaves_what_tells_names_apart() -> None:
    assert fold("The “New” Guinea ") == fold("newguinea")
    assert fold("Орёл") == fold("ОРЕЛ")
    assert fold("Theory") == "theory"
    assert fold("Niger") != fold("Nigeria")


# --- declension ---


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Совет глав государств", "Советом глав государств"),
        ("Республика Беларусь", "Республики Беларусь"),
        ("Босния и Герцеговина", "Боснии и Герцеговине"),
        ("Объединённые Арабские Эмираты", "Объединённых Арабских Эмиратах"),
        ("Ростов-на-Дону", "Ростова-на-Дону"),
        ("Гвинея-Бисау", "Гвинее-Бисау"),
        ("Нур-Султан", "Нур-Султаном"),
        ("Кот-д'Ивуар", "Кот-д'Ивуара"),
        ("Крым", "Крыму"),
        ("Великий Новгород", "Великого Новгорода"),
        ("Центральная Азия", "Центральную Азию"),
        ("Мьянма", "Мьянмой"),
        ("Ухань", "Ухани"),
        ("узбекский", "узбекскими"),
    ],
)
def test_declined(name: str, form: str) -> None:
    assert {name, form} <= declined(name)


@pytest.mark.parametrize("name", ["Душанбе", "Сочи", "США", "Рио-де-Жанейро", "Буркина-Фасо", "Перу"])
def test_what_is_not_declined(name: str) -> None:
    assert declined(name) == {name}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Си Цзиньпин", "Си Цзиньпином"),
        ("Шавкат Мирзиёев", "Шавкатом Мирзиёевым"),
        ("Валентина Матвиенко", "Валентиной Матвиенко"),
        ("Касым-Жомарт Токаев", "Касым-Жомарта Токаева"),
        ("Анна Кузнецова", "Анне Кузнецовой"),
    ],
)
def test_persons_are_declined_whole(name: str, form: str) -> None:
    assert form in declined(name, person=True)
