"""Corrections that contradict each other, are said twice, or fit several things."""

from __future__ import annotations

from pathlib import Path

import pytest
from curated import BANKER, SAID, SUMMIT, Site, contents

from pipeline.errors import StopRun


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


ENTRY = """
[[correction]]
author = "Б. Н."
date = 2026-11-20
reason = "так в тексте"
"""
EVENT = f'{{ class = "Event", names = ["{SUMMIT}"] }}'
PERSON = f'{{ class = "Person", names = ["{BANKER}"] }}'
EGYPT = '{ class = "State", names = ["Egypt"] }'
BRICS = '{ class = "Organization", names = ["BRICS"] }'
CONTRADICTIONS = {
    "retyped twice": (f'kind = "retype"\nentity = {EVENT}\nto = "Initiative"', f'kind = "retype"\nentity = {EVENT}\nto = "Organization"'),
    "renamed twice": (f'kind = "rename"\nentity = {EVENT}\nlanguage = "en"\nlabel = "A"', f'kind = "rename"\nentity = {EVENT}\nlanguage = "en"\nlabel = "B"'),
    "rejected and added": (f'kind = "reject"\nsubject = {EGYPT}\nproperty = "memberOf"\nobject = {BRICS}',
                           f'kind = "add"\nsubject = {EGYPT}\nproperty = "memberOf"\nobject = {BRICS}\nsource = "x"'),
    "all rejected, one added": (f'kind = "reject"\nsubject = {EVENT}\nproperty = "theme"',
                                f'kind = "add"\nsubject = {EVENT}\nproperty = "theme"\nvalue = "Мир"\nsource = "x"'),
    "rejected, and the date": (f'kind = "reject"\nsubject = {EVENT}\nproperty = "startDate"\nvalue = "2023-08-21"',
                               f'kind = "date"\nsubject = {EVENT}\nproperty = "startDate"\nvalue = "2023-08-21"'),
    "two dates": (f'kind = "date"\nsubject = {EVENT}\nproperty = "startDate"\nvalue = "2023-08-21"',
                  f'kind = "date"\nsubject = {EVENT}\nproperty = "startDate"\nvalue = "2023-08-20"'),
    "there and back": (f'kind = "date"\nsubject = {EVENT}\nproperty = "startDate"\nwas = "2023-08-22"\nvalue = "2023-08-21"',
                       f'kind = "date"\nsubject = {EVENT}\nproperty = "startDate"\nwas = "2023-08-21"\nvalue = "2023-08-22"'),
    "merged and split": ('kind = "merge"\nentities = [{ class = "Person", names = ["Sergey Ivanov"], document = "more.txt" }, { class = "Person", names = ["Sergey Ivanov"], document = "en.txt" }]',
                         f'kind = "split"\nentity = {PERSON}\ndocuments = ["more.txt"]'),
}  # fmt: skip


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_corrections_that_contradict_each_other_are_named(site: Site, what: str) -> None:
    one, other = CONTRADICTIONS[what]
    site.toml(ENTRY + one, "a.toml")
    site.toml(ENTRY + 'kind = "rename"\nentity = { class = "Place", names = ["Минск"] }\nlanguage = "en"\nlabel = "Mensk"'
              + ENTRY + other, "b.toml")  # fmt: skip
    before = contents(site.graph)
    with pytest.raises(StopRun, match="contradict each other") as error:
        site.build()
    assert "a.toml, entry 1" in str(error.value)
    assert "b.toml, entry 2" in str(error.value)
    assert "\n" not in str(error.value)
    assert contents(site.graph) == before


def test_a_rejection_of_one_document_and_an_addition_agree(site: Site) -> None:
    limited = CONTRADICTIONS["rejected and added"][0] + '\ndocument = "zh.txt"'
    site.toml(ENTRY + limited + ENTRY + CONTRADICTIONS["rejected and added"][1])
    site.build()
    assert "memberOf BRICS" in site.facts("Egypt")


def test_one_correction_said_twice_is_one(site: Site) -> None:
    entry = f'kind = "reject"\nsubject = {EGYPT}\nproperty = "memberOf"\nobject = {BRICS}'
    site.toml(ENTRY + entry, "a.toml")
    site.toml(ENTRY.replace("Б. Н.", "Другой") + entry, "b.toml")
    site.build()
    assert site.statuses == ["Applied", "NotNeeded"]
    assert site.report.corrected.outcomes[1].note == "it says the same as a.toml, entry 1"
    assert len(site.ask("SELECT ?c { ?c a smt:Correction }").rows) == 2


def test_namesakes_that_nothing_tells_apart_are_left_alone(site: Site) -> None:
    site.desk().split(SAID, BANKER, (), ["more.txt"], ())
    site.toml(
        (site.graph / "corrections/corrections.toml").read_text()
        + ENTRY
        + f'kind = "rename"\nentity = {PERSON}\nlanguage = "en"\nlabel = "X"'
    )
    site.build()
    assert site.statuses == ["Applied", "Applied"], "what stays is meant"
    assert "jobTitle Minister of Energy" in site.facts("X")


def test_corrections_are_taken_from_elsewhere(site: Site, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x.toml").write_text(
        ENTRY + f'kind = "reject"\nsubject = {EGYPT}\nproperty = "memberOf"', encoding="utf-8"
    )
    site.build(corrections=tmp_path / "mine")
    assert site.facts("Egypt") == set()
    assert not (site.graph / "corrections").exists()
    with pytest.raises(StopRun, match="no such folder of corrections"):
        site.build(corrections=tmp_path / "none")
