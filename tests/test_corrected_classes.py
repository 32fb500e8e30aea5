"""Facts that a retyped thing can't have any more: left out, counted, named by the build, and kept in the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from curated import FORUM, FORUM_RU, SAID, SUMMIT, Site, contents
from typer.testing import CliRunner

import cli
from pipeline.corrections.unfit import NAMED
from pipeline.queries import ask_named
from pipeline.shapes import validate


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_build_names_the_facts_that_a_new_class_cannot_have(site: Site) -> None:
    lost = site.facts(FORUM_RU)
    assert lost == {"startDate 2018", "endDate 2018"}
    site.desk().retype(SAID, FORUM_RU, "Organization")
    done = CliRunner().invoke(cli.app, ["build", str(site.documents), "--out", str(site.graph), "--workers", "1"])
    assert done.exit_code == 0
    assert (
        f"correction applied: retype {FORUM_RU} to Organization (corrections.toml, entry 1): 2 facts left out, which "
        f"can't be of class Organization: {FORUM_RU} endDate 2018; {FORUM_RU} startDate 2018\n"
    ) in done.stderr
    assert "1 of 1 correction applied" in done.stderr
    assert site.facts(FORUM_RU) == set()
    assert validate(site.graph) == []


def test_the_record_keeps_them_with_their_quotes(site: Site) -> None:
    site.desk().retype(SAID, FORUM_RU, "Organization")
    site.build()
    found = site.ask("""SELECT ?property ?value ?quote { ?correction smt:correctionKind smt:Retype ; smt:rejects ?claim .
        ?claim smt:rejectedProperty ?property ; smt:rejectedValue ?value ; smt:rejectedEvidence/smt:quote ?quote }""")
    assert [(str(p).rpartition("#")[2], str(v), str(q)) for p, v, q in found.rows] == [
        (name, "2018", "Форум воды Дельты был учреждён в 2018 году.") for name in ("endDate", "startDate")
    ]
    answer = ask_named(site.store, "corrections", {})
    [row] = answer.rows
    assert set(str(row[answer.columns.index("facts")]).split(", ")) == {"not endDate 2018", "not startDate 2018"}
    before = contents(site.graph)
    site.build()
    assert contents(site.graph) == before


def test_of_many_facts_some_are_named_and_all_are_kept(site: Site) -> None:
    """A summit that is said to be an initiative: who chaired it, where it was held and when have no place there."""
    lost = site.facts(SUMMIT)
    site.desk().retype(SAID, SUMMIT, "Initiative")
    site.build()
    lost -= site.facts(SUMMIT)
    assert len(lost) > NAMED
    assert site.only.note.startswith(f"{len(lost)} facts left out, which can't be of class Initiative: {SUMMIT} ")
    assert site.only.note.endswith(f"; and {len(lost) - NAMED} more")
    assert len({(c.property, c.object) for c in site.only.rejected}) == len(lost)


def test_a_class_that_holds_all_facts_leaves_none_out(site: Site) -> None:
    site.desk().retype(SAID, "Йоханнесбургская декларация", "Statement")
    site.desk().retype(SAID, "Minsk", "State")
    before = site.facts("Minsk")
    site.build()
    assert [(o.status, o.note, o.rejected) for o in site.report.corrected.outcomes] == [("Applied", "", ())] * 2
    assert site.facts("Minsk") == before


def test_each_of_two_retypings_names_its_own(site: Site) -> None:
    site.desk().retype(SAID, FORUM, "Organization")
    site.desk().retype(SAID, FORUM_RU, "Initiative")
    site.build()
    notes = [note for _, note in site.came().values()]
    assert ["startDate 2019" in note for note in notes] == [True, False]
    assert ["startDate 2018" in note for note in notes] == [False, True]
