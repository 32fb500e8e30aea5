"""What English sentences of many genres state by their phrases, and what they do not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.model import Mention
from pipeline.reading import read
from pipeline.recognise import recognise
from pipeline.relate import scenes_of
from pipeline.relate.phrases import Phrase, phrases

CASES = tomllib.loads((Path(__file__).parent / "phrases_en.toml").read_text(encoding="utf-8"))["case"]


def stated(text: str) -> set[str]:
    """What the phrases of a text state, each fact as a case writes it."""
    document = read(text.encode(), "case.txt")
    mentions = recognise(document)
    scenes, focus = scenes_of(document, mentions)
    return {fact for phrase in phrases(scenes, mentions, focus) for fact in _facts(phrase, mentions)}


def _facts(phrase: Phrase, mentions: tuple[Mention, ...]) -> Iterator[str]:
    for subject in phrase.subject.members:
        for object_ in phrase.object.members:
            yield f"{_name(mentions[subject])} | {phrase.property} | {_value(phrase.property, mentions[object_])}"


def _name(mention: Mention) -> str:
    return mention.stands_for or mention.name


def _value(property_: str, mention: Mention) -> str:
    if mention.cls != "Date" or mention.period is None:
        return _name(mention)
    start, end = mention.period.start or mention.period.end, mention.period.end or mention.period.start
    return end if property_ == "validTo" else start


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_phrases(case: dict[str, str | list[str]]) -> None:
    found = stated(str(case["text"]))
    assert set(case.get("facts", [])) <= found
    assert not set(case.get("never", [])) & found
