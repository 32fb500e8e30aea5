"""Growing the network of `pipeline/relate/context` with torch: many small steps, each over pairs drawn anew."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.relate.context import pairs
from pipeline.relate.context.network import WEIGHTS, Network
from pipeline.relate.context.views import CLASSES, LINKS, STEPS, VIEWS, Views
from pipeline.relate.frames import frames
from training.examples import Example, Study

PROPERTIES = tuple(sorted(p for p in frames() if p != "endDate"))
SIZE, INNER, KIND = 96, 192, 32  # numbers a view, of all together, and for each kind
DROPPED = 0.5  # of all inputs, at random: there are few documents to learn from, and much to learn by heart
MEMBERS, ROUNDS, BATCH = 3, 12, 256
RATE, DECAY = 2e-3, 0.3
NEGATIVES = 4  # pairs that state nothing, for each that states something
HEAVIEST = 6.0  # what a list counts for at most
SEED = 20261121


@dataclass(frozen=True)
class Material:
    """The pairs of one document: their views, and for each property 1, 0 or -1 (open), with its weight."""

    views: Views
    labels: np.ndarray
    weights: np.ndarray


def material(study: Study) -> Material:
    """What there is to learn from a document."""
    asked = [(e.option.candidate, e.option.property) for e in study.examples]
    row = {id(candidate): at for at, candidate in enumerate(pairs(asked))}
    labels = np.full((len(row), len(PROPERTIES)), -1, dtype=np.int8)
    weights = np.zeros((len(row), len(PROPERTIES)), dtype=np.float32)
    for example in study.examples:
        _note(example, labels, weights, row[id(example.option.candidate)])
    return Material(study.views, labels, weights)


def _note(example: Example, labels: np.ndarray, weights: np.ndarray, row: int) -> None:
    column = PROPERTIES.index(example.option.property)
    if example.label is not None:
        labels[row, column] = example.label
        weights[row, column] = min(HEAVIEST, example.weight) if example.label else 1.0


class _Member(nn.Module):
    """One member of the committee; its parameters are named as `network.WEIGHTS` names them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.views = nn.ModuleList(nn.Linear(width, SIZE) for _ in range(VIEWS))
        self.kinds = nn.ModuleList(
            nn.Embedding(n, KIND) for n in (len(LINKS), len(CLASSES), len(CLASSES), 2 * STEPS + 1)
        )
        self.inner = nn.Linear((VIEWS + 2) * SIZE + 4 * KIND, INNER)
        self.outer = nn.Linear(INNER, len(PROPERTIES))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, vectors: Tensor, kinds: Tensor) -> Tensor:
        seen = [view(self.drop(vectors[:, at])) for at, view in enumerate(self.views)]
        known = [kind(kinds[:, at]) for at, kind in enumerate(self.kinds)]
        felt = [functional.gelu(v, approximate="tanh") for v in seen]
        joined = torch.cat([*felt, seen[0] * seen[1], seen[0] * seen[2], *known], dim=1)
        return self.outer(self.drop(functional.gelu(self.inner(joined), approximate="tanh")))

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights as numpy multiplies them: rows from the left."""
        tensors = [
            torch.stack([v.weight.T for v in self.views]), torch.stack([v.bias for v in self.views]),
            *(kind.weight for kind in self.kinds),
            self.inner.weight.T, self.inner.bias, self.outer.weight.T, self.outer.bias,
        ]  # fmt: skip
        return {name: t.detach().numpy().copy() for name, t in zip(WEIGHTS, tensors, strict=True)}


def grow_network(known: Sequence[Material]) -> Network:
    """A committee grown from some documents; the same ones give the same committee on the same machine."""
    torch.set_num_threads(1)
    vectors = torch.from_numpy(np.concatenate([m.views.vectors() for m in known]))
    kinds = torch.from_numpy(np.concatenate([m.views.kinds for m in known]))
    labels = torch.from_numpy(np.concatenate([m.labels for m in known]))
    weights = torch.from_numpy(np.concatenate([m.weights for m in known]))
    grown = []
    for at in range(MEMBERS):
        torch.manual_seed(SEED + at)
        member = _Member(vectors.shape[2])
        _teach(member, vectors, kinds, labels, weights)
        grown.append(member.eval().arrays())
        print(f"network: member {at + 1} of {MEMBERS}", file=sys.stderr)
    return Network(PROPERTIES, tuple(grown))


def _teach(member: _Member, vectors: Tensor, kinds: Tensor, labels: Tensor, weights: Tensor) -> None:
    states = (labels == 1).any(dim=1)
    some, none = torch.where(states)[0], torch.where(~states & (labels == 0).any(dim=1))[0]
    drawn = min(len(none), NEGATIVES * len(some))
    counts = torch.where(states, 1.0, min(3.0, len(none) / max(1, drawn)))[:, None]
    steps = ROUNDS * -(-(len(some) + drawn) // BATCH)
    optimizer = torch.optim.AdamW(member.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, steps, pct_start=0.1)
    member.train()
    for _ in range(ROUNDS):
        order = torch.cat([some, none[torch.randperm(len(none))[:drawn]]])
        for batch in order[torch.randperm(len(order))].split(BATCH):
            told, weight = labels[batch], weights[batch] * counts[batch]
            found = member(vectors[batch], kinds[batch])
            each = functional.binary_cross_entropy_with_logits(found, told.clamp(min=0).float(), reduction="none")
            loss = (each * weight * (told >= 0)).sum() / len(batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
