"""When a fact holds is corrected by adding it with its period, whatever period documents give it, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from curated import SAID, Site, contents

from pipeline.corrections.days import tells_when
from pipeline.errors import StopRun
from pipeline.model import Period
from pipeline.shapes import validate

KAZAKHSTAN_SINCE = "2001-06-15"  # as ru.txt has it


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def periods(site: Site, name: str, body: str) -> list[str]:
    """Of each claim that a state is a member: since when, until when, and which document says so."""
    found = site.ask(f"""SELECT ?since ?until ?source WHERE {{
        ?claim rdf:subject/rdfs:label "{name}"@en ; rdf:predicate smt:memberOf ; rdf:object/rdfs:label "{body}"@en ;
            smt:evidence/smt:document/dcterms:source ?source .
        OPTIONAL {{ ?claim smt:validFrom ?since }} OPTIONAL {{ ?claim smt:validTo ?until }} }}""")
    return [" ".join("-" if v is None else str(v) for v in row) for row in found.rows]


def test_a_fact_without_a_period_is_given_one(site: Site) -> None:
    """more.txt says that Egypt is a member and not since when."""
    assert "- - more.txt" in periods(site, "Egypt", "BRICS")
    site.desk().add(SAID, "Egypt", "memberOf", "BRICS", "a treaty list", since="2023-08-24", until="2030")
    site.build()
    assert (site.only.status, site.only.note) == ("Applied", "")
    assert "2023-08-24 2030 a treaty list" in periods(site, "Egypt", "BRICS")
    assert "- - more.txt" in periods(site, "Egypt", "BRICS"), "what a document states stays as it was read"
    assert validate(site.graph) == []


def test_a_fact_with_a_wrong_period_is_given_the_right_one(site: Site) -> None:
    desk = site.desk()
    desk.add(SAID, "Kazakhstan", "memberOf", "SCO", "ru.txt", quote="Казахстан является", since="1996-04-26")
    site.build()
    assert site.only.status == "Applied"
    both = ["1996-04-26 - ru.txt", f"{KAZAKHSTAN_SINCE} - ru.txt"]
    assert periods(site, "Kazakhstan", "Shanghai Cooperation Organisation") == both
    site.desk().reject(SAID, "Kazakhstan", "memberOf", "SCO", document="ru.txt")
    site.build()
    assert site.statuses == ["Applied", "Applied"]
    assert periods(site, "Kazakhstan", "Shanghai Cooperation Organisation") == both[:1], "only what a person says"


def test_an_added_period_survives_rebuilds(site: Site) -> None:
    site.desk().add(SAID, "Egypt", "memberOf", "BRICS", "a treaty list", since="2023-08-24")
    site.build()
    before = contents(site.graph)
    site.build()
    assert contents(site.graph) == before
    site.write("new.txt", "Египет является членом БРИКС.\n")
    site.edit("more.txt", "Egypt is a member of BRICS.", "BRICS has a member more, Egypt.")
    site.build()
    assert site.only.status == "Applied"
    assert "2023-08-24 - a treaty list" in periods(site, "Egypt", "BRICS")


@pytest.mark.parametrize(("since", "until"), [("", ""), ("2001", ""), ("2001-06", ""), (KAZAKHSTAN_SINCE, "")])
def test_a_period_that_the_graph_gives_is_refused(site: Site, since: str, until: str) -> None:
    with pytest.raises(StopRun, match="the graph states so already: add Kazakhstan memberOf"):
        site.desk().add(SAID, "Kazakhstan", "memberOf", "SCO", "x", since=since, until=until)


def test_a_period_that_documents_give_by_now_is_not_needed(site: Site) -> None:
    site.desk().add(SAID, "Egypt", "memberOf", "SCO", "a treaty list", since="2024")
    site.build()
    assert site.only.status == "Applied"
    site.write("new.txt", "Egypt has been a member of the Shanghai Cooperation Organisation since 4 July 2025.\n")
    site.build()
    assert site.only.status == "Applied", "they give another year"
    site.edit("new.txt", "2025", "2024")
    site.build()
    assert (site.only.status, site.only.note) == ("NotNeeded", "the documents state it themselves")


@pytest.mark.parametrize(
    ("stated", "said", "so"),
    [
        (None, None, True),
        (Period("2024", ""), None, True),
        (None, Period("2024", ""), False),
        (Period("2024-07-04", ""), Period("2024-07", ""), True),
        (Period("2024", ""), Period("2024-07", ""), False),
        (Period("2024", "2025"), Period("2024", ""), True),
        (Period("2024", ""), Period("2024", "2025"), False),
        (Period("", "2025-01"), Period("", "2025"), True),
    ],
)
def test_what_a_stated_period_tells(stated: Period | None, said: Period | None, *, so: bool) -> None:
    assert tells_when(stated, said) is so
