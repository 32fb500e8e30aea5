"""What a person asks to export: filters, and whether the vocabulary knows what they name."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pipeline.errors import StopRun
from pipeline.export.content import SMT
from pipeline.model import LANGUAGES
from pipeline.schema import schema

DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What to export; empty filters leave all. Several values of one filter are alternatives.

    `since` is a day, month or year ("2024-06"); `min_confidence` is above 0 and at most 1; `documents` are sources
    or ids; `languages` are tags of `LANGUAGES`, the one to prefer first.
    """

    classes: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    since: str = ""
    languages: tuple[str, ...] = ()
    min_confidence: float | None = None
    documents: tuple[str, ...] = ()

    @property
    def of_facts_alone(self) -> bool:
        return bool(self.properties or self.since)

    @property
    def of_claims(self) -> bool:
        """Whether any of them looks at what a claim says, not only at where it stands."""
        return bool(self.classes or self.of_facts_alone or self.min_confidence is not None)


def checked(filters: Filters) -> Filters:
    """The filters with the names of classes and properties as the vocabulary has them; StopRun for an unknown value."""
    if filters.min_confidence is not None and not 0 < filters.min_confidence <= 1:
        raise StopRun(f"--min-confidence {filters.min_confidence:g}: a confidence is above 0 and at most 1")
    if filters.since:
        _check_date(filters.since)
    return replace(
        filters,
        classes=tuple(_known("--class", name, schema().entities) for name in filters.classes),
        properties=tuple(_known("--property", name, schema().facts) for name in filters.properties),
        languages=tuple(dict.fromkeys(_known("--lang", name, LANGUAGES) for name in filters.languages)),
    )


def _known(option: str, name: str, there: Iterable[str]) -> str:
    names = {known.casefold(): known for known in there}
    found = names.get(name.removeprefix(SMT).removeprefix("smt:").casefold())
    if found is None:
        raise StopRun(f"{option} {name}: there is {', '.join(sorted(names.values()))}")
    return found


def _check_date(text: str) -> None:
    match = DATE.fullmatch(text)
    year, month, day = (int(part or 1) for part in match.groups()) if match else (0, 0, 0)
    if not (year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        raise StopRun(f"--since {text}: a day, month or year is wanted: 2024-06-30, 2024-06 or 2024")
