"""The corrections of identity: Entities → Entities, so that claims, conflicts and versions follow them.

    split  →  merge  →  retype  →  rename

A key may use the class or the label that another correction gives: what a person saw in a corrected graph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.corrections.identity import Identity, contradict, one_things
from pipeline.corrections.match import Index, Match
from pipeline.corrections.model import Filed, Merge, Rename, Retype, base
from pipeline.corrections.split import split_entities
from pipeline.model import LANGUAGES, Entity, Language

Name = tuple[Language, str]


def correct_entities(filed: Sequence[Filed], identity: Identity) -> Identity:
    """The entities as the corrections have them, and the outcome of each correction of identity; others are left.

    StopRun for two that contradict each other.
    """
    split_entities(filed, identity)
    index = identity.index(filed)
    root = _merge(filed, identity, index)
    _retype(filed, identity, index, root)
    _rename(filed, identity, index, root)
    return identity


# --- merge ------------------------------------------------------------------------------------------------------------


def _merge(filed: Sequence[Filed], identity: Identity, index: Index) -> dict[str, str]:
    """Make one of several; for each entity the id that it has now."""
    group = one_things(filed, index)
    meant = {f.place: _meant(f.correction, index) for f in filed if isinstance(f.correction, Merge)}
    merges = [f for f in filed if f.place in meant]
    for f in merges:
        ids, wrong = meant[f.place]
        if len(ids) > 1:
            identity.note(f, "Applied", wrong, ids)
        elif wrong:
            identity.note(f, "Unmatched", wrong, ids)
        else:
            identity.note(f, "NotNeeded", "they are one thing already", ids)
    for pair, parted in identity.apart.items():
        one, other = sorted(pair)
        if other in group.get(one, ()):
            welds = (f for f in merges if len(ids := meant[f.place][0]) > 1 and group[ids[0]] == group[one])
            contradict(parted, next(welds), "apart, and one")
    return _welded(group, identity)


def _meant(merge: Merge, index: Index) -> tuple[list[str], str]:
    """The things that are to be one, and why some of them are not there."""
    matches = [index.match(key) for key in merge.entities]
    ids = list(dict.fromkeys(i for match in matches for i in match.ids))
    return ids, "; ".join(match.why for match in matches if match.why)


def _welded(group: Mapping[str, Sequence[str]], identity: Identity) -> dict[str, str]:
    root = {i: i for i in identity.entities}
    entities = dict(identity.entities)
    for members in {tuple(m): m for m in group.values()}.values():
        ranked = sorted(members, key=lambda i: (not entities[i].known, members.index(i)))
        one = _one([entities[i] for i in ranked], entities[members[0]])
        root |= dict.fromkeys(members, one.id)
        entities = {i: e for i, e in entities.items() if i not in members} | {one.id: one}
    for place, outcome in identity.outcomes.items():
        identity.outcomes[place] = replace(outcome, entities=tuple(sorted({root.get(i, i) for i in outcome.entities})))
    identity.entities = entities
    return root


def _one(entities: Sequence[Entity], first: Entity) -> Entity:
    """One of several: the id of a listed one, if any is; the labels and the class of the first that was named."""
    ordered = [first, *(e for e in entities if e is not first)]
    names: dict[Language, str] = {}
    for entity in ordered:
        for language, name in entity.names:
            names.setdefault(language, name)
    others = {name for entity in ordered for name in (*entity.names, *entity.others)} - set(names.items())
    kind = next((e.kind for e in ordered if e.kind and e.cls == first.cls), "")
    mentions = tuple(sorted({at for entity in ordered for at in entity.mentions}))
    return replace(first, id=entities[0].id, kind=kind, names=_in_order(names), others=tuple(sorted(others)),
                   mentions=mentions, known=entities[0].known)  # fmt: skip


def _in_order(names: Mapping[Language, str]) -> tuple[Name, ...]:
    return tuple(sorted(names.items(), key=lambda name: LANGUAGES.index(name[0])))


# --- retype, rename ---------------------------------------------------------------------------------------------------


def _retype(filed: Sequence[Filed], identity: Identity, index: Index, root: Mapping[str, str]) -> None:
    entities = dict(identity.entities)
    given: dict[str, Filed] = {}
    for f in filed:
        if not isinstance(f.correction, Retype):
            continue
        to = f.correction.to
        match = index.match(f.correction.entity)
        ids = sorted({root[i] for i in match.ids})
        already = [i for i in ids if (identity.entities[i].kind or identity.entities[i].cls) == to]
        if not ids and (so := index.match(f.correction.entity, cls=to).ids):
            ids = already = sorted({root[i] for i in so})
        for id_ in ids:
            before = given.setdefault(id_, f)
            if isinstance(before.correction, Retype) and before.correction.to != to:
                contradict(before, f, f"one thing, of class {before.correction.to} and of class {to}")
            identity.former[id_] = identity.entities[id_]
            entities[id_] = replace(entities[id_], cls=base(to), kind=to if base(to) != to else "")
        _note(f, identity, match, ids, already, f"it is of class {to} already")
    identity.entities = entities


def _rename(filed: Sequence[Filed], identity: Identity, index: Index, root: Mapping[str, str]) -> None:
    entities = dict(identity.entities)
    given: dict[tuple[str, str], Filed] = {}
    for f in filed:
        if not isinstance(f.correction, Rename):
            continue
        language, label = f.correction.language, f.correction.label
        match = index.match(f.correction.entity)
        ids = sorted({root[i] for i in match.ids})
        already = [i for i in ids if (language, label) in identity.entities[i].names]
        for id_ in ids:
            before = given.setdefault((id_, language), f)
            if isinstance(before.correction, Rename) and before.correction.label != label:
                contradict(before, f, f"one thing, called {before.correction.label} and called {label}")
            entities[id_] = _renamed(entities[id_], language, label)
        _note(f, identity, match, ids, already, f"it is called {label} already")
    identity.entities = entities


def _renamed(entity: Entity, language: Language, label: str) -> Entity:
    names = dict(entity.names) | {language: label}
    others = {*entity.names, *entity.others} - set(names.items())
    return replace(entity, names=_in_order(names), others=tuple(sorted(others)))


def _note(filed: Filed, identity: Identity, match: Match, ids: Sequence[str], already: Sequence[str], so: str) -> None:
    if not ids:
        identity.note(filed, "Unmatched", match.why)
    elif len(already) == len(ids):
        identity.note(filed, "NotNeeded", so, ids)
    else:
        identity.note(filed, "Applied", "", ids)
