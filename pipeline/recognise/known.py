"""Names that the authority data lists, as mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline import authority
from pipeline.authority import Known
from pipeline.model import Form, Language, Mention, Span
from pipeline.recognise.en.capitals import governs
from pipeline.recognise.en.tongues import question, tongue
from pipeline.recognise.reading import Reading

GOVERNMENT = "政府"
LEFT_PART = re.compile(r"[A-ZА-ЯЁ][a-zа-яё]+-$")  # a word written large, joined by a hyphen
RIGHT_PART = re.compile(r"-[A-ZА-ЯЁ][a-zа-яё]+")


def whole(hits: Iterable[tuple[Span, Known, Form]], plain: str) -> Iterator[tuple[Span, Known, Form]]:
    """The listed names without those that are one part of another name with a hyphen: Порту of Порту-Велью."""
    found = tuple(hits)
    starts, ends = {s.start for s, _, _ in found}, {s.end for s, _, _ in found}
    for span, known, form in found:
        before, after = LEFT_PART.search(plain, 0, span.start), RIGHT_PART.match(plain, span.end)
        if not (before and span.start - 1 not in ends) and not (after and span.end + 1 not in starts):
            yield span, known, form


def known_names(reading: Reading) -> Iterator[Mention]:
    """A mention for every listed name in the passage; demonyms stand for their state."""
    for span, known, form in reading.known:
        if tongue(reading, span, form) or question(reading, span, form):
            continue
        state = _governed(reading, span, known)
        if state is not None:
            yield reading.mention(Span(span.start, span.end - len(GOVERNMENT)), "State", known=state.id)
            continue
        capital_of = governs(reading, span, known)
        if capital_of is not None:
            yield reading.mention(span, "State", known=capital_of.id, form="demonym")
            continue
        yield reading.mention(span, known.cls, known=known.id, kind=known.kind, form=form)
        if known.cls == "Organization" and form == "name":
            yield from _parent(reading, span, known)


def _governed(reading: Reading, span: Span, known: Known) -> Known | None:
    """In Chinese the government of a state is the state that acts: 中华人民共和国政府和…政府关于…的协定."""
    text = span.of(reading.plain)
    if known.cls != "Organization" or not text.endswith(GOVERNMENT):
        return None
    return authority.load().lookup(text.removesuffix(GOVERNMENT), "State")


def _parent(reading: Reading, span: Span, known: Known) -> Iterator[Mention]:
    """东盟秘书处, the SCO Secretariat: the body (of a ministry the state) that its name begins or ends with, too."""
    parent = authority.load().by_id.get(known.parent)
    if parent is None or parent.cls not in {"Organization", "State"}:
        return
    text = span.of(reading.plain)
    for name in _names(parent.id, reading.passage.language):
        if len(name) < len(text) and _borders(text, name):
            start = span.start if text.startswith(name) else span.end - len(name)
            yield reading.mention(Span(start, start + len(name)), parent.cls, known=parent.id, kind=parent.kind)
            return


def _borders(text: str, name: str) -> bool:
    """Whether a text begins or ends with a name as a word of its own: the UN Secretariat, but not UNGA."""
    if not name[-1].isascii() or not name[-1].isalpha():
        return text.startswith(name) or text.endswith(name)
    first = text.startswith(name) and not text[len(name)].isalpha()
    return first or text.endswith(name) and not text[-len(name) - 1].isalpha()


@cache
def _names(identity: str, language: Language) -> tuple[str, ...]:
    """All forms of a known thing's names in a language, the longest first."""
    names = authority.load()
    forms = {f for n in names.by_id[identity].names(language) for f in names.forms.get(n, (n,))}
    return tuple(sorted(forms, key=lambda f: (-len(f), f)))


def dates(reading: Reading) -> Iterator[Mention]:
    """A mention of class Date for every date whose value could be fixed."""
    for span, period in reading.dates:
        yield reading.mention(span, "Date", period=period)
