"""The files of corrections: read as they were written, added to and taken from, at once and when the disk is full."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from curated import SAID, Site

from pipeline.correct import Desk, Said
from pipeline.corrections import read_corrections
from pipeline.corrections.files import append, read_file, remove, rendered
from pipeline.corrections.model import EntityKey, Filed, Reject, Rename
from pipeline.corrections.words import correction_id
from pipeline.errors import StopRun

ROOT = Path(__file__).resolve().parent.parent
STRANGE = ['名"字\\', "Имя\nв две строки", "tab\there", "a\x7fb\x01", "'''", '"""', "}{][#=", "𠀀🙂", " край ", "é́"]


def key(*names: str, cls: str = "State") -> EntityKey:
    return EntityKey.model_validate({"class": cls, "names": names})


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
