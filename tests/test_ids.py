"""Identifiers depend on content and on nothing else, and are safe in an IRI and in Turtle."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, strategies as st
from rdflib import Graph, Literal, URIRef

from pipeline import turtle
from pipeline.ids import claim_id, content_id, document_id, entity_id, evidence_id, slug
from pipeline.model import Claim, Evidence, Period, Span

CLAIM = Claim("a", "heldIn", "b", (Evidence("d", Span(1, 3), "xy"),), "Asserted", Period("2024", ""), 0.5)


def test_content_id_is_the_hash_it_says():
    assert content_id("a", "b") == sha256(b"a\0b").hexdigest()[:16]
    assert content_id("a", "b") != content_id("ab", "")


def test_a_document_is_known_by_its_files_name_not_its_folder():
    assert document_id("a/b/x.txt", "t") == document_id("x.txt", "t") == document_id("C:\\y\\x.txt", "t")
    assert len({document_id("x.txt", "t"), document_id("y.txt", "t"), document_id("x.txt", "u")}) == 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Shanghai Cooperation Organisation", "shanghai-cooperation-organisation"),
        ("上海合作组织宪章", "上海合作组织宪章"),
        ("ШОС — Секретариат", "шос-секретариат"),
        ("  «Год… 2024»  ", "год-2024"),
        ("Ｇ２０", "g20"),
        ("---", ""),
        ("a" * 47 + "--b", "a" * 47),
    ],
)
def test_slug(name, expected):
    assert slug(name) == expected


def test_a_known_thing_has_the_authoritys_id():
    assert entity_id("State", "whatever", "Q148") == "q148"
    assert entity_id("Organization", "x", "SCO") == entity_id("Organization", "y", "SCO") == "sco"


def test_an_unknown_thing_is_told_apart_by_class_and_key():
    ids = {entity_id(cls, key) for cls in ("Event", "Initiative") for key in ("Green Forum", "green forum", "绿色论坛")}
    assert len(ids) == 6
    assert {i.rpartition("-")[0] for i in ids} == {"green-forum", "绿色论坛"}
    assert entity_id("Event", "…") == content_id("Event", "…")[:8]


def test_a_claim_is_what_is_claimed_and_where():
    others = [
        replace(CLAIM, subject="c"), replace(CLAIM, property="organizer"), replace(CLAIM, object="c"),
        replace(CLAIM, modality="Planned"), replace(CLAIM, valid=None), replace(CLAIM, valid=Period("", "2024")),
    ]  # fmt: skip
    ids = [claim_id(c, "d") for c in (CLAIM, *others)] + [claim_id(CLAIM, "e")]
    assert len(set(ids)) == len(ids)


def test_how_sure_a_claim_is_and_where_it_stands_is_not_its_identity():
    assert claim_id(replace(CLAIM, confidence=0.9, evidence=(), reason="r"), "d") == claim_id(CLAIM, "d")
    assert claim_id(replace(CLAIM, valid=Period("", "")), "d") == claim_id(replace(CLAIM, valid=None), "d")


def test_evidence_id():
    assert evidence_id("0f", Span(3, 17)) == "0f-3-17"


@given(st.text(), st.text())
def test_every_entity_id_can_be_written_and_read_back(cls, key):
    made = entity_id(cls, key)
    prefixes = {"id": "https://example.org/"}
    term = turtle.name("id", made, prefixes)
    assert term.startswith("id:")
    graph = Graph().parse(data=turtle.file([turtle.block(term, [("id:p", ["1"])])], prefixes), format="turtle")
    assert [*graph.subjects()] == [URIRef(prefixes["id"] + made)]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_every_text_can_be_written_and_read_back(value):
    data = turtle.file([turtle.block("x:s", [("x:p", [turtle.text(value)])])], {"x": "https://example.org/"})
    graph = Graph().parse(data=data, format="turtle")
    assert [*graph.objects()] == [Literal(value)]


@pytest.mark.parametrize("local", ["a/b", "a b", "a<b>", 'a"', "a.b", "-a", "ბ", "a%20"])
def test_an_id_that_needs_escapes_is_written_in_full(local):
    term = turtle.name("x", local, {"x": "https://example.org/"})
    assert term.startswith("<https://example.org/")
    assert not set(term[1:-1]) & set(' <>"{}|\\^`')
