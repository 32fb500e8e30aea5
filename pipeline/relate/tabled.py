"""What a table's head says of its rows: under "No. | Date | Place | In the chair" a row tells when, where, under whom.

Each row is about one thing: the first in a column of such things (a meeting, a text, a body, a person). What stands in
the other columns is said of it; of the states in a column of members it is said what they are to the document's body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import schema
from pipeline.model import Mention
from pipeline.recognise.columns import Cells, columns, headed
from pipeline.relate.phrases import Phrase
from pipeline.relate.scene import Group, Scene

REASON = "column: {}"
Body = tuple[Scene, Group]
Placed = tuple[Group, tuple[str, ...]]  # a group with the roles of its column


def tabled(scenes: Sequence[Scene], mentions: Sequence[Mention], focus: Body | None) -> list[Phrase]:
    """All that the heads of tables say of a document's rows, in order of place."""
    rows = headed([scene.reading for scene in scenes])
    found: list[Phrase] = []
    for at, scene in enumerate(scenes):
        if scene.reading.index in rows:
            placed = _placed(scene, rows[scene.reading.index])
            found += _of_row(scene, placed, mentions, focus)
            found += _sitting(scene, placed, _in_session(scenes, at, focus))
    return found


def _in_session(scenes: Sequence[Scene], at: int, focus: Body | None) -> Body | None:
    """Whose meetings a table counts: the one body named right above it, else the document's; of several, nobody's."""
    row = scenes[at].reading.passage
    before = (s for s in reversed(scenes[:at]) if s.reading.passage.block != row.block)
    for above in (next(before, None), next((s for s in scenes if s.reading.index == row.parent), None)):
        bodies = [g for g in above.groups if g.cls == "Organization"] if above else []
        if above and bodies:
            return (above, bodies[0]) if len(bodies) == len(bodies[0].members) == 1 else None
    return focus


def _sitting(scene: Scene, placed: Sequence[Placed], body: Body | None) -> Iterator[Phrase]:
    key = _key(placed)
    if key is not None and "number" in key[1] and body is not None:
        yield Phrase("meetingOf", key[0], body[1], scene, body[0], REASON.format("number"))


def _key(placed: Sequence[Placed]) -> Placed | None:
    """The one thing that a row is about: the first in a column of such things."""
    key = next((p for p in placed if p[0].cls in {columns()[role].names for role in p[1]}), None)
    return key if key is not None and len(key[0].members) == 1 else None


def _placed(scene: Scene, cells: Cells) -> list[Placed]:
    """The groups of a row outside parentheses, each with the roles of its column."""
    return [
        (group, roles)
        for group in scene.groups
        for cell, roles in cells
        if cell.contains(scene.units[group.unit].span) and not scene.units[group.unit].depth
    ]


def _of_row(
    scene: Scene, placed: Sequence[Placed], mentions: Sequence[Mention], focus: Body | None
) -> Iterator[Phrase]:
    for group, roles in placed:
        for role in roles:
            status = columns()[role].of_body
            if status and focus is not None and group.cls == columns()[role].names:
                yield Phrase(status, group, focus[1], scene, focus[0], REASON.format(role))
    key = _key(placed)
    for group, roles in placed:
        if key is not None and group is not key[0] and roles != key[1]:
            yield from _said(scene, key[0], group, roles, mentions)


def _said(
    scene: Scene, key: Group, group: Group, roles: Sequence[str], mentions: Sequence[Mention]
) -> Iterator[Phrase]:
    for role in roles:
        property_ = columns()[role].states.get(key.cls, "")
        if property_ and _may(property_, mentions[key.members[0]], group):
            yield Phrase(property_, key, group, scene, scene, REASON.format(role))


def _may(property_: str, key: Mention, group: Group) -> bool:
    range_ = {"Date": "date", "Office": "text"}.get(group.cls, group.cls)
    narrow = key.kind if key.kind in schema.schema().classes else key.cls
    return schema.accepts(property_, narrow, range_)
