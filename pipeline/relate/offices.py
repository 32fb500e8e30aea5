"""Whom an office-holder stands for: a minister for the State, not for the ministry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline import authority
from pipeline.languages import ANALYSERS
from pipeline.model import Mention
from pipeline.relate.frames import Triggers, load
from pipeline.relate.relation import Relation

NOT_OF_STATE = ("秘书长", "генеральн", "general", "banks", "bank", "行长", "理事长", "委员会主席", "commission")


@cache
def _words() -> Triggers:
    return load("offices.toml", Triggers)


def for_the_state(
    relations: Iterable[Relation], mentions: Sequence[Mention], entity: Mapping[int, str]
) -> Iterator[Relation]:
    """The relations, with the affiliation of a minister to a ministry turned into one to its State.

    Only where the document mentions that State; else the ministry stays.
    """
    found = list(relations)
    states = _states(mentions)
    titles = [r for r in found if r.property == "jobTitle"]
    ministers = {entity.get(r.subject) for r in titles if _of_state(r.value, mentions[r.subject])}
    for relation in found:
        body = mentions[relation.object] if relation.object >= 0 else None
        if relation.property == "affiliation" and body is not None and body.cls == "Organization":
            state = states.get(_state_of(body))
            if state is not None and entity.get(relation.subject) in ministers:
                yield replace(relation, object=state)
                continue
        yield relation


def _of_state(title: str, mention: Mention) -> bool:
    """Whether a job title is an office of the State."""
    name, file = title.casefold(), ANALYSERS[mention.language]
    words: tuple[str, ...] = getattr(_words(), file)
    if any(word in name for word in NOT_OF_STATE):
        return False
    return any(name.endswith(word) if file == "zh" else word in name for word in words)


def _states(mentions: Sequence[Mention]) -> dict[str, int]:
    """For each known State its first mention."""
    found: dict[str, int] = {}
    for index, mention in enumerate(mentions):
        if mention.cls == "State" and mention.known:
            found.setdefault(mention.known, index)
    return found


def _state_of(body: Mention) -> str:
    """The known State a body belongs to: its parent, or the one its name begins or ends with; else empty."""
    known = authority.load()
    at = body.known
    for _ in range(4):  # organ, ministry, government, State
        entry = known.by_id.get(at)
        if entry is None:
            break
        if entry.cls == "State":
            return entry.id
        at = entry.parent
    inside = [k for _, k, _ in known.scan(body.name, body.language) if k.cls == "State"]
    return inside[0].id if inside else ""
