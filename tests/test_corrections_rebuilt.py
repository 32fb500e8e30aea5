"""Corrections hold over rebuilds: of other documents, of the same in other words, and by another pipeline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from curated import BANKER, FORUM_RU, SAID, SUMMIT, TEXTS, Site, contents

from pipeline import relate as relate_unit, resolve as resolve_unit
from pipeline.model import Claim, Entity
from pipeline.queries import ask_named
from pipeline.shapes import validate


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


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


def test_corrections_in_any_order_of_files_give_one_graph(corrected: Site) -> None:
    text = (corrected.graph / "corrections/corrections.toml").read_text(encoding="utf-8")
    before = contents(corrected.graph)["graph.ttl"]
    entries = ["[[correction]]" + part for part in text.split("[[correction]]")[1:]]
    corrected.toml("".join(reversed(entries)))
    corrected.build()
    assert contents(corrected.graph)["graph.ttl"] == before
