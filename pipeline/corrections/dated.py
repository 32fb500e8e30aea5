"""Dates put right: a claim's date becomes another, along chains of corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.corrections.identity import contradict
from pipeline.corrections.model import FixDate
from pipeline.corrections.sources import evidence_of, misquoted
from pipeline.corrections.work import Fact, Work, about, applied
from pipeline.model import Claim


def fix_dates(fixes: Sequence[Fact], work: Work) -> None:
    """Each date that is another becomes it, along chains (3 July is 4 July, 4 July is 5 July), once for each claim."""
    fixes = [f for f in fixes if not _misquoted(f, work)]
    made: dict[str, list[Claim]] = {f.filed.place: [] for f in fixes}
    gone: dict[str, list[Claim]] = {f.filed.place: [] for f in fixes}
    for at, claim in enumerate(work.claims):
        if path := _path(claim, fixes):
            work.claims[at] = _dated(claim, path, work)
            gone[path[0].filed.place].append(claim)
            for fact in path:
                made[fact.filed.place].append(work.claims[at])
    for fact in fixes:
        if made[fact.filed.place]:
            applied(fact, "", work, made[fact.filed.place], gone[fact.filed.place])
        else:
            _not_dated(fact, work)


def _misquoted(fact: Fact, work: Work) -> bool:
    """Whether its quote does not stand in the document that it names; then it is noted as unmatched."""
    correction = fact.filed.correction
    why = misquoted(correction, work.index.texts) if isinstance(correction, FixDate) else ""
    if why:
        work.identity.note(fact.filed, "Unmatched", why, about(fact, work))
    return bool(why)


def _path(claim: Claim, fixes: Sequence[Fact]) -> list[Fact]:
    """The corrections that lead from a claim's date to the one that is right."""
    path: list[Fact] = []
    while True:
        now = replace(claim, object=_new(path[-1])) if path else claim
        fitting = [f for f in fixes if f.says(now) and _new(f) != now.object]
        exact = [f for f in fitting if f.values is not None] or fitting
        if not exact:
            return path
        for other in exact[1:]:
            if _new(other) != _new(exact[0]):
                contradict(exact[0].filed, other.filed, f"one date, {_new(exact[0])} and {_new(other)}")
        if exact[0] in path:
            contradict(path[-1].filed, exact[0].filed, "each undoes the other")
        path.append(exact[0])


def _new(fact: Fact) -> str:
    return str(getattr(fact.filed.correction, "value", ""))


def _dated(claim: Claim, path: Sequence[Fact], work: Work) -> Claim:
    """The claim with its date put right, by its own quotes, unless a correction names a source."""
    evidence = claim.evidence
    for fact in path:
        correction = fact.filed.correction
        if isinstance(correction, FixDate) and (correction.document or correction.source):
            evidence = (evidence_of(correction, work.index.texts, work.cited)[0],)
    return replace(claim, object=_new(path[-1]), evidence=evidence, confidence=1.0, reason="correction")


def _not_dated(fact: Fact, work: Work) -> None:
    now = {c.object for c in work.claims if c.subject in fact.subjects and c.property == fact.property}
    if _new(fact) in now:
        work.identity.note(fact.filed, "NotNeeded", f"the documents state {_new(fact)} themselves", about(fact, work))
    else:
        stated = f"; they state {', '.join(sorted(now))}" if now else ""
        was = f" {fact.values[0]}" if fact.values else ""
        work.identity.note(
            fact.filed, "Unmatched", f"no document states {fact.property}{was}{stated}", about(fact, work)
        )
