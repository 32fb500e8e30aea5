"""The endpoint driven by the clients that people have: SPARQLWrapper and rdflib's SPARQLStore."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from servers import serving
from SPARQLWrapper import (
    BASIC,
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized

from pipeline.queries import named_queries
from pipeline.sparql import ID, SMT

TOKEN = "secret"  # noqa: S105
HELD = "SELECT ?where { id:summit smt:heldIn ?where }"


@pytest.fixture(scope="module")
def url(world: Path) -> Iterator[str]:
    with serving(world, SUMMITRY_UPDATE_TOKEN=TOKEN) as url:
        yield url


def client(url: str, query: str, form: str, method: str = GET, how: str = URLENCODED) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(url)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    return wrapper


@pytest.mark.parametrize(("method", "how"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks(url: str, method: str, how: str) -> None:
    found = client(url, HELD, JSON, method, how).queryAndConvert()
    assert [row["where"]["value"] for row in found["results"]["bindings"]] == [str(ID["lakeport"])]
    assert client(url, "ASK {}", JSON, method, how).queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("form", [XML, CSV, TSV])
def test_sparqlwrapper_reads_each_format_of_rows(url: str, form: str) -> None:
    found = client(url, HELD, form).queryAndConvert()
    assert str(ID["lakeport"]) in (found.toxml() if form == XML else found.decode())


@pytest.mark.parametrize("form", [TURTLE, N3])
def test_sparqlwrapper_reads_each_format_of_triples(url: str, form: str) -> None:
    found = client(url, "CONSTRUCT { ?s smt:heldIn ?o } WHERE { ?s smt:heldIn ?o }", form).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found)
    assert (ID["summit"], SMT["heldIn"], ID["lakeport"]) in graph


def test_sparqlwrapper_asks_for_json_ld(url: str) -> None:
    done = client(url, "DESCRIBE id:summit", JSONLD).query()
    assert done.info()["content-type"] == "application/ld+json"


def test_sparqlwrapper_sees_what_is_wrong(url: str) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column 6: the query ends too soon"):
        client(url, "ASK {", JSON).query()


def test_sparqlwrapper_updates(url: str) -> None:
    wrapper = client(url, "INSERT DATA { id:wrapped rdfs:label 'yes' }", JSON, POST)
    with pytest.raises(Unauthorized):
        wrapper.query()
    wrapper.setHTTPAuth(BASIC)
    wrapper.setCredentials("anybody", TOKEN)
    wrapper.query()
    assert client(url, "ASK { id:wrapped rdfs:label 'yes' }", JSON).queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks(url: str, method: str, form: str) -> None:
    graph = Graph(SPARQLStore(url, method=method, returnFormat=form))
    assert [str(row[0]) for row in graph.query(f"PREFIX id: <{ID}> PREFIX smt: <{SMT}> {HELD}")] == [
        str(ID["lakeport"])
    ]


def test_rdflib_walks_the_graph(url: str) -> None:
    graph = Graph(SPARQLStore(url))
    assert graph.value(ID["summit"], SMT["heldIn"]) == ID["lakeport"]
    assert Literal("清洁河流倡议", "zh-hans") in set(graph.objects(ID["clean-rivers"]))
    assert len(graph) > 100


def test_rdflib_updates(url: str) -> None:
    store = SPARQLUpdateStore(url, url, auth=("anybody", TOKEN), context_aware=False)
    graph = Graph(store)
    graph.add((ID["by-rdflib"], SMT["theme"], Literal("да")))
    assert (ID["by-rdflib"], SMT["theme"], Literal("да")) in graph
    graph.remove((ID["by-rdflib"], None, None))
    assert (ID["by-rdflib"], None, None) not in graph
    assert graph.value(URIRef(str(ID["summit"])), SMT["ordinal"]) is not None


def test_every_named_query_is_understood(url: str) -> None:
    for query in named_queries().values():
        client(url, query.text, JSON, POST, POSTDIRECTLY).query()
