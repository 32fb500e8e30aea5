"""Chinese tables of editions: 第二次 | 2018年1月10日 | 金边 under 领导人会议 is 第二次领导人会议."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.recognise.zh.occasions import ordinal_of

NUMBER = re.compile(r"首[次届]|第[一二三四五六七八九十百0-9]+[次届]")
NAME = r"(?:^|[\s\d:。；，、,.(（])(?P<name>[一-龥]{0,16}?)"  # begins after a stop, a number or a blank
ALL = r"(?:历次|历届|历年|各次|各届)"
LIST = r"(?:摘录|一览表?|列表|简表|概况|年表|表)?(?:$|[\s:：(（，、,。])"
OF_BODY = re.compile(rf"{NAME}(?P<body>理事会|大会|委员会|议会|缔约方大会){ALL}?(?:会议|届会){LIST}")
SERIES = re.compile(rf"{NAME}{ALL}?(?P<kind>[一-龥]{{0,8}}?(?:会议|峰会|论坛|会晤|年会|外长会|磋商|大会)){LIST}")
VERBS = re.compile(r"[由的在将是于为等]")


def edition(told: str, headings: Sequence[str]) -> tuple[str, int] | None:
    """The full name and the number of the edition that a number tells under the nearest heading of a series.

    A body's sittings are named 理事会第二十次会议, other meetings 第二次领导人会议.
    """
    number = ordinal_of(told) if NUMBER.fullmatch(told) else None
    if number is None:
        return None
    for heading in headings:
        body = OF_BODY.search(heading)
        if body:
            named = "" if VERBS.search(body["name"]) else body["name"]
            return f"{named}{body['body']}{told}会议", number
        series = SERIES.search(heading)
        if series and not VERBS.search(series["name"] + series["kind"]):
            return f"{told}{series['name']}{series['kind']}", number
    return None
