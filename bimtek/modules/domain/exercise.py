"""What is taught: modules with their reading, worked example, guided and independent exercises, read from seed/modules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bimtek.modules.domain.checks import CHECKS
from bimtek.sandbox.domain.lifecycle import Action, Role

HINTS = 3
FULL_MARK = 4
MAX_FILE = 200_000
_NUMBER = re.compile(r"\bSIM-\d{7}\b")

Short = Annotated[str, Field(min_length=2, max_length=160)]
Prose = Annotated[str, Field(min_length=10, max_length=3000)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9-]{2,30}$")]
Given = Mapping[str, str | int | list[str]]


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(_Content):
    """One act on a report, with values of its own or taken from the report's truth ("$owner")."""

    action: Action
    role: Role
    given: Given = {}

    def filled(self, truth: Mapping[str, Any], title: str, number: str) -> dict[str, Any]:
        """The act's values with every "$name" replaced from the truth of the report at hand.

        A model reply quotes the number its report was made under; a report opened for an exercise has another one."""
        reply = _NUMBER.sub(number, str(truth.get("better_reply", "")))
        sensitive = list(truth.get("sensitive_words", ()))
        known = {**truth, "title": title, "better_reply": reply, "sensitive": sensitive}
        return {name: _value(value, known) for name, value in self.given.items()}


def _value(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        return known.get(value[1:], "")
    return value


class Hint(_Content):
    """Help for a step; `cost` is taken from the four points of the step and said before it is opened."""

    text: Prose
    cost: int = Field(ge=0, le=FULL_MARK)


class Step(_Content):
    """One step of a guided exercise: what to do, how it is checked, how it is helped and shown."""

    code: Code
    title: Annotated[str, Field(min_length=2, max_length=20)]
    instruction: Prose
    check: str
    params: Mapping[str, str | int | float | list[str]] = {}
    hints: tuple[Hint, ...] = Field(min_length=HINTS, max_length=HINTS)
    shown: Prose
    take_role: Role | None = None
    acts: tuple[Act, ...] = ()

    @model_validator(mode="after")
    def _known_check(self) -> Step:
        if self.check not in CHECKS:
            raise ValueError(f"pemeriksaan '{self.check}' tidak dikenal")
        return self


class Exercise(_Content):
    """One part of a module; only a guided one has steps and scenarios, only an independent one needs a number."""

    code: Code
    kind: Literal["reading", "example", "guided", "independent"]
    short: Annotated[str, Field(min_length=1, max_length=12)]
    title: Short
    summary: Prose
    minutes: int = Field(ge=1, le=120)
    after: str | None = None
    scenarios: tuple[str, ...] = ()
    requires: tuple[Literal["sensitive_words", "anonymous"], ...] = ()
    pass_mark: float = Field(default=3.0, ge=0, le=FULL_MARK)
    role: Role | None = None
    done: tuple[Act, ...] = ()
    steps: tuple[Step, ...] = ()
    needs: int = Field(default=0, ge=0, le=20)

    @model_validator(mode="after")
    def _whole(self) -> Exercise:
        if (self.kind == "guided") != bool(self.steps and self.scenarios):
            raise ValueError("langkah dan skenario diisi jika dan hanya jika terbimbing")
        if (self.kind == "independent") != (self.needs > 0):
            raise ValueError("needs diisi jika dan hanya jika mandiri")
        if len({step.code for step in self.steps}) != len(self.steps):
            raise ValueError("kode langkah harus berbeda")
        return self

    def step(self, code: str) -> Step | None:
        """The step with this code, or None."""
        return next((step for step in self.steps if step.code == code), None)

    def next_step(self, code: str) -> str:
        """The code of the step after this one, or "" after the last."""
        codes = [step.code for step in self.steps]
        index = codes.index(code) + 1
        return codes[index] if index < len(codes) else ""

    def fits(self, anonymous: bool, truth: Mapping[str, Any]) -> bool:
        """Whether a report has in it what the exercise is about."""
        return all(anonymous if name == "anonymous" else truth.get(name) for name in self.requires)

    def scenario(self, variant: int) -> str:
        """The scenario of the n-th variant (from 1): they take turns."""
        return self.scenarios[(variant - 1) % len(self.scenarios)]


class ExampleReport(_Content):
    """The report of the worked example, as the citizen sent it."""

    number: Annotated[str, Field(pattern=r"^SIM-\d{7}$")]
    title: Short
    body: Prose
    channel: Short
    place: Short
    anonymous: bool
    secret: bool
    filed_class: str
    received_at: datetime
    reporter: Mapping[str, str]


class ExampleAct(Act):
    """One act of the worked example, when it happens, what to look at and why it is done so."""

    at: datetime
    title: Short
    why: Prose


class Example(_Content):
    """A whole report handled from arrival to its end."""

    report: ExampleReport
    truth: Mapping[str, Any]
    acts: tuple[ExampleAct, ...] = Field(min_length=3, max_length=20)


class Module(_Content):
    """One unit of learning."""

    code: Annotated[str, Field(pattern=r"^U\d$")]
    title: Short
    summary: Prose
    minutes: int = Field(ge=5, le=600)
    reading: Annotated[str, Field(pattern=r"^[a-z0-9_-]+\.md$")]
    exercises: tuple[Exercise, ...] = Field(min_length=1)
    example: Example

    @model_validator(mode="after")
    def _order(self) -> Module:
        seen: set[str] = set()
        for exercise in self.exercises:
            if exercise.code in seen or (exercise.after and exercise.after not in seen):
                raise ValueError(f"{exercise.code}: kode ganda, atau mengikuti bagian yang belum ada")
            seen.add(exercise.code)
        return self

    def exercise(self, code: str) -> Exercise | None:
        """The part with this code, or None."""
        return next((exercise for exercise in self.exercises if exercise.code == code), None)

    def of_kind(self, kind: str) -> Exercise | None:
        """The first part of this kind, or None."""
        return next((exercise for exercise in self.exercises if exercise.kind == kind), None)


class Competence(_Content):
    """One unit of competence on the way to the certificate; without a module its content is still to come."""

    code: Annotated[str, Field(pattern=r"^U\d$")]
    title: Short
    evidence: Short


@dataclass(frozen=True, slots=True)
class Content:
    """All modules in order and all units of competence."""

    modules: tuple[Module, ...]
    competencies: tuple[Competence, ...]

    def module(self, code: str) -> Module | None:
        """The module of a unit ("U6"), or None when its content is still to come."""
        return next((module for module in self.modules if module.code == code.upper()), None)

    def exercise(self, code: str) -> tuple[Module, Exercise] | None:
        """A part and its module by the part's code, or None."""
        for module in self.modules:
            if exercise := module.exercise(code):
                return module, exercise
        return None


def load_content(seed: Path) -> Content:
    """Read seed/modules/*.toml and seed/competencies.toml; raises ValueError naming the file and every fault in it."""
    modules = tuple(_read(path, Module) for path in sorted((seed / "modules").glob("*.toml")))
    rows = tomllib.loads((seed / "competencies.toml").read_text(encoding="utf-8"))["unit"]
    return Content(modules, tuple(Competence.model_validate(row) for row in rows))


def _read(path: Path, model: type[Module]) -> Module:
    text = path.read_text(encoding="utf-8")
    if len(text) > MAX_FILE:
        raise ValueError(f"{path.name}: terlalu besar")
    try:
        module = model.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    if not (path.parent / module.reading).is_file():
        raise ValueError(f"{path.name}: bacaan {module.reading} tidak ada")
    return module


def step_mark(step: Step, hints: int, shown: bool) -> int:
    """The points of a finished step: four less the cost of the hints opened; a step that was shown earns nothing."""
    cost = sum(hint.cost for hint in step.hints[:hints])
    return 0 if shown else max(0, FULL_MARK - cost)


def exercise_mark(exercise: Exercise, hints: Mapping[str, int], shown: Sequence[str]) -> float:
    """The mean of the steps' points."""
    marks = [step_mark(step, hints.get(step.code, 0), step.code in shown) for step in exercise.steps]
    return sum(marks) / len(marks)
