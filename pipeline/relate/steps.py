"""The steps of a pattern as a regular expression over an encoded scene; what they mean, `patterns.py` tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.recognise.overlap import VALUES
from pipeline.relate.frames import modal_words, trigger_sets
from pipeline.relate.plain import ORGAN, SITTINGS
from pipeline.schema import schema

SLOT = re.compile(r"\{([so]?):([\w|./]+)(\+?)\}(\??)")
LONG, SHORT = 12, 4  # units that the two gaps may span at most
CHINESE_LONG, CHINESE_SHORT = 24, 7  # in Chinese they count characters and groups
GAP = re.compile(r"(\.{1,4})(?:-([\w|]+))?")
BRACKETS = {"[": "(?:", "/": "|", "]": ")", "]?": ")?"}
SEVERAL = "Several"  # what recognition calls an office of several persons
EDGES = {"^": "^", "$": "$", "^¶": "(?:^|(?<=¶))", "¶$": "(?: ?¶|$)"}


def expression(steps: Sequence[str], file: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """The regular expression of all steps, and the words that no match can do without."""
    body, depth = "", 0
    words: list[tuple[str, ...]] = []
    for i, step in enumerate(steps):
        if step in BRACKETS:
            depth += (step == "[") - step.startswith("]")
            body += BRACKETS[step]
            continue
        gap = GAP.fullmatch(step)
        part, needed = _gap(gap, steps[:i], steps[i + 1 :], file) if gap else _step(step, file)
        body += part
        words += [needed] if needed and not depth else []
    return body, tuple(words)


def _step(step: str, file: str) -> tuple[str, tuple[str, ...]]:
    """The regular expression of one step, and the words of which one must be there."""
    slot = SLOT.fullmatch(step)
    if slot:
        name = f"?P<{slot[1]}>" if slot[1] else "?:"
        group = f"{space(file)}⟦{classes_of(slot[2])}:({name}\\d+)⟧"
        return (f"(?:{group})?" if slot[4] else group), ()
    if step in EDGES:
        return EDGES[step], ()
    if step.startswith("<!"):
        return "".join(f"(?<!{_word(w, file)[0]})" for w in step[2:].split("|")), ()
    if step.startswith("!{"):
        return f"(?!{_step(step[1:], file)[0]})", ()
    if step.startswith("!") and len(step) > 1:
        return f"(?!{_word(step[1:], file)[0]})", ()
    if "{" in step:
        raise ValueError(f"what is {step}?")
    return _word(step, file)


def _word(step: str, file: str) -> tuple[str, tuple[str, ...]]:
    optional = step.endswith("?") and len(step) > 1
    words = step[:-1] if optional else step
    if words.startswith("@"):
        if words[1:] not in trigger_sets():
            raise ValueError(f"no trigger set is called {words[1:]}")
        listed = tuple(getattr(trigger_sets()[words[1:]], file))
    else:
        listed = tuple(w.replace("_", " ") for w in words.split("|")) if words != "|" else ("|",)
    ordered = sorted(listed, key=lambda w: (-len(w), w))
    one = "(?:" + "|".join(re.escape(space(file) + w) if file != "zh" else re.escape(w) for w in ordered) + ")"
    end = "" if file == "zh" else r"(?= |$)"
    return (f"(?:{one}{end})?", ()) if optional else (f"{one}{end}", listed)


def _gap(gap: re.Match[str], before: Sequence[str], rest: Sequence[str], file: str) -> tuple[str, tuple[str, ...]]:
    """A lazy stretch of words (. and ..) or units (... and ....), stopping before groups that the next slot wants."""
    following = next((s for s in map(SLOT.fullmatch, rest) if s), None)
    step, classes = gap[1], gap[2]
    barred = f"(?!⟦{classes_of(following[2])}:)" if following else ""
    barred += f"(?!⟦{classes_of(classes)}:)" if classes else ""
    if len(step) > 3:
        last = next((s for s in map(SLOT.fullmatch, reversed(before)) if s), None)
        barred += f"(?!⟦{classes_of(last[2])}:)" if last else ""
    comma = ",:，：" if step == "." else ""
    short = len(step) < 3
    if file == "zh":
        unit = rf"[^⟦⟧¶{comma}]" if short else rf"(?:[^⟦⟧¶]|{barred}⟦[^⟧]*⟧)"
        return f"(?:{_negated(file)}{unit}){{0,{CHINESE_SHORT if short else CHINESE_LONG}}}?", ()
    unit = rf" [^ ⟦¶{comma}]+" if short else rf" {barred}[^ ¶]+"
    return f"(?:{_negated(file)}{unit}){{0,{SHORT if short else LONG}}}?", ()


def _negated(file: str) -> str:
    """What no gap goes past."""
    words = getattr(modal_words()["Negated"], file)
    return f"(?!{_word('|'.join(words), file)[0]})" if words else ""


def classes_of(names: str) -> str:
    """A group's class, or its subclass, and its case: encoded as Class.Subclass/Case."""
    classes, _, cases = names.partition("/")
    known = {*VALUES, *schema().classes, *SITTINGS.values(), ORGAN, SEVERAL}
    unknown = [n for n in classes.split("|") if n not in known]
    if unknown:
        raise ValueError(f"no class is called {unknown[0]}")
    one = "|".join(re.escape(n) for n in classes.split("|"))
    return rf"(?:(?:{one})(?:\.\w*)?|\w+\.(?:{one}))" + (f"(?:/(?:{cases}))?" if cases else r"(?:/\w+)?")


def space(file: str) -> str:
    return "" if file == "zh" else " "
