"""The questionnaires and the suggestions for action plans, as seed/evaluation.toml has them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,30}$")]
Words = Annotated[str, Field(min_length=3, max_length=300)]


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Read):
    """A statement to agree with, or a question answered in words."""

    key: Key
    text: Words


class Section(_Read):
    """Statements under one heading."""

    title: Words
    statement: tuple[Question, ...] = Field(min_length=1)


class Form(_Read):
    """One questionnaire."""

    key: Key
    title: Words
    about: Words
    section: tuple[Section, ...] = Field(min_length=1)
    open: tuple[Question, ...] = ()

    @property
    def statements(self) -> tuple[Question, ...]:
        """All statements in order."""
        return tuple(one for section in self.section for one in section.statement)

    @model_validator(mode="after")
    def _keys_differ(self) -> Form:
        keys = [one.key for one in (*self.statements, *self.open)]
        if len(keys) != len(set(keys)):
            raise ValueError(f"{self.key}: kunci ganda")
        return self


class Suggestion(_Read):
    """An action that can be taken over into a plan; `unit` is the unit of competence it strengthens, `source` the rule that
    asks for it."""

    action: Words
    output: Words
    days: Literal[30, 60, 90]
    unit: Annotated[str, Field(pattern=r"^U\d$")]
    source: Words | None = None


class Evaluation(_Read):
    """Everything of seed/evaluation.toml."""

    survey_source: Words
    plan_source: Words
    scale: tuple[Words, ...] = Field(min_length=5, max_length=5)
    least_replies: int = Field(ge=3, le=50)
    form: tuple[Form, ...] = Field(min_length=1)
    suggestion: tuple[Suggestion, ...] = ()

    def form_of(self, key: str) -> Form | None:
        """The form with this key, or None."""
        return next((one for one in self.form if one.key == key), None)


def load_evaluation(path: Path) -> Evaluation:
    """Read the file; raises ValueError naming it when something in it is wrong."""
    try:
        return Evaluation.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError) as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
