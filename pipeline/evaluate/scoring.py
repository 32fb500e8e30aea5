"""One extracted graph against the gold annotations of its document.

The rules are the contract's (`GOLD.md`): a node is right if it shares a name and the class with a gold
entity, one to one; a fact is right if both its ends are. Some facts are neither right nor wrong: they
follow from what the gold says another way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.evaluate.gold import Gold, GoldEntity, GoldFact, normal
from pipeline.evaluate.neutral import Neutral
from pipeline.evaluate.values import Fact, Node

CLASSES: Final = ("State", "Place", "Organization", "Person", "Event", "Agreement", "Initiative")
PROPERTIES: Final = tuple(
    """memberOf foundingMemberOf observerOf dialoguePartnerOf chairOf partOf basedIn foundedOn foundedIn foundedBy
    proposedBy affiliation jobTitle startDate endDate heldIn organizer chairedBy attendedBy meetingOf ordinal theme
    adopted date concludedIn adoptedBy party validFrom validTo implements amends supersedes supports opposes
    declaredBy""".split()
)
FREE_TEXT: Final = frozenset({"jobTitle", "theme"})  # compared by containment, not letter by letter
BORDER: Final = re.compile(r"[。！？!?]\s*\S|\.\s+[A-ZА-ЯЁ«“\"]|\n")  # of two sentences, or of two lines
LEAST_SHARE: Final = 0.5  # of a free text that another must make up to count as the same

Tally = dict[tuple[str, str], Counter[str]]  # ("entity" or "fact", class or property) → tp, fp, fn


@dataclass(slots=True)
class Score:
    """What was right, wrong and missed, and each error in words; and of each fact that counts, whether it is right."""

    tally: Tally = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)
    right: dict[tuple[str, str, str], bool] = field(default_factory=dict)

    def count(self, kind: str, name: str, outcome: str, error: str = "") -> None:
        """Add one outcome ("tp", "fp", "fn") and, unless it is right, say what it was."""
        self.tally[kind, name][outcome] += 1
        if error:
            self.errors.append(f"{kind} {'+' if outcome == 'fp' else '-'} {error}")


def score(nodes: Iterable[Node], facts: Iterable[Fact], gold: Gold) -> Score:
    """Compare a graph's nodes and facts with the gold annotations."""
    result = Score()
    by_iri = {node.iri: node for node in sorted(nodes, key=lambda n: n.iri)}
    ordered = sorted(facts, key=_order)
    exact, loose = align(by_iri, ordered, gold)
    _score_entities(result, by_iri, exact, loose, gold)
    _score_facts(result, by_iri, ordered, {**loose, **exact}, gold)
    return result


def _order(fact: Fact) -> tuple[str, str, bool, str]:
    """The order in which facts are matched: where two could take one gold fact, the first does."""
    return (repr(fact.subject), fact.property, not fact.literal, repr(fact.object))


def align(nodes: Mapping[str, Node], facts: Iterable[Fact], gold: Gold) -> tuple[dict[str, str], dict[str, str]]:
    """Which node is which gold entity, one to one: those of the same class, and those of another."""
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    used: set[str] = set()
    for (same, *_, iri), entity in sorted(_alike(nodes, facts, gold), key=lambda pair: pair[0], reverse=True):
        if iri not in exact and iri not in loose and entity.id not in used:
            used.add(entity.id)
            (exact if same else loose)[str(iri)] = entity.id
    return exact, loose


def _alike(
    nodes: Mapping[str, Node], facts: Iterable[Fact], gold: Gold
) -> Iterator[tuple[tuple[bool, int, int, int, str], GoldEntity]]:
    """The gold entities that share a name with a node, each with how alike the two are; last, the node's IRI."""
    said: dict[str, set[tuple[str, str]]] = defaultdict(set)  # its dates and ordinals part two things of one name
    for fact in facts:
        if fact.literal:
            said[fact.subject].add((fact.property, fact.object))
    wanted: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for known in gold.facts:
        for subject in known.s:
            wanted[subject] |= {(known.p, value) for value in known.o}
    for node in nodes.values():
        for entity in gold.entities:
            if shared := node.names & entity.keys:
                values = said[node.iri] & wanted[entity.id]
                yield (node.cls == entity.type, len(shared), max(map(len, shared)), len(values), node.iri), entity


def _score_entities(
    result: Score, nodes: Mapping[str, Node], exact: Mapping[str, str], loose: Mapping[str, str], gold: Gold
) -> None:
    entities = {entity.id: entity for entity in gold.entities}
    for found in exact.values():
        if not entities[found].optional:
            result.count("entity", entities[found].type, "tp")
    for node in nodes.values():
        if node.iri not in exact:
            _score_stray(result, node, entities.get(loose.get(node.iri, "")), gold)
    matched = set(exact.values())
    for entity in gold.entities:
        if entity.id not in matched and not entity.optional:
            result.count("entity", entity.type, "fn", f"{entity.type} {entity.names[0]}")


def _score_stray(result: Score, node: Node, mistyped: GoldEntity | None, gold: Gold) -> None:
    """A node that is no gold entity of its class: wrong, unless what it resembles is optional."""
    if mistyped is not None:
        resembled, why = [mistyped], f" (type; gold {mistyped.type})"
    else:
        resembled = [entity for entity in gold.entities if node.names & entity.keys]
        why = " (second node for one thing)" if resembled else ""
    if not resembled or not all(entity.optional for entity in resembled):
        result.count("entity", node.cls, "fp", f"{node.cls} {node.label}{why}")


def _score_facts(
    result: Score, nodes: Mapping[str, Node], facts: Iterable[Fact], to_gold: Mapping[str, str], gold: Gold
) -> None:
    entities = {entity.id: entity for entity in gold.entities}
    implied = [
        f.model_copy(update={"p": "memberOf", "optional": True}) for f in gold.facts if f.p == "foundingMemberOf"
    ]
    wanted = [*gold.facts, *implied]
    neutral = Neutral(entities, wanted)
    done: set[int] = set()
    for fact in facts:
        subject = to_gold.get(fact.subject)
        object_ = None if fact.literal else to_gold.get(fact.object)
        hits = [i for i, known in enumerate(wanted) if subject and _accepts(known, subject, fact, object_)]
        _score_right(result, fact, [wanted[i] for i in hits if i not in done])
        done.update(hits)
        optional = any(end and entities[end].optional for end in (subject, object_))
        if not (hits or optional or (subject and neutral(subject, fact, object_))):
            _score_wrong(result, fact, nodes)
    for i, known in enumerate(wanted):
        if i not in done and not known.optional:
            _score_missed(result, known, entities)


def _score_right(result: Score, fact: Fact, fresh: Sequence[GoldFact]) -> None:
    """A fact that says what these gold facts do, which none said before it."""
    if wanted := [known for known in fresh if not known.optional]:
        result.count("fact", fact.property, "tp")
        result.right[fact.subject, fact.property, fact.object] = True
        qualified(result, fact, wanted[0])


def _score_wrong(result: Score, fact: Fact, nodes: Mapping[str, Node]) -> None:
    shown = nodes[fact.object].label if fact.object in nodes else fact.object
    result.count("fact", fact.property, "fp", f"{nodes[fact.subject].label} · {fact.property} · {shown}")
    result.right[fact.subject, fact.property, fact.object] = False
    _across(result, fact.quote, "fp")


def _score_missed(result: Score, known: GoldFact, entities: Mapping[str, GoldEntity]) -> None:
    shown = entities[known.o[0]].names[0] if known.o[0] in entities else known.o[0]
    result.count("fact", known.p, "fn", f"{entities[known.s[0]].names[0]} · {known.p} · {shown}")
    _across(result, known.quote, "fn")


def qualified(result: Score, fact: Fact, known: GoldFact) -> None:
    """Count whether a fact that was found has the modality and the validity of the gold one."""
    result.count("modality", known.modality, "tp" if fact.modality == known.modality else "fn")
    wanted = (known.valid_from, known.valid_to)
    for kind in ("validity", "limited") if any(wanted) or any(fact.valid) else ("validity",):
        result.count(kind, fact.property, "tp" if fact.valid == wanted else "fn")
    _across(result, known.quote, "tp")


def _across(result: Score, quote: str, outcome: str) -> None:
    """Count a fact that no single sentence states: its quote holds the border of two."""
    if BORDER.search(quote.strip()):
        result.count("across", "sentences", outcome)


def _accepts(known: GoldFact, subject: str, fact: Fact, object_: str | None) -> bool:
    if not fact.literal:
        return object_ is not None and known.says(subject, fact.property, object_)
    if fact.property not in FREE_TEXT:
        return known.says(subject, fact.property, fact.object)
    return known.p == fact.property and subject in known.s and any(same_text(fact.object, text) for text in known.o)


def same_text(one: str, other: str) -> bool:
    """Whether two free texts say the same: equal, or the one is a good part of the other."""
    short, long = sorted((normal(one), normal(other)), key=len)
    return short == long or (bool(short) and short in long and len(short) / len(long) >= LEAST_SHARE)
