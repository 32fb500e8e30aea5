"""Which lines go on in the next: broken lines, broken words, sentences broken by a page's end.

Nothing is joined without a reason, since two facts read as one are worse than one read as two.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.reading.language import HAN, script_of
from pipeline.reading.lines import Line
from pipeline.reading.marks import (
    closes,
    ends_open,
    ends_sentence,
    is_attribution,
    is_entry,
    is_label,
    marker_of,
    starts_low,
)

_HYPHEN = re.compile(r"[^\W\d_][-\u2010\u00ac]$")
_HAN_END, _HAN_START = re.compile(rf"[{HAN}，,、]$"), re.compile(rf"[{HAN}“《（(\d]")
_STOP, _PAUSE = re.compile(r"[。；！？]"), re.compile(r"[，,、：:]")
_INITIALS = re.compile(r"(?:\S+\s)?(?:[А-ЯЁA-Z]\.\s?){1,2}[А-ЯЁA-Z][а-яёa-z-]+$")

# A page set in lines of one width has at least this share of its longer lines near that width.
FULL, SHARE, FEWEST, WIDEST = 0.82, 0.4, 3, 140


def measure_of(lines: Sequence[Line]) -> int:
    """The width to which the page's lines are broken; 0 if its paragraphs are one line each."""
    widths = sorted(line.width for line in lines if line.width >= 40)
    if not widths or widths[-1] > WIDEST:
        return 0
    widest = widths[-1 - len(widths) // 20]
    full = [line for line in lines if line.width >= FULL * widest]
    broken = [line for line in full if not ends_sentence(line.text)]
    enough = len(full) >= max(FEWEST, SHARE * len(widths)) and 2 * len(broken) >= len(full)
    return widest if enough else 0


def is_torn(lines: Sequence[Line]) -> bool:
    """Whether blank lines cut sentences of this document, as where columns of a newspaper were scanned."""
    return any(_torn_surely(before, after) for before, after in itertools.pairwise(lines) if after.gap)


def goes_on(before: Line, after: Line, *, measure: int, torn: bool, page_break: bool = False) -> bool:
    """Whether `after` continues the paragraph that `before` ends with."""
    if after.gap is None:
        return False
    if is_attribution(after.text) and re.search(r"[”」»\"][。.]?$|[”」»\"][^”」»\"]{0,30}[。.]$", before.text):
        return True
    if _begins_anew(after) or _other_script(before, after):
        return False
    if closes(before.text, after.text) and after.gap <= 3 and not ends_sentence(before.text):
        return True
    if ends_sentence(before.text):
        return _is_full(before, after, measure) and not after.gap
    if _HYPHEN.search(before.text) and re.match(r"[^\W\d_]", after.text):
        return True
    if after.gap == 0 and not page_break:
        return _next_line(before, after, measure)
    return _after_blank(before, after, torn=torn, page_break=page_break)


def _begins_anew(line: Line) -> bool:
    style, length = marker_of(line.text)
    return bool(style) and not (style in ("year", "letter") and starts_low(line.text[length:]))


def _other_script(before: Line, after: Line) -> bool:
    one, other = script_of(before.text), script_of(after.text)
    return one is not None and other is not None and (one == "han") != (other == "han")


def _is_full(before: Line, after: Line, measure: int) -> bool:
    """Whether the line fills the page's measure, so that its end says nothing; an indent begins anew."""
    indented = after.indent > before.indent + 1
    return bool(measure) and before.width >= FULL * measure and not indented


def _next_line(before: Line, after: Line, measure: int) -> bool:
    if _is_full(before, after, measure):
        return True
    if before.text[-1:] in (":", "："):
        return False
    if starts_low(after.text) or ends_open(before.text):
        return True
    if _HAN_END.search(before.text) and _HAN_START.match(after.text):
        dated = is_entry(before.text) and is_entry(after.text)
        long = before.width >= 40 and bool(_STOP.search(before.text) or _PAUSE.search(before.text))
        return long and not dated and not is_label(after.text)
    return False


def _after_blank(before: Line, after: Line, *, torn: bool, page_break: bool) -> bool:
    """Across blank lines only a sentence that plainly has no end is continued."""
    if before.text[-1:] in (",", ":", "，", "：", ";") and not page_break:
        return False
    if _torn_surely(before, after) or ((torn or page_break) and _torn_maybe(before, after)):
        return True
    unfinished = before.width >= 24 and bool(re.search(r"\w$", before.text))
    return unfinished and (starts_low(after.text) or ends_open(before.text))


def breaks_off(line: Line) -> bool:
    """Whether a Chinese line has a pause but no end, as half a sentence has."""
    return bool(re.search(rf"[{HAN}]$", line.text)) and bool(_PAUSE.search(line.text)) and not is_entry(line.text)


def _torn_surely(before: Line, after: Line) -> bool:
    return bool(_STOP.search(before.text)) and _torn_maybe(before, after)


def _torn_maybe(before: Line, after: Line) -> bool:
    if not re.search(rf"[{HAN}]$", before.text) or not re.match(rf"[{HAN}]", after.text) or marker_of(after.text)[0]:
        return False
    sentence = bool(_STOP.search(after.text)) or after.width > 80
    caption = is_entry(before.text) and not _STOP.search(before.text)
    return bool(_STOP.search(before.text) or _PAUSE.search(before.text)) and sentence and not caption


def is_signature(line: Line) -> bool:
    """Whether a line ends with a wide gap and a name with initials, as a signatory's does."""
    found = re.search(r"\s{4,}(\S.*)$", line.text)
    return found is not None and bool(_INITIALS.match(found.group(1)))
