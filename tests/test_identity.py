"""Identity through the whole pipeline: names of two things apart, names of one thing together; and measured on dev.

`tests/resolve/across_dev.tsv` says which entities of different gold documents are one thing: a row is (document, gold
entity, thing); an entity without a row is a thing that no other document of dev names. Made by hand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.evaluate.bcubed import b_cubed
from pipeline.evaluate.gold import document_of, load_gold, normal
from pipeline.evaluate.scoring import align
from pipeline.evaluate.values import Fact, Node
from pipeline.run import extract, read_all
from tests.told_apart import TABLES, nodes, rows

DEV = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dev"
Item = tuple[str, str]  # document, gold entity


@pytest.mark.parametrize("row", rows("one.txt"))
def test_one_thing_is_one_node(row: str) -> None:
    (first, second), _ = nodes(row)
    assert first is not None
    assert second is not None
    assert first.id == second.id


@pytest.mark.parametrize("row", rows("apart.txt"))
def test_two_things_are_two_nodes(row: str) -> None:
    (first, second), _ = nodes(row)
    assert first is not None
    assert second is not None
    assert first.id != second.id


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(set(rows("one.txt"))) >= 150
    assert len(set(rows("apart.txt"))) >= 220


def across() -> dict[Item, str]:
    """The thing that each gold entity of several documents is."""
    lines = (TABLES / "across_dev.tsv").read_text(encoding="utf-8").splitlines()
    fields = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(document, entity): thing for document, entity, thing in fields}


def test_the_gold_across_documents_names_a_thing_once_a_document() -> None:
    things = across()
    assert max(Counter((document, thing) for (document, _), thing in things.items()).values()) == 1
    assert min(Counter(things.values()).values()) > 1


@pytest.mark.skipif(not DEV.is_dir(), reason="../shared/gold/dev is missing")
def test_dev_as_one_corpus() -> None:
    """An item is a gold entity of a document; its node is the one that the scorer aligns with it, if any.

    Items that the system missed are clusters of their own; they are left out of the second figure.
    """
    system, gold = _dev()
    assert len(gold) > 2000
    assert b_cubed(system, gold)[2] >= 0.98
    precision, _, f1 = b_cubed(system, {item: thing for item, thing in gold.items() if item in system})
    assert precision >= 0.995
    assert f1 >= 0.98


def _dev() -> tuple[dict[Item, str], dict[Item, str]]:
    """(the node, the thing) of each gold entity of dev, all its documents read as one corpus."""
    golds = {path.stem: load_gold(path) for path in sorted(DEV.glob("*.json"))}
    sources = {stem: document_of(DEV / f"{stem}.json", gold) for stem, gold in golds.items()}
    documents, _ = read_all(sources.values())
    found = extract(documents)
    things, system, known = across(), {}, {}
    by_source = {document.source: document.id for document in documents}
    for stem, gold in golds.items():
        here = [e for e in found.entities if any(d == by_source[sources[stem].name] for d, _ in e.mentions)]
        nodes_ = {e.id: Node(e.id, e.cls, frozenset(normal(n) for _, n in (*e.names, *e.others)), "") for e in here}
        facts = [Fact(c.subject, c.property, c.object, c.object not in nodes_) for c in found.claims]
        exact, _ = align(nodes_, (f for f in facts if f.subject in nodes_), gold)
        system.update({(stem, entity): node for node, entity in exact.items()})
        known.update({(stem, e.id): things.get((stem, e.id), f"{stem}/{e.id}") for e in gold.entities})
    return system, known
