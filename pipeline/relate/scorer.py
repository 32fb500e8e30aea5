"""How likely a candidate states a property: logistic regression over its features, one model a property.

The weights are learned by `tools/train.py` and lie as text in `ontology/frames/weights.json`; a property
that has none (a new one) is judged by what its own trigger words and neighbourhood count for in all others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from pipeline.errors import StopRun
from pipeline.relate.frames import FOLDER

ANY = "*"  # the model for properties that have none of their own
SHOWN = 3  # features named in a reason


class Model(BaseModel):
    """One property's model; a candidate is accepted from `threshold` on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    bias: float
    threshold: float
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability that a candidate states the property, and what spoke most for it."""

    probability: float
    accepted: bool
    reason: str


@cache
def models() -> dict[str, Model]:
    """The model of each property, as trained."""
    path = FOLDER / "weights.json"
    try:
        return TypeAdapter(dict[str, Model]).validate_python(json.loads(path.read_text(encoding="utf-8")))
    except (json.JSONDecodeError, ValidationError) as error:
        raise StopRun(f"{path}: {' '.join(str(error).split())}; train it again (make train)") from error


def judge(property_: str, features: Sequence[str]) -> Verdict:
    """The verdict on a candidate for a property, from its features (see `features.py`)."""
    model = models().get(property_) or models()[ANY]
    parts = [(model.weights[f], f) for f in features if f in model.weights]
    total = model.bias + sum(weight for weight, _ in parts)
    probability = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    accepted = probability >= model.threshold
    return Verdict(probability, accepted, _reason(parts) if accepted else "")


def _reason(parts: list[tuple[float, str]]) -> str:
    strongest = sorted(parts, key=lambda p: (-p[0], p[1]))[:SHOWN]
    return " ".join(f"{feature}({weight:+.1f})" for weight, feature in strongest if weight > 0)
