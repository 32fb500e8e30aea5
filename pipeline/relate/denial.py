"""Whether a sentence speaks against what it joins: each trigger of the property is denied, or only asked for."""

from __future__ import annotations

from pipeline.relate.candidates import Candidate
from pipeline.relate.frames import frames
from pipeline.relate.qualify import words_of
from pipeline.relate.scene import Scene
from pipeline.relate.stretch import Stretch, stretch

REACH = 5  # units from a negation to the trigger that it denies
STOPS = {",", "，", ";", "；", ".", "。", ":", "：", "¶", "but", "но", "а"}


def denied(property_: str, candidate: Candidate) -> bool:
    """Whether a word of `Negated` stands right before each of the property's triggers near either end."""
    where = stretch(candidate)
    near = where.near(sorted({t for name in frames()[property_].triggers for t in where.triggers(name)}))
    return bool(near) and all(_denied(where, trigger) for trigger in near)


def _denied(where: Stretch, trigger: int) -> bool:
    """Looked for in the words before a trigger, past one group at most: urged Kenya to join."""
    scene = where.scenes[trigger >= where.breaks]
    words: list[str] = []
    for at in range(trigger - 1, max(-1, trigger - 1 - REACH), -1):
        unit = where.units[at]
        if unit.word in STOPS or unit.sentence != where.units[trigger].sentence or (not unit.word and "□" in words):
            break
        words.append(unit.word or "□")
    return _negative(scene, words[::-1], where.units[trigger].word)


def _negative(scene: Scene, before: list[str], trigger: str) -> bool:
    """Whether negative words stand in a row of words; in Chinese they may go on in the trigger (未 + 支持)."""
    language = scene.reading.passage.language
    chinese = language.startswith("zh")
    text = ("" if chinese else " ").join(before)
    if words_of("Negated", language).search(text) or words_of("Asked", language).search(text):
        return True
    return chinese and any(m.start() < len(text) for m in words_of("Negated", language).finditer(text + trigger[:1]))
