"""How well names that no list holds are found: `python -m tests.unseen_names [LANGUAGE …]`.

`tests/unseen/XX.toml` has, for each text of a sentence or two, every entity it names, annotated before anything read it.
Errors are printed for every second text; the others stay unread, and tell what a gain on the first is worth.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.evaluate import Figures, nodes_of
from pipeline.evaluate.gold import Gold
from pipeline.evaluate.scoring import Score, score
from pipeline.reading import read
from pipeline.recognise import recognise
from pipeline.resolve import resolve

FOLDER = Path(__file__).resolve().parent / "unseen"


def scored(language: str) -> Iterator[tuple[str, Score]]:
    """Each text of a language with what was right, wrong and missed in it."""
    told = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    for number, sentence in enumerate(told["sentence"]):
        entities = [
            {"id": f"{sort}{i}", "type": e["class"], "names": e["names"], "optional": sort == "optional"}
            for sort in ("entities", "optional")
            for i, e in enumerate(sentence.get(sort, ()))
        ]
        gold = Gold.model_validate({"document": "", "entities": entities, "facts": []})
        document = read(sentence["text"].encode(), f"{number}.txt")
        found = resolve([document], {document.id: recognise(document)})
        yield sentence["text"], score(nodes_of(found), (), gold)


def figures(scores: list[Score], cls: str = "") -> Figures:
    """Precision, recall and F1 over all texts, of one class or of all."""
    count: Counter[str] = Counter()
    for one in scores:
        for (kind, name), outcome in one.tally.items():
            if kind == "entity" and cls in ("", name):
                count.update(outcome)
    return Figures(count["tp"], count["fp"], count["fn"])


def main(languages: list[str]) -> None:
    """Print the errors of every second text, then the figures of those, of the unread ones, and of each class."""
    for language in languages or ["zh", "ru", "en"]:
        found = list(scored(language))
        for text, one in found[::2]:
            if one.errors:
                print(text, *(f"    {error}" for error in one.errors), sep="\n")
        scores = [one for _, one in found]
        for cls in sorted({name for one in scores for kind, name in one.tally if kind == "entity"}):
            _row(f"{language} {cls}", figures(scores, cls))
        for name, part in (("read", scores[::2]), ("unread", scores[1::2]), ("all", scores)):
            _row(f"{language} {name}", figures(part))


def _row(name: str, f: Figures) -> None:
    print(f"{name:16} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f}  gold {f.tp + f.fn}")


if __name__ == "__main__":
    main(sys.argv[1:])
