"""A correction as a file has it, as one line for people, and by its content."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pipeline.corrections.model import (
    Add,
    Correction,
    EntityKey,
    FixDate,
    Merge,
    Reject,
    Rename,
    Retype,
    Split,
)
from pipeline.ids import content_id


def fields_of(correction: Correction) -> dict[str, Any]:
    """What a file says of a correction, in its order, without what is left to the defaults."""
    said = correction.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"kind": correction.kind, **said}


def correction_id(correction: Correction) -> str:
    """The id of a correction: of all that it says, wherever it stands."""
    return content_id("correction", json.dumps(fields_of(correction), sort_keys=True))


def substance(correction: Correction) -> str:
    """What two corrections share that say the same, whoever says it, when and why."""
    said = {k: v for k, v in fields_of(correction).items() if k not in ("author", "date", "reason")}
    return json.dumps(said, sort_keys=True)


def in_words(correction: Correction) -> str:
    """One line: what is corrected, by the first names."""
    match correction:
        case Merge():
            return f"merge {_joined(correction.entities, ' = ')}"
        case Split():
            off = (*correction.names, *correction.documents, *(f"“{quote}”" for quote in correction.quotes))
            return f"split {correction.entity.names[0]} from {', '.join(off)}"
        case Retype():
            return f"retype {correction.entity.names[0]} to {correction.to}"
        case Rename():
            return f"rename {correction.entity.names[0]} to {correction.label} ({correction.language})"
        case FixDate():
            was = f" from {correction.was}" if correction.was else ""
            return f"date {correction.subject.names[0]} {correction.property}{was} to {correction.value}"
        case Reject():
            limits = ", ".join(filter(None, (correction.document, correction.quote and f"“{correction.quote}”")))
            return f"reject {_fact(correction)}" + (f" in {limits}" if limits else "")
        case Add():
            return f"add {_fact(correction)}{_period(correction)}"


def _fact(correction: Reject | Add) -> str:
    value = correction.object.names[0] if correction.object else correction.value
    return f"{correction.subject.names[0]} {correction.property} {value}".strip()


def _period(add: Add) -> str:
    return "".join(f" {word} {day}" for word, day in (("since", add.since), ("until", add.until)) if day)


def _joined(keys: Iterable[EntityKey], sign: str) -> str:
    return sign.join(key.names[0] for key in keys)
