"""Changes as they are read: in words, as the rows of a table, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict
from typing import Final

from pipeline.counted import counted
from pipeline.show import Quote
from pipeline.snapshots.changes import Changes, FactChange, IdentityChange, Who

COLUMNS: Final = ("change", "entity", "what", "before", "after", "documents", "quote")
_NOTHING: Final = "nothing"


def words(changes: Changes) -> Iterator[str]:
    """One line a change, in sections; each fact with a quote and its document."""
    yield from _section("documents", (_document(c.kind, c.source, c.before) for c in changes.documents))
    yield from _section("entities", _identities(changes.identity))
    yield from _section("facts of what was added, removed or edited", (_fact(f) for f in changes.facts if f.edited))
    yield from _section("facts of other documents", (_fact(f) for f in changes.facts if not f.edited))
    yield _summary(changes)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from (f"  {line}" for line in found)
        yield ""


def _document(kind: str, source: str, before: str) -> str:
    return f"{kind}  {source}" + (f" (was {before})" if before else "")


def _identities(changes: Iterable[IdentityChange]) -> Iterator[str]:
    """A line a change; but one for all that have nothing new but an id."""
    found = list(changes)
    single = [end.name for change in found if change.kind in {"new", "gone"} for end in (*change.before, *change.after)]
    for change in found:
        if change.kind in {"new", "gone"} and single.count((change.after or change.before)[0].name) > 1:
            yield f"{(change.after or change.before)[0].id}: {_identity(change)}"
        elif change.kind != "id":
            yield _identity(change)
    if ids := [change.after[0].name for change in found if change.kind == "id"]:
        yield f"the same with another id: {', '.join(ids)}"


def _identity(change: IdentityChange) -> str:
    before, after = _listed(change.before), _listed(change.after)
    match change.kind:
        case "new" | "gone":
            said = f"{after or before}: {change.kind}"
        case "merged":
            said = f"{before}: merged into {after}"
        case "split":
            said = f"{before}: split into {after}"
        case "regrouped":
            said = f"{before}: parted anew as {after}"
        case "moved":
            said = f"{before}: what was said of it is now said of {after}"
        case "renamed":
            said = f"{before}: renamed {after}"
        case "retyped":
            said = f"{after}: was {change.details[0]}, is now {change.details[1]}"
        case "names":
            said = f"{after}: {', '.join(change.details)}"
        case _:
            said = f"{after}: {change.before[0].id} is now {change.after[0].id}"
    return said + (f" ({', '.join(change.documents)})" if change.documents else "")


def _listed(ends: Iterable[Who]) -> str:
    """Names, with ids where two have the same name."""
    found = list(ends)
    names = [end.name for end in found]
    return ", ".join(f"{end.name} [{end.id}]" if names.count(end.name) > 1 else end.name for end in found)


def _fact(change: FactChange) -> str:
    """`SCO Summit: heldIn changed from Astana to Tianjin (declaration.txt: “…”)`."""
    before, after = change.before, change.after
    if before is None or after is None:
        said = f"{change.now.subject.name}: {change.name} {change.now.object.name} {change.kind}"
    elif _other_object(change):
        said = f"{after.subject.name}: {change.name} changed from {before.object.name} to {after.object.name}"
    elif _other_subject(change):
        said = f"{after.subject.name}: {change.name} {after.object.name} was said of {before.subject.name}"
    else:
        said = f"{after.subject.name}: {change.name} {after.object.name}: {'; '.join(change.details)}"
    through = f"; through {', '.join(change.through)}" if change.through else ""
    return f"{said} ({_quoted(change)}{through})"


def _other_object(change: FactChange) -> bool:
    before, after = change.before, change.after
    return bool(before and after and not change.details and _differ(before.object, after.object))


def _other_subject(change: FactChange) -> bool:
    return bool(change.before and change.after and not change.details)


def _differ(one: Who, other: Who) -> bool:
    return (one.id or one.name) != (other.id or other.name)


def _quoted(change: FactChange) -> str:
    """A quote that is new, and one that is gone."""
    before, after = (saying.quotes if saying else () for saying in (change.before, change.after))
    old, new = {(q.source, q.text) for q in before}, {(q.source, q.text) for q in after}
    now = [q for q in after if (q.source, q.text) not in old] or list(after)
    was = [q for q in before if (q.source, q.text) not in new]
    ends = {end.name for saying in (change.before, change.after) if saying for end in (saying.subject, saying.object)}
    parts = [_quote(now, ends)] if now else []
    parts += [f"was {_quote(was, ends)}" if parts else _quote(was, ends)] if was else []
    return "; ".join(parts) or "no document states it"


def _quote(quotes: Sequence[Quote], ends: Set[str]) -> str:
    """The one that says most: the longest, but rather not one that is nothing but a name."""
    quote = min(quotes, key=lambda quote: (quote.text in ends, -len(quote.text), quote))
    return f"{quote.source}: “{' '.join(quote.text.split())}”"


def _summary(changes: Changes) -> str:
    if not changes.any:
        return f"{changes.names[0]} and {changes.names[1]} are the same"
    kinds = [f"{sum(f.kind == kind for f in changes.facts)} {kind}" for kind in ("changed", "removed", "added")]
    triples = f"{counted(len(changes.removed), 'triple')} removed, {len(changes.added):,} added"
    return f"facts: {', '.join(kinds)}; with passages, quotes and ids: {triples}"


def rows(changes: Changes) -> Iterator[tuple[str, ...]]:
    """One row a change, under COLUMNS."""
    for document in changes.documents:
        yield (document.kind, "", "document", document.before, document.source, document.source, "")
    for change in changes.identity:
        details = ", ".join(change.details)
        before, after = _listed(change.before), _listed(change.after)
        yield (change.kind, after or before, details, before, after, ", ".join(change.documents), "")
    for fact in changes.facts:
        before, after = ("" if s is None else s.object.name for s in (fact.before, fact.after))
        what = f"{fact.name}: {'; '.join(fact.details)}" if fact.details else fact.name
        if fact.before and fact.after and not fact.details and not _other_object(fact):
            before, after = fact.before.subject.name, fact.after.subject.name
            what = f"{fact.name} {fact.now.object.name}"
        yield (fact.kind, fact.now.subject.name, what, before, after, ", ".join(fact.documents), _quoted(fact))


def as_json(changes: Changes) -> str:
    """Everything that `Changes` holds but the triples, of which it gives the numbers."""
    identity = [{k: v for k, v in asdict(c).items() if k != "groups"} for c in changes.identity]
    facts = [
        {"property" if k == "name" else k: v for k, v in asdict(f).items() if k != "groups"} for f in changes.facts
    ]
    found = {
        "before": changes.names[0],
        "after": changes.names[1],
        "documents": [asdict(change) for change in changes.documents],
        "entities": identity,
        "facts": facts,
        "triples": {"removed": len(changes.removed), "added": len(changes.added)},
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
