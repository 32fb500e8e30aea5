"""Which texts are language versions of one another, and which of their sentences translate one another.

one bilingual document      each of its languages is a text
two documents               one text each, with the same things, days and numbers in the same order
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from pipeline.model import Document, Entity, Evidence, Mention, Period
from pipeline.recognise.overlap import VALUES
from pipeline.resolve.align import LEAST_SHARE, NUMBER, STEPS as PASSAGE_STEPS, Bead, Stretch, path, script, weight
from pipeline.versions.sentences import Sentence

SURE = 0.6  # likeness from which two sentences are taken for translations, so that what differs is worth a word
COVERED = 0.65  # of either text, by such sentences
SHARED = 0.6  # of the things, days and numbers that either of two documents has, both have,
LEAST_SHARED = 4  # this many at least
PLAIN = {"Date", "Ordinal"}
STEPS = (*PASSAGE_STEPS, (1, 3), (3, 1), (2, 2))
ELSEWHERE = 1_000_000  # added to the places of a second document: no sentence of it stands next to one of the first


@dataclass(frozen=True, slots=True)
class Value:
    """What a sentence names that a translation of it names too: a thing, days, or the number of an event.

    `key` is the thing's id, the days ("2024-07-03/2024-07-04"), or the number; `name` is how to show it.
    """

    cls: str
    key: str
    mention: Mention
    name: str


@dataclass(frozen=True)
class Text:
    """What a document says in one language: its sentences, and what each names (in order of place)."""

    document: Document
    tag: str
    sentences: tuple[Sentence, ...]
    values: tuple[tuple[Value, ...], ...]

    def evidence(self, at: int) -> Evidence:
        """The place of a sentence."""
        sentence = self.sentences[at]
        span = self.document.passages[sentence.passage].original(sentence.span)
        return Evidence(self.document.id, span, span.of(self.document.text))

    @cached_property
    def anchors(self) -> Counter[tuple[str, str]]:
        """The days, numbers and listed things that it names, which any document names alike, with how often."""
        return Counter((v.cls, v.key) for named in self.values for v in named if v.cls in PLAIN or v.mention.known)

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """How much each sentence says, in a measure that holds in any language."""
        texts = (s.span.of(self.document.passages[s.passage].text) for s in self.sentences)
        return tuple(weight(text, self.tag) for text in texts)


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two texts that say the same in two languages, and which sentences (by index) of either answer to one another."""

    left: Text
    right: Text
    beads: tuple[Bead, ...]

    def trusted(self, at: int) -> bool:
        """Whether a bead's sentences surely translate one another: by themselves, or by what stands around them."""
        bead = self.beads[at]
        if not _answered(bead) or bead.score >= SURE:
            return _answered(bead)
        return len(bead.left) == len(bead.right) == 1 and any(
            _answered(self.beads[i]) and self.beads[i].score >= SURE
            for i in (at - 1, at + 1)
            if 0 <= i < len(self.beads)
        )


def _answered(bead: Bead) -> bool:
    return bool(bead.left and bead.right)


def texts_of(
    document: Document, read: Sequence[Sentence], mentions: Sequence[Mention], entities: Iterable[Entity]
) -> tuple[Text, ...]:
    """The texts of a document, one a language that has its share of it, in order of language."""
    of = {index: e for e in entities for where, index in e.mentions if where == document.id}
    by: dict[str, list[Sentence]] = {}
    for sentence in read:
        by.setdefault(script(document.passages[sentence.passage].language), []).append(sentence)
    named: dict[int, list[Value]] = {}
    for index, mention in enumerate(mentions):
        named.setdefault(mention.passage, []).extend(_values(index, mention, of))
    found = [Text(document, tag, tuple(by[tag]), tuple(_named(s, named) for s in by[tag])) for tag in sorted(by)]
    total = sum(sum(t.weights) for t in found)
    return tuple(t for t in found if sum(t.weights) >= LEAST_SHARE * total)


def _values(index: int, mention: Mention, of: Mapping[int, Entity]) -> tuple[Value, ...]:
    if mention.cls in VALUES:
        period = mention.period if mention.cls == "Date" else None
        return () if period is None else (_days(mention, period),)
    found = [Value(mention.cls, of[index].id, mention, _name(of[index], mention))] if index in of else []
    if mention.cls == "Event" and mention.ordinal is not None and mention.form == "name":
        found.append(Value("Ordinal", str(mention.ordinal), mention, str(mention.ordinal)))
    return tuple(found)


def _days(mention: Mention, period: Period) -> Value:
    key = f"{period.start}/{period.end}"
    return Value("Date", key, mention, period.start if period.start == period.end else key)


def _name(entity: Entity, mention: Mention) -> str:
    """The name of a thing in the language of a mention; as mentioned, where it has none."""
    return dict(entity.names).get(mention.language, mention.name)


def _named(sentence: Sentence, named: Mapping[int, Sequence[Value]]) -> tuple[Value, ...]:
    return tuple(v for v in named.get(sentence.passage, ()) if sentence.span.contains(v.mention.span))


def parallels(found: Sequence[Text], named: Iterable[tuple[str, str]] = ()) -> Iterator[Parallel]:
    """The texts that are versions of one another, in order; `named` are pairs of documents that somebody says are."""
    pairs = {frozenset(pair) for pair in named}
    several = {d for d, n in Counter(t.document.id for t in found).items() if n > 1}
    for a, b in combinations(found, 2):
        within = a.document.id == b.document.id
        said = frozenset((a.document.id, b.document.id)) in pairs
        if a.tag != b.tag and (within or said or (not {a.document.id, b.document.id} & several and _akin(a, b))):
            aligned = Parallel(a, b, tuple(_aligned(a, b)))
            if said or min(_covered(aligned)) >= COVERED:
                yield aligned


def _akin(a: Text, b: Text) -> bool:
    """Whether two documents are about as long and name about the same."""
    sizes = sorted((sum(a.weights), sum(b.weights)))
    if sizes[0] < 0.5 * sizes[1] or len(a.anchors.keys() & b.anchors.keys()) < LEAST_SHARED:
        return False
    return (a.anchors & b.anchors).total() >= SHARED * (a.anchors | b.anchors).total()


def _aligned(a: Text, b: Text) -> list[Bead]:
    if not a.sentences or not b.sentences:
        return []
    return path(_stretches(a, 0), _stretches(b, 0 if a.document.id == b.document.id else ELSEWHERE), STEPS)


def _stretches(text: Text, offset: int) -> list[Stretch]:
    return [
        Stretch(i, s.passage + offset, p.kind, text.tag, text.weights[i], _anchors(text, i, s.span.of(p.plain)))
        for i, s in enumerate(text.sentences)
        for p in [text.document.passages[s.passage]]
    ]


def _anchors(text: Text, at: int, plain: str) -> frozenset[str]:
    return frozenset({*NUMBER.findall(plain), *(f"{v.cls} {v.key}" for v in text.values[at])})


def _covered(parallel: Parallel) -> tuple[float, float]:
    """How much of either text is in sentences that surely translate one another."""
    sure = [b for b in parallel.beads if _answered(b) and b.score >= SURE]
    left, right = parallel.left.weights, parallel.right.weights
    ours = sum(left[i] for b in sure for i in b.left) / sum(left)
    return ours, sum(right[i] for b in sure for i in b.right) / sum(right)
