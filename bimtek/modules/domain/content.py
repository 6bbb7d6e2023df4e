"""What is taught: modules with their reading, worked example and exercises, read from seed/modules in the order of the
learning path."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from bimtek.modules.domain.exercise import Act, Exercise, Prose, Short, Written
from bimtek.sandbox.domain.lifecycle import Desk

MAX_FILE = 400_000


class ExampleReport(Written):
    """The report of the worked example, as the citizen sent it."""

    number: Annotated[str, Field(pattern=r"^SIM-[BP]?\d{7}$")]
    desk: Desk = Desk.LAPOR
    title: Short
    body: Prose
    channel: Short
    place: Short
    anonymous: bool
    secret: bool
    filed_class: str
    received_at: datetime
    reporter: Mapping[str, Any]
    form: Mapping[str, str] = {}


class ExampleAct(Act):
    """One act of the worked example, when it happens, what to look at and why it is done so. One that is not `own` happened
    before the example's desk had its turn, rightly or wrongly: it is told and not judged."""

    at: datetime
    own: bool = True
    title: Short
    why: Prose


class Example(Written):
    """A whole report handled from arrival to its end."""

    report: ExampleReport
    truth: Mapping[str, Any]
    acts: tuple[ExampleAct, ...] = Field(min_length=3, max_length=20)


class Module(Written):
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


class Competence(Written):
    """One unit of competence on the way to the certificate; without a module its content is still to come."""

    code: Annotated[str, Field(pattern=r"^U\d$")]
    title: Short
    evidence: Short


@dataclass(frozen=True, slots=True)
class Content:
    """All modules in order and all units of competence."""

    modules: tuple[Module, ...]
    competencies: tuple[Competence, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its units, those still without content too."""
        return frozenset(unit.code for unit in self.competencies)

    def module(self, code: str) -> Module | None:
        """The module of a unit ("U6"), or None when its content is still to come."""
        return next((module for module in self.modules if module.code == code.upper()), None)

    def exercise(self, code: str) -> tuple[Module, Exercise] | None:
        """A part and its module by the part's code, or None."""
        for module in self.modules:
            if exercise := module.exercise(code):
                return module, exercise
        return None

    def only(self, codes: Collection[str]) -> Content:
        """The part of it that a class is taught; all of it where none of the codes has content."""
        modules = tuple(module for module in self.modules if module.code in codes)
        return Content(modules, tuple(unit for unit in self.competencies if unit.code in codes)) if modules else self


def load_content(seed: Path) -> Content:
    """Read seed/modules/u*.toml and seed/competencies.toml; raises ValueError naming the file and every fault in it."""
    data = tomllib.loads((seed / "competencies.toml").read_text(encoding="utf-8"))
    path: list[str] = data["path"]
    modules = sorted((_read(file) for file in (seed / "modules").glob("u?.toml")), key=lambda m: path.index(m.code))
    codes = [exercise.code for module in modules for exercise in module.exercises]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"seed/modules: kode latihan ganda: {', '.join(sorted(twice))}")
    return Content(tuple(modules), tuple(Competence.model_validate(row) for row in data["unit"]))


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    if len(text) > MAX_FILE:
        raise ValueError(f"{path.name}: terlalu besar")
    try:
        module = Module.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    if not (path.parent / module.reading).is_file():
        raise ValueError(f"{path.name}: bacaan {module.reading} tidak ada")
    return module
