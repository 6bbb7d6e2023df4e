"""The small linear model beside the rules: for each criterion and step, weights of named features from a data file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bimtek.config import SEED_DIR

MODEL = SEED_DIR / "reply_judge" / "model.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One question, "at least this level?": a weighted sum above zero says yes."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum; features the model does not know weigh nothing."""
        return self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())


Model = Mapping[str, tuple[Step, ...]]


def level(model: Model, criterion: str, features: Mapping[str, float], rule: int) -> int:
    """The level of a criterion: as many steps as say yes from the first on; the rule's own where no step is known."""
    steps = model.get(criterion, ())
    if not steps:
        return rule
    reached = 0
    for step in steps:
        if step.score(features) <= 0:
            break
        reached += 1
    return reached


def read_model(data: Mapping[str, object]) -> Model:
    """A model from parsed JSON; raises KeyError or TypeError when the form is another."""
    steps = data["steps"]
    if not isinstance(steps, Mapping):
        raise TypeError("steps must be a table")
    return {
        name: tuple(
            Step(float(step["bias"]), {key: float(weight) for key, weight in step["weights"].items()}) for step in rows
        )
        for name, rows in steps.items()
    }


@cache
def shipped(path: Path = MODEL) -> Model:
    """The model of the repository, made by tests/bench/train_reply_judge.py; empty when the file is missing."""
    if not path.exists():
        return {}
    return read_model(json.loads(path.read_text(encoding="utf-8")))
