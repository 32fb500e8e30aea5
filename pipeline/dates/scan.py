"""Finding date expressions: forms are tried where a trigger is met, then neighbours join into ranges."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Literal, cast

from pipeline.dates.grammar import Form, Grammar, Reading, read
from pipeline.dates.lists import expanded
from pipeline.dates.masks import masked
from pipeline.dates.tables import table
from pipeline.dates.values import Expression, Moment, completed
from pipeline.model import Language, Span

_Read = tuple[list[tuple[Span, Reading]], int]
_REACH = 24  # characters before an expression in which a word can mark it
_FULL = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
_FULL_SEEN = re.compile("[０-９．]")
_SCRIPTS = {
    "zh": re.compile("[年月]"),
    "ru": re.compile("[а-яё]{3}"),
    "en": re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
}
_PAIRS = ("()", "（）", "《》", "〈〉", "«»", "“”", "「」")
_EDGE = 12  # characters of marks that may stand around a date that is all of its passage
_WEEKDAY_GAP = re.compile(r"\s*[(（,，]?\s*(?:во?\s+|on\s+)?")
_ALONE = re.compile(r"^\W*$")


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of "zh", "ru" or "en", compiled when first asked for."""
    return cast("Grammar", import_module(f"pipeline.dates.{language}").GRAMMAR)


def find(text: str, language: Language) -> tuple[Expression, ...]:
    """All date expressions of a passage's plain text, left to right, none overlapping another.

    Absolute dates that are written in another of the three languages are found too.
    """
    text = _plain(text)
    own = language[:2]
    found = list(_found(text, grammar_of(own)))
    for other, script in _SCRIPTS.items():
        if other != own and script.search(text):
            foreign = [e for e in _found(text, grammar_of(other)) if e.fixed and (other != "en" or e.end.month)]
            found += [e for e in foreign if not any(e.span.overlaps(f.span) for f in found)]
    return _hinted(text, sorted(found, key=lambda e: e.span), grammar_of(own))


def _plain(text: str) -> str:
    if _FULL_SEEN.search(text):
        text = text.translate(_FULL)
    return masked(text.translate(_variants()) if not text.isascii() else text)


@cache
def _variants() -> dict[int, str]:
    variants = table("zh")["variants"]
    return dict(zip(map(ord, variants["traditional"]), variants["simplified"], strict=True))


def _found(text: str, grammar: Grammar) -> Iterator[Expression]:
    """Expressions of one grammar, ranges joined and lists completed."""
    held: list[Expression] = []
    for expression in _atoms(text, grammar):
        if held and (joined := _joined(text, grammar, held[-1], expression)):
            held[-1] = joined
            continue
        held.append(expression)
    yield from (_bounded(text, grammar, e) for e in _listed(text, grammar, held))


def _atoms(text: str, grammar: Grammar) -> Iterator[Expression]:
    position = 0
    lower = text.lower()
    if len(lower) != len(text):  # a few letters have a longer small form
        lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    trigger = grammar.trigger.search(lower)
    while trigger:
        start, position = trigger.start(), trigger.end()
        found = _read_at(text, grammar, start, worded=trigger.lastgroup == "word")
        if found is not None:
            position = max(position, found[1])
            for span, reading in found[0]:
                yield Expression(span, *reading)
        trigger = grammar.trigger.search(lower, position)


def _read_at(text: str, grammar: Grammar, start: int, *, worded: bool) -> _Read | None:
    """The readings of the form that begins at `start` and where it ends; ([], end) hides a date that is none."""
    prefix = grammar.prefix.match(text, start) if worded else None
    if prefix and prefix.end() < len(text):
        read_on = _read_forms(text, grammar, prefix.end(), (*grammar.digit_forms, *grammar.word_forms))
        if read_on is not None and read_on[0]:
            span, reading = read_on[0][0]
            return [(Span(start, span.end), reading), *read_on[0][1:]], read_on[1]
    return _read_forms(text, grammar, start, grammar.word_forms if worded else grammar.digit_forms)


def _read_forms(text: str, grammar: Grammar, start: int, forms: tuple[Form, ...]) -> _Read | None:
    for form in forms:
        match = form.pattern.match(text, start)
        if not match or (form.before and not form.before.search(text[max(0, start - _REACH) : start])):
            continue
        if form.check and not form.check(match):
            continue
        found = _readings(grammar, form, match)
        if found == "none" and not form.guess:
            return [], match.end()
        if found is not None and found != "none":
            return found, match.end()
    return None


def _readings(
    grammar: Grammar, form: Form, match: re.Match[str]
) -> list[tuple[Span, Reading]] | Literal["none"] | None:
    if form.hides:
        return "none"
    if form.listing:
        return expanded(grammar, match)
    reading = read(grammar, match)
    return [(Span(*match.span()), reading)] if reading is not None and reading != "none" else reading


def _joined(text: str, grammar: Grammar, first: Expression, second: Expression) -> Expression | None:
    """The range from one expression to the next, if what stands between and before them makes one."""
    gap = text[first.span.end : second.span.start]
    if second.relative and second.relative.unit == "weekday" and first.end.day is not None:
        return first if _WEEKDAY_GAP.fullmatch(gap) else None
    if first.start != first.end or second.start != second.end:
        return None
    opened = grammar.opens.search(text[max(0, first.span.start - _REACH) : first.span.start])
    if not grammar.joins.fullmatch(gap) and not (opened and grammar.pairs.fullmatch(gap)):
        return None
    end = _of_next_year(first.start, second.start)
    ends = completed(first.start, end) if _alike(first.start, end) else None
    if ends is None:
        return None
    lead = len(opened[0]) if opened else 0
    return Expression(Span(first.span.start - lead, second.span.end), *ends)


def _of_next_year(start: Moment, end: Moment) -> Moment:
    """The end of a range whose year is counted from its start: 2024年12月30日至次年1月2日."""
    relative = end.relative
    if start.fixed and relative is not None and relative.base == "context" and relative.unit == "year":
        return replace(end, year=start.known_year + relative.shift, relative=None)
    return end


def _alike(one: Moment, other: Moment) -> bool:
    """Whether two moments can be the ends of one range: both days, both months, or both complete."""
    if one.relative or other.relative:
        return bool(one.relative) and other.year is None and not (other.relative and other.month is None)
    if one.fixed and other.fixed:
        return True
    return (one.day is None) == (other.day is None)


def _listed(text: str, grammar: Grammar, found: list[Expression]) -> list[Expression]:
    """A listed day takes its year from the one that has it: "3 May and 10 June 2024"."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        gap = text[one.span.end : other.span.start]
        like = (one.end.day is None) == (other.start.day is None) and other.start.month is not None
        if one.end.year is None and not one.relative and other.start.fixed and like and grammar.lists.fullmatch(gap):
            ends = completed(one.start, replace(other.start)) and (
                replace(one.start, year=other.start.year, month=one.start.month or other.start.month),
                replace(one.end, year=other.start.year, month=one.end.month or other.start.month),
            )
            if ends and ends[0].valid and ends[1].valid:
                found[index] = replace(one, start=ends[0], end=ends[1])
    return found


def _bounded(text: str, grammar: Grammar, expression: Expression) -> Expression:
    """The expression with what the words around it say: that it is only a beginning, or only an end."""
    if eve := grammar.eve.search(text[max(0, expression.span.start - _REACH) : expression.span.start]):
        expression = replace(expression, eve=True, span=Span(expression.span.start - len(eve[0]), expression.span.end))
    if expression.start != expression.end:
        return expression
    before = text[max(0, expression.span.start - _REACH) : expression.span.start]
    after, end = text, expression.span.end
    if grammar.bound_from.search(before) or (grammar.after_from and grammar.after_from.match(after, end)):
        return replace(expression, bound="from")
    if grammar.bound_until.search(before) or (grammar.after_until and grammar.after_until.match(after, end)):
        return replace(expression, bound="until")
    return expression


def _hinted(text: str, found: list[Expression], grammar: Grammar) -> tuple[Expression, ...]:
    """The expressions with the hints that the context needs; nothing to do where all are absolute."""
    if not found:
        return ()
    breaks = [m.end() for m in grammar.sentence.finditer(text)]
    return tuple(_hint(text, expression, breaks, grammar) for expression in found)


def _hint(text: str, expression: Expression, breaks: list[int], grammar: Grammar) -> Expression:
    span = expression.span
    sentence = bisect_right(breaks, span.start)
    begin = breaks[sentence - 1] if sentence else 0
    end = breaks[sentence] if sentence < len(breaks) else len(text)
    leads = span.start < _EDGE and bool(_ALONE.match(text[: span.start]))
    return replace(
        expression,
        sentence=sentence,
        ahead=not expression.fixed and _is_ahead(text, grammar, expression, begin, end),
        aside=any(opened > closed for opened, closed in _brackets(text, begin, span.start)),
        leads=leads,
        alone=leads and len(text) - span.end < _EDGE and bool(_ALONE.match(text[span.end :])),
    )


def _is_ahead(text: str, grammar: Grammar, expression: Expression, begin: int, end: int) -> bool:
    """Whether the sentence speaks of what is to come; of a weekday also "until", of others no bound does."""
    if expression.bound:
        return expression.bound == "until" and expression.relative is not None and "weekday" in expression.relative.unit
    return _looks_ahead(text, grammar, expression.span, begin, end)


def _looks_ahead(text: str, grammar: Grammar, span: Span, begin: int, end: int) -> bool:
    before, after = grammar.view
    return bool(
        grammar.ahead.search(text, max(begin, span.start - before), span.start)
        or grammar.ahead.search(text, span.end, min(end, span.end + after))
    )


def _brackets(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Where each kind of bracket was last opened and last closed; equal (-1) where it was neither."""
    return [(text.rfind(pair[0], begin, end), text.rfind(pair[1], begin, end)) for pair in _PAIRS]
