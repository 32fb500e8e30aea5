"""A graph with corrections, in what is made of graphs: named graphs, exports, a store elsewhere, snapshots, the endpoint."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from servers import ask, oxigraph, queried, serving

from pipeline.corrections import Corrections, read_corrections
from pipeline.export import Filters, export
from pipeline.folder import triples, turtle_files
from pipeline.graph import write
from pipeline.partition import BACKGROUND, CORRECTIONS, named_graphs
from pipeline.remote.client import Credentials
from pipeline.remote.push import Target, push
from pipeline.shapes import validate
from pipeline.snapshots import diff, restore, save, snapshots, verify
from pipeline.store import open_store
from tests import conftest as small

SMT = "https://w3id.org/summitry/ontology#"
BY = 'author = "Ada Lind"\ndate = 2026-11-21\nreason = "checked against the source"'
REJECTED, CITED, MOVED, UNMATCHED = f"""
[[correction]]
kind = "reject"
{BY}
subject = {{ class = "State", names = ["Ostania"] }}
property = "opposes"
object = {{ class = "Initiative", names = ["Clean Rivers Initiative"] }}
---
[[correction]]
kind = "add"
{BY}
subject = {{ class = "State", names = ["Westmark"] }}
property = "memberOf"
object = {{ class = "Organization", names = ["CRS"] }}
source = "UN Treaty Series, vol. 5"
quote = "Вестмарк принят"
---
[[correction]]
kind = "date"
{BY}
subject = {{ class = "Organization", names = ["CRS"] }}
property = "foundedOn"
was = "1998-05-04"
value = "1998-05-05"
---
[[correction]]
kind = "rename"
author = "Б. Иванов"
date = 2026-11-22
reason = "так в уставе"
entity = {{ class = "State", names = ["Nowhere"] }}
language = "ru"
label = "Нигде"
""".split("---")
ALL = REJECTED + CITED + MOVED + UNMATCHED


def built(folder: Path, toml: str) -> Path:
    """The small world with what people corrected, as a build leaves it."""
    (folder / "corrections").mkdir(parents=True)
    (folder / "corrections" / "corrections.toml").write_text(toml, encoding="utf-8")
    corrections, mentions = Corrections(read_corrections(folder / "corrections")), small.mentions()
    entities = corrections.entities(small.documents(), mentions, small.entities())
    claims = corrections.claims(small.claims())
    came = corrections.outcome
    write([*small.documents(), *came.cited], entities, claims, folder, mentions, corrected=came)
    return folder


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = built(tmp_path_factory.mktemp("corrected") / "graph", ALL)
    assert validate(folder) == []
    return folder


def whole(folder: Path) -> set[Triple]:
    return {triple for path in turtle_files(folder) for triple in triples(path)}


def of_class(found: set[Triple], cls: str) -> set[object]:
    return {t.subject for t in found if t.object == NamedNode(SMT + cls)}


# --- named graphs -----------------------------------------------------------------------------------------------------


def test_corrections_have_a_graph_of_their_own(corrected: Path) -> None:
    graphs = {name: set(found) for name, found in named_graphs(corrected)}
    assert {t for found in graphs.values() for t in found} == whole(corrected)
    assert list(graphs)[-2:] == [CORRECTIONS, BACKGROUND]
    nodes = {t.subject for t in graphs[CORRECTIONS]}
    assert nodes == {n for cls in ("Correction", "Curator", "RejectedClaim") for n in of_class(whole(corrected), cls)}
    others = [found for name, found in graphs.items() if name != CORRECTIONS]
    assert not any(t.subject in nodes for found in others for t in found)
    assert {t.subject for t in graphs[BACKGROUND]}.isdisjoint(of_class(whole(corrected), "State"))


def test_what_a_cited_source_supports_is_in_its_graph(corrected: Path) -> None:
    [source] = of_class(whole(corrected), "CitedSource")
    graphs = {name: set(found) for name, found in named_graphs(corrected)}
    joined = [n for n, found in graphs.items() if any(t.predicate.value == f"{SMT}memberOf" and "westmark" in str(t)
                                                     for t in found)]  # fmt: skip
    assert joined == [source]


# --- elsewhere, and here ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as url:
        yield url


def test_a_push_takes_corrections_along_and_away(elsewhere: str, corrected: Path, tmp_path: Path) -> None:
    target = Target(elsewhere, Credentials())
    push(corrected, target)
    assert push(corrected, target).written == 0
    asked = "SELECT ?s WHERE {{ GRAPH <{}> {{ ?s a <{}Correction> }} }}"
    count = lambda: ask(f"{elsewhere}/query", "POST", asked.format(CORRECTIONS.value, SMT), accept="text/csv",  # noqa: E731
                        content_type="application/sparql-query").text.count("correction/")  # fmt: skip
    assert count() == 4
    fewer = built(tmp_path / "graph", CITED)
    push(fewer, target)
    assert count() == 1
    assert push(fewer, target).written == 0


def test_the_endpoint_serves_corrections(corrected: Path) -> None:
    with serving(corrected) as url:
        done = queried(url, f"SELECT ?q {{ ?c <{SMT}rejects>/<{SMT}rejectedEvidence>/<{SMT}quote> ?q }}",
                       accept="text/csv")  # fmt: skip
        assert "Ostania opposes it" in done.text
        given = ask(f"{url.replace('/sparql', '/graphs')}?graph={CORRECTIONS.value.replace('#', '%23')}")
    found = {quad.triple for quad in parse(given.body, RdfFormat.TURTLE)}
    assert found == set(dict(named_graphs(corrected))[CORRECTIONS])


# --- exports ----------------------------------------------------------------------------------------------------------


def exported(folder: Path, out: Path, format_: str, **filters: object) -> set[Triple]:
    export(folder, format_, out, Filters(**filters))  # type: ignore[arg-type]
    formats = {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nquads": RdfFormat.N_QUADS}
    return {quad.triple for quad in parse(path=out, format=formats[format_])}


@pytest.mark.parametrize("format_", ["turtle", "jsonld", "nquads"])
def test_an_export_holds_them(corrected: Path, tmp_path: Path, format_: str) -> None:
    assert exported(corrected, tmp_path / "out", format_) == whole(corrected)


def test_what_is_filtered_leaves_corrections_of_what_is_left(corrected: Path, tmp_path: Path) -> None:
    """All that a correction corrects or rejects is left, or it is not."""
    found = exported(corrected, tmp_path / "out", "turtle", properties=("memberOf",))
    [correction] = of_class(found, "Correction")
    assert {t.object for t in found if t.subject == correction and t.predicate.value == f"{SMT}corrects"} & of_class(
        found, "Claim"
    )
    assert len(of_class(found, "Curator")) == 1
    assert of_class(found, "RejectedClaim") == set()
    known = {t.subject for t in found}
    links = {t for t in found if t.predicate.value.rpartition("#")[2] in ("corrects", "rejects", "correctedBy")}
    assert all(t.object in known for t in links)


def test_of_a_document_left_out_nothing_rejected_is_left(corrected: Path, tmp_path: Path) -> None:
    both = exported(corrected, tmp_path / "a", "turtle", documents=("communique.txt", "history.txt", "news.txt"))
    one = exported(corrected, tmp_path / "b", "turtle", documents=("news.txt",))
    assert len(of_class(both, "RejectedClaim")) == 3
    assert len(of_class(one, "RejectedClaim")) == 1
    evidence = {t.object for t in one if t.predicate.value == f"{SMT}rejectedEvidence"}
    assert evidence <= of_class(one, "Evidence")


# --- snapshots, and the store -----------------------------------------------------------------------------------------


def test_a_snapshot_is_of_the_build_and_corrections_stay(corrected: Path, tmp_path: Path) -> None:
    graph = shutil.copytree(corrected, tmp_path / "graph")
    save(graph, "before")
    assert [r.documents for r, _ in snapshots(graph)] == [4]
    toml = graph / "corrections" / "corrections.toml"
    shutil.rmtree(graph / "corrections")
    built(graph, CITED)
    changes = diff(graph, "before")
    assert "Ostania" in str(changes)
    restore(graph, "before")
    assert whole(graph) == whole(corrected)
    assert toml.read_text(encoding="utf-8") == CITED
    assert verify(graph) == []


def test_the_query_after_a_restore_answers_from_what_was_restored(corrected: Path, tmp_path: Path) -> None:
    graph = shutil.copytree(corrected, tmp_path / "graph")
    members = "SELECT ?s { ?s smt:memberOf [] } ORDER BY ?s"
    before = open_store(graph)
    rows = before.ask(members).rows
    assert before.opened is not None
    assert before.opened.on_disk
    save(graph, "before")
    shutil.rmtree(graph / "corrections")
    built(graph, REJECTED)
    assert len(open_store(graph).ask(members).rows) == len(rows) - 1
    restore(graph, "before")
    after = open_store(graph)
    assert after.opened is not None
    assert after.opened.on_disk
    assert after.ask(members).rows == rows
    assert before.ask(members).rows == rows
