"""English names that quotation marks or a bare head word give: titles, mottoes, "its Charter", the Secretariat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Mention, Span
from pipeline.recognise.heads_en import by_head
from pipeline.recognise.make_en import years
from pipeline.recognise.phrases_en import apostrophe
from pipeline.recognise.words_en import Words, head_classes, listed, words

QUOTED = re.compile(r"“([^“”]{3,200})”|\"([^\"“”]{3,200})\"|«([^«»]{3,200})»|‘([^‘’]{3,120})’(?!\w)")
BEFORE = r"(?:themes?|motto(?:es)?|slogans?|banner|topic)\b[^.\"“«]{0,40}?$"
THEME_BEFORE = re.compile(BEFORE, re.IGNORECASE)
THEME_AFTER = re.compile(
    r"^[,;]?\s*(?:(?:is|was|being)\s+)?(?:the|its|their)\s+(?:\w+\s+){0,2}(?:theme|motto|slogan)\b", re.IGNORECASE
)
BARE_THEME = re.compile(
    r"(?:^|\n)\s*(?:Theme|Motto|Slogan)\s*[:–—-]\s*([^\n\"“]{6,160})|under the (?:theme|motto|banner) (?:of )?([A-Z][^.,;\"“]{8,160})"
)
INTRODUCED = re.compile(
    r"\b(agreement|treaty|declaration|statement|strategy|programme|program|plan|concept|roadmap|resolution|document|protocol|convention|memorandum|"
    r"initiative|paper|text|law|decree|communiqué|communique|vision|project|platform|mechanism|idea|principle|doctrine|formula|exercise|exercises|drill|"
    r"drills|operation|forum|conference|exhibition|proposal|campaign|award)\s*(?:(?:called|named|entitled|titled|on|of|known as|codenamed|to|:)\s*)*(?:the\s+)?,?\s*$",
    re.IGNORECASE,
)
TEXTS = {"paper", "text", "document", "resolution", "law", "decree", "proposal"}
EVENTS = {"exercise", "exercises", "drill", "drills", "forum", "conference", "exhibition"}
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
OWN = re.compile(r"(?:\b(?:its|their|whose|our)|[’']s?)\s+(?:own\s+)?$", re.IGNORECASE)


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
    long = [t for t in re.findall(r"[^\W\d_][\w’'-]*", text) if len(t) > 3]
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
    told = INTRODUCED.search(before[-60:])
    sentence = w.text[max(0, match.start() - 120) : match.end() + 80]
    if told:
        return _told(told.group(1).lower(), bool(ADOPTED.search(sentence)))
    if ADOPTED.search(w.text[max(0, match.start() - 40) : match.start()]) or re.match(
        r"^,? (?:which )?(?:was |were )?(?:adopted|signed|approved)", w.text[match.end() :]
    ):
        return "Agreement", ""
    return "", ""


def _told(word: str, adopted: bool) -> tuple[str, str]:
    if word in EVENTS:
        return "Event", ""
    if word in IDEAS or word == "initiative" and not adopted:
        return "Initiative", ""
    return "Agreement", words().heads["Agreement"].get(word, "")


UNDERTAKING = {"initiative", "platform", "project", "mechanism", "programme", "program", "scheme"}


def undertakings(w: Words) -> Iterator[Mention]:
    """BRICS Multilateral Guarantees (BMG) initiative, BRICS grain trading platform: a head in small letters."""
    for i in range(1, len(w)):
        if w.lower(i) not in UNDERTAKING or w.capital(i):
            continue
        end = i
        if (
            w.units[end - 1].text == ")"
            and end > 3
            and w.units[end - 3].text == "("
            and w.units[end - 2].text.isupper()
        ):
            end -= 3
        nouns = end
        while (
            nouns > 0
            and w.units[nouns - 1].text.islower()
            and w.pos(nouns - 1) in {"NOUN", "ADJ", "VERB"}
            and end - nouns < 3
            and w.tight(nouns)
        ):
            nouns -= 1
        start = nouns
        while start > 0 and w.tight(start) and w.names(start - 1) and not w.dated(start - 1):
            start -= 1
        if start == nouns or apostrophe(w, nouns - 1):
            continue
        bodied = any(w.cls(k) == "Organization" for k in range(start, nouns))
        if (
            nouns == end
            and nouns - start >= (2 if not bodied else 2)
            or nouns < end
            and bodied
            and w.lower(i) != "programme"
        ):
            span = w.span(start, end if end < i and nouns == end else i + 1)
            yield w.reading.mention(span, "Initiative")


NUMBERED = re.compile(
    r"(?:(?:(?:UN |United Nations )?(?:Security Council|General Assembly)|UNSC|UNGA|Council|[A-Z][a-z]+ Council) )?(?:[Rr]esolutions?|RESOLUTION|[Dd]ecision|Order|Decree|Regulation|Directive)"
    r" (?:\((?:EU|EC|EEC)\) )?(?:[Nn]o\.? ?)?(?:[A-Z]{1,3}[./-])?\d+(?:[./-]\d+)*(?:/[A-Z]{2,3})?(?: ?\((?:19|20)\d\d\))?(?![\w%])"
)


def numbered_texts(w: Words) -> Iterator[Mention]:
    """Resolution 2231 (2015), Decision No. 74, Regulation (EU) 2023/955."""
    for match in NUMBERED.finditer(w.text):
        word = re.search(r"resolution|decision|order|decree|regulation|directive", match.group().lower())
        yield w.reading.mention(
            Span(*match.span()), "Agreement", kind=words().heads["Agreement"].get(word.group() if word else "", "")
        )


def own_heading(w: Words) -> Iterator[Mention]:
    """A heading that is a text's head word and no more names the document itself: Communiqué."""
    text = w.text.strip().rstrip(":.")
    key = text.lower()
    if w.reading.passage.kind == "heading" and key in {
        "communiqué",
        "communique",
        "declaration",
        "final declaration",
        "joint statement",
        "joint declaration",
        "joint communiqué",
        "final communiqué",
    }:
        at = w.text.index(text)
        yield w.reading.mention(
            Span(at, at + len(text)),
            "Agreement",
            text.capitalize() if text.isupper() else text,
            kind=words().heads["Agreement"][key.split()[-1]],
        )


def bare_names(w: Words) -> Iterator[Mention]:
    """Names that are a head word alone: its Charter, the Secretariat of the organisation spoken of, the joint communiqué."""
    phrases = sorted((*listed("bare_bodies"), *listed("bare_texts"), *listed("own_texts")), key=lambda p: (-len(p), p))
    pattern = _pattern(tuple(phrases))
    for match in pattern.finditer(w.text):
        text = match.group()
        key = text.lower().replace("’", "'")
        before = w.text[: match.start()]
        at = w.index(match.start())
        if _belongs_to_longer(w, at, match.end()):
            continue
        if key in listed("own_texts"):
            if text[0].isupper() and OWN.search(before[-12:]):
                yield w.reading.mention(
                    Span(*match.span()), "Agreement", text, kind=words().heads["Agreement"].get(key, "")
                )
        elif key in listed("bare_texts"):
            if (
                text[0].isupper()
                or key.startswith(("final", "joint"))
                and re.search(r"\b(?:the|a)\s+$", before[-6:], re.IGNORECASE)
            ):
                yield w.reading.mention(
                    Span(*match.span()), "Agreement", text, kind=words().heads["Agreement"].get(key.split()[-1], "")
                )
        elif text[0].isupper() and text.split()[-1][0].isupper() and not w.heading:
            yield w.reading.mention(Span(*match.span()), "Organization", text)


def _belongs_to_longer(w: Words, at: int, end: int) -> bool:
    """Whether capitals before or after make the words part of a longer name."""
    after = w.index(end)
    if (
        at >= len(w)
        or after < len(w)
        and w.tight(after)
        and (
            w.names(after) and w.cls(after) not in {"Person", "State"} or w.lower(after) == "of" and w.names(after + 1)
        )
    ):
        return True
    return at > 0 and w.tight(at) and w.names(at - 1) and not apostrophe(w, at - 1) and not w.opens(at - 1)


_PATTERNS: dict[tuple[str, ...], re.Pattern[str]] = {}


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if phrases not in _PATTERNS:
        body = "|".join(re.escape(p).replace("'", "[’']") for p in phrases)
        _PATTERNS[phrases] = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)
    return _PATTERNS[phrases]


__all__ = ["bare_names", "by_head", "numbered_texts", "own_heading", "quoted", "themes", "undertakings"]
