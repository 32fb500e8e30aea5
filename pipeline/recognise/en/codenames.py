"""English editions and texts that a name and a year make: Zapad-2025, Malabar 2024, Vision 2030; drills in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Period, Span
from pipeline.recognise.en.evidence import forename, strange
from pipeline.recognise.en.words import Words, head_classes, listed

_NAME = r"(?:[A-Z][\w’']+(?:[- ](?:of |and |the )?[A-Z][\w’']+){0,3})"
_DASH = r"[-–—‑]"
YEARED = re.compile(
    rf"(?<![\w-])(?P<name>{_NAME})(?:{_DASH}|\s)(?P<year>(?:19|20)\d\d|\d\d{_DASH}\d)(?![\w%/]|[-–—‑]\d|[.,]\d)"
)
QUOTED = r"[“\"«](?P<name>[A-Z][^“”\"«»]{2,60})[”\"»]"
NOUNS = r"(?:exercises?|drills?|manoeuvres?|maneuvers?|war ?games?|training|games|operation)"
AFTER = re.compile(rf"{QUOTED}(?:,? (?:is |was )?(?:an?|the|this year’s|this year's)|,)? (?:[\w-]+ ){{0,4}}{NOUNS}\b")
BEFORE = re.compile(
    rf"\b{NOUNS}(?:,? (?:called|named|codenamed|code-named|dubbed|known as))?,? "
    rf"(?P<list>{QUOTED.replace('?P<name>', '')}(?:(?:, | and |, and ){QUOTED.replace('?P<name>', '')})*)"
)
OPERATION = re.compile(r"\bOperation [A-Z][\w’']+(?:[ -][A-Z][\w’']+){0,3}")
NUMBERED = re.compile(rf"(?<![\w-]){_NAME}(?:[-–‑]| )(?:\d{{1,2}}|[IVX]+)(?![\w%/-]|[.,]\d)")
CODED = re.compile(r"(?<![\w-])[A-Z]{4,}(?:[-–‑]| )\d{1,3}(?![\w%-]|[.,]\d)")
EDITION = re.compile(r"(?:(?:19|20)\d\d|\d\d)$")
HELD = re.compile(
    r",? (?:(?:had|has|have|will|is|was|were|be|been|to) )*"
    r"(?:held|opened?|began|begins?|closed?|closes|ended|ends|lasted|ran|took place|takes place|started|kicked off|"
    r"wound up)\b"
)
DIGITS = re.compile(r"(?:19|20)\d\d")
ROUND = re.compile(r"20(?:[2-9][05]|63)$")


def codenames(w: Words) -> Iterator[Mention]:
    """Exercises, games and fairs of a passage by name and year or in quotation marks; visions by their year."""
    for match in YEARED.finditer(w.text):
        cls = _sort(w, match)
        start = _past_common(w, match.start("name"), match.end())
        if cls and start < match.end("name"):
            year = DIGITS.search(match.group())
            span = Span(start, match.end())
            period = Period(year.group(), year.group()) if year else None
            if cls == "Agreement" and period:
                period = Period("", period.end)
            yield w.reading.mention(span, cls, period=period)
    for match in OPERATION.finditer(w.text):
        if not w.heading and not _drills().search(w.text[: match.start()][-40:]):
            over = HELD.match(w.text, match.end())
            yield w.reading.mention(Span(*match.span()), "Event" if over else "Initiative")
    yield from _numbered(w)
    yield from _editions(w)
    yield from _named(w)
    for pattern in (AFTER, BEFORE):
        for match in pattern.finditer(w.text):
            begin = match.start("list") if pattern is BEFORE else match.start()
            end = match.end("list") if pattern is BEFORE else match.end("name") + 1
            for quoted in re.finditer(QUOTED, w.text[begin:end]):
                span = Span(begin + quoted.start("name"), begin + quoted.end("name"))
                year = DIGITS.search(quoted.group("name"))
                yield w.reading.mention(span, "Event", period=Period(year.group(), year.group()) if year else None)


def _numbered(w: Words) -> Iterator[Mention]:
    """SEAFLARE-4, AMAN-17: a drill's name and number."""
    for match in CODED.finditer(w.text):
        i = w.index(match.start())
        if i < len(w) and not w.cls(i) and not w.heading and (_drilled(w, match) or HELD.match(w.text, match.end())):
            yield w.reading.mention(Span(*match.span()), "Event")


def _editions(w: Words) -> Iterator[Mention]:
    """Cobra Gold 24, Balikatan 2024: a series that is known, with a year."""
    for i in range(len(w) - 1):
        if w.cls(i) == "Initiative" and w.tight(i + 1) and EDITION.match(w.units[i + 1].text) and not w.capital(i + 2):
            year = w.units[i + 1].text if len(w.units[i + 1].text) == 4 else ""
            yield w.reading.mention(w.span(i, i + 2), "Event", period=Period(year, year) if year else None)


def _named(w: Words) -> Iterator[Mention]:
    """Saltwind 24, Viking Thunder II: of several words or a strange one, where the words around speak of drills."""
    for match in NUMBERED.finditer(w.text):
        start = _past_common(w, match.start(), match.end())
        i, last = w.index(start), w.index(match.end()) - 1
        if (
            w.heading
            or i >= last
            or any(w.cls(k) or w.dated(k) or w.lower(k) in head_classes() for k in range(i, last))
        ):
            continue
        if (last - i > 1 or strange(w, i)) and not forename(w, i) and _drilled(w, match):
            yield w.reading.mention(Span(start, match.end()), "Event")


def _drilled(w: Words, match: re.Match[str]) -> bool:
    return bool(_drills().search(w.text[max(0, match.start() - 60) : match.end() + 60]))


def _past_common(w: Words, start: int, stop: int) -> int:
    """Past "The", "In" and the like, and an earlier sentence's end, that the pattern took for a name."""
    i = w.index(start)
    while (
        i < len(w)
        and w.units[i].start == start
        and (w.lower(i) in listed("determiners") or w.dated(i) and w.units[i].end < stop)
    ):
        i += 1
        start = w.units[i].start if i < len(w) else len(w.text)
    return start


def _sort(w: Words, match: re.Match[str]) -> str:
    """What a name with a year is: an edition where the words around speak of drills, a text by a round year."""
    last = match.group("name").split()[-1].lower()
    i = w.index(match.start("name"))
    drilled = bool(_drills().search(w.text[max(0, match.start() - 120) : match.end() + 120]))
    if last in head_classes() and head_classes()[last][0] not in {"Event", "Place", "Initiative" if drilled else ""}:
        return ""
    dashed = not match.group().endswith(" " + match.group("year"))
    if not dashed and w.cls(i) == "Place" and w.units[i].end == match.end("name"):
        return ""
    if not dashed and any(w.dated(k) for k in range(i, w.index(match.end("name")))):
        return ""
    if dashed and len(match.group("year")) == 4 and w.cls(i) != "Organization":
        return "Event"
    if ROUND.match(match.group("year")) and not drilled:
        known = [k for s, k, form in w.reading.known if form == "name" and match.start() <= s.start < match.end("name")]
        return (
            "Agreement" if any(k.cls == "Organization" for k in known) and len(match.group("name").split()) == 1 else ""
        )
    if dashed and len(match.group("year")) == 4:
        return "Event"
    return "Event" if drilled else ""


@cache
def _drills() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(listed('named_by_year')))})\b", re.IGNORECASE)
