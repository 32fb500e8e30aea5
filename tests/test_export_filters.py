"""What part of a graph a filter leaves: the definition in `pipeline/export/selection.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDFS, SKOS

from pipeline.errors import StopRun
from pipeline.export import Filters, export
from pipeline.export.content import Content, local
from pipeline.export.filters import checked
from pipeline.export.gather import gather
from pipeline.export.kept import kept
from pipeline.export.reading import Triples, read
from pipeline.export.selection import Selection, select, shown
from pipeline.sparql import ID, SMT
from tests.export_graphs import parsed, strange

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "graph"

__all__ = ["strange"]  # a fixture


@pytest.fixture(scope="module")
def found(strange: Path) -> Triples:
    return read(strange)


@pytest.fixture(scope="module")
def sample() -> Content:
    return gather(read(SAMPLE).all)


def left(found: Triples, **filters: object) -> Selection:
    return select(gather(found.all), checked(Filters(**filters)))


def ids(part: object) -> set[str]:
    return {local(key) for key in part}


# --- each filter ------------------------------------------------------------------------------------------------------


def test_without_filters_all_is_left(found: Triples) -> None:
    selection = left(found)
    assert selection.content == selection.whole
    assert kept(selection, found) is found


def test_a_class_leaves_its_things_and_the_facts_at_whose_ends_they_are(found: Triples) -> None:
    content = left(found, classes=("Person",)).content
    assert ids(content.claims) == {"c09", "c10"}
    assert ids(content.entities) == {"ada", "norland"}
    assert ids(content.documents) == {"b"}
    content = left(found, classes=("Organization",)).content
    assert "quiet" in ids(content.entities)  # no fact tells of it, a document mentions it
    assert ids(content.claims) == {"c12", "c13", "c14", "c15"}  # also as the object of a fact


def test_a_class_takes_in_its_subclasses(found: Triples) -> None:
    assert ids(left(found, classes=("Agreement",)).content.entities) == {"charter"}
    assert "norland" in ids(left(found, classes=("Place",)).content.entities)  # a State is a Place
    assert ids(left(found, classes=("Person", "smt:charter")).content.entities) == {"ada", "norland", "charter"}


def test_a_property_leaves_its_facts_and_what_they_join(found: Triples) -> None:
    content = left(found, properties=("memberOf",)).content
    assert ids(content.claims) == {"c12", "c13", "c14"}  # a founding member is a member
    assert ids(content.entities) == {"estria", "crs"}
    assert ids(content.documents) == {"a", "c"}
    assert ids(left(found, properties=("foundingMemberOf",)).content.claims) == {"c12", "c14"}


def test_since_leaves_what_was_not_over_before(found: Triples) -> None:
    assert ids(left(found, since="2024-08").content.claims) == {
        "c09",  # since 2019, with no end
    }
    assert ids(left(found, since="2024-07-04").content.claims) == {
        "c01", "c02", "c03", "c04", "c05", "c06", "c07",  # of a summit that may have ended on any day of that month
        "c09",
        "c13", "c14",  # of no time of their own, in a document of 2024-07-05
    }  # fmt: skip
    dated = {
        "c10": "2018-12-31",
        "c11": "1998",
        "c12": "1999-01-31",
        "c15": "1999-01",
    }  # validity, own date, document's
    for claim, last in dated.items():
        assert claim in ids(left(found, since=last).content.claims)
        assert claim not in ids(left(found, since=str(int(last[:4]) + 1)).content.claims)
    assert "c08" not in ids(left(found, since="1000").content.claims)  # nothing dates it


def test_min_confidence_leaves_what_is_as_sure(found: Triples) -> None:
    content = left(found, min_confidence=0.95).content
    assert ids(content.claims) == {"c14"}
    assert content.entities.keys() == left(found).content.entities.keys()  # a mention is no claim
    assert content.documents.keys() == left(found).content.documents.keys()
    sure = ids(left(found, min_confidence=0.9).content.claims)
    assert "c05" in sure
    assert "c06" not in sure


def test_the_days_of_an_event_go_together(found: Triples) -> None:
    assert {"c03", "c04"} <= ids(left(found, min_confidence=0.5).content.claims)
    assert {"c03", "c04"}.isdisjoint(ids(left(found, min_confidence=0.6).content.claims))  # its last day is 0.5 sure
    assert ids(left(found, properties=("startDate",)).content.claims) == {"c03"}  # who asks for one gets one


def test_documents_leave_what_they_say_and_mention(found: Triples) -> None:
    content = left(found, documents=("新闻.txt",)).content
    assert ids(content.claims) == {"c02", "c06", "c08", "c09", "c10"}
    assert ids(content.entities) == {"summit", "delta", "河城", "norland", "ada"}
    assert ids(content.documents) == {"b"}
    assert content.documents[f"{ID}document/b"].versions == ()
    for name in ("a", "document:a", f"{ID}document/a"):
        assert ids(left(found, documents=(name, "c.txt")).content.documents) == {"a", "c"}


def test_filters_combine(found: Triples) -> None:
    content = left(found, classes=("State",), documents=("a", "b"), min_confidence=0.9, since="2019").content
    assert ids(content.claims) == {"c09", "c13", "c14"}
    assert ids(content.entities) == {"ada", "norland", "estria", "crs"}


# --- what a finding needs ---------------------------------------------------------------------------------------------


def test_a_conflict_is_left_with_both_its_facts_only(found: Triples) -> None:
    assert ids(left(found, properties=("heldIn",)).content.findings) == {"k1"}
    assert ids(left(found, properties=("ordinal",)).content.findings) == {"d1"}
    assert ids(left(found, min_confidence=0.6).content.findings) == {"k1"}
    assert ids(left(found, min_confidence=0.7).content.findings) == set()
    assert ids(left(found, documents=("a",)).content.findings) == set()
    assert ids(left(found, documents=("a", "b")).content.findings) == {"k1", "d1"}


def test_passages_are_left_where_what_came_of_them_is_still_true(found: Triples) -> None:
    assert ids(left(found, documents=("a",), languages=("ru",)).content.passages) == {"p1"}
    assert left(found, documents=("b",)).content.passages == {}
    for filters in ({"min_confidence": 0.1}, {"since": "1000"}, {"classes": ("Event",)}, {"properties": ("heldIn",)}):
        assert left(found, **filters).content.passages == {}


# --- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("languages", "label"),
    [((), "Norland"), (("ru",), "Норландия"), (("zh-hant",), "諾蘭德"), (("ZH-HANS", "ru"), "诺兰德")],
)
def test_a_thing_is_shown_in_the_first_language_it_has_a_label_in(
    found: Triples, languages: tuple[str, ...], label: str
) -> None:
    assert left(found, languages=languages).label(f"{ID}norland") == label


def test_a_language_falls_back_on_the_nearest(found: Triples) -> None:
    assert left(found, languages=("zh-hant",)).label(f"{ID}河城") == "河城"  # the other script
    assert left(found, languages=("ru",)).label(f"{ID}crs") == "CRS"  # English
    assert left(found, languages=("en",)).label(f"{ID}河城") == "河城"  # the only one
    assert shown(left(found).content.entities[f"{ID}crs"].__class__("x", ())).text == "x"  # no name: its id


def test_a_language_leaves_names_and_no_fact_out(found: Triples) -> None:
    selection = left(found, languages=("ru",))
    assert selection.content.claims == selection.whole.claims
    graph = Graph()
    for triple in kept(selection, found).all:
        graph.parse(data=f"{triple} .", format="nt")
    names = {(str(p).rpartition("#")[2], str(o), o.language) for p in (RDFS.label, SKOS.altLabel, SMT.backgroundName)
             for o in graph.objects(ID.norland, p)}  # fmt: skip
    assert names == {("label", "Норландия", "ru"), ("backgroundName", "Королевство Норландия", "ru")}
    assert [str(o) for o in graph.objects(ID.crs, RDFS.label)] == ["CRS"]  # or it would have no name at all


def test_the_sample_is_shown_in_each_language(sample: Content) -> None:
    for language in ("zh-hans", "zh-hant", "ru", "en"):
        selection = select(sample, Filters(languages=(language,)))
        for key, entity in sample.entities.items():
            if language in entity.labels:
                assert selection.label(key) == entity.labels[language]


# --- what is no record ------------------------------------------------------------------------------------------------


def test_what_is_said_of_what_is_left_stays_and_of_what_is_gone_goes(strange: Path, tmp_path: Path) -> None:
    note = "a note that no build writes"

    def notes(filters: Filters) -> int:
        export(strange, "turtle", tmp_path / "out", filters)
        return sum(str(o) == note for o in parsed(tmp_path / "out", "turtle").objects())

    assert notes(Filters(properties=("ordinal",))) == 1  # on a claim that is left
    assert notes(Filters(properties=("heldIn",))) == 0


def test_background_stays_with_its_things_and_its_licence_always(strange: Path, tmp_path: Path) -> None:
    export(strange, "turtle", tmp_path / "out", Filters(classes=("Person",)))
    graph = parsed(tmp_path / "out", "turtle")
    assert (ID.norland, OWL.sameAs, None) in graph
    assert (SMT.authorityLists, None, None) in graph
    export(strange, "turtle", tmp_path / "out", Filters(properties=("foundingMemberOf",)))
    graph = parsed(tmp_path / "out", "turtle")
    assert (ID.norland, None, None) not in graph
    assert (SMT.authorityLists, None, None) in graph


@pytest.mark.parametrize("since", ["2024-13", "2024-00", "0000", "24", "2024-1-1", "2024-02-30", "二〇二四", "-500"])
def test_since_takes_dates_only(since: str) -> None:
    with pytest.raises(StopRun, match="a day, month or year is wanted"):
        checked(Filters(since=since))


@pytest.mark.parametrize("least", [0.0, -1.0, 1.01, float("nan"), float("inf")])
def test_min_confidence_takes_confidences_only(least: float) -> None:
    with pytest.raises(StopRun, match="above 0 and at most 1"):
        checked(Filters(min_confidence=least))
