"""Snapshots as they are stored: in pieces, once, by content; and any damage is found and named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.snapshots import Damaged, restore, save, verify
from pipeline.snapshots.objects import Objects, hash_of
from pipeline.snapshots.pieces import LINE, get_whole, pieces, put_whole
from tests.kept import contents, graph

__all__ = ["graph"]  # a fixture


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
