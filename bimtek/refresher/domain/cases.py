"""Which case shows which criterion, and when it counts: seed/refresher_cases.toml. Plain values; the judgement is told."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from bimtek.modules.domain.content import Content
from bimtek.modules.domain.exercise import Act, Exercise, Written
from bimtek.modules.domain.judging.types import CRITERIA, CaseJudgement
from bimtek.refresher.domain.schedule import BEST_LEVEL, Rules
from bimtek.sandbox.domain.lifecycle import Role

ACT, ANSWER, END = "act", "answer", "end"


class Recipe(Written):
    """One kind of case: its criteria, the scenarios in turn with what was done before, in which role; or an exercise whose
    scenarios and preparations it takes over. `guided`: the exercise after a failure."""

    criteria: tuple[str, ...] = Field(min_length=1)
    exercise: str = ""
    scenarios: tuple[str, ...] = ()
    requires: tuple[Literal["sensitive_words", "anonymous"], ...] = ()
    role: Role | None = None
    done: tuple[Act, ...] = ()
    until: Literal["act", "answer", "end"]
    guided: str

    @model_validator(mode="after")
    def _one_source(self) -> Recipe:
        if bool(self.exercise) == bool(self.scenarios):
            raise ValueError("either an exercise or scenarios")
        if unknown := set(self.criteria) - set(CRITERIA):
            raise ValueError(f"unknown criteria: {', '.join(sorted(unknown))}")
        return self


@dataclass(frozen=True, slots=True)
class Prepared:
    """How the case of a criterion is opened: scenarios, what they must hold, what was done before, the role, how old."""

    recipe: Recipe
    exercise: Exercise


def load_recipes(path: Path, content: Content) -> Mapping[str, Prepared]:
    """The recipe of each criterion; raises ValueError for an unknown exercise, or a criterion named twice."""
    try:
        recipes = [Recipe.model_validate(row) for row in tomllib.loads(path.read_text("utf-8"))["case"]]
    except (ValidationError, KeyError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    found: dict[str, Prepared] = {}
    for recipe in recipes:
        guided = content.exercise(recipe.guided)
        if guided is None or guided[1].kind != "guided" or guided[1].is_sheet:
            raise ValueError(f"{path.name}: {recipe.guided} is no guided exercise at a desk")
        for criterion in recipe.criteria:
            if criterion in found:
                raise ValueError(f"{path.name}: {criterion} is named twice")
            found[criterion] = Prepared(recipe, _exercise(recipe, content))
    return found


def _exercise(recipe: Recipe, content: Content) -> Exercise:
    """The exercise whose opening the case takes over, or one made of the recipe's own words."""
    if recipe.exercise:
        known = content.exercise(recipe.exercise)
        if known is None or not known[1].scenarios:
            raise ValueError(f"refresher_cases.toml: {recipe.exercise} opens no case")
        return known[1]
    return Exercise(
        code=f"segar-{recipe.criteria[0].replace('_', '-')}", kind="independent", short="S", title="Penyegaran",
        summary="Satu kasus baru untuk satu kriteria.", minutes=10, scenarios=recipe.scenarios, requires=recipe.requires,
        role=recipe.role, done=recipe.done, needs=1,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case shows of its criterion: the level of 4 and whether it passed."""

    level: float
    passed: bool


def outcome_of(
    result: CaseJudgement, criterion: str, until: str, since: int, rules: Rules, *, acted: bool
) -> Outcome | None:
    """What a case shows by now; None while it is too early. `since`: the number of the last entry that was prepared; `acted`:
    whether the officer did anything after it. A critical error fails whatever the level, and so does a case that ended without
    showing the criterion."""
    if not acted:
        return None
    answered = any(mark is not None and mark.entry > since for mark in (result.reply, result.notice))
    if not (result.ended or (until == ACT) or (until == ANSWER and answered) or result.criticals):
        return None
    item = next((one for one in result.criteria if one.key == criterion), None)
    if item is None or not item.judged:
        return Outcome(0.0, passed=False) if result.ended or result.criticals else None
    level = (item.level or 0) / item.maximum * BEST_LEVEL
    return Outcome(level, passed=rules.passes(level) and not result.criticals)
