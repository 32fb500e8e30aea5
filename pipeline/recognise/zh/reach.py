"""How far to the left of its head a Chinese name reaches.

在 | 上合组织 | 成员国 | 环境 | 部长 | 会议     Chinese names end in their head; where they begin no mark
p    known      n       n      n      head  <-  says. From the head we walk left over nouns and known
^ stop                                          names, and stop at verbs, particles, dates, punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.recognise.zh.joints import DASHES, LONGEST_JOINT, NOUNS, OPENERS, ROUTES, Joints, Step, acts, predicates
from pipeline.recognise.zh.units import ANCHORS, Units, word_set

CONJUNCTIONS = {"和", "与", "及", "以及", "暨", "、", "同"}
WORD_NUMBERS = {"四国", "三国", "五国", "七国", "八国", "双方", "多方", "三方", "四方"}
SHORT_BODY, LONG_BODY = 3, 6  # letters of a tagged body: one of a longer name, a name by itself
MEETINGS = ("会议", "峰会", "论坛", "会晤", "年会")
LONGEST_LEAP = 24
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


class _Walk(Joints):
    """One walk from a head to the left."""

    def run(self) -> Reach:
        """Walk left as far as the name may reach; then back to where it surely begins."""
        self._enter()
        tagged = self._tagged_start()
        while self.index >= 0:
            step = self._step(self.index, self.start)
            if step is None:
                break
            self.index, self.start = step
        if tagged is not None and tagged < self.start:
            self.roll_back = None
            self._begin(tagged)
        self._extend()
        self._draw_back()
        while self.start < self.head.start and not self._may_begin(self.text[self.start]):
            self.start += 1
        before = self.row.units[self.index].text if self.index >= 0 else ""
        return Reach(self.start, self.anchored, self.ordinal, before, self.founded or before in word_set("founding"))

    def _begin(self, start: int) -> None:
        self.start, self.index = start, self.row.at(start - 1) if start else -1

    @staticmethod
    def _may_begin(character: str) -> bool:
        return bool(WORD.match(character)) or character in OPENERS.values()

    def _enter(self) -> None:
        """The tagger's word that holds part of the head is part of the name."""
        if self.index < 0 or self.row.units[self.index].end <= self.start:
            return
        unit = self.row.units[self.index]
        if unit.kind in NOUNS | {"LOC", "ORG", "PER"}:
            self.start = unit.start
            # A short word that holds the head (工业部, 交流处) is the end of a name, not where it begins.
            self.anchored = unit.kind in {"LOC", "ORG"} and self.head.end - self.start > SHORT_BODY
            self.guessed = self.anchored
            self.last_anchor = unit.kind if self.head.end - self.start > LONG_BODY and self.anchored else ""
        self.index -= 1

    def _extend(self) -> None:
        """A verb that opens a name, and a number or a body shortly before it."""
        if self.index >= 0 and self._opens_name(self.index, self.start):
            self.start = self.row.units[self.index].start
            self.index -= 1
            self.founded = True
        if self.verb is not None and not (self.anchored and not self.guessed) and self.start < self.verb:
            self._begin(self.verb)
        leap = self._numbered(self.index, self.start)
        if leap is not None:
            self.index, self.start = leap - 1, self.row.units[leap].start
            self.ordinal, self.roll_back = self.row.units[leap].kind == "ordinal", None
            self.anchored = self.anchored or not self.ordinal

    def _draw_back(self) -> None:
        """Where the "and" is the sentence's, the name begins right of it."""
        if self.roll_back is not None and not self.fields and not self._complete(self.index):
            self.anchored = self.roll_back_anchor or self.guessed
            self._begin(self.roll_back)

    def _tagged_start(self) -> int | None:
        """西交|利物浦|大学: where the tagger's word for a body begins that this head ends; a state is no part of it."""
        if self.cls != "Organization":
            return None
        span = self.row.tagged_body(self.head.end)
        if span is None or span.start >= self.start:
            return None
        first = self.row.units[self.row.at(span.start)]
        following = self.row.units[min(self.row.at(first.end), len(self.row.units) - 1)]
        cut = first.kind in {"State", "demonym"} and following.kind in {"Place", "LOC"}
        return first.end if cut else first.start

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
            or unit.kind in {"u", "date", "m", "q"}
            or unit.text in word_set("founding")
        )

    def _step(self, index: int, start: int) -> Step | None:
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
        if len(unit.text) < 2 or set(unit.text) & PREDICATES or unit.text in predicates():
            return False
        if left.kind in {"Place", "LOC"}:
            stands = index > 1 and self.row.units[index - 2].kind == "p"  # 在利马|增设|…: where it is done
            return self.head.start - unit.end <= SHORT_BODY + 1 and not stands
        return left.kind in {"n", "nz", "vn", "f"} and left.text not in word_set("stopping") and not acts(left.text)

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

    def _opens_name(self, index: int, start: int) -> bool:
        """建立|应对安全威胁…中心: a verb that opens a name stands right after one of founding."""
        unit = self.row.units[index]
        if unit.kind != "v" or self.anchored or len(unit.text) < 2 or index == 0 or start == self.head.start:
            return False
        if unit.text in word_set("founding") or unit.text in word_set("adopting"):
            return False
        return self.row.units[index - 1].text in word_set("founding")
