"""English events that no capital head names: by number, by year, by description; thematic years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.en.calamities import calamities
from pipeline.recognise.en.certain import happens
from pipeline.recognise.en.described import described, series, small_noun
from pipeline.recognise.en.make import Found, make
from pipeline.recognise.en.ordinals import ordinal, roman
from pipeline.recognise.en.phrases import tail
from pipeline.recognise.en.runs import apostrophe, phrase
from pipeline.recognise.en.words import Words, listed, words
from pipeline.recognise.en.years import thematic_years

MEETING_BODY = re.compile(r"(?:assembly|council|conference|forum|congress|meeting)(?:$| (?:of|on|for) )", re.IGNORECASE)
HOLDERS = re.compile(
    r" of (?:the )?(?:(?:heads of (?:state|government|delegation)(?: and (?:state|government))?)|"
    r"(?:(?:foreign|defen[cs]e|trade|finance|health|energy|prime|culture|interior) )?(?:ministers|leaders|presidents)"
    r"(?: of [a-z]+(?: affairs)?)?)(?![\w-])"
)
LOWER_HEADS = {
    "meeting",
    "session",
    "summit",
    "conference",
    "forum",
    "congress",
    "gathering",
    "round",
    "symposium",
    "assembly",
    "edition",
    "exercise",
    "retreat",
    "plenary",
    "consultations",
    "dialogue",
    "manoeuvre",
    "manoeuvres",
    "drill",
    "workshop",
    "seminar",
    "webinar",
    "festival",
    "tournament",
    "visit",
    "expo",
    "games",
    "roundtable",
    "negotiations",
}
WHOLE_HEADS = {
    "Summit",
    "Forum",
    "Expo",
    "Exercise",
    "Games",
    "Olympics",
    "Championship",
    "Cup",
    "Congress",
    "Conference",
    "Festival",
    "Plenary",
    "Intersessional",
}
UNNAMED = {
    "round",
    "visit",
    "games",
    "drill",
    "festival",
    "edition",
    "exercise",
    "consultations",
    "dialogue",
    "plenary",
}  # need more than a number


def happenings(w: Words) -> list[Mention]:
    """Events of one passage that their description names."""
    found = [*_conferences(w), *thematic_years(w), *_of_year(w)]
    for way in (_numbered, calamities, described):
        found += [m for m in way(w) if not any(m.span.overlaps(o.span) for o in found)]
    return found


@cache
def _series_numbers() -> re.Pattern[str]:
    names = "|".join(sorted(listed("numbered_series")))
    return re.compile(rf"(?<![\w-])(?:{names})(?:[ -]?\d{{1,3}}| [XVIL]+)(?![\w.,]\d)(?!\w)")


def _conferences(w: Words) -> Iterator[Mention]:
    """COP30, TICAD 9."""
    for match in _series_numbers().finditer(w.text):
        digits = re.sub(r"\D", "", match.group())
        value = int(digits) if digits else roman(match.group().split()[-1])
        yield w.reading.mention(Span(*match.span()), "Event", ordinal=value)


def _of_year(w: Words) -> Iterator[Mention]:
    """Named by year: Expo 2025, the Expo of 2030, Exercise Northern Shield 2024, the 1991 CHOGM, the 2013 meeting."""
    for i in range(len(w)):
        if not w.number(i) or not re.fullmatch(r"(?:19|20)\d\d", w.units[i].text):
            continue
        found = _year_after(w, i) or _year_before(w, i)
        if found:
            yield make(w, found)


def _year_after(w: Words, i: int) -> Found | None:
    start = i
    if w.lower(i - 1) == "of" and i > 1 and w.units[i - 2].text in {"Expo", "Games", "Olympics"}:
        return Found(i - 2, i - 2, i + 1, "Event")
    while (
        start > 0
        and w.tight(start)
        and w.names(start - 1)
        and w.cls(start - 1) in {"", "Place", "Initiative"}
        and w.lower(start - 1) not in listed("determiners")
    ):
        start -= 1
    start = next((k for k in reversed(range(start, i)) if w.lower(k) in {"exercise", "exercises", "drill"}), start)
    run = [w.units[k].text for k in range(start, i)]
    if run and (set(run) & WHOLE_HEADS or run[0] in {"Exercise", "Exercises", "Drill"}) and not w.dated(start):
        return Found(start, start, i + 1, "Event")
    exercise = re.search(r"\b(?:exercises?|drills?|manoeuvres|games) [“\"]?$", w.text[: w.units[start].start].lower())
    return Found(start, start, i + 1, "Event") if run and exercise else None


def _year_before(w: Words, i: int) -> Found | None:
    head = i + 1
    if head >= len(w) or not w.tight(head) or w.lower(head - 2) in {"in", "since", "until", "by"} and False:
        return None
    if (
        w.lower(head) in {"meeting", "summit", "session", "conference"}
        and w.lower(i - 1) in {"the", "their", "its", "a"}
        and w.units[head].text.islower()
    ):
        return Found(i, head, tail(w, head + 1, "Event", own=True), "Event")
    if series(w, head):
        numbered = head + 1 < len(w) and w.tight(head + 1) and (w.number(head + 1) or roman(w.units[head + 1].text))
        return None if numbered else Found(i, head, head + 1, "Event")
    if w.lower(head) in {"amendments", "amendment"} and w.lower(head + 1) == "to":
        begin = head + 3 if w.lower(head + 2) == "the" else head + 2
        if w.names(begin):
            end = tail(w, phrase(w, begin), "Agreement", own=True)
            return Found(i, head, end, "Agreement")
    if w.lower(head) == "amendments" and w.lower(i - 1) == "the":
        return Found(i, head, head + 1, "Agreement")
    return None


def _numbered(w: Words) -> Iterator[Mention]:
    """The 22nd meeting of the CHG, the sixth meeting, the seventy-ninth Assembly, the first Conference of …."""
    for i in range(len(w) - 1):
        value = ordinal(w.units[i].text)
        inaugural = w.lower(i) == "inaugural"
        if value is None and not inaugural:
            value = roman(w.units[i].text) if w.units[i].text not in {"I", "V", "X"} else None
        if value is None and not inaugural:
            continue
        head = _head_after(w, i + 1)
        if head is None or w.dated(i):
            continue
        first = i
        if (
            re.match(r"(?:\s*[-–]\s*|\s+to\s+)$", w.text[w.units[i - 1].end : w.units[i].start])
            and i > 0
            and ordinal(w.units[i - 1].text)
        ):
            first = i - 1
        end = _numbered_end(w, head)
        if w.units[head].text.islower() and w.lower(head) in UNNAMED and end == head + 1 and head == i + 1:
            continue
        yield make(w, Found(first, head, end, "Event", "", 1 if inaugural else value))


def _head_after(w: Words, at: int) -> int | None:
    """The head of an event within a few words after its number, over adjectives and capitals."""
    for k in range(at, min(len(w), at + 9)):
        if not w.tight(k) or w.lower(k) == "assembly" and w.units[k].text.islower():
            return None
        if _ends_here(w, k, several=w.lower(at - 2) == "to"):
            return k
        if not _goes_on(w, k):
            return None
    return None


def _ends_here(w: Words, k: int, *, several: bool) -> bool:
    """Whether a unit is the head that a number counts: no other head or capital follows it."""
    lower = w.lower(k)
    if w.units[k].text in words().words["numbered"] or lower == "council" and w.lower(k - 1) == "ministerial":
        return not w.capital(k + 1)
    if w.cls(k) in {"Organization", "Initiative"} and w.units[k].text.split()[0].isupper() and happens(w, k):
        return ordinal(w.units[k - 1].text) is not None and not w.capital(k + 1) and not small_noun(w, k + 1)
    if w.cls(k) in {"Organization", "Initiative"} and MEETING_BODY.search(w.units[k].text):
        return not w.capital(k + 1) and w.lower(k + 1) not in LOWER_HEADS | listed("event_adjectives")
    if lower not in LOWER_HEADS and not (several and lower in {"meetings", "sessions"}):
        return False
    capitals = k + 1 < len(w) and w.names(k + 1) and w.tight(k + 1) and w.capital(k)
    return not capitals and w.lower(k + 1) not in LOWER_HEADS


def _goes_on(w: Words, k: int) -> bool:
    """Whether a unit may stand between the number of an event and its head."""
    lower = w.lower(k)
    named = w.names(k) and ordinal(w.units[k].text) is None
    linked = lower in {"and", "of"} and w.capital(k + 1)
    return (
        named
        or linked
        or lower in listed("event_adjectives") | LOWER_HEADS
        or w.hyphen(k)
        or apostrophe(w, k)
        or w.cls(k) == "joined"
        or small_noun(w, k)
    )


def _numbered_end(w: Words, head: int) -> int:
    small = w.units[head].text.islower()
    if small and w.lower(head + 1) == "of" and w.cls(head + 2) == "State" and w.lower(head + 3) in {",", "and"}:
        return head + 1  # of Iran, Russia and China: who took part
    end = tail(w, head + 1, "Event", own=True)
    holders = HOLDERS.match(w.text, w.units[head].end)
    if end == head + 1 and small and holders:
        return w.index(holders.end())
    if end == head + 1 and w.lower(end) == "of" and w.lower(end + 1) in {"its", "their"} and w.names(end + 2):
        return phrase(w, end + 2)
    return end
