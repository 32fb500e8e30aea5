"""The algebra of spans, the way from reading text to document, and ids: what holds for all values."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given, settings, strategies as st

from pipeline.ids import claim_id, content_id, document_id, entity_id
from pipeline.model import LANGUAGES, Claim, Document, Evidence, Passage, Period, Span
from pipeline.reading import read

ROOT = Path(__file__).resolve().parent.parent
SIZE = 40
WORDS = "上合组织 Совет «Форума»\tthe  Summit\n№ 24 𠮷😀é"

spans = st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)).map(lambda ends: Span(min(ends), max(ends)))
texts = st.text(min_size=SIZE, max_size=SIZE)


def positions(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_what_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"no such span: {start}:{end}"):
        Span(start, end)


@given(spans, spans)
def test_overlapping_is_sharing_a_position(a: Span, b: Span) -> None:
    assume(len(a) and len(b))
    assert a.overlaps(b) == bool(positions(a) & positions(b))
    assert a.overlaps(b) == b.overlaps(a)


@given(spans, spans)
def test_containing_is_having_all_positions(a: Span, b: Span) -> None:
    assume(len(b))
    assert a.contains(b) == (positions(b) <= positions(a))


@given(spans, spans, spans)
def test_containing_is_an_order(a: Span, b: Span, c: Span) -> None:
    assert a.contains(a)
    assert not (a.contains(b) and b.contains(a)) or a == b
    assert not (a.contains(b) and b.contains(c)) or a.contains(c)


@given(spans.filter(len), st.data())
def test_what_contains_something_overlaps_it(a: Span, data: st.DataObject) -> None:
    start = data.draw(st.integers(a.start, a.end - 1))
    b = Span(start, data.draw(st.integers(start + 1, a.end)))
    assert a.contains(b)
    assert a.overlaps(b)


@given(spans, texts)
def test_a_span_marks_its_stretch(span: Span, text: str) -> None:
    assert span.of(text) == text[span.start : span.end]
    assert len(span.of(text)) == len(span)
    assert text[: span.start] + span.of(text) + text[span.end :] == text


@given(spans, spans)
def test_spans_are_ordered_by_place(a: Span, b: Span) -> None:
    assert (a < b) == ((a.start, a.end) < (b.start, b.end))
    assert len({a, b}) == 1 + (a != b)


def read_at(offsets: list[int]) -> Passage:
    """A passage whose reading text takes the document's characters at these positions."""
    text = "x" * len(offsets)
    return Passage(Span(offsets[0], offsets[-1] + 1), "paragraph", "en", text, text, tuple(offsets))


passages = st.lists(st.integers(0, 200), min_size=1, max_size=SIZE, unique=True).map(sorted).map(read_at)


@given(passages, st.data())
def test_a_span_of_the_reading_text_has_its_place_in_the_document(passage: Passage, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(passage.text) - 1))
    end = data.draw(st.integers(start + 1, len(passage.text)))
    place = passage.original(Span(start, end))
    assert passage.span.contains(place)
    assert [o for o in passage.offsets if place.start <= o < place.end] == list(passage.offsets[start:end])


@given(passages, st.integers(0, SIZE))
def test_an_empty_span_has_no_place(passage: Passage, at: int) -> None:
    with pytest.raises(ValueError, match="empty span"):
        passage.original(Span(at, at))


@settings(deadline=None)  # the first text read loads a dictionary
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=120).map("".join))
def test_every_character_that_is_read_stands_in_the_document(text: str) -> None:
    assume(text.strip())
    document = read(text.encode(), "words.txt")
    for passage in document.passages:
        assert len(passage.text) == len(passage.plain) == len(passage.offsets)
        assert list(passage.offsets) == sorted(passage.offsets)
        for at, character in enumerate(passage.text):
            written = passage.original(Span(at, at + 1)).of(document.text)
            assert written == character or (character.isspace() and written.isspace())


def test_a_document_has_the_languages_of_what_is_read_in_it() -> None:
    kinds = [("en", "paragraph"), ("zh-hans", "furniture"), ("ru", "heading"), ("ru", "item")]
    parts = [Passage(Span(i, i + 1), kind, language, "x", "x", (i,)) for i, (language, kind) in enumerate(kinds)]
    assert Document("d", "xxxx", "d.txt", tuple(parts)).languages == ("ru", "en")
    assert LANGUAGES.index("ru") < LANGUAGES.index("en")


words = st.text(st.characters(exclude_characters="\0"), max_size=12)


@given(st.lists(words, min_size=1, max_size=4), st.lists(words, min_size=1, max_size=4))
def test_different_content_has_different_ids(one: list[str], other: list[str]) -> None:
    assert (content_id(*one) == content_id(*other)) == (one == other)
    assert len(content_id(*one)) == 16


@given(words, words, st.sampled_from(["State", "Event"]), st.sampled_from(["State", "Event"]))
def test_things_of_another_class_or_name_are_other_things(one: str, other: str, cls: str, another: str) -> None:
    assert (entity_id(cls, one) == entity_id(another, other)) == ((cls, one) == (another, other))


@given(words, words)
def test_a_document_is_its_name_and_its_text(source: str, text: str) -> None:
    assume(not set(source) & {"/", "\\"})
    assert document_id(source, text) == document_id(f"some/folder/{source}", text)
    assert document_id(source, text) != document_id(source, text + " ")


IDS = """
from pipeline.ids import *
from pipeline.model import *
claim = Claim("a", "heldIn", "b", (Evidence("d", Span(1, 3), "xy"),), "Planned", Period("2024", ""), 0.5)
print(content_id("上合", "é"), entity_id("Event", "Форум «Реки»"), claim_id(claim, "d"), document_id("x.txt", "t"))
"""


@pytest.mark.parametrize("seed", ["0", "1"])
def test_ids_do_not_depend_on_the_hash_seed(seed: str) -> None:
    found = subprocess.run(
        [sys.executable, "-c", IDS], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, check=True, encoding="utf-8",
    ).stdout.split()  # fmt: skip
    claim = Claim("a", "heldIn", "b", (Evidence("d", Span(1, 3), "xy"),), "Planned", Period("2024", ""), 0.5)
    assert found == [
        content_id("上合", "é"),
        entity_id("Event", "Форум «Реки»"),
        claim_id(claim, "d"),
        document_id("x.txt", "t"),
    ]
