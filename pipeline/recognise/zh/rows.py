"""Chinese tables of editions: 第二次 | 2018年1月10日 | 金边 under 领导人会议 is 第二次领导人会议."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.recognise.zh.occasions import ordinal_of

NUMBER = re.compile(r"首[次届]|第[一二三四五六七八九十百0-9]+[次届]")
SERIES = re.compile(
    r"(?:^|[\s\d:：、，,])(?:历次|历届|历年)?(?P<series>[一-龥]{0,16}?(?:会议|峰会|大会|论坛|理事会|会晤|年会|外长会|磋商))"
)


def edition(told: str, headings: Sequence[str]) -> tuple[str, int] | None:
    """The full name and the number of the edition that a number tells under the nearest heading of a series."""
    number = ordinal_of(told) if NUMBER.fullmatch(told) else None
    match = next((m for m in map(SERIES.search, headings) if m), None)
    if number is None or match is None:
        return None
    return told + match["series"], number
