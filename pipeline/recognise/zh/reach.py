"""How far to the left of its head a Chinese name reaches.

在 | 上合组织 | 成员国 | 环境 | 部长 | 会议     Chinese names end in their head; where they begin no mark
p    known      n       n      n      head  <-  says. From the head we walk left over nouns and known
^ stop                                          names, and stop at verbs, particles, dates, punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.model import Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.zh.units import ANCHORS, COP, Unit, Units, word_set

NOUNS = {"n", "nz", "nw", "vn", "a", "an", "s", "vd"}
DASHES = "—–-－~―"
OPENERS = {"”": "“", "」": "「", "》": "《", "〉": "〈", "’": "‘", "』": "『", '"': '"', "'": "'", ">": "<"}
CONJUNCTIONS = {"和", "与", "及", "以及", "暨", "、", "同"}
ALIAS = re.compile(r"简称|下称|统称|合称|又称|缩写|以下|英文|俄文")
ROUTES = {"铁路", "公路", "高铁", "管道", "走廊"}
WORD_NUMBERS = {"四国", "三国", "五国", "七国", "八国", "双方", "多方", "三方", "四方"}
LONGEST_QUOTE, LONGEST_JOINT = 30, 10
SHORT_BODY, LONG_BODY = 3, 6  # letters of a tagged body: one of a longer name, a name by itself
MEETINGS = ("会议", "峰会", "论坛", "会晤", "年会")
LONGEST_LEAP, SHORTEST_HEAD = 24, 2
PREDICATES = set("是不有没为")  # characters of verbs that no name holds
BODIES = {"Organization", "Agreement", "Initiative"}
NUMBERED = re.compile(r"第.+[届次轮期]|首届")
WORD = re.compile(r"[\w+]")


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a name begins, and what was met on the way: an anchor, an ordinal; what stands before it."""

    start: int
    anchored: bool
    ordinal: bool
    before: str
    founded: bool


def reach(units: Units, head: Span, cls: str) -> Reach:
    """Where the name of a thing of a class begins whose head stands at `head`."""
    return _Walk(units, head, cls).run()


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


def _acts(noun: str) -> bool:
    """Whether a noun is of those who act: 部长, 代表, 专家."""
    return noun.endswith(tuple(word_set("actors"))) or noun in lexicon("zh-hans").offices


@cache
def _fields() -> frozenset[str]:
    return word_set("fields") | word_set("nominal")


@cache
def _predicates() -> frozenset[str]:
    return word_set("holding") | word_set("adopting") | word_set("founding") | word_set("acting")


@cache
def body_heads() -> tuple[str, ...]:
    """Heads of bodies by which a common noun may conclude a text: 秘书处, 委员会."""
    return tuple(h for h in lexicon("zh-hans").heads["Organization"] if len(h) > SHORTEST_HEAD)


class _Walk:
    """One walk from a head to the left."""

    def __init__(self, row: Units, head: Span, cls: str) -> None:
        self.row, self.text, self.cls, self.head = row, row.text, cls, head
        self.anchored = self.ordinal = self.joined = self.guessed = self.fields = False
        self.last_anchor = ""
        self.verb: int | None = None  # where the name begins if its free verb is the sentence's
        self.roll_back: int | None = None
        self.roll_back_anchor = False

    def run(self) -> Reach:
        start = self.head.start
        inside = self.row.at(start - 1) if start else -1
        index = inside
        if index >= 0 and self.row.units[index].end > start:  # the tagger's word holds part of the name
            unit = self.row.units[index]
            if unit.kind in NOUNS | {"LOC", "ORG", "PER"}:
                start = unit.start
                # A short word that holds the head (工业部, 交流处) is the end of a name, not where it begins.
                self.anchored = unit.kind in {"LOC", "ORG"} and self.head.end - start > SHORT_BODY
                self.guessed = self.anchored
                self.last_anchor = unit.kind if self.head.end - start > LONG_BODY and self.anchored else ""
            index -= 1
        founded = False
        while index >= 0:
            step = self._step(index, start)
            if step is None:
                break
            index, start = step
        if index >= 0 and self._opens_name(index, start):
            start = self.row.units[index].start
            index -= 1
            founded = True
        if self.verb is not None and not (self.anchored and not self.guessed) and start < self.verb:
            start = self.verb
            index = self.row.at(start - 1)
        leap = self._numbered(index, start)
        if leap is not None:
            index, start = leap - 1, self.row.units[leap].start
            self.ordinal, self.roll_back = self.row.units[leap].kind == "ordinal", None
            self.anchored = self.anchored or not self.ordinal
        if self.roll_back is not None and not self.fields and not self._complete(index):
            start = self.roll_back
            self.anchored = self.roll_back_anchor or self.guessed
            index = self.row.at(start - 1) if start else -1
        while start < self.head.start and not (WORD.match(self.text[start]) or self.text[start] in OPENERS.values()):
            start += 1
        before = self.row.units[index].text if index >= 0 else ""
        founded = founded or before in word_set("founding")
        return Reach(start, self.anchored, self.ordinal, before, founded)

    def _numbered(self, index: int, start: int) -> int | None:
        """第六届|减轻灾害风险全球平台大会: the unit of a number shortly before, with no clause's end between."""
        if self.cls != "Event" or self.ordinal:
            return None
        verbs = 0
        while index >= 0 and start - self.row.units[index].start <= LONGEST_LEAP:
            unit = self.row.units[index]
            if unit.kind == "ordinal":
                passed = self.text[unit.end : start]
                return index if NUMBERED.fullmatch(unit.text) and not any(h in passed for h in MEETINGS) else None
            verbs += unit.kind == "c"
            if unit.kind in BODIES and not verbs and not self.anchored and start - unit.end <= LONGEST_JOINT:
                return index
            inner = word_set("medial") | word_set("nominal") | word_set("organising")
            verbs += unit.kind == "v" and len(unit.text) > 1 and unit.text not in inner
            if unit.kind in {"w", "date", "p", "u", "r"} or unit.text in word_set("holding") | word_set("adopting"):
                return None
            index -= 1
        return None

    def _complete(self, index: int) -> bool:
        """Whether a name with "and" in it surely began here: at a known name, or where a text does."""
        if self.anchored and not self.roll_back_anchor:
            return True
        if index < 0:
            return True
        unit = self.row.units[index]
        return (
            (unit.kind == "w" and unit.text not in CONJUNCTIONS)
            or unit.kind in {"u", "date"}
            or unit.text in word_set("founding")
        )

    def _step(self, index: int, start: int) -> tuple[int, int] | None:
        """One unit further: the next index and the new start, or None where the name begins."""
        unit = self.row.units[index]
        if unit.text in OPENERS and unit.kind not in ANCHORS:
            return self._closed(unit)
        if unit.text == ")":
            return self._parenthesis(start)
        if self.last_anchor and not self._may_precede_anchor(index):
            return None
        if set(unit.text) <= set(DASHES):
            return self._dash(index)
        if unit.text in CONJUNCTIONS and unit.text != "暨":
            return self._conjunction(index)
        if unit.text == "至" and self.head.of(self.text) in ROUTES:
            return self._route(index)
        if unit.anchor:
            self.anchored, self.guessed = True, self.guessed and self.roll_back is not None
            self.last_anchor = unit.kind if unit.kind != "ORG" or len(unit.text) > LONG_BODY else ""
            return index - 1, unit.start
        if unit.kind == "ordinal":
            return self._ordinal(index, unit)
        if self._passes(index):
            return index - 1, unit.start
        return None

    def _passes(self, index: int) -> bool:
        unit = self.row.units[index]
        if unit.text in word_set("before_place") and self.last_anchor in {"Place", "LOC"}:
            return True
        if unit.text in word_set("passing") or unit.text in WORD_NUMBERS:
            return True
        if (
            not unit.text.strip()
            or len(unit.text) == 1
            and unit.kind in {"v", "vn", "f", "d"}
            and unit.text not in word_set("nominal")
        ):
            return False
        if unit.kind in NOUNS:
            return unit.text not in word_set("holding") and unit.text not in word_set("stopping")
        if unit.text in word_set("ceremonial"):
            return self.text[: self.head.end].endswith(("仪式", "大会", "活动", "典礼"))
        if unit.kind in {"v", "d", "ad"} and unit.text in word_set("nominal"):
            return True
        if unit.kind == "v" and unit.text in word_set("medial"):
            return index > 0 and self.row.units[index - 1].kind in {"n", "nz", "vn"}
        if unit.kind in {"v", "ad"} and self._free_verb(index):
            self.verb = self.verb or unit.end
            return True
        if unit.kind == "demonym":
            return len(unit.text) == 1
        return unit.kind == "PER" and unit.end == self.head.start and self.cls == "Organization"

    def _free_verb(self, index: int) -> bool:
        """珊瑚|恢复|联盟: any verb of two characters behind its object, if a known name begins it all.

        What a state or body does stands right behind it: 法国|资助|…中心.
        """
        if self.cls == "Event" or index == 0 or self.verb is not None or self.last_anchor:
            return False
        unit, left = self.row.units[index], self.row.units[index - 1]
        if len(unit.text) < 2 or set(unit.text) & PREDICATES or unit.text in _predicates():
            return False
        if left.kind in {"Place", "LOC"}:
            return unit.end == self.head.start
        return left.kind in {"n", "nz", "vn", "f"} and left.text not in word_set("stopping") and not _acts(left.text)

    def _may_precede_anchor(self, index: int) -> bool:
        """What may stand left of a known name within a longer one."""
        unit = self.row.units[index]
        if set(unit.text) <= set(DASHES) or unit.text == ")" or unit.text in OPENERS:
            return True
        if unit.text == "至":
            return self.head.of(self.text) in ROUTES
        if unit.kind == "ordinal":
            return self.cls in {"Event", "Agreement"}
        if unit.text in CONJUNCTIONS:
            return self._two_regions(index) or (
                self.cls in {"Agreement", "Event"} and self.last_anchor in {"State", "Organization", "ORG"}
            )
        if unit.text in word_set("before_place") and self.last_anchor in {"Place", "LOC"}:
            return self.cls == "Organization"
        if not unit.anchor:
            return False
        if self.last_anchor in {"Place", "LOC"}:
            return unit.kind in {"Organization", "ORG", "Agreement", "Initiative", "Event"} or self._dashed(index)
        return True

    def _dashed(self, index: int) -> bool:
        following = self.row.units[index + 1]
        return set(following.text) <= set(DASHES)

    def _ordinal(self, index: int, unit: Unit) -> tuple[int, int] | None:
        if (self.cls not in {"Event", "Agreement"} and not self.head.of(self.text).endswith("考察队")) or (
            self.ordinal and "阶段" not in self.text[unit.end : self.head.end]
        ):
            return None
        self.ordinal = True
        self.last_anchor = ""
        return index - 1, unit.start

    def _dash(self, index: int) -> tuple[int, int] | None:
        """中国—东盟…: a dash joins two names."""
        left = self.row.units[index - 1] if index else None
        if left is None or left.text.strip() == "" or not (left.anchor or left.kind in {"n", "nz"}):
            return None
        if not left.anchor and not self.anchored:
            return None
        self.anchored = True
        self.last_anchor = left.kind if left.anchor else "nz"
        return index - 2, left.start

    def _route(self, index: int) -> tuple[int, int] | None:
        """塔城至阿亚古兹铁路: both ends of a line are in its name."""
        left = self.row.units[index - 1] if index else None
        if left is None or left.kind not in {"Place", "LOC", "State"}:
            return None
        self.anchored, self.last_anchor = True, left.kind
        return index - 2, left.start

    def _closed(self, unit: Unit) -> tuple[int, int] | None:
        """A quotation right before: “上合教育行”研讨会, 《公约》秘书处."""
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

    def _parenthesis(self, start: int) -> tuple[int, int] | None:
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

    def _conjunction(self, index: int) -> tuple[int, int] | None:
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

    def _opens_name(self, index: int, start: int) -> bool:
        """建立|应对安全威胁…中心: a verb that opens a name stands right after one of founding."""
        unit = self.row.units[index]
        if unit.kind != "v" or self.anchored or len(unit.text) < 2 or index == 0 or start == self.head.start:
            return False
        if unit.text in word_set("founding") or unit.text in word_set("adopting"):
            return False
        return self.row.units[index - 1].text in word_set("founding")
