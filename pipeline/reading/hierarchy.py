"""Which heading governs each passage, and which passages make one list or table."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import PassageKind
from pipeline.reading.drafts import Draft


def parents_of(drafts: Sequence[Draft], styles: Sequence[str], kinds: Sequence[PassageKind]) -> list[int | None]:
    """The governing heading of each draft; items stand under the line with a colon that announces them."""
    parents: list[int | None] = [None] * len(kinds)
    stack: list[int] = []
    intro: int | None = None
    dates = _DateRule(drafts, styles, kinds)
    previous: int | None = None
    for index, kind in enumerate(kinds):
        if kind == "furniture":
            continue
        if kind == "heading":
            stack = _rise(stack, index, previous, drafts, styles, kinds)
            parents[index] = stack[-1] if stack else None
            stack, intro = [*stack, index], None
        else:
            if stack and styles[stack[-1]] == "date" and not dates.governs(stack[-1], index):
                stack = stack[:-1]
            listed = kind in ("item", "row") and intro is not None
            parents[index] = intro if listed else stack[-1] if stack else None
            if kind == "paragraph" or (kind == "item" and not listed):
                intro = index if _announces(drafts[index]) else None
        previous = index
    return parents


def _announces(draft: Draft) -> bool:
    return draft.text.rstrip()[-1:] in (":", "：")


def _rise(
    stack: list[int],
    index: int,
    previous: int | None,
    drafts: Sequence[Draft],
    styles: Sequence[str],
    kinds: Sequence[PassageKind],
) -> list[int]:
    """The headings that a new heading stands under.

    Lines of one title stand each under the one before; else a heading ends those of its own style and
    what is below them. A date heads no heading. The title governs the whole document.
    """
    directly = previous is not None and kinds[previous] == "heading" and drafts[index].first.gap == 0
    if directly and styles[index] not in ("date", "hash1") and stack and stack[-1] == previous:
        return stack
    kept = [one for one in stack if styles[one] != "date"]
    titled = bool(kept) and styles[kept[0]] in ("plain", "caps", "chapter") and set(kinds[: kept[0]]) <= {"furniture"}
    floor = 1 if titled and not styles[index].startswith("hash") else 0
    same = [place for place, one in enumerate(kept) if styles[one] == styles[index] and place >= floor]
    deeper = [place for place, one in enumerate(kept) if _is_lower_hash(styles[one], styles[index])]
    cut = min([*same, *deeper], default=len(kept))
    return kept[:cut]


def _is_lower_hash(style: str, new: str) -> bool:
    """A marked-up heading ends every unmarked one before it and those of its rank or lower."""
    if not new.startswith("hash"):
        return False
    return not style.startswith("hash") or style >= new


class _DateRule:
    """What a line that is only a date governs.

    Where entries stand right under their dates, a blank line ends it; else the next date does, and the
    last date governs no more passages than the ones before it did.
    """

    def __init__(self, drafts: Sequence[Draft], styles: Sequence[str], kinds: Sequence[PassageKind]) -> None:
        self._drafts, self._kinds = drafts, kinds
        self._content = [index for index, kind in enumerate(kinds) if kind != "furniture"]
        self._dates = [index for index in self._content if styles[index] == "date" and kinds[index] == "heading"]
        after = {at: self._content[self._content.index(at) + 1] for at in self._dates if at != self._content[-1]}
        self._tight = {at: drafts[next_].first.gap == 0 for at, next_ in after.items()}
        self._most = max((self._between(a, b) for a, b in zip(self._dates, self._dates[1:], strict=False)), default=0)

    def _between(self, start: int, end: int) -> int:
        """How many passages stand between two dates, up to the next heading."""
        count = 0
        for index in self._content:
            if start < index < end:
                if self._kinds[index] == "heading":
                    break
                count += 1
        return count

    def governs(self, date: int, index: int) -> bool:
        if len(self._dates) == 1 and not self._tight.get(date):
            return False
        between = [i for i in self._content if date < i <= index]
        if self._tight.get(date):
            return all(not self._drafts[i].first.gap for i in between)
        return len(between) <= max(self._most, 1)


def blocks_of(drafts: Sequence[Draft], styles: Sequence[str], kinds: Sequence[PassageKind]) -> list[int]:
    """A number for each list and each table; 0 for what is in neither."""
    blocks: list[int] = []
    block, current = 0, ""
    for index, kind in enumerate(kinds):
        row = drafts[index].row
        key = f"table {row.table}" if row is not None else f"list {styles[index]}" if kind == "item" else ""
        if kind == "furniture":
            blocks.append(0)
            continue
        if key and key != current:
            block += 1
        current = key
        blocks.append(block if key else 0)
    return blocks
