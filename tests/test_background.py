"""Background decorates what documents mention, says that it is background, and adds nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from pipeline.authority import load, traditional
from pipeline.background import background, labels_of
from pipeline.errors import StopRun
from pipeline.graph import write
from pipeline.ids import document_id
from pipeline.model import LANGUAGES, Document, Entity, Mention, Passage, Span
from pipeline.queries import ask_named
from pipeline.schema import schema
from pipeline.scripts import simplify
from pipeline.shapes import validate
from pipeline.show import card
from pipeline.sparql import GEO, ID, SMT
from pipeline.store import open_store, shorten

TEXT = "哈萨克斯坦代表访问北京和青山论坛秘书处。"
DOC = Document(
    document_id("visit.txt", TEXT), TEXT, "visit.txt",
    (Passage(Span(0, len(TEXT)), "paragraph", "zh-hans", TEXT, TEXT, tuple(range(len(TEXT)))),),
)  # fmt: skip


def mention(name: str, cls: str, known: str = "") -> Mention:
    start = TEXT.index(name)
    return Mention(0, Span(start, start + len(name)), cls, name, "zh-hans", known=known)


MENTIONS = (
    mention("哈萨克斯坦", "State", "Q232"),
    mention("北京", "Place", "Q956"),
    mention("青山论坛秘书处", "Organization"),
)
KAZAKHSTAN = Entity(
    "q232",
    "State",
    "",
    (("zh-hans", "哈萨克斯坦"), ("en", "Kazakhstan")),
    (("en", "KZ"),),
    ((DOC.id, 0),),
    known="Q232",
)
BEIJING = Entity("q956", "Place", "", (("zh-hans", "北京"),), (), ((DOC.id, 1),), known="Q956")
SECRETARIAT = Entity("qs", "Organization", "", (("zh-hans", "青山论坛秘书处"),), (), ((DOC.id, 2),))
ENTITIES = (KAZAKHSTAN, BEIJING, SECRETARIAT)
ONE = Path("background.ttl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write([DOC], ENTITIES, [], tmp_path / "graph", {DOC.id: MENTIONS})
    return tmp_path / "graph"


def test_the_file(folder: Path) -> None:
    text = (folder / ONE).read_text(encoding="utf-8")
    assert text.endswith("""\
smt:authorityLists
    a smt:Background ;
    dcterms:source <https://www.geonames.org/> , <https://www.naturalearthdata.com/> , <https://www.wikidata.org/> ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .

id:q232
    owl:sameAs wd:Q232 ;
    rdfs:label "Kazakhstan"@en , "Казахстан"@ru , "哈萨克斯坦"@zh-hans , "哈薩克斯坦"@zh-hant ;
    smt:backgroundName "KZ"@en , "Kazakhstan"@en , "Казахстан"@ru , "哈薩克斯坦"@zh-hant ;
    smt:isoCode "KZ" ;
    geo:lat 49.05 ;
    geo:long 68.69 .

id:q956
    owl:sameAs wd:Q956 ;
    rdfs:label "Beijing"@en , "Пекин"@ru , "北京"@zh-hans , "北京"@zh-hant ;
    smt:backgroundName "Beijing"@en , "Пекин"@ru , "北京"@zh-hant ;
    geo:lat 39.91 ;
    geo:long 116.40 .
""")


def test_the_graph_as_written_conforms(folder: Path) -> None:
    assert validate(folder) == []


def test_nothing_of_it_is_in_the_other_files(folder: Path) -> None:
    other = Graph().parse(folder / "graph.ttl").parse(folder / "evidence.ttl")
    added = set(Graph().parse(folder / ONE)) - set(other)
    assert {p for _, p, _ in other}.isdisjoint({OWL.sameAs, SMT.backgroundName, SMT.isoCode, GEO.lat, GEO.long})
    assert {p for _, p, _ in added}.isdisjoint({SMT[name] for name in schema().facts})
    nodes = {s for s, _, _ in added if str(s).startswith(str(ID))}
    assert nodes == {ID["q232"], ID["q956"]} <= set(other.subjects(RDF.type))


def test_without_documents_names_all_is_background() -> None:
    [known] = background([BEIJING], {})
    assert ("zh-hans", "北京") in known.unsaid


def test_what_no_document_mentions_has_no_background() -> None:
    assert background([Entity("q1", "State", "", (("en", "X"),), (), (), known="Q232")], {}) == []


def test_a_label_of_the_graph_stays_the_only_one_of_its_language() -> None:
    named = Entity("q232", "State", "", (("zh-hant", "哈薩克"), ("en", "Kazakhstan")), (), ((DOC.id, 0),), known="Q232")
    [known] = background([named], {})
    assert dict(known.labels)["zh-hant"] == "哈薩克"
    assert [language for language, _ in known.labels] == list(LANGUAGES)


def test_a_name_in_a_language_that_no_document_has_is_found(folder: Path) -> None:
    store = open_store(folder)
    assert store.find("Казахстан") == [ID["q232"]]
    assert store.find("哈薩克斯坦", ("State",)) == [ID["q232"]]
    rows = ask_named(store, "names", {"entity": "Пекин"}).rows
    assert [(str(r[0]), str(r[1]), str(r[3])) for r in rows] == [
        ("en", "Beijing", "true"), ("ru", "Пекин", "true"), ("zh-hans", "北京", "false"), ("zh-hant", "北京", "true"),
    ]  # fmt: skip


def test_identifiers_are_asked_by_name(folder: Path) -> None:
    rows = ask_named(open_store(folder), "identifiers", {}).rows
    assert [[shorten(v) if v is not None else "" for v in row[:3]] for row in rows] == [
        ["Beijing", "wd:Q956", ""], ["Kazakhstan", "wd:Q232", "KZ"],
    ]  # fmt: skip


def test_sparql_tells_background_from_what_documents_say(folder: Path) -> None:
    said = "SELECT ?n { id:q956 rdfs:label ?n FILTER NOT EXISTS { id:q956 smt:backgroundName ?n } }"
    assert open_store(folder).ask(said).rows == ((Literal("北京", lang="zh-hans"),),)


def test_a_card_marks_it(folder: Path) -> None:
    found = card(open_store(folder), ID["q232"])
    assert ("ru", "Казахстан") in found.unsaid
    assert ("zh-hans", "哈萨克斯坦") not in found.unsaid
    assert found.known[:2] == (("sameAs", "wd:Q232"), ("isoCode", "KZ"))


def test_a_graph_without_it_is_whole(folder: Path) -> None:
    (folder / ONE).unlink()
    assert validate(folder) == []
    assert open_store(folder).find("Казахстан") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("id:q956\n", "id:q1\n", "id:q1 (Beijing): background adds no nodes: smt:backgroundName"),
        ("smt:isoCode", "smt:partOf id:q956 ; smt:isoCode", "id:q232 (Kazakhstan): background states no facts: smt:partOf"),
        ("smt:isoCode", "a smt:Place ; smt:isoCode", "id:q232 (Kazakhstan): background states no facts: rdf:type"),
        ('backgroundName "KZ"@en', 'backgroundName "QZ"@en', 'id:q232 (Kazakhstan): has no such name: "QZ"@en'),
        ("wd:Q956", "wd:Q232", "wd:Q232: two entities are not the same Wikidata item"),
        ("wd:Q956", "wd:Q956 , wd:Q1", "id:q956 (Beijing): an entity is the same as one Wikidata item"),
        ("wd:Q956", "wd:L956", "id:q956 (Beijing): an entity is the same as one Wikidata item: wd:L956"),
        ('"KZ" ;', '"KAZ" ;', 'id:q232 (Kazakhstan): an ISO code is two letters: "KAZ"'),
        ("geo:lat 39.91", 'smt:isoCode "CN" ; geo:lat 39.91', "id:q956 (Beijing): an ISO code is said of a State"),
        ("geo:lat 39.91", "geo:lat 99.91", 'id:q956 (Beijing): a latitude is one decimal from -90 to 90: "99.91"^^xsd:decimal'),
        ("    geo:lat 39.91 ;\n", "", "id:q956 (Beijing): a longitude needs a latitude"),
        ('"Пекин"@ru , "北京"@zh-hans ,', '"Пекин"@ru , "Бэйпин"@ru , "北京"@zh-hans ,',
         "id:q956 (Beijing): an entity has a label, one in each of zh-hans, zh-hant, ru, en at most"),
    ],
)  # fmt: skip
def test_a_fault_is_told(folder: Path, old: str, new: str, fault: str) -> None:
    text = (folder / ONE).read_text(encoding="utf-8")
    assert old in text
    (folder / ONE).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert fault in validate(folder)


def test_a_broken_file_is_said_so(folder: Path) -> None:
    (folder / ONE).write_text("id:x a .", encoding="utf-8")
    for ask in (validate, open_store):
        with pytest.raises(StopRun, match=r"background.ttl.*not Turtle"):
            ask(folder)


def test_a_write_that_breaks_off_leaves_all_files_as_they_were(folder: Path, monkeypatch) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}

    wrote = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "background.ttl":
            raise OSError(28, "No space left on device", "background.ttl")
        return wrote(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StopRun, match=r"can't be written: No space left"):
        write([DOC], ENTITIES[:1], [], folder, {DOC.id: MENTIONS})
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_same_bytes_whatever_the_hash_seed_and_order() -> None:
    code = """from test_background import *; from pipeline.graph import background_ttl; import sys
sys.stdout.buffer.write(background_ttl(background(ENTITIES[::int(sys.argv[1])], {DOC.id: MENTIONS})).encode())"""
    here = Path(__file__).parent
    results = {
        subprocess.run(
            [sys.executable, "-c", code, order], check=True, capture_output=True, cwd=here,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{here.parent}{os.pathsep}{here}"},
        ).stdout
        for seed, order in (("1", "1"), ("2", "-1"))
    }  # fmt: skip
    assert len(results) == 1


# --- what the lists hold ---


def test_every_row_has_its_four_labels() -> None:
    assert [k.id for k in load().by_id.values() if [*labels_of(k)] != list(LANGUAGES)] == []


def test_no_two_rows_are_one_wikidata_item() -> None:
    items = [known.wikidata for known in load().by_id.values() if known.wikidata]
    assert len(items) == len(set(items))


def test_states_have_their_item_code_and_place() -> None:
    states = [known for known in load().by_id.values() if known.cls == "State"]
    assert [k.en[0] for k in states if not k.wikidata or k.lat is None] == []
    # Former states, and two that ISO 3166 does not know.
    assert {k.en[0] for k in states if not k.iso} == {"Abkhazia", "South Ossetia", "Soviet Union", "Yugoslavia"}


@pytest.mark.parametrize(
    ("simple", "name"),
    [("马里", "馬里"), ("里海", "裏海"), ("台湾", "臺灣"), ("乌兹别克斯坦", "烏茲別克斯坦"), ("乌干达", "烏干達"),
     ("卡拉干达", "卡拉干達"), ("布列斯特州", "布列斯特州"), ("占巴塞", "占巴塞"), ("沈阳", "瀋陽"), ("咸海", "鹹海"),
     ("黑海谷物倡议", "黑海穀物倡議"), ("曼谷", "曼谷"), ("里约热内卢", "里約熱內盧"), ("毛里求斯", "毛里求斯"),
     ("联合国秘书处", "聯合國秘書處"), ("中国—中亚机制", "中國—中亞機制"), ("朴槿惠", "朴槿惠"), ("周恩来", "周恩來"),
     ("全面战略伙伴关系条约", "全面戰略夥伴關係條約"), ("马绍尔群岛", "馬紹爾群島"), ("新闻发布会", "新聞發布會")],
)  # fmt: skip
def test_traditional_names(simple: str, name: str) -> None:
    assert traditional(simple) == name


def test_traditional_names_are_the_simplified_ones_otherwise_written() -> None:
    """As long, and the same once simplified, but for the few characters that traditional writing has too."""
    for known in load().by_id.values():
        assert len(known.traditional) == len(known.zh[0]), known.zh[0]
        differ = [(a, b) for a, b in zip(simplify(known.traditional), known.zh[0], strict=True) if a != b]
        assert not differ, known.zh[0]


def test_iris_are_wikidatas(folder: Path) -> None:
    assert (ID["q232"], OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q232")) in Graph().parse(folder / ONE)
    assert (ID["q232"], RDFS.label, Literal("Казахстан", lang="ru")) in Graph().parse(folder / ONE)
