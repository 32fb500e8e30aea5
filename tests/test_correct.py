"""`summitry correct`: what is typed, what is refused, what is written."""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from curated import BANKER, FORUM, SAID, SUMMIT, TEXTS, Site
from typer.testing import CliRunner

import cli
from pipeline.correct import Desk
from pipeline.corrections import read_corrections
from pipeline.corrections.files import read_file, rendered, with_id
from pipeline.corrections.model import Reject
from pipeline.errors import StopRun

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A graph that the tests of this file only read."""
    return Site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    return Desk(site.graph, tmp_path / "corrections")


@pytest.fixture
def typed(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run `summitry correct …`; gives the exit code and what was printed."""
    monkeypatch.setenv("SUMMITRY_AUTHOR", "Ада Линд")

    def run(*arguments: str, folder: bool = True) -> tuple[int, str, str]:
        where = ["--graph", str(site.graph), *(["--corrections", str(tmp_path / "corrections")] if folder else [])]
        monkeypatch.setattr(sys, "argv", ["summitry", "correct", *arguments, *where])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    return run


# --- what is typed -----------------------------------------------------------------------------------------------------

TYPED = [
    (["reject", "Египет", "memberOf", "金砖国家"], "reject Египет memberOf 金砖国家"),
    (["reject", "Egypt", "smt:memberOf", "--document", "zh.txt"], "reject Egypt memberOf in zh.txt"),
    (["reject", SUMMIT, "ordinal", "15", "--quote", "XV саммите"], f"reject {SUMMIT} ordinal 15 in “XV саммите”"),
    (["reject", BANKER, "jobTitle", "minister of energy"], f"reject {BANKER} jobTitle minister of energy"),
    (["add", "Казахстан", "memberOf", "BRICS", "--source", "ru.txt", "--quote", "Казахстан является"],
     "add Казахстан memberOf BRICS"),
    (["add", SUMMIT, "theme", "Африка и БРИКС", "--source", "a book", "--modality", "Planned", "--until", "2025"],
     f"add {SUMMIT} theme Африка и БРИКС"),
    (["retype", FORUM, "Organization"], f"retype {FORUM} to Organization"),
    (["rename", "俄罗斯", "俄羅斯聯邦"], "rename 俄罗斯 to 俄羅斯聯邦 (zh-hant)"),
    (["rename", "Russia", "Россия!", "--language", "en"], "rename Russia to Россия! (en)"),
    (["merge", FORUM, "Форум воды Дельты"], f"merge {FORUM} = Форум воды Дельты"),
    (["split", BANKER, "--document", "more.txt"], f"split {BANKER} from more.txt"),
    (["date", SUMMIT, "endDate", "2023-08"], f"date {SUMMIT} endDate from 2023-08-24 to 2023-08"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "says"), TYPED, ids=[words for _, words in TYPED])
def test_a_correction_is_written(typed, tmp_path: Path, arguments: list[str], says: str) -> None:
    code, out, err = typed(*arguments, "--reason", "так сказано", "--date", "2026-11-20")
    assert (code, err) == (0, "")
    assert says in out
    [entry] = tomllib.loads((tmp_path / "corrections/corrections.toml").read_text(encoding="utf-8"))["correction"]
    assert (entry["author"], entry["date"], entry["reason"]) == ("Ада Линд", date(2026, 11, 20), "так сказано")
    assert "id:" not in rendered(read_file(tmp_path / "corrections/corrections.toml")[0].correction)
    again = typed(*arguments, "--reason", "ещё раз")
    assert again[0] == 2
    assert "corrections.toml, entry 1 says so already" in again[2]


def test_a_key_has_names_in_every_language_and_no_id(desk: Desk) -> None:
    correction = desk.reject(SAID, "id:q79", "memberOf").correction
    assert isinstance(correction, Reject)
    assert correction.subject.names[:3] == ("Egypt", "Египет", "埃及")
    assert correction.subject.cls == "State"


def test_the_date_is_today_unless_it_is_said(typed, tmp_path: Path) -> None:
    before = datetime.now(UTC).astimezone().date()
    typed("retype", FORUM, "Organization", "--reason", "x")
    [filed] = read_corrections(tmp_path / "corrections")
    assert before <= filed.correction.date <= datetime.now(UTC).astimezone().date()


REFUSED = [
    (["reject", "Atlantis", "memberOf", "BRICS"], "nothing is called Atlantis"),
    (["reject", "Forum", "memberOf"], "nothing is called Forum; near it: Delta Water Forum"),
    (["reject", "Egypt", "membership", "BRICS"], "no property is called membership; there are adopted, "),
    (["reject", "Egypt", "memberOf", "SCO"], "no document states so; of Egypt memberOf they state: BRICS"),
    (["reject", "Egypt", "memberOf", "BRICS", "--document", "none.txt"], "none.txt: no document of "),
    (["reject", "Egypt", "memberOf", "BRICS", "--document", "en.txt"], "no document states so"),
    (["reject", "Egypt", "memberOf", "BRICS", "--quote", "No such words"], "no document states so"),
    (["reject", SUMMIT, "startDate", "2023-08-23"], "they state: 2023-08-22"),
    (["reject", SUMMIT, "memberOf", "BRICS"], f"{SUMMIT} is of class Event, and Organization or State is wanted"),
    (["add", "Egypt", "memberOf", "BRICS", "--source", "x"], "the graph states so already"),
    (["add", "Egypt", "memberOf", "BRICS", "--source", " "], "an added fact has a source"),
    (["add", "Egypt", "memberOf", "Minsk", "--source", "x"], "Minsk is of class Place"),
    (["add", "Egypt", "memberOf", "SCO", "--source", "en.txt"], "say which words of en.txt state it: --quote"),
    (["add", "Egypt", "memberOf", "SCO", "--source", "en.txt", "--quote", "нет"], "“нет” does not stand in en.txt"),
    (["add", SUMMIT, "startDate", "2023-02-30", "--source", "x"], "2023-02-30: no such date"),
    (["add", SUMMIT, "ordinal", "XV", "--source", "x"], "XV: not a number"),
    (["add", "Egypt", "memberOf", "SCO", "--source", "x", "--modality", "Perhaps"], "modality: "),
    (["add", "Egypt", "memberOf", "SCO", "--source", "x", "--since", "2025", "--until", "2024"], "before it begins"),
    (["add", "BRICS", "partOf", "BRICS", "--source", "x"], "are one thing"),
    (["retype", FORUM, "Planet"], "no class of things is called Planet"),
    (["retype", FORUM, "Event"], "is of class Event already"),
    (["rename", "Egypt", "Egypt"], "is called Egypt (en) already"),
    (["rename", "Egypt", "Ägypten", "--language", "de"], "de: no language of names"),
    (["rename", "Egypt", "   "], "label: "),
    (["merge", "Egypt", "Египет"], "are one thing already"),
    (["merge", "Egypt", "BRICS"], "things of two classes can't be one"),
    (["split", BANKER], "say what goes off"),
    (["split", BANKER, "--name", "Ivan"], f"{BANKER} is not called Ivan; its names: {BANKER}"),
    (["split", BANKER, "--name", BANKER], "nothing would stay"),
    (["split", BANKER, "--document", "zh.txt"], "zh.txt does not mention"),
    (["split", BANKER, "--document", "en.txt", "--document", "more.txt"], "nothing would stay"),
    (["split", BANKER, "--quote", "held in Johannesburg"], "stands in no passage that mentions"),
    (["date", SUMMIT, "heldIn", "2023"], "heldIn takes no date"),
    (["date", SUMMIT, "startDate", "yesterday"], "yesterday: no such date"),
    (["date", SUMMIT, "startDate", "2023-08-25"], "correct endDate first"),
    (["date", SUMMIT, "startDate", "2023-08-22"], "is stated as 2023-08-22 already"),
    (["date", SUMMIT, "startDate", "2023-08-20", "--was", "2020"], "is stated as 2023-08-22; say with --was"),
    (["date", "Йоханнесбургская декларация", "date", "2023-08-24"], "`summitry correct add` states it"),
    (["retype", FORUM, "Organization", "--reason", " "], "a correction has a reason"),
    (["retype", FORUM, "Organization", "--date", "yesterday"], "--date yesterday: no such day"),
    (["retype", FORUM, "Organization", "--file", "../x.toml"], "../x.toml: no name of a TOML file"),
    (["retype", FORUM, "Organization", "--file", "x.txt"], "x.txt: no name of a TOML file"),
    (["rename", "Egypt", "half \udc80"], "label: "),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED, ids=lambda v: " ".join(v).encode("ascii", "replace").decode() if isinstance(v, list) else "")  # fmt: skip
def test_what_cannot_be_meant_is_one_line_and_nothing_is_written(
    typed, tmp_path: Path, arguments: list[str], said: str
) -> None:
    reason = [] if "--reason" in arguments else ["--reason", "x"]
    code, out, err = typed(*arguments, *reason)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert not (tmp_path / "corrections").exists()


def test_a_correction_against_another_says_which(typed) -> None:
    typed("retype", FORUM, "Organization", "--reason", "x")
    code, _, err = typed("retype", FORUM, "Initiative", "--reason", "x")
    assert code == 2
    assert "corrections.toml, entry 1 says otherwise; `summitry correct undo " in err
    typed("reject", "Egypt", "memberOf", "--reason", "x")
    code, _, err = typed("add", "Egypt", "memberOf", "SCO", "--source", "s", "--reason", "x")
    assert (code, "entry 2 says otherwise" in err) == (2, True)


def test_an_author_is_named_by_git_or_not_at_all(typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_AUTHOR", "")
    config = tmp_path / "gitconfig"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    code, _, err = typed("retype", FORUM, "Organization", "--reason", "x")
    assert (code, "nobody is named as author" in err) == (2, True)
    config.write_text("[user]\n\tname = Вера Н.\n\temail = vera@example.org\n", encoding="utf-8")
    typed("retype", FORUM, "Organization", "--reason", "x")
    assert read_corrections(tmp_path / "corrections")[0].correction.author == "Вера Н. <vera@example.org>"
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = typed("rename", "Egypt", "E", "--reason", "x")
    assert (code, "nobody is named as author" in err) == (2, True)
    assert typed("rename", "Egypt", "E", "--reason", "x", "--author", "Я")[0] == 0


# --- list and undo -----------------------------------------------------------------------------------------------------


def test_corrections_are_listed_and_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = Site(tmp_path)
    before = (site.graph / "graph.ttl").read_bytes()
    site.desk().reject(SAID, "Egypt", "memberOf", "BRICS")
    site.build()
    site.remove("zh.txt")
    site.remove("more.txt")
    site.build()
    site.desk().retype(SAID, FORUM, "Organization")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli.app, ["correct", *arguments, "--graph", str(site.graph)])
        assert done.exit_code == 0, done.output
        return done.stdout

    listed = run("list").splitlines()
    assert "Unmatched  reject Egypt memberOf BRICS" in listed[0]
    assert "2026-11-21, Ada Lind: checked against the source (no State is called Egypt" in listed[1]
    assert f"New        retype {FORUM} to Organization" in listed[2]
    rows = json.loads(run("list", "--json"))
    assert [(r["status"], r["kind"], r["file"], r["entry"]) for r in rows] == [
        ("Unmatched", "reject", "corrections.toml", 1),
        ("New", "retype", "corrections.toml", 2),
    ]
    assert rows[0]["subject"]["class"] == "State"
    for row in rows:
        assert "taken out of" in run("undo", row["id"][:8])
    assert (site.graph / "corrections/corrections.toml").read_text(encoding="utf-8") == ""
    site.write("zh.txt", TEXTS["zh.txt"])
    site.write("more.txt", TEXTS["more.txt"])
    site.build()
    assert (site.graph / "graph.ttl").read_bytes() == before
    with pytest.raises(StopRun, match="no correction has an id that begins so"):
        with_id(read_corrections(site.graph / "corrections"), rows[0]["id"])


def test_a_build_says_on_stderr_what_no_longer_matches(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.desk().reject(SAID, "Egypt", "memberOf", "BRICS")
    site.remove("zh.txt")
    site.remove("more.txt")
    done = CliRunner().invoke(cli.app, ["build", str(site.documents), "--out", str(site.graph), "--workers", "1"])
    assert done.exit_code == 0
    assert (
        "correction no longer matches: reject Egypt memberOf BRICS (corrections.toml, entry 1): no State is called"
        in done.stderr
    )
    assert "0 of 1 correction applied" in done.stderr
