"""Names that say what a thing is, but not whose: the sixth summit, the Secretariat."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages import ANALYSERS
from pipeline.model import Language, Mention
from pipeline.relate.frames import Triggers, load

ORGAN = "Organ"  # what patterns call a body that is_bare_organ
SITTINGS = {"sitting": "Sitting", "numbered": "Numbered"}  # tables of `plain.toml`, and what patterns call their events


def sitting(mention: Mention) -> str:
    """What patterns call an event named by its number and kind (第七届领导人会议), or by its number (第七届); or ""."""
    if mention.cls != "Event" or mention.ordinal is None or mention.kind:
        return ""
    name = mention.stands_for or mention.name
    return next((kind for table, kind in SITTINGS.items() if _fits(table, name, mention.language)), "")


def is_bare_organ(mention: Mention) -> bool:
    """Whether a body's name is but a word for an organ: 秘书处, "the Council"."""
    return mention.cls == "Organization" and _fits("organ", mention.stands_for or mention.name, mention.language)


def _fits(table: str, name: str, language: Language) -> bool:
    pattern = _pattern(table, language)
    return pattern is not None and pattern.fullmatch(name.casefold()) is not None


@cache
def _pattern(table: str, language: Language) -> re.Pattern[str] | None:
    parts: tuple[str, ...] = getattr(load("plain.toml", dict[str, Triggers])[table], ANALYSERS[language])
    if not parts:
        return None
    before, last = parts
    return re.compile(rf"(?:(?:{before})\s*)*(?:{last})")
