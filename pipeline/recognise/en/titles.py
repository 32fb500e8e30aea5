"""English names that quotation marks or a bare head word give: titles, mottoes, "its Charter", the Secretariat."""

from __future__ import annotations

import re
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.en.make import years
from pipeline.recognise.en.words import Words, head_classes, listed, words

QUOTED = re.compile(r"“([^“”]{3,200})”|\"([^\"“”]{3,200})\"|«([^«»]{3,200})»|‘([^‘’]{3,120})’(?!\w)")
BEFORE = r"(?:themes?|motto(?:es)?|slogans?|banner|topic)\b[^.\"“«]{0,40}?$"
THEME_BEFORE = re.compile(BEFORE, re.IGNORECASE)
THEME_AFTER = re.compile(
    r"^[,;]?\s*(?:(?:is|was|being)\s+)?(?:the|its|their)\s+(?:\w+\s+){0,2}(?:theme|motto|slogan)\b", re.IGNORECASE
)
BARE_THEME = re.compile(
    r"(?:^|\n)\s*(?:Theme|Motto|Slogan)\s*[:–—-]\s*([^\n\"“]{6,160})"
    r"|under the (?:theme|motto|banner) (?:of )?([A-Z][^.,;\"“]{8,160})"
)
TEXTS = {"paper", "text", "document", "resolution", "law", "decree", "proposal"}
EVENTS = {
    *("exercise", "exercises", "drill", "drills", "forum", "conference", "exhibition", "round table", "roundtable"),
    *("workshop", "seminar", "side event", "symposium", "webinar", "festival", "panel discussion", "hackathon"),
}
IDEAS = {
    "project",
    "platform",
    "mechanism",
    "idea",
    "principle",
    "doctrine",
    "formula",
    "operation",
    "campaign",
    "award",
}
ADOPTED = re.compile(r"\b(?:adopt|sign|approv|issu|endors|replac|supersed|conclud|ratif|publish)\w*", re.IGNORECASE)


def themes(w: Words) -> list[Mention]:
    """The stated theme or motto of an event: the text without its quotes."""
    found = []
    for match in QUOTED.finditer(w.text):
        before, after = w.text[: match.start()], w.text[match.end() :]
        if re.match(r".{0,30}\bYears? (?:of|for) ", match.group()):
            continue
        if THEME_BEFORE.search(before[-90:]) or THEME_AFTER.match(after) or _alone(w, match):
            found.append(_value(w, _inner(match)))
    for match in BARE_THEME.finditer(w.text):
        group = 1 if match.group(1) else 2
        found.append(_value(w, Span(*match.span(group))))
    return found


def _alone(w: Words, match: re.Match[str]) -> bool:
    """A quotation that is a whole line under a heading is its motto."""
    return w.reading.passage.kind == "heading" and match.group() == w.text.strip() and len(match.group().split()) > 3


def _inner(match: re.Match[str]) -> Span:
    group = next(g for g in range(1, 5) if match.group(g))
    text = match.group(group)
    text = re.sub(r"^\s*the (?=\S)", lambda m: " " * len(m.group()), text)
    start = match.start(group) + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip().rstrip(",.;").strip()) if text.strip().rstrip(",.;") else start)


def _value(w: Words, span: Span) -> Mention:
    return w.reading.mention(span, "Theme", " ".join(w.reading.surface(span).split()).rstrip(",;"))


def quoted(w: Words) -> list[Mention]:
    """Titles in quotation marks: by their own head word, or by the word that introduces them."""
    found = []
    for match in QUOTED.finditer(w.text):
        span = _inner(match)
        if not _titular(span.of(w.text)):
            continue
        cls, kind = _sort(w, match, span)
        if cls:
            name = " ".join(w.reading.surface(span).split())
            found.append(w.reading.mention(span, cls, name, kind=kind, period=years(name, cls)))
    return found


def _titular(text: str) -> bool:
    """Whether a quotation is written as a title: its long words large, and no sentence."""
    long = [t for t in re.findall(r"[^\W\d_][\w’'-]*", text) if len(t) > 3 and t not in listed("connectors")]
    return (
        len(text.split()) > 1
        and bool(long)
        and sum(t[0].isupper() for t in long) >= 0.7 * len(long)
        and not text.endswith(("!", "?"))
        or bool(re.search(r" package$", text))
    )


def _sort(w: Words, match: re.Match[str], span: Span) -> tuple[str, str]:
    """Class and subclass of a quoted title; empty where nothing tells."""
    text = span.of(w.text)
    words_ = text.split()
    before = w.text[: match.start()]
    told = _introduced().search(before[-60:])
    if told and told.group(1).lower() in EVENTS:
        return "Event", ""
    for head in (words_[-1], re.split(r" (?:of|on|for|to|in|between|among) ", text)[0].split()[-1]):
        key = head.lower().rstrip(",.")
        for cls in head_classes().get(key, ()):
            if (
                key == "spirit"
                or key not in {"year", "document"}
                and cls in {"Agreement", "Initiative", "Organization"}
                and len(words_) > 1
            ):
                if cls == "Organization" and key not in {
                    "centre",
                    "center",
                    "council",
                    "organisation",
                    "organization",
                    "commission",
                }:
                    continue
                if key == "initiative":
                    return "Initiative", ""
                return cls, words().heads[cls][key]
    after = _follows().match(w.text, match.end())
    if after and not told:
        word = after.group(1).lower()
        return (
            ("Initiative", "") if word in IDEAS | {"initiative", "scheme", "programme"} else _told(word, adopted=False)
        )
    sentence = w.text[max(0, match.start() - 120) : match.end() + 80]
    if told:
        return _told(told.group(1).lower(), bool(ADOPTED.search(sentence)))
    if ADOPTED.search(w.text[max(0, match.start() - 40) : match.start()]) or re.match(
        r"^,? (?:which )?(?:was |were )?(?:adopted|signed|approved)", w.text[match.end() :]
    ):
        return "Agreement", ""
    return "", ""


@cache
def _introduced() -> re.Pattern[str]:
    """A noun that says what the quoted title after it is, maybe with "called" or "on" between."""
    nouns = "|".join(sorted(listed("titled"), key=lambda n: (-len(n), n)))
    between = r"(?:(?:called|named|entitled|titled|on|of|known as|codenamed|to|:)\s*)*(?:the\s+)?,?\s*$"
    return re.compile(rf"\b({nouns})\s*{between}", re.IGNORECASE)


@cache
def _follows() -> re.Pattern[str]:
    """A noun that says what the quoted title before it is: the “…” initiative."""
    nouns = "|".join(sorted(listed("titled"), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?:\s|, (?:is |was )?(?:an?|the|its|their) )(?:[a-z-]+ ){{0,3}}({nouns})\b", re.IGNORECASE)


def _told(word: str, adopted: bool) -> tuple[str, str]:
    if word in EVENTS:
        return "Event", ""
    if word in IDEAS or word == "initiative" and not adopted:
        return "Initiative", ""
    return "Agreement", words().heads["Agreement"].get(word, "")
