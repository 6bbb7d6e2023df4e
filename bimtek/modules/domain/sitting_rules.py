"""What a test is: how many items, how long, what passes. Read from seed/modules/tests.toml; code holds no number of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from bimtek.modules.domain.exercise import Written

PRE, POST, EXAM = "pre", "post", "exam"
#: In the order in which a class sits them.
KINDS = (PRE, POST, EXAM)

Share = Annotated[float, Field(ge=0, le=1)]
Said = Annotated[str, Field(min_length=5, max_length=600)]


class Threshold(Written):
    """A share with its reason and its source."""

    share: Share
    reason: Said
    source: Said


class Lateness(Written):
    """How long after its end a sitting still takes answers that were on their way."""

    seconds: int = Field(ge=0, le=300)
    reason: Said
    source: Said


class AnalysisRules(Written):
    """From which figures on the item analysis says what."""

    few_people: int = Field(ge=2, le=100)
    easy_share: Share
    hard_share: Share
    flat: float = Field(ge=-1, le=1)
    good: float = Field(ge=-1, le=1)
    group_share: float = Field(gt=0, le=0.5)
    firm_people: int = Field(ge=2, le=1000)
    reason: Said
    source: Said


class Plan(Written):
    """One test. `items` are the numbers a unit by difficulty; `minutes` 0 sets no limit; `pass_share` 0 judges nobody."""

    title: Annotated[str, Field(min_length=2, max_length=40)]
    about: Said
    items: tuple[int, int, int]
    minutes: int = Field(ge=0, le=600)
    pass_share: Share
    open_at_start: bool
    feedback: Literal["at_once", "on_release"]
    reason: Said
    source: Said

    @property
    def is_hidden(self) -> bool:
        """Whether its marks wait until the trainer releases them."""
        return self.feedback == "on_release"


class SittingRules(Written):
    """All settings of the tests."""

    known: Threshold
    procedure: Threshold
    lateness: Lateness
    analysis: AnalysisRules
    tests: Mapping[Literal["pre", "post", "exam"], Plan]


def load_sitting_rules(path: Path) -> SittingRules:
    """Read seed/modules/tests.toml; raises ValueError naming every fault in it."""
    try:
        return SittingRules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{path.name}: {error}") from error
