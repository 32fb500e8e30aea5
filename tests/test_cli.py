"""The command line: what is typed, what is printed where, and the exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from pipeline import run as pipeline_run
from pipeline.errors import SkipDocument, StopRun
from pipeline.run import Report

ROOT = Path(__file__).resolve().parent.parent
COMMUNIQUE = """\
The Council of River States held its tenth summit in Lakeport on 3 July 2024.
The Russian Federation and the Republic of Belarus attended the summit.
"""


class Ran:
    """What a run of the program left: exit code, stdout, stderr."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


def summitry(*arguments: str | Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Run the program in this process, as the installed script does."""
    monkeypatch.setattr(sys, "argv", ["summitry", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    captured = capsys.readouterr()
    code = left.value.code
    return Ran(code if isinstance(code, int) else int(code is not None), captured.out, captured.err)


@pytest.fixture
def ran(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    return lambda *arguments: summitry(*arguments, capsys=capsys, monkeypatch=monkeypatch)


def test_every_command_has_help() -> None:
    for command in ("build", "query", "show", "coverage", "evaluate", "validate", "export"):
        result = CliRunner().invoke(cli.app, [command, "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output


# --- query ------------------------------------------------------------------------------------------------------------


def test_a_query_is_answered_as_a_table(ran, world: Path) -> None:
    done = ran("query", "SELECT ?s ?o { ?s smt:heldIn ?o }", "--graph", world)
    assert done.code == 0
    assert ["id:summit", "id:lakeport"] in [line.split() for line in done.out.splitlines()]
    assert "2 rows" in done.err


def test_a_query_is_answered_as_csv(ran, world: Path) -> None:
    done = ran("query", "SELECT ?n { id:summit smt:ordinal ?n }", "--graph", world, "--format", "csv")
    assert (done.code, done.out, done.err) == (0, "n\n10\n", "")


def test_a_query_is_read_from_a_file(ran, world: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("ASK { id:summit smt:ordinal 10 }", encoding="utf-8")
    assert ran("query", "--file", file, "--graph", world).out == "true\n"
    assert ran("query", "--file", tmp_path / "no.rq", "--graph", world).code == 2


def test_a_named_query_takes_its_values(ran, world: Path) -> None:
    done = ran("query", "observers", "organisation=CRS", "--graph", world, "--format", "json")
    [row] = json.loads(done.out)["results"]["bindings"]
    assert row["name"]["value"] == "Westmark"


def test_names_are_printed_as_they_are(ran, world: Path) -> None:
    """Nothing in a name or quote is taken for markup."""
    done = ran("query", 'SELECT ("[red]a[/red] :smile:" AS ?x) {}', "--graph", world)
    assert "[red]a[/red] :smile:" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["SELECT ?s { ?s smt:heldIn }"], "line 1, column 13"),
        (["members"], "needs organisation="),
        (["members", "CRS"], "KEY=VALUE"),
        (["no-such"], "--list"),
        ([], "--list"),
        (["SELECT ?s { ?s a smt:State }", "--format", "turtle"], "CONSTRUCT"),
        (["SELECT ?s { ?s a smt:State }", "--format", "pdf"], "pdf"),
    ],
)
def test_a_query_that_fails_says_why(ran, world: Path, arguments: list[str], said: str) -> None:
    done = ran("query", *arguments, "--graph", world)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_query_that_is_not_understood_is_told_of_in_a_line(ran, world: Path) -> None:
    done = ran("query", "SELECT ?s {\n ?s smt:heldIn\n}", "--graph", world)
    assert done.err == 'summitry: line 2, column 2: not understood: “?s smt:heldIn”; expected a whole pattern or "}"\n'


def test_the_named_queries_are_listed(ran) -> None:
    done = ran("query", "--list")
    assert done.code == 0
    assert "members — Members of an organisation and since when" in done.out
    assert done.out.count(" — ") >= 20


# --- show, validate ---------------------------------------------------------------------------------------------------


def test_show_prints_names_facts_and_quotes(ran, world: Path) -> None:
    done = ran("show", "clean rivers initiative", "--graph", world)
    assert done.code == 0
    for said in ("id:clean-rivers", "清洁河流倡议", "proposedBy  Sudland", "“诺兰德支持清洁河流倡议”", "news.txt"):
        assert said in done.out


def test_show_offers_what_is_near(ran, world: Path) -> None:
    done = ran("show", "river", "--graph", world)
    assert done.code == 2
    assert "Clean Rivers Initiative" in done.err


def test_show_lists_things_of_one_name(ran, world: Path, tmp_path: Path) -> None:
    twin = '\nid:twin a smt:Person ; rdfs:label "Lakeport"@en .\n'
    (tmp_path / "graph.ttl").write_text((world / "graph.ttl").read_text(encoding="utf-8") + twin, encoding="utf-8")
    (tmp_path / "evidence.ttl").write_bytes((world / "evidence.ttl").read_bytes())
    done = ran("show", "Lakeport", "--graph", tmp_path)
    assert "names 2 things" in done.out
    assert "id:twin  Person  Lakeport" in done.out
    assert "id:lakeport  Place  Lakeport" in done.out


def test_coverage_prints_a_line_a_document(ran, world: Path) -> None:
    done = ran("coverage", "--graph", world)
    rows = [line.split() for line in done.out.splitlines()]
    assert (done.code, done.err) == (0, "")
    assert rows[0] == "passages NotRead NoMention NoFact Facts characters read document".split()
    assert [row[-1] for row in rows[1:]] == ["communique.txt", "history.txt", "news.txt"]
    assert rows[3] == ["5", "1", "1", "1", "2", "67", "91%", "news.txt"]


def test_coverage_of_a_document_lists_what_gave_no_fact(ran, world: Path) -> None:
    done = ran("coverage", "news.txt", "--graph", world)
    listed = [line.split(maxsplit=4) for line in done.out.splitlines()[-3:]]
    assert [row[1:] for row in listed] == [
        ["NoFact", "Paragraph", "zh-hans", "诺兰德代表团听了音乐会。"],
        ["NoMention", "Paragraph", "zh-hans", "会场气氛热烈。"],
        ["NotRead", "zh-hans", "©", "河流通讯社"],
    ]
    assert ran("coverage", "none.txt", "--graph", world).err == (
        f"summitry: none.txt: no document of {world}; `summitry query documents` lists them\n"
    )


def test_validate_passes_a_sound_graph(ran, world: Path) -> None:
    done = ran("validate", world)
    assert (done.code, done.out) == (0, f"{world}: conforms\n")


def test_validate_names_a_fault(ran, world: Path, tmp_path: Path) -> None:
    for file in world.rglob("*"):
        if file.is_file():
            copy = tmp_path / file.relative_to(world)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(file.read_bytes().replace(b"on 4 May 1998", b"on 5 May 1998") if file.suffix == ".txt"
                             else file.read_bytes())  # fmt: skip
    done = ran("validate", tmp_path)
    assert done.code == 1
    assert "4 May 1998" in done.out


@pytest.mark.parametrize("arguments", [["show", "CRS"], ["query", "overview"]])
def test_no_graph_is_one_line(ran, tmp_path: Path, arguments: list[str]) -> None:
    done = ran(*arguments, "--graph", tmp_path)
    assert done.code == 2
    assert "summitry build" in done.err


# --- build, evaluate --------------------------------------------------------------------------------------------------


def test_build_prints_what_it_did(ran, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report = Report(2, {"State": 3, "Event": 4}, {"heldIn": 1}, (SkipDocument("bad.txt", "no text"),), 1.25)
    monkeypatch.setattr(pipeline_run, "build", lambda *_, **__: report)
    done = ran("build", tmp_path, "--out", tmp_path / "out")
    assert done.code == 2, "a document failed"
    assert [line.split() for line in done.out.splitlines() if line.strip()] == [
        ["documents", "2"], ["entities", "all", "7"], ["Event", "4"], ["State", "3"], ["facts", "all", "1"],
        ["heldIn", "1"], ["seconds", "1.2"],
    ]  # fmt: skip
    assert "skipped bad.txt: no text" in done.err


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "nan"])
def test_a_confidence_that_is_none_is_one_line(ran, tmp_path: Path, value: str) -> None:
    done = ran("build", tmp_path, "--out", tmp_path / "out", "--min-confidence", value)
    said = f"summitry: --min-confidence {float(value):g}: a confidence is above 0 and at most 1\n"
    assert (done.code, done.out, done.err) == (2, "", said)
    assert not (tmp_path / "out").exists()


def test_a_programming_error_is_not_swallowed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("a mistake in the program")

    monkeypatch.setattr(pipeline_run, "build", broken)
    monkeypatch.setattr(sys, "argv", ["summitry", "build", str(tmp_path)])
    with pytest.raises(KeyError, match="a mistake"):
        cli.main()


def test_a_build_that_cannot_go_on_is_one_line(ran, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise StopRun("the disk is full")

    monkeypatch.setattr(pipeline_run, "build", stopped)
    done = ran("build", tmp_path)
    assert (done.code, done.err.strip()) == (2, "summitry: the disk is full")


def test_build_query_show_and_evaluate_from_end_to_end(tmp_path: Path) -> None:
    """As a user runs them: one process each."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "en_summit.txt").write_text(COMMUNIQUE, encoding="utf-8")
    gold = {"document": "in/en_summit.txt", "facts": [],
            "entities": [{"id": "e1", "type": "State", "names": ["Russian Federation", "Russia"]},
                         {"id": "e2", "type": "State", "names": ["Republic of Belarus", "Belarus"]}]}  # fmt: skip
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "cli.py", *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    built = run("build", "in", "no-such-file.txt", "--out", "graph")
    assert built.returncode == 2
    assert "no-such-file.txt: no such file" in built.stderr
    assert ["documents", "1"] in [line.split() for line in built.stdout.splitlines()]
    assert run("validate", "graph").returncode == 0
    shown = run("show", "Belarus", "--graph", "graph")
    assert "en_summit.txt" in shown.stdout
    scored = run("evaluate", "gold.json", "--json")
    assert scored.returncode == 0, scored.stderr
    states = next(line for line in scored.stdout.splitlines() if line.startswith("entity State"))
    assert "tp 2 fp 0 fn 0" in states
    assert json.loads(scored.stdout.splitlines()[-1])["entity"]["tp"] == 2


@pytest.mark.parametrize("command", [["snapshot", "list"], ["correct", "list"]])
def test_lists_of_a_folder_that_is_not_there_are_refused(command: list[str], tmp_path: Path) -> None:
    run = CliRunner().invoke(cli.app, [*command, "--graph", str(tmp_path / "none")])
    assert isinstance(run.exception, StopRun)
    assert "no such folder" in str(run.exception)
