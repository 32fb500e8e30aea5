"""Every kind of correction: what a build that follows it makes of the graph, and what it records."""

from __future__ import annotations

from pathlib import Path

import pytest
from curated import BANKER, FORUM, FORUM_RU, SAID, SUMMIT, TEXTS, Site, contents

from pipeline.errors import StopRun
from pipeline.queries import ask_named
from pipeline.shapes import validate
from pipeline.sparql import SMT


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_without_corrections_nothing_is_said_of_them(site: Site) -> None:
    before = contents(site.graph)
    (site.graph / "corrections").mkdir()
    (site.graph / "corrections" / "README.md").write_text("how we work", encoding="utf-8")
    site.build()
    after = contents(site.graph)
    assert after.pop("corrections/README.md") == b"how we work"
    assert after == before
    assert b"orrection" not in after["evidence.ttl"]


def test_a_rejected_fact_is_no_fact_and_stays_in_the_record(site: Site) -> None:
    site.desk().reject(SAID, "埃及", "memberOf", "БРИКС")
    site.build()
    assert site.statuses == ["Applied"]
    assert site.facts("Egypt") == set()
    asked = site.ask("""SELECT ?author ?date ?reason ?quote WHERE {
        ?correction a smt:Correction ; smt:correctedBy/schema:name ?author ; dcterms:date ?date ; smt:reason ?reason ;
            smt:correctionKind smt:Reject ; smt:rejects ?claim .
        ?claim smt:rejectedSubject/rdfs:label "埃及"@zh-hans ; smt:rejectedProperty smt:memberOf ;
            smt:rejectedObject/rdfs:label "БРИКС"@ru ; smt:rejectedEvidence/smt:quote ?quote }""")
    rows = [[str(value) for value in row] for row in asked.rows]
    assert {row[3] for row in rows} == {"Egypt is a member of BRICS.", "金砖国家于2024年1月1日接纳埃及。"}
    assert {tuple(row[:3]) for row in rows} == {("Ada Lind", "2026-11-21", "checked against the source")}
    assert not site.ask("SELECT ?c { ?c a smt:Claim ; rdf:subject/rdfs:label 'Egypt'@en }").rows
    assert validate(site.graph) == []


def test_a_rejection_of_one_document_leaves_what_another_states(site: Site) -> None:
    site.desk().reject(SAID, "Egypt", "memberOf", "BRICS", document="zh.txt")
    site.build()
    assert site.facts("Egypt") == {"memberOf BRICS"}
    [claim] = site.ask(
        "SELECT ?s { ?c rdf:subject/rdfs:label 'Egypt'@en ; smt:evidence/smt:document/dcterms:source ?s }"
    ).rows
    assert str(claim[0]) == "more.txt"


def test_a_rejection_of_one_quote_leaves_the_others(site: Site) -> None:
    site.write("more.txt", TEXTS["more.txt"] + "In 2025 Egypt is a member of BRICS too.\n")
    site.build()
    site.desk().reject(SAID, "Egypt", "memberOf", "BRICS", quote="In 2025 Egypt")
    site.build()
    quotes = site.ask("SELECT ?q { ?c rdf:subject/rdfs:label 'Egypt'@en ; smt:evidence/smt:quote ?q }").rows
    assert sorted(str(q[0]) for q in quotes) == ["Egypt is a member of BRICS.", "金砖国家于2024年1月1日接纳埃及。"]
    rejected = site.ask("SELECT ?q { ?c smt:rejectedEvidence/smt:quote ?q }").rows
    assert [str(q[0]) for q in rejected] == ["In 2025 Egypt is a member of BRICS too."]


def test_all_of_a_property_can_be_rejected(site: Site) -> None:
    site.desk().reject(SAID, BANKER, "jobTitle")
    site.build()
    assert not any(fact.startswith("jobTitle") for fact in site.facts(BANKER))
    assert len(site.only.rejected) == 2


def test_an_event_loses_both_days_with_one(site: Site) -> None:
    site.desk().reject(SAID, SUMMIT, "startDate", "2023-08-22")
    site.build()
    assert not any("Date" in fact for fact in site.facts(SUMMIT))
    assert "together" in site.only.note
    assert validate(site.graph) == []


def test_an_added_fact_cites_a_document_by_its_words(site: Site) -> None:
    site.desk().add(
        SAID,
        "Казахстан",
        "memberOf",
        "金砖国家",
        "zh.txt",
        quote="哈萨克斯坦支持全球发展倡议",
    )
    site.build()
    assert "memberOf BRICS" in site.facts("Kazakhstan")
    [row] = site.ask("""SELECT ?confidence ?source ?quote ?start ?author WHERE {
        ?correction smt:corrects ?claim ; smt:correctedBy/schema:name ?author .
        ?claim a smt:Claim ; rdf:predicate smt:memberOf ; smt:confidence ?confidence ; smt:evidence ?e .
        ?e smt:quote ?quote ; smt:start ?start ; smt:document/dcterms:source ?source }""").rows
    text = TEXTS["zh.txt"]
    quote = "哈萨克斯坦支持全球发展倡议"
    assert [str(v) for v in row] == ["1.00", "zh.txt", quote, str(text.index(quote)), "Ada Lind"]
    assert validate(site.graph) == []


def test_an_added_fact_cites_a_source_that_nobody_read(site: Site) -> None:
    site.desk().add(
        SAID, "Kazakhstan", "memberOf", "BRICS", "UN Treaty Series, vol. 5", quote="Казахстан\nпринят", since="2025"
    )
    report = site.build()
    assert report.documents == len(TEXTS)
    [row] = (
        site.ask("""SELECT ?source ?quote ?since WHERE { ?claim a smt:Claim ; rdf:subject/rdfs:label "Казахстан"@ru ;
        rdf:object/rdfs:label "BRICS"@en ; smt:validFrom ?since ; smt:evidence ?e .
        ?e smt:quote ?quote ; smt:document ?d . ?d a smt:CitedSource , smt:Document ; dcterms:source ?source }""").rows
    )
    assert [str(v) for v in row] == ["UN Treaty Series, vol. 5", "Казахстан\nпринят", "2025"]
    assert validate(site.graph) == []


def test_an_added_day_of_an_event_gives_both(site: Site) -> None:
    site.desk().reject(SAID, FORUM, "startDate")
    site.build()
    site.desk().add(SAID, SUMMIT, "theme", "Африка", "notes")
    site.toml((site.graph / "corrections/corrections.toml").read_text(encoding="utf-8") + f"""
[[correction]]
kind = "add"
author = "Б"
date = 2026-11-21
reason = "по записи"
subject = {{ class = "Event", names = ["{FORUM_RU}"] }}
property = "endDate"
value = "2018-05"
source = "архив"
""")  # fmt: skip
    site.remove("en.txt")
    site.edit("ru.txt", "был учреждён в 2018 году", "прошёл")
    site.build()
    assert {"startDate 2018-05", "endDate 2018-05"} <= site.facts(FORUM_RU)
    assert validate(site.graph) == []


def test_a_thing_is_of_another_class(site: Site) -> None:
    site.desk().retype(SAID, FORUM, "Organization")
    site.desk().retype(SAID, "Йоханнесбургская декларация", "Statement")
    site.build()
    assert site.statuses == ["Applied", "Applied"]
    assert site.classes(FORUM) == {"Organization"}
    assert site.classes("Йоханнесбургская декларация") == {"Agreement", "Statement"}
    assert site.facts(FORUM) == set(), "an organisation has no startDate"
    assert validate(site.graph) == []


def test_what_was_retyped_can_be_corrected_further_by_what_is_seen(site: Site) -> None:
    site.desk().retype(SAID, FORUM, "Organization")
    site.desk().retype(SAID, FORUM_RU, "Organization")
    site.build()
    site.desk().merge(SAID, [FORUM, FORUM_RU])
    site.build()
    site.desk().rename(SAID, FORUM_RU, "Delta Forum on Water")
    site.build()
    desk = site.desk()
    desk.add(SAID, "Delta Forum on Water", "foundedOn", "2019", "en.txt", quote="Forum was founded in 2019")
    desk.rename(SAID, "Delta Forum on Water", "三角洲水论坛")
    site.build()
    assert site.statuses == ["Applied"] * 6
    assert site.facts("三角洲水论坛") == {"foundedOn 2019"}
    assert site.classes("Delta Forum on Water") == {"Organization"}
    assert site.count(FORUM) == site.count(FORUM_RU) == 1
    assert validate(site.graph) == []


def test_a_renamed_thing_keeps_its_former_name(site: Site) -> None:
    site.desk().rename(SAID, "Cyril Ramaphosa", "Матамела Сирил Рамафоса")
    site.build()
    [node] = site.store.find("Сирил Рамафоса")
    names = {str(o) for o in site.store.graph.objects(node)}
    assert {"Матамела Сирил Рамафоса", "Сирил Рамафоса", "Cyril Ramaphosa"} <= names
    assert ask_named(site.store, "corrections", {"about": "Матамела Сирил Рамафоса"}).rows


def test_merged_things_are_one_with_all_names_and_facts(site: Site) -> None:
    site.desk().merge(SAID, [FORUM, FORUM_RU])
    site.build()
    [node] = site.store.find(FORUM)
    assert site.store.find(FORUM_RU) == [node]
    assert site.facts(FORUM) >= {"startDate 2018", "startDate 2019", "attendedBy Sergey Ivanov"}
    sources = {str(row[0]) for row in site.ask(f"SELECT ?s {{ ?d smt:mentions <{node}> ; dcterms:source ?s }}").rows}
    assert sources == {"en.txt", "ru.txt"}


def test_a_chain_of_merges_makes_one(site: Site) -> None:
    site.write("de.txt", "The Delta Rivers Forum took place in Minsk in May 2020.\n")
    site.build()
    desk = site.desk()
    desk.merge(SAID, ["Delta Rivers Forum", FORUM_RU])
    desk.merge(SAID, [FORUM_RU, FORUM])
    site.build()
    assert site.statuses == ["Applied", "Applied"]
    assert len({n for name in ("Delta Rivers Forum", FORUM_RU, FORUM) for n in site.store.find(name)}) == 1
    assert site.facts("Delta Rivers Forum") >= {"heldIn Minsk", "startDate 2019"}


def test_a_split_thing_is_two_each_with_its_own_facts(site: Site) -> None:
    site.desk().split(SAID, BANKER, (), ["more.txt"], ())
    site.build()
    assert site.statuses == ["Applied"]
    assert site.count(BANKER) == 2
    titles = site.ask(
        "SELECT ?p (GROUP_CONCAT(?t) AS ?all) { ?p a smt:Person ; rdfs:label 'Sergey Ivanov'@en ; smt:jobTitle ?t } GROUP BY ?p"
    )
    assert sorted(str(row[1]) for row in titles.rows) == ["Director", "Minister of Energy"]
    assert validate(site.graph) == []


@pytest.mark.parametrize(
    "off", [{"quotes": ["Ivanov, Director of the Lake Bank"]}, {"documents": ["more.txt"], "quotes": ["met Cyril"]}]
)
def test_a_quote_can_say_what_goes_off(site: Site, off: dict[str, list[str]]) -> None:
    site.desk().split(SAID, BANKER, (), off.get("documents", ()), off["quotes"])
    site.build()
    assert site.count(BANKER) == 2


def test_a_name_can_go_off(site: Site) -> None:
    site.desk().split(SAID, SUMMIT, ["第十五届金砖国家峰会"], (), ())
    site.build()
    assert "attendedBy India" not in site.facts(SUMMIT)
    assert "attendedBy India" in site.facts("第十五届金砖国家峰会")


def test_the_halves_of_a_split_are_corrected_apart(site: Site) -> None:
    """Names alone don't tell them from one another: the desk finds the words that do."""
    site.desk().split(SAID, BANKER, (), ["more.txt"], ())
    site.build()
    banker, minister = sorted(
        site.store.find(BANKER), key=lambda n: (n, SMT.jobTitle, _text("Minister of Energy")) in site.store.graph
    )
    with pytest.raises(StopRun, match=r"names 2 things: .*say which by its id"):
        site.desk().rename(SAID, BANKER, "Sergey Petrovich Ivanov")
    site.desk().rename(SAID, str(banker), "Sergey Petrovich Ivanov")
    site.desk().rename(SAID, str(minister), "Sergey Borisovich Ivanov")
    site.build()
    assert site.statuses == ["Applied"] * 3
    assert "jobTitle Director" in site.facts("Sergey Petrovich Ivanov")
    assert "jobTitle Minister of Energy" in site.facts("Sergey Borisovich Ivanov")


def _text(value: str):
    from rdflib import Literal

    return Literal(value)


def test_a_date_is_another_with_the_same_quote(site: Site) -> None:
    site.desk().fix_date(SAID, "XV саммит БРИКС", "startDate", "2023-08-21")
    site.build()
    assert {"startDate 2023-08-21", "endDate 2023-08-24"} <= site.facts(SUMMIT)
    [row] = (
        site.ask("""SELECT ?quote ?confidence ?was WHERE { ?correction smt:corrects ?claim ; smt:rejects/smt:rejectedValue ?was .
        ?claim rdf:predicate smt:startDate ; rdf:object "2023-08-21"^^xsd:date ; smt:confidence ?confidence ;
            smt:evidence/smt:quote ?quote }""").rows
    )
    assert str(row[0]).startswith("The 15th BRICS Summit was held")
    assert [str(v) for v in row[1:]] == ["1.00", "2023-08-22"]
    assert validate(site.graph) == []


def test_a_date_corrected_again_follows_the_chain(site: Site) -> None:
    site.desk().fix_date(SAID, SUMMIT, "startDate", "2023-08-21")
    site.build()
    site.desk().fix_date(SAID, SUMMIT, "startDate", "2023-08-20", source="the programme", quote="20 August")
    site.build()
    assert site.statuses == ["Applied", "Applied"]
    assert {f for f in site.facts(SUMMIT) if f.startswith("start")} == {"startDate 2023-08-20"}


def test_confidence_limits_leave_corrections_alone(site: Site) -> None:
    desk = site.desk()
    desk.fix_date(SAID, SUMMIT, "startDate", "2023-08-21")
    desk.add(SAID, "Kazakhstan", "memberOf", "BRICS", "a book")
    site.build(min_confidence=1.0)
    assert site.statuses == ["Applied", "Applied"]
    assert site.facts("Kazakhstan") == {"memberOf BRICS"}
