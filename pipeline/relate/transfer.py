"""Who hands an office over, and who takes it.

Peru handed the chair to Chile · the presidency passed from Peru to Chile · Chile succeeded Peru
"""

from __future__ import annotations

from typing import Literal

from pipeline.languages import ANALYSERS
from pipeline.relate.dated import Holder, segment_of
from pipeline.relate.qualify import words_of
from pipeline.relate.scene import Scene

Part = Literal["gives", "takes"]
KINDS = ("Gives", "Passes", "Succeeds")
DOER, RECEIVER = {"Nom"}, {"Dat"}


def part(holder: Holder, date: int, kinds: tuple[str, ...] = KINDS) -> Part | None:
    """The part that a holder has in a handing over near a date; None where nothing is handed over."""
    scene, unit = holder.scene, holder.unit
    kind, verb = _verb(holder, date, kinds)
    if verb < 0:
        return None
    before = [u for u in (unit - 1, unit - 2) if u >= 0]
    if _stands(scene, "From", before):
        return "gives"
    if _stands(scene, "Onto", before) or (_case(scene, unit) & RECEIVER):
        return "takes"
    if kind in {"Passes", "Moved"}:
        return "takes" if unit > verb else None
    doer = _is_doer(scene, unit, verb)
    if kind == "Gives":
        return "gives" if doer else "takes"
    return "takes" if doer else "gives"


def _verb(holder: Holder, date: int, kinds: tuple[str, ...]) -> tuple[str, int]:
    """The kind and the unit of the verb of handing over in the clause of a date, else in that of a holder."""
    said = holder.sentence
    found = [(kind, v) for kind in kinds for v in places(holder.scene, kind, said)]
    for unit in (date, holder.unit):
        near = segment_of(holder.scene, unit)
        inside = [(kind, v) for kind, v in found if v in near]
        if inside:
            return min(inside, key=lambda kv: (abs(kv[1] - unit), kv[1], kv[0]))
    return "", -1


def given_up(holder: Holder, kind: str) -> int:
    """The unit of the date on which a holder hands over (`kind` "Gives") or is moved from ("Moved"); -1 for none."""
    scene, said = holder.scene, holder.sentence
    before = [u for u in (holder.unit - 1, holder.unit - 2) if u in said]
    for verb in places(scene, kind, said):
        between = range(holder.unit + 1, verb)
        other = any(g.cls == holder.cls and g.unit in between for g in scene.groups)
        if kind == "Gives" and (other or verb < holder.unit or not _is_doer(scene, holder.unit, verb)):
            continue
        if kind == "Moved" and not _stands(scene, "Once", before):
            continue
        at = segment_of(scene, verb)
        return next((g.unit for g in scene.groups if g.cls == "Date" and g.unit in at), -1)
    return -1


def _is_doer(scene: Scene, unit: int, verb: int) -> bool:
    """Whether a holder is the one who acts: by its case, else by its side of the verb ("succeeded by" turns it)."""
    case = _case(scene, unit)
    if case and ANALYSERS[scene.reading.passage.language] == "ru":
        return bool(case & DOER) or "Ins" in case
    passive = any(scene.units[i].word == "by" for i in range(verb + 1, min(verb + 3, len(scene.units))))
    return (unit < verb) != passive


def _case(scene: Scene, unit: int) -> set[str]:
    span = scene.units[unit].span
    words = scene.reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    return next((set(w.morph.get("Case", [])) for w in words or () if w.morph.get("Case", [])), set())


def _stands(scene: Scene, kind: str, at: list[int]) -> bool:
    """Whether one of some units is a word of a kind, with no other thing in between."""
    for unit in at:
        if scene.units[unit].group >= 0 and scene.groups[scene.units[unit].group].cls != "Office":
            return False
        if words_of(kind, scene.reading.passage.language).fullmatch(scene.units[unit].word):
            return True
    return False


def places(scene: Scene, kind: str, at: range) -> list[int]:
    """The units of a stretch at which a word of a kind begins."""
    chinese = scene.reading.passage.language.startswith("zh")
    text, starts = "", {}
    for i in at:
        word = scene.units[i].word or "□"
        starts.update({len(text) + k: i for k in range(len(word))} if chinese else {len(text): i})
        text += word if chinese else word + " "
    found = words_of(kind, scene.reading.passage.language).finditer(text.rstrip())
    return [starts[m.start()] for m in found if m.start() in starts]
