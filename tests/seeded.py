"""Parallel documents of our own, with edits of which each makes one version state something else.

    versions/open/NAME.toml     base texts and edits
    versions/blind/NAME.toml    the same; their errors were never read

A document's `layout` says how its two versions lie: paragraph by paragraph in one document ("interleaved"), one after
the other ("halves"), or in two documents ("documents"). Each edit is tried alone. It is found if a difference is told
whose quotes touch the edited paragraph or, where it was dropped, its translation; what is told besides is wrong, as is
all that is told of the base texts.

    python -m tests.seeded [--errors] tests/versions/open
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSIONS = HERE / "versions"


@dataclass(frozen=True, slots=True)
class Case:
    """Two versions, and the index of the paragraph that an edit changed (none of a base text)."""

    name: str
    layout: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    kind: str = "none"
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was told of a case: lines that are right, and that are wrong."""

    case: Case
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def cases(folder: Path) -> Iterator[Case]:
    """The base texts of a folder, each followed by its edits."""
    for path in sorted(folder.glob("*.toml")):
        base = tomllib.loads(path.read_text(encoding="utf-8"))
        versions = {side: tuple(base[side]) for side in ("left", "right")}
        yield Case(path.stem, base["layout"], **versions)
        for number, edit in enumerate(base["edits"], start=1):
            at, edited = _edited(versions[edit["side"]], edit["old"], edit["new"], path)
            yield Case(f"{path.stem} {number}", base["layout"], **{**versions, edit["side"]: edited},
                       kind=edit["kind"], at=at)  # fmt: skip


def _edited(paragraphs: Sequence[str], old: str, new: str, path: Path) -> tuple[int, tuple[str, ...]]:
    where = [i for i, paragraph in enumerate(paragraphs) if old in paragraph]
    if len(where) != 1:
        raise ValueError(f"{path}: {old} stands in {len(where)} paragraphs")
    [at] = where
    return at, tuple(p.replace(old, new) if i == at else p for i, p in enumerate(paragraphs))


def files(case: Case) -> dict[str, str]:
    """The documents of a case, by name."""
    if case.layout == "documents":
        return {f"{case.name}-{side}.txt": "\n\n".join(filter(None, paragraphs)) + "\n"
                for side, paragraphs in (("left", case.left), ("right", case.right))}  # fmt: skip
    pairs = zip(case.left, case.right, strict=True)
    order = [p for pair in pairs for p in pair] if case.layout == "interleaved" else [*case.left, *case.right]
    return {f"{case.name}.txt": "\n\n".join(filter(None, order)) + "\n"}


def outcome(case: Case) -> Outcome:
    """What is told of a case."""
    from pipeline.reading import read
    from pipeline.run import extract

    documents = [read(text.encode(), name) for name, text in files(case).items()]
    told = extract(documents, workers=1).findings.differences
    found = [(" | ".join(e.quote for e in d.evidence), f"{d.kind} {[v for _, v in d.values]}") for d in told]
    paragraphs = [] if case.at is None else [p for p in (case.left[case.at], case.right[case.at]) if p]
    right = [any(_touches(p, quote) for p in paragraphs) for quote, _ in found]
    lines = [f"{what}: {quote}" for quote, what in found]
    return Outcome(case, *(tuple(line for line, good in zip(lines, right, strict=True) if good is wanted)
                           for wanted in (True, False)))  # fmt: skip


def _touches(paragraph: str, quote: str) -> bool:
    return any(part in paragraph or paragraph in part for part in quote.split(" | "))


def figures(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Precision of what is told, and the share of edits of which something right is told."""
    right, wrong = (sum(len(getattr(o, side)) for o in outcomes) for side in ("right", "wrong"))
    edits = [o for o in outcomes if o.case.at is not None]
    return right / max(1, right + wrong), sum(bool(o.right) for o in edits) / max(1, len(edits))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print the figures of folders, and with --errors what was missed and what was told wrongly."""
    for folder in (Path(a) for a in sys.argv[1:] if not a.startswith("-")):
        outcomes = [outcome(case) for case in cases(folder)]
        for o in outcomes if "--errors" in sys.argv else ():
            for line in o.wrong:
                say(f"{o.case.name} ({o.case.kind}): wrong: {line}")
            if o.case.at is not None and not o.right:
                say(f"{o.case.name} ({o.case.kind}): missed: {o.case.left[o.case.at]} | {o.case.right[o.case.at]}")
        precision, recall = figures(outcomes)
        say(f"{folder}: {len(outcomes)} cases, precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
