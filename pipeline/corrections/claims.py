"""The corrections of facts: Claims → Claims, after those of identity.

    reject  →  date  →  add

What documents state is left as it was read, in the record; what a person states is a claim of its own, with its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.corrections.added import add_claims
from pipeline.corrections.dated import fix_dates
from pipeline.corrections.identity import Identity, contradict
from pipeline.corrections.match import Index, Match
from pipeline.corrections.model import Add, EntityKey, Filed, FixDate, Reject
from pipeline.corrections.rejected import reject_claims
from pipeline.corrections.work import Fact, Work, comparable
from pipeline.model import Claim, Document


def correct_claims(
    filed: Sequence[Filed], identity: Identity, claims: Iterable[Claim]
) -> tuple[list[Claim], list[Document]]:
    """The claims as the corrections have them, and the sources cited besides the documents; outcomes go to `identity`.

    StopRun for corrections that contradict each other.
    """
    work = Work(identity, identity.index(filed), list(claims), {})
    facts = [fact for f in filed if (fact := _fact(f, work)) is not None]
    _refuse_contradictions(facts)
    for fact in facts:
        if isinstance(fact.filed.correction, Reject):
            reject_claims(fact, fact.filed.correction, work)
    fix_dates([f for f in facts if isinstance(f.filed.correction, FixDate)], work)
    for fact in facts:
        if isinstance(fact.filed.correction, Add):
            add_claims(fact, fact.filed.correction, work)
    return work.claims, [work.cited[key] for key in sorted(work.cited)]


def _fact(filed: Filed, work: Work) -> Fact | None:
    """What a correction is about; None, with its outcome noted, where its things are not there."""
    correction = filed.correction
    if not isinstance(correction, Reject | Add | FixDate):
        return None
    subject = work.index.match(correction.subject)
    value = _values(correction, work.index)
    if not subject.ids or not (value is None or value.ids):
        why = "; ".join(filter(None, (subject.why, value.why if value is not None else "")))
        work.identity.note(filed, "Unmatched", why, (*subject.ids, *_things(correction, value)))
        return None
    return Fact(filed, subject.ids, correction.property, None if value is None else value.ids)


def _values(correction: Reject | Add | FixDate, index: Index) -> Match | None:
    key: EntityKey | None = None if isinstance(correction, FixDate) else correction.object
    if key is not None:
        return index.match(key)
    if isinstance(correction, FixDate):
        return Match((correction.was,)) if correction.was else None
    return Match((comparable(correction.property, correction.value),)) if correction.value else None


def _things(correction: Reject | Add | FixDate, value: Match | None) -> tuple[str, ...]:
    return value.ids if value is not None and not isinstance(correction, FixDate) and correction.object else ()


def _refuse_contradictions(facts: Sequence[Fact]) -> None:
    """A fact that one correction rejects everywhere and another states."""
    rejected = [f for f in facts if isinstance(c := f.filed.correction, Reject) and not (c.document or c.quote)]
    stated = [f for f in facts if isinstance(f.filed.correction, Add | FixDate)]
    for reject in rejected:
        for other in stated:
            for claim in _stated(other):
                if reject.says(claim):
                    contradict(reject.filed, other.filed, "no fact, and a fact")


def _stated(fact: Fact) -> Iterator[Claim]:
    correction = fact.filed.correction
    values = (correction.value,) if isinstance(correction, FixDate) else fact.values or ()
    if isinstance(correction, Add) and correction.value:
        values = (correction.value,)
    yield from (Claim(s, fact.property, value, ()) for s in fact.subjects for value in values)
