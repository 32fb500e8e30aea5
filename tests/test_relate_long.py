"""One sentence of hundreds of entries takes seconds to date, and each entry keeps its own date."""

from __future__ import annotations

import time

import pytest
from told import told

from pipeline.model import Period
from pipeline.relate.dated import Holder
from pipeline.relate.validity import changes, validity

ENTRIES = 400
SECONDS = 6  # of processor time; it was a minute when each entry looked at all others twice


@pytest.mark.parametrize(
    ("language", "property_", "head", "entry", "between", "end"),
    [
        ("en", "memberOf", "The {Organization:Forum} admitted ", "{State:A} in {Date:%s;%s}", ", ", "."),
        ("en", "memberOf", "Members of the {Organization:Forum}: ", "{State:A} ({Date:%s;%s})", ", ", "."),
        ("en", "chairOf", "The {Organization:Forum} was chaired by ", "{State:A} in {Date:%s;%s}", ", ", "."),
        ("ru", "memberOf", "В {Organization:Форум} вступили ", "{State:А} в {Date:%s;%s}", ", ", "."),
        ("zh-hans", "memberOf", "{Organization:论坛}成员：", "{State:甲}（{Date:%s;%s}）", "、", "。"),
    ],
)
def test_a_long_list_is_dated_in_seconds(language, property_, head, entry, between, end) -> None:
    years = [str(1600 + i) for i in range(ENTRIES)]
    given = told(language, head + between.join(entry % (year, year) for year in years) + end)
    (scene,) = given.scenes
    states = [g for g in scene.groups if g.cls == "State"]
    begun = time.process_time()
    found = []
    for group in states:
        holder = Holder(scene, group.unit, 0, len(group.members))
        found.append(validity(property_, holder, given.mentions))
        changes(property_, holder, given.mentions)
    assert time.process_time() - begun < SECONDS
    assert len(states) == ENTRIES
    assert [p.start if p else "" for p in found] == years


def test_a_sentence_begins_with_the_office_before_its_colon() -> None:
    given = told("en", "It rained. {Office:Chair} since {Date:2023;2023}: {Person:Ada Lind}.")
    (scene,) = given.scenes
    office, person = (next(g.unit for g in scene.groups if g.cls == cls) for cls in ("Office", "Person"))
    assert Holder(scene, person, other=office).sentence.stop == len(scene.units)
    assert validity("jobTitle", Holder(scene, person, other=office), given.mentions) == Period("2023", "")
