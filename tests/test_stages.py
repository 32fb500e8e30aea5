"""Accuracy per stage: annotations read, each stage's count, and what the documents of `tests/stages` must reach."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from pipeline.errors import StopRun
from pipeline.evaluate.gold import Gold, GoldPassage, load_gold
from pipeline.evaluate.marked import load_marked
from pipeline.evaluate.mentions import measure_mentions
from pipeline.evaluate.occurrences import core, occurrences, outermost
from pipeline.evaluate.passages import Outcome, measure_passages
from pipeline.evaluate.stages import evaluate_stages, sets_of, stage_rows
from pipeline.evaluate.tally import Tally, one, shown
from pipeline.model import Document, Entity, Mention, Period, Span
from pipeline.reading import read

FOLDER = Path(__file__).parent / "stages"
MARKED = sorted(FOLDER.rglob("*.marked"))
TEXT = "The Lake Forum met in Entebbe on 5 May 2021. Norland joined the Lake Forum."


def marked(folder: Path, text: str, name: str = "a.marked") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def gold_of(*entities: tuple[str, str, list[str]], facts: list[dict] | None = None) -> Gold:
    given = [{"id": id_, "type": type_, "names": names} for id_, type_, names in entities]
    return Gold.model_validate({"document": "d.txt", "entities": given, "facts": facts or []})


# --- annotations ------------------------------------------------------------------------------------------------------


def test_a_marked_file_is_a_text_and_its_passages(tmp_path: Path) -> None:
    path = marked(tmp_path, "# note\nen!| Menu\n|\nen  | Text ⟦ru!|фото⟧ end\\u00ad\n?   | 2024\n")
    text, gold = load_marked(path)
    assert text == "Menu\n\nText фото end\u00ad\n2024\n"
    assert gold.passages is not None
    stretches = [(text[p.start : p.end], p.language, p.furniture) for p in gold.passages]
    assert stretches == [
        ("Menu", "en", True),
        ("Text ", "en", False),
        ("фото", "ru", True),
        (" end\u00ad", "en", False),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [("en| fine\nno mark here\n", "line 2 is no `tag | text`"), ("fr| bonjour\n", "line 1 fr is no language")],
)
def test_a_bad_mark_is_said_so_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(StopRun, match=f"a.marked: {said}"):
        load_marked(marked(tmp_path, text))


@pytest.mark.parametrize(
    ("passages", "said"),
    [
        ([{"start": 0, "end": 4, "language": "en", "furniture": False, "kind": "x"}], "passages.0.kind: Extra inputs"),
        ([{"start": 0, "end": 4, "language": "fr", "furniture": False}], "passages.0.language"),
        ([{"start": 4, "end": 4, "language": "en", "furniture": False}], "4:4 holds nothing"),
        ([{"start": 0, "end": 4, "language": "en", "furniture": False},
          {"start": 3, "end": 5, "language": "en", "furniture": False}], "0:4 and 3:5 overlap"),
    ],
)  # fmt: skip
def test_bad_passages_are_one_line(tmp_path: Path, passages: list[dict], said: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"document": "d", "entities": [], "facts": [], "passages": passages}), encoding="utf-8")
    with pytest.raises(StopRun) as caught:
        load_gold(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_passages_beyond_the_text_are_said_so(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("Short.", encoding="utf-8")
    passages = [{"start": 0, "end": 99, "language": "en", "furniture": False}]
    path = tmp_path / "a.json"
    known = {"document": "d.txt", "entities": [], "facts": [], "passages": passages}
    path.write_text(json.dumps(known), encoding="utf-8")
    with pytest.raises(StopRun, match="passages end at 99, the text at 6"):
        evaluate_stages([path], workers=1)


# --- counts -----------------------------------------------------------------------------------------------------------


def test_a_share_of_nothing_is_no_figure() -> None:
    nothing = Tally()
    assert (nothing.precision, nothing.recall, nothing.f1, shown(nothing.precision)) == (None, None, None, "–")
    assert one(hit=False).f1 is None
    assert (one(hit=False) + one(right=False)).f1 == 0.0
    assert (one(hit=True) + one(hit=False) + one(right=True)).as_json() == {"items": 2, "p": 1.0, "r": 0.5, "f": 0.6667}


def counts(outcomes: list[Outcome]) -> dict[str, tuple[float, int, float, int]]:
    sums: dict[str, Tally] = {}
    for outcome in outcomes:
        sums[outcome.stage] = sums.get(outcome.stage, Tally()) + outcome.tally
    return {stage: (t.hits, t.wanted, t.right, t.found) for stage, t in sums.items()}


def test_language_and_furniture_of_passages() -> None:
    text = "Print this page\nСовет собрался в Астане пятого мая и принял решение о создании рабочей группы.\n"
    document = read(text.encode(), "a.txt")
    end = text.index("\n")
    right = (
        GoldPassage(start=0, end=end, language="en", furniture=True),
        GoldPassage(start=end + 1, end=len(text), language="ru", furniture=False),
    )
    assert counts(list(measure_passages(document, right))) == {"furniture": (1, 1, 1, 1), "language": (1, 1, 1, 1)}
    wrong = (
        GoldPassage(start=0, end=end, language="en", furniture=False),
        GoldPassage(start=end + 1, end=len(text), language="en", furniture=False),
    )
    outcomes = list(measure_passages(document, wrong))
    assert counts(outcomes) == {"furniture": (0, 0, 0, 1), "language": (0, 1, 0, 1)}
    assert [outcome.error.split(":")[0] for outcome in outcomes if outcome.error] == ["wrong furniture", "language"]


def mention(document: Document, words: str, cls: str, *, nth: int = 0, period: Period | None = None) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = document.passages[0].text.index(words, start + 1)
    return Mention(0, Span(start, start + len(words)), cls, words, "en", period=period)


def measured(gold: Gold, mentions: list[Mention], clusters: list[list[int]]) -> tuple[dict, list[str]]:
    document = read(TEXT.encode(), "a.txt")
    entities = [
        Entity(f"x{number}", mentions[own[0]].cls, "", (), (), tuple((document.id, index) for index in own))
        for number, own in enumerate(clusters)
    ]
    outcomes = list(measure_mentions(document, gold, mentions, entities, "en"))
    return counts(outcomes), [outcome.error for outcome in outcomes if outcome.error]


FORUM = ("f", "Organization", ["Lake Forum", "the Lake Forum"])
NORLAND = ("n", "State", ["Norland"])


def test_mentions_are_exact_or_about_there() -> None:
    document = read(TEXT.encode(), "a.txt")
    found = [
        mention(document, "Forum", "Organization"),
        mention(document, "the Lake Forum", "Organization"),
        mention(document, "Norland", "Place"),
    ]
    figures, errors = measured(gold_of(FORUM, NORLAND), found, [[0, 1], [2]])
    assert figures["mentions exact"] == (1, 3, 1, 3)  # an article is no part of a name
    assert figures["mentions loose"] == (2, 3, 2, 3)
    assert any(error.startswith("missed: State") for error in errors)
    assert any(error.startswith("wrong: Place") for error in errors)


def test_identity_counts_merged_and_split() -> None:
    document = read(TEXT.encode(), "a.txt")
    found = [
        mention(document, "Lake Forum", "Organization"),
        mention(document, "Lake Forum", "Organization", nth=1),
        mention(document, "Norland", "State"),
    ]
    assert measured(gold_of(FORUM, NORLAND), found, [[0, 1], [2]])[0]["identity"] == (3, 3, 3, 3)
    split, errors = measured(gold_of(FORUM, NORLAND), found, [[0], [1], [2]])
    assert split["identity"] == (2, 3, 3, 3)
    assert "f as x0, x1" in errors


def test_dates_in_the_quote_and_in_the_text() -> None:
    document = read(TEXT.encode(), "a.txt")
    day = Period("2021-05-05", "2021-05-05")
    facts = [
        {"s": "f", "p": "foundedOn", "o": "2021-05-05", "quote": "met in Entebbe on 5 May 2021"},
        {"s": "f", "p": "foundedOn", "o": "2021-05-05", "quote": "Norland joined"},
        {"s": "f", "p": "foundedOn", "o": "1998", "quote": "Norland joined"},
        {"s": "n", "p": "memberOf", "o": "f", "quote": "Norland joined"},
    ]
    figures, _ = measured(
        gold_of(FORUM, ("n", "State", ["Norland"]), facts=facts),
        [mention(document, "5 May 2021", "Date", period=day)],
        [],
    )
    assert figures["dates in text"] == (2, 3, 0, 0)
    assert figures["dates in quotes"] == (1, 3, 0, 0)


def test_names_are_sought_as_whole_words_in_any_case_and_quotes() -> None:
    text = "Форум «Озеро» и форум озеро, а не форумы. 湖区论坛（论坛）闭幕。"
    document = read(text.encode(), "a.txt")
    gold = gold_of(("f", "Organization", ["форум Озеро"]), ("z", "Organization", ["湖區論壇", "论坛"]))
    found = occurrences(document, gold.entities)
    words = [name.span.of(document.passages[name.passage].text) for name in outermost(found)]
    assert words == ["Форум «Озеро", "форум озеро", "湖区论坛", "论坛"]
    assert core("the «lake»", Span(0, 10)) == Span(5, 9)


# --- the whole --------------------------------------------------------------------------------------------------------


def test_a_table_a_folder_and_what_is_not_annotated(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        marked(tmp_path / name, "en! | Print this page\nen  | The Council met in Astana and adopted the plan.\n")
    scores = evaluate_stages([tmp_path], workers=1)
    assert [name for name, _ in sets_of(scores)] == [str(tmp_path / "one"), str(tmp_path / "two"), "all"]
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path), "--stages", "--json"])
    assert result.exit_code == 0
    again = CliRunner().invoke(app, ["evaluate", str(tmp_path), "--stages", "--json"])
    assert result.stdout == again.stdout
    assert ["mentions", "exact", "not", "annotated"] in [line.split() for line in result.stdout.splitlines()]
    figures = json.loads(result.stdout.splitlines()[-1])["all"]
    assert figures["furniture"]["en"] == {"documents": 2, "items": 2, "p": 1.0, "r": 1.0, "f": 1.0}
    assert figures["identity"] is None


def test_errors_name_stage_and_place(tmp_path: Path) -> None:
    path = marked(tmp_path, "en! | The Council met in Astana and adopted the plan.\n")
    result = CliRunner().invoke(app, ["evaluate", str(path), "--stages", "--errors"])
    assert f"{path}: furniture: missed furniture: 0 The Council met" in result.stdout


def test_there_are_as_many_documents_as_promised() -> None:
    starts = [path.name[:2] for path in MARKED]
    assert all(starts.count(language) >= 12 for language in ("zh", "ru", "en"))


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_no_text_is_taken_for_furniture(path: Path) -> None:
    """A wrong call loses facts, a missed one adds a few names: none of the first kind is borne."""
    [score] = evaluate_stages([path], workers=1)
    assert [outcome.error for outcome in score.outcomes if outcome.error.startswith("wrong")] == []


def test_most_furniture_is_found_in_every_language() -> None:
    rows = {
        row.language: row.tally.recall
        for row in stage_rows(evaluate_stages([FOLDER], workers=1))
        if row.stage == "furniture"
    }
    assert set(rows) == {"all", "zh-hans", "zh-hant", "ru", "en"}
    assert all(recall is not None and recall >= 0.75 for recall in rows.values()), rows
