"""What makes a Russian head word of a text a certain text though no capital marks it.

A number or year, a named party, a verb or noun of adopting, the years that a plan covers, measures that it plans.
"""

from __future__ import annotations

import re

from pipeline.recognise.ru.make import validity
from pipeline.recognise.ru.words import DASHES, Words, feature, listed

TOLD = re.compile(r"№\s*\d|\b(?:19|20)\d\d\s+(?:года|г\.)|[A-Z]+\S*\d+[-/]\d")
SPANNED = re.compile(r"\s*\((?:на\s+)?\d{4}\s*[-–—]\s*\d{4}")
BRINGING = {"внесение", "внести", "вносить", "вноситься", "внестись"}  # what is done to amend: no text by itself
JOINT = {"совместный", "итоговый", "политический", "заключительный"}
MEASURES = {"мероприятие", "действие", "мера"}
SUBJECT = {"о", "об", "между", "по"}


def defines(w: Words, left: int, head: int) -> bool:
    """Whether words written small tell after a dash what the text named before it is: X — договор о торговле."""
    dashed = left > 1 and w.texts[left - 1] in DASHES and w.texts[left - 2][-1].isalnum()
    return dashed and w.case(head) == "nomn" and w.texts[left].islower() and w.texts[head].islower()


def signed_joint(w: Words, left: int, head: int) -> bool:
    """опубликовано совместное заявление; Коммюнике, принятое в Коломбо: a kind and what was done to it."""
    return w.lemmas[left] in JOINT and left < head and bool({w.lemmas[w.head(head)]} & listed("adopting"))


def done_after(w: Words, head: int) -> bool:
    """Whether a participle of adopting follows after a comma."""
    if w.texts[head + 1 : head + 2] != [","] or head + 2 >= len(w):
        return False
    return w.lemmas[head + 2] in listed("adopting") | {"вступить"} and feature(w.tokens[head + 2], "VerbForm") != "Fin"


def told_small(w: Words, head: int, end: int) -> bool:
    """A small head that a number, a year or a named party makes certain: решение № 7/23, меморандум 2014 года."""
    if end == head + 1 or w.lemmas[head] in listed("untitled_texts"):
        return spanned(w, end)
    text = w.text(head, end)
    if TOLD.search(text) or spanned(w, end):
        return True
    concluded = w.lemmas[head] in listed("concluded_texts")
    if concluded and end > head + 2 and w.texts[head + 1] in SUBJECT and done_after(w, end - 1):
        return True
    if w.lemmas[head] in listed("counted_texts") and w.texts[head + 1] in {"к", "ко"} and w.capital(head + 2):
        return True
    party = any(
        w.capital(i) and (w.texts[i - 1] in {"с", "со", "между", "и"} or w.acronym(i)) for i in range(head + 2, end)
    )
    return party and w.texts[head + 1] in SUBJECT and w.lemmas[head] in listed("concluded_texts")


def typed(w: Words, left: int, head: int) -> int:
    """The first of the adjectives that tell a text's type: пятилетний план, but not свежий меморандум."""
    at = head
    while at > left and (w.lemmas[at - 1] in listed("text_adjectives") or w.lemmas[at - 1].endswith("летний")):
        at -= 1
    return at


def spanned(w: Words, end: int) -> bool:
    """Whether years in parentheses follow: пятилетний план (2018–2022 гг.)."""
    return bool(SPANNED.match(w.reading.plain, w.span(end - 1, end).end))


def planned(w: Words, left: int, head: int, end: int) -> bool:
    """Whether a text written small is a certain one: it is signed, has years, or plans measures for something."""
    lemma = w.lemmas[head]
    years = validity(w.text(head, end)) is not None
    if lemma == "план" and set(w.lemmas[head + 1 : head + 2]) <= MEASURES and w.texts[head + 2 : head + 3] == ["по"]:
        return end > head + 2
    if years and lemma in listed("planned_texts"):
        return True
    if lemma in listed("planned_texts") and any(w.capital(i) for i in range(head + 1, end)) and adopted(w, head, left):
        return True
    untitled = lemma in listed("untitled_texts") and lemma != "карта"
    told = end > head + 2 and (years or w.texts[head + 1].lower() in SUBJECT)
    return told and not untitled and adopted(w, head, left)


def amending(w: Words, head: int, end: int) -> bool:
    """изменения в Модельный кодекс, but not "внесение изменений в …"."""
    brought = BRINGING & {w.lemmas[head - 1], w.lemmas[w.head(head)]}
    if brought or w.lemmas[head] not in listed("amending_texts") or end <= head + 2:
        return False
    told = end > head + 3 or head + 2 in w.known or w.acronym(head + 2)  # поправки к Договору name none
    return w.texts[head + 1].lower() in {"в", "к"} and w.capital(head + 2) and told


def adopted(w: Words, head: int, left: int) -> bool:
    """Whether a verb of adopting governs the head, or its noun stands before it."""
    near = {w.lemmas[w.head(head)], w.lemmas[left - 1] if left else ""}
    return bool(near & listed("adopting"))
