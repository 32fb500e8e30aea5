"""The body that a document is about: the one it names most, at the top above all, and no mere organ of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline import authority
from pipeline.authority import Known
from pipeline.model import Mention
from pipeline.relate.plain import is_bare_organ
from pipeline.relate.scene import Group, Scene

TOP = 3  # passages at the top, in which the body that a document is about is named
WEIGHT = 4  # mentions that one there counts for
OFTENER = 2  # times
SHORTEST = 3  # letters of a body's name by which its organs' names can be told


def focus_of(scenes: Sequence[Scene], mentions: Sequence[Mention]) -> tuple[Scene, Group] | None:
    """Where the body that a document is about first stands alone; None where it names none."""
    named = Counter(_called(m) for m in mentions if m.cls == "Organization")
    bodies = [m for m in mentions if m.cls == "Organization" and not _is_organ(m, named)]
    counts = Counter(map(_called, bodies))
    top = {_called(m) for m in bodies if m.passage <= TOP}
    first = {_called(m): at for at, m in reversed(list(enumerate(bodies)))}
    known = {_called(m) for m in bodies if m.known}
    for name in sorted(counts, key=lambda n: (-(counts[n] + WEIGHT * (n in top)), n not in known, first[n])):
        for scene in scenes:
            for group in scene.groups:
                alone = group.cls == "Organization" and len(group.members) == 1
                if alone and _called(mentions[group.members[0]]) == name:
                    return scene, group
    return None


def _called(body: Mention) -> str:
    return body.known or body.stands_for or body.name


def _is_organ(body: Mention, named: Counter[str]) -> bool:
    """Whether a body is an organ of another, whose name its own holds: SCO Secretariat; or no more than the word.

    One that is named far oftener than the other stands for itself (UNESCO, of the United Nations).
    """
    entry = authority.load().by_id.get(body.known)
    parent = authority.load().by_id.get(entry.parent) if entry else None
    if entry is None:
        own, others = (body.stands_for or body.name).casefold(), [n.casefold() for n in named]
        return is_bare_organ(body) or any(_tells(other) and other in own and other != own for other in others)
    if parent is None:
        return False
    return _named_after(entry, parent) and named[entry.id] <= OFTENER * named[parent.id] + 1


def _named_after(entry: Known, parent: Known) -> bool:
    if parent.cls != "Organization":
        return True
    names = [n.casefold() for n in (*parent.zh, *parent.en, *parent.ru) if _tells(n)]
    return any(name in own.casefold() for own in (*entry.zh, *entry.en, *entry.ru) for name in names)


def _tells(name: str) -> bool:
    return len(name) >= SHORTEST or not name.isascii()
