"""`summitry correct`: what is typed, what is refused, what is written."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from curated import BANKER, FORUM, SAID, SUMMIT, TEXTS, Site
from typer.testing import CliRunner

import cli
from pipeline.correct import Desk, Said
from pipeline.corrections import read_corrections
from pipeline.corrections.files import append, read_file, remove, rendered, with_id
from pipeline.corrections.model import EntityKey, Filed, Reject, Rename
from pipeline.corrections.words import correction_id
from pipeline.errors import StopRun

ROOT = Path(__file__).resolve().parent.parent
STRANGE = ['名"字\\', "Имя\nв две строки", "tab\there", "a\x7fb\x01", "'''", '"""', "}{][#=", "𠀀🙂", " край ", "é́"]


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


def key(*names: str, cls: str = "State") -> EntityKey:
    return EntityKey.model_validate({"class": cls, "names": names})


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


# --- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STRANGE)
def test_any_name_is_read_as_it_was_written(tmp_path: Path, name: str) -> None:
    correction = Reject(
        author=name,
        date=date(2026, 1, 2),
        reason=name,
        subject=key(name, "x"),
        property="jobTitle",
        value=name,
        quote=name,
    )
    append(tmp_path, correction)
    append(tmp_path, correction.model_copy(update={"reason": "another"}))
    assert read_corrections(tmp_path)[0].correction == correction
    assert rendered(correction).count("[[correction]]") == 1


def rename(label: str) -> Rename:
    return Rename(author="A", date=date(2026, 1, 2), reason="r", entity=key("Egypt"), language="en", label=label)


def test_an_entry_goes_and_what_is_around_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    for label in "abc":
        append(tmp_path, rename(label))
    text = path.read_text(encoding="utf-8").replace("[[correction]]", "# о первом\n[[correction]]", 1)
    text = text.replace('label = "b"\n', 'label = "b"\n\n# about the third\n')
    path.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    remove(tmp_path, read_file(path)[1])
    left = path.read_text(encoding="utf-8")
    assert [f.correction for f in read_file(path)] == [rename("a"), rename("c")]
    assert left.startswith("# о первом\n[[correction]]")
    assert "\n# about the third\n[[correction]]" in left.replace("\n\n", "\n")
    remove(tmp_path, read_file(path)[1])
    remove(tmp_path, read_file(path)[0])
    assert "correction]]" not in path.read_text(encoding="utf-8")


def test_an_entry_that_cannot_be_told_apart_is_left_to_hands(tmp_path: Path) -> None:
    entry = rendered(rename("a")).removeprefix("[[correction]]\n").replace("\n", ", ").rstrip(", ")
    (tmp_path / "corrections.toml").write_text(f"correction = [{{ {entry} }}]\n", encoding="utf-8")
    before = (tmp_path / "corrections.toml").read_bytes()
    [filed] = read_corrections(tmp_path)
    with pytest.raises(StopRun, match="by hand"):
        remove(tmp_path, filed)
    with pytest.raises(StopRun, match="is not TOML"):
        append(tmp_path, rename("b"))
    assert (tmp_path / "corrections.toml").read_bytes() == before


GOOD = rendered(rename("a"))
BAD = [
    (GOOD + "[[correction]]\nkind = 'merge'\n", "x.toml: entry 2 (merge): "),
    (GOOD.replace('kind = "rename"', 'kind = "renome"'), "entry 1"),
    (GOOD.replace('kind = "rename"\n', ""), "entry 1"),
    (GOOD.replace('reason = "r"\n', ""), "entry 1 (rename): reason: Field required; mend or remove it"),
    (GOOD.replace('"r"', '"  "'), "entry 1 (rename): reason: "),
    (GOOD.replace("2026-01-02", "2026-13-02"), "is not TOML"),
    (GOOD.replace("2026-01-02", '"soon"'), "entry 1 (rename): date: "),
    (GOOD.replace("State", "Stat"), "entry 1 (rename): entity.class: no class of things is called Stat"),
    (GOOD.replace('names = ["Egypt"]', "names = []"), "entry 1 (rename): entity.names: "),
    (GOOD.replace('names = ["Egypt"]', "names = [1]"), "entry 1 (rename): entity.names.0: "),
    (GOOD.replace('language = "en"', 'language = "de"'), "entry 1 (rename): language: "),
    (GOOD + "colour = 'red'\n", "entry 1 (rename): colour: Extra inputs are not permitted"),
    (GOOD.replace('label = "', 'label = "\\u001b[31m\\u202e'), "\\u001B[31m\\u202E"),
    ("correction = 5\n", "mend or remove it"),
    ("merge = 5\n", "mend or remove it"),
    ("[[correction\n", "is not TOML"),
    ("\ufeff" + GOOD.replace('"a"', '"a'), "is not TOML"),
]


@pytest.mark.parametrize(("text", "said"), BAD, ids=[said for _, said in BAD])
def test_a_file_that_cannot_be_understood_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StopRun) as error:
        read_corrections(tmp_path)
    assert str(error.value).startswith(f"{tmp_path / 'x.toml'}: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_bytes_that_are_no_text_and_folders_that_are_files(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StopRun, match=r"x\.toml: is not UTF-8 text"):
        read_corrections(tmp_path)
    with pytest.raises(StopRun, match="is a file; name the folder"):
        read_corrections(tmp_path / "x.toml")
    with pytest.raises(StopRun, match="is a file; name a folder"):
        append(tmp_path / "x.toml", rename("a"))
    assert read_corrections(tmp_path / "none") == ()


def test_a_bad_file_stops_a_build_before_it_reads_a_document(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.toml("[[correction]]\n")
    before = (site.graph / "evidence.ttl").read_bytes()
    with pytest.raises(StopRun, match="entry 1"):
        site.build()
    assert (site.graph / "evidence.ttl").read_bytes() == before


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    """Threads and processes, each of which reads the file and writes it anew."""
    code = """
import sys
from pathlib import Path
from pipeline.corrections.files import append, read_file
given = read_file(Path(sys.argv[2]))[0].correction
for n in range(4): append(Path(sys.argv[1]), given.model_copy(update={"label": f"{sys.argv[3]} {n}"}))
"""
    given = tmp_path / "given.txt"
    given.write_text(rendered(rename("a")), encoding="utf-8")
    folder = tmp_path / "corrections"
    command = [sys.executable, "-c", code, str(folder), str(given)]
    running = [subprocess.Popen([*command, str(n)], cwd=ROOT) for n in range(2)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: append(folder, rename(f"name {n}")), range(8)))
    assert [process.wait() for process in running] == [0, 0]
    labels = {f.correction.label for f in read_corrections(folder) if isinstance(f.correction, Rename)}
    assert len(labels) == 8 + 8
    assert [p.name for p in folder.iterdir()] == ["corrections.toml"], "nothing half-written is left"


def test_a_folder_that_cannot_be_written_keeps_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(tmp_path, rename("a"))
    before = (tmp_path / "corrections.toml").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StopRun, match=r"corrections\.toml: can't be written: No space left on device"):
        append(tmp_path, rename("b"))
    assert (tmp_path / "corrections.toml").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["corrections.toml"]


def test_an_id_is_of_all_that_is_said(tmp_path: Path) -> None:
    ids = {correction_id(rename(label)) for label in ("a", "b")}
    assert len(ids) == 2
    assert correction_id(rename("a")) == correction_id(read_file_of(tmp_path, rename("a")).correction)
    assert correction_id(rename("a").model_copy(update={"reason": "other"})) not in ids


def read_file_of(folder: Path, correction: Rename) -> Filed:
    append(folder, correction, "other.toml")
    return read_file(folder / "other.toml")[-1]


def test_no_graph_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match="summitry build"):
        Desk(tmp_path)
    assert Said("Ada Lind", date(2026, 11, 21), "checked against the source") == SAID
