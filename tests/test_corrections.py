"""Corrections hold over rebuilds: of other documents, of the same in other words, and by another pipeline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from curated import BANKER, FORUM, FORUM_RU, SAID, SUMMIT, TEXTS, Site

from pipeline import relate as relate_unit, resolve as resolve_unit
from pipeline.errors import StopRun
from pipeline.model import Claim, Entity
from pipeline.queries import ask_named
from pipeline.shapes import validate
from pipeline.sparql import SMT


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# --- every kind --------------------------------------------------------------------------------------------------------


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


# --- other documents ---------------------------------------------------------------------------------------------------


@pytest.fixture
def corrected(site: Site) -> Site:
    """One correction of every kind, in three languages."""
    desk = site.desk()
    desk.reject(SAID, "埃及", "memberOf", "БРИКС")
    desk.add(SAID, "Казахстан", "memberOf", "BRICS", "ru.txt", quote="Казахстан является членом")
    desk.retype(SAID, FORUM_RU, "Initiative")
    desk.rename(SAID, "全球发展倡议", "GDI")
    desk.merge(SAID, ["Minsk", "Johannesburg"])
    desk.split(SAID, BANKER, (), ["more.txt"], ())
    desk.fix_date(SAID, SUMMIT, "endDate", "2023-08-25")
    site.build()
    assert site.statuses == ["Applied"] * 7
    return site


def hold(site: Site) -> None:
    """All seven are followed."""
    assert site.facts("Egypt") == set()
    assert "memberOf BRICS" in site.facts("Kazakhstan")
    assert site.classes(FORUM_RU) == {"Initiative"}
    assert site.store.label(site.store.find("全球发展倡议")[0]) == "GDI"
    assert site.store.find("明斯克") == site.store.find("Йоханнесбург")
    assert site.count(BANKER) == 2
    assert {f for f in site.facts(SUMMIT) if f.startswith("endDate")} == {"endDate 2023-08-25"}
    assert validate(site.graph) == []


def test_a_rebuild_changes_nothing(corrected: Site) -> None:
    before = contents(corrected.graph)
    corrected.build()
    assert contents(corrected.graph) == before
    hold(corrected)


def test_text_edited_around(corrected: Site) -> None:
    for name in TEXTS:
        corrected.write(name, "A note on procedure stands here.\n\n" + TEXTS[name].replace("\n", "\n\n"))
    corrected.build()
    assert corrected.statuses == ["Applied"] * 7
    hold(corrected)


def test_other_documents_come(corrected: Site) -> None:
    corrected.write("new.txt", "Египет является членом БРИКС.\nThe 15th BRICS Summit ended on 24 August 2023.\n")
    corrected.write("a.txt", "The Energy Charter was signed in Vienna on 5 May 2012.\n")
    corrected.build()
    assert corrected.statuses == ["Applied"] * 7
    hold(corrected)


def test_documents_go_by_other_names(corrected: Site) -> None:
    """What is limited to a document by its name alone is said to match no more; the rest holds."""
    for name in TEXTS:
        corrected.rename(name, f"2026-{name}")
    corrected.build()
    assert [s for s in corrected.statuses if s != "Applied"] == ["Unmatched"]
    assert corrected.count(BANKER) == 1
    assert "memberOf BRICS" in corrected.facts("Kazakhstan")
    [row] = corrected.ask("""SELECT ?s { ?c rdf:subject/rdfs:label 'Kazakhstan'@en ; rdf:object/rdfs:label 'BRICS'@en ;
        smt:evidence/smt:document/dcterms:source ?s }""").rows
    assert str(row[0]) == "2026-ru.txt", "its words are found where they are now"


def test_documents_go(corrected: Site) -> None:
    corrected.remove("ru.txt")
    corrected.remove("zh.txt")
    corrected.build()
    came = {words.split()[0]: status for words, (status, _) in corrected.came().items()}
    assert came["reject"] == "Applied"
    assert came["add"] == "Unmatched", "no document mentions Kazakhstan any more"
    assert came["retype"] == came["rename"] == "Unmatched"
    assert came["merge"] == came["split"] == came["date"] == "Applied"
    assert validate(corrected.graph) == []
    unmatched = ask_named(corrected.store, "corrections", {"status": "Unmatched"})
    assert len(unmatched.rows) == 3
    note = unmatched.columns.index("note")
    assert any("no Initiative is called" in str(row[note]) for row in unmatched.rows)
    for name in ("ru.txt", "zh.txt"):
        corrected.write(name, TEXTS[name])
    corrected.build()
    hold(corrected)


def test_a_quoted_source_that_was_edited_is_cited_as_it_was(site: Site) -> None:
    site.desk().add(SAID, "Казахстан", "memberOf", "BRICS", "ru.txt", quote="Казахстан является членом")
    site.edit("ru.txt", "Казахстан является членом", "Казахстан состоит членом")
    site.build()
    assert site.only.status == "Applied"
    assert "does not stand in ru.txt any more" in site.only.note
    assert "memberOf BRICS" in site.facts("Kazakhstan")
    assert validate(site.graph) == []


WRITTEN = """[[correction]]
kind = "{kind}"
author = "Ada Lind"
date = 2026-11-21
reason = "r"
{fact}
source = "en.txt"
"""
ADDED = """subject = { class = "State", names = ["Kazakhstan"] }
property = "memberOf"
object = { class = "Organization", names = ["BRICS"] }"""
DATED = """subject = { class = "Event", names = ["15th BRICS Summit"] }
property = "startDate"
value = "2023-08-21\""""


@pytest.mark.parametrize(("kind", "fact"), [("add", ADDED), ("date", DATED)])
@pytest.mark.parametrize(
    ("quote", "said"),
    [('quote = "nowhere to be found"\n', "“nowhere to be found” does not stand in en.txt"), ("", "say which")],
)
def test_a_document_is_not_cited_with_words_that_it_has_not(
    site: Site, kind: str, fact: str, quote: str, said: str
) -> None:
    """An entry written by hand that names a document as its source, with no quote of it, is what `add` refuses."""
    before = site.facts("Kazakhstan") | site.facts(SUMMIT)
    (site.graph / "corrections").mkdir()
    file = site.graph / "corrections" / "corrections.toml"
    entry = WRITTEN.format(kind=kind, fact=fact)
    file.write_text(entry + quote, encoding="utf-8")
    site.build()
    assert site.only.status == "Unmatched"
    assert said in site.only.note
    assert site.facts("Kazakhstan") | site.facts(SUMMIT) == before
    assert not site.ask("SELECT ?d { ?d a smt:CitedSource }").rows
    file.write_text(entry + 'quote = "The Delta Water Forum was founded"\n', encoding="utf-8")
    site.build()
    assert site.only.status == "Applied"
    assert not site.ask("SELECT ?d { ?d a smt:CitedSource }").rows


def test_what_has_become_true_is_no_longer_needed(corrected: Site) -> None:
    corrected.edit("zh.txt", "接纳埃及", "接纳伊朗")
    corrected.edit("more.txt", "Egypt is a member of BRICS", "Egypt likes BRICS")
    corrected.edit("en.txt", "22–24 August 2023", "22–25 August 2023")
    corrected.edit("ru.txt", "Форум воды Дельты был", "Казахстан является членом БРИКС. Форум воды Дельты был")
    corrected.build()
    came = {words.split()[0]: status for words, (status, _) in corrected.came().items()}
    assert came["reject"] == came["date"] == came["add"] == "NotNeeded", corrected.came()
    hold(corrected)


def test_a_document_that_states_a_rejected_fact_anew_is_corrected_too(corrected: Site) -> None:
    corrected.remove("zh.txt")
    corrected.remove("more.txt")
    corrected.build()
    assert corrected.statuses[0] == "Unmatched"
    corrected.write("late.txt", "Египет является членом БРИКС с 1 января 2024 года.\n")
    corrected.build()
    assert corrected.statuses[0] == "Applied"
    assert corrected.facts("Egypt") == set()


# --- another pipeline --------------------------------------------------------------------------------------------------


def test_other_ids(corrected: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = resolve_unit.resolve

    def renamed(*given: object) -> tuple[Entity, ...]:
        found = resolve(*given)  # type: ignore[arg-type]
        return tuple(replace(e, id=f"x{n}") for n, e in enumerate(sorted(found, key=lambda e: e.names[0][1])))

    monkeypatch.setattr(resolve_unit, "resolve", renamed)
    corrected.build()
    assert corrected.statuses == ["Applied"] * 7
    hold(corrected)


def test_other_labels(corrected: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which name is the canonical one, and names that are not found any more."""
    resolve = resolve_unit.resolve

    def relabelled(entity: Entity) -> Entity:
        names = sorted({*entity.names, *entity.others})
        chosen = dict(names)
        left = [n for n in names if n not in chosen.items()]
        return replace(entity, names=tuple(chosen.items()), others=tuple(left[::2]))

    monkeypatch.setattr(resolve_unit, "resolve", lambda *given: tuple(map(relabelled, resolve(*given))))
    corrected.build()
    assert corrected.statuses == ["Applied"] * 7
    assert corrected.facts(corrected.store.label(corrected.store.find("Egypt")[0])) == set()
    assert corrected.count(BANKER) == 2


def test_languages_that_are_not_joined(corrected: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline that takes each language's name for a thing of its own: the key says that all its names are of one."""
    resolve = resolve_unit.resolve

    def apart(*given: object) -> tuple[Entity, ...]:
        documents, mentions = given
        found = []
        for entity in resolve(documents, mentions):  # type: ignore[arg-type]
            for tag in sorted({mentions[d][i].language for d, i in entity.mentions}):  # type: ignore[index]
                own = tuple(at for at in entity.mentions if mentions[at[0]][at[1]].language == tag)  # type: ignore[index]
                names = tuple(n for n in entity.names if n[0] == tag) or entity.names[:1]
                others = tuple(n for n in entity.others if n[0] == tag)
                found.append(
                    replace(entity, id=f"{entity.id}-{tag}", names=names, others=others, mentions=own, known="")
                )
        return tuple(found)

    monkeypatch.setattr(resolve_unit, "resolve", apart)
    corrected.build()
    assert corrected.facts("Egypt") == corrected.facts("埃及") == set(), "of the English and of the Chinese one"
    assert corrected.statuses[0] == "Applied"
    assert corrected.count(BANKER) == 2


def test_other_claims(corrected: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other confidences, reasons and places of what is stated; and one claim more of what was rejected."""
    relate = relate_unit.relate

    def other(document, mentions, entities, relations) -> tuple[Claim, ...]:
        found = relate(document, mentions, entities, relations)
        return tuple(replace(c, confidence=c.confidence / 2, reason="new", modality="Planned") for c in found)

    monkeypatch.setattr(relate_unit, "relate", other)
    corrected.build()
    assert corrected.statuses == ["Applied"] * 7
    hold(corrected)


def test_claims_that_are_found_no_more(corrected: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relate_unit, "relate", lambda *given: ())
    corrected.build()
    came = {words.split()[0]: status for words, (status, _) in corrected.came().items()}
    assert came["reject"] == "NotNeeded"
    assert came["date"] == "Unmatched"
    assert corrected.facts("Kazakhstan") == {"memberOf BRICS"}


def test_a_pipeline_that_tells_them_apart_by_itself(corrected: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = resolve_unit.resolve

    def better(documents, mentions) -> tuple[Entity, ...]:
        found = []
        for entity in resolve(documents, mentions):
            parts = {d: tuple(at for at in entity.mentions if at[0] == d) for d, _ in entity.mentions}
            if entity.names[0][1] == BANKER:
                found += [replace(entity, id=f"{entity.id}-{d}", mentions=own) for d, own in parts.items()]
            else:
                found.append(replace(entity, cls="Initiative") if entity.names[0][1] == FORUM_RU else entity)
        return tuple(found)

    monkeypatch.setattr(resolve_unit, "resolve", better)
    corrected.build()
    came = {words.split()[0]: status for words, (status, _) in corrected.came().items()}
    assert came["split"] == came["retype"] == "NotNeeded"
    hold(corrected)


# --- contradictions ----------------------------------------------------------------------------------------------------

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


def test_corrections_in_any_order_of_files_give_one_graph(corrected: Site) -> None:
    text = (corrected.graph / "corrections/corrections.toml").read_text(encoding="utf-8")
    before = contents(corrected.graph)["graph.ttl"]
    entries = ["[[correction]]" + part for part in text.split("[[correction]]")[1:]]
    corrected.toml("".join(reversed(entries)))
    corrected.build()
    assert contents(corrected.graph)["graph.ttl"] == before
