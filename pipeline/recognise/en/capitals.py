"""A capital that stands for its government: Moscow rejected it; Ottawa agreed, and so did Lima and Oslo."""

from __future__ import annotations

import re
from functools import cache

from pipeline import authority
from pipeline.authority import Known
from pipeline.model import Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading

PLACED = re.compile(r"\b(?:in|at|from|to|near|of|for|the|via|through|outside)\s+$", re.IGNORECASE)
SUBJECT = re.compile(
    r"(?:^|[.;:,!?]\s+|\b(?:and|but|that|while|as|whether|what|which|if|because|although|when)\s+)[“\"]?$",
    re.IGNORECASE,
)
AS_DO = re.compile(r"\bas (?:do|does|did) (?:(?:[A-Z]\w+ ?){1,2}(?:, | and ))*$")
OTHER = re.compile(r"(?:\s+and\s+[A-Z]\w+(?: [A-Z]\w+)?)?((?:\s+[A-Za-z]+){1,4})")


def governs(reading: Reading, span: Span, known: Known) -> Known | None:
    """The state whose government is meant by a capital that acts as one; None where the town is meant."""
    if (
        reading.passage.language != "en"
        or known.cls != "Place"
        or span.of(reading.plain).lower() not in _list("capitals")
    ):
        return None
    before = reading.plain[: span.start]
    if PLACED.search(before):
        return None
    state = authority.load().by_id.get(known.parent)
    if state is None or state.cls != "State":
        return None
    return state if AS_DO.search(before) or SUBJECT.search(before) and _acts(reading.plain, span.end) else None


def _acts(text: str, end: int) -> bool:
    """Whether the first word after it that is no auxiliary is what governments do."""
    match = OTHER.match(text, end)
    for word in match.group(1).lower().split() if match else ():
        if word not in _list("auxiliaries"):
            return word in _list("stances")
    return False


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon("en").words[name])
