"""English editions of a series that an ordinal alone names: Milan hosted the forty-seventh; Second: Bonn, 2014.

The thing counted was named before: an event with a number, or a series; its name with the new number is
the edition's full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.en.ordinals import ONES, TENS, ordinal
from pipeline.recognise.en.towns import by_town
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.overlap import place
from pipeline.recognise.reading import Reading

NEARBY = 250  # letters within which "the one" stands after what it is another of
DASH = 4  # letters between a date and what it is the date of
REACH = 12  # passages within which the series was named
_WORDS = "|".join([*(f"{ten}(?:-(?:{'|'.join(ONES[:9])}))?" for ten in TENS), *(f"{t[:-1]}ieth" for t in TENS), *ONES])
ORDINAL = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{_WORDS})"
ALONE = re.compile(
    rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?P<the>{ORDINAL}(?:\s+edition)?)(?:(?:\s+[a-z]+)?\s+one)?"
    r"(?=\s*[,.;:()—–]|\s+(?:in|at|on|to(?= [A-Z])|was|is|will|would|had|has|took|takes|followed|follows|came|comes|"
    r"met|meets|went|goes|and|by|under|from|opened|opens|ended|brought|adopted|agreed|passed|approved|a year|planned|"
    r"scheduled|due|hosted|held|"
    r"this|next|last|after|two|three|five|ten|being|falls?|fell)\b|\s*$)"
)
LISTED = re.compile(
    rf"(?:^|(?<=[.;|•*—–-] )|(?<=[.;|•*—–-]))\s*(?P<the>{ORDINAL})(?=\s*[:,;(—–-]\s?|\.$)", re.IGNORECASE
)
EDITION = re.compile(rf"\b(?P<the>{ORDINAL} edition)\b(?! of\b)", re.IGNORECASE)
IN_TURN = re.compile(rf"(?:^|[.;,:] |\d{{4}} )(?P<the>{ORDINAL})(?= (?:in|at) [A-Z])", re.IGNORECASE)
ONE = re.compile(
    r"\b(?:[Aa]n? (?P<kind>(?:extraordinary|special|informal|virtual|ministerial|joint|emergency) one)|"
    r"[Tt]he (?P<one>(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) one|"
    r"one (?:of|in|held in|held on) [A-Z\d][\w ]{2,20}\d{4}|one in [A-Z]\w+))\b"
)
CELL = re.compile(rf"(?:^|\||\t|  )\s*(?P<the>{ORDINAL})\s*(?=\||\t|  |$)", re.IGNORECASE)
WHOLE = re.compile(rf"\s*(?P<the>{ORDINAL})\s*$", re.IGNORECASE)
TIMES = re.compile(rf"\b(?:met|meets|convened|gathered|meet|sat|assembled) for the (?P<the>{ORDINAL}) time\b")
NOUN = re.compile(
    r"\b(summits?|sessions?|meetings?|conferences?|forums?|congress(?:es)?|games|editions?|gatherings?|assembl(?:y|ies))\b",
    re.IGNORECASE,
)
SINGULAR = {"games": "games", "congresses": "congress", "assemblies": "assembly"}
STOP = re.compile(r"[.;](?:\s|$)|\n")


def numbered(readings: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of editions named by their number; each stands for the full name of the edition."""
    ordered = sorted((m for m in mentions if m.language == "en"), key=place)
    found: list[Mention] = []
    for reading in readings:
        if reading.passage.language != "en":
            continue
        here = [m.span for m in mentions if m.passage == reading.index and m.cls in {"Event", "Agreement", "Theme"}]
        here += [span for span, _ in reading.dates]
        for span, number in _candidates(reading):
            if any(span.overlaps(other) for other in here):
                continue
            full = _full(reading, readings, span, number, [*ordered, *found])
            if full:
                found.append(_edition(reading, span, number, full, ordered))
                here.append(span)
        found += _ones(reading, [*ordered, *found], here)
    return [*found, *by_town(readings, [*mentions, *found])]


def _edition(reading: Reading, span: Span, number: int, full: str, before: Sequence[Mention]) -> Mention:
    """A mention of an edition; who met for the first time did so at another first meeting than one named elsewhere."""
    name = span.of(reading.plain)
    if not reading.plain[span.end :].startswith(" time"):
        return reading.mention(span, "Event", name, form="short", stands_for=full, ordinal=number)
    if any(m.ordinal == number and full in {m.name, m.stands_for} for m in before):
        return reading.mention(span, "Event", f"{name} meeting", ordinal=number)
    return reading.mention(span, "Event", f"{name} meeting", form="short", stands_for=full, ordinal=number)


def _ones(reading: Reading, before: Sequence[Mention], taken: Sequence[Span]) -> Iterator[Mention]:
    """The Samarkand one, the one of 13 March 2025: another of the thing spoken of right before."""
    for match in ONE.finditer(reading.plain):
        span = Span(*match.span("one" if match.group("one") else "kind"))
        placed = any((s.start, s.end) == match.span("place") and k.cls == "Place" for s, k, _ in reading.known)
        events = [m.span for m in before if m.passage == reading.index and m.cls == "Event"]
        if match.group("place") and not placed or any(span.overlaps(t) for t in taken if t in events):
            continue
        near = [m for m in before if m.cls in {"Event", "Agreement"} and m.passage == reading.index]
        near = [m for m in near if 0 < span.start - m.span.end < NEARBY and m.kind != "ThematicYear"]
        if near and max(near, key=place).cls == "Event":
            yield reading.mention(span, "Event")


def _candidates(reading: Reading) -> Iterator[tuple[Span, int]]:
    """Ordinals that no noun follows, where a date or a place stands in their clause."""
    text = reading.plain
    patterns = [TIMES, ALONE, EDITION, LISTED, IN_TURN] + ([CELL] if reading.passage.kind == "row" else [])
    taken: list[Span] = []
    for cell in reading.passage.cells if reading.dates else ():
        number = ordinal(cell.of(text).strip())
        if number is not None and WHOLE.match(cell.of(text)):
            taken.append(Span(cell.start, cell.start + len(cell.of(text).rstrip())))
            yield taken[-1], number
    for pattern in patterns:
        for match in pattern.finditer(text):
            span = Span(*match.span("the"))
            number = ordinal(match.group("the").split()[0])
            if number is None or any(span.overlaps(t) for t in taken):
                continue
            taken.append(span)
            if pattern is CELL and reading.dates or pattern is not CELL and _settled(reading, match, span):
                yield span, number


def _means_another(reading: Reading, span: Span) -> bool:
    """Their instrument, the sixtieth, …; First, let me thank …: an apposition to a noun of another sort, an adverb."""
    before, after = reading.plain[: span.start], reading.plain[span.end :]
    apposed = re.search(r"([^.;:]*), the $", before)
    if apposed and after.startswith((",", " to ")):
        return not NOUN.search(apposed.group(1)[-50:]) and not re.search(
            r"\bsuccessor\b|\bpredecessor\b", apposed.group(1)
        )
    if after.startswith(" edition"):
        return False
    listed = not re.search(r"\b(?:the|its|their|our) $", before, re.IGNORECASE)
    after_date = any(0 <= span.start - s.end <= DASH for s, _ in reading.dates)
    if listed and not after_date and after.startswith((",", ";")):
        at = span.end + 2
        told = [s for s, _ in reading.dates] + [s for s, known, _ in reading.known if known.cls in {"Place", "State"}]
        return not any(s.start == at for s in told)
    return False


def _settled(reading: Reading, match: re.Match[str], span: Span) -> bool:
    """Whether the clause tells when or where, or that it was held."""
    if _means_another(reading, span):
        return False
    text = reading.plain
    begin = max((m.end() for m in STOP.finditer(text, 0, match.start())), default=0)
    after = STOP.search(text, match.end())
    end = after.start() if after else len(text)
    clause = Span(begin, max(end, match.end()))
    dated = any(clause.overlaps(span) for span, _ in reading.dates)
    placed = any(clause.overlaps(s) and known.cls == "Place" for s, known, _ in reading.known)
    return dated or placed or bool(_holding().search(clause.of(text)))


@cache
def _holding() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(lexicon('en').words['took_place']))})\b")


def _full(reading: Reading, readings: Sequence[Reading], span: Span, number: int, before: Sequence[Mention]) -> str:
    """The full name of an edition, by the nearest series that was named before; empty where none was."""
    near = [
        m
        for m in before
        if reading.index - REACH <= m.passage
        and (m.passage, m.span.start) < (reading.index, span.start)
        and (m.cls == "Event" and (m.ordinal or NOUN.search(m.name)) or m.cls == "Initiative" and NOUN.search(m.name))
        and m.kind != "ThematicYear"
    ]
    counted = [m for m in near if m.ordinal]
    told = _told(reading, readings, before)
    if not counted and told and (reading.passage.kind == "row" or not near):
        return f"{span.of(reading.plain)} {told}"
    if not near:
        return ""
    to = max(counted or near, key=place)
    if to.ordinal == number and not (to.stands_for or to.name)[0].isdigit() and to.passage == reading.index:
        return ""
    return _renumbered(to.stands_for or to.name, span.of(reading.plain).lower())


def _renumbered(name: str, number: str) -> str:
    """The same name with another number: Sixth CICA Summit → seventh CICA Summit."""
    words = name.split()
    for i, word in enumerate(words):
        if ordinal(word) is not None:
            return " ".join([number, *words[i + 1 :]])
    return f"{number} {name}"


def _told(reading: Reading, readings: Sequence[Reading], before: Sequence[Mention]) -> str:
    """The kind of meeting that a table's or list's heading speaks of, with the body that is named there."""
    for other in reversed([r for r in readings if reading.index - REACH <= r.index <= reading.index]):
        if other.index == reading.index and reading.passage.kind == "row":
            continue
        match = NOUN.search(other.plain)
        if match:
            noun = match.group().lower()
            noun = SINGULAR.get(noun, noun.rstrip("s") if not noun.endswith("ss") else noun)
            bodies = [m for m in before if m.passage == other.index and m.cls == "Organization"]
            return f"{bodies[0].name} {noun.capitalize()}" if bodies else noun
    return ""
