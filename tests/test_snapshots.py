"""Snapshots as they are kept: saved, listed, put back, checked; small, whole, and safe from a kill."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import StopRun
from pipeline.snapshots import Damaged, remove, restore, save, snapshots, verify
from pipeline.snapshots.objects import Objects, hash_of
from pipeline.snapshots.pieces import LINE, get_whole, pieces, put_whole
from pipeline.snapshots.record import checked_name
from tests.test_cli import summitry

ROOT = Path(__file__).resolve().parent.parent
OURS = ("graph.ttl", "evidence.ttl", "background.ttl", "documents")


@pytest.fixture
def graph(world: Path, tmp_path: Path) -> Path:
    """A copy of the world's graph, to do with as one likes."""
    return shutil.copytree(world, tmp_path / "graph")


@pytest.fixture
def ran(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    return lambda *arguments: summitry("snapshot", *arguments, capsys=capsys, monkeypatch=monkeypatch)


def contents(folder: Path) -> dict[str, bytes]:
    """What a build wrote, by path."""
    files = [file for name in OURS for file in (folder / name, *(folder / name).glob("*")) if file.is_file()]
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def spoil(graph: Path) -> None:
    """Another state: a fact less, a document less, a file more."""
    text = (graph / "graph.ttl").read_text(encoding="utf-8")
    (graph / "graph.ttl").write_text(text.replace("    smt:ordinal 10 ;\n", ""), encoding="utf-8")
    min((graph / "documents").iterdir()).unlink()
    (graph / "documents" / "0123456789abcdef.txt").write_text("?", encoding="utf-8")


# --- pieces and objects -----------------------------------------------------------------------------------------------


class Memory(dict[str, bytes]):
    """Objects that are never written."""

    def put(self, content: bytes) -> str:
        self[hash_of(content)] = content
        return hash_of(content)

    def get(self, name: str) -> bytes:  # type: ignore[override]
        return self[name]


def turtle(blocks: int, changed: int = -1) -> bytes:
    return b"".join(
        b"id:thing-%d\n    a smt:Event ;\n    smt:ordinal %d .\n\n" % (n, n + (n == changed) * 7) for n in range(blocks)
    )


@pytest.mark.parametrize("content", [b"", b"\n\n", b"x", b"a\n\nb", turtle(5000), b"\xff" * 300_000, b"\n\n\n\n\n"])
def test_pieces_are_the_content(content: bytes) -> None:
    assert b"".join(pieces(content, b"\n\n")) == content
    assert b"".join(pieces(content, LINE)) == content


def test_a_changed_block_changes_one_piece(tmp_path: Path) -> None:
    before, after = pieces(turtle(5000), b"\n\n"), pieces(turtle(5000, changed=2500), b"\n\n")
    assert len(before) > 20
    assert len(set(after) - set(before)) <= 2


def test_a_content_of_many_pieces_comes_back() -> None:
    objects, content = Memory(), turtle(60_000)
    whole = put_whole(objects, content)
    assert whole.levels >= 2  # listings of listings
    assert get_whole(objects, whole) == content
    assert put_whole(objects, content) == whole


def test_what_does_not_compress_is_kept_as_it_is(tmp_path: Path) -> None:
    objects, noise = Objects(tmp_path), bytes(os.urandom(4000))
    name = objects.put(noise)
    assert (tmp_path / name).read_bytes() == noise
    assert objects.get(name) == noise
    packed = objects.put(b"again and again " * 100)
    assert (tmp_path / f"{packed}.z").stat().st_size < 200


def test_a_damaged_object_is_mended_by_the_next_save_of_it(tmp_path: Path) -> None:
    objects = Objects(tmp_path)
    name = objects.put(b"again and again " * 100)
    (tmp_path / f"{name}.z").write_bytes(b"torn")
    with pytest.raises(Damaged):
        objects.get(name)
    objects.put(b"again and again " * 100)
    assert objects.get(name) == b"again and again " * 100


# --- save, list, restore ----------------------------------------------------------------------------------------------


def test_a_restored_graph_is_the_same_to_the_byte(graph: Path) -> None:
    min((graph / "documents").iterdir()).write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n\n\n\nd\xff")
    before = contents(graph)
    save(graph, "до правки")
    spoil(graph)
    assert contents(graph) != before
    restore(graph, "до правки")
    assert contents(graph) == before


def test_restore_leaves_what_is_not_the_graphs(graph: Path) -> None:
    (graph / "corrections").mkdir()
    (graph / "corrections" / "a.toml").write_text("[x]\n", encoding="utf-8")
    (graph / "notes.txt").write_text("mine", encoding="utf-8")
    save(graph, "a")
    spoil(graph)
    save(graph, "b")
    others = {path: data for path, data in everything(graph).items() if path not in contents(graph)}
    restore(graph, "a")
    assert {path: data for path, data in everything(graph).items() if path not in contents(graph)} == others
    assert [record.name for record, _ in snapshots(graph)] == ["a", "b"]


def test_a_graph_that_was_removed_is_put_back(graph: Path) -> None:
    before = contents(graph)
    save(graph, "a")
    for name in OURS:
        shutil.rmtree(graph / name) if (graph / name).is_dir() else (graph / name).unlink()
    assert [now for _, now in snapshots(graph)] == [False]
    restore(graph, "a")
    assert contents(graph) == before


def test_the_same_state_is_stored_once(graph: Path) -> None:
    assert save(graph, "a").objects > 0
    again = save(graph, "b")
    assert (again.objects, again.size) == (0, 0)
    [(one, now), (other, too)] = snapshots(graph)
    assert one.content == other.content
    assert now
    assert too


def test_twenty_snapshots_of_a_changing_graph_cost_little(graph: Path) -> None:
    """Two dozen documents; each time one of them is edited. A copy each would cost twenty times the graph."""
    evidence, texts = (graph / "evidence.ttl").read_text(encoding="utf-8"), sorted((graph / "documents").iterdir())
    head, _, blocks = evidence.partition("\n\n")
    sizes = []
    for turn in range(20):
        ids = {f"{n:02}{int(n < turn):02}" for n in range(24)}
        parts = [
            (f"{i}{texts[0].stem[4:]}", blocks.replace(texts[0].stem, f"{i}{texts[0].stem[4:]}")) for i in sorted(ids)
        ]
        (graph / "evidence.ttl").write_text("\n\n".join([head, *(part for _, part in parts)]), encoding="utf-8")
        for file in (graph / "documents").iterdir():
            file.unlink()
        for stem, _ in parts:
            (graph / "documents" / f"{stem}.txt").write_text(f"The text of {stem}\n" * 50, encoding="utf-8")
        saved = save(graph, f"{turn:02}")
        sizes.append(saved.size)
    files = [path for path in (graph / "snapshots").rglob("*") if path.is_file()]
    kept = sum(path.stat().st_size for path in files)
    assert kept < 0.5 * saved.record.size  # all twenty, of the files of one
    assert max(sizes[1:]) < 0.2 * sizes[0]
    assert verify(graph) == []


def test_saving_is_deterministic(graph: Path, tmp_path: Path) -> None:
    other = shutil.copytree(graph, tmp_path / "elsewhere")
    for folder in (graph, other):
        save(folder, "a", note="a note", date="2024-07")
    assert everything(graph) == everything(other)


def test_a_name_is_taken_once(graph: Path) -> None:
    first = save(graph, "a").record
    spoil(graph)
    with pytest.raises(StopRun, match="--replace"):
        save(graph, "a")
    assert [record for record, _ in snapshots(graph)] == [first]
    second = save(graph, "a", overwrite=True).record
    assert second.content != first.content
    assert verify(graph) == []
    with pytest.raises(StopRun, match="same name"):
        save(graph, "A")


def test_removing_a_snapshot_removes_what_only_it_needed(graph: Path) -> None:
    save(graph, "a")
    before = everything(graph / "snapshots")
    spoil(graph)
    assert save(graph, "b").objects > 0
    (graph / "snapshots" / "objects" / ("0" * 64 + ".writing-1")).write_bytes(b"half")  # what a killed run left
    assert remove(graph, "b") > 0
    assert everything(graph / "snapshots") == before


def test_nothing_is_pruned_while_a_record_is_damaged(graph: Path) -> None:
    save(graph, "a")
    spoil(graph)
    save(graph, "b")
    kept = everything(graph / "snapshots" / "objects")
    (graph / "snapshots" / "a.json").write_text("{}", encoding="utf-8")
    assert remove(graph, "b") == 0
    assert everything(graph / "snapshots" / "objects") == kept


@pytest.mark.parametrize(
    "name", ["2024年初", "до правки", "before/after".replace("/", "-"), "v1.0", "नमस्ते", "می‌خواهم", "a b"]
)
def test_a_name_in_any_script_will_do(graph: Path, name: str) -> None:
    save(graph, name)
    assert [record.name for record, _ in snapshots(graph)] == [name]


@pytest.mark.parametrize(
    "name",
    ["", " ", ".", "..", "../x", "a/b", "a\\b", ".hidden", "-x", "now", "NOW", "a\0b", "a\nb", "x" * 300, "上" * 100,
     "a.", " a", "\u202eabc", "C:x", "\udc80"],
)  # fmt: skip
def test_a_name_that_is_none_is_refused(graph: Path, name: str) -> None:
    before = everything(graph)
    for action in (save, restore, remove):
        with pytest.raises(StopRun) as refused:
            action(graph, name)
        str(refused.value).encode()  # can be printed
    assert everything(graph) == before


def test_two_spellings_of_a_name_are_one() -> None:
    assert checked_name("e\u0301te\u0301") == checked_name("été")


# --- damage -----------------------------------------------------------------------------------------------------------


def test_a_flipped_byte_anywhere_is_found_and_named(graph: Path) -> None:
    save(graph, "a")
    before = contents(graph)
    for file in sorted(path for path in (graph / "snapshots").rglob("*") if path.is_file()):
        whole = file.read_bytes()
        for place in {0, len(whole) // 2, len(whole) - 1}:
            file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            if file.suffix == ".json" and place == len(whole) - 1:
                continue  # the line end
            [fault] = verify(graph)
            assert file.name in fault
            with pytest.raises(Damaged, match=file.name):
                restore(graph, "a")
        file.write_bytes(whole)
    assert contents(graph) == before
    assert verify(graph) == []


def test_a_missing_and_a_cut_object_are_found(graph: Path) -> None:
    save(graph, "a")
    save(graph, "b")
    for file in sorted((graph / "snapshots" / "objects").iterdir()):
        whole = file.read_bytes()
        file.unlink()
        [fault] = verify(graph)
        assert file.name.removesuffix(".z") in fault
        assert fault.endswith("is missing (in a, b)")
        for wrong in (whole[:-5], whole + b"more", b""):
            file.write_bytes(wrong)
            [fault] = verify(graph)
            assert file.name in fault
        file.write_bytes(whole)


def test_a_record_that_reaches_out_of_the_graph_is_refused(graph: Path) -> None:
    """Objects may be sound and still name a file that is none of ours."""
    from dataclasses import replace

    from pipeline.snapshots.record import write_record

    record = save(graph, "a").record
    objects = Objects(graph / "snapshots" / "objects")
    empty = put_whole(objects, b"")
    for path in ('"../../evil.ttl"', '"/etc/evil"', '"snapshots/a.json"', '"documents/../../evil"'):
        root = put_whole(objects, f"{empty.name} 0 0 {path}\n".encode(), LINE)
        write_record(graph / "snapshots", replace(record, content=root.name, levels=root.levels))
        with pytest.raises(Damaged, match="no file of a graph"):
            restore(graph, "a")


# --- killed runs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["save c", "save b --replace", "restore a", "remove b"])
def test_a_kill_at_any_moment_leaves_the_former_state_and_the_next_run_is_right(graph: Path, command: str) -> None:
    save(graph, "a")
    first = contents(graph)
    spoil(graph)
    save(graph, "b")
    (graph / "documents" / "fedcba9876543210.txt").write_text("more\n\n" * 5000, encoding="utf-8")
    (graph / "snapshots" / "objects" / ("0" * 64)).write_bytes(b"of nothing")  # prunable, as by a former kill
    third = contents(graph)
    moments = 0
    for moment in killed(graph, command):
        names = [record.name for record, _ in snapshots(graph)]  # reads the graph, as the next run does
        assert contents(graph) in (third, first), moment
        assert names in (["a", "b"], ["a", "b", "c"], ["a"]), moment
        assert verify(graph) == [], moment
        moments += 1
    assert moments >= 5
    assert contents(graph) == (first if command == "restore a" else third)
    save(graph, "d")
    restore(graph, "a")
    assert contents(graph) == first
    remove(graph, "d")
    assert not list(graph.rglob("*.writing-*"))


def killed(graph: Path, command: str) -> Iterator[int]:
    """Run a command of `snapshot` on copies of the folder, killed at its first change of a file, its second and so on.

    Yields after each kill, with the copy in the folder's place; in the end the command has run to its end.
    """
    before = shutil.copytree(graph, graph.with_name("before"), symlinks=True)
    runner = subprocess.Popen(
        [sys.executable, "-m", "tests.killed", graph, *command.split()], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with runner:
        assert runner.stdin
        assert runner.stdout
        for moment in range(1, 1000):
            print(moment, file=runner.stdin, flush=True)
            if runner.stdout.readline() != "killed\n":
                break
            yield moment
            shutil.rmtree(graph)
            shutil.copytree(before, graph, symlinks=True)
        runner.stdin.close()
    assert runner.returncode == 0


def test_a_save_that_fails_midway_leaves_no_snapshot(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(graph, "a")
    spoil(graph)
    written = []

    def full(self: Objects, content: bytes) -> str:
        written.append(content)
        if len(written) > 3:
            raise OSError(28, "No space left on device", str(self.folder))
        return real(self, content)

    real = Objects.put
    monkeypatch.setattr(Objects, "put", full)
    with pytest.raises(StopRun, match="No space left"):
        save(graph, "b")
    monkeypatch.undo()
    assert [record.name for record, _ in snapshots(graph)] == ["a"]
    assert verify(graph) == []
    assert save(graph, "b").record.name == "b"


# --- the commands -----------------------------------------------------------------------------------------------------


def test_the_commands_say_what_they_did(ran, graph: Path) -> None:
    done = ran("save", "早", "--graph", graph, "--note", "first [red]look", "--date", "2024-07-05")
    assert done.code == 0
    assert "3 documents, 22 entities" in done.out
    spoil(graph)
    listed = ran("list", "--graph", graph).out
    assert "早" in listed
    assert "2024-07-05  first [red]look" in listed
    assert "(now)" not in listed
    assert ran("restore", "早", "--graph", graph).code == 0
    assert "(now)" in ran("list", "--graph", graph).out
    assert ran("verify", "--graph", graph).out.endswith("sound\n")
    assert ran("remove", "早", "--graph", graph).code == 0
    assert not list((graph / "snapshots" / "objects").iterdir())


def test_damage_is_named_with_exit_code_2(ran, graph: Path) -> None:
    save(graph, "a")
    file = min((graph / "snapshots" / "objects").iterdir())
    file.write_bytes(b"?" + file.read_bytes()[1:])
    done = ran("verify", "--graph", graph)
    assert done.code == 2
    assert file.name in done.out
    for command in (["restore", "a"], ["diff", "a", "now"], ["verify", "a"]):
        done = ran(*command, "--graph", graph)
        assert done.code == 2
        assert file.name in done.out + done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize("content", [b"[" * 100_000, '{"name": "a"}'.encode("utf-16"), b"\xff", b"[]", b"1"])
def test_a_record_that_is_none_is_one_line(ran, graph: Path, content: bytes) -> None:
    save(graph, "a")
    (graph / "snapshots" / "a.json").write_bytes(content)
    for command in (["list"], ["restore", "a"], ["verify"]):
        done = ran(*command, "--graph", graph)
        assert done.code == 2
        assert "a.json: is no record of a snapshot" in done.out + done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["restore", "no-such"], "there are: a"),
        (["diff", "a", "no-such"], "no such snapshot"),
        (["diff", "a", "a", "--entity", "Nobody"], "nothing is called Nobody"),
        (["diff", "a", "a", "--property", "noSuch"], "heldIn"),
        (["save", "b", "--date", "yesterday"], "2024-07-05"),
        (["verify", "no-such"], "no such snapshot"),
    ],
)
def test_a_command_that_fails_says_why(ran, graph: Path, arguments: list[str], said: str) -> None:
    save(graph, "a")
    done = ran(*arguments, "--graph", graph)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_no_graph_no_snapshot(ran, tmp_path: Path) -> None:
    assert ran("save", "a", "--graph", tmp_path / "none").code == 2
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty").mkdir()
    done = ran("save", "a", "--graph", tmp_path / "empty")
    assert (done.code, "graph.ttl" in done.err) == (2, True)
    assert not list((tmp_path / "empty").iterdir())
    assert ran("list", "--graph", tmp_path / "empty").code == 0
    (tmp_path / "empty" / "graph.ttl").write_text("id:x a .", encoding="utf-8")
    (tmp_path / "empty" / "evidence.ttl").write_text("", encoding="utf-8")
    done = ran("save", "a", "--graph", tmp_path / "empty")
    assert (done.code, "not Turtle" in done.err) == (2, True)


# --- what is not as usual ---------------------------------------------------------------------------------------------


def test_saves_at_the_same_time_wait_for_one_another(graph: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "cli", "snapshot", "save", name, "--graph", graph], cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for name in ("a", "b", "a")
    ]  # fmt: skip
    codes = []
    for run in runs:
        _, err = run.communicate(timeout=120)
        assert "Traceback" not in err
        codes.append(run.returncode)
    assert sorted(codes) == [0, 0, 2]  # one of the two that want the same name is told so
    assert [record.name for record, _ in snapshots(graph)] == ["a", "b"]
    assert verify(graph) == []


def test_an_empty_graph_is_a_state_like_any_other(ran, tmp_path: Path, graph: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in ("graph.ttl", "evidence.ttl"):
        (empty / name).write_bytes(b"")
    save(empty, "a")
    shutil.copytree(graph / "documents", empty / "documents")
    for name in ("graph.ttl", "evidence.ttl", "background.ttl"):
        shutil.copy(graph / name, empty / name)
    done = ran("diff", "a", "--graph", empty)
    assert done.code == 0
    assert "facts: 0 changed, 0 removed, 48 added" in done.out
    restore(empty, "a")
    assert contents(empty) == {"graph.ttl": b"", "evidence.ttl": b""}


def test_a_file_where_the_snapshots_go_is_named(ran, graph: Path) -> None:
    (graph / "snapshots").write_text("mine", encoding="utf-8")
    for command in (["save", "a"], ["list"], ["verify"], ["restore", "a"]):
        done = ran(*command, "--graph", graph)
        assert "Traceback" not in done.err
        assert done.code == 2 or command[0] in {"list", "verify"}
    assert (graph / "snapshots").read_text(encoding="utf-8") == "mine"


def test_a_graph_of_another_maker_is_compared_as_far_as_it_goes(ran, graph: Path) -> None:
    save(graph, "a")
    text = (graph / "evidence.ttl").read_text(encoding="utf-8")
    (graph / "evidence.ttl").write_text(text.replace("smt:start 0", 'smt:start "none"'), encoding="utf-8")
    for file in (graph / "documents").iterdir():
        file.unlink()
    done = ran("diff", "a", "--graph", graph)
    assert (done.code, "edited" in done.out) == (0, True)
