"""`python -m training GOLD_FOLDER`: grow the network and the forest that judge relations, into `ontology/frames/`.

`--folds N` only measures: each document is judged by a network and a forest that have not seen it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.isotonic import IsotonicRegression

from pipeline.evaluate import DocumentScore, by_language, facts_of, language_of, nodes_of, rows, totals
from pipeline.evaluate.gold import gold_files
from pipeline.evaluate.scoring import score
from pipeline.graph import merge
from pipeline.relate import connect, relate
from pipeline.relate.context import measures, odds
from pipeline.relate.context.network import FILE, Network, write
from pipeline.relate.frames import FOLDER
from pipeline.relate.relation import Relation
from pipeline.relate.scorer import Forest
from training.examples import Study, study
from training.forest import grow
from training.network import grow_network, material

OWN = Path(__file__).resolve().parent  # documents composed for training
FOLDS = 3  # from which confidence is learned
KNOTS = 9  # points of a curve of confidence, at most


def main() -> None:
    """Read the arguments, grow, write."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    studies, networks = with_context([study(path) for path in gold_files(arguments.gold)], arguments.folds or FOLDS)
    if arguments.folds:
        show(cross_validated(studies, networks))
        return
    found = [example for s in studies for example in s.examples]
    grown = grow(found) | {"curves": curves(studies, networks)}
    write(grow_network([material(s) for s in studies]), FOLDER / FILE)
    path = FOLDER / "scorer.json"
    path.write_text(json.dumps(grown, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {len(grown['trees'])} trees from {len(found)} examples", file=sys.stderr)


def with_context(studies: Sequence[Study], folds: int) -> tuple[list[Study], list[Network]]:
    """The documents with what networks read in them that had not seen them, and those networks, one a fold.

    So the forest learns how far a network can be trusted on a document that is new to it.
    """
    known = [material(s) for s in studies]
    networks = [grow_network([m for i, m in enumerate(known) if i % folds != fold]) for fold in range(folds)]
    return [_read_by(networks[i % folds], s) for i, s in enumerate(studies)], networks


def _read_by(network: Network, given: Study) -> Study:
    asked = [(e.option.candidate, e.option.property) for e in given.examples]
    context = measures(asked, odds(asked, given.views, network))
    options = [replace(e.option, measures=e.option.measures | c) for e, c in zip(given.examples, context, strict=True)]
    return replace(given, examples=[replace(e, option=o) for e, o in zip(given.examples, options, strict=True)])


def cross_validated(studies: Sequence[Study], networks: Sequence[Network]) -> list[DocumentScore]:
    """Each document scored with a network and a forest grown from the documents of the other folds."""
    return [judged(held, relations) for held, relations in held_out(studies, networks)]


def held_out(studies: Sequence[Study], networks: Sequence[Network]) -> Iterator[tuple[Study, tuple[Relation, ...]]]:
    """Each document with what is read in it by what was grown from the documents of the other folds."""
    folds = len(networks)
    for fold, read in enumerate(networks):
        seen = [e for i, s in enumerate(studies) if i % folds != fold for e in s.examples]
        grown = Forest.model_validate(grow(seen))
        for held in studies[fold::folds]:
            yield held, connect(held.document, held.mentions, grown=grown, read=read)


def judged(held: Study, relations: Sequence[Relation]) -> DocumentScore:
    """The score of what was read in a document."""
    claims = relate(held.document, held.mentions, held.entities, relations)
    score_ = score(nodes_of(held.entities), facts_of(merge(claims)), held.gold)
    return DocumentScore(held.path, language_of(Path(held.document.source), held.document), score_)


def curves(studies: Sequence[Study], networks: Sequence[Network]) -> dict[str, list[tuple[float, float]]]:
    """For each source: how often what it reads at a probability of the forest is right, in documents held out.

    Only our own documents tell: the phrases were written with those of ../shared open, and are right there more often
    than anywhere else.
    """
    seen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for held, relations in held_out(studies, networks):
        if not held.path.resolve().is_relative_to(OWN):
            continue
        right = judged(held, relations).score.right
        entity = {index: e.id for e in held.entities for _, index in e.mentions}
        best: dict[tuple[str, str, str], Relation] = {}
        for r in relations:
            fact = entity.get(r.subject, ""), r.property, r.value or entity.get(r.object, "")
            if fact in right and (fact not in best or r.probability > best[fact].probability):
                best[fact] = r
        for fact, r in best.items():
            seen[r.source].append((r.raw, right[fact]))
    return {source: curve(pairs) for source, pairs in sorted(seen.items())}


def curve(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """How often something is right, never falling with the probability: at its mean in groups of equal size."""
    ordered = sorted(pairs)
    model = IsotonicRegression(y_min=0.02, y_max=0.99, out_of_bounds="clip")
    model.fit([p for p, _ in ordered], [float(right) for _, right in ordered])
    groups = np.array_split(np.array([p for p, _ in ordered]), min(KNOTS, 1 + len(ordered) // 30))
    knots = sorted({round(float(group.mean()), 3) for group in groups if len(group)})
    return [(knot, round(float(model.predict([knot])[0]), 3)) for knot in knots]


def show(scores: Sequence[DocumentScore]) -> None:
    """Print the figures of held-out documents: by property, by language, in all."""
    for name, row in [*rows(scores, "fact"), ("ALL", totals(scores, "fact"))]:
        print(f"{name:18} P {row.precision:.3f} R {row.recall:.3f} F {row.f1:.3f}  tp {row.tp} fp {row.fp} fn {row.fn}")
    for language, entities, facts in by_language(scores):
        row = f"P {facts.precision:.3f} R {facts.recall:.3f} F {facts.f1:.3f}"
        print(f"{language:4} entities F {entities.f1:.3f}  facts {row}")
    errors = [f"{s.gold.name}: {e}" for s in scores for e in s.score.errors]
    print("\n".join(errors), file=sys.stderr)


if __name__ == "__main__":
    main()
