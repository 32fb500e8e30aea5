"""Capitals that act in a Russian sentence stand for their state: Минск отверг, инициатива Ташкента."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Mention
from pipeline.recognise.governments import government
from pipeline.recognise.ru.words import Words, feature, listed

HOSTING = {"принять", "готовиться", "передать"}  # a town does that too


def governments(w: Words) -> Iterator[Mention]:
    """A mention of the state for every capital that does what only a government does."""
    for i, hit in w.known.items():
        if hit.form != "name" or hit.known.cls != "Place":
            continue
        state = government(hit.known)
        if state is not None and _acts(w, i):
            yield w.reading.mention(w.span(i, hit.end), "State", state.ru[0], known=state.id, form="demonym")


def _acts(w: Words, i: int) -> bool:
    head, token = w.head(i), w.tokens[i]
    lemma = w.lemmas[head]
    passive = feature(w.tokens[head], "Voice") == "Pass"
    if token.dep_ == "nsubj" and not passive:
        return lemma in listed("acting") - HOSTING and head != i
    if i > 0 and feature(w.tokens[i - 1], "VerbForm") == "Part" and feature(w.tokens[i - 1], "Voice") == "Pass":
        return (
            w.lemmas[i - 1] in listed("acting") and w.lemmas[i - 1] != "принять" and w.case(i) in {"ablt", "nomn", ""}
        )
    if w.case(i) == "ablt" and passive and head != i and w.texts[i - 1 : i] not in (["с"], ["между"], ["под"], ["над"]):
        return lemma in listed("acting") and lemma not in {"принять", "провозгласить"}
    return w.case(i) == "gent" and i > 0 and w.lemmas[i - 1] in listed("governmental")
