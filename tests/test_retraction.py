"""A document taken out of the input takes with it what only it supported, and nothing else (`retracted.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import run
from pipeline.ids import document_id
from pipeline.shapes import validate
from tests.retracted import Moved, recognised_once, retracted

TEXTS = {
    "both.txt": """\
Третий форум пограничных городов состоялся в Благовещенске 2 июня 2029 года.

第三届边境城市论坛于2029年6月2日在布拉戈维申斯克举行。

На форуме принят План развития пограничной торговли на 2030–2034 годы.

论坛通过了《2030—2034年边境贸易发展规划》。
""",
    "ru.txt": "В Москве 3 июля 2029 года подписан План развития пограничной торговли на 2030–2034 годы.\n",
    "zh.txt": "2029年7月4日，《2030—2034年边境贸易发展规划》在北京签署。\n",
    "news.txt": "北京和莫斯科举行会议。\n",
}
PLAN_RU, PLAN_ZH = "планразвитияпограничнойторговлина20302034годы-b8b9405b", "20302034年边境贸易发展规划-272c849c"


@dataclass
class Builds:
    """Graphs of the texts, all of them and without one."""

    folder: Path

    def build(self, *sources: str) -> Path:
        out = self.folder / "graph"
        run.build([self.folder / source for source in sources], out, workers=1)
        return out


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    folder = tmp_path_factory.mktemp("retraction")
    for name, text in TEXTS.items():
        (folder / name).write_bytes(text.encode())
    with recognised_once():
        yield Builds(folder)


def without(builds: Builds, source: str) -> Moved:
    full = builds.build(*TEXTS)
    before = full.rename(full.with_name("before"))
    try:
        builds.build(*TEXTS)  # taken out of a graph that has it, not of a new folder
        after = builds.build(*(name for name in TEXTS if name != source))
        assert validate(after) == []
        return retracted(before, after, document_id(source, TEXTS[source]))
    finally:
        before.rename(before.with_name(f"done-{len(list(before.parent.iterdir()))}"))


def test_a_document_takes_with_it_what_only_it_supported(builds: Builds) -> None:
    for source in ("news.txt", "zh.txt"):
        assert without(builds, source) == Moved({}, {}, {}), source


def test_two_things_that_only_it_told_to_be_one_are_two_again(builds: Builds) -> None:
    moved = without(builds, "both.txt")
    assert moved.ids == {PLAN_ZH: {PLAN_RU}}
    assert moved.names == {PLAN_ZH: ({'"План развития пограничной торговли на 2030–2034 годы"@ru'}, set())}


def test_a_thing_is_of_the_kind_that_most_of_what_is_left_calls_it(builds: Builds) -> None:
    moved = without(builds, "ru.txt")
    assert (moved.ids, moved.names) == ({}, {})
    assert moved.classes == {
        PLAN_ZH: ({"https://w3id.org/summitry/ontology#Plan"}, {"https://w3id.org/summitry/ontology#Programme"})
    }


def test_a_document_that_comes_back_brings_back_the_same_bytes(builds: Builds) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        found = [p for p in folder.rglob("*") if p.is_file() and "store" not in p.relative_to(folder).parts]
        return {str(p.relative_to(folder)): p.read_bytes() for p in found}

    before = files(builds.build(*TEXTS))
    builds.build("ru.txt")
    assert files(builds.build(*TEXTS)) == before


def test_what_goes_is_looked_for(builds: Builds, tmp_path: Path) -> None:
    """The check itself: it finds a claim that went with the wrong document."""
    import shutil

    full = Path(shutil.copytree(builds.build("ru.txt", "zh.txt"), tmp_path / "full"))
    after = builds.build("ru.txt")
    id_ = document_id("zh.txt", TEXTS["zh.txt"])
    retracted(full, after, id_)
    evidence = (after / "evidence.ttl").read_text(encoding="utf-8").split("\n\n")
    claim = next(i for i, node in enumerate(evidence) if node.startswith("claim:"))
    (after / "evidence.ttl").write_text("\n\n".join(evidence[:claim] + evidence[claim + 1 :]), encoding="utf-8")
    with pytest.raises(AssertionError):
        retracted(full, after, id_)
