"""Two states of a small graph, made by hand, and what `snapshot diff` finds between them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from pipeline.snapshots import Changes, diff, save
from pipeline.snapshots.update import update_of
from pipeline.snapshots.words import words
from tests.composed import Graph, since

DECLARATION = """\
The SCO Summit was held in Astana on 4 July.
Norland joined the SCO in 2005.
The SCO has its seat in Beijing.
"""
NEWS = """\
Sudland attended the SCO Summit.
上合组织 welcomes Sudland.
"""
ENTITIES = {
    "sco": ("Organization", "SCO", "上合组织"),
    "summit": ("Event", "SCO Summit"),
    "astana": ("Place", "Astana"),
    "tianjin": ("Place", "Tianjin"),
    "beijing": ("Place", "Beijing"),
    "norland": ("State", "Norland"),
    "sudland": ("State", "Sudland"),
}
CLAIMS = [
    ("summit", "heldIn", "astana", "declaration.txt", "The SCO Summit was held in Astana on 4 July."),
    ("norland", "memberOf", "sco", "declaration.txt", "Norland joined the SCO in 2005.", since("2005")),
    ("sco", "basedIn", "beijing", "declaration.txt", "The SCO has its seat in Beijing."),
    ("summit", "attendedBy", "sudland", "news.txt", "Sudland attended the SCO Summit."),
    ("sco", "supports", "sudland-initiative", "news.txt", "上合组织 welcomes Sudland."),
][:4]
TEXTS = {"declaration.txt": DECLARATION, "news.txt": NEWS}
TWO = {"sco": ("Organization", "SCO"), "shanghai": ("Organization", "上合组织")}
APART = {key: value for key, value in ENTITIES.items() if key != "sco"} | TWO


def graph(texts: dict[str, str] = TEXTS, entities: dict = ENTITIES, claims: list = CLAIMS, **more) -> Graph:
    return Graph(dict(texts), dict(entities), list(claims), **more)


def claims(*changed: tuple[int, tuple | None]) -> list:
    """CLAIMS with some put in the place of others, or left out."""
    other = dict(changed)
    return [row for n, was in enumerate(CLAIMS) if (row := other.get(n, was)) is not None]


@pytest.fixture
def compared(tmp_path: Path):
    """Both graphs written to one folder, one after the other, and what differs; the update is tried on each."""

    def compare(before: Graph, after: Graph, **wanted: str) -> Changes:
        folder = before.write(tmp_path / "graph")
        save(folder, "before", overwrite=True)
        after.write(folder)
        save(folder, "after", overwrite=True)
        check_update(folder, "before", "after")
        return diff(folder, "before", "after", **wanted)

    return compare


def triples(folder: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for name in ("graph.ttl", "evidence.ttl", "background.ttl"):
        store.load(path=str(folder / name), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def check_update(folder: Path, before: str, after: str) -> None:
    """What `--format update` prints makes the one graph the other, both ways."""
    from pipeline.snapshots import restore

    stores = []
    for name in (before, after):
        restore(folder, name)
        stores.append(triples(folder))
    update = update_of(diff(folder, before, after))
    if update:
        stores[0].update(update)
    assert set(stores[0]) == set(stores[1])


def facts(changes: Changes) -> set[tuple[str, str, str, str]]:
    return {(c.kind, c.now.subject.name, c.name, c.now.object.name) for c in changes.facts}


def identity(changes: Changes) -> set[tuple[str, str, str]]:
    return {(c.kind, ", ".join(w.name for w in c.before), ", ".join(w.name for w in c.after)) for c in changes.identity}


def said(changes: Changes) -> str:
    return "\n".join(words(changes))
