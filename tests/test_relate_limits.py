"""Which date limits a status, and which one next to it is of something else."""

from __future__ import annotations

import pytest
from test_relate import related
from told import told

from pipeline.model import Period
from pipeline.relate.dated import Holder
from pipeline.relate.validity import validity

MEMBER, OBSERVER = "memberOf", "observerOf"
LIMITS = [
    # One clause of two statuses: each has its own dates.
    ("en", "{State:A} was a member of the {Organization:B} until {Date:2006;2006} and an observer since {Date:2012;2012}.", MEMBER, "/2006"),
    ("en", "{State:A} was a member of the {Organization:B} until {Date:2006;2006} and an observer since {Date:2012;2012}.", OBSERVER, "2012/"),
    ("en", "{State:A} was a member of the {Organization:B} from {Date:2001 to 2006;2001/2006} and an observer from {Date:2007;2007}.", MEMBER, "2001/2006"),
    ("ru", "{State:А} была членом {Organization:Б} до {Date:2006 года;2006} и наблюдателем с {Date:2012 года;2012}.", MEMBER, "/2006"),
    ("ru", "{State:А} была членом {Organization:Б} до {Date:2006 года;2006} и наблюдателем с {Date:2012 года;2012}.", OBSERVER, "2012/"),
    ("zh-hans", "{State:甲}自{Date:2001年;2001}起是{Organization:乙}成员国而自{Date:2012年;2012}起是观察员。", MEMBER, "2001/"),
    # What else was done in a later year is no end.
    ("en", "{State:A} joined the {Organization:B} in {Date:2001;2001} and in {Date:2003;2003} hosted its summit.", MEMBER, "2001/"),
    ("ru", "{State:А} вступила в {Organization:Б} в {Date:2001 году;2001} и в {Date:2003 году;2003} провела саммит.", MEMBER, "2001/"),
    ("zh-hans", "{State:甲}于{Date:2001年;2001}加入{Organization:乙}并在{Date:2003年;2003}主办峰会。", MEMBER, "2001/"),
    ("en", "{State:A} was a member of the {Organization:B} between {Date:2001;2001} and {Date:2003;2003}.", MEMBER, "2001/2003"),
    # Something else is given back, received, lost.
    ("en", "{State:A}, a member of the {Organization:B}, returned the archive in {Date:2010;2010}.", MEMBER, ""),
    ("en", "{State:A}, a member of the {Organization:B}, received a loan in {Date:2010;2010}.", MEMBER, ""),
    ("en", "{State:A}, a member of the {Organization:B}, lost an election in {Date:2010;2010}.", MEMBER, ""),
    ("ru", "{State:А}, член {Organization:Б}, получила кредит в {Date:2010 году;2010}.", MEMBER, ""),
    ("zh-hans", "{State:甲}是{Organization:乙}成员国，{Date:2010年;2010}获得贷款。", MEMBER, ""),
    # … and here it is the status.
    ("en", "{State:A} returned to the {Organization:B} in {Date:2010;2010}.", MEMBER, "2010/"),
    ("en", "{State:A} left the {Organization:B} in {Date:2001;2001}, returned in {Date:2010;2010}.", MEMBER, "2010/"),
    ("en", "{State:A} received observer status in the {Organization:B} in {Date:2010;2010}.", OBSERVER, "2010/"),
    ("en", "The {Organization:B} accepted {State:A} in {Date:2010;2010}.", MEMBER, "2010/"),
    ("ru", "{Organization:Б} принял {State:А} в {Date:2010 году;2010}.", MEMBER, "2010/"),
    ("ru", "{State:А} получила статус наблюдателя {Organization:Б} в {Date:2010 году;2010}.", OBSERVER, "2010/"),
    ("zh-hans", "{State:甲}于{Date:2010年;2010}获得{Organization:乙}观察员地位。", OBSERVER, "2010/"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "property_", "limits"), LIMITS)
def test_a_date_limits_what_it_is_said_of(language, text, property_, limits) -> None:
    given = told(language, text)
    (scene,) = given.scenes
    state, body = (next(g.unit for g in scene.groups if g.cls == cls) for cls in ("State", "Organization"))
    found = validity(property_, Holder(scene, state, other=body), given.mentions)
    assert (f"{found.start}/{found.end}" if found else "") == limits


SUMMITS = [
    ("en", "{Event:The Summit} was held on {Date:3 July 2017;2017-07-03}.", "At the summit {State:A} joined the {Organization:B}."),
    ("ru", "{Event:Саммит} прошёл {Date:3 июля 2017 года;2017-07-03}.", "На саммите {State:А} вступила в {Organization:Б}."),
    ("zh-hans", "{Event:峰会}于{Date:2017年7月3日;2017-07-03}举行。", "会上{State:甲}加入{Organization:乙}。"),
    ("en", "{Event:The Summit} was held on {Date:3 July 2017;2017-07-03}.", "{State:A} joined the {Organization:B}."),
    ("ru", "{Event:Саммит} прошёл {Date:3 июля 2017 года;2017-07-03}.", "{State:А} вступила в {Organization:Б}."),
    ("zh-hans", "{Event:峰会}于{Date:2017年7月3日;2017-07-03}举行。", "{State:甲}加入{Organization:乙}。"),
    ("en", "{Event:The Summit} will be held on {Date:3 July 2037;2037-07-03}.", "As said there, {State:A} joined the {Organization:B}."),
    ("ru", "{Event:Саммит} пройдёт {Date:3 июля 2037 года;2037-07-03}.", "Как сказано там, {State:А} вступила в {Organization:Б}."),
    ("zh-hans", "{Event:峰会}将于{Date:2037年7月3日;2037-07-03}举行。", "据悉其间{State:甲}加入了{Organization:乙}。"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "case"), list(enumerate(SUMMITS)))
def test_a_status_begins_at_a_meeting_that_its_sentence_takes_up_and_that_has_been(place, case) -> None:
    language, summit, joined = case
    found = [
        c
        for c in related(told(language, f"{summit} {joined}" if language != "zh-hans" else summit + joined))
        if c.property == MEMBER
    ]
    assert [c.valid for c in found] == [Period("2017-07-03", "") if place < 3 else None]
