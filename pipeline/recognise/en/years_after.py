"""Years and numbers after the head of an English name that belong to it."""

from __future__ import annotations

import re

from pipeline.recognise.en.make import LIMITED
from pipeline.recognise.en.runs import YEARS
from pipeline.recognise.en.words import Words

NOW = "2025"  # a plan called by a later year is one for the time until then
YEARS_ASIDE = re.compile(r"\(\s*(?:for\s+)?(?:19|20)\d\d(?:\s?(?:[-–—]|to)\s?(?:19|20)?\d\d)?\s*\)")
VERSION = re.compile(r"\d+\.\d+$|[IVX]+$")


def years_after(w: Words, at: int, cls: str, own: bool) -> int | None:
    """Years and numbers that belong to a name: Roadmap 2025-2027, Protocol No. 15, Plan 2021 to 2030, Act (1996)."""
    if cls not in {"Agreement", "Event", "Initiative"}:
        return None
    text = w.units[at].text
    if text.lower() in {"no.", "nos.", "number"} and w.number(at + 1) and cls == "Agreement":
        return at + 2
    limited = cls == "Agreement" and w.lower(at - 1) in LIMITED and (len(text) > 4 or text >= NOW)
    if YEARS.match(text) and (own or limited):
        if w.lower(at + 1) in {"to", "-", "–", "—"} and at + 2 < len(w) and YEARS.match(w.units[at + 2].text):
            return at + 3
        return at + 1
    if cls == "Agreement" and own:
        aside = YEARS_ASIDE.match(w.text, w.units[at].start)
        if aside:
            return w.index(aside.end())
        if text.lower() in {"for", "until", "to", "till"} or text.lower() == "for" and w.lower(at + 1) == "the":
            return _span_after(w, at + 1)
        if re.fullmatch(r"\d{1,4}(?:/\d+)?", text) and w.lower(at - 1) in {"resolution", "decision", "document"}:
            return at + 1
    return (
        at + 1
        if VERSION.match(text) and own and w.lower(at - 1) != "and" and (text[0].isdigit() or len(text) > 1)
        else None
    )


def _span_after(w: Words, at: int) -> int | None:
    """For 2022-2024, for the period 2021–2025, until 2035."""
    while w.lower(at) in {"the", "period", "years", "up", "to", "of"}:
        at += 1
    if at < len(w) and (YEARS_ASIDE.match(w.text, w.units[at].start)):
        return w.index(YEARS_ASIDE.match(w.text, w.units[at].start).end())  # type: ignore[union-attr]
    if (
        at < len(w)
        and YEARS.match(w.units[at].text)
        and (len(w.units[at].text) > 5 or w.lower(at - 1) in {"until", "to", "till"})
    ):
        return at + 1
    return None
