"""What joins the parts of a Chinese name: numbers, dashes, quotations, parentheses, "and"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.model import Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.zh.units import COP, Unit, Units, word_set

NOUNS = {"n", "nz", "nw", "vn", "a", "an", "s", "vd"}
DASHES = "—–-－~―"
OPENERS = {"”": "“", "」": "「", "》": "《", "〉": "〈", "’": "‘", "』": "『", '"': '"', "'": "'", ">": "<"}
ALIAS = re.compile(r"简称|下称|统称|合称|又称|缩写|以下|英文|俄文")
ROUTES = {"铁路", "公路", "高铁", "管道", "走廊"}
LONGEST_QUOTE, LONGEST_JOINT, SHORTEST_HEAD = 30, 10, 2
Step = tuple[int, int]  # the index of the unit to look at next, and where the name begins so far


@cache
def all_heads() -> tuple[str, ...]:
    """Heads of bodies and texts: what ends in one is a name by itself, not half of one."""
    words = lexicon("zh-hans")
    return tuple(
        head
        for cls in ("Organization", "Agreement")
        for head in words.heads[cls]
        if len(head) > 1 or head in "部局厅处署"
    )


@cache
def body_heads() -> tuple[str, ...]:
    """Heads of bodies by which a common noun may conclude a text: 秘书处, 委员会."""
    return tuple(h for h in lexicon("zh-hans").heads["Organization"] if len(h) > SHORTEST_HEAD)


@cache
def _fields() -> frozenset[str]:
    return word_set("fields") | word_set("nominal")


def acts(noun: str) -> bool:
    """Whether a noun is of those who act: 部长, 代表, 专家."""
    return noun.endswith(tuple(word_set("actors"))) or noun in lexicon("zh-hans").offices


@cache
def predicates() -> frozenset[str]:
    return word_set("holding") | word_set("adopting") | word_set("founding") | word_set("acting")


class Joints:
    """The state of a walk to the left from a head, and its steps over what joins two parts."""

    def __init__(self, row: Units, head: Span, cls: str) -> None:
        self.row, self.text, self.cls, self.head = row, row.text, cls, head
        self.start = head.start  # where the name begins, as far as is known
        self.index = row.at(head.start - 1) if head.start else -1  # of the unit to look at next
        self.anchored = self.ordinal = self.joined = self.guessed = self.fields = self.founded = False
        self.last_anchor = ""
        self.verb: int | None = None  # where the name begins if its free verb is the sentence's
        self.roll_back: int | None = None  # where it begins if its "and" is the sentence's
        self.roll_back_anchor = False

    def _ordinal(self, index: int, unit: Unit) -> Step | None:
        if (self.cls not in {"Event", "Agreement"} and not self.head.of(self.text).endswith("考察队")) or (
            self.ordinal and "阶段" not in self.text[unit.end : self.head.end]
        ):
            return None
        self.ordinal = True
        self.last_anchor = ""
        return index - 1, unit.start

    def _dash(self, index: int) -> Step | None:
        """中国—东盟…: a dash joins two names."""
        left = self.row.units[index - 1] if index else None
        if left is None or left.text.strip() == "" or not (left.anchor or left.kind in {"n", "nz"}):
            return None
        if not left.anchor and not self.anchored:
            return None
        self.anchored = True
        self.last_anchor = left.kind if left.anchor else "nz"
        return index - 2, left.start

    def _dashed(self, index: int) -> bool:
        following = self.row.units[index + 1]
        return set(following.text) <= set(DASHES)

    def _route(self, index: int) -> Step | None:
        """昆明至大理铁路: both ends of a line are in its name."""
        left = self.row.units[index - 1] if index else None
        if left is None or left.kind not in {"Place", "LOC", "State"}:
            return None
        self.anchored, self.last_anchor = True, left.kind
        return index - 2, left.start

    def _closed(self, unit: Unit) -> Step | None:
        """A quotation right before: “绿色校园”研讨会, 《公约》秘书处."""
        opener = OPENERS[unit.text]
        at = self.text.rfind(opener, max(0, unit.start - LONGEST_QUOTE), unit.start)
        if at < 0 or self.last_anchor == "quoted" or self.text[at - 1 : at] == "称":
            return None
        inner = self.text[at + 1 : unit.start]
        if not inner.strip() or any(c in inner for c in "。;!?"):
            return None
        self.anchored = True
        self.last_anchor = "quoted"
        return self.row.at(at) - 1, at

    def _parenthesis(self, start: int) -> Step | None:
        """A parenthesis within a name: 政府首脑(总理)理事会; or one that only gives its short name."""
        at = self.text.rfind("(", max(0, start - 60), start)
        if at <= 0 or self.text[start - 1] != ")":
            return None
        inner = self.text[at + 1 : start - 1]
        if (
            ALIAS.search(inner)
            or COP.fullmatch(inner)
            or (len(inner) <= 4 and inner in {"总理", "联合体", "首相", "暂行", "布", "金"})
        ):
            return self.row.at(at) - 1, at
        return None

    def _conjunction(self, index: int) -> Step | None:
        if index == 0 or self.row.units[index].start == 0:
            return None
        left, right = self.row.units[index - 1], self.row.units[index + 1]
        if self._two_regions(index):
            return index - 2, left.start
        if self._states_conclude(left, right):
            self.last_anchor = "Organization" if left.kind in {"ORG", "Organization"} else "State"
            return index - 2, left.start
        if left.kind not in NOUNS and left.text not in word_set("nominal"):
            return None
        if left.text.endswith(all_heads()) or self.last_anchor:
            return None
        if right.anchor and right.end <= self.head.start:
            return None
        if self.row.units[index].text == "、" and not (self.joined or self.head.of(self.text) == "部"):
            return None
        if right.start >= self.head.start or self.head.start - right.start > LONGEST_JOINT * (1 + self.joined):
            return None
        if self.roll_back is None:
            self.fields = self.cls == "Organization" and left.text in _fields() and right.text in _fields()
            self.roll_back, self.roll_back_anchor = right.start, self.anchored and not self.guessed
        self.joined = True
        return index - 2, left.start

    def _two_regions(self, index: int) -> bool:
        """联合国亚洲及远东经济委员会: two places, with the parent body or 国际 before them."""
        if self.cls != "Organization" or index < 2 or self.row.units[index].text not in {"及", "和", "与"}:
            return False
        first, left, right = self.row.units[index - 2], self.row.units[index - 1], self.row.units[index + 1]
        return left.kind in {"Place", "LOC"} and right.kind in {"Place", "LOC"} and first.kind == "Organization"

    def _states_conclude(self, left: Unit, right: Unit) -> bool:
        """甲国和乙国…协定: the parties in an unquoted title."""
        if self.cls == "Event" and self.text.endswith("联合", 0, self.head.start):
            return left.kind in {"Organization", "ORG"} and right.kind in {"Organization", "ORG"}
        if self.cls != "Agreement" or self.head.of(self.text) in word_set("initiating"):
            return False
        ends = {"State", "Organization", "ORG"}
        body = left.kind in ends or (left.kind in NOUNS and left.text.endswith(body_heads()))
        return body and (right.kind in ends or right.text.endswith(body_heads()))
