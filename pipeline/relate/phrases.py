"""Where the phrases of `patterns.py` stand in a document's scenes, and which groups they join."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Mention
from pipeline.relate.above import SHORT
from pipeline.relate.patterns import Context, Pattern, matches
from pipeline.relate.plain import ORGAN, is_bare_organ, sitting
from pipeline.relate.scene import JOINERS, SEPARATORS, Group, Scene
from pipeline.relate.veto import likely

CLASS = re.compile(r"[.]")
LISTING = JOINERS | set("《》「」『』“”«»\"'‘’;；")  # what may stand between two things of a list
# What is said of one in a list is said of all, whatever stands in parentheses between them: the end that is listed.
LISTED = {"memberOf": "s", "foundingMemberOf": "s", "observerOf": "s", "dialoguePartnerOf": "s", "party": "o"}
MIXED = {"State", "Organization"}  # may stand in one list
CLOSING = {"》", "”", "」", "』"}  # in Chinese a quoted name may follow on another with no joiner
BACK = 3  # passages before, in which a missing end is looked for


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern met: the property, both ends with their scenes, and the pattern's text as reason."""

    property: str
    subject: Group
    object: Group
    subject_scene: Scene
    object_scene: Scene
    source: str
    negative: bool = False


def phrases(scenes: Sequence[Scene], mentions: Sequence[Mention], focus: tuple[Scene, Group] | None) -> list[Phrase]:
    """All phrases of a document, in order of place, each once."""
    found: dict[tuple[object, ...], Phrase] = {}
    barred: set[tuple[object, ...]] = set()
    by_index = {s.reading.index: s for s in scenes}
    for at, scene in enumerate(scenes):
        for skip in (False, True):
            if skip and not any(u.depth for u in scene.units):
                continue
            for phrase in _in_scene(scene, skip, mentions, _Before(scenes, at, by_index, mentions, focus)):
                key = (phrase.property, phrase.subject_scene.reading.index, phrase.subject.unit,
                       phrase.object_scene.reading.index, phrase.object.unit)  # fmt: skip
                if phrase.negative:
                    barred.add(key)
                else:
                    found.setdefault(key, phrase)
    return [phrase for key, phrase in found.items() if key not in barred]


def encoded(scene: Scene, mentions: Sequence[Mention], *, skip: bool) -> tuple[str, list[int]]:
    """A scene as the text that patterns match: and at which position of it each unit begins (-1: left out)."""
    chinese = scene.reading.passage.language.startswith("zh")
    row = scene.reading.passage.kind == "row"  # what looks like a sentence's end in a table's row is none
    text, starts, sentence = "", [], 0
    for unit in scene.units:
        if unit.sentence != sentence and not row:
            text, sentence = text + ("¶" if chinese else " ¶"), unit.sentence
        if skip and unit.depth:
            starts.append(-1)
            continue
        starts.append(len(text))
        text += ("" if chinese else " ") + _encoded(scene, unit.group, unit.word, mentions)
    return text, starts


def _encoded(scene: Scene, group: int, word: str, mentions: Sequence[Mention]) -> str:
    if group < 0:
        return word.replace(" ", "_")
    first = mentions[scene.groups[group].members[0]]
    organ = ORGAN if len(scene.groups[group].members) == 1 and is_bare_organ(first) else ""
    case, kind = _case(scene, first), first.kind or sitting(first) or organ
    return f"⟦{scene.groups[group].cls}{'.' + kind if kind else ''}{'/' + case if case else ''}:{group}⟧"


def _case(scene: Scene, mention: Mention) -> str:
    """The case that a mention stands in, where the language has cases: a person's surname's, else its first word's."""
    words = scene.reading.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    cases = [case for word in words or () for case in word.morph.get("Case", [])]
    return "" if not cases else cases[-1] if mention.cls == "Person" else cases[0]


def _in_scene(scene: Scene, skip: bool, mentions: Sequence[Mention], before: _Before) -> Iterator[Phrase]:
    text, starts = encoded(scene, mentions, skip=skip)
    for pattern, match in matches(scene.reading.passage.language, text):
        if pattern.under and not before.under(scene, pattern.under):
            continue
        if pattern.without and before.named(scene, pattern.without):
            continue
        ends: dict[str, list[tuple[Scene, Group]]] = {
            end: [
                (scene, g)
                for g in _chain(scene, int(number), end in pattern.chained, LISTED.get(pattern.property) == end)
            ]
            for end, number in match.groupdict().items()
            if number is not None
        }
        if pattern.context is not None:
            named = before(pattern.context, scene, match.start(), starts, pattern.property)
            if named is None:
                continue
            ends[pattern.context.end] = [named]
        yield from _joined(pattern, ends)


def _chain(scene: Scene, group: int, chained: bool, mixed: bool) -> list[Group]:
    """A group, with what it is listed with where the pattern or its property asks for it."""
    one = scene.groups[group]
    classes = MIXED if mixed and one.cls in MIXED else {one.cls}
    if not chained and (not mixed or one.cls not in MIXED):
        return [one]
    if one.lead != one.tail:
        return [g for g in scene.groups if g.cls == one.cls and one.lead <= g.unit <= one.tail]
    depth = scene.units[one.unit].depth
    others = [g for g in scene.groups if g.cls in classes and scene.units[g.unit].depth == depth]
    after = _listed(scene, [g for g in others if g.unit > one.unit], one)
    before = _listed(scene, [g for g in reversed(others) if g.unit < one.unit and g.cls == one.cls], one)
    return [*reversed(before), one, *after]


def _listed(scene: Scene, others: Sequence[Group], one: Group) -> list[Group]:
    """How far a list goes on: groups with nothing between them but joiners, quotation marks, parentheses."""
    found: list[Group] = []
    for other in others:
        first, second = sorted((found[-1].unit if found else one.unit, other.unit))
        between = [u for u in scene.units[first + 1 : second] if u.depth <= scene.units[one.unit].depth]
        joined = any(u.word in SEPARATORS or u.word in CLOSING for u in between)
        if not joined or any(u.group >= 0 or u.word not in LISTING for u in between):
            break
        found.append(other)
    return found


def _joined(pattern: Pattern, ends: dict[str, list[tuple[Scene, Group]]]) -> Iterator[Phrase]:
    for here, subject in ends.get("s", ()):
        for there, object_ in ends.get("o", ()):
            yield Phrase(pattern.property, subject, object_, here, there, pattern.source, pattern.negative)


@dataclass(frozen=True, slots=True)
class _Before:
    """Looks up what a pattern leaves unsaid."""

    scenes: Sequence[Scene]
    at: int
    by_index: dict[int, Scene]
    mentions: Sequence[Mention]
    focus: tuple[Scene, Group] | None

    def __call__(
        self, context: Context, scene: Scene, position: int, starts: Sequence[int], property_: str
    ) -> tuple[Scene, Group] | None:
        """The nearest group of the classes before a position, that may have the property; None where there is none."""
        earlier = [g for g in scene.groups if 0 <= starts[g.unit] < position and self._may(g, context, property_)]
        if earlier and context.where not in {"^", "*", "="}:
            return scene, earlier[-1]
        for other in self._others(context, scene):
            fitting = [
                g
                for g in other.groups
                if self._may(g, context, property_)
                and (context.where != "=" or g.unit == 0)
                and not (context.where in {"*", "~"} and is_bare_organ(self.mentions[g.members[0]]))
            ]
            if fitting:
                return other, fitting[0] if other.reading.passage.kind == "heading" else fitting[-1]
        return self.focus if context.where in {"!", "*", "~"} else None

    def _others(self, context: Context, scene: Scene) -> Iterator[Scene]:
        if context.where != "-":
            yield from self._headings(scene)
        if context.where not in {"-", "^", "*", "=", "~"}:
            yield from reversed(self.scenes[max(0, self.at - BACK) : self.at])

    def under(self, scene: Scene, words: Sequence[str]) -> bool:
        """Whether one of the words stands in the heading above, the line before the list, or the table's first row."""
        governing = [*list(self._headings(scene))[:1], *self._introducing(scene)]
        return any(u.word in words for other in governing for u in other.units)

    def named(self, scene: Scene, classes: Sequence[str]) -> bool:
        """Whether a heading above names a thing of one of the classes."""
        return any(g.cls in classes for other in self._headings(scene) for g in other.groups)

    def _introducing(self, scene: Scene) -> Iterator[Scene]:
        """The first row of the table, and the passage before the list or table, unless it is a heading.

        Before any other passage, one that ends with a colon.
        """
        here = scene.reading.passage
        if here.kind not in {"item", "row"}:
            if self.at and _leads_on(self.scenes[self.at - 1]):
                yield self.scenes[self.at - 1]
            return
        at = self.at
        while at > 0 and self.scenes[at - 1].reading.passage.block == here.block:
            at -= 1
        if at < self.at and here.kind == "row":
            yield self.scenes[at]
        if at > 0 and self.scenes[at - 1].reading.passage.kind == "paragraph" and _introduces(self.scenes[at - 1]):
            yield self.scenes[at - 1]

    def _may(self, group: Group, context: Context, property_: str) -> bool:
        """Whether a group fits, and is no organ or calamity named in passing; the body a text is about always may."""
        first = self.mentions[group.members[0]]
        own = self.focus is not None and self._called(first) == self._called(self.mentions[self.focus[1].members[0]])
        return self._fits(group, context) and (own or likely(property_, first))

    @staticmethod
    def _called(mention: Mention) -> str:
        return mention.known or mention.stands_for or mention.name

    def _fits(self, group: Group, context: Context) -> bool:
        kind = self.mentions[group.members[0]].kind
        return group.cls in context.classes or kind in context.classes

    def _headings(self, scene: Scene) -> Iterator[Scene]:
        parent = scene.reading.passage.parent
        while parent is not None and parent in self.by_index:
            yield self.by_index[parent]
            parent = self.by_index[parent].reading.passage.parent


def _introduces(scene: Scene) -> bool:
    """Whether a paragraph introduces the list after it: it is short, or ends with a colon."""
    return len(scene.units) <= SHORT or _leads_on(scene)


def _leads_on(scene: Scene) -> bool:
    return bool(scene.units) and scene.units[-1].word in {":", "："}
