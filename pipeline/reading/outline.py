"""What each passage is (heading, item, row, caption, paragraph), and which heading governs it."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import PassageKind
from pipeline.reading.daylines import only_date
from pipeline.reading.drafts import Draft, is_subscription
from pipeline.reading.hierarchy import blocks_of, parents_of
from pipeline.reading.language import script_of
from pipeline.reading.marks import ends_sentence, is_attribution, is_label, marker_of
from pipeline.reading.parts import is_credit

_NUMBERED = ("han", "han-brackets", "number", "roman", "letter", "brackets", "circled")
_ITEMS = (*_NUMBERED, "bullet", "clock", "year", "small-letter")
_CAPTION = re.compile(
    r"[\[（(【]?(?:[图圖]\s?\d*[\]】:：\s]|[图圖][为為]|资料图|"
    r"photo(?: caption)?[:：]|\[\d+/\d+\]|figure \d|на (?:фото|снимке)|фото:)",
    re.IGNORECASE,
)
# How many headings may follow one another before their text begins; and at the head of a document.
RUN, HEAD_RUN = 4, 9
# The widest title (columns of a page, over all its lines).
WIDEST_TITLE = 190
# Fewest lines of a list without markers.
BARE_LIST = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A draft's kind, its list or table (0: none), and the index of the draft that governs it."""

    kind: PassageKind
    block: int
    parent: int | None


def outline(drafts: Sequence[Draft]) -> list[Place]:
    """The kind, block and parent of every draft."""
    drafts = _titles(drafts)
    styles = _styles(drafts)
    kinds = _kinds(drafts, styles)
    parents = parents_of(drafts, styles, kinds)
    blocks = blocks_of(drafts, styles, kinds)
    return [Place(*place) for place in zip(kinds, blocks, parents, strict=True)]


def _titles(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those at the head marked as titles that are too long or end too oddly for other headings."""
    marked = list(drafts)
    content = [index for index, one in enumerate(drafts) if one.matter != "furniture"]
    for place, index in enumerate(content[:HEAD_RUN]):
        one = drafts[index]
        following = drafts[content[place + 1]] if place + 1 < len(content) else None
        if one.short:
            continue
        if following is None or not _is_title(one, following, first=place == 0):
            break
        marked[index] = replace(one, title=True)
    for before, index, after in zip(content, content[1:], content[2:], strict=False):
        if _other_version(drafts[before], drafts[index]) and _is_title(drafts[index], drafts[after], first=False):
            marked[index] = replace(drafts[index], title=True)
    return marked


def _other_version(before: Draft, one: Draft) -> bool:
    """Whether the same document seems to begin anew in another script."""
    apart = one.first.gap is not None and one.first.gap > 2
    return apart and script_of(before.text) != script_of(one.text)


def _is_title(one: Draft, following: Draft, *, first: bool) -> bool:
    if one.matter != "text" or one.torn or one.joined or sum(line.width for line in one.lines) > WIDEST_TITLE:
        return False
    if one.text[-1:] in (":", "："):
        unmarked = not marker_of(following.text)[0] and not re.search(r"[。.!?！？]", one.text)
        return first and following.short and following.first.gap == 0 and unmarked
    return one.text[-1:] not in tuple(",，;；、-") and not ends_sentence(one.text) and not is_label(one.text)


def _styles(drafts: Sequence[Draft]) -> list[str]:
    """The style of each draft; C, D, I … after B, C, H … count letters, not Roman numbers."""
    styles: list[str] = []
    letter = ""
    for one in drafts:
        style, mark = _style(one), one.text[:1]
        if style == "roman" and len(one.text) > 1 and one.text[1] in ".)" and letter and ord(mark) == ord(letter) + 1:
            style = "letter"
        letter = mark if style == "letter" else letter
        styles.append(style)
    return styles


def _style(one: Draft) -> str:
    """What headings or items of one rank have in common: their marker, or how they are written."""
    if only_date(one.text):
        return "date"
    marker = marker_of(one.first.text)[0]
    if marker:
        return marker
    letters = re.sub(r"[\W\d_]", "", one.text)
    return "caps" if letters.isupper() and len(letters) > 3 else "plain"


def _kinds(drafts: Sequence[Draft], styles: Sequence[str]) -> list[PassageKind]:
    text = [index for index, one in enumerate(drafts) if one.matter == "text"]
    content = [index for index, one in enumerate(drafts) if one.matter != "furniture"]
    numbered = _numbered_headings(drafts, styles, content)
    kinds: list[PassageKind] = [_outer_kind(one) for one in drafts]
    for index in text:
        kinds[index] = _text_kind(drafts, styles, index, content, numbered)
    return kinds


def _outer_kind(one: Draft) -> PassageKind:
    return "furniture" if one.matter == "furniture" else "row"


def _text_kind(
    drafts: Sequence[Draft], styles: Sequence[str], index: int, content: Sequence[int], numbered: frozenset[int]
) -> PassageKind:
    one, style = drafts[index], styles[index]
    if _CAPTION.match(one.text) or _is_credited(drafts, index):
        return "caption"
    if is_subscription(one) and not _before_text(drafts, index, content):
        return "paragraph"
    if index in numbered or style.startswith("hash") or (style == "chapter" and _is_chapter(one)):
        return "heading"
    if style in ("caps", "plain") and (listed := _in_bare_list(drafts, styles, index, content)):
        return listed
    if style in ("question", "block", "lenticular", "caps", "plain", "date"):
        return _unmarked_kind(drafts, styles, index, content)
    if style == "bullet" and one.short and _before_text(drafts, index, content):
        return "heading"
    return "item" if style in _ITEMS and not is_attribution(one.text) else "paragraph"


def _is_chapter(one: Draft) -> bool:
    """Whether a marked line is a chapter's title, or nothing but its number."""
    return one.short or marker_of(one.first.text)[1] == len(one.text)


def _unmarked_kind(drafts: Sequence[Draft], styles: Sequence[str], index: int, content: Sequence[int]) -> PassageKind:
    """The kind of a line that no marker tells: by how short it is, and by what stands around it."""
    one, style = drafts[index], styles[index]
    if style in ("block", "lenticular") and one.short and index != content[-1]:
        return "heading"
    if style in ("caps", "plain") and not one.title and _is_label_item(drafts, index, content):
        return "item"
    if one.short and _heads(drafts, styles, index, content):
        return "heading"
    return "item" if style == "block" else "paragraph"


def _in_bare_list(
    drafts: Sequence[Draft], styles: Sequence[str], index: int, content: Sequence[int]
) -> PassageKind | None:
    """The kind of a line in a list without markers: three and more short lines, one under another, amid the text.

    The first is their heading, unless a heading stands before it already.
    """
    if _before_text(drafts, index, content):
        return None
    place = content.index(index)
    start, end = place, place + 1
    while start > 0 and drafts[content[start]].first.gap == 0 and _is_bare(drafts, styles, content[start - 1]):
        start -= 1
    while end < len(content) and drafts[content[end]].first.gap == 0 and _is_bare(drafts, styles, content[end]):
        end += 1
    closed = end == len(content) or bool(drafts[content[end]].first.gap)
    begun = bool(drafts[content[start]].first.gap)
    if end - start < BARE_LIST or not closed or not begun or not _is_bare(drafts, styles, index):
        return None
    headed = start > 0 and drafts[content[start - 1]].short
    return "heading" if place == start and not headed else "item"


def _is_bare(drafts: Sequence[Draft], styles: Sequence[str], index: int) -> bool:
    return drafts[index].short and styles[index] in ("caps", "plain")


def _is_credited(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a photograph's credit follows on the same line."""
    after = drafts[index + 1] if index + 1 < len(drafts) else None
    return after is not None and after.matter == "furniture" and after.first.gap is None and is_credit(after.text)


def _numbered_headings(drafts: Sequence[Draft], styles: Sequence[str], content: Sequence[int]) -> frozenset[int]:
    """Numbered lines that head what follows; in a list the next number follows at once."""
    series: defaultdict[str, list[int]] = defaultdict(list)
    for index in content:
        if styles[index] in _NUMBERED:
            series[styles[index]].append(index)
    after = dict(itertools.pairwise(content))
    headings: set[int] = set()
    for style, members in series.items():
        heads = [m for m in members if drafts[m].short and m in after and styles[after[m]] != style]
        if 2 * len(heads) >= len(members) and style != "circled":
            headings |= set(heads)
    return frozenset(headings)


def _before_text(drafts: Sequence[Draft], index: int, content: Sequence[int]) -> bool:
    """Whether only headings stand before: the head of the document."""
    return all(drafts[i].short for i in content if i < index)


def _heads(drafts: Sequence[Draft], styles: Sequence[str], index: int, content: Sequence[int]) -> bool:
    """Whether text follows a short line that it could be the heading of."""
    place = content.index(index)
    head = _before_text(drafts, index, content)
    before = content[place - 1] if place else None
    if before is not None and not head:
        under_date = styles[before] == "date" and styles[index] != "date" and drafts[before].short
        in_table = _under_rows(drafts, content, place)
        if under_date or in_table:
            return False
    for following in content[place + 1 : place + 1 + (HEAD_RUN if head else RUN)]:
        if not drafts[following].short or styles[following] in _ITEMS or styles[following] == "date":
            return True
        if styles[index] == "date" or _in_bare_list(drafts, styles, following, content) == "item":
            return True
    return False


def _under_rows(drafts: Sequence[Draft], content: Sequence[int], place: int) -> bool:
    """Whether a table stands right over a line, with no blank line between."""
    while place > 0 and drafts[content[place]].first.gap == 0:
        place -= 1
        if drafts[content[place]].matter == "row":
            return True
    return False


def _is_label_item(drafts: Sequence[Draft], index: int, content: Sequence[int]) -> bool:
    """Whether a line `label: value` stands beside others."""
    if not is_label(drafts[index].text) or len(drafts[index].text) > 250:
        return False
    place = content.index(index)
    beside = [content[i] for i in (place - 1, place + 1) if 0 <= i < len(content)]
    return any(is_label(drafts[i].text) for i in beside) or drafts[index].first.gap is None
